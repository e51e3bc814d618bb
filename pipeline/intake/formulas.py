"""What a simple formula gives by the values that it names: sums, and arithmetic on cells and numbers of the same sheet.

Whatever else a formula holds makes it unknown: nothing here guesses. Whether a stored value agrees is asked by ``workbook``.
"""

import re
from collections.abc import Callable
from typing import Any

from pipeline.intake.grid import column_number

Place = tuple[int, int]
"""Excel's row number and the column, from 0."""
Formula = tuple[str, Place]
"""Its text, and how many rows and columns its relative references are moved: formulas that were filled down share one text."""

_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|(SUM)\s*\(|(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![\w(!])|([-+*/(),:%]))\s*", re.IGNORECASE)
_LONGEST = 250
_MOST_CELLS = 20_000  # of one sum


class _UnknownError(Exception):
    """Something that is not understood here."""


def value_of(formula: Formula, at: Callable[[Place], Any]) -> float | None:
    """The number that a formula gives, None where it cannot be told. ``at``: what stands at a place, None where that is not known."""
    try:
        return _Reader(formula, at).whole()
    except (_UnknownError, ZeroDivisionError, OverflowError, RecursionError):
        return None


class _Reader:
    def __init__(self, formula: Formula, at: Callable[[Place], Any]) -> None:
        (text, self.moved), self.at = formula, at
        self.tokens: list[Any] = []
        while text and len(text) < _LONGEST:
            match = _TOKEN.match(text)
            if match is None:
                raise _UnknownError
            number, function, *place, sign = match.groups()
            self.tokens.append(float(number) if number else "SUM" if function else sign or self._place(*place))
            text = text[match.end() :]
        if text:
            raise _UnknownError
        self.tokens.reverse()  # the next one is the last

    def _place(self, fixed_column: str, letters: str, fixed_row: str, row: str) -> Place:
        down, right = self.moved
        return int(row) + (0 if fixed_row else down), column_number(letters) + (0 if fixed_column else right)

    def whole(self) -> float:
        found = self._terms()
        if self.tokens:
            raise _UnknownError
        return found

    def _terms(self) -> float:
        found = self._factors()
        while self._next() in ("+", "-"):
            found += self._factors() if self.tokens.pop() == "+" else -self._factors()
        return found

    def _factors(self) -> float:
        found = self._one()
        while self._next() in ("*", "/"):
            found = found * self._one() if self.tokens.pop() == "*" else found / self._one()
        return found

    def _one(self) -> float:
        token = self.tokens.pop() if self.tokens else None
        if token in ("+", "-"):
            return self._one() * (1 if token == "+" else -1)
        if isinstance(token, float):
            found = token
        elif token in ("(", "SUM"):
            found = self._terms() if token == "(" else sum(self._sums())
            if not self.tokens or self.tokens.pop() != ")":
                raise _UnknownError
        elif isinstance(token, tuple):
            found = self._number(token, is_summed=False)
        else:
            raise _UnknownError
        while self._next() == "%":
            self.tokens.pop()
            found /= 100
        return found

    def _sums(self) -> list[float]:
        found = [self._sum()]
        while self._next() == ",":
            self.tokens.pop()
            found.append(self._sum())
        return found

    def _sum(self) -> float:
        if len(self.tokens) < 3 or self.tokens[-2] != ":":
            return self._number(self.tokens.pop(), is_summed=True) if isinstance(self._next(), tuple) and self._ends() else self._terms()
        first, _, last = (self.tokens.pop() for _ in range(3))
        if not (isinstance(first, tuple) and isinstance(last, tuple)):
            raise _UnknownError
        rows, columns = range(first[0], last[0] + 1), range(first[1], last[1] + 1)
        if len(rows) * len(columns) > _MOST_CELLS:
            raise _UnknownError
        return sum(self._number((row, column), is_summed=True) for row in rows for column in columns)

    def _ends(self) -> bool:
        """Whether an argument is the next token and nothing more."""
        return len(self.tokens) > 1 and self.tokens[-2] in (",", ")")

    def _next(self) -> Any:
        return self.tokens[-1] if self.tokens else None

    def _number(self, place: Place, *, is_summed: bool) -> float:
        """A cell's number; a blank is zero, a text too where it is added up."""
        cell = self.at(place)
        if isinstance(cell, (int, float)) and not isinstance(cell, bool):
            return float(cell)
        if cell == "" or (is_summed and isinstance(cell, (str, bool))):
            return 0.0
        raise _UnknownError
