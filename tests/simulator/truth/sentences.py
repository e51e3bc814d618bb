"""The further indicators of the report's sentences (B.1 to B.8), for one year and area: counts of the idle and the rated, sums of money."""

from __future__ import annotations

from fractions import Fraction

from tests.simulator.truth.measures import Area, Measure, share, total

STATUSES = {
    "B.2a": "Tạm ngừng kinh doanh",
    "B.2b": "Không hoạt động tại địa chỉ đã đăng ký",
    "B.2c": "Đang làm thủ tục giải thể",
    "B.2d": "Bị thu hồi",
}
RATINGS = {"B.4a": "Tốt", "B.4b": "Khá", "B.4c": "Trung bình", "B.4d": "Yếu", "B.4e": "Không xếp loại"}
SENTENCES = ("B.1", "B.2", "B.3", *STATUSES, *RATINGS, "B.5", "B.6", "B.7", "B.8")


def of_sentences(area: Area) -> dict[str, Measure]:
    if not (area.has_registry and area.is_reported):
        return dict.fromkeys(SENTENCES, Measure())
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
    return found
