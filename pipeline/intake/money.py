"""Units of money as forms state them: ``Đơn vị tính: triệu đồng`` above a table, ``(nghìn đồng/người/năm)`` in a header.

All give đồng per unit written. Not here: sums with their own words in a cell, ``7 tỷ 250 triệu`` (``numbers``).
"""

import re
from functools import lru_cache

from pipeline.intake.text import key, tidy, words

_MULTIPLES = {
    "": 1,
    "nghin": 10**3,
    "ngan": 10**3,
    "ng": 10**3,
    "1000": 10**3,
    "trieu": 10**6,
    "tr": 10**6,
    "1000000": 10**6,
    "ty": 10**9,
    "ti": 10**9,
}
_PER = r"(?:(?:moi)?(?:1|mot)?(?:nguoi|htx|hoptacxa|thanhvien|laodong|nam)*)"
_UNIT = re.compile(r"(nghin|ngan|ng|1000000|1000|trieu|tr|ty|ti|)(?:dong(?:vietnam|vn)?|d|vnd)" + _PER)
_BARE = re.compile(r"(nghin|ngan|trieu|ty|ti)(?:nguoi|nam)*")
_ONE_WORD = {"trd", "ngd"}  # that say a unit and nothing else
_LEAD = re.compile(r"(?:đơn vị tính|đơn vị|đvt|dvt|don vi tinh|don vi)\s*(?:tiền)?\s*[:：]?", re.IGNORECASE)
_PER_MONTH = re.compile(r"\b(?:dong|d|vnd|trd|trieu|nghin)(?: (?:1|mot))?(?: (?:nguoi|thanh vien|lao dong))? (?:1 |mot )?thang\b")
_NOT_DONG = re.compile(r"động|đông|đóng|dòng|dông")
_WORK = re.compile(r"\b(?:lao|hoạt|hoat)\s+(?:động|dong)\b")  # “lao động/năm” is no đồng a year
_SPLIT = re.compile(r"[()\[\],;\n]|\s[-–]\s")


@lru_cache(maxsize=8192)
def of_unit(text: str) -> int | None:
    """Đồng per unit of a text that is a unit and nothing else (``triệu đồng/năm``), or None where it is no unit of money."""
    if _NOT_DONG.search(tidy(text).casefold()):  # “lao động” broken over two lines
        return None
    joined = "".join(words(text))
    match = _UNIT.fullmatch(joined) or _BARE.fullmatch(joined)
    return _MULTIPLES[match[1]] if match else None


def _stated(text: str) -> list[str]:
    """The parts of a header that can state a unit. A last line of one unaccented word cannot: ``lao`` / ``dong``."""
    parts = _SPLIT.split(text)
    if "\n" not in text:
        return parts
    single = {line for line in text.split("\n") if words(line) == ("dong",) and line.isascii()}
    return [part for part in parts if part not in single]


@lru_cache(maxsize=8192)
def in_header(text: str) -> int | None:
    """Đồng per unit that a column header states in parentheses, after a comma or dash, on its own line or at its end."""
    for part in _stated(text):
        tail = part.rpartition(":")[2]
        if words(tail) and (unit := of_unit(tail)) is not None:
            return unit
    parts = words(_WORK.sub("-", tidy(text).casefold()))
    for length in (5, 4, 3, 2):  # "Doanh thu triệu đồng"; one word alone ("đồng") could belong to the header
        if len(parts) > length and (unit := of_unit(" ".join(parts[-length:]))) is not None:
            return unit
    return of_unit(parts[-1]) if len(parts) > 1 and parts[-1] in _ONE_WORD else None


@lru_cache(maxsize=8192)
def above_table(text: str) -> int | None:
    """Đồng per unit of a line such as ``(Đơn vị tính: Triệu đồng)``; None where the line states no unit of money."""
    text = tidy(text)
    match = _LEAD.search(text)
    if not match:
        return of_unit(text.strip("() ")) if len(text) < 40 else None
    for part in _SPLIT.split(text[match.end() :]):
        if words(part) and (unit := of_unit(part)) is not None:
            return unit
    return None


def named(unit: int) -> str:
    """What a unit is called, ``triệu đồng``."""
    return {1: "đồng", 10**3: "nghìn đồng", 10**6: "triệu đồng", 10**9: "tỷ đồng"}[unit]


def is_unit_line(text: str) -> bool:
    """Whether a text begins with “Đơn vị tính”."""
    return _LEAD.match(tidy(text).strip("( ")) is not None


@lru_cache(maxsize=8192)
def without_unit(text: str) -> str:
    """A header without the parts that only state a unit, in parentheses or after it."""
    units = set(_stated(text))
    kept = [part for part in _SPLIT.split(text) if words(part) and (part not in units or of_unit(part.rpartition(":")[2]) is None)]
    joined = " ".join(kept) if kept else text
    parts = joined.split()
    for length in (4, 3, 2, 1):
        if _WORK.search(" ".join(parts[-length - 1 :]).casefold()):
            continue
        if (
            len(parts) > length
            and of_unit(" ".join(parts[-length:])) is not None
            and (length > 1 or "/" in parts[-1] or key(parts[-1]) in _ONE_WORD)
        ):
            return " ".join(parts[:-length])
    return joined


@lru_cache(maxsize=8192)
def is_per_month(text: str) -> bool:
    """Whether a header states money per month: ``triệu đồng/người/tháng``, ``(tr.đ/tháng)``."""
    said = " ".join(words(text))
    return _PER_MONTH.search(said) is not None or said.endswith(("binh quan thang", "hang thang"))
