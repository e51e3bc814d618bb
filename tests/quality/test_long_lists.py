"""Nothing that is checked holds every line of a list against every other, whatever the list is full of: no statement of a model makes
more than so many rows of a line. By DuckDB's own count of what passes between its operators: a plan that it did not choose is not seen.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest

from tests.compiled import models
from tests.quality.province import FIRST_ROW, Draft, Row

pytestmark = pytest.mark.e2e
LINES, SENDER = 2000, "612"
ROWS_OF_A_LINE = 1000  # biểu 1 is foretold by every list, reading and item, some 300 times; each line against each would be 2,000 and more
OTHER_FORMS = ("registry_unit", "alliance_member", "rating_report", "training_class", "task_report")


def figures(random: Random, spread: float) -> Row:
    people, money = 40 * random.lognormvariate(0, spread), 2e9 * random.lognormvariate(0, spread)
    return {
        "members": 8 + round(people),
        "new_members": 2,
        "workers": 3 + round(people / 3),
        "managers": 5,
        "managers_trained": 2,
        "revenue_vnd": int(money),
        "revenue_from_members_vnd": int(money / 2),
        "profit_vnd": int(money / 9),
        "member_income_vnd": int(money / 60),
        "worker_income_vnd": int(money / 50),
    }


def line(kind: str, number: int, year: int) -> Row:
    """What one line of a year's biểu 2 is: a line of its own, but for what the kind says."""
    of = number + (year == 2019) if kind == "one row off" else number
    had = figures(Random(of), 0.6)
    row = had | {
        "name": f"HTX dài {number}",
        "registration_code": f"6199{number:06}",
        "founded_on": date(2000, 1, 1) + timedelta(number % 4000),
        "_key": f"L{number}",
    }
    match kind:
        case "moved":
            row |= figures(Random(f"{number} {year}"), 2)
        case "dissolved" if year == 2019 and number % 2:
            row |= dict.fromkeys(had) | {"operating_state": "Đã giải thể"}
        case "one unit":
            row |= {"_key": "L0", "registration_code": "6199000000"}
        case "one name":
            row |= {"name": "HTX Đoàn Kết", "_key": f"L{number} {year}"}
        case "one figure":
            row |= figures(Random(1), 0)
    return row


def long(kind: str) -> Draft:
    draft = Draft(seed=4)
    for year in (2018, 2019):
        if kind != "one row of another form":
            like = draft.unit("unit_report", f"{SENDER}h3", year)
            draft.tables["unit_report"] += [like | line(kind, number, year) | {"row": FIRST_ROW + 200 + number} for number in range(LINES)]
            continue
        for form in OTHER_FORMS:
            like = next(row for row in draft.tables[form] if row["reference_year"] == year)
            draft.tables[form] += [like | {"row": FIRST_ROW + 200 + number} for number in range(LINES)]
    return draft


def operators(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("children", []):
        yield from operators(child)


@pytest.mark.parametrize("kind", ["moved", "one row off", "dissolved", "one unit", "one name", "one figure", "one row of another form"])
def test_no_line_is_held_against_every_other(tmp_path: Path, kind: str) -> None:
    build, made = long(kind).build(tmp_path), {}
    with duckdb.connect(str(build), read_only=True) as connection:
        for node, sql in models(tmp_path / "target"):
            if node["config"]["materialized"] != "table_function":
                ((_, plan),) = connection.execute(f"explain (analyze, format json) {sql}").fetchall()
                rows = [one.get("intermediate_rows") or 0 for top in json.loads(plan)["operator"] for one in operators(top)]
                made[node["name"]] = max(rows) // LINES
    assert max(made.values()) > 0
    assert not {name: rows for name, rows in made.items() if rows > ROWS_OF_A_LINE}
