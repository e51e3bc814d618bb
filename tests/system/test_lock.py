"""One run at a time on a warehouse, and no run locked out by one that died."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.system.lock import BusyError, exclusive

HOLDER = """
import sys
from pathlib import Path
from pipeline.system.lock import exclusive
with exclusive(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_a_second_run_is_told_who_holds_the_warehouse_and_a_killed_holder_lets_go(tmp_path: Path) -> None:
    warehouse = tmp_path / "hoptac.duckdb"
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(warehouse)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline().strip() == "held"
    with pytest.raises(BusyError, match=str(holder.pid)), exclusive(warehouse):
        pass
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    with exclusive(warehouse):
        pass
