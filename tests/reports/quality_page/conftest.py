"""The world of the reports' tests with all that the page says beside findings: decisions and what they do, estimates, earlier years."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from tests.reports.conftest import FILES, World
from tests.reports.official import invented

SIGNED = {"reference_year": 2019, "signed_at": "2019-12-12T00:00:00+00:00"}
DECISIONS: list[dict[str, Any]] = [
    {
        "decision_id": "k1", "register": "confirmation", "sender": "608", "path": FILES["608", "agency_report"], "sheet": "Biểu 2",
        "row": 9, "column": "K", "subject": "Doanh thu gấp mười lần năm trước.", "value": "12.000", "reason": "Mới trúng thầu",
        "paper": "12/CV-UBND", "signed_by": "Trần Thị Hoa", **SIGNED,
    },
    {
        "decision_id": "c2", "register": "correction", "sender": "615", "path": FILES["615", "agency_report"], "sheet": "BIỂU 2 ", "row": 5,
        "column": "E", "found": "480", "value": "48", "reason": "Gõ thừa số 0 <b>", "signed_by": "Phạm Văn <i>Chín</i>", **SIGNED,
    },
    {
        "decision_id": "i3", "register": "identity", "subject": "same", "found": "HTX Sơn Ca", "value": "6101123457", "reason": "Đổi tên",
        "signed_by": "Lê Văn Tám", **SIGNED,
    },
]  # fmt: skip
EFFECTS = [
    ("c2", 2019, "T6", 2018, 9513.0, 9945.0, 6159.0, 6159.0, 37.9, 44.9, True),
    ("i3", 2019, "T8", 2018, 101.0, None, 90.0, None, 12.2, None, None),
]
OPEN = [(2019, "T3", "62", 1, True, 6, None), (2019, "T3", "618", 1, True, None, None)]
ESTIMATES = [(2019, "T3", "62", 44.0, 47.5, "matched_growth", "district", 10, 9, 90.0, 1, 0, 25.0)]
OWN = ("fct_finding", "fct_finding_year", "fct_submission", "fct_quality", "dim_quality", "dim_column")  # the world's


def _complete(warehouse: Path) -> None:
    tables: invented.Frames = {name: frame for name, frame in invented.frames().items() if name not in OWN}
    with duckdb.connect(str(warehouse)) as connection:
        found = connection.sql("select * from mart.fct_finding").pl()
        decided = invented.decided({"fct_finding": found, "fct_correction": tables["fct_correction"]})
        signed = pl.DataFrame(DECISIONS, schema=invented.DECISION_SCHEMA)
        tables["fct_decision"] = pl.concat([decided["fct_decision"], signed])
        tables["fct_decision_effect"] = pl.DataFrame(EFFECTS, schema=invented.EFFECT_SCHEMA, orient="row")
        tables["fct_still_open"] = pl.DataFrame(OPEN, schema=invented.STILL_OPEN_SCHEMA, orient="row")
        tables["fct_estimate"] = pl.DataFrame(ESTIMATES, schema=invented.ESTIMATE_SCHEMA, orient="row")
        unreadable = found.filter(pl.col("rule") == "value_unreadable")["finding_id"][0]
        effect = {"finding_id": unreadable, "indicator": "T6", "reference_year": 2019, "holds": True}
        tables["fct_finding_effect"] = pl.DataFrame([effect], schema=invented.FINDING_EFFECT_SCHEMA)
        for name, frame in tables.items():
            connection.register("frame", frame)
            connection.execute(f"create or replace table mart.{name} as select * from frame")
            connection.unregister("frame")
        # The year before everybody was in time but a sender that owes nothing any more.
        connection.execute("""
            insert into mart.fct_submission by name
            select * replace (2018 as reference_year, due_before - interval 1 year as due_before,
                due_before - interval 1 year - interval 3 days as received_at, if(sender = 'BKT', 'OLD', sender) as sender,
                if(sender = 'BKT', 'late', 'on_time') as timeliness, if(sender = 'BKT', 4, 0) as days_late,
                true as was_read, true as is_current)
            from mart.fct_submission
        """)
        connection.execute("delete from mart.fct_quality where sender is null")
        connection.execute("""
            insert into mart.fct_quality by name
            from (values
                (null, null, 2018, 'R1', 90.0, 9, 10),
                (null, null, 2019, 'R1', 97.25, 389, 400),
                (null, null, 2019, 'TP2', -26.25, -525, 20),
                (null, null, 2019, 'A5', null, 0, 0),
                ('615', 'agency_report', 2019, 'R1', 98.0, 49, 50),
                ('BKT', 'agency_report', 2019, 'R1', 50.0, 1, 2)
            ) as t(sender, form, reference_year, indicator, value, numerator, denominator)
        """)


@pytest.fixture(scope="session")
def complete_world(shared_world: World, tmp_path_factory: pytest.TempPathFactory) -> World:
    warehouse = tmp_path_factory.mktemp("page") / "hoptac.duckdb"
    shutil.copy(shared_world.warehouse, warehouse)
    _complete(warehouse)
    return replace(shared_world, warehouse=warehouse)


@pytest.fixture
def world(complete_world: World, tmp_path: Path) -> World:
    return replace(complete_world, out=tmp_path / "out")
