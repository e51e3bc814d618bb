"""What is there and should not be, and what is not there: units, rows, sheets and reports."""

from __future__ import annotations

import dataclasses

from tests.bench.errors.draft import Draft, Place
from tests.bench.errors.lists import ALLIANCE, HTX, RATINGS, REGISTRY, UNITS, has_code, other_code
from tests.bench.errors.seeds import cell, error


def _named(d: Draft, row: dict) -> str:
    """The words by which a list tells a unit from the others."""
    return row["name"][1].private


def _drop(d: Draft, sender: str, table: str, row: dict):
    d.rows(sender, table).remove(row)
    before = d.row(sender, table, row["unit"], 1) or row  # who was renamed in the year is missed by the name of the list that has it
    return [Place(sender, table, absent=name) for name in dict.fromkeys((_named(d, row), _named(d, before)))], {row["unit"]}


@error("presence")
def htx_missing_from_the_district(d: Draft):
    sender, row = d.unit(lambda row, last: row["unit_type"] in HTX)
    return _drop(d, sender, UNITS, row)


@error("presence")
def tht_vanished(d: Draft):
    sender, row = d.unit(lambda row, last: row["unit_type"] == "THT")
    return _drop(d, sender, UNITS, row)


@error("presence")
def vanished_from_the_registry(d: Draft):
    sender, row = d.pick(REGISTRY, lambda row: d.row("SKHDT", REGISTRY, row["unit"], 1))
    return _drop(d, sender, REGISTRY, row)


@error("presence")
def vanished_from_the_alliance(d: Draft):
    sender, row = d.pick(ALLIANCE, lambda row: row["unit_type"] == "HTX" and d.row("LMHTX", ALLIANCE, row["unit"], 1))
    return _drop(d, sender, ALLIANCE, row)


def _phantom(d: Draft, sender: str, table: str, row: dict):
    code = row["registration_code"]
    _, name = row["name"]
    strange = dataclasses.replace(name, private="Trăng Khuyết Phương Xa")
    twin = dict(row, unit="phantom", name=(row["unit_type"], strange), registration_code=code and other_code(d, code))
    d.rows(sender, table).append(twin)
    return cell(sender, twin, "name", "registration_code", table=table)


@error("presence")
def htx_that_no_registry_knows(d: Draft):
    return _phantom(d, *(lambda found: (found[0], UNITS, found[1]))(d.unit(has_code)))


@error("presence")
def alliance_member_that_does_not_exist(d: Draft):
    sender, row = d.pick(ALLIANCE, lambda row: row["unit_type"] == "HTX" and row["left_on"] is None)
    return _phantom(d, sender, ALLIANCE, row)


@error("presence")
def rated_htx_that_does_not_exist(d: Draft):
    sender, row = d.pick(RATINGS, lambda row: row["registration_code"])
    return _phantom(d, sender, RATINGS, dict(row, unit_type="HTX"))


@error("presence", True)
def empty_but_punctual(d: Draft):
    sender = d.sheet()
    units = {row["unit"] for row in d.rows(sender, UNITS)}
    d.rows(sender, UNITS).clear()
    return [Place(sender, UNITS)], units


@error("presence", True)
def sheet_missing(d: Draft):
    sender = d.sheet()
    d.without.add((sender, UNITS))
    return [Place(sender, None)], {row["unit"] for row in d.rows(sender, UNITS)}


@error("presence", True)
def row_hidden(d: Draft):
    sender = d.sheet(lambda sender: d.habit(sender).file == "xlsx" and not d.habit(sender).merges_commune)
    row = d.random.choice(d.rows(sender, UNITS))
    d.hidden.append((sender, UNITS, row["unit"]))
    return [Place(sender, UNITS, row["unit"])], {row["unit"]}


@error("presence", True)
def report_missing(d: Draft):
    sender = d.sheet()
    d.unsent.add(sender)
    return [Place(sender, None)], {row["unit"] for row in d.rows(sender, UNITS)}


@error("presence")
def task_missing(d: Draft):
    office = d.random.choice(("SKHDT", "SCT", "STC"))
    led = {task["task"] for task in d.world.places.tasks(office, d.year)}  # who only supports a task need not report it
    sender, row = d.pick("task_report", lambda row: row["state"] and row["task"] in led, [office])
    d.rows(sender, "task_report").remove(row)
    return [Place(sender, "task_report", absent=row["task"])], set()
