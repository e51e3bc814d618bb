"""The lines of the register of incoming documents → rows that make sense, and findings for those that do not.

Not here: the files that the rows name, and which version counts (``register``); adding a line (``filing``).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.config import Province
from pipeline.intake.filing import COLUMNS
from pipeline.intake.grid import letter
from pipeline.system import register_csv
from pipeline.system.raw_names import INCOMING
from pipeline.system.signatures import moment_of, standing

_FORMS = ("registry_extract", "agency_report", "alliance_members")


@dataclass
class Row:
    """A row of the register that makes sense; ``sha256``: of the file as it lies there, None where it is not to be read."""

    received_at: datetime
    sender: str
    form: str
    year: int
    path: str
    registered: str | None
    document_no: str | None
    note: str | None
    line: int
    sha256: str | None = None
    version: int = 0
    is_current: bool = False


class Findings:
    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []

    def add(
        self, rule: str, path: str, *, year: int | None = None, sender: str | None = None, row: int | None = None,
        column: str | None = None, value: str | None = None, **detail: Any,
    ) -> None:  # fmt: skip
        self.rows.append(
            {
                "rule": rule,
                "reference_year": year,
                "sender": sender,
                "path": path,
                "row": row,
                "column": column,
                "value": value,
                "detail": json.dumps(detail, ensure_ascii=False, sort_keys=True),
            }
        )


def records(raw: Path) -> Iterator[tuple[int, dict[str, str], dict[str, str]]]:
    """Excel's row number, values by column name, and the letter of each column. Raises RegisterError."""
    register = register_csv.read(raw / INCOMING, COLUMNS)
    letters = {name: letter(index) for index, name in enumerate(register.columns)}
    for row in register.rows:
        yield row.number, row.cells, letters


def row_of(
    line: int, values: dict[str, str], letters: dict[str, str], province: Province, findings: Findings, as_of: datetime, *, is_now: bool
) -> Row | None:
    """The row, where it was received by the as-of. One that cannot be placed is a finding without a year, for it may be of any: in runs
    as of its receipt or later, and where that cannot be read or has not come yet, in runs as of now."""

    def refuse(rule: str, column: str, year: int | None = None, **detail: Any) -> Row | None:
        sender, value = values.get("sender"), values.get(column, "")
        findings.add(rule, INCOMING, year=year, sender=sender, row=line, column=letters[column], value=value, file=path, **detail)
        return None

    path, received = values.get("path", ""), values.get("received_at", "")
    moment = moment_of(received, province.tz)
    when = standing(moment, as_of, is_now=is_now)
    if when == "later":
        return None
    year = next((known.reference_year for known in province.reference_years if str(known.reference_year) == values.get("year")), None)
    if missing := [name for name in ("received_at", "sender", "form", "year", "path") if not values.get(name)]:
        return refuse("register_row_incomplete", missing[0], missing=", ".join(missing))
    if year is None:
        return refuse("unknown_year", "year")
    if not province.is_sender(values["sender"], year):
        return refuse("unknown_sender", "sender")
    if values["form"] not in _FORMS:
        return refuse("unknown_form", "form", known=", ".join(_FORMS))
    if values["form"] not in {owed.form for owed in province.owed_by(values["sender"], year)}:
        return refuse("form_not_owed", "form", year)
    if moment is None or when == "future":
        return refuse("received_at_in_future" if moment else "unreadable_received_at", "received_at")
    if datetime.fromisoformat(received).tzinfo is None:
        refuse("received_at_without_offset", "received_at", year, read_as=moment.isoformat())
    return Row(
        received_at=moment.astimezone(UTC),
        sender=values["sender"],
        form=values["form"],
        year=year,
        path=path,
        registered=values.get("sha256", "").lower() or None,
        document_no=values.get("document_no") or None,
        note=values.get("note") or None,
        line=line,
    )
