"""The decision, and the receipt that an export must hold up."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from pipeline.config import DEFAULT_PROVINCE
from pipeline.quality.basis import Basis, basis_of
from pipeline.quality.findings import frame
from pipeline.quality.gate import decide
from pipeline.quality.receipt import (
    GateError,
    content_digest,
    make_receipt,
    read_receipt,
    receipt_path,
    standing_receipt,
    verify_receipt,
    write_receipt,
)
from pipeline.quality.report_years import OF_YEAR
from pipeline.settings import Settings, resolve
from pipeline.system.errors import HoptacError
from tests.quality.helpers import rule, suite, warehouse, write_suite

AS_OF = datetime(2019, 12, 14, 16, 59, 59, tzinfo=UTC)
ERROR = {"reference_year": 2019, "severity": "error", "rule": "too_few_members", "sender": "615", "row": 17}


def test_an_open_error_holds_and_nothing_else_does() -> None:
    assert decide(frame([]), 2019).passed
    assert not decide(frame([ERROR]), 2019).passed
    assert decide(frame([ERROR | {"is_waived": True}]), 2019).passed
    assert decide(frame([ERROR | {"severity": "warning"}, ERROR | {"severity": "info", "row": 18}]), 2019).passed


def test_counts_and_checks_speak_of_the_year() -> None:
    found = frame([ERROR, ERROR | {"row": 18, "is_waived": True}, ERROR | {"severity": "warning", "rule": "w"}])
    checks = [
        {"name": "too_few_members", "table": "checks.unit", "severity": "error", "passed": False, "observed": 3, "expected": 0},
        {"name": "has_rows:checks.unit", "table": "checks.unit", "severity": "error", "passed": True, "observed": 3, "expected": ">= 1"},
    ]
    decision = decide(found, 2019, checks)
    assert (decision.findings, decision.waived) == ({"error": 2, "warning": 1, "info": 0}, 1)
    assert [(check["name"], check["passed"], check["observed"]) for check in decision.checks] == [
        ("too_few_members", False, 1),
        ("has_rows:checks.unit", True, 3),
        ("w", False, 1),
    ]
    assert [check["passed"] for check in decide(frame([]), 2017, checks).checks] == [True, True]


@pytest.fixture
def released(tmp_path: Path) -> tuple[Path, Path]:
    file, rules = warehouse(tmp_path / "w.duckdb"), tmp_path / "x"
    write_suite(rules, suite())
    signed(file, rules)
    return file, rules


def signed(file: Path, rules: Path, *, year: int = 2019, basis: Basis | None = None) -> Path:
    """What the gate writes of the findings that the warehouse holds."""
    basis = basis or Basis(year, AS_OF.isoformat(), False, "i" * 64, "s" * 64, "p" * 64)
    with duckdb.connect(str(file)) as connection:
        decision = decide(connection.sql(f"from {OF_YEAR}", params={"year": year}).pl(), year)
    write_receipt(make_receipt(decision, basis, file, rules), receipt_path(file, year))
    return receipt_path(file, year)


def held(file: Path) -> None:
    change(file, "insert into mart.fct_finding values ('a', 2019, 'error', 'too_few_members', 17, false, null, null, null, false)")


def change(file: Path, statement: str) -> None:
    with duckdb.connect(str(file)) as connection:
        connection.execute(statement)


def test_a_receipt_covers_what_was_checked(released: tuple[Path, Path]) -> None:
    receipt = verify_receipt(*released, 2019)
    assert receipt.passed
    assert receipt.as_of == "2019-12-14T16:59:59+00:00"


def test_a_receipt_of_a_held_report_says_draft(tmp_path: Path, released: tuple[Path, Path]) -> None:
    held(released[0])
    signed(*released)
    assert not verify_receipt(*released, 2019).passed


TYPED = {
    "passed": True,
    "findings": {"error": 0, "warning": 0, "info": 0},
    "waived": 1,
    "checks": [],
    "as_of": "2019-12-20T00:00:00+07:00",
    "is_now": True,
    "created_by": "hoptac 2",
    "releases": {"2018/1": "0" * 64},
    "inputs_digest": "0" * 64,
}


@pytest.mark.parametrize("name", TYPED)
def test_what_is_typed_into_a_receipt_is_seen(released: tuple[Path, Path], name: str) -> None:
    held(released[0])
    path = signed(*released)
    said = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(said | {name: TYPED[name]}), encoding="utf-8")
    with pytest.raises(GateError, match=r"bị sửa; hãy chạy lại hoptac run"):
        verify_receipt(*released, 2019)


@pytest.mark.parametrize("name", ["passed", "findings", "waived", "checks"])
def test_a_decision_that_is_not_that_of_the_findings_is_not_believed_whoever_wrote_it(released: tuple[Path, Path], name: str) -> None:
    held(released[0])
    path = signed(*released)
    write_receipt(replace(read_receipt(path), **{name: TYPED[name]}), path)
    with pytest.raises(GateError, match=r"nói khác.*hoptac run --year 2019"):
        verify_receipt(*released, 2019)


def test_findings_taken_out_or_signed_for_in_the_warehouse_void_the_receipt(released: tuple[Path, Path]) -> None:
    held(released[0])
    signed(*released)
    for statement in (
        "update mart.fct_finding set is_waived = true",
        "update mart.fct_finding set severity = 'info'",
        "delete from mart.fct_finding",
    ):
        change(released[0], statement)
        with pytest.raises(GateError, match="thay đổi"):
            verify_receipt(*released, 2019)


def test_a_receipt_of_an_older_program_asks_for_a_run(released: tuple[Path, Path]) -> None:
    path = receipt_path(released[0], 2019)
    said = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({name: value for name, value in said.items() if name not in ("seal", "releases")}), encoding="utf-8")
    with pytest.raises(GateError, match="hoptac run"):
        verify_receipt(*released, 2019)


@pytest.mark.parametrize(
    "statement",
    [
        "update mart.fct_indicator set value = value + 1e-9 * value",
        "insert into mart.fct_indicator select * from mart.fct_indicator",
        "delete from mart.fct_indicator",
        "alter table mart.fct_indicator rename column value to valu",
        "create table mart.extra as select 1 as a",
        "drop table mart.fct_indicator; create table mart.other as select 2019 as reference_year, 'T6' as indicator, 9500.0 as value",
    ],
)
def test_changed_content_is_refused(released: tuple[Path, Path], statement: str) -> None:
    change(released[0], statement)
    with pytest.raises(GateError, match="thay đổi"):
        verify_receipt(*released, 2019)


def test_a_mart_without_tables_is_refused(released: tuple[Path, Path]) -> None:
    change(released[0], "drop table mart.fct_indicator; drop view mart.fct_finding_year; drop table mart.fct_finding")
    with pytest.raises(GateError, match="không có bảng"):
        verify_receipt(*released, 2019)


@pytest.mark.parametrize("weaker", [suite(rules=[rule(severity="warning")]), suite(rules=[rule("other")])])
def test_changed_rules_are_refused(released: tuple[Path, Path], weaker: dict) -> None:
    write_suite(released[1], weaker)
    with pytest.raises(GateError, match="quy tắc"):
        verify_receipt(*released, 2019)


def test_each_year_has_a_receipt_of_its_own_that_stands_while_its_content_does(released: tuple[Path, Path]) -> None:
    with pytest.raises(GateError, match="2018"):
        verify_receipt(*released, 2018)
    signed(*released, year=2018)
    assert [verify_receipt(*released, year).reference_year for year in (2018, 2019)] == [2018, 2019]
    change(released[0], "update mart.fct_indicator set value = 1")
    signed(*released, year=2019)
    assert verify_receipt(*released, 2019).passed
    with pytest.raises(GateError, match=r"thay đổi.*hoptac run --year 2018"):
        verify_receipt(*released, 2018)


def test_a_receipt_under_another_years_name_is_refused(released: tuple[Path, Path]) -> None:
    receipt_path(released[0], 2019).rename(receipt_path(released[0], 2018))
    with pytest.raises(GateError, match="2019"):
        verify_receipt(*released, 2018)


@pytest.fixture
def office(tmp_path: Path, released: tuple[Path, Path]) -> Settings:
    """A raw/ with one document received, one correction signed, and a receipt as of then."""
    raw = tmp_path / "raw"
    (raw / "2019").mkdir(parents=True)
    (raw / "2019" / "a.xlsx").write_bytes(b"PK")
    add(raw / "incoming.csv", "received_at,sender,form,year,path,sha256,document_no,note")
    add(raw / "incoming.csv", "2019-12-09T08:00:00+07:00,615,agency_report,2019,2019/a.xlsx,,,")
    add(raw / "waivers.csv", "year,rule,sender,path,sheet,row,column,reason,signed_by,signed_at")
    shutil.copytree(DEFAULT_PROVINCE, tmp_path / "province")
    settings = resolve(raw=raw, warehouse=released[0], as_of=AS_OF.isoformat(), province=tmp_path / "province")
    signed(*released, basis=basis_of(settings, 2019))
    return settings


def add(register: Path, line: str) -> None:
    with register.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")


SIGNATURE = "2019,too_few_members,,,,,,đã kiểm tra,Chánh Văn phòng,"
DOCUMENT = ",615,agency_report,2019,2019/a.xlsx,,,"
CORRECTION = "path,sheet,cell,expect,value,reason,signed_by,signed_at\n2019/a.xlsx,,A1,1,2,nhầm,A,"
DECISION = "decision,left,right,decided_by,decided_on,reason\nsame,6100000001,6100000002,A,2019-12-10,một đơn vị"
CONFIRMATION = (
    "year,rule,sender,path,sheet,row,column,reason,signed_by,value,paper,signed_at\n2019,x,615,2019/a.xlsx,a,1,A,hỏi lại,A,9,1/BC,"
)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda office: add(office.raw / "incoming.csv", f"2019-12-10T08:00:00+07:00{DOCUMENT}"), "văn bản đến"),
        (lambda office: add(office.raw / "waivers.csv", f"{SIGNATURE}2019-12-10T08:00:00+07:00"), "chữ ký"),
        (lambda office: (office.raw / "2019" / "a.xlsx").write_bytes(b"PK2"), "văn bản đến"),
        (lambda office: (office.raw / "2019" / "b.xlsx").touch(), "văn bản đến"),
        (lambda office: (office.raw / "2019" / "a.xlsx").unlink(), "văn bản đến"),
        (lambda office: add(office.raw / "corrections.csv", f"{CORRECTION}2019-12-10"), "đính chính"),
        (lambda office: add(office.raw / "corrections.csv", f"{CORRECTION}"), "đính chính"),  # no day: known at any
        (lambda office: add(office.raw / "identity-decisions.csv", DECISION), "chữ ký"),
        (lambda office: add(office.raw / "confirmations.csv", f"{CONFIRMATION}2019-12-10"), "chữ ký"),
        (lambda office: (office.raw / "Waivers.csv").touch(), "chữ ký"),
        (lambda office: add(office.province_folder / "province.yaml", "# khác"), "cấu hình"),
    ],
)
def test_an_answer_lapses_with_what_it_rests_on(released: tuple[Path, Path], office: Settings, change: Callable, said: str) -> None:
    assert standing_receipt(office, 2019, released[1]).passed
    change(office)
    with pytest.raises(GateError, match=rf"{said}.*hoptac run --year 2019") as refused:
        standing_receipt(office, 2019, released[1])
    assert "\n" not in str(refused.value)


def test_an_answer_as_of_a_moment_stands_whatever_comes_later_or_is_only_an_approval(released: tuple[Path, Path], office: Settings) -> None:
    add(office.raw / "incoming.csv", f"2019-12-15T08:00:00+07:00{DOCUMENT}")
    add(office.raw / "waivers.csv", f"{SIGNATURE}2019-12-15")
    add(office.raw / "corrections.csv", f"{CORRECTION}2019-12-15T00:00:01+07:00")
    for name in ("approvals.csv", "nhan-dinh-2019.md", "nhan-dinh-2020.md"):  # of a report, and change none of its figures
        add(office.raw / name, "x")
    assert standing_receipt(office, 2019, released[1]).passed


def test_an_answer_as_of_now_lapses_with_what_came_since_but_an_export_of_it_does_not(
    released: tuple[Path, Path], office: Settings
) -> None:
    signed(*released, basis=replace(basis_of(office, 2019), is_now=True))
    with pytest.raises(GateError, match="thời hạn"):  # the deadlines of 2020 and later have passed since
        standing_receipt(office, 2019, released[1])
    assert standing_receipt(office, 2019, released[1], until_now=False).passed


def test_an_answer_as_of_now_lapses_at_each_deadline_and_at_no_other_moment(released: tuple[Path, Path], office: Settings) -> None:
    year = max(office.province.reference_years, key=lambda year: year.reference_year)
    moments = [year.agencies_due_before, year.province_due_before]
    seen = [basis_of(replace(office, as_of=moment + timedelta(seconds=step)), 2019) for moment in moments for step in (-2, -1, 0, 1)]
    assert [one.inputs_digest == other.inputs_digest for one, other in pairwise(seen)] == [True, False, True, True, True, False, True]


def test_an_answer_as_of_now_is_not_had_back_by_a_clock_that_is_set_back(released: tuple[Path, Path], office: Settings) -> None:
    now = replace(office, as_of=datetime.now(UTC), is_now=True)
    signed(*released, basis=basis_of(now, 2019))
    assert standing_receipt(now, 2019, released[1]).passed
    later = time.time() + 86_400
    os.utime(receipt_path(released[0], 2019), (later, later))  # as if today were yesterday
    with pytest.raises(HoptacError, match="chạy lùi"):
        standing_receipt(now, 2019, released[1])


def test_an_answer_of_another_program_is_refused(released: tuple[Path, Path], office: Settings) -> None:
    signed(*released, basis=replace(basis_of(office, 2019), program_digest="0" * 64))
    with pytest.raises(GateError, match="chương trình"):
        standing_receipt(office, 2019, released[1])


@pytest.mark.parametrize("text", [None, "", "{}", "[1]", '{"passed": true}'])
def test_no_receipt_or_a_broken_one_is_refused(released: tuple[Path, Path], text: str | None) -> None:
    path = receipt_path(released[0], 2019)
    path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    with pytest.raises(GateError, match=r"biên nhận|Biên nhận"):
        verify_receipt(*released, 2019)


def test_the_digest_is_of_content_not_of_layout(tmp_path: Path) -> None:
    digests = []
    for name, order in (("a", "x"), ("b", "x desc")):
        file = tmp_path / f"{name}.duckdb"
        change(file, f"create schema mart; create table mart.t as select x, x / 3 as y from range(5000) r(x) order by {order}")
        digests.append(content_digest(file))
    assert digests[0] == digests[1]


def test_a_receipt_is_written_whole(tmp_path: Path, released: tuple[Path, Path]) -> None:
    assert [file.name for file in tmp_path.glob("*receipt*")] == [receipt_path(released[0], 2019).name]
    assert not list(tmp_path.glob(".*"))
