"""Small files as offices write them, each of one kind: the rows that a careful person reads, or what must be said.

``cases/README.md`` (in Vietnamese) says what each file is; ``NAME.json`` beside it what is read. All are simulated.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import load
from pipeline.intake.parse import parse
from pipeline.intake.parsed import Parsed
from pipeline.intake.read import request_of

from .books import FORMS
from .reading import SEVERITY

CASES = Path(__file__).parent / "cases"
NAMES = {"status": {"unit_report": "operating_state"}}  # what the cases call a field that a form names otherwise


def said(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def cases(key: str) -> list[Any]:
    return [pytest.param(path, id=path.stem) for path in sorted(CASES.glob("[0-9]*.json")) if key in said(path)]


def read(path: Path) -> Parsed:
    """The case's file as its sender's, whose other sheets are missing on purpose."""
    case = said(path)
    row = {"reference_year": case["year"], "sender": case["sender"], "form": case["form"], "path": path.name}
    content = next(other for other in CASES.glob(f"{path.stem}.*") if other.suffix != ".json").read_bytes()
    parsed = parse(content, request_of(row, load(), {}), FORMS)
    parsed.findings = [finding for finding in parsed.findings if finding[0] != "sheet_missing"]
    return parsed


def rows_of(parsed: Parsed, names: list[str]) -> list[dict[str, Any]]:
    found = []
    for table, columns in parsed.tables.items():
        own = {name: columns[NAMES.get(name, {}).get(table, name)] for name in names}
        found += [dict(zip(own, row, strict=True)) for row in zip(*own.values(), strict=True)]
    return [{name: value.isoformat() if isinstance(value, dt.date) else value for name, value in row.items()} for row in found]


@pytest.mark.parametrize("path", cases("rows"))
def test_the_rows_that_a_person_reads_and_no_other(path: Path) -> None:
    case, parsed = said(path), read(path)
    assert [finding for finding in parsed.findings if SEVERITY[finding[0]] == "error"] == []
    assert rows_of(parsed, list(case["rows"][0])) == case["rows"]


@pytest.mark.parametrize("path", cases("must_say_one_of"))
def test_what_nobody_can_tell_is_said_at_its_place(path: Path) -> None:
    told = {(SEVERITY[finding[0]], finding[1], finding[2]) for finding in read(path).findings}
    places = [(place["sheet"], place["row"], place["severity"]) for place in said(path)["must_say_one_of"]]
    assert any(
        severity in severities and sheet == at and row in (line, None if line is not None else row)
        for severity, sheet, row in told
        for at, line, severities in places
    ), told
