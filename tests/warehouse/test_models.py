"""dbt's own tests: every unit test of a model holds, and the whole project builds on empty tables."""

import json
from pathlib import Path

import pytest

from pipeline.warehouse.transform import TransformError
from tests.bench.floor import build_empty


def test_the_project_builds_on_empty_tables_and_every_unit_test_ran_and_holds(tmp_path: Path) -> None:
    target = tmp_path / "dbt"
    build_empty(tmp_path / "empty.duckdb", [])
    declared = set(json.loads((target / "manifest.json").read_text(encoding="utf-8"))["unit_tests"])
    results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]
    held = {result["unique_id"] for result in results if result["status"] == "pass"}
    assert declared and declared <= held


def test_what_dbt_refuses_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(TransformError):
        build_empty(tmp_path / "empty.duckdb", ["--no-such-option"])
