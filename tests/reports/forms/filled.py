"""A clerk who fills in a blank workbook: makes rows for every sheet, types them in, and remembers what they should read back as."""

from __future__ import annotations

import io
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
from openpyxl import load_workbook

from pipeline.config import Obligation, Province
from pipeline.config.form import Form
from pipeline.config.form_field import FormField
from pipeline.intake import forms as definitions
from pipeline.intake.read import read_raw
from pipeline.intake.receive import receive
from tests.tools import needed

WORDS = ["Thanh Bình", "Đắk Hà", "Ngọk Bay", "rau hoa xứ lạnh", "dược liệu", "cà phê Hà Mòn", "vận tải Tây Nguyên", "sản xuất và dịch vụ"]
STARTS = {"name": "HTX", "class_name": "Bồi dưỡng", "converted_from": "THT"}
MULTIPLE = {"registry_unit": 1, "unit_report": 1_000_000}  # đồng per unit of money on the form

Row = dict[str, Any]


def rows_of(form: Form, choices: dict[str, tuple[str, ...]], random: Random, count: int) -> list[Row]:
    """``count`` rows, typed as the landing tables hold them (money in đồng); optional cells are sometimes left blank."""
    return [{name: _value(form, name, field, choices, random) for name, field in form.fields.items()} for _ in range(count)]


def _value(form: Form, name: str, field: FormField, choices: dict[str, tuple[str, ...]], random: Random) -> Any:
    if not field.filled and name != form.signs[0] and random.random() < 0.2:
        return None
    match field.type:
        case "word":
            return random.choice(choices[name])
        case "text":
            return f"{STARTS.get(name, 'Về')} {random.choice(WORDS)} {random.randrange(1000)}"
        case "code":
            digits = field.digits or 10
            return str(random.randrange(10**digits)).zfill(digits)
        case "date":
            return date(1998, 1, 1) + timedelta(days=random.randrange(8000))
        case "count":
            return random.choice([0, 1, random.randrange(5000)])
        case "money":
            low = -1 if field.signed else 0
            return random.choice([0, random.randrange(low * 10**9, 10**6), random.randrange(low * 10**11, 3 * 10**11)])
        case "number":
            return random.choice([0.0, float(random.randrange(100)), random.randrange(10_000) / 100])
    raise AssertionError(field.type)


def fill(blank: bytes, owed: Obligation, choices_of: Any, random: Random, count: int = 12) -> tuple[bytes, dict[str, list[Row]]]:
    """The workbook filled in, and what it should read back as: table → rows in order."""
    book = load_workbook(io.BytesIO(blank))
    expected: dict[str, list[Row]] = {}
    for form in definitions.load().of(owed.form):
        if form.title not in book.sheetnames:
            continue
        sheet = book[form.title]
        header = next(cell.row for cell in sheet["B"] if cell.value and cell.font.b and cell.fill.fgColor.rgb == "FFDDEBF7")
        columns = {sheet.cell(header, column).value: column for column in range(1, sheet.max_column + 1)}
        if form.items:
            expected[form.table] = _fill_items(sheet, header, random)
        elif form.table == "task_report":
            expected[form.table] = _fill_tasks(sheet, header, columns, form, choices_of(form), random)
        else:
            expected[form.table] = rows_of(form, choices_of(form), random, count)
            for number, row in enumerate(expected[form.table], start=header + 1):
                for name, value in row.items():
                    typed = value / MULTIPLE[form.table] if form.fields[name].type == "money" and value is not None else value
                    sheet.cell(number, columns[form.fields[name].label]).value = typed
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue(), expected


def _fill_items(sheet: Any, header: int, random: Random) -> list[Row]:
    rows = []
    for number in range(header + 1, sheet.max_row + 1):
        item, label, unit = (sheet.cell(number, column).value for column in (1, 2, 3))
        if not unit:
            continue
        row = {"item": item, "label": label, "unit_text": unit}
        for column, name in ((4, "previous_value"), (5, "value")):
            is_money = "đồng" in unit
            typed = random.choice([None, 0, random.randrange(10_000_000) / 100 if is_money else random.randrange(20_000)])
            sheet.cell(number, column).value = typed
            row[name] = None if typed is None else float(round(typed * (1_000_000 if is_money else 1)))
        rows.append(row)
    return rows


def _fill_tasks(
    sheet: Any, header: int, columns: dict[str, int], form: Form, choices: dict[str, tuple[str, ...]], random: Random
) -> list[Row]:
    rows = []
    for number in range(header + 1, sheet.max_row + 1):
        typed = {name: _value(form, name, form.fields[name], choices, random) for name in ("state", "result", "quantity")}
        for name, value in typed.items():
            sheet.cell(number, columns[form.fields[name].label]).value = value
        there = {name: sheet.cell(number, columns[form.fields[name].label]).value for name in ("task", "content", "unit_of_measure")}
        rows.append(there | typed)
    return rows


def read_back(files: dict[tuple[str, str], bytes], folder: Path, province: Province, year: int) -> dict[str, pl.DataFrame]:
    """The landing tables of filled workbooks, (sender, form) → content, received into a raw/ of their own."""
    for (sender, form), content in files.items():
        file = folder / f"{sender}-{form}-{year}.xlsx"
        file.write_bytes(content)
        receive(file, folder / "raw", province, sender, form, year)
    return read_raw(folder / "raw", province, datetime.now(UTC) + timedelta(days=1))


def rows_read(tables: dict[str, pl.DataFrame], table: str, sender: str, names: list[str]) -> list[Row]:
    """What was read of a sender's table, by the form's names of the fields, in the order of the rows."""
    form = definitions.load().form(table)
    columns = {form.column_of(name) if name in form.fields else name: name for name in names}
    mine = tables[table].filter(pl.col("sender") == sender).sort("row")
    return [{columns[column]: value for column, value in row.items()} for row in mine.select(list(columns)).to_dicts()]


def soffice_resave(files: dict[str, bytes], folder: Path, suffix: str = "xlsx") -> dict[str, bytes]:
    """The same workbooks as LibreOffice saves them."""
    command = needed("soffice")
    (folder / "in").mkdir(parents=True)
    for name, content in files.items():
        (folder / "in" / name).write_bytes(content)
    subprocess.run(
        [
            command,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            suffix,
            "--outdir",
            folder / "out",
        ]
        + [folder / "in" / name for name in files],
        check=True,
        capture_output=True,
    )
    return {name: (folder / "out" / name).with_suffix(f".{suffix}").read_bytes() for name in files}
