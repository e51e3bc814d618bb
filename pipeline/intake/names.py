"""The cell that names a unit → the name alone: without the remark that follows it, or a person's number.

A row that holds other data is somebody's: whatever word its name's cell holds is the name, be it “Không” or “X”.
"""

import re
from collections.abc import Sequence

from pipeline.intake.numbers import is_dash
from pipeline.intake.text import tidy_all
from pipeline.intake.vocabulary import Words
from pipeline.office.persons import hidden

_BRACKET = re.compile(r"(?<=\S)\s*[(\[].*", re.DOTALL)
_LAST_BRACKET = re.compile(r"(?<=\S)\s*[(\[][^)\]]*[)\]]?\s*$")
_GOES_ON = re.compile(r"[)\]]\s*[^\W\d_]")
_MARKS = re.compile(r"[(\[\n\r:]")  # no remark without one of these
_USUAL_STARTS = frozenset("HTQL")  # no word for “not reported” begins so
_PARTS = re.compile(r"\s*[,;]\s*|\s+[-–]\s+")
_COMMUNES, _DISTRICTS = ("xa ", "phuong ", "thi tran ", "dac khu "), ("huyen ", "thanh pho ", "tp ", "thi xa ", "quan ")
_BREAK = re.compile(r"[\r\n]+|[,;.]\s+|\s+[-–]\s+")


def names(texts: Sequence[str], vocabulary: Words, has_address: bool) -> list[str | None]:
    """One name a text, None where it holds none. ``has_address``: the header says that an address follows on the next line."""
    if _MARKS.search("\0".join(texts)):
        texts = [_without_remark(text, vocabulary, has_address) if _MARKS.search(text) else text for text in texts]
    said = (hidden(name, "name") for name in tidy_all(texts))
    return [name if name and name[0] in _USUAL_STARTS else None if is_dash(name) else name for name in said]


def _without_remark(text: str, vocabulary: Words, has_address: bool) -> str:
    kind = _BRACKET.sub("", text)  # “HTX (Nông nghiệp) Ngọc Wang” is no HTX of the name “HTX”
    is_kind = _GOES_ON.search(text) and "".join(vocabulary.spelled_out(kind)) in vocabulary.by_key["unit_type"]
    text = _LAST_BRACKET.sub("", text) if is_kind else kind
    if has_address:
        text = text.strip().partition("\n")[0]
    for match in _BREAK.finditer(text):
        rest = text[match.end() :]
        said = vocabulary.spelled_out(rest)
        is_line = "\n" in match[0] or "\r" in match[0]
        if any(said[: len(start)] == start for start in vocabulary.remark_starts) and (is_line or ":" in rest):
            return text[: match.start()]
    return text


def places(texts: list[str | None], vocabulary: Words, *, is_district: bool) -> list[str | None]:
    """The communes or the districts alone of cells that hold whole addresses."""
    if not _PARTS.search("\0".join(filter(None, texts))):
        return texts
    return [(place_in(text, vocabulary, is_district=is_district) or text) if text else text for text in texts]


def place_in(text: str, vocabulary: Words, *, is_district: bool) -> str | None:
    """The commune or the district that an address names as such."""
    kinds = _DISTRICTS if is_district else _COMMUNES
    parts = [part.strip() for part in _PARTS.split(text)]
    return next((part for part in parts if len(said := vocabulary.spelled_out(part)) > 1 and " ".join(said).startswith(kinds)), None)
