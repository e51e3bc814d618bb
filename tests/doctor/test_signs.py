"""What a broken machine is told: each lack is a sign of its own that says what to do, and what is well is not doubted."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

import pipeline
from pipeline.doctor import machine, office
from pipeline.doctor.examine import examine
from pipeline.doctor.sign import Sign
from pipeline.settings import Settings, resolve
from tests.e2e.rights import without_rights
from tests.tools import disk_of, missing, needed

SAID = "; print(*(f'{sign.state} {sign.said} {sign.remedy}' for sign in machine.%s()))"


@pytest.fixture
def there(tmp_path: Path) -> Settings:
    (tmp_path / "raw").mkdir()
    return resolve(raw=tmp_path / "raw", out=tmp_path / "out", warehouse=tmp_path / "w" / "w.duckdb", releases=tmp_path / "releases")


def wrong(signs: Iterable[Sign]) -> list[str]:
    return [f"{sign.said} {sign.remedy}".strip() for sign in signs if sign.state == "wrong"]


def of_a_process(what: str, *before: str) -> str:
    """What a part of the machine is told in a process that was started in another way."""
    command = [*before, sys.executable, "-c", "from pipeline.doctor import machine" + SAID % what]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_a_sound_machine_and_folders_have_no_sign_that_is_wrong(there: Settings) -> None:
    looked = [machine.program_and_python(), machine.libraries(), machine.fonts(), office.settings_load(there), office.folders(there)]
    signs = [sign for each in (*looked, office.clock(there)) for sign in each]
    assert wrong(signs) == []
    assert [sign.check for sign in signs] == ["program", "python", "libraries", "fonts", "settings", *["folders"] * 5, "clock"]


def test_no_fonts() -> None:
    """In a world of its own, where nothing lies in the folders that fonts are kept in."""
    if os.geteuid() != 0:
        missing("folders are hidden by root alone")
    hidden = 'for d in /usr/share/fonts /usr/local/share/fonts; do [ ! -d $d ] || mount -t tmpfs none $d; done; HOME=/nowhere exec "$@"'
    told = of_a_process("fonts", needed("unshare"), "-m", "sh", "-c", hidden, "sh")
    assert told.startswith("wrong Phông chữ: không có Times New Roman, Liberation Serif") and "apt install fonts-liberation2" in told


def test_too_little_memory_is_said_before_it_runs_out() -> None:
    told = of_a_process("memory", "sh", "-c", 'ulimit -v 8000000; exec "$@"', "sh")
    assert told.startswith("wrong Tiến trình bị giới hạn 7812 MB")


def test_an_old_python() -> None:
    assert wrong(machine.program_and_python("3.10.4")) == ["Python 3.10.4: không dùng được. Cài lại chương trình bằng Python >=3.11."]


def test_a_library_that_is_not_the_locked_one(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    pins = "duckdb==0.0.1", "polars==0.0.1 ; python_version < '3'"
    lock.write_text("".join(f"{pin} \\\n    --hash=sha256:00\n" for pin in pins), encoding="utf-8")
    [sign] = machine.libraries(lock)
    assert sign.state == "doubt" and "(≠ 0.0.1)" in sign.said and "duckdb" in sign.said and "polars" not in sign.said
    [sign] = machine.libraries(tmp_path / "none")
    assert sign.state == "well"


@pytest.mark.parametrize(("size", "reason"), [("100k", "ổ đĩa đã đầy"), ("40m", "chỉ còn 40 MB. Giải phóng dung lượng")])
def test_a_full_disk(there: Settings, tmp_path: Path, size: str, reason: str) -> None:
    with disk_of(size, tmp_path / "disk") as disk:
        [told] = wrong(office.folders(resolve(raw=there.raw, out=disk / "out", warehouse=there.warehouse, releases=there.releases)))
    assert told.startswith(f"--out {disk}/out: ") and reason in told


def test_folders_that_may_not_be_written_to_or_read(there: Settings, tmp_path: Path) -> None:
    said: list[str] = []
    tmp_path.chmod(0o555)
    there.raw.chmod(0o000)
    try:
        assert without_rights(lambda: said.extend(wrong(office.folders(there)))) == ""
    finally:
        tmp_path.chmod(0o755)
        there.raw.chmod(0o755)
    assert [line.split()[0] for line in said] == ["--warehouse", "--out", "--releases", "--raw"]
    assert all("quyền" in line for line in said)


def test_a_clock_before_the_newest_document(there: Settings) -> None:
    came = there.raw / "2019" / "incoming.xlsx"
    came.parent.mkdir()
    came.write_bytes(b"")
    os.utime(came, (4_000_000_000, 4_000_000_000))
    [told] = wrong(office.clock(there))
    assert "chạy lùi" in told and str(came) in told


def test_variables_that_count_and_one_that_is_mistyped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOPTAC_RAW", "/srv/raw")
    monkeypatch.setenv("HOPTAC_RWA", "/srv/raw")
    said = [f"{sign.state} {sign.said}" for sign in office.variables()]
    assert "well HOPTAC_RAW=/srv/raw" in said and any(line.startswith("doubt HOPTAC_RWA: không có biến nào tên này") for line in said)


def test_settings_that_do_not_load_are_told_and_what_needs_them_is_not_looked_at(tmp_path: Path) -> None:
    signs = list(examine(lambda: resolve(province=tmp_path)))
    assert signs[-1].check == "settings" and signs[-1].state == "wrong" and "province.yaml" in signs[-1].said
    assert "chưa xem được" in signs[-1].remedy


def test_an_older_python_is_told_in_one_line_before_any_file_is_read_that_it_cannot_read() -> None:
    older = "import sys; sys.version_info = (3, 9, 2); import pipeline"
    done = subprocess.run([sys.executable, "-c", older], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1) and "3.11" in done.stderr
    with pytest.raises(SyntaxError):  # and the file that says it is one that it can read
        ast.parse("match x:\n case 1: pass", feature_version=(3, 9))
    ast.parse(Path(pipeline.__file__).read_text(encoding="utf-8"), feature_version=(3, 9))
