"""What the blank workbooks say and how wide their columns are, from ``config/workbooks``, validated. No workbook is written here."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.system.errors import ConfigError

FOLDER = Path(__file__).resolve().parents[2] / "config" / "workbooks"


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FieldGuide(_Data):
    """How one column is filled in, with an example of what a clerk would type."""

    how: str
    example: str


class TableGuide(_Data):
    title: str
    about: str
    fields: dict[str, FieldGuide]


class Section(_Data):
    """``own_lines`` instead of ``lines`` for the office that all others send to."""

    title: str
    lines: tuple[str, ...]
    own_lines: tuple[str, ...] = ()


class Guide(_Data):
    """All words of the workbooks in one language. ``{…}`` in them are filled in where they are written."""

    guide_sheet: str
    guide_title: str
    forms: dict[str, str]
    office: str
    money_unit: str
    stamp: str
    as_of: dict[str, str]
    sections: dict[str, Section]
    money: dict[str, str]
    moment: str
    sheet_words: dict[str, str]
    column_heads: tuple[str, str, str]
    choices: str
    commune_choices: str
    optional_task: str
    lead_task: str
    role_header: str
    tables: dict[str, TableGuide]
    errors: dict[str, str]
    hints: dict[str, str]
    footer: str
    exists: str
    cannot_write: str


class TableLayout(_Data):
    """``dates``: which days the table's date columns accept. ``choices``: a shorter list than the field's own."""

    frozen_columns: int
    widths: dict[str, float]
    dates: Literal["until_year_end", "until_next_year", "in_window"] = "until_year_end"
    choices: dict[str, tuple[str, ...]] = {}


class Layout(_Data):
    """``money_limits`` are in the form's own unit of money."""

    versions: dict[str, int]
    money_unit: str
    ruled_rows: int
    guarded_rows: int
    earliest: date
    money_limits: dict[str, int]
    tables: dict[str, TableLayout]


def _read(name: str, model: type[BaseModel]) -> BaseModel:
    path = FOLDER / name
    try:
        return model(**yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, TypeError) as error:
        raise ConfigError(f"{path}: không đọc được ({error})") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigError(f"{path}, mục {'.'.join(str(part) for part in first['loc'])}: {first['msg']}") from error


@lru_cache(maxsize=2)
def guide(lang: str) -> Guide:
    """The words in ``lang`` (vi or en). Raises ConfigError with one clear line."""
    return _read(f"guide.{lang}.yaml", Guide)


@lru_cache(maxsize=1)
def layout() -> Layout:
    """Widths, limits and versions. Raises ConfigError with one clear line."""
    return _read("layout.yaml", Layout)
