"""A small simulated province with what an office meets: a report missing, a corrected one, a cell mended by the Alliance, a waiver,
a unit that no registry knows, a name that looks like a formula. Built by the stages' own functions; findings are written by hand.
"""

from __future__ import annotations

import csv
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl

from pipeline import config
from pipeline.config import Province
from pipeline.identity.link import link
from pipeline.intake.read import read_raw
from pipeline.quality.findings import frame
from pipeline.warehouse import transform
from pipeline.warehouse.load import run_frames, write_schema
from pipeline.warehouse.publish import publish
from tests.simulator import simulate, write_raw
from tests.simulator.profile import Misreport, small

DISTRICTS = ("608", "611", "615")
YEAR = 2019
AS_OF = datetime(2020, 2, 1, tzinfo=UTC)
SILENT = "611"  # sends nothing in 2019
STRANGE = "608"  # reports a unit that no registry knows, and a THT whose name looks like a formula
MENDED = "615"  # has a cell that the Alliance mends, and a year before that it corrected itself
FORMULA = "=1+1 THT Đoàn Kết"
UNKNOWN = "HTX Không Ai Biết"
REPORT = "{year}/{sender}/agency_report_{sender}_{year}.xlsx"
# What explain and trace read, beside the findings.
READ = [
    "dim_agency",
    "dim_area",
    "dim_area_period",
    "dim_column",
    "dim_indicator",
    "fct_area_year",
    "fct_contribution",
    "fct_correction",
    "fct_indicator",
    "fct_reported_item",
    "fct_sector",
    "fct_submission",
    "fct_task",
    "fct_training",
    "fct_figure_source",
    "fct_unit_year",
]
Row = dict[str, str]


@dataclass(frozen=True)
class Built:
    """The published warehouse with the folder it was built in; ``mended``: the cell's letter and row."""

    folder: Path
    warehouse: Path
    raw: Path
    province: Province
    mended: tuple[str, int]


def build(folder: Path) -> Built:
    province = _province(folder / "province")
    profile = small(
        htx=24,
        years=2,
        province=province.folder,
        district_weights={"608": 3.0, "611": 2.0, "615": 2.0},
        fund_districts=("608", "615"),
        misreports=(Misreport(MENDED, 2018, "HTX", 3, "2019-04-18T09:45:00+07:00", "Đính chính số thành viên"),),
    )
    raw = folder / "raw"
    write_raw(simulate(profile, seed=5), raw, "plain")
    _silence(raw)
    _estrange(raw / REPORT.format(year=YEAR, sender=STRANGE))
    mended = _mend(raw)
    build_file = folder / "build.duckdb"
    landing = read_raw(raw, province, AS_OF, None, None)
    write_schema(build_file, "landing", landing | run_frames(province, YEAR, AS_OF))
    tables = link(landing, province, None).frames()
    found = pl.concat([landing["finding"], tables.pop("finding")])
    write_schema(build_file, "identity", tables)
    write_schema(build_file, "landing", {"finding": found})
    places = ["--target-path", str(folder / "dbt"), "--log-path", str(folder / "logs")]
    kinds = ["--resource-type", "seed", "--resource-type", "model"]
    transform.run_dbt(["build", *kinds, "--select", *(f"+{table}" for table in READ), *places], build_file, province)
    write_schema(build_file, "mart", {"fct_finding": frame(_findings(mended))})
    warehouse = folder / "hoptac.duckdb"
    publish(build_file, warehouse)
    return Built(folder, warehouse, raw, province, mended)


def _province(folder: Path) -> Province:
    """Kon Tum with three districts: fewer areas, the same rules."""
    shutil.copytree(config.DEFAULT_PROVINCE, folder)
    whole = config.load()
    gone = {area.area_code for area in whole.districts()} - set(DISTRICTS)
    gone |= {row.new_area_code for row in whole.bridges if row.former_district_code in gone}
    gone |= {area.area_code for area in whole.areas if area.parent_code in gone}
    gone |= {agency.sender for agency in whole.agencies if agency.area_code in gone}
    for name in ("area", "area_bridge", "commune_successor", "agency", "obligation", "task"):
        path = folder / "seeds" / f"{name}.csv"
        columns = ("area_code", "parent_code", "sender", "new_area_code", "former_district_code", "former_area_code")
        _change(path, lambda row, columns=columns: None if gone & {row.get(column) for column in columns} else row)
    return config.load(folder)


def _change(path: Path, change: Any) -> None:
    """Rewrite a CSV row by row; None leaves the row out."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    _write(path, [changed for row in rows if (changed := change(row)) is not None])


def _write(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _silence(raw: Path) -> None:
    gone = REPORT.format(year=YEAR, sender=SILENT)
    strange = REPORT.format(year=YEAR, sender=STRANGE)
    (raw / gone).unlink()
    _change(raw / "incoming.csv", lambda row: None if row["path"] == gone else row | {"sha256": ""} if row["path"] == strange else row)


def _sheet(path: Path) -> tuple[Any, Any, dict[str, int], int]:
    """Workbook, biểu 2, column numbers by heading, first row of data."""
    book = openpyxl.load_workbook(path)
    sheet = book["Biểu 2"]
    header = next(row for row in sheet.iter_rows() if any(cell.value == "Tên đơn vị" for cell in row))
    return book, sheet, {str(cell.value): cell.column for cell in header if cell.value}, header[0].row + 1


def _estrange(path: Path) -> None:
    book, sheet, columns, first = _sheet(path)
    rows = range(first, sheet.max_row + 1)
    kinds = {row: sheet.cell(row, columns["Loại hình"]).value for row in rows}
    alive = {row for row in rows if sheet.cell(row, columns["Tình trạng"]).value == "Đang hoạt động"}
    htx = next(row for row, kind in kinds.items() if kind == "HTX" and row in alive)
    sheet.cell(htx, columns["Tên đơn vị"]).value = UNKNOWN
    sheet.cell(htx, columns["Mã số HTX"]).value = None
    name = sheet.cell(next(row for row, kind in kinds.items() if kind == "THT" and row in alive), columns["Tên đơn vị"])
    name.value = FORMULA
    name.data_type = "s"
    book.save(path)


def _mend(raw: Path) -> tuple[str, int]:
    """The Alliance mends a number of members: one more than the office wrote."""
    path = REPORT.format(year=YEAR, sender=MENDED)
    _, sheet, columns, first = _sheet(raw / path)
    column = columns["Số thành viên"]
    kind, state = columns["Loại hình"], columns["Tình trạng"]
    row = next(
        r for r in range(first, sheet.max_row + 1) if sheet.cell(r, kind).value == "HTX" and sheet.cell(r, state).value == "Đang hoạt động"
    )
    cell = sheet.cell(row, column)
    signed = {"reason": "Văn phòng UBND huyện xác nhận", "signed_by": "Nguyễn Văn A", "signed_at": "2020-01-05T09:00:00+07:00"}
    line = {"path": path, "sheet": "Biểu 2", "cell": cell.coordinate, "expect": str(cell.value), "value": str(cell.value + 1)} | signed
    _write(raw / "corrections.csv", [line])
    return cell.column_letter, row


def _findings(mended: tuple[str, int]) -> list[dict[str, Any]]:
    """One waived, about a document that is not there; one at a cell; one at another field of the same row."""
    here = {
        "reference_year": YEAR,
        "severity": "warning",
        "sender": MENDED,
        "path": REPORT.format(year=YEAR, sender=MENDED),
        "sheet": "Biểu 2",
    }
    waived = {"is_waived": True, "waiver_reason": "Huyện gửi sau", "waiver_signed_by": "Trần Thị B", "waiver_signed_at": "2020-01-06"}
    missing = {"reference_year": YEAR, "severity": "error", "rule": "submission_missing", "sender": SILENT, "message": "Chưa nhận được."}
    column, row = mended
    return [
        missing | waived,
        here | {"rule": "figure_off_by_ten", "row": row, "column": column, "message": "Số thành viên khác thường."},
        here | {"rule": "unit_rated_too_young", "row": row, "field": "rating", "message": "Xếp loại sớm."},
    ]
