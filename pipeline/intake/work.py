"""Reading many files, in this process or, where there is enough to do, in several at once.

A worker is a Python process of its own, started by path: it does not import the caller's main module, as ``multiprocessing``
would, and a crash of a native reader takes only it down. What it does is in ``worker``.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipeline.intake import frames
from pipeline.intake.frames import Frames
from pipeline.intake.parsed import Parsed
from pipeline.intake.worker import Job, read_share

_SHARE = 4_000_000  # bytes: what one process reads in a second and a half, three times what a worker takes to start
_START = 1_300_000  # bytes that this process reads while a worker starts
_MOST_WORKERS = 4
_ROOT = Path(__file__).resolve().parents[2]

Share = list[tuple[str, Parsed]]


def read(jobs: list[Job], progress: Callable[[int], None]) -> Frames:
    """Keyed frames of all files. ``progress(n)``: n more are done. Whatever is wrong with a file is a finding."""
    workers = min(_MOST_WORKERS, len(os.sched_getaffinity(0)), len(jobs), sum(job.size for job in jobs) // _SHARE)
    if workers < 2:
        return frames.build(read_share(jobs, progress))
    own, *others = _shares(jobs, workers)
    processes = [(share, _start(share)) for share in others]
    found = read_share(own, progress)
    for share, process in processes:
        found += _collect(share, process)
        progress(len(share))
    return frames.build(found)


def _shares(jobs: list[Job], count: int) -> list[list[Job]]:
    """Jobs in shares of like size; the first, this process's own, a little larger, since the others have to start."""
    shares: list[list[Job]] = [[] for _ in range(count)]
    loads = [0] + [_START] * (count - 1)
    for job in sorted(jobs, key=lambda job: (-job.size, job.key)):
        least = loads.index(min(loads))
        shares[least].append(job)
        loads[least] += job.size
    return shares


def _start(share: list[Job]) -> subprocess.Popen[bytes]:
    with tempfile.TemporaryFile() as asked:  # a pipe would hold this process up until the worker reads
        pickle.dump([replace(job, path=job.path.absolute()) for job in share], asked, pickle.HIGHEST_PROTOCOL)
        asked.seek(0)
        return subprocess.Popen(
            [sys.executable, "-m", "pipeline.intake.worker"], cwd=_ROOT, stdin=asked, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )


def _collect(share: list[Job], process: subprocess.Popen[bytes]) -> Share:
    content = process.stdout.read()
    process.stdout.close()
    if process.wait() == 0:
        return pickle.loads(content)
    if len(share) > 1:  # find the file that took the worker down
        half = len(share) // 2
        return [*_collect(share[:half], _start(share[:half])), *_collect(share[half:], _start(share[half:]))]
    parsed = Parsed()
    parsed.say("unreadable_file", reason="cấu trúc tệp bất thường", reason_en="its structure is not sound")
    return [(share[0].key, parsed)]
