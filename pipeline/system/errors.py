"""The one kind of error that a person is meant to read: one clear line that says what is wrong and what to do.

An operating system's refusals are put into words here, for all who meet them.
"""

import errno
import os
from gettext import gettext as _
from pathlib import Path

from pipeline.system.language import current

COULD_NOT_RUN, HELD_BACK = 1, 3
"""What a command ends with: it could not run; it ran, and the gate holds the report back."""

_NO_MEMORY = (
    "máy không đủ bộ nhớ; hãy đóng bớt chương trình rồi làm lại",
    "the machine has too little memory; close other programs and try again",
)
_REASONS: dict[int, tuple[str, str]] = {
    errno.ENOMEM: _NO_MEMORY,
    errno.EAGAIN: _NO_MEMORY,  # no further thread can be started
    errno.ENOSPC: ("ổ đĩa đã đầy; hãy giải phóng dung lượng rồi làm lại", "the disk is full; make room and try again"),
    errno.EDQUOT: (
        "đã hết dung lượng được cấp; hãy giải phóng bớt rồi làm lại",
        "the disk quota is used up; make room and try again",
    ),
    errno.EFBIG: ("tệp vượt quá dung lượng cho phép", "the file is larger than allowed"),
    errno.EACCES: ("không có quyền; hãy xin quyền đọc, ghi ở đó", "permission denied; ask for the right to read and write there"),
    errno.EPERM: ("không có quyền; hãy xin quyền đọc, ghi ở đó", "permission denied; ask for the right to read and write there"),
    errno.EROFS: ("ổ đĩa chỉ cho phép đọc; hãy chọn thư mục khác", "the disk is read-only; choose another folder"),
    errno.ENOENT: ("tệp hoặc thư mục không tồn tại", "there is no such file or folder"),
    errno.EEXIST: ("đã có tệp mang tên này", "a file of this name is there"),
    errno.ENOTDIR: ("một phần của đường dẫn không phải là thư mục", "part of the path is not a folder"),
    errno.ENXIO: ("đó không phải là một tệp thường", "it is no regular file"),
    errno.EISDIR: ("đó là một thư mục", "it is a folder"),
    errno.ENAMETOOLONG: ("tên tệp quá dài", "the file name is too long"),
    errno.EIO: ("ổ đĩa bị lỗi", "the disk has an error"),
}


class HoptacError(Exception):
    """Base of every expected failure. ``str(error)`` is the line that the user sees, in the language that is spoken.

    ``message`` is the Vietnamese sentence, with ``values`` in its places; ``pipeline/locale`` has the English one.
    """

    exit_code = COULD_NOT_RUN

    def __init__(self, message: str, *values: object) -> None:
        super().__init__(message, *values)

    def __str__(self) -> str:
        message, *values = self.args
        return _(message).format(*values) if values else _(message)


class ConfigError(HoptacError):
    """A configuration file that cannot be used; the message names the file, the line and the mend."""


def describe(error: OSError) -> str:
    """An operating system's refusal as a line: which file, why, and what to do."""
    return f"{error.filename or _('tệp')}: {reason(error)}."


def reason(error: OSError, lang: str | None = None) -> str:
    """Why the operating system refused, in words; in the language that is spoken where none is given."""
    if error.errno is None:  # shutil's, which holds those of several files
        error = refusal(str(error), Path()) or error
    known = _REASONS.get(error.errno or 0)
    return known[(lang or current()) == "en"] if known else (error.strerror or str(error))


def refusal(text: str, path: Path) -> OSError | None:
    """The operating system's refusal that a library has put into a message of its own; None where it tells of none."""
    said = f"{text} {os.strerror(errno.ENOMEM)}" if "Out of Memory" in text else text  # DuckDB's own words
    number = next((number for number in _REASONS if os.strerror(number) in said), None)
    return OSError(number, os.strerror(number), str(path)) if number else None
