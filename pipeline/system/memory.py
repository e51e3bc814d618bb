"""Whether this process may have the addresses that its work takes: a limit met in the middle takes native libraries down without a word;
and how much memory there is to be had."""

import resource
from pathlib import Path

from pipeline.system.errors import HoptacError

A_RUN = 70_000  # MB; nearly all of it is what the drawing engine (V8) reserves and never uses
ANY_COMMAND = 1_500  # MB; below it DuckDB and Polars may be missing halves of themselves


class MemoryLimitError(HoptacError):
    """The process was given fewer addresses than a run takes."""


def check_memory(needed: int) -> None:
    """Raises MemoryLimitError where the limit on addresses (``ulimit -v``) is below so many MB."""
    most, _ = resource.getrlimit(resource.RLIMIT_AS)
    if most != resource.RLIM_INFINITY and most < needed << 20:
        raise MemoryLimitError(
            "Tiến trình bị giới hạn {} MB địa chỉ bộ nhớ (ulimit -v), không đủ cho lệnh này (giữ chỗ nhiều hơn dùng thật, chưa đến 2 GB); "
            "hãy bỏ giới hạn này (muốn giới hạn thì dùng cgroup) rồi chạy lại.",
            most >> 20,
        )


def free_memory() -> int | None:
    """MB that the machine, and the group of processes of a container, still has to give; None where the system does not say."""
    known = [_megabytes("/proc/meminfo", "MemAvailable:", 1 << 10), _megabytes("/sys/fs/cgroup/memory.max", "", 1 << 20)]
    return min((amount for amount in known if amount is not None), default=None)


def _megabytes(path: str, name: str, a_megabyte: int) -> int | None:
    try:
        lines = Path(path).read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    words = next((line.removeprefix(name).split() for line in lines if line.startswith(name)), [])
    return int(words[0]) // a_megabyte if words and words[0].isdecimal() else None  # "max": no limit
