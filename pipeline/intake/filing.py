"""Putting a file and its register row on disk safely: lock, copy without overwriting, atomic append, undo.

Knows nothing of senders, forms or years; ``receive`` decides what is filed where.
"""

import os
import shutil
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.intake.receive_messages import ReceiveError
from pipeline.system.files import digest_of, replacing, write_whole
from pipeline.system.folding import same_path
from pipeline.system.lock import BusyError, hold
from pipeline.system.raw_names import INCOMING
from pipeline.system.register_csv import Register, with_row

COLUMNS = ("received_at", "sender", "form", "year", "path", "sha256", "document_no", "note")
LOCK_WAIT_SECONDS = 30.0

Undo = list[Callable[[], None]]


def paths(register: Register) -> frozenset[str]:
    """Of every file that the register names, relative to raw/."""
    return frozenset(same_path(row.cells["path"]) for row in register.rows)


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
        with hold(raw / f".{INCOMING}.lock", wait=LOCK_WAIT_SECONDS):
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
    target = folder / candidate
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))  # the name is ours from here on
    undo.append(target.unlink)
    with replacing(target) as aside:
        shutil.copyfile(source, aside)
        if digest_of(aside) != digest:
            raise ReceiveError("changed_meanwhile", lang, file=source)
    return target


def append_row(register: Register, row: dict[str, str], undo: Undo) -> None:
    """The row stands in the register, and from then on nothing is taken back. Raises RegisterError, OSError."""
    after = with_row(register, row)
    try:
        write_whole(register.path, after)
    finally:
        if register.path.exists() and register.path.read_bytes() == after:
            undo.clear()
