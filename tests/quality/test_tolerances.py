"""A tolerance is one number in one JSON file: each is moved here, and what it decides is seen to change. No number hides in the SQL."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from pipeline.config.rules import Expectation, Listed, Suite
from pipeline.config.suites import read, tolerances
from pipeline.quality.expectations import failures, tables
from pipeline.quality.failures import OF_THE_CELL
from pipeline.settings import SUITES
from pipeline.warehouse.transform import PROJECT
from tests.quality.breaks import BREAKS
from tests.quality.province import Draft

MODELS = PROJECT / "models" / "checks"
READ = re.compile(r"tolerance(?:_day)?\('(\w+)', '(\w+)'(?:, '(\w+)')?\)")
COMPARED = re.compile(r"(?P<left>[\w.)]*)\s*(?:<=|>=|<>|<|>|=|(?<!rows )\bbetween)\s*(?P<number>-?\d[\d.]*)|date\s*'\d")
COUNTED = ("occurrence", "rank", "recency")  # of rows that row_number() numbers, the first


def sql_of(path: Path) -> str:
    """A model without comments, Jinja and texts."""
    text = re.sub(r"--.*", "", path.read_text(encoding="utf-8"))
    return re.sub(r"\{\{.*?\}\}|\{%.*?%\}", " x ", text, flags=re.DOTALL)


@pytest.mark.parametrize("path", sorted(MODELS.glob("*.sql")), ids=lambda path: path.stem)
def test_no_model_compares_a_measure_with_a_number(path: Path) -> None:
    found = [
        match.group(0)
        for match in COMPARED.finditer(sql_of(path))
        if match["number"] != "0" and not (match["number"] == "1" and (match["left"] or "").split(".")[-1] in COUNTED)
    ]
    assert found == []


def test_what_the_models_read_is_what_the_suites_set() -> None:
    """A bound that is misspelt in SQL would be null there and never true."""
    texts = [path.read_text(encoding="utf-8") for path in [*MODELS.glob("*.sql"), *(PROJECT / "macros").glob("*.sql")]]
    asked = {(rule, part or "", bound) for text in texts for rule, bound, part in READ.findall(text)}
    suites = read(SUITES)
    given = {(row["rule"], row["part"], row["bound"]) for row in tolerances(suites)}
    assert asked - given == set()
    measured = {(rule.rule, "", name) for suite in suites for rule in suite.rules for name in rule.measure}
    assert measured - asked == set()


def test_no_measure_is_called_as_a_figure_of_its_cell() -> None:
    """Else a ratio, which may have no end, is said in the unit of the sheet."""
    assert [name for suite in read(SUITES) for rule in suite.rules for name in rule.measure if OF_THE_CELL.fullmatch(name)] == []


def test_every_tolerance_has_its_reason() -> None:
    suites = read(SUITES)
    bounded = {row["rule"] for row in tolerances(suites)}
    assert [rule.rule for suite in suites for rule in suite.rules if rule.rule in bounded and not rule.tolerance] == []


# -- each number moved -------------------------------------------------------------------------------------------------------
def break_what_has_no_past(d: Draft) -> None:
    """Parts of rules that the breaks do not reach: units held against their kind, a swap that only a sum shows, the lowest rating."""
    d.unit("unit_report", "616n")["members"] *= 1000
    d.unit("unit_report", "614n")["members"] *= 12
    d.unit("registry_unit", "616n")["charter_capital_vnd"] *= 1000
    d.rows("rating_report", "SNNPTNT", 2019)[-2].update(score=40.0, rating="Yếu")
    group = d.unit("unit_report", "611t4")
    d.overridden["611", 2019, "III.2", "value"] = d.figures_of_items("611", 2019)["III.2"]
    group["members"], group["workers"] = group["workers"], group["members"]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    draft = Draft(seed=2)
    for one in BREAKS:
        list(one(draft))
    break_what_has_no_past(draft)
    return draft.build(tmp_path_factory.mktemp("broken"))


@pytest.fixture(scope="module")
def rows(broken: Path) -> dict[str, pl.DataFrame]:
    with duckdb.connect(str(broken), read_only=True) as connection:
        return {suite.table: connection.sql(f"select * from {suite.table}").pl() for suite in read(SUITES)}


@pytest.fixture(scope="module")
def through() -> Any:
    return tables()


def bounds() -> Iterator[tuple[Suite, Expectation, str]]:
    for suite in read(SUITES):
        for expectation in suite.expectations:
            if not isinstance(expectation.meta, Listed):
                yield from ((suite, expectation, bound) for bound, _ in expectation.bounds)


def moved(expectation: Expectation, bound: str, value: Any) -> Expectation:
    kwargs = json.loads(json.dumps(expectation.kwargs))
    if bound in kwargs:
        kwargs[bound] = value
    changed = expectation.model_copy(update={"kwargs": kwargs})
    for leaf in changed.conditions:
        if leaf["column"]["name"] == bound:
            leaf["parameter"] = value
    return changed


def elsewhere(values: pl.Series) -> list[Any]:
    """Bounds beyond and among what is there: all pass, none does, some do."""
    known = values.drop_nulls().unique().sort()
    if known.dtype == pl.Date:
        return [(day + timedelta(days=by)).isoformat() for day, by in ((known[0], -1), (known[-1], 1))]
    return [float(known[0]) - 1, *(float(value) for value in known), float(known[-1]) + 1]


@pytest.mark.parametrize(
    ("suite", "expectation", "bound"),
    [pytest.param(*one, id=f"{one[1].meta.rule}-{getattr(one[1].meta, 'part', '')}-{one[2]}") for one in bounds()],
)
def test_a_tolerance_that_is_moved_changes_what_is_found(
    suite: Suite, expectation: Expectation, bound: str, rows: dict[str, pl.DataFrame], through: Any
) -> None:
    def found(one: Expectation) -> list[int | None]:
        return [failure.position for failure in failures(through, suite.model_copy(update={"expectations": [one]}), rows[suite.table])]

    column = expectation.columns[0] if bound in expectation.kwargs else bound
    values = rows[suite.table][column]
    now = found(expectation)
    tried = elsewhere(values)
    assert any(found(moved(expectation, bound, value)) != now for value in (tried[0], tried[-1], *tried[1:-1][:20]))


def measured() -> list[tuple[str, str]]:
    return [(rule.rule, name) for suite in read(SUITES) for rule in suite.rules for name in rule.measure]


def rebuild(connection: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, str]:
    """The checks' models run again in the order of dbt's own run, as it compiled them; a digest a table."""
    results = json.loads((folder / "target" / "run_results.json").read_text(encoding="utf-8"))["results"]
    digests = {}
    for node in sorted(results, key=lambda item: item["timing"][-1]["completed_at"] if item["timing"] else ""):
        name = node["unique_id"].split(".")[-1]
        if not name.startswith("chk_") or node["relation_name"] is None:
            continue
        connection.execute(f"create or replace table checks.{name} as {node['compiled_code']}")
        columns = ", ".join(f'"{row[0]}"' for row in connection.execute(f"describe checks.{name}").fetchall())
        (digests[name],) = connection.execute(f"select sum(hash({columns})::hugeint)::varchar from checks.{name}").fetchone()
    return digests


@pytest.fixture(scope="module")
def rebuilt(broken: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[duckdb.DuckDBPyConnection, dict[str, str]]]:
    copy = tmp_path_factory.mktemp("rebuilt") / broken.name  # the models name the file's catalogue
    shutil.copy(broken, copy)
    with duckdb.connect(str(copy)) as connection:
        yield connection, rebuild(connection, broken.parent)


@pytest.mark.parametrize(("rule", "name"), measured(), ids=lambda value: value)
def test_a_number_that_a_measure_reads_changes_the_measure(
    rule: str, name: str, broken: Path, rebuilt: tuple[duckdb.DuckDBPyConnection, dict[str, str]]
) -> None:
    connection, before = rebuilt
    where = "where rule = ? and bound = ?"
    (number,) = connection.execute(f"select number from landing.tolerance {where}", [rule, name]).fetchone()
    try:
        for value in (0, number * 100):
            connection.execute(f"update landing.tolerance set number = ? {where}", [value, rule, name])
            if rebuild(connection, broken.parent) != before:
                return
        pytest.fail(f"nothing changes with {name}")
    finally:
        connection.execute(f"update landing.tolerance set number = ? {where}", [number, rule, name])
