"""The one kind of error that a person is meant to read: one clear line that says what is wrong and what to do."""

from __future__ import annotations

import errno
import os
from pathlib import Path

_ADVICE = {
    errno.ENOSPC: "ổ đĩa đã đầy; hãy giải phóng dung lượng rồi chạy lại",
    errno.EDQUOT: "đã hết hạn mức đĩa; hãy giải phóng dung lượng rồi chạy lại",
    errno.EFBIG: "tệp vượt quá giới hạn kích thước; hãy giải phóng dung lượng rồi chạy lại",
    errno.EACCES: "không có quyền; hãy xin quyền đọc, ghi thư mục này",
    errno.EPERM: "không có quyền; hãy xin quyền đọc, ghi thư mục này",
    errno.EEXIST: "đã có tệp mang tên này; hãy chọn đường dẫn khác",
    errno.ENOTDIR: "đường dẫn đi qua một tệp, không phải thư mục; hãy chọn đường dẫn khác",
    errno.EISDIR: "đây là thư mục, không phải tệp; hãy chọn đường dẫn khác",
    errno.EROFS: "ổ đĩa chỉ đọc; hãy chọn thư mục khác bằng --out và --warehouse",
}


class HoptacError(Exception):
    """Base of every expected failure. ``str(error)`` is the line that the user sees."""


def describe(error: OSError) -> str:
    """An operating system's refusal in words: which file, and what to do."""
    return f"{error.filename or 'tệp'}: {_ADVICE.get(error.errno, error.strerror or str(error))}."


def refusal(text: str, path: Path) -> OSError | None:
    """The operating system's refusal that a library has put into a message of its own; None where it tells of none."""
    number = next((number for number in _ADVICE if os.strerror(number) in text), None)
    return number and OSError(number, os.strerror(number), str(path))
