"""What offices' remarks say of persons, followed into every table that is published: findings, corrections, units, decisions."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import duckdb
import polars as pl
import pytest

from pipeline.intake.correction_outcomes import outcomes
from pipeline.intake.corrections import Correction
from pipeline.quality.check import check
from pipeline.settings import SUITES
from tests.quality.province import AS_OF, Draft, letter

NAME, TELEPHONE, NUMBER, OLD_NUMBER = "Nguyễn Thị Hoa", "0905123456", "062085001234", "233123456"
REMARK = f"31 (Giám đốc {NAME}, ĐT {TELEPHONE}, CMND {OLD_NUMBER})"


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """All that is published, as text, by table."""
    draft = Draft(seed=1)
    tht = draft.unit("unit_report", "615t3")
    tht["registration_code"] = NUMBER  # a group has no code: somebody wrote its head's number
    place = {name: tht[name] for name in ("sender", "reference_year", "path", "sheet", "row")}
    detail = json.dumps({"title": "Biểu 2", "label": "Số thành viên", "name": "THT", "code": NUMBER})
    for rule, field, value in (("unreadable_number", "members", REMARK), ("tax_code_check_digit", "registration_code", NUMBER)):
        draft.finding.append(place | {"rule": rule, "column": letter("unit_report", field), "value": value, "detail": detail})
    submission = pl.DataFrame(
        [{"path": place["path"], "key": "k"} | {name: tht[name] for name in ("submission_id", "sender", "reference_year")}]
    )
    signed = Correction(2, place["path"], place["sheet"], place["row"], 7, REMARK, "31", "đã hỏi", "A", datetime(2019, 12, 12, tzinfo=UTC))
    applied = pl.DataFrame([{"key": "k", "position": 0, "found": REMARK, "why_not": None, "sheet": place["sheet"]}])
    draft.correction += outcomes([signed], applied, submission).to_dicts()
    folder = tmp_path_factory.mktemp("persons")
    build, waivers = draft.build(folder), folder / "waivers.csv"
    waivers.write_text(
        "year,rule,sender,path,sheet,row,column,reason,signed_by,signed_at\n2019,,,,,,,đã hỏi,A,2019-12-12\n", encoding="utf-8"
    )
    check(build, SUITES, waivers.parent, AS_OF, 2019, "vi")
    with duckdb.connect(str(build)) as connection:
        names = [name for (name,) in connection.sql("select table_name from duckdb_tables() where schema_name = 'mart'").fetchall()]
        return {name: repr(connection.sql(f"select * from mart.{name}").fetchall()) for name in names}


@pytest.mark.parametrize("said", [NAME, NAME.rpartition(" ")[2] + ",", TELEPHONE, NUMBER, OLD_NUMBER])
def test_nothing_said_of_a_person_is_published(tables: dict[str, str], said: str) -> None:
    assert [name for name, content in tables.items() if said in content] == []


def test_what_was_wrong_is_still_said(tables: dict[str, str]) -> None:
    assert "Giám đốc •••, ĐT •••, CMND •••" in tables["fct_finding"]
    assert "•••" in tables["fct_decision"] and "•••" in tables["fct_correction"]
