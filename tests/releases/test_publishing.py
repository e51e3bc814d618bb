"""The public copy passes the gate: years that passed, or that say what was released, of a warehouse whose receipt stands."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from pipeline.archive.release_store import ABOUT, Release
from pipeline.quality.basis import basis_of
from pipeline.quality.gate import decide
from pipeline.quality.receipt import make_receipt, receipt_path, write_receipt
from pipeline.quality.report_years import OF_YEAR
from pipeline.releases.publishing import Published, publish_public
from pipeline.settings import Settings, resolve
from pipeline.system.errors import COULD_NOT_RUN, HELD_BACK, HoptacError
from tests.quality.helpers import suite, write_suite
from tests.warehouse.test_suppress import province

YEARS = (2017, 2018, 2019)
REGISTER = "received_at,sender,form,year,path,sha256,document_no,note\n"


def change(warehouse: Path, statement: str) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(statement)


def held(warehouse: Path, year: int) -> None:
    change(warehouse, f"insert into mart.fct_finding values ('a', {year}, 'error', 'too_few_members', false, false, null, null, null)")


def gate(office: Settings, *years: int) -> None:
    """What the gate writes of the findings that the warehouse holds, for years that were run."""
    for year in years:
        with duckdb.connect(str(office.warehouse)) as connection:
            findings = connection.sql(f"from {OF_YEAR}", params={"year": year}).pl()
        receipt = make_receipt(decide(findings, year), basis_of(office, year), office.warehouse, office.raw.parent / "x")
        write_receipt(receipt, receipt_path(office.warehouse, year))


def released(office: Settings, year: int) -> None:
    made = Release(office.releases / str(year) / "1", year, 1, office.as_of, "vi", "d" * 64, {})
    made.folder.mkdir(parents=True)
    (made.folder / ABOUT).write_bytes(made.about())
    shutil.copy(office.warehouse, made.warehouse)


@pytest.fixture
def office(tmp_path: Path) -> Settings:
    """A warehouse of three years without a finding, none of them asked for yet."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "incoming.csv").write_text(REGISTER, encoding="utf-8")
    write_suite(tmp_path / "x", suite())
    warehouse = province(tmp_path, 1).rename(tmp_path / "w.duckdb")
    columns = "finding_id varchar, reference_year int, severity varchar, rule varchar, is_confirmed boolean, is_waived boolean"
    columns += ", waiver_reason varchar, waiver_signed_by varchar, waiver_signed_at varchar"
    of_year = (
        "select finding_id, y.year as reference_year, columns('.*waive.*') from mart.fct_finding as f"
        " join (values (2017), (2018), (2019)) as y (year)"
    )
    change(
        warehouse,
        f"create table mart.fct_finding ({columns});"
        f"create view mart.fct_finding_year as {of_year} on coalesce(f.reference_year, y.year) = y.year",
    )
    as_of = datetime(2019, 12, 14, 16, 59, 59, tzinfo=UTC).isoformat()
    return resolve(tmp_path / "raw", tmp_path / "out", warehouse, as_of, releases=tmp_path / "releases")


def publish(office: Settings) -> Published:
    return publish_public(office, office.raw.parent / "public.duckdb", None, office.raw.parent / "x")


def years_in(office: Settings) -> set[int]:
    with duckdb.connect(str(office.raw.parent / "public.duckdb"), read_only=True) as connection:
        tables = ("fct_indicator", "fct_sector")
        found = [connection.execute(f"select distinct reference_year from mart.{table}").fetchall() for table in tables]
    assert found[0] and sorted(found[0]) == sorted(found[1])
    return {year for (year,) in found[0]}


def test_years_that_passed_go_out_and_the_others_are_named(office: Settings) -> None:
    held(office.warehouse, 2018)
    gate(office, 2018, 2019)
    assert publish(office).left_out == (2017, 2018)
    assert years_in(office) == {2019}


def test_what_was_released_goes_out_as_long_as_the_warehouse_says_the_same(office: Settings) -> None:
    released(office, 2017)
    released(office, 2018)
    held(office.warehouse, 2018)
    change(office.warehouse, "update mart.fct_indicator set value = value + 1 where reference_year = 2017 and indicator = 'T6'")
    change(office.warehouse, "update mart.fct_indicator set figure_status = 'revised' where reference_year = 2018")
    gate(office, 2018)
    assert publish(office).left_out == (2017, 2019)
    assert years_in(office) == {2018}


def nothing(office: Settings) -> None:
    """No year was asked for."""


def one_held(office: Settings) -> None:
    held(office.warehouse, 2019)
    gate(office, 2019)


def held_for_all(office: Settings) -> None:
    change(office.warehouse, "insert into mart.fct_finding values ('a', null, 'error', 'register_row', false, false, null, null, null)")
    gate(office, *YEARS)


def typed_over(office: Settings) -> None:
    one_held(office)
    path = receipt_path(office.warehouse, 2019)
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | {"passed": True}), encoding="utf-8")


def edited(office: Settings) -> None:
    gate(office, *YEARS)
    change(office.warehouse, "update mart.fct_indicator set value = value + 1 where indicator = 'T6'")


def error_taken_out(office: Settings) -> None:
    one_held(office)
    change(office.warehouse, "delete from mart.fct_finding")


def received_since(office: Settings) -> None:
    gate(office, *YEARS)
    with (office.raw / "incoming.csv").open("a", encoding="utf-8") as register:
        register.write("2019-12-09T08:00:00+07:00,615,agency_report,2019,2019/a.xlsx,,,\n")


def other_rules(office: Settings) -> None:
    gate(office, *YEARS)
    write_suite(office.raw.parent / "x", suite(rules=[]))


@pytest.mark.parametrize(
    ("attack", "code"),
    [
        (nothing, COULD_NOT_RUN),
        (one_held, HELD_BACK),
        (held_for_all, HELD_BACK),
        (typed_over, COULD_NOT_RUN),
        (edited, COULD_NOT_RUN),
        (error_taken_out, COULD_NOT_RUN),
        (received_since, COULD_NOT_RUN),
        (other_rules, COULD_NOT_RUN),
    ],
)
def test_what_the_gate_would_not_let_leave_is_not_published(office: Settings, attack: Callable[[Settings], None], code: int) -> None:
    attack(office)
    with pytest.raises(HoptacError) as refused:
        publish(office)
    assert refused.value.exit_code == code and "\n" not in str(refused.value) and "hoptac" in str(refused.value)
    assert not (office.raw.parent / "public.duckdb").exists()


def test_a_year_left_out_of_a_copy_that_had_it_hides_nothing_less(office: Settings) -> None:
    gate(office, *YEARS)
    assert publish(office).left_out == ()
    held(office.warehouse, 2017)
    gate(office, *YEARS)
    made = publish(office)
    assert made.left_out == (2017,) and made.copy.given_away == 0 and years_in(office) == {2018, 2019}
