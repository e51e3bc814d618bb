"""One share of files, read one after the other: what a worker process of ``work`` does.

Loads no data frame library: a worker is at its work in half the time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.intake import forms as form_data
from pipeline.intake.parse import parse
from pipeline.intake.parsed import Parsed, Request
from pipeline.system.errors import reason

_MOST_BYTES = 300_000_000  # of one file


@dataclass(frozen=True)
class Job:
    """One file to read. ``key``: what its rows are known by."""

    key: str
    path: Path
    request: Request
    size: int


def read_share(jobs: list[Job], progress: Callable[[int], None] = lambda _: None) -> list[tuple[str, Parsed]]:
    """What each file holds, by its key. ``progress(1)`` after each. Whatever is wrong with a file is a finding."""
    forms, found = form_data.load(), []
    for job in jobs:
        parsed = Parsed()
        try:
            if job.size > _MOST_BYTES:
                parsed.add_finding("oversized_file", reason="tệp quá lớn", reason_en="the file is too large")
            else:
                parsed = parse(job.path.read_bytes(), job.request, forms)
        except OSError as error:
            parsed.add_finding("file_unreadable", value=job.path.name, reason=reason(error), reason_en=reason(error, "en"))
        found.append((job.key, parsed))
        progress(1)
    return found
