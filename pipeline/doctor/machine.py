"""The machine and the program on it: Python, libraries, fonts, memory. Nothing here depends on where an office's folders are."""

import platform
import re
from collections.abc import Iterator
from gettext import gettext as _
from importlib import metadata
from importlib.metadata import PackageNotFoundError
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from pipeline.doctor.sign import Sign
from pipeline.system import program
from pipeline.system.errors import HoptacError
from pipeline.system.memory import A_RUN, check_memory, free_memory

_PROGRAM = "hoptac"
_SHOWN = 5
RUN_MEGABYTES = 1_500  # a run's processes together, with something to spare
_PIN = re.compile(r"^(\S.*?) \\$", re.MULTILINE)


def program_and_python(here: str = platform.python_version()) -> Iterator[Sign]:
    """``here``: the Python that runs it."""
    said = _("Chương trình: hoptac {version} ({digest}) ở {folder}.")
    version = metadata.version(_PROGRAM)
    yield Sign("program", "well", said.format(version=version, digest=program.program_digest()[: program.SHOWN], folder=program.PACKAGE))
    wanted = metadata.metadata(_PROGRAM)["Requires-Python"]
    if SpecifierSet(wanted).contains(here, prereleases=True):
        yield Sign("python", "well", _("Python {version}.").format(version=here))
    else:
        remedy = _("Cài lại chương trình bằng Python {wanted}.").format(wanted=wanted)
        yield Sign("python", "wrong", _("Python {version}: không dùng được.").format(version=here), remedy)


def libraries(lock: Path = program.ROOT / "requirements.lock") -> Iterator[Sign]:
    """All that the program needs, also through others: there, and of the version that was locked; where no lock lies (a wheel has none), of
    one that is allowed."""
    locked, missing, here = _locked(lock), [], {}
    for need in _needed(Requirement(_PROGRAM), set()):
        name = canonicalize_name(need.name)
        try:
            here[name] = metadata.version(name)
        except PackageNotFoundError:
            missing.append(f"{name}{need.specifier}")
            continue
        if not need.specifier.contains(here[name], prereleases=True):
            missing.append(f"{name}{need.specifier} (≠ {here[name]})")
    others = [f"{name} {version} (≠ {locked[name]})" for name, version in sorted(here.items()) if locked.get(name, version) != version]
    remedy = _("Cài lại: pip install --require-hashes --no-deps -r requirements.lock.")
    if missing:
        yield Sign("libraries", "wrong", _("Thư viện thiếu hoặc sai phiên bản: {names}.").format(names=_listed(missing)), remedy)
    elif others:
        yield Sign("libraries", "doubt", _("Thư viện khác phiên bản đã khóa: {names}.").format(names=_listed(others)), remedy)
    else:
        yield Sign("libraries", "well", _("Thư viện: đủ, đúng phiên bản ({count}).").format(count=len(here)))


def fonts() -> Iterator[Sign]:
    from pipeline.reports.official.charts import FONT, has_letters

    if has_letters():
        yield Sign("fonts", "well", _("Phông chữ: biểu đồ có chữ."))
    else:
        remedy = _("Cài phông Liberation Serif (Debian, Ubuntu: apt install fonts-liberation2).")
        yield Sign("fonts", "wrong", _("Phông chữ: không có {fonts}, biểu đồ sẽ không có chữ.").format(fonts=FONT), remedy)


def memory() -> Iterator[Sign]:
    try:
        check_memory(A_RUN)
    except HoptacError as error:
        yield Sign("memory", "wrong", str(error))
        return
    free = free_memory()
    if free is None:
        yield Sign("memory", "doubt", _("Bộ nhớ: không rõ còn bao nhiêu; một lượt chạy cần {needed} MB.").format(needed=RUN_MEGABYTES))
    elif free < RUN_MEGABYTES:
        said = _("Bộ nhớ: còn {free} MB, một lượt chạy cần {needed} MB.").format(free=free, needed=RUN_MEGABYTES)
        yield Sign("memory", "doubt", said, _("Đóng bớt chương trình, hoặc thêm bộ nhớ."))
    else:
        yield Sign("memory", "well", _("Bộ nhớ: còn {free} MB.").format(free=free))


def _locked(lock: Path) -> dict[str, str]:
    """Name → version."""
    text = lock.read_text(encoding="utf-8") if lock.is_file() else ""
    pins = [pin for pin in map(Requirement, _PIN.findall(text)) if pin.marker is None or pin.marker.evaluate()]
    return {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in pins}


def _needed(of: Requirement, seen: set[str]) -> Iterator[Requirement]:
    """What a library needs on this machine, and what that needs."""
    try:
        needs = [Requirement(line) for line in metadata.requires(of.name) or []]
    except PackageNotFoundError:
        return
    for need in needs:
        if any(need.marker is None or need.marker.evaluate({"extra": extra}) for extra in ("", *of.extras)):
            key = f"{canonicalize_name(need.name)}{sorted(need.extras)}{need.specifier}"
            if key not in seen:
                seen.add(key)
                yield need
                yield from _needed(need, seen)


def _listed(names: list[str]) -> str:
    return "; ".join(names[:_SHOWN]) + ("; …" if len(names) > _SHOWN else "")
