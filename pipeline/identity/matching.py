"""One-to-one choice among scored pairs. Knows nothing of what the sides are."""

import polars as pl


def one_to_one(pairs: pl.DataFrame) -> pl.DataFrame:
    """The pairs that both sides would choose, each side at most once a group.

    ``pairs``: group, left, right, score (higher is better), left being unique over groups. A pair is taken where the right is the left's
    only best and the left is the right's best in its group. Of equal lefts those that fit nothing else come first, the smallest of them;
    where each might be another right, nobody knows which is which and none is taken. What is taken leaves the game and the rest choose
    again, so a better claim elsewhere can settle a tie, and a tie that stays is nobody's. Returns the taken rows of ``pairs``.
    """
    # most are nobody else's: they need no choosing
    sure = pl.col("left").is_unique() & pl.struct("group", "right").is_unique()
    taken, pairs = [pairs.filter(sure)], pairs.filter(~sure)
    while not pairs.is_empty():
        best = pairs.with_columns(
            left_best=(pl.col("score") == pl.col("score").max()).over("left"),
            right_best=(pl.col("score") == pl.col("score").max()).over("group", "right"),
            fits_others=(pl.len() > 1).over("left"),
        ).with_columns(only=(pl.col("left_best").sum() == 1).over("left"))
        chosen = best.filter("left_best", "right_best", "only")
        contested = (pl.col("fits_others").all() & (pl.len() > 1)).over("group", "right")
        chosen = chosen.filter(~contested).sort("fits_others", "left").unique(["group", "right"], keep="first", maintain_order=True)
        if chosen.is_empty():
            break
        taken.append(chosen.select(pairs.columns))
        pairs = pairs.join(chosen.select("left"), on="left", how="anti").join(
            chosen.select("group", "right"), on=["group", "right"], how="anti"
        )
    return pl.concat(taken)
