"""Slips of the hand in one cell or one row: digits crossed, a comma lost, a sum for a mean, a sign, a row written twice."""

from __future__ import annotations

import dataclasses

from tests.bench.errors.draft import Draft, Place
from tests.bench.errors.figures import both
from tests.bench.errors.lists import HTX, RATINGS, UNITS, has_code
from tests.bench.errors.seeds import cell, error
from tests.bench.errors.totals import TABLE as TOTALS

CLASSES_HELD = "training_class"


# -- a figure -----------------------------------------------------------------------------------------------------------------------
@error("magnitudes")
def decimal_comma_lost(d: Draft):
    sender, row = d.unit(lambda row, last: both(row, last, "revenue"))
    row["revenue"] *= 100
    return cell(sender, row, "revenue")


@error("magnitudes")
def year_typed_as_members(d: Draft):
    sender, row = d.unit(lambda row, last: row["unit_type"] != "QTDND" and both(row, last, "members"))
    row["members"] = d.year
    return cell(sender, row, "members")


@error("magnitudes")
def income_of_all_members(d: Draft):
    sender, row = d.unit(lambda row, last: both(row, last, "member_income", "members"))
    row["member_income"] *= row["members"]
    return cell(sender, row, "member_income")


@error("magnitudes")
def income_of_all_workers(d: Draft):
    sender, row = d.unit(lambda row, last: both(row, last, "worker_income", "workers") and row["workers"] >= 5)
    row["worker_income"] *= row["workers"]
    return cell(sender, row, "worker_income")


def _both_sides(d: Draft, sender: str, row: dict, field: str, *items: str) -> tuple[list[Place], set[str]]:
    """A cell and the totals that it no longer gives: what contradicts each other may be named at either."""
    places, units = cell(sender, row, field)
    return places + [Place(sender, TOTALS, item, "value") for item in items], units


@error("totals")
def members_as_persons_of_households(d: Draft):
    sender, row = d.unit(lambda row, last: row["unit_type"] == "HTX" and both(row, last, "members"))
    row["members"] *= 4
    return _both_sides(d, sender, row, "members", "I.2")


@error("totals")
def two_digits_of_members_crossed(d: Draft):
    def fits(row: dict, last: dict) -> bool:
        digits = str(row["members"] or "")
        return row["unit_type"] == "HTX" and len(digits) >= 2 and digits[0] != digits[1] and digits[1] != "0" and bool(last["members"])

    sender, row = d.unit(fits)
    digits = str(row["members"])
    row["members"] = int(digits[1] + digits[0] + digits[2:])
    return _both_sides(d, sender, row, "members", "I.2")


@error("totals")
def two_digits_of_revenue_crossed(d: Draft):
    def digits(row: dict) -> str:
        return str((row["revenue"] or 0) // 1_000_000)

    sender, row = d.unit(
        lambda row, last: row["unit_type"] == "HTX" and len(digits(row)) >= 3 and digits(row)[0] != digits(row)[1] and digits(row)[1] != "0"
    )
    told = digits(row)
    row["revenue"] = int(told[1] + told[0] + told[2:]) * 1_000_000 + row["revenue"] % 1_000_000
    return _both_sides(d, sender, row, "revenue", "I.4")


@error("totals")
def loss_written_as_profit(d: Draft):
    sender, row = d.unit(lambda row, last: row["unit_type"] == "HTX" and row["profit"])
    row["profit"] = -row["profit"]
    return _both_sides(d, sender, row, "profit", "I.5")


@error("presence")
def members_left_blank(d: Draft):
    sender, row = d.unit(lambda row, last: row["unit_type"] == "HTX" and both(row, last, "members", "revenue"))
    row["members"] = None
    return _both_sides(d, sender, row, "members", "I.2")


@error("totals")
def workers_with_the_members(d: Draft):
    sender, row = d.unit(lambda row, last: row["unit_type"] == "HTX" and both(row, last, "members", "workers"))
    row["workers"] += row["members"]
    return _both_sides(d, sender, row, "workers", "I.3")


@error("logic")
def profit_is_the_revenue(d: Draft):
    sender, row = d.unit(lambda row, last: row["unit_type"] == "HTX" and both(row, last, "revenue", "profit"))
    row["profit"] = row["revenue"]
    return cell(sender, row, "profit", "revenue")


# -- a row ------------------------------------------------------------------------------------------------------------------------
@error("duplicates")
def again_under_another_name(d: Draft):
    sender, row = d.unit(has_code)
    kind, name = row["name"]
    twin = dict(row, unit=f"{row['unit']}#", name=(kind, dataclasses.replace(name, private="Bình Minh Xanh")))
    d.rows(sender, UNITS).append(twin)
    places = [Place(sender, UNITS, key, field) for key in (row["unit"], twin["unit"]) for field in ("name", "registration_code")]
    return places, {row["unit"]}


@error("rating")
def score_on_a_scale_of_ten(d: Draft):
    sender, row = d.pick(RATINGS, lambda row: row["score"] is not None and row["rating"] in ("Tốt", "Khá", "Trung bình"))
    row["score"] = round(row["score"] / 10, 1)
    return cell(sender, row, "rating", "score", table=RATINGS)


@error("rating")
def rating_of_the_row_above(d: Draft):
    sender, row = d.pick(RATINGS, lambda row: row["rating"] in ("Tốt", "Khá", "Yếu") and row["score"] is not None)
    row["rating"] = {"Tốt": "Trung bình", "Khá": "Tốt", "Yếu": "Khá"}[row["rating"]]
    return cell(sender, row, "rating", "score", table=RATINGS)


@error("time")
def joining_day_and_month_swapped(d: Draft):
    def fits(row: dict) -> bool:
        day = row["joined_on"]
        return bool(day and day.day <= 12 and day.day != day.month and d.row("LMHTX", "alliance_member", row["unit"], 1))

    sender, row = d.pick("alliance_member", fits)
    row["joined_on"] = row["joined_on"].replace(day=row["joined_on"].month, month=row["joined_on"].day)
    return cell(sender, row, "joined_on", table="alliance_member")


@error("duplicates")
def class_written_twice(d: Draft):
    sender, row = d.pick(CLASSES_HELD, lambda row: row["start_on"] and row["managers_attending"])
    rows = d.rows(sender, CLASSES_HELD)
    twin = dict(row, unit=f"{row['unit']}#")
    rows.insert(rows.index(row) + 1, twin)
    return [Place(sender, CLASSES_HELD, key) for key in (row["unit"], twin["unit"])], set()


@error("time")
def founded_on_the_day_of_entry(d: Draft):
    sender, row = d.unit(lambda row, last: row["unit_type"] in HTX and row["founded_on"])
    row["founded_on"] = row["founded_on"].replace(year=d.year, month=12, day=1)
    return cell(sender, row, "founded_on")
