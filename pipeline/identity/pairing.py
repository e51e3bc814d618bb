"""Joins whose pairs are many and of which few are kept: made and sifted piece by piece, so that a list of any length fits in memory."""

from collections.abc import Callable

import polars as pl

A_LONG_LIST = 1000  # lines or units of one list without a sign of their own; more are not held by their letters against as many others
MOST_BESIDE = 10  # units that a line is shown beside, and of one name: who has more of them looks at the list
AT_ONCE = 250_000  # pairs; some 100 MB of them


def sifted(
    left: pl.DataFrame, right: pl.DataFrame, *on: str, keep: Callable[[pl.DataFrame], pl.DataFrame], at_once: int = AT_ONCE
) -> pl.DataFrame:
    """What ``keep`` leaves of every row of ``left`` beside every row of ``right`` with the same ``on``, the right one's columns with
    ``_r`` behind their names (those of ``on`` too). ``keep`` looks at each pair for itself. A single row's pairs are one piece."""
    sizes = right.group_by(on).agg(_pairs=pl.len().cast(pl.Int64))
    rows = left.join(sizes, on=on).with_columns(_piece=(pl.col("_pairs").cum_sum() - 1) // at_once)
    pieces = rows.drop("_pairs").partition_by("_piece", include_key=False) or [left.clear()]
    return pl.concat([keep(piece.join(right, on=on, suffix="_r", coalesce=False)) for piece in pieces])


def few(rows: pl.DataFrame, *alike: str) -> pl.DataFrame:
    """Of the rows that are alike in these columns the first MOST_BESIDE."""
    return rows.filter(pl.int_range(pl.len()).over(alike) < MOST_BESIDE)
