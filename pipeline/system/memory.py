"""Whether this process may have the addresses that its work takes: a limit met in the middle takes native libraries down without a word."""

import resource

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
