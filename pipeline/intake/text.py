"""Text as people mean it: tidy NFC for what is stored, keys that ignore how it was typed for what is compared.

Not here: bytes to text (``decode``), legacy fonts (``legacy``).
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from pipeline.system.folding import INVISIBLE, LOOK_ALIKES, bare, small

_PLAIN_SIGNS = LOOK_ALIKES | str.maketrans("０１２３４５６７８９", "0123456789")
_ODD = re.compile(r"^\s*'|[ƢƣÐƉ０-９]|" + INVISIBLE.pattern)
# Every character that ``tidy`` takes off or changes; not NUL, and spaces only where they are no plain ones.
_UNTIDY = re.compile(
    "[\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000ƢƣÐƉ０-９" + INVISIBLE.pattern[1:].replace("\x00", "\x01")
)
_AS_ABOVE = re.compile(r"[-\s]*(?:nt|như trên|[\"”″]+)[-\s]*", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=65536)  # headers, labels and the words of lists come again in every file
def tidy(text: str) -> str:
    """The text in NFC, spaces and line breaks as single spaces, nothing invisible, no spreadsheet apostrophe in front, no ``="…"``."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if _ODD.search(text):
        text = INVISIBLE.sub("", text.translate(_PLAIN_SIGNS))
        text = text.lstrip()[1:] if text.lstrip().startswith("'") and len(text.strip()) > 1 else text
    return " ".join(unquoted(text).split())


def unquoted(text: str) -> str:
    """A text that a program wrote as a formula, so that Excel keeps its zeros: ``="0123"`` is 0123."""
    return text.strip()[2:-1] if text.lstrip().startswith('="') and text.rstrip().endswith('"') and len(text.strip()) > 3 else text


def tidy_all(texts: Sequence[str]) -> list[str]:
    """``tidy`` of each; a column of tidy texts, as most are, costs one look."""
    joined = "\x00" + "\x00".join(texts) + "\x00"
    is_odd = joined.count("\x00") != len(texts) + 1 or any(pair in joined for pair in ("  ", "\x00 ", " \x00", "\x00'", '\x00="'))
    if is_odd or _UNTIDY.search(joined):
        return [tidy(text) for text in texts]
    return (joined if joined.isascii() else unicodedata.normalize("NFC", joined))[1:-1].split("\x00")


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """The words of a text without case, marks and punctuation: ``Xã/Phường`` is ``("xa", "phuong")``."""
    return tuple(_WORD.findall(bare(INVISIBLE.sub("", text.translate(_PLAIN_SIGNS)))))


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """What two spellings of the same words share: only letters and digits, without case, marks, tones' places and spaces."""
    return "".join(words(text))


@lru_cache(maxsize=65536)
def signs(text: str) -> str:
    """Letters and digits without case, spaces and punctuation, marks kept: ``chưa`` is not ``chùa``."""
    return "".join(_WORD.findall(unicodedata.normalize("NFC", small(text))))


def is_as_above(text: str) -> bool:
    """Whether a text is a ditto mark: ``nt``, ``-nt-``, ``như trên``, ``"``."""
    return _AS_ABOVE.fullmatch(text) is not None


def is_shouted(text: str) -> bool:
    """All capitals, as group headings are: “I. HỢP TÁC XÃ NÔNG NGHIỆP”."""
    letters = [character for character in text if character.isalpha()]
    return len(letters) > 3 and all(map(str.isupper, letters))
