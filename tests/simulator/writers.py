"""A world to a `raw/` folder: every document as a file, and the register of incoming documents."""

from __future__ import annotations

import csv
import hashlib
import io
import random
from collections.abc import Iterator
from pathlib import Path

from tests.simulator.activities import task_rows, training_rows
from tests.simulator.documents import Document
from tests.simulator.files import write_file
from tests.simulator.forms import BIEU, FORMS
from tests.simulator.grid import Grid
from tests.simulator.habits import Habit
from tests.simulator.layout import Sheet
from tests.simulator.offices import habit_of
from tests.simulator.rows import alliance_rows, rating_rows, registry_rows, unit_rows
from tests.simulator.totals import total_rows
from tests.simulator.world import World

CONTENT = {
    "registry_unit": registry_rows,
    "alliance_member": alliance_rows,
    "total_item": total_rows,
    "unit_report": unit_rows,
    "training_class": training_rows,
    "task_report": task_rows,
    "rating_report": rating_rows,
}
REGISTER = ("received_at", "sender", "form", "year", "path", "sha256", "document_no", "note")


def write_raw(world: World, folder: Path | str, habits: str = "office") -> None:
    """Write every file and `incoming.csv`. `habits`: plain (the simplest), office (each its own), wild (all that the contract allows)."""
    folder = Path(folder)
    lines = []
    for document, path, grids, habit in laid_out(world, habits):
        write_file(folder / path, grids, habit, document.written_on)
        digest = hashlib.sha256((folder / path).read_bytes()).hexdigest() if document.has_hash else ""
        lines.append(
            (
                document.received_at.isoformat(),
                document.sender,
                document.form,
                document.year,
                path,
                digest,
                document.document_no,
                "; ".join(filter(None, (document.note, "Dữ liệu mô phỏng"))),
            )
        )
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(REGISTER)
    writer.writerows(lines)
    (folder / "incoming.csv").write_text(text.getvalue(), encoding="utf-8")


def laid_out(world: World, habits: str) -> Iterator[tuple[Document, str, list[Grid], Habit]]:
    """Each document with its path in `raw/` and its sheets as they are written, in the order of arrival."""
    for document in world.documents:
        habit = habit_of(document, habits, world.seed)
        yield document, path_of(document, habit), sheets_of(world, document, habit), habit


def path_of(document: Document, habit: Habit) -> str:
    again = "" if document.version == 1 else f"_dinh_chinh_{document.version}"
    name = habit.file_name.format(form=document.form, sender=document.sender, year=document.year)
    return f"{document.year}/{document.sender}/{name}{again}.{habit.file}"


def sheets_of(world: World, document: Document, habit: Habit) -> list[Grid]:
    """The document's sheets in the order of the workbook."""
    if document.form == "agency_report":
        tables = [(number, BIEU[number]) for number in world.places.sheets_owed(document.sender, document.year)]
    else:
        tables = [(0, "registry_unit" if document.form == "registry_extract" else "alliance_member")]
    grids = []
    for number, table in tables:
        rng = random.Random(f"{world.seed}/layout/{document.sender}/{table}/{document.year // 2}")
        grids.append(Sheet(FORMS[table], number, document, habit, world.places, rng).build(CONTENT[table](world, document)))
    return grids[::-1] if habit.sheets_backwards else grids
