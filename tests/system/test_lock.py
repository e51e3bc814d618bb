"""One at a time, no one locked out by a process that died, and whoever is refused is told by whom."""

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.system.lock import FOREVER, BusyError, exclusive, hold

HOLDER = """
import sys
from pathlib import Path
from pipeline.system.lock import hold
with hold(Path(sys.argv[1]), shared="shared" in sys.argv):
    print("held", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def holder(path: Path, *more: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen([sys.executable, "-c", HOLDER, str(path), *more], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline().strip() == "held"
    try:
        yield process
    finally:
        let_go(process)
        process.stdout.close()


def let_go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.close()
    process.wait()


def test_a_second_run_is_told_who_holds_the_warehouse_and_a_killed_holder_lets_go(tmp_path: Path) -> None:
    warehouse = tmp_path / "hoptac.duckdb"
    with holder(tmp_path / "hoptac.duckdb.lock") as other:
        with pytest.raises(BusyError) as refused, exclusive(warehouse):
            pass
        line = str(refused.value)
        assert "\n" not in line and str(warehouse) in line and f"tiến trình {other.pid} (" in line and ", từ " in line
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
    with exclusive(warehouse), pytest.raises(BusyError, match=f"tiến trình {os.getpid()} "), exclusive(warehouse):
        pass  # what the killed one wrote is not what is said of the next
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("wait", [60, FOREVER])
def test_one_that_waits_is_told_for_whom_and_goes_on_when_that_one_ends(tmp_path: Path, wait: float) -> None:
    path, said = tmp_path / "x.lock", []
    with holder(path) as other:

        def told(line: str) -> None:
            said.append(line)
            let_go(other)

        with hold(path, wait=wait, told=told):
            assert other.returncode == 0
    assert len(said) == 1 and str(other.pid) in said[0]


def test_those_who_share_hold_together_and_against_one_who_does_not(tmp_path: Path) -> None:
    path = tmp_path / "x.lock"
    with holder(path, "shared"), hold(path, shared=True), pytest.raises(BusyError), hold(path):
        pass
    with hold(path), pytest.raises(BusyError), hold(path, shared=True):
        pass


def test_a_folder_is_locked_itself_and_keeps_no_trace(tmp_path: Path) -> None:
    with holder(tmp_path), pytest.raises(BusyError), hold(tmp_path):
        pass
    with hold(tmp_path):
        assert list(tmp_path.iterdir()) == []


def test_a_lock_file_that_its_holder_took_away_meanwhile_is_no_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, really_lock = tmp_path / "x.lock", fcntl.flock

    def holder_finishes_first(handle: int, operation: int) -> None:
        monkeypatch.setattr(fcntl, "flock", really_lock)
        path.unlink()
        really_lock(handle, operation)

    monkeypatch.setattr(fcntl, "flock", holder_finishes_first)
    with hold(path), pytest.raises(BusyError), hold(path):
        pass
