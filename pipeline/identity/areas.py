"""Names of districts and communes → codes valid on a day. Knows the province's seeds, nothing of units."""

from datetime import date

import polars as pl

from pipeline.config import Province
from pipeline.identity.fold import each, fold
from pipeline.identity.words import PLACE_WORDS

FAR = date(9999, 12, 31)


def area_key(text: pl.Expr) -> pl.Expr:
    """A place's name without its kind, marks and spaces: ``TT. Đắk Hà``, ``thị trấn Đăk Hà``, ``DakHa`` → ``dakha``."""
    word = each(text, fold)
    for words in PLACE_WORDS.values():
        word = word.str.replace(r"^(?:" + "|".join(words) + r") (.+)$", "$1")
    return _sound(word).str.replace_all(" ", "")


def _sound(folded: pl.Expr) -> pl.Expr:
    # the same Ba Na or Xơ Đăng word as different offices write it (domain.md 4.5)
    return folded.str.replace_all(r"\b(?:dac|dak)", "dak").str.replace_all(r"\bngok\b", "ngoc").str.replace_all(r"\bkroong", "krong")


def area_kind(text: pl.Expr) -> pl.Expr:
    """The kind a text names (``xa``, ``phuong``, ``thi tran``, ``huyen`` …), null where it names none."""
    found = each(text, fold).str.extract(r"^(thi tran|phuong|xa|tt|p|x|thanh pho|thi xa|huyen|quan|tp|tx|h|q|tinh) ", 1)
    return found.replace({"tt": "thi tran", "p": "phuong", "x": "xa", "tp": "thanh pho", "tx": "thi xa", "h": "huyen", "q": "quan"})


def area_table(province: Province) -> pl.DataFrame:
    """One row per area, period and spelling: area_code, area_level, parent_code, kind, key, valid_from, valid_to (never null)."""
    rows = [
        (area.area_code, area.area_level, area.parent_code, area.area_name, spelling, area.valid_from, area.valid_to or FAR)
        for area in province.areas
        for spelling in (area.area_name, *area.aliases)
    ]
    names = ["area_code", "area_level", "parent_code", "area_name", "spelling", "valid_from", "valid_to"]
    schema = {name: pl.Date if name.startswith("valid") else pl.String for name in names}
    return (
        pl.DataFrame(rows, schema=schema, orient="row")
        .with_columns(kind=area_kind(pl.col("area_name")), key=area_key(pl.col("spelling")))
        .drop("spelling", "area_name")
        .unique(maintain_order=True)
    )


def bridge(province: Province) -> pl.DataFrame:
    """One row per commune of the two-tier order: area_code, former_district_code."""
    rows = [(bridge.new_area_code, bridge.former_district_code) for bridge in province.bridges]
    return pl.DataFrame(rows, schema={"area_code": pl.String, "former_district_code": pl.String}, orient="row")


def resolve_area(
    text: pl.Series, level: str, day: pl.Series | date, within: pl.Series | None = None, *, areas: pl.DataFrame
) -> pl.DataFrame:
    """The area of ``level`` that each text names on its day; as many rows, in the same order.

    ``areas`` is ``area_table(province)``. ``within`` restricts to a parent's code where it is not null. A text that no area of that
    day bears, or that two bear and its own kind (``xã``, ``thị trấn``) does not settle, gives nulls: a place is never guessed.
    Columns: area_code, parent_code, valid_from.
    """
    asked = pl.DataFrame({"text": text.cast(pl.String)}).with_row_index("n")
    asked = asked.with_columns(
        day=day if isinstance(day, pl.Series) else pl.lit(day), within=pl.lit(None, pl.String) if within is None else within
    )
    distinct = (
        asked.select("text", "day", "within").unique().with_columns(key=area_key(pl.col("text")), asked_kind=area_kind(pl.col("text")))
    )
    hits = distinct.join(areas.filter(pl.col("area_level") == level), on="key", how="inner").filter(
        pl.col("day").is_between(pl.col("valid_from"), pl.col("valid_to")),
        pl.col("within").is_null() | (pl.col("within") == pl.col("parent_code")),
    )
    wanted = ["text", "day", "within"]
    # "xã Đắk Hà" and "thị trấn Đắk Hà": the kind decides only where the name alone leaves two
    hits = hits.with_columns(same_kind=(pl.col("asked_kind") == pl.col("kind")).fill_null(False))
    hits = hits.filter((pl.len() == 1).over(wanted) | pl.col("same_kind")).filter(pl.col("area_code").n_unique().over(wanted) == 1)
    hits = hits.unique(wanted, keep="first", maintain_order=True).select(*wanted, "area_code", "parent_code", "valid_from")
    return asked.join(hits, on=wanted, how="left", nulls_equal=True, maintain_order="left").select("area_code", "parent_code", "valid_from")


def resolve_over_time(text: pl.Series, level: str, day: pl.Series, within: pl.Series | None = None, *, areas: pl.DataFrame) -> pl.DataFrame:
    """``resolve_area`` on the day, and what it leaves open on the last days of earlier orders: an address stays old after a merger."""
    found = resolve_area(text, level, day, within, areas=areas)
    ends = areas.filter(pl.col("area_level") == level, pl.col("valid_to") < FAR)["valid_to"].unique().sort(descending=True)
    for end in ends:
        open_ = found["area_code"].is_null() & text.is_not_null() & (day > end)
        if not open_.any():
            continue
        earlier = resolve_area(text, level, end, within, areas=areas)
        found = found.with_columns(pl.when(open_).then(earlier[name]).otherwise(pl.col(name)).alias(name) for name in found.columns)
    return found
