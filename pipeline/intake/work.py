"""Reading many files in processes of their own, several where there is enough to do: whatever a file does to its reader, a bound in time
and memory ends it, and no other file suffers. What a process does is in ``worker``.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace

from pipeline.config import Limits
from pipeline.intake import frames
from pipeline.intake.errors import IntakeError
from pipeline.intake.frames import Frames
from pipeline.intake.parsed import Parsed
from pipeline.intake.worker import Job, not_read, read_share
from pipeline.system.child_process import ChildProcess, Died, OutOfMemory, OutOfTime

_SHARE = 4_000_000  # bytes: what one process reads in a second and a half, three times what a worker takes to start
_MOST_WORKERS = 4


def read(jobs: list[Job], limits: Limits, progress: Callable[[int], None]) -> Frames:
    """Keyed frames of all files. ``progress(n)``: n more are done. Whatever is wrong with a file is a finding.

    Raises IntakeError where a file is not what its job says.
    """
    count = min(_MOST_WORKERS, len(os.sched_getaffinity(0)), len(jobs), max(1, sum(job.size for job in jobs) // _SHARE))
    found: list[tuple[str, Parsed]] = []
    with ExitStack() as living:
        workers = [(share, living.enter_context(_start(share, limits))) for share in _shares(jobs, count)]
        for share, worker in workers:
            for job, parsed in _collected(share, worker, limits, living):
                if parsed is None:
                    raise changed(job.path)
                found.append((job.key, _within(parsed, limits)))
                progress(1)
    return frames.build(found)


def changed(path: object) -> IntakeError:
    return IntakeError("{}: tệp bị thay đổi trong khi đang đọc; hãy chạy lại khi không còn ai ghi vào thư mục văn bản đến.", path)


def _shares(jobs: list[Job], count: int) -> list[list[Job]]:
    """Jobs in shares of like size."""
    shares: list[list[Job]] = [[] for _ in range(count)]
    loads = [0] * count
    for job in sorted(jobs, key=lambda job: (-job.size, job.key)):
        least = loads.index(min(loads))
        shares[least].append(job)
        loads[least] += job.size
    return shares


def _start(share: list[Job], limits: Limits) -> ChildProcess:
    return ChildProcess(read_share, [replace(job, path=job.path.absolute()) for job in share], megabytes=limits.file_megabytes)


def _collected(share: list[Job], worker: ChildProcess, limits: Limits, living: ExitStack) -> Iterator[tuple[Job, Parsed | None]]:
    """What a worker says of each file of its share; where one takes it down, another goes on with those after it."""
    left = list(share)
    while left:
        try:
            for parsed in worker.results(limits.file_seconds):
                yield left.pop(0), parsed
            return
        except Died as error:
            yield left.pop(0), _of(error, limits)
        worker = living.enter_context(_start(left, limits))


def _within(parsed: Parsed, limits: Limits) -> Parsed:
    rows = max((len(columns["row"]) for columns in parsed.tables.values()), default=0)
    if rows <= limits.file_rows:
        return parsed
    said = f"bảng có {rows} dòng, nhiều hơn {limits.file_rows}", f"a table has {rows} rows, more than {limits.file_rows}"
    return not_read("oversized_file", *said)


def _of(error: Died, limits: Limits) -> Parsed:
    if isinstance(error, OutOfTime):
        seconds = limits.file_seconds
        return not_read("oversized_file", f"đọc quá {seconds:g} giây chưa xong", f"reading it took more than {seconds:g} seconds")
    if isinstance(error, OutOfMemory):
        most = limits.file_megabytes
        return not_read("oversized_file", f"cần hơn {most} MB bộ nhớ để đọc", f"reading it takes more than {most} MB of memory")
    return not_read("unreadable_file", "cấu trúc tệp bất thường", "its structure is not sound")
