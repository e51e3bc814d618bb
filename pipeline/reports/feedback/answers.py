"""What an office answers in the feedback workbook: a tick under “Đã kiểm tra, đúng” beside a question becomes a line of
``raw/confirmations.csv``, signed with the office and its paper.

What a tick answers stands as JSON in a hidden column of our sheet. Not here: whether the question still stands (``quality/confirmations``).
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.config import Province
from pipeline.config.suites import by_id
from pipeline.intake import filing
from pipeline.intake.errors import UnreadableFile
from pipeline.intake.grid import Sheet
from pipeline.intake.open import open_sheets
from pipeline.quality.confirmations import COLUMNS
from pipeline.quality.signed_lines import PLACE
from pipeline.reports.feedback.sheet import TITLE
from pipeline.settings import SUITES
from pipeline.system import register_csv
from pipeline.system.errors import HoptacError
from pipeline.system.files import content_of, write_whole
from pipeline.system.folding import same_path
from pipeline.system.raw_names import CONFIRMATIONS, INCOMING

# a tick alone, or with the reason behind it
_TICK = re.compile(r"(?i)(x|v|✓|✔|☑|1|true|có|đúng|ok|yes)(?:\s*[:,;.–-]\s*(?P<reason>.*))?", re.DOTALL)
_NO_TICK = frozenset({"", "0", "-", "–", "false", "không", "no"})


class AnswerError(HoptacError):
    """An answer that cannot be understood, or is not this office's to give; the message names the cell."""


@dataclass(frozen=True)
class Answer:
    """One ticked question. ``asked``: the finding's place, rule, year and value; ``reason``: blank where none was written."""

    asked: dict[str, Any]
    reason: str
    cell: str


def questions() -> frozenset[str]:
    """Rules whose findings are questions."""
    return frozenset(name for name, rule in by_id(SUITES).items() if rule.nature == "suspicion")


def question_of(finding: Mapping[str, Any], sheet: str | None) -> str:
    """What a tick answers; ``sheet``: what the finding's sheet is called in the workbook that goes out."""
    asked = {"year": finding["reference_year"], **{name: finding[name] for name in (*PLACE, "value")}}
    return json.dumps(asked | ({"sheet": sheet} if sheet else {}), ensure_ascii=False)


def read_answers(file: Path) -> list[Answer]:
    """The ticks of a feedback workbook that came back; none of a file that is none. Raises AnswerError, OSError."""
    try:
        sheets = open_sheets(content_of(file))
    except UnreadableFile:
        return []
    ours = [sheet for sheet in sheets if any(str(cell).startswith(TITLE) for cell in (sheet.cells[0] if sheet.cells else ()))]
    return [answer for sheet in ours for answer in _ticked(sheet)]


def _ticked(sheet: Sheet) -> Iterator[Answer]:
    for index, row in enumerate(sheet.cells):
        for column, cell in enumerate(row):
            if column and type(cell) is str and cell.startswith('{"year"') and (said := _said(row[column - 1])) not in _NO_TICK:
                place = f"{sheet.letter(column - 1)}{sheet.row(index)}"
                found = _TICK.fullmatch(said)
                if found is None:
                    raise AnswerError("Ô {} của trang phản hồi ghi “{}”: ghi x nếu đã kiểm tra và đúng, để trống nếu chưa.", place, said)
                yield Answer(_question(cell, place), (found["reason"] or "").strip(), place)


def _said(cell: Any) -> str:
    text = str(int(cell) if isinstance(cell, bool | float) else cell).strip()
    return text.casefold() if text.casefold() in _NO_TICK else text


def _question(cell: str, place: str) -> dict[str, Any]:
    try:
        asked = json.loads(cell)
        return {name: asked[name] for name in ("year", *PLACE, "value")}
    except (ValueError, KeyError, TypeError) as error:
        raise AnswerError("Ô {} của trang phản hồi: cột ẩn bên cạnh đã bị sửa; hãy dùng lại tệp phản hồi đã gửi.", place) from error


class Confirming:
    """The answers of a workbook that is being received for a form: ``receive`` calls it once the document has its place."""

    def __init__(self, answers: list[Answer], raw: Path, sender: str, form: str, office: str, document_no: str) -> None:
        """``answers`` about the sender's other forms wait until the workbook is received for those. Raises AnswerError, RegisterError."""
        self.file, self.office, self.document_no = raw / CONFIRMATIONS, office, document_no
        known = {same_path(row.cells["path"]): row.cells for row in register_csv.read(raw / INCOMING, filing.COLUMNS).rows}
        self.answers = []
        for answer in answers:
            of = known.get(same_path(answer.asked["path"] or ""), {})
            if of.get("sender") != sender:
                raise AnswerError(
                    "Ô {} của trang phản hồi không hỏi về báo cáo của {}; hãy nhận tệp cho đúng nơi gửi.", answer.cell, sender
                )
            if of["form"] == form:
                self.answers.append(answer)
        self.written = 0

    def __call__(self, path: str, received_at: str, undo: filing.Undo) -> None:
        """Write a line an answer, none twice. ``path``: of the document that answers. Raises RegisterError, OSError."""
        paper = self.document_no or path
        for answer in self.answers:
            cells = {name: "" if text is None else str(text) for name, text in answer.asked.items()}
            signed = {"paper": paper, "reason": answer.reason or f"Đã kiểm tra, đúng ({paper})", "signed_by": self.office}
            register = register_csv.with_columns(register_csv.read(self.file, COLUMNS), COLUMNS)
            if any(all(row.cells[name] == cells[name] for name in cells) for row in register.rows):
                continue
            if not self.written:
                undo.append(partial(self._put_back, register.before))
            write_whole(self.file, register_csv.with_row(register, cells | signed | {"signed_at": received_at}))
            self.written += 1

    def _put_back(self, before: bytes) -> None:
        if before:
            write_whole(self.file, before)
        else:
            self.file.unlink(missing_ok=True)


def confirming(file: Path, raw: Path, province: Province, sender: str, form: str, year: int, document_no: str) -> Confirming | None:
    """What a document says of questions, to be written with it; None where it is no feedback workbook, or nothing is ticked there.

    Raises AnswerError, RegisterError, OSError.
    """
    answers = read_answers(file) if file.is_file() else []
    office = next((agency.agency_name for agency in province.agencies_of(year) if agency.sender == sender), sender)
    return Confirming(answers, raw, sender, form, office, document_no) if answers else None
