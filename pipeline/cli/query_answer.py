"""A query's answer as a table for the eye, which says what it cut. Whole answers: ``query_file``."""

import io
import textwrap
from collections.abc import Sequence
from gettext import gettext as _

from pipeline.cli.values import is_number, written
from pipeline.warehouse.query import Answer

_NARROW = 8  # a longer text may be folded to as few characters where its table would else be too wide; a number, day or name never


def table_text(answer: Answer, width: int | None) -> str:
    """A table no wider than ``width`` columns (None: as wide as it is); under it how many rows, and what was cut."""
    from rich.cells import cell_len

    rows = [[_one_line(written(cell)) for cell in row] for row in answer.rows]
    names = [_one_line(name) for name in answer.columns]
    sizes = [max(map(cell_len, column)) for column in zip(names, *rows, strict=True)]
    texts = [any(isinstance(row[column], str) for row in answer.rows) for column in range(len(names))]
    whole = [max(min(size, _NARROW), cell_len(name)) if text else size for name, size, text in zip(names, sizes, texts, strict=True)]
    least = [min(size, width - 4) if width else size for size in whole]
    fitting = _fitting(least, width)
    right = [all(is_number(row[column]) or row[column] is None for row in answer.rows) for column in range(fitting)]
    lines = [_drawn(names[:fitting], rows, _widths(sizes[:fitting], least, width), right), _counted(answer)]
    if cut := names[fitting:]:
        text = _("Còn {count} cột không vừa {width} cột chữ của màn hình (--format csv có đủ): {names}")
        lines += textwrap.wrap(text.format(count=len(cut), width=width, names=", ".join(cut)), width or 80, break_on_hyphens=False)
    return "\n".join(lines)


def _drawn(names: list[str], rows: list[list[str]], widths: list[int], right: list[bool]) -> str:
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    columns = [
        Column(Text(name), justify="right" if is_right else "left", overflow="fold", width=width)
        for name, width, is_right in zip(names, widths, right, strict=True)
    ]
    table = Table(*columns)
    for row in rows:
        table.add_row(*map(Text, row[: len(names)]))
    drawn = io.StringIO()
    Console(file=drawn, width=_drawn_width(widths)).print(table)
    return drawn.getvalue().rstrip()


def _drawn_width(widths: Sequence[int]) -> int:
    return sum(widths) + 3 * len(widths) + 1


def _fitting(least: Sequence[int], width: int | None) -> int:
    """How many columns, from the left and at least one, fit where long texts are folded."""
    return max((count for count in range(1, len(least) + 1) if not width or _drawn_width(least[:count]) <= width), default=1)


def _widths(sizes: Sequence[int], least: Sequence[int], width: int | None) -> list[int]:
    """What each column gets: its size, or what is left to it after those that want less."""
    widths = list(least[: len(sizes)])
    for column in sorted(range(len(sizes)), key=lambda column: sizes[column] - widths[column]):
        left = width - _drawn_width(widths) if width else sizes[column]
        widths[column] = min(sizes[column], widths[column] + left)
    return widths


def _counted(answer: Answer) -> str:
    text = _("Chỉ {count} dòng đầu; --limit 0 cho tất cả.") if answer.is_cut else _("{count} dòng.")
    return text.format(count=len(answer.rows))


def _one_line(text: str) -> str:
    """Nothing in a cell may move the terminal's cursor or begin a new line."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
