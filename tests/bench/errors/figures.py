"""Figures of biểu 2: magnitudes, crossed columns, figures against each other, copies. One error in a cell or in a whole column."""

from __future__ import annotations

from tests.bench.errors.draft import Draft, Place
from tests.bench.errors.seeds import cell, error
from tests.simulator.rows import FIGURES

MONEY = ("revenue", "revenue_from_members", "profit", "member_income", "worker_income")


def _off(name: str, field: str, times: float) -> None:
    @error("magnitudes", name=name)
    def seed(d: Draft):
        sender, row = d.unit(lambda row, last: (row[field] or 0) >= 10 and (last[field] or 0) >= 10)
        row[field] = round(row[field] * times)
        return cell(sender, row, field)


for _field, _times in (
    ("revenue", 1e3), ("revenue", 1e6), ("revenue", 1e-3), ("profit", 1e3), ("worker_income", 1e6), ("member_income", 1e3),
    ("revenue", 10), ("member_income", 10), ("members", 10), ("worker_income", 0.1), ("workers", 10),
):  # fmt: skip
    _off(f"{_field}_times_{_times:g}", _field, _times)


@error("magnitudes")
def new_unit_times_1000(d: Draft):
    def is_new(row):
        return (
            row["unit_type"] == "HTX"
            and row["founded_on"].year == d.year
            and (row["revenue"] or 0) > 0
            and row["operating_state"] == "Đang hoạt động"
        )

    sender, row = d.pick("unit_report", is_new)
    row["revenue"] *= 1000
    return cell(sender, row, "revenue")


@error("magnitudes")
def charter_capital_times_1000(d: Draft):
    sender, row = d.pick("registry_unit", lambda row: row["charter_capital"] and d.row("SKHDT", "registry_unit", row["unit"], 1))
    row["charter_capital"] *= 1000
    return cell(sender, row, "charter_capital", table="registry_unit")


def both(row: dict, last: dict, *fields: str) -> bool:
    """Whether a unit gave all these figures in both years."""
    return all(row[field] and last[field] for field in fields)


def many(d: Draft, *fields: str):
    """A district where enough units give the figures in both years for a reader to see a pattern."""

    def can_tell(sender: str) -> bool:
        seen = [(row, d.row(sender, "unit_report", row["unit"], 1)) for row in d.rows(sender, "unit_report")]
        return sum(last is not None and all(row[f] and last[f] and row[f] > 0 for f in fields) for row, last in seen) >= 3

    return d.sheet(can_tell)


def whole(d: Draft, sender: str, *fields: str):
    places = [Place(sender, "unit_report", None, field) for field in fields] or [Place(sender, "unit_report")]
    return places, {row["unit"] for row in d.rows(sender, "unit_report")}


@error("magnitudes", True)
def column_times_1000(d: Draft):
    sender = many(d, "revenue")
    for row in d.rows(sender, "unit_report"):
        row["revenue"] = row["revenue"] and row["revenue"] * 1000
    return whole(d, sender, "revenue")


@error("magnitudes", True)
def column_over_1000(d: Draft):
    sender = many(d, "member_income")
    for row in d.rows(sender, "unit_report"):
        row["member_income"] = row["member_income"] and row["member_income"] // 1000
    return whole(d, sender, "member_income")


def _sheet_off(name: str, times: float) -> None:
    @error("magnitudes", True, name=name)
    def seed(d: Draft):
        sender = many(d, "revenue", "member_income")
        for row in d.rows(sender, "unit_report"):
            row.update({field: round(row[field] * times) for field in MONEY if row[field] is not None})
        return whole(d, sender)


_sheet_off("sheet_times_1000", 1e3)
_sheet_off("sheet_times_1000000", 1e6)
_sheet_off("sheet_over_1000", 1e-3)


def _crossed_columns(one: str, other: str) -> None:
    @error("swapped columns", True, name=f"columns_{one}_{other}")
    def seed(d: Draft):
        sender = many(d, one, other)
        for row in d.rows(sender, "unit_report"):
            row[one], row[other] = row[other], row[one]
        return whole(d, sender, one, other)


def _crossed_cells(one: str, other: str) -> None:
    @error("swapped columns", name=f"cells_{one}_{other}")
    def seed(d: Draft):
        sender, row = d.unit(
            lambda row, last: all(
                r[one] and r[other] and r[other] > 0 and (r[one] > 1.5 * r[other] or r[other] > 1.5 * r[one]) for r in (row, last)
            )
        )
        row[one], row[other] = row[other], row[one]
        return cell(sender, row, one, other)


for _one, _other in (("revenue", "profit"), ("members", "workers")):
    _crossed_columns(_one, _other)
    _crossed_cells(_one, _other)


# -- against each other and the law ------------------------------------------------------------------------------------------
@error("logic")
def new_members_over_members(d: Draft):
    sender, row = d.unit(lambda row, last: row["members"] and row["new_members"] is not None)
    row["new_members"] = row["members"] + d.random.randint(1, 9)
    return cell(sender, row, "new_members", "members")


@error("logic")
def trained_over_managers(d: Draft):
    sender, row = d.unit(lambda row, last: row["managers"] and row["managers_trained"] is not None)
    row["managers_trained"] = row["managers"] + d.random.randint(1, 4)
    return cell(sender, row, "managers_trained", "managers")


@error("logic")
def from_members_over_revenue(d: Draft):
    sender, row = d.unit(lambda row, last: row["revenue"] and row["revenue_from_members"])
    row["revenue_from_members"] = round(row["revenue"] * d.random.uniform(1.05, 2))
    return cell(sender, row, "revenue_from_members", "revenue")


@error("logic")
def profit_over_revenue(d: Draft):
    sender, row = d.unit(lambda row, last: row["revenue"] and row["profit"])
    row["profit"] = round(row["revenue"] * d.random.uniform(1.05, 2))
    return cell(sender, row, "profit", "revenue")


@error("logic")
def too_few_members(d: Draft):
    sender, row = d.unit(lambda row, last: row["unit_type"] == "HTX" and row["members"])
    row["members"] = d.random.randint(1, 6)
    row["new_members"] = 0
    return cell(sender, row, "members")


@error("logic")
def negative_count(d: Draft):
    field = d.random.choice(("members", "workers", "new_members"))
    sender, row = d.unit(lambda row, last: row[field])
    row[field] = -row[field]
    return cell(sender, row, field)


@error("logic")
def tht_in_an_htx_row(d: Draft):
    sender, row = d.unit(lambda row, last: row["unit_type"] == "THT")
    row["unit_type"] = "HTX"
    return cell(sender, row, "unit_type", "name")


@error("logic")
def htx_in_a_tht_row(d: Draft):
    sender, row = d.unit(lambda row, last: row["unit_type"] == "HTX" and row["registration_code"])
    row["unit_type"] = "THT"
    return cell(sender, row, "unit_type", "name")


@error("logic")
def income_of_the_year_per_month(d: Draft):
    sender, row = d.unit(lambda row, last: row["member_income"] and last["member_income"])
    row["member_income"] = round(row["member_income"] / 12)
    return cell(sender, row, "member_income")


# -- copies ---------------------------------------------------------------------------------------------------------------------
@error("copies")
def row_of_last_year(d: Draft):
    sender, row = d.unit(lambda row, last: last["revenue"] and last["members"] and last["workers"])
    row.update({field: d.row(sender, "unit_report", row["unit"], 1)[field] for field in FIGURES})
    return cell(sender, row, *FIGURES)


@error("copies", True)
def sheet_of_last_year(d: Draft):
    sender = many(d, "revenue", "members")
    for row in d.rows(sender, "unit_report"):
        last = d.row(sender, "unit_report", row["unit"], 1)
        if last:
            row.update({field: last[field] for field in FIGURES})
    return whole(d, sender)


@error("copies", True)
def column_of_one_value(d: Draft):
    sender = many(d, "member_income")
    value = next(row["member_income"] for row in d.rows(sender, "unit_report") if row["member_income"])
    for row in d.rows(sender, "unit_report"):
        row["member_income"] = row["member_income"] and value
    return whole(d, sender, "member_income")


@error("copies", True)
def another_year_on_the_title(d: Draft):
    sender = d.sheet()
    d.retitled.add((sender, "unit_report"))
    return whole(d, sender)


@error("copies", True)
def units_of_another_district(d: Draft):
    sender = d.sheet()
    other = d.sheet()
    rows = [dict(row) for row in d.rows(other, "unit_report")]
    own = {row["unit"] for row in d.rows(sender, "unit_report")}
    d.rows(sender, "unit_report")[:] = rows
    return [Place(sender, "unit_report", row["unit"]) for row in rows], own | {row["unit"] for row in rows}
