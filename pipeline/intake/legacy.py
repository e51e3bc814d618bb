"""Vietnamese text typed in the fonts of before Unicode: TCVN3 (``.VnTime``) and VNI (``VNI-Times``), back to NFC.

Both wrote Latin-1 characters that only the font showed as Vietnamese. Where a cell's font is known it decides (``decode``);
where not, the text does: the reading in which every word is a possible Vietnamese syllable, and for the rest what its
neighbours are (``mend``). Not here: bytes to characters (``text_table``), finding a cell's font (``xlsx_styles``, ``old_workbook``).
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache

from pipeline.intake.grid import Sheet
from pipeline.system.folding import tones_apart

TCVN3, TCVN3_CAPITALS, VNI = "TCVN3", "TCVN3 (.VnTimeH)", "VNI"

_TCVN3 = str.maketrans(
    # plain letters with a shape of their own; the accented vowels in the order level of ấ: acute, grave, hook, tilde, dot
    "¡¢£¤¥¦§¨©ª«¬\xad®"
    "¸µ¶·¹" "¾»¼½Æ" "ÊÇÈÉË" "ÐÌÎÏÑ" "ÕÒÓÔÖ" "Ý×ØÜÞ" "ãßáâä" "èåæçé" "íêëìî" "óïñòô" "øõö÷ù" "ýúûüþ",
    "ĂÂÊÔƠƯĐăâêôơưđ"
    "áàảãạ" "ắằẳẵặ" "ấầẩẫậ" "éèẻẽẹ" "ếềểễệ" "íìỉĩị" "óòỏõọ" "ốồổỗộ" "ớờởỡợ" "úùủũụ" "ứừửữự" "ýỳỷỹỵ",
)  # fmt: skip
_VNI_SINGLE = dict(zip("ôöñíìæóòîÔÖÑÍÌÆÓÒÎ", "ơưđíìỉĩịỵƠƯĐÍÌỈĨỊỴ", strict=True))
_VNI_TONES = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_VNI_CIRCUMFLEX = dict(zip("âáàåãä", ("", *_VNI_TONES.values()), strict=True))
_VNI_BREVE = dict(zip("êéèúüë", ("", *_VNI_TONES.values()), strict=True))


def _vni_pairs() -> dict[str, str]:
    pairs = {}
    for base in "aeouyAEOUYôöÔÖ":
        for mark, tone in _VNI_TONES.items():
            pairs[base + mark] = _VNI_SINGLE.get(base, base) + tone
    for base in "aeoAEO":
        for mark, tone in _VNI_CIRCUMFLEX.items():
            pairs[base + mark] = base + "\u0302" + tone
    for base in "aA":
        for mark, tone in _VNI_BREVE.items():
            pairs[base + mark] = base + "\u0306" + tone
    pairs |= {pair[0] + pair[1].upper(): text for pair, text in pairs.items()}
    return {pair: unicodedata.normalize("NFC", text) for pair, text in pairs.items()} | _VNI_SINGLE


_VNI = _vni_pairs()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_VNI_PAIR = re.compile("|".join(re.escape(pair) for pair in _VNI if len(pair) > 1))  # a vowel and its mark, which others do not write
_VNI_CHARACTERS = frozenset("".join(_VNI))
_PUNCTUATION = frozenset("–—‘’“”…•·°²³\u00a0\u200b\ufeff")
# Letters and signs of Latin-1 that no Vietnamese word in Unicode has: without any of them a sheet is not in a legacy font.
_SUSPICIOUS = re.compile("[¡-¯±´-¾ÄÅÆÇËÎÏÑÖ×ØÜÛÞßäåæçëîïðñö÷øûüþÿ]")
_TOKEN = re.compile(r"[^\s!-/:-@\[-`{-~–—‘’“”…•°²³]+")
_SYLLABLE = re.compile(
    r"(?!q[^u])(?:gi|qu|[bcdđfghjklmnpqrstvwxz]{0,3})"
    r"(?:[iy]?ê[iu]?|uyê|uya|uyu|oai|oay|oao|oeo|uây|uôi|ươi|ươu|iêu|yêu|uai|uao|uay|"
    r"ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôô|ôi|ơi|ua|uâ|uă|ue|uê|ui|uô|uơ|ươ|ưa|ưi|ưu|uy|yê|ya|[aăâeêioôơuưy])"
    r"(?:ch|ng|nh|[bcdđghklmnpqrstvx])?"
)
_SMALL_UNITS = {"đ", "trđ", "ngđ", "vnđ"}
_ABBREVIATION = re.compile(r"[bcdđghklmnpqrstvx]+")
_STOPPED = re.compile(r"(?:ch|[ptck])$")


def scheme_of_font(font: str) -> str | None:
    """The legacy encoding that a font's name tells, or None."""
    name = font.strip().casefold()
    if name.startswith(".vn"):
        return TCVN3_CAPITALS if name.endswith("h") else TCVN3
    return VNI if name.startswith("vni") else None


def decode(text: str, scheme: str) -> str:
    """The text in NFC; unchanged where it holds a character that the encoding has not (then it was Unicode all along)."""
    if text.isascii() or (decoded := _reading(text, VNI if scheme == VNI else TCVN3)) is None:
        return text.upper() if scheme == TCVN3_CAPITALS and text.isascii() else text
    if scheme == TCVN3_CAPITALS:
        return decoded.upper()
    plain = [character for character in text if character.isascii() and character.isalpha()]
    # capitals with marks need the capital font; without it they were typed small among capitals, not only behind each word's first
    is_loud = len(plain) > 2 and all(map(str.isupper, plain)) and any(word[1:] != word[1:].lower() for word in text.split())
    return decoded.upper() if scheme == TCVN3 and is_loud else decoded


def is_unicode(text: str) -> bool:
    """Whether a text holds letters that no legacy font has."""
    return not text.isascii() and any(ord(character) > 0xFF and character not in _PUNCTUATION for character in text)


def mend(sheet: Sheet) -> None:
    """Converts in place the cells whose text shows that they are in a legacy encoding, and notes them in ``sheet.legacy``."""
    if not _SUSPICIOUS.search(" ".join([cell for row in sheet.cells for cell in row if type(cell) is str])):
        return
    open_cells: dict[tuple[int, int], tuple[str, ...]] = {}
    seen: Counter[str] = Counter()
    by_row: dict[int, Counter[str]] = defaultdict(Counter)
    by_column: dict[int, Counter[str]] = defaultdict(Counter)
    for (row_number, column), scheme in sheet.legacy.items():
        by_row[row_number - sheet.top][scheme.partition(" ")[0]] += 1
        by_column[column - sheet.left][scheme.partition(" ")[0]] += 1
    for (index, column), schemes in _unconverted(sheet):
        if len(schemes) == 1:
            for tally in (seen, by_row[index], by_column[column]):
                tally[schemes[0]] += 1
        if schemes != ("",):
            open_cells[index, column] = schemes
    for (index, column), schemes in open_cells.items():
        # one file can be typed by several hands: the row tells most, then the column, then the sheet
        near = (scheme for tally in (by_row[index], by_column[column], seen) for scheme, _ in tally.most_common(1) if scheme in schemes)
        scheme = schemes[0] if len(schemes) == 1 else next(near, schemes[0])
        if scheme:
            sheet.cells[index][column] = decode(sheet.cells[index][column], scheme)
            sheet.legacy[sheet.row(index), sheet.left + column] = scheme


def _unconverted(sheet: Sheet) -> Iterator[tuple[tuple[int, int], tuple[str, ...]]]:
    """The texts that no font's name has told of, by their place in the block, with their possible readings."""
    for index, row in enumerate(sheet.cells):
        for column, cell in enumerate(row):
            if type(cell) is str and not cell.isascii() and (sheet.row(index), sheet.left + column) not in sheet.legacy:
                yield (index, column), _possible(unicodedata.normalize("NFC", cell))


def badness(text: str) -> int:
    """How many words of a text are no possible Vietnamese syllable."""
    return sum(not _is_possible(token) for token in _TOKEN.findall(text) if not token.isascii() and any(map(str.isalpha, token)))


@lru_cache(maxsize=32768)
def _possible(text: str) -> tuple[str, ...]:
    """The readings ("" is Unicode, else a scheme) in which the fewest words are impossible. One foreign word, “Köln”, proves no scheme."""
    if is_unicode(text):
        return ("",)
    readings = {"": text} | {scheme: decode(text, scheme) for scheme in (TCVN3, VNI) if _reading(text, scheme) not in (None, text)}
    scores = {scheme: badness(reading) for scheme, reading in readings.items()}
    least = min(scores.values())
    if scores[""] == least + 1 and not _VNI_PAIR.search(text) and all(map(_is_shaped, _TOKEN.findall(text))):
        scores[""] = least
    return tuple(scheme for scheme, score in scores.items() if score == least)


def _reading(text: str, scheme: str) -> str | None:
    if scheme == VNI:
        if any(not character.isascii() and character not in _VNI_CHARACTERS and character not in _PUNCTUATION for character in text):
            return None
        return _VNI_PATTERN.sub(lambda match: _VNI[match[0]], text)
    if any(not character.isascii() and ord(character) not in _TCVN3 and character not in _PUNCTUATION for character in text):
        return None
    return text.translate(_TCVN3)


def _is_shaped(token: str) -> bool:
    """Whether a word has letters where letters are, and capitals where capitals are: ``t¸c`` and ``VÒ`` with a small letter have not."""
    is_cased = token.islower() or token.isupper() or token.istitle() or (token[:1].isupper() and token[1:].islower())
    return token.isascii() or (is_cased and token.isalpha())


@lru_cache(maxsize=32768)
def _is_possible(token: str) -> bool:
    if not token.isalpha() or not _is_shaped(token):
        return False
    letters, tones = tones_apart(token.casefold())
    plain = unicodedata.normalize("NFC", letters)
    if not tones and _ABBREVIATION.fullmatch(plain):  # QĐ, HĐND
        return token.isupper() or plain in _SMALL_UNITS
    if len(tones) > 1 or not _SYLLABLE.fullmatch(plain):
        return False
    return not (tones and tones[0] not in "\u0301\u0323" and _STOPPED.search(plain))
