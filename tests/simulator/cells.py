"""One value as an office puts it in a cell: a number, a date, or the text that somebody typed instead."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from tests.simulator import spelling
from tests.simulator.habits import Habit

PER_UNIT = {"đồng": 1, "nghìn đồng": 1_000, "triệu đồng": 1_000_000, "tỷ đồng": 1_000_000_000}


def cell_value(kind: str, value: Any, habit: Habit, place: int, money: str = "") -> Any:
    """What to write for a value of a field's kind. `place` varies the mixed habits from row to row; `money` is the column's unit."""
    if value is None:
        return habit.blank or None
    if kind == "name":
        return _name(value, habit)
    if kind == "commune":
        style = {"full": "full", "bare": "bare", "short": "small"}[habit.place_style]
        return spelling.with_dak(spelling.commune_of(value, style), habit.dak)
    if kind == "district":
        return spelling.with_dak(spelling.district_of(value, habit.place_style), habit.dak)
    if kind == "word":
        return spelling.STYLES[habit.word_style](value)
    if kind == "code":
        return int(value) if habit.codes_are_numbers and not value.startswith("0") and habit.file != "csv" else value
    if kind == "date":
        return _date(value, habit, place)
    if kind == "money":
        return _number(Decimal(value) / PER_UNIT[money], habit, place, money.removesuffix(" đồng"))
    if kind in ("count", "decimal"):
        return _number(
            Decimal(value) if not isinstance(value, float) else Decimal(str(value)), habit, place, "người" if kind == "count" else ""
        )
    return value


def _name(value: Any, habit: Habit) -> str:
    unit_type, name = value
    text = spelling.with_dak(spelling.name_of(unit_type, name, habit.name_style), habit.dak)
    return spelling.old_tones(text) if habit.heading_style == "old" else text


def _date(value: date, habit: Habit, place: int) -> Any:
    style = ("excel", "slash", "dash")[place % 3] if habit.dates == "mixed" else habit.dates
    if style == "excel" and habit.file != "csv":
        return value
    return f"{value.day}-{value.month}-{value.year}" if style == "dash" else f"{value.day:02d}/{value.month:02d}/{value.year}"


def _number(value: Decimal, habit: Habit, place: int, noun: str) -> Any:
    style = habit.numbers
    if style == "mixed":
        style = ("number", "text", "number", "spaced", "padded", "noun", "number", "bracket")[place % 8]
    if style == "number":
        if habit.file == "csv":
            return vietnamese(value, "")
        return int(value) if value == value.to_integral_value() else float(value)
    is_count = noun == "người"
    text = vietnamese(value, " " if style == "spaced" else ".")
    if not is_count and re.fullmatch(r"-?\d{1,3}\.\d{3}", text):
        text = vietnamese(
            value, ""
        )  # "21.200" alone could be 21,2: nothing that is ambiguous is written, nor a decimal that nobody computed
    if style == "bracket" and value < 0:
        return f"({text.removeprefix('-')})"
    if style == "padded" and value == value.to_integral_value() and 0 <= value < 10:
        return f"{int(value):02d}"
    return f"{text} {noun}".strip() if style == "noun" else text


def vietnamese(value: Decimal, thousands: str) -> str:
    """1234.5 -> "1.234,5"."""
    value = value.normalize()
    text = f"{value:,f}"
    return text.replace(",", "\0").replace(".", ",").replace("\0", thousands)
