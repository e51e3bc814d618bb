"""The place that a unit's name ends in: "… xã Hà Mòn", "…, Hà Mòn". Place names themselves are ``areas``' affair."""

import polars as pl

from pipeline.identity.areas import area_key, area_kind
from pipeline.identity.fold import once
from pipeline.identity.words import PLACE_WORDS

_WORDS = {word for phrases in PLACE_WORDS.values() for phrase in phrases for word in phrase.split()}
_REMARK = r"^(.* .*\S)\s*[(\[][^()\[\]]*[)\]]\s*$"  # behind two words at least: "HTX Na (đăng ký lại)"


def with_kind(names: pl.DataFrame, areas: pl.DataFrame) -> pl.DataFrame:
    """``text``: "HTX Sáu Nhung, Hà Mòn" as "HTX Sáu Nhung xã Hà Mòn": set off by a comma, a dash or a bracket, a commune is no part of
    the name."""
    known = areas.filter(pl.col("area_level") == "commune")["key"].unique().to_list()
    set_off = names.filter(pl.col("name").str.contains_any([",", "(", " - ", " – ", " — "]))  # few: the pattern is dear
    apart = set_off.select("n", apart=pl.col("name").str.extract(r"(?:[,(]| [-–—] )([^,(–—-]+)$", 1)).drop_nulls()
    bare_places = once(apart["apart"], kind=area_kind(pl.col("apart")), key=area_key(pl.col("apart")))
    bare_places = bare_places.filter(pl.col("kind").is_null(), pl.col("key").is_in(known))
    places = apart.join(bare_places, on="apart", how="semi")
    before = pl.col("name").str.strip_suffix(pl.col("apart"))
    placed = pl.when(pl.col("apart").is_not_null()).then(before + " xã " + pl.col("apart"))
    text = pl.coalesce(placed, pl.col("name").str.extract(_REMARK, 1), "name")
    return names.join(places, on="n", how="left", maintain_order="left").select("n", "name", text=text)


def without_place(private: pl.DataFrame, areas: pl.DataFrame) -> pl.DataFrame:
    """Take off a trailing "xã Hà Mòn", "huyện Đăk Hà" where the place exists; a name that is only a place keeps it as its own.

    Adds ``place``, the commune's key.
    """
    speaks_of_place = pl.col("word").list.eval(pl.element().is_in(_WORDS)).list.any()
    placed = _without_place(private.filter(speaks_of_place), areas)
    return pl.concat([private.filter(~speaks_of_place).with_columns(place=pl.lit(None, pl.String)), placed], how="diagonal")


def _without_place(private: pl.DataFrame, areas: pl.DataFrame) -> pl.DataFrame:
    for level in ("province", "district", "commune"):
        known = areas.filter(pl.col("area_level") == level)["key"].unique().to_list()
        ending = rf"^(?:(.+) )?(?:{'|'.join(PLACE_WORDS[level])}) (.+)$"
        text = pl.col("word").list.join(" ")
        split = private.select("n", "word", "marked_word", head=text.str.extract(ending, 1), tail=text.str.extract(ending, 2), text=text)
        # "phuong" is a ward and a person's name: only "xa" and "thi tran" at the beginning are a place for certain
        places = once(split["tail"].drop_nulls(), place=area_key(pl.col("tail")))
        split = split.join(places, on="tail", how="left", maintain_order="left")
        split = split.with_columns(
            known=pl.col("place").is_in(known) | pl.col("head").is_null() & pl.col("text").str.contains("^(xa|thi tran) ")
        )
        heads, tails = pl.col("head").str.count_matches(" ") + 1, pl.col("tail").str.count_matches(" ") + 1
        private = split.select(
            "n",
            # one misspelt ("xã Sa Thầ") speaks against no other
            pl.when(pl.col("place").is_in(known)).then("place").alias("place"),
            *(
                pl.when(pl.col("tail").is_null())
                .then(pl.col(name))
                .when(~pl.col("known"))
                .then(pl.col(name))
                .when(pl.col("head").is_null())
                .then(pl.col(name).list.tail(tails))
                .otherwise(pl.col(name).list.head(heads))
                for name in ("word", "marked_word")
            ),
        )
    return private


def canonical_place(key: pl.Expr, areas: pl.DataFrame) -> pl.Expr:
    """A place's other spelling ("Đăk Pét") as its name's own key ("Đắk Pék")."""
    firsts = (
        areas.group_by("area_code", "valid_from", maintain_order=True).agg(pl.col("key").first().alias("own"), pl.col("key")).explode("key")
    )
    own = set(firsts["own"])
    table = {other: first for other, first in firsts.select("key", "own").sort("own", descending=True).iter_rows() if other not in own}
    return key.replace(table) if table else key
