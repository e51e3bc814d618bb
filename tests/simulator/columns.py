"""Which columns a sheet has, in which order, and its header rows: single, or two rows with merged heads."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.simulator import spelling
from tests.simulator.forms import Form
from tests.simulator.grid import Grid
from tests.simulator.habits import Habit

HEADS = (  # fields that a two-row header puts under one head, in the form's order
    ("Địa chỉ", ("commune", "district")),
    ("Thành viên, lao động, cán bộ", ("members", "new_members", "workers", "managers", "managers_trained")),
    ("Kết quả sản xuất, kinh doanh", ("revenue", "revenue_from_members", "profit")),
    ("Thu nhập bình quân", ("member_income", "worker_income")),
    ("Thời gian", ("start_on", "end_on")),
    ("Thực hiện", ("previous_value", "value")),
)
PER_PERSON = ("member_income", "worker_income")
SPLIT = {"member_income": "thành viên", "worker_income": "lao động"}


@dataclass(frozen=True)
class Column:
    """One column of the sheet. `field` is empty for one that the form does not have."""

    field: str
    heading: str
    kind: str
    head: str = ""
    money: str = ""


def columns_of(form: Form, habit: Habit, year: int, rng: random.Random) -> list[Column]:
    """The form's columns as this office has them, its own ones among them."""
    money = "đồng" if form.table == "registry_unit" and habit.money_in == "above" else habit.money
    made = [_column(field, heading.format(year=year, previous=year - 1), kind, habit, money) for field, heading, kind in form.columns]
    blocks: list[list[Column]] = []
    for column in made:  # columns under one head stay together
        if blocks and column.head and blocks[-1][0].head == column.head:
            blocks[-1].append(column)
        else:
            blocks.append([column])
    if habit.shuffles:
        first = blocks.pop(0) if form.table == "total_item" else None
        rng.shuffle(blocks)
        for block in blocks:
            rng.shuffle(block)
        blocks = [first, *blocks] if first else blocks
    for extra in habit.extra_columns:
        at = rng.randint(1, len(blocks)) if habit.shuffles else len(blocks)
        blocks.insert(at, [Column("", extra, "text")])
    ordered = [column for block in blocks for column in block]
    if habit.stt and form.table != "total_item":
        ordered.insert(0, Column("", "STT", "stt"))
    return ordered


def _column(field: str, heading: str, kind: str, habit: Habit, money: str) -> Column:
    head = next((head for head, fields in HEADS if field in fields), "") if habit.two_row_header else ""
    unit = money if kind == "money" else ""
    if head == "Thực hiện":
        heading = heading.removeprefix("Thực hiện ")
    if field in SPLIT and head:
        head = "Thu nhập BQ"
        heading = SPLIT[field] if habit.splits_heads else heading
    if unit and habit.money_in == "header":
        per = "/người/năm" if field in PER_PERSON else ""
        if head and field in SPLIT and habit.splits_heads:
            head += f" ({unit}{per})"
        else:
            heading += f" ({unit}{per})"
    return Column(field, heading, kind, head, unit)


def put_header(grid: Grid, row: int, left: int, columns: list[Column], habit: Habit) -> int:
    """Write the header from a row on; returns the row after it."""
    spell = spelling.STYLES[habit.heading_style]
    if not any(column.head for column in columns):
        for place, column in enumerate(columns):
            grid.put(row, left + place, spell(column.heading), "head")
        return row + 1
    place = 0
    while place < len(columns):
        column = columns[place]
        span = 1
        while column.head and place + span < len(columns) and columns[place + span].head == column.head:
            span += 1
        if column.head:
            grid.put(row, left + place, spell(column.head), "head")
            grid.merge(row, left + place, row, left + place + span - 1)
            for offset in range(span):
                grid.put(row + 1, left + place + offset, spell(columns[place + offset].heading), "head")
        else:
            grid.put(row, left + place, spell(column.heading), "head")
            grid.merge(row, left + place, row + 1, left + place)
        place += span
    return row + 2
