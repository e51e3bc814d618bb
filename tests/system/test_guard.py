"""Whoever runs passes the guard: alone, by a clock that can be believed, with what the dead have left cleared away."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.system.clock import ClockError
from pipeline.system.guard import guarded
from pipeline.system.lock import BusyError


def test_what_a_run_itself_calls_passes_again_and_others_do_not(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"

    def from_elsewhere() -> None:
        with guarded(warehouse):
            pass

    with guarded(warehouse), guarded(warehouse), ThreadPoolExecutor() as others, pytest.raises(BusyError, match=str(os.getpid())):
        others.submit(from_elsewhere).result()
    from_elsewhere()


def test_a_refused_run_may_come_back(tmp_path: Path) -> None:
    warehouse, later = tmp_path / "w.duckdb", tmp_path / "incoming.csv"
    later.touch()
    os.utime(later, (later.stat().st_mtime + 86_400,) * 2)
    with pytest.raises(ClockError), guarded(warehouse, [later]):
        pass
    with guarded(warehouse, []):
        pass


def test_what_killed_runs_left_goes(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (tmp_path / f".w.duckdb.receipt-2019.json.{ended.pid}.tmp").touch()
    with guarded(tmp_path / "w.duckdb"):
        assert [path.name for path in tmp_path.iterdir()] == ["w.duckdb.lock"]
