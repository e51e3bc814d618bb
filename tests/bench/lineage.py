"""Time and peak memory of release, replay, public copy and explain at the shipped province's size, and of explain at a country's."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import duckdb

from tests.bench.measure import Cost, median, once

ROOT = Path(__file__).resolve().parents[2]
AS_OF = "2018-12-14T23:59:59+07:00"
YEAR = 2018
ROUNDS = 3
COUNTRY_UNITS = 33_000
_WAIVERS = "year,rule,sender,path,sheet,row,column,reason,signed_by,signed_at\n"
# What grows with the units, and the columns that must differ from copy to copy.
_COPIED = {
    "fct_unit_year": ("unit_key", "submission_id", "path"),
    "fct_figure_source": ("unit_key", "submission_id", "path"),
    "fct_submission": ("submission_id", "path", "sender"),
    "dim_column": ("submission_id", "path"),
    "fct_contribution": ("unit_key",),
    "fct_reported_item": ("submission_id", "path", "sender"),
    "fct_finding": ("finding_id", "path", "unit_key", "sender"),
}


def measure() -> None:
    """Prints a line a command. The releases are of 2018, in a folder that goes away."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        shutil.copytree(ROOT / "raw", home / "raw")
        # whatever rules come to find in 2018: what is measured is the release, not the gate
        signed = [f"{year},,,,,,,đo thời gian,make bench,2018-12-14T00:00:00+07:00\n" for year in (YEAR - 1, YEAR)]
        (home / "raw" / "waivers.csv").write_text(_WAIVERS + "".join(signed), encoding="utf-8")
        warehouse = home / "w" / "hoptac.duckdb"
        places = ["--raw", home / "raw", "--out", home / "out", "--warehouse", warehouse, "--releases", home / "releases"]
        _hoptac("run", "--year", YEAR, "--as-of", AS_OF, "--quiet", *places)
        _print("release", [_hoptac("release", "--year", YEAR, *places)])
        _print("replay", [_hoptac("replay", home / "releases" / str(YEAR) / "1", "--raw", home / "raw")])
        for copy in ("publish-public", "publish-public, again"):  # the second is compared with the first
            _print(copy, [_hoptac("publish-public", "--out", home / "public.duckdb", *places[:2], *places[4:])])
        _print("explain T6, province", [_explain(warehouse, "text") for _ in range(ROUNDS)])
        country = home / "country.duckdb"
        units = as_country(warehouse, country)
        for form in ("text", "json"):
            goal = "goal: under 2 s"
            _print(f"explain T6, country, {form}", [_explain(country, form) for _ in range(ROUNDS)], f"{units:,} units a year; {goal}")


def _hoptac(*arguments: object) -> Cost:
    return once([sys.executable, "-m", "pipeline.cli", *map(str, arguments)])


def _explain(warehouse: Path, form: str) -> Cost:
    return _hoptac("explain", "T6", "--year", YEAR, "--format", form, "--warehouse", warehouse)


def _print(name: str, costs: list[Cost], note: str = "") -> None:
    cost = median(costs)
    print(f"{name:<28}{cost.wall:6.2f} s  {cost.peak:6.0f} MB  exit {cost.code}  {note}".rstrip())


def as_country(warehouse: Path, target: Path) -> int:
    """The published warehouse with every unit, document and finding many times, until a year has a country's units; how many it has.

    Figures stay the province's: what is measured is the walk over the units, which then add up to something else.
    """
    with duckdb.connect(str(target)) as connection:
        connection.execute(f"attach '{warehouse}' as one (read_only)")
        connection.execute("create schema mart")
        most = connection.execute(
            "select max(n) from (select count(*) as n from one.mart.fct_unit_year group by reference_year)"
        ).fetchone()[0]
        times = -(-COUNTRY_UNITS // most)
        for (table,) in connection.execute("select table_name from duckdb_tables() where database_name = 'one'").fetchall():
            if table in _COPIED:
                changed = ", ".join(f"{column} || '~' || copy as {column}" for column in _COPIED[table])
                rows = f"select * replace ({changed}) from one.mart.{table}, (select range as copy from range({times}))"
            else:
                rows = f"from one.mart.{table}"
            connection.execute(f"create table mart.{table} as {rows}")
        return most * times
