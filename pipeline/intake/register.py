"""The register of incoming documents → submissions as known at a moment, and what is wrong with the register or its files.

Not here: reading the register's lines (``register_rows``), what a file holds (``parse``), adding to the register (``receive``).
"""

import os
import re
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

import polars as pl

from pipeline.config import Province
from pipeline.intake.register_rows import Findings, Row, records, row_of
from pipeline.intake.schema import FINDING, SUBMISSION
from pipeline.office.persons import hidden
from pipeline.system.errors import reason
from pipeline.system.files import digest_of
from pipeline.system.folding import same_path
from pipeline.system.raw_names import is_ignored, is_known

_YEAR = re.compile(r"[0-9]{4}")


def read_register(raw: Path, province: Province, as_of: datetime, *, is_now: bool = False) -> tuple[pl.DataFrame, pl.DataFrame]:
    """``landing.submission`` (one row a version received at or before ``as_of``; ``was_read`` false throughout) and findings.

    ``is_now``: the as-of is the clock's, so that what nobody can have received yet is said.

    ``sha256`` is null where the file is not there, lies outside ``raw`` or is not the registered one: such a file is not read.
    No register is an empty one. Raises RegisterError where the register cannot be read at all.
    """
    findings = Findings()
    registered: set[str] = set()
    kept: list[Row] = []
    for line, values, letters in records(raw):
        row = row_of(line, values, letters, province, findings, as_of, is_now=is_now)
        path = values.get("path", "")
        registered.add(same_path(path))
        if row is not None:
            row.sha256 = _check_file(raw, row, findings)
            kept.append(row)
    _number(kept, findings)
    _unregistered(raw, registered, province, findings)
    submission = pl.DataFrame([_as_record(row) for row in kept], schema=SUBMISSION)
    found = pl.DataFrame([dict.fromkeys(FINDING) | finding for finding in findings.rows], schema=FINDING)
    return submission.sort("reference_year", "sender", "form", "version"), found


def resolve(raw: Path, path: str) -> Path | None:
    """Where a registered path lies, or None where it is absolute, leads out of ``raw`` (links too) or names nothing. Raises OSError."""
    parts = PurePosixPath(path.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or not parts.parts or ":" in parts.parts[0] or "\x00" in path:
        return None
    found = raw.joinpath(*parts.parts)
    if not found.exists() and found.parent.is_dir():  # a file name may be NFD on disk and NFC in the register
        found = next((entry for entry in found.parent.iterdir() if same_path(entry.name) == same_path(found.name)), found)
    return found if Path(os.path.realpath(found)).is_relative_to(raw.resolve()) else None  # also of a link to itself


def _check_file(raw: Path, row: Row, findings: Findings) -> str | None:
    """The digest of a row's file; None, with a finding, where it is not to be read."""
    detail: dict[str, Any] = {}
    try:
        found = resolve(raw, row.path)
        if found is None:
            rule = "path_outside_raw"
        elif not found.exists():
            rule = "file_missing"
        elif (digest := digest_of(found)) == (row.registered or digest):
            return digest
        else:
            rule, detail = "hash_differs", {"registered": row.registered, "actual": digest}
    except OSError as error:
        rule, detail = "file_unreadable", {"reason": reason(error), "reason_en": reason(error, "en")}
    findings.add(rule, row.path, year=row.year, sender=row.sender, value=row.path, register_line=str(row.line), **detail)
    return None


def _number(rows: list[Row], findings: Findings) -> None:
    """Versions by time of receipt, then by line of the register; the last counts."""
    documents: dict[tuple[str, str, int], list[Row]] = {}
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


def _unregistered(raw: Path, registered: set[str], province: Province, findings: Findings) -> None:
    """Files that no row of the register names, whenever it was received, and nobody else asked for; of any year but in a year's folder."""
    years = [year.reference_year for year in province.reference_years]

    def unseen(error: OSError) -> None:
        place = Path(error.filename).relative_to(raw).as_posix()
        findings.add("file_unreadable", place, value=place, reason=reason(error), reason_en=reason(error, "en"))

    for base, below, files in os.walk(raw, onerror=unseen) if raw.is_dir() else ():
        below[:] = sorted(name for name in below if not is_ignored(name))
        parts = Path(base).relative_to(raw).parts
        for name in sorted(files):
            relative = PurePosixPath(*parts, name).as_posix()
            if is_ignored(name) or same_path(relative) in registered or (not parts and is_known(name, years)):
                continue
            if parts and _YEAR.fullmatch(parts[0]):
                year = next((known for known in years if str(known) == parts[0]), None)
                findings.add("file_not_registered", relative, year=year, sender=parts[1] if len(parts) > 1 else None, value=relative)
            else:
                findings.add("stray_file", relative, value=relative)


def _as_record(row: Row) -> dict[str, Any]:
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
        "document_no": hidden(row.document_no or "", "document") or None,
        "note": hidden(row.note or "") or None,
        "register_row": row.line,
        "is_current": row.is_current,
        "was_read": False,
    }
