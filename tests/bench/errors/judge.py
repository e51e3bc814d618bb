"""Which seeded errors the findings name, and which findings nothing that was seeded explains."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.bench.errors.draft import Draft, Injection, Place

SHEETS_OF_ALL = ("registry_unit", "alliance_member", "rating_report")


@dataclass
class Score:
    """Of one class: how many were seeded, how many found, by which rules; where those stand that were not."""

    seeded: int = 0
    found: int = 0
    rules: set[str] = field(default_factory=set)
    missed: list[str] = field(default_factory=list)


def judge(draft: Draft, injections: list[Injection], findings: list[dict[str, Any]], scores: dict[str, Score]) -> list[dict[str, Any]]:
    """Adds to the scores; returns the false alarms: errors and warnings at cells that nothing seeded touches or feeds."""
    for injection in injections:
        rules = {finding["rule"] for finding in findings if any(_is_at(draft, place, finding) for place in injection.places)}
        score = scores[injection.name]
        score.seeded += 1
        score.found += bool(rules)
        score.rules |= rules
        if not rules:
            place = injection.places[0]
            where = draft.places.get((place.sender, place.table or ""), ("", "", {}, {}))
            score.missed.append(f"seed {draft.world.seed}: {where[0]} › {where[1]} › {where[2].get(place.row or '')} {place}")
    suspects = {unit for injection in injections for unit in injection.units}
    senders = {place.sender for injection in injections for place in injection.places}
    senders |= {draft.world.by_id[unit].district for unit in suspects if unit in draft.world.by_id}
    return [finding for finding in findings if not _is_explained(draft, finding, suspects, senders)]


def _is_at(draft: Draft, place: Place, finding: dict[str, Any]) -> bool:
    if place.table is None or (place.sender, place.table) not in draft.places:
        return finding["sender"] == place.sender and finding["row"] is None and finding["reference_year"] == draft.year
    path, sheet, rows, letters = draft.places[place.sender, place.table]
    if finding["path"] != path or (finding["sheet"] or sheet) != sheet:
        return False
    if place.absent is not None:
        said = f"{finding['value']} {finding['message']}".casefold()
        return finding["row"] is None and place.absent.casefold() in said
    if place.row is None:
        return finding["row"] is None and (place.field is None or finding["column"] in (None, letters.get(place.field)))
    return finding["row"] in rows.get(place.row, ()) and (place.field is None or finding["column"] in (None, letters.get(place.field)))


def _is_explained(draft: Draft, finding: dict[str, Any], suspects: set[str], senders: set[str]) -> bool:
    for (sender, table), (path, sheet, rows, _) in draft.places.items():
        if path != finding["path"] or (finding["sheet"] or sheet) != sheet:
            continue
        keys = {key for key, places in rows.items() if finding["row"] in places}
        if not keys or table not in (*SHEETS_OF_ALL, "unit_report"):
            # a whole sheet or file, a total, a class: whatever is wrong with its sender's rows feeds it
            return sender in senders
        return any(key.rstrip("#") in suspects or key in suspects for key in keys)
    return finding["sender"] in senders
