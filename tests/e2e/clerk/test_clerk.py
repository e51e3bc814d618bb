"""The clerk's round: every kind of mistake typed into offices' workbooks, the feedback opened and saved by LibreOffice, mended by its
messages alone, received and run again: nothing is left open."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import duckdb
import openpyxl
import pytest

from pipeline.config.suites import by_id
from pipeline.settings import SUITES
from tests.e2e.clerk.answer import Line, about, lines_of, mend, told
from tests.e2e.clerk.desk import YEAR, Desk, Slip
from tests.e2e.clerk.mistakes import MISTAKES
from tests.e2e.command import Place, hoptac, place
from tests.reports.forms.filled import soffice_resave

pytestmark = pytest.mark.e2e
# what a clerk does not know: our files and forms, our rules, senders' codes, đồng where the sheet is in million
OURS = re.compile(r"agency_report|registry_extract|\.csv|_\w+_|\b6[01]\d\b(?![.,]\d)|\d{1,3}(?:\.\d{3}){3}|\d{4}-\d\d-\d\d")


@dataclass
class Round:
    where: Place
    slips: dict[str, Slip]
    books: dict[str, openpyxl.Workbook]
    lines: dict[str, list[Line]]

    def about(self, name: str) -> list[Line]:
        return about(self.slips[name], self.lines[self.slips[name].sender])


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Round:
    """All mistakes in one province, one run, the feedback as LibreOffice saved it."""
    home = tmp_path_factory.mktemp("clerk")
    where = place(home)
    desk = Desk.laid_out(where.raw)
    slips = {name: make(desk) for name, make in MISTAKES.items()}
    desk.save()
    done = where.run("--year", YEAR)
    assert done.err == "", done.err
    folder = where.out / str(YEAR) / "phan-hoi"
    files = {f"{sender}.xlsx": (folder / f"{sender}.xlsx").read_bytes() for sender in {slip.sender for slip in slips.values()}}
    books = {name.removesuffix(".xlsx"): content for name, content in soffice_resave(files, home / "opened").items()}
    (home / "again").mkdir()
    opened = {}
    for sender, content in books.items():
        (home / "again" / f"{sender}.xlsx").write_bytes(content)
        opened[sender] = openpyxl.load_workbook(home / "again" / f"{sender}.xlsx")
    return Round(where, slips, opened, {sender: lines_of(book) for sender, book in opened.items()})


@pytest.mark.parametrize("name", MISTAKES)
def test_the_message_leads_to_the_mistake(asked: Round, name: str) -> None:
    slip, lines = asked.slips[name], asked.about(name)
    assert lines, asked.lines[slip.sender]
    first = lines[0]
    assert first.severity in ("Lỗi", "Cảnh báo") and first.remedy
    assert first.typed == slip.typed
    if slip.told:
        [right] = slip.right.values()
        value = told(slip, first)
        assert value == (right if not isinstance(right, int | float) else pytest.approx(right, rel=slip.near)), first.what


@pytest.mark.parametrize("name", MISTAKES)
def test_causes_stand_before_the_totals_that_follow(asked: Round, name: str) -> None:
    slip = asked.slips[name]
    first = asked.about(name)[0]
    if slip.sheet != "Biểu 1":
        totals = [line for line in asked.lines[slip.sender] if line.sheet == "Biểu 1"]
        assert all(first.order < line.order for line in totals)


def test_no_message_speaks_our_language(asked: Round) -> None:
    rules = by_id(SUITES).keys()
    for sender, lines in asked.lines.items():
        for line in lines:
            said = f"{line.what} {line.remedy}"
            assert not OURS.search(said), (sender, said)
            assert not any(re.search(rf"\b{rule}\b", said) for rule in rules)


def test_no_two_messages_of_a_cell_want_different_values(asked: Round) -> None:
    for lines in asked.lines.values():
        wanted = defaultdict(set)
        for line in lines:
            wanted[line.sheet, line.cell] |= set(re.findall(r"(?i)nếu (?:đúng )?là ([\d.,]*\d)", line.what)) if line.cell else set()
        assert all(len(values) < 2 for values in wanted.values()), wanted


def test_what_is_mended_by_the_messages_leaves_nothing_open(asked: Round, tmp_path: Path) -> None:
    files = {}
    for sender, book in asked.books.items():
        mend(book, [slip for slip in asked.slips.values() if slip.sender == sender], asked.lines[sender])
        book.save(tmp_path / f"{sender}.xlsx")
        files[f"{sender}.xlsx"] = (tmp_path / f"{sender}.xlsx").read_bytes()
    for name, content in soffice_resave(files, tmp_path / "saved").items():
        (tmp_path / name).write_bytes(content)
        sent = ("--sender", name.removesuffix(".xlsx"), "--form", "agency_report", "--year", YEAR)
        done = hoptac("receive", tmp_path / name, *sent, "--raw", asked.where.raw)
        assert done.code == 0, done.err
    done = asked.where.run("--year", YEAR)
    assert done.err == ""
    with duckdb.connect(str(asked.where.warehouse), read_only=True) as connection:
        left = connection.execute(
            """select f.sender, f.sheet, f."column" || f.row, f.severity, r.nature, f.message
            from mart.fct_finding as f join mart.dim_rule as r using (rule)
            where f.reference_year = ? and f.severity <> 'info' and f.sender in (select unnest(?)) order by all""",
            [YEAR, list(asked.books)],
        ).fetchall()
    touched = {(slip.sender, sheet, cell) for slip in asked.slips.values() for sheet in [slip.sheet] for cell in (slip.cell, *slip.right)}
    # questions about figures that are true remain: they can be ticked
    assert [one for one in left if one[3:5] != ("warning", "suspicion") or one[:3] in touched] == []
    assert "ĐẠT" in done.out and done.code == 0
