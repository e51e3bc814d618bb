"""The lines of a register in which people sign about findings: which finding a line names, and why a line has no effect.

Not here: what a signature does (``waivers``, ``confirmations``).
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from pipeline.system import register_csv
from pipeline.system.folding import same, same_path
from pipeline.system.signatures import FUTURE, Standing, signed_on, standing, unseen

PLACE = ("rule", "sender", "path", "sheet", "row", "column")
_WHOLE_NUMBERS = ("year", "row")


@dataclass(frozen=True)
class SignedLine:
    """One line. ``line``: its number; ``problem``: why it has no effect, None where it has; ``rule``: the id that the rule it names has
    today."""

    line: int
    cells: dict[str, str]
    rule: str
    problem: str | None

    @property
    def year(self) -> int | None:
        return int(self.cells["year"]) if self.cells["year"].isdecimal() else None

    def is_of(self, finding: Mapping[str, Any], years: Sequence[int]) -> bool:
        """Its year is the finding's, or one of the reports' for a finding without a year."""
        return self.year == finding["reference_year"] or (finding["reference_year"] is None and self.year in years)

    def names(self, name: str, found: Any) -> bool:
        """Whether what the line says of a column is what was found."""
        wanted = self.rule if name == "rule" else self.cells[name]
        if found is None:
            return False
        if name in _WHOLE_NUMBERS:
            return int(wanted) == found
        if name == "path":
            wanted, found = bare_path(wanted), bare_path(found)
        return same(wanted) == same(str(found))


_Line = TypeVar("_Line", bound=SignedLine)


def bare_path(path: str) -> str:
    """A path in raw/ as it is compared."""
    return same_path(path).removeprefix("raw/")


def read_lines(
    kind: type[_Line],
    path: Path,
    columns: Sequence[str],
    needed: Sequence[str],
    aliases: Mapping[str, str],
    as_of: datetime,
    *,
    is_now: bool,
) -> list[_Line]:
    """Lines in order, wholly blank ones and those signed after the as-of left out. ``needed``: columns that no line may leave blank, beside
    year, reason and signer, who must be visible. Raises RegisterError for no such CSV."""
    lines = []
    for row in register_csv.read(path, [name for name in columns if name != "signed_at"]).rows:
        cells = {name: unicodedata.normalize("NFC", row.cells.get(name, "")) for name in columns}
        signed = signed_on(cells["signed_at"], as_of.tzinfo or UTC)
        when = standing(signed, as_of, is_now=is_now) if signed else "known"
        if any(cells.values()) and when != "later":
            rule = aliases.get(same(cells["rule"]), cells["rule"])
            lines.append(kind(row.number, cells, rule, _problem(cells, needed, row.is_too_long, when)))
    return lines


def _problem(cells: dict[str, str], needed: Sequence[str], too_long: bool, when: Standing) -> str | None:
    if too_long:
        return "thừa ô; lý do có dấu phẩy phải đặt trong dấu ngoặc kép"
    if missing := [name for name in ("year", *needed) if not cells[name]] + unseen(cells, ("reason", "signed_by")):
        return f"chưa ghi {' và '.join(missing)}"
    if wrong := [name for name in _WHOLE_NUMBERS if cells[name] and not cells[name].isdecimal()]:
        return f"{' và '.join(wrong)} phải là số"
    if cells["signed_at"] and signed_on(cells["signed_at"], UTC) is None:
        return "signed_at không phải là ngày (ví dụ đúng: 2019-12-31)"
    return FUTURE[0] if when == "future" else None
