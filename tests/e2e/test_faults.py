"""Faults in what the offices sent, and faults of the machine: the rest goes on, the report is held, the last good outputs stay."""

import csv
import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from pipeline.quality.receipt import receipt_path
from pipeline.warehouse.publish import publish
from tests.e2e.command import Done, Place, hoptac, place
from tests.e2e.conftest import AS_OF, ROOT
from tests.tools import disk_of

DISTRICTS = ("610", "611", "612", "613", "614", "615")


def rows_of(raw: Path) -> list[dict[str, str]]:
    with (raw / "incoming.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(raw: Path, rows: list[dict[str, str]]) -> None:
    with (raw / "incoming.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def file_of(rows: list[dict[str, str]], sender: str, form: str = "agency_report") -> dict[str, str]:
    return next(row for row in rows if (row["sender"], row["form"], row["year"]) == (sender, form, "2019"))


def restage(raw: Path, change) -> None:
    rows = rows_of(raw)
    change(rows)
    write_rows(raw, rows)


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, Done, dict[str, str]]:
    """The shipped province with one corrupt workbook, one missing sheet, one unknown sender, one file changed since it was registered."""
    home = tmp_path_factory.mktemp("faulty")
    shutil.copytree(ROOT / "raw", home / "raw")
    run = place(home)
    rows = rows_of(run.raw)
    paths = {"corrupt": file_of(rows, "617")["path"], "changed": file_of(rows, "616")["path"]}
    (run.raw / paths["corrupt"]).write_bytes(b"PK\x03\x04 this is no workbook")
    with (run.raw / paths["changed"]).open("ab") as file:
        file.write(b"\0")
    victim = next(
        row for row in rows if row["form"] == "agency_report" and row["year"] == "2019" and row["sender"] in DISTRICTS
        and row["path"].endswith(".xlsx")
    )  # fmt: skip
    paths["sheetless"] = victim["path"]
    book = openpyxl.load_workbook(run.raw / victim["path"])
    gone = next(name for name in book.sheetnames if "4" in name)
    del book[gone]
    book.save(run.raw / victim["path"])
    for row in rows:
        if row["path"] in (paths["corrupt"], paths["sheetless"]):
            row["sha256"] = ""
    rows.append(file_of(rows, "SCT") | {"sender": "609", "document_no": "1/BC-609"})
    write_rows(run.raw, rows)
    return run, run.run("--year", 2019, "--as-of", AS_OF, "--quiet"), paths


def test_a_run_with_faulty_files_ends_with_a_draft_and_exit_code_three(faulty: tuple[Place, Done, dict[str, str]]) -> None:
    run, done, _ = faulty
    assert (done.code, done.out, done.err) == (3, "", "")
    names = {path.name for path in (run.out / "2019").iterdir()}
    assert {"du-thao-bao-cao-2019.docx", "du-thao-phu-luc-2019.xlsx"} <= names
    assert not any(name.startswith(("bao-cao", "phu-luc")) for name in names)


@pytest.mark.parametrize("fault", ["corrupt", "changed", "sheetless"])
def test_each_faulty_file_is_an_error_of_its_own(faulty: tuple[Place, Done, dict[str, str]], fault: str) -> None:
    run, _, paths = faulty
    sql = (
        f"select rule, message, remedy from mart.fct_finding where severity = 'error' and path = '{paths[fault]}' and reference_year = 2019"
    )
    found = json.loads(hoptac("query", sql, "--format", "json", *run.arguments).out)
    assert found and all(row["message"] and row["remedy"] for row in found)


def test_an_unknown_sender_is_an_error_that_names_it(faulty: tuple[Place, Done, dict[str, str]]) -> None:
    run, _, _ = faulty
    sql = "select message from mart.fct_finding where severity = 'error' and (sender = '609' or value = '609' or message like '%609%')"
    assert json.loads(hoptac("query", sql, "--format", "json", *run.arguments).out)


def test_the_district_whose_report_cannot_be_read_has_no_figures_and_the_registrys_stay(faulty: tuple[Place, Done, dict[str, str]]) -> None:
    run, _, _ = faulty
    sql = "select indicator, value from mart.fct_indicator where reference_year = 2019 and area_code = '617' and indicator[1] = 'T'"
    values = {row["indicator"]: row["value"] for row in json.loads(hoptac("query", sql, "--format", "json", *run.arguments).out)}
    assert values["T1"] is not None and values["T3"] is None and values["T6"] is None


def test_the_export_launched_alone_is_refused_once_the_warehouse_is_not_the_checked_one(
    shipped: tuple[Place, Done], tmp_path: Path
) -> None:
    import duckdb

    run, _ = shipped
    copy = Place(run.raw, tmp_path / "out", tmp_path / "hoptac.duckdb")
    shutil.copy(run.warehouse, copy.warehouse)
    shutil.copy(receipt_path(run.warehouse, 2019), tmp_path)
    alone = (
        "import sys; from pathlib import Path\nfrom pipeline.settings import resolve, SUITES\nfrom pipeline.reports.export import export\n"
        f"settings = resolve(raw={str(copy.raw)!r}, out={str(copy.out)!r}, warehouse={str(copy.warehouse)!r}, as_of={AS_OF!r})\n"
        "export(settings, 2019, SUITES, lambda d, t: None)\n"
    )
    assert subprocess.run([sys.executable, "-c", alone], check=False, capture_output=True).returncode == 0
    good = sorted(path.name for path in (copy.out / "2019").iterdir())
    with duckdb.connect(str(copy.warehouse)) as connection:
        connection.execute(
            "update mart.fct_indicator set value = value + 1 where indicator = 'T6' and area_code = '62' and reference_year = 2019"
        )
    refused = subprocess.run([sys.executable, "-c", alone], check=False, capture_output=True, text=True)
    assert refused.returncode != 0 and "GateError" in refused.stderr
    assert sorted(path.name for path in (copy.out / "2019").iterdir()) == good
    assert hoptac("gate", "--year", 2019, *copy.arguments).code == 1


def is_one_line_about_a_full_disk(done: Done) -> bool:
    return done.code == 1 and len(done.err.strip().splitlines()) == 1 and "ổ đĩa đã đầy" in done.err


def test_a_full_disk_is_one_line_and_the_last_good_outputs_stay(shipped: tuple[Place, Done], tmp_path: Path) -> None:
    with disk_of("3m", tmp_path / "disk") as disk:
        small = Place(shipped[0].raw, disk / "out", disk / "w" / "hoptac.duckdb")
        good = disk / "out" / "2019" / "bao-cao-2019.docx"
        good.parent.mkdir(parents=True)
        good.write_bytes(b"the last good one")
        done = small.run("--year", 2019, "--as-of", AS_OF)
        assert is_one_line_about_a_full_disk(done), done
        assert good.read_bytes() == b"the last good one"
        assert sorted(path.name for path in (disk / "out").iterdir() if not path.name.startswith(".")) == ["2019"]


@pytest.mark.parametrize("size", ["60k", "300k"])  # no room for the tables, or only none when the file is made whole
def test_a_public_copy_that_the_disk_has_no_room_for_is_refused_and_leaves_nothing(
    shipped: tuple[Place, Done], tmp_path: Path, size: str
) -> None:
    with disk_of(size, tmp_path / "disk") as disk:
        done = hoptac("publish-public", "--out", disk / "public.duckdb", "--warehouse", shipped[0].warehouse)
        assert is_one_line_about_a_full_disk(done), done
        assert list(disk.iterdir()) == []


def test_a_warehouse_that_the_disk_has_no_room_for_leaves_the_old_one(shipped: tuple[Place, Done], tmp_path: Path) -> None:
    with disk_of("5m", tmp_path / "disk") as disk:
        old = disk / "hoptac.duckdb"
        old.write_bytes(b"the old one")
        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
            publish(shipped[0].warehouse, old)
        assert [path.name for path in disk.iterdir()] == [old.name] and old.read_bytes() == b"the old one"
