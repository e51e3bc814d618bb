"""In what a release that was made again is another: its files, and the inputs, settings, rules, program and versions behind them.

Not compared: manifest and receipt, and the program's digest on the quality page, which speak of what need not have changed anything.
"""

from collections.abc import Iterator, Mapping
from gettext import gettext as _
from pathlib import Path
from typing import Any

from pipeline.archive.release_store import MANIFEST, Release, digests_of
from pipeline.system.files import differing_files, digest_of
from pipeline.system.program import SHOWN, program_digest


def files_that_differ(release: Release, made: Path) -> Iterator[str]:
    """Names of the outputs that ``made`` has otherwise, or alone, or not at all."""
    for name in differing_files(release.outputs, made):
        if name != MANIFEST and not (name.endswith(".html") and _is_same_page(release.outputs / name, made / name, release.program_digest)):
            yield name


def _is_same_page(published: Path, made: Path, digest: str) -> bool:
    """But for the program that it says it was made by."""
    if not (digest and published.is_file() and made.is_file()):
        return False
    then, now = (text[:SHOWN].encode() for text in (digest, program_digest()))
    return published.read_bytes() == made.read_bytes().replace(now, then)


def edited_files(release: Release) -> Iterator[str]:
    """The release's own files that are not what its manifest says they were."""
    for name, digest in digests_of(release.manifest, "outputs").items():
        path = release.outputs / name
        if not path.is_file() or digest_of(path) != digest:
            yield f"{_('tệp của bản phát hành')} {name}: {_('đã thay đổi') if path.is_file() else _('không còn')}"


def causes(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Of two manifests the inputs and versions that differ, a line each."""
    for name in sorted(before["versions"].keys() | now["versions"].keys()):
        old, new = before["versions"].get(name, "–"), now["versions"].get(name, "–")
        if old != new:
            yield f"{_('phiên bản')} {name}: {old} → {new}"
    kinds = {
        "documents": _("văn bản đến"),
        "decisions": _("quyết định của Liên minh"),
        "settings": _("cấu hình"),
        "rules": _("quy tắc"),
        "program": _("chương trình"),
    }
    for kind, label in kinds.items():
        old, new = digests_of(before, kind), digests_of(now, kind)
        for path in sorted(old.keys() | new.keys()):
            if old.get(path) != new.get(path):
                yield f"{label} {path}: {_short(old, path)} → {_short(new, path)}"


def _short(digests: Mapping[str, str | None], path: str) -> str:
    if path not in digests:
        return _("không có")
    digest = digests[path]
    return digest[:12] if digest else _("không đọc được")
