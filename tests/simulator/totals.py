"""Biểu 1 as a careful office writes it: counts by what it knows on the day, sums and means of its own biểu 2.

The column of the year before stands at that year's 31 December: counts as they were on it, figures as the newest report of that year
gave them for the units that still existed on it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from tests.simulator.days import HANOI, window
from tests.simulator.documents import Document
from tests.simulator.rows import Row, unit_rows
from tests.simulator.units import ACTIVE, Unit
from tests.simulator.world import World

ITEMS = (  # item, words, unit of measure
    ("I.1", "Tổng số hợp tác xã", "HTX"),
    ("I.1a", "trong đó: đang hoạt động", "HTX"),
    ("I.1b", "thành lập mới", "HTX"),
    ("I.1c", "giải thể", "HTX"),
    ("I.1d", "hoạt động có hiệu quả", "HTX"),
    ("I.2", "Tổng số thành viên HTX", "thành viên"),
    ("I.2a", "trong đó: thành viên mới", "thành viên"),
    ("I.3", "Lao động thường xuyên trong HTX", "người"),
    ("I.4", "Doanh thu bình quân một HTX", "triệu đồng/năm"),
    ("I.5", "Lãi bình quân một HTX", "triệu đồng/năm"),
    ("I.6", "Thu nhập bình quân của lao động thường xuyên", "triệu đồng/năm"),
    ("I.6x", "Thu nhập bình quân của thành viên", "triệu đồng/người/năm"),
    ("I.7", "Tổng số cán bộ quản lý HTX", "người"),
    ("I.7a", "trong đó: trình độ sơ, trung cấp", "người"),
    ("I.7b", "trong đó: trình độ cao đẳng, đại học trở lên", "người"),
    ("I.8", "Số cán bộ quản lý được đào tạo, bồi dưỡng trong năm", "người"),
    ("II.1", "Tổng số liên hiệp hợp tác xã", "LHHTX"),
    ("II.1b", "thành lập mới", "LHHTX"),
    ("III.1", "Tổng số tổ hợp tác", "THT"),
    ("III.1a", "thành lập mới", "THT"),
    ("III.1b", "có chứng thực của UBND xã", "THT"),
    ("III.2", "Tổng số thành viên THT", "thành viên"),
)
MONEY_ITEMS = ("I.4", "I.5", "I.6", "I.6x")


def total_rows(world: World, document: Document) -> list[Row]:
    """One row an item: item, label, unit_text, value, previous_value (Decimal in the item's unit, or None)."""
    now = _items(world, document.sender, document.year, document.written_on, unit_rows(world, document))
    close = window(document.year - 1)[1]
    before = _items(world, document.sender, document.year - 1, close, unit_rows(world, _last_report(world, document)))
    return [
        {"item": item, "label": label, "unit_text": unit, "value": now[item], "previous_value": before[item]} for item, label, unit in ITEMS
    ]


def _last_report(world: World, document: Document) -> Document:
    """The newest report of the year before that the office had sent by then; before the first year, what it would have been."""
    sent = [item for item in world.find(document.sender, "agency_report", document.year - 1) if item.received_at <= document.received_at]
    if sent:
        return sent[-1]
    day = date(document.year - 1, 12, 5)
    return Document(document.sender, "agency_report", document.year - 1, 1, day, document.received_at.astimezone(HANOI), "")


def decimals(sender: str) -> int:
    """How many decimals an office gives its averages."""
    return (2, 1, 2, 0)[(int(sender) if sender.isdigit() else len(sender)) % 4]


def _items(world: World, sender: str, year: int, day: date, rows: list[Row]) -> dict[str, Any]:
    start = window(year)[0]
    units = [unit for unit in world.of_sender(sender) if unit.registered_on <= day]
    reported = {row["unit"]: row for row in rows}
    standing = [unit for unit in units if unit.exists_on(day)]
    htx = [unit for unit in standing if unit.is_htx]
    groups = [unit for unit in standing if unit.unit_type == "THT"]
    unions = [unit for unit in standing if unit.unit_type == "LHHTX"]
    working = [
        unit
        for unit in htx
        if (reported[unit.unit_id]["operating_state"] == ACTIVE if unit.unit_id in reported else unit.is_working_on(day))
    ]

    def new(kind: list[Unit]) -> int:
        return sum(unit.registered_on >= start for unit in kind)

    def total(kind: list[Unit], value: Callable[[Row], Any]) -> Decimal | None:
        given = [value(reported[unit.unit_id]) for unit in kind if unit.unit_id in reported]
        given = [number for number in given if number is not None]
        return Decimal(sum(given)) if given or not kind else None

    def mean(value: str, weight: str | None) -> Decimal | None:
        pairs = [
            (reported[unit.unit_id][value], reported[unit.unit_id][weight] if weight else 1) for unit in htx if unit.unit_id in reported
        ]
        pairs = [(number, by) for number, by in pairs if number is not None and by is not None]
        weights = sum(by for _, by in pairs)
        return _rounded(Fraction(sum(number * by for number, by in pairs), weights * 1_000_000), decimals(sender)) if weights else None

    def schooled(field: str) -> Callable[[Row], int | None]:
        return lambda row: getattr(world.by_id[row["unit"]].figures[year], field) if row["managers"] is not None else None

    return {
        "I.1": Decimal(len(htx)),
        "I.1a": Decimal(len(working)),
        "I.1b": Decimal(new([unit for unit in units if unit.is_htx])),
        "I.1c": Decimal(sum(unit.is_htx and unit.ended_on is not None and start <= unit.ended_on <= day for unit in units)),
        "I.1d": Decimal(sum(_rating(unit, year, reported) in ("Tốt", "Khá") for unit in working)),
        "I.2": total(htx, lambda row: row["members"]),
        "I.2a": total(htx, lambda row: row["new_members"]),
        "I.3": total(htx, lambda row: row["workers"]),
        "I.4": mean("revenue", None),
        "I.5": mean("profit", None),
        "I.6": mean("worker_income", "workers"),
        "I.6x": mean("member_income", "members"),
        "I.7": total(htx, lambda row: row["managers"]),
        "I.7a": total(htx, schooled("managers_basic")),
        "I.7b": total(htx, schooled("managers_higher")),
        "I.8": total(htx, lambda row: row["managers_trained"]),
        "II.1": Decimal(len(unions)),
        "II.1b": Decimal(new([unit for unit in units if unit.unit_type == "LHHTX"])),
        "III.1": Decimal(len(groups)),
        "III.1a": Decimal(new([unit for unit in units if unit.unit_type == "THT"])),
        "III.1b": Decimal(sum(unit.is_certified for unit in groups)),
        "III.2": total(groups, lambda row: row["members"]),
    }


def _rating(unit: Unit, year: int, reported: dict[str, Row]) -> str | None:
    """The department's list goes before the district's own word, as in the official figure."""
    if unit.unit_id not in reported:
        return None
    return unit.figures[year].department_rating or reported[unit.unit_id]["rating"]


def _rounded(value: Fraction, places: int) -> Decimal:
    """Half away from zero."""
    scaled = Decimal(value.numerator) / Decimal(value.denominator)
    return scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
