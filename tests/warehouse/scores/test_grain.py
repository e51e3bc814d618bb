"""Each model has the rows that it says it has."""

from pathlib import Path

import yaml

from pipeline.system.program import DBT_PROJECT
from pipeline.warehouse import transform
from tests.warehouse.scores.province import PROVINCE


def test_every_model_declares_its_grain() -> None:
    """Of the marts it is also their key for readers; here is what stands before them. A function has the grain of what it is asked."""
    functions = {path.stem for path in DBT_PROJECT.glob("models/*/*.sql") if "table_function" in path.read_text(encoding="utf-8")}
    without = [
        model["name"]
        for file in DBT_PROJECT.glob("models/*/*.yml")
        for model in yaml.safe_load(file.read_text(encoding="utf-8")).get("models", [])
        if model["name"] not in functions and not any("unique_key" in test for test in model.get("data_tests", []))
    ]
    assert without == []


def test_no_two_rows_of_a_model_share_its_grain(build: Path, tmp_path: Path) -> None:
    folders = ["--target-path", str(tmp_path / "target"), "--log-path", str(tmp_path)]
    transform.run_dbt(["test", "--select", "tag:grain", *folders], build, PROVINCE)  # raises with what repeats
