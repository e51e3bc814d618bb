"""A second readers' file, for the public: areas and sectors only, no unit, and no count of fewer than three units to be had from it.

Here: which tables go out, and the file. What of them is hidden is ``public_cells``'s. Derived columns (growth, previous values,
numerators) stay out: each of them is a way back to a hidden cell.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.config import Province
from pipeline.system.errors import HoptacError
from pipeline.warehouse.load import write_table
from pipeline.warehouse.public_cells import Key, PublicCopy, hide
from pipeline.warehouse.public_counts import Counts
from pipeline.warehouse.reader import ReadError, reader
from pipeline.warehouse.readers_file import Comments, comments, describe, readers_file

# An indicator whose protection nobody declared stays in the office.
_DEFINITION = "select * from mart.dim_indicator where protection is not null"
_INDICATOR = f"""
    select reference_year, indicator, area_code, value, figure_status, target, verdict from mart.fct_indicator
    where indicator in (select indicator from ({_DEFINITION}))"""
_CONTRIBUTED = f"""
    select reference_year, indicator, area_code, count(numerator) as units, sum(numerator) as numerator from (
        select * from mart.fct_contribution
        union all by name
        select * replace ($province as area_code) from mart.fct_contribution
    ) where indicator in (select indicator from ({_DEFINITION})) group by all"""
_SECTOR = "select reference_year, area_code, sector, unit_type, units, members, workers, revenue_vnd, profit_vnd from mart.fct_sector"
_SHOWN_FIGURES = """
    select reference_year, indicator, area_code, value, is_suppressed from mart.fct_indicator
    where indicator in $codes and (is_suppressed or value is not null and indicator not in $shares) order by all"""
_SHOWN_SECTORS = "select reference_year, area_code, sector, unit_type, units, is_suppressed from mart.fct_sector order by all"
_EARLIER_SAID = "Số đơn vị mà các bản trước đã cho thấy, của những năm bản này không có. Một dòng cho mỗi con số."
_SHOWN_EARLIER = "select reference_year, parts, units from earlier.shown order by all"
_EARLIER: dict[str, pl.DataType | type[pl.DataType]] = {"reference_year": pl.Int32, "parts": pl.List(pl.String), "units": pl.Int64}
"""Of years that this copy leaves out, what a copy before it showed: the key's parts but the year, and ``units``, null where hidden."""
HIDDEN = "Ô được che: dưới 3 đơn vị, hoặc để không suy ra ô khác"
SUCCESSIVE = (
    "Ô đã che ở bản công bố trước vẫn được che ở bản này. Số liệu đã đính chính thì khi đối chiếu hai bản "
    "có thể biết khoảng của một ô được che hẹp hơn so với khi chỉ xem một bản."
)
"""What a reader, and who publishes, must know: said at both tables."""


class PublicError(HoptacError):
    """The public copy cannot be made; the message says why."""


def years_of(warehouse: Path) -> list[int]:
    """Raises ReadError."""
    with reader(warehouse) as connection:
        return [year for (year,) in connection.execute("select distinct reference_year from mart.fct_indicator order by 1").fetchall()]


def figures_of(warehouse: Path, year: int) -> list[list[tuple[Any, ...]]]:
    """A year's rows of both tables before anything is hidden, but for how far they stand. Raises ReadError."""
    with reader(warehouse) as connection:
        tables = (f"select * exclude (figure_status) from ({_INDICATOR})", _SECTOR)
        return [connection.execute(f"from ({sql}) where reference_year = ? order by all", [year]).fetchall() for sql in tables]


def publish_public(
    warehouse: Path, target: Path, province: Province, previous: Path | None = None, years: Sequence[int] | None = None
) -> PublicCopy:
    """Write the public copy of these years, else of all, whole or not at all. ``previous``: the copy before it, else the one that stands
    at ``target``.

    Raises PublicError, ReadError, OSError.
    """
    if target.resolve() == warehouse.resolve():
        raise PublicError("{}: bản cho công chúng phải là một tệp khác kho số liệu.", target)
    with reader(warehouse) as connection:
        tables = {
            "definition": connection.sql(_DEFINITION).pl(),
            "indicator": connection.sql(_INDICATOR).pl(),
            "sector": connection.sql(_SECTOR).pl(),
            "contributed": connection.sql(_CONTRIBUTED, params={"province": province.code}).pl(),
            "unit": connection.sql("select * from mart.fct_unit_year where in_existence").pl(),
        }
        if years is not None:
            tables = {
                name: frame.filter(pl.col("reference_year").is_in(years)) if "reference_year" in frame.columns else frame
                for name, frame in tables.items()
            }
        areas = connection.sql("select * from mart.dim_area").pl()
        said = comments(connection)
    counts = Counts(tables["definition"].iter_rows(named=True))
    before = read_previous(previous or target, counts) if previous or target.exists() else None
    indicator, sector, made = hide(tables, counts, province, before)
    here = set(tables["indicator"]["reference_year"])
    gone = [(key[0], list(key[1:]), units) for key, units in (before or {}).items() if key[0] not in here]
    earlier = pl.DataFrame(gone, schema=_EARLIER, orient="row")
    shown = {"fct_indicator": indicator, "fct_sector": sector, "dim_area": areas, "dim_indicator": tables["definition"]}
    _write(target, shown, earlier, said)
    return made


def read_previous(path: Path, counts: Counts) -> dict[Key, int | None]:
    """Counts of units that a public copy shows, or, of years that it leaves out, the copies before it; None where they are hidden.

    Raises PublicError where the file is no such copy.
    """
    try:
        with reader(path) as connection:
            is_older = not connection.execute("from duckdb_tables() where schema_name = 'earlier'").fetchall()
            earlier = [] if is_older else connection.execute(_SHOWN_EARLIER).fetchall()
            figures = connection.execute(_SHOWN_FIGURES, {"codes": counts.codes, "shares": sorted(counts.shares)}).fetchall()
            rows = [figures, connection.execute(_SHOWN_SECTORS).fetchall()]
    except ReadError as error:
        raise PublicError("{}: không phải bản cho công chúng đã công bố trước đó; hãy kiểm tra --previous và --out.", path) from error
    left_out = {(year, *parts): units for year, parts, units in earlier}
    return left_out | {tuple(key): None if is_hidden else round(value) for found in rows for *key, value, is_hidden in found}


def _write(target: Path, tables: dict[str, pl.DataFrame], earlier: pl.DataFrame, said: Comments) -> None:
    about = {(name, column): text for (name, column), text in said.items() if name in tables and column in (None, *tables[name].columns)}
    with readers_file(target) as connection:
        connection.execute("create schema readers.mart; create schema readers.earlier")
        write_table(connection, "readers.earlier.shown", earlier)
        connection.execute(f"comment on table readers.earlier.shown is '{_EARLIER_SAID}'")
        for name, frame in tables.items():
            write_table(connection, f"readers.mart.{name}", frame)
            if "is_suppressed" in frame.columns:
                about |= {(name, "is_suppressed"): HIDDEN, (name, None): " ".join(filter(None, (about.get((name, None)), SUCCESSIVE)))}
        describe(connection, about)
