"""The published figures that are counts of units, as the definitions (``mart.dim_indicator``) say: no indicator has a name here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Row = Mapping[str, Any]
Count = tuple[str, str, str | None, str | None]  # units, scope, flag and its value


class Counts:
    """The figures that are counts of units, by what they count. Two codes of one figure are one; a share's numerator is a count as well."""

    def __init__(self, definitions: Iterable[Row]) -> None:
        protected = [row for row in definitions if row["protection"]]
        self._by_code = {row["indicator"]: row for row in protected}
        counted = [row for row in protected if row["protection"] == "count" or (row["kind"] == "share" and row["per"] == "units")]
        self._codes: dict[Count, str] = {}
        for row in sorted(counted, key=lambda row: (row["protection"] != "count", row["sort_order"])):
            self._codes.setdefault(_of(row), row["indicator"])
        self.shares = {code for code in self._codes.values() if self._by_code[code]["kind"] == "share"}

    @property
    def codes(self) -> list[str]:
        return list(self._codes.values())

    def find(self, units: str, scope: str, flag: str | None = None, flag_value: str | None = None) -> str | None:
        """The code of this count; None where it is not published."""
        return self._codes.get((units, scope, flag, flag_value))

    def code_of(self, indicator: str) -> str | None:
        """The count that a figure is, under whichever code; None where it is none."""
        row = self._by_code[indicator]
        return self._codes.get(_of(row)) if row["protection"] == "count" else None

    def rests_on(self, indicator: str) -> set[str]:
        """Counts that hide the figure where they are hidden: itself; else of all units of its kind, of its own, of the flagged ones."""
        row = self._by_code[indicator]
        units, scope, flag, word = _of(row)
        mine = [(units, scope, flag, word)]
        if row["protection"] != "count":
            mine += [(units, "existing", None, None), (units, scope, None, None)]
        return {code for key in mine if (code := self._codes.get(key))}

    def within(self) -> Iterator[tuple[str, str]]:
        """(part, whole): flagged units are some of the unflagged, active and new ones some of those in existence."""
        for (units, scope, flag, _), code in self._codes.items():
            whole = self.find(units, scope) if flag else self.find(units, "existing") if scope in ("active", "new") else None
            if whole and whole != code:
                yield code, whole

    def kinds(self) -> list[str]:
        return list(dict.fromkeys(units for units, *_ in self._codes))


def _of(row: Row) -> Count:
    return row["units"], row["scope"], row["flag"], row["flag_value"]
