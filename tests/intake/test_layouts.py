"""Whatever an office does to the form's layout and spelling, the same rows are read, alone and all at once."""

from __future__ import annotations

import datetime as dt
import random
import unicodedata
from dataclasses import replace

import pytest

from .books import FORMS, ITEMS, ROWS, UNITS, YEAR, Page, csv_text, labels, page, xls, xlsx
from .reading import errors, read, values
from .test_legacy import to_tcvn3, to_vni

TABLES = list(ROWS)
PLAIN = {table: values(read(xlsx(page(table, rows)), table), table) for table, rows in ROWS.items()}


def same(content: bytes, table: str, *, sums_are_true: bool = True) -> None:
    """The plain page's values, and no error; sums that are made up are said."""
    parsed = read(content, table)
    assert set(errors(parsed)) == (set() if sums_are_true else {"total_differs"})
    assert values(parsed, table) == PLAIN[table]


def bare(text: str) -> str:
    spread = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(character for character in spread if not unicodedata.combining(character)))


def heads(item: Page, change) -> Page:
    return replace(
        item, cells={(row, column): change(value) if row == item.header_row else value for (row, column), value in item.cells.items()}
    )


SPELLINGS = {
    "upper": str.upper,
    "lower": str.lower,
    "spaces": lambda text: f"  {text.replace(' ', '   ')} ",
    "line_breaks": lambda text: text.replace(" ", "\n", 1),
    "nfd": lambda text: unicodedata.normalize("NFD", text),
    "no_marks": bare,
    "numbered": lambda text: f"{text} (3)",
    "starred": lambda text: f"{text}*",
}


@pytest.mark.parametrize("table", TABLES)
def test_the_form_as_printed_is_read_without_a_word(table: str) -> None:
    parsed = read(xlsx(page(table, ROWS[table])), table)
    assert parsed.findings == []
    assert len(parsed.tables[table]["row"]) == len(ROWS[table])


def test_every_value_of_the_form_as_printed() -> None:
    read_back = PLAIN["unit_report"]
    assert read_back["name"] == ["HTX Nông nghiệp Hòa Bình", "Quỹ tín dụng nhân dân Vinh Quang", "THT Mắc ca Đăk Hring"]
    assert read_back["members"] == [52, 1250, 11]
    assert read_back["workers"] == [12, 15, None]
    assert read_back["revenue_vnd"] == [1_787_350_000, 12_500_000_000, 0]
    assert read_back["profit_vnd"] == [214_100_000, 1_500_250_000, -12_500_000]
    assert read_back["founded_on"] == [dt.date(2012, 3, 25), dt.date(2001, 7, 4), dt.date(2019, 5, 13)]
    assert PLAIN["registry_unit"]["charter_capital_vnd"] == [1_500_000_000, 3_250_000_000]
    assert PLAIN["task_report"]["quantity"] == [3.0, 12.5, None]
    assert PLAIN["total_item"]["item"] == [item.item for item in FORMS.form("total_item").items]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_headers_may_be_spelled_otherwise(table: str, spelling: str) -> None:
    same(xlsx(heads(page(table, ROWS[table]), SPELLINGS[spelling])), table)


@pytest.mark.parametrize("table", TABLES)
def test_columns_may_stand_in_any_order(table: str) -> None:
    order = list(labels(table))
    random.Random(7).shuffle(order)
    same(xlsx(page(table, ROWS[table], order=order)), table)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_may_start_at_c7(table: str) -> None:
    item = page(table, ROWS[table]).shifted(4, 2)
    same(xlsx(item), table)
    parsed = read(xlsx(item), table)
    assert parsed.tables[table]["row"][0] == 8
    assert parsed.columns[0][2] == "C"
    assert parsed.sheets[0][2] == 7


@pytest.mark.parametrize("table", TABLES)
def test_old_xls_reads_alike(table: str) -> None:
    same(xls(page(table, ROWS[table])), table)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_csv_reads_alike(table: str, delimiter: str, encoding: str) -> None:
    same(csv_text(page(table, ROWS[table]), delimiter).encode(encoding), table)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("encode", [to_tcvn3, to_vni])
def test_legacy_csv_reads_alike(table: str, encode) -> None:
    same(encode(csv_text(page(table, ROWS[table]), ";")).encode("latin-1"), table)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(("encode", "font"), [(to_tcvn3, ".VnTime"), (to_vni, "VNI-Times")])
@pytest.mark.parametrize("write", [xlsx, xls])
def test_legacy_fonts_inside_a_workbook_read_alike(table: str, encode, font: str, write) -> None:
    item = page(table, ROWS[table]).mapped(encode)
    same(write(replace(item, fonts={at: font for at, value in item.cells.items() if isinstance(value, str)})), table)
    same(write(item), table)


@pytest.mark.parametrize("table", TABLES)
def test_one_column_of_another_hand_reads_alike(table: str) -> None:
    item = page(table, ROWS[table])
    column = list(labels(table)).index(FORMS.form(table).anchors[0])
    cells = {at: to_tcvn3(value) if at[1] == column and isinstance(value, str) else value for at, value in item.cells.items()}
    same(xlsx(replace(item, cells=cells, fonts={at: ".VnTime" for at in cells if at[1] == column})), table)


@pytest.mark.parametrize("table", TABLES)
def test_blank_rows_and_columns_and_extra_columns_do_not_matter(table: str) -> None:
    item = page(table, ROWS[table])
    wide = replace(item, cells={(row + (row > 3), 2 * column + 1): value for (row, column), value in item.cells.items()})
    wide = (
        wide.put(2, 2, "Ghi chú")
        .put(3, 2, "đã kiểm tra")
        .put(2, 2 * item.width + 2, "Số điện thoại")
        .put(3, 2 * item.width + 2, "0905 123 456")
    )
    same(xlsx(wide), table)


@pytest.mark.parametrize("table", [table for table in TABLES if table != "total_item"])
def test_rows_that_are_no_data_are_left_out(table: str) -> None:
    item = page(table, ROWS[table], order=None)
    column = list(labels(table)).index(FORMS.form(table).anchors[0])
    header = {at: value for at, value in item.cells.items() if at[0] == 2}
    end = item.last_row
    item = item.shifted(1, 0, start=3)  # room for the column numbers
    cells = dict(item.cells) | {(3, position): f"({position + 1})" for position in range(item.width)}
    cells |= {(end + 2, position): value for (_, position), value in header.items()}  # the header on the next printed page
    for number, text in enumerate(("Cộng", "Tổng cộng", "Trong đó: nữ", "Tổng số HTX: 2"), start=end + 3):
        cells |= {(number, position): 99.0 for position in range(item.width) if position != column} if table == "unit_report" else {}
        cells[number, column] = text
        if table == "unit_report":
            for name in (
                "unit_type",
                "registration_code",
                "commune",
                "sector",
                "founded_on",
                "operating_state",
                "rating",
                "converted_from",
            ):
                del cells[number, list(labels(table)).index(name)]
    cells |= {
        (end + 9, 0): "Đăk Hà, ngày 5 tháng 12 năm 2019",
        (end + 10, 0): "NGƯỜI LẬP BIỂU",
        (end + 10, 3): "KT. CHỦ TỊCH",
        (end + 14, 0): "Nguyễn Văn A",
        (end + 14, 3): "Trần Văn B",
    }
    same(xlsx(replace(item, cells=cells)), table, sums_are_true=table != "unit_report")


def test_roman_groups_with_their_sums_are_left_out() -> None:
    item = page("unit_report", ROWS["unit_report"]).shifted(0, 1)
    cells = dict(item.cells) | {(2, 0): "STT"} | {(row, 0): row - 2.0 for row in (3, 4, 5)}
    moved = replace(item, cells=cells).shifted(1, 0, start=3)
    moved = moved.put(3, 0, "I").put(3, 1, "Hợp tác xã, quỹ tín dụng").put(3, 8, 1302.0)
    moved = moved.shifted(1, 0, start=6).put(6, 0, "II").put(6, 1, "TỔ HỢP TÁC").put(6, 8, 11.0)
    same(xlsx(moved), "unit_report")


@pytest.mark.parametrize(
    "text",
    ["I. HỢP TÁC XÃ", "A. Xã Đăk La", "Xã Đăk La", "Hợp tác xã", "Lĩnh vực nông nghiệp", "DỮ LIỆU MÔ PHỎNG – không phải số liệu thật"],
)
def test_group_rows_without_a_running_number_are_left_out(text: str) -> None:
    item = page("unit_report", ROWS["unit_report"]).shifted(1, 0, start=4)
    same(xlsx(item.put(4, 0, text)), "unit_report")


def test_two_row_header_with_merged_cells() -> None:
    order = list(labels("unit_report"))
    item = page("unit_report", ROWS["unit_report"]).shifted(1, 0, start=3)
    tall = tuple((2, position, 3, position) for position in range(item.width))
    same(xlsx(replace(item, merged=tall)), "unit_report")
    at = {name: order.index(name) for name in order}
    cells = dict(item.cells)
    for parent, first, children in (
        ("Thành viên", "members", ("Tổng số", "Trong đó: mới")),
        ("Cán bộ quản lý", "managers", ("Tổng số", "Được đào tạo, bồi dưỡng trong năm")),
        ("Doanh thu", "revenue", ("Tổng", "Với thành viên")),
        ("Thu nhập BQ", "member_income", ("Thành viên", "Lao động")),
    ):
        for offset, child in enumerate(children):
            cells.pop((2, at[first] + offset))
            cells[3, at[first] + offset] = child
        cells[2, at[first]] = parent
    split = {"members", "new_members", "managers", "managers_trained", "revenue", "revenue_from_members", "member_income", "worker_income"}
    merged = tuple((2, position, 3, position) for name, position in at.items() if name not in split)
    wide = tuple((2, at[name], 2, at[name] + 1) for name in ("members", "managers", "revenue", "member_income"))
    same(xlsx(replace(item, cells=cells, merged=merged + wide)), "unit_report")
    same(csv_text(replace(item, cells=cells)).encode(), "unit_report")


def test_years_of_totals_under_a_common_head() -> None:
    item = page("total_item", ROWS["total_item"]).shifted(1, 0, start=3)
    cells = dict(item.cells) | {(2, 2): "Thực hiện", (3, 2): f"Năm {YEAR - 1}", (3, 3): YEAR}
    del cells[2, 3]
    same(xlsx(replace(item, cells=cells, merged=((2, 2, 2, 3), (2, 0, 3, 0), (2, 1, 3, 1)))), "total_item")


def test_a_commune_merged_down_its_units() -> None:
    item = page("unit_report", ROWS["unit_report"])
    cells = {at: value for at, value in item.cells.items() if at != (4, 3)}
    same(xlsx(replace(item, cells=cells, merged=((3, 3, 4, 3),))), "unit_report")
    same(xls(replace(item, cells=cells, merged=((3, 3, 4, 3),))), "unit_report")
    parsed = read(xlsx(replace(item, cells=cells)), "unit_report")
    assert parsed.tables["unit_report"]["commune"] == ["Xã Đăk La", None, "Xã Đăk Hring"]


@pytest.mark.parametrize(
    ("unit", "factor"), [("đồng", 10**6), ("nghìn đồng", 1000), ("tỷ đồng", 0.001), ("1.000 đ", 1000), ("Triệu đồng", 1)]
)
@pytest.mark.parametrize("where", ["above", "header", "line", "comma"])
def test_the_unit_of_money_is_stated_above_or_in_the_header(unit: str, factor: float, where: str) -> None:
    sums = [name for name, spec in FORMS.form("unit_report").fields.items() if spec.type == "money"]
    rows = [row | {name: round(row[name] * factor, 9) for name in sums if row.get(name) is not None} for row in ROWS["unit_report"]]
    item = page("unit_report", rows, money=unit if where == "above" else None)
    stated = {"header": f" ({unit})", "line": f"\n{unit}", "comma": f", {unit}/năm"}.get(where, "")
    for position, name in enumerate(labels("unit_report")):
        if name in sums:
            item = item.put(2, position, item.cells[2, position] + stated)
    same(xlsx(item), "unit_report")


def test_a_row_of_units_under_the_header() -> None:
    item = page("unit_report", ROWS["unit_report"], money=None).shifted(1, 0, start=3)
    for position, name in enumerate(labels("unit_report")):
        unit = {"count": "người", "money": "(triệu đồng)"}.get(FORMS.form("unit_report").fields[name].type)
        item = item.put(3, position, unit) if unit else item
    same(xlsx(item), "unit_report")


def test_a_column_s_own_unit_overrides_the_one_above() -> None:
    rows = [row | {"member_income": row["member_income"] * 1000} for row in ROWS["unit_report"]]
    item = page("unit_report", rows)
    same(
        xlsx(item.put(2, list(labels("unit_report")).index("member_income"), "Thu nhập BQ thành viên (nghìn đồng/người/năm)")),
        "unit_report",
    )


def test_numbers_and_dates_typed_as_text() -> None:
    def typed(row: dict) -> dict:
        texts = {}
        for name, value in row.items():
            if isinstance(value, dt.date):
                texts[name] = f"{value.day}-{value.month}-{value.year}"
            elif isinstance(value, float):
                texts[name] = f"({-value:.2f})".replace(".", ",") if value < 0 else f"{value:,.2f}".replace(",", " ").replace(".", ",")
            elif isinstance(value, int):
                texts[name] = f"{value:02d} người" if value > 5 else f"{value:02d}"
        return row | texts

    same(xlsx(page("unit_report", map(typed, ROWS["unit_report"]))), "unit_report")


@pytest.mark.parametrize("blank", ["-", "…", "x", "không có số liệu", " "])
def test_marks_of_not_reported_are_blank(blank: str) -> None:
    names = set(labels("unit_report"))
    rows = [
        {name: blank for name in names if row.get(name) is None} | {k: v for k, v in row.items() if v is not None}
        for row in ROWS["unit_report"]
    ]
    same(xlsx(page("unit_report", rows)), "unit_report")


def test_tax_codes_typed_as_numbers_are_text() -> None:
    rows = [row | {"registration_code": row["registration_code"] and float(row["registration_code"])} for row in ROWS["unit_report"]]
    same(xlsx(page("unit_report", rows)), "unit_report")


@pytest.mark.parametrize(
    "change", [str.upper, str.lower, bare, lambda text: f" {text.replace(' ', '  ')}", lambda text: unicodedata.normalize("NFD", text)]
)
def test_words_of_lists_may_be_spelled_otherwise(change) -> None:
    fields = FORMS.form("unit_report").fields
    rows = [{k: change(v) if fields[k].type == "word" and v else v for k, v in row.items()} for row in ROWS["unit_report"]]
    same(xlsx(page("unit_report", rows)), "unit_report")


def test_side_by_side_tables() -> None:
    left, right = page("training_class", ROWS["training_class"]), page("task_report", ROWS["task_report"])
    cells = left.cells | {(row, column + left.width + 1): value for (row, column), value in right.cells.items()}
    from .reading import report

    parsed = report(xlsx(Page("Biểu 3 và 4", cells)), 3, 4)
    assert errors(parsed) == []
    assert values(parsed, "training_class") == PLAIN["training_class"]
    assert values(parsed, "task_report") == PLAIN["task_report"]


def test_extra_columns_that_look_like_the_form_s_own() -> None:
    item = page("unit_report", ROWS["unit_report"])
    for position, (text, value) in enumerate((("Mã số", "ZZ1"), ("Đơn vị", "UBND xã"), ("Lao động", 99)), start=item.width):
        item = item.put(2, position, text).put(3, position, value)
    same(xlsx(item), "unit_report")


def test_the_next_printed_page_with_title_unit_and_header() -> None:
    first, rest = page("unit_report", UNITS[:2]), page("unit_report", UNITS[2:]).shifted(6, 0)
    content = xlsx(Page("Biểu 2", first.cells | rest.cells | {(6, 0): "Biểu 2 (tiếp theo)"}))
    assert read(content, "unit_report").findings == []
    same(content, "unit_report")


def test_below_in_another_order_of_columns() -> None:
    order = list(labels("unit_report"))[::-1]
    first, rest = page("unit_report", UNITS[:2]), page("unit_report", UNITS[2:], order=order).shifted(6, 0)
    same(xlsx(Page("Biểu 2", first.cells | rest.cells)), "unit_report")


def test_an_office_s_whole_page() -> None:
    """Heading of two columns, sums by group as formulas that nobody calculated, place and date, signatures."""
    item = page("unit_report", UNITS, money=None).shifted(0, 1).shifted(4, 0)
    item = item.put(6, 0, "TT").put(0, 0, "UBND HUYỆN ĐĂK HÀ").put(0, 9, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").put(5, 15, "ĐVT: Triệu đồng")
    item = item.shifted(1, 0, start=7).put(7, 0, "I").put(7, 1, "HỢP TÁC XÃ").put(7, 8, "=SUM(I9:I10)")
    item = item.shifted(1, 0, start=10).put(10, 0, "II").put(10, 1, "TỔ HỢP TÁC").put(10, 8, "=SUM(I12)")
    item = item.put(12, 1, "Tổng cộng").put(12, 8, "=I8+I11").put(14, 12, "Đăk Hà, ngày 05 tháng 12 năm 2019")
    item = item.put(15, 1, "NGƯỜI LẬP BIỂU").put(15, 12, "TM. ỦY BAN NHÂN DÂN").put(16, 12, "KT. CHỦ TỊCH").put(20, 12, "Nguyễn Văn A")
    same(xlsx(item), "unit_report")


@pytest.mark.parametrize("write", [lambda item: xlsx(item), lambda item: csv_text(item).encode()])
def test_tables_stacked_in_one_sheet(write) -> None:
    cells, top = {}, 0
    for table in ("total_item", "unit_report", "training_class", "task_report"):
        item = page(table, ROWS[table])
        cells |= {(row + top, column): value for (row, column), value in item.cells.items()}
        top += item.last_row + 4
    from .reading import report

    parsed = report(write(Page("Báo cáo", cells)), 1, 2, 3, 4)
    assert errors(parsed) == []
    for table in ("total_item", "unit_report", "training_class", "task_report"):
        assert values(parsed, table) == PLAIN[table]


@pytest.mark.parametrize(
    "names", [("Bieu 4", "BIỂU 2 ", "bieu1", "Biểu số 3"), ("B04", "B02", "B01", "B03"), ("Sheet1", "Sheet2", "Sheet3", "Sheet4")]
)
def test_sheets_in_another_order_and_spelling(names: tuple[str, ...]) -> None:
    from .reading import report

    tables = ("task_report", "unit_report", "total_item", "training_class")
    parsed = report(xlsx(*(page(table, ROWS[table], name=name) for table, name in zip(tables, names, strict=True))), 1, 2, 3, 4)
    assert errors(parsed) == []
    for table in tables:
        assert values(parsed, table) == PLAIN[table]


@pytest.mark.parametrize("seed", range(12))
def test_all_at_once(seed: int) -> None:
    rng = random.Random(seed)
    for table in TABLES:
        order = list(labels(table))
        rng.shuffle(order)
        item = heads(page(table, ROWS[table], order=order), SPELLINGS[rng.choice(list(SPELLINGS))]).shifted(
            rng.randrange(5), rng.randrange(4)
        )
        item = item.put(item.header_row, item.width, "Ghi chú").put(item.last_row + 2, item.width // 2, "Người lập biểu")
        encode, font = rng.choice([(str, ""), (to_tcvn3, ".VnTime"), (to_vni, "VNI-Helve"), (to_vni, "")])
        item = item.mapped(lambda text, encode=encode: encode(unicodedata.normalize("NFC", text)))
        if font:
            item = replace(item, fonts={at: font for at, value in item.cells.items() if isinstance(value, str)})
        same(rng.choice([xlsx, xls])(item), table)


@pytest.mark.parametrize(
    ("field", "header"),
    [
        ("members", "Số thành viên đến 31/12/2019"),
        ("members", "SO THANH VIEN NAM 2019"),
        ("revenue", "Doanh thu năm 2019\n(triệu đồng)"),
        ("managers_trained", "CBQL được đào tạo, bồi dưỡng năm 2019"),
        ("workers", "Số LĐTX"),
        ("worker_income", "TNBQ LĐTX"),
        ("operating_state", "Tình trạng HĐ"),
        ("registration_code", "Mã số HTX/MST"),
    ],
)
def test_headers_may_name_the_year_or_abbreviate(field: str, header: str) -> None:
    plain = page("unit_report", UNITS)
    position = list(labels("unit_report")).index(field)
    parsed = read(xlsx(plain.put(plain.header_row, position, header)), "unit_report")
    assert errors(parsed) == []
    assert values(parsed, "unit_report") == values(read(xlsx(plain), "unit_report"), "unit_report")


def test_a_column_of_the_year_before_is_not_this_year_s() -> None:
    plain = page("unit_report", UNITS)
    position, beside = list(labels("unit_report")).index("members"), plain.width
    both = plain.put(plain.header_row, position, "Số thành viên năm 2018").put(plain.header_row, beside, "Số thành viên năm 2019")
    for row in range(plain.header_row + 1, plain.last_row + 1):
        both = both.put(row, position, 5).put(row, beside, plain.cells.get((row, position), ""))
    parsed = read(xlsx(both), "unit_report")
    assert errors(parsed) == []
    assert values(parsed, "unit_report") == values(read(xlsx(plain), "unit_report"), "unit_report")


@pytest.mark.parametrize(
    ("item", "label"),
    [
        ("I.1b", "Số HTX mới thành lập trong năm"),
        ("I.1d", "Số HTX HĐ có hiệu quả"),
        ("I.3", "LĐTX trong HTX"),
        ("I.6", "TNBQ của LĐ thường xuyên"),
        ("I.7a", "Trong đó: sơ cấp, trung cấp"),
        ("I.7b", "Trình độ CĐ, ĐH trở lên"),
        ("III.1b", "THT được UBND xã chứng thực"),
    ],
)
def test_items_may_be_abbreviated(item: str, label: str) -> None:
    plain = page("total_item", ITEMS)
    position = list(labels("total_item")).index("label")
    at = plain.header_row + 1 + [spec.item for spec in FORMS.form("total_item").items].index(item)
    parsed = read(xlsx(plain.put(at, position, label)), "total_item")
    assert errors(parsed) == []
    assert parsed.tables["total_item"]["item"] == [spec.item for spec in FORMS.form("total_item").items]
