"""Reading a page and looking at what came of it."""

from __future__ import annotations

import json
from typing import Any

from pipeline.intake.parse import parse
from pipeline.intake.parsed import Parsed, Request

from .books import FORMS, YEAR


def read(content: bytes, table: str) -> Parsed:
    """A file of one table, registered as what that table belongs to."""
    form = FORMS.form(table)
    return parse(content, Request(form.form, YEAR, (form.sheet,) if form.sheet else ()), FORMS)


def report(content: bytes, *sheets: int, year: int = YEAR) -> Parsed:
    """An agency_report whose sender owes these biểu."""
    return parse(content, Request("agency_report", year, sheets), FORMS)


PLACE = ("sheet", "row", "value_column", "previous_column")


def values(parsed: Parsed, table: str) -> dict[str, list[Any]]:
    """The table's columns without where they stood."""
    return {name: column for name, column in parsed.tables.get(table, {}).items() if name not in PLACE}


def rules(parsed: Parsed) -> list[str]:
    return sorted(finding[0] for finding in parsed.findings)


def findings(parsed: Parsed, rule: str) -> list[dict[str, Any]]:
    """The findings of a rule: place, value and what its sentences name."""
    names = ("rule", "sheet", "row", "column", "value")
    return [dict(zip(names, found[:5], strict=True)) | json.loads(found[5]) for found in parsed.findings if found[0] == rule]


def errors(parsed: Parsed) -> list[str]:
    """The rules that hold a report back or ask somebody to look."""
    return [rule for rule in rules(parsed) if SEVERITY[rule] != "info"]


def _severities() -> dict[str, str]:
    from pipeline.settings import SUITES

    suite = json.loads((SUITES / "catalogue" / "reading.json").read_text(encoding="utf-8"))
    return {item["rule"]: item["severity"] for item in suite["rules"]}


SEVERITY = _severities()
