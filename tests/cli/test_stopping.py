"""Who stops a run, at the keyboard or as the system does, gets one line, the code of the signal, and what stood before."""

import hashlib
import signal
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
    done = hoptac_on_terminal("run", *place(office).arguments, stop=(STAGES["vi"][stage], stop))
    assert done.code == code
    assert "Traceback" not in done.out
    said = [line for line in done.out.splitlines() if line.startswith("hoptac:")]
    assert said == ["hoptac: đã dừng theo yêu cầu; kết quả tốt gần nhất vẫn còn nguyên."]
    assert done.out.rstrip().endswith(said[0])
    assert stands(office) == before
