"""Biểu 1 against biểu 2, the registry, last year's report and itself."""

from __future__ import annotations

from decimal import Decimal

from tests.bench.errors.draft import Draft, Place
from tests.bench.errors.lists import UNITS
from tests.bench.errors.seeds import cell, error

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


# -- not added again, exchanged, of another row
def _total(d: Draft, item: str, fits) -> tuple[str, dict]:
    return d.pick(TABLE, lambda row: row["item"] == item and row["value"] is not None and fits(row))


@error("totals")
def groups_in_the_htx_row(d: Draft):
    apart = [s for s in d.districts if s not in d.whole and d.row(s, TABLE, "I.1")["value"] != d.row(s, TABLE, "III.1")["value"]]
    sender, row = d.pick(TABLE, lambda row: row["item"] == "I.1", apart)
    row["value"] = d.row(sender, TABLE, "III.1")["value"]
    return cell(sender, row, "value", table=TABLE)


def _not_added_again(name: str, item: str) -> None:
    @error("totals", name=name)
    def seed(d: Draft):
        sender, row = _total(d, item, lambda row: row["previous_value"] not in (None, row["value"]))
        row["value"] = row["previous_value"]
        return cell(sender, row, "value", table=TABLE)


_not_added_again("members_total_of_last_year", "I.2")
_not_added_again("workers_total_of_last_year", "I.3")
_not_added_again("mean_income_of_last_year", "I.6x")


@error("totals")
def mean_income_comma_lost(d: Draft):
    sender, row = _total(d, "I.6x", lambda row: row["value"])
    row["value"] *= Decimal(10)
    return cell(sender, row, "value", table=TABLE)


@error("totals", True)
def years_exchanged_in_the_totals(d: Draft):
    sender = d.sheet()
    for row in d.rows(sender, TABLE):
        row["value"], row["previous_value"] = row["previous_value"], row["value"]
    moved = [row for row in d.rows(sender, TABLE) if row["value"] != row["previous_value"]]
    return [Place(sender, TABLE, row["unit"], column) for row in moved for column in ("value", "previous_value")], set()


@error("totals")
def total_without_the_last_unit(d: Draft):
    sender, row = _total(d, "I.2", lambda row: row["value"])
    row["value"] -= next(r["members"] for r in reversed(d.rows(sender, UNITS)) if r["unit_type"] == "HTX" and r["members"])
    return cell(sender, row, "value", table=TABLE)
