"""What another year's report says of a figure: a first report is doubted by the next one, and a wrong year blames no other."""

from __future__ import annotations

from typing import Any

import pytest

from tests.quality.province import Draft, letter
from tests.quality.test_true_life import YEAR, findings

FIRST = YEAR - 2


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[Draft, list[dict[str, Any]]]:
    draft = Draft(seed=19)
    draft.unit("unit_report", "613h2", FIRST)["members"] = 1_190
    rich = draft.unit("unit_report", "613h5", FIRST)
    rich["profit_vnd"] = round(rich["revenue_vnd"] * 0.9)
    numbered = [row for row in draft.rows("unit_report", "614", YEAR - 1) if row["unit_type"] == "THT"]
    for number, row in enumerate(numbered, start=60):
        row["members"] = number
    for sender, joined in (("616", 1), ("611", 0)):
        last = {row["_key"]: row["members"] for row in draft.rows("unit_report", sender, YEAR - 1)}
        for place, row in enumerate(draft.rows("unit_report", sender, YEAR)):
            if row["members"] and last.get(row["_key"]):
                row.update(members=last[row["_key"]] + 5 + place % 4, new_members=joined * (1 + place % 3))
    copied = [row for row in draft.rows("unit_report", "618", YEAR) if row["unit_type"] == "HTX" and row["_key"][3] == "h"][:6]
    for row in copied:
        before = draft.unit("unit_report", row["_key"], YEAR - 1)
        row.update(
            {
                name: before[name]
                for name in row
                if name.endswith("_vnd") or name in ("members", "new_members", "workers", "managers", "managers_trained")
            }
        )
    return draft, findings(draft, tmp_path_factory.mktemp("other_years"))


def said(found: tuple[Draft, list[dict[str, Any]]], sender: str, field: str, year: int) -> list[tuple[str, int | None]]:
    column = letter("unit_report", field)
    return [(one["rule"], one["row"]) for one in found[1] if one["path"].startswith(f"{year}/{sender}") and one["column"] == column]


def test_of_two_years_that_differ_the_one_far_from_its_peers_is_asked(found: tuple[Draft, list[dict[str, Any]]]) -> None:
    row = found[0].unit("unit_report", "613h2", FIRST)["row"]
    assert row in [at for _, at in said(found, "613", "members", FIRST)]
    assert said(found, "613", "members", YEAR - 1) == []


def test_a_profit_of_a_first_year_is_judged_by_its_margin(found: tuple[Draft, list[dict[str, Any]]]) -> None:
    row = found[0].unit("unit_report", "613h5", FIRST)["row"]
    assert said(found, "613", "profit", FIRST) == [("figure_unlikely", row)]


def test_the_year_after_a_numbered_column_is_not_blamed_for_it(found: tuple[Draft, list[dict[str, Any]]]) -> None:
    assert said(found, "614", "members", YEAR - 1) == [("column_numbered", None)]
    assert said(found, "614", "members", YEAR) == []
    assert said(found, "614", "new_members", YEAR) == []


def test_one_office_whose_members_add_up_nowhere_is_no_custom(found: tuple[Draft, list[dict[str, Any]]]) -> None:
    rules = [rule for rule, _ in said(found, "616", "members", YEAR)]
    assert rules.count("members_grow_unexplained") > 10


def test_where_nobody_is_new_and_all_have_grown_the_column_is_asked_once(found: tuple[Draft, list[dict[str, Any]]]) -> None:
    assert ("column_of_zeros", None) in said(found, "611", "new_members", YEAR)
    assert [row for rule, row in said(found, "611", "members", YEAR) if rule == "members_grow_unexplained"] == []


def test_a_sheet_copied_in_part_is_one_finding(found: tuple[Draft, list[dict[str, Any]]]) -> None:
    rules = [(one["rule"], one["row"]) for one in found[1] if one["path"].startswith(f"{YEAR}/618") and "copied" in one["rule"]]
    assert rules == [("sheet_copied_from_last_year", None)]
