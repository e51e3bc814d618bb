"""What was published, as digests; readers that watch it; and runs that can be killed. For the tests of kills and of many readers."""

import hashlib
import json
import os
import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.quality.basis import Basis
from pipeline.quality.receipt import content_digest
from pipeline.quality.stages import record
from tests.e2e.command import Place
from tests.e2e.conftest import AS_OF

ROOT = Path(__file__).resolve().parents[2]
YEAR = 2019


def digest_of(folder: Path) -> str:
    """Of every file below a folder with its name."""
    whole = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        whole.update(f"{path.relative_to(folder)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


@dataclass(frozen=True)
class State:
    """What a reader may see at one time: the content of the warehouse, and all files of ``out/<year>/``."""

    content: str
    outputs: str
    manifest: str


def state_of(run: Place) -> State:
    folder = run.out / str(YEAR)
    return State(content_digest(run.warehouse), digest_of(folder), hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest())


@contextmanager
def watched(run: Place, states: list[State], readers: int, pause: float) -> Iterator[list[dict[str, Any]]]:
    """Readers that look all the while, with so many seconds between two looks; after the block the list holds what each of them saw."""
    allowed: dict[str, list[str]] = {}
    for state in states:
        allowed.setdefault(state.content, []).extend([state.manifest] if state.manifest else [])
    command = [sys.executable, "-m", "tests.e2e.watcher", str(run.warehouse), str(run.out / str(YEAR)), json.dumps(allowed), str(pause)]
    processes = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) for _ in range(readers)
    ]
    saw: list[dict[str, Any]] = []
    try:
        for process in processes:
            assert process.stdout.readline() == "ready\n"
        yield saw
    finally:
        for process in processes:
            process.stdin.close()
        for process in processes:
            saw.append(json.loads(process.stdout.read()))
            process.wait()


class Victim:
    """A process that has imported all it needs and, when told, runs, or only publishes and exports, in a child that can be killed."""

    def __init__(self, run: Place) -> None:
        arguments = [str(path) for path in (run.raw, run.out, run.warehouse)]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.victim", *arguments, AS_OF],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
        )
        assert self._line() == "ready"

    def start(self, build: Path | None = None) -> int:
        """Begin a whole run, or to publish and export a build file; the child's process id."""
        self._process.stdin.write(f"{build or 'run'}\n")
        return int(self._line())

    def ended(self, seconds: float) -> bool:
        """Whether the child ends within so many seconds."""
        return bool(select.select([self._process.stdout], [], [], seconds)[0])

    def status(self) -> int:
        """Wait for the child: its exit code, or minus the signal that ended it."""
        return int(self._line())

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait()

    def _line(self) -> str:
        # Unbuffered by hand: what select() is asked about must not sit in a reader's buffer.
        line = b""
        while not line.endswith(b"\n"):
            more = os.read(self._process.stdout.fileno(), 1)
            assert more, "the victims' parent died"
            line += more
        return line.decode().strip()


def changed_copy(build: Path, target: Path) -> Path:
    """The same build file with one more member in every HTX: another state that can be told from the first by any table that sums them."""
    shutil.copy(build, target)
    with duckdb.connect(str(target)) as connection:
        connection.execute("update mart.fct_unit_year set members = members + 1")
        connection.execute("update mart.fct_indicator set value = value + 1 where indicator = 'T6'")
    return vouched(target)


def vouched(build: Path) -> Path:
    """A build file that was changed, as if it were what the rules were run over."""
    with duckdb.connect(str(build)) as connection:
        _, _, *basis, lang = connection.execute("from run.stage where stage = 'quality'").fetchone()
    for stage in ("facts", "quality"):
        record(build, stage, Basis(*basis, lang=lang))
    return build


def work_of(process: int) -> float:
    """Seconds of processor that a process and its children have used so far: how far it is, however busy the machine."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:  # it is gone
        return 0.0
    own = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return own + sum(work_of(int(child)) for child in children)
