"""What became of the Alliance's corrections: ``landing.correction``, one row a line that makes sense, and what is said about them.

Not here: the register's lines and mending a cell (``corrections``).
"""

import json
from collections.abc import Iterable
from datetime import UTC
from typing import Any

import polars as pl

from pipeline.intake.corrections import Correction, Refused
from pipeline.intake.grid import letter
from pipeline.intake.schema import CORRECTION, FINDING
from pipeline.office.persons import hidden
from pipeline.system.folding import same_path
from pipeline.system.raw_names import CORRECTIONS

_NO_CELL = {
    "without_file": (
        "không có văn bản nào như vậy trong sổ, hoặc tệp chưa đọc được",
        "the register has no such file, or it could not be read",
    ),
    "without_cell": ("tệp không có trang hoặc ô này", "the file has no such sheet or cell"),
}


def by_path(corrections: Iterable[Correction]) -> dict[str, tuple[Correction, ...]]:
    """The corrections of each file, in the register's order."""
    found: dict[str, list[Correction]] = {}
    for item in corrections:
        found.setdefault(same_path(item.path), []).append(item)
    return {path: tuple(items) for path, items in found.items()}


def outcomes(corrections: list[Correction], applied: pl.DataFrame, submission: pl.DataFrame) -> pl.DataFrame:
    """``landing.correction``. ``applied``: keyed outcomes of the files that were opened; ``submission``: with a column ``key``."""
    known = {same_path(row["path"]): row for row in submission.iter_rows(named=True)}
    results = {(row["key"], row["position"]): row for row in applied.iter_rows(named=True)}
    rows: list[dict[str, Any]] = []
    for path, items in by_path(corrections).items():
        filed = known.get(path, {})
        for position, item in enumerate(items):
            result = results.get((filed.get("key"), position))
            why_not = "without_file" if result is None else result["why_not"]
            rows.append(
                {
                    "submission_id": filed.get("submission_id"),
                    "sender": filed.get("sender"),
                    "reference_year": filed.get("reference_year"),
                    "path": filed.get("path", item.path),
                    "sheet": (result["sheet"] if result else None) or item.sheet or None,
                    "row": item.row,
                    "column": letter(item.column),
                    "expect": hidden(item.expect),
                    "value": hidden(item.value),
                    "found": hidden(result["found"] or "") if result else None,
                    "reason": item.reason,
                    "signed_by": item.signed_by,
                    "signed_at": item.signed_at.astimezone(UTC),
                    "register_row": item.line,
                    "is_applied": why_not is None,
                    "why_not": why_not,
                }
            )
    return pl.DataFrame(rows, schema=CORRECTION).sort("register_row")


def findings(correction: pl.DataFrame, submission: pl.DataFrame, refused: Iterable[Refused]) -> pl.DataFrame:
    """A finding a refused line, at its line, and an info a mended cell, at the cell; none where a newer document has replaced the file."""
    replaced = set(submission.filter(~pl.col("is_current"))["submission_id"])
    rows = [
        _finding("correction_incomplete", item.line, None, item.cells.get("path") or None, reason=item.why, reason_en=item.why_en)
        for item in refused
    ]
    for row in correction.iter_rows(named=True):
        if row["submission_id"] in replaced:
            continue
        if row["is_applied"]:
            rows.append(_applied(row))
            continue
        place = " › ".join(part for part in (row["path"], row["sheet"]) if part)
        said = {"cell": f"{row['column']}{row['row']}", "place": place, "expect": row["expect"]}
        if row["why_not"] == "outdated":
            rows.append(_finding("correction_outdated", row["register_row"], None, row["found"] or "", **said))
        else:
            reason, reason_en = _NO_CELL[row["why_not"]]
            said |= {"reason": reason, "reason_en": reason_en}
            rows.append(_finding("correction_without_cell", row["register_row"], None, row["path"], **said))
    return pl.DataFrame(rows, schema=FINDING)


def _applied(row: dict[str, Any]) -> dict[str, Any]:
    """Said at the mended cell, so that its office and whoever reads the quality page see what was changed, why and by whom."""
    said = _finding("correction_applied", row["row"], row["reference_year"], row["found"] or "", right=row["value"] or "–",
                    reason=row["reason"], signed_by=row["signed_by"])  # fmt: skip
    return said | {name: row[name] for name in ("sender", "path", "sheet", "column")}


def _finding(rule: str, line: int, year: int | None, value: str | None, **detail: str) -> dict[str, Any]:
    text = json.dumps(detail, ensure_ascii=False, sort_keys=True)
    return dict.fromkeys(FINDING) | {
        "rule": rule, "reference_year": year, "path": CORRECTIONS, "row": line, "value": value, "detail": text,
    }  # fmt: skip
