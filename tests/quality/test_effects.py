"""A finding is as loud as it weighs: what the province's figures would be if it is right."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.quality.check import check
from pipeline.quality.findings import frame
from pipeline.settings import SUITES
from tests.quality.province import AS_OF, Draft, Row

YEAR = 2019


class Weighed:
    """A checked build file of a province with a few slips, some of which weigh."""

    def __init__(self, folder: Path) -> None:
        draft = Draft(seed=3)
        self.fund = draft.unit("unit_report", next(unit.key for unit in draft.units if unit.unit_type == "QTDND"))
        self.members = self.fund["members"]
        self.fund["members"] *= 10
        self.group = draft.unit("unit_report", "612t3")
        self.group["revenue_vnd"] *= 1000
        self.other = draft.unit("unit_report", "613t3")
        self.other["revenue_from_members_vnd"] = self.other["revenue_vnd"] + 1_000_000
        self.htx = draft.unit("unit_report", "613h1")
        self.htx["new_members"] = self.htx["members"] + 1
        self.workers = draft.unit("unit_report", "614h1")
        draft.overridden["614", YEAR, "I.6", "value"] = draft.figures_of_items("614", YEAR)["I.6"]
        self.workers["worker_income_vnd"] = round(self.workers["worker_income_vnd"] * 2.4)
        self.changed = draft.unit("registry_unit", "616h6")
        self.changed["unit_type"] = "LHHTX"
        self.corrected, reported = draft.unit("registry_unit", "617h3"), draft.unit("unit_report", "617h3")
        self.corrected["registered_on"] = reported["founded_on"] = date(2010, 2, 2)
        self.long_gone, self.gone, self.alive = (draft.unit("registry_unit", key) for key in ("611o", "611g", "611h2"))
        for row in (self.long_gone, self.gone, self.alive):
            row["status_on"] = date(2001, 1, 1)
        self.file = draft.build(folder)
        check(self.file, SUITES, folder, AS_OF, YEAR, "vi")

    def ask(self, sql: str, *values: Any) -> list[Row]:
        with duckdb.connect(str(self.file), read_only=True) as connection:
            found = connection.execute(sql, list(values))
            return [dict(zip([column[0] for column in found.description], row, strict=True)) for row in found.fetchall()]

    def finding(self, rule: str, row: Row) -> Row:
        sql = "select * from mart.fct_finding where rule = ? and path = ? and row = ?"
        (found,) = self.ask(sql, rule, row["path"], row["row"])
        return found

    def effects(self, finding: Row) -> dict[str, Row]:
        sql = "select * from mart.fct_finding_effect where finding_id = ? and reference_year = ?"
        return {row["indicator"]: row for row in self.ask(sql, finding["finding_id"], YEAR)}


@pytest.fixture(scope="module")
def weighed(tmp_path_factory: pytest.TempPathFactory) -> Weighed:
    return Weighed(tmp_path_factory.mktemp("weighed"))


def test_a_suspicion_that_moves_a_target_holds_and_says_by_how_much(weighed: Weighed) -> None:
    finding = weighed.finding("figure_off_by_ten", weighed.fund)
    effect = weighed.effects(finding)["T6"]
    (now,) = weighed.ask("select value from mart.fct_indicator where indicator = 'T6' and area_code = '62' and reference_year = ?", YEAR)
    assert (finding["severity"], finding["expected_value"]) == ("error", str(weighed.members))
    assert effect["value_if_right"] == now["value"] - 9 * weighed.members and effect["holds"]
    assert effect["change_pct"] == pytest.approx(-900 * weighed.members / now["value"])
    assert "thì số thành viên HTX toàn tỉnh giảm" in finding["message"]
    assert weighed.effects(finding).keys() >= {"T6", "T7", "I.2"}


def test_what_feeds_no_figure_of_the_report_never_holds_it(weighed: Weighed) -> None:
    """A revenue of a tổ hợp tác is in no figure: neither a thousandfold slip nor a contradiction."""
    suspicion = weighed.finding("figure_off_by_thousands", weighed.group)
    certain = weighed.finding("revenue_from_members_over_revenue", weighed.other)
    assert (suspicion["severity"], weighed.effects(suspicion)) == ("warning", {})
    assert certain["severity"] == "warning"


def test_a_certain_fault_in_a_cell_that_feeds_one_is_an_error_whatever_it_weighs(weighed: Weighed) -> None:
    assert weighed.finding("new_members_over_members", weighed.htx)["severity"] == "error"


def test_a_states_day_that_cannot_be_holds_a_report_where_it_is_the_end_of_a_unit_that_is_counted_or_reported(weighed: Weighed) -> None:
    """Not of one that was dissolved two years before, which is in no figure, nor of one that lives on: no figure rests on that day."""
    said = [weighed.finding("status_out_of_order", row)["severity"] for row in (weighed.long_gone, weighed.gone, weighed.alive)]
    assert said == ["warning", "error", "warning"]


def test_a_total_says_which_cell_it_follows_from(weighed: Weighed) -> None:
    place = (weighed.workers["path"], weighed.workers["row"])
    (cause,) = weighed.ask("select * from mart.fct_finding where path = ? and row = ? and field = 'worker_income'", *place)
    (total,) = weighed.ask("select * from mart.fct_finding where rule = 'total_differs_from_units' and path = ?", weighed.workers["path"])
    assert total["caused_by"] == cause["finding_id"]
    # only a question itself: the total, which contradicts its units for certain, still holds
    assert (cause["severity"], total["severity"]) == ("warning", "error")


def test_a_type_that_the_registry_alone_changed_is_weighed_by_what_leaves_the_counts(weighed: Weighed) -> None:
    finding = weighed.finding("registry_type_changed", weighed.changed)
    assert {"T6", "I.1", "II.1"} <= weighed.effects(finding).keys() and finding["severity"] == "error"


def test_a_day_that_both_sources_corrected_is_no_error(weighed: Weighed) -> None:
    finding = weighed.finding("registered_on_changed", weighed.corrected)
    assert (finding["severity"], weighed.effects(finding)) == ("warning", {})


def test_what_weighs_most_is_read_first_and_the_totals_after_the_units_that_they_follow_from() -> None:
    said = [
        {"rule": "total", "severity": "error", "source": "total_item", "weight": None, "reference_year": 2019},
        {"rule": "note", "severity": "info", "source": "unit_report", "weight": 9.0, "reference_year": 2019},
        {"rule": "strange", "severity": "warning", "source": "unit_report", "weight": 0.4, "reference_year": 2019},
        {"rule": "light", "severity": "error", "source": "unit_report", "weight": 1.1, "reference_year": 2019},
        {"rule": "heavy", "severity": "error", "source": "registry_unit", "weight": 3.0, "reference_year": 2018},
    ]
    assert frame(said)["rule"].to_list() == ["heavy", "light", "total", "strange", "note"]
