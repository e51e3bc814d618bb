"""A small published warehouse and the raw/ it came from: six senders, each a different case of the way back.

615 wrong cells in its own workbook · 608 nothing wrong · 618 missing · 617 unreadable · SKHDT a CSV and a workbook ·
LMHTX two workbooks · SNNPTNT an old .xls.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import polars as pl
import polars.selectors as cs
import pytest
import xlwt
from openpyxl.styles import Font, PatternFill

from pipeline import config
from pipeline.quality.findings import SCHEMA as FINDING
from pipeline.reports.outputs import Outputs
from tests.reports.official import invented

YEAR = 2019
AS_OF = datetime(2019, 12, 14, 23, 59, 59, tzinfo=timezone(timedelta(hours=7)))
NASTY = '=HYPERLINK("http://x.example";"HTX <b>Đăk & Hà</b>")'

SUBMISSION = {
    "submission_id": pl.String,
    "sender": pl.String,
    "form": pl.String,
    "reference_year": pl.Int32,
    "version": pl.Int32,
    "path": pl.String,
    "sha256": pl.String,
    "document_no": pl.String,
    "note": pl.String,
    "due_before": pl.Datetime("us", "UTC"),
    "received_at": pl.Datetime("us", "UTC"),
    "timeliness": pl.String,
    "days_late": pl.Int32,
    "is_current": pl.Boolean,
    "was_read": pl.Boolean,
    "is_owed": pl.Boolean,
}


@dataclass(frozen=True)
class World:
    """Where the test's warehouse, raw files, suites and outputs are."""

    warehouse: Path
    raw: Path
    suites: Path
    out: Path
    province: config.Province
    receipt: dict[str, Any]

    def outputs(self, **other: Any) -> Outputs:
        """What the writers of the year's files are given; ``other``: what a test wants otherwise."""
        here = Outputs(self.warehouse, self.raw, self.suites, self.out, self.province, YEAR, AS_OF, self.receipt)
        return replace(here, **other)


def _district_book(path: Path, sheet_2: str = "BIỂU 2 ") -> None:
    book = openpyxl.Workbook()
    totals = book.active
    totals.title = "Biểu 1"
    totals.append(["Biểu 1. TỔNG HỢP NĂM 2019"])
    totals.append([])
    totals.append(["STT", "Chỉ tiêu", "Đơn vị tính", "Thực hiện năm 2018", "Thực hiện năm 2019"])
    totals.append(["I.1", "Tổng số hợp tác xã", "HTX", 2, 3])
    totals["E6"] = "=SUM(E4:E4)"
    units = book.create_sheet(sheet_2)
    units.merge_cells("A1:H1")
    units["A1"] = "DANH SÁCH ĐƠN VỊ"
    units["A1"].font = Font(name="Times New Roman", bold=True, size=14)
    for column, text in enumerate(["Tên đơn vị", "Loại hình", "Mã số HTX", "Xã/phường/thị trấn", "Số thành viên"], start=1):
        units.cell(3, column, text).fill = PatternFill("solid", fgColor="DDEBF7")
    for row, values in enumerate(
        [("HTX Đăk Mar", "HTX", "6101123457", "Đăk Mar", "7 triệu"), ("HTX Hà Mòn", "HTX", None, None, 12)], start=4
    ):
        for column, value in enumerate(values, start=1):
            units.cell(row, column, value)
    units.merge_cells("D4:D5")
    units.column_dimensions["A"].width = 42
    units.freeze_panes = "A4"
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def _simple_book(path: Path, title: str, rows: list[list[Any]]) -> None:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def _old_book(path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Bieu 5")
    sheet.write_merge(0, 0, 0, 4, "XẾP LOẠI HTX NÔNG NGHIỆP NĂM 2019")
    for column, text in enumerate(["Tên HTX", "Mã số HTX", "Huyện/thành phố", "Điểm", "Xếp loại"]):
        sheet.write(2, column, text)
    sheet.row(0).height, sheet.row(2).height, sheet.row(2).has_default_height = 30 * 20, 45 * 20, 1
    date_style = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for column, value in enumerate(["HTX Đăk Mar", "6101123457", "Đăk Hà", 81.5, "Khá"]):
        sheet.write(3, column, value)
    sheet.write(3, 5, datetime(2019, 11, 30), date_style)  # noqa: DTZ001 (a date in a cell has no zone)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(str(path))


FILES = {
    ("615", "agency_report"): "2019/615/bao cao.xlsx",
    ("608", "agency_report"): "2019/608/bc608.xlsx",
    ("617", "agency_report"): "2019/617/hong.xlsx",
    ("SKHDT", "registry_extract"): "2019/SKHDT/dangky.csv",
    ("SKHDT", "agency_report"): "2019/SKHDT/bc.xlsx",
    ("LMHTX", "alliance_members"): "2019/LMHTX/thanhvien.xlsx",
    ("LMHTX", "agency_report"): "2019/LMHTX/bc.xlsx",
    ("SNNPTNT", "agency_report"): "2019/SNNPTNT/bc.xls",
}


def _raw(raw: Path) -> None:
    _district_book(raw / FILES["615", "agency_report"])
    _district_book(raw / FILES["608", "agency_report"], "Biểu 2")
    (raw / "2019/617").mkdir(parents=True)
    (raw / FILES["617", "agency_report"]).write_bytes(b"PK\x03\x04 hong")
    registry = f'Mã số HTX;Tên;Huyện/thành phố\n0100047516;"HTX Đăk Mar";Đăk Hà\n06101123457;{NASTY.replace(";", ",")};Đăk Hà\n'
    (raw / "2019/SKHDT").mkdir(parents=True)
    (raw / FILES["SKHDT", "registry_extract"]).write_text(registry, encoding="utf-8-sig")
    task = [
        ["Biểu 4. NHIỆM VỤ"],
        ["Mã nhiệm vụ", "Nội dung", "Trạng thái", "Kết quả", "Số liệu", "Đơn vị tính"],
        ["1.a", "x", "Hoàn thành"],
    ]
    _simple_book(raw / FILES["SKHDT", "agency_report"], "Sheet1", task)
    _simple_book(raw / FILES["LMHTX", "agency_report"], "Sheet1", task)
    members = [
        ["Tên", "Loại hình", "Mã số HTX", "Huyện/thành phố", "Ngày kết nạp"],
        ["HTX Đăk Mar", "HTX", "6101123457", "Đăk Hà", "31/02/2019"],
    ]
    _simple_book(raw / FILES["LMHTX", "alliance_members"], "Sheet1", members)
    _old_book(raw / FILES["SNNPTNT", "agency_report"])


def finding(rule: str, severity: str, sender: str | None, path: str | None = None, **more: Any) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(FINDING)
    row |= {"reference_year": YEAR, "rule": rule, "severity": severity, "sender": sender, "path": path}
    row |= {"is_waived": False, "is_confirmed": False}
    row |= {"message": f"Sai {rule}.", "remedy": "Sửa lại ô này.", "table_name": "landing.finding"} | more
    row["finding_id"] = hashlib.sha256(json.dumps(row, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]
    return row


def of_years(findings: pl.DataFrame) -> pl.DataFrame:
    """mart.fct_finding_year where each finding concerns its own year's report alone."""
    return findings.select("finding_id", pl.col("reference_year").fill_null(YEAR), cs.contains("waive"))


def _findings() -> list[dict[str, Any]]:
    of_615 = FILES["615", "agency_report"]
    return [
        finding("missing_report", "error", "618", message="Chưa nhận được báo cáo năm 2019.", remedy="Gửi báo cáo ngay."),
        finding(
            "unreadable_file",
            "error",
            "617",
            FILES["617", "agency_report"],
            message="Không mở được tệp: tệp bị hỏng.",
            remedy="Lưu lại, gửi lại.",
        ),
        finding(
            "value_unreadable",
            "error",
            "615",
            of_615,
            sheet="BIỂU 2 ",
            row=4,
            column="E",
            value="7 triệu",
            unit_key="u1",
            field="members",
            message="Số thành viên ghi “7 triệu” không đọc được.",
            remedy="Ghi số người.",
        ),
        finding(
            "sheet_totals",
            "error",
            "615",
            of_615,
            sheet="Biểu 1",
            row=4,
            column="E",
            value="3",
            message="Biểu 1 ghi 3 HTX, biểu 2 có 2.",
            table_name="checks.totals",
            is_waived=True,
            waiver_reason="Đã đối chiếu qua điện thoại",
            waiver_signed_by="Nguyễn Văn A",
            waiver_signed_at="2019-12-12",
        ),
        finding("commune_unknown", "warning", "615", of_615, sheet="BIỂU 2 ", row=5, column="D", value="Đăk Mar", message="Xã không rõ."),
        finding("row_doubtful", "warning", "615", of_615, sheet="BIỂU 2 ", row=5, value=NASTY, message=f"Dòng của {NASTY} trùng."),
        finding("column_scale", "warning", "615", of_615, sheet="BIỂU 2 ", column="E", message="Cả cột có thể sai đơn vị."),
        finding(
            "unit_absent",
            "error",
            "615",
            of_615,
            sheet="BIỂU 2 ",
            value="HTX <i>Vắng</i>",
            message="Thiếu HTX <i>Vắng</i> có trong đăng ký.",
        ),
        finding("text_number", "info", "615", of_615, sheet="BIỂU 2 ", row=4, column="E", value="7 triệu", message="Số ghi bằng chữ."),
        finding(
            "code_zero",
            "warning",
            "SKHDT",
            FILES["SKHDT", "registry_extract"],
            row=3,
            column="A",
            value="06101123457",
            message="Mã thừa số 0.",
        ),
        finding(
            "date_unreadable",
            "error",
            "LMHTX",
            FILES["LMHTX", "alliance_members"],
            sheet="Sheet1",
            row=2,
            column="E",
            value="31/02/2019",
            message="Ngày 31/02/2019 không có.",
        ),
        finding(
            "rating_letter",
            "warning",
            "SNNPTNT",
            FILES["SNNPTNT", "agency_report"],
            sheet="Bieu 5",
            row=4,
            column="E",
            value="Khá",
            message="81,5 điểm là loại Tốt.",
            field="rating",
        ),
    ]


def _submissions(raw: Path, province: config.Province) -> list[dict[str, Any]]:
    due = province.year(YEAR).agencies_due_before.astimezone(UTC)
    rows = []
    for owed in province.obligations_of(YEAR):
        path = FILES.get((owed.sender, owed.form))
        late = owed.sender == "SNNPTNT"
        known = path is not None
        rows.append(
            {
                "submission_id": f"{owed.sender}/{owed.form}/{YEAR}/1" if known else None,
                "sender": owed.sender,
                "form": owed.form,
                "reference_year": YEAR,
                "version": int(known),
                "path": path,
                "sha256": hashlib.sha256((raw / path).read_bytes()).hexdigest() if known else None,
                "document_no": "45/BC-UBND" if known else None,
                "note": None,
                "due_before": due,
                "received_at": due + timedelta(days=1 if late else -3) if known else None,
                "timeliness": "missing" if not known else "late" if late else "on_time",
                "days_late": 2 if late else 0 if known else None,
                "is_current": known,
                "was_read": known and owed.sender != "617",
                "is_owed": True,
            }
        )
    return rows


def write_suites(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    suite = {
        "name": "landing_finding",
        "meta": {"table": "landing.finding"},
        "expectations": [
            {
                "type": "expect_column_values_to_not_be_in_set",
                "kwargs": {"column": "rule", "value_set": ["unreadable_file"]},
                "meta": {
                    "rule": "unreadable_file",
                    "severity": "error",
                    "nature": "obligation",
                    "field": None,
                    "tolerance": None,
                    "vi": "Không mở được tệp: {reason}.",
                    "vi_remedy": "Lưu lại bằng Excel rồi gửi lại.",
                    "en": "The file cannot be opened: {reason}.",
                    "en_remedy": "Save it again with Excel and send it again.",
                },
            }
        ],
    }
    (folder / "landing_finding.json").write_text(json.dumps(suite, ensure_ascii=False), encoding="utf-8")


def write_warehouse(
    path: Path, raw: Path, province: config.Province, findings: list[dict[str, Any]], submissions: list[dict[str, Any]]
) -> None:
    frames = {
        "mart.fct_finding": pl.DataFrame(findings, schema=FINDING),
        "mart.fct_finding_year": of_years(pl.DataFrame(findings, schema=FINDING)),
        "mart.fct_submission": pl.DataFrame(submissions, schema=SUBMISSION),
        "mart.fct_indicator": pl.DataFrame(
            {
                "reference_year": [2019, 2019, 2018],
                "indicator": ["T1", "T6", "T1"],
                "area_code": ["62", "62", "62"],
                "value": [19.0, 9512.5, 12.0],
                "verdict": ["not_met", None, None],
            }
        ),
        "mart.fct_quality": pl.DataFrame(
            {
                "sender": ["615", "615", None],
                "form": ["agency_report", "agency_report", None],
                "reference_year": [2019, 2019, 2019],
                "indicator": ["A5", "TP2", "R1"],
                "item": [None, None, None],
                "value": [4.0, -3.0, None],
                "numerator": [2.0, -3.0, 17.0],
                "denominator": [50.0, 1.0, None],
            },
            schema_overrides={"item": pl.String},
        ),
        "mart.dim_quality": pl.DataFrame(
            {
                "indicator": ["R1", "A5", "TP2"],
                "indicator_name": ["Mức đầy đủ của dữ liệu", "Tỷ lệ ô không trả lời", "Độ trễ của kết quả cuối cùng"],
                "indicator_name_en": ["Data completeness rate", "Item non-response rate", "Time lag – final results"],
                "unit_of_measure": ["%", "%", "ngày"],
                "formula": ["Ô có số liệu chia cho ô phải có", "Ô trống chia cho ô phải trả lời", "Ngày nhận trừ ngày cuối kỳ"],
                "formula_en": ["Cells provided over required", "Blank cells over required", "Day received less last day"],
                "source": ["ESS QPI 2014, R1", "ESS QPI 2014, A5", "ESS QPI 2014, TP2"],
                "sort_order": [1, 5, 11],
            }
        ),
        "mart.fct_still_open": pl.DataFrame(schema=invented.STILL_OPEN_SCHEMA),
        "mart.fct_estimate": pl.DataFrame(schema=invented.ESTIMATE_SCHEMA),
        "mart.dim_indicator": invented.frames()["dim_indicator"],
        "mart.dim_agency": pl.DataFrame(
            {"sender": [a.sender for a in province.agencies_of(YEAR)], "agency_name": [a.agency_name for a in province.agencies_of(YEAR)]}
        ),
        "mart.fct_unit_year": pl.DataFrame(
            {"unit_key": ["u2", "u1"], "reference_year": [2019, 2019], "name": [NASTY, "-HTX"], "revenue_vnd": [-5, 7]}
        ),
        "mart.dim_column": pl.DataFrame(
            {
                "submission_id": ["615/agency_report/2019/1"],
                "path": [FILES["615", "agency_report"]],
                "sheet": ["BIỂU 2 "],
                "table_name": ["unit_report"],
                "field": ["members"],
                "column_letter": ["E"],
                "header": ["Số thành viên"],
                "multiplier": [1.0],
            }
        ),
    }
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema mart")
        for name, frame in frames.items():
            connection.register("frame", frame)
            connection.execute(f"create table {name} as select * from frame")
            connection.unregister("frame")
        connection.execute(
            "comment on table mart.fct_indicator is 'Chỉ tiêu theo năm và địa bàn. Mỗi dòng: một năm, một chỉ tiêu, một địa bàn.'"
        )
        connection.execute("comment on column mart.fct_indicator.value is 'Giá trị, chưa làm tròn'")


RECEIPT = {
    "reference_year": YEAR,
    "as_of": "2019-12-14T16:59:59+00:00",
    "passed": False,
    "content_digest": "c" * 64,
    "suites_digest": "d" * 64,
    "findings": {"error": 5, "warning": 5, "info": 1},
    "checks": [
        {"name": "unreadable_file", "table": "landing.finding", "severity": "error", "passed": False, "observed": 1, "expected": 0},
        {"name": "missing_report", "table": "landing.finding", "severity": "error", "passed": False, "observed": 1, "expected": 0},
        {"name": "sheet_totals", "table": "checks.totals", "severity": "error", "passed": False, "observed": 1, "expected": 0},
        {"name": "commune_unknown", "table": "landing.finding", "severity": "warning", "passed": False, "observed": 1, "expected": 0},
        {"name": "lost_rows", "table": "landing.finding", "severity": "error", "passed": True, "observed": 0, "expected": 0},
    ],
    "created_by": "hoptac",
    "program_digest": "e" * 64,
}


@pytest.fixture(scope="session")
def shared_world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """One world for tests that only read it; outputs go to each test's own folder."""
    root = tmp_path_factory.mktemp("world")
    province = config.load()
    raw = root / "raw"
    _raw(raw)
    write_suites(root / "expectations")
    write_warehouse(root / "hoptac.duckdb", raw, province, _findings(), _submissions(raw, province))
    return World(root / "hoptac.duckdb", raw, root / "expectations", root / "out", province, RECEIPT)


@pytest.fixture
def world(shared_world: World, tmp_path: Path) -> World:
    return World(
        shared_world.warehouse, shared_world.raw, shared_world.suites, tmp_path / "out", shared_world.province, shared_world.receipt
    )
