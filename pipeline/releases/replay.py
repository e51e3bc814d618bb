"""A release made again from raw/ alone, as of its own moment, and compared with what was published, byte by byte.

Where the two differ, the inputs, settings, rules and versions that are not what they were are named. The mart is compared by
content: a database file's bytes depend on how it was written, its tables do not.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from gettext import gettext as _
from pathlib import Path
from typing import Any

from pipeline.archive.release_store import Release, read_manifest, read_release, releases_of
from pipeline.quality.receipt import read_receipt, receipt_path
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.system.files import digest_of
from pipeline.system.leftovers import scratch_folder


@dataclass(frozen=True)
class Replay:
    """``differing``: outputs (and ``mart``) that came out otherwise; ``causes``: inputs and versions that are not the release's."""

    release: Release
    differing: tuple[str, ...]
    causes: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        return not self.differing


def replay(settings: Settings, folder: Path) -> Replay:
    """Make a release again in a folder that goes away. ``settings``: where raw/ and the province are. Raises HoptacError."""
    release = read_release(folder.absolute())
    with scratch_folder("hoptac-replay-") as home:
        causes = list(_place_earlier(release, home / "releases"))
        again = replace(
            settings,
            out=home / "out",
            warehouse=home / "warehouse" / "hoptac.duckdb",
            as_of=release.as_of,
            is_now=False,
            lang=release.lang,
            releases=home / "releases",
        )
        run(again, release.year)
        made = home / "out" / str(release.year)
        differing = list(_files_that_differ(release.outputs, made))
        if read_receipt(receipt_path(again.warehouse, release.year)).content_digest != release.content_digest:
            differing.append("mart")
        causes += _causes(release.manifest, read_manifest(made))
        return Replay(release, tuple(differing), tuple(causes))


def _place_earlier(release: Release, shelf: Path) -> Iterator[str]:
    """Beside the run, the releases that this one's mart was built beside, and no later one; what is missing or changed is named."""
    here = {found.name: found for found in releases_of(release.folder.parent.parent)}
    for name, digest in release.earlier.items():
        found = here.get(name)
        if found is None or found.digest() != digest:
            yield f"{_('bản phát hành')} {name}: {_('không còn') if found is None else _('đã thay đổi')}"
        if found is not None:
            (shelf / name).parent.mkdir(parents=True, exist_ok=True)
            (shelf / name).symlink_to(found.folder, target_is_directory=True)


def _files_that_differ(published: Path, made: Path) -> Iterator[str]:
    """Every file of either folder but the manifests, which speak of inputs that need not have changed anything."""
    before, now = (
        {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json"}
        for folder in (published, made)
    )
    for name in sorted(before.keys() | now.keys()):
        if name not in before or name not in now or digest_of(before[name]) != digest_of(now[name]):
            yield name


def _causes(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted(before["versions"].keys() | now["versions"].keys()):
        old, new = before["versions"].get(name, "–"), now["versions"].get(name, "–")
        if old != new:
            yield f"{_('phiên bản')} {name}: {old} → {new}"
    kinds = {
        "documents": _("văn bản đến"),
        "decisions": _("quyết định của Liên minh"),
        "settings": _("cấu hình"),
        "rules": _("quy tắc"),
    }
    for kind, label in kinds.items():
        old, new = ({entry["path"]: entry["sha256"] for entry in (found["inputs"] | found)[kind]} for found in (before, now))
        for path in sorted(old.keys() | new.keys()):
            if old.get(path) != new.get(path):
                yield f"{label} {path}: {_short(old, path)} → {_short(new, path)}"


def _short(digests: Mapping[str, str | None], path: str) -> str:
    if path not in digests:
        return _("không có")
    digest = digests[path]
    return digest[:12] if digest else _("không đọc được")
