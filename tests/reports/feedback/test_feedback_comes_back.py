"""A feedback workbook that is sent back is read as the office's own file was: our sheet, colours and notes are no data."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from pipeline import config
from pipeline.intake import forms
from pipeline.intake.read import read_raw
from pipeline.intake.schema import ROW_TABLES
from pipeline.office.numerals import load_words
from pipeline.reports.feedback.letter import FOLDER
from pipeline.reports.feedback.sheet import Front, Line, add_front
from pipeline.reports.feedback.write import write_feedback
from tests.reports.conftest import AS_OF, FILES, YEAR, World

# 617 could not be read; the other reports of SKHDT and LMHTX need no correction
RETURNED = [
    ("608", "agency_report"),
    ("615", "agency_report"),
    ("SNNPTNT", "agency_report"),
    ("SKHDT", "registry_extract"),
    ("LMHTX", "alliance_members"),
]


@pytest.fixture(scope="module")
def folder(shared_world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("returned")
    write_feedback(shared_world.outputs(folder=out))
    return out / "phan-hoi"


def _read(file: Path, sender: str, form: str, raw: Path) -> dict[str, pl.DataFrame]:
    """The landing tables of a raw/ that holds this one file."""
    path = raw / str(YEAR) / sender / file.name
    path.parent.mkdir(parents=True)
    shutil.copy(file, path)
    register = "received_at,sender,form,year,path,sha256,document_no,note\n"
    register += f'2019-12-01T08:00:00+07:00,{sender},{form},{YEAR},"{path.relative_to(raw)}",,,\n'
    (raw / "incoming.csv").write_text(register, encoding="utf-8")
    return read_raw(raw, config.load(), AS_OF)


def _rows(tables: dict[str, pl.DataFrame], names: set[str]) -> dict[str, list[dict]]:
    return {name: tables[name].drop("submission_id", "path", "sheet").to_dicts() for name in names}


@pytest.mark.parametrize(("sender", "form"), RETURNED)
def test_the_same_rows_are_read_at_the_same_places(world: World, folder: Path, tmp_path: Path, sender: str, form: str) -> None:
    own = _read(world.raw / FILES[sender, form], sender, form, tmp_path / "own")
    back = _read(folder / f"{sender}.xlsx", sender, form, tmp_path / "back")
    filled = {name for name in ROW_TABLES if own[name].height}
    assert filled == {name for name in ROW_TABLES if back[name].height}
    assert _rows(back, filled) == _rows(own, filled)
    assert "Phản hồi" not in {*back["sheet_read"]["sheet"], *back["finding"]["sheet"]}


def test_a_cell_corrected_in_place_is_read_corrected(folder: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(folder / "615.xlsx")
    book["BIỂU 2 "]["E4"] = 7
    book.save(tmp_path / "615.xlsx")
    before = _read(folder / "615.xlsx", "615", "agency_report", tmp_path / "before")
    after = _read(tmp_path / "615.xlsx", "615", "agency_report", tmp_path / "after")
    at_cell = [tables["finding"].filter(sheet="BIỂU 2 ", row=4, column="E").height for tables in (before, after)]
    assert at_cell[0] > 0 and at_cell[1] == 0
    assert after["unit_report"]["members"].to_list() == [7, 12]


def test_no_wording_of_the_first_sheet_is_taken_for_a_form(tmp_path: Path) -> None:
    """Values and remedies that quote every heading of every form, on a sheet of its own."""
    words = load_words(FOLDER, "vi")
    for form in forms.load().forms:
        labels = [field.label for field in form.fields.values()]
        lines = [Line("error", "Lỗi", form.title, "E4", label, f"Cột «{label}» thiếu.", label, None) for label in labels]
        book = openpyxl.Workbook()
        book.remove(book.active)
        add_front(book, words, Front("PHẢN HỒI VỀ BÁO CÁO NĂM 2019", labels, "", labels, labels, lines))
        path = tmp_path / f"{form.table}.xlsx"
        book.save(path)
        assert _read(path, "SNNPTNT", form.form, tmp_path / form.table)["sheet_read"].is_empty()
