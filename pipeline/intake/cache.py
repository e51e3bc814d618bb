"""Parsed files kept by content, so that a run reads only what is new. One file a state of the code, replaced whole.

A damaged or absent cache is an empty one: the files are read again. Not here: what is kept (``frames``).
"""

import hashlib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from pipeline.config import form
from pipeline.intake import corrections, frames
from pipeline.intake.forms import Forms
from pipeline.intake.frames import Frames
from pipeline.intake.parsed import Request
from pipeline.system.files import write_whole

_MOST_FILES = 20_000
_READERS = ("python-calamine", "xlrd", "polars")


def key(sha256: str, request: Request) -> str:
    """What a parsed file is kept under: its content's SHA-256, and all that reading depends on beside the code."""
    return f"{sha256}/{request.form}/{request.year}/{'+'.join(map(str, request.sheets))}/{corrections.digest(request.corrections)}"


@lru_cache(maxsize=8)
def digest(forms_digest: str) -> str:
    """Changes with the intake code, the forms and the libraries that read."""
    whole = hashlib.sha256(forms_digest.encode())
    for path in (*sorted(Path(__file__).parent.glob("*.py")), Path(form.__file__)):
        whole.update(path.name.encode() + path.read_bytes())
    for name in _READERS:
        whole.update(f"{name}={version(name)}".encode())
    return whole.hexdigest()[:16]


def load(folder: Path | None, forms: Forms) -> Frames:
    """What is kept, or empty frames."""
    if folder is None:
        return frames.empty()
    try:
        return frames.unpack(_file(folder, forms).read_bytes())
    except (OSError, ValueError):  # not there, or damaged: read again and replaced
        return frames.empty()


def save(folder: Path, forms: Forms, kept: Frames, wanted: list[str]) -> None:
    """Replace the cache in one step; caches of an earlier state of the code go. Raises OSError, and then leaves the old one."""
    if kept["file"].height > _MOST_FILES:
        kept = frames.of_keys(kept, wanted)
    target = write_whole(_file(folder, forms), frames.pack(kept))
    for old in folder.glob("intake-*.zip"):
        if old != target:
            old.unlink(missing_ok=True)


def _file(folder: Path, forms: Forms) -> Path:
    return folder / f"intake-{digest(forms.digest)}.zip"
