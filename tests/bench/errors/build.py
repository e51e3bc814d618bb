"""A raw/ folder to the findings of the rules, by the stages' own functions: all that a run does before it writes papers."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from pipeline import config
from pipeline.config import Province
from pipeline.identity.link import link
from pipeline.intake.read import read_raw
from pipeline.quality.run import run_suites
from pipeline.settings import SUITES
from pipeline.warehouse import transform
from pipeline.warehouse.load import run_frames, write_schema


def build(raw: Path, folder: Path, year: int, as_of: datetime) -> Path:
    """The build file with landing, identity and dbt's schemas."""
    province, file = config.load(), folder / "build.duckdb"
    landing = read_raw(raw, province, as_of, None, None)
    tables = link(landing, province, None).frames()
    found = {"finding": pl.concat([landing["finding"], tables.pop("finding")])}
    write_schema(file, "landing", landing | run_frames(province, year, as_of) | found)
    write_schema(file, "identity", tables)
    transform_only(file, province, folder)
    return file


def transform_only(file: Path, province: Province, folder: Path) -> None:
    """dbt's seeds and models over what was loaded; its parse is kept in the folder's parent for the next one."""
    kinds = ["--resource-type", "seed", "--resource-type", "model"]
    transform.run_dbt(["build", *kinds, "--target-path", str(folder.parent / "target"), "--log-path", str(folder / "logs")], file, province)


def found(file: Path, year: int) -> list[dict[str, Any]]:
    """Errors and warnings of all rules."""
    findings, _, _ = run_suites(file, SUITES, "vi", year)
    return findings.filter(pl.col("severity") != "info").to_dicts()
