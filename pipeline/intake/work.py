"""Reading many files, in this process or, where there is enough to do, in several at once.

A worker is a process of its own (``aside``): a crash of a native reader takes only it down. What it does is in ``worker``.
"""

import os
from collections.abc import Callable
from dataclasses import replace

from pipeline.intake import frames
from pipeline.intake.frames import Frames
from pipeline.intake.parsed import Parsed
from pipeline.intake.worker import Job, read_share
from pipeline.system.child_process import ChildProcess, Died

_SHARE = 4_000_000  # bytes: what one process reads in a second and a half, three times what a worker takes to start
_START = 1_700_000  # bytes that this process reads while a worker starts
_MOST_WORKERS = 4

Share = list[tuple[str, Parsed]]


def read(jobs: list[Job], progress: Callable[[int], None]) -> Frames:
    """Keyed frames of all files. ``progress(n)``: n more are done. Whatever is wrong with a file is a finding."""
    count = min(_MOST_WORKERS, len(os.sched_getaffinity(0)), len(jobs), sum(job.size for job in jobs) // _SHARE)
    if count < 2:
        return frames.build(read_share(jobs, progress))
    own, *others = _shares(jobs, count)
    workers = [(share, _start(share)) for share in others]
    found = read_share(own, progress)
    for share, worker in workers:
        found += _collect(share, worker)
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


def _start(share: list[Job]) -> ChildProcess:
    return ChildProcess(read_share, [replace(job, path=job.path.absolute()) for job in share])


def _collect(share: list[Job], worker: ChildProcess) -> Share:
    try:
        return worker.result()
    except Died:
        if len(share) > 1:  # find the file that took the worker down
            half = len(share) // 2
            return [*_collect(share[:half], _start(share[:half])), *_collect(share[half:], _start(share[half:]))]
    parsed = Parsed()
    parsed.add_finding("unreadable_file", reason="cấu trúc tệp bất thường", reason_en="its structure is not sound")
    return [(share[0].key, parsed)]
