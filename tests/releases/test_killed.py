"""A release that is killed in the midst leaves nothing that stops or outlives the next one; a living one's work is left alone."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.releases.freeze import clear
from pipeline.system.leftovers import clear_beside, scratch_folder
from pipeline.system.lock import hold
from tests.e2e.command import hoptac
from tests.e2e.states import digest_of
from tests.releases.conftest import OWN, Office

DEAD = 2**22 + 1  # above the highest process id that Linux gives


@pytest.mark.e2e
def test_the_next_release_goes_on_after_a_killed_one(office: Office, tmp_path: Path) -> None:
    shelf = tmp_path / "releases" / "2018"
    shutil.copytree(office.shelf / "1", shelf / "1")
    shutil.copytree(office.home / "raw", tmp_path / "raw")
    (tmp_path / "raw" / "nhan-dinh-2018.md").write_text(OWN, encoding="utf-8")  # as it was when the report was signed
    places = ("--raw", tmp_path / "raw", "--out", office.home / "out", "--warehouse", office.home / "w" / "hoptac.duckdb")
    command = ("release", *places, "--releases", tmp_path / "releases", "--year", 2018)
    killed = subprocess.Popen([sys.executable, "-m", "pipeline.cli", *map(str, command)], stdout=subprocess.DEVNULL)
    while killed.poll() is None and not list(shelf.glob(".2.*/*")):
        pass
    killed.send_signal(signal.SIGKILL)
    assert killed.wait() == -signal.SIGKILL
    [left] = [path.name for path in shelf.iterdir() if path.name != "1"]
    assert left.startswith(".2.dang-ghi-")
    done = hoptac(*command)
    assert (done.code, done.err) == (0, "")
    assert {path.name for path in shelf.iterdir()} == {"1", "2"}
    assert (shelf / "2" / "thay-doi.csv").is_file()


@pytest.mark.e2e
def test_a_killed_replay_leaves_the_release_as_it_was_and_the_next_one_clears_up(office: Office, tmp_path: Path) -> None:
    before, scratch = digest_of(office.shelf), {"TMPDIR": str(tmp_path)}
    command = ("replay", office.shelf / "1", "--raw", office.home / "raw")
    for moment in ("warehouse/hoptac.work/build.duckdb", "out/.2018*"):
        killed = subprocess.Popen([sys.executable, "-m", "pipeline.cli", *map(str, command)], env=os.environ | scratch)
        while killed.poll() is None and not list(tmp_path.glob(f"hoptac-replay-*/{moment}")):
            pass
        killed.send_signal(signal.SIGKILL)
        assert killed.wait() == -signal.SIGKILL and digest_of(office.shelf) == before, moment
    done = hoptac(*command, env=scratch)
    assert (done.code, done.err) == (0, "") and digest_of(office.shelf) == before
    assert not list(tmp_path.glob("hoptac-replay-*"))


def test_half_made_releases_go_unless_their_maker_lives(tmp_path: Path) -> None:
    dead, alive = tmp_path / "2018" / ".2.dang-ghi-1", tmp_path / "2019" / ".1.dang-ghi-1"
    for folder in (dead, alive):
        (folder / "ket-qua").mkdir(parents=True)
        (folder / "ket-qua").chmod(0o555)
        folder.chmod(0o555)  # it was killed after it had been sealed
    with hold(alive.parent):
        clear(tmp_path)
        assert (dead.exists(), alive.exists()) == (False, True)
    clear(tmp_path)
    assert not alive.exists()


def test_files_written_aside_go_unless_their_writer_lives(tmp_path: Path) -> None:
    names = [f".a.csv.{DEAD}", f".a.csv.{DEAD}.new.wal", f".a.csv.{os.getpid()}.tmp", f".b.csv.{DEAD}", ".a.csv.lock"]
    for name in names:
        (tmp_path / name).touch()
    clear_beside(tmp_path / "a.csv")
    assert {path.name for path in tmp_path.iterdir()} == set(names[2:])


def test_a_killed_process_leaves_its_scratch_folder_to_the_next_one() -> None:
    prefix = f"hoptac-test-{os.getpid()}-"
    with scratch_folder(prefix) as living:
        dead = living.with_name(f"{prefix}dead")
        dead.mkdir()
        with scratch_folder(prefix) as mine:
            assert (living.is_dir(), mine.is_dir(), dead.exists()) == (True, True, False)
    assert not living.exists() and not mine.exists()
