"""Whether day or month comes first in written dates: what a whole file shows of it.

Not here: how one date can be read and what a column shows (``dates``), what is said when nothing settles it (``values``).
"""

from collections.abc import Iterable, Iterator

from pipeline.intake import dates
from pipeline.intake.locate import Located
from pipeline.intake.numbers import is_blank


def of_file(tables: Iterable[Located], year: int) -> str | None:
    """What all columns of dates in one office's file show together."""
    return dates.order(reading for table in tables for text in _texts(table) if (reading := dates.read(text, year + 1)) is not None)


def _texts(table: Located) -> Iterator[str]:
    for name, spec in table.form.fields.items():
        if spec.type == "date" and (position := table.header.columns.get(name)) is not None:
            cells = (table.sheet.cells[index][position] for index in table.indexes)
            yield from (cell for cell in cells if type(cell) is str and not is_blank(cell))
