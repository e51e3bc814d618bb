"""The annexes' workbook: numbers that are numbers, text that is text, heads that stay, pages that print, the draft on all of them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.reports.official.annex_xlsx import write_annex

from . import invented
from .invented import Frames, finding, set_figure

SHEETS = [
    *("Chỉ tiêu theo huyện", "Nhiệm vụ", "Gửi báo cáo", "Quyết định về số liệu", "Chỉ tiêu", "Biểu 1 toàn tỉnh", "Biểu 1 theo huyện"),
    *("Theo lĩnh vực", "Danh sách đơn vị", "Số liệu từng đơn vị", "Ghi chú"),
]


def written(path: Path, out: Path, gate: dict | None = None, **more: object) -> Path:
    return write_annex(invented.outputs(path, out, gate, **more))


@pytest.fixture(scope="module")
def book(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return openpyxl.load_workbook(written(warehouse, tmp_path_factory.mktemp("annex")))


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., Workbook]:
    """The workbook of a warehouse that was changed first."""

    def make(edit: Callable[[Frames], None], **more: object) -> Workbook:
        return openpyxl.load_workbook(written(invented.build(tmp_path / "w.duckdb", edit), tmp_path / "out", **more))

    return make


def head(page: Worksheet) -> int:
    """The head's row: the last above the frozen line."""
    return int("".join(letter for letter in page.freeze_panes if letter.isdigit())) - 1


def row_of(page: Worksheet, text: str, column: int) -> tuple:
    return next(row for row in page.iter_rows(min_row=head(page) + 1) if row[column].value == text)


def test_two_runs_give_the_same_bytes(warehouse: Path, tmp_path: Path) -> None:
    one, two = (written(warehouse, tmp_path / name) for name in ("one", "two"))
    assert one.name == "phu-luc-2019.xlsx"
    assert one.read_bytes() == two.read_bytes()


def test_all_annexes_are_there_numbered_as_the_report_names_them(book: Workbook) -> None:
    assert book.sheetnames == SHEETS
    numbers = [next(cell.value for cell in page["A"] if str(cell.value).startswith("Phụ lục ")) for page in book]
    assert numbers == [f"Phụ lục {number}" for number in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI")]


def test_figures_are_numbers_with_formats_and_nothing_is_a_formula(book: Workbook) -> None:
    for page in book:
        cells = [cell for row in page.iter_rows(min_row=head(page) + 1) for cell in row]
        assert all(cell.data_type != "f" for cell in cells)
        assert {cell.number_format for cell in cells if cell.data_type == "n" and cell.value is not None} <= {"#,##0", "#,##0.0"}
        assert all(cell.number_format == "dd/mm/yyyy" for cell in cells if isinstance(cell.value, datetime))


def test_targets_keep_their_digits_and_their_verdicts(changed: Callable[..., Workbook]) -> None:
    def edit(tables: Frames) -> None:
        set_figure(tables, "T9", value=79.96, verdict="not_met")
        set_figure(
            tables,
            "T7",
            value=27_350_000.0,
            previous_value=None,
            growth_pct=None,
            base_value=None,
            base_growth_pct=None,
            verdict="undetermined",
        )

    page = changed(edit)["Chỉ tiêu"]
    share, income = row_of(page, "9", 0), row_of(page, "7", 0)
    assert (share[5].value, share[5].number_format, share[13].value) == (79.96, "#,##0.0", "Không đạt")
    assert (income[4].value, income[5].value, income[6].value, income[13].value) == ("…", 27.35, "…", "Chưa đủ dữ liệu")


def test_money_is_in_million_and_says_so(book: Workbook, warehouse: Path) -> None:
    page = book["Biểu 1 toàn tỉnh"]
    revenue = row_of(page, "I.4", 0)
    assert revenue[2].value == "triệu đồng/năm"
    assert revenue[4].value == pytest.approx(invented.facts(warehouse).figure("I.4").value / 1_000_000, rel=1e-12)


def test_a_zero_is_zero_and_the_unknown_is_not(changed: Callable[..., Workbook]) -> None:
    def edit(tables: Frames) -> None:
        set_figure(tables, "I.3", area="615", value=0.0)
        set_figure(tables, "I.3", area="616", value=None)

    page = changed(edit)["Biểu 1 theo huyện"]
    heads = [cell.value for cell in page[head(page)]]
    workers = row_of(page, "I.3", 0)
    assert workers[heads.index("Huyện Đăk Hà")].value == 0
    assert workers[heads.index("Huyện Sa Thầy")].value == "…"


def test_what_only_the_districts_totals_know_is_taken_from_them(changed: Callable[..., Workbook]) -> None:
    def edit(tables: Frames) -> None:
        set_figure(tables, "I.7a", value=None, reported_value=41.0)
        set_figure(tables, "I.1", value=57.0, reported_value=59.0)

    book = changed(edit)
    assert row_of(book["Biểu 1 theo huyện"], "I.7a", 0)[3].value == 41
    assert [cell.value for cell in row_of(book["Biểu 1 toàn tỉnh"], "I.1", 0)[6:8]] == [59, 2]


def test_a_mean_has_no_figure_of_the_districts_but_where_there_is_one(changed: Callable[..., Workbook]) -> None:
    def edit(tables: Frames) -> None:
        set_figure(tables, "I.4", value=2e9, reported_value=None)
        set_figure(tables, "I.5", value=2e8, reported_value=3e8)
        set_figure(tables, "I.2", reported_value=None)

    page = changed(edit)["Biểu 1 toàn tỉnh"]
    shown = {item: [cell.value for cell in row_of(page, item, 0)[6:8]] for item in ("I.4", "I.5", "I.2")}
    assert shown == {"I.4": [None, None], "I.5": [300, 100], "I.2": ["…", "…"]}


def test_what_does_not_apply_is_empty_and_growth_from_zero_is_a_dash(changed: Callable[..., Workbook]) -> None:
    def edit(tables: Frames) -> None:
        set_figure(tables, "T2", value=1.0, previous_value=0.0, growth_pct=None, base_growth_pct=None)
        set_figure(tables, "T6", matched_growth_pct=None)

    page = changed(edit)["Chỉ tiêu"]
    unions, members = row_of(page, "2", 0), row_of(page, "6", 0)
    assert unions[7].value == "–" and all(cell.value is None for cell in unions[8:13])
    assert (members[8].value, members[9].value) == ("…", None)


def test_sectors_add_up_to_their_total(book: Workbook) -> None:
    page = book["Theo lĩnh vực"]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=head(page) + 1) if row[0].value == "Toàn tỉnh"]
    *parts, total = rows
    assert total[1] == "Cộng"
    for column in range(2, 8):
        assert sum(row[column] for row in parts if isinstance(row[column], (int, float))) == total[column]


def test_totals_and_no_other_rows_of_figures_are_bold(book: Workbook) -> None:
    for name, column, total in (("Chỉ tiêu theo huyện", 0, "Toàn tỉnh"), ("Theo lĩnh vực", 1, "Cộng")):
        rows = [row for row in book[name].iter_rows(min_row=head(book[name]) + 1) if row[2].value is not None]
        assert total in {row[column].value for row in rows}
        assert all(cell.font.b == (row[column].value == total) for row in rows for cell in row), name


def test_every_unit_of_the_year_is_listed_and_codes_stay_text(book: Workbook, warehouse: Path) -> None:
    page = book["Danh sách đơn vị"]
    rows = [row for row in page.iter_rows(min_row=head(page) + 1) if str(row[0].value).isdigit()]
    units = invented.facts(warehouse).marts.unit_year.filter(pl.col("in_existence") | pl.col("is_dissolved"))
    assert len(rows) == units.height
    assert all(row[3].data_type in ("s", "n") and not isinstance(row[3].value, (int, float)) for row in rows)


@pytest.mark.parametrize(
    "name", ["=cmd|'/c calc'!A1", '=HYPERLINK("http://x","y")', "+1+1", "-2", "@SUM(A1)", "http://vidu.vn", "0123", "{=A1}"]
)
def test_names_are_text_and_never_formulas_links_or_numbers(changed: Callable[..., Workbook], name: str) -> None:
    def edit(tables: Frames) -> None:
        for table, column in {"fct_unit_year": "name", "dim_area_period": "area_name", "dim_indicator": "indicator_name"}.items():
            tables[table] = tables[table].with_columns(pl.lit(name).alias(column))

    book = changed(edit)
    found = [cell for page in book for row in page.iter_rows() for cell in row if cell.value == name]
    assert len(found) > 100
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in found)


def test_no_external_links_or_formulas_in_the_package(warehouse: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(written(warehouse, tmp_path)) as package:
        assert not [name for name in package.namelist() if "externalLink" in name]
        assert all(b"<f>" not in package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/sheet"))


def test_heads_stay_in_sight_and_on_every_printed_page(book: Workbook) -> None:
    for page in book:
        row = head(page)
        assert all(cell.value for cell in page[row])
        assert page.print_title_rows == f"${row}:${row}"


def test_a4_one_page_wide_with_numbers_of_its_own_and_no_more_columns_than_can_be_read(book: Workbook) -> None:
    assert {page.title for page in book if page.page_setup.orientation != "landscape"} == {"Nhiệm vụ", "Gửi báo cáo"}
    for page in book:
        assert page.page_setup.paperSize == 9 and page.max_column <= 15
        assert (page.page_setup.firstPageNumber or 1) == 1 and page.page_setup.useFirstPageNumber
        assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert page.oddFooter.right.text == "Trang &P"


def test_a_draft_says_so_on_every_sheet_and_printed_page(changed: Callable[..., Workbook]) -> None:
    def edit(tables: Frames) -> None:
        tables["fct_finding"] = pl.concat([tables["fct_finding"], finding(finding_id="e1", sender="618")])

    book = changed(edit, gate=invented.receipt(passed=False, errors=1), notice="DỮ LIỆU MÔ PHỎNG & THỬ")
    why = "DỰ THẢO – chưa ban hành vì chưa có báo cáo của UBND huyện Ia H'Drai"
    for page in book:
        assert (page["A1"].value, page["A2"].value) == (why, "DỮ LIỆU MÔ PHỎNG & THỬ")
        assert page.oddHeader.center.text == f"{why} – DỮ LIỆU MÔ PHỎNG && THỬ"


def test_the_drafts_name(warehouse: Path, tmp_path: Path) -> None:
    assert written(warehouse, tmp_path, invented.receipt(passed=False)).name == "du-thao-phu-luc-2019.xlsx"


def test_a_line_too_long_for_a_printed_head_is_shortened_not_dropped(changed: Callable[..., Workbook]) -> None:
    book = changed(lambda tables: None, notice="Dữ liệu mô phỏng " * 40)
    for page in book:
        assert page.oddHeader.center.text.startswith("Dữ liệu mô phỏng") and page.oddHeader.center.text.endswith("…")


def test_english(warehouse: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(warehouse, tmp_path, lang="en"))
    assert book.sheetnames[:3] == ["Targets by district", "Tasks", "Punctuality"]
    assert row_of(book["Targets"], "1", 0)[13].value in ("Met", "Not met")
