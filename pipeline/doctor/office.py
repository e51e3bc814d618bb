"""The office's side: its settings, its folders and the disks that they lie on, the clock against what was written before."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime
from gettext import gettext as _
from pathlib import Path

from pipeline.config.suites import by_id
from pipeline.doctor.sign import Sign
from pipeline.intake import forms
from pipeline.lineage.conditions import check_seed
from pipeline.quality.receipt import receipts
from pipeline.settings import SUITES, Settings, in_force, unknown_variables
from pipeline.system import program
from pipeline.system.clock import check_clock
from pipeline.system.errors import HoptacError, reason
from pipeline.system.raw_names import INCOMING

_NEEDED, _ENOUGH = 150, 1_000  # MB: a province's work files, readers' file and results, each twice while it is replaced; for a year
_WRITTEN = 1 << 20  # bytes: what a full disk no longer takes


def variables() -> Iterator[Sign]:
    for name, text in in_force().items():
        yield Sign("variables", "well", f"{name}={text}")
    for name in unknown_variables():
        said = _("{name}: không có biến nào tên này, nên không có tác dụng.").format(name=name)
        yield Sign("variables", "doubt", said, _("Sửa tên; các biến có trong docs/server.md."))


def settings_load(settings: Settings) -> Iterator[Sign]:
    """Raises HoptacError where they do not."""
    province = settings.province
    check_seed(province)
    said = _("Cấu hình: {name} ({folder}), {forms} biểu, {rules} quy tắc.")
    counts = {"forms": len(forms.load().forms), "rules": len(by_id(SUITES))}
    yield Sign("settings", "well", said.format(name=province.name, folder=province.folder, **counts))


def folders(settings: Settings) -> Iterator[Sign]:
    """Those that are written to, each with the room on its disk. Incoming documents may be closed to whoever only runs."""
    needed = {"--warehouse": settings.warehouse.parent, "--out": settings.out, "--releases": settings.releases}
    for option, folder in (needed | {"TMPDIR": Path(tempfile.gettempdir())}).items():
        yield _written_to(option, folder)
    register = settings.raw / INCOMING
    if not settings.raw.is_dir():
        said = _("{option} {folder}: chưa có thư mục này.").format(option="--raw", folder=settings.raw)
        yield Sign("folders", "doubt", said, _("Vào sổ văn bản đầu tiên bằng hoptac receive, hoặc chỉ đúng thư mục bằng --raw."))
    elif not os.access(settings.raw, os.R_OK | os.X_OK) or (register.exists() and not os.access(register, os.R_OK)):
        yield Sign("folders", "wrong", _("{option} {folder}: không được đọc.").format(option="--raw", folder=settings.raw), _rights())
    elif not os.access(settings.raw, os.W_OK):
        said = _("{option} {folder}: đọc được, không ghi được (hoptac receive cần ghi).").format(option="--raw", folder=settings.raw)
        yield Sign("folders", "doubt", said)
    else:
        yield _written_to("--raw", settings.raw)


def clock(settings: Settings) -> Iterator[Sign]:
    """Not before what was written: the program, the documents, the receipts."""
    own = (path for part in program.PARTS.values() for path in part.rglob("*.*"))
    came = settings.raw.rglob("*") if settings.raw.is_dir() else ()
    try:
        check_clock(*own, *came, *receipts(settings.warehouse))
    except (HoptacError, OSError) as error:
        yield Sign("clock", "wrong", str(error))
        return
    yield Sign("clock", "well", _("Đồng hồ: {now:%H:%M %d/%m/%Y}.").format(now=datetime.now().astimezone()))


def _written_to(option: str, folder: Path) -> Sign:
    there = next(path for path in (folder, *folder.parents) if path.exists())
    named = {"option": option, "folder": folder}
    try:
        with tempfile.TemporaryFile(dir=there) as file:
            file.write(bytes(_WRITTEN))
            file.flush()
        free = shutil.disk_usage(there).free >> 20
    except OSError as error:
        return Sign("folders", "wrong", _("{option} {folder}: {reason}.").format(**named, reason=reason(error)))
    if free < _ENOUGH:
        said = _("{option} {folder}: ghi được, chỉ còn {free} MB.").format(**named, free=free)
        return Sign("folders", "wrong" if free < _NEEDED else "doubt", said, _("Giải phóng dung lượng, hoặc chọn ổ đĩa khác."))
    return Sign("folders", "well", _("{option} {folder}: ghi được, còn {free} MB.").format(**named, free=free))


def _rights() -> str:
    return _("Xin quyền đọc, ghi ở đó.")
