"""Days out of order, and figures of another stretch of time."""

from __future__ import annotations

from datetime import date, timedelta

from tests.bench.errors.draft import Draft
from tests.bench.errors.seeds import cell, error

REGISTRY, ALLIANCE, UNITS = "registry_unit", "alliance_member", "unit_report"


@error("time")
def founded_in_the_future(d: Draft):
    sender, row = d.unit(lambda row, last: row["founded_on"])
    row["founded_on"] = row["founded_on"].replace(year=d.year + d.random.randint(1, 9), day=min(row["founded_on"].day, 28))
    return cell(sender, row, "founded_on")


@error("time")
def founded_before_1945(d: Draft):
    sender, row = d.unit(lambda row, last: row["founded_on"])
    row["founded_on"] = date(d.random.randint(1901, 1944), row["founded_on"].month, min(row["founded_on"].day, 28))
    return cell(sender, row, "founded_on")


@error("time")
def founded_after_the_report(d: Draft):
    sender, row = d.pick(UNITS, lambda row: row["unit_type"] == "THT" and row["founded_on"].year == d.year)
    row["founded_on"] = date(d.year, 12, d.random.randint(20, 31))
    return cell(sender, row, "founded_on")


@error("time")
def day_and_month_swapped(d: Draft):
    sender, row = d.unit(
        lambda row, last: row["unit_type"] == "HTX" and row["founded_on"].day <= 12 and row["founded_on"].day != row["founded_on"].month
    )
    row["founded_on"] = row["founded_on"].replace(day=row["founded_on"].month, month=row["founded_on"].day)
    return cell(sender, row, "founded_on")


@error("time")
def founding_year_wrong(d: Draft):
    sender, row = d.unit(lambda row, last: row["founded_on"].year > 1990)
    row["founded_on"] -= timedelta(days=3653)
    return cell(sender, row, "founded_on")


@error("time")
def rated_too_young(d: Draft):
    sender, row = d.pick(
        UNITS, lambda row: row["unit_type"] == "HTX" and row["founded_on"].year == d.year and row["rating"] == "Không xếp loại"
    )
    row["rating"] = d.random.choice(("Tốt", "Khá", "Trung bình"))
    return cell(sender, row, "rating")


@error("time")
def left_before_joining(d: Draft):
    sender, row = d.pick(ALLIANCE, lambda row: row["joined_on"])
    row["left_on"] = row["joined_on"] - timedelta(days=d.random.randint(30, 900))
    return cell(sender, row, "left_on", "joined_on", table=ALLIANCE)


@error("time")
def joined_in_the_future(d: Draft):
    sender, row = d.pick(ALLIANCE, lambda row: row["joined_on"])
    row["joined_on"] = date(d.year + 1, d.random.randint(1, 12), 9)
    return cell(sender, row, "joined_on", table=ALLIANCE)


@error("time")
def joined_on_another_day(d: Draft):
    sender, row = d.pick(ALLIANCE, lambda row: row["joined_on"] and d.row("LMHTX", ALLIANCE, row["unit"], 1))
    row["joined_on"] -= timedelta(days=365)
    return cell(sender, row, "joined_on", table=ALLIANCE)


@error("time")
def registered_on_another_day(d: Draft):
    sender, row = d.pick(REGISTRY, lambda row: d.row("SKHDT", REGISTRY, row["unit"], 1))
    row["registered_on"] -= timedelta(days=d.random.randint(20, 400))
    return cell(sender, row, "registered_on", table=REGISTRY)


@error("time")
def registered_in_the_future(d: Draft):
    sender, row = d.pick(REGISTRY, lambda row: d.row("SKHDT", REGISTRY, row["unit"], 1))
    row["registered_on"] = date(d.year + 1, d.random.randint(1, 12), 9)
    return cell(sender, row, "registered_on", table=REGISTRY)


@error("time")
def status_before_registration(d: Draft):
    sender, row = d.pick(REGISTRY, lambda row: row["status"] != "Đang hoạt động")
    row["status_on"] = row["registered_on"] - timedelta(days=90)
    return cell(sender, row, "status_on", "registered_on", table=REGISTRY)


@error("time")
def all_members_as_new(d: Draft):
    sender, row = d.unit(lambda row, last: row["members"] and row["new_members"] is not None and last["members"])
    row["new_members"] = row["members"]
    return cell(sender, row, "new_members")


@error("time")
def class_ends_before_it_starts(d: Draft):
    sender, row = d.pick("training_class", lambda row: row["start_on"] and row["end_on"])
    row["end_on"] = row["start_on"] - timedelta(days=2)
    return cell(sender, row, "end_on", "start_on", table="training_class")


@error("time")
def class_of_last_year(d: Draft):
    sender, row = d.pick("training_class", lambda row: row["start_on"] and row["end_on"])
    row["start_on"], row["end_on"] = (day - timedelta(days=366) for day in (row["start_on"], row["end_on"]))
    return cell(sender, row, "start_on", "end_on", table="training_class")


@error("logic")
def more_women_than_managers(d: Draft):
    sender, row = d.pick("training_class", lambda row: row["managers_attending"])
    row["women_attending"] = row["managers_attending"] + 3
    return cell(sender, row, "women_attending", "managers_attending", table="training_class")
