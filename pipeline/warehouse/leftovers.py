"""What a killed run leaves beside the readers' file, cleared away before the next one starts. Leftovers of ``out/``: ``release_dir``."""

from __future__ import annotations

from pathlib import Path

from pipeline.leftovers import clear_beside


def clear(warehouse: Path, build: Path) -> None:
    """Remove the build file, whatever state it is in, and files written aside by processes that are gone. Call it with the lock held.

    Without a build file nothing can be published until a run has made and checked a new one.
    """
    for path in (build, build.with_name(f"{build.name}.wal")):
        path.unlink(missing_ok=True)
    clear_beside(warehouse)  # the receipt's too: its name begins with the warehouse's
