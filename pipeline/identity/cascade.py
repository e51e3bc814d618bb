"""Rows → units, submission by submission: the registry first, then what districts, the Alliance and the agriculture office write.

Only the order of submissions and the rows' content decide; never a row's place in a file. What counts as evidence is
``candidates``' affair, what it is worth that of ``tiers``.
"""

from typing import NamedTuple

import polars as pl

from pipeline.identity.candidates import aliases, candidates
from pipeline.identity.matching import one_to_one
from pipeline.identity.same_rows import with_same
from pipeline.identity.schema import LINKED_TABLES, where
from pipeline.identity.tiers import FIRM, WEAK, scored

LINK = {"rec": pl.UInt32, "uid": pl.UInt32, "method": pl.String, "probability": pl.Float64, "doubt": pl.String}
TIED = {"rec": pl.UInt32, "uid": pl.UInt32}
AMBIGUOUS, HOMONYMS = "ambiguous", "homonyms"
# a link made against the code: the code is no word about the unit
AGAINST_CODE = ("code_of_other", "other_code")
# and one made against the marks no word about them
AGAINST_MARKS = "marks_differ"
WRITING = ("unit_type", "key", "place", "business", "area_code", "commune_code")


class Links(NamedTuple):
    """``links``: one row per record (LINK). ``tied``: the units that an ambiguous row fits alike (TIED)."""

    links: pl.DataFrame
    tied: pl.DataFrame


def cascade(records: pl.DataFrame) -> Links:
    """Every record's unit. ``uid`` is the ``rec`` for which the unit was first made: a number of this run only.

    ``doubt`` is null or says why a person should look: a doubt of ``tiers.CASCADE``, or ``ambiguous`` for a row that fits several
    units alike and so became its own: half a chance is no link, for a link says which unit it is.
    """
    records = with_same(records)
    found = Links(pl.DataFrame(schema=LINK), pl.DataFrame(schema=TIED))
    for table in LINKED_TABLES:
        rows = records.filter(pl.col("table_name") == table, pl.col("same") == pl.col("rec"))
        rows = rows.join(_turns(rows), on="submission_id")
        for batch in rows.sort("turn", "rec").partition_by("turn", maintain_order=True):
            found = Links(*map(pl.concat, zip(found, _assign(batch, records, found.links), strict=True)))
    spread = records.select("rec", "same").join(found.links, left_on="same", right_on="rec", how="left")
    return Links(spread.select(LINK.keys()).sort("rec"), found.tied)


def _turns(rows: pl.DataFrame) -> pl.DataFrame:
    """When each submission has its turn: after the sender's own before it; a sender's first after all that came before it of earlier
    years, for its units may have been another's (the communes' that took over from a district)."""
    turns: dict[str, int] = {}
    of_sender: dict[str, int] = {}
    of_year: dict[int, int] = {}
    submissions = rows.select("received_at", "submission_id", "sender", "reference_year").unique().sort("received_at", "submission_id")
    for _, submission, sender, year in submissions.iter_rows():
        earlier = [turn for known, turn in of_year.items() if known < year] if sender not in of_sender else [of_sender[sender]]
        turns[submission] = of_sender[sender] = max(earlier, default=0) + 1
        of_year[year] = max(of_year.get(year, 0), turns[submission])
    return pl.DataFrame({"submission_id": list(turns), "turn": list(turns.values())}, schema={"submission_id": pl.String, "turn": pl.Int64})


def _assign(batch: pl.DataFrame, records: pl.DataFrame, links: pl.DataFrame) -> Links:
    """Links of one submission of each sender, given the links so far."""
    # a row that fits several units is no unit for others to be
    clear = links.filter(pl.col("doubt").ne_missing(AMBIGUOUS)).select("rec", "uid", "doubt")
    so_far = records.lazy().join(clear.lazy(), on="rec")
    so_far = so_far.with_columns(
        code=pl.when(~pl.col("doubt").is_in(AGAINST_CODE).fill_null(False)).then("code"),
        is_marked=pl.col("is_marked") & pl.col("doubt").ne_missing(AGAINST_MARKS),
    )
    # all of it is in memory anyhow: the streaming engine, a lazy frame's usual, takes twice as long
    pairs = scored(candidates(batch.lazy(), aliases(so_far))).collect(engine="in-memory")
    taken = one_to_one(pairs)
    left_over = pairs.join(taken.select("left"), on="left", how="anti")
    rest = left_over.join(taken.select("group", "right"), on=["group", "right"], how="anti")
    again = _repeated(left_over, rest, taken, batch)
    rest = rest.join(again.select("left"), on="left", how="anti")
    tied = _tied(rest)
    taken = _doubted(taken, pairs)
    linked = pl.concat([taken, again]).select(pl.col("left").alias("rec"), pl.col("right").alias("uid"), "method", "probability", "doubt")
    alone = batch.select("rec").join(linked, on="rec", how="anti").with_columns(ambiguous=pl.col("rec").is_in(tied["left"].to_list()))
    minted = alone.select(
        "rec",
        uid="rec",
        method=pl.lit("minted"),
        probability=pl.when("ambiguous").then(0.5).otherwise(1.0),
        doubt=pl.when("ambiguous").then(pl.lit(AMBIGUOUS)),
    )
    made = pl.concat([linked, minted]).select(pl.col(name).cast(kind) for name, kind in LINK.items())
    return Links(made, tied.select(pl.col("left").alias("rec"), pl.col("right").alias("uid")))


def _doubted(taken: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """``taken`` with a doubt where a homonym was left behind by a weak sign only: one that no row of the file is, or one whose row
    might as well be another."""
    close = pairs.join(taken.select("left", own="right", own_score="score", own_tier="tier"), on="left")
    close = close.filter(
        pl.col("right") != pl.col("own"), pl.col("tier") == pl.col("own_tier"), pl.col("own_score") - pl.col("score") < WEAK
    )
    settled = taken.join(close, on="left", how="anti").select("group", "right")
    unsettled = close.join(settled, on=["group", "right"], how="anti")["left"].unique()
    doubted = pl.col("doubt").is_null() & pl.col("left").is_in(unsettled.to_list())
    return taken.with_columns(where(doubted, doubt=HOMONYMS, probability=0.8))


def _tied(rest: pl.DataFrame) -> pl.DataFrame:
    """The units that each row fits best; where more rows contest them than there are, all that they fit of the tier."""
    best = rest.filter((pl.col("score") == pl.col("score").max()).over("left"))
    sets = best.sort("right").group_by("group", "left", maintain_order=True).agg("right")
    short = sets.filter(pl.col("right").list.len() < pl.len().over("group", "right"))["left"].implode()
    whole = rest.filter(pl.col("left").is_in(short), (pl.col("tier") == pl.col("tier").max()).over("left"))
    return pl.concat([best.filter(~pl.col("left").is_in(short)), whole])


def _repeated(left_over: pl.DataFrame, rest: pl.DataFrame, taken: pl.DataFrame, batch: pl.DataFrame) -> pl.DataFrame:
    """Rows left over that are the same unit again: their name and place are those of a unit that another row of the file already is,
    or those that this row wrote; and no unit that is still free (``rest``) fits as well."""
    written = batch.select("rec", *(pl.col(name).cast(pl.String).fill_null("") for name in WRITING))
    takers = taken.select("group", "right", taker="left").join(written, left_on="taker", right_on="rec")
    free = rest.group_by("left").agg(free=pl.col("score").max())
    firm = left_over.join(free, on="left", how="left").filter(pl.col("score") > pl.col("free").fill_null(0))
    firm = firm.filter(pl.col("tier") >= FIRM, ~pl.col("other_code")).join(written, left_on="left", right_on="rec")
    beside = firm.join(takers, on=["group", "right"], suffix="_taker")
    alike = pl.all_horizontal(pl.col(name) == pl.col(f"{name}_taker") for name in WRITING)
    sure = beside.filter(pl.col("certain_name") | alike)
    return sure.sort("score", "right", descending=[True, False]).unique("left", keep="first", maintain_order=True).select(taken.columns)
