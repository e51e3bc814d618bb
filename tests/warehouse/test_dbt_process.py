"""dbt's process, with a build file that has nothing to build from."""

from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from pipeline import config
from pipeline.system import program
from pipeline.warehouse import dbt_process, transform


@pytest.fixture
def started(tmp_path: Path) -> tuple[subprocess.Popen[bytes], Path]:
    target = tmp_path / "dbt"
    return dbt_process.take(tmp_path / "build.duckdb", config.load(), target), target


def test_a_build_that_fails_is_told_in_one_line_that_names_the_node(started: tuple[subprocess.Popen[bytes], Path]) -> None:
    process, target = started
    dbt_process.say(process, ["build", "--select", "stg_registry_unit"])
    process.stdout.read()
    assert process.wait() == 1
    message = str(transform.failure(target, ""))
    assert message.startswith("Không dựng được kho số liệu: model stg_registry_unit: Runtime Error"), message
    assert "\n" not in message


def test_a_process_that_is_never_told_ends_with_its_run(started: tuple[subprocess.Popen[bytes], Path]) -> None:
    process, _ = started
    process.stdin.close()
    process.stdout.read()
    assert process.wait() == 0


def test_a_process_that_is_not_taken_is_ended(tmp_path: Path) -> None:
    build = tmp_path / "build.duckdb"
    with dbt_process.ready(build, config.load(), tmp_path / "dbt"):
        waiting = dbt_process._waiting[build]
    assert waiting.returncode is not None
    assert build not in dbt_process._waiting


def test_two_folders_share_one_parse_and_no_build_file(tmp_path: Path) -> None:
    province = config.load()
    builds = [tmp_path / name / "build.duckdb" for name in ("one", "other")]
    transform.prepare_manifest(builds[0], province)
    seeds = {builds[0]: "indicator", builds[1]: "area"}
    for build, seed in seeds.items():
        build.parent.mkdir()
        transform.run_dbt(["seed", "--select", seed, "--target-path", str(build.parent), "--log-path", str(build.parent)], build, province)
        assert "no changes found, skipping parsing" in (build.parent / "dbt.log").read_text(encoding="utf-8")
    for build, seed in seeds.items():
        with duckdb.connect(str(build), read_only=True) as connection:
            assert connection.sql("select table_schema, table_name from information_schema.tables").fetchall() == [("seed", seed)]
    assert not list(transform.PROJECT.glob("*.duckdb"))


def test_of_two_runs_of_an_installed_program_one_parses_and_the_other_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "IS_INSTALLED", True)
    with ThreadPoolExecutor() as runs:
        made = list(runs.map(lambda _: transform.prepare_manifest(tmp_path / "build.duckdb", config.load()), range(2)))
    assert made == [tmp_path / "dbt-parse" / "manifest.json"] * 2 and made[0].is_file()
    assert (tmp_path / "dbt-parse" / "dbt.log").read_text(encoding="utf-8").count("Running with dbt") == 1


def test_where_nothing_was_parsed_before_dbt_parses_all_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "IS_INSTALLED", True)
    process = dbt_process.take(tmp_path / "build.duckdb", config.load(), tmp_path / "dbt")
    process.communicate()
    assert process.returncode == 0 and (tmp_path / "dbt" / "partial_parse.msgpack").is_file()
