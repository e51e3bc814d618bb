"""Rows → units, submission by submission: the registry first, then what districts, the Alliance and the agriculture office write.

Only the order of submissions and the rows' content decide; never a row's place in a file. What counts as evidence is
``candidates``' affair.
"""

from __future__ import annotations

import polars as pl

from pipeline.identity.candidates import aliases, pairs
from pipeline.identity.matching import one_to_one
from pipeline.identity.schema import LINKED_TABLES

LINK = {"rec": pl.UInt32, "uid": pl.UInt32, "method": pl.String, "probability": pl.Float64, "doubt": pl.String}


def cascade(records: pl.DataFrame) -> pl.DataFrame:
    """One row per record (LINK). ``uid`` is the ``rec`` for which the unit was first made: a number of this run only.

    ``doubt`` is null or says why a person should look: ``code_of_other``, ``code_only``, ``other_code``, ``founded_differs``,
    ``commune_differs``, ``no_district``; ``ambiguous`` for a row that fits several units alike and so became its own.
    """
    records = records.with_columns(same=_same_row())
    links = pl.DataFrame(schema=LINK)
    for table in LINKED_TABLES:
        rows = records.filter(pl.col("table_name") == table, pl.col("same") == pl.col("rec"))
        rows = rows.with_columns(turn=pl.struct("received_at", "submission_id").rank("dense").over("sender"))
        for batch in rows.sort("turn", "rec").partition_by("turn", maintain_order=True):
            links = pl.concat([links, _assign(batch, records, links)])
    return records.select("rec", "same").join(links, left_on="same", right_on="rec", how="left").select(LINK.keys()).sort("rec")


def _same_row() -> pl.Expr:
    """The first of the rows in one submission that say the same of one unit; ``rec`` itself for all others."""
    place = ["submission_id", "table_name"]
    name = [*place, "unit_type", "key", "marked_key", "business", "area_code", "commune_code"]
    rec = pl.col("rec")
    written_alike = rec.min().over([*name, "code", "certificate", "founded_on", "ended_on"])
    same_code = rec.min().over([*place, "code", "key", pl.col("unit_type") == "THT"])
    day = [*name, "founded_on"]
    one_code = (pl.col("code").n_unique().over(day) - pl.col("code").is_null().any().over(day).cast(pl.UInt32)) <= 1
    one_certificate = (pl.col("certificate").n_unique().over(day) - pl.col("certificate").is_null().any().over(day).cast(pl.UInt32)) <= 1
    dated = pl.col("founded_on").is_not_null() & one_code & one_certificate
    named = pl.col("key").is_not_null()
    return pl.min_horizontal(
        rec,
        pl.when(named).then(written_alike),
        pl.when(named & pl.col("code").is_not_null()).then(same_code),
        pl.when(named & dated).then(rec.min().over(day)),
    )


def _assign(batch: pl.DataFrame, records: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Links of one submission of each sender, given the links so far."""
    known = aliases(records.join(links.select("rec", "uid"), on="rec"))
    scored = pairs(batch, known).with_columns(group=pl.col("submission_id"))
    taken = one_to_one(scored)
    rest = scored.join(taken.select("left"), on="left", how="anti")
    again = _repeated(rest, taken)
    rest = rest.join(again.select("left"), on="left", how="anti").join(taken.select("group", "right"), on=["group", "right"], how="anti")
    tied = rest.filter((pl.col("score") == pl.col("score").max()).over("left")).select("left").unique()
    linked = pl.concat([taken, again]).select(rec="left", uid="right", method="method", probability="probability", doubt="doubt")
    minted = (
        batch.select("rec")
        .join(linked, on="rec", how="anti")
        .join(tied.with_columns(doubt=pl.lit("ambiguous")), left_on="rec", right_on="left", how="left")
    )
    minted = minted.select(
        "rec", uid="rec", method=pl.lit("minted"), probability=pl.when(pl.col("doubt").is_null()).then(1.0).otherwise(0.5), doubt="doubt"
    )
    return pl.concat([linked, minted]).select(pl.col(name).cast(kind) for name, kind in LINK.items())


def _repeated(rest: pl.DataFrame, taken: pl.DataFrame) -> pl.DataFrame:
    """Rows left over whose name and place are those of a unit that another row of the file already is: the same unit again."""
    sure = rest.filter("certain_name", pl.col("tier") >= 60).join(taken.select("group", "right"), on=["group", "right"], how="semi")
    return sure.sort("score", "right", descending=[True, False]).unique("left", keep="first", maintain_order=True)
