"""Registers that people keep as CSV: found, read, added to, and in one line what is wrong with one and where.

A register may have been saved by Excel: with or without a BOM, in UTF-8 or UTF-16, with ``,`` ``;`` or tabs, its columns in any order, in
capitals, with columns of the office's own between them. Rows are numbered as Excel numbers them. Not here: what a column means.
"""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.system.errors import HoptacError, reason
from pipeline.system.files import content_of, write_whole
from pipeline.system.language import current

_ENCODINGS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_END = "hoptac-end-of-register"


class RegisterError(HoptacError):
    """A register that cannot be read or added to. ``vi`` and ``en`` say why, ``row`` where: Excel's, the header being 1."""

    def __init__(self, path: Path, vi: str, en: str, row: int = 1) -> None:
        super().__init__("{}, dòng {}: {}.", path, row, vi)
        self.path, self.vi, self.en, self.row = path, vi, en, row

    def __str__(self) -> str:
        is_english = current() == "en"
        return f"{self.path}, {'row' if is_english else 'dòng'} {self.row}: {self.en if is_english else self.vi}."


@dataclass(frozen=True)
class Row:
    """One row that is not blank. ``number``: Excel's; ``cells``: by column, trimmed, blank where the row ends early."""

    number: int
    cells: dict[str, str]
    is_too_long: bool


@dataclass(frozen=True)
class Register:
    """A register as it stands. ``columns``: of the header, in small letters and its order; ``before``: its bytes."""

    path: Path
    before: bytes
    encoding: str
    delimiter: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read(path: Path, needed: Sequence[str]) -> Register:
    """The register; one that is not there or blank is its bare header. Raises RegisterError, also for a link that leads nowhere."""
    try:
        before = content_of(path) if path.is_symlink() or path.exists() else b""
    except OSError as error:
        raise RegisterError(path, f"không đọc được ({reason(error)})", f"cannot be read ({reason(error, 'en')})") from error
    return _parsed(path, before, needed)


def with_columns(register: Register, columns: Sequence[str]) -> Register:
    """The register with these columns as well, blank in the rows that it has: its header alone changes."""
    missing = [name for name in columns if name not in register.columns]
    if not register.before.strip(codecs.BOM_UTF8 + b"\r\n\t "):
        return replace(register, columns=tuple(columns))
    lines = register.before.decode(register.encoding).splitlines(keepends=True)
    top = next(number for number, line in enumerate(lines) if line.strip("\ufeff\r\n\t "))
    head = lines[top].rstrip("\r\n")
    lines[top] = "".join([head, *(register.delimiter + name for name in missing), lines[top][len(head) :]])
    return _parsed(register.path, "".join(lines).encode(register.encoding), columns)


def append(register: Register, cells: Mapping[str, str]) -> None:
    """Write the register with a row more, whole; every byte that stood there stays. Call it with the register's lock held.

    Raises RegisterError where a row cannot be added safely, OSError.
    """
    write_whole(register.path, with_row(register, cells))


def with_row(register: Register, cells: Mapping[str, str]) -> bytes:
    """The bytes of the register with a row more, the line ending as those before. Raises RegisterError."""
    end = "\r\n" if "\r\n".encode(register.encoding) in register.before else "\n"
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, register.columns, restval="", delimiter=register.delimiter, lineterminator=end)
    if not register.before.strip(codecs.BOM_UTF8 + b"\r\n\t "):
        writer.writeheader()
    elif not register.before.endswith(("\n".encode(register.encoding), "\r".encode(register.encoding))):
        text.write(end)
    writer.writerow(cells)
    content = register.before + text.getvalue().encode(register.encoding)
    added = _parsed(register.path, content, register.columns).rows[len(register.rows) :]
    if [row.cells for row in added] != [{name: cells.get(name, "").strip() for name in register.columns}]:
        raise RegisterError(register.path, "không ghi thêm được một dòng", "a row cannot be added", len(register.rows) + 1)
    return content


def _parsed(path: Path, content: bytes, needed: Sequence[str]) -> Register:
    bom = next((bom for bom in _ENCODINGS if content.startswith(bom)), b"")
    encoding = _ENCODINGS.get(bom, "utf-8")
    try:
        text = content[len(bom) :].decode(encoding)
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise RegisterError(
            path, "không phải văn bản UTF-8; hãy lưu lại dạng “CSV UTF-8”", "is not UTF-8; save it as “CSV UTF-8”", row
        ) from error
    if not text.strip():
        return Register(path, content, encoding, ",", tuple(needed), ())
    delimiter = max(",;\t", key=text.lstrip().partition("\n")[0].count)
    records = _records(path, text, delimiter)
    top = next((number for number, record in enumerate(records) if any(cell.strip() for cell in record)), 0)
    columns = tuple(name.strip().casefold() for name in records[top])
    if missing := [name for name in needed if name not in columns]:
        names = ", ".join(missing)
        raise RegisterError(path, f"thiếu cột {names}; dòng đầu phải có {','.join(needed)}", f"lacks the column {names}", top + 1)
    if twice := [name for name, times in Counter(columns).items() if name and times > 1]:
        raise RegisterError(path, f"có hai cột mang tên {twice[0]}", f"has two columns named {twice[0]}", top + 1)
    rows = []
    for number, record in enumerate(records[top + 1 :], start=top + 2):
        cells = [cell.strip() for cell in record]
        if any(cells):
            named = dict.fromkeys(columns, "") | dict(zip(columns, cells, strict=False))
            rows.append(Row(number, named, is_too_long=len(cells) > len(columns)))
    return Register(path, content, encoding, delimiter, columns, tuple(rows))


def _records(path: Path, text: str, delimiter: str) -> list[list[str]]:
    """Every record, blank ones too; a quotation mark that is never closed would take all rows after it into one cell."""
    text += "" if text.endswith(("\n", "\r")) else "\n"
    reader = csv.reader(io.StringIO(text + _END, newline=""), delimiter=delimiter)
    records: list[list[str]] = []
    try:
        records.extend(reader)
    except csv.Error as error:
        raise RegisterError(path, f"không đọc được ({error})", f"cannot be read ({error})", len(records) + 1) from error
    if records[-1] != [_END]:
        raise RegisterError(path, "có dấu ngoặc kép chưa đóng", "has a quotation mark that is not closed", len(records))
    return records[:-1]
