"""Writing Vietnamese in the alphabets from before Unicode: TCVN3 (fonts .VnTime) and VNI (fonts VNI-Times). Only writing; nothing is read.

Both are one-byte alphabets: the result holds characters up to U+00FF, and goes into a text file as cp1252 (Latin-1).
"""

from __future__ import annotations

import unicodedata

_TCVN3 = dict(
    zip(
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        map(
            chr,
            bytes.fromhex(
                "b5b6b7b8b9a8bbbcbdbec6a9c7c8c9cacbaecccecfd0d1aad2d3d4d5d6d7d8dcdddedfe1e2e3e4abe5e6e7e8e9aceaebecedeeeff1f2f3f4adf5f6f7f8f9fafbfcfdfe"
                "a1a2a3a4a5a6a7"
            ),
        ),
        strict=True,
    )
)
_VNI_TONE = {"\u0300": "ø", "\u0301": "ù", "\u0303": "õ", "\u0309": "û", "\u0323": "ï"}
_VNI_ROOF = {"\u0300": "à", "\u0301": "á", "\u0303": "ã", "\u0309": "å", "\u0323": "ä", "": "â"}  # â ê ô
_VNI_BOWL = {"\u0300": "è", "\u0301": "é", "\u0303": "ü", "\u0309": "ú", "\u0323": "ë", "": "ê"}  # ă
_VNI_WHOLE = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ"}
_VNI_HORN = {"o": "ô", "u": "ö"}


def tcvn3(text: str) -> str:
    """TCVN3 letters. A capital with a tone has no place in it: it is written small, as in the fonts for capitals."""
    letters = []
    for letter in unicodedata.normalize("NFC", text.replace("–", "-")):
        small = letter.lower()
        letters.append(_TCVN3.get(letter) or (_TCVN3.get(small) if ord(letter) > 127 else None) or letter)
    return "".join(letters)


def vni(text: str) -> str:
    """VNI letters: a vowel, then a letter that stands for its mark."""
    return "".join(_vni_letter(letter) for letter in unicodedata.normalize("NFC", text.replace("–", "-")))


def _vni_letter(letter: str) -> str:
    small = letter.lower()
    if small in _VNI_WHOLE:
        return _case(_VNI_WHOLE[small], letter)
    parts = unicodedata.normalize("NFD", small)
    base, marks = parts[0], parts[1:]
    if not marks:
        return letter
    tone = "".join(mark for mark in marks if mark in _VNI_TONE)
    if "\u0302" in marks:  # circumflex
        return _case(base + _VNI_ROOF[tone], letter)
    if "\u0306" in marks:  # breve
        return _case(base + _VNI_BOWL[tone], letter)
    if "\u031b" in marks:  # horn
        return _case(_VNI_HORN[base] + _VNI_TONE.get(tone, ""), letter)
    return _case(base + _VNI_TONE[tone], letter) if tone else letter


def _case(small: str, like: str) -> str:
    return small.upper() if like.isupper() else small
