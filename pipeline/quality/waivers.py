"""Sai sót that the office signs for: reads ``raw/waivers.csv`` and marks the findings it lets pass.

A waiver never removes a finding: it stays, with reason and signer, in the report. Not here: the decision (``gate``).
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polars as pl

from pipeline.quality.findings import SCHEMA, frame, in_order
from pipeline.quality.sentences import gate_rules, of_gate
from pipeline.system import register_csv
from pipeline.system.folding import same, same_path
from pipeline.system.register_csv import RegisterError
from pipeline.system.signatures import FUTURE, Standing, signed_on, standing, unseen

COLUMNS = ("year", "rule", "sender", "path", "sheet", "row", "column", "reason", "signed_by", "signed_at")
_MATCHING = COLUMNS[1:7]
_WHOLE_NUMBERS = ("year", "row")
LAST_YEARS = "open_error_of_last_year"
"""What errors of the year before were called that hold a report. Signed under this id, they are for the report of the line's year alone."""
COVERS: dict[str, pl.DataType | type[pl.DataType]] = {"line": pl.Int32, "finding_id": pl.String, "year": pl.Int32}


@dataclass(frozen=True)
class Waiver:
    """One line of the file. ``line``: its line number; ``problem``: why it has no effect, None where it has.

    ``rule``: the id that the rule it names has today.
    """

    line: int
    cells: dict[str, str]
    rule: str
    problem: str | None

    @property
    def year(self) -> int | None:
        return int(self.cells["year"]) if self.cells["year"].isdecimal() else None

    @property
    def is_of_last_year(self) -> bool:
        return same(self.rule) == LAST_YEARS

    def report(self, finding: dict[str, Any]) -> int | None:
        """The one report that it lets a finding pass in: of a finding without a year, or of the year before; None: all that rest on it."""
        return self.year if finding["reference_year"] is None or self.is_of_last_year else None

    def matches(self, finding: dict[str, Any], years: Sequence[int]) -> bool:
        """Its year is the finding's, or one of the reports' for a finding without a year.

        A waiver that names no rule signs for errors only: a blanket signature is not meant for every hint.
        """
        rule = "" if self.is_of_last_year else self.rule
        of = finding["reference_year"]
        if of is None and (self.is_of_last_year or self.year not in years):
            return False
        if of is not None and self.year != (of + 1 if self.is_of_last_year else of):
            return False
        if not _is_waivable(finding["rule"]) or (not rule and finding["severity"] != "error"):
            return False
        signed = self.cells | {"rule": rule}
        return all(_same(name, wanted, finding[name]) for name in _MATCHING if (wanted := signed[name]))


@dataclass(frozen=True)
class Signed:
    """``findings``: marked with what was signed for, and those about the waivers themselves. ``covers``: one row a line of the file and
    finding that it signs for, with the one report's ``year`` that it does so for, null for all. ``lines``: those that have an effect."""

    findings: pl.DataFrame
    covers: pl.DataFrame
    lines: list[Waiver]


def apply_waivers(
    findings: pl.DataFrame,
    waivers_csv: Path,
    as_of: datetime,
    years: Sequence[int],
    lang: str = "vi",
    aliases: Mapping[str, str] = MappingProxyType({}),
    *,
    is_now: bool = False,
) -> Signed:
    """What the office signed for by the as-of. A file that is not there is no waiver.

    A line without year, visible reason or signer, or of a day that has not come, has no effect and is an error (``waiver_incomplete``)
    of its
    year, of every year where that is none of ``years``, the reports'; one that matches nothing is a warning (``waiver_unused``); one signed
    after the as-of is not known yet. A finding without a year is signed for report by report, and ``is_waived`` where it is for all of
    them.
    ``aliases``: old id of a rule → its id today. ``is_now``: the as-of is the clock's.
    """
    try:
        waivers = read_waivers(waivers_csv, aliases, as_of, is_now=is_now)
    except RegisterError as error:
        said = of_gate("waivers_unreadable", {"path": waivers_csv.name, "reason": error.vi}, lang)
        unread = in_order(pl.concat([findings, frame([said | {"path": waivers_csv.name}])]))
        return Signed(unread, pl.DataFrame(schema=COVERS), [])
    rows = findings.to_dicts()
    about: list[dict[str, Any]] = []
    covers: list[tuple[int, str, int | None]] = []
    for waiver in waivers:
        matched = [] if waiver.problem else [row for row in rows if waiver.matches(row, years)]
        covers += [(waiver.line, row["finding_id"], waiver.report(row)) for row in matched]
        for row in matched:
            if row["waiver_reason"] is None:
                row |= {
                    "waiver_reason": waiver.cells["reason"],
                    "waiver_signed_by": waiver.cells["signed_by"],
                    "waiver_signed_at": waiver.cells["signed_at"] or None,
                }
        if not matched:
            about.append(_about(waiver, waivers_csv, years, lang))
    signed: dict[str, set[int | None]] = {}
    for _, finding, year in covers:
        signed.setdefault(finding, set()).add(year)
    for row in rows:
        of = signed.get(row["finding_id"], set())
        row["is_waived"] = bool(of) and (None in of or of >= set(years))
    found = in_order(pl.concat([pl.DataFrame(rows, schema=SCHEMA), frame(about)]))
    return Signed(found, pl.DataFrame(covers, schema=COVERS, orient="row"), [waiver for waiver in waivers if waiver.problem is None])


def _about(waiver: Waiver, waivers_csv: Path, years: Sequence[int], lang: str) -> dict[str, Any]:
    values = {"row": waiver.line, "signed_by": waiver.cells["signed_by"], "reason": waiver.problem}
    said = of_gate("waiver_unused" if waiver.problem is None else "waiver_incomplete", values, lang)
    year = waiver.year if waiver.year in years else None
    return said | {"reference_year": year, "path": waivers_csv.name, "row": waiver.line, "value": waiver.cells["rule"] or None}


def read_waivers(path: Path, aliases: Mapping[str, str], as_of: datetime, *, is_now: bool) -> list[Waiver]:
    """Lines of the file in order, wholly blank ones and those signed after the as-of left out. Raises RegisterError for no such CSV."""
    waivers = []
    for row in register_csv.read(path, [name for name in COLUMNS if name != "signed_at"]).rows:
        cells = {name: unicodedata.normalize("NFC", row.cells.get(name, "")) for name in COLUMNS}
        signed = signed_on(cells["signed_at"], as_of.tzinfo or UTC)
        when = standing(signed, as_of, is_now=is_now) if signed else "known"
        if any(cells.values()) and when != "later":
            rule = aliases.get(same(cells["rule"]), cells["rule"])
            waivers.append(Waiver(row.number, cells, rule, _problem(cells, row.is_too_long, when)))
    return waivers


def _problem(cells: dict[str, str], too_long: bool, when: Standing) -> str | None:
    if too_long:
        return "thừa ô; lý do có dấu phẩy phải đặt trong dấu ngoặc kép"
    if missing := [name for name in ("year",) if not cells[name]] + unseen(cells, ("reason", "signed_by")):
        return f"chưa ghi {' và '.join(missing)}"
    if wrong := [name for name in _WHOLE_NUMBERS if cells[name] and not cells[name].isdecimal()]:
        return f"{' và '.join(wrong)} phải là số"
    if cells["signed_at"] and signed_on(cells["signed_at"], UTC) is None:
        return "signed_at không phải là ngày (ví dụ đúng: 2019-12-31)"
    return FUTURE[0] if when == "future" else None


def _is_waivable(rule: str) -> bool:
    return rule not in gate_rules() or gate_rules()[rule].is_waivable


def _same(name: str, wanted: str, found: Any) -> bool:
    if found is None:
        return False
    if name in _WHOLE_NUMBERS:
        return int(wanted) == found
    if name == "path":
        wanted, found = (same_path(path).removeprefix("raw/") for path in (wanted, found))
    return same(wanted) == same(str(found))
