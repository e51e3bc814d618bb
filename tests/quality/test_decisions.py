"""What people decided is told in every report that rests on it, with what it does to the figures."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.quality.check import check, decide_from
from pipeline.settings import SUITES
from tests.quality.province import AS_OF, Draft, Row, letter

SIGNED = {"reason": "đã hỏi", "signed_by": "A", "signed_at": datetime(2019, 12, 12, tzinfo=UTC)}
# A row that people gave to a unit, and the unit that had it.
IDENTITIES = (
    ("alliance_member", "608h0", None),
    ("unit_report", "615h4", None),
    ("alliance_member", "608h2", "608h3"),
    ("alliance_member", "610h2", "608h8"),  # of an alliance of cooperatives, which is none itself
    ("unit_report", "612t1", None),
    ("registry_unit", "613h1", None),
    ("alliance_member", "614h2", "614h4"),
    ("unit_report", "616h1", "616h1"),
)
HEADER = "year,rule,sender,path,sheet,row,column,reason,signed_by,signed_at\n"


def place(row: Row) -> Row:
    return {name: row[name] for name in ("submission_id", "sender", "reference_year", "path", "sheet", "row")}


class Built:
    """A checked build file in which people have decided this and that."""

    def __init__(self, folder: Path) -> None:
        draft = Draft(seed=1)
        self.fund = draft.unit("unit_report", next(unit.key for unit in draft.units if unit.unit_type == "QTDND"), 2018)
        self.unknown, self.fund["members"] = self.fund["members"], None
        for row in [row for rows in draft.tables.values() for row in rows if (row.get("_key") or "").endswith("l")]:
            draft.drop(row)  # of the last days of 2018: else too few would have reported for any verdict
        unread = {"rule": "unreadable_number", "column": letter("unit_report", "members"), "value": "1583 x"}
        draft.finding.append(place(self.fund) | unread | {"detail": '{"title": "Biểu 2", "label": "Số thành viên"}'})
        draft.finding.append({"rule": "unknown_year", "path": "incoming.csv", "row": 4, "value": "20l9", "detail": "{}"})
        draft.submissions.remove(draft.submission("LMHTX", 2018))  # a report on tasks alone
        for table in draft.tables:
            for row in [row for row in draft.rows(table, "LMHTX", 2018) if row["path"].endswith("agency_report.xlsx")]:
                draft.drop(row)
        self._correct(draft, 2, draft.unit("unit_report", "615h2"), "unit_report", "members", found="31")
        self._correct(draft, 3, draft.unit("unit_report", "615h3", 2018), "unit_report", "members", found="bảy mươi")
        self._correct(draft, 4, draft.unit("registry_unit", "615h2"), "registry_unit", "registered_on", found="32/13/2012")
        self._correct(draft, 5, draft.rows("task_report", "SCT", 2019)[0], "task_report", "result", found="x")
        for line, (table, key, former) in enumerate(IDENTITIES, start=2):
            row = draft.unit(table, key)
            moved = place(row) | {"table_name": table, "unit_key": row["_key"], "former_key": former, "register_row": line}
            draft.decision.append(moved | SIGNED | {"decision": "same", "left_side": "L", "right_side": "R"})
        self.members = draft.unit("unit_report", "615h2")["members"]
        self.file, waivers = draft.build(folder), folder / "waivers.csv"
        lines = ("2018,,,,,,,đã hỏi,A,2019-12-12", "2019,unknown_year,,,,,,đã xem sổ,B,", "2018,unknown_year,,,,,,lý do khác,C,2019-12-13")
        waivers.write_text("\n".join([HEADER + lines[0], *lines[1:], ""]), encoding="utf-8")
        check(self.file, SUITES, waivers.parent, AS_OF, 2019, "vi")
        self.waived = self.ask("select finding_id from mart.fct_finding where rule = 'unreadable_number'")[0]["finding_id"]
        self.missing = self.ask("select finding_id from mart.fct_finding where rule = 'submission_missing'")[0]["finding_id"]

    @staticmethod
    def _correct(draft: Draft, line: int, row: Row, table: str, field: str, found: str) -> None:
        cell = {"column": letter(table, field), "expect": found, "found": found, "value": str(row[field]), "register_row": line}
        draft.correction.append(place(row) | cell | SIGNED | {"is_applied": True})

    def ask(self, sql: str, *values: Any) -> list[Row]:
        with duckdb.connect(str(self.file), read_only=True) as connection:
            found = connection.execute(sql, list(values))
            return [dict(zip([column[0] for column in found.description], row, strict=True)) for row in found.fetchall()]

    def years(self, decision: str) -> list[int]:
        found = self.ask("select reference_year from mart.fct_decision where decision_id = ? order by 1", decision)
        return [row["reference_year"] for row in found]

    def effect(self, decision: str, year: int) -> dict[str, Row]:
        sql = "select * from mart.fct_decision_effect where decision_id = ? and reference_year = ?"
        return {row["indicator"]: row for row in self.ask(sql, decision, year)}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(tmp_path_factory.mktemp("decided"))


def test_one_line_of_last_year_is_printed_in_both_reports_with_the_verdict_that_it_turns(built: Built) -> None:
    """The attack: a fund's members of 2018 signed away as unknown, and the report of 2019 says that its growth is met."""
    assert all(decide_from(built.file, year).passed for year in (2018, 2019))
    assert built.years(built.waived) == [2018, 2019]
    before, now = built.effect(built.waived, 2018)["T6"], built.effect(built.waived, 2019)["T6"]
    assert before["value_otherwise"] - before["value"] == pytest.approx(built.unknown, rel=0.2)  # as in the fund's next year
    assert now["growth_pct"] > 20 > 10 > now["growth_otherwise_pct"] and now["turns_verdict"]
    assert now["value"] == now["value_otherwise"] and now["compared_value"] < now["compared_otherwise"]
    assert built.effect(built.waived, 2019).keys() == {"T6", "T7"}  # what is made of the cell, and no more


def test_each_report_prints_who_signed_for_it(built: Built) -> None:
    """One error of no year, signed for by three people: of two who signed for one report, the first."""
    found = built.ask(
        """select reference_year, signed_by, reason, signed_at from mart.fct_decision
        where decision_id = (select finding_id from mart.fct_finding where rule = 'unknown_year') order by all"""
    )
    assert [tuple(row.values()) for row in found] == [(2018, "A", "đã hỏi", "2019-12-12"), (2019, "B", "đã xem sổ", None)]


def test_a_corrected_figure_is_told_from_what_to_what(built: Built) -> None:
    assert built.years("correction-2") == [2019]
    members = built.effect("correction-2", 2019)["T6"]
    assert members["value"] - members["value_otherwise"] == built.members - 31
    assert built.effect("correction-2", 2019)["T7"]["value_otherwise"] != built.effect("correction-2", 2019)["T7"]["value"]


def test_a_cell_that_could_not_be_read_added_nothing_and_is_told_in_the_next_year_too(built: Built) -> None:
    assert built.years("correction-3") == [2018, 2019]
    now = built.effect("correction-3", 2019)["T6"]
    assert now["compared_value"] > now["compared_otherwise"] and now["growth_pct"] < now["growth_otherwise_pct"]


def test_a_day_in_the_newest_list_rests_in_every_year_on_what_it_decides(built: Built) -> None:
    assert built.years("correction-4") == [2017, 2018, 2019]
    effect = built.effect("correction-4", 2018)
    assert {"T6", "T9"} <= effect.keys() and effect["T6"]["value_otherwise"] is None


def test_what_feeds_no_figure_is_printed_in_its_own_year_without_effect(built: Built) -> None:
    assert (built.years("correction-5"), built.effect("correction-5", 2019)) == ([2019], {})
    assert (built.years(built.missing), built.effect(built.missing, 2018)) == ([2018], {})


def test_a_decision_on_who_is_who_is_told_with_the_figure_without_the_row(built: Built) -> None:
    """The attack: a row of the Alliance's list given to an HTX moved T8 by one without a word."""
    assert built.years("identity-2") == [2017, 2018, 2019]
    effect = built.effect("identity-2", 2019)
    assert effect.keys() == {"T8", "T9"}
    assert effect["T8"]["value"] - effect["T8"]["value_otherwise"] == 1
    assert built.years("identity-3") == [2019]
    assert {"T5", "T6", "T7"} <= built.effect("identity-3", 2019).keys()


@pytest.mark.parametrize("decision", [4, 6, 7, 9], ids=["a member", "a group of its own", "a registration of its own", "none"])
def test_what_the_former_unit_would_add_instead_changes_no_figure(built: Built, decision: int) -> None:
    assert built.effect(f"identity-{decision}", 2019) == {}


@pytest.mark.parametrize("decision", [5, 8], ids=["another type", "a row of its own"])
def test_a_former_unit_that_would_not_count_by_the_row_adds_nothing(built: Built, decision: int) -> None:
    effect = built.effect(f"identity-{decision}", 2019)["T8"]
    assert effect["value"] - effect["value_otherwise"] == 1
