"""Vietnamese text with everything taken off that two clerks may write differently: case, Unicode form, tones' place, marks.

Polars expressions over one text column. Knows nothing of names, areas or codes.
"""

import polars as pl

# the five tone marks; breve, circumflex and horn make other letters and stay
TONES = r"[\x{0300}\x{0301}\x{0303}\x{0309}\x{0323}]"
APOSTROPHES = r"['’‘ʼ`´′＇]"


def tokens(text: pl.Expr) -> pl.Expr:
    """Lower-case words and numbers with one space between, marks kept: ``HTX Hoà-Bình1`` → ``htx hoà bình 1`` (NFC)."""
    return (
        text.str.replace_all(r"\p{Cf}", "")
        .str.replace_all(APOSTROPHES, "")
        .str.normalize("NFKC")
        .str.to_lowercase()
        .str.normalize("NFC")
        # Eth and African D stand in for Đ, gha for ư, in converted and OCRed text
        .str.replace_many(["ð", "ɖ", "ƣ"], ["đ", "đ", "ư"])
        .str.replace_all(r"[^\p{L}\p{M}\p{Nd}]+", " ")
        .str.replace_all(r"(^| )\p{M}+", "$1")
        .str.replace_all(r"(\p{Nd})([\p{L}])", "$1 $2")
        .str.replace_all(r"([\p{L}\p{M}])(\p{Nd})", "$1 $2")
        .str.replace_all(r" +", " ")
        .str.strip_chars(" ")
    )


def bare(text: pl.Expr) -> pl.Expr:
    """``tokens`` without marks and with d for đ; as many words as before: ``hoà bình`` → ``hoa binh``."""
    return text.str.normalize("NFD").str.replace_all(r"\p{M}", "").str.replace_all("đ", "d")


def tone_last(word: pl.Expr) -> pl.Expr:
    """One word, its tones moved behind its letters, so that ``hoà`` and ``hòa`` are equal and ``hóa`` is not."""
    spread = word.str.normalize("NFD")
    return spread.str.replace_all(TONES, "") + spread.str.replace_all(r"[^\x{0300}\x{0301}\x{0303}\x{0309}\x{0323}]", "")


def fold(text: pl.Expr) -> pl.Expr:
    """Bare words in one go, for texts that are compared only by their letters."""
    return bare(tokens(text))


def once(texts: pl.Series, **forms: pl.Expr) -> pl.DataFrame:
    """Every distinct text with its ``forms``, expressions over it: names share most of their words."""
    return texts.unique().to_frame().with_columns(**forms)
