"""Releases as they lie on the shelf, and what two of a year say differently."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from pipeline.archive.compare import Present, compare, named, states
from pipeline.archive.release_store import ABOUT, Release, ReleaseError, read_release, releases_of
from pipeline.settings import resolve

FIGURES = [("T6", "62", 100.0), ("T6", "615", 40.0), ("T6", "610", 60.0), ("T8", "62", 9.0), ("T1", "62", None)]
LATE = ("2018/615/dinh-chinh.xlsx", "ab", "615", "agency_report", 2018, "9/BC")
LIST = ("2019/LMHTX/tv.xlsx", "cd", "LMHTX", "alliance_members", 2019, None)
RESTS_ON = ("rests_on_registry", "rests_on_report", "rests_on_alliance")
OTHER_YEAR = ("2017/615/cu.xlsx", "ef", "615", "agency_report", 2017, "1/BC")


def release(shelf: Path, number: int, figures: list[tuple], documents: list[tuple] = (), corrections: list[tuple] = ()) -> Release:
    made = Release(shelf / "2018" / str(number), 2018, number, datetime(2019, 1, number, tzinfo=UTC), "vi", "d" * 64, {})
    made.folder.mkdir(parents=True)
    (made.folder / ABOUT).write_bytes(made.about())
    with duckdb.connect(str(made.warehouse)) as connection:
        connection.execute("create schema mart")
        connection.execute("create table mart.fct_indicator (reference_year int, indicator text, area_code text, value double)")
        connection.execute(
            """create table mart.fct_submission (path text, sha256 text, sender text, form text, reference_year int, document_no text,
            received_at timestamp, version int)"""
        )
        connection.execute("create table mart.dim_agency (sender text, area_code text)")
        connection.execute("insert into mart.dim_agency values ('615', '615'), ('LMHTX', null)")
        connection.execute(
            """create table mart.fct_correction (path text, sheet text, "column" text, row int, value text, sender text, reference_year int,
            signed_by text, is_applied boolean, register_row int)"""
        )
        for table, rows in (("fct_indicator", figures), ("fct_submission", documents), ("fct_correction", corrections)):
            for row in rows:
                connection.execute(f"insert into mart.{table} values ({', '.join('?' * len(row))})", row)
    return made


def define(made: Release, columns: tuple[str, ...]) -> None:
    """What T6 (the agencies' report) and T8 (the Alliance's list) rest on; an older program's table has fewer columns."""
    said = {"rests_on_registry": (False, False), "rests_on_report": (True, False), "rests_on_alliance": (False, True)}
    with duckdb.connect(str(made.warehouse)) as connection:
        connection.execute(
            f"create or replace table mart.dim_indicator (indicator text, {', '.join(f'{name} boolean' for name in columns)})"
        )
        for number, indicator in enumerate(("T6", "T8")):
            row = [indicator, *(said[name][number] for name in columns)]
            connection.execute(f"insert into mart.dim_indicator values ({', '.join('?' * len(row))})", row)


def figures(**changed: float | None) -> list[tuple]:
    return [(2018, indicator, area, changed.get(f"{indicator}_{area}", value)) for indicator, area, value in FIGURES]


def received(document: tuple) -> tuple:
    return (*document, datetime(2019, 1, 1), 1)  # noqa: DTZ001 (the table has no zone)


def test_a_changed_figure_names_the_documents_that_it_rests_on(tmp_path: Path) -> None:
    before = release(tmp_path, 1, figures(), [received(OTHER_YEAR)])
    mend = (LATE[0], "Biểu 2", "K", 17, "45", "615", 2018, "Nguyễn Văn A", True, 2)
    ignored = (LATE[0], "Biểu 2", "L", 18, "45", "615", 2018, "Nguyễn Văn A", False, 3)
    documents = [received(document) for document in (OTHER_YEAR, LATE, LIST)]
    after = release(tmp_path, 2, figures(T6_62=105.0, T6_615=45.0, T6_610=61.0, T8_62=None), documents, [mend, ignored])
    define(after, RESTS_ON)
    found = {(row["indicator"], row["area_code"]): row for row in compare(before, after, "62").to_dicts()}
    assert list(found) == sorted(found) and len(found) == len(FIGURES)
    assert found["T6", "62"]["difference"] == 5.0 and found["T6", "62"]["is_changed"]
    both = f"9/BC ({LATE[0]}); Liên minh đính chính {LATE[0]} › Biểu 2 › K17 = 45 (Nguyễn Văn A)"
    assert found["T6", "62"]["documents"] == found["T6", "615"]["documents"] == both
    assert found["T6", "610"]["is_changed"] and found["T6", "610"]["documents"] is None  # another district's
    assert (found["T8", "62"]["later_value"], found["T8", "62"]["difference"]) == (None, None)
    assert found["T8", "62"]["documents"] == f"không số ({LIST[0]})"
    assert not found["T1", "62"]["is_changed"] and found["T1", "62"]["documents"] is None
    assert {(row["earlier_release"], row["later_release"]) for row in found.values()} == {(1, 2)}


@pytest.mark.parametrize("columns", [(), ("rests_on_report",)], ids=["no_table", "fewer_columns"])
def test_releases_of_an_older_program_that_do_not_say_what_a_figure_rests_on_name_every_form(tmp_path: Path, columns: tuple) -> None:
    before, after = release(tmp_path, 1, figures()), release(tmp_path, 2, figures(T6_62=105.0), [received(LATE), received(LIST)])
    for made in (before, after) if columns else ():
        define(made, columns)
    found = {row["indicator"]: row["documents"] for row in compare(before, after, "62").to_dicts() if row["is_changed"]}
    every_form = f"9/BC ({LATE[0]}); không số ({LIST[0]})"
    assert found == {"T6": every_form}
    define(after, RESTS_ON)  # the newer of the two says
    found = {row["indicator"]: row["documents"] for row in compare(before, after, "62").to_dicts() if row["is_changed"]}
    assert found == {"T6": f"9/BC ({LATE[0]})"}


def test_releases_are_found_in_the_order_of_their_numbers_and_read_as_they_were_written(tmp_path: Path) -> None:
    made = [release(tmp_path, number, figures()) for number in (10, 2, 1)]
    (tmp_path / "ghi-chu").mkdir()
    assert releases_of(tmp_path) == releases_of(tmp_path, 2018) == made[::-1]
    assert releases_of(tmp_path, 2019) == releases_of(tmp_path / "none") == []
    assert made[0].digest() != made[1].digest() and made[0].name == "2018/10"


def test_what_is_no_release_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match=ABOUT):
        read_release(tmp_path)
    (tmp_path / ABOUT).write_text('{"year": 2018}', encoding="utf-8")
    with pytest.raises(ReleaseError, match="không đọc được"):
        read_release(tmp_path)
    made = release(tmp_path / "shelf", 1, figures())
    with pytest.raises(ReleaseError, match=r"manifest\.json"):
        _ = made.manifest
    made.warehouse.write_bytes(b"no database")
    with pytest.raises(ReleaseError, match="không đọc được kho số liệu"):
        compare(made, made, "62")


def test_a_release_is_compared_with_today_and_with_another_year(tmp_path: Path) -> None:
    settings = resolve(releases=tmp_path / "releases", warehouse=tmp_path / "hoptac.duckdb")
    made = release(settings.releases, 1, figures())
    later = release(tmp_path / "elsewhere", 2, [*figures(T6_62=110.0), (2019, "T6", "62", 130.0)], [received(LATE)])
    later.warehouse.rename(settings.warehouse)
    assert states(settings, "2018/1", "now") == (made, Present(settings.warehouse, 2018))
    assert states(settings, "2018", "2019") == (Present(settings.warehouse, 2018), Present(settings.warehouse, 2019))
    now = compare(*states(settings, "2018/1", "now"), "62").filter("is_changed").to_dicts()
    assert [(row["indicator"], row["earlier_value"], row["later_value"], row["documents"]) for row in now] == [
        ("T6", 100.0, 110.0, "9/BC (2018/615/dinh-chinh.xlsx)")
    ]
    year = {row["indicator"]: row for row in compare(*states(settings, "2018/1", "2019"), "62").to_dicts() if row["area_code"] == "62"}
    assert (year["T6"]["reference_year"], year["T6"]["difference"], year["T8"]["later_value"]) == (2019, 30.0, None)
    with pytest.raises(ReleaseError):
        states(settings, "now", "now")
    with pytest.raises(ReleaseError):
        states(settings, "2018/7", "now")


def test_a_figure_that_the_later_state_no_longer_defines_is_told_by_its_code(tmp_path: Path) -> None:
    before, after = release(tmp_path, 1, figures()), release(tmp_path, 2, figures(T8_62=None))
    defined = "'T6' as indicator, 'Số thành viên' as indicator_name, 'người' as unit_of_measure, 6 as sort_order"
    with duckdb.connect(str(after.warehouse)) as connection:
        connection.execute(f"create table mart.dim_indicator as select {defined}")
    rows = {row["indicator"]: row for row in named(compare(before, after, "62"), after, {}, "vi").to_dicts()}
    assert (rows["T6"]["indicator_name"], rows["T6"]["unit_of_measure"]) == ("Số thành viên", "người")
    assert (rows["T8"]["indicator_name"], rows["T8"]["unit_of_measure"]) == ("T8", "")
