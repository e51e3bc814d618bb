"""Confirmations: which questions an office's answer closes, until when, and what is said of an answer that closes none."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from pipeline.config.suites import by_id
from pipeline.quality.confirmations import apply_confirmations
from pipeline.quality.findings import frame
from pipeline.quality.gate import decide
from pipeline.settings import SUITES
from tests.system.test_signatures import NOBODY

AS_OF, YEARS = datetime(2019, 12, 31, tzinfo=UTC), [2018, 2019]
HEADER = "year,rule,sender,path,sheet,row,column,value,paper,reason,signed_by,signed_at\n"
ANSWER = "2019,figure_off_by_thousands,615,2019/615/a.xlsx,Biểu 2,17,N,695000000,57/BC-UBND,Đã hỏi HTX,UBND huyện,2019-12-12"
DOCUMENTS = {f"2019/615/{name}": "615/agency_report/2019" for name in ("a.xlsx", "a-2.xlsx")} | {
    "2019/616/a.xlsx": "616/agency_report/2019"
}


def question(**other: object) -> dict[str, object]:
    asked = {"reference_year": 2019, "severity": "error", "rule": "figure_off_by_thousands", "sender": "615", "path": "2019/615/a.xlsx"}
    return asked | {"sheet": "Biểu 2", "row": 17, "column": "N", "value": "695000000"} | other


def applied(tmp_path: Path, *lines: str, header: str = HEADER, asked: dict[str, object] | None = None, **more: object) -> pl.DataFrame:
    file = tmp_path / "confirmations.csv"
    file.write_text(header + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return apply_confirmations(frame([asked or question()]), file, AS_OF, YEARS, by_id(SUITES), DOCUMENTS, **more)


def about(found: pl.DataFrame) -> list[tuple]:
    return found.filter(pl.col("rule").str.starts_with("confirmation")).select("rule", "severity", "row").rows()


def is_confirmed(found: pl.DataFrame) -> bool:
    return bool(found.filter(~pl.col("rule").str.starts_with("confirmation"))["is_confirmed"].item())


def test_without_a_file_nothing_is_confirmed(tmp_path: Path) -> None:
    found = frame([question()])
    assert apply_confirmations(found, tmp_path / "none.csv", AS_OF, YEARS, by_id(SUITES), {}).equals(found)


def test_an_answered_question_stays_and_holds_nothing(tmp_path: Path) -> None:
    before, found = frame([question()]), applied(tmp_path, ANSWER)
    assert not decide(before, 2019).passed and decide(found, 2019).passed
    assert (is_confirmed(found), about(found)) == (True, [])
    said = found.select("confirmation_reason", "confirmed_by", "confirmed_at", "confirmation_paper").row(0)
    assert said == ("Đã hỏi HTX", "UBND huyện", "2019-12-12", "57/BC-UBND")
    assert found["finding_id"].to_list() == before["finding_id"].to_list()


@pytest.mark.parametrize(
    ("now", "stands"),
    [
        ({"path": "2019/615/a-2.xlsx"}, True),  # a newer version of the same document
        ({"value": "695000"}, False),
        ({"value": None}, False),
        ({"path": "2019/616/a.xlsx"}, False),
        ({"path": "2019/615/another.xlsx"}, False),
        ({"sender": "616"}, False),
        ({"row": 18}, False),
        ({"column": "O"}, False),
        ({"sheet": "Biểu 3"}, False),
        ({"reference_year": 2018}, False),
        ({"rule": "figure_off_by_ten"}, False),
    ],
)
def test_an_answer_is_of_one_value_at_one_place(tmp_path: Path, now: dict, stands: bool) -> None:
    found = applied(tmp_path, ANSWER, asked=question(**now))
    assert (is_confirmed(found), about(found)) == (stands, [] if stands else [("confirmation_unused", "warning", 2)])


def test_a_lapsed_answer_says_the_value_that_stands_there_now(tmp_path: Path) -> None:
    found = applied(tmp_path, ANSWER, asked=question(value="48"))
    assert "giá trị hiện nay: 48" in found.filter(rule="confirmation_unused")["message"].item()


@pytest.mark.parametrize("place", range(2, 8))
def test_a_line_leaves_nothing_blank_that_the_finding_has(tmp_path: Path, place: int) -> None:
    cells = ANSWER.split(",")
    cells[place] = ""
    found = applied(tmp_path, ",".join(cells))
    assert (is_confirmed(found), about(found)) == (False, [("confirmation_invalid", "error", 2)])
    assert HEADER.strip().split(",")[place] in found.filter(rule="confirmation_invalid")["message"].item()


@pytest.mark.parametrize(
    ("name", "text"),
    [("year", ""), ("rule", ""), ("paper", ""), ("row", "mười"), ("signed_at", "hôm qua")]
    + [(name, text) for name in ("reason", "signed_by") for text in ("", *NOBODY)],
)
def test_an_answer_that_nobody_gave_has_no_effect_and_is_an_error(tmp_path: Path, name: str, text: str) -> None:
    cells = dict(zip(HEADER.strip().split(","), ANSWER.split(","), strict=True)) | {name: text}
    found = applied(tmp_path, ",".join(cells.values()))
    assert (is_confirmed(found), about(found)) == (False, [("confirmation_invalid", "error", 2)])


@pytest.mark.parametrize("rule", ["profit_over_revenue", "unreadable_number", "submission_missing"])
def test_what_is_certainly_wrong_cannot_be_confirmed(tmp_path: Path, rule: str) -> None:
    found = applied(tmp_path, ANSWER.replace("figure_off_by_thousands", rule), asked=question(rule=rule))
    assert (is_confirmed(found), about(found)) == (False, [("confirmation_invalid", "error", 2)])
    assert not decide(found, 2019).passed


def test_an_answer_given_later_is_not_known_yet(tmp_path: Path) -> None:
    found = applied(tmp_path, ANSWER.replace("2019-12-12", "2020-01-05"))
    assert (is_confirmed(found), about(found)) == (False, [])


def test_an_old_id_of_a_rule_stays_good(tmp_path: Path) -> None:
    answer = ANSWER.replace("figure_off_by_thousands", "Old_Name")
    assert is_confirmed(applied(tmp_path, answer, aliases={"old_name": "figure_off_by_thousands"}))


def test_a_finding_without_a_value_is_confirmed_without_one(tmp_path: Path) -> None:
    cells = ANSWER.split(",")
    cells[7] = ""
    assert is_confirmed(applied(tmp_path, ",".join(cells), asked=question(value=None)))


def test_a_file_that_is_no_such_register_is_one_error(tmp_path: Path) -> None:
    found = applied(tmp_path, ANSWER, header="year,rule\n")
    assert about(found) == [("confirmations_unreadable", "error", None)]
