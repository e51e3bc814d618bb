"""raw/ → a checked build file in this process, by the stages' own functions: the run without Dagster and without outputs."""

from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl

from pipeline.config import Province
from pipeline.identity.link import link
from pipeline.intake.read import read_raw
from pipeline.quality.check import check
from pipeline.settings import SUITES
from pipeline.warehouse import transform
from pipeline.warehouse.load import run_frames, write_schema


def build_warehouse(raw: Path, folder: Path, province: Province, year: int, as_of: datetime) -> Path:
    """The build file, with mart.fct_finding in it."""
    build = folder / "build.duckdb"
    landing = read_raw(raw, province, as_of, None, None)
    write_schema(build, "landing", landing | run_frames(province, year, as_of))
    tables = link(landing, province, None).frames()
    found = pl.concat([landing["finding"], tables.pop("finding")])
    write_schema(build, "identity", tables)
    write_schema(build, "landing", {"finding": found})
    transform.run_dbt(
        ["build", "--exclude-resource-type", "unit_test", "--exclude", "tag:grain", "--target-path", str(folder / "dbt")], build, province
    )
    check(build, SUITES, raw, as_of, year, "vi")
    return build


def findings(build: Path, severities: tuple[str, ...] = ("error", "warning")) -> list[dict]:
    with duckdb.connect(str(build), read_only=True) as connection:
        rows = connection.execute("select * from mart.fct_finding where severity in (select unnest(?)) order by all", [list(severities)])
        names = [column[0] for column in rows.description]
        return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]
