"""The program's own files: where they lie, in a checkout or in an installed wheel, and one digest of them all. Nothing is written there."""

from pathlib import Path

from pipeline.system.files import folder_digest

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parent
"""On Python's path: a process that is started here imports this program, whatever else is installed."""

IS_INSTALLED = (PACKAGE / "dbt_project").is_dir()  # a wheel has inside the package what a checkout has beside it
_HOME = PACKAGE if IS_INSTALLED else ROOT
DBT_PROJECT, SUITES = _HOME / "dbt_project", _HOME / "expectations"


_DBTS_OWN = frozenset({"dbt_project/target", "dbt_project/logs"})
_ELSEWHERE = frozenset({"pipeline/dbt_project", "pipeline/expectations"})


def program_digest() -> str:
    """SHA-256 over code, models, rules and settings that come with the program; the same for a checkout and the wheel made of it.

    Read anew each time: a model changed in the midst of a run is another program.
    """
    folders = {"pipeline": PACKAGE, "dbt_project": DBT_PROJECT, "expectations": SUITES}
    return folder_digest(folders, _DBTS_OWN | _ELSEWHERE)


def models_digest() -> str:
    """SHA-256 over dbt's project alone."""
    return folder_digest({"dbt_project": DBT_PROJECT}, _DBTS_OWN)
