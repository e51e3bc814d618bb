"""CONTRIBUTING's recipes “a province”, “a sender” and “a year”, followed in a copy of Kon Tum's folder; the program stays as it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from pipeline.config import DEFAULT_PROVINCE, load
from tests.recipes.house import ROOT, House, change, fill

YEAR = 2009  # the shipped folder begins with 2010
OFFICE = "Sở Y tế"
LINES = {
    "agency.csv": f"SYT,{OFFICE},department,,,\n",
    "obligation.csv": "SYT,agency_report,4,,\n",
    "task.csv": "7.z,SYT,lead,Khám sức khỏe cho lao động hợp tác xã,người,,\n",
    "reference_year.csv": f"{YEAR},{YEAR}-01-01,{YEAR}-12-31,{YEAR}-12-10T00:00:00+07:00,{YEAR}-12-15T00:00:00+07:00,7,4\n",
    "target.csv": f"{YEAR},T1,value,20,,765/VP-KTTH\n",
}


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("province") / "mau"
    shutil.copytree(DEFAULT_PROVINCE, folder)
    change(folder / "province.yaml", "name: Tỉnh Kon Tum", "name: Tỉnh Mẫu")
    change(folder / "province.yaml", "issuing_agency: LIÊN MINH HỢP TÁC XÃ TỈNH KON TUM", "issuing_agency: LIÊN MINH HỢP TÁC XÃ TỈNH MẪU")
    for name, line in LINES.items():
        with (folder / "seeds" / name).open("a", encoding="utf-8") as file:
            file.write(line)
    return folder


@pytest.fixture(scope="module")
def recipe_run(province: Path, tmp_path_factory: pytest.TempPathFactory) -> House:
    """The new sender fills in its blank workbook of the new year, and the new province runs."""
    house = House(ROOT, tmp_path_factory.mktemp("house"), province)
    blank = house.templates(YEAR)
    row = {"Trạng thái": "Hoàn thành", "Kết quả": "Đã khám cho 40 lao động", "Số liệu": 40}
    house.file(fill(blank / f"SYT-agency_report-{YEAR}.xlsx", {"Biểu 4": [row]}, house.home / "filled.xlsx"), "SYT", YEAR)
    done = house.run("run", "--year", str(YEAR), "--as-of", f"{YEAR}-12-14T00:00:00+07:00")
    assert done.returncode == 3, done.stdout + done.stderr  # all others' reports are missing
    return house


def test_the_folder_is_whole(province: Path) -> None:
    assert load(province).year(YEAR).reference_year == YEAR
    assert [owed.sheets for owed in load(province).owed_by("SYT", YEAR)] == [(4,)]


def test_the_sender_has_its_blank_workbook_with_its_tasks(recipe_run: House) -> None:
    book = load_workbook(recipe_run.home / f"blank-{YEAR}" / f"SYT-agency_report-{YEAR}.xlsx")
    assert book.sheetnames[:2] == ["Hướng dẫn", "Biểu 4"]
    assert book["Biểu 4"]["A6"].value == "7.z" and OFFICE in book["Biểu 4"]["A2"].value


def test_the_sender_is_expected_and_what_it_sent_is_there(recipe_run: House) -> None:
    states = dict(
        recipe_run.ask(f"select sender, timeliness from mart.fct_submission where reference_year = {YEAR} and form = 'agency_report'")
    )
    assert states["SYT"] == "on_time" and set(states.values()) == {"on_time", "missing"}
    assert recipe_run.ask(f"select state, quantity from mart.fct_task where sender = 'SYT' and reference_year = {YEAR}") == [
        ("Hoàn thành", 40.0)
    ]
    assert recipe_run.ask("select agency_name from mart.dim_agency where sender = 'SYT'") == [(OFFICE,)]


def test_the_year_has_its_target_and_the_report_is_the_provinces(recipe_run: House) -> None:
    province = "select target, verdict from mart.fct_indicator where indicator = 'T1' and area_code = '62' and reference_year"
    assert recipe_run.ask(f"{province} = {YEAR}") == [(20.0, "undetermined")]
    report = Document(str(next((recipe_run.home / "out" / str(YEAR)).glob("*bao-cao*.docx"))))
    said = [paragraph.text for table in report.tables for row in table.rows for cell in row.cells for paragraph in cell.paragraphs]
    assert any("TỈNH MẪU" in text.replace("\N{NO-BREAK SPACE}", " ") for text in said)
