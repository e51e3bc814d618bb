"""The gate's decision for machines: ``gate.json`` (the contract's form) and ``gate.xml`` (JUnit).

The decision itself is the quality gate's; this module only writes down what its receipt says.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from gettext import gettext as _
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from pipeline.config import Province
from pipeline.quality.receipt import standing_receipt
from pipeline.reports.findings import SEVERITIES, is_answered, is_open_error, place, read_findings
from pipeline.reports.outputs import Outputs
from pipeline.settings import SUITES, Settings
from pipeline.system.files import write_whole

_MOST_MESSAGES = 200  # of one check in gate.xml; the rest is counted, and stands in mart.fct_finding
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_gate_files(outputs: Outputs) -> list[Path]:
    """Write ``gate.json`` and ``gate.xml``. Raises OSError, duckdb.Error."""
    said = outputs.province, outputs.year, outputs.as_of, outputs.receipt
    return [
        write_whole(outputs.folder / "gate.json", gate_json(*said)),
        write_whole(outputs.folder / "gate.xml", gate_xml(*said, outputs.findings)),
    ]


@dataclass(frozen=True)
class GateAnswer:
    """The decision on a year for ``hoptac gate``: the two documents, and for people the open errors (rows of mart.fct_finding)."""

    passed: bool
    json: bytes
    xml: bytes
    counts: Mapping[str, int]
    open_errors: list[dict[str, Any]]


def gate_answer(settings: Settings, year: int, suites: Path = SUITES) -> GateAnswer:
    """Read the receipt, not the rules. Raises GateError where none covers this warehouse, these rules and what lies in raw/ now."""
    receipt = asdict(standing_receipt(settings, year, suites))
    as_of = datetime.fromisoformat(receipt["as_of"])
    findings = read_findings(settings.warehouse, year)
    return GateAnswer(
        passed=receipt["passed"],
        json=gate_json(settings.province, year, as_of, receipt),
        xml=gate_xml(settings.province, year, as_of, receipt, findings),
        counts={severity: int(receipt["findings"].get(severity, 0)) for severity in SEVERITIES},
        open_errors=list(filter(is_open_error, findings)),
    )


def gate_json(province: Province, year: int, as_of: datetime, receipt: Mapping[str, Any]) -> bytes:
    """``{"year", "as_of", "passed", "checks": [{name, severity, passed, observed, expected}], "findings": {severity: n}}``;
    a check for each rule × severity that occurs."""
    occurring = [check for check in receipt["checks"] if not check["passed"]]
    document = {
        "year": year,
        "as_of": as_of.astimezone(province.tz).isoformat(),
        "passed": bool(receipt["passed"]),
        "checks": [{key: check.get(key) for key in ("name", "severity", "passed", "observed", "expected")} for check in occurring],
        "findings": {severity: int(receipt["findings"].get(severity, 0)) for severity in SEVERITIES},
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def gate_xml(province: Province, year: int, as_of: datetime, receipt: Mapping[str, Any], findings: Iterable[Mapping[str, Any]]) -> bytes:
    """JUnit: a test suite a table, a test case a check.

    A case fails when it holds the report back: an ``error`` check with findings that nobody has signed for. So the file has
    failures exactly when the gate did not pass. Warnings, infos and waived errors are told in the case's ``system-out``.
    ``findings``: rows of mart.fct_finding as read_findings gives them.
    """
    by_rule: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for finding in findings:
        by_rule[finding["rule"]].append(finding)
    twice = {name for name, times in Counter(check["name"] for check in receipt["checks"]).items() if times > 1}
    suites: dict[str, list[ElementTree.Element]] = defaultdict(list)
    for check in receipt["checks"]:
        table = check.get("table") or "gate"  # the gate's own checks (waivers, last year's errors) belong to no table
        name = f"{check['name']} ({check['severity']})" if check["name"] in twice else check["name"]
        of_check = [finding for finding in by_rule[check["name"]] if check["passed"] or finding["severity"] == check["severity"]]
        suites[table].append(_case(table, name, check, of_check))
    held_back = any(case.find("failure") is not None for cases in suites.values() for case in cases)
    if not receipt["passed"] and not held_back:
        case = ElementTree.Element("testcase", classname="gate", name="passed", time="0")
        _failure(case, "error", _("Báo cáo bị giữ lại, không do một quy tắc riêng nào."))
        suites["gate"].append(case)

    root = ElementTree.Element("testsuites", name=f"hoptac {year}", time="0")
    moment = as_of.astimezone(province.tz).replace(tzinfo=None).isoformat(timespec="seconds")
    for table in sorted(suites):
        suite = ElementTree.SubElement(root, "testsuite", name=table, timestamp=moment, hostname=f"hoptac-{province.code}", time="0")
        suite.extend(suites[table])
        _count(suite, suites[table])
    _count(root, [case for cases in suites.values() for case in cases])
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _case(table: str, name: str, check: Mapping[str, Any], findings: list[Mapping[str, Any]]) -> ElementTree.Element:
    case = ElementTree.Element("testcase", classname=table, name=name, time="0")
    severity = check["severity"]
    unsigned = [finding for finding in findings if not is_answered(finding)]
    if severity == "error" and not check["passed"] and (unsigned or not findings):
        _failure(case, severity, _("{} (phải là {})").format(check.get("observed"), check.get("expected")), _lines(unsigned))
        findings = [finding for finding in findings if is_answered(finding)]
    if findings:
        told = ElementTree.SubElement(case, "system-out")
        told.text = _xml_text("\n".join(_lines(findings, severity)))
    return case


def _failure(case: ElementTree.Element, severity: str, message: str, lines: Iterable[str] = ()) -> None:
    failure = ElementTree.SubElement(case, "failure", type=severity, message=_xml_text(message))
    failure.text = _xml_text("\n".join(lines))


def _lines(findings: list[Mapping[str, Any]], severity: str | None = None) -> list[str]:
    lines = []
    for finding in findings[:_MOST_MESSAGES]:
        signed = _(" [đã ký chấp nhận: {} ({})]").format(finding["waiver_reason"], finding["waiver_signed_by"])
        confirmed = _(" [nơi gửi xác nhận: {} ({})]").format(finding["confirmation_reason"], finding["confirmed_by"])
        answer = signed if finding["is_waived"] else confirmed if finding["is_confirmed"] else ""
        lines.append(f"{f'{severity}: ' if severity else ''}{place(finding)}: {finding['message']}{answer}")
    if len(findings) > _MOST_MESSAGES:
        lines.append(_("… và {} nội dung nữa").format(len(findings) - _MOST_MESSAGES))
    return lines


def _count(element: ElementTree.Element, cases: list[ElementTree.Element]) -> None:
    element.set("tests", str(len(cases)))
    element.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    element.set("errors", "0")
    element.set("skipped", "0")


def _xml_text(text: str) -> str:
    """Cell values can hold control characters, which XML cannot."""
    return _NOT_XML.sub("\ufffd", text)
