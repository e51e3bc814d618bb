"""What all blank workbooks say and share, from ``config/workbooks``, validated. No workbook is written here, and no column described."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from pipeline.config.own import own_file, own_words
from pipeline.config.yaml_file import read_model
from pipeline.system.program import PACKAGE

FOLDER = PACKAGE / "config" / "workbooks"


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


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


@lru_cache(maxsize=2)
def guide(lang: str, province: Path | None = None) -> Guide:
    """The words in ``lang`` (vi or en), with those that the province has of its own. Raises ConfigError with one clear line."""
    name = f"guide.{lang}.yaml"
    return read_model(own_file(province, name, FOLDER / name), Guide, own_words(province, name, FOLDER / name))


@lru_cache(maxsize=1)
def layout() -> Layout:
    """Versions, rows and checks. Raises ConfigError with one clear line."""
    return read_model(FOLDER / "layout.yaml", Layout)
