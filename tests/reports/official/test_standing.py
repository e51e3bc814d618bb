"""The report says how far its figures stand, what breaks a comparison, and which cells the Alliance mended."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from pipeline.reports.official.report_docx import write_report
from pipeline.reports.official.standing import breaks, mended, statuses, year_head

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
    assert [year_head(plain, year) for year in (2019, 2018)] == ["Năm 2019 (sơ bộ)", "Năm 2018 (chính thức)"]
    assert year_head(facts, 2018) == "Năm 2018 (đã đính chính)"
    assert year_head(plain, 2012) == "Năm 2012"
    assert statuses(facts)[0].startswith("Số liệu năm 2019 là số sơ bộ") and "huyện Đăk Hà" in statuses(facts)[1]
    assert "huyện" not in statuses(plain)[1]


def test_a_break_names_the_targets_that_it_touches(warehouse: Path, revised: Path, tmp_path: Path) -> None:
    assert breaks(invented.facts(warehouse)) == []
    (sentence,) = breaks(invented.facts(revised))
    assert sentence == f"Lưu ý khi so sánh Số thành viên HTX; Thu nhập bình quân của thành viên HTX: {REASON}."

    def everywhere(tables: Frames) -> None:
        tables["fct_indicator"] = tables["fct_indicator"].with_columns(break_note=pl.lit(REASON))

    all_of_them = invented.facts(invented.build(tmp_path / "all.duckdb", everywhere))
    assert breaks(all_of_them) == [f"Lưu ý khi so sánh tất cả các chỉ tiêu: {REASON}."]


def test_the_report_prints_them_and_lists_the_mended_cells(revised: Path, warehouse: Path, tmp_path: Path) -> None:
    said = text(revised, tmp_path)
    for part in ("Năm 2018 (đã đính chính)", REASON, "Phụ lục V", "DO LIÊN MINH HTX TỈNH ĐÍNH CHÍNH", "480", "Trần Thị Hoa, 12/12/2019"):
        assert part in said.replace("\N{NO-BREAK SPACE}", " "), part
    assert "Người Khác" not in said
    assert "Phụ lục V" in mended(invented.facts(revised))[0]
    assert "ĐÍNH CHÍNH" not in text(warehouse, tmp_path / "plain") and mended(invented.facts(warehouse)) == []


def test_without_waivers_the_list_is_the_fourth_annex(tmp_path: Path) -> None:
    def no_waiver(tables: Frames) -> None:
        revise(tables)
        tables["fct_finding"] = tables["fct_finding"].clear()

    path = invented.build(tmp_path / "w.duckdb", no_waiver)
    said = text(path, tmp_path, "en")
    assert "Annex IV" in said and "Annex V\n" not in said and "CELLS MENDED BY THE ALLIANCE" in said
