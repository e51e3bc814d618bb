"""How near the letters of two match keys are: a slip apart, or as DuckDB measures it, which is imported only where there is something to
measure."""

import polars as pl

NEAR_NAME = 0.8  # Jaro-Winkler; below it only a shared day and commune make a pair worth a look
LEAST_END = 8  # letters that make the end of a name worth as much as its beginning
LEAST_ORDER = 10  # letters of a name that is no other's when they stand in another order ("Minh Tâm" and "Tâm Minh" are two)
LEAST_SLIP, MOST_SLIP = 5, 200  # letters of a name in which one may be a slip; a longer one is no name
_AT_ONCE = 500  # names of which each letter's texts are in memory


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


def slips(keys: pl.Series, others: pl.Series) -> pl.DataFrame:
    """key, key_r: each of ``keys`` beside each of ``others`` that differs from it by one letter: more, less, another, or two that changed
    places. None is measured: two a slip apart are the same without the letter, with it hidden, or with the two exchanged. Compared
    are digests of 64 bits: two that are equal by chance are a pair too many for people to look at."""
    left, right = (_texts(side, least) for side, least in ((keys, LEAST_SLIP), (others, LEAST_SLIP - 1)))
    if left.is_empty() or right.is_empty():
        return pl.DataFrame(schema={"key": pl.String, "key_r": pl.String})
    mine, theirs = _edited(left), _edited(right)
    edits = [
        mine.join(theirs, on="hidden"),
        mine.join(right, left_on="less", right_on="whole"),
        left.join(theirs, left_on="whole", right_on="less"),
        mine.join(right, left_on="swapped", right_on="whole"),
    ]
    pairs = pl.concat([found.select("number", "number_right").unique() for found in edits]).unique()
    pairs = pairs.join(left, on="number").join(right.select(number_right="number", key_r="key"), on="number_right")
    return pairs.filter(pl.col("key") != pl.col("key_r")).select("key", "key_r").sort("key", "key_r")


def _texts(keys: pl.Series, least: int) -> pl.DataFrame:
    """number, key, whole: the distinct texts of a name's length, and a digest of each."""
    texts = keys.drop_nulls().unique().to_frame("key").filter(pl.col("key").str.len_chars().is_between(least, MOST_SLIP))
    return texts.with_columns(whole=pl.col("key").hash()).with_row_index("number")


def _edited(texts: pl.DataFrame) -> pl.DataFrame:
    """number, hidden, less, swapped: a row a letter, with digests of the text with that letter hidden, gone or behind the next one."""
    key, at = pl.col("key"), pl.col("at")
    before, this, behind = key.str.slice(0, at), key.str.slice(at, 1), key.str.slice(at + 1)
    edits = {
        "hidden": pl.concat_str(before, pl.lit("\0"), behind),
        "less": pl.concat_str(before, behind),
        "swapped": pl.concat_str(before, behind.str.slice(0, 1), this, behind.str.slice(1)),
    }
    letters = texts.with_columns(at=pl.int_ranges(0, key.str.len_chars().cast(pl.Int64)))
    digests = {name: text.hash() for name, text in edits.items()}
    return pl.concat(piece.explode("at").select("number", **digests) for piece in letters.iter_slices(_AT_ONCE))


def _measured(pairs: pl.DataFrame, condition: str) -> pl.Series:
    if pairs.is_empty():
        return pl.Series(dtype=pl.Boolean)
    import duckdb

    with duckdb.connect() as connection:
        connection.register("pairs", pairs.select("key", "key_r").to_arrow())
        return connection.sql(f"select {condition} as found from pairs").pl()["found"]
