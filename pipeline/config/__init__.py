"""Settings of a province as validated data: areas, agencies, obligations, years, targets, tasks, letterhead.

A province is one folder: ``province.yaml`` and ``seeds/*.csv``. Nothing else in the code knows a place.
"""

from __future__ import annotations

import csv
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeVar
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from pipeline.errors import HoptacError

HERE = Path(__file__).parent
DEFAULT_PROVINCE = HERE / "kon_tum"


class ConfigError(HoptacError):
    """A configuration file that cannot be used; the message names the file, the line and the mend."""


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


_RowT = TypeVar("_RowT", bound=_Row)


class Area(_Row):
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


class Agency(_Row):
    sender: str
    agency_name: str
    agency_kind: Literal["district", "commune", "department", "alliance"]
    area_code: str | None
    valid_from_year: int | None
    valid_to_year: int | None


class Obligation(_Row):
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


class ReferenceYear(_Row):
    """The reporting window (days, both inside) and the two deadlines (the first moment that is late)."""

    reference_year: int
    window_start: date
    window_end: date
    agencies_due_before: datetime
    province_due_before: datetime
    min_htx_members: int
    min_lhhtx_members: int


class Target(_Row):
    reference_year: int
    indicator: str
    measure: Literal["value", "growth"]
    threshold: float
    base_year: int | None


class Task(_Row):
    task: str
    sender: str
    role: Literal["lead", "support"]
    content: str
    unit_of_measure: str
    valid_from_year: int | None
    valid_to_year: int | None


class Letterhead(_Row):
    parent_agency: str
    issuing_agency: str
    document_code: str
    place: str
    recipients: tuple[str, ...]
    copies: tuple[str, ...]
    archive: str
    signer_authority: str
    signer_title: str


class Directive(_Row):
    number: str
    date: date
    issuer: str
    about: str


class Rules(_Row):
    htx_types: tuple[str, ...]
    effective_ratings: tuple[str, ...]
    effective_denominator: Literal["active", "existing"]
    coverage_threshold: float = Field(gt=0, le=1)


class Province(_Row):
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
    directive: Directive
    rules: Rules
    areas: tuple[Area, ...]
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
            f"{self.folder / 'seeds' / 'reference_year.csv'}: chưa khai báo năm {reference_year}; hãy thêm một dòng cho năm này."
        )

    def obligations_of(self, reference_year: int) -> tuple[Obligation, ...]:
        return tuple(row for row in self.obligations if _in_force(row, reference_year))

    def agencies_of(self, reference_year: int) -> tuple[Agency, ...]:
        return tuple(row for row in self.agencies if _in_force(row, reference_year))

    def tasks_of(self, reference_year: int) -> tuple[Task, ...]:
        return tuple(row for row in self.tasks if _in_force(row, reference_year))

    def districts(self) -> tuple[Area, ...]:
        return tuple(area for area in self.areas if area.area_level == "district")


def _in_force(row: Agency | Obligation | Task, year: int) -> bool:
    return (row.valid_from_year or 0) <= year <= (row.valid_to_year or 9999)


def _read_csv(path: Path, model: type[_RowT]) -> tuple[_RowT, ...]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = []
            for line, record in enumerate(csv.DictReader(file), start=2):
                try:
                    rows.append(model(**{key: value or None for key, value in record.items()}))
                except ValidationError as error:
                    first = error.errors()[0]
                    field = ".".join(str(part) for part in first["loc"])
                    raise ConfigError(f"{path}, dòng {line}, cột {field}: {first['msg']}") from error
            return tuple(rows)
    except OSError as error:
        raise ConfigError(f"{path}: không đọc được ({error.strerror})") from error


@lru_cache(maxsize=8)
def load(folder: Path = DEFAULT_PROVINCE) -> Province:
    """Read and validate a province's folder. Raises ConfigError with one clear line."""
    path = folder / "province.yaml"
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise ConfigError(f"{path}: không đọc được cấu hình của tỉnh ({error})") from error
    seeds = folder / "seeds"
    try:
        return Province(
            folder=folder,
            areas=_read_csv(seeds / "area.csv", Area),
            agencies=_read_csv(seeds / "agency.csv", Agency),
            obligations=_read_csv(seeds / "obligation.csv", Obligation),
            reference_years=_read_csv(seeds / "reference_year.csv", ReferenceYear),
            targets=_read_csv(seeds / "target.csv", Target),
            tasks=_read_csv(seeds / "task.csv", Task),
            **data,
        )
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise ConfigError(f"{path}, mục {field}: {first['msg']}") from error
