"""An indicator that is a row of the seed and nothing else is explained, traced and noted; one that is not declared is refused at once."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import duckdb
import pytest

from pipeline.lineage.conditions import SEED as INDICATORS
from pipeline.lineage.conditions import check_seed, conditions
from pipeline.lineage.explain import explain_figure
from pipeline.lineage.sources import read_sources
from pipeline.lineage.text.screen import explanation_text, trace_text
from pipeline.lineage.trace import trace_cell
from pipeline.system.errors import ConfigError
from tests.lineage.again import BUILD, again, rerun
from tests.lineage.province import YEAR, Built

SEED = 20
MANY = 24
FLAGS = {None: None, "is_active": None, "is_effective": None, "is_alliance_member": None, "rating": "Khá", "legal_status": "Bị thu hồi"}
# figure, weight, per
FIGURES = (
    (None, None, None),
    (None, None, "units"),
    ("members", None, None),
    ("workers", None, "reporting"),
    ("worker_income_vnd", "workers", "weight"),
    ("revenue_from_members_vnd", None, "revenue_vnd"),
)
_ADD = """
    insert into seed.indicator by name
    select $code as indicator, 'Thêm ' || $code as indicator_name, 'Added ' || $code as indicator_name_en, 'HTX' as unit_of_measure,
        'report' as listed_in, $units as units, $scope as scope, $flag as flag, $flag_value as flag_value, $figure as figure,
        $weight as weight, $per as per, 1 as scale, 0 as decimals, false as has_matched_growth, 'Thêm' as definition,
        'Added' as definition_en, $order as sort_order"""


@pytest.fixture(scope="module")
def added(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[duckdb.DuckDBPyConnection, list[str]]]:
    """The warehouse with indicators of all sorts more, and their codes."""
    known = conditions()
    possible = list(product(known.kinds, known.scopes, FLAGS, FIGURES))
    chosen = random.Random(SEED).sample(possible, MANY)
    print(f"seed {SEED}: {chosen}")
    codes = [f"X.{number}" for number in range(MANY)]
    with again(built.folder, tmp_path_factory.mktemp("added") / "copy") as connection:
        for number, (units, scope, flag, (figure, weight, per)) in enumerate(chosen):
            values = {
                "units": units,
                "scope": scope,
                "flag": flag,
                "flag_value": FLAGS[flag],
                "figure": figure,
                "weight": weight,
                "per": per,
            }
            connection.execute(_ADD, values | {"code": codes[number], "order": 1000 + number})
        rerun(connection, built.folder, "fct_contribution", "fct_indicator", "dim_indicator")
        yield connection, codes


def test_its_units_add_up_and_its_cells_lead_back(built: Built, added: tuple[duckdb.DuckDBPyConnection, list[str]]) -> None:
    connection, codes = added
    counted = traced = 0
    for code in codes:
        for area in ("62", "608"):
            answer = explain_figure(connection, built.province, code, YEAR, area)
            for side in (answer["this_year"], answer["previous_year"]):
                assert side["reproduces"], (code, area)
                counted += len(side["contributions"])
            assert code in explanation_text(answer, "vi")
            for unit in answer["this_year"]["contributions"][: 2 if area == "608" else 0]:  # the province's units are these too
                for cell in unit["cells"]:
                    found = trace_cell(connection, built.province, cell["path"], cell["sheet"] or "", cell["cell"])
                    fed = {(figure["indicator"], figure["reference_year"], figure["role"]) for figure in found["figures"]}
                    assert answer["value"] is None or (code, YEAR, "value") in fed, (code, cell)
                    assert code in trace_text(found) or answer["value"] is None
                    traced += 1
        assert code in explanation_text(explain_figure(connection, built.province, code, YEAR, "608", "en"), "en")
    assert counted > 100
    assert traced > 30, traced


def test_its_figures_have_notes(built: Built, added: tuple[duckdb.DuckDBPyConnection, list[str]], tmp_path: Path) -> None:
    connection, codes = added
    path = Path(connection.execute("select path from duckdb_databases() where database_name = 'build'").fetchone()[0])
    connection.execute("checkpoint")
    copy = tmp_path / BUILD
    copy.write_bytes(path.read_bytes())
    sources = read_sources(copy, built.province, YEAR)
    for code in codes:
        side = explain_figure(connection, built.province, code, YEAR, "62")["this_year"]
        count = sum(len(unit["cells"]) for unit in side["contributions"])
        assert (sources[code, YEAR, "62"].count if count else 0) == count, code


@pytest.mark.parametrize(("column", "value"), [("units", "hkd"), ("scope", "sleeping"), ("flag", "is_green")])
def test_what_no_cell_is_declared_for_is_refused_in_one_line(tmp_path: Path, built: Built, column: str, value: str) -> None:
    seed = tmp_path / "indicator.csv"
    lines = INDICATORS.read_text(encoding="utf-8").splitlines()
    head = lines[0].split(",")
    row = ["X", *["" for _ in head[1:]]]
    for name, given in {"units": "htx", "scope": "existing", column: value}.items():
        row[head.index(name)] = given
    seed.write_text("\n".join([*lines, ",".join(row)]), encoding="utf-8")
    check_seed(built.province)
    with pytest.raises(ConfigError, match=f"X: {column} = {value}") as refused:
        check_seed(built.province, seed)
    assert len(str(refused.value).splitlines()) == 1
