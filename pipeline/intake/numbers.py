"""One written number → what it can mean: ``1.234,5`` · ``1 234`` · ``01`` · ``(12,5)`` · ``25 người`` · ``7 tỷ 250 triệu`` · ``x``.

A text is read by both conventions (point groups thousands, or point marks decimals); where both give a number and they
differ, only the column can tell (``values``). Not here: numbers that Excel stored as numbers; they need no reading.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipeline.intake.text import key, signs, tidy, words

# What offices write after a count. A text with any other word is no number.
_COUNTED = frozenset(
    "".join(words(text))
    for text in (
        "người", "thành viên", "TV", "HTX", "hợp tác xã", "LHHTX", "THT", "tổ hợp tác", "tổ", "lao động", "LĐ", "cán bộ", "CBQL", "CB",
        "cán bộ quản lý", "hộ", "lớp", "điểm", "đơn vị", "học viên", "đ/c", "đồng chí", "xã viên", "QTDND", "lượt người", "lượt", "bài",
        "tin", "tin, bài", "cuộc", "văn bản", "mô hình", "dự án", "lao động thường xuyên",
    )
)  # fmt: skip
_MONEY = {
    multiple + unit: power
    for power, multiples in ((9, ("ty", "ti")), (6, ("trieu", "tr")), (3, ("nghin", "ngan", "ng")), (0, ("",)))
    for multiple in multiples
    for unit in ("", "dong", "d", "vnd")
    if multiple + unit
}
_BLANK_WORDS = frozenset(
    marked
    for text in (
        "x", "không có số liệu", "chưa có số liệu", "không có SL", "chưa có SL", "k có số liệu", "không số liệu",
        "ko có số liệu", "ko có SL", "KCSL",
        "không có số liệu báo cáo", "chưa có số liệu báo cáo", "không báo cáo", "chưa báo cáo", "n/a", "null",
        "không có dữ liệu", "chưa có dữ liệu", "không dữ liệu",
    )
    for marked in (signs(text), key(text))
)  # fmt: skip
_NONE_WORDS = _BLANK_WORDS | {
    marked for text in ("không", "không có", "chưa", "chưa có", "chưa cấp", "chưa được cấp") for marked in (signs(text), key(text))
}
_STARTS = frozenset("xXkKcCnN")  # of all these words
_DASHES = re.compile(r"[\s\-–—−‐‑_.…·/×()']*")
_SPACED = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?!\d))")
_IN_PARENTHESES = re.compile(r"\((.+)\)\s*(\D*)")
_SIGNED = re.compile(r"\s*([+\-−–—]|(?:lỗ|âm)\b\s*:?\s*[-−–]?|)\s*(.+?)\s*", re.IGNORECASE)
_COUNTED_THINGS = re.compile(r"([\d.,\s'’]*\d)\s*(\D+)")
_MARKS = re.compile(r"%|[.,;*()\s]+")  # beside a sign of its own, only what cannot change the number: a full stop, a footnote's mark
_POINT_GROUPS = re.compile(r"(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+)(?:,\d+)?")
_COMMA_GROUPS = re.compile(r"(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)(?:\.\d+)?")
_OF_WHOM = re.compile(
    r"\s*([^(),;]*\d[^(),;]*?)\s*(?:\(|[,;]\s*(?=trong đó\b|nữ\b))\s*(?:trong đó\s*:?\s*)?"
    r"(?:(?:nữ|nu|nam)\b\s*:?\s*\d+\s*(?:người)?|\d+\s*(?:[^\W\d_]+\s+){0,2}(?:là\s+)?(?:nữ|nu|nam)\b)\)?\s*",
    re.IGNORECASE,
)
_LONGEST = 60  # text of a number
_TWO_LINES = re.compile(r"\d\s*[\n\r]+\s*\d")
_PART = re.compile(r"(\d(?:[\d.,\s]*\d)?)\s*([^\W\d_][^\d]*)")  # each word begins with a letter: one way to split
_PARTS = re.compile(f"(?:{_PART.pattern})+")


@dataclass(frozen=True, slots=True)
class Written:
    """What a text says. ``point_groups``: its value where a point groups thousands and a comma marks decimals (as in Vietnam);
    ``comma_groups``: its value the other way round; None where that way it is no number. ``power``: 9, 6, 3 or 0 where the
    text itself names đồng or a multiple (then the values are in đồng), else None. ``plain``: digits only, as a number cell shows."""

    point_groups: Decimal | None
    comma_groups: Decimal | None
    power: int | None = None
    plain: bool = False

    @property
    def readings(self) -> list[Decimal]:
        """The one or two numbers that the text can mean."""
        return [value for value in (self.point_groups, self.comma_groups) if value is not None]

    @property
    def certain(self) -> Decimal:
        """The value of an unambiguous text."""
        return self.readings[0]

    @property
    def is_ambiguous(self) -> bool:
        return self.point_groups is not None and self.comma_groups is not None and self.point_groups != self.comma_groups


def is_blank(text: str) -> bool:
    """Whether a text says “not reported”: blank, ``-``, ``…``, ``x``, ``không có số liệu``."""
    return not text or _is_one_of(text, _BLANK_WORDS)


def is_none(text: str) -> bool:
    """Whether a text says “not reported” or “there is none”, which of a date, a code or a name is the same."""
    return not text or _is_one_of(text, _NONE_WORDS)


def _is_one_of(text: str, said: frozenset[str]) -> bool:
    if text[0].isalnum():  # most texts are told by their first letter
        return text[0] in _STARTS and len(text) < 40 and signs(text) in said
    return is_dash(text) or (len(text) < 40 and signs(text) in said)


def is_counted(text: str) -> bool:
    """Whether a text is what offices write after a count: ``người``, ``HTX``."""
    return "".join(words(text)) in _COUNTED


def is_dash(text: str) -> bool:
    """Whether a text is blank or holds nothing but dashes, points and crosses: so much a name may not be."""
    return _DASHES.fullmatch(text) is not None


@lru_cache(maxsize=16384)
def read(text: str) -> Written | None:
    """What a non-blank text says as a number, or None where it is none."""
    if len(text) <= _LONGEST and (of_whom := _OF_WHOM.fullmatch(text)):
        text = of_whom[1]
    if _TWO_LINES.search(text):  # “31” over “331” is not 31331
        return None
    text = tidy(text).replace("₫", "đ")
    if len(text) > _LONGEST or not any(character.isdigit() for character in text):
        return None
    if text.isdecimal() and text.isascii():
        value = Decimal(text)
        return Written(value, value, plain=True)
    accounting = _IN_PARENTHESES.fullmatch(text)
    signed = _SIGNED.fullmatch(" ".join(accounting.groups()) if accounting else text)
    sign, body = signed.groups() if signed else ("", "")
    if accounting and sign and not sign[0].isalpha():
        return None
    written = _bare(body) or _counted(body) or _money(body)
    if accounting and accounting[2] and written and written.power is None:  # “(1) người” is a numbered line
        return None
    return _negated(written) if written and (accounting or sign not in ("", "+")) else written


def _bare(body: str) -> Written | None:
    body = _SPACED.sub("", body)
    point = Decimal(body.replace(".", "").replace(",", ".")) if _POINT_GROUPS.fullmatch(body) and body.isascii() else None
    comma = Decimal(body.replace(",", "")) if _COMMA_GROUPS.fullmatch(body) and body.isascii() else None
    return Written(point, comma) if point is not None or comma is not None else None


def _counted(body: str) -> Written | None:
    match = _COUNTED_THINGS.fullmatch(body)
    if match and (_MARKS.fullmatch(match[2]) or "".join(words(match[2])) in _COUNTED):
        return _bare(match[1].strip())
    return None


def _money(body: str) -> Written | None:
    """``7 tỷ 250 triệu đồng``: parts from great to small, each with its word."""
    if not _PARTS.fullmatch(body):
        return None
    parts: list[tuple[Written, int]] = []
    for figure, word in _PART.findall(body):
        power, number = _MONEY.get("".join(words(word))), _bare(figure.strip())
        if power is None or number is None or (parts and power >= parts[-1][1]):
            return None
        if parts and number.is_ambiguous:  # “2 tỷ 474,125 triệu”: less than one of what stands before it
            less = [value for value in number.readings if value < 10 ** (parts[-1][1] - power)]
            number = Written(less[0], less[0]) if len(less) == 1 else number
        parts.append((number, power))
    if not parts or (len(parts) > 1 and any(number.is_ambiguous for number, _ in parts)):
        return None
    return Written(
        _sum([(number.point_groups, power) for number, power in parts]),
        _sum([(number.comma_groups, power) for number, power in parts]),
        power=parts[0][1],
    )


def _sum(parts: list[tuple[Decimal | None, int]]) -> Decimal | None:
    known = [value.scaleb(power) for value, power in parts if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(parts) else None


def _negated(written: Written) -> Written:
    point, comma = written.point_groups, written.comma_groups
    return Written(None if point is None else -point, None if comma is None else -comma, written.power)
