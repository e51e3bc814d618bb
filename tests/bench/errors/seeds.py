"""The list of classes: a name, the family of the issue it stands for, and the function that seeds one such error into a draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.bench.errors.draft import Draft, Injection, Place

Seed = Callable[[Draft], tuple[list[Place], set[str]]]


@dataclass(frozen=True)
class ErrorClass:
    name: str
    family: str
    is_of_a_sheet: bool
    seed: Seed

    def into(self, draft: Draft) -> Injection:
        places, units = self.seed(draft)
        return Injection(self.name, places, units)


CLASSES: list[ErrorClass] = []


def error(family: str, is_of_a_sheet: bool = False, name: str | None = None) -> Callable[[Seed], Seed]:
    """Register a function under its own name: it spoils the draft, and returns where that should be found and whose rows suffer."""

    def register(seed: Seed) -> Seed:
        CLASSES.append(ErrorClass(name or seed.__name__, family, is_of_a_sheet, seed))
        return seed

    return register


def cell(sender: str, row: dict, *fields: str, table: str = "unit_report") -> tuple[list[Place], set[str]]:
    """A spoilt cell: any of the fields named may be pointed at."""
    return [Place(sender, table, row["unit"], name) for name in fields], {row["unit"]}
