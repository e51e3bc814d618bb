"""The words of a private name in the form that tells two units apart whoever wrote them: numbers as digits, without what some leave out.

Frames here have one row per word: n (the name), word (bare), marked_word. Which words those are is ``words``' affair.
"""

import polars as pl

from pipeline.identity.words import COUNTED, LEFT_OUT, NUMBERS, ROMAN, UNDERTAKES
from pipeline.system.folding import bare

_ROMAN_AT_ENDS = list(ROMAN)[:5]  # "VI" and the rest are words too
_SPOKEN = {bare(word): str(number) for number, word in enumerate(NUMBERS, 1)}
_before, _behind, _words = pl.col("word").shift(1).over("n"), pl.col("word").shift(-1).over("n"), pl.len().over("n")
_is_first = (pl.int_range(pl.len()) == 0).over("n")
_is_last = (pl.int_range(pl.len()) == pl.len() - 1).over("n")


def with_digits(words: pl.DataFrame) -> pl.DataFrame:
    """ "Thắng Lợi II", "Thắng Lợi số 2", "Thắng Lợi số hai" as "Thắng Lợi 2"; "thôn 02" as "thôn 2"."""
    counted = _before.is_in(COUNTED)
    digits = (
        pl.when(pl.col("word").str.contains(r"^0+\d"))
        .then(pl.col("word").str.strip_chars_start("0"))
        .when(counted & pl.col("word").is_in(list(ROMAN)) | (_is_last != _is_first) & pl.col("word").is_in(_ROMAN_AT_ENDS))
        .then(pl.col("word").replace(ROMAN))
        .when(counted & pl.col("marked_word").is_in(list(NUMBERS)))
        .then(pl.col("word").replace_strict(_SPOKEN, default=None))
    )
    words = words.with_columns(pl.coalesce(digits, name).alias(name) for name in ("word", "marked_word"))
    return words.filter(~((pl.col("word") == "so") & _behind.str.contains(r"^\d")).fill_null(False))


def reduced(words: pl.DataFrame, untyped: pl.Series) -> pl.DataFrame:
    """ "Măng Lùng Farm" as "Măng Lùng", "trồng cây mắc ca" as "mắc ca"; ``untyped`` (n): names whose "tổ" stands for "tổ hợp tác".

    A name that would lose all its words keeps them.
    """
    left_out = pl.lit(False)
    for first, *second in map(str.split, LEFT_OUT):
        is_first = pl.col("word") == first
        left_out |= is_first & (_behind == second[0]) | (pl.col("word") == second[0]) & (_before == first) if second else is_first
    left_out = left_out.fill_null(False)
    words = words.filter(~(left_out & ~left_out.all().over("n")))
    works = pl.col("word").is_in(list(UNDERTAKES)) & pl.col("marked_word").is_in([*UNDERTAKES, *UNDERTAKES.values()])
    is_group = (pl.col("word") == "to") & pl.col("n").is_in(untyped.implode())
    for _ in range(2):
        words = words.filter(~(_is_first & (works | is_group) & (_words > 2)))
    return words
