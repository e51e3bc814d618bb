"""Biểu 1 against biểu 2, the registry, last year's report and itself."""

from __future__ import annotations

from decimal import Decimal

from pipeline.bench.errors.draft import Draft
from pipeline.bench.errors.seeds import cell, error

TABLE = "total_item"


def _wrong(name: str, item: str, change, column: str = "value", family: str = "totals") -> None:
    @error(family, name=name)
    def seed(d: Draft):
        sender, row = d.pick(TABLE, lambda row: row["item"] == item and row[column])
        row[column] = change(d, sender, row[column])
        return cell(sender, row, column, table=TABLE)


def _add(d: Draft, sender: str, value: Decimal) -> Decimal:
    return value + d.random.randint(1, 5)


def _of(item: str, more: int):
    return lambda d, sender, value: d.row(sender, TABLE, item)["value"] + more


_wrong("members_total", "I.2", _add)
_wrong("htx_total_against_registry", "I.1", _add)
_wrong("groups_total", "III.1", _add)
_wrong("workers_total", "I.3", _add)
_wrong("trained_total", "I.8", _add)
_wrong("mean_revenue", "I.4", lambda d, sender, value: value * Decimal("1.2") + 1)
_wrong("mean_revenue_times_1000", "I.4", lambda d, sender, value: value * 1000)
_wrong("mean_income", "I.6x", lambda d, sender, value: value + 3)
_wrong("last_years_members", "I.2", _add, "previous_value")
_wrong("last_years_total", "I.1", _add, "previous_value")
_wrong("last_years_mean", "I.6x", lambda d, sender, value: value + 3, "previous_value")
_wrong("more_active_than_all", "I.1a", _of("I.1", 2))
_wrong("effective_total", "I.1d", _add)
_wrong("new_htx_cumulated", "I.1b", _of("I.1", 0), family="time")
_wrong("new_groups_cumulated", "III.1a", _of("III.1", 0), family="time")
_wrong("new_members_cumulated", "I.2a", _of("I.2", 0), family="time")


@error("totals")
def existence_identity(d: Draft):
    sender, row = d.pick(TABLE, lambda row: row["item"] == "I.1c" and row["value"] is not None)
    row["value"] += d.random.randint(1, 3)
    # an identity is broken between its items: it is named at the dissolved or at the total
    return cell(sender, row, "value", table=TABLE)[0] + cell(sender, d.row(sender, TABLE, "I.1"), "value", table=TABLE)[0], {row["unit"]}
