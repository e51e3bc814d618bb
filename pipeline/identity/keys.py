"""Match keys of unit names: what kind of unit a name says, what business, where, and the private name that distinguishes.

Works on distinct names; area names come from ``areas``. Two names never match by what this module drops alone: the business words
are kept as a set beside the private name.
"""

import re
from concurrent.futures import ThreadPoolExecutor

import polars as pl

from pipeline.identity.cores import reduced, with_digits
from pipeline.identity.fold import each, once, tokens
from pipeline.identity.name_places import canonical_place, with_kind, without_place
from pipeline.identity.words import BUSINESS_CODES, BUSINESS_PHRASES, GLUED, JOINING_WORDS, MIXED, TYPE_PHRASES
from pipeline.system.folding import bare, tones_behind_vowels

NAME_SCHEMA = {
    "name": pl.String,
    "name_type": pl.String,
    "anchor": pl.String,
    "key": pl.String,
    "marked_key": pl.String,
    "is_marked": pl.Boolean,
    "business": pl.UInt32,
    "place": pl.String,
}
_LEAST_NAMES = 2_000  # for which another core is worth starting
_BIT = {code: 1 << place for place, code in enumerate(BUSINESS_CODES)}
_Y = re.compile("^([hklmst]|qu)y(\\W?)$")
# bare syllables that no word has: before p, t, c, ch there is a tone, and "iê", "yê", "uô", "ươ" have their marks
_TYPED_BARE = r"[aeiouy](?:p|t|c|ch)\b|[iy]e|uo"
_GLUED = "|".join(GLUED)


def _phrases() -> tuple[list[str], list[str]]:
    """Every phrase, longest first, and what stands for it: ``@CODE`` and a bare ``@`` for each further word."""
    table = {phrase: f"t{kind}" for kind, phrases in TYPE_PHRASES.items() for phrase in phrases}
    table |= {phrase: "b" + codes.replace(" ", "+") for codes, phrases in BUSINESS_PHRASES.items() for phrase in phrases}
    ordered = sorted(table, key=lambda phrase: (-len(phrase), phrase))
    written = [f" {phrase.replace(' ', '  ')} " for phrase in ordered]
    marked = [f" @{table[phrase]} " + " @ " * phrase.count(" ") for phrase in ordered]
    return written, marked


def name_keys(names: pl.Series, areas: pl.DataFrame) -> pl.DataFrame:
    """One row per distinct name (NAME_SCHEMA).

    ``name_type``: HTX, QTDND, LHHTX, THT or null. ``anchor``: the private name's bare letters without spaces, numbers set off by ``#``;
    where nothing private is left, the place, and where there is none either, ``=`` and the business codes; null where the text says
    nothing. ``key``: the same without the words that some clerks leave out (``cores``). ``marked_key``: the same with marks. ``is_marked``:
    whether marks were typed, null where nobody can tell ("HTX Kim Long"). ``business``: a bit set over BUSINESS_CODES. ``place``: the key
    of the commune that the name ends in ("… xã Hà Mòn"), else null.
    """
    distinct = names.drop_nulls().cast(pl.String).unique().sort()
    if distinct.is_empty():
        return pl.DataFrame(schema=NAME_SCHEMA)
    # polars runs an expression over one column on one core: each core gets names of its own
    share = max(_LEAST_NAMES, -(-len(distinct) // pl.thread_pool_size()))
    with ThreadPoolExecutor() as cores:
        return pl.concat(cores.map(lambda start: _keys_of(distinct.slice(start, share), areas), range(0, len(distinct), share)))


def _keys_of(names: pl.Series, areas: pl.DataFrame) -> pl.DataFrame:
    frame = pl.DataFrame({"name": names}).with_row_index("n")
    frame = frame.join(_folded(with_kind(frame, areas)), on="n", how="left", maintain_order="left")
    written, standing = _phrases()
    # each word gets a space of its own on both sides, so that neighbouring phrases do not share one
    spaced = ("  " + pl.col("folded").str.replace_all(" ", "  ") + "  ").str.replace_many(written, standing, leftmost=True)
    frame = frame.with_columns(
        name_type=spaced.str.extract(r"@t([A-Z]+)", 1),
        word=spaced.str.strip_chars(" ").str.split("  ").list.eval(pl.element().str.strip_chars(" ")),
        marked_word=pl.col("marked").str.split(" "),
    )
    words = frame.select("n", "word", "marked_word").explode("word", "marked_word")
    words = words.with_columns(glued=pl.col("word").str.contains(f"^(?:{_GLUED})+$") & (pl.col("word").str.len_chars() > 2))
    business = _business(words)
    kept = words.filter(~pl.col("word").str.starts_with("@"), ~pl.col("glued"), ~pl.col("word").is_in(JOINING_WORDS), pl.col("word") != "")
    private = kept.group_by("n", maintain_order=True).agg("word", "marked_word")
    private = without_place(private, areas)
    left = with_digits(private.select("n", "word", "marked_word").explode("word", "marked_word"))
    keys = _joined(reduced(left, frame.filter(pl.col("name_type").is_null())["n"])).rename({"word": "key", "marked_word": "marked_key"})
    keys = keys.join(_joined(left).select("n", anchor="word"), on="n").join(private.select("n", "place"), on="n")
    keys = keys.with_columns(canonical_place(pl.col(name), areas) for name in ("anchor", "key", "place"))
    frame = frame.join(business, on="n", how="left").join(keys, on="n", how="left").with_columns(pl.col("business").fill_null(0))
    only_business = pl.when(pl.col("business") > 0).then(pl.format("={}", "business"))
    frame = frame.with_columns(pl.coalesce(name, only_business).alias(name) for name in ("anchor", "key", "marked_key"))
    has_marks = pl.col("marked").str.len_bytes() > pl.col("marked").str.len_chars()
    is_bare = pl.col("folded").str.contains(_TYPED_BARE) | (pl.col("name") == pl.col("name").str.to_lowercase())
    frame = frame.with_columns(is_marked=pl.when(has_marks).then(True).when(is_bare).then(False))
    return frame.select(pl.col(name).cast(kind) for name, kind in NAME_SCHEMA.items())


def _joined(words: pl.DataFrame) -> pl.DataFrame:
    """n, word, marked_word: the names' words as keys."""
    for name, form in (("word", _compact), ("marked_word", _marked)):
        words = words.join(once(words[name], form=form(pl.col(name))), on=name, maintain_order="left").drop(name).rename({"form": name})
    return words.group_by("n", maintain_order=True).agg(pl.col("word").str.join(""), pl.col("marked_word").str.join(""))


def _folded(names: pl.DataFrame) -> pl.DataFrame:
    """n, marked, folded: the words of ``text``, with marks and without."""
    words = names.select("n", word=pl.col("text").str.split(" ")).explode("word")
    forms = once(words["word"], marked=_unglue(each(pl.col("word"), tokens))).with_columns(folded=each(pl.col("marked"), bare))
    words = words.join(forms, on="word", maintain_order="left").filter(pl.col("marked") != "")
    whole = words.group_by("n", maintain_order=True).agg("marked", "folded").with_columns(pl.col("marked", "folded").list.join(" "))
    return names.select("n").join(whole, on="n", how="left").with_columns(pl.col("marked", "folded").fill_null(""))


def _unglue(text: pl.Expr) -> pl.Expr:
    # "HTXNN"; but "THTM" is tổng hợp, thương mại: after THT only whole abbreviations
    return text.str.replace_all(r"\b(lhhtx|qtdnd|htx)(\p{L}+)", "$1 $2").str.replace_all(rf"\btht((?:{_GLUED})+)\b", "tht $1")


def _business(words: pl.DataFrame) -> pl.DataFrame:
    """n → the bit set of every business word, those written together included."""
    phrases = words.filter(pl.col("word").str.starts_with("@b")).select("n", code=pl.col("word").str.slice(2).str.split("+"))
    together = words.filter("glued").select("n", code=pl.col("word").str.extract_all(_GLUED)).explode("code")
    pairs = together.with_columns(pl.col("code").replace_strict(GLUED, default=None, return_dtype=pl.String).str.split(" "))
    codes = pl.concat([phrases, pairs]).explode("code").unique().drop_nulls()
    return codes.group_by("n").agg(business=pl.col("code").replace_strict(_BIT, return_dtype=pl.UInt32).sum())


def _compact(word: pl.Expr) -> pl.Expr:
    # "Ngọk/Ngọc", "Đăk/Đắc"; "Lý/Lí": the same sound; "01": a number, set off
    return (
        word.str.replace(r"^ngok$", "ngoc")
        .str.replace(r"^dac$", "dak")
        .str.replace(r"^([hklmst]|qu)y$", "${1}i")
        .str.replace(r"^0*(\d)", "#$1")
    )


def _marked(word: pl.Expr) -> pl.Expr:
    # "Mỹ" is "Mĩ"
    return each(word.replace(MIXED), lambda one: _Y.sub(r"\1i\2", tones_behind_vowels(one)))
