"""Sai sót that the office signs for: reads ``raw/waivers.csv`` and marks the findings it lets pass.

A waiver never removes a finding: it stays, with reason and signer, in the report. Not here: the decision (``gate``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polars as pl

from pipeline.quality.findings import SCHEMA, frame, in_order
from pipeline.quality.sentences import gate_rules, of_gate
from pipeline.quality.signed_lines import PLACE, SignedLine, read_lines
from pipeline.system.folding import same
from pipeline.system.register_csv import RegisterError

SIGNATURE = ("reason", "signed_by", "signed_at")
COLUMNS = ("year", *PLACE, *SIGNATURE)
LAST_YEARS = "open_error_of_last_year"
"""What errors of the year before were called that hold a report. Signed under this id, they are for the report of the line's year alone."""
COVERS: dict[str, pl.DataType | type[pl.DataType]] = {"line": pl.Int32, "finding_id": pl.String, "year": pl.Int32}
COVERS |= dict.fromkeys(SIGNATURE, pl.String)


class Waiver(SignedLine):
    """One line of the file."""

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
        said = [name for name in PLACE if (rule if name == "rule" else self.cells[name])]
        return all(self.names(name, finding[name]) for name in said)


@dataclass(frozen=True)
class Signed:
    """``findings``: marked with what was signed for, and those about the waivers themselves. ``covers``: one row a line of the file and
    finding that it signs for, with the one report's ``year`` that it does so for, null for all, its words. ``lines``: those of effect."""

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

    A line without year, visible reason or signer, or of a day that has not come, has no effect and is an error (``waiver_incomplete``) of
    its year, of every year where that is none of ``years``, the reports'; one that matches nothing but what a line above signs for is a
    warning (``waiver_unused``); one signed after the as-of is not known yet. A finding without a year is signed for report by report, and
    ``is_waived`` where it is for all of them.
    ``aliases``: old id of a rule → its id today. ``is_now``: the as-of is the clock's.
    """
    try:
        waivers = read_lines(Waiver, waivers_csv, COLUMNS, (), aliases, as_of, is_now=is_now)
    except RegisterError as error:
        said = of_gate("waivers_unreadable", {"path": waivers_csv.name, "reason": error.vi}, lang)
        unread = in_order(pl.concat([findings, frame([said | {"path": waivers_csv.name}])]))
        return Signed(unread, pl.DataFrame(schema=COVERS), [])
    rows = findings.to_dicts()
    about: list[dict[str, Any]] = []
    covers: list[dict[str, Any]] = []
    signed: dict[str, set[int | None]] = {}
    for waiver in waivers:
        matched = [] if waiver.problem else [row for row in rows if waiver.matches(row, years)]
        signature = {name: waiver.cells[name] or None for name in SIGNATURE}
        has_effect = False
        for row in matched:
            reports = signed.setdefault(row["finding_id"], set())
            has_effect |= reports.isdisjoint((None, waiver.report(row)))
            reports.add(waiver.report(row))
            covers.append({"line": waiver.line, "finding_id": row["finding_id"], "year": waiver.report(row)} | signature)
            if row["waiver_reason"] is None:
                row |= {f"waiver_{name}": said for name, said in signature.items()}
        if not has_effect:
            about.append(_about(waiver, waivers_csv, years, lang))
    for row in rows:
        of = signed.get(row["finding_id"], set())
        row["is_waived"] = bool(of) and (None in of or of >= set(years))
    found = in_order(pl.concat([pl.DataFrame(rows, schema=SCHEMA), frame(about)]))
    return Signed(found, pl.DataFrame(covers, schema=COVERS), [waiver for waiver in waivers if waiver.problem is None])


def _about(waiver: Waiver, waivers_csv: Path, years: Sequence[int], lang: str) -> dict[str, Any]:
    values = {"row": waiver.line, "signed_by": waiver.cells["signed_by"], "reason": waiver.problem}
    said = of_gate("waiver_unused" if waiver.problem is None else "waiver_incomplete", values, lang)
    year = waiver.year if waiver.year in years else None
    return said | {"reference_year": year, "path": waivers_csv.name, "row": waiver.line, "value": waiver.cells["rule"] or None}


def _is_waivable(rule: str) -> bool:
    return rule not in gate_rules() or gate_rules()[rule].is_waivable
