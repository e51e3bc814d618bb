"""What the operating system refuses is said in people's words, whoever raised it."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from pipeline.system.errors import describe, reason, refusal


def test_a_refusal_names_the_file_and_what_to_do() -> None:
    said = describe(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/ổ/tệp.xlsx"))
    assert said.startswith("/ổ/tệp.xlsx: ") and "ổ đĩa đã đầy" in said and said.endswith(".")


@pytest.mark.parametrize(("lang", "words"), [("vi", "không có quyền"), ("en", "permission denied")])
def test_reasons_are_in_either_language(lang: str, words: str) -> None:
    assert words in reason(PermissionError(errno.EACCES, "x"), lang)


def test_a_refusal_that_we_have_no_words_for_is_said_in_the_systems() -> None:
    assert reason(OSError(errno.EPROTO, os.strerror(errno.EPROTO))) == os.strerror(errno.EPROTO)
    assert reason(OSError("nobody numbered this")) == "nobody numbered this"


def test_a_copied_folder_s_refusals_are_one_reason(tmp_path: Path) -> None:
    """shutil's error has no number of its own, only the words of those of its files."""
    (tmp_path / "from").mkdir()
    (tmp_path / "from" / "lost").symlink_to(tmp_path / "nowhere")
    with pytest.raises(shutil.Error) as raised:
        shutil.copytree(tmp_path / "from", tmp_path / "to")
    assert reason(raised.value) == "tệp hoặc thư mục không tồn tại; hãy xem lại đường dẫn"


def test_a_library_s_words_are_the_systems_only_where_they_are() -> None:
    found = refusal(f'IO Error: Could not write file "a": {os.strerror(errno.ENOSPC)}', Path("b.duckdb"))
    assert found is not None and (found.errno, found.filename) == (errno.ENOSPC, "b.duckdb")
    for words in (os.strerror(errno.ENOMEM), os.strerror(errno.EAGAIN), "Out of Memory Error: Allocation failure"):
        found = refusal(f"Error: {words}", Path("b.duckdb"))
        assert found is not None and "không đủ bộ nhớ" in describe(found)
    assert refusal("Catalog Error: no such table", Path("b.duckdb")) is None
