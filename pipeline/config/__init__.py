"""Settings of a province as validated data: areas, agencies, obligations, years, targets, tasks, letterhead.

A province is one folder: ``province.yaml`` and ``seeds/*.csv``. Nothing else in the code knows a place.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import ValidationError

from pipeline.config import dbt_files
from pipeline.config.form import read
from pipeline.config.model import (
    Agency,
    Area,
    Bridge,
    Directive,
    Letterhead,
    Limits,
    Obligation,
    Province,
    ReferenceYear,
    Row,
    Rules,
    SeriesBreak,
    Successor,
    Target,
    Task,
)
from pipeline.system import register_csv
from pipeline.system.errors import ConfigError, reason

__all__ = [
    "DEFAULT_PROVINCE",
    "Agency",
    "Area",
    "Bridge",
    "Directive",
    "Letterhead",
    "Limits",
    "Obligation",
    "Province",
    "ReferenceYear",
    "Rules",
    "SeriesBreak",
    "Successor",
    "Target",
    "Task",
    "load",
]
HERE = Path(__file__).parent
DEFAULT_PROVINCE = HERE / "kon_tum"
_RowT = TypeVar("_RowT", bound=Row)


def _read_csv(path: Path, model: type[_RowT]) -> tuple[_RowT, ...]:
    try:
        path.stat()
    except OSError as error:
        raise ConfigError("{}: không đọc được ({})", path, reason(error)) from error
    rows = []
    for row in register_csv.read(path, [name for name, field in model.model_fields.items() if field.is_required()]).rows:
        if row.is_too_long:
            raise ConfigError("{}, dòng {}: nhiều ô hơn số cột; kiểm tra dấu phẩy, đặt chữ có dấu phẩy trong ngoặc kép.", path, row.number)
        try:
            rows.append(model(**{name: value or None for name, value in row.cells.items()}))
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"])
            raise ConfigError("{}, dòng {}, cột {}: {}", path, row.number, field, first["msg"]) from error
    return tuple(rows)


@lru_cache(maxsize=8)
def load(folder: Path = DEFAULT_PROVINCE) -> Province:
    """Read and validate a province's folder, and what the forms declare. Raises ConfigError with one clear line."""
    dbt_files.check(read()[0])
    path = folder / "province.yaml"
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise ConfigError("{}: không đọc được cấu hình của tỉnh ({})", path, error) from error
    seeds = folder / "seeds"
    try:
        province = Province(
            folder=folder,
            areas=_read_csv(seeds / "area.csv", Area),
            bridges=_read_csv(seeds / "area_bridge.csv", Bridge),
            successors=_read_csv(seeds / "commune_successor.csv", Successor),
            series_breaks=_read_csv(seeds / "series_break.csv", SeriesBreak),
            agencies=_read_csv(seeds / "agency.csv", Agency),
            obligations=_read_csv(seeds / "obligation.csv", Obligation),
            reference_years=_read_csv(seeds / "reference_year.csv", ReferenceYear),
            targets=_read_csv(seeds / "target.csv", Target),
            tasks=_read_csv(seeds / "task.csv", Task),
            **data,
        )
        _refer(province)
        return province
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise ConfigError("{}, mục {}: {}", path, field, first["msg"]) from error


def _refer(province: Province) -> None:
    """Raises ConfigError where one list names a code that its own list does not have."""
    areas = {area.area_code for area in province.areas}
    senders = {agency.sender for agency in province.agencies}
    roles = [province.registry_sender, province.alliance_sender, province.ratings_sender]
    named = (
        ("province.yaml, code", areas, [province.code]),
        ("province.yaml, registry_sender, alliance_sender, ratings_sender", senders, roles),
        ("agency.csv, area_code", areas, [agency.area_code for agency in province.agencies if agency.area_code]),
        ("obligation.csv, sender", senders, [row.sender for row in province.obligations]),
        ("task.csv, sender", senders, [row.sender for row in province.tasks]),
        ("target.csv, document_no", {item.number for item in province.directives}, [row.document_no for row in province.targets]),
        ("area_bridge.csv", areas, [code for row in province.bridges for code in (row.new_area_code, row.former_district_code)]),
        ("commune_successor.csv", areas, [code for row in province.successors for code in (row.former_area_code, row.new_area_code)]),
    )
    for place, known, codes in named:
        unknown = next((code for code in codes if code not in known), None)
        if unknown is not None:
            raise ConfigError("{}, {}: mã {} chưa được khai báo.", province.folder, place, unknown)
