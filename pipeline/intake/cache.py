"""Parsed files kept by content, so that a run reads only what is new. One file a state of the program, replaced whole, with a digest over
what is in it and the program: a cache that is damaged, edited or another program's is an empty one, and the files are read again.

Whoever signs believes no cache (``anew``). Not here: what is kept (``frames``).
"""

import hashlib
from importlib.metadata import version
from pathlib import Path
from zlib import crc32

from pipeline.intake import corrections, frames
from pipeline.intake.forms import Forms
from pipeline.intake.frames import Frames
from pipeline.intake.parsed import Request
from pipeline.system.files import content_of, write_whole
from pipeline.system.program import program_digest

_MOST_FILES = 20_000
_READERS = ("python-calamine", "xlrd", "polars")
_DIGEST = hashlib.sha256().digest_size


def key(sha256: str, request: Request) -> str:
    """What a parsed file is kept under: its content's SHA-256, and all that reading depends on beside the program."""
    settings = crc32(repr((request.offices, request.window)).encode())
    sheets = "+".join(map(str, request.sheets))
    return f"{sha256}/{request.form}/{request.year}/{sheets}/{corrections.digest(request.corrections)}/{request.office}/{settings:x}"


def load(folder: Path | None, forms: Forms) -> Frames:
    """What is kept, or empty frames."""
    if folder is None:
        return frames.empty()
    state = _state(forms)
    try:
        content = content_of(folder / _name(state))
        if content[:_DIGEST] == _digest(state, content[_DIGEST:]):
            return frames.unpack(content[_DIGEST:])
    except (OSError, ValueError):  # not there, or damaged: read again and replaced
        pass
    return frames.empty()


def save(folder: Path, forms: Forms, kept: Frames, wanted: list[str]) -> None:
    """Replace the cache in one step; caches of an earlier state of the program go. Raises OSError, and then leaves the old one."""
    if kept["file"].height > _MOST_FILES:
        kept = frames.of_keys(kept, wanted)
    state, content = _state(forms), frames.pack(kept)
    target = write_whole(folder / _name(state), _digest(state, content) + content)
    for old in folder.glob("intake-*.zip"):
        if old != target:
            old.unlink(missing_ok=True)


def _state(forms: Forms) -> bytes:
    """The program, the forms and the libraries that read."""
    return " ".join([program_digest(), forms.digest, *(f"{name}={version(name)}" for name in _READERS)]).encode()


def _name(state: bytes) -> str:
    return f"intake-{hashlib.sha256(state).hexdigest()[:16]}.zip"


def _digest(state: bytes, content: bytes) -> bytes:
    return hashlib.sha256(state + b"\n" + content).digest()
