"""The further indicators of the report (B.1 to B.10), for one year and area: the idle, the rated, sums over unions and groups."""

from __future__ import annotations

from fractions import Fraction

from tests.simulator.rows import Row
from tests.simulator.truth.measures import Area, Measure, share, total
from tests.simulator.units import ACTIVE, DISSOLVED

STATUSES = {
    "B.2a": "Tạm ngừng kinh doanh",
    "B.2b": "Không hoạt động tại địa chỉ đã đăng ký",
    "B.2c": "Đang làm thủ tục giải thể",
    "B.2d": "Bị thu hồi",
}
RATINGS = {"B.4a": "Tốt", "B.4b": "Khá", "B.4c": "Trung bình", "B.4d": "Yếu", "B.4e": "Không xếp loại"}
OF_UNIONS = {"B.9b": "members", "B.9c": "workers", "B.9d": "revenue", "B.9e": "profit"}
OF_GROUPS = {"B.10b": "workers", "B.10c": "revenue", "B.10d": "profit"}
OF_REGISTRY = ("B.1", "B.2", "B.3", *STATUSES, *RATINGS, "B.5", "B.6", "B.7", "B.8", "B.9a", *OF_UNIONS)
SENTENCES = (*OF_REGISTRY, "B.10a", *OF_GROUPS)


def of_sentences(area: Area) -> dict[str, Measure]:
    groups = _of_groups(area) if area.is_reported else dict.fromkeys(("B.10a", *OF_GROUPS), Measure())
    if not (area.has_registry and area.is_reported):
        return dict.fromkeys(OF_REGISTRY, Measure()) | groups
    known, year = area.known, area.year
    idle = [row for row in area.htx if not known.is_active(row, year)]
    found = {
        "B.1": share(len(area.active), len(area.htx)),
        "B.2": Measure(Fraction(len(idle))),
        "B.3": share(len(idle), len(area.htx)),
    }
    for indicator, status in STATUSES.items():
        found[indicator] = Measure(Fraction(sum(known.status(row, year) == status for row in idle)))
    ratings = [known.rating(row["unit"], year) for row in area.active]
    is_known = not ratings or any(rating is not None for rating in ratings)
    for indicator, rating in RATINGS.items():
        found[indicator] = Measure(Fraction(ratings.count(rating))) if is_known else Measure()
    weak = share(ratings.count("Yếu"), len(ratings))
    found["B.5"] = weak if is_known else Measure(None, weak.numerator, weak.denominator)
    both = area.reported_rows("revenue_from_members", "revenue")
    found["B.6"] = share(total(both, "revenue_from_members"), total(both, "revenue"))
    for indicator, field in (("B.7", "revenue"), ("B.8", "profit")):
        rows = area.reported_rows(field)
        found[indicator] = Measure(total(rows, field)) if rows or not area.htx else Measure()
    return found | _of_unions(area) | groups


def _of_unions(area: Area) -> dict[str, Measure]:
    known, year = area.known, area.year
    unions = [row for row in area.people if row["unit_type"] == "LHHTX" and known.exists(row, year)]
    reports = known.reports(year)
    rows = [reports[row["unit"]] for row in unions if row["unit"] in reports]
    active = Measure(Fraction(sum(known.is_active(row, year) for row in unions)))
    return {"B.9a": active} | {indicator: _sum(rows, field, bool(unions)) for indicator, field in OF_UNIONS.items()}


def _of_groups(area: Area) -> dict[str, Measure]:
    standing = [row for row in area.groups if row["operating_state"] != DISSOLVED]
    active = Measure(Fraction(sum(row["operating_state"] == ACTIVE for row in standing)))
    return {"B.10a": active} | {indicator: _sum(standing, field, bool(standing)) for indicator, field in OF_GROUPS.items()}


def _sum(rows: list[Row], field: str, is_any: bool) -> Measure:
    """Not known where there is somebody to report it and nobody did."""
    written = [row[field] for row in rows if row[field] is not None]
    return Measure(Fraction(sum(written))) if written or not is_any else Measure()
