"""``kill -9`` at any moment: readers see the old state or the new one, whole; raw/ is as it was; the next run ends right by itself.

The suite kills at moments chosen by stage; ``make hard`` kills 200 whole runs at moments drawn over the whole of a run.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.command import Done, Place
from tests.e2e.conftest import AS_OF, ROOT
from tests.e2e.states import YEAR, Publisher, State, changed_copy, digest_of, state_of, watched

SEED = 20191214
KILLS_OF_A_PUBLICATION = 12
KILLS_AT_HAND = int(os.environ.get("HOPTAC_KILLS", "200"))  # of ``make hard``
RUN = ["run", "--year", str(YEAR), "--as-of", AS_OF, "--quiet"]


class Office:
    """A place where the old state stands and the shipped run's is the new one."""

    def __init__(self, home: Path, shipped: Place) -> None:
        self.run = Place(shipped.raw, home / "out", home / "w" / "hoptac.duckdb")
        shutil.copytree(shipped.out, self.run.out)
        shutil.copytree(shipped.warehouse.parent, self.run.warehouse.parent)
        self.work = self.run.warehouse.with_name("hoptac.work")
        self.builds = {"new": home / "new.duckdb", "old": home / "old.duckdb"}
        shutil.copy(self.work / "build.duckdb", self.builds["new"])
        changed_copy(self.builds["new"], self.builds["old"])
        self.publisher = Publisher(self.run)
        self.new = state_of(shipped)
        self.publish("old")
        self.old = state_of(self.run)
        assert len({self.old.content, self.new.content}) == len({self.old.outputs, self.new.outputs}) == 2

    def publish(self, which: str) -> None:
        self.publisher.start(self.builds[which])
        assert self.publisher.status() == 0

    @property
    def states(self) -> list[State]:
        return [self.old, self.new]

    def check(self, moment: object) -> None:
        """Nobody is at work: warehouse and outputs are each one of the two states, and ``out/`` is whole."""
        found = state_of(self.run)
        assert found.content in {state.content for state in self.states}, moment
        assert found.outputs in {state.outputs for state in self.states}, moment

    def run_to_the_end(self) -> None:
        done = self.run.run(*RUN[1:])
        assert (done.code, done.out, done.err) == (0, "", "")
        assert state_of(self.run) == self.new
        left = {path.name for path in self.run.warehouse.parent.iterdir()}
        assert left == {"hoptac.duckdb", "hoptac.duckdb.lock", "hoptac.duckdb.receipt.json", "hoptac.work"}
        assert [path.name for path in self.run.out.iterdir()] == [str(YEAR)]


@pytest.fixture
def office(shipped: tuple[Place, Done], tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path, shipped[0])
    before = digest_of(ROOT / "raw")
    yield made
    made.publisher.close()
    assert digest_of(ROOT / "raw") == before


def start(office: Office) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pipeline.cli", *RUN, *map(str, office.run.arguments)]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def kill_when(process: subprocess.Popen[bytes], is_reached: Callable[[], bool]) -> int:
    """Kill a process as soon as something is so; its exit code, -9 unless it ended before."""
    while not is_reached() and not _ended(process, 0.02):
        pass
    process.kill()
    process.communicate()
    return process.returncode


def _ended(process: subprocess.Popen[bytes], seconds: float) -> bool:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def stages(office: Office, chance: random.Random) -> dict[str, Callable[[], bool]]:
    """A moment inside each stage that writes something, told by what it has written so far."""
    log = office.work / "dbt" / "dbt.log"
    told = log.stat().st_size if log.exists() else 0
    some = chance.randrange(1, 20)

    def written() -> int:
        return sum(1 for path in office.run.out.glob(f".{YEAR}.dang-ghi-*/{YEAR}/**/*") if path.is_file())

    return {
        "reading": (office.work / "build.duckdb").exists,
        "models": lambda: log.exists() and log.stat().st_size > told + chance.randrange(1000, 60_000),
        "publishing": lambda: any(office.run.warehouse.parent.glob(".hoptac.duckdb.*.new")),
        "exporting": lambda: written() >= some,
    }


def test_a_run_killed_in_any_stage_leaves_the_old_state_and_the_next_run_ends_right(office: Office) -> None:
    chance = random.Random(SEED)
    with watched(office.run, office.states, readers=2, pause=0.5) as saw:
        for stage in ("reading", "models", "publishing", "exporting"):
            (office.work / "build.duckdb").unlink(missing_ok=True)
            assert kill_when(start(office), stages(office, chance)[stage]) == -signal.SIGKILL, stage
            office.check(stage)
        office.run_to_the_end()
    assert [found["errors"] for found in saw] == [[], []]
    assert all(found["looks"] > 10 for found in saw)


def test_a_publication_killed_at_any_moment_is_the_old_one_or_the_new_one(office: Office) -> None:
    chance = random.Random(SEED)
    began = time.monotonic()
    office.publish("new")
    whole = time.monotonic() - began
    killed = 0
    with watched(office.run, office.states, readers=2, pause=0.5) as saw:
        for number in range(KILLS_OF_A_PUBLICATION):
            child = office.publisher.start(office.builds["old" if number % 2 else "new"])
            # most of the time goes into the files of out/; every third kill falls into the first third, where the warehouse changes
            if not office.publisher.ended(chance.uniform(0, whole / 3 if number % 3 == 0 else whole)):
                os.kill(child, signal.SIGKILL)
            killed += office.publisher.status() == -signal.SIGKILL
            office.check(number)
        office.publish("new")
    assert state_of(office.run) == office.new
    assert killed > KILLS_OF_A_PUBLICATION / 2
    assert [found["errors"] for found in saw] == [[], []]


@pytest.mark.hard
def test_two_hundred_runs_killed_at_random_moments(office: Office) -> None:
    chance = random.Random(SEED)
    began = time.monotonic()
    office.run_to_the_end()
    whole = time.monotonic() - began
    killed = 0
    with watched(office.run, office.states, readers=2, pause=0.5) as saw:
        for number in range(KILLS_AT_HAND):
            if state_of(office.run).outputs == office.new.outputs:
                office.publish("old")
            process, moment = start(office), chance.uniform(0, whole)
            if not _ended(process, moment):
                process.kill()
            _, said = process.communicate()
            assert process.returncode in (0, -signal.SIGKILL), said.decode()
            killed += process.returncode == -signal.SIGKILL
            office.check((number, moment))
            print(f"{number + 1}: {moment:.1f} s of {whole:.1f}, {process.returncode}", file=sys.stderr, flush=True)
        office.run_to_the_end()
    print(f"killed {killed} of {KILLS_AT_HAND}; readers: {saw}", file=sys.stderr, flush=True)
    assert [found["errors"] for found in saw] == [[], []]
    assert killed > KILLS_AT_HAND * 0.9
