"""The report as a file: its name and bytes, its template, what names in the data cannot do to it, the draft on every page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import docx
import polars as pl
import pytest
from docx.document import Document
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate

from pipeline.reports import marts
from pipeline.reports.official.report_docx import ReportError, context, write_report
from pipeline.warehouse.reader import ReadError
from tests.template_maker.make_template import FILES, FOLDER, make

from . import invented, word_file
from .invented import Frames, finding


def written(path: Path, out: Path, gate: dict | None = None, template: Path | None = None, **other: object) -> Path:
    return write_report(invented.outputs(path, out, gate, **other), template)


def test_two_runs_give_the_same_bytes(warehouse: Path, tmp_path: Path) -> None:
    one, two = (written(warehouse, tmp_path / name) for name in ("one", "two"))
    assert one.name == "bao-cao-2019.docx"
    assert one.read_bytes() == two.read_bytes()


def test_the_same_moment_in_another_time_zone_gives_the_same_bytes(warehouse: Path, tmp_path: Path) -> None:
    here = invented.AS_OF.astimezone(invented.PROVINCE.tz)
    one = written(warehouse, tmp_path / "one")
    two = written(warehouse, tmp_path / "two", as_of=here)
    assert one.read_bytes() == two.read_bytes()


def test_an_area_has_the_name_of_the_year(tmp_path: Path) -> None:
    def edit(tables: Frames) -> None:
        later = {"area_code": "618", "area_level": "commune", "area_name": "Xã khác", "parent_code": "62"}
        row = pl.DataFrame([later | {"valid_from": date(2025, 7, 1), "valid_to": None}], schema=tables["dim_area_period"].schema)
        tables["dim_area_period"] = pl.concat([tables["dim_area_period"], row])

    assert invented.facts(invented.build(tmp_path / "w.duckdb", edit)).marts.area_name("618") == "Huyện Ia H'Drai"


def test_nothing_else_is_left_in_the_folder(warehouse: Path, tmp_path: Path) -> None:
    written(warehouse, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["bao-cao-2019.docx"]


def test_the_files_properties_say_what_it_is_and_when_it_was_known(warehouse: Path, tmp_path: Path) -> None:
    properties = docx.Document(str(written(warehouse, tmp_path))).core_properties
    assert properties.title == "Báo cáo tình hình phát triển kinh tế tập thể, hợp tác xã năm 2019"
    assert properties.author == "Liên minh Hợp tác xã tỉnh"
    assert properties.created.replace(tzinfo=UTC) == invented.AS_OF


# the template ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_template_asks_for_exactly_what_the_context_holds(warehouse: Path, lang: str) -> None:
    given = set(context(invented.facts(warehouse, lang), draft=None, notice=None))
    assert DocxTemplate(FOLDER / FILES[lang]).get_undeclared_template_variables() == given - {"subject"}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_script_makes_the_template_that_is_shipped(lang: str) -> None:
    """Where a clerk has edited the shipped one, this test goes and the script's output is history."""
    assert make(lang) == (FOLDER / FILES[lang]).read_bytes()


def closing(document: Document) -> Paragraph:
    return next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith("Trên đây"))


def test_a_template_that_a_clerk_edited_is_what_is_rendered(warehouse: Path, tmp_path: Path) -> None:
    edited = docx.Document(str(FOLDER / FILES["vi"]))
    closing(edited).insert_paragraph_before("Ban Thường vụ đã thông qua báo cáo này trong năm {{ year }}.")
    edited.save(str(tmp_path / "mau.docx"))
    assert "Ban Thường vụ đã thông qua báo cáo này trong năm 2019." in word_file.text(
        written(warehouse, tmp_path, template=tmp_path / "mau.docx")
    )


def test_an_unknown_place_in_the_template_is_an_error_and_no_gap(warehouse: Path, tmp_path: Path) -> None:
    edited = docx.Document(str(FOLDER / FILES["vi"]))
    closing(edited).insert_paragraph_before("{{ so_htx }}")
    edited.save(str(tmp_path / "mau.docx"))
    with pytest.raises(ReportError, match="so_htx"):
        written(warehouse, tmp_path / "out", template=tmp_path / "mau.docx")
    assert not (tmp_path / "out").exists()


def test_a_year_that_the_warehouse_does_not_hold_is_refused(warehouse: Path, tmp_path: Path) -> None:
    with pytest.raises(marts.MartError, match="2014"):
        written(warehouse, tmp_path, year=2014)


def test_a_file_that_is_no_warehouse_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.duckdb").write_bytes(b"not a database")
    with pytest.raises(ReadError, match=r"x\.duckdb"):
        written(tmp_path / "x.duckdb", tmp_path)


# names in the data -------------------------------------------------------------------------------------------------------

NASTY = "{{ 7*7 }}{% for x in range(9) %} <b>A&B</b> {{ cycler.__init__.__globals__ }} <w:p/> \x0c\x07\x01 ]]>"


def test_names_are_printed_and_never_run_or_read_as_markup(tmp_path: Path) -> None:
    def edit(tables: Frames) -> None:
        for table, columns in {
            "fct_task": ["result", "content"], "fct_training": ["class_name", "organiser"], "dim_agency": ["agency_name"],
            "dim_indicator": ["indicator_name"], "dim_area_period": ["area_name"], "fct_finding": ["message", "waiver_reason", "path"],
        }.items():  # fmt: skip
            tables[table] = tables[table].with_columns(pl.lit(NASTY).alias(column) for column in columns)

    path = written(invented.build(tmp_path / "w.duckdb", edit), tmp_path / "out", notice=NASTY)
    text = word_file.text(path)
    assert "{{ 7*7 }}{% for x in range(9) %} <b>A&B</b> {{ cycler.__init__.__globals__ }} <w:p/>" in text
    assert "49" not in word_file.table(path, "Cơ quan").rows[-1].cells[1].text
    assert "&lt;b&gt;A&amp;B" in word_file.xml(path)["word/document.xml"]


# drafts ------------------------------------------------------------------------------------------------------------------


def open_errors(tables: Frames) -> None:
    wrong = [("618", "figure_unlikely"), ("618", "figure_unlikely"), ("SCT", "x"), ("TCT", "x"), ("BKT", "x"), (None, "x")]
    rows = [finding(finding_id=f"e{number}", sender=sender, rule=rule) for number, (sender, rule) in enumerate(wrong)]
    rows.append(finding(finding_id="e9", sender="STC"))
    tables["fct_finding"] = pl.concat([tables["fct_finding"], *rows])
    doubted = [("e0", 2019, "I.4", True), ("e0", 2019, "T6", True), ("e1", 2019, "I.5", False), ("f1", 2019, "T5", True)]
    tables["fct_finding_effect"] = pl.DataFrame(doubted, schema=invented.FINDING_EFFECT_SCHEMA, orient="row")


@pytest.fixture(scope="module")
def held_back(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented.build(tmp_path_factory.mktemp("held") / "w.duckdb", open_errors)


def test_a_draft_says_on_every_page_that_it_is_one_and_why(held_back: Path, tmp_path: Path) -> None:
    path = written(held_back, tmp_path, invented.receipt(passed=False, errors=6))
    assert path.name == "du-thao-bao-cao-2019.docx"
    why = (
        "DỰ THẢO – chưa ban hành vì chưa có báo cáo của Sở Tài chính; số liệu của UBND huyện Ia H'Drai còn 02 lỗi chưa xử lý;"
        " số liệu của Báo Kon Tum còn 01 lỗi chưa xử lý; số liệu của Sở Công Thương còn 01 lỗi chưa xử lý; nơi khác còn 02 lỗi chưa xử lý"
    )
    sections = docx.Document(str(path)).sections
    for section in sections:
        for header in (section.first_page_header, section.header):
            assert why in [paragraph.text for paragraph in header.paragraphs]
    assert "w:evenAndOddHeaders" not in word_file.xml(path)["word/settings.xml"]


def test_a_figure_of_a_draft_that_an_open_error_may_change_stands_marked_and_decides_nothing(held_back: Path, tmp_path: Path) -> None:
    path = written(held_back, tmp_path, invented.receipt(passed=False, errors=6))
    text, row = word_file.text(path), word_file.table(path, "Chỉ tiêu").rows[6]
    for told in ("triệu đồng/năm [chưa xác nhận]", "thành viên [chưa xác nhận];"):
        assert told in text
    profit = text[text.index("lãi bình quân một HTX là") :].partition("\n")[0]
    assert "so với năm 2018" in profit and "[chưa xác nhận]" not in profit  # that finding holds nothing back
    assert word_file.table(path, "Chỉ tiêu").rows[5].cells[4].text.isdigit()  # that one was signed for
    assert "chỉ tiêu có số liệu chưa được xác nhận" in text
    assert row.cells[4].text.endswith("(?)")
    assert [cell.text for cell in row.cells[5:]] == ["…", "…", "Chưa xác nhận"]


def test_a_draft_never_calls_its_figures_official_and_a_report_only_once_it_is_signed(held_back: Path, tmp_path: Path) -> None:
    later = invented.AS_OF.replace(year=2020)
    final = lambda frames: frames.update(fct_indicator=frames["fct_indicator"].with_columns(figure_status=pl.lit("final")))  # noqa: E731
    over = invented.build(tmp_path / "w.duckdb", final)
    signed = {"approval": {"name": "A", "title": "", "approved_at": later, "content_digest": "0" * 64}}
    gates = [invented.receipt(passed=False), invented.receipt(), invented.receipt() | signed]
    said = [word_file.text(written(over, tmp_path / str(number), gate, as_of=later)) for number, gate in enumerate(gates)]
    assert ["là số chính thức." in text.replace("chưa phải là số chính thức", "") for text in said] == [False, False, True]
    assert ["(dự thảo)" in said[0], "(chờ phê duyệt)" in said[1], "(chính thức)" in said[2]] == [True] * 3
    assert "2018 (chính thức)" not in "".join(said)


def test_a_signed_for_error_does_not_make_a_draft(warehouse: Path, tmp_path: Path) -> None:
    path = written(warehouse, tmp_path)
    assert path.name == "bao-cao-2019.docx"
    assert all("DỰ THẢO" not in part for part in word_file.xml(path).values())


def test_a_gate_that_failed_without_an_error_says_so_in_words(warehouse: Path, tmp_path: Path) -> None:
    gate = invented.receipt(passed=False)
    header = docx.Document(str(written(warehouse, tmp_path, gate))).sections[0].first_page_header
    assert "DỰ THẢO – chưa ban hành vì số liệu chưa qua được kiểm tra" in header.paragraphs[0].text


def test_the_notice_of_simulated_data_stands_on_every_page(warehouse: Path, tmp_path: Path) -> None:
    sections = docx.Document(str(written(warehouse, tmp_path, notice="DỮ LIỆU MÔ PHỎNG"))).sections
    for section in sections:
        for footer in (section.first_page_footer, section.footer):
            assert "DỮ LIỆU MÔ PHỎNG" in [paragraph.text for paragraph in footer.paragraphs]


def test_the_report_is_dated_by_its_signature_in_the_offices_time_and_not_before(warehouse: Path, tmp_path: Path) -> None:
    late = datetime(2019, 12, 14, 17, 30, tzinfo=UTC)  # 00:30 on the 15th in Kon Tum
    approval = {"name": "Nguyễn Văn A", "title": "", "approved_at": late, "content_digest": "0" * 64}
    text = word_file.text(written(warehouse, tmp_path, invented.receipt() | {"approval": approval}))
    assert "Kon Tum, ngày 15 tháng 12 năm 2019" in text and "/BC-LMHTX ngày 15 tháng 12 năm 2019 của" in text
    unsigned = word_file.text(written(warehouse, tmp_path / "unsigned"))
    assert "Kon Tum, ngày        tháng        năm" in unsigned and "ngày 14 tháng 12 năm 2019 của" not in unsigned
    assert "Số:          /BC-LMHTX" in unsigned


def test_english(warehouse: Path, tmp_path: Path) -> None:
    text = word_file.text(written(warehouse, tmp_path, lang="en"))
    assert "SOCIALIST REPUBLIC OF VIET NAM" in text
    assert "Table 2. The targets of 2019" in text
    assert "so với" not in text
