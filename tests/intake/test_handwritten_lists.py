"""What single offices do that the form does not foresee and a person reads without asking."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from .books import FORMS, ITEMS, ROWS, UNITS, Page, csv_text, labels, page, xls, xlsx
from .reading import errors, read, report, rules, values
from .test_layouts import PLAIN, same
from .test_legacy import to_tcvn3, to_vni

COLUMN = {name: position for position, name in enumerate(labels("unit_report"))}
MONEY = [name for name, spec in FORMS.form("unit_report").fields.items() if spec.type == "money"]


@pytest.mark.parametrize(
    ("table", "field", "header"),
    [
        ("unit_report", "commune", "Xã/P/TT"),
        ("unit_report", "managers", "Cán bộ quản lí"),
        ("unit_report", "revenue_from_members", "Trong đó: doanh thu với thành viên"),
        ("unit_report", "revenue_from_members", "Tr.đó: doanh thu với TV"),
        ("unit_report", "member_income", "Thu nhập BQ 1 thành viên"),
        ("unit_report", "managers_trained", "CBQL được ĐTBD"),
        ("registry_unit", "registered_on", "Ngày đăng kí lần đầu"),
        ("registry_unit", "name", "Tên HTX, LHHTX"),
        ("alliance_member", "name", "Tên HTX, LHHTX, THT"),
        ("alliance_member", "left_on", "Ngày ra khỏi LMHTX"),
        ("training_class", "women_attending", "T.đó: nữ"),
        ("rating_report", "name", "Đơn vị"),
        ("unit_report", "name", "Tên các HTX, QTD, THT trên địa bàn"),
        ("unit_report", "members", "Số thành viên hiện có (người)"),
        ("unit_report", "members", "Tổng số thành viên tại 31/12/2019"),
        ("unit_report", "managers", "SL cán bộ QL HTX"),
        ("unit_report", "revenue", "Doanh thu cả năm"),
        ("unit_report", "member_income", "TNBQ 1 TV/năm"),
        ("unit_report", "worker_income", "Thu nhập BQ lao động/năm"),
        ("unit_report", "worker_income", "Thu nhap BQ lao dong/nam"),
        ("unit_report", "revenue", "Doanh thu trđ"),
        ("unit_report", "rating", "Xếp loại 2019"),
        ("unit_report", "converted_from", "Được chuyển đổi từ THT"),
    ],
)
def test_headers_in_an_office_s_words(table: str, field: str, header: str) -> None:
    same(xlsx(page(table, ROWS[table]).put(2, list(labels(table)).index(field), header)), table)


def test_a_header_in_the_form_s_words_goes_before_one_with_more() -> None:
    item = page("unit_report", UNITS)
    for position, text in enumerate(("Số thành viên HTX trong năm", "Tổng doanh thu các năm"), start=item.width):
        item = item.put(2, position, text).put(3, position, 7.0)
    same(xlsx(item), "unit_report")


@pytest.mark.parametrize(
    "text",
    [
        "Toàn huyện",
        "T.Cộng",
        "Cộng mang sang",
        "Cộng Thị trấn Đắk Hà",
        "Cộng nhóm I",
        "Bình quân 1 HTX",
        "So với kế hoạch",
        "Tỷ lệ (%)",
        "Tiểu cộng",
        "Trang trước mang sang",
        "Cộng chuyển trang sau",
        "Cộng C",
        "Cộng chuyển sang trang 2",
    ],
)
def test_sums_in_an_office_s_words(text: str) -> None:
    item = page("unit_report", UNITS).shifted(1, 0, start=5).put(5, 0, text)
    for name in ("members", "workers", "revenue"):
        item = item.put(5, COLUMN[name], 99.0)
    same(xlsx(item), "unit_report", sums_are_true=False)


def test_a_name_that_goes_on_in_the_row_below_is_one() -> None:
    item = page("unit_report", UNITS).shifted(1, 0, start=4).put(4, 0, "và Dịch vụ xã Đắk Mar")
    parsed = read(xlsx(item), "unit_report")
    assert (rules(parsed), values(parsed, "unit_report")["name"][0]) == ([], f"{UNITS[0]['name']} và Dịch vụ xã Đắk Mar")


@pytest.mark.parametrize("line", ["- Như trên;", "– Lưu: VT", "Sơn Ca"])
def test_what_stands_below_the_last_name_is_not_its_end(line: str) -> None:
    item = page("unit_report", UNITS)
    item = item.put(item.last_row + 1, 0, line)
    assert values(read(xlsx(item), "unit_report"), "unit_report")["name"] == [unit["name"] for unit in UNITS]


@pytest.mark.parametrize("head", ["Doanh thu tháng 11/2019", "Doanh thu trong tháng 11 năm 2019", "Doanh thu lũy kế 11 tháng"])
def test_a_month_is_not_the_year_nor_is_what_a_month_leaves_of_it(head: str) -> None:
    parsed = read(xlsx(page("unit_report", UNITS).put(2, COLUMN["revenue"], head)), "unit_report")
    assert "column_missing" in rules(parsed) and parsed.tables["unit_report"]["revenue_vnd"] == [None] * len(UNITS)


@pytest.mark.parametrize(
    "line",
    [
        "Quỹ hỗ trợ cho 3 đơn vị vay 500 triệu đồng",
        "Trong đó 02 đơn vị được vay, tổng tiền: 100 triệu đồng",
        "Các đơn vị chưa nộp 2,5 triệu đồng",
        "Ghi chú: số tiền tính bằng triệu đồng; thu nhập tính bằng nghìn đồng",
        "Ghi chú: thu nhập tính bằng nghìn đồng",
    ],
)
def test_what_a_sentence_below_a_table_says_of_sums_is_no_unit_of_all(line: str) -> None:
    item = page("unit_report", UNITS, money=None)
    parsed = read(xlsx(item.put(item.last_row + 1, 0, line)), "unit_report")
    assert "money_unit_missing" in rules(parsed) and parsed.tables["unit_report"]["revenue_vnd"] == [None, None, 0]


@pytest.mark.parametrize("named_by", ["above", "column"])
def test_who_is_asked_for_a_column_is_known_by_type_wherever_that_stands(named_by: str) -> None:
    groups = [UNITS[2] | {"name": f"THT {number}"} for number in range(2)]
    left_out = {"registration_code", "managers_trained", "rating", "converted_from"} | ({"unit_type"} if named_by == "above" else set())
    item = page("unit_report", groups, order=[name for name in labels("unit_report") if name not in left_out])
    assert rules(read(xlsx(item.put(0, 0, "DANH SÁCH TỔ HỢP TÁC NĂM 2019")), "unit_report")) == []
    item = page("unit_report", UNITS, order=[name for name in labels("unit_report") if name not in left_out - {"unit_type"}])
    assert rules(read(xlsx(item), "unit_report")) == ["column_missing"] * 3 + ["column_missing_minor"]


def test_below_a_list_and_its_sum_groups_stand_in_a_table_of_fewer_columns() -> None:
    """Who has no code, no rating and no managers to train is not asked for them."""
    first = page("unit_report", UNITS[:2])
    end = first.last_row + 1
    first = first.put(end, 0, "Cộng").put(end, COLUMN["members"], sum(unit["members"] for unit in UNITS[:2]))
    first = first.put(end + 1, COLUMN["founded_on"], "Đăk Tô, ngày 04 tháng 12 năm 2019")
    left_out = {"unit_type", "registration_code", "managers_trained", "rating", "converted_from"}
    groups = page("unit_report", UNITS[2:], order=[name for name in labels("unit_report") if name not in left_out])
    groups = groups.put(2, 0, "Tên tổ hợp tác").put(0, 0, "B. DANH SÁCH TỔ HỢP TÁC")
    below = {(row + end + 3, column): value for (row, column), value in groups.cells.items()}
    parsed = read(xlsx(Page("Biểu 2", first.cells | below)), "unit_report")
    assert (rules(parsed), values(parsed, "unit_report")["name"]) == ([], [unit["name"] for unit in UNITS])


@pytest.mark.parametrize("name", ["Kế hoạch sản xuất kinh doanh cho HTX", "Bình quân hóa thu nhập", "Lũy kế kiến thức", "Gồm 3 chuyên đề"])
def test_a_class_called_as_sums_are_is_a_class(name: str) -> None:
    row = ROWS["training_class"][0] | {"class_name": name}
    assert read(xlsx(page("training_class", [row])), "training_class").tables["training_class"]["class_name"] == [name]


def test_a_class_without_days_is_no_sum_for_its_first_words() -> None:
    row = ROWS["training_class"][0] | {"class_name": "Kế hoạch kinh doanh", "start_on": None, "end_on": None}
    parsed = read(xlsx(page("training_class", [row])), "training_class")
    assert parsed.tables["training_class"]["class_name"] == ["Kế hoạch kinh doanh"]


@pytest.mark.parametrize(
    ("number", "text"),
    [("A", "QUỸ TÍN DỤNG NHÂN DÂN"), ("", "Hợp tác xã (02 đơn vị)"), ("B", "TỔ HỢP TÁC: 5"), ("C", "HỢP TÁC XÃ NÔNG NGHIỆP")],
)
def test_groups_with_a_letter_or_a_count(number: str, text: str) -> None:
    item = page("unit_report", UNITS).shifted(0, 1).put(2, 0, "STT")
    item = item.shifted(1, 0, start=4).put(4, 0, number).put(4, 1, text).put(4, 1 + COLUMN["members"], 99.0)
    same(xlsx(item), "unit_report", sums_are_true=False)


@pytest.mark.parametrize(
    ("name", "is_group"), [("Hợp tác xã nông nghiệp (3 đơn vị)", True), ("HTX Sơn Ca", False), ("HTX Sơn Ca (mới)", False)]
)
def test_under_a_letter_a_name_alone_is_a_group_where_it_counts_its_units(name: str, is_group: bool) -> None:
    item = page("unit_report", UNITS).shifted(0, 1).put(2, 0, "STT").shifted(1, 0, start=3).put(3, 0, "A").put(3, 1, name)
    read_so = read(xlsx(item), "unit_report").tables["unit_report"]["name"]
    assert len(read_so) == len(UNITS) + (not is_group)


def test_a_unit_without_its_type_under_a_letter_is_not_taken_for_a_group() -> None:
    item = page("unit_report", [{**UNITS[0], "unit_type": None}, *UNITS[1:]]).shifted(0, 1).put(2, 0, "STT").put(3, 0, "A")
    assert read(xlsx(item), "unit_report").tables["unit_report"]["name"][0] == UNITS[0]["name"]


@pytest.mark.parametrize("number", ["{}.", "C{}", "Cột {}", "-{}-", "{}a"])
def test_columns_numbered_in_an_office_s_way(number: str) -> None:
    item = page("unit_report", UNITS).shifted(1, 0, start=3)
    for position in range(item.width):
        item = item.put(3, position, number.format(position + 1))
    same(xlsx(item), "unit_report")


@pytest.mark.parametrize("rows", [1, 2])
def test_a_unit_of_money_over_a_group_of_columns(rows: int) -> None:
    """Over the header row, whose own texts say all but the unit; and higher still, over groups within the group."""
    item = page("unit_report", UNITS, money=None).shifted(rows, 0, start=2)
    first, last = COLUMN[MONEY[0]], COLUMN[MONEY[-1]]
    item = item.put(2, first, "Kết quả sản xuất kinh doanh (triệu đồng)")
    merged = [(2, first, 2, last)]
    if rows == 2:
        item = item.put(3, first, "Doanh thu, lợi nhuận").put(3, last - 1, "Thu nhập")
        merged += [(3, first, 3, last - 2), (3, last - 1, 3, last)]
    same(xlsx(replace(item, merged=tuple(merged))), "unit_report")


def test_units_of_money_below_the_column_numbers() -> None:
    item = page("unit_report", UNITS, money=None).shifted(2, 0, start=3)
    for position in range(item.width):
        item = item.put(3, position, f"({position + 1})")
    for name in MONEY:
        item = item.put(4, COLUMN[name], "ĐVT: trđ")
    same(xlsx(item), "unit_report")


@pytest.mark.parametrize("rows", [1, 2])
def test_a_table_beside_another_may_begin_lower(rows: int) -> None:
    left, right = page("unit_report", UNITS), page("training_class", ROWS["training_class"])
    cells = left.shifted(rows, 0).cells | {(row, column + left.width): value for (row, column), value in right.cells.items()}
    parsed = report(xlsx(Page("Biểu 2 và 3", cells)), 2, 3)
    assert errors(parsed) == []
    assert values(parsed, "unit_report") == PLAIN["unit_report"]
    assert values(parsed, "training_class") == PLAIN["training_class"]


def test_running_numbers_of_tables_side_by_side_are_each_their_own() -> None:
    left, right = page("total_item", ITEMS).shifted(0, 1), page("training_class", ROWS["training_class"]).shifted(0, 1)
    width = left.width
    cells = left.cells | {(row, column + width): value for (row, column), value in right.cells.items()}
    cells |= {(2, 0): "STT", (2, width): "STT", (3, 0): "I.1", (4, 0): "II", (5, 0): "III"}
    parsed = report(xlsx(Page("Biểu 1, 3", cells)), 1, 3)
    assert values(parsed, "training_class") == PLAIN["training_class"]


@pytest.mark.parametrize("write", [xlsx, xls])
def test_unicode_typed_in_a_legacy_font_stays(write) -> None:
    """“Khá” holds no letter that the font lacks; the other cells of that font tell that it was not typed for it."""
    item = page("unit_report", UNITS)
    same(write(replace(item, fonts=dict.fromkeys(item.cells, ".VnTime"))), "unit_report")


def test_legacy_text_among_unicode_in_its_font() -> None:
    item = page("unit_report", UNITS).put(3, COLUMN["commune"], to_tcvn3(UNITS[0]["commune"]))
    same(xlsx(replace(item, fonts=dict.fromkeys(item.cells, ".VnTime"))), "unit_report")


def _with_runs(content: bytes, plain: str, runs: str) -> bytes:
    """The workbook with a shared string written as runs of rich text."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(f"<si><t>{plain}</t></si>".encode(), f"<si>{runs}</si>".encode()))
    return out.getvalue()


def test_a_raised_footnote_mark_is_no_digit() -> None:
    raised = '<r><t>{}</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>'
    book = xlsx(page("unit_report", UNITS).put(3, COLUMN["members"], "52"))
    same(_with_runs(book, "52", raised.format("52")), "unit_report")
    same(_with_runs(book, "Số thành viên", raised.format("Số thành viên")), "unit_report")


def test_a_percentage_is_what_its_cell_shows() -> None:
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Biểu 4")
        sheet.write_row(0, 0, list(labels("task_report").values()))
        sheet.write_row(1, 0, ["1.a", "Nội dung", "Hoàn thành", "Đạt"])
        sheet.write_number(1, 4, 0.125, book.add_format({"num_format": "0.0%"}))
        sheet.write(1, 5, "%")
    assert read(out.getvalue(), "task_report").tables["task_report"]["quantity"] == [12.5]


@pytest.mark.parametrize("blank", ["không", "Chưa có", "/", "không báo cáo"])
def test_a_date_that_is_not_there(blank: str) -> None:
    rows = [{**row, "left_on": row.get("left_on") or blank} for row in ROWS["alliance_member"]]
    same(xlsx(page("alliance_member", rows)), "alliance_member")


def test_a_word_with_a_remark() -> None:
    item = page("unit_report", UNITS)
    same(xlsx(item.put(3, COLUMN["rating"], "Tốt (do huyện xếp)")), "unit_report")
    parsed = read(xlsx(item.put(3, COLUMN["operating_state"], "Đang hoạt động (đã giải thể)")), "unit_report")
    assert errors(parsed) == ["unknown_word"]


@pytest.mark.parametrize("ditto", ["nt", '"', "-nt-", "Như trên"])
def test_a_unit_of_measure_as_above(ditto: str) -> None:
    item = page("total_item", ITEMS)
    row = 3 + [spec.item for spec in FORMS.form("total_item").items].index("I.5")
    parsed = read(xlsx(item.put(row, list(labels("total_item")).index("unit_text"), ditto)), "total_item")
    assert errors(parsed) == []
    assert parsed.tables["total_item"]["value"] == PLAIN["total_item"]["value"]


def test_items_with_their_codes_before_the_words() -> None:
    codes = [spec.item for spec in FORMS.form("total_item").items]
    rows = [{**row, "label": f"{code} {row['label']}"} for code, row in zip(codes, ITEMS, strict=True)]
    parsed = read(xlsx(page("total_item", rows)), "total_item")
    assert errors(parsed) == []
    assert parsed.tables["total_item"]["item"] == codes


@pytest.mark.parametrize("heads", [("31/12/2018", "31/12/2019"), ("Chính thức năm 2018", "Ước năm 2019"), ("Cùng kỳ năm 2018", "ƯTH 2019")])
def test_years_of_totals_in_an_office_s_words(heads: tuple[str, str]) -> None:
    parsed = read(xlsx(page("total_item", ITEMS).put(2, 2, heads[0]).put(2, 3, heads[1])), "total_item")
    assert values(parsed, "total_item") == PLAIN["total_item"]
    assert errors(parsed) == (["figures_estimated"] if heads[1] != "31/12/2019" else [])


@pytest.mark.parametrize("is_merged", [True, False])
def test_a_blank_column_inside_a_group_of_columns(is_merged: bool) -> None:
    """The group's name stands over it too; it is not the group's first column."""
    item = page("unit_report", UNITS).shifted(1, 0, start=3)
    first = COLUMN["member_income"]
    cells = {(row, column + (column > first)): value for (row, column), value in item.cells.items()}
    cells |= {(2, first): "Thu nhập bình quân", (3, first): "Thành viên", (3, first + 2): "Lao động thường xuyên"}
    cells.pop((2, first + 2))
    same(xlsx(replace(item, cells=cells, merged=((2, first, 2, first + 2),) if is_merged else ())), "unit_report")


def test_a_blank_column_under_a_merged_total_is_not_the_total() -> None:
    item = page("unit_report", UNITS).shifted(1, 0, start=3)
    first = COLUMN["revenue"]
    cells = {(row, column + (column > first)): value for (row, column), value in item.cells.items()}
    cells |= {(2, first): "Doanh thu", (3, first): "Tổng số", (3, first + 2): "Trong đó: với thành viên"}
    cells.pop((2, first + 2))
    same(xlsx(replace(item, cells=cells, merged=((2, first, 2, first + 2),))), "unit_report")


@pytest.mark.parametrize("text", ["Trang 2", "Biểu 2 (tiếp theo)"])
def test_a_lone_text_beside_the_names_is_no_unit(text: str) -> None:
    same(xlsx(page("unit_report", UNITS).shifted(1, 0, start=4).put(4, COLUMN["members"], text)), "unit_report")


def test_rows_of_a_csv_are_numbered_as_excel_shows_them() -> None:
    item = page("unit_report", UNITS).put(2, 0, "Tên\nđơn vị").put(3, COLUMN["operating_state"], "Đang\nhoạt động")
    for text in (csv_text(item), "sep=,\r\n" + csv_text(item)):
        assert read(text.encode(), "unit_report").tables["unit_report"]["row"] == [4, 5, 6]


def test_windows_punctuation_in_legacy_text() -> None:
    rows = [{**UNITS[0], "sector": "Công nghiệp – TTCN", "workers": "…"}, *UNITS[1:]]
    text = csv_text(page("unit_report", rows)).replace("–", "\x96").replace("…", "\x85")
    parsed = read(to_tcvn3(text).encode("latin-1"), "unit_report")
    assert errors(parsed) == []
    assert parsed.tables["unit_report"]["sector"][0] == "Công nghiệp - TTCN"
    assert parsed.tables["unit_report"]["workers"][0] is None


def test_a_unit_of_money_in_legacy_letters() -> None:
    item = page("unit_report", UNITS, money=None)
    for name in MONEY:
        item = item.put(2, COLUMN[name], item.cells[2, COLUMN[name]] + " (trđ)")
    same(to_vni(csv_text(item)).encode("latin-1"), "unit_report")


def test_capitals_at_the_beginning_of_each_word_are_no_shout() -> None:
    parsed = read(to_tcvn3(csv_text(page("unit_report", [{**UNITS[0], "commune": "Xã Pô Kô"}]))).encode("latin-1"), "unit_report")
    assert parsed.tables["unit_report"]["commune"] == ["Xã Pô Kô"]


@pytest.mark.parametrize("write", [xlsx, xls])
def test_a_batch_of_members_with_one_day_and_one_decision(write) -> None:
    """A date, a type or a state merged over several rows is that of each."""
    rows = [{**row, "joined_on": ROWS["alliance_member"][0]["joined_on"], "decision_no": "5/QĐ"} for row in ROWS["alliance_member"]]
    item, wanted = page("alliance_member", rows), values(read(xlsx(page("alliance_member", rows)), "alliance_member"), "alliance_member")
    at = [list(labels("alliance_member")).index(name) for name in ("joined_on", "decision_no")]
    cells = {place: value for place, value in item.cells.items() if place[0] <= 3 or place[1] not in at}
    merged = tuple((3, position, item.last_row, position) for position in at)
    parsed = read(write(replace(item, cells=cells, merged=merged)), "alliance_member")
    assert errors(parsed) == []
    assert values(parsed, "alliance_member") == wanted


@pytest.mark.parametrize("ditto", ["nt", '"', "-nt-", "Như trên"])
def test_words_days_and_places_as_above(ditto: str) -> None:
    item = page("unit_report", [{**UNITS[1], **{name: UNITS[0][name] for name in ("commune", "sector", "founded_on", "rating")}}])
    wanted = values(
        read(xlsx(replace(item, cells=page("unit_report", UNITS[:1]).cells | item.shifted(1, 0, 3).cells)), "unit_report"), "unit_report"
    )
    for name in ("commune", "sector", "founded_on", "rating", "operating_state"):
        item = item.put(3, COLUMN[name], ditto)
    both = page("unit_report", UNITS[:1]).cells | item.shifted(1, 0, 3).cells
    assert values(read(xlsx(Page("Biểu 2", both)), "unit_report"), "unit_report") == wanted


def test_figures_and_names_are_never_as_above() -> None:
    item = page("unit_report", UNITS).put(4, COLUMN["members"], "nt")
    assert errors(read(xlsx(item), "unit_report")) == ["unreadable_number"]


def test_of_two_lines_above_a_table_that_state_different_units_neither_counts() -> None:
    item = page("unit_report", UNITS).shifted(2, 0, start=1).shifted(2, 0, start=4).put(1, 0, "Đơn vị tính: tỷ đồng")
    assert item.cells[3, 0] == "Đơn vị tính: triệu đồng"
    parsed = read(xlsx(item), "unit_report")
    assert set(errors(parsed)) == {"money_units_differ"}
    assert values(parsed, "unit_report")["revenue_vnd"] == [None, None, 0]
    same(xlsx(item.put(1, 0, "ĐVT: triệu đồng")), "unit_report")


def test_the_unit_above_a_sheet_s_first_table_is_that_of_its_next() -> None:
    order = [name for name in labels("unit_report") if name not in ("registration_code", "converted_from")]
    first, rest = page("unit_report", UNITS[:2]), page("unit_report", UNITS[2:], order=order, money=None).shifted(6, 0)
    cells = {place: value for place, value in rest.cells.items() if place != (6, 0)} | {(6, 0): "II. TỔ HỢP TÁC"}
    parsed = read(xlsx(Page("Biểu 2", first.cells | cells)), "unit_report")
    assert parsed.tables["unit_report"]["profit_vnd"] == PLAIN["unit_report"]["profit_vnd"]
