"""What is the same for all columns of a table when its cells are read."""

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.intake.dates import Period
from pipeline.intake.vocabulary import Words


@dataclass(frozen=True)
class Setting:
    """``elsewhere``: how its writer groups thousands, from all its columns;
    ``day_order``: what comes first in the dates of its whole file (``day_order.of_file``); ``window``: within which each day must be
    known, None for the calendar year."""

    vocabulary: Words
    year: int
    is_text: bool
    is_1904: bool
    elsewhere: Callable[[], str | None] = lambda: None
    day_order: Callable[[], str | None] = lambda: None
    window: Period | None = None
