"""A release is kept as it was made, says what changed since, and can be made again from raw/ although a year was corrected since."""

from __future__ import annotations

import csv
import json
import shutil
import stat
from pathlib import Path

import docx
import duckdb
import polars as pl
import pytest

from pipeline.archive.revisions import revisions
from pipeline.warehouse.load import REVISION
from tests.recipes.house import copied
from tests.releases.conftest import OWN, REASON, SIGNED_BY, Office

pytestmark = pytest.mark.e2e

CORRECTED = "45-BC-UBND-DakHa-2018_dinh_chinh_2.xlsx"


def test_every_step_does_what_it_says(office: Office) -> None:
    codes = {step: done.code for step, done in office.steps.items()}
    assert codes == dict.fromkeys(codes, 0) | {"release again": 1}, {step: done.err for step, done in office.steps.items() if done.err}
    assert office.steps["release again"].err.count("\n") == 1 and "không phát hành lại" in office.steps["release again"].err


def test_a_signed_waiver_lets_the_report_leave_and_the_report_prints_it(office: Office) -> None:
    shown = office.steps["run"].out
    assert "Cửa kiểm tra: ĐẠT" in shown and "trong đó đã ký chấp nhận" in shown
    report = docx.Document(office.shelf / "1" / "ket-qua" / "bao-cao-2018.docx")
    text = "\n".join(
        [part.text for part in report.paragraphs] + [cell.text for table in report.tables for row in table.rows for cell in row.cells]
    )
    assert REASON in text and SIGNED_BY in text


def test_the_2018_report_comes_out_the_same_although_2018_was_corrected(office: Office) -> None:
    assert office.steps["replay"].code == 0, office.steps["replay"].out
    assert "giống hệt từng byte" in office.steps["replay"].out


def test_what_the_office_wrote_itself_outlives_a_correction_an_as_of_and_a_release(office: Office) -> None:
    """And is what a release is made again with, although the office has rewritten its file since."""
    for number in ("1", "2"):
        folder = office.shelf / number
        assert (folder / "cua-co-quan" / "nhan-dinh-2018.md").read_text(encoding="utf-8") == OWN
        printed = [
            part.text for part in docx.Document(folder / "ket-qua" / "bao-cao-2018.docx").paragraphs if part.style.name == "Lời cơ quan"
        ]
        assert printed == ["Kinh tế tập thể phát triển ổn định.", "- Vốn còn ít."]
    assert "Viết lại sau" in (office.home / "raw" / "nhan-dinh-2018.md").read_text(encoding="utf-8")


def test_a_release_is_read_only_and_whole(office: Office) -> None:
    first = office.shelf / "1"
    assert not [path for path in first.rglob("*") if path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)]
    assert {path.name for path in first.iterdir()} == {
        "ket-qua",
        "hoptac.duckdb",
        "hoptac.duckdb.receipt.json",
        "ban-phat-hanh.json",
        "cua-co-quan",
    }
    assert not [path for path in office.shelf.iterdir() if path.name.startswith(".")]


def test_the_report_carries_who_approved_it_and_a_changed_one_does_not(office: Office) -> None:
    def text(release: str) -> str:
        (report,) = (office.shelf / release / "ket-qua").glob("bao-cao-*.docx")
        return "\n".join(cell.text for table in docx.Document(report).tables for row in table.rows for cell in row.cells)

    assert "Nguyễn Văn A" in text("1") and "08:30 ngày 15/12/2018" in text("1")
    assert "Nguyễn Văn A" not in text("2")
    manifests = [json.loads((office.shelf / n / "ket-qua" / "manifest.json").read_text(encoding="utf-8")) for n in ("1", "2")]
    assert manifests[0]["approval"]["name"] == manifests[1]["approval_voided_by_a_change"]["name"] == "Nguyễn Văn A"
    assert f"mã số liệu {manifests[0]['approval']['content_digest'][:12]}" in text("1")
    assert manifests[1]["approval"] is None and list(manifests[1]["inputs"]["releases"]) == ["2018/1"]


def test_the_later_release_names_the_document_that_brought_the_change(office: Office) -> None:
    with (office.shelf / "2" / "thay-doi.csv").open(encoding="utf-8-sig", newline="") as file:
        changes = {(row["indicator"], row["area_code"]): row for row in csv.DictReader(file)}
    members = changes["T6", "615"]
    assert CORRECTED in members["documents"] and float(members["later_value"]) != float(members["earlier_value"])
    assert CORRECTED not in changes.get(("T6", "613"), {"documents": ""})["documents"]
    assert ("III.1", "608") not in changes  # nothing changed there


def test_the_revision_table_holds_the_pair(office: Office, tmp_path: Path) -> None:
    table = revisions(office.home / "releases", "62")
    row = table.filter(indicator="T6", area_code="615").row(0, named=True)
    assert (row["earlier_release"], row["later_release"], row["is_first_to_last"], row["is_changed"]) == (1, 2, True, True)
    assert row["difference"] == row["later_value"] - row["earlier_value"] and CORRECTED in row["documents"]
    assert revisions(tmp_path, "62").schema == pl.Schema(REVISION)


def test_figures_say_whether_they_stand(office: Office) -> None:
    def states(release: str) -> set[tuple[int, str, str]]:
        with duckdb.connect(str(office.shelf / release / "hoptac.duckdb"), read_only=True) as connection:
            rows = "select distinct reference_year, area_code, figure_status from mart.fct_indicator"
            return set(connection.execute(rows).fetchall())

    assert (2018, "62", "provisional") in states("1")
    assert {(2018, "62", "revised"), (2018, "615", "revised"), (2018, "613", "final"), (2019, "62", "provisional")} <= states("2")


def test_another_program_that_changes_no_figure_makes_the_same_release_from_what_the_office_had_then(
    office: Office, tmp_path: Path
) -> None:
    house = copied(tmp_path)
    with (house.place / "dbt_project" / "models" / "marts" / "fct_indicator.sql").open("a", encoding="utf-8") as model:
        model.write("-- another program\n")
    province = shutil.copytree(house.place / "pipeline" / "config" / "kon_tum", tmp_path / "kon_tum")
    (province / "own").mkdir()
    (province / "own" / "words.vi.yaml").write_text("subject: Báo cáo khác năm {year}\n", encoding="utf-8")  # since then
    places = ("--raw", str(office.home / "raw"), "--province", str(province))
    done = house.run("replay", str(office.shelf / "1"), *places)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "chương trình dbt_project" in done.stdout and "phiên bản hoptac" in done.stdout
    assert "chương trình pipeline" not in done.stdout and "words.vi.yaml" not in done.stdout
