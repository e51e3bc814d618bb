"""A question once answered: reads ``raw/confirmations.csv``, in which an office says that a strange figure was looked at and is right, and
marks the findings that it answers. The question stays in the report, with its answer; it holds nothing.

Only a suspicion can be answered so. A line names one finding, leaving nothing blank that it has, and the value that was confirmed: another
value is another question. Not here: signing for what is wrong (``waivers``), how an office's answer gets here (``answers``).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polars as pl

from pipeline.config.rules import Rule
from pipeline.quality.findings import SCHEMA, frame, in_order
from pipeline.quality.sentences import of_gate
from pipeline.quality.signed_lines import PLACE, SignedLine, bare_path, read_lines
from pipeline.system.register_csv import RegisterError

COLUMNS = ("year", *PLACE, "value", "paper", "reason", "signed_by", "signed_at")


def apply_confirmations(
    findings: pl.DataFrame,
    file: Path,
    as_of: datetime,
    years: Sequence[int],
    rules: Mapping[str, Rule],
    documents: Mapping[str, str],
    lang: str = "vi",
    aliases: Mapping[str, str] = MappingProxyType({}),
    *,
    is_now: bool = False,
) -> pl.DataFrame:
    """The findings, marked with what was confirmed by the as-of, and those about the lines themselves.

    A line that is not whole, or tries to confirm what is no suspicion, is an error (``confirmation_invalid``); one that answers no
    question, or not the present value, a warning (``confirmation_unused``). ``documents``: what each path is a version of: a newer
    version of the same document leaves an answer standing. A file that is not there is none.
    """
    try:
        lines = read_lines(SignedLine, file, COLUMNS, ("rule", "paper"), aliases, as_of, is_now=is_now)
    except RegisterError as error:
        said = of_gate("confirmations_unreadable", {"path": file.name, "reason": error.vi}, lang) | {"path": file.name}
        return in_order(pl.concat([findings, frame([said])]))
    rows, about = findings.to_dicts(), []
    for line in lines:
        rule, values = _answered(line, rows, years, rules, documents)
        if rule is not None:
            place = {"path": file.name, "row": line.line, "value": line.rule or None}
            year = line.year if line.year in years else None
            said = of_gate(rule, values | {"row": line.line, "signed_by": line.cells["signed_by"]}, lang)
            about.append(said | place | {"reference_year": year})
    return in_order(pl.concat([pl.DataFrame(rows, schema=SCHEMA), frame(about)]))


def _answered(
    line: SignedLine, rows: list[dict[str, Any]], years: Sequence[int], rules: Mapping[str, Rule], documents: Mapping[str, str]
) -> tuple[str | None, dict[str, Any]]:
    """Mark what the line confirms; else the rule that says why it does not, with the values of its sentence."""
    if line.problem is not None:
        return "confirmation_invalid", {"reason": line.problem}
    named = [
        row for row in rows if line.is_of(row, years) and all(_names(line, name, row, documents) for name in PLACE if line.cells[name])
    ]
    whole = [row for row in named if not list(_left_blank(line, row))]
    if not whole:
        blank = sorted({name for row in named for name in _left_blank(line, row)})
        return ("confirmation_invalid", {"reason": f"chưa ghi {', '.join(blank)}"}) if blank else ("confirmation_unused", {"found": None})
    if any(rules[row["rule"]].nature != "suspicion" for row in whole):
        return "confirmation_invalid", {"reason": "sai chắc chắn thì không xác nhận được, chỉ sửa hoặc ký chấp nhận"}
    asked = [row for row in whole if (line.names("value", row["value"]) if line.cells["value"] else row["value"] is None)]
    for row in asked:
        row |= {
            "is_confirmed": True,
            "confirmation_reason": line.cells["reason"],
            "confirmed_by": line.cells["signed_by"],
            "confirmed_at": line.cells["signed_at"] or None,
            "confirmation_paper": line.cells["paper"],
        }
    return (None, {}) if asked else ("confirmation_unused", {"found": whole[0]["value"]})


def _names(line: SignedLine, name: str, row: Mapping[str, Any], documents: Mapping[str, str]) -> bool:
    if name != "path" or row["path"] is None or line.names("path", row["path"]):
        return line.names(name, row[name])
    document = documents.get(bare_path(row["path"]))
    return document is not None and document == documents.get(bare_path(line.cells["path"]))


def _left_blank(line: SignedLine, row: Mapping[str, Any]) -> Iterator[str]:
    yield from (name for name in (*PLACE, "value") if row[name] is not None and not line.cells[name])
