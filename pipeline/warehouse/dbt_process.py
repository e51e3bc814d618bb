"""dbt in a process that is ready before it is needed: it imports and parses (4 s) while files are read, then waits for the word.

The process is ``python -m pipeline.warehouse.dbt_process``: it takes one line on its standard input, dbt's arguments as a JSON list,
and ends with the run, told or not.
"""

import gc
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.config import Province
from pipeline.system.child_process import tie
from pipeline.system.program import ROOT
from pipeline.warehouse.transform import PARSED, PROJECT, enter_folder, environment, failure, vouch

_waiting: dict[Path, subprocess.Popen[bytes]] = {}


@contextmanager
def ready(build: Path, province: Province, target: Path) -> Iterator[None]:
    """While the block runs, a dbt for this build file is being made ready; ``take`` hands it over. One not taken is ended."""
    _waiting[build] = _start(build, province, target)
    try:
        yield
    finally:
        if (left := _waiting.pop(build, None)) is not None:
            left.kill()
            left.communicate()


def take(build: Path, province: Province, target: Path) -> subprocess.Popen[bytes]:
    """The process that was made ready for this build file, else a new one."""
    return _waiting.pop(build, None) or _start(build, province, target)


def say(process: subprocess.Popen[bytes], arguments: list[str]) -> None:
    """The word: dbt's arguments. A process that died before it tells why on its standard output."""
    assert process.stdin is not None  # a pipe
    try:
        with process.stdin as word:
            word.write(json.dumps(arguments).encode() + b"\n")
    except BrokenPipeError:
        process.wait()


def done(process: subprocess.Popen[bytes], target: Path) -> None:
    """Wait until it has done as it was told. Raises TransformError."""
    assert process.stdout is not None  # a pipe
    said = process.stdout.read().decode("utf-8", "replace").splitlines()
    if process.wait():
        raise failure(target, said[-1] if said else "dbt")


def _start(build: Path, province: Province, target: Path) -> subprocess.Popen[bytes]:
    folders = {"DBT_TARGET_PATH": str(target), "DBT_LOG_PATH": str(target), "DBT_PROJECT_DIR": str(PROJECT), "DBT_LOG_FORMAT": "json"}
    return subprocess.Popen(
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, **environment(build, province, target), **folders, "PYTHONUNBUFFERED": "1"},
        cwd=ROOT,
    )


def main() -> int:
    """Parse, wait, do as told; dbt's exit code."""
    tie()
    from dbt.cli.main import dbtRunner
    from dbt.contracts.graph.manifest import Manifest

    enter_folder()
    gc.set_threshold(100_000)  # the project's objects live as long as the process: looking through them again is a second lost
    parsed = dbtRunner().invoke(["--quiet", "parse"])
    written = Path(os.environ["DBT_TARGET_PATH"]) / PARSED
    if parsed.success and written.exists():
        vouch(written)
    gc.freeze()
    line = sys.stdin.readline()
    if not line:
        return 0
    if not parsed.success or not isinstance(parsed.result, Manifest):
        return 2
    done = dbtRunner(manifest=parsed.result).invoke(json.loads(line))
    if done.exception is not None:
        print(done.exception)
    return 0 if done.success else 2 if done.exception else 1


if __name__ == "__main__":
    sys.exit(main())
