"""Text as people mean it: tidy NFC for what is stored, keys that ignore how it was typed for what is compared.

Not here: bytes to text (``decode``), legacy fonts (``legacy``).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Seen where a keyboard or a converter put a look-alike for the Vietnamese letter.
_LOOK_ALIKES = str.maketrans({"Ƣ": "Ư", "ƣ": "ư", "Ð": "Đ", "Ɖ": "Đ"})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
_ODD = re.compile(r"^\s*'|[ƢƣÐƉ]|" + _INVISIBLE.pattern)
_D = str.maketrans({"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"})
_WORD = re.compile(r"[^\W_]+")


def tidy(text: str) -> str:
    """The text in NFC, spaces and line breaks as single spaces, nothing invisible, no spreadsheet apostrophe in front."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if _ODD.search(text):
        text = _INVISIBLE.sub("", text.translate(_LOOK_ALIKES))
        text = text.lstrip()[1:] if text.lstrip().startswith("'") and len(text.strip()) > 1 else text
    return " ".join(text.split())


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """The words of a text without case, marks and punctuation: ``Xã/Phường`` is ``("xa", "phuong")``."""
    folded = unicodedata.normalize("NFD", _INVISIBLE.sub("", text.translate(_LOOK_ALIKES)).casefold().translate(_D))
    return tuple(_WORD.findall("".join(character for character in folded if not unicodedata.combining(character))))


def key(text: str) -> str:
    """What two spellings of the same words share: only letters and digits, without case, marks, tones' places and spaces."""
    return "".join(words(text))
