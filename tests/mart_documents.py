"""The dictionary of the marts and the catalogue of rules as Markdown, from a published warehouse.

What is said of a table, a column or a rule stands in the warehouse; nothing is added here.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

from pipeline.system.files import write_whole
from pipeline.warehouse.reader import reader

_COLUMNS = """
    select t.schema_name || '.' || t.table_name, t.comment, c.column_name, lower(c.data_type), c.comment
    from (
        select schema_name, table_name, comment from duckdb_tables()
        union all select schema_name, view_name, comment from duckdb_views() where not internal
    ) as t
    join duckdb_columns() as c using (schema_name, table_name)
    where t.schema_name in ('mart', 'tra_cuu')
    order by t.schema_name, t.table_name, c.column_index"""

_RULES = """
    select rule, highest_severity, nature, message, remedy, coalesce(bounds, ''), coalesce(tolerance, ''), source_file
    from mart.dim_rule order by rule"""

_MADE = "<!-- Made from the warehouse by `make docs`; not to be edited. -->\n"


def dictionary(warehouse: Path) -> str:
    """Every mart and every view for people with its columns. Raises ReadError."""
    with reader(warehouse) as connection:
        rows = connection.execute(_COLUMNS).fetchall()
    lines, table = [_MADE, "# Từ điển dữ liệu", ""], None
    for name, about, *column in rows:
        if name != table:
            lines += ["", f"## `{name}`", "", _cell(about), "", "| cột | kiểu | là |", "|---|---|---|"]
            table = name
        lines.append(_row([f"`{column[0]}`", column[1], column[2]]))
    return "\n".join(lines) + "\n"


def rule_catalogue(warehouse: Path) -> str:
    """Every rule: what it says, what it asks, its bounds and why, the file to change them in. Raises ReadError."""
    with reader(warehouse) as connection:
        rows = connection.execute(_RULES).fetchall()
    heads = ["mã", "mức cao nhất", "bản chất", "nói gì", "cách sửa", "dung sai", "vì sao", "tệp trong `expectations/`"]
    return "\n".join([_MADE, "# Quy tắc kiểm tra", "", _row(heads), "|---" * len(heads) + "|", *map(_row, rows)]) + "\n"


def _row(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: object) -> str:
    return " ".join(str(text if text is not None else "").replace("|", "\\|").split())


def write_documents(warehouse: Path, folder: Path) -> None:
    """``dictionary.md`` and ``rules.md``. Raises ReadError, OSError."""
    write_whole(folder / "dictionary.md", dictionary(warehouse).encode())
    write_whole(folder / "rules.md", rule_catalogue(warehouse).encode())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("warehouse", type=Path)
    parser.add_argument("folder", type=Path)
    write_documents(**vars(parser.parse_args()))
