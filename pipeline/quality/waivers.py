"""Sai sót that the office signs for: reads ``raw/waivers.csv`` and marks the findings it lets pass.

A waiver never removes a finding: it stays, with reason and signer, in the report. Not here: the decision (``gate``).
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polars as pl

from pipeline.quality.findings import SCHEMA, frame, in_order
from pipeline.quality.sentences import gate_rules, of_gate
from pipeline.system import register_csv
from pipeline.system.folding import same, same_path
from pipeline.system.register_csv import RegisterError

COLUMNS = ("year", "rule", "sender", "path", "sheet", "row", "column", "reason", "signed_by", "signed_at")
_MATCHING = COLUMNS[:7]
_FINDING_COLUMN = {"year": "reference_year"}
_WHOLE_NUMBERS = ("year", "row")
FILE_NAME = "waivers.csv"


@dataclass(frozen=True)
class Waiver:
    """One line of the file. ``line``: its line number; ``problem``: why it has no effect, None where it has.

    ``rule``: the id that the rule it names has today.
    """

    line: int
    cells: dict[str, str]
    rule: str
    problem: str | None

    def matches(self, finding: dict[str, Any]) -> bool:
        """A waiver that names no rule signs for errors only: a blanket signature is not meant for every hint."""
        if not _is_waivable(finding["rule"]) or (not self.cells["rule"] and finding["severity"] != "error"):
            return False
        signed = self.cells | {"rule": self.rule}
        return all(_same(name, wanted, finding[_FINDING_COLUMN.get(name, name)]) for name in _MATCHING if (wanted := signed[name]))


def apply_waivers(
    findings: pl.DataFrame,
    waivers_csv: Path,
    as_of: datetime | None = None,
    lang: str = "vi",
    year: int | None = None,
    aliases: Mapping[str, str] = MappingProxyType({}),
) -> pl.DataFrame:
    """Findings with ``is_waived``, reason, signer and time, and the findings about the waivers themselves.

    A waiver without reason or signer has no effect and is an error (``waiver_incomplete``); one that matches nothing is a
    warning (``waiver_unused``); one signed after ``as_of`` is not known yet. A file that is not there is no waiver.
    ``year``: given to findings about waivers that name no year. ``aliases``: old id of a rule → its id today.
    """
    try:
        waivers = read_waivers(waivers_csv, aliases)
    except RegisterError as error:
        said = of_gate("waivers_unreadable", {"path": waivers_csv.name, "reason": error.vi}, lang)
        return in_order(pl.concat([findings, frame([said | {"reference_year": year, "path": waivers_csv.name}])]))
    rows = findings.to_dicts()
    about: list[dict[str, Any]] = []
    for waiver in waivers:
        if waiver.problem is None and as_of is not None and _signed_later(waiver, as_of):
            continue
        cells = waiver.cells
        values = {"row": waiver.line, "signed_by": cells["signed_by"], "reason": waiver.problem}
        named = int(cells["year"]) if cells["year"].isdecimal() else year
        place = {"reference_year": named, "path": waivers_csv.name, "row": waiver.line, "value": cells["rule"] or None}
        if waiver.problem is not None:
            about.append(of_gate("waiver_incomplete", values, lang) | place)
            continue
        matched = [row for row in rows if waiver.matches(row)]
        for row in matched:
            if not row["is_waived"]:
                row |= {
                    "is_waived": True,
                    "waiver_reason": cells["reason"],
                    "waiver_signed_by": cells["signed_by"],
                    "waiver_signed_at": cells["signed_at"] or None,
                }
        if not matched:
            about.append(of_gate("waiver_unused", values, lang) | place)
    return in_order(pl.concat([pl.DataFrame(rows, schema=SCHEMA), frame(about)]))


def read_waivers(path: Path, aliases: Mapping[str, str]) -> list[Waiver]:
    """Lines of the file in order, wholly blank ones left out. Raises RegisterError for a file that is not such a CSV."""
    waivers = []
    for row in register_csv.read(path, [name for name in COLUMNS if name != "signed_at"]).rows:
        cells = {name: unicodedata.normalize("NFC", row.cells.get(name, "")) for name in COLUMNS}
        if any(cells.values()):
            rule = aliases.get(same(cells["rule"]), cells["rule"])
            waivers.append(Waiver(row.number, cells, rule, _problem(cells, row.is_too_long)))
    return waivers


def _problem(cells: dict[str, str], too_long: bool) -> str | None:
    if too_long:
        return "thừa ô; lý do có dấu phẩy phải đặt trong dấu ngoặc kép"
    if missing := [name for name in ("reason", "signed_by") if not cells[name]]:
        return f"chưa ghi {' và '.join(missing)}"
    if wrong := [name for name in _WHOLE_NUMBERS if cells[name] and not cells[name].isdecimal()]:
        return f"{' và '.join(wrong)} phải là số"
    return None


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


def _signed_later(waiver: Waiver, as_of: datetime) -> bool:
    try:
        signed = datetime.fromisoformat(waiver.cells["signed_at"])
    except ValueError:
        return False  # a day that cannot be read is printed as written; the signature stands
    return (signed if signed.tzinfo else signed.replace(tzinfo=as_of.tzinfo)) > as_of
