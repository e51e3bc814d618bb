"""The macro file that dbt's project takes over from the forms: which columns, figures and years there are. Text only."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from pipeline.config.form import NO_SECTOR, UNITS, Form
from pipeline.config.form_field import FormField, Said

_HEAD = "{# Written by `make declarations` from pipeline/config/forms. A column is declared there, not here. #}"
_SQL_TYPES = {"count": "bigint", "money": "bigint", "number": "double", "date": "date"}


def sql_type(field: FormField) -> str:
    return _SQL_TYPES.get(field.type, "varchar")


def carried(form: Form) -> list[tuple[str, FormField, Said]]:
    """The columns of its mart that a form gives, with what they mean."""
    return [(form.column_of(name), field, field.mart) for name, field in form.fields.items() if field.mart]


def parts(forms: Sequence[Form]) -> list[tuple[str, str]]:
    """The figures of biểu 2 that are no larger than another, with that other."""
    units = next(form for form in forms if form.table == UNITS)
    return [(column, units.column_of(field.at_most)) for column, field in units.figures.items() if field.at_most]


def macros(forms: Sequence[Form]) -> str:
    owed = {form.table: [form.column_of(name) for name, field in form.fields.items() if field.always_owed] for form in forms}
    years = {
        form.table: {form.column_of(name): [field.from_year or 0, field.to_year or 9999] for name, field in form.limited.items()}
        for form in forms
    }
    units = next(form for form in forms if form.table == UNITS)
    marts = {form.table: {column: sql_type(field) for column, field, _ in carried(form)} for form in forms if form.mart}
    said = (
        "A form's columns in its landing table, in the form's order.",
        _table("landing_columns", {form.table: list(form.landing()) for form in forms}),
        "Column → type of what a form's mart carries of it under the form's own names.",
        _table("mart_columns", marts),
        "The columns that nobody may leave blank; of biểu 2 not even a unit that stands still.",
        _table("always_owed", {table: names for table, names in owed.items() if names}),
        "Columns that not every year asks for: the first year and the last.",
        _table("years_asked", years),
        "The figures of biểu 2, in the order of the form. One name, one meaning, everywhere.",
        _list("unit_figures", list(units.figures)),
        "Figures of biểu 2 of which one is no larger than the other.",
        _list("part_figures", parts(forms)),
        "Figures of biểu 2 that count what happened in the year: last year's says nothing of them.",
        _list("flow_figures", [column for column, field in units.figures.items() if field.is_flow]),
        "Figures of biểu 2 that may be negative.",
        _list("signed_figures", [column for column, field in units.figures.items() if field.signed]),
        "Under what tables by sector count the units that tell none.",
        f"{{% macro sector_of(unit) -%}}coalesce({{{{ unit }}}}.sector, '{NO_SECTOR}'){{%- endmacro %}}",
    )
    text = "\n\n".join(f"{{# {about} #}}\n{macro}" for about, macro in zip(said[::2], said[1::2], strict=True))
    return f"{_HEAD}\n\n{text}\n"


def _table(name: str, rows: Mapping[str, object]) -> str:
    lines = "".join(f"    '{table}': {_literal(value)},\n" for table, value in rows.items())
    return f"{{% macro {name}(table_name) -%}}\n  {{{{ return({{\n{lines}  }}[table_name]) }}}}\n{{%- endmacro %}}"


def _list(name: str, value: object) -> str:
    return f"{{% macro {name}() -%}}{{{{ return({_literal(value)}) }}}}{{%- endmacro %}}"


def _literal(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).replace('"', "'")
