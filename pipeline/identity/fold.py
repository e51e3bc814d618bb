"""The words of Vietnamese names that two clerks write differently, and how a column of them is folded. Knows nothing of areas or codes."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import dropwhile, groupby

import polars as pl

from pipeline.system.folding import bare, is_mark, small

_INSIDE_WORDS = re.compile("['’‘ʼ`´′＇]")
_INITIALS = re.compile(r"(?<![^\W_])([^\W\d_])\.(?=[^\W\d_](?![^\W_]))")  # "N.N" is "NN"


def tokens(text: str) -> str:
    """Lower-case words and numbers with one space between, marks kept: ``HTX Hoà-Bình1`` → ``htx hoà bình 1`` (NFC)."""
    return " ".join(filter(None, map(_tokens, text.split())))


@lru_cache(maxsize=65536)  # names share most of their words
def _tokens(word: str) -> str:
    seen = "".join(sign for sign in _INITIALS.sub(r"\1", _INSIDE_WORDS.sub("", word)) if unicodedata.category(sign) != "Cf")
    plain = unicodedata.normalize("NFC", small(unicodedata.normalize("NFKC", seen)))
    runs = ("".join(dropwhile(is_mark, run)) for kind, run in groupby(plain, _kind) if kind)
    return " ".join(filter(None, runs))


def _kind(sign: str) -> str:
    category = unicodedata.category(sign)
    return "number" if category == "Nd" else "word" if category[0] in "LM" else ""


def fold(text: str) -> str:
    """``tokens`` without marks, as many words, for texts that are compared only by their letters."""
    return " ".join(map(_bare, tokens(text).split(" ")))


_bare = lru_cache(maxsize=65536)(bare)


def each(texts: pl.Expr, form: Callable[[str], str | None]) -> pl.Expr:
    """``form`` of every text, asked once for each distinct one; null stays null."""

    def forms(series: pl.Series) -> pl.Series:
        distinct = series.drop_nulls().unique()
        return series.replace_strict(distinct, pl.Series(map(form, distinct), dtype=pl.String), default=None, return_dtype=pl.String)

    return texts.map_batches(forms, return_dtype=pl.String, is_elementwise=True)


def once(texts: pl.Series, **forms: pl.Expr) -> pl.DataFrame:
    """Every distinct text with its ``forms``, expressions over it: names share most of their words."""
    return texts.unique().to_frame().with_columns(**forms)
