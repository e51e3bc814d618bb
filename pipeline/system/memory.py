"""Whether this process may have the addresses that a run takes: a limit met in the middle takes native libraries down without a word."""

import resource

from pipeline.system.errors import HoptacError

NEEDED = 70_000  # MB; nearly all of it is what the drawing engine (V8) reserves and never uses


class MemoryLimitError(HoptacError):
    """The process was given fewer addresses than a run takes."""


def check_memory() -> None:
    """Raises MemoryLimitError where the limit on addresses (``ulimit -v``) is below ``NEEDED``."""
    most, _ = resource.getrlimit(resource.RLIMIT_AS)
    if most != resource.RLIM_INFINITY and most < NEEDED << 20:
        raise MemoryLimitError(
            "Tiến trình bị giới hạn {} MB địa chỉ bộ nhớ (ulimit -v), một lượt chạy giữ chỗ {} MB tuy dùng chưa đến 2 GB; "
            "hãy bỏ giới hạn này (muốn giới hạn thì dùng cgroup) rồi chạy lại.",
            most >> 20,
            NEEDED,
        )
