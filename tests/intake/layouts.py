"""Lists laid out as offices do, drawn at random over all forms: heads made of parts, further columns that are nearly a field, units of
money wherever they may stand, sums, groups, other years' rows, ticks, hidden rows and columns, tables in two.

The reader is asked by ``judged`` alone. What a layout adds (other years, plans, women, shares) is known to be no figure of the form, so
that all that is read of a row can be held against it. ``python -m tests.intake.layouts 2000`` draws that many and prints the verdicts.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import random
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

from .books import FORMS, ROWS, UNITS, YEAR, labels
from .reading import SEVERITY, read

Row = dict[str, Any]
LISTS = ("unit_report", "unit_report", "registry_unit", "alliance_member", "training_class", "rating_report")
UNITS_OF_MONEY = {
    "đồng": 1,
    "nghìn đồng": 1000,
    "1.000đ": 1000,
    "triệu đồng": 10**6,
    "Tr.đ": 10**6,
    "trăm triệu đồng": 10**8,
    "tỷ đồng": 10**9,
}


# Sub-headers of a group: the one that the form means first, then what stands beside it.
PAIRS = (
    ("Thực hiện", "Kế hoạch"),
    ("TH", "KH"),
    ("Kết quả thực hiện", "Kế hoạch giao"),
    (f"Năm {YEAR}", f"Năm {YEAR - 1}"),
    (f"{YEAR}", f"{YEAR - 1}"),
    ("Năm nay", "Năm trước"),
    ("Kỳ báo cáo", "Cùng kỳ"),
    (f"31/12/{YEAR}", f"31/12/{YEAR - 1}"),
    ("Cả năm", "6 tháng đầu năm"),
    ("Cuối năm", "Đầu năm"),
    ("Thực hiện", "Ước cả năm"),
    ("Thực hiện", "So sánh với kế hoạch (%)"),
)
PARTS = (("Tổng số", "Nam", "Nữ"), ("Tổng", "Trong đó: nữ"), ("Cộng", "Cá nhân", "Pháp nhân"), ("Tổng cộng", "Kinh", "Dân tộc thiểu số"))
FLAT = ("{} {}", "{} ({})", "{} - {}", "{}: {}", "{}, {}")
# What makes another figure of any head: beside it or in its stead.
OTHER = (
    "kế hoạch", "năm trước", f"năm {YEAR - 1}", "6 tháng đầu năm", "(DTTS)", "(kế hoạch)", f"({YEAR - 1})", "(%)", "(dự kiến)", "đầu kỳ",
    "lũy kế", "(hộ nghèo)", "tăng so với năm trước", "cùng kỳ", "(USD)", "ngoài tỉnh", "chưa có",
)  # fmt: skip
NOTHING = ("", "", "", " ({n})", " (*)", " (nếu có)", " trong năm", " của đơn vị")  # what changes nothing of a head
SUMS = ("Tổng cộng", "Cộng", "TỔNG SỐ", "Cộng toàn huyện", "Tổng số đơn vị", "Toàn huyện")
OTHER_TIMES = (f"Năm {YEAR - 1}", "Kế hoạch", f"Kế hoạch năm {YEAR + 1}", f"Số liệu năm {YEAR - 1}")
TICKED = ("sector", "rating", "operating_state", "unit_type")


@dataclass
class Layout:
    """A workbook with the rows that it is made of, their field's type, and which habits it has. ``lost``: names of rows not to be read."""

    table: str
    content: bytes
    rows: list[Row]
    lost: set[str] = field(default_factory=set)
    habits: list[str] = field(default_factory=list)


def rows_of(table: str) -> list[Row]:
    """Nine rows with figures of their own; those of units in two communes."""
    anchor, fields, found = FORMS.form(table).anchors[0], FORMS.form(table).fields, []
    for number in range(9):
        row = {name: ROWS[table][number % len(ROWS[table])].get(name) for name in fields}
        row[anchor] = f"{row[anchor]} {['Một', 'Hai', 'Ba', 'Bốn', 'Năm', 'Sáu', 'Bảy', 'Tám', 'Chín'][number]}"
        if table == "unit_report":
            row["commune"] = ("Xã Đăk La", "Xã Ngọk Réo")[number // 5]
            row["registration_code"] = f"61{10_000_000 + 7 * number:08d}" if UNITS[number % 3].get("registration_code") else None
        for name, spec in fields.items():
            if row[name] is not None and spec.type in ("count", "money", "number"):
                row[name] = row[name] + number * (1 if spec.type == "count" else 1000 if table == "registry_unit" else 3.25)
        if fields_of_women := [name for name, spec in fields.items() if spec.women_of]:
            row[fields_of_women[0]] = row["managers_attending"] // 3
        found.append(row)
    return found


class _Drawing:
    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.table = self.rng.choice(LISTS)
        self.form, self.fields, self.heads = FORMS.form(self.table), FORMS.form(self.table).fields, labels(self.table)
        self.rows, self.habits, self.lost = rows_of(self.table), [], set[str]()
        self.columns: list[tuple[tuple[str, str], Callable[[Row], Any], str | None]] = []  # two heads, the cell of a row, the field
        own = {"registry_unit": 1}.get(self.table, 10**6)  # what the rows' money is in
        self.unit, scale = self.rng.choice(list(UNITS_OF_MONEY.items()))
        self.factor = own / scale
        self.where = self.rng.choice(("above", "above", "head", "group", "below", "exception"))

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def draw(self) -> Layout:
        order = list(self.fields)
        if self.chance(0.3):
            self.rng.shuffle(order)
        for name in order:
            self._column(name)
        return Layout(self.table, self._book(), self.rows, self.lost, self.habits)

    def _head(self, name: str) -> str:
        head = self.heads[name] + self.rng.choice(NOTHING).format(n=len(self.columns))
        if self.fields[name].type == "money" and self.where == "head":
            head = self.rng.choice(("{} ({})", "{}, {}", "{}\n({})")).format(head, self.unit)
        return head

    def _cell(self, name: str) -> Callable[[Row], Any]:
        if self.fields[name].type == "money":
            return lambda row: None if row[name] is None else round(row[name] * self.factor, 9)
        return lambda row: row[name]

    def _column(self, name: str) -> None:
        spec, head, cell = self.fields[name], self._head(name), self._cell(name)
        is_figure, chance = spec.type in ("count", "money", "number"), self.rng.random()
        if is_figure and spec.women_of is None and self.chance(0.15):
            self._other(name, cell)
            if self.chance(0.4) and name not in self.form.signs:  # in its stead
                self.habits.append(f"no {name}")
                return
        if name in TICKED and spec.words and chance < 0.12:
            self._ticks(name)
        elif spec.signed and chance < 0.25:
            self.habits.append("gains and losses")
            signs = (lambda row: max(cell(row) or 0, 0) or None), (lambda row: -min(cell(row) or 0, 0) or None)
            self.columns += [((head, "Lãi"), signs[0], name), ((head, "Lỗ"), signs[1], None)]
        elif is_figure and spec.women_of is None and chance < 0.12:
            self._group(name, head, cell, self.rng.choice(PAIRS), lambda value, at: value + at + 1)
        elif spec.type == "count" and spec.women_of is None and "attending" not in name and chance < 0.2:
            self._group(name, head, cell, self.rng.choice(PARTS), None)
        else:
            self.columns.append(((head, ""), cell, name))

    def _other(self, name: str, cell: Callable[[Row], Any]) -> None:
        head = f"{self.heads[name]} {self.rng.choice(OTHER)}"
        self.habits.append(head)
        self.columns.append(((head, ""), lambda row: None if cell(row) is None else cell(row) + 7, None))

    def _group(self, name: str, head: str, cell: Callable[[Row], Any], texts: tuple[str, ...], other: Any) -> None:
        self.habits.append(" | ".join(texts))
        cells: list[Callable[[Row], Any]] = [cell]
        if other is None:  # parts that add up, the last what is left
            cells += [lambda row: None if row[name] is None else row[name] // 3]
            cells += [lambda row: None if row[name] is None else row[name] - row[name] // 3]
        else:
            cells += [lambda row, at=at: None if cell(row) is None else other(cell(row), at) for at in range(len(texts) - 1)]
        found = list(zip(texts, cells, [name, None, None], strict=False))
        self.rng.shuffle(found)
        is_flat, way = self.chance(0.25), self.rng.choice(FLAT)
        self.columns += [((way.format(head, text), "") if is_flat else (head, text), cell, of) for text, cell, of in found]

    def _ticks(self, name: str) -> None:
        words, tick = list(FORMS.words.lists[self.fields[name].words or ""]), self.rng.choice(["x", "X", 1, "✓"])
        self.rng.shuffle(words)
        self.habits.append(f"ticks {name}")
        self.columns += [((self.heads[name], word), lambda row, word=word: tick if row[name] == word else None, name) for word in words]

    def _sum(self, rows: list[Row], label: str) -> list[Any]:
        found: list[Any] = []
        for _, cell, name in self.columns:
            if name == self.form.anchors[0]:
                found.append(label)
            elif name == "unit_type" and name not in self.habits and self.chance(0.2) and f"ticks {name}" not in self.habits:
                found.append("HTX")
            else:
                numbers = [value for row in rows if isinstance(value := cell(row), (int, float)) and not isinstance(value, bool)]
                is_ticks = f"ticks {name}" in self.habits
                is_mean = name is not None and self.fields[name].type == "number"
                found.append(round(sum(numbers), 6) if numbers and not is_ticks and not is_mean else None)
        return found

    def _body(self, rows: list[Row]) -> list[list[Any]]:
        """The rows below the head; a name that is to be hidden is in ``lost``."""
        found: list[list[Any]] = []
        cells = {row[self.form.anchors[0]]: [cell(row) for _, cell, _ in self.columns] for row in rows}
        width = len(self.columns)
        if self.chance(0.15):
            self.habits.append("column numbers")
            found.append([f"({column + 1})" for column in range(width)])
        if self.where == "below" and self._has_money():
            is_money = [name is not None and self.fields[name].type == "money" for _, _, name in self.columns]
            found.append([f"({self.unit})" if money else None for money in is_money])
        way = self.rng.choice(("none", "none", "total", "first", "groups", "other time"))
        self.habits.append(way)
        lines = list(cells.values())
        if way == "first":
            found.append(self._sum(rows, self.rng.choice(SUMS)))
        if way == "groups" and self.table == "unit_report":
            for at, commune in enumerate(dict.fromkeys(row["commune"] for row in rows)):
                own = [row for row in rows if row["commune"] == commune]
                found.append(self._sum(own, f"{'AB'[at]}. {commune}" if self.chance(0.5) else commune))
                found += [cells[row["name"]] for row in own]
        elif way == "other time" and self.table in ("unit_report", "rating_report"):
            text = self.rng.choice(OTHER_TIMES)
            again = [[value + 3 if isinstance(value, (int, float)) and value != 1 else value for value in line] for line in lines]
            found += [[text], *again, [f"Năm {YEAR}" if "ăm" in text else "Thực hiện"], *lines]
            self.habits.append(text)
        else:
            found += lines
        if way == "total":
            found.append(self._sum(rows, self.rng.choice(SUMS)))
        return found

    def _has_money(self) -> bool:
        return any(name is not None and self.fields[name].type == "money" for _, _, name in self.columns)

    def _book(self) -> bytes:
        buffer = io.BytesIO()
        book = xlsxwriter.Workbook(buffer, {"in_memory": True})
        parts = [self.rows]
        if self.chance(0.2):
            self.habits.append("two sheets")
            parts = [self.rows[:4], self.rows[4:]]
        for number, rows in enumerate(parts, 1):
            self._sheet(book, f"{self.form.title[:20]} {number}", rows)
        book.close()
        return buffer.getvalue()

    def _sheet(self, book: Any, name: str, rows: list[Row]) -> None:
        sheet, day = book.add_worksheet(name), book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write(0, 0, f"{self.form.title} năm {YEAR}")
        lines = {"above": f"Đơn vị tính: {self.unit}", "group": f"(ĐVT: {self.unit})"}
        lines["exception"] = f"{lines['above']}; riêng thu nhập: đồng/người/tháng"
        if self.where in lines and self._has_money():
            self.habits.append(lines[self.where])
            sheet.write(1, 0, lines[self.where])
        top, body, as_text = self._heads(sheet, 2), self._body(rows), self.chance(0.1)
        for index, line in enumerate(body, start=top):
            for column, value in enumerate(line):
                if isinstance(value, dt.date):
                    sheet.write_datetime(index, column, dt.datetime.combine(value, dt.time()), day)
                elif as_text and isinstance(value, float):
                    text = f"{value:,.6f}".rstrip("0").rstrip(".")
                    sheet.write_string(index, column, text.translate(str.maketrans(",.", ".,")))
                elif value is not None:
                    sheet.write(index, column, value)
        self._hide(sheet, top, body)

    def _heads(self, sheet: Any, first: int) -> int:
        """Writes the heads; gives the row below them."""
        is_deep, is_merged, at = any(below for (_, below), _, _ in self.columns), self.chance(0.75), 0
        while at < len(self.columns):
            (head, below), _, _ = self.columns[at]
            last = at
            while below and last + 1 < len(self.columns) and self.columns[last + 1][0][0] == head and self.columns[last + 1][0][1]:
                last += 1
            if is_merged and (last > at or (is_deep and not below)):
                sheet.merge_range(first, at, first + (last == at), last, head)
            else:
                sheet.write(first, at, head)
            for column in range(at, last + 1):
                if self.columns[column][0][1]:
                    sheet.write(first + 1, column, self.columns[column][0][1])
            at = last + 1
        return first + 1 + is_deep

    def _hide(self, sheet: Any, top: int, body: list[list[Any]]) -> None:
        index, column = self.rng.randrange(len(body)), self.rng.randrange(len(self.columns))
        anchor = next(at for at, (_, _, of) in enumerate(self.columns) if of == self.form.anchors[0])
        name = body[index][anchor] if len(body[index]) > anchor else None
        if self.chance(0.1) and "other time" not in self.habits and any(row[self.form.anchors[0]] == name for row in self.rows):
            self.habits.append("hidden row")
            self.lost.add(name)
            sheet.set_row(top + index, None, None, {"hidden": True})
        if self.chance(0.05) and self.columns[column][2] not in (*self.form.anchors, *self.form.signs):
            self.habits.append(f"hidden column {column}")
            sheet.set_column(column, column, None, None, {"hidden": True})


def draw(seed: int) -> Layout:
    return _Drawing(seed).draw()


def judged(seed: int) -> tuple[str, list[str]]:
    """``read``, ``said`` or ``silent``, and what is silently wrong: a figure other than the row's, or null where no finding speaks of its
    field, its row or its sheet; a row that is none of them, twice there or lost without a word."""
    drawn = draw(seed)
    parsed, form = read(drawn.content, drawn.table), FORMS.form(drawn.table)
    found, anchor, scale = parsed.tables.get(drawn.table, {}), form.column_of(form.anchors[0]), 1 if form.money_unit else 10**6
    loud = [one for one in parsed.findings if SEVERITY[one[0]] != "info"]
    said = [(None if one[0] == "hidden_column" else one[2], json.loads(one[5]).get("field")) for one in loud]  # hidden: of all its rows
    rows: dict[str, list[Row]] = {}
    for at, name in enumerate(found.get(anchor, ())):
        rows.setdefault(name, []).append({column: values[at] for column, values in found.items()})
    wanted = {row[form.anchors[0]]: row for row in drawn.rows if row[form.anchors[0]] not in drawn.lost}
    wrong = [f"{name}: no row, or twice" for name, read_as in rows.items() if name not in wanted or len(read_as) > 1]
    nulls = [] if said else [f"{name}: lost" for name in wanted if name not in rows]
    is_whole = wanted.keys() <= rows.keys()
    for name, row in wanted.items() if not wrong else ():
        for field_name, value in row.items() if name in rows else ():
            got = rows[name][0][form.column_of(field_name)]
            right = round(value * scale) if value is not None and form.fields[field_name].type == "money" else value
            if got == right or (isinstance(right, float) and got is not None and abs(got - right) < 1e-6):
                continue
            is_whole = False
            if got is not None:
                wrong.append(f"{name}: {field_name} {got} for {right}")
            elif not any(of == field_name or row_said in (None, rows[name][0]["row"]) for row_said, of in said):
                nulls.append(f"{name}: {field_name} is null")
    return "silent" if wrong or nulls else "read" if is_whole else "said", [f"{seed} {drawn.habits}: {one}" for one in wrong + nulls]


if __name__ == "__main__":
    counted = Counter(judged(seed)[0] for seed in range(int(sys.argv[1])))
    print(", ".join(f"{counted[verdict]} {verdict}" for verdict in ("read", "said", "silent")))
