"""What dbt's project takes over from the forms: a macro file and the columns of the marts that carry fields of a form.

dbt's parser can read no YAML but its own, and a mart's contract must name its columns; so both are written, kept under version control and
compared whenever the settings are loaded. ``make declarations`` writes them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.config.form import UNITS, Form, FormField, Said
from pipeline.system.errors import ConfigError

PROJECT = Path(__file__).resolve().parents[2] / "dbt_project"
MACROS = Path("macros/forms.sql")
MARTS = Path("models/marts/marts.yml")
_SQL_TYPES = {"count": "bigint", "money": "bigint", "number": "double", "date": "date"}
_HEAD = "{# Written by `make declarations` from pipeline/config/forms. A column is declared there, not here. #}"


def files(forms: Sequence[Form], project: Path = PROJECT) -> dict[Path, str]:
    """The files as they must be, by path. Raises ConfigError where a declared column has the name of one that the mart has of its own."""
    marts = project / MARTS
    said = marts.read_text(encoding="utf-8")
    for form in forms:
        if form.mart:
            said = _with_block(said, form, marts)
    return {project / MACROS: _macros(forms), marts: said}


def check(forms: Sequence[Form], project: Path = PROJECT) -> None:
    """Raises ConfigError where a file is not as the forms declare it."""
    for path, wanted in files(forms, project).items():
        found = path.read_text(encoding="utf-8") if path.is_file() else ""
        if found != wanted:
            raise ConfigError(
                "{}: chưa theo kịp khai báo ở pipeline/config/forms ({}); hãy chạy make declarations.", path, _difference(found, wanted)
            )


def _difference(found: str, wanted: str) -> str:
    """The first line that one of them lacks."""
    lines, others = set(found.splitlines()), set(wanted.splitlines())
    lacking = next((line for line in wanted.splitlines() if line not in lines), None)
    line = lacking or next((line for line in found.splitlines() if line not in others), "thứ tự các dòng")
    return f"{'thiếu' if lacking else 'thừa'}: {line.strip()}"


def _macros(forms: Sequence[Form]) -> str:
    columns = {form.table: list(form.landing()) for form in forms}
    owed = {form.table: [form.column_of(name) for name, field in form.fields.items() if field.always_owed] for form in forms}
    carried = {form.table: {column: _type(field) for column, field, _ in _carried(form)} for form in forms if form.mart}
    units = next(form for form in forms if form.table == UNITS)
    pairs = [(column, units.column_of(field.at_most)) for column, field in units.figures.items() if field.at_most]
    years = {
        form.table: {form.column_of(name): [field.from_year or 0, field.to_year or 9999] for name, field in form.limited.items()}
        for form in forms
    }
    return "\n".join(
        [
            _HEAD,
            "",
            "{# A form's columns in its landing table, in the form's order. #}",
            _table("landing_columns", columns),
            "",
            "{# Column → type of what a form's mart carries of it under the form's own names. #}",
            _table("mart_columns", carried),
            "",
            "{# The columns that nobody may leave blank; of biểu 2 not even a unit that stands still. #}",
            _table("always_owed", {table: names for table, names in owed.items() if names}),
            "",
            "{# The figures of biểu 2, in the order of the form. One name, one meaning, everywhere. #}",
            _list("unit_figures", list(units.figures)),
            "",
            "{# Figures of biểu 2 of which one is no larger than the other. #}",
            _list("part_figures", pairs),
            "",
            "{# Figures of biểu 2 that may be negative. #}",
            _list("signed_figures", [column for column, field in units.figures.items() if field.signed]),
            "",
            "{# Columns that not every year asks for: the first year and the last. #}",
            _table("years_asked", years),
            "",
        ]
    )


def _table(name: str, rows: Mapping[str, object]) -> str:
    lines = "".join(f"    '{table}': {_literal(value)},\n" for table, value in rows.items())
    return f"{{% macro {name}(table_name) -%}}\n  {{{{ return({{\n{lines}  }}[table_name]) }}}}\n{{%- endmacro %}}"


def _list(name: str, value: object) -> str:
    return f"{{% macro {name}() -%}}\n  {{{{ return({_literal(value)}) }}}}\n{{%- endmacro %}}"


def _literal(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).replace('"', "'")


def _carried(form: Form) -> list[tuple[str, FormField, Said]]:
    """The mart's columns with what they mean."""
    return [(form.column_of(name), field, field.mart) for name, field in form.fields.items() if field.mart]


def _type(field: FormField) -> str:
    return _SQL_TYPES.get(field.type, "varchar")


def _with_block(said: str, form: Form, path: Path) -> str:
    """The marts' YAML with the form's columns between its two marks."""
    begin, end = f"      # {form.table}: written by make declarations\n", f"      # {form.table}: end\n"
    before, _, rest = said.partition(begin)
    _, found, after = rest.partition(end)
    if not found or f"  - name: {form.mart}\n" not in before:
        raise ConfigError("{}: thiếu hai dòng “{}” và “{}” trong các cột của {}.", path, begin.strip(), end.strip(), form.mart)
    own = before.rpartition(f"  - name: {form.mart}\n")[2] + after.partition("\n  - name: ")[0]
    if twice := next((column for column, *_ in _carried(form) if f"      - name: {column}\n" in own), None):
        field = twice.removesuffix("_vnd")
        raise ConfigError("{}.yaml, trường {}: {} đã có cột riêng tên {}; hãy đặt tên khác.", form.table, field, form.mart, twice)
    block = "".join(
        f"      - name: {column}\n        data_type: {_type(field)}\n        description: {_quoted(meaning.vi)}\n"
        f"        config: {{meta: {{en: {_quoted(meaning.en)}}}}}\n"
        for column, field, meaning in _carried(form)
    )
    return before + begin + block + end + after


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
