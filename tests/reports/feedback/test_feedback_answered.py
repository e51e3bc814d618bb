"""The round of a question: asked in the feedback workbook, ticked there, received, answered; asked again when the figure changes."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from docx import Document
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.reports.feedback.answers import AnswerError, read_answers
from tests.e2e.command import Place, hoptac, place
from tests.reports.forms.filled import soffice_resave
from tests.simulator import simulate, small, write_raw

YEAR, SENDER, PAPER = 2019, "615", "99/BC-UBND"
NAMED = ("--sender", SENDER, "--form", "agency_report", "--year", YEAR)
HEADER = "Đã kiểm tra, đúng"
pytestmark = pytest.mark.e2e


def ask(where: Place, sql: str, *values: Any) -> list[tuple]:
    with duckdb.connect(str(where.warehouse), read_only=True) as connection:
        return connection.execute(sql, list(values)).fetchall()


def questions(where: Place, row: int, column: str) -> list[tuple]:
    """Value, whether confirmed, by whom, on which paper, of each question at a cell of the newest biểu 2."""
    return ask(
        where,
        """select f.value, f.is_confirmed, f.confirmed_by, f.confirmation_paper, f.rule
        from mart.fct_finding as f join mart.dim_rule as r using (rule)
        where r.nature = 'suspicion' and f.sender = ? and f.row = ? and f."column" = ? order by f.rule""",
        SENDER, row, column,
    )  # fmt: skip


def tick_of(sheet: Worksheet, cell: str) -> tuple[int, int]:
    """Row and column of the cell to tick beside the question about a cell."""
    head = next(found for row in sheet.iter_rows() for found in row if found.value == HEADER)
    at = next(row for row in range(head.row + 1, sheet.max_row + 1) if sheet.cell(row, 4).value == cell and sheet.cell(row, 9).value)
    return at, head.column


class Round:
    """A province in which one figure of district 615 is strange, run once; ``row`` and ``letter``: where."""

    def __init__(self, home: Path) -> None:
        self.home, self.where = home, place(home)
        write_raw(simulate(small(htx=24, years=2), seed=11), self.where.raw, "plain")
        book_path = next((self.where.raw / str(YEAR) / SENDER).glob("*.xls*"))
        self.row, self.letter = self.seed(book_path, 1000)
        self.first = self.where.run("--year", YEAR)

    def seed(self, path: Path, times: int) -> tuple[int, str]:
        """Multiply the first HTX's revenue; where it stands."""
        book = openpyxl.load_workbook(path)
        sheet = book["Biểu 2"]
        head = next(found for row in sheet.iter_rows(max_row=20) for found in row if found.value == "Doanh thu")
        kind = next(found for found in sheet[head.row] if found.value == "Loại hình")
        htx = (number for number in range(head.row, 80) if sheet.cell(number, kind.column).value == "HTX")
        row = next(number for number in htx if sheet.cell(number, head.column).value)
        sheet.cell(row, head.column).value *= times
        book.save(path)
        self._reregister(path)
        return row, head.column_letter

    def _reregister(self, path: Path) -> None:
        """The file as it came: the register's hash of it is left blank."""
        register = self.where.raw / "incoming.csv"
        with register.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        relative = path.relative_to(self.where.raw).as_posix() if path.is_relative_to(self.where.raw) else ""
        with register.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(row | ({"sha256": ""} if row["path"] == relative else {}) for row in rows)

    @property
    def feedback(self) -> Path:
        return self.where.out / str(YEAR) / "phan-hoi" / f"{SENDER}.xlsx"

    def ticked(self, text: object, name: str) -> Path:
        """The feedback workbook as the office sends it back."""
        book = openpyxl.load_workbook(self.feedback)
        sheet = book["Phản hồi"]
        row, column = tick_of(sheet, f"{self.letter}{self.row}")
        sheet.cell(row, column).value = text
        book.save(self.home / name)
        return self.home / name


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Round:
    return Round(tmp_path_factory.mktemp("round"))


@pytest.mark.e2e
def test_what_libreoffice_saved_is_the_same_answer(asked: Round) -> None:
    file = asked.ticked("x: đã hỏi HTX", "tra-loi.xlsx")
    for suffix in ("xlsx", "ods"):
        saved = soffice_resave({file.name: file.read_bytes()}, asked.home / suffix, suffix)
        again = asked.home / suffix / f"again.{suffix}"
        again.write_bytes(saved[file.name])
        assert read_answers(again) == read_answers(file)
    [answer] = read_answers(file)
    assert (answer.reason, answer.asked["row"], answer.asked["column"]) == ("đã hỏi HTX", asked.row, asked.letter)


@pytest.mark.parametrize("text", ["x", "X", "✓", 1, True, "có", "Đúng", "đúng, đã hỏi HTX"])
def test_a_tick_is_a_tick(asked: Round, text: object) -> None:
    assert len(read_answers(asked.ticked(text, "dau.xlsx"))) == 1


@pytest.mark.parametrize("text", [None, "không", 0, "-"])
def test_no_tick_is_none(asked: Round, text: object) -> None:
    assert read_answers(asked.ticked(text, "khong.xlsx")) == []


@pytest.mark.parametrize("text", ["sai, sẽ sửa", "chưa rõ", "xem lại sau", "không đúng"])
def test_what_is_no_tick_is_not_taken_for_one(asked: Round, text: str) -> None:
    with pytest.raises(AnswerError, match=text):
        read_answers(asked.ticked(text, "khac.xlsx"))


def test_another_offices_answer_is_refused(asked: Round) -> None:
    before = {path: path.read_bytes() for path in asked.where.raw.rglob("*") if path.is_file() and not path.name.startswith(".")}
    done = hoptac("receive", asked.ticked("x", "la.xlsx"), "--sender", "616", *NAMED[2:], "--raw", asked.where.raw, "--anyway", "thử")
    assert done.code == 1 and "616" in done.err and len(done.err.splitlines()) == 1
    assert before == {path: path.read_bytes() for path in asked.where.raw.rglob("*") if path.is_file() and not path.name.startswith(".")}


def test_a_question_is_asked_answered_printed_and_asked_again(asked: Round, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(asked.home, home)
    where = place(home)
    before = questions(asked.where, asked.row, asked.letter)
    assert before and all(not confirmed for _, confirmed, *_ in before), asked.first.out

    done = hoptac("receive", asked.ticked("x: đã hỏi HTX", "gui-lai.xlsx"), *NAMED, "--document-no", PAPER, "--raw", where.raw)
    assert done.code == 0 and done.err == "" and "1 câu hỏi" in done.out, done.err
    with (where.raw / "confirmations.csv").open(encoding="utf-8", newline="") as file:
        [line] = csv.DictReader(file)
    assert (line["paper"], line["reason"], line["sender"]) == (PAPER, "đã hỏi HTX", SENDER) and "615" not in line["signed_by"]

    where.run("--year", YEAR)
    answered = questions(where, asked.row, asked.letter)
    assert (line["value"], True, line["signed_by"], PAPER, line["rule"]) in answered
    assert ask(where, "select count(*) from mart.fct_finding where rule like 'confirmation%'") == [(0,)]
    decided = "select decision_id, reason from mart.fct_decision where register = 'confirmation' and reference_year = ?"
    [(decision, reason)] = ask(where, decided, YEAR)
    assert reason == "đã hỏi HTX"
    assert ask(where, "select count(*) > 0 from mart.fct_decision_effect where decision_id = ?", decision) == [(True,)]
    said = "\n".join(cell.text for table in Document(str(_report(where))).tables for row in table.rows for cell in row.cells)
    assert PAPER in said and "đã hỏi HTX" in said
    front = openpyxl.load_workbook(where.out / str(YEAR) / "phan-hoi" / f"{SENDER}.xlsx")["Phản hồi"]
    assert any("xác nhận đúng: đã hỏi HTX" in str(cell.value) for row in front.iter_rows() for cell in row)

    newest = max((where.raw / str(YEAR) / SENDER).glob("gui-lai*"))
    changed = home / "sua.xlsx"
    book = openpyxl.load_workbook(newest)
    book["Biểu 2"][f"{asked.letter}{asked.row}"].value *= 2
    del book["Phản hồi"]
    book.save(changed)
    assert hoptac("receive", changed, *NAMED, "--raw", where.raw).code == 0
    where.run("--year", YEAR)
    again = questions(where, asked.row, asked.letter)
    assert again and not any(confirmed for _, confirmed, *_ in again)
    assert ask(where, "select severity, row from mart.fct_finding where rule = 'confirmation_unused'") == [("warning", 2)]


def _report(where: Place) -> Path:
    return next((where.out / str(YEAR)).glob("*bao-cao-*.docx"))
