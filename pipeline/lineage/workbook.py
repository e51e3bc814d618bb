"""An explanation or a trace as a workbook: one sheet a side and kind, numbers as numbers, every text a text and never a formula.

What is said is made by ``explain`` and ``trace``; here it is only laid out: a sheet is a list of heads, each the name of what stands below.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from xlsxwriter.workbook import Workbook

from pipeline.lineage.text.screen import answer_of, explanation_text, trace_text
from pipeline.lineage.words import Words
from pipeline.system.files import write_whole

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
EXACT = 10**15  # Excel keeps 15 digits; a longer whole number is written as text
MOST_CHARACTERS = 32_767
FIGURES = "indicator indicator_name reference_year area_code area_name role part figure_value numerator denominator reason"
UNITS = "name unit_type registration_code area_code numerator denominator is_matched reason"
CELLS = "field path sheet cell value"
OF_SIDE = {  # sheet → its heads; a sheet that may stay empty is left out then
    "reported": "sender area_code item path sheet cell value",
    "corrections": "path sheet cell field found value reason signed_by signed_at",
    "findings": "severity rule sender path sheet cell value message remedy waiver",
    "documents": "path form reference_year sender version document_no received_at replaces",
}
OPTIONAL = ("reported", "corrections")
_WIDTHS = {
    "name": 46,
    "path": 44,
    "reason": 46,
    "message": 60,
    "remedy": 50,
    "replaces": 44,
    "indicator_name": 40,
    "value": 18,
}

Row = Mapping[str, Any]


def write_explanation(path: Path, answer: Row, lang: str) -> Path:
    """The whole answer of ``explain``; raises OSError with nothing half-written."""
    book, sides = _Book(lang), ("this_year", "previous_year")
    # The summary is the text without its lists: these have sheets of their own.
    short = {side: {**answer[side], "contributions": [], "left_out": [], "units": 0} for side in sides}
    book.summary(explanation_text({**answer, **short}, lang))
    for side in (answer[name] for name in sides if answer[name]["is_there"]):
        year = side["reference_year"]
        for name, units in (("side", side.get("contributions")), ("left_out", side.get("left_out"))):
            if units:
                book.table(name, UNITS.split(), units, year, cells_of="cells")
        for name, heads in OF_SIDE.items():
            if side[name] or name not in OPTIONAL:
                book.table(name, heads.split(), side[name]["cells"] if name == "reported" else side[name], year)
    return write_whole(path, book.data())


def write_trace(path: Path, answer: Row, lang: str) -> Path:
    """The whole answer of ``trace``; raises OSError with nothing half-written."""
    book = _Book(lang)
    book.summary(trace_text({**answer, "figures": [], "tables": []}, lang))
    book.table("figures", FIGURES.split(), answer["figures"])
    return write_whole(path, book.data())


def _shown(words: Words) -> dict[str, Callable[[Row], Any]]:
    """What stands below a head where that is not what the row has by this name."""
    own = words.own

    def cell(row: Row) -> Any:
        return row["cell"] or row["row"] if "cell" in row else f"{row['column'] or ''}{row['row'] or ''}"

    return {
        "cell": cell,
        "waiver": lambda row: answer_of(row, words),
        "item": lambda row: row["label"],
        "figure_value": lambda row: row["value"],
        "reason": lambda row: row.get("reason_text", row.get("reason")),
        "is_matched": lambda row: own["yes" if row["is_matched"] else "no"] if "is_matched" in row else None,
        "severity": lambda row: own["severity"][row["severity"]],
        "form": lambda row: own["forms"][row["form"]],
        "role": lambda row: own["trace"]["roles"][row["role"]],
        "part": lambda row: own["trace"]["parts"][row["part"]],
        "field": lambda row: words.field(row["field"]),
        "signed_at": lambda row: words.moment(row["signed_at"]),
        "received_at": lambda row: words.moment(row["received_at"]),
        "replaces": lambda row: "; ".join(old["path"] for old in row["replaces"]),
    }


class _Book:
    """A workbook in memory; sheets have a bold frozen head and a filter."""

    def __init__(self, lang: str) -> None:
        self._words = Words.of(lang)
        self._shown = _shown(self._words)
        self._buffer = io.BytesIO()
        self._book = Workbook(self._buffer, OPTIONS)
        self._bold = self._book.add_format({"bold": True, "text_wrap": True, "bg_color": "#D9E2F3", "border": 1, "valign": "top"})

    def data(self) -> bytes:
        self._book.close()
        return self._buffer.getvalue()

    def summary(self, text: str) -> None:
        """The first part of a text, a line a row."""
        page = self._book.add_worksheet(self._words.say("xlsx.summary"))
        page.set_column(0, 0, 100)
        for number, line in enumerate(text.split("\n\n")[0].splitlines()):
            _write(page, number, 0, line)

    def table(self, name: str, heads: Sequence[str], rows: Sequence[Row], year: int | None = None, cells_of: str | None = None) -> None:
        """A row a row; ``cells_of``: where its cells lie, each as field, place and what it says, side by side behind it."""
        cells = CELLS.split()
        most = max((len(row[cells_of]) for row in rows), default=0) if cells_of else 0
        page = self._book.add_worksheet(self._words.say(f"xlsx.{name}", year=year))
        all_heads = [*heads, *cells * most]
        for column, head in enumerate(all_heads):
            page.write_string(0, column, self._words.say(f"xlsx.heads.{head}"), self._bold)
            page.set_column(column, column, _WIDTHS.get(head, 14))
        for number, row in enumerate(rows, start=1):
            shown = list(self._values(heads, row))
            for cell in row[cells_of] if cells_of else ():
                value = cell["value"] if isinstance(cell["value"], int) else self._words.fact(cell["value"])
                shown += self._values(cells, {**cell, "value": value})
            for column, value in enumerate(shown):
                _write(page, number, column, value)
        page.freeze_panes(1, 1)
        if rows:
            page.autofilter(0, 0, len(rows), len(all_heads) - 1)

    def _values(self, heads: Sequence[str], row: Row) -> Iterable[Any]:
        return (self._shown[head](row) if head in self._shown else row.get(head) for head in heads)


def _write(page: Any, row: int, column: int, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, float) or (isinstance(value, int) and abs(value) < EXACT):
        page.write_number(row, column, value)
    else:
        page.write_string(row, column, str(value)[:MOST_CHARACTERS])
