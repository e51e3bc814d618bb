"""The indicators as ``mart.dim_indicator`` has them, for tests that make a warehouse without dbt."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl

SEED = Path(__file__).resolve().parents[1] / "dbt_project" / "seeds" / "indicator.csv"

_DIM = """
    select * replace (if(scope = 'effective_denominator', 'active', scope) as scope),
        case
            when scope is null then 'reported'
            when per is not null then if(scale = 100, 'share', 'mean')
            else if(figure is null, 'count', 'sum')
        end as kind,
        scope is not null and units <> 'tht' as rests_on_registry,
        units = 'tht' or scope is null or scope in ('active', 'idle', 'effective_denominator') or figure is not null
            or coalesce(flag in ('is_active', 'is_idle', 'is_effective', 'rating'), false) as rests_on_report,
        coalesce(flag = 'is_alliance_member', false) as rests_on_alliance,
        scope is not null and (figure is not null or coalesce(flag in ('is_effective', 'rating'), false)) as has_expected_units,
        case
            when scope is null then indicator
            else first_value(indicator) over (partition by units, scope, flag, flag_value, figure, weight, per, scale order by sort_order)
        end as same_as
    from read_csv('{seed}', header = true)"""


def dim_indicator() -> pl.DataFrame:
    """One row an indicator of the seed. ``tests/warehouse/test_contribution.py`` holds it against dbt's own."""
    with duckdb.connect() as connection:
        return connection.sql(_DIM.format(seed=SEED)).pl()
