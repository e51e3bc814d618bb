"""The folder of outputs: old or new, never half; and what a killed run leaves is put right."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.system import staged_folder as folders
from pipeline.system.staged_folder import recover, staged_folder


def _old(tmp_path: Path) -> Path:
    target = tmp_path / "out" / "2019"
    target.mkdir(parents=True)
    (target / "du-thao-bao-cao-2019.docx").write_text("cũ", encoding="utf-8")
    return target


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def _exchange_or_not(monkeypatch: pytest.MonkeyPatch, can: bool) -> None:
    if not can:  # a file system without the one-step exchange cannot be had in a test
        monkeypatch.setattr(folders, "_exchange", lambda one, other: False)


@pytest.mark.parametrize("can_exchange", [True, False])
def test_the_new_folder_takes_the_place_of_the_old_one_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool) -> None:
    _exchange_or_not(monkeypatch, can_exchange)
    target = _old(tmp_path)
    with staged_folder(target) as stage:
        (stage / "bao-cao-2019.docx").write_text("mới", encoding="utf-8")
        (stage / "du-lieu").mkdir()
        assert _names(target) == {"du-thao-bao-cao-2019.docx"}
    assert _names(target) == {"bao-cao-2019.docx", "du-lieu"}
    assert _names(target.parent) == {"2019"}


def test_the_first_release_makes_its_folders(tmp_path: Path) -> None:
    target = tmp_path / "out" / "2019"
    with staged_folder(target) as stage:
        (stage / "a").write_text("a", encoding="utf-8")
    assert _names(target) == {"a"}
    assert target.stat().st_mode & 0o777 == 0o777 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_leaves_the_last_good_outputs(tmp_path: Path, failure: BaseException) -> None:
    target = _old(tmp_path)
    with pytest.raises(type(failure)), staged_folder(target) as stage:
        (stage / "bao-cao-2019.docx").write_text("nửa", encoding="utf-8")
        raise failure
    assert _names(target) == {"du-thao-bao-cao-2019.docx"}
    assert _names(target.parent) == {"2019"}


def test_a_file_in_the_folders_place_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "2019"
    target.write_text("", encoding="utf-8")
    with pytest.raises(NotADirectoryError), staged_folder(target):
        pass


KILLED = """
import os, signal, sys
from pathlib import Path
from pipeline.system import staged_folder
where, target = sys.argv[1], Path(sys.argv[2])
die = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)
if where == "between the two renames":
    staged_folder._exchange = lambda one, other: False
    rename = Path.rename
    def once(self, other):
        rename(self, other)
        die()
    Path.rename = once
if where == "after the exchange":
    swap = staged_folder._swap
    def swapped(stage, target):
        swap(stage, target)
        die()
    staged_folder._swap = swapped
with staged_folder.staged_folder(target) as stage:
    (stage / "bao-cao-2019.docx").write_text("mới", encoding="utf-8")
    if where == "while writing":
        die()
"""


@pytest.mark.parametrize(
    ("where", "left"),
    [
        ("while writing", "du-thao-bao-cao-2019.docx"),
        ("between the two renames", "du-thao-bao-cao-2019.docx"),
        ("after the exchange", "bao-cao-2019.docx"),
    ],
)
def test_a_killed_writer_leaves_one_whole_folder_after_the_next_start(tmp_path: Path, where: str, left: str) -> None:
    target = _old(tmp_path)
    died = subprocess.run([sys.executable, "-c", KILLED, where, str(target)], check=False)
    assert died.returncode == -signal.SIGKILL
    assert len(_names(target.parent)) == 2
    recover(target)
    assert _names(target) == {left}
    assert _names(target.parent) == {"2019"}


def test_a_living_writers_folder_is_not_cleared_by_another(tmp_path: Path) -> None:
    target = _old(tmp_path)
    with staged_folder(target) as first:
        (first / "a").write_text("a", encoding="utf-8")
        with staged_folder(target) as second:
            (second / "b").write_text("b", encoding="utf-8")
        assert _names(target) == {"b"}
        assert (first / "a").exists()
    assert _names(target) == {"a"}


def test_a_folder_inside_a_new_one_can_itself_be_staged(tmp_path: Path) -> None:
    target = _old(tmp_path)
    with staged_folder(target) as stage:
        for text in ("một", "hai"):
            with staged_folder(stage / "du-lieu") as inner:
                (inner / "a.csv").write_text(text, encoding="utf-8")
    assert _names(target) == {"du-lieu"}
    assert (target / "du-lieu" / "a.csv").read_text(encoding="utf-8") == "hai"
    assert _names(target.parent) == {"2019"}
