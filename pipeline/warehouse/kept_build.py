"""What dbt made of the project for one selection, kept for whoever builds the same again: the seeds as tables and the models' statements in
their order. A build over other documents then takes them as they are, without dbt, whose start costs more than its statements.

Kept in the user's cache by what it was made of: the project, the province's seeds, the program. What is not whole is not there. Not here:
what is selected (``alone``), dbt itself (``dbt_process``).
"""

import contextlib
import hashlib
import json
import shutil
from pathlib import Path

import duckdb

from pipeline.config import Province
from pipeline.settings import cache_folder
from pipeline.system.files import folder_digest, replacing
from pipeline.system.program import program_digest
from pipeline.warehouse.reader import ReadError, builder
from pipeline.warehouse.transform import is_vouched, vouch

_ASIDE = "__dbt_tmp"  # dbt makes each relation beside its place and renames it
_SEED = "seed"


def place(province: Province, selection: list[str]) -> Path:
    """Where the build of a selection is kept, if it is."""
    made_of = [program_digest(), folder_digest({_SEED: province.folder / "seeds"}), duckdb.__version__, *selection]
    return cache_folder() / f"{hashlib.sha256(chr(10).join(made_of).encode()).hexdigest()[:32]}.duckdb"


def begin(kept: Path, build: Path) -> bool:
    """Makes the build file with the seeds in it; false where nothing is kept."""
    try:
        if not is_vouched(kept):
            return False
        shutil.copyfile(kept, build)
    except OSError:
        return False
    return True


def finish(build: Path) -> None:
    """Runs the statements that were kept. Raises ReadError, OSError."""
    with builder(build) as connection:
        found = connection.execute("select relation_schema, statement from kept.statement order by position").fetchall()
        for schema in sorted({schema for schema, _ in found}):
            connection.execute(f'create schema if not exists "{schema}"')
        for _, statement in found:
            connection.execute(statement)


def keep(kept: Path, build: Path, target: Path) -> None:
    """Keeps what dbt has just built; where the cache cannot be written, nothing."""
    with contextlib.suppress(OSError, ReadError, duckdb.Error):
        nodes = json.loads((target / "manifest.json").read_text(encoding="utf-8"))["nodes"]
        done = [nodes[item["unique_id"]] for item in json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]]
        models = [node for node in done if node["resource_type"] == "model"]
        kept.parent.mkdir(parents=True, exist_ok=True)
        with replacing(kept) as aside, builder(build) as connection:
            quoted = str(aside).replace("'", "''")
            connection.execute(f"attach '{quoted}' as aside")
            for schema in (_SEED, "kept"):
                connection.execute(f'create schema aside."{schema}"')
            for node in done:
                if node["resource_type"] == _SEED:
                    connection.execute(f'create table aside."{_SEED}"."{node["alias"]}" as from "{_SEED}"."{node["alias"]}"')
            connection.execute("create table aside.kept.statement (position integer, relation_schema varchar, statement varchar)")
            rows = [
                (at, node["schema"], _statement(target, node["package_name"], node["original_file_path"])) for at, node in enumerate(models)
            ]
            connection.executemany("insert into aside.kept.statement values (?, ?, ?)", rows)
            connection.execute("detach aside")
        vouch(kept)
        for old in kept.parent.glob("*.duckdb*"):
            if not old.name.startswith(kept.stem):
                old.unlink(missing_ok=True)


def _statement(target: Path, package: str, path: str) -> str:
    return (target / "run" / package / path).read_text(encoding="utf-8").replace(_ASIDE, "")
