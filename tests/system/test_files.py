"""A file is replaced whole: whatever stops the writer, the old one or the new one stands, and the next writer clears up."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pipeline.system.files import folder_digest, replacing, rezip, write_whole
from pipeline.system.program import ROOT

NOBODY = 65534
WRITER = """
import os, resource, signal, sys
from pathlib import Path
from pipeline.system.files import replacing
path, how = Path(sys.argv[1]), sys.argv[2]
if how == "full":
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
if how == "forbidden" and os.geteuid() == 0:
    os.setuid(int(sys.argv[3]))
try:
    with replacing(path) as aside:
        aside.write_bytes(b"new" * 1000)
        if how == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
except OSError as error:
    sys.exit(error.errno)
"""


def write_in_child(path: Path, how: str) -> int:
    return subprocess.run([sys.executable, "-c", WRITER, str(path), how, str(NOBODY)], check=False).returncode


WALKER = """
import os, sys
from pathlib import Path
from pipeline.system.files import differing_files, folder_digest
folder = Path()  # entered before the rights go: what pytest makes it in is its own user's
if os.geteuid() == 0:
    os.setuid(int(sys.argv[1]))
for walk in (lambda: folder_digest({"": folder}), lambda: differing_files(folder, folder)):
    try:
        walk()
    except OSError as error:
        print(Path(error.filename).name)
"""


def test_a_folder_that_cannot_be_listed_is_not_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "target.csv").touch()
    tmp_path.chmod(0o755)
    (tmp_path / "seeds").chmod(0)
    try:
        command = [sys.executable, "-c", WALKER, str(NOBODY)]
        done = subprocess.run(command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True)
    finally:
        (tmp_path / "seeds").chmod(0o755)
    assert done.stdout.split() == ["seeds", "seeds"]


def test_a_folder_that_is_not_there_is_not_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        folder_digest({"": tmp_path / "gone"})


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "register.csv"
    path.write_bytes(b"old")
    path.chmod(0o640)
    return path


@pytest.mark.parametrize("how", ["full", "forbidden"])
def test_a_writer_that_is_refused_leaves_the_old_file_and_nothing_beside_it(old: Path, how: str) -> None:
    if how == "forbidden":
        old.parent.chmod(0o555)
    try:
        assert write_in_child(old, how) > 0
    finally:
        old.parent.chmod(0o755)
    assert old.read_bytes() == b"old" and list(old.parent.iterdir()) == [old]


def test_a_writer_killed_before_the_exchange_leaves_the_old_file_and_the_next_one_clears_up(old: Path) -> None:
    assert write_in_child(old, "killed") < 0
    assert old.read_bytes() == b"old" and len(list(old.parent.iterdir())) == 2
    write_whole(old, b"next")
    assert old.read_bytes() == b"next" and list(old.parent.iterdir()) == [old]


def test_a_block_that_fails_changes_nothing(old: Path) -> None:
    with pytest.raises(KeyboardInterrupt), replacing(old) as aside:
        aside.write_bytes(b"half")
        raise KeyboardInterrupt
    assert old.read_bytes() == b"old" and list(old.parent.iterdir()) == [old]


def test_a_new_file_keeps_the_rights_of_the_old_one(old: Path) -> None:
    write_whole(old, b"new")
    assert (old.read_bytes(), old.stat().st_mode & 0o777) == (b"new", 0o640)


def test_what_is_in_place_is_on_the_disk_with_its_folders_entry(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    order, really_sync, really_replace = [], os.fsync, Path.replace

    def sync(handle: int) -> None:
        order.append("folder" if Path(f"/proc/self/fd/{handle}").is_dir() else "file")
        really_sync(handle)

    def replace(self: Path, target: Path) -> Path:
        order.append("replace")
        return really_replace(self, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    write_whole(old, b"new")
    assert order == ["file", "replace", "folder"]


def test_the_same_parts_give_the_same_container_whenever_and_wherever_it_was_packed() -> None:
    packed = []
    for moment, system, rights in (((1999, 1, 1, 0, 0, 0), 3, 0o600), ((2026, 5, 4, 3, 2, 0), 0, 0)):
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as made:
            for name in ("a.xml", "b.xml"):
                info = zipfile.ZipInfo(name, moment)
                info.create_system, info.external_attr = system, rights << 16
                made.writestr(info, name)
        packed.append(rezip(data.getvalue(), {"b.xml": b"another"}))
    assert packed[0] == packed[1]
    with zipfile.ZipFile(io.BytesIO(packed[0])) as found:
        assert [(info.filename, info.external_attr >> 16) for info in found.infolist()] == [("a.xml", 0o644), ("b.xml", 0o644)]
        assert (found.read("a.xml"), found.read("b.xml")) == (b"a.xml", b"another")
