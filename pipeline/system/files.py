"""Writing output files whole and with the same bytes each time: aside and replace, fixed times inside zip containers.

What goes into the files belongs to the modules that call this one.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from pipeline.system.leftovers import clear_beside

LIVE_IN_A_SPREADSHEET = r"^[=+\-@\t\r]"
"""What a spreadsheet would take for a formula when it opens a CSV file."""

ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say; any fixed moment would do


def write_whole(path: Path, data: bytes) -> Path:
    """Write ``data`` to ``path`` so that a reader sees the old file or the new one. Raises OSError with nothing half-written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    clear_beside(path)
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        aside.write_bytes(data)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    return path


def digest_of(path: Path) -> str:
    """The file's SHA-256 in hex. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
