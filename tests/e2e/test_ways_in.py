"""Whichever way a run comes in, from Dagster or the command line, it has the warehouse to itself, and its partition is its year."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from dagster import AssetKey, DagsterInstance

from pipeline.quality.content import content_digest
from pipeline.quality.receipt import read_receipt, receipt_path
from tests.e2e.command import Done, Place, hoptac, place
from tests.e2e.states import digest_of
from tests.simulator import simulate, small, write_raw

AS_OF, LATER = "2020-06-01T00:00:00+07:00", "2020-07-01T00:00:00+07:00"
WAIVERS = "year,rule,sender,path,sheet,row,column,reason,signed_by,signed_at\n"
REPORTED = (0, 3)  # exit codes of a run that reports: final, or a draft


@dataclass(frozen=True)
class Office:
    """A small province of two years, and a Dagster instance of its own."""

    home: Path
    run: Place

    def launch(self, year: int, select: str = "*", as_of: str = AS_OF) -> subprocess.Popen[str]:
        """Dagster materializes assets of a year's partition, in a process of its own."""
        options = ["--select", select, "--partition", str(year), "-m", "pipeline.definitions"]
        return subprocess.Popen(
            [sys.executable, "-m", "dagster", "asset", "materialize", *options], env=os.environ | self.variables(as_of),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def variables(self, as_of: str) -> dict[str, str]:
        paths = {"RAW": self.run.raw, "OUT": self.run.out, "WAREHOUSE": self.run.warehouse, "AS_OF": as_of}
        return {"DAGSTER_HOME": str(self.home / "dagster")} | {f"HOPTAC_{name}": str(path) for name, path in paths.items()}

    def launched(self, year: int, select: str = "*", as_of: str = AS_OF) -> tuple[int, str]:
        process = self.launch(year, select, as_of)
        said, _ = process.communicate()
        return process.returncode, said

    def gate(self, year: int) -> Done:
        return hoptac("gate", "--year", year, *self.run.arguments)

    def year_of(self, year: int) -> int:
        """The year that ``out/<year>`` says it is of."""
        return json.loads((self.run.out / str(year) / "manifest.json").read_text(encoding="utf-8"))["year"]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    home = tmp_path_factory.mktemp("office")
    (home / "dagster").mkdir()
    (home / "dagster" / "dagster.yaml").write_text("telemetry: {enabled: false}\n", encoding="utf-8")
    with DagsterInstance.from_config(str(home / "dagster")) as instance:  # two that come first would both make Dagster's own tables
        instance.get_runs(limit=1)
        instance.all_asset_keys()
        instance.all_instigator_state()
    made = Office(home, place(home))
    write_raw(simulate(small(30, first_year=2018, years=2), 11), made.run.raw)
    return made


@pytest.fixture(scope="module")
def at_once(office: Office) -> tuple[Done, Done]:
    """Two launches at once, of 2019 and 2018, with two runs from the command line between: one is refused, one waits."""
    launches = [office.launch(2019), office.launch(2018)]
    lock = office.run.warehouse.with_name("hoptac.duckdb.lock")
    while not lock.exists():
        with suppress(subprocess.TimeoutExpired):
            pytest.fail(str(launches[0].communicate(timeout=0.1)))
    refused = office.run.run("--year", 2019, "--as-of", AS_OF)
    waited = office.run.run("--year", 2019, "--as-of", AS_OF, "--wait", "--quiet")
    for launch in launches:
        said, _ = launch.communicate()
        assert launch.returncode == 0, said
    return refused, waited


def test_of_runs_at_once_one_is_refused_in_a_line_that_says_who_runs_and_the_others_queue(office: Office, at_once: tuple) -> None:
    refused, waited = at_once
    assert (refused.code, refused.out, len(refused.err.splitlines())) == (1, "", 1)
    assert "tiến trình" in refused.err and "dagster" in refused.err
    assert waited.code in REPORTED and "đang đợi" in waited.err and len(waited.err.splitlines()) == 1


def test_each_partition_made_its_own_year(office: Office, at_once: tuple) -> None:
    assert sorted(path.name for path in office.run.out.iterdir()) == ["2018", "2019"]
    for year in (2018, 2019):
        assert office.year_of(year) == read_receipt(receipt_path(office.run.warehouse, year)).reference_year == year


@pytest.fixture(scope="module")
def another_year(office: Office, at_once: tuple) -> None:
    """2018 launched alone, after runs of 2019."""
    code, said = office.launched(2018)
    assert code == 0, said


def test_a_years_answer_stands_while_another_year_is_run(office: Office, another_year: None) -> None:
    assert office.gate(2019).code in REPORTED
    assert office.gate(2018).code in REPORTED


def test_one_asset_alone_is_of_the_partitions_year_or_refused(office: Office, another_year: None) -> None:
    before = digest_of(office.run.out / "2018")
    code, said = office.launched(2019, "key:warehouse/published")
    assert code != 0 and "năm 2018, không phải năm 2019" in said, said
    code, said = office.launched(2018, "key:mart/fct_finding", as_of=LATER)
    assert code != 0 and "01/06/2020, không phải" in said, said
    code, said = office.launched(2018, "group:outputs", as_of=LATER)
    assert code == 0, said
    assert digest_of(office.run.out / "2018") == before  # as of its receipt


def edited(schema: str, statement: str) -> Callable[[Office], None]:
    def edit(office: Office) -> None:
        with duckdb.connect(str(office.run.warehouse.with_name("hoptac.work") / "build.duckdb")) as connection:
            connection.execute(f"use {schema}; {statement}")

    return edit


def signed(office: Office) -> None:
    (office.run.raw / "waivers.csv").write_text(f"{WAIVERS}2018,x,,,,,,y,z,\n", encoding="utf-8")


def corrected(office: Office) -> None:
    head = "path,sheet,cell,expect,value,reason,signed_by,signed_at"
    (office.run.raw / "corrections.csv").write_text(f"{head}\n2018/a.xlsx,,A1,1,2,nhầm,A,2019-01-01\n", encoding="utf-8")


def received(office: Office) -> None:
    register = office.run.raw / "incoming.csv"
    line = next(line for line in register.read_text(encoding="utf-8").splitlines() if ",agency_report,2018," in line)
    register.write_text(f"{register.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")


def nothing(office: Office) -> None:
    pass


ALONE: list[tuple[str, Callable[[Office], None], int, str, str]] = [
    ("mart/fct_indicator", nothing, 2018, LATER, "01/06/2020, không phải"),
    ("identity/unit_link", nothing, 2019, AS_OF, "năm 2018, không phải năm 2019"),
    ("identity/unit_link", received, 2018, AS_OF, "raw/ đã đổi"),
    ("mart/fct_indicator", corrected, 2018, AS_OF, "raw/ đã đổi"),
    ("mart/fct_finding", signed, 2018, AS_OF, "raw/ đã đổi"),
    ("warehouse/published", signed, 2018, AS_OF, "raw/ đã đổi"),
    ("identity/unit_link", edited("landing", "delete from unit_report where rowid = 0"), 2018, AS_OF, "bước intake đã thay đổi"),
    ("mart/fct_finding", edited("mart", "update fct_unit_year set members = members + 1"), 2018, AS_OF, "bước facts đã thay đổi"),
    ("warehouse/published", edited("mart", "update fct_indicator set value = value + 1"), 2018, AS_OF, "bước facts đã thay đổi"),
    ("warehouse/published", edited("mart", "delete from fct_finding"), 2018, AS_OF, "bước quality đã thay đổi"),
    ("warehouse/published", edited("run", "delete from stage where stage = 'facts'"), 2018, AS_OF, "bước facts"),
    ("warehouse/published", edited("run", "update stage set as_of = '2020-07-01T00:00:00+07:00'"), 2018, AS_OF, "01/07/2020, không phải"),
]


@pytest.mark.parametrize(
    ("key", "attack", "year", "as_of", "said"), ALONE, ids=[f"{case[0]} {number}" for number, case in enumerate(ALONE)]
)
def test_an_asset_launched_alone_pairs_nothing_new_with_what_is_old(
    office: Office, another_year: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    key: str, attack: Callable[[Office], None], year: int, as_of: str, said: str,
) -> None:  # fmt: skip
    from pipeline.definitions import defs

    for part in ("raw", "warehouse"):
        shutil.copytree(office.home / part, tmp_path / part)
    there = Office(tmp_path, place(tmp_path))
    before = content_digest(there.run.warehouse), receipt_path(there.run.warehouse, 2018).read_bytes()
    attack(there)
    asset = AssetKey(key.split("/"))
    made = next(made for made in defs.resolve_asset_graph().assets_defs if asset in made.keys)
    for name, text in there.variables(as_of).items():
        monkeypatch.setenv(name, text)
    with DagsterInstance.ephemeral(str(tmp_path)) as instance:
        done = defs.resolve_job_def("end_to_end").execute_in_process(
            partition_key=str(year),
            instance=instance,
            asset_selection=[asset] if made.can_subset else list(made.keys),
            raise_on_error=False,
        )
    told = " ".join(event.step_failure_data.error.to_string() for event in done.get_step_failure_events())
    assert not done.success and said in told and "hoptac run" in told, told
    assert (content_digest(there.run.warehouse), receipt_path(there.run.warehouse, 2018).read_bytes()) == before


def test_a_years_answer_lapses_with_what_it_rests_on(office: Office, at_once: tuple) -> None:
    (office.run.raw / "waivers.csv").write_text(f"{WAIVERS}2019,x,,,,,,y,z,\n", encoding="utf-8")
    for year in (2018, 2019):
        done = office.gate(year)
        assert done.code == 1 and f"hoptac run --year {year}" in done.err and len(done.err.splitlines()) == 1
