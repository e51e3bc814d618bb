"""How near the letters of two match keys are, measured by DuckDB, which is imported only where there is something to measure."""

import polars as pl

NEAR_NAME = 0.8  # Jaro-Winkler; below it only a shared day and commune make a pair worth a look
LEAST_END = 8  # letters that make the end of a name worth as much as its beginning
LEAST_ORDER = 10  # letters of a name that is no other's when they stand in another order ("Minh Tâm" and "Tâm Minh" are two)
LEAST_SLIP, MOST_SLIP = 5, 200  # letters of a name in which one may be a slip; a longer one is no name, and to measure it takes long


def numbers(key: str) -> pl.Expr:
    """ "Hòa Bình 1" and "Hòa Bình 2" are two units however near their letters are."""
    return pl.col(key).str.extract_all(r"#\d+").list.join("")


def letters(key: str) -> pl.Expr:
    """The letters of a key, sorted: the same where only the order of the words differs."""
    return pl.col(key).str.split("").list.sort().list.join("")


def nearly(pairs: pl.DataFrame) -> pl.Series:
    """Whether the keys of each row (key, key_r) are nearly the same letters, in whatever order, or one ends as the other."""
    # "chăo nuôi dê thôn 1" for "chăn nuôi dê thôn 1": what was a business word became part of the name
    ends = f"least(length(key), length(key_r)) >= {LEAST_END} and (ends_with(key, key_r) or ends_with(key_r, key))"
    measured = _measured(pairs, f"jaro_winkler_similarity(key, key_r) >= {NEAR_NAME} or {ends}")
    long = pl.col("key").str.len_chars()
    few = (
        pairs.select("key", "key_r")
        .with_row_index("n")
        .filter(~measured & (long >= LEAST_ORDER) & (long == pl.col("key_r").str.len_chars()))
    )
    reordered = few.filter(letters("key") == letters("key_r"))["n"]
    return measured | pl.int_range(pairs.height, dtype=pl.UInt32, eager=True).is_in(reordered.implode())


def slip_blocks(key: str) -> pl.Expr:
    """What keys that differ by one letter have at least one of in common: all before or behind the slip, and how long the shorter is."""

    def blocks(shorter: pl.Expr) -> list[pl.Expr]:
        half = _half(shorter)
        return [pl.format("{} {}", shorter, pl.col(key).str.head(half)), pl.format("{} … {}", shorter, pl.col(key).str.tail(half))]

    length = pl.col(key).str.len_chars().cast(pl.Int64)
    return pl.concat_list(*blocks(length), *blocks(length - 1))


def _half(shorter: pl.Expr) -> pl.Expr:
    """The slip is two letters at most: half of the others, or more, stand before it or behind it."""
    return ((shorter - 1) // 2).clip(0)


def one_slip(pairs: pl.DataFrame) -> pl.Series:
    """Whether the keys of each row (key, key_r) differ by one letter: more, less, another, or two that changed places."""
    left, right = pl.col("key"), pl.col("key_r")
    lengths = [key.str.len_chars().cast(pl.Int64) for key in (left, right)]
    half = _half(pl.min_horizontal(lengths))
    ends = (left.str.head(half) == right.str.head(half)) | (left.str.tail(half) == right.str.tail(half))
    possible = pairs.select("key", "key_r", possible=ends & ((lengths[0] - lengths[1]).abs() <= 1)).with_row_index("n")
    few = possible.filter("possible")
    slips = few.filter(_measured(few, f"length(key) between {LEAST_SLIP} and {MOST_SLIP} and damerau_levenshtein(key, key_r) = 1"))["n"]
    return possible["n"].is_in(slips.implode())


def _measured(pairs: pl.DataFrame, condition: str) -> pl.Series:
    if pairs.is_empty():
        return pl.Series(dtype=pl.Boolean)
    import duckdb

    with duckdb.connect() as connection:
        connection.register("pairs", pairs.select("key", "key_r").to_arrow())
        return connection.sql(f"select {condition} as found from pairs").pl()["found"]
