"""Waivers: what a signature covers, what it does not, and what is said about signatures that are none."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from pipeline.config.suites import aliases as aliases_of
from pipeline.quality.findings import frame
from pipeline.quality.waivers import apply_waivers
from pipeline.settings import SUITES

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
    return apply_waivers(findings(), file, **kwargs)


def waived(found: pl.DataFrame) -> set[tuple]:
    return set(found.filter("is_waived").select("rule", "sender", "row").rows())


def about(found: pl.DataFrame) -> list[tuple]:
    return found.filter(pl.col("rule").str.starts_with("waiver")).select("rule", "severity", "row").rows()


def test_without_a_file_nothing_is_waived(tmp_path: Path) -> None:
    assert apply_waivers(findings(), tmp_path / "none.csv").equals(findings())


def test_a_signature_covers_the_cell_it_names(tmp_path: Path) -> None:
    found = applied(tmp_path, "2019,too_few_members,615,2019/615/a.xlsx,biểu 2,17,h,Đã xác minh,Nguyễn Văn A,2019-12-12")
    assert waived(found) == {("too_few_members", "615", 17)}
    assert about(found) == []
    signed = found.filter("is_waived").select("waiver_reason", "waiver_signed_by", "waiver_signed_at").row(0)
    assert signed == ("Đã xác minh", "Nguyễn Văn A", "2019-12-12")


@pytest.mark.parametrize(
    ("line", "covered"),
    [
        (",too_few_members,,,,,,lý do,A,", {("too_few_members", "615", 17), ("too_few_members", "615", 18)}),
        (",,618,,,,,lý do,A,", {("missing", "618", None)}),
        (",profit_over_revenue,,,,,,lý do,A,", {("profit_over_revenue", "615", 17)}),
        (",,615,,,17,,lý do,A,", {("too_few_members", "615", 17)}),
        ("2018,,,,,,,lý do,A,", set()),
        (",missing,618,,,17,,lý do,A,", set()),
    ],
)
def test_blank_means_any_and_a_signature_without_a_rule_is_for_errors(tmp_path: Path, line: str, covered: set) -> None:
    found = applied(tmp_path, line)
    assert waived(found) == covered
    assert about(found) == ([] if covered else [("waiver_unused", "warning", 2)])


def test_no_signature_covers_a_check_that_could_not_run(tmp_path: Path) -> None:
    found = applied(tmp_path, ",,,,,,,lý do,A,", ",table_missing,,,,,,lý do,A,")
    assert "table_missing" not in {rule for rule, _, _ in waived(found)}
    assert about(found) == [("waiver_unused", "warning", 3)]


@pytest.mark.parametrize(
    "line",
    [
        ",too_few_members,,,,,,,A,",
        ",too_few_members,,,,,,lý do,,",
        ",too_few_members,,,,,,lý do,  ,",
        ",too_few_members,,,,dòng 17,,lý do,A,",
        "hai nghìn,too_few_members,,,,,,lý do,A,",
        ",too_few_members,,,,,,đã hỏi, đã xem,A,2019-12-12",
        ",too_few_members",
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
    waivers.write_text(HEADER + ",Old_Name,,,,,,lý do,A,\n", encoding="utf-8")
    found = frame([{"reference_year": 2019, "severity": "error", "rule": "renamed", "sender": "615"}])
    assert apply_waivers(found, waivers, aliases=aliases_of(suites)).filter(pl.col("rule") == "renamed")["is_waived"].to_list() == covered


def test_blank_lines_are_nothing(tmp_path: Path) -> None:
    found = applied(tmp_path, "", ",,,,,,,,,", "   ,,,,,,,,,")
    assert found.equals(findings())


def test_a_waiver_signed_after_the_as_of_day_is_not_known_yet(tmp_path: Path) -> None:
    line = ",missing,618,,,,,lý do,A,2019-12-14T08:00:00+07:00"
    assert waived(applied(tmp_path, line, as_of=datetime(2019, 12, 14, 0, 59, tzinfo=UTC))) == set()
    assert waived(applied(tmp_path, line, as_of=datetime(2019, 12, 14, 1, 0, tzinfo=UTC))) == {("missing", "618", None)}


def test_the_first_signature_stands(tmp_path: Path) -> None:
    found = applied(tmp_path, ",missing,,,,,,một,A,", ",missing,,,,,,hai,B,")
    assert found.filter("is_waived")["waiver_signed_by"].to_list() == ["A"]
    assert about(found) == []


def test_semicolons_and_a_mark_of_order_are_read(tmp_path: Path) -> None:
    found = applied(tmp_path, ";missing;;;;;;lý do;A;", header="\ufeff" + HEADER.replace(",", ";"))
    assert waived(found) == {("missing", "618", None)}


@pytest.mark.parametrize("content", [b"year,rule\n2019,x\n", "năm".encode("utf-16")])
def test_a_file_that_is_no_waivers_file_is_an_error(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "waivers.csv"
    file.write_bytes(content)
    found = apply_waivers(findings(), file, year=2019)
    assert found.filter(pl.col("rule") == "waivers_unreadable").select("severity", "reference_year").rows() == [("error", 2019)]
    assert waived(found) == set()
