"""The identity stage: landing's rows in, who is who out."""

import json
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from pipeline.config import Province
from pipeline.identity.areas import area_table
from pipeline.identity.cascade import cascade
from pipeline.identity.decide import Decided, apply
from pipeline.identity.decisions import Decision, read_decisions
from pipeline.identity.findings import findings
from pipeline.identity.homonyms import counted, in_later_lists
from pipeline.identity.mint import mint
from pipeline.identity.other_names import doubted
from pipeline.identity.probabilistic import proposals
from pipeline.identity.records import records as to_records
from pipeline.identity.review import review
from pipeline.identity.schema import DECISION, UNIT_LINK, Identity, shaped, where
from pipeline.identity.thread import threads
from pipeline.identity.units import unit_aliases, units
from pipeline.intake.schema import FINDING


def link(
    landing: dict[str, pl.DataFrame],
    province: Province,
    decisions: Path | None = None,
    as_of: datetime | None = None,
    *,
    is_now: bool = False,
) -> Identity:
    """Link every row of the four tables of units to one unit, over all submissions in ``landing`` (see ``schema.Identity``).

    ``decisions``: people's CSV, None or absent for none; those decided after ``as_of`` are left out. A bad line is a finding.
    ``is_now``: the as-of is the clock's.
    """
    areas = area_table(province)
    records = to_records(landing, province, areas)
    links, tied = cascade(records)
    links = in_later_lists(links, records)
    proposed = proposals(records.join(links, on="rec"))
    links = doubted(merged(links, proposed), records)
    lines = read_decisions(decisions, province.tz, as_of, is_now=is_now)
    decided = _decide(lines, records, links, areas, province)
    known = records.join(decided.links, on="rec").sort("rec")
    thread, missed = threads(known, decided.successors, areas)
    keys = mint(records, decided.links)
    stands = counted(known, tied).join(keys.select(counts_as="uid", key="unit_key"), on="counts_as").select("rec", counts_as="key")
    known = known.join(keys, on="uid", maintain_order="left").join(stands, on="rec", how="left", maintain_order="left")
    unit = _with_predecessor(units(known), thread, known)
    about_rows = findings(known, unit, missed, landing["sheet_column"], {area.area_code: area.area_name for area in province.areas})
    return Identity(
        unit_link=shaped(known, UNIT_LINK),
        unit=unit,
        unit_alias=unit_aliases(known),
        review=review(known, unit, tied, proposed, missed),
        decision=_in_effect(decided, known),
        finding=pl.concat([about_rows, _about_decisions(decided.without_effect, decisions)]),
    )


def merged(links: pl.DataFrame, proposed: pl.DataFrame) -> pl.DataFrame:
    """The accepted proposals put into the links: the open unit's rows become the other unit's."""
    accepted = proposed.filter("accepted")
    root = dict(accepted.select("left", "right").iter_rows())
    sure = dict(accepted.select("left", "probability").iter_rows())
    whole = {}
    for left in root:
        right = left
        while right in root:
            right = root[right]
        whole[left] = right
    here = pl.col("uid").is_in(list(root))
    probability = pl.col("uid").replace_strict(sure, default=None, return_dtype=pl.Float64)
    return links.with_columns(where(here, method="splink", doubt="splink", probability=probability), uid=pl.col("uid").replace(whole))


def _decide(lines: list[Decision], records: pl.DataFrame, links: pl.DataFrame, areas: pl.DataFrame, province: Province) -> Decided:
    if not lines:
        return Decided(links)
    known = records.join(links.select("rec", "uid"), on="rec").join(mint(records, links), on="uid").sort("rec")
    return apply(lines, known, links, areas, province.rules.htx_types)


def _with_predecessor(unit: pl.DataFrame, thread: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    keys = known.select("uid", "unit_key").unique()
    named = thread.join(keys, on="uid").join(keys.rename({"unit_key": "predecessor_key"}), left_on="predecessor", right_on="uid")
    return unit.drop("predecessor_key").join(named.select("unit_key", "predecessor_key"), on="unit_key", how="left").select(unit.columns)


def _in_effect(decided: Decided, known: pl.DataFrame) -> pl.DataFrame:
    """DECISION: what people decided, with the rows that it moved."""
    undone = {item.line for item in decided.without_effect}
    keys = dict(known.select("uid", "unit_key").iter_rows())
    lines = [
        {
            "rec": rec,
            "former_key": keys.get(former),
            "register_row": one.decision.line,
            "decision": one.decision.kind,
            "left_side": one.decision.left,
            "right_side": one.decision.right,
            "reason": one.decision.reason,
            "signed_by": one.decision.decided_by,
            "signed_at": one.decision.decided_on and one.decision.decided_on.astimezone(UTC),
        }
        for one in decided.applied
        if one.decision.line not in undone
        for rec, former in one.moved.items()
    ]
    frame = pl.DataFrame(lines, schema={"rec": pl.UInt32, "former_key": pl.String} | {name: DECISION[name] for name in list(DECISION)[:7]})
    return shaped(frame.join(known, on="rec", how="left", maintain_order="left"), DECISION)


def _about_decisions(without_effect: list[Decision], path: Path | None) -> pl.DataFrame:
    """Findings about lines of the decisions' file; they are of every year, for who is who is the same in all."""
    rows = [
        {
            "rule": item.rule,
            "path": path.name if path else None,
            "row": item.line,
            "value": f"{item.left} → {item.right}" if item.left else None,
            "detail": json.dumps({"reason": item.problem[0], "reason_en": item.problem[1]}, ensure_ascii=False),
        }
        for item in without_effect
        if item.problem
    ]
    return pl.DataFrame([dict.fromkeys(FINDING) | row for row in rows], schema=FINDING)
