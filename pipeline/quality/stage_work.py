"""What the first two stages write into a build file: what was sent, and which rows are the same unit. Not here: on what basis a stage
may go on (``stages``)."""

import polars as pl

from pipeline.archive.revisions import known_releases, revisions
from pipeline.identity.link import link
from pipeline.intake.anew import readings_digest
from pipeline.intake.read import read_raw
from pipeline.settings import Settings
from pipeline.system import progress
from pipeline.system.raw_names import DECISIONS
from pipeline.warehouse.load import read_schema, run_frames, write_schema


def write_readings(settings: Settings, year: int) -> dict[str, int]:
    """Schema ``landing``, but for ``finding``, of all that was received by the as-of; rows by table."""
    tables = read_raw(settings.raw, settings.province, settings.as_of, settings.cache, progress.step, is_now=settings.is_now)
    tables["reading"] = pl.DataFrame({"readings_digest": [readings_digest(tables)]})
    tables |= {"intake_finding": tables.pop("finding"), "release": known_releases(settings.releases)}
    revision = revisions(settings.releases, settings.province.code)
    return write_schema(settings.build, "landing", tables | run_frames(settings.province, year, settings.as_of, revision))


def write_links(settings: Settings) -> dict[str, int]:
    """Schema ``identity`` and ``landing.finding``; rows by table."""
    landing = read_schema(settings.build, "landing")
    tables = link(landing, settings.province, settings.raw / DECISIONS, settings.as_of, is_now=settings.is_now).frames()
    finding = pl.concat([landing["intake_finding"], tables.pop("finding")])
    return write_schema(settings.build, "identity", tables) | write_schema(settings.build, "landing", {"finding": finding})
