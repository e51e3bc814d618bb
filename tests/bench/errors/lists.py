"""Which units stand in which list: duplicates, codes, presence, area, ratings."""

from __future__ import annotations

import dataclasses
from typing import Any

from stdnum.vn import mst

from tests.bench.errors.draft import Draft, Place
from tests.bench.errors.seeds import cell, error

HTX = ("HTX", "QTDND")
REGISTRY, ALLIANCE, RATINGS, UNITS = "registry_unit", "alliance_member", "rating_report", "unit_report"


def _again(d: Draft, sender: str, table: str, row: dict, **changes: Any) -> list[Place]:
    twin = dict(row, unit=f"{row['unit']}#", **changes)
    rows = d.rows(sender, table)
    rows.insert(rows.index(row) + 1, twin)
    return [Place(sender, table, key, field) for key in (row["unit"], twin["unit"]) for field in ("name", "registration_code")]


@error("duplicates")
def twice_in_a_district(d: Draft):
    sender, row = d.unit(lambda row, last: True)
    return _again(d, sender, UNITS, row), {row["unit"]}


@error("duplicates")
def twice_in_another_spelling(d: Draft):
    sender, row = d.unit(lambda row, last: row["unit_type"] == "HTX" and len(row["name"][1].business) > 1)
    kind, name = row["name"]
    spelt = (kind, dataclasses.replace(name, business=name.business[::-1], private=name.private.upper()))
    return _again(d, sender, UNITS, row, name=spelt, registration_code=None), {row["unit"]}


@error("duplicates")
def in_two_districts(d: Draft):
    sender, row = d.unit(lambda row, last: row["unit_type"] == "HTX" and row["registration_code"])
    other = d.random.choice([name for name in d.districts if name != sender and name not in d.whole])
    commune = next(r["commune"] for r in d.rows(other, UNITS))
    twin = dict(row, unit=f"{row['unit']}#", commune=commune)
    d.rows(other, UNITS).append(twin)
    return [Place(sender, UNITS, row["unit"]), Place(other, UNITS, twin["unit"])], {row["unit"]}


@error("duplicates")
def twice_in_the_alliance(d: Draft):
    sender, row = d.pick(ALLIANCE, lambda row: row["unit_type"] == "HTX")
    return _again(d, sender, ALLIANCE, row), {row["unit"]}


@error("duplicates")
def twice_in_the_registry(d: Draft):
    sender, row = d.pick(REGISTRY, lambda row: row["registration_code"])
    return _again(d, sender, REGISTRY, row), {row["unit"]}


@error("duplicates")
def twice_in_the_ratings(d: Draft):
    sender, row = d.pick(RATINGS, lambda row: True)
    return _again(d, sender, RATINGS, row), {row["unit"]}


# -- codes ----------------------------------------------------------------------------------------------------------------------
def has_code(row: dict, last: dict | None = None) -> object:
    return row["unit_type"] in HTX and row["registration_code"]


def other_code(d: Draft, code: str) -> str:
    """A valid code that nobody has."""
    digits = code[:2] + f"{d.random.randint(9_000_000, 9_999_999)}"
    return digits + mst.calc_check_digit(digits)


@error("codes")
def wrong_check_digit(d: Draft):
    sender, row = d.unit(has_code)
    row["registration_code"] = row["registration_code"][:-1] + str((int(row["registration_code"][-1]) + d.random.randint(1, 9)) % 10)
    return cell(sender, row, "registration_code")


@error("codes")
def two_digits_crossed(d: Draft):
    sender, row = d.unit(lambda row, last: has_code(row) and row["registration_code"][5] != row["registration_code"][6])
    code = row["registration_code"]
    row["registration_code"] = code[:5] + code[6] + code[5] + code[7:]
    return cell(sender, row, "registration_code")


@error("codes")
def lost_digit(d: Draft):
    sender, row = d.unit(has_code)
    row["registration_code"] = row["registration_code"][:-1]
    return cell(sender, row, "registration_code")


@error("codes")
def code_of_another_unit(d: Draft):
    sender, row = d.unit(has_code)
    _, other = d.unit(has_code)
    row["registration_code"] = other["registration_code"]
    places, units = cell(sender, row, "registration_code", "name")
    return places, units | {other["unit"]}


@error("codes")
def other_code_than_the_registry(d: Draft):
    sender, row = d.unit(has_code)
    row["registration_code"] = other_code(d, row["registration_code"])
    return cell(sender, row, "registration_code")


@error("codes")
def code_changed_in_the_registry(d: Draft):
    sender, row = d.pick(
        REGISTRY, lambda row: row["registration_code"] and (d.row("SKHDT", REGISTRY, row["unit"], 1) or {}).get("registration_code")
    )
    row["registration_code"] = other_code(d, row["registration_code"])
    return cell(sender, row, "registration_code", table=REGISTRY)


# -- ratings, area, state -----------------------------------------------------------------------------------------------------
@error("rating")
def letter_against_score(d: Draft):
    sender, row = d.pick(RATINGS, lambda row: row["score"] is not None and row["rating"] in ("Tốt", "Khá"))
    row["score"] = round(d.random.uniform(20, 60), 1)
    return cell(sender, row, "rating", "score", table=RATINGS)


@error("rating")
def score_over_100(d: Draft):
    sender, row = d.pick(RATINGS, lambda row: row["score"] is not None)
    row["score"] = round(row["score"] * 10, 1)
    return cell(sender, row, "rating", "score", table=RATINGS)


@error("rating")
def two_schemes_disagree(d: Draft):
    known = {row["unit"]: row["rating"] for row in d.rows("SNNPTNT", RATINGS)}
    sender, row = d.unit(lambda row, last: row["rating"] and known.get(row["unit"]) == row["rating"])
    row["rating"] = d.random.choice([letter for letter in ("Tốt", "Khá", "Trung bình", "Yếu") if letter != row["rating"]])
    return cell(sender, row, "rating")


@error("area")
def commune_of_another_district(d: Draft):
    sender, row = d.unit(lambda row, last: True)
    other = d.random.choice([name for name in d.districts if name != sender])
    row["commune"] = d.random.choice(d.rows(other, UNITS))["commune"]
    return cell(sender, row, "commune", "name")


@error("area")
def registered_in_another_district(d: Draft):
    _, row = d.pick(REGISTRY, lambda row: row["status"] == "Đang hoạt động" and d.row(row["district"], UNITS, row["unit"]))
    there = [name for name in d.districts if name not in d.whole and name != row["district"]]
    home, other = row["district"], d.random.choice(d.rows(d.random.choice(there), UNITS))
    commune = d.world.by_id[other["unit"].rstrip("#")].commune
    row.update(commune=commune, district=commune.district, commune_code=commune.code)
    return [Place("SKHDT", REGISTRY, row["unit"]), Place(home, UNITS, row["unit"])], {row["unit"]}


@error("time")
def dissolved_yet_operating(d: Draft):
    sender, row = d.pick(UNITS, lambda row: row["operating_state"] == "Đã giải thể" and row["unit_type"] in HTX)
    row["operating_state"] = "Đang hoạt động"
    return cell(sender, row, "operating_state")


@error("time")
def operating_yet_reported_stopped(d: Draft):
    sender, row = d.unit(lambda row, last: row["unit_type"] in HTX)
    row["operating_state"] = "Đã giải thể"
    return cell(sender, row, "operating_state")
