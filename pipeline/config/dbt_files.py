"""What dbt's project takes over from the forms: a macro file, the staging models, the sources, the columns of the marts that carry fields.

dbt's parser can read no YAML but its own, and a mart's contract must name its columns; so all are written, kept under version control and
compared whenever the settings are loaded. ``make declarations`` writes them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from pipeline.config.dbt_macros import carried, macros, parts, sql_type
from pipeline.config.form import Form
from pipeline.system.errors import ConfigError
from pipeline.system.program import DBT_PROJECT, SUITES

PAIRS = SUITES / "chk_unit_report.json"  # the rules that hold a part against its whole
MARTS = "models/marts/marts.yml"
SOURCES = "models/sources.yml"


def files(forms: Sequence[Form], project: Path = DBT_PROJECT) -> dict[Path, str]:
    """The files as they must be, by path. Raises ConfigError where a declared column has the name of one that the mart has of its own."""
    marts = (project / MARTS).read_text(encoding="utf-8")
    for form in forms:
        if form.mart:
            marts = _with_block(marts, form.table, _columns(form, marts), project / MARTS)
    landing = "".join(f"      - {{name: {form.table}, description: {_quoted(form.description.en + '.')}}}\n" for form in forms)
    sources = (project / SOURCES).read_text(encoding="utf-8")
    staging = {f"models/staging/stg_{form.table}.sql": _staging(form) for form in forms}
    told = "".join(f"  - name: stg_{form.table}\n    description: {_quoted(_counted(form))}\n{_grain(form)}" for form in forms)
    return {
        project / path: content
        for path, content in {
            "macros/forms.sql": macros(forms),
            "models/staging/staging.yml": f"# Written by make declarations from pipeline/config/forms.\nversion: 2\nmodels:\n{told}",
            SOURCES: _with_block(sources, "forms", landing, project / SOURCES),
            MARTS: marts,
            **staging,
        }.items()
    }


def check(forms: Sequence[Form], project: Path = DBT_PROJECT) -> None:
    """Raises ConfigError where a file is not as the forms declare it, and where no rule holds a declared part against its whole."""
    for path, wanted in files(forms, project).items():
        found = path.read_text(encoding="utf-8") if path.is_file() else ""
        if found != wanted:
            lack = _difference(found, wanted)
            raise ConfigError("{}: chưa theo kịp khai báo ở pipeline/config/forms ({}); hãy chạy make declarations.", path, lack)

    held = [_pair(rule["kwargs"]) for rule in json.loads(PAIRS.read_text(encoding="utf-8"))["expectations"]]
    for part, whole in parts(forms):
        if (whole, part) not in held:
            raise ConfigError("{}: at_most của {} chưa có quy tắc so với {}; hãy thêm một kỳ vọng về cặp cột này.", PAIRS, part, whole)


def _pair(rule: dict[str, object]) -> tuple[object, object]:
    return rule.get("column_A"), rule.get("column_B")


def _difference(found: str, wanted: str) -> str:
    """What a file lacks or has too much: names where a name tells it, else a line."""
    for split in (re.compile(r"\w+").findall, str.splitlines):
        for said, one, other in (("thiếu", wanted, found), ("thừa", found, wanted)):
            there = set(split(other))
            if names := [part.strip() for part in dict.fromkeys(split(one)) if part not in there]:
                return f"{said}: {', '.join(names[:5])}"
    return "khác thứ tự"


def _staging(form: Form) -> str:
    linked = ", is_linked=true" if form.lists_units else ""
    return f"-- {form.description.en}: the rows that count.\n{{{{ staged_rows('{form.table}'{linked}) }}}}\n"


def _counted(form: Form) -> str:
    grain = "One row per row of the sheet and item." if form.items else "One row per row of the sheet."
    return f"{form.description.vi}: các dòng được tính. / {form.description.en}: the rows that count. {grain}"


def _grain(form: Form) -> str:
    """Items of biểu 1 may stand side by side; of every other form a row is one thing."""
    columns = "submission_id, sheet, row, item" if form.items else "submission_id, sheet, row"
    return f"    data_tests: [unique_key: {{arguments: {{columns: [{columns}]}}}}]\n"


def _columns(form: Form, marts: str) -> str:
    """The columns of a form's mart that it declares, as YAML."""
    own = _without_block(marts.partition(f"  - name: {form.mart}\n")[2].partition("\n  - name: ")[0], form.table)
    if twice := next((column for column, *_ in carried(form) if f"      - name: {column}\n" in own), None):
        field = twice.removesuffix("_vnd")
        raise ConfigError("{}.yaml, trường {}: {} đã có cột riêng tên {}; hãy đặt tên khác.", form.table, field, form.mart, twice)
    return "".join(
        f"      - name: {column}\n        data_type: {sql_type(field)}\n        description: {_quoted(meaning.vi)}\n"
        f"        config: {{meta: {{en: {_quoted(meaning.en)}}}}}\n"
        for column, field, meaning in carried(form)
    )


def _marks(name: str) -> tuple[str, str]:
    return f"      # {name}: written by make declarations\n", f"      # {name}: end\n"


def _without_block(said: str, name: str) -> str:
    begin, end = _marks(name)
    return said.partition(begin)[0] + said.partition(end)[2]


def _with_block(said: str, name: str, block: str, path: Path) -> str:
    """A file's text with a new block between the two marks."""
    begin, end = _marks(name)
    before, _, rest = said.partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise ConfigError("{}: thiếu hai dòng “{}” và “{}”.", path, begin.strip(), end.strip())
    return before + begin + block + end + after


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
