"""One break a rule, each at a place of its own in one draft of the province; a break says which cell its rule must name.

Not here: the province (``province``), the check that these and no other cells are named (``test_rules``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from tests.quality.province import FIRST_ROW, ITEMS, Draft, Row, letter

YEAR = 2019
Named = tuple[str, str, str | None, int | None, str | None]
BREAKS: list[Callable[[Draft], Iterator[Named]]] = []


def breaks(function: Callable[[Draft], Iterator[Named]]) -> Callable[[Draft], Iterator[Named]]:
    BREAKS.append(function)
    return function


def cell(rule: str, row: Row, field: str | None) -> Named:
    return rule, row["sender"], row["sheet"], row["row"], None if field is None else letter(row["_table"], field)


def absent(rule: str, row: Row, sheet: str | None = None) -> Named:
    return rule, row["sender"], sheet or row["sheet"], None, None


def biểu_2(draft: Draft, key: str, **changes: object) -> Row:
    row = draft.unit("unit_report", key)
    row.update(changes)
    return row


def money(row: Row) -> list[str]:
    return [name for name in row if name.endswith("_vnd") and row[name] is not None]


# -- submissions and whole sheets -------------------------------------------------------------------------------------------
@breaks
def missing_late_and_old_files(d: Draft) -> Iterator[Named]:
    d.submissions.remove(d.submission("BKT", YEAR))
    yield "submission_missing", "BKT", None, None, None
    d.submission("SCT", YEAR)["received_at"] = datetime(2019, 12, 9, 17, 0, tzinfo=UTC)
    yield "submission_late", "SCT", None, None, None
    d.submission("STC", YEAR)["sha256"] = d.submission("STC", YEAR - 1)["sha256"]
    yield "file_of_last_year", "STC", None, None, None


@breaks
def a_list_of_last_year_under_a_new_title(d: Draft) -> Iterator[Named]:
    last = {row["_key"] for row in d.rows("alliance_member", "LMHTX", YEAR - 2)}
    for row in d.rows("alliance_member", "LMHTX", YEAR - 1):
        if row["_key"] not in last:
            d.drop(row)
            yield cell("member_listed_late", d.unit("alliance_member", row["_key"]), "joined_on")
    # a slip of last year's that somebody mended does not make it this year's
    next(iter(d.rows("alliance_member", "LMHTX", YEAR - 1)))["decision_no"] = "13/QĐ-LMHTX"
    yield "list_of_last_year", "LMHTX", None, None, None


@breaks
def a_sheet_of_part_of_a_year(d: Draft) -> Iterator[Named]:
    # of the year before, and this year's follows it
    last = {row["_key"]: row for row in d.rows("unit_report", "616", YEAR - 2)}
    grown = 0
    for row in d.rows("unit_report", "616", YEAR - 1):
        row.update({name: row[name] // 2 for name in (*money(row), "new_members") if row[name] and row[name] != row["members"]})
        if row["unit_type"] == "THT" and row["_key"] in last and grown < 3:
            row["members"] = last[row["_key"]]["members"] + row["new_members"] + 1
            grown += 1
    yield "sheet_of_part_of_year", "616", "Biểu 2", None, None


@breaks
def a_sheet_of_last_year(d: Draft) -> Iterator[Named]:
    rows = d.rows("unit_report", "616", YEAR)
    for row in rows:
        last = [r for r in d.rows("unit_report", "616", YEAR - 1) if r["_key"] == row["_key"]]
        if last and row["operating_state"] == "Đang hoạt động":
            row.update({name: last[0][name] for name in (*money(row), "members", "new_members", "workers", "managers", "managers_trained")})
    yield "sheet_copied_from_last_year", "616", "Biểu 2", None, None


@breaks
def a_sheet_in_another_unit(d: Draft) -> Iterator[Named]:
    for row in d.rows("unit_report", "617", YEAR):
        row.update({name: row[name] * 1000 for name in money(row)})
    yield "sheet_in_other_unit", "617", "Biểu 2", None, None


@breaks
def a_column_in_another_unit(d: Draft) -> Iterator[Named]:
    for row in d.rows("unit_report", "614", YEAR):
        if row["revenue_vnd"]:
            row["revenue_vnd"] //= 1000
    yield "column_in_other_unit", "614", "Biểu 2", None, letter("unit_report", "revenue")


@breaks
def a_column_a_hundred_times_too_large(d: Draft) -> Iterator[Named]:
    for row in d.rows("unit_report", "610", YEAR):
        if row["worker_income_vnd"]:
            row["worker_income_vnd"] *= 100
    yield "column_in_other_unit", "610", "Biểu 2", None, letter("unit_report", "worker_income")


@breaks
def a_list_left_empty(d: Draft) -> Iterator[Named]:
    # of the year before, so that this year's ratings stay
    for row in d.rows("rating_report", "SNNPTNT", YEAR - 1):
        d.drop(row)
    yield "sheet_empty_but_awaited", "SNNPTNT", "Biểu 5", None, None


@breaks
def two_columns_swapped(d: Draft) -> Iterator[Named]:
    for row in d.rows("unit_report", "613", YEAR):
        row["members"], row["workers"] = row["workers"], row["members"]
    for field in ("members", "workers"):
        yield "columns_swapped", "613", "Biểu 2", None, letter("unit_report", field)


@breaks
def a_column_filled_down(d: Draft) -> Iterator[Named]:
    for row in d.rows("unit_report", "612", YEAR):
        if row["member_income_vnd"]:
            row["member_income_vnd"] = 33_000_000
    yield "column_of_one_value", "612", "Biểu 2", None, letter("unit_report", "member_income")


@breaks
def a_column_of_zeros(d: Draft) -> Iterator[Named]:
    for row in d.rows("unit_report", "611", YEAR):
        row["profit_vnd"] = row["profit_vnd"] and 0
    yield "column_of_zeros", "611", "Biểu 2", None, letter("unit_report", "profit")
    for row in d.rows("unit_report", "614", YEAR):
        row["managers_trained"] = row["managers_trained"] and 0
    yield "trained_none_beside_class", "614", "Biểu 2", None, letter("unit_report", "managers_trained")


@breaks
def a_column_one_row_too_low(d: Draft) -> Iterator[Named]:
    rows = [row for row in d.rows("unit_report", "615", YEAR) if row["member_income_vnd"]]
    incomes = [row["member_income_vnd"] for row in rows]
    for row, income in zip(rows[3:], incomes[2:], strict=False):
        row["member_income_vnd"] = income
    yield "column_shifted", "615", "Biểu 2", None, letter("unit_report", "member_income")


@breaks
def a_column_numbered(d: Draft) -> Iterator[Named]:
    for year in (YEAR - 2, YEAR - 1, YEAR):
        for number in range(1 if year > 2017 else 2, 9):
            d.unit("unit_report", f"612t{number}", year)["workers"] = number
        if year > 2017:  # seven rows may be chance
            yield "column_numbered", "612", "Biểu 2", None, letter("unit_report", "workers")


@breaks
def a_column_left_blank(d: Draft) -> Iterator[Named]:
    # biểu 1 gives the sum all the same: held against what is not known it is no error
    d.overridden["614", YEAR, "I.3", "value"] = d.figures_of_items("614", YEAR)["I.3"]
    for row in d.rows("unit_report", "614", YEAR):
        row["workers"] = None
    yield "column_left_blank", "614", "Biểu 2", None, letter("unit_report", "workers")


@breaks
def columns_pasted_from_elsewhere(d: Draft) -> Iterator[Named]:
    last = {row["_key"]: row for row in d.rows("unit_report", "613", YEAR - 1)}
    for row in d.rows("unit_report", "613", YEAR):
        if row["revenue_vnd"] and row["_key"] in last:
            row["revenue_vnd"] = last[row["_key"]]["revenue_vnd"]
        row["worker_income_vnd"] = row["member_income_vnd"]
    yield "column_copied_from_last_year", "613", "Biểu 2", None, letter("unit_report", "revenue")
    for field in ("member_income", "worker_income"):
        yield "columns_of_same_figures", "613", "Biểu 2", None, letter("unit_report", field)


@breaks
def a_column_that_grows_by_the_target(d: Draft) -> Iterator[Named]:
    last = {row["_key"]: row["revenue_from_members_vnd"] for row in d.rows("unit_report", "612", YEAR - 1)}
    for row in d.rows("unit_report", "612", YEAR):
        if row["revenue_from_members_vnd"] and last.get(row["_key"]):
            row["revenue_from_members_vnd"] = round(last[row["_key"]] * 1.05 / 100_000) * 100_000
    yield "column_of_one_growth", "612", "Biểu 2", None, letter("unit_report", "revenue_from_members")


@breaks
def names_sorted_apart(d: Draft) -> Iterator[Named]:
    rows = [d.unit("unit_report", f"616h{n}", YEAR) for n in (1, 2, 4, 7)]
    for row, name in zip(rows, [*(row["name"] for row in rows[1:]), rows[0]["name"]], strict=True):
        row.update(name=name, _method="code")
    yield "names_not_of_their_rows", "616", "Biểu 2", None, None


# -- cells of biểu 2 ---------------------------------------------------------------------------------------------------------
@breaks
def figures_out_of_size(d: Draft) -> Iterator[Named]:
    yield cell("negative_figure", biểu_2(d, "611h0", workers=-3), "workers")
    row = biểu_2(d, "611h1")
    row["revenue_vnd"] *= 1000
    yield cell("figure_off_by_thousands", row, "revenue")
    row = biểu_2(d, "611h6")
    row["member_income_vnd"] *= 100
    yield cell("figure_off_by_thousands", row, "member_income")
    row = biểu_2(d, "611h2")
    row["member_income_vnd"] *= 10
    yield cell("figure_off_by_ten", row, "member_income")
    row = biểu_2(d, "611h7")
    row["member_income_vnd"] //= 12
    yield cell("income_of_a_month", row, "member_income")
    row = biểu_2(d, "611h3")
    row["members"], row["workers"] = row["workers"], row["members"]
    yield cell("figures_swapped_in_row", row, "members")


@breaks
def figures_that_nobody_expects(d: Draft) -> Iterator[Named]:
    row = biểu_2(d, "614h1")
    row["worker_income_vnd"] = round(row["worker_income_vnd"] * 1.75)
    yield cell("figure_unlikely", row, "worker_income")
    yield cell("zero_where_figures_were", biểu_2(d, "614h3", managers=0, managers_trained=0), "managers")
    yield cell("zero_beside_figures", biểu_2(d, "612n", worker_income_vnd=0), "worker_income")
    row = biểu_2(d, "618h3")
    row["member_income_vnd"] = row["worker_income_vnd"]
    yield cell("figure_of_next_column", row, "member_income")


@breaks
def a_column_apart_from_its_rows(d: Draft) -> Iterator[Named]:
    rows = [row for row in d.rows("unit_report", "608", YEAR) if row["workers"]]
    for row, workers in zip(rows, sorted((row["workers"] for row in rows), reverse=rows[0]["workers"] < rows[-1]["workers"]), strict=True):
        row["workers"] = workers
    yield "column_not_of_its_rows", "608", "Biểu 2", None, letter("unit_report", "workers")


@breaks
def small_figures_swapped(d: Draft) -> Iterator[Named]:
    # the sum in biểu 1 was right; and each exactly the other's of last year
    row = d.unit("unit_report", "615t4")
    d.overridden["615", YEAR, "III.2", "value"] = d.figures_of_items("615", YEAR)["III.2"]
    row["members"], row["workers"] = row["workers"], row["members"]
    yield cell("figures_swapped_in_row", row, "members")
    row, last = d.unit("unit_report", "610t5"), d.unit("unit_report", "610t5", YEAR - 1)
    row["members"], row["workers"] = last["workers"], last["members"]
    yield cell("figures_swapped_in_row", row, "members")
    # neither: but hardly any group has more workers than members
    row = d.unit("unit_report", "617t5")
    row["members"], row["workers"] = row["workers"], row["members"]
    yield cell("figures_swapped_in_row", row, "members")


@breaks
def figures_of_other_rows(d: Draft) -> Iterator[Named]:
    names = ("members", "new_members", "workers", "managers", "managers_trained", *money(d.unit("unit_report", "612h0")))
    for year in (YEAR - 2, YEAR - 1, YEAR):  # another size of unit than its neighbour
        large = d.unit("unit_report", "612h1", year)
        large.update({name: large[name] * 5 for name in names if not name.startswith("manager") and not name.endswith("income_vnd")})
    one, other = d.unit("unit_report", "612h0"), d.unit("unit_report", "612h1")
    for name in names:
        one[name], other[name] = other[name], one[name]
    yield cell("figures_of_another_row", one, None)
    yield cell("figures_of_another_row", other, None)
    row = d.unit("unit_report", "618h7")
    row.update({name: d.unit("unit_report", "618h5")[name] for name in names})
    yield cell("row_repeats_another", row, None)


@breaks
def a_mean_that_is_a_sum(d: Draft) -> Iterator[Named]:
    row = d.unit("unit_report", "618h6")
    row["member_income_vnd"] *= 3
    yield cell("income_far_from_usual", row, "member_income")
    row = d.unit("unit_report", "618h8")
    row["profit_vnd"] = row["revenue_vnd"]
    yield cell("profit_is_revenue", row, "profit")


@breaks
def figures_against_each_other(d: Draft) -> Iterator[Named]:
    row = biểu_2(d, "610h0")
    row["new_members"] = row["members"] + 1
    yield cell("new_members_over_members", row, "new_members")
    row = biểu_2(d, "610h1")
    row["managers_trained"] = row["managers"] + 2
    yield cell("managers_trained_over_managers", row, "managers_trained")
    row = biểu_2(d, "610h2")
    row["revenue_from_members_vnd"] = row["revenue_vnd"] + 100_000
    yield cell("revenue_from_members_over_revenue", row, "revenue_from_members")
    row = biểu_2(d, "610h3")
    row["profit_vnd"] = row["revenue_vnd"] + 100_000
    yield cell("profit_over_revenue", row, "profit")
    yield cell("too_few_members", biểu_2(d, "610h4", members=5, new_members=0), "members")
    row = biểu_2(d, "610h5")
    row["new_members"] = row["members"]
    yield cell("all_members_new", row, "new_members")


@breaks
def members_that_do_not_add_up(d: Draft) -> Iterator[Named]:
    row, last = biểu_2(d, "610h6"), d.unit("unit_report", "610h6", YEAR - 1)
    row["members"] = last["members"] + row["new_members"] + 3
    yield cell("members_grow_unexplained", row, "members")
    row = biểu_2(d, "610h8")
    row["new_members"] = row["members"] - 1
    yield cell("new_members_unexplained", row, "new_members")


@breaks
def days_of_units(d: Draft) -> Iterator[Named]:
    yield cell("founded_in_future", biểu_2(d, "608t0", founded_on=date(2020, 3, 8)), "founded_on")
    yield cell("founded_before_1945", biểu_2(d, "608t3", founded_on=date(1912, 5, 7)), "founded_on")
    row = biểu_2(d, "608t4")
    row["founded_on"] += timedelta(days=1)
    yield cell("founding_day_changed", row, "founded_on")
    row = biểu_2(d, "608t6", founded_on=date(2019, 6, 6), _key="608x3")  # so far off that it passes for another group
    yield cell("founding_day_changed", row, "founded_on")
    yield cell("members_of_new_unit_not_new", row, "members")
    yield "unit_vanished_from_report", "608", "Biểu 2", None, None
    like = d.unit("unit_report", "608t5")
    row = d.add(like, name="THT Không ngày", founded_on=None, workers=like["workers"] + 1, _key="608x1")
    yield cell("founding_day_missing", row, "founded_on")
    row = d.add(like, name="THT Ghi muộn", founded_on=date(2017, 5, 5), workers=like["workers"] + 2, _key="608x2")
    yield cell("tht_listed_late", row, "founded_on")
    row = biểu_2(d, "608h0")
    row["founded_on"] = row["founded_on"].replace(day=row["founded_on"].month, month=row["founded_on"].day)
    yield cell("day_and_month_swapped", row, "founded_on")
    row = biểu_2(d, "608h1")
    row["founded_on"] += timedelta(days=1)
    yield cell("founding_day_differs", row, "founded_on")
    yield cell("unit_rated_too_young", biểu_2(d, "608n", rating="Khá"), "rating")


@breaks
def units_that_no_source_confirms(d: Draft) -> Iterator[Named]:
    like = d.unit("unit_report", "615h8")
    unknown = {"registration_code": None, "rating": "Không xếp loại"}
    row = d.add(like, name="HTX Không đăng ký", founded_on=date(2019, 5, 5), workers=like["workers"] + 1, _key="615x1", **unknown)
    yield cell("unit_not_in_registry", row, "name")
    row = d.add(like, name="HTX Mới đăng ký", founded_on=date(2019, 12, 4), workers=like["workers"] + 2, _key="615x2", **unknown)
    yield cell("registered_after_extract", row, "name")
    member = d.rows("alliance_member", "LMHTX", YEAR)[6]
    yield cell("member_not_in_registry", d.add(member, name="HTX Không có thật", _key="x"), "name")
    yield cell("union_member_not_in_registry", d.add(member, name="LHHTX Lạ", unit_type="LHHTX", _key="z"), "name")
    rated = d.rows("rating_report", "SNNPTNT", YEAR)[-1]
    yield cell("rating_not_in_registry", d.add(rated, name="HTX Lạ", _key="y"), "name")


@breaks
def units_beside_the_registry(d: Draft) -> Iterator[Named]:
    yield cell("unit_type_differs", biểu_2(d, "615h0", unit_type="LHHTX"), "unit_type")
    yield cell(
        "code_differs_from_registry", biểu_2(d, "615h1", registration_code="6109999999", _method="name_commune"), "registration_code"
    )
    yield cell("dissolved_but_operating", biểu_2(d, "615g", operating_state="Đang hoạt động"), "operating_state")
    row = next(row for row in d.rows("unit_report", "612", YEAR) if row["sector"] == "Nông nghiệp" and row["unit_type"] == "HTX")
    row["sector"] = "Xây dựng"
    yield cell("sector_differs_from_industry", row, "sector")
    row = next(row for row in d.rows("unit_report", "614", YEAR) if row["sector"] == "Nông nghiệp" and row["unit_type"] == "HTX")
    d.unit("registry_unit", row["_key"])["industry_code"] = "4933"
    yield cell("industry_of_another_sector", d.unit("registry_unit", row["_key"]), "industry_code")
    yield cell("state_differs_from_registry", biểu_2(d, "615h2", operating_state="Ngừng hoạt động"), "operating_state")
    d.unit("registry_unit", "615h3")["_area"] = "616"
    yield cell("unit_of_another_district", d.unit("unit_report", "615h3"), "name")
    like = d.unit("unit_report", "611h5")
    row = d.add(
        like, **{name: d.unit("unit_report", "615h4")[name] for name in like if name not in ("submission_id", "sender", "path", "row")}
    )
    yield cell("unit_in_two_districts", row, "name")
    rated = next(r for r in d.rows("rating_report", "SNNPTNT", YEAR) if r["_area"] == "615" and r["_key"] not in ("615h0", "615h2"))
    yield cell("rating_differs_from_form_5", biểu_2(d, rated["_key"], rating="Yếu"), "rating")


@breaks
def a_group_that_was_dissolved(d: Draft) -> Iterator[Named]:
    d.unit("unit_report", "615t6", YEAR - 1)["operating_state"] = "Đã giải thể"
    yield cell("dissolved_listed_again", d.unit("unit_report", "615t6"), "operating_state")


@breaks
def a_row_of_last_year(d: Draft) -> Iterator[Named]:
    row, last = biểu_2(d, "618h0"), d.unit("unit_report", "618h0", YEAR - 1)
    row.update({name: last[name] for name in (*money(row), "members", "new_members", "workers", "managers", "managers_trained")})
    yield cell("row_copied_from_last_year", row, None)


@breaks
def absent_units(d: Draft) -> Iterator[Named]:
    row = d.unit("unit_report", "618h1")
    d.drop(row)
    yield absent("unit_missing_from_district_report", row)
    like = d.unit("registry_unit", "618h3")
    d.add(
        like,
        name="HTX Vừa đăng ký",
        registered_on=date(2019, 11, 20),
        status_on=date(2019, 11, 20),
        registration_code="6108888888",
        _key="618x1",
    )
    yield absent("new_unit_not_yet_reported", row)
    registry = d.unit("registry_unit", "618h2")
    d.drop(registry)
    yield absent("unit_vanished_from_registry", registry)
    group = d.unit("unit_report", "618t5")
    d.drop(group)
    yield absent("unit_vanished_from_report", group)
    member = d.unit("alliance_member", "618h4")
    d.drop(member)
    yield absent("unit_vanished_from_alliance", member)


@breaks
def a_list_that_was_cut_off(d: Draft) -> Iterator[Named]:
    for key in ("611t5", "611t6", "611t7"):
        d.drop(d.unit("unit_report", key))
    yield "list_cut_off", "611", "Biểu 2", None, None
    for key in ("614t5", "614t6", "614t7"):
        d.drop(d.unit("unit_report", key, YEAR - 2))
    yield "list_without_later_units", "614", "Biểu 2", None, None


@breaks
def an_extract_that_was_cut_off(d: Draft) -> Iterator[Named]:
    for number in range(2, 6):
        d.drop(d.unit("registry_unit", f"612h{number}", YEAR - 1))
    yield "extract_cut_off", "SKHDT", "Danh sách", None, None


# -- the other lists -----------------------------------------------------------------------------------------------------------
@breaks
def the_registry(d: Draft) -> Iterator[Named]:
    def changed(rule: str, key: str, field: str, **values: object) -> Named:
        row = d.unit("registry_unit", key)
        row.update(values)
        return cell(rule, row, field)

    yield changed("registered_on_missing", "617h0", "registered_on", registered_on=None)
    yield changed("registered_in_future", "617h1", "registered_on", registered_on=date(2020, 2, 2), status_on=date(2019, 1, 1))
    yield cell("status_out_of_order", d.unit("registry_unit", "617h1"), "status_on")
    yield changed("registered_before_1945", "617h2", "registered_on", registered_on=date(1911, 2, 2))
    yield changed("registered_on_changed", "617h3", "registered_on", registered_on=date(2010, 2, 2))
    yield changed("converted_out_of_order", "617h4", "converted_on", converted_on=date(2001, 2, 2))
    yield changed("converted_before_the_law", "616h5", "converted_on", registered_on=date(2012, 12, 1), converted_on=date(2013, 3, 1))
    yield cell("registered_on_changed", d.unit("registry_unit", "616h5"), "registered_on")
    yield changed("dissolution_day_missing", "616d", "status_on", status_on=None)
    yield changed("dissolution_day_changed", "616o", "status_on", status_on=date(2017, 7, 7))
    yield changed("dissolution_taken_back", "617o", "status", status="Bị thu hồi")
    yield "unit_missing_from_district_report", "617", "Biểu 2", None, None  # alive again, and in no biểu 2
    yield changed("dissolved_in_registry_alone", "616h0", "status", status="Đã giải thể", status_on=date(2019, 10, 1))
    yield cell("dissolved_but_operating", d.unit("unit_report", "616h0"), "operating_state")
    yield changed("registry_type_changed", "616h6", "unit_type", unit_type="QTDND")
    yield changed("registry_code_changed", "616h7", "registration_code", registration_code="6107777777", _method="certificate")
    row = d.unit("registry_unit", "616h8")
    row["charter_capital_vnd"] *= 1000
    yield cell("charter_capital_off", row, "charter_capital")


@breaks
def the_alliance(d: Draft) -> Iterator[Named]:
    rows = d.rows("alliance_member", "LMHTX", YEAR)
    rows[0]["joined_on"] = None
    yield cell("joined_on_missing", rows[0], "joined_on")
    rows[1]["joined_on"] = date(2019, 12, 31)
    yield cell("joined_in_future", rows[1], "joined_on")
    rows[2]["joined_on"] = date(1930, 1, 1)
    yield cell("joined_before_1945", rows[2], "joined_on")
    rows[3]["left_on"] = date(2019, 12, 31)
    yield cell("left_in_future", rows[3], "left_on")
    rows[4]["left_on"] = date(2005, 1, 1)
    yield cell("left_before_joining", rows[4], "left_on")
    rows[5]["joined_on"] += timedelta(days=31)
    yield cell("joined_on_changed", rows[5], "joined_on")
    rows[7]["decision_no"] = None
    yield cell("decision_missing", rows[7], "decision_no")
    for year in (YEAR - 2, YEAR - 1):
        d.unit("alliance_member", rows[8]["_key"], year)["left_on"] = date(2017, 3, 1)
    yield cell("left_day_lost", rows[8], "left_on")
    rows[10].update(district="618", _area="618")
    yield cell("member_of_another_district", rows[10], "district")
    gone = d.unit("registry_unit", "612g")
    yield cell(
        "dissolved_still_member", d.add(rows[9], **{name: gone[name] for name in ("name", "registration_code", "_key", "_area")}), "left_on"
    )


@breaks
def ratings(d: Draft) -> Iterator[Named]:
    rows = [row for row in d.rows("rating_report", "SNNPTNT", YEAR) if row["_area"] in ("608", "610")]
    rows[0]["score"] = 104.0
    yield cell("score_out_of_range", rows[0], "score")
    rows[1]["score"] = 41.0
    yield cell("rating_against_score", rows[1], "rating")
    rows[3].update(district="618", _area="618")
    yield cell("rated_in_another_district", rows[3], "district")
    biểu_2(d, "610n", rating=None)
    yield cell(
        "htx_rated_too_young", d.add(rows[2], name="HTX Mới", district="610", score=70.0, rating="Khá", _key="610n", _area="610"), "rating"
    )
    yield cell("rated_after_dissolution", d.add(rows[2], name="HTX Đã giải thể", _key="610d"), "rating")


@breaks
def scores_of_the_row_above(d: Draft) -> Iterator[Named]:
    rows = [row for row in d.rows("rating_report", "SNNPTNT", YEAR) if row["_area"] in ("616", "617")]
    for row, above in list(pairwise(reversed(rows))):
        row.update({name: above[name] for name in ("score", "rating")})
    yield "scores_shifted", "SNNPTNT", "Biểu 5", None, letter("rating_report", "score")


@breaks
def classes_and_tasks(d: Draft) -> Iterator[Named]:
    classes = [d.rows("training_class", sender, YEAR)[0] for sender in ("608", "610", "611", "612")]
    classes[0]["women_attending"] = 31
    yield cell("women_over_managers", classes[0], "women_attending")
    classes[1].update(managers_attending=-30, women_attending=None)
    yield cell("class_negative_count", classes[1], "managers_attending")
    classes[2]["end_on"] = date(2019, 5, 1)
    yield cell("class_ends_before_start", classes[2], "end_on")
    classes[3].update(start_on=date(2018, 5, 6), end_on=date(2018, 5, 8))
    yield cell("class_outside_the_year", classes[3], "start_on")
    course = d.rows("training_class", "616", YEAR)[0]
    course.update(start_on=course["start_on"].replace(year=YEAR - 1))
    yield cell("class_outside_the_year", course, "start_on")
    yield cell("class_twice", d.add(d.rows("training_class", "613", YEAR)[0]), "class_name")
    one, other = d.rows("training_class", "614", YEAR)[0], d.rows("training_class", "615", YEAR)[0]
    other.update({name: one[name] for name in ("class_name", "start_on", "end_on", "managers_attending")})
    yield cell("class_of_two_senders", other, "class_name")
    tasks = d.rows("task_report", "SKHDT", YEAR)
    d.drop(tasks[0])
    yield absent("task_not_reported", tasks[0])
    tasks[1]["state"] = None
    yield cell("task_state_missing", tasks[1], "state")
    yield cell("task_unknown", d.add(tasks[1], task="19.z", state="Hoàn thành"), "task")
    yield cell("task_reported_twice", d.add(tasks[2]), "task")
    tasks[2]["quantity"] = -1.0
    yield cell("task_negative_quantity", tasks[2], "quantity")
    done = d.rows("task_report", "SNNPTNT", YEAR)[0]
    done.update(state="Hoàn thành", result=None, quantity=None)
    yield cell("task_done_without_result", done, "result")
    other = d.rows("task_report", "SNNPTNT", YEAR)[1]
    other.update(result="Đã mở 12 lớp cho thành viên", quantity=7.0, unit_of_measure="lớp")
    yield cell("quantity_differs_from_result", other, "quantity")


# -- biểu 1 --------------------------------------------------------------------------------------------------------------------
@breaks
def totals(d: Draft) -> Iterator[Named]:
    def wrong(rule: str, sender: str, item: str, add: float, column: str = "value") -> Named:
        figures = d.figures_of_items(sender, YEAR if column == "value" else YEAR - 1)
        d.overridden[sender, YEAR, item, column] = figures[item] + add
        return rule, sender, "Biểu 1", FIRST_ROW + ITEMS.index(item), letter("total_item", column)

    d.overridden["608", YEAR, "I.3", "value"] = -5.0
    yield "negative_total", "608", "Biểu 1", FIRST_ROW + ITEMS.index("I.3"), letter("total_item", "value")
    yield wrong("part_exceeds_total", "608", "I.1a", 5)
    d.overridden["610", YEAR, "I.7a", "value"] = 500.0
    yield "parts_exceed_managers", "610", "Biểu 1", FIRST_ROW + ITEMS.index("I.7a"), letter("total_item", "value")
    yield wrong("total_differs_from_units", "610", "I.2", 1)
    yield wrong("total_differs_from_units", "610", "I.4", 1e4)
    # the registry has two HTX more (618h1, 618x1), but all else of the sheet is counted by its own list
    yield wrong("total_differs_from_units", "618", "I.1", 2)
    d.overridden["612", YEAR, "I.7", "value"] = None
    yield "total_left_blank", "612", "Biểu 1", FIRST_ROW + ITEMS.index("I.7"), letter("total_item", "value")
    yield wrong("previous_differs_from_last_report", "610", "I.2", 1, "previous_value")
    yield wrong("previous_differs_from_last_report", "610", "I.4", -1e4, "previous_value")


@breaks
def years_that_stand_in_each_others_place(d: Draft) -> Iterator[Named]:
    year = YEAR - 1
    now, before = (d.figures_of_items("616", of) for of in (year, year - 1))
    for item in ITEMS:
        d.overridden |= {("616", year, item, "value"): before[item], ("616", year, item, "previous_value"): now[item]}
    yield "years_exchanged", "616", "Biểu 1", None, None


@breaks
def units_that_form_1_counts_otherwise(d: Draft) -> Iterator[Named]:
    def counted(sender: str, row: Row, **otherwise: object) -> Iterator[Named]:
        """Form 1 as if the row were another, or not there; then the items that this moves."""
        own, as_written = dict(row), d.figures_of_items(sender, YEAR)
        row.update(otherwise or {"unit_type": None})
        figures = d.figures_of_items(sender, YEAR)
        row.update(own)
        d.overridden |= {(sender, YEAR, item, "value"): value for item, value in figures.items()}
        for item in ITEMS:
            if figures[item] != as_written[item]:
                yield "total_differs_from_units", sender, "Biểu 1", FIRST_ROW + ITEMS.index(item), letter("total_item", "value")

    row = d.unit("unit_report", "613h4")
    yield cell("row_left_out_of_totals", row, "name")
    yield from counted("613", row)
    row = d.unit("unit_report", "616t3")
    yield cell("row_of_other_type_in_totals", row, "unit_type")
    yield from counted("616", row, unit_type="HTX")


@breaks
def a_digit_that_the_total_betrays(d: Draft) -> Iterator[Named]:
    d.overridden["611", YEAR, "I.3", "value"] = d.figures_of_items("611", YEAR)["I.3"]
    row, last = d.unit("unit_report", "611h8"), d.unit("unit_report", "611h8", YEAR - 1)
    tens, ones = divmod(row["workers"], 10)
    row["workers"] = tens * 10 + (9 if row["workers"] >= last["workers"] else 0)  # away from its past
    assert ones not in (0, 9)
    yield cell("figure_breaks_total", row, "workers")
    yield "total_differs_from_units", "611", "Biểu 1", FIRST_ROW + ITEMS.index("I.3"), letter("total_item", "value")


@breaks
def a_cell_left_blank(d: Draft) -> Iterator[Named]:
    d.overridden["614", YEAR, "I.2", "value"] = d.figures_of_items("614", YEAR)["I.2"]
    row = d.unit("unit_report", "614h6")
    row["members"] = None
    yield cell("figure_left_blank", row, "members")
    yield "total_differs_from_units", "614", "Biểu 1", FIRST_ROW + ITEMS.index("I.2"), letter("total_item", "value")


@breaks
def a_row_that_stands_twice_and_is_added_up_twice(d: Draft) -> Iterator[Named]:
    d.add(d.unit("unit_report", "610t6"))
    for item in ("III.1", "III.2"):
        yield "total_of_repeated_rows", "610", "Biểu 1", FIRST_ROW + ITEMS.index(item), letter("total_item", "value")


@breaks
def htx_that_come_and_go(d: Draft) -> Iterator[Named]:
    for table in ("registry_unit", "unit_report", "rating_report"):
        d.tables[table] = [row for row in d.tables[table] if row.get("_key") not in ("614l", "614d", "612d")]
    # one that was there for years and was never reported before: nothing explains that there is one more
    for year in (2017, 2018):
        d.drop(d.unit("unit_report", "614h0", year))
        yield "unit_missing_from_district_report", "614", "Biểu 2", None, None
    yield "existence_identity", "614", "Biểu 1", FIRST_ROW, letter("total_item", "value")
    # only one of last December's two events: the year-end figure and the sum of the year differ by it
    yield "existence_identity_timing", "612", "Biểu 1", FIRST_ROW, letter("total_item", "value")
