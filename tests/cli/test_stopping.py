"""Who stops a run, at the keyboard or as the system does, takes its memory in the midst or kills it, gets one line, an exit code, and what
stood before; a clock that is set in the midst changes nothing."""

import hashlib
import json
import os
import resource
import select
import signal
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from pipeline.cli.face import STAGES
from tests.cli.terminal import hoptac_on_terminal
from tests.e2e.command import Done, place
from tests.simulator import simulate, small, write_raw
from tests.tools import limit_memory, memory_group

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


def run_until(office: Path, stage: str, then: Callable[[int], None]) -> Done:
    """A whole run, to whose process ``then`` happens once it says that it is at that stage."""
    return hoptac_on_terminal("run", "--again", *place(office).arguments, then=(STAGES["vi"][stage], then))


@pytest.mark.parametrize(
    ("stop", "stage", "code"), [(signal.SIGINT, "facts", 130), (signal.SIGTERM, "intake", 143), (signal.SIGINT, "quality", 130)]
)
def test_a_run_that_is_stopped_says_so_in_one_line(office: Path, stop: signal.Signals, stage: str, code: int) -> None:
    before = stands(office)
    done = run_until(office, stage, lambda pid: os.killpg(pid, stop))
    assert done.code == code
    assert "Traceback" not in done.out
    said = [line for line in done.out.splitlines() if line.startswith("hoptac:")]
    assert said == ["hoptac: đã dừng theo yêu cầu; kết quả tốt gần nhất vẫn còn nguyên."]
    assert done.out.rstrip().endswith(said[0])
    assert stands(office) == before


def worker_of(pid: int) -> int:
    """The child that does the work of the command of that id."""
    [worker] = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(worker)


@pytest.mark.parametrize(
    ("limit", "has", "stage"),
    [
        *(("RLIMIT_DATA", "VmData", stage) for stage in ("intake", "facts", "quality")),
        *(("RLIMIT_AS", "VmSize", stage) for stage in ("intake", "identity", "quality")),
    ],
)
def test_a_run_that_loses_its_memory_in_the_midst_says_so_in_one_line(office: Path, limit: str, has: str, stage: str) -> None:
    """From then on little more than it has; a native library may take the process down where it gets none."""

    def bound(pid: int) -> None:
        status = Path(f"/proc/{worker_of(pid)}/status").read_text().splitlines()
        size = next(int(line.split()[1]) << 10 for line in status if line.startswith(has)) + (8 << 20)
        resource.prlimit(worker_of(pid), getattr(resource, limit), (size, size))

    before = stands(office)
    done = run_until(office, stage, bound)
    assert is_one_line_of_memory(done), done.out
    assert stands(office) == before


def is_one_line_of_memory(done: Done) -> bool:
    said = [line for line in done.out.splitlines() if line.startswith("hoptac:")]
    whole = " ".join(done.out.splitlines()[-3:])
    return done.code == 1 and "Traceback" not in done.out and len(said) == 1 and ("không đủ bộ nhớ" in whole or "hết bộ nhớ" in whole)


@pytest.mark.parametrize(("taken", "stage"), [(signal.SIGKILL, "intake"), (signal.SIGABRT, "facts"), (signal.SIGSEGV, "quality")])
def test_a_run_that_the_system_takes_down_says_so_in_one_line(office: Path, taken: signal.Signals, stage: str) -> None:
    """As the killer of who has too much memory does (a cgroup's limit), or a native library of itself."""
    before = stands(office)
    done = run_until(office, stage, lambda pid: os.kill(worker_of(pid), taken))
    assert is_one_line_of_memory(done) and taken.name in done.out, done.out
    assert stands(office) == before


@pytest.mark.hard  # only where groups of processes can be made
@pytest.mark.parametrize("stage", ["intake", "facts", "quality"])
def test_a_run_whose_group_of_processes_has_no_memory_left_says_so_in_one_line(office: Path, stage: str) -> None:
    before = stands(office)
    with memory_group(f"hoptac-{os.getpid()}-{stage}") as group:
        limit_memory(group, 8 << 20)
        done = run_until(office, stage, lambda pid: (group / "cgroup.procs").write_text(str(worker_of(pid))))
    assert is_one_line_of_memory(done) and "SIGKILL" in done.out, done.out
    assert stands(office) == before


def test_a_run_whose_first_process_alone_is_killed_ends_with_it(office: Path) -> None:
    before, workers = stands(office), []

    def kill(pid: int) -> None:
        workers.append(os.pidfd_open(worker_of(pid)))
        os.kill(pid, signal.SIGKILL)

    assert run_until(office, "facts", kill).code == -signal.SIGKILL
    ended, _, _ = select.select(workers, [], [], 60)  # at once, or never
    assert ended == workers and stands(office) == before


@pytest.mark.parametrize(("stop", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_to_the_first_process_alone_stops_the_run(office: Path, stop: signal.Signals, code: int) -> None:
    before = stands(office)
    done = run_until(office, "identity", lambda pid: os.kill(pid, stop))
    assert done.code == code and done.out.rstrip().endswith("hoptac: đã dừng theo yêu cầu; kết quả tốt gần nhất vẫn còn nguyên.")
    assert stands(office) == before


def test_a_clock_that_is_set_back_in_the_midst_moves_no_moment(office: Path) -> None:
    """What was written before is then dated later than now: the run goes on as of the moment at which it began."""
    began = datetime.now().astimezone()
    register, later = office / "raw" / "incoming.csv", began.timestamp() + 3 * 86_400
    done = run_until(office, "facts", lambda pid: os.utime(register, (later, later)))
    os.utime(register)
    assert done.code in (0, 3), done.out
    said = [json.loads(path.read_text(encoding="utf-8"))["as_of"] for path in (office / "out" / "2019").glob("manifest.json")]
    said += [json.loads(path.read_text(encoding="utf-8"))["as_of"] for path in (office / "warehouse").glob("*.receipt-2019.json")]
    assert len(said) == 2 and all(began <= datetime.fromisoformat(moment) <= datetime.now().astimezone() for moment in said)
