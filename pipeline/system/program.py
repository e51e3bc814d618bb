"""The program's own files: where they lie, in a checkout or in an installed wheel, and one digest of them all. Nothing is written there."""

import hashlib
from pathlib import Path

from pipeline.system.files import folder_digest

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parent
"""On Python's path: a process that is started here imports this program, whatever else is installed."""

IS_INSTALLED = (PACKAGE / "dbt_project").is_dir()  # a wheel has inside the package what a checkout has beside it
_HOME = PACKAGE if IS_INSTALLED else ROOT
DBT_PROJECT, SUITES = _HOME / "dbt_project", _HOME / "expectations"

PARTS = {"pipeline": PACKAGE, "dbt_project": DBT_PROJECT, "expectations": SUITES}
"""Code and the settings that come with it; models; rules."""
SHOWN = 12
"""So many characters of a digest are shown to people."""

_NOT_ITS_OWN = frozenset({"dbt_project/target", "dbt_project/logs", "pipeline/dbt_project", "pipeline/expectations"})


def program_digest() -> str:
    """SHA-256 over all parts of the program; the same for a checkout and the wheel made of it.

    Read anew each time: a model changed in the midst of a run is another program.
    """
    return hashlib.sha256("".join(f"{name} {part_digest(name)}\n" for name in PARTS).encode()).hexdigest()


def part_digest(name: str) -> str:
    """SHA-256 over one part."""
    return folder_digest({name: PARTS[name]}, _NOT_ITS_OWN)
