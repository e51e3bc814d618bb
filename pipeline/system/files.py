"""Writing output files whole and with the same bytes each time: aside and replace, fixed times inside zip containers.

What goes into the files belongs to the modules that call this one.
"""

import errno
import hashlib
import io
import os
import re
import shutil
import stat
import zipfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.system.leftovers import clear_beside

LIVE_IN_A_SPREADSHEET = r"^[=+\-@\t\r]"
"""What a spreadsheet would take for a formula when it opens a CSV file."""

ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say; any fixed moment would do


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path beside ``path`` to write a file to; after the block it takes its place, on the disk with its folder's entry.

    A reader, and whoever starts after a kill or a power cut, sees the old file or the new one. What is there keeps its rights; what
    dead writers left beside it goes. Raises what the block raises, OSError with the file's
    name; then the old one stands and nothing beside it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    clear_beside(path)
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield aside
        flush(aside)
        if path.exists():
            shutil.copymode(path, aside)
        aside.replace(path)
    except OSError as error:
        if error.errno and error.filename in (None, str(aside)):  # a full disk names none
            error.filename = str(path)
        raise
    finally:
        aside.unlink(missing_ok=True)
    with suppress(OSError):  # the file stands; a folder that cannot be synced is no reason to say that it does not
        flush(path.parent)


def write_whole(path: Path, data: bytes) -> Path:
    """``data`` at ``path`` by ``replacing``; the path."""
    with replacing(path) as aside:
        aside.write_bytes(data)
    return path


@contextmanager
def opened(path: Path) -> Iterator[io.BufferedReader]:
    """A regular file to read. Raises OSError, for a folder, a pipe or a device too, without waiting for anybody."""
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.ENXIO, os.strerror(errno.ENXIO), str(path))
        yield file


def content_of(path: Path) -> bytes:
    """The file's bytes, read once: whoever wants their digest takes it of these. Raises OSError as ``opened`` does."""
    with opened(path) as file:
        return file.read()


def digest_of(path: Path) -> str:
    """The file's SHA-256 in hex. Raises OSError as ``opened`` does."""
    with opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def flush(path: Path) -> None:
    """A file's bytes, or a folder's entries, onto the disk. Raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_all(folder: Path) -> None:
    """All that is in a folder, each folder's entries after what is in it. Raises OSError."""
    for path in sorted(folder.rglob("*"), reverse=True):
        flush(path)
    flush(folder)


def files_below(folder: Path, left_out: Collection[str] = ()) -> Iterator[Path]:
    """Every file below a folder in a settled order, links followed. Not in what Python compiled, nor in folders ``left_out``, right below.

    Raises OSError, also for a folder that is not there or cannot be listed: it is not an empty one.
    """

    def refuse(error: OSError) -> None:
        raise error

    for base, below, files in os.walk(folder, onerror=refuse, followlinks=True):
        skipped = {"__pycache__", *(left_out if Path(base) == folder else ())}
        below[:] = sorted(set(below) - skipped)
        yield from (path for name in sorted(files) if (path := Path(base, name)).is_file())


def differing_files(one: Path, other: Path) -> list[str]:
    """The files, by their names below two folders, that only one of them has or that differ in a byte. Raises OSError."""
    before, after = ({path.relative_to(folder).as_posix(): path for path in files_below(folder)} for folder in (one, other))
    both = before.keys() & after.keys()
    return sorted((before.keys() ^ after.keys()) | {name for name in both if digest_of(before[name]) != digest_of(after[name])})


def folder_digest(folders: Mapping[str, Path], without: frozenset[str] = frozenset()) -> str:
    """SHA-256 over names and contents of all files below folders that each go by a name, wherever they lie.

    Left out: what Python compiled, hidden files, and ``without``, folders right below one as ``name/folder``. Raises OSError as
    ``files_below`` does.
    """
    whole = hashlib.sha256()
    for name, folder in folders.items():
        left_out = {other.removeprefix(f"{name}/") for other in without if other.startswith(f"{name}/")}
        for path in files_below(folder, left_out):
            if not path.name.startswith("."):
                whole.update(f"{name}/{path.relative_to(folder).as_posix()}\0{digest_of(path)}\n".encode())
    return whole.hexdigest()


def inert(text: str) -> str:
    """A text for a CSV file: with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if re.match(LIVE_IN_A_SPREADSHEET, text) else text


def rezip(data: bytes, replaced: Mapping[str, bytes] | None = None) -> bytes:
    """The same zip container with fixed times, attributes and compression; ``replaced`` gives parts new content."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 0
            target.writestr(info, replaced[name] if replaced and name in replaced else source.read(name))
    return out.getvalue()
