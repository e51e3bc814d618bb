"""The data package: exact in Parquet, harmless in CSV, described as Frictionless asks, the same bytes every time."""

from __future__ import annotations

import codecs
import csv
import hashlib
import json
from pathlib import Path

import duckdb
import openpyxl
import polars as pl
import pytest
from frictionless import Package

from pipeline.config.model import Licence
from pipeline.reports.open_data.datapackage import write_data_package
from tests.reports.conftest import NASTY, World


def _package(world: World, **more: object) -> tuple[Path, dict]:
    path = write_data_package(world.outputs(**more))
    return path.parent, json.loads(path.read_text(encoding="utf-8"))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_mart_is_there_in_three_forms_with_hash_and_size(world: World) -> None:
    folder, package = _package(world)
    with duckdb.connect(str(world.warehouse), read_only=True) as connection:
        marts = {row[0] for row in connection.execute("select table_name from duckdb_tables() where schema_name = 'mart'").fetchall()}
    forms = {f"{name}.{kind}" for name in marts for kind in ("csv", "parquet", "xlsx")}
    assert {resource["path"] for resource in package["resources"]} == forms | {"tu-dien.xlsx", "giay-phep.txt"}
    assert {path.name for path in folder.iterdir()} == {resource["path"] for resource in package["resources"]} | {"datapackage.json"}
    for resource in package["resources"]:
        data = (folder / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(data), "sha256:" + hashlib.sha256(data).hexdigest())
    assert len({resource["name"] for resource in package["resources"]}) == len(package["resources"])


def test_two_runs_give_identical_bytes(world: World) -> None:
    folder, _ = _package(world)
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    _package(world)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first


def test_bytes_do_not_depend_on_the_order_of_rows_in_the_warehouse(world: World, tmp_path: Path) -> None:
    seen = []
    for number, order in enumerate(["a", "a desc"]):
        warehouse = tmp_path / f"{number}.duckdb"
        with duckdb.connect(str(warehouse)) as connection:
            connection.execute("create schema mart")
            connection.execute(f"create table mart.big as select range % 7 as b, range::varchar as a from range(20000) order by {order}")
        folder = write_data_package(world.outputs(warehouse=warehouse, folder=tmp_path / f"out{number}")).parent
        rows = pl.read_parquet(folder / "big.parquet")
        assert rows.equals(rows.sort("b", "a"))
        seen.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert seen[0] == seen[1]


def test_parquet_is_exact_and_csv_texts_are_never_live(world: World) -> None:
    folder, _ = _package(world)
    assert pl.read_parquet(folder / "fct_unit_year.parquet")["name"].to_list() == ["-HTX", NASTY]
    rows = _rows(folder / "fct_unit_year.csv")
    assert [(row["name"], row["revenue_vnd"]) for row in rows] == [("'-HTX", "7"), ("'" + NASTY, "-5")]


@pytest.mark.parametrize("text", ["=1+1", "+84", "-", "@SUM(A1)", "\t=1", "\r=1"])
def test_each_dangerous_beginning_is_neutralised(world: World, tmp_path: Path, text: str) -> None:
    warehouse = tmp_path / "other.duckdb"
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("create schema mart; create table mart.t (a varchar, n double)")
        connection.execute("insert into mart.t values (?, -1.5), ('a=b', null), (null, 0)", [text])
    folder = write_data_package(world.outputs(warehouse=warehouse, folder=tmp_path / "out")).parent
    assert sorted((row["a"], row["n"]) for row in _rows(folder / "t.csv")) == sorted([("'" + text, "-1.5"), ("a=b", ""), ("", "0.0")])


def test_fields_are_typed_and_described(world: World) -> None:
    _, package = _package(world)
    resources = {resource["name"]: resource for resource in package["resources"]}
    fields = {field["name"]: field for field in resources["fct_indicator"]["schema"]["fields"]}
    assert fields["value"] == {"name": "value", "type": "number", "description": "Giá trị, chưa làm tròn"}
    assert fields["reference_year"]["type"] == "integer"
    assert resources["fct_indicator"]["schema"]["primaryKey"] == ["reference_year", "indicator", "area_code"]
    assert resources["fct_indicator"]["title"].startswith("Chỉ tiêu theo năm")
    types = {field["name"]: field["type"] for field in resources["fct_submission"]["schema"]["fields"]}
    assert (types["received_at"], types["is_current"], types["version"], types["path"]) == ("datetime", "boolean", "integer", "string")
    assert "primaryKey" not in resources["fct_quality"]["schema"]  # the province's own scores have no sender


def test_moments_are_utc_and_blank_means_unknown(world: World) -> None:
    folder, _ = _package(world)
    rows = {(row["sender"], row["form"]): row for row in _rows(folder / "fct_submission.csv")}
    assert rows["615", "agency_report"]["due_before"] == "2019-12-09T17:00:00Z"
    assert rows["618", "agency_report"]["received_at"] == ""
    assert rows["615", "agency_report"]["is_current"] == "true"


def test_frictionless_finds_the_package_valid(world: World) -> None:
    folder, package = _package(world)
    report = Package(folder / "datapackage.json").validate()
    assert report.valid, report.flatten(["name", "message"])
    assert {task.name for task in report.tasks if task.type == "table"} == {path.stem for path in folder.glob("*.csv")}
    assert report.stats["tasks"] == len(package["resources"])


def test_a_spreadsheet_knows_that_a_csv_is_utf8(world: World) -> None:
    assert all(path.read_bytes().startswith(codecs.BOM_UTF8) for path in _package(world)[0].glob("*.csv"))


def test_a_workbook_has_vietnamese_heads_numbers_that_are_numbers_and_codes_that_are_text(world: World) -> None:
    sheet = openpyxl.load_workbook(_package(world)[0] / "fct_indicator.xlsx").active
    assert sheet is not None
    head, first, *_ = sheet.iter_rows(values_only=True)
    row = dict(zip(head, first, strict=True))
    assert isinstance(row["area_code"], str) and isinstance(row["Giá trị, chưa làm tròn"], int | float)


def test_the_dictionary_says_what_every_column_of_every_table_means(world: World) -> None:
    folder, package = _package(world)
    sheet = openpyxl.load_workbook(folder / "tu-dien.xlsx").active
    assert sheet is not None
    head, *rows = sheet.iter_rows(values_only=True)
    assert head == ("Bảng", "Nội dung bảng", "Cột", "Kiểu", "Ý nghĩa")
    described = {
        (one["name"], field["name"]) for one in package["resources"] if one["format"] == "csv" for field in one["schema"]["fields"]
    }
    assert {(row[0], row[2]) for row in rows} == described
    assert ("fct_indicator", "value", "số", "Giá trị, chưa làm tròn") in {(row[0], *row[2:]) for row in rows}


def test_a_licence_is_stated_where_there_is_one_and_its_lack_where_there_is_none(world: World) -> None:
    folder, package = _package(world)
    assert "licenses" not in package and "chưa công bố giấy phép" in (folder / "giay-phep.txt").read_text(encoding="utf-8-sig")
    stated = Licence(name="CC-BY-4.0", title="Ghi công 4.0", path="https://creativecommons.org/licenses/by/4.0/")
    folder, package = _package(world, province=world.province.model_copy(update={"licence": stated}))
    assert package["licenses"] == [stated.model_dump()]
    assert "Giấy phép: Ghi công 4.0 (https://" in (folder / "giay-phep.txt").read_text(encoding="utf-8-sig")
    assert _package(world, notice="MÔ PHỎNG")[1]["licenses"][0]["name"] == "CC0-1.0"


def test_simulated_data_say_so(world: World) -> None:
    assert "MÔ PHỎNG" in _package(world, notice="MÔ PHỎNG")[1]["notice"]
    assert "MÔ PHỎNG" not in _package(world)[1]["notice"]
    assert "SIMULATED" in _package(world, notice="MÔ PHỎNG", lang="en")[1]["notice"]


def test_a_table_that_is_gone_leaves_no_file(world: World) -> None:
    folder, _ = _package(world)
    (folder / "fct_old.csv").write_text("a\n", encoding="utf-8")
    _package(world)
    assert not (folder / "fct_old.csv").exists()
