"""Putting a file and its register row on disk safely: lock, copy without overwriting, atomic append, undo.

Knows nothing of senders, forms or years; ``receive`` decides what is filed where.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.intake.receive_messages import ReceiveError
from pipeline.system.errors import reason
from pipeline.system.files import digest_of
from pipeline.system.lock import BusyError, hold

REGISTER = "incoming.csv"
COLUMNS = ("received_at", "sender", "form", "year", "path", "sha256", "document_no", "note")
LOCK_WAIT_SECONDS = 30.0

Undo = list[Callable[[], None]]


@dataclass(frozen=True)
class RegisterRow:
    """One row of the register; ``line`` is where it starts in the file (header = 1)."""

    line: int
    values: dict[str, str]

    def value(self, column: str) -> str:
        return (self.values.get(column) or "").strip()


@dataclass(frozen=True)
class Register:
    """The register as it stands: its bytes, the sign between its columns, the header's columns in their order, and the rows.

    Excel may have saved it with ``;`` or tabs and its own capitals in the header; the reader takes that, so it is kept.
    """

    content: bytes
    delimiter: str
    columns: tuple[str, ...]
    rows: tuple[RegisterRow, ...]

    @property
    def paths(self) -> frozenset[str]:
        return frozenset(unicodedata.normalize("NFC", row.value("path")) for row in self.rows)


@contextmanager
def undo_on_error() -> Iterator[Undo]:
    """Collects what to take back; runs it, last first, if the block fails in any way (Ctrl-C too)."""
    undo: Undo = []
    try:
        yield undo
    except BaseException:
        for step in reversed(undo):
            with suppress(OSError):  # the first failure is the one to tell
                step()
        raise


def make_folder(folder: Path, undo: Undo) -> None:
    """Create ``folder`` if it is not there; its parent must be. Raises OSError."""
    if not folder.is_dir():
        with suppress(FileExistsError):  # a second receive at the same moment
            folder.mkdir()
            undo.append(folder.rmdir)


@contextmanager
def lock(raw: Path, lang: str) -> Iterator[None]:
    """One writer of the register at a time, across processes. Raises ReceiveError."""
    try:
        with hold(raw / f".{REGISTER}.lock", wait=LOCK_WAIT_SECONDS):
            yield
    except BusyError as error:
        raise ReceiveError("locked", lang, raw=raw) from error


def digest_if_same_size(path: Path, other: Path) -> str | None:
    """The hash of a file registered without one; None where it cannot be the same content or is gone."""
    try:
        return digest_of(path) if path.is_file() and path.stat().st_size == other.stat().st_size else None
    except OSError:
        return None


def place(source: Path, folder: Path, name: str, digest: str, registered: frozenset[str], raw: Path, undo: Undo, lang: str) -> Path:
    """Copy ``source`` into ``folder`` under ``name``, or name-2, name-3… where that is taken; never over another file.

    A file of that name without a register row and with the same content is what an interrupted receive left: it is used.
    """
    taken = {unicodedata.normalize("NFC", entry.name).casefold() for entry in folder.iterdir()}
    stem, suffix = Path(name).stem, Path(name).suffix
    number = 1
    while (candidate := name if number == 1 else f"{stem}-{number}{suffix}").casefold() in taken:
        target = folder / candidate
        if target.is_file() and target.relative_to(raw).as_posix() not in registered:
            if digest_of(target) == digest:
                return target
            if target.stat().st_size == 0:  # a receive that was killed had only taken the name
                target.unlink()
                break
        number += 1
    target, aside = folder / candidate, folder / ".receiving.partial"
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))  # the name is ours from here on
    undo.append(target.unlink)
    undo.append(lambda: aside.unlink(missing_ok=True))
    with source.open("rb") as reader, aside.open("wb") as writer:
        shutil.copyfileobj(reader, writer)
        writer.flush()
        os.fsync(writer.fileno())
    if digest_of(aside) != digest:
        raise ReceiveError("changed_meanwhile", lang, file=source)
    aside.replace(target)
    _sync_folder(folder)
    return target


def read_register(raw: Path, lang: str) -> Register:
    """The register in ``raw``; an absent or empty one is the bare header. Raises ReceiveError where a row cannot be added safely."""
    path = raw / REGISTER
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        content = b""
    except OSError as error:
        raise ReceiveError("register_unreadable", lang, register=path, reason=reason(error, lang)) from error
    if not content.strip(b"\xef\xbb\xbf\r\n\t "):
        content = (",".join(COLUMNS) + "\n").encode()
    return _parse(content, path, lang)


def _parse(content: bytes, path: Path, lang: str) -> Register:
    try:
        text = content.decode("utf-8-sig")
        delimiter = max(",;\t", key=text.lstrip().partition("\n")[0].count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        columns = tuple(name.strip().casefold() for name in next(reader, []))
        rows, line = [], reader.line_num + 1
        for record in reader:
            if record:
                rows.append(RegisterRow(line, dict(zip(columns, record, strict=False))))
            line = reader.line_num + 1
    except UnicodeDecodeError as error:
        raise ReceiveError("register_not_utf8", lang, register=path) from error
    except csv.Error as error:
        raise ReceiveError("register_unreadable", lang, register=path, reason=error) from error
    if missing := [name for name in COLUMNS if name not in columns]:
        raise ReceiveError("register_columns", lang, register=path, missing=", ".join(missing))
    return Register(content, delimiter, columns, tuple(rows))


def append_row(raw: Path, register: Register, row: dict[str, str], undo: Undo, lang: str) -> None:
    """Write the register with ``row`` added, aside and in one step; from then on nothing is taken back.

    Every byte that stood there stays, and the new line ends as they do.
    """
    path, aside = raw / REGISTER, raw / f".{REGISTER}.partial"
    line_end = "\r\n" if b"\r\n" in register.content else "\n"
    text = io.StringIO(newline="")
    csv.DictWriter(text, register.columns, restval="", delimiter=register.delimiter, lineterminator=line_end).writerow(row)
    glue = b"" if register.content.endswith((b"\n", b"\r")) else line_end.encode()
    content = register.content + glue + text.getvalue().encode()
    after = _parse(content, path, lang)
    if len(after.rows) != len(register.rows) + 1 or after.rows[-1].values != {name: row.get(name, "") for name in register.columns}:
        raise ReceiveError("register_broken", lang, register=path)
    try:
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, aside)
        aside.replace(path)
        undo.clear()
    except BaseException:
        with suppress(OSError):
            aside.unlink()
        raise
    with suppress(OSError):  # the row stands; a folder that cannot be synced is no reason to say that it does not
        _sync_folder(raw)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
