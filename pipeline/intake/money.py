"""Units of money as forms state them: ``Đơn vị tính: triệu đồng`` above a table, ``(nghìn đồng/người/năm)`` in a header.

All give đồng per unit written. Not here: sums with their own words in a cell, ``7 tỷ 250 triệu`` (``numbers``).
"""

import math
import re
from functools import lru_cache

from pipeline.intake.text import key, tidy, words
from pipeline.system.folding import bare

_MULTIPLES = {
    "chuc": 10,
    "tram": 100,
    "nghin": 10**3,
    "ngan": 10**3,
    "ng": 10**3,
    "k": 10**3,
    "trieu": 10**6,
    "tr": 10**6,
    "ty": 10**9,
    "ti": 10**9,
}
_PER = r"(?:tren|moi|0?1|mot|nguoi|htx|hoptacxa|thanhvien|tv|laodong|ld|ho|nam)*"
_MULTIPLE = re.compile("|".join(sorted(_MULTIPLES, key=len, reverse=True)))
_UNIT = re.compile(rf"x?(10*|000|)((?:{_MULTIPLE.pattern})*)(?:dong(?:vietnam|vn)?|d|vnd){_PER}")
_BARE = re.compile(r"()((?:(?:tram|chuc)?(?:nghin|ngan|trieu|tr|ty|ti))+)(?:nguoi|nam)*")
_POWER = re.compile(r"10\s*\^\s*(\d)")
NAMES = {1: "đồng", 10**3: "nghìn đồng", 10**6: "triệu đồng", 10**9: "tỷ đồng"}
_ONE_WORD = {"trd", "ngd"}  # that say a unit and nothing else
_LEAD = re.compile(r"(?:đơn vị tính|đơn vị|đvt|dvt|don vi tinh|don vi|tính bằng)\s*(?:tiền)?\s*[:：]?", re.IGNORECASE)
_PER_MONTH = re.compile(
    r"(?:[/(]|\b(?:moi|mot|theo|hang|binh quan|bq|dong|d|vnd|trd|trieu|nghin|nguoi|thanh vien|lao dong))"
    r"\s*(?:1 ?|mot )?(?:thang|ngay)\b(?!\s*[\d/])"
)
_NOT_DONG = re.compile(r"động|đông|đóng|dòng|dông")
_WORK = re.compile(r"\b(?:lao|hoạt|hoat)\s+(?:động|dong)\b")  # “lao động/năm” is no đồng a year
_SPLIT = re.compile(r"[()\[\],;\n]|\s[-–]\s")


@lru_cache(maxsize=8192)
def of_unit(text: str) -> int | None:
    """Đồng per unit of a text that is a unit and nothing else (``triệu đồng/năm``), or None where it is no unit of money."""
    if _NOT_DONG.search(tidy(text).casefold()):  # “lao động” broken over two lines
        return None
    unit, *per = _POWER.sub(lambda match: f"1{'0' * int(match[1])}", text).split("/")
    if any(len(key(whom)) < 2 or {*words(whom)} & {"thang", "ngay", "quy"} for whom in per):  # “đ/c”
        return None
    joined = "".join(words(unit))
    match = _UNIT.fullmatch(joined) or _BARE.fullmatch(joined)
    if match is None:
        return None
    number = int(f"1{match[1]}" if match[1] == "000" else match[1] or 1)
    return math.prod([number, *(_MULTIPLES[word] for word in _MULTIPLE.findall(match[2]))])


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
def above_table(text: str) -> tuple[int, ...]:
    """All that a line such as ``(Đơn vị tính: Triệu đồng; riêng thu nhập: nghìn đồng)`` states, in đồng per unit; 0 for “per month”."""
    text = tidy(text)
    match = _LEAD.search(text)
    if not match:
        unit = of_unit(text.strip("() ")) if len(text) < 40 else None
        return () if unit is None else (unit,)
    stated = [of_unit(part) or in_header(part) for part in _SPLIT.split(text[match.end() :]) if words(part)]
    found = [unit for unit in stated if unit is not None]
    return (*found, *([0] if found and is_per_month(text[match.end() :]) else ()))


def named(unit: int) -> str:
    """What a unit is called, ``triệu đồng``."""
    power = max(power for power in NAMES if unit % power == 0)
    return f"{unit // power:,} {NAMES[power]}".replace(",", ".").removeprefix("1 ")


def is_unit_line(text: str) -> bool:
    """Whether a text begins with “Đơn vị tính”."""
    return _LEAD.match(tidy(text).strip("( ")) is not None


@lru_cache(maxsize=8192)
def without_unit(text: str) -> str:
    """A header without the parts that only state a unit, in parentheses or after it."""
    units = set(_stated(text))
    parts = [part for part in _SPLIT.split(text) if words(part) or "%" in part]
    kept = [part for part in parts if part not in units or of_unit(part.rpartition(":")[2]) is None]
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
    """Whether a header states money per month or day: ``triệu đồng/người/tháng``, ``(tr.đ/tháng)``, “bình quân tháng”."""
    return _PER_MONTH.search(bare(tidy(text))) is not None


def is_multiple(text: str) -> bool:
    """Whether a unit of things counted is none: ``%``, ``nghìn người``, ``chục``."""
    return "%" in text or any(word in _MULTIPLES or word.isdecimal() for word in words(text))
