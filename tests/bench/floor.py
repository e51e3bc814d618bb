"""The stack's floor: an empty in-process Dagster job, ``dbt build`` of the same models on empty tables, Great Expectations' import."""

from __future__ import annotations

import logging
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import polars as pl


def build_empty(build: Path, arguments: list[str]) -> None:
    """``dbt build`` of the whole project on empty landing and identity tables. Raises TransformError."""
    from pipeline import config
    from pipeline.identity import schema as identity_schema
    from pipeline.intake import schema as landing_schema
    from pipeline.warehouse import transform
    from pipeline.warehouse.load import run_frames, write_schema

    province = config.load()
    empty = {name: pl.DataFrame(schema=columns) for name, columns in landing_schema.LANDING.items()}
    write_schema(build, "landing", empty | run_frames(province, 2019, datetime(2019, 12, 31, tzinfo=UTC)))
    linked = {name: getattr(identity_schema, name.upper()) for name in ("unit_link", "unit", "unit_alias", "review")}
    write_schema(build, "identity", {name: pl.DataFrame(schema=columns) for name, columns in linked.items()})
    transform.run_dbt(["build", *arguments, "--target-path", str(build.parent / "dbt")], build, province)


def main(folder: Path) -> None:
    os.environ["DAGSTER_DISABLE_TELEMETRY"] = "yes"
    logging.getLogger("dagster").setLevel(logging.CRITICAL)
    import dagster

    @dagster.asset
    def nothing() -> None:
        return None

    dagster.materialize([nothing], run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}})

    (folder / "floor").mkdir(exist_ok=True)
    build_empty(folder / "floor" / "build.duckdb", ["--exclude-resource-type", "unit_test", "--exclude", "tag:grain"])

    import great_expectations

    del great_expectations


if __name__ == "__main__":
    main(Path(sys.argv[1]))
