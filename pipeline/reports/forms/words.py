"""What all blank workbooks say and share, from ``config/workbooks``, validated. No workbook is written here, and no column described."""

from datetime import date
from functools import lru_cache
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.system.errors import ConfigError
from pipeline.system.program import PACKAGE

FOLDER = PACKAGE / "config" / "workbooks"


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


_DataT = TypeVar("_DataT", bound=_Data)


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
    blank_example: str
    errors: dict[str, str]
    hints: dict[str, str]
    footer: str
    exists: str
    cannot_write: str


class Check(_Data):
    """What a field of that check holds: its ``digits``, else so many characters, or a number from 0 to ``most``. One not firm only asks."""

    length: int | None = None
    most: int | None = None
    is_firm: bool = False


class Layout(_Data):
    """``item_limit``: of biểu 1's money, in its unit."""

    versions: dict[str, int]
    money_unit: str
    ruled_rows: int
    guarded_rows: int
    earliest: date
    item_limit: int
    checks: dict[str, Check]


def _read(name: str, model: type[_DataT]) -> _DataT:
    path = FOLDER / name
    try:
        return model(**yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, yaml.YAMLError, TypeError) as error:
        raise ConfigError("{}: không đọc được ({})", path, error) from error
    except ValidationError as error:
        first = error.errors()[0]
        raise ConfigError("{}, mục {}: {}", path, ".".join(str(part) for part in first["loc"]), first["msg"]) from error


@lru_cache(maxsize=2)
def guide(lang: str) -> Guide:
    """The words in ``lang`` (vi or en). Raises ConfigError with one clear line."""
    return _read(f"guide.{lang}.yaml", Guide)


@lru_cache(maxsize=1)
def layout() -> Layout:
    """Versions, rows and checks. Raises ConfigError with one clear line."""
    return _read("layout.yaml", Layout)
