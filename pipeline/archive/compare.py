"""What two releases, or a release and the warehouse of today, say differently, figure by figure, and which documents brought it.

A document brought a change where it is known to the later release and not to the earlier one, and the figure rests on it: by
its form, by the area of its sender, by its year. Where no document did (a setting, a decision on who is who, the program), none is named.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.archive.release_store import Release, ReleaseError, read_release
from pipeline.settings import Settings
from pipeline.warehouse.load import REVISION
from pipeline.warehouse.reader import ReadError, reader

CHANGE = {name: kind for name, kind in REVISION.items() if name != "is_first_to_last"}
"""One row a figure and pair of releases."""

# What an indicator rests on, by the columns of mart.dim_indicator; a release of an older program does not say, and any form may matter.
_FORMS = {"rests_on_registry": "registry_extract", "rests_on_report": "agency_report", "rests_on_alliance": "alliance_members"}
_DEFINED = "select column_name from information_schema.columns where table_schema = 'mart' and table_name = 'dim_indicator'"
_DEFINITIONS = f"select indicator, {', '.join(_FORMS)} from mart.dim_indicator"
_FIGURES = "select indicator, area_code, value from mart.fct_indicator where reference_year = ?"
_DOCUMENTS = """
    select s.path, s.sha256, s.sender, s.form, s.reference_year, s.document_no, a.area_code, s.received_at
    from mart.fct_submission as s
    left join (select sender, any_value(area_code) as area_code from mart.dim_agency group by sender) as a using (sender)
    where s.path is not null order by s.received_at, s.sender, s.form, s.version"""
_CORRECTIONS = """
    select c.path, c.sheet, c."column" || c.row as cell, c.value, c.sender, c.reference_year, c.signed_by, s.form, a.area_code
    from mart.fct_correction as c
    left join (select path, any_value(form) as form from mart.fct_submission group by path) as s using (path)
    left join (select sender, any_value(area_code) as area_code from mart.dim_agency group by sender) as a using (sender)
    where c.is_applied order by c.register_row"""


NOW = "now"


@dataclass(frozen=True)
class Present:
    """A year as the published warehouse has it now; its ``number`` is no release's."""

    warehouse: Path
    year: int
    number: int = 0


State = Release | Present


def states(settings: Settings, earlier: str, later: str) -> tuple[State, State]:
    """The two that these words mean: a release (``2018/1``, or its folder), a year of today's warehouse, ``now`` (the year of the other).

    Raises ReleaseError.
    """
    found = [_state(settings, word) for word in (earlier, later)]
    year = next((state.year for state in found if state is not None), None)
    if year is None:
        raise ReleaseError("Cần ít nhất một bản phát hành (2018/1) hoặc một năm (2019) để so sánh.")
    one, other = (state or Present(settings.warehouse, year) for state in found)
    return one, other


def _state(settings: Settings, word: str) -> State | None:
    if word == NOW:
        return None
    if word.isdecimal():
        return Present(settings.warehouse, int(word))
    shelved = settings.releases / word
    return read_release(shelved if shelved.is_dir() else Path(word))


def compare(earlier: State, later: State, province_code: str) -> pl.DataFrame:
    """Every figure that either has (``CHANGE``), in the order of indicator and area; of two years the later's. Raises ReleaseError."""
    before, after = (
        _read(state.warehouse, _FIGURES, [state.year]).with_columns(reference_year=pl.lit(later.year)) for state in (earlier, later)
    )
    keys = ["reference_year", "indicator", "area_code"]
    joined = before.join(after, on=keys, how="full", coalesce=True, suffix="_later").sort(keys)
    brought, forms = _brought(earlier, later), _forms_of(earlier) | _forms_of(later)
    rows = []
    for row in joined.iter_rows(named=True):
        first, last = row["value"], row["value_later"]
        changed = first != last
        named = [text for text, source in brought if _rests_on(row, forms, source, province_code)] if changed else []
        rows.append(
            {
                **{key: row[key] for key in keys},
                "earlier_release": earlier.number,
                "later_release": later.number,
                "earlier_value": first,
                "later_value": last,
                "difference": None if first is None or last is None else last - first,
                "is_changed": changed,
                "documents": "; ".join(named) or None,
            }
        )
    return pl.DataFrame(rows, schema=CHANGE)


def _brought(earlier: State, later: State) -> list[tuple[str, Mapping[str, object]]]:
    """What the later release knows and the earlier did not, as a person names it."""
    found: list[tuple[str, Mapping[str, object]]] = []
    for sql, name in ((_DOCUMENTS, _document), (_CORRECTIONS, _correction)):
        before, after = _read(earlier.warehouse, sql), _read(later.warehouse, sql)
        known = set(map(repr, before.iter_rows()))
        found += [
            (name(row), row) for row, cells in zip(after.iter_rows(named=True), after.iter_rows(), strict=True) if repr(cells) not in known
        ]
    return found


def _document(row: Mapping[str, object]) -> str:
    return f"{row['document_no'] or 'không số'} ({row['path']})"


def _correction(row: Mapping[str, object]) -> str:
    place = " › ".join(str(part) for part in (row["path"], row["sheet"], row["cell"]) if part)
    return f"Liên minh đính chính {place} = {row['value'] or '–'} ({row['signed_by']})"


def _forms_of(release: State) -> dict[str, set[str]]:
    """Which forms each indicator rests on; nothing where the release does not say."""
    if not {"indicator", *_FORMS} <= set(_read(release.warehouse, _DEFINED)["column_name"]):
        return {}
    rows = _read(release.warehouse, _DEFINITIONS).iter_rows(named=True)
    return {row["indicator"]: {form for column, form in _FORMS.items() if row[column]} for row in rows}


def _rests_on(figure: Mapping[str, Any], forms: Mapping[str, set[str]], source: Mapping[str, Any], province_code: str) -> bool:
    if source["form"] not in forms.get(str(figure["indicator"]), _FORMS.values()):
        return False
    if source["form"] != "agency_report":  # dates of registration and membership are taken from the newest list
        return bool(source["reference_year"] >= figure["reference_year"])
    if source["reference_year"] != figure["reference_year"]:
        return False
    return figure["area_code"] == province_code or source["area_code"] in (None, province_code, figure["area_code"])


def named(changes: pl.DataFrame, later: State, areas: Mapping[str, str], lang: str) -> pl.DataFrame:
    """Changes with the name and the unit of each indicator, and the area's, in the order of the forms. What the later state no longer
    defines has its code for a name and no unit."""
    name = "indicator_name_en" if lang == "en" else "indicator_name"
    defined = _read(later.warehouse, f"select indicator, {name} as indicator_name, unit_of_measure, sort_order from mart.dim_indicator")
    return (
        changes.join(defined, on="indicator", how="left")
        .with_columns(
            pl.col("indicator_name").fill_null(pl.col("indicator")),
            pl.col("unit_of_measure").fill_null(""),
            area_name=pl.col("area_code").replace(areas),
        )
        .sort("sort_order", "area_code", nulls_last=True)
        .drop("sort_order")
    )


def _read(warehouse: Path, sql: str, parameters: list[object] | None = None) -> pl.DataFrame:
    try:
        with reader(warehouse) as connection:
            frame: pl.DataFrame = connection.sql(sql, params=parameters or None).pl()
            return frame
    except ReadError as error:
        raise ReleaseError("{}: không đọc được kho số liệu của bản phát hành.", warehouse) from error
