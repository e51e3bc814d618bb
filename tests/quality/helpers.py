"""Small suites and warehouses for the tests of the gate. Not here: the project's own rules (their tests are by family)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

SENTENCES = {"vi": "Chỉ có {members} thành viên.", "vi_remedy": "Xem lại.", "en": "Only {members} members.", "en_remedy": "Look again."}


def rule(name: str = "too_few_members", **meta: Any) -> dict[str, Any]:
    return {
        "type": "expect_column_values_to_be_between",
        "kwargs": {"column": "members", "min_value": 7},
        "meta": {"rule": name, "severity": "error", "nature": "certain", "field": "members", **SENTENCES, **meta},
    }


def suite(name: str = "checks_unit", table: str = "checks.unit", rules: list[dict[str, Any]] | None = None, **meta: Any) -> dict[str, Any]:
    return {"name": name, "meta": {"table": table, "source": "unit_report", **meta}, "expectations": [rule()] if rules is None else rules}


def write_suite(folder: Path, data: dict[str, Any], stem: str | None = None) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / f"{stem or data['name']}.json"
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return file


def warehouse(file: Path, members: tuple[int | None, ...] = (9, 4, 12)) -> Path:
    """A DuckDB file with one biểu 2 of sender 615 (rows from 17 on), its columns and its submission (a newer one is current)."""
    with duckdb.connect(str(file)) as connection:
        connection.execute("create schema landing; create schema checks; create schema mart")
        connection.execute("create table landing.submission (submission_id varchar, path varchar, is_current boolean)")
        connection.execute("insert into landing.submission values ('615/agency_report/2019/1', '2019/615/cu.xlsx', false)")
        connection.execute("insert into landing.submission values ('615/agency_report/2019/2', '2019/615/moi.xlsx', true)")
        connection.execute(
            'create table landing.sheet_column (submission_id varchar, sheet varchar, table_name varchar, field varchar, "column" varchar,'
            " header varchar, multiplier double)"
        )
        connection.execute(
            "create table landing.total_item (submission_id varchar, sheet varchar, row integer, item varchar, unit_text varchar,"
            " value_column varchar, previous_column varchar)"
        )
        for table, letter in (("unit_report", "H"), ("rating_report", "C")):
            connection.execute(
                "insert into landing.sheet_column values ('615/agency_report/2019/2', 'Biểu 2', ?, 'members', ?, 'Số TV', 1)",
                [table, letter],
            )
        connection.execute(
            "create table checks.unit (submission_id varchar, sender varchar, reference_year integer, path varchar,"
            " sheet varchar, row integer, unit_key varchar, members bigint)"
        )
        for number, count in enumerate(members):
            connection.execute(
                "insert into checks.unit values ('615/agency_report/2019/2', '615', 2019, '2019/615/moi.xlsx', 'Biểu 2', ?, ?, ?)",
                [17 + number, f"u{number}", count],
            )
        connection.execute("create table mart.fct_indicator as select 2019 as reference_year, 'T6' as indicator, 9500.0::double as value")
        connection.execute(
            "create table mart.fct_finding"
            " (finding_id varchar, reference_year integer, severity varchar, rule varchar, row integer, is_waived boolean,"
            " waiver_reason varchar, waiver_signed_by varchar, waiver_signed_at varchar, is_confirmed boolean);"
            "create view mart.fct_finding_year as select finding_id, reference_year, columns('.*waive.*') from mart.fct_finding"
        )
    return file
