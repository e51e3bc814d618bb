"""What a run knows of the releases before it: ``landing.release``, which they are, and ``landing.revision``, every figure of every pair of
releases that follow each other, and of a year's first and last.

Measures over them (MR, MAR, RMAR) are the model's (``fct_revision``). Not here: what one pair says (``compare``).
"""

from itertools import groupby, pairwise
from pathlib import Path

import polars as pl

from pipeline.archive.compare import compare
from pipeline.archive.release_store import releases_of
from pipeline.warehouse.load import REVISION


def known_releases(shelf: Path) -> pl.DataFrame:
    """One row a release: ``name`` (``2018/1``) and ``digest``, of what it says of itself. Raises ReleaseError."""
    rows = [(release.name, release.digest()) for release in releases_of(shelf)]
    return pl.DataFrame(rows, schema={"name": pl.String, "digest": pl.String}, orient="row")


def revisions(shelf: Path, province_code: str) -> pl.DataFrame:
    """One row a year, indicator, area and pair of releases; none where no year has two. Raises ReleaseError."""
    frames = [pl.DataFrame(schema=REVISION)]
    for _, group in groupby(releases_of(shelf), key=lambda release: release.year):
        found = list(group)
        pairs = list(pairwise(found))
        if len(found) > 2:
            pairs.append((found[0], found[-1]))
        frames += [
            compare(earlier, later, province_code).with_columns(is_first_to_last=pl.lit(earlier is found[0] and later is found[-1]))
            for earlier, later in pairs
        ]
    return pl.concat(frames)
