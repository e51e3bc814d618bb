"""A country's year on disk: 33,000 units in 700 workbooks, with the settings folder of an invented country to read them by.

Simulated like any province, so that the truth is known; the offices are an ordinary mix that openpyxl can open too.
"""

from __future__ import annotations

import csv
import hashlib
import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import polars as pl
from openpyxl import load_workbook

from pipeline.config import DEFAULT_PROVINCE
from pipeline.identity.schema import LINKED_TABLES
from tests.simulator import simulate, small
from tests.simulator.documents import Document
from tests.simulator.files import write_file
from tests.simulator.habits import Habit
from tests.simulator.names import FIRST, SECOND, VILLAGE_FIRST, VILLAGE_SECOND, fold
from tests.simulator.writers import REGISTER, path_of, sheets_of

YEAR, SEED = 2019, 33_000
DISTRICTS, COMMUNES = 697, 12  # with the registry, the Alliance and the agriculture office 700 workbooks; communes of a district
HTX, LHHTX, THT = 12_300, 100, 13_150  # at the start; with what the year brings about 33,000 rows of biểu 2
SENDERS = ("SKHDT", "LMHTX", "SNNPTNT")
HABITS = (
    Habit(),
    Habit(title_rows=3, stt=True, signature=True, groups="type", subtotals=True, number_row=True),
    Habit(title_rows=2, stt=True, blank="-", numbers="text", dates="slash", name_style="short", place_style="bare"),
    Habit(title_rows=2, shuffles=True, extra_columns=("Ghi chú",), money="nghìn đồng", money_in="header", name_style="commas"),
    Habit(title_rows=3, heading_style="upper", sheet_name="Bieu {number}", word_style="upper", blank_rows=True, item_codes=False),
)


def write_country(home: Path) -> pl.DataFrame:
    """``home/raw`` and ``home/country``, the same bytes every time. Returns which row is which unit, for ``identity.evaluate``."""
    write_settings(home / "country")
    changes = {"province": home / "country", "district_weights": dict.fromkeys(_districts(), 1.0), "lhhtx": LHHTX, "tht": THT}
    profile = small(HTX, YEAR, 1, fund_districts=tuple(_districts()), report_code_share=0.8, **changes)
    world = simulate(profile, SEED)
    register, rows = [], []
    for number, document in enumerate(world.documents):
        habit = replace(HABITS[number % len(HABITS)], file_name="{sender}_{form}_{year}")
        grids = sheets_of(world, document, habit)
        path = path_of(document, habit)
        write_file(home / "raw" / path, grids, habit, document.written_on)
        register.append(_registered(home, document, path))
        rows += [
            (document.key, grid.table, row, unit) for grid in grids if grid.table in LINKED_TABLES for row, unit in grid.row_units.items()
        ]
    _write(home / "raw" / "incoming.csv", REGISTER, register)
    return pl.DataFrame(
        rows, schema={"submission_id": pl.String, "table_name": pl.String, "row": pl.Int32, "true": pl.String}, orient="row"
    )


def receive_one_more(home: Path) -> None:
    """A district's correction arrives: its workbook with one cell more, and its line in the register."""
    lines = (home / "raw" / "incoming.csv").read_text(encoding="utf-8").splitlines()
    _, sender, form, year, path, *_ = next(csv.reader(line for line in lines if ",agency_report," in line))
    book = load_workbook(home / "raw" / path)
    book.worksheets[0].cell(200, 1, "Bản đính chính")
    corrected = f"{path.removesuffix('.xlsx')}_dinh_chinh.xlsx"
    book.save(home / "raw" / corrected)
    with (home / "raw" / "incoming.csv").open("a", encoding="utf-8") as file:
        file.write(f"{YEAR + 1}-01-15T09:00:00+07:00,{sender},{form},{year},{corrected},,,\n")


def _registered(home: Path, document: Document, path: str) -> tuple[object, ...]:
    digest = hashlib.sha256((home / "raw" / path).read_bytes()).hexdigest()
    return document.received_at.isoformat(), document.sender, document.form, YEAR, path, digest, document.document_no, ""


def _districts() -> dict[str, str]:
    """Code → name; no two alike when marks are dropped."""
    names = {fold(name): name for first in FIRST for second in SECOND if first != second for name in [f"Huyện {first} {second}"]}
    return {str(1001 + number): name for number, name in enumerate(list(names.values())[:DISTRICTS])}


def _communes(rng: random.Random) -> list[str]:
    names = {fold(name): name for first in FIRST for second in SECOND for name in [f"Xã {first} {second}"]}
    names |= {fold(name): name for first in VILLAGE_FIRST for second in VILLAGE_SECOND for name in [f"Xã {first} {second}"]}
    return rng.sample(list(names.values()), COMMUNES)


def write_settings(folder: Path) -> None:
    seeds, districts, rng = folder / "seeds", _districts(), random.Random(SEED)
    seeds.mkdir(parents=True)
    (folder / "province.yaml").write_bytes((DEFAULT_PROVINCE / "province.yaml").read_bytes())
    for name in ("reference_year.csv", "target.csv"):
        (seeds / name).write_bytes((DEFAULT_PROVINCE / "seeds" / name).read_bytes())
    areas = [("62", "province", "Cả nước", "", "1991-08-12", "", "")]
    for number, (code, name) in enumerate(districts.items()):
        areas.append((code, "district", name, "62", "1991-08-12", "", ""))
        areas += [
            (f"{20_000 + number * COMMUNES + at}", "commune", text, code, "1991-08-12", "", "") for at, text in enumerate(_communes(rng))
        ]
    _write(seeds / "area.csv", ("area_code", "area_level", "area_name", "parent_code", "valid_from", "valid_to", "aliases"), areas)
    agencies = [(f"H{code}", f"UBND {name}", "district", code, "", "") for code, name in districts.items()]
    agencies += [(sender, sender, "alliance" if sender == "LMHTX" else "department", "", "", "") for sender in SENDERS]
    _write(seeds / "agency.csv", ("sender", "agency_name", "agency_kind", "area_code", "valid_from_year", "valid_to_year"), agencies)
    owed = [(f"H{code}", "agency_report", "1 2 3 4", "", "") for code in districts]
    owed += [
        ("SKHDT", "registry_extract", "", "", ""),
        ("LMHTX", "alliance_members", "", "", ""),
        ("SNNPTNT", "agency_report", "3 5", "", ""),
    ]
    _write(seeds / "obligation.csv", ("sender", "form", "sheets", "valid_from_year", "valid_to_year"), owed)
    tasks = [("1.a", f"H{code}", "lead", "Phát triển HTX", "HTX", "", "") for code in districts]
    _write(seeds / "task.csv", ("task", "sender", "role", "content", "unit_of_measure", "valid_from_year", "valid_to_year"), tasks)
    _write(seeds / "area_bridge.csv", ("new_area_code", "former_district_code"), [])
    _write(seeds / "commune_successor.csv", ("former_area_code", "new_area_code"), [])
    _write(seeds / "series_break.csv", ("series_break", "break_on", "indicators", "reason"), [])


def _write(path: Path, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
