"""A unit and its life, by dates. What is true on a day is asked here; how lives come about is in `life`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tests.simulator.places import Commune

ACTIVE, DISSOLVED = "Đang hoạt động", "Đã giải thể"
STOPPED = ("Tạm ngừng kinh doanh", "Không hoạt động tại địa chỉ đã đăng ký", "Đang làm thủ tục giải thể", "Bị thu hồi")
HTX_TYPES = ("HTX", "QTDND")


@dataclass
class Name:
    """A name in parts, so that each office can spell it its own way: kind words, business words, private name."""

    business: tuple[str, ...]  # ("Nông nghiệp", "Dịch vụ"); for QTDND empty
    private: str  # "Hợp Thành"


@dataclass
class Figures:
    """What one unit reports for one year. Money in đồng; None = not reported."""

    members: int | None = None
    new_members: int | None = None
    workers: int | None = None
    managers: int | None = None
    managers_trained: int | None = None
    revenue: int | None = None
    revenue_from_members: int | None = None
    profit: int | None = None
    member_income: int | None = None
    worker_income: int | None = None
    rating: str | None = None  # as biểu 2 has it
    department_rating: str | None = None  # as biểu 5 has it, None where not listed
    score: float | None = None
    managers_basic: int = 0  # elementary and intermediate training: only biểu 1 tells
    managers_higher: int = 0  # college and above


@dataclass
class Unit:
    """One unit over all years. `unit_id` is the truth's own id and stands in no file."""

    unit_id: str
    unit_type: str
    commune: Commune
    sector: str
    industry: str
    registered_on: date  # for a THT: founded
    names: list[tuple[date, Name]]  # since when, which
    certificates: list[tuple[date, str]] = field(default_factory=list)
    codes: list[tuple[date, str]] = field(default_factory=list)
    statuses: list[tuple[date, str]] = field(default_factory=list)
    converted_on: date | None = None
    ended_on: date | None = None  # dissolved, or for a THT: dissolved or became an HTX
    became: str | None = None  # unit_id of the HTX that this THT became
    came_from: str | None = None  # unit_id of the THT that became this HTX
    idle_since: date | None = None  # stopped by the district's word while the registry says active
    charter_capital: int | None = None
    has_commune_code: bool = True
    is_certified: bool = True  # THT: certified by the commune
    joined_on: date | None = None
    left_on: date | None = None
    decision_no: str | None = None
    shows_code_in_alliance: bool = False
    size: float = 1.0  # lasting traits, as factors on the sector's medians
    richness: float = 1.0
    quality: float = 0.5
    figures: dict[int, Figures] = field(default_factory=dict)
    blanks: dict[int, set[str]] = field(default_factory=dict)  # fields that the unit did not report in a year

    @property
    def district(self) -> str:
        return self.commune.district

    @property
    def is_htx(self) -> bool:
        return self.unit_type in HTX_TYPES

    def exists_on(self, day: date) -> bool:
        return self.registered_on <= day and not (self.ended_on and self.ended_on <= day)

    def status_at(self, day: date) -> tuple[str, date]:
        """Legal status on a day, and since when."""
        since, status = _at(self.statuses, day) or self.statuses[0]
        return status, since

    def is_working_on(self, day: date) -> bool:
        """As the district sees it: in existence, not stopped by the registry's or its own word."""
        return self.exists_on(day) and self.status_at(day)[0] == ACTIVE and not (self.idle_since and self.idle_since <= day)

    def name_at(self, day: date) -> Name:
        return (_at(self.names, day) or self.names[0])[1]

    def code_at(self, day: date) -> str | None:
        found = _at(self.codes, day)
        return found[1] if found else None

    def certificate_at(self, day: date) -> str | None:
        found = _at(self.certificates, day)
        return found[1] if found else None

    def is_alliance_member_on(self, day: date) -> bool:
        return self.joined_on is not None and self.joined_on <= day and not (self.left_on and self.left_on <= day)

    def days_stopped(self, year: int, day: date) -> int:
        """Days of the year, up to the day given, on which the unit was stopped."""
        stopped, current, since = 0, None, date(year, 1, 1)
        for change, status in [*sorted(self.statuses), (day, "")]:
            if change > date(year, 1, 1):
                until = min(change, day)
                if current is not None and current != ACTIVE and until > since:
                    stopped += (until - since).days
                since = max(since, until)
            current = status
        if self.idle_since and self.idle_since <= day:
            stopped = max(stopped, (day - max(self.idle_since, date(year, 1, 1))).days)
        return stopped


def _at(timeline: list[tuple[date, object]], day: date):
    past = [entry for entry in timeline if entry[0] <= day]
    return max(past, key=lambda entry: entry[0]) if past else None
