"""dbt's process, with a build file that has nothing to build from."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable
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


def test_a_province_s_own_seeds_are_read_and_nothing_is_written_beside_the_target(tmp_path: Path) -> None:
    """dbt writes what it ran of a file below its target, by the file's path from the project: ../../province/seeds leads out of there."""
    province = config.load(shutil.copytree(config.DEFAULT_PROVINCE, tmp_path / "province"))
    build, target = tmp_path / "w" / "build.duckdb", tmp_path / "w" / "dbt"
    build.parent.mkdir()
    transform.run_dbt(["seed", "--select", "area", "--target-path", str(target), "--log-path", str(target)], build, province)
    written = target / "run" / "hoptac" / transform.environment(build, province)["HOPTAC_PROVINCE_SEEDS"] / "area.csv"
    assert not Path(os.path.normpath(written)).exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["province", "w"]
    with duckdb.connect(str(build), read_only=True) as connection:
        assert connection.sql("select count(*) from seed.area").fetchall() == [(len(province.areas),)]


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


def another_sql(parse: Path) -> None:
    parse.write_bytes(parse.read_bytes().replace(b"where", b"WHERE"))


def with_a_digest_of_its_own(parse: Path) -> None:
    another_sql(parse)
    parse.with_name(f"{parse.name}.digest").write_text(hashlib.sha256(parse.read_bytes()).hexdigest())


def of_another_project(parse: Path) -> None:
    digest = hashlib.sha256(b"another project" + parse.read_bytes()).hexdigest()
    parse.with_name(f"{parse.name}.digest").write_text(digest)


POISONS: list[Callable[[Path], object]] = [
    another_sql,
    with_a_digest_of_its_own,
    of_another_project,
    lambda parse: parse.with_name(f"{parse.name}.digest").unlink(),
    lambda parse: parse.write_bytes(b""),
    lambda parse: (parse.unlink(), os.mkfifo(parse)),
]


@pytest.fixture(scope="module")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run's folder where dbt has parsed the project from nothing."""
    home = tmp_path_factory.mktemp("parsed")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(program, "IS_INSTALLED", True)
        dbt_process.take(home / "build.duckdb", config.load(), home / "dbt").communicate()
    return home


@pytest.mark.parametrize("poison", POISONS)
def test_a_parse_that_somebody_changed_is_not_begun_from(parsed: Path, tmp_path: Path, poison: Callable[[Path], object]) -> None:
    """A parse holds the models' SQL: whoever changes it changes figures, and no model."""
    folder, build, province = tmp_path / "dbt", tmp_path / "build.duckdb", config.load()
    shutil.copytree(parsed / "dbt", folder)
    assert transform.environment(build, province, folder)["DBT_PARTIAL_PARSE_FILE_PATH"] == str(folder / transform.PARSED)
    poison(folder / transform.PARSED)
    assert transform.environment(build, province, folder).get("DBT_PARTIAL_PARSE_FILE_PATH") != str(folder / transform.PARSED)
    assert not (folder / transform.PARSED).exists()  # dbt would look there by itself


def test_dbt_parses_anew_what_somebody_changed(parsed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "IS_INSTALLED", True)
    folder = tmp_path / "dbt"
    shutil.copytree(parsed / "dbt", folder)
    whole = (folder / transform.PARSED).read_bytes()
    (folder / transform.PARSED).write_bytes(whole.replace(b"coverage_threshold", b"coverage_thresh0ld"))
    process = dbt_process.take(tmp_path / "build.duckdb", config.load(), folder)
    process.communicate()
    again = (folder / transform.PARSED).read_bytes()
    assert process.returncode == 0 and b"coverage_threshold" in again and b"coverage_thresh0ld" not in again
