"""What cannot run says so in one line, with exit code 1 (2 for wrong usage), and leaves what was there."""

import shutil
from pathlib import Path

import pytest

from pipeline.system.lock import exclusive
from tests.e2e.command import hoptac, place

ROOT = Path(__file__).resolve().parents[2]


def one_line(done, code: int = 1) -> str:
    assert done.code == code, done
    lines = done.err.strip().splitlines()
    assert len(lines) == 1, done.err
    assert "Traceback" not in done.err
    return lines[0]


def test_no_raw_folder(tmp_path: Path) -> None:
    assert str(tmp_path / "raw") in one_line(place(tmp_path).run("--year", 2019))


def test_an_empty_raw(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    assert "incoming.csv" in one_line(place(tmp_path).run("--year", 2019))


def test_a_year_without_files_names_the_years_there_are(tmp_path: Path) -> None:
    assert "2016, 2017, 2018, 2019" in one_line(place(tmp_path, ROOT / "raw").run("--year", 2022))


def test_a_moment_before_anything_arrived(tmp_path: Path) -> None:
    assert "incoming.csv" in one_line(place(tmp_path, ROOT / "raw").run("--year", 2016, "--as-of", "2015-01-01"))


def test_wrong_usage_is_two(tmp_path: Path) -> None:
    done = place(tmp_path, ROOT / "raw").run("--year", 2019, "--as-of", "2019-13-40")
    assert (done.code, done.out) == (2, "") and "2019-13-40" in done.err and "Traceback" not in done.err
    assert not (tmp_path / "warehouse").exists()
    assert hoptac("run", "--yaer", 2019).code == 2
    assert hoptac("gate").code == 2
    assert hoptac("nothing").code == 2


def test_a_second_run_at_the_same_time_is_told_who_runs(tmp_path: Path) -> None:
    there = place(tmp_path, ROOT / "raw")
    with exclusive(there.warehouse):
        assert "Một lượt khác" in one_line(there.run("--year", 2019))


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "warehouse").write_text("a file where a folder should be", encoding="utf-8")
    for command in (("release", "--year", 2019), ("approve", "--year", 2019, "--name", "A"), ("run", "--year", 2019)):
        assert str(tmp_path / "warehouse") in one_line(hoptac(*command, *place(tmp_path, ROOT / "raw").arguments)), command


def test_a_warehouse_that_is_not_there_or_is_no_warehouse(tmp_path: Path) -> None:
    there = place(tmp_path)
    assert "hoptac run" in one_line(hoptac("gate", "--year", 2019, *there.arguments))
    assert "hoptac run" in one_line(hoptac("query", "select 1", *there.arguments))
    assert "hoptac run" in one_line(hoptac("explain", "T6", "--year", 2019, *there.arguments))
    there.warehouse.parent.mkdir()
    there.warehouse.write_bytes(b"x" * 5000)
    one_line(hoptac("query", "select 1", *there.arguments))
    one_line(hoptac("explain", "T6", "--year", 2019, *there.arguments))


@pytest.mark.parametrize("broken", ["province.yaml", "seeds/target.csv"])
def test_a_province_whose_settings_are_broken(tmp_path: Path, broken: str) -> None:
    folder = tmp_path / "province"
    shutil.copytree(ROOT / "pipeline" / "config" / "kon_tum", folder)
    path = folder / broken
    path.write_text(path.read_text(encoding="utf-8").replace("T1", "T1,,,,,,", 1).replace("code:", "kode:", 1), encoding="utf-8")
    line = one_line(place(tmp_path, ROOT / "raw").run("--year", 2019, "--province", folder))
    assert Path(broken).name in line
