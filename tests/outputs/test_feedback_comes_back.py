"""A feedback workbook that is sent back is read as the office's own file was: our sheet, colours and notes are no data."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from pipeline.intake import forms
from pipeline.intake.parse import Parsed, Request, parse
from pipeline.reports.feedback import write_feedback
from pipeline.reports.feedback_sheet import Front, Line, add_front

from .conftest import AS_OF, FILES, YEAR, World

OWED = {"608": (1, 2), "615": (1, 2), "SKHDT": (4,), "LMHTX": (4,), "SNNPTNT": (5,)}


@pytest.fixture(scope="module")
def folder(shared_world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("returned")
    write_feedback(shared_world.warehouse, shared_world.raw, out, shared_world.province, YEAR, AS_OF)
    return out / "phan-hoi"


def _parse(path: Path, sender: str, form: str) -> Parsed:
    return parse(path.read_bytes(), path.name, Request(form, YEAR, OWED[sender] if form == "agency_report" else ()), forms.load())


def _rows(parsed: Parsed, tables: set[str]) -> dict[str, dict[str, list]]:
    return {table: {name: values for name, values in parsed.tables[table].items() if name != "sheet"} for table in tables}


@pytest.mark.parametrize(("sender", "form"), [key for key in FILES if key[0] != "617"])
def test_the_same_rows_are_read_at_the_same_places(world: World, folder: Path, sender: str, form: str) -> None:
    own = _parse(world.raw / FILES[sender, form], sender, form)
    back = _parse(folder / f"{sender}.xlsx", sender, form)
    assert own.was_read and back.was_read
    assert own.tables and _rows(back, set(own.tables)) == _rows(own, set(own.tables))
    assert "Phản hồi" not in {sheet[0] for sheet in back.sheets} | {finding[1] for finding in back.findings}


def test_a_cell_corrected_in_place_is_read_corrected(world: World, folder: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(folder / "615.xlsx")
    book["BIỂU 2 "]["E4"] = 7
    book.save(tmp_path / "back.xlsx")
    before, after = (_parse(path, "615", "agency_report") for path in (folder / "615.xlsx", tmp_path / "back.xlsx"))
    at_cell = [
        [finding for finding in parsed.findings if finding[2:4] == (4, "E") and finding[1] == "BIỂU 2 "] for parsed in (before, after)
    ]
    assert at_cell[0] and not at_cell[1]
    assert after.tables["unit_report"]["members"] == [7, 12]


def test_no_wording_of_the_first_sheet_is_taken_for_a_form(tmp_path: Path) -> None:
    """Values and remedies that quote every heading of every form, on a sheet of its own."""
    known = forms.load()
    for form in known.forms:
        labels = [field.label for field in form.fields.values()]
        lines = [Line("error", "Lỗi", form.title, "E4", label, f"Cột «{label}» thiếu.", label, None) for label in labels]
        columns = ["Thứ tự", "Mức độ", "Ở trang", "Ở ô", "Giá trị đọc được", "Cần xem lại", "Cách sửa"]
        book = openpyxl.Workbook()
        book.remove(book.active)
        add_front(book, "Phản hồi", Front("PHẢN HỒI VỀ BÁO CÁO NĂM 2019", labels, "", "", labels, "", labels, columns, lines))
        path = tmp_path / f"{form.table}.xlsx"
        book.save(path)
        parsed = parse(path.read_bytes(), path.name, Request(form.form, YEAR, (1, 2, 3, 4, 5)), known)
        assert parsed.sheets == []
