"""How large a simulated province is and what happens in it each year. Numbers only; no unit, no file.

`small` makes unseen provinces for tests; the shipped one is in `kon_tum`. Places and offices are those of the folder in `province`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tests.simulator.places import FOLDER, Places, places


@dataclass(frozen=True)
class YearPlan:
    """What happens in one year. Counts of units; money in million đồng; shares 0-1. `late_*` fall between report and 31 December."""

    new_htx: int
    dissolved_htx: int
    members: int  # memberships of all HTX at the year's end
    trained: int  # managers trained in the year
    member_income: float  # mean, weighed by members
    worker_income: float
    revenue: float  # mean of one HTX
    profit: float
    effective_share: float  # of active HTX
    alliance_htx: int  # Alliance members among the HTX in existence at the year's end
    late_new: int = 0  # of new_htx
    late_dissolved: int = 0  # of dissolved_htx
    suspended: int = 2
    reopened: int = 1
    hidden_stops: int = 1  # stopped by the district's word only; the registry still says active
    conversions: int = 3  # re-registered under the law of 2012
    renamed: int = 1
    new_lhhtx: int = 0
    new_tht: int = 20
    late_new_tht: int = 0  # of new_tht: first listed a year late
    dissolved_tht: int = 5
    tht_to_htx: int = 1  # of new_htx
    tht_size: float = 12.0  # members of one THT
    alliance_out: int = 1
    alliance_late: int = 1  # of the year's admissions
    alliance_tht: int = 0  # THT admitted
    blank_figures: int = 1  # HTX that leave members, trained or income blank (one field each)
    blank_other: int = 3  # cells left blank among fields that no target uses
    blank_ratings: int = 2  # active HTX without a rating in biểu 2 and in biểu 5
    rating_only_in_5: int = 1  # agricultural HTX whose rating only biểu 5 has
    rating_differs: int = 1  # Tốt in one list, Khá in the other


@dataclass(frozen=True)
class Misreport:
    """One office's error in one year's report, mended by a later version. `corrected_at` is ISO 8601 with offset."""

    sender: str
    year: int
    unit_type: str  # the largest unit of this type in the district is misreported
    missing_members: int  # so many members (all of them new ones) are left out in version 1
    corrected_at: str
    note: str


FUND_DISTRICTS = ("608", "615", "611", "612", "608", "616", "613", "610")


@dataclass(frozen=True)
class Profile:
    """A province. The initial counts are those at 31 December of the year before `first_year`."""

    first_year: int
    last_year: int
    htx: int  # HTX and QTDND
    qtdnd: int  # of them
    lhhtx: int
    tht: int
    plans: tuple[YearPlan, ...]  # one a year, first_year..last_year
    base: YearPlan  # the year before: its figures are what the first reports show as N-1
    gone_before: int = 4  # dissolved long before, still in the registry
    stopped_at_start: int = 6
    old_share: float = 0.75  # of the first HTX: registered before the law of 2012 took effect (1/7/2013)
    no_code_share: float = 0.15  # of the old HTX: no tax code until they convert
    alliance_code_share: float = 0.4  # of the Alliance's rows that carry the code
    report_code_share: float = 0.95  # of the rows of biểu 2 and 5; who was renamed always shows it
    name_noise: float = 0.0  # of the rows of legal persons without a code: the name has a typing slip (for linkage tests only)
    late: tuple[tuple[int, str, str, str], ...] = ()  # (year, sender, form, received_at)
    misreports: tuple[Misreport, ...] = ()
    late_share: float = 0.0  # of the files not named in `late`
    province: Path = FOLDER  # the folder of its configuration
    district_weights: dict[str, float] = field(default_factory=lambda: dict(WEIGHTS))
    fund_districts: tuple[str, ...] = FUND_DISTRICTS  # where people's credit funds are, the bigger places first

    @property
    def places(self) -> Places:
        return places(self.province)

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)

    def plan(self, year: int) -> YearPlan:
        return self.base if year < self.first_year else self.plans[year - self.first_year]


WEIGHTS = {"608": 28, "610": 8, "611": 12, "612": 10, "613": 7, "614": 6, "615": 14, "616": 9, "617": 5, "618": 4}


def small(htx: int = 30, first_year: int = 2018, years: int = 2, **changes: object) -> Profile:
    """A small province with rates like the shipped one's; `changes` replace fields of the profile."""
    plans = tuple(_scaled(htx, number) for number in range(years + 1))
    made = {
        "first_year": first_year,
        "last_year": first_year + years - 1,
        "htx": htx,
        "qtdnd": max(1, htx // 20),
        "lhhtx": 1,
        "tht": htx * 3 // 2,
        "base": plans[0],
        "plans": plans[1:],
        "gone_before": 2,
        "stopped_at_start": max(1, htx // 10),
        "late_share": 0.05,
        **changes,
    }
    return Profile(**made)  # type: ignore[arg-type]


def _scaled(htx: int, number: int) -> YearPlan:
    size = htx * (1.12**number)
    return YearPlan(
        new_htx=max(3, round(size * 0.18)),
        dissolved_htx=max(2, round(size * 0.04)),
        members=round(size * 70),
        trained=round(size * (1.4 + 0.2 * number)),
        member_income=30 + 3.1 * number,
        worker_income=38 + 3.0 * number,
        revenue=1800 + 25 * number,
        profit=210 + 5 * number,
        effective_share=0.55 + 0.04 * number,
        alliance_htx=round(size * 0.68),
        late_new=1,
        late_dissolved=1,
        new_lhhtx=number % 2,
        new_tht=max(3, round(size * 0.35)),
        late_new_tht=1,
        dissolved_tht=max(1, round(size * 0.1)),
        alliance_tht=1,
    )
