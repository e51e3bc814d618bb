"""The one kind of error that a person is meant to read: one clear line that says what is wrong and what to do.

An operating system's refusals are put into words here, for all who meet them.
"""

import errno
import os
import traceback
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
    errno.ENOENT: ("tệp hoặc thư mục không tồn tại; hãy xem lại đường dẫn", "there is no such file or folder; check the path"),
    errno.EEXIST: ("đã có tệp mang tên này; hãy đặt tên khác", "a file of this name is there; choose another name"),
    errno.ENOTDIR: (
        "một phần của đường dẫn không phải là thư mục; hãy xem lại đường dẫn",
        "part of the path is not a folder; check the path",
    ),
    errno.ENXIO: ("đó không phải là một tệp thường; hãy thay bằng một tệp", "it is no regular file; put a file there"),
    errno.EISDIR: ("đó là một thư mục; hãy chỉ ra một tệp", "it is a folder; name a file"),
    errno.ENAMETOOLONG: ("tên tệp quá dài; hãy rút ngắn", "the file name is too long; shorten it"),
    errno.EIO: ("ổ đĩa bị lỗi; hãy sao lưu và kiểm tra ổ đĩa", "the disk has an error; make a backup and check the disk"),
}

_OUT_OF_MEMORY = ("Out of Memory", "can't start new thread", "failed to map segment")  # DuckDB's, Python's and the loader's own words


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
    said = f"{text} {os.strerror(errno.ENOMEM)}" if any(words in text for words in _OUT_OF_MEMORY) else text
    number = next((number for number in _REASONS if os.strerror(number) in said), None)
    return OSError(number, os.strerror(number), str(path)) if number else None


def unforeseen(error: Exception, log: Path) -> str:
    """The line for what nobody expected; the whole of it is written to ``log``, a file of the folder in which the work is done."""
    no_memory = _("Máy không đủ bộ nhớ; hãy đóng bớt chương trình rồi chạy lại.")
    if isinstance(error, MemoryError):
        return no_memory
    text = "".join(traceback.format_exception(error))
    refused = refusal(text, log.parent)
    if refused and refused.errno in (errno.ENOSPC, errno.EDQUOT):  # what else is refused may be any other place's
        return describe(refused)
    if refused and refused.errno in (errno.ENOMEM, errno.EAGAIN):
        return no_memory
    first = (str(error).strip() or type(error).__name__).splitlines()[0]
    try:
        log.parent.mkdir(mode=0o700, exist_ok=True)
        log.write_text(text, encoding="utf-8")
    except OSError:
        return _("Lỗi chưa lường trước: {}").format(first)
    return _("Lỗi chưa lường trước: {} (chi tiết: {})").format(first, log)
