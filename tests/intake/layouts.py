"""Biểu 2 laid out as offices do, drawn at random: groups of columns with sub-headers, ticks, group rows with sums, rows that are no data.

Nothing here calls the reader. What a layout adds (other years, plans, men and women) is known to be no figure of the form.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from .books import FORMS, UNITS, YEAR, Page, labels

FIELDS = FORMS.form("unit_report").fields
FIGURES = [name for name, spec in FIELDS.items() if spec.type in ("count", "money")]
COUNTS = [name for name in FIGURES if FIELDS[name].type == "count"]
TICKED = ("sector", "rating", "operating_state", "unit_type")

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
    ("Cả năm", "9 tháng"),
    ("Cuối năm", "Đầu năm"),
    ("Thực hiện", "Ước cả năm"),
    (f"Thực hiện {YEAR}", f"Kế hoạch {YEAR}"),
    ("Thực hiện", "So sánh với kế hoạch (%)"),
)
PARTS = (
    ("Tổng số", "Nam", "Nữ"),
    ("Tổng", "Trong đó: nữ"),
    ("Cộng", "Cá nhân", "Pháp nhân"),
    ("Tổng cộng", "Kinh", "Dân tộc thiểu số"),
    ("Chung", "Nam giới", "Nữ giới"),
)
FLAT = ("{} {}", "{} ({})", "{} - {}", "{}: {}", "{}, {}")


@dataclass
class Layout:
    """A page and which habits it has."""

    page: Page
    habits: list[str] = field(default_factory=list)


def draw(seed: int) -> Layout:
    """A layout of some habits, and the units of ``more_units``."""
    rng = random.Random(seed)
    layout = _Drawing(rng)
    return Layout(layout.page(), layout.habits)


def more_units() -> list[dict[str, Any]]:
    """Nine units in two communes, each with figures of its own."""
    rows = []
    for number in range(9):
        base = UNITS[number % 3]
        row = {name: base.get(name) for name in FIELDS}
        row["name"], row["commune"] = f"{base['name']} {number + 1}", ("Xã Đăk La", "Xã Ngọk Réo")[number // 5]
        row["registration_code"] = f"61{10_000_000 + 7 * number:08d}" if base.get("registration_code") else None
        for name in FIGURES:
            if row[name] is not None:
                row[name] = row[name] + number if FIELDS[name].type == "count" else round(row[name] + 3.25 * number, 2)
        rows.append(row)
    return rows


class _Drawing:
    def __init__(self, rng: random.Random) -> None:
        self.rng, self.rows, self.habits = rng, more_units(), []
        self.top: list[tuple[str, int]] = []  # the heads of the upper row, with their widths
        self.below: list[str] = []
        self.columns: list[Any] = []  # of each column a function from unit to cell

    def page(self) -> Page:
        order = list(FIELDS)
        if self.rng.random() < 0.3:
            self.rng.shuffle(order)
            self.habits.append("order")
        for name in order:
            self._column(name)
        return self._written(self._body())

    def _column(self, name: str) -> None:
        label, chance = labels("unit_report")[name], self.rng.random()
        if name in TICKED and chance < 0.15:
            self._ticks(name, label)
        elif name == "profit" and chance < 0.3:
            self._gains_and_losses(label)
        elif name in FIGURES and chance < 0.12:
            self._group(name, label, self.rng.choice(PAIRS), self._other)
        elif name in COUNTS and chance < 0.22:
            self._group(name, label, self.rng.choice(PARTS), None)
        else:
            self._add(label, [""], [lambda row: row[name]])

    def _add(self, head: str, below: list[str], cells: list[Any]) -> None:
        if len(below) > 1 and self.rng.random() < 0.25:  # all in one row
            for text, cell in zip(below, cells, strict=True):
                self.top.append((self.rng.choice(FLAT).format(head, text), 1))
                self.below.append("")
                self.columns.append(cell)
            self.habits.append("flat")
            return
        self.top.append((head, len(below)))
        self.below += below
        self.columns += cells

    def _other(self, name: str, row: dict[str, Any], place: int) -> Any:
        value = row[name]
        return None if value is None else value + 1 + place + len(row["name"]) % 3

    def _group(self, name: str, label: str, texts: tuple[str, ...], other: Any) -> None:
        self.habits.append(" | ".join(texts))
        cells = [lambda row: row[name]]
        if other is None:  # parts that add up, the last what is left
            own = [lambda row: None if row[name] is None else row[name] // 3]
            rest = [lambda row: None if row[name] is None else row[name] - row[name] // 3]
            cells += (own + rest)[: len(texts) - 1]
        else:
            cells += [lambda row, place=place: other(name, row, place) for place in range(len(texts) - 1)]
        places = list(range(len(texts)))
        self.rng.shuffle(places)
        self._add(label, [texts[place] for place in places], [cells[place] for place in places])

    def _ticks(self, name: str, label: str) -> None:
        words = list(FORMS.words.lists[FIELDS[name].words])
        self.rng.shuffle(words)
        tick = self.rng.choice(["x", "X", 1, "✓"])
        self.habits.append(f"ticks {name}")
        self.top.append((label, len(words)))
        self.below += words
        self.columns += [lambda row, word=word: tick if row[name] == word else None for word in words]

    def _gains_and_losses(self, label: str) -> None:
        self.habits.append("gains and losses")
        self.top.append((self.rng.choice((label, "Kết quả kinh doanh", "Kết quả SXKD")), 2))
        self.below += ["Lãi", "Lỗ"]
        self.columns += [
            lambda row: row["profit"] if row["profit"] is not None and row["profit"] >= 0 else None,
            lambda row: -row["profit"] if row["profit"] is not None and row["profit"] < 0 else None,
        ]

    def _body(self) -> list[list[Any]]:
        found: list[list[Any]] = []
        width = len(self.columns)
        if self.rng.random() < 0.15:
            self.habits.append("column numbers")
            found.append([f"({column + 1})" for column in range(width)])
        ways = self.rng.choice(["none", "none", "letter", "place", "total", "numbered"])
        self.habits.append(ways)
        for at, commune in enumerate(("Xã Đăk La", "Xã Ngọk Réo")):
            own = [[cell(row) for cell in self.columns] for row in self.rows if row["commune"] == commune]
            if ways in ("letter", "place"):
                found.append(self._sums(own, commune if ways == "place" else f"{'AB'[at]}. {commune}"))
            found += own
        if ways == "total":
            found.append(self._sums([[cell(row) for cell in self.columns] for row in self.rows], "Tổng cộng"))
        return found

    def _sums(self, rows: list[list[Any]], label: str) -> list[Any]:
        sums: list[Any] = []
        for cells in zip(*rows, strict=True):
            numbers = [cell for cell in cells if isinstance(cell, (int, float))]
            is_ticks = all(cell in (1, None) for cell in cells)
            sums.append(round(sum(numbers), 2) if numbers and not is_ticks else None)
        name = next(at for at, (head, _) in enumerate(self._heads()) if head == labels("unit_report")["name"])
        return [label if at == name else value for at, value in enumerate(sums)]

    def _heads(self) -> list[tuple[str, str]]:
        heads = [head for head, width in self.top for _ in range(width)]
        return list(zip(heads, self.below, strict=True))

    def _written(self, body: list[list[Any]]) -> Page:
        cells: dict[tuple[int, int], Any] = {(0, 0): f"Biểu 2. Danh sách đơn vị năm {YEAR}", (1, 0): "Đơn vị tính: triệu đồng"}
        merged, at, is_deep = [], 0, any(self.below)
        for head, width in self.top:
            cells[2, at] = head
            if is_deep and (width > 1 or not self.below[at]):
                merged.append((2, at, 2 if width > 1 else 3, at + width - 1))
            at += width
        cells |= {(3, column): text for column, text in enumerate(self.below) if text}
        for number, row in enumerate(body, start=3 + is_deep):
            cells |= {(number, column): value for column, value in enumerate(row) if value is not None}
        if is_deep and self.rng.random() < 0.25:
            self.habits.append("not merged")
            merged = []
        return Page("Biểu 2", cells, tuple(merged))
