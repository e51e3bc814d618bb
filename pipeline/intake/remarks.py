"""What the remark behind a unit's name says of its state, “HTX Sơn Ca (đã giải thể)”, where the column that asks for it says otherwise."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pipeline.intake.forms import Forms
from pipeline.intake.grid import text_of
from pipeline.intake.locate import Located
from pipeline.intake.options import word_in

_REMARK = re.compile(r"[(\[]([^()\[\]]+)[)\]]\s*$|[\r\n]+(.+)$")


class Contradicted(NamedTuple):
    """``at``: which of the table's rows; ``remark`` as written; ``said``, ``written``: the list's words there and in the ``field``."""

    at: int
    field: str
    remark: str
    said: str
    written: str


def contradicted(table: Located, read: dict[str, list[Any]], forms: Forms) -> Iterator[Contradicted]:
    """The rows of units whose remark names another word of a list of states than their own column. ``read``: the landing columns."""
    states = {name: spec.words for name, spec in table.form.fields.items() if spec.is_state and spec.words}
    if not states or not table.form.lists_units or not table.indexes:
        return
    for at, cell in enumerate(table.columns[table.header.columns[table.form.anchors[0]]]):
        match = _REMARK.search(text_of(cell))
        if match is None:
            continue
        remark = (match[1] or match[2]).strip()
        for field, listed in states.items():
            said, written = word_in(remark, listed, forms), read[table.form.column_of(field)][at]
            if said and written and said != written:
                yield Contradicted(at, field, remark, said, written)
