"""What makes two texts the same: Unicode form, spaces, case, the place of tones, marks. One meaning a function.

Unicode form unites neither ``hoà`` with ``hòa`` nor ``Đắk`` with ``Đăk``: ``tones_apart`` does the first, ``bare`` both. Not here: what a
word is (``intake.text``, ``identity.fold``).
"""

import re
import unicodedata
from pathlib import PurePosixPath

# seen where a keyboard or a converter put a look-alike for the Vietnamese letter
LOOK_ALIKES = str.maketrans("ƢƣÐƉ", "ƯưĐĐ")
_SMALL_D = str.maketrans("ðɖ", "đđ")  # of the same, and Windows-1258 read as Latin-1
# the five tone marks; breve, circumflex and horn make other letters
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_MARKS = re.compile("[\u0300-\u036f]+")
_VOWELS = re.compile(r"(?:[aeiouy][\u0300-\u036f]*)+")
_NO_TONES = str.maketrans("", "", _TONES)
_TURNING = "\u202a-\u202e\u2066-\u2069"
TURNING = re.compile(f"[{_TURNING}]")  # the letters after it are not read as they are written
INVISIBLE = re.compile(f"[\u00ad\u200b-\u200f{_TURNING}\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")  # is no letter or takes no place


def same_path(path: str | None) -> str:
    """A path below ``raw/`` as people may write it (backslashes, ``./`` in front, any Unicode form) in the one form that is compared."""
    return unicodedata.normalize("NFC", PurePosixPath(path.strip().replace("\\", "/")).as_posix()) if path else ""


def as_written(text: str) -> str:
    """NFC with one space between words, nothing invisible: a name or title as it is kept."""
    return " ".join(INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def same(text: str) -> str:
    """What texts share that differ only in Unicode form, spaces and case; marks count."""
    return as_written(text).casefold()


def small(text: str) -> str:
    """Small letters, look-alikes as the letters that they stand for; marks, spaces and Unicode form as they are."""
    return text.translate(LOOK_ALIKES).casefold().translate(_SMALL_D)


def bare(text: str) -> str:
    """``small`` without marks and with d for đ: ``Hoà Bình`` is ``hoa binh``."""
    letters = small(text)
    if not letters.isascii():
        spread = unicodedata.normalize("NFD", letters.replace("đ", "d"))
        letters = _MARKS.sub("", spread)
        if not letters.isascii():  # marks of other scripts
            letters = "".join(sign for sign in letters if not is_mark(sign))
    return letters


def signs_apart(text: str) -> str:
    """Words in small letters with their marks behind each letter, the stroke of đ too: what two spellings share can be counted."""
    apart = unicodedata.normalize("NFD", small(text)).replace("đ", "d\u0335")
    return " ".join("".join(sign if sign.isalnum() or is_mark(sign) else " " for sign in apart).split())


def is_mark(sign: str) -> bool:
    """Whether a character only changes the letter before it."""
    return unicodedata.category(sign).startswith("M")


def tones_behind_vowels(text: str) -> str:
    """NFD with each tone behind its run of vowels: ``hoà`` and ``hòa`` are the same, and so are two words written together."""
    return _VOWELS.sub(lambda run: "".join(tones_apart(run[0])), unicodedata.normalize("NFD", text))


def tones_apart(word: str) -> tuple[str, str]:
    """One word's letters (NFD) and its tones: ``hoà`` and ``hòa`` give the same pair, ``hóa`` another."""
    spread = unicodedata.normalize("NFD", word)
    return spread.translate(_NO_TONES), "".join(sign for sign in spread if sign in _TONES)
