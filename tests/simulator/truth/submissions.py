"""Who sent what, when, and whether it was on time."""

from __future__ import annotations

from datetime import datetime

import polars as pl

from tests.simulator.days import HANOI
from tests.simulator.truth.known import Known
from tests.simulator.world import World

SCHEMA = {
    "sender": pl.String,
    "form": pl.String,
    "reference_year": pl.Int32,
    "version": pl.Int32,
    "received_at": pl.Datetime("us", "UTC"),
    "timeliness": pl.String,
    "days_late": pl.Int64,
    "is_current": pl.Boolean,
}


def submissions(world: World, as_of: datetime) -> pl.DataFrame:
    """Sender x form x year x version; one row without version for what is missing."""
    known = Known(world, as_of)
    rows = []
    for year in known.years:
        due = world.places.due_before(year).astimezone(HANOI)
        for sender, form in world.places.obligations(year):
            received = [item for item in world.find(sender, form, year) if item.received_at <= as_of]
            for item in received:
                first = received[0].received_at.astimezone(HANOI)
                days_late = (first.date() - due.date()).days + 1 if first >= due else 0
                timeliness = "late" if first >= due else "on_time"
                rows.append((sender, form, year, item.version, item.received_at, timeliness, days_late, item is received[-1]))
            if not received:
                rows.append((sender, form, year, None, None, "missing", None, None))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")
