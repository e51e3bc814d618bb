"""What happens in a year and is no error: nothing of it holds a report (contract, section 4)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest

from pipeline.quality.check import check
from pipeline.settings import SUITES
from tests.quality.breaks import money
from tests.quality.province import AS_OF, DISTRICTS, Draft, Row

YEAR = 2019
PEOPLE = ("members", "new_members", "workers", "managers", "managers_trained")
ADDED_UP = (*PEOPLE, "revenue_vnd", "revenue_from_members_vnd", "profit_vnd")


def findings(draft: Draft, folder: Path) -> list[dict[str, Any]]:
    """Warnings and errors, as the gate says them."""
    build = draft.build(folder)
    check(build, SUITES, folder / "raw", AS_OF, YEAR, "vi")
    with duckdb.connect(str(build), read_only=True) as connection:
        return connection.sql("from mart.fct_finding where severity <> 'info'").pl().to_dicts()


def dissolve(draft: Draft, key: str, day: date) -> Row:
    """By the registry, the district, the Alliance and the agriculture office; the row of biểu 2 with what it had."""
    draft.unit("registry_unit", key, day.year).update(status="Đã giải thể", status_on=day)
    row = draft.unit("unit_report", key, day.year)
    had = dict(row)
    row.update(operating_state="Đã giải thể", rating=None, **dict.fromkeys((*PEOPLE, *money(row))))
    for table in ("rating_report", "alliance_member"):
        for listed in [one for one in draft.tables[table] if one["reference_year"] == day.year and one.get("_key") == key]:
            draft.drop(listed) if table == "rating_report" else listed.update(left_on=day)
    return had


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Draft, list[dict[str, Any]]]:
    draft = Draft(seed=11)
    draft.tables["alliance_member"] = [row for row in draft.tables["alliance_member"] if row["_key"] != "613h4"]
    merged = [dissolve(draft, key, date(2019, 4, 13)) for key in ("612h3", "612h4")]
    heir = draft.unit("unit_report", "612h5")
    came = sum(one["members"] for one in merged)
    heir.update({name: (heir[name] or 0) + sum(one[name] or 0 for one in merged) for name in ADDED_UP if name != "new_members"})
    heir["new_members"] += came
    bumper = draft.unit("unit_report", "610h3")
    bumper.update(revenue_vnd=bumper["revenue_vnd"] * 6, revenue_from_members_vnd=bumper["revenue_from_members_vnd"] * 6)
    bumper["profit_vnd"] = bumper["revenue_vnd"] // 2
    thin = draft.unit("unit_report", "610h3", YEAR - 1)
    thin["profit_vnd"] = thin["revenue_vnd"] // 40  # a margin of years that were none
    # dissolved in 2018, taken back by a court: the district confirms it
    dissolve(draft, "613h4", date(2018, 8, 20))
    return draft, findings(draft, tmp_path_factory.mktemp("lived"))


def of(found: list[dict[str, Any]], draft: Draft, key: str) -> list[tuple[str, str]]:
    tables = ("unit_report", "registry_unit")
    places = {(row["path"], row["row"]) for table in tables for row in draft.tables[table] if row.get("_key") == key}
    return sorted((one["severity"], one["rule"]) for one in found if (one["path"], one["row"]) in places)


def test_who_takes_over_two_that_were_dissolved_grows_by_what_they_had(lived: tuple[Draft, list[dict[str, Any]]]) -> None:
    draft, found = lived
    assert of(found, draft, "612h5") == []


def test_a_bumper_year_is_life(lived: tuple[Draft, list[dict[str, Any]]]) -> None:
    draft, found = lived
    assert of(found, draft, "610h3") == []


def test_a_dissolution_taken_back_that_the_district_confirms_is_a_warning(lived: tuple[Draft, list[dict[str, Any]]]) -> None:
    draft, found = lived
    assert of(found, draft, "613h4") == [("warning", "dissolution_taken_back")]


def test_nothing_of_it_holds_the_report(lived: tuple[Draft, list[dict[str, Any]]]) -> None:
    assert [(one["rule"], one["message"]) for one in lived[1] if one["severity"] == "error"] == []


def test_a_drought_of_which_no_two_units_suffer_alike_puts_no_column_apart_from_its_rows(tmp_path: Path) -> None:
    draft, random = Draft(seed=12), Random(12)
    for district in DISTRICTS:
        for row in draft.rows("unit_report", district, YEAR):
            # most lose a third, some next to nothing and some nearly all
            for name in [name for name in money(row) if row[name]]:
                left = random.uniform(0.66, 0.68) if random.random() < 0.6 else random.uniform(0.4, 1.1)
                row[name] = round(row[name] * left / 100_000) * 100_000
            if row["profit_vnd"]:
                row["profit_vnd"] = -(row["revenue_vnd"] // 10)
                row["revenue_from_members_vnd"] = min(row["revenue_from_members_vnd"], row["revenue_vnd"])
    found = findings(draft, tmp_path)
    assert [(one["rule"], one["message"]) for one in found if one["row"] is None and one["severity"] == "error"] == []


def test_a_drought_of_one_district_is_none_of_its_columns_fault(tmp_path: Path) -> None:
    draft, random = Draft(seed=14), Random(14)
    for row in draft.rows("unit_report", "617", YEAR):
        for name in [name for name in money(row) if row[name]]:
            left = random.uniform(0.62, 0.72) if name.endswith("income_vnd") else random.uniform(0.45, 0.55)
            row[name] = round(row[name] * left / 100_000) * 100_000
        if row["profit_vnd"]:
            row["profit_vnd"] = -round(row["revenue_vnd"] * random.uniform(0.05, 0.3))
            row["revenue_from_members_vnd"] = min(row["revenue_from_members_vnd"], row["revenue_vnd"])
    assert [(one["rule"], one["message"]) for one in findings(draft, tmp_path) if one["severity"] == "error"] == []


def test_a_sheet_that_is_even_to_the_last_column_is_part_of_a_year_though_its_members_add_up(tmp_path: Path) -> None:
    draft = Draft(seed=13)
    for row in draft.rows("unit_report", "615", YEAR):
        row.update({name: round(row[name] * 0.75 / 100_000) * 100_000 for name in money(row) if row[name]})
    found = findings(draft, tmp_path)
    assert [(one["severity"], one["rule"], one["sender"]) for one in found if one["sheet"] == "Biểu 2" and one["row"] is None] == [
        ("error", "sheet_of_part_of_year", "615")
    ]
    assert not [one for one in found if one["sender"] == "615" and one["row"] is not None]


def test_where_all_members_add_up_a_column_sorted_by_itself_is_seen(tmp_path: Path) -> None:
    draft = Draft(seed=15)
    last = {row["_key"]: row["members"] for row in draft.tables["unit_report"] if row["reference_year"] == YEAR - 1}
    for row in draft.tables["unit_report"]:
        if row["reference_year"] == YEAR and row["members"] and last.get(row["_key"]):
            row["members"] = last[row["_key"]] + row["new_members"]
    rows = [row for row in draft.rows("unit_report", "612", YEAR) if row["members"]]
    for row, members in zip(rows, sorted((row["members"] for row in rows), reverse=True), strict=True):
        row["members"] = members
    assert "column_not_of_its_rows" in {one["rule"] for one in findings(draft, tmp_path) if one["path"].startswith(f"{YEAR}/612")}


def test_an_income_that_the_next_year_repeats_is_a_unit_s_own(tmp_path: Path) -> None:
    draft = Draft(seed=16)
    for year, income in ((YEAR - 2, 95_000_000), (YEAR - 1, 98_000_000), (YEAR, 104_000_000)):
        draft.unit("unit_report", "613h4", year)["member_income_vnd"] = income
    assert [(one["rule"], one["message"]) for one in findings(draft, tmp_path) if one["column"] == "P" and one["severity"] == "error"] == []


@pytest.fixture(scope="module")
def spoken_for(tmp_path_factory: pytest.TempPathFactory) -> tuple[Draft, list[dict[str, Any]]]:
    """Figures that stand out and that something in the same papers speaks for."""
    draft = Draft(seed=17)
    draft.unit("unit_report", "610n").update(members=643, new_members=643, workers=120)
    draft.unit("unit_report", "608t2")["profit_vnd"] = 0
    fund = draft.unit("unit_report", "611h2")
    fund.update(members=round(fund["members"] * 0.4), new_members=0, profit_vnd=-fund["profit_vnd"])
    fund.update({name: round(fund[name] * 0.35 / 100_000) * 100_000 for name in ("revenue_vnd", "revenue_from_members_vnd")})
    # a boom of prices, by which a unit comes to the money that another of the sheet had, of as many people
    boom, other = draft.unit("unit_report", "612h5"), draft.unit("unit_report", "612h6", YEAR - 1)
    people = draft.unit("unit_report", "612h5", YEAR - 1)
    boom.update({name: people[name] for name in ("workers", "managers")} | {"members": people["members"] + boom["new_members"]})
    boom.update({name: round(boom[name] * (1.6 if "income" in name else 2.5) / 100_000) * 100_000 for name in money(boom)})
    other.update({name: boom[name] for name in money(boom)} | {name: people[name] for name in ("members", "workers", "managers")})
    # what no figure of the report is made of, sorted by itself
    rows = [row for row in draft.rows("unit_report", "617", YEAR) if row["revenue_from_members_vnd"]]
    for row, least in zip(rows, sorted(row["revenue_from_members_vnd"] for row in rows), strict=True):
        row["revenue_from_members_vnd"] = least
        row["revenue_vnd"] = max(row["revenue_vnd"], least)
    return draft, findings(draft, tmp_path_factory.mktemp("spoken_for"))


@pytest.mark.parametrize(
    ("key", "rules"),
    [
        ("610n", {"figure_off_by_ten", "figure_off_by_thousands", "figure_unlikely"}),  # all who are there joined this year
        ("608t2", {"zero_where_figures_were"}),  # a group that breaks even
        ("611h2", {"figure_unlikely", "figure_off_by_ten"}),  # members go with the business
        ("612h5", {"figures_of_another_row"}),  # its people are its own
    ],
)
def test_what_the_papers_themselves_speak_for_is_not_asked(
    spoken_for: tuple[Draft, list[dict[str, Any]]], key: str, rules: set[str]
) -> None:
    draft, found = spoken_for
    assert {rule for _, rule in of(found, draft, key)} & rules == set()


def test_a_column_that_feeds_no_figure_of_the_report_is_a_warning(spoken_for: tuple[Draft, list[dict[str, Any]]]) -> None:
    said = [(one["severity"], one["rule"]) for one in spoken_for[1] if one["sender"] == "617" and one["row"] is None]
    assert said == [("warning", "column_not_of_its_rows")]


def test_a_flood_that_takes_half_of_a_district_takes_its_profits_too(tmp_path: Path) -> None:
    draft, random = Draft(seed=18), Random(18)
    for row in draft.rows("unit_report", "617", YEAR)[::2]:
        row.update({name: round(row[name] * random.uniform(0.45, 0.6) / 100_000) * 100_000 for name in money(row) if row[name]})
        if row["profit_vnd"]:
            row["profit_vnd"] = -round(row["revenue_vnd"] * random.uniform(0.1, 0.3))
    said = [(one["rule"], one["message"]) for one in findings(draft, tmp_path) if one["severity"] == "error" and one["row"] is None]
    assert said == []


def test_what_befell_some_units_of_a_district_is_no_column_of_other_rows(tmp_path: Path) -> None:
    draft, random = Draft(seed=19), Random(19)
    rows = [row for row in draft.rows("unit_report", "617", YEAR) if row["profit_vnd"]]
    for place, row in enumerate(rows):
        flooded = place % 3 < 2
        row["profit_vnd"] = round(row["revenue_vnd"] * (-random.uniform(0.1, 0.3) if flooded else random.uniform(0.3, 0.45)))
    assert "column_not_of_its_rows" not in {one["rule"] for one in findings(draft, tmp_path)}


@pytest.mark.parametrize(("in_form_5", "severity"), [(False, "error"), (True, "warning")])
def test_a_rating_that_comes_too_early_holds_where_no_other_paper_gives_it(tmp_path: Path, in_form_5: bool, severity: str) -> None:
    draft = Draft(seed=20)
    new = draft.unit("unit_report", "608n")
    new["rating"] = "Khá"
    if in_form_5:
        like = draft.rows("rating_report", "SNNPTNT", YEAR)[0]
        draft.add(like, name=new["name"], district="608", score=70.0, rating="Khá", _key="608n", _area="608")
    found = [one for one in findings(draft, tmp_path) if one["rule"] in ("unit_rated_too_young", "htx_rated_too_young")]
    assert {one["severity"] for one in found} == {severity}
