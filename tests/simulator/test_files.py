"""The files: every sheet says that it is simulated, the register is right about them, habits differ and contents do not."""

import csv
import hashlib
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from pipeline import config
from pipeline.intake.read import read_raw
from tests.simulator import World, truth, write_raw
from tests.simulator.forms import SIMULATED
from tests.simulator.legacy import tcvn3, vni

ROOT = Path(__file__).parents[2]
SPELLED = (SIMULATED, unicodedata.normalize("NFD", SIMULATED), tcvn3(SIMULATED), vni(SIMULATED))
READ = ("registry_unit", "alliance_member", "total_item", "unit_report", "training_class", "task_report", "rating_report")
SPELLING = (
    "name",
    "commune",
    "district",
    "converted_from",
    "label",
    "class_name",
    "organiser",
    "content",
    "result",
    "unit_text",
    "path",
    "sheet",
    "row",
)


@pytest.fixture(scope="module")
def folders(unseen: World, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    made = {habits: tmp_path_factory.mktemp(habits) for habits in ("plain", "office", "wild")}
    for habits, folder in made.items():
        write_raw(unseen, folder, habits)
    return made


def says_simulated(texts: list[str]) -> bool:
    return any(spelled in text for text in texts for spelled in SPELLED)


@pytest.mark.parametrize("habits", ["shipped", "plain", "office", "wild"])
def test_every_sheet_says_that_it_is_simulated(folders: dict[str, Path], habits: str) -> None:
    folder = ROOT / "raw" if habits == "shipped" else folders[habits]
    files = [path for path in folder.glob("20*/*/*") if path.is_file()]
    assert files
    for path in files:
        if path.suffix == ".csv":
            content = path.read_bytes()
            assert says_simulated([content.decode(name, errors="replace") for name in ("utf-8", "utf-16", "latin-1")]), path
            continue
        book = CalamineWorkbook.from_path(path)
        for sheet in book.sheet_names:
            cells = [str(cell) for row in book.get_sheet_by_name(sheet).to_python() for cell in row]
            assert says_simulated(cells), (path, sheet)


def test_the_register_knows_every_file(folders: dict[str, Path]) -> None:
    for folder in folders.values():
        with (folder / "incoming.csv").open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        assert {row["path"] for row in rows} == {path.relative_to(folder).as_posix() for path in folder.glob("20*/*/*")}
        for row in rows:
            assert row["sha256"] in ("", hashlib.sha256((folder / row["path"]).read_bytes()).hexdigest())
            assert datetime.fromisoformat(row["received_at"]).utcoffset() is not None
        assert [row["sender"] for row in rows if not row["sha256"]] == ["BKT"]


def test_habits_change_the_looks_and_not_the_content(folders: dict[str, Path]) -> None:
    """Read by the project's own intake: what offices write differs, what they say is the same."""
    province = config.load(ROOT / "pipeline" / "config" / "kon_tum")
    read = {habits: read_raw(folder, province, datetime(2030, 1, 1, tzinfo=UTC)) for habits, folder in folders.items()}
    for table in READ:
        plain = said(read["plain"][table])
        for habits in ("office", "wild"):
            assert said(read[habits][table]).equals(plain), (habits, table)


def said(table: pl.DataFrame) -> pl.DataFrame:
    columns = [name for name in table.columns if name not in SPELLING and not name.endswith(("_step", "_column"))]
    return table.select(columns).sort(columns)


@pytest.mark.parametrize("habits", ["plain", "office", "wild"])
def test_links_point_at_rows_that_name_the_unit(unseen: World, folders: dict[str, Path], habits: str) -> None:
    """In a workbook in Unicode, the row that is said to speak of a unit holds its private name."""
    links = truth.links(unseen, habits).filter(pl.col("path").str.ends_with(".xlsx"))
    checked = 0
    for (path, sheet), rows in links.group_by(["path", "sheet"]):
        cells = CalamineWorkbook.from_path(folders[habits] / path).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        if not any(SIMULATED in str(cell) for row in cells for cell in row):
            continue
        for number, unit in rows.select("row", "unit_id").iter_rows():
            privates = [word.lower() for _, name in unseen.by_id[unit].names for word in name.private.split()[:1]]
            line = " ".join(map(str, cells[number - 1])).lower().replace("đắk", "đăk").replace("hoà", "hòa").replace("thuỷ", "thủy")
            assert any(word.replace("đắk", "đăk") in line for word in privates), (path, sheet, number)
            checked += 1
    assert checked > 50
