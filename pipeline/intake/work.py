"""Reading many files, in this process or, where there is enough to do, in several at once.

A worker is a Python process of its own, started by path: it does not import the caller's main module, as ``multiprocessing``
would, and a crash of a native reader takes only it down. Run as a module it is that worker.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.intake import forms as form_data
from pipeline.intake import frames
from pipeline.intake.frames import Frames
from pipeline.intake.parse import parse
from pipeline.intake.parsed import Parsed, Request

_WORTH_A_WORKER = 8_000_000  # bytes: a worker takes half a second to start, in which one process reads 4 million
_MOST_WORKERS = 4
_MOST_BYTES = 300_000_000  # of one file
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Job:
    """One file to read. ``key``: what its rows are known by."""

    key: str
    path: Path
    request: Request
    size: int


def read(jobs: list[Job], progress: Callable[[int], None]) -> Frames:
    """Keyed frames of all files. ``progress(n)``: n more are done. Whatever is wrong with a file is a finding."""
    workers = min(_MOST_WORKERS, len(os.sched_getaffinity(0)), len(jobs), sum(job.size for job in jobs) // (_WORTH_A_WORKER // 2))
    if workers < 2:
        return frames.build([(job.key, _read_one(job, progress)) for job in jobs])
    shares = _shares(jobs, workers)
    processes = [(share, _start(share)) for share in shares[1:]]
    found = [frames.build([(job.key, _read_one(job, progress)) for job in shares[0]])]
    for share, process in processes:
        found.append(_collect(share, process))
        progress(len(share))
    return frames.join(found)


def _read_one(job: Job, progress: Callable[[int], None]) -> Parsed:
    try:
        if job.size > _MOST_BYTES:
            parsed = Parsed()
            parsed.say("oversized_file", reason="tệp quá lớn", reason_en="the file is too large")
        else:
            parsed = parse(job.path.read_bytes(), job.request, form_data.load())
    except OSError as error:
        parsed = Parsed()
        parsed.say("file_unreadable", value=job.path.name, reason=error.strerror or "")
    progress(1)
    return parsed


def _shares(jobs: list[Job], count: int) -> list[list[Job]]:
    """Jobs in shares of like size; the first, this process's own, a little larger, since the others have to start."""
    shares: list[list[Job]] = [[] for _ in range(count)]
    loads = [0] + [_WORTH_A_WORKER // 4] * (count - 1)
    for job in sorted(jobs, key=lambda job: (-job.size, job.key)):
        least = loads.index(min(loads))
        shares[least].append(job)
        loads[least] += job.size
    return shares


def _start(share: list[Job]) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline.intake.work"], cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    absolute = [Job(job.key, job.path.absolute(), job.request, job.size) for job in share]
    try:
        process.stdin.write(pickle.dumps(absolute))
        process.stdin.close()
    except BrokenPipeError:  # it died at once; found out when its answer is awaited
        process.stdin = None
    return process


def _collect(share: list[Job], process: subprocess.Popen[bytes]) -> Frames:
    content = process.stdout.read()
    process.stdout.close()
    if process.wait() == 0:
        return frames.unpack(content)
    if len(share) > 1:  # find the file that took the worker down
        half = len(share) // 2
        return frames.join([_collect(part, _start(part)) for part in (share[:half], share[half:])])
    parsed = Parsed()
    parsed.say("unreadable_file", reason="cấu trúc tệp bất thường", reason_en="its structure is not sound")
    return frames.build([(share[0].key, parsed)])


def _main() -> None:
    jobs = pickle.load(sys.stdin.buffer)
    done = frames.build([(job.key, _read_one(job, lambda _: None)) for job in jobs])
    sys.stdout.buffer.write(frames.pack(done))


if __name__ == "__main__":
    _main()
