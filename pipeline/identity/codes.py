"""Tax codes and certificate numbers: one form for comparing, and what is wrong with the code as written.

Says nothing of which unit a code belongs to.
"""

import re
import unicodedata

import polars as pl
from stdnum.vn import mst

from pipeline.identity.fold import each

OK, RESTORED, BRANCH, WRONG, OTHER = "ok", "zero_restored", "branch", "check_digit", "not_a_tax_code"
CONFIRMED = (OK, RESTORED, BRANCH)  # by the check digit

_TRAILING_ZERO_DECIMAL = re.compile(r"(?<=\d{9})[.,]0+$")  # not “61 400.00000”, a code typed in parts
_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)  # of the first nine digits, as stdnum.vn.mst has them
_SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?[eE][+ ]?\d{1,2}$")  # as Excel shows it; "3807E000012" is a certificate's number
_LETTERS = re.compile(r"[^\W\d_]")


def normalise_code(text: str | None) -> tuple[str | None, str | None]:
    """A tax code as written → (code for comparing, state).

    State: ``ok``; ``zero_restored`` (the leading zero that a number cell loses, confirmed by the check digit);
    ``branch`` (13 digits: the unit's own ten and its branch's three, which say nothing of the unit);
    ``check_digit`` (digits that are no tax code, kept as written; no code for "6.10112E+09", whose last digits are lost);
    ``not_a_tax_code`` (letters: perhaps a certificate's number).
    A blank gives (None, None).
    """
    if text is None or not text.strip():
        return None, None
    if _SCIENTIFIC.match(text.strip()):
        return None, WRONG
    if _LETTERS.search(text):
        return normalise_certificate(text), OTHER
    plain = text.strip()
    # a number cell read as 6101123457.0; "…457-001" is a branch, whose separator is never followed by zeros alone
    plain = _TRAILING_ZERO_DECIMAL.sub("", plain)
    digits = plain if plain.isascii() and plain.isdecimal() else "".join(str(int(sign)) for sign in plain if sign.isdecimal())
    if not digits:
        return None, None
    whole = "0" + digits if len(digits) in (9, 12) else digits
    if mst.is_valid(whole):
        return whole[:10], BRANCH if len(whole) == 13 else OK if whole == digits else RESTORED
    return digits, WRONG


def normalise_certificate(text: str) -> str | None:
    """A certificate number, opaque: NFC, upper case, without spaces; None for a blank."""
    return "".join(unicodedata.normalize("NFC", text).split()).upper() or None


def code_table(texts: pl.Series) -> pl.DataFrame:
    """One row per distinct text: text, code, code_state. Join it back on the text."""
    distinct = pl.DataFrame({"text": texts.drop_nulls().unique().sort()}, schema={"text": pl.String})
    good = distinct.filter(_is_plain_code(pl.col("text"))).with_columns(code="text", code_state=pl.lit(OK))
    others = distinct.join(good, on="text", how="anti")["text"].to_list()
    read = [(text, *normalise_code(text)) for text in others]
    return pl.concat([good, pl.DataFrame(read, schema=good.schema, orient="row")])


def _is_plain_code(text: pl.Expr) -> pl.Expr:
    """Ten digits whose check digit is right, as nearly all codes are written: what ``normalise_code`` would say, for all at once."""
    digits = text.str.extract(r"^([0-9]{10})$", 1)
    weighed = pl.sum_horizontal(digits.str.slice(place, 1).cast(pl.Int32, strict=False) * weight for place, weight in enumerate(_WEIGHTS))
    is_right = digits.str.slice(9, 1).cast(pl.Int32, strict=False) == 10 - weighed % 11
    return digits.is_not_null() & (digits.str.slice(2, 7) != "0000000") & is_right.fill_null(False)


def certificate_key(text: pl.Expr) -> pl.Expr:
    """``normalise_certificate`` as an expression."""
    return each(text, normalise_certificate)
