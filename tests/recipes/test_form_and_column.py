"""CONTRIBUTING's recipes “a column” and “a form”, followed in a copy: a figure of biểu 2 asked for from 2020, and a biểu 6."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest
from openpyxl import load_workbook

from tests.recipes.house import House, change, copied, fill, header_of

COLUMN = """  tractors:
    label: Số máy kéo
    type: count
    from_year: 2020
    headers: [máy kéo, số lượng máy kéo]
    help:
      vi: Số máy kéo của đơn vị.
      en: Tractors that the unit owns.
    example: "3"
    width: 9
    mart: {vi: "Máy kéo, chiếc", en: Tractors}
    annex: {vi: Máy kéo, en: Tractors, width: 9}
"""
FORM = """table: fair_visit
form: agency_report
sheet: 6
title: Biểu 6
description: {vi: "Biểu 6, hội chợ", en: "Fairs that the sender took part in, one row a fair"}
about: [hội chợ]
anchors: [fair]
signs: [visited_on]
heading: "BIỂU 6. THAM GIA HỘI CHỢ NĂM {year}"
guide:
  vi: Mỗi hội chợ một dòng.
  en: One row a fair.
frozen_columns: 1
fields:
  fair:
    label: Tên hội chợ
    type: text
    filled: true
    headers: [hội chợ]
    help: {vi: Tên hội chợ., en: Name of the fair.}
    example: Hội chợ sâm Ngọc Linh
    width: 40
  visited_on:
    label: Ngày tham gia
    type: date
    help: {vi: Ngày đầu., en: First day.}
    example: "05/10/{year}"
    width: 12
  sales:
    label: Doanh số
    type: money
    limit: 5000
    help: {vi: Doanh số bán tại hội chợ., en: Sales at the fair.}
    example: "12,5"
    width: 10
"""
GROUP = {
    "Loại hình": "THT",
    "Xã/phường/thị trấn": "xã Hà Mòn",
    "Lĩnh vực": "Nông nghiệp",
    "Tình trạng": "Đang hoạt động",
    "Số thành viên": 12,
}
UNITS = [GROUP | {"Tên đơn vị": "THT chăn nuôi dê"}, GROUP | {"Tên đơn vị": "THT rau sạch"}]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The copy with both recipes followed up to ``make declarations``, which is told apart: settings are refused until then."""
    house = copied(tmp_path_factory.mktemp("recipe"))
    forms = house.place / "pipeline" / "config" / "forms"
    with (forms / "unit_report.yaml").open("a", encoding="utf-8") as file:
        file.write(COLUMN)
    (forms / "fair_visit.yaml").write_text(FORM, encoding="utf-8")
    change(
        house.place / "pipeline" / "config" / "kon_tum" / "seeds" / "obligation.csv",
        "615,agency_report,1 2 3 4,",
        "615,agency_report,1 2 3 4 6,",
    )
    told = house.run("templates", "--year", "2020", "--out", str(house.home / "none"))
    assert (told.returncode, told.stdout, len(told.stderr.splitlines())) == (1, "", 1)
    assert "tractors" in told.stderr and "make declarations" in told.stderr
    done = house.run("-m", "pipeline.config", python=True)
    assert done.returncode == 0, done.stderr
    return house


def test_a_declaration_that_lacks_something_is_told_in_one_line(tmp_path: Path) -> None:
    house = copied(tmp_path)
    with (house.place / "pipeline" / "config" / "forms" / "unit_report.yaml").open("a", encoding="utf-8") as file:
        file.write(COLUMN.replace("    annex: {vi: Máy kéo, en: Tractors, width: 9}\n", ""))
    told = house.run("-m", "pipeline.config", python=True)
    assert (told.returncode, told.stdout, len(told.stderr.splitlines())) == (1, "", 1)
    assert "unit_report.yaml" in told.stderr and "annex" in told.stderr


@pytest.fixture(scope="module")
def blank(house: House) -> dict[int, Path]:
    return {year: house.templates(year) for year in (2019, 2020)}


@pytest.fixture(scope="module")
def recipe_run(house: House, blank: dict[int, Path]) -> House:
    """2019 and 2020 filled in and run: in 2020 one sender has the column, another's sheet lacks it."""
    before, after = (blank[year] / f"615-agency_report-{year}.xlsx" for year in (2019, 2020))
    fair = {"Tên hội chợ": "Hội chợ dược liệu", "Ngày tham gia": date(2020, 10, 5), "Doanh số": 12.5}
    house.file(fill(before, {"Biểu 2": UNITS}, house.home / "a.xlsx"), "615", 2019)
    house.file(fill(after, {"Biểu 2": [UNITS[0] | {"Số máy kéo": 3}, UNITS[1]], "Biểu 6": [fair]}, house.home / "b.xlsx"), "615", 2020)
    path = fill(
        blank[2020] / "611-agency_report-2020.xlsx", {"Biểu 2": [UNITS[0] | {"Xã/phường/thị trấn": "xã Bờ Y"}]}, house.home / "c.xlsx"
    )
    book = load_workbook(path)
    book["Biểu 2"].delete_cols(header_of(book["Biểu 2"])["Số máy kéo"])
    book.save(path)
    house.file(path, "611", 2020)
    done = house.run("run", "--year", "2020", "--as-of", "2020-12-14T00:00:00+07:00")
    assert done.returncode == 3, done.stdout + done.stderr  # most reports are missing
    return house


def test_the_blank_workbook_asks_for_the_column_from_its_first_year(blank: dict[int, Path]) -> None:
    old, new = (load_workbook(blank[year] / f"615-agency_report-{year}.xlsx") for year in (2019, 2020))
    assert "Số máy kéo" in header_of(new["Biểu 2"]) and "Số máy kéo" not in header_of(old["Biểu 2"])
    told = {year: [cell.value for cell in book["Hướng dẫn"]["A"]] for year, book in ((2019, old), (2020, new))}
    assert "Số máy kéo" in told[2020] and "Số máy kéo" not in told[2019]
    check = next(check for check in new["Biểu 2"].data_validations.dataValidation if "T6" in check.sqref)
    assert (header_of(new["Biểu 2"])["Số máy kéo"], check.type) == (20, "whole")


def test_the_column_lands_and_is_a_figure_of_the_unit(recipe_run: House) -> None:
    rows = recipe_run.ask(
        "select sender, reference_year, name, tractors from mart.fct_unit_year join mart.fct_submission using (reference_year, path)"
    )
    assert sorted(row for row in rows if row[0] == "615") == [
        ("615", 2019, "THT chăn nuôi dê", None),
        ("615", 2019, "THT rau sạch", None),
        ("615", 2020, "THT chăn nuôi dê", 3),
        ("615", 2020, "THT rau sạch", None),
    ]
    said = recipe_run.ask("select data_type, comment from duckdb_columns() where table_name = 'fct_unit_year' and column_name = 'tractors'")
    assert said == [("BIGINT", "Máy kéo, chiếc")]
    letters = recipe_run.ask("select column_letter, header from mart.dim_column where field = 'tractors'")
    assert letters == [("T", "Số máy kéo")]


def test_a_year_before_the_column_does_not_miss_it_and_a_later_one_does(recipe_run: House) -> None:
    missed = recipe_run.ask(
        "select sender, reference_year from mart.fct_finding where rule = 'column_missing' and message like '%máy kéo%'"
    )
    assert missed == [("611", 2020)]


def test_the_annex_lists_the_figure_and_a_cell_is_traced(recipe_run: House) -> None:
    sheet = load_workbook(next((recipe_run.home / "out" / "2020").glob("*phu-luc-2020.xlsx")))["Số liệu từng đơn vị"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if "Máy kéo" in row)
    place = head.index("Máy kéo")
    assert {row[1]: row[place] for row in rows if row[1] and row[1].startswith("THT")}["THT chăn nuôi dê"] == 3
    [(path,)] = recipe_run.ask("select path from mart.fct_submission where sender = '615' and reference_year = 2020 and was_read")
    traced = recipe_run.run("trace", path, "Biểu 2", "T6")
    assert traced.returncode == 0 and "THT chăn nuôi dê" in traced.stdout, traced.stderr


def test_nothing_of_it_reaches_the_public(recipe_run: House) -> None:
    with duckdb.connect(str(recipe_run.publish()), read_only=True) as connection:
        columns = connection.execute("select table_name, column_name from duckdb_columns()").fetchall()
    assert ("fct_sector", "members") in columns and "tractors" not in {name for _, name in columns}


def test_the_form_has_a_sheet_lands_and_is_staged(recipe_run: House, blank: dict[int, Path]) -> None:
    book = load_workbook(blank[2020] / "615-agency_report-2020.xlsx")
    assert list(header_of(book["Biểu 6"])) == ["Tên hội chợ", "Ngày tham gia", "Doanh số"]
    assert "Biểu 6" not in load_workbook(blank[2020] / "611-agency_report-2020.xlsx").sheetnames
    build = recipe_run.warehouse.with_name("w.work") / "build.duckdb"
    with duckdb.connect(str(build), read_only=True) as connection:
        staged = connection.execute("select sender, reference_year, fair, visited_on, sales_vnd from staging.stg_fair_visit").fetchall()
    assert staged == [("615", 2020, "Hội chợ dược liệu", date(2020, 10, 5), 12_500_000)]


def test_a_place_that_cannot_be_written_is_named_in_one_line(tmp_path: Path) -> None:
    house = copied(tmp_path)
    taken = house.place / "dbt_project" / "models" / "staging" / "stg_unit_report.sql"
    taken.unlink()
    taken.mkdir()
    told = house.run("-m", "pipeline.config", python=True)
    assert (told.returncode, told.stdout, len(told.stderr.splitlines())) == (1, "", 1)
    assert str(taken) in told.stderr
