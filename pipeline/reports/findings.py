"""The year's findings as the quality page, the gate files and the feedback workbooks read them. No words and no layout here."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipeline.quality.findings import TOTALS
from pipeline.quality.report_years import OF_YEAR
from pipeline.warehouse.reader import reader, records

SEVERITIES = ("error", "warning", "info")


def read_findings(warehouse: Path, year: int) -> list[dict[str, Any]]:
    """The findings that the year's report has to answer for, one dict a row of mart.fct_finding.

    In order of sender, path, sheet, row, column (A, B … Z, AA) and rule. Raises ReadError.
    """
    return rows_of(
        warehouse,
        f"""
        select * from {OF_YEAR}
        order by sender nulls last, path nulls last, sheet nulls first, row nulls first, length("column") nulls first, "column",
            rule, finding_id
        """,
        year=year,
    )


def rows_of(warehouse: Path, sql: str, **values: Any) -> list[dict[str, Any]]:
    """A query's rows as dicts, read-only. Raises ReadError."""
    with reader(warehouse) as connection:
        return records(connection, sql, values)


def is_simulated(warehouse: Path) -> bool:
    """True where the register of incoming documents says of a file in use that its data are simulated."""
    sql = "select count(*) as n from mart.fct_submission where is_current and lower(note) like '%mô phỏng%'"
    return rows_of(warehouse, sql)[0]["n"] > 0


def is_answered(finding: Mapping[str, Any]) -> bool:
    """Signed for by the Alliance, or confirmed by its sender."""
    return bool(finding["is_waived"] or finding["is_confirmed"])


def asks_for_correction(finding: Mapping[str, Any]) -> bool:
    """Something in a file should be changed or looked at. A report that only came late, a note or what is answered asks for nothing."""
    in_the_file = finding["sheet"] is not None or finding["row"] is not None
    return not is_answered(finding) and (finding["severity"] == "error" or (finding["severity"] == "warning" and in_the_file))


def is_open_error(finding: Mapping[str, Any]) -> bool:
    """Holds the report back: an error that nobody has signed for or confirmed."""
    return finding["severity"] == "error" and not is_answered(finding)


def by_weight(findings: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Errors, warnings, infos; what is answered stands last, and totals, which mostly follow from what is wrong in the rows, after those.
    Inside, by their weight, then in the order that they came in."""

    def order(finding: dict[str, Any]) -> tuple[Any, ...]:
        severity = finding["severity"]
        return is_answered(finding), severity == "info", finding["source"] == TOTALS, SEVERITIES.index(severity), -(finding["weight"] or 0)

    return sorted(findings, key=order)


def cell_of(finding: Mapping[str, Any]) -> str:
    """``K17``; a column or a row alone where the finding is about the whole of it; empty where about more."""
    return f"{finding['column'] or ''}{finding['row'] or ''}"


def place(finding: Mapping[str, Any]) -> str:
    """Where a finding is: ``615/bao-cao.xlsx › Biểu 2 › K17``; a sender alone where there is no file."""
    return " › ".join(part for part in (finding["path"] or finding["sender"], (finding["sheet"] or "").strip(), cell_of(finding)) if part)
