"""``raw/corrections.csv``: cells that the Alliance mends, each with what it expects to find, why, and who signed.

The file an office sent is never edited; the right value takes the wrong one's place between opening and reading the table.
Here: the register's lines, whether a line can be applied, and applying it. Not here: waivers (``quality/waivers``), which let a
finding pass and change no figure.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.intake import dates, numbers
from pipeline.intake.grid import Sheet, column_number, text_of
from pipeline.intake.text import key, tidy
from pipeline.system import register_csv
from pipeline.system.raw_names import CORRECTIONS
from pipeline.system.register_csv import RegisterError
from pipeline.system.signatures import FUTURE, signed_on, standing, unseen

if TYPE_CHECKING:
    from pipeline.config import Province

COLUMNS = ("path", "sheet", "cell", "expect", "value", "reason", "signed_by", "signed_at")
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_WHOLE = re.compile(r"-?(?:0|[1-9]\d{0,14})")
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d{0,14})[.,](?:\d{1,2}|\d{4,9})")
_LEAST_CODE = 10  # digits of a tax code: in a text cell so many digits are a code, not a quantity


@dataclass(frozen=True)
class Correction:
    """One line that makes sense. ``row``: Excel's; ``column``: 0 = A; ``line``: of the register, the header being line 1."""

    line: int
    path: str
    sheet: str
    row: int
    column: int
    expect: str
    value: str
    reason: str
    signed_by: str
    signed_at: dt.datetime


@dataclass(frozen=True)
class Refused:
    """A line that has no effect, whatever the file holds. ``cells``: as written, if at all; ``why``: in Vietnamese; ``why_en``."""

    line: int
    cells: dict[str, str]
    why: str
    why_en: str


def read_corrections(raw: Path, province: Province, as_of: dt.datetime, *, is_now: bool = False) -> tuple[list[Correction], list[Refused]]:
    """The register's lines signed at or before ``as_of``, in its order, and those that make no sense. ``is_now``: as ``read_register``
    takes it.

    A register that is not there is an empty one; of one that is no such CSV its first wrong line is refused.
    """
    good: list[Correction] = []
    refused: list[Refused] = []
    try:
        rows = register_csv.read(raw / CORRECTIONS, COLUMNS).rows
    except RegisterError as error:
        return good, [Refused(error.row, {}, error.vi, error.en)]
    for found in rows:
        line, cells = found.number, {name: tidy(found.cells[name]) for name in COLUMNS}
        if not any(cells.values()):
            continue
        signed_at, problem = signed_on(cells["signed_at"], province.tz), _problem(cells, found.is_too_long)
        when = "known" if signed_at is None else standing(signed_at, as_of, is_now=is_now)
        if when == "future":
            problem = problem or FUTURE
        if when == "later":
            continue
        if problem is not None:
            refused.append(Refused(line, cells, *problem))
        elif signed_at is not None and (place := _CELL.fullmatch(cells["cell"])):
            path, column = cells["path"].replace("\\", "/").removeprefix("raw/"), column_number(place[1])
            texts = {name: cells[name] for name in ("sheet", "expect", "value", "reason", "signed_by")}
            good.append(Correction(line=line, path=path, row=int(place[2]), column=column, signed_at=signed_at, **texts))
    return good, refused


def digest(corrections: Iterable[Correction]) -> str:
    """Changes with all that can change what is read: part of what a parsed file is kept under."""
    parts = [repr(astuple(item)[2:7]) for item in corrections]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16] if parts else ""


def apply(sheets: list[Sheet], corrections: Iterable[Correction]) -> list[tuple[int, str | None, str | None, str | None]]:
    """Mend the cells in place, in order: a later line finds what an earlier one left.

    One outcome a correction: (position, value found, why_not, sheet's name in the file); ``why_not`` is None where it was applied,
    ``without_cell`` or ``outdated`` where it was refused and the cell left as it was.
    """
    return [(position, *_apply(sheets, item)) for position, item in enumerate(corrections)]


def _apply(sheets: list[Sheet], item: Correction) -> tuple[str | None, str | None, str | None]:
    named = [sheet for sheet in sheets if (key(sheet.name or "") == key(item.sheet) if item.sheet else len(sheets) == 1)]
    exact = [sheet for sheet in named if sheet.name == item.sheet]
    sheet = (exact or named)[0] if len(exact or named) == 1 else None
    if sheet is None:
        return None, "without_cell", None
    index, position = item.row - sheet.top, item.column - sheet.left
    if not (0 <= index < len(sheet.cells) and 0 <= position < len(sheet.cells[index])):
        return None, "without_cell", sheet.name
    place = (item.row, item.column)
    cell = sheet.cells[index][position]
    trouble = sheet.troubles.get(place)
    found = text_of(cell) if cell != "" or trouble in (None, "formula") else trouble
    if not (same(item.expect, cell) or (trouble is not None and tidy(item.expect) == found)):
        return found, "outdated", sheet.name
    sheet.cells[index][position] = _typed(item.value, cell, sheet.is_text)
    sheet.troubles = {at: text for at, text in sheet.troubles.items() if at != place}
    sheet.legacy = {at: text for at, text in sheet.legacy.items() if at != place}
    return found, None, sheet.name


def same(expect: str, cell: Any) -> bool:
    """Whether a cell holds what the signer expects: the same text, the same number or the same day, however written."""
    if tidy(expect) == tidy(text_of(cell)):
        return True
    if isinstance(cell, bool) or not expect:
        return False
    if isinstance(cell, dt.date):
        written = dates.read(expect, cell.year)
        day = cell.date() if isinstance(cell, dt.datetime) else cell
        return written is not None and day in (written.day_first, written.month_first)
    expected, held = _readings(expect), {float(cell)} if isinstance(cell, int | float) else _readings(text_of(cell))
    return len(held) == 1 and held <= expected  # a text of two readings is the same only as text


def _readings(text: str) -> set[float]:
    written = numbers.read(text)
    if written is None or written.power is not None:
        return set()
    return {float(number) for number in (written.point_groups, written.comma_groups) if number is not None}


def _typed(value: str, replaced: Any, is_text: bool) -> Any:
    """The right value as the cell would have held it, had it been typed well: a number as a number, a day as a day."""
    if is_text:
        return value
    if _WHOLE.fullmatch(value) and not (isinstance(replaced, str) and len(value) >= _LEAST_CODE):
        return float(value)
    if _DECIMAL.fullmatch(value):
        return float(value.replace(",", "."))
    try:
        return dt.date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value) else value
    except ValueError:
        return value


def _problem(cells: dict[str, str], is_too_long: bool) -> tuple[str, str] | None:
    """Why a line has no effect."""
    if is_too_long:
        return "thừa ô; chữ có dấu phẩy phải đặt trong ngoặc kép", "too many cells; text with a comma must be quoted"
    if missing := [name for name in ("path", "cell") if not cells[name]] + unseen(cells, ("reason", "signed_by")):
        return f"chưa ghi {', '.join(missing)}", f"{', '.join(missing)} not filled in"
    if signed_on(cells["signed_at"], dt.UTC) is None:
        return f"signed_at “{cells['signed_at']}” không phải thời điểm", f"signed_at “{cells['signed_at']}” is no time"
    if not _CELL.fullmatch(cells["cell"]):
        return f"“{cells['cell']}” không phải địa chỉ ô (ví dụ đúng: K17)", f"“{cells['cell']}” is no cell (like K17)"
    if cells["expect"] == cells["value"]:
        return "giá trị đúng trùng giá trị cũ", "the right value is the old one"
    return None
