"""Waivers: what a signature covers, what it does not, and what is said about signatures that are none."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from pipeline.config.suites import aliases as aliases_of
from pipeline.quality.findings import frame
from pipeline.quality.waivers import apply_waivers
from pipeline.settings import SUITES
from tests.system.test_signatures import NOBODY

AS_OF, YEARS = datetime(2019, 12, 31, tzinfo=UTC), [2018, 2019]
HEADER = "year,rule,sender,path,sheet,row,column,reason,signed_by,signed_at\n"


def findings() -> pl.DataFrame:
    base = {"reference_year": 2019, "severity": "error", "path": "2019/615/a.xlsx", "sheet": "Biểu 2", "sender": "615"}
    return frame(
        [
            base | {"rule": "too_few_members", "row": 17, "column": "H"},
            base | {"rule": "too_few_members", "row": 18, "column": "H"},
            base | {"rule": "profit_over_revenue", "row": 17, "column": "P", "severity": "warning"},
            base | {"rule": "missing", "sender": "618", "path": None, "sheet": None},
            {"reference_year": 2019, "severity": "error", "rule": "table_missing"},
        ]
    )


def applied(tmp_path: Path, *lines: str, header: str = HEADER, **kwargs: object) -> pl.DataFrame:
    file = tmp_path / "waivers.csv"
    file.write_text(header + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return apply_waivers(findings(), file, **({"as_of": AS_OF, "years": YEARS} | kwargs)).findings


def waived(found: pl.DataFrame) -> set[tuple]:
    return set(found.filter("is_waived").select("rule", "sender", "row").rows())


def about(found: pl.DataFrame) -> list[tuple]:
    return found.filter(pl.col("rule").str.starts_with("waiver")).select("rule", "severity", "row").rows()


def test_without_a_file_nothing_is_waived(tmp_path: Path) -> None:
    assert apply_waivers(findings(), tmp_path / "none.csv", AS_OF, YEARS).findings.equals(findings())


def test_a_signature_covers_the_cell_it_names(tmp_path: Path) -> None:
    found = applied(tmp_path, "2019,too_few_members,615,2019/615/a.xlsx,biểu 2,17,h,Đã xác minh,Nguyễn Văn A,2019-12-12")
    assert waived(found) == {("too_few_members", "615", 17)}
    assert about(found) == []
    signed = found.filter("is_waived").select("waiver_reason", "waiver_signed_by", "waiver_signed_at").row(0)
    assert signed == ("Đã xác minh", "Nguyễn Văn A", "2019-12-12")


@pytest.mark.parametrize(
    ("line", "covered"),
    [
        ("2019,too_few_members,,,,,,lý do,A,", {("too_few_members", "615", 17), ("too_few_members", "615", 18)}),
        ("2019,,618,,,,,lý do,A,", {("missing", "618", None)}),
        ("2019,profit_over_revenue,,,,,,lý do,A,", {("profit_over_revenue", "615", 17)}),
        ("2019,,615,,,17,,lý do,A,", {("too_few_members", "615", 17)}),
        ("2018,,,,,,,lý do,A,", set()),
        ("2019,missing,618,,,17,,lý do,A,", set()),
    ],
)
def test_blank_means_any_and_a_signature_without_a_rule_is_for_errors(tmp_path: Path, line: str, covered: set) -> None:
    found = applied(tmp_path, line)
    assert waived(found) == covered
    assert about(found) == ([] if covered else [("waiver_unused", "warning", 2)])


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("2019,too_few_members,615,,,,,lý do,A,", "2019,too_few_members,,,,17,,lý do khác,B,"), [3]),
        (("2019,too_few_members,615,,,17,,lý do,A,", "2019,too_few_members,,,,,,lý do khác,B,"), []),  # one is new to it
        (("2019,too_few_members,615,,,17,,lý do,A,", "2019,too_few_members,615,,,18,,lý do,A,", "2019,,615,,,,,lý do khác,B,"), [4]),
    ],
)
def test_a_signature_for_what_others_have_signed_for_is_said_to_be_none(tmp_path: Path, lines: tuple[str, ...], said: list[int]) -> None:
    assert about(applied(tmp_path, *lines)) == [("waiver_unused", "warning", line) for line in said]


def test_no_signature_covers_a_check_that_could_not_run(tmp_path: Path) -> None:
    found = applied(tmp_path, "2019,,,,,,,lý do,A,", "2019,table_missing,,,,,,lý do,A,")
    assert "table_missing" not in {rule for rule, _, _ in waived(found)}
    assert about(found) == [("waiver_unused", "warning", 3)]


@pytest.mark.parametrize(
    "line",
    [
        "2019,too_few_members,,,,,,,A,",
        "2019,too_few_members,,,,,,lý do,,",
        "2019,too_few_members,,,,,,lý do,  ,",
        "2019,too_few_members,,,,dòng 17,,lý do,A,",
        "hai nghìn,too_few_members,,,,,,lý do,A,",
        "2019,too_few_members,,,,,,đã hỏi, đã xem,A,2019-12-12",
        "2019,too_few_members",
        ",too_few_members,,,,,,lý do,A,",  # for all years is for none
        "2019,too_few_members,,,,,,lý do,A,hôm qua",
        *(f"2019,too_few_members,,,,,,{text},A," for text in NOBODY),
        *(f"2019,too_few_members,,,,,,lý do,{text}," for text in NOBODY),
    ],
)
def test_an_incomplete_waiver_has_no_effect_and_is_an_error(tmp_path: Path, line: str) -> None:
    found = applied(tmp_path, line)
    assert waived(found) == set()
    assert about(found) == [("waiver_incomplete", "error", 2)]


@pytest.mark.parametrize(("aliases", "covered"), [(["old_name"], [True]), ([], [False])])
def test_what_was_signed_under_a_rule_s_old_id_stays_valid(tmp_path: Path, aliases: list[str], covered: list[bool]) -> None:
    """The rule is renamed in a copy of the suites."""
    suites = tmp_path / "suites"
    shutil.copytree(SUITES, suites)
    file = suites / "chk_unit_report.json"
    written = json.loads(file.read_text(encoding="utf-8"))
    for expectation in written["expectations"]:
        meta = expectation["meta"]
        if meta["rule"] == "profit_over_revenue":
            meta |= {"rule": "renamed"} | ({"aliases": aliases} if "severity" in meta else {})
        if "unless" in meta:
            meta["unless"] = ["renamed" if name == "profit_over_revenue" else name for name in meta["unless"]]
    file.write_text(json.dumps(written, ensure_ascii=False), encoding="utf-8")
    waivers = tmp_path / "waivers.csv"
    waivers.write_text(HEADER + "2019,Old_Name,,,,,,lý do,A,\n", encoding="utf-8")
    found = frame([{"reference_year": 2019, "severity": "error", "rule": "renamed", "sender": "615"}])
    assert (
        apply_waivers(found, waivers, AS_OF, YEARS, aliases=aliases_of(suites))
        .findings.filter(pl.col("rule") == "renamed")["is_waived"]
        .to_list()
        == covered
    )


OLD = "open_error_of_last_year"
"""A rule of an older program: the report of 2019 was held by errors of 2018, said again in 2019 under this id."""


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        (f"2019,{OLD},615,2018/615/a.xlsx,,17,,lý do,A,", [17]),
        (f"2019,{OLD.upper()},,,,,,lý do,A,", [17, 18]),
        (f"2018,{OLD},615,,,,,lý do,A,", []),  # of 2017's errors
        (f"2019,{OLD},616,,,,,lý do,A,", []),
    ],
)
def test_what_was_signed_for_errors_of_the_year_before_stays_valid_for_its_own_report_alone(
    tmp_path: Path, line: str, rows: list[int]
) -> None:
    of_2018 = {"reference_year": 2018, "severity": "error", "rule": "too_few_members", "sender": "615", "path": "2018/615/a.xlsx"}
    found = frame(
        [of_2018 | {"row": 17}, of_2018 | {"row": 18}, of_2018 | {"row": 19, "severity": "warning"}, {**of_2018, "reference_year": 2019}]
    )
    file = tmp_path / "waivers.csv"
    file.write_text(f"{HEADER}{line}\n", encoding="utf-8")
    signed = apply_waivers(found, file, AS_OF, YEARS)
    assert not signed.findings["is_waived"].any()  # the report of 2018 has to answer for it
    covered = signed.findings.join(signed.covers, on="finding_id", suffix="_of_cover")
    assert sorted(covered.select("row", "year").rows()) == [(row, 2019) for row in rows]
    assert about(signed.findings) == ([] if rows else [("waiver_unused", "warning", 2)])


@pytest.mark.parametrize("day", ["2099-01-01", "01/01/2099", "2099-01-01T00:00:00+07:00", "9998-01-01", "2031-02-03 04:05"])
def test_a_day_that_has_not_come_is_no_signature_and_an_error_of_its_year(tmp_path: Path, day: str) -> None:
    found = applied(tmp_path, f"2019,missing,,,,,,lý do,A,{day}", as_of=datetime.now(UTC), is_now=True)
    assert (waived(found), about(found)) == (set(), [("waiver_incomplete", "error", 2)])
    assert about(applied(tmp_path, f"2019,missing,,,,,,lý do,A,{day}")) == []  # a past day's run knows nothing of it


@pytest.mark.parametrize(("year", "said"), [("2019", 2019), ("2091", None), ("19", None), ("", None), ("hai", None)])
def test_a_signature_of_no_report_s_year_is_an_error_of_every_year(tmp_path: Path, year: str, said: int | None) -> None:
    found = applied(tmp_path, f"{year},missing,,,,,,,A,")
    assert found.filter(pl.col("rule") == "waiver_incomplete")["reference_year"].to_list() == [said]


def test_a_finding_of_no_year_is_signed_for_report_by_report(tmp_path: Path) -> None:
    file = tmp_path / "waivers.csv"
    found = frame([{"severity": "error", "rule": "unknown_year", "path": "incoming.csv", "row": 4}])

    def signed(*years: str) -> tuple[list, list]:
        file.write_text(HEADER + "".join(f"{year},unknown_year,,,,,,lý do,A,\n" for year in years), encoding="utf-8")
        given = apply_waivers(found, file, AS_OF, YEARS)
        return given.findings.filter(rule="unknown_year")["is_waived"].to_list(), given.covers["year"].to_list()

    assert signed("2019") == ([False], [2019])
    assert signed("2019", "2018") == ([True], [2019, 2018])
    assert signed("2017") == ([False], [])


def test_blank_lines_are_nothing(tmp_path: Path) -> None:
    found = applied(tmp_path, "", ",,,,,,,,,", "   ,,,,,,,,,")
    assert found.equals(findings())


def test_a_waiver_signed_after_the_as_of_day_is_not_known_yet(tmp_path: Path) -> None:
    line = "2019,missing,618,,,,,lý do,A,2019-12-14T08:00:00+07:00"
    assert waived(applied(tmp_path, line, as_of=datetime(2019, 12, 14, 0, 59, tzinfo=UTC))) == set()
    assert waived(applied(tmp_path, line, as_of=datetime(2019, 12, 14, 1, 0, tzinfo=UTC))) == {("missing", "618", None)}


def test_the_first_signature_stands(tmp_path: Path) -> None:
    found = applied(tmp_path, "2019,missing,,,,,,một,A,", "2019,missing,,,,,,hai,B,")
    assert found.filter("is_waived")["waiver_signed_by"].to_list() == ["A"]
    assert about(found) == [("waiver_unused", "warning", 3)]


def test_semicolons_and_a_mark_of_order_are_read(tmp_path: Path) -> None:
    found = applied(tmp_path, "2019;missing;;;;;;lý do;A;", header="\ufeff" + HEADER.replace(",", ";"))
    assert waived(found) == {("missing", "618", None)}


@pytest.mark.parametrize(
    "make", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to("/dev/zero"), lambda path: path.symlink_to("moved.csv")]
)
def test_what_is_no_file_is_no_waivers_file_and_keeps_nobody_waiting(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "waivers.csv")
    found = apply_waivers(findings(), tmp_path / "waivers.csv", AS_OF, YEARS).findings
    assert about(found) == [("waivers_unreadable", "error", None)] and waived(found) == set()


@pytest.mark.parametrize("content", [b"year,rule\n2019,x\n", "năm".encode("utf-16")])
def test_a_file_that_is_no_waivers_file_is_an_error(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "waivers.csv"
    file.write_bytes(content)
    found = apply_waivers(findings(), file, AS_OF, YEARS).findings
    assert found.filter(pl.col("rule") == "waivers_unreadable").select("severity", "reference_year").rows() == [("error", None)]
    assert waived(found) == set()
