"""CONTRIBUTING's recipe “a rule”, followed in a copy: an expectation on a column that is there, and a measure of its own with its suite."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.recipes.house import YEAR, House, change

SENTENCES = {"vi_remedy": "Xem lại.", "en_remedy": "Look again.", "tolerance": "Để thử"}
EXPECTATION = {
    "type": "expect_column_values_to_be_between",
    "kwargs": {"column": "managers", "max_value": 4},
    "meta": {
        "rule": "many_managers",
        "severity": "warning",
        "nature": "suspicion",
        "field": "managers",
        "vi": "{name} có {managers} cán bộ quản lý.",
        "en": "{name} has {managers} managers.",
        **SENTENCES,
    },
}
MODEL = """-- One row per biểu 2 that counts: its units that operate, as a share of all.
select
  submission_id,
  sender,
  reference_year,
  path,
  sheet,
  cast(null as integer) as row,
  cast(null as varchar) as unit_key,
  avg(case when is_operating then 1.0 else 0.0 end) as operating_share
from {{ ref('chk_unit_report') }}
group by submission_id, sender, reference_year, path, sheet
"""
SUITE = {
    "name": "chk_sheet_operating",
    "meta": {"table": "checks.chk_sheet_operating", "min_rows": 1, "source": "unit_report"},
    "expectations": [
        {
            "type": "expect_column_values_to_be_between",
            "kwargs": {"column": "operating_share", "min_value": 1.01},
            "meta": {
                "rule": "few_units_operate",
                "severity": "warning",
                "nature": "obligation",
                "vi": "Chỉ {operating_share} số đơn vị của biểu đang hoạt động.",
                "en": "Only {operating_share} of the sheet's units operate.",
                **SENTENCES,
            },
        }
    ],
}


def follow(house: House) -> None:
    suites, checks = house.place / "expectations", house.place / "dbt_project" / "models" / "checks"
    add(suites / "chk_unit_report.json", EXPECTATION)
    (checks / "chk_sheet_operating.sql").write_text(MODEL, encoding="utf-8")
    described = '\n  - name: chk_sheet_operating\n    description: "Phần đơn vị đang hoạt động. / One row per biểu 2 that counts."\n'
    change(checks / "checks.yml", "\nmodels:\n", f"\nmodels:{described}")
    (suites / "chk_sheet_operating.json").write_text(json.dumps(SUITE, ensure_ascii=False), encoding="utf-8")


def add(suite: Path, expectation: dict[str, object]) -> None:
    written = json.loads(suite.read_text(encoding="utf-8"))
    written["expectations"].append(expectation)
    suite.write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")


@pytest.mark.parametrize(
    ("rule", "file", "bounds"),
    [("many_managers", "chk_unit_report.json", "max_value 4"), ("few_units_operate", "chk_sheet_operating.json", "min_value 1.01")],
)
def test_a_rule_speaks_in_the_gate_s_answer_and_stands_in_the_catalogue(recipe_run: House, rule: str, file: str, bounds: str) -> None:
    answer = json.loads((recipe_run.home / "out" / str(YEAR) / "gate.json").read_text(encoding="utf-8"))
    (observed,) = (check["observed"] for check in answer["checks"] if check["name"] == rule)
    assert observed > 0
    assert recipe_run.ask(f"select source_file, bounds from mart.dim_rule where rule = '{rule}'") == [(file, bounds)]


def test_a_finding_stands_at_the_cell_that_the_rule_names(recipe_run: House) -> None:
    found = recipe_run.ask("select path, sheet, row, \"column\", value, message from mart.fct_finding where rule = 'many_managers'")
    assert all(path and sheet and row and column for path, sheet, row, column, _, _ in found)
    assert all(f"có {value} cán bộ" in message for *_, value, message in found)
