"""A country's year through intake and identity, as a process of its own; prints what it found as JSON.

``python -m tests.bench.country_read HOME``: reads ``HOME/raw``, keeps parsed files in ``HOME/cache``, leaves ``HOME/links.parquet``.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from pipeline import config
from pipeline.cli.options import leave
from pipeline.identity.link import link
from pipeline.intake.read import read_raw


def main(home: Path) -> None:
    gc.set_threshold(100_000)  # as ``cli`` does, and at its end leaves at once
    start, steps = time.perf_counter(), []
    province = config.load(home / "country")
    landing = read_raw(home / "raw", province, datetime(2030, 1, 1, tzinfo=UTC), home / "cache", lambda *step: steps.append(step))
    read = time.perf_counter()
    found = link(landing, province)
    linked = time.perf_counter()
    found.unit_link.write_parquet(home / "links.parquet")
    current = landing["submission"].filter("is_current")["submission_id"].implode()
    tables = {
        name: landing[name].filter(pl.col("submission_id").is_in(current)) for name in ("registry_unit", "unit_report", "alliance_member")
    }
    units = tables["unit_report"]
    # the first step after the files that the cache knows is one file on; the last one only says that all is done
    files = steps[0][1] - steps[0][0] + 1 if len(steps) > 1 else 0
    print(
        json.dumps(
            {
                "rows": {name: frame.height for name, frame in tables.items()},
                "members": units["members"].sum(),
                "revenue_vnd": units["revenue_vnd"].sum(),
                "days": units["founded_on"].count(),
                "files_read": files,
                "intake_seconds": read - start,
                "identity_seconds": linked - read,
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
    leave(0)
