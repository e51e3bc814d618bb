"""What killed processes leave beside the files they were writing, and folders that go away however their process ends.

Files written aside carry the writer's process id in their names; folders are marked by a lock that ends with the writer.
Not here: ``out/`` (``staged_folder``), ``releases/`` (``releases/freeze``).
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.system.lock import BusyError, hold


def clear_build(build: Path) -> None:
    """Remove a run's build file, whatever state it is in: nothing can be published until a run has made and checked a new one."""
    for path in (build, build.with_name(f"{build.name}.wal")):
        path.unlink(missing_ok=True)


def clear_beside(path: Path) -> None:
    """Remove what dead processes wrote aside for ``path``: ``.hoptac.duckdb.4711.new.wal``, ``.approvals.csv.4711`` …

    Where that may not be removed, it stays: the next file is written aside under a name of its own.
    """
    for found in path.parent.iterdir() if path.parent.is_dir() else ():
        owner = _owner(found, path.name)
        if owner is not None and not _is_running(owner):
            with suppress(OSError):
                found.unlink(missing_ok=True)


@contextmanager
def scratch_folder(prefix: str) -> Iterator[Path]:
    """A new folder for temporary files, gone after the block; those that killed processes left under this prefix go at the start."""
    home = Path(tempfile.gettempdir())
    for left in home.glob(f"{prefix}*"):
        with suppress(OSError, BusyError), hold(left):
            shutil.rmtree(left, ignore_errors=True)
    made = Path(tempfile.mkdtemp(prefix="hoptac-"))
    with hold(made):  # before it has the name that others look for
        folder = made.rename(made.with_name(prefix + made.name.removeprefix("hoptac-")))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _owner(found: Path, name: str) -> int | None:
    if not found.name.startswith(f".{name}."):
        return None
    numbers = [part for part in found.name.removeprefix(f".{name}.").split(".") if part.isdecimal()]
    return int(numbers[-1]) if numbers else None


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        return True
    return True
