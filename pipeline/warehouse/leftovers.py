"""What a killed run leaves beside the readers' file, cleared away before the next one starts. Leftovers of ``out/``: ``release_dir``."""

from __future__ import annotations

import os
from pathlib import Path


def clear(warehouse: Path, build: Path) -> None:
    """Remove the build file, whatever state it is in, and files written aside by processes that are gone. Call it with the lock held.

    Without a build file nothing can be published until a run has made and checked a new one.
    """
    for path in (build, build.with_name(f"{build.name}.wal")):
        path.unlink(missing_ok=True)
    for path in warehouse.parent.iterdir() if warehouse.parent.is_dir() else ():
        owner = _owner(path)
        if path.name.startswith(f".{warehouse.name}.") and owner is not None and not _is_running(owner):
            path.unlink(missing_ok=True)


def _owner(path: Path) -> int | None:
    """``.hoptac.duckdb.4711.new.wal``, ``.hoptac.duckdb.receipt.json.4711`` → 4711."""
    numbers = [part for part in path.name.split(".") if part.isdecimal()]
    return int(numbers[-1]) if numbers else None


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        return True
    return True
