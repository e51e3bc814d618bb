"""Which office has which habits: the shipped mix, and the wild one for tests."""

from __future__ import annotations

from pipeline.simulate.documents import Document
from pipeline.simulate.habits import PLAIN, Habit


def habit_of(document: Document, habits: str, seed: int) -> Habit:
    """The habit for a document. `habits`: plain, office or wild."""
    if habits == "plain":
        if document.form == "registry_extract":
            return Habit(file="csv", title_rows=0, extra_columns=("Ghi chú",))
        return PLAIN
    raise ValueError(habits)
