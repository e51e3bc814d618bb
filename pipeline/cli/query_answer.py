"""A query's answer: a table for the eye that says what it cut, CSV and JSON whole. No figure is made here."""

import csv
import io
import json
import math
import textwrap
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from gettext import gettext as _
from itertools import count
from typing import Any

from pipeline.system.files import inert
from pipeline.warehouse.query import Answer

_NARROW = 12  # a longer cell may be folded to as few characters where its table would else be too wide


def csv_text(answer: Answer) -> str:
    """Header and rows; a text that a spreadsheet would take for a formula has an apostrophe in front."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(map(inert, _told_apart(answer.columns)))
    # csv puts no quotes around a carriage return, and a reader would begin a row there
    writer.writerows([cell if _is_number(cell) else inert(_text(cell)).replace("\r", "\n") for cell in row] for row in answer.rows)
    return text.getvalue().rstrip("\n")


def json_text(answer: Answer) -> str:
    """A list with one object a row. What JSON has no word for (NaN, infinity) is null."""
    names = _told_apart(answer.columns)
    return json.dumps([dict(zip(names, map(_plain, row), strict=True)) for row in answer.rows], ensure_ascii=False, indent=1)


def table_text(answer: Answer, width: int | None) -> str:
    """A table no wider than ``width`` columns (None: as wide as it is); under it how many rows, and what was cut."""
    from rich.cells import cell_len

    rows = [[_one_line(_text(cell)) for cell in row] for row in answer.rows]
    names = [_one_line(name) for name in answer.columns]
    sizes = [max(map(cell_len, column)) for column in zip(names, *rows, strict=True)]
    fitting = _fitting(sizes, width)
    right = [all(_is_number(row[column]) or row[column] is None for row in answer.rows) for column in range(fitting)]
    lines = [_drawn(names[:fitting], rows, sizes, right, width), _counted(answer)]
    if cut := names[fitting:]:
        text = _("Còn {count} cột không vừa {width} cột chữ của màn hình (--format csv có đủ): {names}")
        lines += textwrap.wrap(text.format(count=len(cut), width=width, names=", ".join(cut)), width or 80, break_on_hyphens=False)
    return "\n".join(lines)


def _drawn(names: list[str], rows: list[list[str]], sizes: list[int], right: list[bool], width: int | None) -> str:
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    columns = [
        Column(Text(name), justify="right" if is_right else "left", overflow="fold", min_width=min(size, _NARROW))
        for name, size, is_right in zip(names, sizes, right, strict=False)
    ]
    table = Table(*columns)
    for row in rows:
        table.add_row(*map(Text, row[: len(names)]))
    drawn = io.StringIO()
    Console(file=drawn, width=width or sum(sizes) + 3 * len(sizes) + 1).print(table)
    return drawn.getvalue().rstrip()


def _fitting(sizes: Sequence[int], width: int | None) -> int:
    """How many columns, from the left and at least one, fit where long cells are folded."""
    used = 1
    for fitting, size in enumerate(sizes):
        used += min(size, _NARROW) + 3
        if width and used > width:
            return max(fitting, 1)
    return len(sizes)


def _counted(answer: Answer) -> str:
    text = _("Chỉ {count} dòng đầu; --limit 0 cho tất cả.") if answer.is_cut else _("{count} dòng.")
    return text.format(count=len(answer.rows))


def _told_apart(names: Sequence[str]) -> list[str]:
    """Names of which no two are equal: a, a_1, a_2."""
    told: list[str] = []
    for name in names:
        further = (f"{name}_{number}" for number in count(1))
        told.append(name if name not in told else next(other for other in further if other not in told and other not in names))
    return told


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _plain(value: Any) -> Any:
    """What JSON can say of a value of DuckDB."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return value if value is None or isinstance(value, str | int) else str(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple | dict):
        return json.dumps(_plain(value), ensure_ascii=False)
    return str(value)


def _one_line(text: str) -> str:
    """Nothing in a cell may move the terminal's cursor or begin a new line."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
