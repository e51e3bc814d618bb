"""Which finding another follows from: one cause, one finding. What a rule may follow from stands in its suite (``follows``)."""

from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.config.rules import Rule
from pipeline.quality.sentences import follows_from


def find_causes(findings: Iterable[dict[str, Any]], rules: Mapping[str, Rule]) -> None:
    """Write ``caused_by`` into the findings that follow from another: the cause's id, the first by place where there are several."""
    rows = sorted(
        findings, key=lambda row: (row["path"] or "", row["sheet"] or "", row["row"] or 0, row["column"] or "", row["finding_id"])
    )
    wanted = {(cause, tuple(same)) for rule in rules.values() for cause, same in rule.follows.items()}
    known: dict[tuple[Any, ...], str] = {}
    for row in rows:
        for cause, same in wanted:
            if cause == row["rule"]:
                known.setdefault((cause, same, *(row["field" if name == "figure" else name] for name in same)), row["finding_id"])
    for row in rows:
        rule = rules.get(row["rule"])
        keys = [(cause, tuple(same), *(row.get(name) for name in same)) for cause, same in rule.follows.items()] if rule else []
        row["caused_by"] = next((known[key] for key in keys if key in known and None not in key and known[key] != row["finding_id"]), None)


def settle(findings: Iterable[dict[str, Any]], lang: str) -> list[dict[str, Any]]:
    """The findings, those that follow from an error as notes that say of which cell: who mends the cause has mended them."""
    rows = {row["finding_id"]: row for row in findings}
    settled = []
    for row in rows.values():
        cause = rows.get(row["caused_by"] or "")
        follows = cause is not None and cause["severity"] == "error" and row["severity"] != "info"
        settled.append(row | {"severity": "info", "remedy": follows_from(cause, lang)} if follows and cause else row)
    return settled
