"""What a form's YAML declares (``forms/*.yaml``), validated: one file a form, one entry a field (``form_field``).

Not here: reading headers and words (``pipeline.intake.forms``), what dbt's project takes over (``dbt_files``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from gettext import gettext as _
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, ValidationError, model_validator

from pipeline.config.form_field import Column, Data, DeclarationError, FieldType, FormField, PrintedColumn, Said
from pipeline.system.errors import ConfigError

FOLDER = Path(__file__).parent / "forms"
UNITS = "unit_report"
NO_SECTOR = "Chưa báo cáo"  # where tables by sector count the units that tell none
"""The form whose figures are a unit's: biểu 2."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Item(Data):
    """A row of biểu 1. ``says``: as of a field. ``signed``: may be negative."""

    item: str
    label: str
    unit: str
    says: tuple[str, ...] = ()
    signed: bool = False

    @property
    def group(self) -> str:
        return self.item.partition(".")[0]


class Group(Data):
    """A roman group of biểu 1; ``unit``: what its items count."""

    unit: str
    labels: tuple[str, ...]


class Form(Data):
    """One table that some sender owes. ``sheet``: the biểu's number in an agency_report, None for a form of one table.

    ``description``: what a row is; ``lists_units``: identity says which unit each row is; ``mart``: the table that carries the fields
    with a meaning of their own; ``heading``, ``guide``, ``frozen_columns``, ``printed``: of the blank workbook; ``dates``: which days it
    accepts.
    """

    table: str
    form: Literal["registry_extract", "agency_report", "alliance_members"]
    sheet: int | None = None
    title: str
    description: Said
    lists_units: bool = False
    about: tuple[str, ...]
    anchors: tuple[str, ...]
    signs: tuple[str, ...]
    heading: str
    guide: Said
    frozen_columns: int = 0
    dates: Literal["until_year_end", "until_next_year", "in_window"] = "until_year_end"
    printed: dict[str, PrintedColumn] = Field(default_factory=dict)
    mart: str | None = None
    fields: dict[str, FormField]
    money_unit: str | None = None
    has_figures_by_year: bool = False
    groups: dict[str, Group] = Field(default_factory=dict)
    items: tuple[Item, ...] = ()
    __hash__ = object.__hash__  # what is remembered of a form is remembered of this very one

    @model_validator(mode="after")
    def _names_are_known(self) -> Form:
        if unknown := {*self.anchors, *self.signs} - (self.fields.keys() - self.limited.keys()):
            raise DeclarationError("anchors, signs: {} không phải trường có ở mọi năm của biểu", ", ".join(sorted(unknown)))
        for name, field in self.fields.items():
            if not name.isidentifier() or name != name.lower() or name.endswith("_vnd"):
                raise DeclarationError("trường {}: tên chỉ gồm chữ thường không dấu, số và gạch dưới, không kết thúc bằng _vnd", name)
            if field.at_most and not (field.at_most in self.fields and self.fields[field.at_most].is_figure):
                raise DeclarationError("trường {}, mục at_most: {} không phải số liệu của biểu", name, field.at_most)
            if field.mart and not self.mart:
                raise DeclarationError("trường {}, mục mart: biểu không khai báo mart", name)
            if field.is_figure and self.table == UNITS and not field.annex:
                raise DeclarationError("trường {}: số liệu của đơn vị phải có annex (tiêu đề cột ở phụ lục)", name)
        return self

    def column_of(self, field: str) -> str:
        """The landing column that a field's values go to."""
        return f"{field}_vnd" if self.fields[field].type == "money" else field

    @property
    def figures_by_year(self) -> tuple[str, ...]:
        """Biểu 1's fields of figures."""
        return ("previous_value", "value") if self.has_figures_by_year else ()

    @property
    def limited(self) -> dict[str, FormField]:
        """The fields that not every year asks for."""
        return {name: field for name, field in self.fields.items() if (field.from_year, field.to_year) != (None, None)}

    def landing(self) -> dict[str, FieldType]:
        """The landing columns and what they hold, in their order; biểu 1's figures have beside them the step that they were written to
        and the letter of their column, for items may stand side by side."""
        own: dict[str, FieldType] = {self.column_of(name): field.type for name, field in self.fields.items()}
        item: dict[str, FieldType] = {"item": "text"} if self.items else {}
        steps: dict[str, FieldType] = {"value_step": "number", "previous_step": "number"} if self.items else {}
        letters: dict[str, FieldType] = {"value_column": "text", "previous_column": "text"} if self.items else {}
        return item | own | steps | letters

    @property
    def figures(self) -> dict[str, FormField]:
        """The figures that its mart carries, by landing column."""
        return {self.column_of(name): field for name, field in self.fields.items() if field.is_figure}

    def columns(self) -> dict[str, Column]:
        """What the blank workbook prints from left to right."""
        first: dict[str, Column] = {name: column for name, column in self.printed.items() if column.is_first}
        return {**first, **self.fields, **{name: column for name, column in self.printed.items() if not column.is_first}}

    def in_year(self, year: int) -> Form:
        """The form as a reference year asks for it."""
        asked = {name: field for name, field in self.fields.items() if field.is_asked(year)}
        return self if len(asked) == len(self.fields) else self.model_copy(update={"fields": asked})


@lru_cache(maxsize=4)
def read(folder: Path = FOLDER) -> tuple[tuple[Form, ...], Mapping[str, Any], str]:
    """All forms, the words they are read by (not validated), and a digest of the files. Raises ConfigError with one clear line."""
    whole = hashlib.sha256()
    data: dict[Path, Any] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            content = path.read_bytes()
            whole.update(path.name.encode() + content)
            data[path] = yaml.load(content, Loader=_LOADER)
        except (OSError, yaml.YAMLError) as error:
            raise ConfigError("{}: không đọc được định nghĩa biểu mẫu ({})", path, " ".join(str(error).split())) from error
    words = data.pop(folder / "words.yaml", None)
    if words is None or not data:
        raise ConfigError("{}: thiếu words.yaml hoặc các biểu mẫu; hãy lấy lại thư mục đầy đủ.", folder)
    return tuple(_form(path, content) for path, content in data.items()), words, whole.hexdigest()


def units_form(year: int) -> Form:
    """Biểu 2 as a reference year asks for it."""
    return next(form for form in read()[0] if form.table == UNITS).in_year(year)


def unit_figures() -> dict[str, str]:
    """The figures of biểu 2: field → landing column."""
    form = next(form for form in read()[0] if form.table == UNITS)
    return {column.removesuffix("_vnd"): column for column in form.figures}


def field_name(name: str, lang: str) -> str | None:
    """What people call a field, biểu 2's first: the form's heading, in English what its mart says. None where no form has it."""
    forms = sorted(read()[0], key=lambda form: form.table != UNITS)
    field = next((form.fields[name] for form in forms if name in form.fields), None)
    if field is None:
        return None
    return field.mart.en if lang == "en" and field.mart else field.label


def _form(path: Path, content: Any) -> Form:
    try:
        return Form.model_validate(content)
    except ValidationError as error:
        raise ConfigError("{}{}", path, fault(error)) from error


def fault(error: ValidationError) -> str:
    """The first thing wrong, as the rest of a line that begins with the file."""
    first = error.errors()[0]
    where = [str(part) for part in first["loc"]]
    parts = [_("trường {}").format(where[1]), *where[2:]] if where[:1] == ["fields"] and len(where) > 1 else where
    said = {"missing": _("chưa khai báo"), "extra_forbidden": _("không có mục nào tên như vậy")}.get(first["type"])
    own = first.get("ctx", {}).get("error")
    return f"{''.join(', ' + part for part in parts)}: {said or own or first['msg']}."
