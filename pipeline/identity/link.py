"""The identity stage: landing's rows in, who is who out."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from pipeline.config import Province
from pipeline.identity.cascade import cascade
from pipeline.identity.mint import mint
from pipeline.identity.records import records as to_records
from pipeline.identity.schema import FINDING, REVIEW, UNIT_LINK, Identity, shaped
from pipeline.identity.units import unit_aliases, units


def link(landing: dict[str, pl.DataFrame], province: Province, decisions: Path | None = None) -> Identity:
    """Link every row of the four tables of units to one unit, over all submissions in ``landing`` (see ``schema.Identity``)."""
    records = to_records(landing, province)
    links = cascade(records)
    known = records.join(links, on="rec").join(mint(records, links), on="uid")
    return Identity(
        unit_link=shaped(known.sort("rec"), UNIT_LINK),
        unit=units(known),
        unit_alias=unit_aliases(known),
        review=pl.DataFrame(schema=REVIEW),
        finding=pl.DataFrame(schema=FINDING),
    )
