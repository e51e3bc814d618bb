"""The report says how far its figures stand, what breaks a comparison, and which cells the Alliance mended."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from pipeline.reports.official.decisions import decided, decision_rows
from pipeline.reports.official.report_docx import write_report
from pipeline.reports.official.standing import breaks, statuses, year_head

from . import invented, word_file
from .invented import Frames, set_figure

REASON = "Từ 01/7/2024 Luật HTX mới chia thành viên thành ba loại"


def revise(tables: Frames) -> None:
    """2018 was corrected by two districts; T6 and T7 cross a break; two cells were mended, one of them signed but not applied."""
    revised = (pl.col("reference_year") == 2018) & pl.col("area_code").is_in([invented.PROVINCE.code, "615", "611"])
    status = pl.when(revised).then(pl.lit("revised")).otherwise(pl.col("figure_status"))
    tables["fct_indicator"] = tables["fct_indicator"].with_columns(figure_status=status)
    for code in ("T6", "T7"):
        set_figure(tables, code, break_note=REASON)
    mended = {
        "register_row": 2, "sender": "615", "reference_year": 2019, "path": "2019/615/bao cao.xlsx", "sheet": "Biểu 2",
        "row": 17, "column": "K", "found": "480", "value": "48", "reason": "Thừa một số 0, huyện xác nhận", "signed_by": "Trần Thị Hoa",
        "signed_at": datetime(2019, 12, 11, 18, 0, tzinfo=UTC), "is_applied": True,
    }  # fmt: skip
    refused = mended | {"register_row": 3, "signed_by": "Người Khác", "is_applied": False}
    tables["fct_correction"] = pl.DataFrame([mended, refused], schema=invented.CORRECTION_SCHEMA)


@pytest.fixture(scope="module")
def revised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented.build(tmp_path_factory.mktemp("revised") / "w.duckdb", revise)


def text(warehouse: Path, folder: Path, lang: str = "vi") -> str:
    path = write_report(invented.outputs(warehouse, folder, lang=lang))
    return word_file.text(path)


def test_provisional_final_and_revised_are_words_at_the_figures(warehouse: Path, revised: Path) -> None:
    plain, facts = invented.facts(warehouse), invented.facts(revised)
    assert [year_head(plain, year) for year in (2019, 2018)] == ["Năm 2019 (sơ bộ)", "Năm 2018"]
    assert year_head(facts, 2018) == "Năm 2018 (đã đính chính)"
    assert year_head(plain, 2012) == "Năm 2012"
    assert statuses(facts)[0].startswith("Số liệu năm 2019 là số sơ bộ") and "huyện Đăk Hà" in statuses(facts)[1]
    assert len(statuses(plain)) == 1  # whether the report of 2018 was signed, this one does not say


def test_a_break_names_the_targets_that_it_touches(warehouse: Path, revised: Path, tmp_path: Path) -> None:
    assert breaks(invented.facts(warehouse)) == []
    (sentence,) = breaks(invented.facts(revised))
    assert sentence == f"Lưu ý khi so sánh số thành viên HTX; thu nhập bình quân của thành viên HTX: {REASON}."

    def everywhere(tables: Frames) -> None:
        tables["fct_indicator"] = tables["fct_indicator"].with_columns(break_note=pl.lit(REASON))

    all_of_them = invented.facts(invented.build(tmp_path / "all.duckdb", everywhere))
    assert breaks(all_of_them) == [f"Lưu ý khi so sánh tất cả các chỉ tiêu: {REASON}."]


def test_the_report_prints_them_and_lists_the_mended_cells(revised: Path, warehouse: Path, tmp_path: Path) -> None:
    said = text(revised, tmp_path)
    for part in ("Năm 2018 (đã đính chính)", REASON, "Phụ lục IV", "ĐÍNH CHÍNH, NHẬN DIỆN", "480", "Trần Thị Hoa, 12/12/2019"):
        assert part in said.replace("\N{NO-BREAK SPACE}", " "), part
    assert "Người Khác" not in said
    assert "Phụ lục IV" in decided(invented.facts(revised))[0]
    assert "Đính chính" not in text(warehouse, tmp_path / "plain") and decided(invented.facts(warehouse)) == []


def test_without_decisions_there_is_no_fourth_annex(tmp_path: Path) -> None:
    path = invented.build(tmp_path / "w.duckdb", lambda tables: tables.update(fct_finding=tables["fct_finding"].clear()))
    assert "Annex IV" not in text(path, tmp_path, "en")


EFFECTS = {
    "T6": (2019, 9513.0, 9513.0, 6159.0, 7713.0, 37.9, 8.4, True),
    "T4": (2019, 60.5, 59.5, 58.0, 58.0, 4.3, 2.6, False),
    "T8": (2019, 101.0, None, 90.0, None, 12.2, None, None),
}


def affect(tables: Frames) -> None:
    """A mended cell and one that was signed for do something to the figures; a decision on who is who does, too."""
    revise(tables)
    tables |= invented.decided(tables)
    identity = {
        "decision_id": "i2", "register": "identity", "reference_year": 2019, "subject": "same", "found": "LMHTX:HTX Sơn Ca",
        "value": "6101123457", "reason": "Đổi tên", "signed_by": "Lê Văn Tám", "signed_at": "2019-12-12T00:00:00+00:00",
    }  # fmt: skip
    tables["fct_decision"] = pl.concat([tables["fct_decision"], pl.DataFrame([identity], schema=invented.DECISION_SCHEMA)])
    rows = [
        (key, EFFECTS[code][0], code, 2018, *EFFECTS[code][1:])
        for key, codes in {"c2": ("T6", "T4"), "i2": ("T8",)}.items()
        for code in codes
    ]
    tables["fct_decision_effect"] = pl.DataFrame(rows, schema=invented.EFFECT_SCHEMA, orient="row")


def test_every_decision_stands_in_one_annex_with_what_it_does_to_the_figures(tmp_path: Path) -> None:
    facts = invented.facts(invented.build(tmp_path / "w.duckdb", affect))
    waiver, correction, identity = decision_rows(facts)
    assert waiver["place"].startswith("Ký chấp nhận\n") and waiver["effect"] == "Không chỉ tiêu nào thay đổi."
    assert correction["what"] == "Tệp ghi: 480\nĐính chính: 48"
    assert correction["effect"].split("\n") == [
        "Nếu không đính chính:",
        "Tỷ lệ HTX hoạt động có hiệu quả: năm 2019 từ 60,5% thành 59,5%.",
        "Số thành viên HTX: năm 2018 từ 6.159 thành 7.713; so với năm 2018 từ tăng 37,9% thành tăng 8,4%; kết luận về chỉ tiêu thay đổi.",
    ]
    assert identity["what"] == "“LMHTX:HTX Sơn Ca” và “6101123457” là cùng một đơn vị"
    assert identity["effect"] == "Giá trị và kết luận dựa vào đó: Số HTX là thành viên Liên minh HTX tỉnh."
    assert identity["signed"] == "Lê Văn Tám, 12/12/2019"
    assert len(decided(facts)) == 2
    said = text(invented.build(tmp_path / "again.duckdb", affect), tmp_path, "en").replace("\N{NO-BREAK SPACE}", " ")
    assert "Without the correction:" in said and "the verdict changes" in said and "are one unit" in said
