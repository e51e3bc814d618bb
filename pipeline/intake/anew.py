"""Reading all that a report rests on anew, with no cache: whoever signs or freezes believes nothing that was kept.

A run writes the digest of what it read into its build file (``landing.reading``), from where it goes into the gate's receipt.
"""

import hashlib
from datetime import datetime
from pathlib import Path

import polars as pl

from pipeline.config import Province
from pipeline.intake.errors import IntakeError
from pipeline.intake.frames import Frames
from pipeline.intake.read import read_raw


def readings_digest(tables: Frames) -> str:
    """SHA-256, hex, over every landing table of ``read_raw``, each value and its place: equal for equal readings of equal files."""
    whole = hashlib.sha256()
    for name, frame in sorted(tables.items()):
        whole.update(f"{name} {frame.height}\n{frame.select(pl.all().cast(pl.String)).write_csv(quote_style='non_numeric')}".encode())
    return whole.hexdigest()


def check_readings(raw: Path, province: Province, as_of: datetime, digest: str, *, is_now: bool = False) -> None:
    """Read everything anew as known at ``as_of`` and compare it with ``readings_digest`` of what a run read.

    Costs what reading costs (seconds for a province). Raises IntakeError, one line, where it is not the same.
    """
    if readings_digest(read_raw(raw, province, as_of, is_now=is_now)) != digest:
        raise IntakeError("Đọc lại {} thì số liệu không giống lần chạy trước; hãy chạy lại hoptac run.", raw)
