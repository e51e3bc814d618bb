"""One file → typed rows, the columns they came from, and findings. Whatever the bytes, nothing is raised.

Pure Python on purpose: worker processes start without loading a data frame library. Not here: the register (``register``),
frames and submissions (``read``), the cache (``cache``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.intake import money
from pipeline.intake.errors import UnreadableFile
from pipeline.intake.figures import figures
from pipeline.intake.forms import ORDINAL, Form, Forms
from pipeline.intake.grid import Sheet
from pipeline.intake.header import Header, headers
from pipeline.intake.open import open_sheets
from pipeline.intake.table import rows
from pipeline.intake.text import tidy, words
from pipeline.intake.totals import item_rows
from pipeline.intake.values import column

_MAX_TABLES_A_SHEET = 50
_YEAR_SPOKEN = re.compile(r"\bnam (20\d\d)\b")
_NO_REPORT_YEAR = re.compile(r"thang \d{0,2} nam 20\d\d|(?:luat|nghi dinh|quyet dinh|thong tu|chi thi)\b.*?\bnam 20\d\d|giai doan.*20\d\d")


@dataclass(frozen=True)
class Request:
    """What a registered file should hold. ``sheets``: the biểu its sender owes in an agency_report."""

    form: str
    year: int
    sheets: tuple[int, ...] = ()


@dataclass
class Parsed:
    """``tables``: table → column → values, all equally long, with ``sheet`` and ``row``. ``columns``: (sheet, field, letter,
    header, multiplier, table). ``sheets``: (sheet, table, header row, rows read, year spoken of). ``findings``: (rule, sheet,
    row, column letter, value, detail as JSON)."""

    was_read: bool = False
    tables: dict[str, dict[str, list[Any]]] = field(default_factory=dict)
    columns: list[tuple] = field(default_factory=list)
    sheets: list[tuple] = field(default_factory=list)
    findings: list[tuple] = field(default_factory=list)

    def say(self, rule: str, sheet: str | None = None, row: int | None = None, letter: str | None = None, value: Any = None, **detail: Any) -> None:
        text = None if value is None else str(value)[:500]
        self.findings.append((rule, sheet, row, letter, text, json.dumps(detail, ensure_ascii=False, sort_keys=True)))


def parse(content: bytes, name: str, request: Request, forms: Forms) -> Parsed:
    """Everything that a file holds of the form it was registered as. ``name`` only helps to say what it looks like."""
    parsed = Parsed()
    try:
        sheets = open_sheets(content, name)
        _read(parsed, sheets, request, forms)
    except UnreadableFile as error:
        parsed = Parsed()
        parsed.say(error.rule, reason=error.reason, reason_en=error.reason_en)
    except RecursionError:
        parsed = Parsed()
        parsed.say("unreadable_file", reason="cấu trúc tệp bất thường", reason_en="the file's structure is not sound")
    return parsed


def _read(parsed: Parsed, sheets: list[Sheet], request: Request, forms: Forms) -> None:
    allowed = forms.of(request.form)
    found: dict[str, list[tuple[Sheet, Header]]] = {}
    for sheet in sheets:
        for header in _tables(sheet, forms, allowed, request.year):
            if sheet.is_hidden:
                if rows(sheet, header, forms, lambda *_, **__: None).data:
                    parsed.say("hidden_sheet", sheet.name, title=header.form.title)
                continue
            found.setdefault(header.form.table, []).append((sheet, header))
    for form in allowed:
        for sheet, header in found.get(form.table, ()):
            _Table(parsed, sheet, header, request, forms).read()
    _say_missing(parsed, sheets, found, request, forms)
    parsed.was_read = bool(parsed.sheets)


def _tables(sheet: Sheet, forms: Forms, allowed: Sequence[Form], year: int) -> list[Header]:
    """All headers of a sheet, from top to bottom; below a table the search goes on."""
    found: list[Header] = []
    start = 0
    while len(found) < _MAX_TABLES_A_SHEET:
        here = headers(sheet, forms, tuple(allowed), year, start)
        if not here:
            return found
        found.extend(here)
        start = max(rows(sheet, header, forms, lambda *_, **__: None).end for header in here)
    return found


def _say_missing(parsed: Parsed, sheets: list[Sheet], found: dict[str, list], request: Request, forms: Forms) -> None:
    owed = [form for form in forms.of(request.form) if form.sheet is None or form.sheet in request.sheets]
    missing = [form for form in owed if form.table not in found]
    if missing and not found:
        others = tuple(form for form in forms.forms if form.form != request.form)
        strange = [header.form.title for sheet in sheets for header in _tables(sheet, forms, others, request.year)]
        if strange:
            parsed.say("wrong_form", value=strange[0], expected=", ".join(form.title for form in missing), found=strange[0])
            return
        if all(cell == "" for sheet in sheets for row in sheet.cells for cell in row):
            parsed.say("unreadable_file", reason="tệp không có nội dung", reason_en="the file holds nothing")
            return
    for form in missing:
        if form.sheet is None:
            parsed.say("table_missing_in_file", value=form.title, title=form.title, columns=", ".join(f.label for f in form.fields.values()))
        else:
            parsed.say("sheet_missing", form.title, value=form.title, title=form.title)


class _Table:
    """Reads one located table into ``parsed``."""

    def __init__(self, parsed: Parsed, sheet: Sheet, header: Header, request: Request, forms: Forms) -> None:
        self.parsed, self.sheet, self.header, self.request, self.forms = parsed, sheet, header, request, forms
        self.form = header.form
        self.unit_above = self._unit_above()

    def say(self, rule: str, index: int | None, column_index: int | None, value: Any = None, **detail: Any) -> None:
        row = None if index is None else self.sheet.row(index)
        letter = None if column_index is None else self.sheet.letter(column_index)
        self.parsed.say(rule, self.sheet.name, row, letter, value, title=self.form.title, **detail)

    def read(self) -> None:
        year = self._reported_year()
        self._say_columns(year)
        if self.form.items:
            indexes, read = self._items()
        else:
            indexes = rows(self.sheet, self.header, self.forms, self.say).data
            read = self._fields(indexes)
        into = self.parsed.tables.setdefault(self.form.table, {})
        into.setdefault("sheet", []).extend([self.sheet.name] * len(indexes))
        into.setdefault("row", []).extend(map(self.sheet.row, indexes))
        for name, values in read.items():
            into.setdefault(name, []).extend(values)
        self.parsed.sheets.append((self.sheet.name, self.form.table, self.sheet.row(self.header.last), len(indexes), year))
        if not indexes:
            self.say("table_empty", None, None, self.form.title)

    def _say_columns(self, year: int | None) -> None:
        for name, spec in self.form.fields.items():
            label = self._label(name)
            index = self.header.columns.get(name)
            if index is None:
                self.say("column_missing_minor" if spec.minor else "column_missing", None, None, label, label=label, field=name)
            else:
                scale = float(self._scale(name) or 1) if spec.type == "money" else 1.0
                text = tidy(self.header.texts[name])
                self.parsed.columns.append((self.sheet.name, name, self.sheet.letter(index), text, scale, self.form.table))

    def _label(self, name: str) -> str:
        return self.form.fields[name].label.format(year=self.request.year, previous=self.request.year - 1)

    def _fields(self, indexes: list[int]) -> dict[str, list[Any]]:
        read: dict[str, list[Any]] = {}
        for name, spec in self.form.fields.items():
            index = self.header.columns.get(name)
            if index is None:
                read[self.form.column_of(name)] = [None] * len(indexes)
                continue
            cells = self._cells(indexes, index, spec.merged_down)
            say = self._say_in(index, indexes, name)
            values = column(spec, cells, self.forms.words, self._scale(name), self.request.year, self.sheet.is_text, self.sheet.is_1904, say)
            if spec.filled:
                for position, value in enumerate(values):
                    if value is None and cells[position] == "" and not self._is_troubled(indexes[position], index):
                        say("missing_value", position, None)
            read[self.form.column_of(name)] = values
        return read

    def _cells(self, indexes: list[int], column_index: int, merged_down: bool) -> list[Any]:
        cells = [self.sheet.cells[index][column_index] for index in indexes]
        if self.sheet.troubles:
            for position, index in enumerate(indexes):
                self._say_trouble(index, column_index)
        if merged_down and self.sheet.merged:
            filled = {
                index: self.sheet.cells[top][left]
                for top, left, bottom, right in self.sheet.merged
                if left <= column_index <= right and bottom > top and 0 <= top < len(self.sheet.cells) and left < len(self.sheet.cells[top])
                for index in range(top + 1, min(bottom, len(self.sheet.cells) - 1) + 1)
            }
            cells = [filled.get(index, cell) if cell == "" else cell for index, cell in zip(indexes, cells, strict=True)]
        return cells

    def _is_troubled(self, index: int, column_index: int) -> bool:
        return (self.sheet.row(index), self.sheet.left + column_index) in self.sheet.troubles

    def _say_trouble(self, index: int, column_index: int) -> None:
        trouble = self.sheet.troubles.get((self.sheet.row(index), self.sheet.left + column_index))
        if trouble:
            self.say("formula_without_value" if trouble == "formula" else "error_cell", index, column_index, trouble)

    def _say_in(self, column_index: int, indexes: list[int], name: str):
        label = self._label(name)

        def say(rule: str, position: int, value: Any = None, **detail: Any) -> None:
            self.say(rule, indexes[position], column_index, value, field=name, label=label, **detail)

        return say

    def _items(self) -> tuple[list[int], dict[str, list[Any]]]:
        items = item_rows(self.sheet, self.header, self.forms, self.unit_above, self.say)
        indexes = [item.index for item in items]
        read: dict[str, list[Any]] = {
            "item": [item.item for item in items],
            "label": [item.label for item in items],
            "unit_text": [item.unit_text for item in items],
        }
        for name, step in (("value", "value_step"), ("previous_value", "previous_step")):
            index = self.header.columns.get(name)
            if index is None:
                read[name] = read[step] = [None] * len(items)
                continue
            scales, wholes = [item.scale for item in items], [not item.is_money for item in items]
            found = figures(self._cells(indexes, index, False), scales, wholes, self.sheet.is_text, self._say_in(index, indexes, name))
            read[name] = [None if figure is None else float(figure.value) for figure in found]
            read[step] = [None if figure is None else max(float(figure.step), 1.0) for figure in found]
        return indexes, read

    def _scale(self, name: str) -> int | None:
        """Đồng per unit of a money column: its header's unit, else the one above the table, else the form's own."""
        if self.form.fields[name].type != "money":
            return None
        own = money.in_header(self.header.texts[name])
        return own or self.unit_above or (money.of_unit(self.form.money_unit) if self.form.money_unit else None)

    def _unit_above(self) -> int | None:
        columns = self.header.columns.values()
        left, right = max(min(columns) - 1, 0), max(columns) + 1
        for index in range(self.header.last, -1, -1):
            for position, cell in enumerate(self.sheet.cells[index]):
                if type(cell) is str and cell and left <= position <= right and (unit := money.above_table(cell)) and index < self.header.first:
                    return unit
        return None

    def _reported_year(self) -> int | None:
        """The year that the header or the lines above it speak of, and a finding where it is not the registered one."""
        years = self.header.years
        if years:
            spoken = years.get("value") or (years["previous_value"] + 1)
            for name, expected in (("value", self.request.year), ("previous_value", self.request.year - 1)):
                if name in years and years[name] != expected:
                    self.say("year_differs", self.header.last, self.header.columns[name], self.header.texts[name], expected=str(expected), label=self._label(name))
            return spoken
        found: list[int] = []
        for row in self.sheet.cells[max(self.header.first - 12, 0) : self.header.first]:
            for cell in row:
                if type(cell) is str and len(cell) < 300:
                    said = _NO_REPORT_YEAR.sub(" ", " ".join(words(cell)))
                    found.extend(int(year) for year in _YEAR_SPOKEN.findall(said))
        if not found:
            return None
        if self.request.year in found:
            return self.request.year
        self.say("title_year_differs", None, None, str(found[-1]), expected=str(self.request.year))
        return found[-1]


__all__ = ["ORDINAL", "Parsed", "Request", "parse"]
