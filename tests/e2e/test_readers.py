"""Many readers through many publications: none is refused, none waits, none sees anything but one whole state and its receipt."""

import shutil
from pathlib import Path

import duckdb

from pipeline.quality.publication import publish_checked
from pipeline.quality.receipt import content_digest
from pipeline.settings import SUITES, resolve
from tests.e2e.command import Done, Place
from tests.e2e.conftest import AS_OF
from tests.e2e.states import YEAR, State, changed_copy, vouched, watched

READERS, PUBLICATIONS = 16, 20
KEPT = ("fct_indicator", "fct_unit_year", "fct_finding", "fct_finding_year", "dim_area")


def few_tables(build: Path, target: Path) -> Path:
    """The build file with less in its mart: sixteen readers look at all of it all the time."""
    shutil.copy(build, target)
    with duckdb.connect(str(target)) as connection:
        for (name,) in connection.execute("select table_name from duckdb_tables() where schema_name = 'mart'").fetchall():
            if name not in KEPT:
                connection.execute(f'drop table mart."{name}"')
    return vouched(target)


def test_sixteen_readers_through_twenty_publications(shipped: tuple[Place, Done], tmp_path: Path) -> None:
    new = few_tables(shipped[0].warehouse.with_name("hoptac.work") / "build.duckdb", tmp_path / "new.duckdb")
    builds = [changed_copy(new, tmp_path / "old.duckdb"), new]
    run = Place(shipped[0].raw, shipped[0].out, tmp_path / "hoptac.duckdb")
    settings = resolve(raw=run.raw, out=run.out, warehouse=run.warehouse, as_of=AS_OF)
    settings.work.mkdir()

    def publish(number: int) -> None:
        settings.build.unlink(missing_ok=True)
        settings.build.symlink_to(builds[number % 2])
        publish_checked(settings, YEAR, SUITES)

    publish(1)
    contents = [content_digest(build) for build in builds]
    with watched(run, [State(content, "", "") for content in contents], readers=READERS, pause=0.3) as saw:
        for number in range(PUBLICATIONS):
            publish(number)
    assert [found["errors"] for found in saw] == [[]] * READERS
    assert {content for found in saw for content in found["seen"]} == set(contents)
    assert sum(len(found["seen"]) == 2 for found in saw) > READERS / 2
