"""Tax codes and certificate numbers: one form for comparing, and what is wrong with the code as written.

Says nothing of which unit a code belongs to.
"""

from __future__ import annotations

import re

import polars as pl
from stdnum.vn import mst

OK, RESTORED, WRONG, OTHER = "ok", "zero_restored", "check_digit", "not_a_tax_code"

_TRAILING_ZERO_DECIMAL = re.compile(r"[.,]0+$")
_LETTERS = re.compile(r"[^\W\d_]")


def normalise_code(text: str | None) -> tuple[str | None, str | None]:
    """A tax code as written → (code for comparing, state).

    State: ``ok``; ``zero_restored`` (the leading zero that a number cell loses, confirmed by the check digit);
    ``check_digit`` (digits that are no tax code, kept as written); ``not_a_tax_code`` (letters: perhaps a certificate's number).
    A blank gives (None, None).
    """
    if text is None or not text.strip():
        return None, None
    if _LETTERS.search(text):
        return normalise_certificate(text), OTHER
    plain = text.strip()
    # a number cell read as 6101123457.0; "…457-001" is a branch, whose separator is never followed by zeros alone
    plain = _TRAILING_ZERO_DECIMAL.sub("", plain)
    digits = plain if plain.isascii() and plain.isdecimal() else "".join(str(int(sign)) for sign in plain if sign.isdecimal())
    if not digits:
        return None, None
    if mst.is_valid(digits):
        return digits, OK
    if len(digits) in (9, 12) and mst.is_valid("0" + digits):
        return "0" + digits, RESTORED
    return digits, WRONG


def normalise_certificate(text: str | None) -> str | None:
    """A certificate number, opaque: upper case, without spaces."""
    if text is None:
        return None
    return "".join(text.split()).upper() or None


def code_table(texts: pl.Series) -> pl.DataFrame:
    """One row per distinct text: text, code, code_state. Join it back on the text."""
    distinct = texts.drop_nulls().unique().sort()
    pairs = [normalise_code(text) for text in distinct]
    return pl.DataFrame(
        {"text": distinct, "code": [code for code, _ in pairs], "code_state": [state for _, state in pairs]},
        schema={"text": pl.String, "code": pl.String, "code_state": pl.String},
    )


def certificate_key(text: pl.Expr) -> pl.Expr:
    """``normalise_certificate`` as an expression."""
    key = text.str.normalize("NFC").str.replace_all(r"\s+", "").str.to_uppercase()
    return pl.when(key != "").then(key)
