"""One share of files, read one after the other: what a worker process of ``work`` does.

Each file is read once: the bytes whose digest is taken are those that are parsed. Loads no data frame library: a worker is at its work
in half the time.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.intake import forms as form_data
from pipeline.intake.parse import parse
from pipeline.intake.parsed import Parsed, Request
from pipeline.system.errors import reason
from pipeline.system.files import content_of

_MOST_BYTES = 300_000_000  # of one file


@dataclass(frozen=True)
class Job:
    """One file to read. ``key``: what its rows are known by; ``sha256``: of the bytes that are to be there."""

    key: str
    sha256: str
    path: Path
    request: Request
    size: int


def read_share(jobs: list[Job]) -> Iterator[Parsed | None]:
    """What each file holds; None where its bytes are not those that were to be there. Whatever is wrong with a file is a finding."""
    forms = form_data.load()
    for job in jobs:
        parsed: Parsed | None = Parsed()
        try:
            if job.size > _MOST_BYTES:
                parsed = not_read("oversized_file", "tệp quá lớn", "the file is too large")
            else:
                content = content_of(job.path)
                parsed = parse(content, job.request, forms) if hashlib.sha256(content).hexdigest() == job.sha256 else None
                del content
        except OSError as error:
            parsed = not_read("file_unreadable", reason(error), reason(error, "en"), job.path.name)
        yield parsed


def not_read(rule: str, said: str, said_en: str, value: str | None = None) -> Parsed:
    """A file of which nothing is known but why."""
    parsed = Parsed()
    parsed.add_finding(rule, value=value, reason=said, reason_en=said_en)
    return parsed
