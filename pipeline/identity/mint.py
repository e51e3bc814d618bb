"""Units' lasting keys. A key comes from what was written of the unit first, never from a row's place, and is never given twice.

Which rows are one unit is settled before.
"""

import hashlib
from itertools import chain, count

import polars as pl

from pipeline.identity.kinds import IS_THT

KEY_LENGTH = 12


def mint(records: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """One row per unit: uid, unit_key.

    The anchor is the unit's earliest record in transaction time: its code, else its certificate, else its type, name, place and day;
    the name without marks, so that no clerk's spelling of it counts. Later knowledge adds later records only, so a key that was once
    given stays. Where two units would have one anchor, the earlier keeps it and the later's is lengthened by all it says, marks too,
    then by its submission.
    """
    earliest = links.group_by("uid").agg(pl.col("rec").min())
    first = records.join(earliest, on="rec").sort("rec")
    name = _joined("unit_type", "area_code", "commune_code", "anchor", "business", "founded_on")
    is_tht = pl.when(IS_THT).then(pl.lit("tht:")).otherwise(pl.lit(""))
    code = is_tht + "code:" + pl.col("code")
    short = pl.coalesce(code, "certificate:" + pl.col("certificate"), "name:" + name)
    first = first.select("uid", short=short, name="name:" + name + "|" + _joined("marked_key"), place="submission_id")
    keys = [_key(short) for short in first["short"].to_list()]
    taken: set[str] = set()
    for index, key in enumerate(keys):
        if key in taken:
            anchor, name_and_marks, place = first.select("short", "name", "place").row(index)
            keys[index] = _free(anchor, name_and_marks, place, taken)
        taken.add(keys[index])
    return first.select("uid").with_columns(unit_key=pl.Series(keys, dtype=pl.String))


def _joined(*columns: str) -> pl.Expr:
    return pl.concat_str([pl.col(column).cast(pl.String).fill_null("") for column in columns], separator="|")


def _key(anchor: str) -> str:
    return "u" + hashlib.sha256(anchor.encode()).hexdigest()[:KEY_LENGTH]


def _free(short: str, long: str, place: str, taken: set[str]) -> str:
    """The first of the longer anchors whose key nobody has; the last resort counts units that no written word tells apart."""
    anchors = chain((f"{short}|{long}", f"{short}|{long}|{place}"), (f"{short}|{long}|{place}|{number}" for number in count(2)))
    return next(key for key in map(_key, anchors) if key not in taken)
