"""The identity stage: landing's rows in, who is who out."""

import json
from datetime import date
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
from pipeline.identity.schema import UNIT_LINK, Identity, shaped, where
from pipeline.identity.thread import threads
from pipeline.identity.units import unit_aliases, units
from pipeline.intake.schema import FINDING


def link(landing: dict[str, pl.DataFrame], province: Province, decisions: Path | None = None, as_of: date | None = None) -> Identity:
    """Link every row of the four tables of units to one unit, over all submissions in ``landing`` (see ``schema.Identity``).

    ``decisions``: people's CSV, None or absent for none; those decided after ``as_of`` are left out. A bad line is a finding.
    """
    areas = area_table(province)
    records = to_records(landing, province, areas)
    links, tied = cascade(records)
    links = in_later_lists(links, records)
    proposed = proposals(records.join(links, on="rec"))
    links = doubted(merged(links, proposed), records)
    decided = _decide(read_decisions(decisions, as_of), records, links, areas)
    known = records.join(decided.links, on="rec").sort("rec")
    thread, missed = threads(known, decided.successors, areas)
    keys = mint(records, decided.links)
    stands = counted(known, tied).join(keys.select(counts_as="uid", key="unit_key"), on="counts_as").select("rec", counts_as="key")
    known = known.join(keys, on="uid", maintain_order="left").join(stands, on="rec", how="left", maintain_order="left")
    unit = _with_predecessor(units(known), thread, known)
    about_rows = findings(known, unit, missed, landing["sheet_column"])
    newest = landing["submission"].select(pl.col("reference_year").max()).item()
    return Identity(
        unit_link=shaped(known, UNIT_LINK),
        unit=unit,
        unit_alias=unit_aliases(known),
        review=review(known, unit, tied, proposed, missed),
        finding=pl.concat([about_rows, _about_decisions(decided.without_effect, decisions, newest)]),
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


def _decide(lines: list[Decision], records: pl.DataFrame, links: pl.DataFrame, areas: pl.DataFrame) -> Decided:
    if not lines:
        return Decided(links)
    known = records.join(links.select("rec", "uid"), on="rec").join(mint(records, links), on="uid").sort("rec")
    return apply(lines, known, links, areas)


def _with_predecessor(unit: pl.DataFrame, thread: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    keys = known.select("uid", "unit_key").unique()
    named = thread.join(keys, on="uid").join(keys.rename({"unit_key": "predecessor_key"}), left_on="predecessor", right_on="uid")
    return unit.drop("predecessor_key").join(named.select("unit_key", "predecessor_key"), on="unit_key", how="left").select(unit.columns)


def _about_decisions(without_effect: list[Decision], path: Path | None, year: int | None) -> pl.DataFrame:
    """Findings about lines of the decisions' file; they belong to the newest year, the file having none."""
    rows = [
        {
            "rule": "decision_unused" if item.is_unused else "decision_incomplete",
            "reference_year": year,
            "path": path.name if path else None,
            "row": item.line,
            "value": f"{item.left} → {item.right}" if item.left else None,
            "detail": json.dumps({"reason": item.problem[0], "reason_en": item.problem[1]}, ensure_ascii=False),
        }
        for item in without_effect
        if item.problem
    ]
    return pl.DataFrame(rows, schema=FINDING)
