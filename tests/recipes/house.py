"""A copy of the project that a recipe is followed in: its files, its commands, and a clerk who fills in its blank workbooks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

ROOT = Path(__file__).resolve().parents[2]
YEAR = 2019
PARTS = ("pipeline", "dbt_project", "expectations")  # what a run needs
PUBLISH = """import sys
from pathlib import Path
from pipeline import config
from pipeline.warehouse.public import publish_public
publish_public(Path(sys.argv[1]), Path(sys.argv[2]), config.load())"""
LEFT_OUT = shutil.ignore_patterns("__pycache__", "target", "logs")


@dataclass(frozen=True)
class House:
    """``place``: the copy, or the checkout itself where a recipe changes a province's folder alone."""

    place: Path
    home: Path
    province: Path | None = None

    @property
    def raw(self) -> Path:
        return self.home / "raw"

    @property
    def warehouse(self) -> Path:
        return self.home / "w.duckdb"

    def run(self, *arguments: str, python: bool = False) -> subprocess.CompletedProcess[str]:
        """A command of this copy's program, or its Python."""
        command = [sys.executable, *(() if python else ("-m", "pipeline.cli")), *arguments]
        paths = {"HOPTAC_RAW": self.raw, "HOPTAC_OUT": self.home / "out", "HOPTAC_WAREHOUSE": self.warehouse}
        paths |= {"HOPTAC_PROVINCE": self.province} if self.province else {}
        named = {name: str(path) for name, path in paths.items()}
        environment = {**os.environ, "PYTHONPATH": str(self.place), "HOPTAC_LANG": "vi", **named}
        return subprocess.run(command, cwd=self.place, env=environment, capture_output=True, text=True, check=False)

    def templates(self, year: int) -> Path:
        """The blank workbooks of a year."""
        folder = self.home / f"blank-{year}"
        done = self.run("templates", "--year", str(year), "--out", str(folder))
        assert done.returncode == 0, done.stderr
        return folder

    def file(self, path: Path, sender: str, year: int) -> None:
        """A filled workbook comes in on 1 December."""
        moment = f"{year}-12-01T08:00:00+07:00"
        given = ("--sender", sender, "--form", "agency_report", "--year", str(year), "--received-at", moment)
        done = self.run("receive", str(path), *given)
        assert done.returncode == 0, done.stderr

    def publish(self) -> Path:
        """The copy for the public, whether or not the gate lets the report leave."""
        target = self.home / "public.duckdb"
        done = self.run("-c", PUBLISH, str(self.warehouse), str(target), python=True)
        assert done.returncode == 0, done.stderr
        return target

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            return connection.execute(sql).fetchall()


def copied(home: Path) -> House:
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, home / "house" / part, ignore=LEFT_OUT)
    return House(home / "house", home)


def change(path: Path, old: str, new: str) -> None:
    """Put ``new`` where ``old`` first stands."""
    text = path.read_text(encoding="utf-8")
    assert old in text, path
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def header_of(sheet: Worksheet) -> dict[str, int]:
    """The headings of a blank sheet and the columns that they stand over; they are in row 5."""
    return {cell.value: cell.column for cell in sheet[5] if cell.value}


def fill(blank: Path, rows: dict[str, list[dict[str, Any]]], filled: Path) -> Path:
    """The workbook with these rows, by sheet and heading, typed in under the headings."""
    book = load_workbook(blank)
    for title, given in rows.items():
        columns = header_of(book[title])
        for number, row in enumerate(given, start=6):
            for heading, value in row.items():
                book[title].cell(number, columns[heading]).value = value
    book.save(filled)
    return filled
