"""Slips of the hand in a spreadsheet: pasted one row or one column off, last year's column left, digits crossed, totals not added again."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

from pipeline.bench.errors.draft import Draft, Place
from pipeline.bench.errors.figures import MONEY, _many, _whole
from pipeline.bench.errors.lists import HTX, RATINGS, UNITS, has_code
from pipeline.bench.errors.seeds import cell, error
from pipeline.simulate.rows import FIGURES

TOTALS, CLASSES_HELD = "total_item", "training_class"


def _both(row: dict, last: dict, *fields: str) -> bool:
    return all(row[field] and last[field] for field in fields)


def _places(sender: str, rows: list[dict], *fields: str) -> tuple[list[Place], set[str]]:
    return [Place(sender, UNITS, row["unit"], field) for row in rows for field in fields], {row["unit"] for row in rows}


# -- pasted in the wrong place --------------------------------------------------------------------------------------------------
def _column_of_last_year(name: str, field: str) -> None:
    @error("copies", True, name=name)
    def seed(d: Draft):
        def moved(sender: str) -> bool:
            seen = [(row, d.row(sender, UNITS, row["unit"], 1)) for row in d.rows(sender, UNITS)]
            return sum(last is not None and _both(row, last, field) and row[field] != last[field] for row, last in seen) >= 4

        sender = d.sheet(moved)
        for row in d.rows(sender, UNITS):
            last = d.row(sender, UNITS, row["unit"], 1)
            if last and row[field] and last[field]:
                row[field] = last[field]
        return _whole(d, sender, field)


for _field in ("revenue", "members", "member_income", "workers"):
    _column_of_last_year(f"{_field}_column_of_last_year", _field)


@error("copies", True)
def income_column_pasted_twice(d: Draft):
    sender = _many(d, "member_income", "worker_income")
    for row in d.rows(sender, UNITS):
        row["worker_income"] = row["worker_income"] and row["member_income"]
    return _whole(d, sender, "member_income", "worker_income")


@error("presence", True)
def figure_column_left_blank(d: Draft):
    field = d.random.choice(("members", "workers", "managers", "revenue", "member_income"))
    sender = _many(d, field)
    for row in d.rows(sender, UNITS):
        row[field] = None
    return _whole(d, sender, field)


def _block(d: Draft, size: int) -> tuple[str, list[dict]]:
    """Neighbouring rows of units that report money in both years; nothing else is seeded into their sheet."""

    def worked(sender: str, row: dict) -> bool:
        last = d.row(sender, UNITS, row["unit"], 1)
        return last is not None and _both(row, last, "revenue", "members")

    def runs(sender: str) -> list[list[dict]]:
        rows = d.rows(sender, UNITS)
        found = [rows[start : start + size] for start in range(len(rows) - size + 1)]
        return [run for run in found if all(worked(sender, row) for row in run)]

    sender = d.sheet(lambda sender: bool(runs(sender)))
    return sender, d.random.choice(runs(sender))


@error("copies", True)
def block_pasted_one_row_down(d: Draft):
    sender, rows = _block(d, 5)
    figures = [{field: row[field] for field in FIGURES} for row in rows]
    for row, above in zip(rows[1:], figures, strict=False):
        row.update(above)
    return _places(sender, rows[1:], *FIGURES)


@error("swapped columns", True)
def block_pasted_one_column_right(d: Draft):
    sender, rows = _block(d, 3)
    fields = ("revenue", "revenue_from_members", "profit", "member_income")
    for row in rows:
        row.update(zip(fields, [row["revenue"], *(row[field] for field in fields[:-1])], strict=True))
    return _places(sender, rows, *fields[1:])


@error("swapped columns")
def neighbours_figures_exchanged(d: Draft):
    def next_to(row: dict) -> dict | None:
        rows = d.rows(place[row["unit"]], UNITS)
        after = rows[rows.index(row) + 1 :]
        return after[0] if after and after[0]["unit"] not in d.touched else None

    place = {row["unit"]: sender for sender in d.districts for row in d.rows(sender, UNITS)}

    def fits(row: dict, last: dict) -> bool:
        other = next_to(row)
        before = other and d.row(place[row["unit"]], UNITS, other["unit"], 1)
        if not before or row["unit_type"] != other["unit_type"]:
            return False
        return all(_both(now, then, "revenue", "members") for now, then in ((row, last), (other, before)))

    sender, row = d.unit(fits)
    other = next_to(row)
    d.touched.add(other["unit"])
    mine = {field: row[field] for field in FIGURES}
    row.update({field: other[field] for field in FIGURES})
    other.update(mine)
    return _places(sender, [row, other], *FIGURES)


@error("magnitudes", True)
def half_a_sheet_times_1000(d: Draft):
    sender = _many(d, "revenue", "member_income")
    rows = d.rows(sender, UNITS)
    rows = rows[: len(rows) // 2]
    for row in rows:
        row.update({field: row[field] and row[field] * 1000 for field in MONEY})
    places, units = _places(sender, [row for row in rows if any(row[field] for field in MONEY)], *MONEY)
    # of a short sheet the half may be most of what can be compared: then the column or the sheet is named
    return places + _whole(d, sender, *MONEY)[0] + [Place(sender, UNITS)], units


# -- one cell ---------------------------------------------------------------------------------------------------------------------
@error("magnitudes")
def decimal_comma_lost(d: Draft):
    sender, row = d.unit(lambda row, last: _both(row, last, "revenue"))
    row["revenue"] *= 100
    return cell(sender, row, "revenue")


@error("magnitudes")
def year_typed_as_members(d: Draft):
    sender, row = d.unit(lambda row, last: row["unit_type"] != "QTDND" and _both(row, last, "members"))
    row["members"] = d.year
    return cell(sender, row, "members")


@error("magnitudes")
def income_of_all_members(d: Draft):
    sender, row = d.unit(lambda row, last: _both(row, last, "member_income", "members"))
    row["member_income"] *= row["members"]
    return cell(sender, row, "member_income")


@error("magnitudes")
def income_of_all_workers(d: Draft):
    sender, row = d.unit(lambda row, last: _both(row, last, "worker_income", "workers") and row["workers"] >= 5)
    row["worker_income"] *= row["workers"]
    return cell(sender, row, "worker_income")


def _both_sides(d: Draft, sender: str, row: dict, field: str, *items: str) -> tuple[list[Place], set[str]]:
    """A cell and the totals that it no longer gives: what contradicts each other may be named at either."""
    places, units = cell(sender, row, field)
    return places + [Place(sender, TOTALS, item, "value") for item in items], units


@error("totals")
def members_as_persons_of_households(d: Draft):
    sender, row = d.unit(lambda row, last: row["unit_type"] == "HTX" and _both(row, last, "members"))
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
    sender, row = d.unit(lambda row, last: row["unit_type"] == "HTX" and _both(row, last, "members", "revenue"))
    row["members"] = None
    return _both_sides(d, sender, row, "members", "I.2")


@error("totals")
def workers_with_the_members(d: Draft):
    sender, row = d.unit(lambda row, last: row["unit_type"] == "HTX" and _both(row, last, "members", "workers"))
    row["workers"] += row["members"]
    return _both_sides(d, sender, row, "workers", "I.3")


@error("logic")
def profit_is_the_revenue(d: Draft):
    sender, row = d.unit(lambda row, last: row["unit_type"] == "HTX" and _both(row, last, "revenue", "profit"))
    row["profit"] = row["revenue"]
    return cell(sender, row, "profit", "revenue")


# -- biểu 1 -----------------------------------------------------------------------------------------------------------------------
def _total(d: Draft, item: str, fits) -> tuple[str, dict]:
    return d.pick(TOTALS, lambda row: row["item"] == item and row["value"] is not None and fits(row))


@error("totals")
def groups_in_the_htx_row(d: Draft):
    apart = [s for s in d.districts if s not in d.whole and d.row(s, TOTALS, "I.1")["value"] != d.row(s, TOTALS, "III.1")["value"]]
    sender, row = d.pick(TOTALS, lambda row: row["item"] == "I.1", apart)
    row["value"] = d.row(sender, TOTALS, "III.1")["value"]
    return cell(sender, row, "value", table=TOTALS)


def _not_added_again(name: str, item: str) -> None:
    @error("totals", name=name)
    def seed(d: Draft):
        sender, row = _total(d, item, lambda row: row["previous_value"] not in (None, row["value"]))
        row["value"] = row["previous_value"]
        return cell(sender, row, "value", table=TOTALS)


_not_added_again("members_total_of_last_year", "I.2")
_not_added_again("workers_total_of_last_year", "I.3")
_not_added_again("mean_income_of_last_year", "I.6x")


@error("totals")
def mean_income_comma_lost(d: Draft):
    sender, row = _total(d, "I.6x", lambda row: row["value"])
    row["value"] *= Decimal(10)
    return cell(sender, row, "value", table=TOTALS)


@error("totals", True)
def years_exchanged_in_the_totals(d: Draft):
    sender = d.sheet()
    for row in d.rows(sender, TOTALS):
        row["value"], row["previous_value"] = row["previous_value"], row["value"]
    moved = [row for row in d.rows(sender, TOTALS) if row["value"] != row["previous_value"]]
    return [Place(sender, TOTALS, row["unit"], column) for row in moved for column in ("value", "previous_value")], set()


@error("totals")
def total_without_the_last_unit(d: Draft):
    sender, row = _total(d, "I.2", lambda row: row["value"])
    row["value"] -= next(r["members"] for r in reversed(d.rows(sender, UNITS)) if r["unit_type"] == "HTX" and r["members"])
    return cell(sender, row, "value", table=TOTALS)


# -- lists ------------------------------------------------------------------------------------------------------------------------
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
