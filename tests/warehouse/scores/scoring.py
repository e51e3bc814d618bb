"""The scores computed anew in plain polars from what was read (landing), who is who (identity) and who exists (mart.fct_unit_year).

Written from the formulas of dim_quality, apart from the models; every score is a list of (form, sender, item, numerator, denominator).
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from tests.warehouse.scores.province import PROVINCE, table

FIGURES = (
    *("members", "new_members", "workers", "managers", "managers_trained", "revenue_vnd", "revenue_from_members_vnd", "profit_vnd"),
    *("member_income_vnd", "worker_income_vnd"),
)
IDLE = ("members", "managers_trained", "member_income_vnd")
REGISTRY = ("unit_type", "name", "commune", "district", "registered_on", "status", "status_on")
ALLIANCE = ("name", "unit_type", "district", "joined_on", "decision_no")
Key = tuple[str | None, str | None, str, str | None]
Part = tuple[str, str, str, str | None, float, float]  # sender, form, indicator, item, numerator, denominator


class Papers:
    """The frames of one build, cut to one reference year."""

    def __init__(self, build: Path, year: int) -> None:
        self.build, self.year = build, year
        every = table(build, "landing.submission")
        self.submission = every.filter(pl.col("reference_year") == year)
        self.current = self.submission.filter("is_current")
        self.link = table(build, "identity.unit_link")
        units = table(build, "mart.fct_unit_year").filter(pl.col("reference_year") == year)
        self.units = units
        self.legal = units.filter(pl.col("unit_type") != "THT")
        self.htx = units.filter(pl.col("unit_type").is_in(["HTX", "QTDND"]) & pl.col("in_existence"))
        self.end = PROVINCE.year(year).window_end
        self.cut = min(self.end, table(build, "landing.run")["as_of_day"][0])

    def landing(self, name: str) -> pl.DataFrame:
        """Rows of the year's documents that count."""
        return table(self.build, f"landing.{name}").join(self.current.select("submission_id"), on="submission_id", how="semi")

    def linked(self, name: str, rows: pl.DataFrame | None = None) -> pl.DataFrame:
        """The same with their units; a unit's first row of a document."""
        keys = self.link.filter(pl.col("table_name") == name).select("submission_id", "sheet", "row", "unit_key")
        found = (self.landing(name) if rows is None else rows).join(keys, on=["submission_id", "sheet", "row"], nulls_equal=True)
        return found.sort("row", "sheet", nulls_last=True).unique(["submission_id", "unit_key"], keep="first", maintain_order=True)

    def sender(self, form: str) -> str:
        """Who owes a list of the whole province this year."""
        return next(owed.sender for owed in PROVINCE.obligations_of(self.year) if owed.form == form)

    def here(self, units: pl.DataFrame, sender: str) -> pl.DataFrame:
        """The units that belong in a sender's report: a district's, or a commune's own where the communes report."""
        agency = next(agency for agency in PROVINCE.agencies_of(self.year) if agency.sender == sender)
        return units.filter(pl.col("commune_code" if agency.agency_kind == "commune" else "area_code") == agency.area_code)

    def day(self, sender: str, form: str, *, first: bool) -> date | None:
        """The day a version came, by the province's clock."""
        rows = self.submission.filter((pl.col("sender") == sender) & (pl.col("form") == form))
        rows = rows.sort("received_at") if first else rows.filter("is_current")
        return rows["received_at"][0].astimezone(PROVINCE.tz).date() if rows.height else None


def parts(build: Path, year: int) -> list[Part]:
    """Every additive score of a year."""
    papers = Papers(build, year)
    owed = [(owed.sender, owed.form, owed.sheets) for owed in PROVINCE.obligations_of(year)]
    found: list[Part] = []
    for sender, form, sheets in owed:
        found += _time(papers, sender, form)
        if 1 in sheets:
            found += _totals(papers, sender)
        if 2 in sheets:
            found += _units(papers, sender)
        if 4 in sheets:
            found += _tasks(papers, sender)
        found += _revision(papers, sender, form)
    return found + _lists(papers) + _common(papers)


def _time(papers: Papers, sender: str, form: str) -> list[Part]:
    due = PROVINCE.year(papers.year).agencies_due_before
    rows = papers.submission.filter((pl.col("sender") == sender) & (pl.col("form") == form)).sort("received_at")
    missing = rows.is_empty()
    on_time = not missing and rows["received_at"][0] < due
    found = [
        (sender, form, "TP3_on_time", None, float(on_time), 1.0),
        (sender, form, "TP3_late", None, float(not on_time and not missing), 1.0),
        (sender, form, "TP3_missing", None, float(missing), 1.0),
    ]
    if not missing:
        first, current = papers.day(sender, form, first=True), papers.day(sender, form, first=False)
        last_on_time = due.astimezone(PROVINCE.tz).date() - timedelta(days=1)
        found += [
            (sender, form, "TP1", None, float((first - papers.end).days), 1.0),
            (sender, form, "TP2", None, float((current - papers.end).days), 1.0),
            (sender, form, "TP3", None, float(max((first - last_on_time).days, 0)), 1.0),
        ]
    return found


def _totals(papers: Papers, sender: str) -> list[Part]:
    written = papers.landing("total_item").filter(pl.col("sender") == sender).sort("row").unique("item", keep="first")
    values = dict(written.select("item", "value").iter_rows())
    found = [(sender, "agency_report", "R1", "total_item", float(sum(value is not None for value in values.values())), 22.0)]
    here = papers.here(papers.legal, sender)
    htx = pl.col("unit_type").is_in(["HTX", "QTDND"])
    union = pl.col("unit_type") == "LHHTX"
    mirrors = {
        "I.1": htx & pl.col("in_existence"),
        "I.1b": htx & pl.col("is_new"),
        "I.1c": htx & pl.col("is_dissolved"),
        "II.1": union & pl.col("in_existence"),
        "II.1b": union & pl.col("is_new"),
    }
    for item, counted in mirrors.items():
        if values.get(item) is not None:
            one, other = here.filter(counted).height, values[item]
            found.append((sender, "agency_report", "CC1", item, abs(one - other), (one + other) / 2))
    return found


def _units(papers: Papers, sender: str) -> list[Part]:
    form, here = "agency_report", papers.here(papers.htx, sender)
    found: list[Part] = [(sender, form, "A4", None, float((~here["is_reported"]).sum()), float(here.height))]
    required = provided = 0
    for unit in here.iter_rows(named=True):
        asked = FIGURES if unit["is_active"] else IDLE
        required += len(asked)
        provided += sum(unit[name] is not None for name in asked)
    found.append((sender, form, "R1", "unit_report", float(provided), float(required)))
    if here.is_empty():  # nothing to be complete of
        found.clear()
    told = here.filter("is_reported")
    for name in FIGURES:
        asked = told if name in IDLE else told.filter("is_active")
        if asked.height:
            found.append((sender, form, "A5", name, float(asked[name].null_count()), float(asked.height)))
        used = here[name].count()
        if used:
            found.append((sender, form, "A7", name, 0.0, float(used)))
    listed = papers.linked("unit_report").filter(pl.col("sender") == sender).select("unit_key", state="operating_state")
    alive = listed.join(papers.legal, on="unit_key").filter(pl.col("operating_state").fill_null("") != "Đã giải thể")
    if alive.height:
        found.append((sender, form, "A2", None, float((~alive["in_existence"]).sum()), float(alive.height)))
    return found


def _tasks(papers: Papers, sender: str) -> list[Part]:
    led = {task.task for task in PROVINCE.tasks_of(papers.year) if task.sender == sender and task.role == "lead"}
    rows = papers.landing("task_report").filter((pl.col("sender") == sender) & pl.col("state").is_not_null())
    return [(sender, "agency_report", "R1", "task_report", float(len(led & set(rows["task"]))), float(len(led)))] if led else []


def _lists(papers: Papers) -> list[Part]:
    registry = papers.linked("registry_unit")
    keeper, alliance = papers.sender("registry_extract"), papers.sender("alliance_members")
    day = papers.day(keeper, "registry_extract", first=False)
    there = papers.legal.filter(pl.col("in_existence") & pl.col("is_in_registry") & (pl.col("registered_on") <= day))
    own = there.select("unit_key").join(registry, on="unit_key", how="left")
    filled = sum(own[name].count() for name in REGISTRY)
    found = [(keeper, "registry_extract", "R1", "registry_unit", float(filled), float(len(REGISTRY) * there.height))]
    every = table(papers.build, "landing.alliance_member")
    newest = table(papers.build, "landing.submission").filter((pl.col("form") == "alliance_members") & pl.col("is_current"))
    newest = newest.filter(pl.col("reference_year") == newest["reference_year"].max())
    keys = papers.link.filter(pl.col("table_name") == "alliance_member").select("submission_id", "sheet", "row", "unit_key")
    members = every.join(newest.select("submission_id"), on="submission_id", how="semi")
    members = members.join(keys, on=["submission_id", "sheet", "row"], nulls_equal=True)
    members = members.sort("joined_on", "row", descending=[True, False]).unique("unit_key", keep="first")
    day = papers.day(alliance, "alliance_members", first=False)
    members = members.filter((pl.col("joined_on") <= day) & (pl.col("left_on").is_null() | (pl.col("left_on") > day)))
    own = members.select("unit_key").join(papers.linked("alliance_member"), on="unit_key", how="left")
    filled = sum(own[name].count() for name in ALLIANCE)
    return [*found, (alliance, "alliance_members", "R1", "alliance_member", float(filled), float(len(ALLIANCE) * members.height))]


def _common(papers: Papers) -> list[Part]:
    registered = set(papers.legal.filter("is_in_registry")["unit_key"])
    groups = set(table(papers.build, "identity.unit").filter(pl.col("unit_type") == "THT")["unit_key"])
    legal = set(papers.legal["unit_key"])
    found: list[Part] = []
    for name, form in (("unit_report", "agency_report"), ("rating_report", "agency_report"), ("alliance_member", "alliance_members")):
        rows = papers.linked(name)
        if name == "alliance_member":
            rows = rows.filter(pl.col("left_on").is_null() | (pl.col("left_on") > papers.cut))
        for (sender,), own in rows.group_by("sender"):
            units = set(own["unit_key"])
            units = units & legal if name == "unit_report" else units - groups if name == "alliance_member" else units
            if units:
                found.append((sender, form, "A3", name, float(len(units & registered)), float(len(units))))
    return found


def _revision(papers: Papers, sender: str, form: str) -> list[Part]:
    came = papers.submission.filter((pl.col("sender") == sender) & (pl.col("form") == form) & pl.col("was_read")).sort("version")
    if came.height < 2:
        return []
    first, latest = came["submission_id"][0], came.filter("is_current")["submission_id"][0]
    found: list[Part] = []
    totals = table(papers.build, "landing.total_item")
    one, other = (dict(totals.filter(pl.col("submission_id") == key).select("item", "value").iter_rows()) for key in (first, latest))
    pairs = {item: [(one[item], other[item])] for item in one.keys() & other.keys()}
    rows = table(papers.build, "landing.unit_report")
    one, other = (papers.linked("unit_report", rows.filter(pl.col("submission_id") == key)) for key in (first, latest))
    both = one.join(other, on="unit_key", suffix="_latest")
    pairs |= {name: list(both.select(name, f"{name}_latest").iter_rows()) for name in FIGURES}
    for item, values in pairs.items():
        known = [(before, after) for before, after in values if before is not None and after is not None]
        if known:
            shifts = [after - before for before, after in known]
            size = sum(map(abs, shifts))
            found += [
                (sender, form, "A6", item, float(size), float(sum(abs(after) for _, after in known))),
                (sender, form, "A6_MR", item, float(sum(shifts)), float(len(known))),
                (sender, form, "A6_MAR", item, float(size), float(len(known))),
            ]
    return found


def expected(build: Path, year: int) -> dict[Key, tuple[float | None, float, float]]:
    """(sender, form, indicator, item) -> (value, numerator, denominator): parts added up, in percent where the score is a share."""
    sums: dict[Key, list[float]] = {}
    for sender, form, indicator, item, numerator, denominator in parts(build, year):
        for who in ((sender, form), (sender, None), (None, None)):
            for what in {item, None} if not indicator.startswith("A6") else {item}:
                total = sums.setdefault((*who, indicator, what), [0.0, 0.0])
                total[0] += numerator
                total[1] += denominator
    for sender, form, _, _ in [key for key in sums if key[2] == "A6"]:
        items = [total for key, total in sums.items() if key[:3] == (sender, form, "A6") and key[3] is not None and total[1]]
        sums[sender, form, "A6", None] = [math.fsum(size / latest for size, latest in items), float(len(items))]
    shares = {"R1", "A2", "A3", "A4", "A5", "A6", "A7", "TP3_on_time", "TP3_late", "TP3_missing", "CC1"}
    return {key: ((100 if key[2] in shares else 1) * top / bottom if bottom else None, top, bottom) for key, (top, bottom) in sums.items()}


def comparable_years(known: dict[int, bool], year: int) -> int:
    """CC2 without a break: the years in a row, back from this one, of which something is known."""
    length = 0
    while known.get(year - length, False):
        length += 1
    return length


def differences(build: Path, year: int) -> list[tuple]:
    """Scores of ``mart.fct_quality`` other than CC2 that are not what is expected, or are wanting on one side: (key, ours, expected)."""
    rows = table(build, "mart.fct_quality").filter((pl.col("reference_year") == year) & (pl.col("indicator") != "CC2"))
    columns = ["sender", "form", "indicator", "item", "value", "numerator", "denominator"]
    ours = {row[:4]: row[4:] for row in rows.select(columns).iter_rows()}
    theirs = expected(build, year)
    return [(key, ours.get(key), theirs.get(key)) for key in ours.keys() | theirs.keys() if not _same(ours.get(key), theirs.get(key))]


def _same(one: tuple | None, other: tuple | None) -> bool:
    if one is None or other is None:
        return one is other
    return all(
        a is b if a is None or b is None else math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9) for a, b in zip(one, other, strict=True)
    )
