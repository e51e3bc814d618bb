"""``nếu … có từ N … trở lên thì đạt``: N against a search that knows only the test of the contract, in exact fractions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TABLES = (
    *("mart.fct_indicator", "intermediate.int_indicator_value", "seed.target", "intermediate.int_missing_figure"),
    *("intermediate.int_unit_year", "mart.fct_contribution", "intermediate.int_area_name", "seed.indicator", "landing.run"),
)
COUNT, MONEY = st.integers(0, 3000), st.integers(0, 4 * 10**11)
CASE = st.one_of(
    st.tuples(st.just("T3"), st.integers(0, 60), st.just(1), st.just(0), st.just(1), st.integers(1, 80), st.just(1)),
    st.tuples(st.just("T4"), st.integers(0, 40), st.integers(40, 120), st.just(0), st.just(1), st.integers(1, 100), st.just(1)),
    st.tuples(st.sampled_from(["T5", "T6"]), COUNT, st.just(1), st.integers(1, 3000), st.just(1), st.integers(0, 40), st.just(1)),
    st.tuples(
        st.just("T7"), MONEY, st.integers(1, 9000), MONEY.filter(bool), st.integers(1, 9000), st.integers(0, 40), st.integers(1, 500)
    ),
)


@pytest.fixture(scope="module")
def model(build: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, str]]:
    """The compiled model on empty tables of the same columns."""
    compiled = build.parent / "target" / "compiled" / "hoptac" / "models" / "marts" / "fct_still_open.sql"
    with duckdb.connect() as connection:
        connection.execute(f"attach '{build}' as source (read_only)")
        connection.execute(f"attach ':memory:' as {build.stem}")
        for schema in ("mart", "intermediate", "seed", "landing"):
            connection.execute(f"create schema {build.stem}.{schema}")
        for table in TABLES:
            connection.execute(f"create table {build.stem}.{table} as select * from source.{table} limit 0")
        connection.execute(f"create table {build.stem}.intermediate.int_indicator as select * from source.intermediate.int_indicator")
        connection.execute(f"use {build.stem}")
        connection.execute("insert into landing.run (coverage_threshold) values (0.95)")
        yield connection, compiled.read_text(encoding="utf-8")


def is_met(case: tuple, more: int) -> bool:
    """The contract's test of the value once the missing reports bring ``more`` (a count, a sum, or a mean income)."""
    indicator, numerator, denominator, last_numerator, last_denominator, threshold, silent = case
    if indicator == "T3":
        return numerator + more >= threshold
    if indicator == "T4":
        return Fraction(numerator + more, denominator) * 100 >= threshold
    last = Fraction(last_numerator, last_denominator)
    value = Fraction(numerator + more * silent, denominator + silent) if indicator == "T7" else Fraction(numerator + more)
    return (value / last - 1) * 100 >= threshold


def least(test: Callable[[int], bool]) -> int:
    high = 1
    while not test(high):
        high *= 2
    low = 0
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if test(middle) else (middle + 1, high)
    return low


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CASE, min_size=20, max_size=40))
def test_the_number_named_is_the_least_that_meets_the_target(model: tuple, cases: list[tuple]) -> None:
    connection, sql = model
    for table in TABLES[:-1]:
        connection.execute(f"delete from {table}")
    for year, case in enumerate(cases, start=3000):
        _insert(connection, year, case)
    found = dict(connection.execute(f"select reference_year, needed from ({sql}) where area_code = '62'").fetchall())
    assert found == {year: least(lambda more, case=case: is_met(case, more)) for year, case in enumerate(cases, start=3000)}


def _insert(connection: duckdb.DuckDBPyConnection, year: int, case: tuple) -> None:
    indicator, numerator, denominator, last_numerator, last_denominator, threshold, silent = case
    base = year - 1000
    of_values = "insert into intermediate.int_indicator_value (reference_year, indicator, area_level, numerator, denominator,"
    of_values += " units_reported, units_expected) values (?, ?, 'province', ?, ?, 100, 100)"
    connection.execute(of_values, [year, indicator, numerator, denominator])
    connection.execute(of_values, [base, indicator, last_numerator, last_denominator])
    connection.execute(
        "insert into mart.fct_indicator (reference_year, indicator, area_code, verdict) values (?, ?, '62', 'undetermined')",
        [year, indicator],
    )
    connection.execute(
        "insert into seed.target (reference_year, indicator, threshold, base_year) values (?, ?, ?, ?)", [year, indicator, threshold, base]
    )
    connection.execute(
        "insert into intermediate.int_missing_figure (reference_year, indicator, area_code, missing) values (?, ?, '618', 1)",
        [year, indicator],
    )
    connection.execute(
        "insert into intermediate.int_unit_year (unit_key, reference_year, in_existence, members) values (?, ?, true, ?)",
        [f"u{year}", year, silent],
    )
    connection.execute(
        "insert into mart.fct_contribution (unit_key, reference_year, indicator, is_reported) values (?, ?, ?, false)",
        [f"u{year}", year, indicator],
    )
