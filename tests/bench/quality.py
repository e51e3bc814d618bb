"""All rules over 33,000 units: wall time and peak memory of Great Expectations' pass alone, in a process of its own."""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from pipeline import config
from pipeline.quality.run import run_suites
from pipeline.settings import SUITES
from tests.bench.errors.build import build, transform_only
from tests.bench.errors.draft import Draft
from tests.bench.errors.written import write
from tests.bench.measure import once

UNITS = 33_000
ROW_STEP = 100_000  # copies of a sheet's rows stand one below the other
KEYED = {  # table -> what tells a copy of its unit from the first
    "landing.registry_unit": ("name", "registration_code", "certificate_no"),
    "landing.unit_report": ("name", "registration_code"),
    "landing.alliance_member": ("name", "registration_code"),
    "landing.rating_report": ("name", "registration_code"),
    "identity.unit_link": ("unit_key",),
    "identity.unit": ("unit_key", "name", "registration_code", "predecessor_key"),
    "identity.unit_alias": ("unit_key", "value"),
}


def multiply(file: Path, times: int) -> None:
    """Every unit so many times, each copy one of its own in the same lists: names, codes and keys get its number."""
    with duckdb.connect(str(file)) as connection:
        for table, told in KEYED.items():
            columns = [row[0] for row in connection.execute(f"describe {table}").fetchall()]
            changes = [f"{name} || '-' || copy as {name}" for name in told if name in columns]
            changes += [f'"row" + copy * {ROW_STEP} as "row"'] if "row" in columns else []
            connection.execute(
                f"insert into {table} select * exclude (copy) from "
                f"(select * replace ({', '.join(changes)}) from {table} cross join range(1, {times}) as copies(copy))"
            )


def measure(units: int = UNITS) -> None:
    """One simulated province, read and linked, its units multiplied, dbt's models built over them; then the rules, timed."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        draft = Draft(33, 110)
        write(draft, home / "raw")
        file = build(home / "raw", home / "made", draft.year, datetime(draft.year + 1, 6, 1, tzinfo=UTC))
        with duckdb.connect(str(file), read_only=True) as connection:
            (first,) = connection.execute("select count(*) from mart.fct_unit_year where reference_year = ?", [draft.year]).fetchone()
        multiply(file, -(-units // first))
        start = time.perf_counter()
        transform_only(file, config.load(), home / "made")
        built = time.perf_counter() - start
        with duckdb.connect(str(file), read_only=True) as connection:
            (many,) = connection.execute("select count(*) from mart.fct_unit_year where reference_year = ?", [draft.year]).fetchone()
        cost = once([sys.executable, "-m", "tests.bench.quality", str(file), str(draft.year)])
        print(f"all rules         {cost.wall:6.1f} s  {cost.peak:6.0f} MB  exit {cost.code}    (Great Expectations, {many:,} units)")
        print(f"their models      {built:6.1f} s    (dbt over the same)")


if __name__ == "__main__":
    run_suites(Path(sys.argv[1]), SUITES, "vi", int(sys.argv[2]))
