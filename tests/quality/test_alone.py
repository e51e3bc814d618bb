"""What a file alone is told before it is filed: its own faults at their cells, and nothing that only other documents could show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipeline import settings as run_settings
from pipeline.intake.receive_messages import ReceiveError
from pipeline.quality.alone import Told, UnreadableError, told
from pipeline.system.program import ROOT
from pipeline.warehouse.reader import ReadError
from pipeline.warehouse.transform import is_vouched, vouch
from tests.e2e.command import hoptac
from tests.simulator import simulate, small, write_raw

pytestmark = pytest.mark.e2e
YEAR = 2019
NEIGHBOURS = ROOT / "raw" / "2019" / "616" / "SaThay_2019.xlsx"  # names its office above its tables


@pytest.fixture(scope="module", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """This user's cache, empty."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder := tmp_path_factory.mktemp("cache")))
        yield folder / "hoptac"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the offices of a small province sent in 2019, sender by sender."""
    raw = tmp_path_factory.mktemp("office") / "raw"
    write_raw(simulate(small(htx=24, years=2), seed=11), raw, "plain")
    return raw / str(YEAR)


def asked(file: Path, sender: str, form: str = "agency_report") -> Told:
    return told(file, run_settings.resolve(), sender, form, YEAR)


def newest(folder: Path, form: str = "") -> Path:
    return max(path for path in folder.iterdir() if form in path.name)


@pytest.mark.parametrize(
    ("sender", "form"),
    [("615", "agency_report"), ("SNNPTNT", "agency_report"), ("LMHTX", "alliance_members"), ("SKHDT", "registry_extract")],
)
def test_a_good_file_has_nothing_to_mend(sent: Path, sender: str, form: str) -> None:
    several = len(list((sent / sender).iterdir())) > 1
    answer = asked(newest(sent / sender, form if several else ""), sender, form)
    assert [(one["rule"], one["value"]) for one in answer.findings if one["severity"] != "info"] == []
    assert "unit_not_in_registry" in answer.not_asked and "new_members_over_members" not in answer.not_asked


def test_what_is_wrong_in_it_is_said_at_its_cell(sent: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(newest(sent / "615"))
    units, totals = book["Biểu 2"], book["Biểu 1"]
    row = next(number for number in range(1, 60) if units.cell(number, _column(units, "Loại hình")).value == "HTX")
    new, members = _column(units, "Thành viên mới"), _column(units, "Số thành viên")
    units.cell(row, new).value = units.cell(row, members).value + 5
    units.cell(row + 1, members).value = "mười hai"
    total = next(number for number in range(1, 60) if totals.cell(number, 2).value == "Số cán bộ quản lý được đào tạo, bồi dưỡng trong năm")
    totals.cell(total, 5).value += 3
    book.save(tmp_path / "bao-cao.xlsx")

    found = {(one["rule"], one["sheet"], one["row"], one["column"]) for one in asked(tmp_path / "bao-cao.xlsx", "615").findings}
    letters = {name: units.cell(1, number).column_letter for name, number in (("new", new), ("members", members))}
    assert {
        ("new_members_over_members", "Biểu 2", row, letters["new"]),
        ("unreadable_number", "Biểu 2", row + 1, letters["members"]),
        ("total_differs_from_units", "Biểu 1", total, "E"),
    } <= found


def test_what_dbt_made_is_kept_and_answers_alike(sent: Path, cache: Path) -> None:
    good = newest(sent / "615")
    first = asked(good, "615")
    (kept,) = cache.glob("*.duckdb")
    content = kept.read_bytes()
    with duckdb.connect(str(kept)) as connection:
        connection.execute("update kept.statement set statement = 'from nowhere' where position = 0")
    vouch(kept)
    with pytest.raises(ReadError):  # it is what runs
        asked(good, "615")
    kept.write_bytes(content[:-1])  # it is not what was vouched for: made anew
    assert asked(good, "615") == first and is_vouched(kept)
    assert asked(good, "615") == first


def test_a_neighbours_file_is_an_error_that_is_said() -> None:
    assert {one["rule"] for one in asked(NEIGHBOURS, "615").findings} == {"other_office"}


@pytest.mark.parametrize("content", [b"PK\x03\x04 half a workbook", b"\x00" * 40])
def test_a_file_that_cannot_be_read_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "bao-cao.xlsx").write_bytes(content)
    with pytest.raises(UnreadableError, match=r"bao-cao\.xlsx"):
        asked(tmp_path / "bao-cao.xlsx", "615")


def test_what_could_not_be_filed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bao-cao.xlsx").write_bytes(b"a")
    with pytest.raises(ReceiveError, match="không phải gửi"):
        asked(tmp_path / "bao-cao.xlsx", "615", "registry_extract")


def test_it_answers_by_exit_code_and_writes_nothing(sent: Path, tmp_path: Path) -> None:
    named = ("--sender", "615", "--form", "agency_report", "--year", YEAR, "--quiet")
    good = hoptac("check", newest(sent / "615"), *named, cwd=tmp_path)
    neighbours = hoptac("check", NEIGHBOURS, *named, cwd=tmp_path)
    absent = hoptac("check", "khong-co.xlsx", *named, cwd=tmp_path)
    assert [(done.code, done.out) for done in (good, neighbours, absent)] == [(0, ""), (3, ""), (1, "")]
    assert len(absent.err.splitlines()) == 1 and good.err == neighbours.err == "" and not any(tmp_path.iterdir())


def _column(sheet: Worksheet, header: str) -> int:
    return next(cell.column for row in sheet.iter_rows(max_row=20) for cell in row if cell.value == header)
