"""Who sent what when of what was owed, over the years (mart.fct_submission). Counted and arranged; no words and no layout."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.config import Province
from pipeline.reports.findings import rows_of

TIMELINESS = ("on_time", "late", "missing")  # the worst last
SHOWN = 10  # years; more do not fit the width of a page


@dataclass(frozen=True)
class Agency:
    """What one agency owed: by year a dict a form with ``form timeliness days_late received_at`` (of the first version)
    ``corrections corrected_at`` (how many newer ones, when the newest) ``was_read``."""

    sender: str
    agency_name: str
    owed: dict[int, list[dict[str, Any]]]

    def worst(self, year: int) -> str | None:
        """How the year went: what came last or not at all decides; None where nothing was owed."""
        return max((row["timeliness"] for row in self.owed.get(year, ())), key=TIMELINESS.index, default=None)

    def days_late(self, year: int) -> int:
        return max((row["days_late"] or 0 for row in self.owed.get(year, ())), default=0)


@dataclass(frozen=True)
class Punctuality:
    """``rows``: one an agency, those that owe in the year first, in the order of the province's; ``counts``: obligations of each
    timeliness, by year, oldest first."""

    year: int
    rows: list[Agency]
    counts: dict[int, Counter[str]]

    @property
    def of_year(self) -> list[Agency]:
        return [row for row in self.rows if self.year in row.owed]

    def of(self, timeliness: str) -> list[str]:
        """Senders of which the worst of the year is this."""
        return [row.sender for row in self.of_year if row.worst(self.year) == timeliness]


def read_punctuality(warehouse: Path, province: Province, year: int) -> Punctuality:
    """Each agency's obligations up to the year as known at the warehouse's as-of day. Raises ReadError."""
    found = rows_of(
        warehouse,
        """
        select reference_year, sender, form, any_value(timeliness) as timeliness, any_value(days_late) as days_late,
            min(received_at) as received_at, greatest(count(received_at) - 1, 0) as corrections,
            case when count(received_at) > 1 then max(received_at) end as corrected_at,
            coalesce(bool_or(was_read) filter (where is_current), false) as was_read
        from mart.fct_submission
        where is_owed and reference_year between $first and $year
        group by reference_year, sender, form
        order by reference_year, sender, form
        """,
        year=year,
        first=year - SHOWN + 1,
    )
    names = {agency.sender: agency.agency_name for agency in (*province.agencies, *province.agencies_of(year))}
    owing = {row["sender"] for row in found if row["reference_year"] == year}
    order = sorted({row["sender"]: None for row in found}, key=lambda sender: (sender not in owing, _place(names, sender)))
    rows = [Agency(sender, names.get(sender, sender), _by_year(row for row in found if row["sender"] == sender)) for sender in order]
    counts: dict[int, Counter[str]] = {}
    for row in found:
        counts.setdefault(row["reference_year"], Counter())[row["timeliness"]] += 1
    counts.setdefault(year, Counter())  # a year in which nothing is owed yet
    return Punctuality(year, rows, counts)


def _place(names: dict[str, str], sender: str) -> tuple[int, str]:
    return list(names).index(sender) if sender in names else len(names), sender


def _by_year(rows: Iterable[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    years: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        years.setdefault(row["reference_year"], []).append(row)
    return years
