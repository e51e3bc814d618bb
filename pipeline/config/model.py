"""What a province's settings are: the rows of its seeds and the whole, typed. Reading them from a folder is the package's own affair."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator

from pipeline.system.errors import ConfigError


class Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))


class Area(Row):
    """One area in one period of validity. ``aliases``: other spellings, separated by ``|`` in the file."""

    area_code: str
    area_level: Literal["province", "district", "commune"]
    area_name: str
    parent_code: str | None
    valid_from: date
    valid_to: date | None
    aliases: tuple[str, ...] = ()

    @field_validator("aliases", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part for part in (value or "").split("|") if part) if isinstance(value, str) or value is None else value

    def valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Agency(Row):
    sender: str
    agency_name: str
    agency_kind: Literal["district", "commune", "department", "alliance"]
    area_code: str | None
    valid_from_year: int | None
    valid_to_year: int | None


class Obligation(Row):
    """``sheets``: the biểu owed inside an ``agency_report``; empty for the two single-table forms."""

    sender: str
    form: Literal["registry_extract", "agency_report", "alliance_members"]
    sheets: tuple[int, ...]
    valid_from_year: int | None
    valid_to_year: int | None

    @field_validator("sheets", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(int(part) for part in (value or "").split()) if isinstance(value, str) or value is None else value


class ReferenceYear(Row):
    """The reporting window (days, both inside) and the two deadlines (the first moment that is late)."""

    reference_year: int
    window_start: date
    window_end: date
    agencies_due_before: datetime
    province_due_before: datetime
    min_htx_members: int
    min_lhhtx_members: int


class Target(Row):
    """``document_no``: of the directive that set it."""

    reference_year: int
    indicator: str
    measure: Literal["value", "growth"]
    threshold: float
    base_year: int | None
    document_no: str


class Task(Row):
    """``task``: number and letter (``1.a``), or letters, number and letter (``B3``), as the reader writes what it reads."""

    task: str = Field(pattern=r"^[A-Z]{0,3}[1-9]?\d(\.[a-z])?$")
    sender: str
    role: Literal["lead", "support"]
    content: str
    unit_of_measure: str
    valid_from_year: int | None
    valid_to_year: int | None


class SeriesBreak(Row):
    """From ``break_on`` these indicators (``*``: all) are not what they were; ``reason`` is printed beside a comparison across it."""

    series_break: str
    break_on: date
    indicators: tuple[str, ...]
    reason: str

    @field_validator("indicators", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(value.split()) if isinstance(value, str) else value


class Bridge(Row):
    """A commune of the two-tier order and the former district that its figures are added up in."""

    new_area_code: str
    former_district_code: str


class Successor(Row):
    """A commune before a merger and the commune that it is part of since."""

    former_area_code: str
    new_area_code: str


class Letterhead(Row):
    parent_agency: str
    issuing_agency: str
    document_code: str
    place: str
    recipients: tuple[str, ...]
    copies: tuple[str, ...]
    archive: str
    signer_authority: str
    signer_title: str
    letter_code: str = ""

    @property
    def code_of_letters(self) -> str:
        """What follows a letter's number: a letter has no kind in its code, so ``BC-LMHTX`` gives ``LMHTX`` where no code is set."""
        return self.letter_code or self.document_code.partition("-")[2] or self.document_code


class Licence(Row):
    """On what terms an office publishes its data: an SPDX or CKAN name, what it is called, and the address of its text."""

    name: str
    title: str
    path: str


class Directive(Row):
    """A document that sets targets, or that tasks cite; ``number`` is what rows of ``target.csv`` and tasks name it by."""

    number: str
    date: date
    issuer: str
    about: str


class Weighs(Row):
    """How far a figure of the province must move, if a doubt is right, for the doubt to hold the report (contract, section 4): % of a
    target's value, points of a target that is a share, % of an item of biểu 1."""

    target_pct: float = Field(default=0.5, ge=0)
    share_points: float = Field(default=0.5, ge=0)
    item_pct: float = Field(default=10, ge=0)


class Rules(Row):
    htx_types: tuple[str, ...]
    effective_ratings: tuple[str, ...]
    effective_denominator: Literal["active", "existing"]
    coverage_threshold: float = Field(gt=0, le=1)
    weighs: Weighs = Weighs()


class Limits(Row):
    """What one document, or one question in SQL, may take of the machine: seconds by the clock, megabytes (2**20) of memory,
    rows of one form's table."""

    file_seconds: float = Field(default=90, gt=0)
    file_megabytes: int = Field(default=2000, ge=200)
    file_rows: int = Field(default=50_000, gt=0)
    query_seconds: float = Field(default=30, gt=0)
    query_megabytes: int = Field(default=1500, ge=200)


class Province(Row):
    """One province, whole. ``folder`` is where it was read from."""

    folder: Path
    code: str
    name: str
    time_zone: str
    tax_code_prefix: str
    registry_sender: str
    alliance_sender: str
    ratings_sender: str
    letterhead: Letterhead
    licence: Licence | None = None
    directives: tuple[Directive, ...]
    cited: tuple[Directive, ...] = ()
    rules: Rules
    limits: Limits = Limits()
    areas: tuple[Area, ...]
    bridges: tuple[Bridge, ...]
    successors: tuple[Successor, ...]
    series_breaks: tuple[SeriesBreak, ...]
    agencies: tuple[Agency, ...]
    obligations: tuple[Obligation, ...]
    reference_years: tuple[ReferenceYear, ...]
    targets: tuple[Target, ...]
    tasks: tuple[Task, ...]

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def year(self, reference_year: int) -> ReferenceYear:
        """The window and deadlines of a year. Raises ConfigError where the year is not set up."""
        for row in self.reference_years:
            if row.reference_year == reference_year:
                return row
        raise ConfigError(
            "{}: chưa khai báo năm {}; hãy thêm một dòng cho năm này.", self.folder / "seeds" / "reference_year.csv", reference_year
        )

    def window_of(self, reference_year: int, *, with_last: bool = False) -> tuple[date, date]:
        """The days in which a year's new units are registered, last year's too."""
        if (reference_year, with_last) not in self._windows:
            own = self.year(reference_year)
            years = [own, *(row for row in self.reference_years if with_last and row.reference_year == reference_year - 1)]
            self._windows[reference_year, with_last] = min(row.window_start for row in years), own.window_end
        return self._windows[reference_year, with_last]

    @cached_property
    def _windows(self) -> dict[tuple[int, bool], tuple[date, date]]:
        return {}

    def obligations_of(self, reference_year: int) -> tuple[Obligation, ...]:
        return tuple(row for row in self.obligations if _in_force(row, reference_year))

    def owed_by(self, sender: str, reference_year: int) -> tuple[Obligation, ...]:
        """What one sender owes in a year. Asked for every document: looked up, not searched."""
        if reference_year not in self._owed:
            self._owed[reference_year] = {}
            for row in self.obligations_of(reference_year):
                known = self._owed[reference_year].get(row.sender, ())
                self._owed[reference_year][row.sender] = (*known, row)
        return self._owed[reference_year].get(sender, ())

    @cached_property
    def _owed(self) -> dict[int, dict[str, tuple[Obligation, ...]]]:
        return {}

    def agencies_of(self, reference_year: int) -> tuple[Agency, ...]:
        return tuple(row for row in self.agencies if _in_force(row, reference_year))

    def is_sender(self, sender: str, reference_year: int) -> bool:
        """Whether a code is an agency's in a year."""
        return any(_in_force(row, reference_year) for row in self._agency.get(sender, ()))

    def offices_of(self, reference_year: int) -> tuple[tuple[str, str], ...]:
        """The offices that report for a year: sender and how it is called. Asked for every document: looked up, not made."""
        if reference_year not in self._offices:
            self._offices[reference_year] = tuple((row.sender, row.agency_name) for row in self.agencies_of(reference_year))
        return self._offices[reference_year]

    @cached_property
    def _offices(self) -> dict[int, tuple[tuple[str, str], ...]]:
        return {}

    @cached_property
    def _agency(self) -> dict[str, list[Agency]]:
        found: dict[str, list[Agency]] = {}
        for row in self.agencies:
            found.setdefault(row.sender, []).append(row)
        return found

    def directive_of(self, reference_year: int) -> Directive | None:
        """The document that set the year's targets; None: nobody did."""
        named = {row.document_no for row in self.targets if row.reference_year == reference_year}
        return next((directive for directive in self.directives if directive.number in named), None)

    def tasks_of(self, reference_year: int) -> tuple[Task, ...]:
        return tuple(row for row in self.tasks if _in_force(row, reference_year))

    def districts(self) -> tuple[Area, ...]:
        return tuple(area for area in self.areas if area.area_level == "district")


def _in_force(row: Agency | Obligation | Task, year: int) -> bool:
    return (row.valid_from_year or 0) <= year <= (row.valid_to_year or 9999)
