"""``kill -9`` at any moment: readers see the old state or the new one, whole; raw/ is as it was; the next run ends right by itself.

The suite kills at moments chosen by stage; ``make hard`` kills 200 whole runs at moments drawn over the whole of a run.
"""

import os
import random
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.command import Done, Place
from tests.e2e.conftest import AS_OF, ROOT
from tests.e2e.seeds import SEEDS
from tests.e2e.states import YEAR, State, Victim, changed_copy, digest_of, state_of, watched, work_of

KILLS_OF_A_PUBLICATION = 8
KILLS_AT_HAND = int(os.environ.get("HOPTAC_KILLS", "200"))  # of ``make hard``
RUN = ["run", "--year", str(YEAR), "--as-of", AS_OF, "--quiet", "--again"]


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
        self.victim = Victim(self.run)
        self.new = state_of(shipped)
        self.publish("old")
        self.old = state_of(self.run)
        assert len({self.old.content, self.new.content}) == len({self.old.outputs, self.new.outputs}) == 2

    def publish(self, which: str) -> None:
        self.victim.start(self.builds[which])
        assert self.victim.status() == 0

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
        assert left == {"hoptac.duckdb", f"hoptac.duckdb.receipt-{YEAR}.json", "hoptac.work"}
        assert [path.name for path in self.run.out.iterdir()] == [str(YEAR)]


@pytest.fixture(scope="module")
def office(shipped: tuple[Place, Done], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = Office(tmp_path_factory.mktemp("office"), shipped[0])
    before = digest_of(ROOT / "raw")
    yield made
    made.victim.close()
    assert digest_of(ROOT / "raw") == before


def kill_when(office: Office, is_reached: Callable[[int], bool], build: Path | None = None) -> int:
    """Start a run (or a publication) and kill it as soon as something is so; -9, or its exit code where it ended before."""
    process = office.victim.start(build)
    while not is_reached(process) and not office.victim.ended(0.02):
        pass
    if not office.victim.ended(0):
        os.kill(process, signal.SIGKILL)
    return office.victim.status()


def stages(office: Office, chance: random.Random) -> dict[str, Callable[[int], bool]]:
    """A moment inside each stage before the publication, told by what it has written so far; those after it have a test of their own."""
    log = office.work / "dbt" / "dbt.log"
    told = log.stat().st_size if log.exists() else 0
    return {
        "reading": lambda _: (office.work / "build.duckdb").exists(),
        "models": lambda _: log.exists() and log.stat().st_size > told + chance.randrange(1000, 60_000),
    }


def test_a_run_killed_before_it_publishes_leaves_the_old_state_and_the_next_run_ends_right(office: Office) -> None:
    chance = random.Random(SEEDS["kills"])
    with watched(office.run, office.states, readers=2, pause=0.5) as saw:
        for stage in ("reading", "models"):
            (office.work / "build.duckdb").unlink(missing_ok=True)
            assert kill_when(office, stages(office, chance)[stage]) == -signal.SIGKILL, stage
            assert state_of(office.run) == office.old, stage
        office.run_to_the_end()
    assert [found["errors"] for found in saw] == [[], []]
    assert all(found["looks"] > 10 for found in saw)


def test_a_publication_killed_at_any_moment_is_the_old_one_or_the_new_one(office: Office) -> None:
    chance = random.Random(SEEDS["kills"])
    whole, killed = measured(office, office.builds["new"]), 0
    with watched(office.run, office.states, readers=2, pause=0.5) as saw:
        for number in range(KILLS_OF_A_PUBLICATION):
            # most of the time goes into the files of out/; every third kill falls into the first third, where the warehouse changes
            moment = chance.uniform(0, whole / 3 if number % 3 == 0 else whole)
            build = office.builds["old" if number % 2 else "new"]
            killed += kill_when(office, lambda process, moment=moment: work_of(process) > moment, build) == -signal.SIGKILL
            office.check(number)
        office.publish("new")
    assert state_of(office.run) == office.new
    assert killed > KILLS_OF_A_PUBLICATION / 2
    assert [found["errors"] for found in saw] == [[], []]


def measured(office: Office, build: Path | None = None) -> float:
    """Processor seconds of a whole run (or publication) that nobody disturbs."""
    most = 0.0

    def measure(process: int) -> bool:
        nonlocal most
        most = max(most, work_of(process))
        return False

    assert kill_when(office, measure, build) == 0
    return most


@pytest.mark.hard
def test_two_hundred_runs_killed_at_random_moments(office: Office) -> None:
    chance = random.Random(SEEDS["kills"])
    whole, killed = measured(office), 0
    assert state_of(office.run) == office.new
    with watched(office.run, office.states, readers=2, pause=0.5) as saw:
        for _ in range(2 * KILLS_AT_HAND):  # one that ends before its moment is not counted
            if state_of(office.run).outputs == office.new.outputs:
                office.publish("old")
            moment = chance.uniform(0, whole)
            status = kill_when(office, lambda process, moment=moment: work_of(process) > moment)
            assert status in (0, -signal.SIGKILL)
            killed += status == -signal.SIGKILL
            office.check((killed, moment))
            print(f"{killed}: {moment:.1f} of {whole:.1f} processor seconds, {status}", file=sys.stderr, flush=True)
            if killed == KILLS_AT_HAND:
                break
        office.run_to_the_end()
    print(f"readers: {saw}", file=sys.stderr, flush=True)
    assert killed == KILLS_AT_HAND
    assert [found["errors"] for found in saw] == [[], []]
