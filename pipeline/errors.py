"""The one kind of error that a person is meant to read: one clear line that says what is wrong and what to do."""

from __future__ import annotations

import errno


class HoptacError(Exception):
    """Base of every expected failure. ``str(error)`` is the line that the user sees."""


def describe(error: OSError) -> str:
    """An operating system's refusal in words: which file, and what to do."""
    place = error.filename or "tệp"
    advice = {
        errno.ENOSPC: "ổ đĩa đã đầy; hãy giải phóng dung lượng rồi chạy lại",
        errno.EDQUOT: "đã hết hạn mức đĩa; hãy giải phóng dung lượng rồi chạy lại",
        errno.EFBIG: "tệp vượt quá giới hạn kích thước; hãy giải phóng dung lượng rồi chạy lại",
        errno.EACCES: "không có quyền; hãy xin quyền đọc, ghi thư mục này",
        errno.EPERM: "không có quyền; hãy xin quyền đọc, ghi thư mục này",
        errno.EROFS: "ổ đĩa chỉ đọc; hãy chọn thư mục khác bằng --out và --warehouse",
    }.get(error.errno, error.strerror or str(error))
    return f"{place}: {advice}."
