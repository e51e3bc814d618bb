"""The report as a Word file: what it is called, what it holds, that it comes out the same."""

from __future__ import annotations

from pathlib import Path

import docx
from docxtpl import DocxTemplate

from pipeline.reports import marts
from pipeline.reports.make_template import FILES, FOLDER
from pipeline.reports.report_docx import context, write_report
from pipeline.reports.story import Story
from pipeline.reports.wording import Wording

from . import invented


def test_two_runs_give_the_same_bytes(warehouse: Path, tmp_path: Path) -> None:
    arguments = (invented.PROVINCE, 2019, invented.AS_OF, invented.receipt())
    one, two = (write_report(warehouse, tmp_path / name, *arguments) for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert one.name == "bao-cao-2019.docx"


def test_the_report_can_be_opened_and_has_the_nine_targets(warehouse: Path, tmp_path: Path) -> None:
    path = write_report(warehouse, tmp_path, invented.PROVINCE, 2019, invented.AS_OF, invented.receipt())
    tables = docx.Document(str(path)).tables
    targets = next(table for table in tables if table.cell(0, 1).text == "Chỉ tiêu")
    assert [row.cells[0].text for row in targets.rows[1:]] == [str(number) for number in range(1, 10)]


def test_the_template_asks_for_exactly_what_the_context_holds(warehouse: Path) -> None:
    story = Story(marts.read(warehouse, 2019, "62"), invented.PROVINCE, Wording(), invented.AS_OF)
    given = set(context(story, draft=None, notice=None))
    asked = DocxTemplate(FOLDER / FILES["vi"]).get_undeclared_template_variables()
    assert asked == given - {"subject"}
