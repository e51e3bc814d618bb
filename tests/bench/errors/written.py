"""A draft's lists as the offices' files, each with its own habits, and the register of incoming documents."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import random
from pathlib import Path

from xlsxwriter.utility import xl_col_to_name

from tests.bench.errors.draft import Draft
from tests.simulator.documents import Document
from tests.simulator.files import write_file
from tests.simulator.forms import BIEU, FORMS
from tests.simulator.grid import Grid
from tests.simulator.habits import Habit
from tests.simulator.layout import Sheet
from tests.simulator.offices import habit_of
from tests.simulator.writers import REGISTER, path_of


def write(draft: Draft, folder: Path) -> None:
    """Every file and the register; from now on ``draft.places`` knows where each row stands."""
    lines = []
    for document in draft.world.documents:
        if document.year == draft.year and document.sender in draft.unsent:
            continue
        habit = habit_of(document, "office", draft.world.seed)
        path = path_of(document, habit)
        grids = _grids(draft, document, habit, path)
        write_file(folder / path, grids, habit, document.written_on)
        if document.year == draft.year:
            _hide(draft, document, folder / path)
        digest = hashlib.sha256((folder / path).read_bytes()).hexdigest()
        sent = (document.received_at.isoformat(), document.sender, document.form, document.year, path, digest, document.document_no, "")
        lines.append(sent)
    with (folder / "incoming.csv").open("w", encoding="utf-8", newline="") as register:
        csv.writer(register).writerows([REGISTER, *lines])


def _grids(draft: Draft, document: Document, habit: Habit, path: str) -> list[Grid]:
    grids = []
    numbers = {table: number for number, table in BIEU.items()}
    for table in draft.tables_of(document):
        is_now = document.year == draft.year
        if is_now and (document.sender, table) in draft.without:
            draft.places[document.sender, table] = (path, None, {}, {})
            continue
        rng = random.Random(f"{draft.world.seed}/layout/{document.sender}/{table}/{document.year // 2}")
        number = numbers.get(table, 0) if document.form == "agency_report" else 0
        said = dataclasses.replace(document, year=document.year - 1) if is_now and (document.sender, table) in draft.retitled else document
        sheet = Sheet(FORMS[table], number, said, habit, draft.world.places, rng)
        grid = sheet.build(draft.lists[document.sender, document.year, table])
        if is_now:
            letters = {column.field: xl_col_to_name(sheet.left + place) for place, column in enumerate(sheet.columns) if column.field}
            rows: dict[str, list[int]] = {}
            for row, key in grid.row_units.items():
                rows.setdefault(key, []).append(row)
            draft.places[document.sender, table] = (path, None if habit.file == "csv" else grid.name, rows, letters)
        grids.append(grid)
    return grids[::-1] if habit.sheets_backwards else grids


def _hide(draft: Draft, document: Document, file: Path) -> None:
    rows = [(table, key) for sender, table, key in draft.hidden if sender == document.sender]
    if rows and document.form == "agency_report":
        from openpyxl import load_workbook

        book = load_workbook(file)
        for table, key in rows:
            _, sheet, found, _ = draft.places[document.sender, table]
            for row in found[key]:
                book[sheet].row_dimensions[row].hidden = True
        book.save(file)
