"""The program's own files: where they lie, in a checkout or in an installed wheel, and one digest of them all. Nothing is written there."""

from functools import lru_cache
from pathlib import Path

from pipeline.system.files import folder_digest

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parent
"""On Python's path: a process that is started here imports this program, whatever else is installed."""

IS_INSTALLED = (PACKAGE / "dbt_project").is_dir()  # a wheel has inside the package what a checkout has beside it
_HOME = PACKAGE if IS_INSTALLED else ROOT
DBT_PROJECT, SUITES = _HOME / "dbt_project", _HOME / "expectations"


@lru_cache(maxsize=1)
def program_digest() -> str:
    """SHA-256 over code, models, rules and settings that come with the program; the same for a checkout and the wheel made of it."""
    inside = frozenset({DBT_PROJECT.name, SUITES.name})
    return folder_digest({"pipeline": PACKAGE, "dbt_project": DBT_PROJECT, "expectations": SUITES}, without=inside)
