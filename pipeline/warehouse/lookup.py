"""The views for people, schema ``tra_cuu``: Vietnamese column names, names joined in, codes in words. Declared in ``tra_cuu/*.yaml``, one
file a view: a column's label is what a spreadsheet says above it, and without marks its name.

They stand in the readers' file alone, over what was published; SQL that clients of DuckDB 1.2 understand.
"""

import re
from functools import cached_property, lru_cache
from pathlib import Path

import duckdb

from pipeline.config.form import UNITS, read
from pipeline.config.form_field import Data
from pipeline.config.yaml_file import read_model
from pipeline.system.folding import bare

SCHEMA = "tra_cuu"
FOLDER = Path(__file__).parent / SCHEMA
_EACH, _FIGURE = "{figures}", "{figure}"


class View(Data):
    """One view. ``about``: what it is and its grain; ``key``: the columns that no two rows share, by which they are in order;
    ``columns``: label → SQL over ``source``."""

    about: str
    key: tuple[str, ...]
    source: str
    where: str = "true"
    columns: dict[str, str]

    @cached_property
    def labelled(self) -> dict[str, tuple[str, str]]:
        """Name → label and SQL, the figures of biểu 2 in the place of ``{figures}``."""
        found = {}
        for label, sql in self.columns.items():
            each = _figures().items() if _EACH in label else [("", ("", ""))]
            for column, (short, meaning) in each:
                name = name_of(label.replace(_EACH, short))
                found[name] = label.replace(_EACH, meaning), sql.replace(_FIGURE, column)
        return found

    @property
    def tables(self) -> set[str]:
        """The marts that it reads."""
        return set(re.findall(r"\bmart\.(\w+)", self.source))

    @property
    def select(self) -> str:
        columns = ",\n  ".join(f"{sql} as {name}" for name, (_, sql) in self.labelled.items())
        return f"select\n  {columns}\nfrom {self.source}\nwhere {self.where}"


def name_of(label: str) -> str:
    """A label as the name of a column: ``Số thành viên`` is ``so_thanh_vien``."""
    return "_".join("".join(sign if sign.isalnum() else " " for sign in bare(label)).split())


@lru_cache(maxsize=1)
def views() -> dict[str, View]:
    """By name. Raises ConfigError."""
    return {path.stem: read_model(path, View) for path in sorted(FOLDER.glob("*.yaml"))}


def create_views(connection: duckdb.DuckDBPyConnection, database: str) -> None:
    """The views in a database, over its schema ``mart``, with what is said of them; none over marts that it does not have."""
    [(before,)] = connection.execute("select current_database()").fetchall()
    marts = connection.execute("select table_name from duckdb_tables() where database_name = ? and schema_name = 'mart'", [database])
    there = {name for (name,) in marts.fetchall()}
    connection.execute(f"create schema {database}.{SCHEMA}; use {database}")  # a view names no database: the file may be called anything
    for name, view in views().items():
        if not view.tables <= there:
            continue
        connection.execute(f"create view {SCHEMA}.{name} as {view.select}")
        connection.execute(f"comment on view {SCHEMA}.{name} is {_literal(view.about)}")
        for column, (label, _) in view.labelled.items():
            connection.execute(f"comment on column {SCHEMA}.{name}.{column} is {_literal(label)}")
    connection.execute(f"use {before}")


def _figures() -> dict[str, tuple[str, str]]:
    """The figures of biểu 2: column of ``mart.fct_unit_year`` → the form's label, and what it means with its unit."""
    form = next(form for form in read()[0] if form.table == UNITS)
    return {column: (field.label, field.mart.vi if field.mart else field.label) for column, field in form.figures.items()}


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
