"""The province's figures as they would be if some units' rows were others: the models' own functions of what a unit contributes and of the
verdict, asked about rows with a patch. Nothing is built anew. Not here: which rows would be others (``finding_effects``,
``decision_effects``).
"""

import duckdb

from pipeline.config.form import unit_figures

CHANGE = """create or replace temp table change (
    change_id varchar, unit_key varchar, reference_year integer, from_year integer, patch map(varchar, varchar)
)"""
"""One row a change and unit's year that would be another: with the figures of ``from_year`` (its whole row where the unit has none of the
year), and columns of ``int_unit_year`` put in as text."""
FLAGS = ("is_active", "is_idle", "is_effective", "is_alliance_member", "is_new", "is_dissolved", "in_existence")
"""What a change may say of a unit's year beside the figures of biểu 2."""

_UNITS = """
create or replace temp table changed_unit as
select u.* replace (
    {{'change': c.change_id, 'unit': c.unit_key}} as unit_key,
    c.reference_year as reference_year,
    {patched}
)
from change as c
join intermediate.int_unit_year as u on u.unit_key = c.unit_key and u.reference_year = c.from_year
left join intermediate.int_unit_year as own on own.unit_key = c.unit_key and own.reference_year = c.reference_year
"""
_OTHERWISE = """
insert into changed_unit by name
select o.* exclude (change_id) replace ({{'change': o.change_id, 'unit': o.unit_key}} as unit_key) from ({otherwise}) as o
"""
_PATCHED = "case when map_contains(c.patch, '{0}') then cast(c.patch['{0}'] as {1}) else {2} end as {0}"
_JUDGED = """
create or replace temp table changed_compared as
with touched as (
    select distinct f.change_id, p.reference_year, p.indicator
    from changed_figure as f
    join intermediate.int_indicator_compared as p on p.indicator = f.indicator and p.area_level = 'province'
    left join seed.target as t on t.reference_year = p.reference_year and t.indicator = p.indicator
    where f.reference_year in (p.reference_year, coalesce(t.base_year, p.reference_year - 1))
)
select touched.change_id, p.* replace (
    coalesce(now.value, p.value) as value,
    coalesce(now.numerator, p.exact_numerator) as exact_numerator,
    coalesce(now.denominator, p.exact_denominator) as exact_denominator,
    coalesce(now.units_expected, p.units_expected) as units_expected,
    coalesce(now.units_reported, p.units_reported) as units_reported,
    coalesce(base.value, p.base_value) as base_value,
    coalesce(base.numerator, p.base_numerator) as base_numerator,
    coalesce(base.denominator, p.base_denominator) as base_denominator,
    coalesce(base.units_expected, p.base_units_expected) as base_units_expected,
    coalesce(base.units_reported, p.base_units_reported) as base_units_reported
), coalesce(t.base_year, p.reference_year - 1) as compared_year
from touched
join intermediate.int_indicator_compared as p
    on p.reference_year = touched.reference_year and p.indicator = touched.indicator and p.area_level = 'province'
left join seed.target as t on t.reference_year = p.reference_year and t.indicator = p.indicator
left join changed_figure as now
    on now.change_id = touched.change_id and now.reference_year = touched.reference_year and now.indicator = touched.indicator
left join changed_figure as base
    on base.change_id = touched.change_id and base.reference_year = t.base_year and base.indicator = touched.indicator
"""


def ask(connection: duckdb.DuckDBPyConnection, otherwise: str | None = None) -> None:
    """From the temporary table ``change`` (``CHANGE``), two more: ``changed_figure``, as ``int_figure_otherwise``, and ``changed_verdict``,
    one row a change × report's year × indicator that rests on one of those figures, as ``int_indicator_judged``. ``otherwise``: SQL of
    further rows of ``int_unit_year`` as they would be, beside ``change_id``.
    """
    patched = [_PATCHED.format(name, "bigint", f"u.{name}") for name in unit_figures().values()]
    patched += [_PATCHED.format(name, "boolean", f"coalesce(own.{name}, u.{name})") for name in FLAGS]
    connection.execute(_UNITS.format(patched=",\n    ".join(patched)))
    if otherwise:
        connection.execute(_OTHERWISE.format(otherwise=otherwise))
    connection.execute("create or replace temp table changed_figure as from intermediate.int_figure_otherwise('changed_unit')")
    judge(connection)


def judge(connection: duckdb.DuckDBPyConnection) -> None:
    """``changed_verdict`` of the ``changed_figure`` that is there: its change_id, reference_year, indicator, value and the whole numbers
    that it is made of, null where they stay."""
    connection.execute(_JUDGED)
    connection.execute("create or replace temp table changed_verdict as from intermediate.int_indicator_judged('changed_compared')")
