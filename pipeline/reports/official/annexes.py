"""The one set of annexes of a report: which there are, in which order, under which roman number. The Word file prints the first of them,
which are narrow enough; the workbook holds all.
"""

from __future__ import annotations

from pipeline.office.numerals import roman
from pipeline.reports.marts import Marts

PRINTED = ("districts", "tasks", "punctuality", "decisions")  # in the Word file
ONLY_WORKBOOK = ("targets", "form", "form_districts", "sectors", "units", "unit_figures", "notes")


def annex_numbers(marts: Marts) -> dict[str, str]:
    """By its key; an annex that would be empty has none."""
    rows = {"tasks": marts.task, "punctuality": marts.submission, "decisions": marts.decision}
    there = [key for key in (*PRINTED, *ONLY_WORKBOOK) if key not in rows or not rows[key].is_empty()]
    return {key: roman(number) for number, key in enumerate(there, start=1)}
