"""The forms as data: ``pipeline/config/forms/*.yaml`` validated, and the indexes that the reader looks headers and words up in.

Not here: finding a form's table in a sheet (``table``), reading its cells (``values``).
"""

from __future__ import annotations

import hashlib
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

import pydantic
import yaml

from pipeline.intake.text import words
from pipeline.intake.vocabulary import Data, Words
from pipeline.system.errors import ConfigError

FOLDER = Path(__file__).resolve().parents[1] / "config" / "forms"
ORDINAL = "ordinal"  # the STT column: never data, but it tells group rows
_ORDINAL_HEADERS = ("STT", "TT", "số TT", "số thứ tự", "thứ tự")

FieldType = Literal["text", "code", "word", "date", "count", "number", "money", "task"]


class Field(Data):
    """A column of a form. ``filled``: a row without it is a finding; ``minor``: a missing column is a warning, not an error.
    ``merged_down``: a cell merged over several rows, or a ditto mark, says the same of each (which of figures, names and codes it
    does not)."""

    label: str
    type: FieldType
    headers: tuple[str, ...] = ()
    words: str | None = None
    filled: bool = False
    minor: bool = False
    merged_down: bool = False
    digits: int | None = None


class Item(Data):
    """A row of biểu 1."""

    item: str
    label: str
    unit: str
    labels: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        return self.item.partition(".")[0]


class Group(Data):
    """A roman group of biểu 1; ``unit``: what its items count."""

    unit: str
    labels: tuple[str, ...]


class Form(Data):
    """One table that some sender owes. ``sheet``: the biểu's number in an agency_report, None for a form of one table."""

    table: str
    form: Literal["registry_extract", "agency_report", "alliance_members"]
    sheet: int | None = None
    title: str
    about: tuple[str, ...]
    anchors: tuple[str, ...]
    signs: tuple[str, ...]
    fields: dict[str, Field]
    money_unit: str | None = None
    year_headers: tuple[str, ...] = ()
    previous_headers: tuple[str, ...] = ()
    this_headers: tuple[str, ...] = ()
    groups: dict[str, Group] = pydantic.Field(default_factory=dict)
    items: tuple[Item, ...] = ()
    __hash__ = object.__hash__  # what is remembered of a form is remembered of this very one

    @pydantic.model_validator(mode="after")
    def _names_are_known(self) -> Form:
        unknown = {*self.anchors, *self.signs} - self.fields.keys()
        if unknown:
            raise ValueError(f"anchors/signs không phải trường của biểu: {', '.join(sorted(unknown))}")
        return self

    def column_of(self, field: str) -> str:
        """The landing column that a field's values go to."""
        return f"{field}_vnd" if self.fields[field].type == "money" else field


class Forms(Data):
    """All forms and words. ``digest`` changes with any of the files."""

    words: Words
    forms: tuple[Form, ...]
    digest: str
    __hash__ = object.__hash__

    @pydantic.model_validator(mode="after")
    def _words_are_known(self) -> Forms:
        for form in self.forms:
            for name, field in form.fields.items():
                if (field.type == "word") != (field.words is not None) or (field.words and field.words not in self.words.lists):
                    raise ValueError(f"{form.table}.{name}: danh mục từ {field.words!r} không có trong words.yaml")
            self.header_index(form.table)
        return self

    def form(self, table: str) -> Form:
        return next(form for form in self.forms if form.table == table)

    def of(self, form: str) -> tuple[Form, ...]:
        """The tables of a registered form."""
        return tuple(item for item in self.forms if item.form == form)

    @cached_property
    def _year_keys(self) -> dict[str, tuple[frozenset[str], ...]]:
        return {}

    def year_keys(self, form: Form) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """Keys of biểu 1's headers of figures: those that name a year (without it), “last year”, “this year”."""
        if form.table not in self._year_keys:
            named = (tuple(text.format(year="") for text in form.year_headers), form.previous_headers, form.this_headers)
            self._year_keys[form.table] = tuple(frozenset("".join(words(text)) for text in texts) for texts in named)
        return self._year_keys[form.table]

    @cached_property
    def _indexes(self) -> dict[str, dict[str, str]]:
        return {}

    @cached_property
    def all_headers(self) -> frozenset[str]:
        """Keys of every header of every form, the running number's aside."""
        own = {key for form in self.forms for key, field in self.header_index(form.table).items() if field != ORDINAL}
        return frozenset(own).union(*(keys for form in self.forms if form.year_headers for keys in self.year_keys(form)[1:]))

    def is_label(self, table: str, field: str, keys: tuple[str, ...]) -> bool:
        """Whether one of the keys is the header that the form itself prints over a field."""
        spec = self.form(table).fields.get(field)
        return spec is not None and any(key in keys for key in self.words.keys(spec.label))

    def header_index(self, table: str) -> dict[str, str]:
        """Key of a header → field. Raises ValueError where two fields of a form claim the same header."""
        if table not in self._indexes:
            index: dict[str, str] = {}
            fields = self.form(table).fields
            named = {name: (field.label, *field.headers) for name, field in fields.items()} | {ORDINAL: _ORDINAL_HEADERS}
            for name, headers in named.items():
                for header in headers:
                    for key in self.words.keys(header):
                        if index.setdefault(key, name) != name:
                            raise ValueError(f"{table}: tiêu đề “{header}” dùng cho cả {index[key]} và {name}")
            self._indexes[table] = index
        return self._indexes[table]


@lru_cache(maxsize=4)
def load(folder: Path = FOLDER) -> Forms:
    """Read and validate the forms. Raises ConfigError with one clear line."""
    whole = hashlib.sha256()
    data: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            content = path.read_bytes()
            whole.update(path.name.encode() + content)
            data[path.stem] = yaml.load(content, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        except (OSError, yaml.YAMLError) as error:
            raise ConfigError(f"{path}: không đọc được định nghĩa biểu mẫu ({error})") from error
    if "words" not in data or len(data) < 2:
        raise ConfigError(f"{folder}: thiếu words.yaml hoặc các biểu mẫu; hãy lấy lại thư mục đầy đủ.")
    vocabulary = data.pop("words")
    try:
        return Forms(words=vocabulary, forms=tuple(data.values()), digest=whole.hexdigest())
    except pydantic.ValidationError as error:
        first = error.errors()[0]
        raise ConfigError(f"{folder}, mục {'.'.join(str(part) for part in first['loc'])}: {first['msg']}") from error
