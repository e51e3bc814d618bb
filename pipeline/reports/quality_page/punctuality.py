"""Who sent what when: on time, late or missing of what is owed. Facts of mart.fct_submission, counted; no words and no layout."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pipeline.config import Province
from pipeline.reports.findings import rows_of

TIMELINESS = ("on_time", "late", "missing")


@dataclass(frozen=True)
class Obligation:
    """One report that is owed. ``received_at``: of the first version; ``corrected_at``: of the newest, if that is another."""

    form: str
    timeliness: str
    days_late: int | None
    received_at: datetime | None
    corrections: int
    corrected_at: datetime | None
    was_read: bool


@dataclass
class Row:
    """One agency."""

    sender: str
    agency_name: str
    obligations: list[Obligation] = field(default_factory=list)

    def count(self, timeliness: str) -> int:
        return sum(owed.timeliness == timeliness for owed in self.obligations)


@dataclass(frozen=True)
class Punctuality:
    """The table: one row an agency, in the order of the province's agencies."""

    rows: tuple[Row, ...]

    @property
    def owed(self) -> int:
        return sum(len(row.obligations) for row in self.rows)

    def count(self, timeliness: str) -> int:
        return sum(row.count(timeliness) for row in self.rows)

    def shares(self) -> dict[str, float]:
        """Percent of what is owed, in tenths that add to exactly 100.0 (largest remainders). Empty if nothing is owed."""
        return dict(zip(TIMELINESS, tenths([self.count(word) for word in TIMELINESS]), strict=True)) if self.owed else {}


def read_punctuality(warehouse: Path, province: Province, year: int) -> Punctuality:
    """The year's obligations of each agency as known at the warehouse's as-of day. Raises duckdb.Error."""
    found = rows_of(
        warehouse,
        """
        select sender, form, any_value(timeliness) as timeliness, any_value(days_late) as days_late, min(received_at) as received_at,
            count(received_at) as versions, max(received_at) as newest_at,
            coalesce(bool_or(was_read) filter (where is_current), false) as was_read
        from mart.fct_submission where reference_year = $year and is_owed group by sender, form order by sender, form
        """,
        year=year,
    )
    names = {agency.sender: agency.agency_name for agency in province.agencies_of(year)}
    rows = {sender: Row(sender, name) for sender, name in names.items()}
    for item in found:
        rows.setdefault(item["sender"], Row(item["sender"], item["sender"])).obligations.append(
            Obligation(
                form=item["form"],
                timeliness=item["timeliness"],
                days_late=item["days_late"],
                received_at=item["received_at"],
                corrections=max(item["versions"] - 1, 0),
                corrected_at=item["newest_at"] if item["versions"] > 1 else None,
                was_read=item["was_read"],
            )
        )
    return Punctuality(tuple(row for row in rows.values() if row.obligations))


def tenths(counts: list[int]) -> list[float]:
    """Shares in percent with one decimal that add to 100.0: each rounded down, the missing tenths to the largest remainders."""
    total = sum(counts)
    down = [1000 * count // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda index: (-(1000 * counts[index] % total), index))
    for index in by_remainder[: 1000 - sum(down)]:
        down[index] += 1
    return [value / 10 for value in down]
