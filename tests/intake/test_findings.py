"""Break one thing, and one rule speaks: at the cell, in whole sentences."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.quality.sentences import fill
from pipeline.settings import SUITES

from .books import ITEMS, ROWS, UNITS, YEAR, Page, csv_text, labels, page, xls, xlsx
from .reading import SEVERITY, errors, findings, read, report, rules, values

COLUMN = {name: position for position, name in enumerate(labels("unit_report"))}
LETTER = {name: chr(65 + position) for name, position in COLUMN.items()}


def with_cell(field: str, value: object, row: int = 3) -> Page:
    return page("unit_report", UNITS).put(row, COLUMN[field], value)


def test_a_cell_that_is_no_number() -> None:
    parsed = read(xlsx(with_cell("members", "khoảng 30")), "unit_report")
    (found,) = findings(parsed, "unreadable_number")
    assert (found["sheet"], found["row"], found["column"], found["value"]) == ("Biểu 2", 4, LETTER["members"], "khoảng 30")
    assert (found["label"], found["field"]) == ("Số thành viên", "members")
    assert rules(parsed) == ["unreadable_number"]
    assert parsed.tables["unit_report"]["members"] == [None, 1250, 11]


@pytest.mark.parametrize(
    ("field", "value", "rule"),
    [
        ("members", 12.5, "count_with_decimals"),
        ("members", "12,5", "count_with_decimals"),
        ("founded_on", "tháng 3/2019", "date_without_day_in_window"),
        ("founded_on", 2018.0, "date_without_day"),
        ("founded_on", "quý I/2019", "unreadable_date"),
        ("unit_type", "Công ty", "unknown_word"),
        ("rating", "Xuất sắc", "unknown_word"),
        ("registration_code", dt.date(2019, 3, 5), "text_became_date"),
        ("members", dt.date(2019, 3, 5), "unreadable_number"),
    ],
)
def test_one_cell_one_rule(field: str, value: object, rule: str) -> None:
    parsed = read(xlsx(with_cell(field, value)), "unit_report")
    (found,) = findings(parsed, rule)
    assert (found["row"], found["column"]) == (4, LETTER[field])
    assert [name for name in rules(parsed) if SEVERITY[name] != "info"] == [rule]


def test_a_number_that_nothing_settles() -> None:
    rows = [{"name": "HTX Sơn Ca", "unit_type": "HTX", "revenue": "1.234"}]
    parsed = read(xlsx(page("unit_report", rows)), "unit_report")
    (found,) = findings(parsed, "ambiguous_number")
    assert (found["column"], found["first"], found["second"]) == (LETTER["revenue"], "1234", "1.234")
    assert parsed.tables["unit_report"]["revenue_vnd"] == [None]


def test_a_number_that_another_column_s_habit_settles() -> None:
    revenues = ("84", "987", "2.390", "1.042", "12.815")
    rows = [{"name": f"HTX Sơn Ca {at}", "unit_type": "HTX", "revenue": revenue} for at, revenue in enumerate(revenues)]
    rows[4]["profit"] = "1.344"
    parsed = read(xlsx(page("unit_report", rows)), "unit_report")
    assert parsed.tables["unit_report"]["profit_vnd"][4] == 1_344_000_000
    assert parsed.tables["unit_report"]["revenue_vnd"][2] == 2_390_000_000
    assert [found["row"] for found in findings(parsed, "number_decided_by_other_columns")] == [8]


def test_a_number_that_only_custom_settles() -> None:
    rows = [{"name": "HTX Sơn Ca", "unit_type": "HTX", "revenue": "1,234"}]
    assert "number_decided_by_custom" in rules(read(xlsx(page("unit_report", rows)), "unit_report"))


def test_dates_of_both_orders_in_one_column() -> None:
    item = with_cell("founded_on", "25/03/2019").put(4, COLUMN["founded_on"], "03/25/2019").put(5, COLUMN["founded_on"], "03/04/2019")
    parsed = read(xlsx(item), "unit_report")
    (found,) = findings(parsed, "mixed_date_order")
    assert (found["row"], found["first"], found["second"]) == (6, "03/04/2019", "04/03/2019")


def test_a_date_that_the_column_does_not_settle() -> None:
    parsed = read(xlsx(with_cell("founded_on", "03/04/2019")), "unit_report")
    assert [found["row"] for found in findings(parsed, "ambiguous_date")] == [4]
    assert parsed.tables["unit_report"]["founded_on"][0] == dt.date(2019, 4, 3)


def test_a_date_that_another_sheet_of_the_file_settles() -> None:
    classes = page("training_class", [{"class_name": "Lớp kế toán", "start_on": "03/04/2019", "end_on": "05/04/2019"}], name="Biểu 3")
    plain = report(xlsx(with_cell("founded_on", "25/03/2019"), classes), 2, 3)
    english = report(xlsx(with_cell("founded_on", "03/25/2019"), classes), 2, 3)
    assert not findings(plain, "ambiguous_date") + findings(english, "ambiguous_date")
    said = findings(english, "date_decided_by_other_columns")
    assert [(item["value"], item["read_as"]) for item in said] == [("03/04/2019", "04/03/2019"), ("05/04/2019", "04/05/2019")]
    assert plain.tables["training_class"]["start_on"] == [dt.date(2019, 4, 3)]
    assert english.tables["training_class"]["start_on"] == [dt.date(2019, 3, 4)]
    mixed = with_cell("founded_on", "03/25/2019").put(4, COLUMN["founded_on"], "25/03/2019")
    assert len(findings(report(xlsx(mixed, classes), 2, 3), "ambiguous_date")) == 2


def test_a_year_of_two_digits() -> None:
    (found,) = findings(read(xlsx(with_cell("founded_on", "25/03/19")), "unit_report"), "date_with_short_year")
    assert found["read_as"] == "25/03/2019"


def test_serial_numbers_and_texts_are_said_once_a_column() -> None:
    parsed = read(xlsx(with_cell("founded_on", 43529.0).put(3, COLUMN["members"], "52").put(4, COLUMN["members"], "1 250")), "unit_report")
    assert rules(parsed) == ["date_as_serial", "number_as_text"]
    assert findings(parsed, "number_as_text")[0]["count"] == 2


@pytest.mark.parametrize("write", [xlsx, xls])
def test_a_formula_without_a_result(write) -> None:
    parsed = read(write(with_cell("members", "=50+2")), "unit_report")
    (found,) = findings(parsed, "formula_without_value")
    assert (found["row"], found["column"]) == (4, LETTER["members"])
    assert parsed.tables["unit_report"]["members"][0] is None
    assert rules(parsed) == ["formula_without_value"]


def test_an_error_cell() -> None:
    parsed = read(xlsx(with_cell("members", float("nan"))), "unit_report")  # written as #NUM!
    (found,) = findings(parsed, "error_cell")
    assert (found["row"], found["column"], found["value"]) == (4, LETTER["members"], "#NUM!")
    assert rules(parsed) == ["error_cell"]


def test_a_formula_beside_the_data_says_nothing() -> None:
    item = (
        page("unit_report", UNITS)
        .put(2, len(COLUMN), "Ghi chú")
        .put(3, len(COLUMN), "=1+1")
        .put(6, 0, "Cộng")
        .put(6, COLUMN["members"], "=SUM(H4:H6)")
    )
    assert rules(read(xlsx(item), "unit_report")) == []


@pytest.mark.parametrize("write", [xlsx, xls])
def test_hidden_rows_are_no_data(write) -> None:
    parsed = read(write(replace(page("unit_report", UNITS), hidden_rows=(4,))), "unit_report")
    (found,) = findings(parsed, "hidden_row")
    assert (found["row"], found["value"]) == (5, UNITS[1]["name"])
    assert parsed.tables["unit_report"]["row"] == [4, 6]


@pytest.mark.parametrize("write", [xlsx, xls])
def test_hidden_sheets_are_no_data(write) -> None:
    old = page("unit_report", UNITS, name="Biểu 2 cũ")
    parsed = report(write(page("unit_report", UNITS[:1]), replace(old, hidden=True)), 2)
    assert [found["sheet"] for found in findings(parsed, "hidden_sheet")] == ["Biểu 2 cũ"]
    assert parsed.tables["unit_report"]["name"] == [UNITS[0]["name"]]


def test_hidden_rows_of_totals_are_no_data() -> None:
    parsed = read(xlsx(replace(page("total_item", ITEMS), hidden_rows=(3,))), "total_item")
    assert rules(parsed) == ["hidden_row", "item_missing"]


def test_a_row_without_a_name() -> None:
    item = page("unit_report", UNITS)
    item = replace(item, cells={at: value for at, value in item.cells.items() if at != (4, 0)})
    parsed = read(xlsx(item), "unit_report")
    assert [(found["row"], found["column"]) for found in findings(parsed, "row_without_name")] == [(5, "A")]
    assert parsed.tables["unit_report"]["row"] == [4, 6]


def test_a_unit_without_its_type() -> None:
    item = page("unit_report", UNITS)
    item = replace(item, cells={at: value for at, value in item.cells.items() if at != (4, COLUMN["unit_type"])})
    parsed = read(xlsx(item), "unit_report")
    assert [(found["row"], found["column"]) for found in findings(parsed, "missing_value")] == [(5, LETTER["unit_type"])]
    assert parsed.tables["unit_report"]["unit_type"] == ["HTX", None, "THT"]


def test_a_lone_text_between_units_is_said() -> None:
    parsed = read(xlsx(page("unit_report", UNITS).shifted(1, 0, start=4).put(4, 0, "Sơn Ca")), "unit_report")
    assert rules(parsed) == ["row_unclear"]


@pytest.mark.parametrize(
    ("remark", "said"),
    [
        ("(đã giải thể)", ["state_behind_name"]),
        ("(ngừng hoạt động)", ["state_behind_name"]),
        ("(đang hoạt động)", []),
        ("(mới thành lập)", []),
    ],
)
def test_a_remark_behind_a_name_that_says_another_state_than_its_column(remark: str, said: list[str]) -> None:
    parsed = read(xlsx(page("unit_report", [{**UNITS[0], "name": f"{UNITS[0]['name']} {remark}"}, *UNITS[1:]])), "unit_report")
    assert (rules(parsed), values(parsed, "unit_report")["name"][0]) == (said, UNITS[0]["name"])
    assert [(found["row"], found["column"], found["value"]) for found in findings(parsed, "state_behind_name")] == [
        (4, "A", remark[1:-1])
    ] * len(said)


def test_a_missing_column() -> None:
    order = [name for name in labels("unit_report") if name not in ("members", "converted_from")]
    parsed = read(xlsx(page("unit_report", UNITS, order=order)), "unit_report")
    assert rules(parsed) == ["column_missing", "column_missing_minor"]
    assert findings(parsed, "column_missing")[0]["value"] == "Số thành viên"
    assert parsed.tables["unit_report"]["members"] == [None, None, None]
    assert parsed.tables["unit_report"]["workers"] == [12, 15, None]


def test_a_column_that_stands_twice() -> None:
    order = [*labels("unit_report"), "members"]
    order[order.index("profit")], order[-1] = "members", "profit"
    item = page("unit_report", UNITS, order=order)
    twice = read(xlsx(item), "unit_report")  # the same figures: whichever is read
    assert (errors(twice), twice.tables["unit_report"]["members"]) == ([], [52, 1250, 11])
    parsed = read(xlsx(item.put(3, order.index("members"), 53)), "unit_report")
    (found,) = findings(parsed, "column_twice")
    assert (found["column"], found["all"]) == ("H", f"H, {LETTER['profit']}")
    assert parsed.tables["unit_report"]["members"] == [None, None, None]


def test_money_without_a_unit() -> None:
    parsed = read(xlsx(page("unit_report", UNITS, money=None)), "unit_report")
    assert set(rules(parsed)) == {"money_unit_missing"}
    assert [found["count"] for found in findings(parsed, "money_unit_missing")] == [2, 2, 3, 3, 2]
    assert parsed.tables["unit_report"]["revenue_vnd"] == [None, None, 0]


def test_income_per_month() -> None:
    item = page("unit_report", UNITS).put(2, COLUMN["member_income"], "Thu nhập BQ thành viên (triệu đồng/người/tháng)")
    parsed = read(xlsx(item), "unit_report")
    assert rules(parsed) == ["money_per_month"]
    assert parsed.tables["unit_report"]["member_income_vnd"] == [None, None, None]


@pytest.mark.parametrize("over", ["Thu nhập bình quân (triệu đồng/tháng)", "TNBQ, tr.đ/người/tháng"])
def test_income_per_month_said_over_the_columns(over: str) -> None:
    item = page("unit_report", UNITS).shifted(1, 0, start=2)
    first = COLUMN["member_income"]
    parsed = read(xlsx(replace(item.put(2, first, over), merged=((2, first, 2, first + 1),))), "unit_report")
    assert rules(parsed) == ["money_per_month", "money_per_month"]
    assert parsed.tables["unit_report"]["worker_income_vnd"] == [None] * 3


def test_codes_beside_their_names() -> None:
    rows = [{**row, "industry_code": text} for row, text in zip(ROWS["registry_unit"], ("0118 - Trồng rau", "A0161"), strict=True)]
    parsed = read(xlsx(page("registry_unit", rows)), "registry_unit")
    assert parsed.tables["registry_unit"]["industry_code"] == ["0118", "0161"]


def test_lost_zeros_of_codes_of_known_length() -> None:
    parsed = read(xlsx(page("registry_unit", [ROWS["registry_unit"][0] | {"industry_code": 161.0}])), "registry_unit")
    assert rules(parsed) == ["code_lost_zero"]
    assert parsed.tables["registry_unit"]["industry_code"] == ["0161"]


def test_a_task_without_a_code() -> None:
    parsed = read(
        xlsx(page("task_report", [*ROWS["task_report"], {"task": "1.a.2x", "state": "Hoàn thành", "quantity": 3, "result": "5 lớp"}])),
        "task_report",
    )
    assert rules(parsed) == ["unreadable_task"]


@pytest.mark.parametrize(
    ("text", "task"),
    [
        ("1a", "1.a"),
        ("1 - A", "1.a"),
        ("Điểm 10.d", "10.d"),
        (2.0, "2"),
        ("02", "2"),
        ("1.a.", "1.a"),
        ("Điểm a, mục 1", "1.a"),
        ("NV 1.a", "1.a"),
    ],
)
def test_codes_of_tasks_as_offices_write_them(text: object, task: str) -> None:
    parsed = read(
        xlsx(page("task_report", [{"task": text, "content": "Nội dung", "state": "Hoàn thành"}, *ROWS["task_report"][1:]])), "task_report"
    )
    assert parsed.tables["task_report"]["task"][0] == task
    assert parsed.findings == []


def test_the_columns_of_totals_are_of_other_years() -> None:
    item = page("total_item", ITEMS).put(2, 2, f"Thực hiện năm {YEAR - 2}").put(2, 3, f"Thực hiện năm {YEAR - 1}")
    parsed = read(xlsx(item), "total_item")
    assert rules(parsed) == ["form_of_other_year", "year_differs", "year_differs"]
    assert {(found["row"], found["column"]) for found in findings(parsed, "year_differs")} == {(3, "C"), (3, "D")}
    assert {fill("{expected}", found) for found in findings(parsed, "year_differs")} == {"2018", "2019"}  # a year has no thousands
    assert parsed.sheets[0][4] == YEAR - 1


def test_the_title_is_of_another_year() -> None:
    parsed = read(xlsx(page("unit_report", UNITS).put(0, 0, f"DANH SÁCH ĐƠN VỊ NĂM {YEAR - 1}")), "unit_report")
    assert rules(parsed) == ["form_of_other_year"]
    assert parsed.sheets[0][4] == YEAR - 1


def test_one_sheet_of_several_is_of_another_year() -> None:
    units = page("unit_report", UNITS).put(0, 0, f"DANH SÁCH ĐƠN VỊ NĂM {YEAR - 1}")
    assert "form_of_other_year" not in rules(report(xlsx(page("total_item", ITEMS), units), 1, 2))


@pytest.mark.parametrize("title", ["Theo Luật HTX năm 2012", "Đăk Hà, ngày 5 tháng 12 năm 2018", "Kế hoạch giai đoạn 2016 - 2020"])
def test_years_of_laws_and_dates_are_no_reports(title: str) -> None:
    assert read(xlsx(page("unit_report", UNITS).put(0, 0, title)), "unit_report").findings == []


def test_missing_unknown_and_repeated_items_of_totals() -> None:
    rows = [*ITEMS[:3], {"label": "Vốn điều lệ bình quân", "unit_text": "triệu đồng", "value": 5}, *ITEMS[4:], ITEMS[0]]
    parsed = read(xlsx(page("total_item", rows)), "total_item")
    assert rules(parsed) == ["item_missing", "item_twice", "item_unknown"]
    assert findings(parsed, "item_missing")[0]["item"] == "I.1c"
    assert findings(parsed, "item_twice")[0]["first_row"] == 4


def test_a_total_in_a_unit_that_cannot_be() -> None:
    parsed = read(xlsx(page("total_item", [ITEMS[0] | {"unit_text": "triệu đồng"}, *ITEMS[1:]])), "total_item")
    assert "item_unit_unclear" in rules(parsed)


def test_totals_of_money_without_a_unit() -> None:
    rows = [item | {"unit_text": None} for item in ITEMS]
    assert rules(read(xlsx(page("total_item", rows)), "total_item")) == ["money_unit_missing", "money_unit_missing"]


def test_a_missing_sheet_and_one_that_is_not_owed() -> None:
    parsed = report(xlsx(page("unit_report", UNITS), page("rating_report", ROWS["rating_report"])), 2, 3)
    assert rules(parsed) == ["sheet_missing", "sheet_not_owed"]
    (found,) = findings(parsed, "sheet_missing")
    assert (found["sheet"], found["row"], found["value"]) == ("Biểu 3", None, "Biểu 3")
    assert len(parsed.tables["rating_report"]["name"]) == 2


@pytest.mark.parametrize("other", ["registry_unit", "alliance_member"])
def test_an_office_s_other_form_in_the_same_workbook_is_not_taken_for_a_report(other: str) -> None:
    """The feedback to SKHDT and LMHTX holds their list and their report together; either may be sent again."""
    together = xlsx(page(other, ROWS[other]), page("task_report", ROWS["task_report"]))
    parsed = report(together, 4)
    assert parsed.findings == []
    assert set(parsed.tables) == {"task_report"}
    again = read(together, other)
    assert again.findings == []
    assert set(again.tables) == {other}


def test_a_copy_of_a_sheet_is_not_read_twice() -> None:
    parsed = report(xlsx(page("unit_report", UNITS[:2], name="Biểu 2 (nháp)"), page("unit_report", UNITS, name="Biểu 2")), 2)
    assert rules(parsed) == ["sheet_repeated"]
    assert findings(parsed, "sheet_repeated")[0]["used"] == "Biểu 2"
    assert parsed.tables["unit_report"]["sheet"] == ["Biểu 2"] * 3


def test_a_sheet_that_repeats_half_the_names_of_another_is_its_copy() -> None:
    """With fewer names in common it goes on where the other ends."""
    rows = [UNITS[0] | {"name": f"HTX Số {number}", "registration_code": None} for number in range(8)]

    def read_beside(first: int) -> tuple[list[str], int]:
        """A second list of four units whose first is the ``first``-th of the eight; the other list has the first four."""
        parsed = report(
            xlsx(page("unit_report", rows[:4], name="Biểu 2"), page("unit_report", rows[first : first + 4], name="Biểu 2 (2)")), 2
        )
        return rules(parsed), len(parsed.tables["unit_report"]["name"])

    assert read_beside(2) == (["sheet_repeated"], 4)
    assert read_beside(3)[1] == 8 and "sheet_repeated" not in read_beside(3)[0]


def test_last_year_s_sheet_in_the_same_workbook_is_not_read() -> None:
    old = page("unit_report", UNITS, name="Biểu 2").put(0, 0, f"Biểu 2 năm {YEAR - 1}")
    parsed = report(xlsx(old, page("unit_report", UNITS, name="Biểu 2 mới")), 2)
    assert rules(parsed) == ["rows_of_other_time"]
    assert set(parsed.tables["unit_report"]["sheet"]) == {"Biểu 2 mới"}


def test_a_form_in_two_sheets_is_read_from_both() -> None:
    parsed = report(xlsx(page("unit_report", UNITS[:2], name="Biểu 2 HTX"), page("unit_report", UNITS[2:], name="Biểu 2 THT")), 2)
    assert parsed.findings == []
    assert parsed.tables["unit_report"]["sheet"] == ["Biểu 2 HTX"] * 2 + ["Biểu 2 THT"]


def test_another_form_than_registered() -> None:
    for wrong, registered in (
        ("alliance_member", "registry_unit"),
        ("registry_unit", "alliance_member"),
        ("registry_unit", "unit_report"),
        ("unit_report", "registry_unit"),
    ):
        parsed = read(xlsx(page(wrong, ROWS[wrong])), registered)
        assert rules(parsed) == ["wrong_form"]
        assert not parsed.was_read


def test_a_file_without_the_table() -> None:
    parsed = read(xlsx(Page("Sheet1", {(0, 0): "Kính gửi Liên minh HTX tỉnh"})), "registry_unit")
    assert rules(parsed) == ["table_missing_in_file"]


def test_an_empty_list_and_an_empty_table() -> None:
    assert rules(read(xlsx(page("registry_unit", [])), "registry_unit")) == ["form_empty", "list_empty"]
    parsed = read(xlsx(page("training_class", [])), "training_class")
    assert rules(parsed) == ["table_empty"]
    assert parsed.was_read
    assert parsed.sheets[0][3] == 0


@pytest.mark.parametrize(("total", "said"), [(0, "table_empty"), (3, "list_empty")])
def test_a_list_without_units_is_empty_only_where_the_totals_count_none(total: int, said: str) -> None:
    items = [row | {"previous_value": total and 2, "value": total} for row in ITEMS]
    parsed = report(xlsx(page("total_item", items), page("unit_report", [])), 1, 2)
    assert rules(parsed) == [said] and ("unit_report" in {sheet[1] for sheet in parsed.sheets}) == (total == 0)


def test_many_of_a_kind_are_counted() -> None:
    rows = [{"name": f"HTX {number}", "unit_type": "HTX", "members": "?"} for number in range(250)]
    parsed = read(xlsx(page("unit_report", rows)), "unit_report")
    assert len(findings(parsed, "unreadable_number")) == 200
    assert findings(parsed, "more_of_the_same")[0]["value"] == "50"


def test_legacy_text_is_said_once_a_sheet() -> None:
    from .test_legacy import to_tcvn3

    parsed = read(to_tcvn3(csv_text(page("unit_report", UNITS))).encode("latin-1"), "unit_report")
    assert rules(parsed) == ["legacy_text"]


def _said() -> set[str]:
    """Rule ids in the intake's source."""
    folder = Path(__file__).parents[2] / "pipeline" / "intake"
    return {word for path in folder.glob("*.py") for word in re.findall(r'"([a-z]+(?:_[a-z]+)+)"', path.read_text(encoding="utf-8"))}


def test_every_rule_is_said_somewhere_and_every_sentence_is_filled() -> None:
    """Rules of identity stand in the same file; the others must be this package's."""
    suite = json.loads((SUITES / "catalogue" / "reading.json").read_text(encoding="utf-8"))
    written = [item["rule"] for item in suite["rules"]]
    assert written == sorted(written)
    identity = Path(__file__).parents[2] / "pipeline" / "identity"
    elsewhere = "".join(path.read_text(encoding="utf-8") for path in identity.glob("*.py"))
    assert [rule for rule in written if rule not in _said() and f'"{rule}"' not in elsewhere] == []


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_sentences_have_no_blanks(lang: str) -> None:
    suite = json.loads((SUITES / "catalogue" / "reading.json").read_text(encoding="utf-8"))
    meta = {item["rule"]: item for item in suite["rules"]}
    parsed = read(
        xlsx(with_cell("members", "khoảng 30").put(4, COLUMN["unit_type"], "Công ty").put(5, COLUMN["founded_on"], "hôm qua")),
        "unit_report",
    )
    for rule in rules(parsed):
        for found in findings(parsed, rule):
            for sentence in (meta[rule][lang], meta[rule][f"{lang}_remedy"]):
                assert "(trống)" not in fill(sentence, found, lang)
                assert "(blank)" not in fill(sentence, found, lang)


def test_a_figure_merged_over_several_units_is_nobodys() -> None:
    first = COLUMN["members"]
    item = replace(page("unit_report", UNITS).put(4, first, ""), merged=((3, first, 4, first),))
    parsed = read(xlsx(item), "unit_report")
    assert [(found["row"], found["count"]) for found in findings(parsed, "figure_merged")] == [(4, 2)]
    assert parsed.tables["unit_report"]["members"] == [None, None, UNITS[2]["members"]]
