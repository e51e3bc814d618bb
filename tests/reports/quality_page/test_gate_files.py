"""gate.json is the contract's line and nothing else; gate.xml is JUnit that fails exactly when the gate holds back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from lxml import etree

from pipeline.quality.basis import basis_of
from pipeline.quality.gate import decide
from pipeline.quality.receipt import GateError, make_receipt, receipt_path, write_receipt
from pipeline.reports.findings import place, read_findings
from pipeline.reports.quality_page.gate_files import gate_answer, gate_json, gate_xml, write_gate_files
from pipeline.settings import Settings
from tests.reports.conftest import AS_OF, YEAR, World, finding

JUNIT = etree.XMLSchema(
    etree.fromstring("""
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:attributeGroup name="counts">
    <xs:attribute name="name" type="xs:string" use="required"/>
    <xs:attribute name="tests" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="failures" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="errors" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="skipped" type="xs:nonNegativeInteger" use="required"/>
    <xs:attribute name="time" type="xs:decimal" use="required"/>
  </xs:attributeGroup>
  <xs:element name="testsuites"><xs:complexType>
    <xs:sequence><xs:element ref="testsuite" maxOccurs="unbounded"/></xs:sequence><xs:attributeGroup ref="counts"/>
  </xs:complexType></xs:element>
  <xs:element name="testsuite"><xs:complexType>
    <xs:sequence><xs:element ref="testcase" maxOccurs="unbounded"/></xs:sequence><xs:attributeGroup ref="counts"/>
    <xs:attribute name="timestamp" type="xs:dateTime" use="required"/><xs:attribute name="hostname" type="xs:token" use="required"/>
  </xs:complexType></xs:element>
  <xs:element name="testcase"><xs:complexType>
    <xs:sequence>
      <xs:element name="failure" minOccurs="0"><xs:complexType mixed="true">
        <xs:attribute name="type" type="xs:string" use="required"/><xs:attribute name="message" type="xs:string" use="required"/>
      </xs:complexType></xs:element>
      <xs:element name="system-out" type="xs:string" minOccurs="0"/>
    </xs:sequence>
    <xs:attribute name="classname" type="xs:token" use="required"/><xs:attribute name="name" type="xs:token" use="required"/>
    <xs:attribute name="time" type="xs:decimal" use="required"/>
  </xs:complexType></xs:element>
</xs:schema>""")
)


def _tree(world: World, receipt: dict[str, Any], findings: list[dict[str, Any]] | None = None) -> etree._Element:
    findings = read_findings(world.warehouse, YEAR) if findings is None else findings
    tree = etree.fromstring(gate_xml(world.province, YEAR, AS_OF, receipt, findings))
    JUNIT.assertValid(tree)
    for element in [tree, *tree.iter("testsuite")]:
        assert int(element.get("tests")) == len(list(element.iter("testcase")))
        assert int(element.get("failures")) == len(list(element.iter("failure")))
    return tree


def test_gate_json_has_the_contracts_keys_and_no_others(world: World) -> None:
    document = json.loads(gate_json(world.province, YEAR, AS_OF, world.receipt))
    assert list(document) == ["year", "as_of", "passed", "checks", "findings"]
    assert (document["year"], document["as_of"], document["passed"]) == (2019, "2019-12-14T23:59:59+07:00", False)
    assert document["findings"] == {"error": 5, "warning": 5, "info": 1}
    assert all(list(check) == ["name", "severity", "passed", "observed", "expected"] for check in document["checks"])
    # a check for each rule × severity that occurs; those that found nothing stand in gate.xml alone
    assert [check["name"] for check in document["checks"]] == [check["name"] for check in world.receipt["checks"] if not check["passed"]]


def test_a_severity_without_findings_is_zero(world: World) -> None:
    document = json.loads(gate_json(world.province, YEAR, AS_OF, world.receipt | {"findings": {}}))
    assert document["findings"] == {"error": 0, "warning": 0, "info": 0}


def test_every_check_is_a_case_of_its_tables_suite(world: World) -> None:
    tree = _tree(world, world.receipt)
    cases = {(case.get("classname"), case.get("name")) for case in tree.iter("testcase")}
    assert cases == {(check["table"], check["name"]) for check in world.receipt["checks"]}
    assert [suite.get("name") for suite in tree] == ["checks.totals", "landing.finding"]


def test_open_errors_fail_and_say_where(world: World) -> None:
    tree = _tree(world, world.receipt)
    failed = {case.get("name"): case.find("failure") for case in tree.iter("testcase") if case.find("failure") is not None}
    assert set(failed) == {"unreadable_file", "missing_report"}
    assert failed["unreadable_file"].text == "2019/617/hong.xlsx: Không mở được tệp: tệp bị hỏng."


def test_warnings_and_signed_errors_are_told_without_failing(world: World) -> None:
    told = {case.get("name"): case.findtext("system-out") for case in _tree(world, world.receipt).iter("testcase")}
    assert "Đã đối chiếu qua điện thoại (Nguyễn Văn A)" in told["sheet_totals"]
    assert told["commune_unknown"].startswith("warning: 2019/615/bao cao.xlsx › BIỂU 2 › D5: ")
    assert told["lost_rows"] is None


def test_a_passed_gate_has_no_failure_and_a_held_one_always_has(world: World) -> None:
    fine = [check | {"passed": check["severity"] == "error"} for check in world.receipt["checks"]]
    assert _tree(world, world.receipt | {"passed": True, "checks": fine}).get("failures") == "0"
    assert _tree(world, world.receipt | {"checks": []}, []).get("failures") == "1"


def test_a_failed_error_check_without_findings_still_fails(world: World) -> None:
    check = {
        "name": "has_rows:mart.fct_indicator",
        "table": "mart.fct_indicator",
        "severity": "error",
        "passed": False,
        "observed": 0,
        "expected": ">= 1",
    }
    tree = _tree(world, world.receipt | {"checks": [check]}, [])
    assert tree.find(".//failure").get("message") == "0 (phải là >= 1)"


def test_control_characters_and_markup_in_a_cell_do_not_break_the_xml(world: World) -> None:
    bad = finding("unreadable_file", "error", "617", "a.xlsx", message="<b>&\x00\x0b]]>\ufffe")
    tree = _tree(world, world.receipt | {"checks": world.receipt["checks"][:1]}, [bad])
    assert tree.find(".//failure").text == "a.xlsx: <b>&\ufffd\ufffd]]>\ufffd"


def test_long_lists_are_cut_and_counted(world: World) -> None:
    many = [finding("unreadable_file", "error", "617", "a.xlsx", row=row) for row in range(1, 251)]
    tree = _tree(world, world.receipt | {"checks": world.receipt["checks"][:1]}, many)
    lines = tree.find(".//failure").text.splitlines()
    assert len(lines) == 201
    assert lines[-1] == "… và 50 nội dung nữa"


def test_place_names_what_there_is() -> None:
    assert place(finding("x", "error", "615", "2019/615/a.xlsx", sheet="Biểu 2", row=17, column="K")) == "2019/615/a.xlsx › Biểu 2 › K17"
    assert place(finding("x", "error", "618")) == "618"


def test_both_files_are_written_and_two_runs_are_identical(world: World) -> None:
    written = write_gate_files(world.outputs())
    assert [path.name for path in written] == ["gate.json", "gate.xml"]
    first = [path.read_bytes() for path in written]
    write_gate_files(world.outputs())
    assert [path.read_bytes() for path in written] == first
    assert sorted(path.name for path in world.out.iterdir()) == ["gate.json", "gate.xml"]


def test_the_answer_of_hoptac_gate_is_the_receipts(world: World, tmp_path: Path) -> None:
    warehouse = Path(shutil.copy(world.warehouse, tmp_path / "w.duckdb"))
    settings = Settings(world.raw, world.out, warehouse, AS_OF, "vi", world.province.folder)
    findings = pl.DataFrame(read_findings(warehouse, YEAR))
    decision = decide(findings, YEAR, world.receipt["checks"])
    write_receipt(make_receipt(decision, basis_of(settings, YEAR), warehouse, world.suites), receipt_path(warehouse, YEAR))
    answer = gate_answer(settings, YEAR, world.suites)
    assert not answer.passed
    assert json.loads(answer.json)["findings"] == answer.counts == {"error": 6, "warning": 5, "info": 1}
    assert len(answer.open_errors) == 5
    JUNIT.assertValid(etree.fromstring(answer.xml))
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("delete from mart.fct_finding")
    with pytest.raises(GateError):
        gate_answer(settings, YEAR, world.suites)
