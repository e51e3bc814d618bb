"""Decisions of people about who is who (``identity-decisions.csv``): read, checked, and put above whatever was found by rule.

A line names two sides. A side is a unit's key (``u0123456789ab``), a tax code, ``gcn:`` and a certificate number, one row
(``2019/615/bao-cao.xlsx#Biểu 2#17``, without the sheet for CSV), or all rows of a sender with a name (``615:HTX Sơn Ca``).
``same``: the left rows are the right unit. ``different``: they are not. ``successor``: the left unit carries on the right one
(merger, split, a re-foundation): two units, one thread.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from pathlib import Path

import polars as pl

from pipeline.identity.codes import normalise_certificate, normalise_code
from pipeline.identity.kinds import IN_REGISTRY
from pipeline.system import register_csv
from pipeline.system.register_csv import RegisterError
from pipeline.system.signatures import FUTURE, signed_on, standing, unseen

COLUMNS = ("decision", "left", "right", "decided_by", "decided_on", "reason")
KINDS = {
    "same": "same",
    "cùng": "same",
    "giống": "same",
    "different": "different",
    "khác": "different",
    "successor": "successor",
    "kế thừa": "successor",
    "tiếp nối": "successor",
}
_KEY = re.compile(r"^u[0-9a-f]{12}$")
_CODE = re.compile(r"^[\d .-]{9,16}$")


@dataclass(frozen=True)
class Decision:
    """One line. ``problem``: None, or why it has no effect (Vietnamese, English). ``rule``: under which that is said."""

    line: int
    kind: str
    left: str
    right: str
    decided_by: str
    decided_on: datetime | None
    reason: str
    problem: tuple[str, str] | None = None
    rule: str = "decision_incomplete"


def read_decisions(path: Path | None, zone: tzinfo, as_of: datetime | None = None, *, is_now: bool = False) -> list[Decision]:
    """All lines, good and bad, in the order of the file; those decided after ``as_of`` are not known yet. No file: no decisions.

    ``zone``: where a day without an hour begins; ``is_now``: the as-of is the clock's.
    """
    try:
        rows = register_csv.read(path, COLUMNS).rows if path else ()
    except RegisterError as error:
        return [_bad(error.row, error.vi, error.en)]
    found = []
    for row in rows:
        item = _decision(row.number, row.cells, zone)
        when = standing(item.decided_on, as_of, is_now=is_now) if item.decided_on and as_of else "known"
        if when != "later":
            found.append(replace(item, problem=item.problem or FUTURE) if when == "future" else item)
    return found


def _bad(line: int, vi: str, en: str) -> Decision:
    return Decision(line, "", "", "", "", None, "", (vi, en))


def _decision(line: int, cells: dict[str, str], zone: tzinfo) -> Decision:
    kind = KINDS.get(cells.get("decision", "").casefold(), "")
    day, problem = signed_on(cells.get("decided_on", ""), zone), None
    if day is None:
        problem = "ngày quyết định phải ghi dạng 2019-12-31", "the day of decision must be written like 2019-12-31"
    blank = [name for name in ("left", "right") if not cells.get(name)] + unseen(cells, ("decided_by", "reason"))
    if not kind:
        problem = "cột decision phải là same, different hoặc successor", "the column decision must be same, different or successor"
    elif blank:
        problem = f"chưa điền {', '.join(blank)}", f"{', '.join(blank)} must be filled"
    sides = (cells.get("left", ""), cells.get("right", ""))
    return Decision(line, kind, *sides, cells.get("decided_by", ""), day, cells.get("reason", ""), problem)


def rows_of(side: str, known: pl.DataFrame, name_keys: dict[str, tuple[str | None, str, int]]) -> pl.DataFrame:
    """The records that a side names (none: nothing known bears it). ``name_keys``: the keys of every name in a decision."""
    if _KEY.match(side):
        return known.filter(pl.col("unit_key") == side)
    if side.lower().startswith("gcn:"):
        return known.filter(pl.col("certificate") == normalise_certificate(side[4:]))
    if _CODE.match(side):
        return _whole_unit(known, known.filter((pl.col("code") == normalise_code(side)[0]) & IN_REGISTRY))
    if "#" in side:
        path, *sheet, row = side.split("#")
        if not row.strip().isdecimal():
            return known.clear()
        here = known.filter(pl.col("path") == path.strip(), pl.col("row") == int(row))
        return here.filter(pl.col("sheet").eq_missing(pl.lit(sheet[0].strip()))) if sheet else here
    sender, _, name = side.partition(":")
    keys = name_keys.get(name.strip())
    if keys is None:
        return known.clear()
    kind, marked, business = keys
    rows = known.filter(pl.col("sender") == sender.strip(), pl.col("marked_key") == marked, pl.col("business") == business)
    return rows if kind is None else rows.filter(pl.col("unit_type").is_null() | (pl.col("unit_type") == kind))


def _whole_unit(known: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    return known.filter(pl.col("unit_key").is_in(rows["unit_key"].unique().to_list()))
