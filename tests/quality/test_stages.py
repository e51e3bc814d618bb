"""A stage goes on from stages on its own basis alone, and nothing is published that was not checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from pipeline.quality.publication import publish_checked
from pipeline.quality.receipt import GateError
from pipeline.quality.stages import STAGES, complete, stage
from pipeline.settings import Settings, resolve
from tests.quality.helpers import suite, write_suite

WRITTEN = {
    "intake": "create schema landing; create table landing.unit_report as select 9 as members",
    "identity": "create schema if not exists identity; create or replace table identity.unit as select 'u1' as unit_key;"
    "create or replace table landing.finding as select 'x' as rule",
    "facts": "create schema if not exists mart; create or replace table mart.fct_indicator as select 2019 as reference_year, 1 as value;"
    "create schema if not exists checks; create or replace table checks.chk_unit as select 9 as members",
    "quality": "create or replace table mart.fct_finding as select 'error' as severity;"
    "create schema if not exists quality; create or replace table quality.check as select 'x' as name",
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "raw").mkdir()
    return resolve(raw=tmp_path / "raw", warehouse=tmp_path / "w.duckdb", as_of="2019-12-14T23:59:59+07:00")


def run(settings: Settings, *names: str, year: int = 2019, whole: bool = True) -> Settings:
    for name in names or STAGES:
        with stage(settings, year, name, whole=whole) as at_work:
            change(settings, WRITTEN[name])
    return at_work


def change(settings: Settings, statement: str) -> None:
    with duckdb.connect(str(settings.build)) as connection:
        connection.execute(statement)


@contextmanager
def refused(said: str) -> Iterator[None]:
    """With one line that says what to do."""
    with pytest.raises(GateError, match=said) as told:
        yield
    assert "\n" not in str(told.value) and "hoptac run" in str(told.value)


def test_stages_one_by_one_are_as_good_as_a_whole_run(settings: Settings) -> None:
    run(settings)
    assert complete(settings, 2019).reference_year == 2019


@pytest.mark.parametrize("missing", STAGES[:-1])
def test_a_stage_whose_predecessor_is_missing_does_not_start(settings: Settings, missing: str) -> None:
    run(settings, *STAGES[: STAGES.index(missing)]) if missing != "intake" else None
    with refused(f"bước {missing}"):
        run(settings, STAGES[STAGES.index(missing) + 1])


@pytest.mark.parametrize("again", STAGES[:-1])
def test_a_stage_made_anew_voids_what_followed_from_it(settings: Settings, again: str) -> None:
    run(settings)
    run(settings, again)
    with refused(f"bước {STAGES[STAGES.index(again) + 1]}"):
        complete(settings, 2019)


@pytest.mark.parametrize("jump", [timedelta(minutes=2), timedelta(days=1), timedelta(days=400), timedelta(days=-1), timedelta(days=-400)])
def test_a_clock_that_jumps_between_two_stages_moves_no_moment(settings: Settings, jump: timedelta) -> None:
    began = replace(settings, is_now=True, as_of=datetime.now(UTC))
    run(began, "intake", "identity")
    jumped = replace(began, as_of=began.as_of + jump)
    assert run(jumped, "facts", "quality").as_of == began.as_of
    assert complete(jumped, 2019).moment == began.as_of


def test_a_stage_that_broke_is_not_complete(settings: Settings) -> None:
    run(settings)
    with pytest.raises(duckdb.Error), stage(settings, 2019, "facts"):
        change(settings, "drop table mart.no_such_table")
    with refused("bước facts"):
        complete(settings, 2019)


def test_a_part_of_the_facts_keeps_them_complete_and_makes_none_complete(settings: Settings) -> None:
    run(settings)
    run(settings, "facts", whole=False)
    run(settings, "quality")
    assert complete(settings, 2019)
    run(settings, "intake", "identity")
    run(settings, "facts", whole=False)
    with refused("bước facts"):
        run(settings, "quality")


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (lambda settings: replace(settings, as_of=settings.as_of.replace(day=15)), "23:59:59 14/12/2019, không phải 23:59:59 15/12/2019"),
        (lambda settings: (settings.raw / "waivers.csv").write_text("year,reason\n2019,x\n") and settings, "chữ ký"),
    ],
)
def test_facts_of_one_basis_are_not_paired_with_findings_of_another(
    settings: Settings, later: Callable[[Settings], Settings], said: str
) -> None:
    run(settings, *STAGES[:3])
    other = later(settings)
    with refused(said):
        run(other, "quality")


def test_an_answer_is_the_same_in_another_language(settings: Settings) -> None:
    run(settings)
    assert complete(replace(settings, lang="en"), 2019) == complete(settings, 2019)


def test_another_years_stages_are_refused(settings: Settings) -> None:
    run(settings)
    with refused("năm 2019, không phải năm 2018"):
        complete(settings, 2018)


def test_who_says_no_moment_goes_on_as_of_the_readings(settings: Settings) -> None:
    unsaid = replace(settings, is_now=True)
    first = run(unsaid, "intake")
    later = run(replace(unsaid, as_of=first.as_of.replace(year=2020)), *STAGES[1:])
    assert later.as_of == first.as_of and complete(later, 2019).is_now


@pytest.mark.parametrize(
    ("made_by", "statement"),
    [
        ("intake", "update landing.unit_report set members = 31"),
        ("identity", "update identity.unit set unit_key = 'u2'"),
        ("identity", "delete from landing.finding"),
        ("facts", "update mart.fct_indicator set value = 2"),
        ("facts", "create table mart.extra as select 1 as a"),
        ("facts", "update checks.chk_unit set members = 31"),
        ("quality", "update mart.fct_finding set severity = 'info'"),
        ("quality", "drop table quality.check; create table quality.check as select 'y' as name"),
    ],
)
def test_what_a_stage_wrote_and_somebody_changed_goes_no_further(settings: Settings, tmp_path: Path, made_by: str, statement: str) -> None:
    write_suite(tmp_path / "x", suite())
    run(settings)
    change(settings, statement)
    with refused(f"bước {made_by} đã thay đổi"):
        publish_checked(settings, 2019, tmp_path / "x")
    if made_by != "quality":
        with refused(f"bước {made_by} đã thay đổi"):
            run(settings, STAGES[STAGES.index(made_by) + 1])
    assert not list(tmp_path.glob("w.duckdb*"))


def test_a_stage_goes_on_after_one_that_broke_in_the_midst(settings: Settings) -> None:
    run(settings)
    with pytest.raises(duckdb.Error), stage(settings, 2019, "facts"):
        change(settings, "update mart.fct_indicator set value = 2; drop table mart.no_such_table")
    run(settings, "facts", "quality")
    assert complete(settings, 2019)
