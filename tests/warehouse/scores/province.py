"""A simulated province with one district silent in its last year, one report late, two corrected and one that disagrees; built once.

Ia H'Drai (618) sends nothing for 2019, Đăk Hà (615) sends late, Đăk Tô (612) and Ngọc Hồi (611) correct a figure of 2019; Đăk Glei (610)
lists a cooperative as working that the registry has dissolved, and counts two new ones too many.
"""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

import duckdb
import polars as pl

from pipeline.config import load
from pipeline.identity.link import link
from pipeline.intake.read import read_raw
from pipeline.warehouse import transform
from pipeline.warehouse.load import run_frames, write_schema
from tests.simulator import simulate, small, write_raw
from tests.simulator.profile import Misreport

YEAR = 2019
SILENT, LATE, CORRECTED, DISAGREES = "618", "615", ("612", "611"), "610"
PROVINCE = load()
AS_OF = datetime.fromisoformat("2019-12-14T23:59:59+07:00")
PROFILE = small(
    60,
    first_year=2017,
    years=3,
    late_share=0.0,
    late=((YEAR, LATE, "agency_report", "2019-12-11T09:00:00+07:00"), (2018, "BKT", "agency_report", "2018-12-10T00:00:00+07:00")),
    misreports=(
        Misreport("612", YEAR, "HTX", 7, "2019-12-12T10:00:00+07:00", "Đính chính"),
        Misreport("611", YEAR, "HTX", 3, "2019-12-13T10:00:00+07:00", "Đính chính"),
    ),
)


def write(raw: Path) -> None:
    """``raw/`` without the report of the silent district."""
    write_raw(simulate(PROFILE, 5), raw, "plain")
    register = raw / "incoming.csv"
    with register.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kept = [row for row in rows if (row["sender"], row["year"]) != (SILENT, str(YEAR))]
    for row in rows:
        if row not in kept:
            (raw / row["path"]).unlink()
    with register.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)


def disagree(landing: dict[str, pl.DataFrame]) -> None:
    """What the registry and Đăk Glei say of 2019 no longer fits."""
    there = (pl.col("sender") == DISAGREES) & (pl.col("reference_year") == YEAR)
    listed = landing["unit_report"].filter(there & (pl.col("unit_type") == "HTX") & (pl.col("operating_state") == "Đang hoạt động"))
    code = listed["registration_code"].drop_nulls().sort()[0]
    gone = (pl.col("registration_code") == code) & (pl.col("reference_year") == YEAR)
    landing["registry_unit"] = landing["registry_unit"].with_columns(
        pl.when(gone).then(pl.lit("Đã giải thể")).otherwise("status").alias("status"),
        pl.when(gone).then(pl.lit(date(YEAR, 11, 1))).otherwise("status_on").alias("status_on"),
    )
    too_many = there & (pl.col("item") == "I.1b")
    landing["total_item"] = landing["total_item"].with_columns(
        pl.when(too_many).then(pl.col("value") + 2).otherwise("value").alias("value")
    )


def build(folder: Path) -> Path:
    """The build file with landing, identity and the marts; every dbt test has passed."""
    write(folder / "raw")
    path = folder / "build.duckdb"
    landing = read_raw(folder / "raw", PROVINCE, AS_OF, None, None)
    disagree(landing)
    write_schema(path, "landing", landing | run_frames(PROVINCE, YEAR, AS_OF))
    linked = link(landing, PROVINCE, None)
    tables = linked.frames()
    write_schema(path, "identity", tables)
    places = ["--target-path", str(folder / "target"), "--log-path", str(folder / "logs")]
    transform.run_dbt(["build", "--exclude-resource-type", "unit_test", "--exclude", "tag:grain", *places], path, PROVINCE)
    return path


def table(build: Path, name: str) -> pl.DataFrame:
    with duckdb.connect(str(build), read_only=True) as connection:
        return connection.sql(f"select * from {name}").pl()
