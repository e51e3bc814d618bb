"""The register of incoming documents → submissions as known at a moment, and what is wrong with the register or its files.

Not here: what a file holds (``parse``), adding to the register (``receive``).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

import polars as pl

from pipeline.config import Province
from pipeline.intake.errors import IntakeError
from pipeline.intake.filing import COLUMNS, REGISTER
from pipeline.intake.grid import letter
from pipeline.intake.schema import FINDING, SUBMISSION

_FORMS = ("registry_extract", "agency_report", "alliance_members")
_IGNORED = (".", "~$")
_IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini", "readme.md"})


@dataclass
class _Row:
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


class _Findings:
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


def read_register(raw: Path, province: Province, as_of: datetime) -> tuple[pl.DataFrame, pl.DataFrame]:
    """``landing.submission`` (one row a version received at or before ``as_of``; ``was_read`` false throughout) and findings.

    ``sha256`` is null where the file is not there, lies outside ``raw`` or is not the registered one: such a file is not read.
    No register is an empty one. Raises IntakeError where the register cannot be read at all.
    """
    findings = _Findings()
    registered: set[str] = set()
    kept: list[_Row] = []
    for line, values, letters in _records(raw):
        row = _row(line, values, letters, province, findings)
        path = values.get("path", "")
        registered.add(_same_name(path))
        if row is not None and row.received_at <= as_of:
            row.sha256 = _check_file(raw, row, findings)
            kept.append(row)
    _number(kept, findings)
    _unregistered(raw, registered, findings)
    submission = pl.DataFrame([_as_record(row) for row in kept], schema=SUBMISSION)
    found = pl.DataFrame([dict.fromkeys(FINDING) | finding for finding in findings.rows], schema=FINDING)
    return submission.sort("reference_year", "sender", "form", "version"), found


def resolve(raw: Path, path: str) -> Path | None:
    """Where a registered path lies, or None where it is absolute, leads out of ``raw`` (links too) or names nothing."""
    parts = PurePosixPath(path.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or not parts.parts or ":" in parts.parts[0] or "\x00" in path:
        return None
    found = raw.joinpath(*parts.parts)
    if not found.exists() and found.parent.is_dir():  # a file name may be NFD on disk and NFC in the register
        found = next((entry for entry in found.parent.iterdir() if _same_name(entry.name) == _same_name(found.name)), found)
    return found if found.resolve().is_relative_to(raw.resolve()) else None


def _records(raw: Path) -> Iterator[tuple[int, dict[str, str], dict[str, str]]]:
    """Line number, values by column name, and the letter of each column."""
    path = raw / REGISTER
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError as error:
        raise IntakeError(f"{path}: không đọc được sổ văn bản đến ({error.strerror}).") from error
    try:
        text = content.decode("utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise IntakeError(f"{path}: sổ văn bản đến không phải UTF-8; hãy lưu lại dạng CSV UTF-8.") from error
    if not text.strip():
        return
    first = text.lstrip().partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        names = [name.strip().casefold() for name in next(reader)]
        if missing := [name for name in COLUMNS if name not in names]:
            raise IntakeError(f"{path}: sổ văn bản đến thiếu cột {', '.join(missing)}; dòng đầu phải là {','.join(COLUMNS)}.")
        letters = {name: letter(index) for index, name in enumerate(names)}
        line = reader.line_num + 1
        for record in reader:
            if any(value.strip() for value in record):
                yield line, {name: value.strip() for name, value in zip(names, record, strict=False)}, letters
            line = reader.line_num + 1
    except csv.Error as error:
        raise IntakeError(f"{path}: sổ văn bản đến bị hỏng ở dòng {reader.line_num} ({error}); hãy sửa dòng đó.") from error


def _row(line: int, values: dict[str, str], letters: dict[str, str], province: Province, findings: _Findings) -> _Row | None:
    def refuse(rule: str, column: str, **detail: Any) -> None:
        value = values.get(column, "")
        findings.add(rule, REGISTER, year=year, sender=values.get("sender"), row=line, column=letters[column], value=value, file=path, **detail)

    path = values.get("path", "")
    year = int(values["year"]) if values.get("year", "").isascii() and values.get("year", "").isdecimal() else None
    if missing := [name for name in ("received_at", "sender", "form", "year", "path") if not values.get(name)]:
        return refuse("register_row_incomplete", missing[0], missing=", ".join(missing))
    if year is None or year not in {known.reference_year for known in province.reference_years}:
        return refuse("unknown_year", "year")
    senders = {agency.sender for agency in province.agencies_of(year)}
    if values["sender"] not in senders:
        return refuse("unknown_sender", "sender")
    if values["form"] not in _FORMS:
        return refuse("unknown_form", "form", known=", ".join(_FORMS))
    if values["form"] not in {owed.form for owed in province.obligations_of(year) if owed.sender == values["sender"]}:
        return refuse("form_not_owed", "form")
    moment = _moment(values["received_at"])
    if moment is None:
        return refuse("unreadable_received_at", "received_at")
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=province.tz)
        refuse("received_at_without_offset", "received_at", read_as=moment.isoformat())
    return _Row(
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


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _check_file(raw: Path, row: _Row, findings: _Findings) -> str | None:
    def say(rule: str, **detail: Any) -> None:
        findings.add(rule, row.path, year=row.year, sender=row.sender, value=row.path, register_line=str(row.line), **detail)

    found = resolve(raw, row.path)
    if found is None:
        return say("path_outside_raw")
    if not found.is_file():
        return say("file_missing")
    try:
        with found.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return say("file_unreadable", reason=error.strerror or "")
    if row.registered and row.registered != digest:
        return say("hash_differs", registered=row.registered, actual=digest)
    return digest


def _number(rows: list[_Row], findings: _Findings) -> None:
    """Versions by time of receipt, then by line of the register; the last counts."""
    documents: dict[tuple[str, str, int], list[_Row]] = {}
    for row in sorted(rows, key=lambda row: (row.received_at, row.line)):
        documents.setdefault((row.sender, row.form, row.year), []).append(row)
    for versions in documents.values():
        versions[-1].is_current = True
        for number, row in enumerate(versions, start=1):
            row.version = number
            if number > 1 and row.received_at == versions[number - 2].received_at:
                findings.add(
                    "same_received_at", row.path, year=row.year, sender=row.sender, value=row.path,
                    register_line=str(row.line), other=versions[number - 2].path,
                )  # fmt: skip


def _unregistered(raw: Path, registered: set[str], findings: _Findings) -> None:
    """Files in raw/<year>/<sender>/ that no row of the register names, whenever it was received."""
    for folder in sorted(raw.glob("[0-9][0-9][0-9][0-9]")) if raw.is_dir() else ():
        for path in sorted(folder.rglob("*")):
            relative = path.relative_to(raw).as_posix()
            if not path.is_file() or path.name.startswith(_IGNORED) or path.name.casefold() in _IGNORED_NAMES:
                continue
            if _same_name(relative) not in registered:
                parts = path.relative_to(raw).parts
                findings.add("file_not_registered", relative, year=int(folder.name), sender=parts[1] if len(parts) > 2 else None, value=relative)


def _same_name(path: str) -> str:
    return unicodedata.normalize("NFC", PurePosixPath(path.replace("\\", "/")).as_posix())


def _as_record(row: _Row) -> dict[str, Any]:
    return {
        "submission_id": f"{row.sender}/{row.form}/{row.year}/{row.version}",
        "sender": row.sender,
        "form": row.form,
        "reference_year": row.year,
        "version": row.version,
        "path": row.path,
        "sha256": row.sha256,
        "sha256_registered": row.registered,
        "received_at": row.received_at,
        "document_no": row.document_no,
        "note": row.note,
        "register_row": row.line,
        "is_current": row.is_current,
        "was_read": False,
    }
