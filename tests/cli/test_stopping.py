"""Who stops a run, at the keyboard or as the system does, or takes its memory in the midst, gets one line, an exit code, and what stood
before; a clock that is set in the midst changes nothing."""

import hashlib
import json
import os
import resource
import signal
from datetime import datetime
from pathlib import Path

import pytest

from pipeline.cli.face import STAGES
from tests.cli.terminal import hoptac_on_terminal
from tests.e2e.command import place
from tests.simulator import simulate, small, write_raw

SEED = 9
pytestmark = pytest.mark.e2e  # whole runs


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("office")
    write_raw(simulate(small(htx=12, years=2), seed=SEED), home / "raw", "plain")
    assert place(home).run("--quiet").code in (0, 3)
    return home


def stands(home: Path) -> dict[str, str]:
    """What a run leaves for others, by name and digest."""
    files = [*(home / "out").rglob("*"), *(home / "warehouse").glob("*.*")]
    return {str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in files if file.is_file() and file.suffix != ".lock"}


@pytest.mark.parametrize(
    ("stop", "stage", "code"), [(signal.SIGINT, "facts", 130), (signal.SIGTERM, "intake", 143), (signal.SIGINT, "quality", 130)]
)
def test_a_run_that_is_stopped_says_so_in_one_line(office: Path, stop: signal.Signals, stage: str, code: int) -> None:
    before = stands(office)
    done = hoptac_on_terminal("run", *place(office).arguments, then=(STAGES["vi"][stage], lambda pid: os.killpg(pid, stop)))
    assert done.code == code
    assert "Traceback" not in done.out
    said = [line for line in done.out.splitlines() if line.startswith("hoptac:")]
    assert said == ["hoptac: đã dừng theo yêu cầu; kết quả tốt gần nhất vẫn còn nguyên."]
    assert done.out.rstrip().endswith(said[0])
    assert stands(office) == before


@pytest.mark.parametrize(("limit", "has", "stage"), [("RLIMIT_DATA", "VmData", "facts"), ("RLIMIT_AS", "VmSize", "quality")])
def test_a_run_that_loses_its_memory_in_the_midst_says_so_in_one_line(office: Path, limit: str, has: str, stage: str) -> None:
    """From then on little more than it has. (While files are read a native library takes the process down: exit code 134, no line.)"""

    def bound(pid: int) -> None:
        status = Path(f"/proc/{pid}/status").read_text().splitlines()
        size = next(int(line.split()[1]) << 10 for line in status if line.startswith(has)) + (8 << 20)
        resource.prlimit(pid, getattr(resource, limit), (size, size))

    before = stands(office)
    done = hoptac_on_terminal("run", *place(office).arguments, then=(STAGES["vi"][stage], bound))
    assert done.code == 1 and "Traceback" not in done.out
    assert "không đủ bộ nhớ" in " ".join(done.out.splitlines()[-3:])
    assert sum(line.startswith("hoptac:") for line in done.out.splitlines()) == 1
    assert stands(office) == before


def test_a_clock_that_is_set_back_in_the_midst_moves_no_moment(office: Path) -> None:
    """What was written before is then dated later than now: the run goes on as of the moment at which it began."""
    began = datetime.now().astimezone()
    register, later = office / "raw" / "incoming.csv", began.timestamp() + 3 * 86_400
    done = hoptac_on_terminal("run", *place(office).arguments, then=(STAGES["vi"]["facts"], lambda pid: os.utime(register, (later, later))))
    os.utime(register)
    assert done.code in (0, 3), done.out
    said = [json.loads(path.read_text(encoding="utf-8"))["as_of"] for path in (office / "out" / "2019").glob("manifest.json")]
    said += [json.loads(path.read_text(encoding="utf-8"))["as_of"] for path in (office / "warehouse").glob("*.receipt-2019.json")]
    assert len(said) == 2 and all(began <= datetime.fromisoformat(moment) <= datetime.now().astimezone() for moment in said)
