"""A release made again from raw/ and what it kept of the office's own, as of its own moment, and compared with what was published, byte
by byte.

Where the two differ, the inputs, settings, rules, program and versions that are not what they were are named. The mart is compared by
content: a database file's bytes depend on how it was written, its tables do not. Not compared: manifest and receipt, and the program's
digest on the quality page, which speak of what need not have changed anything.
"""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from gettext import gettext as _
from pathlib import Path
from typing import Any

from pipeline.archive.release_store import MANIFEST, Release, ReleaseError, read_manifest, read_release, release_folders
from pipeline.config.own import FOLDER as OWN
from pipeline.quality.approvals import Approval, read_approvals
from pipeline.quality.receipt import read_receipt, receipt_path
from pipeline.reports.export import write_outputs
from pipeline.run import run
from pipeline.settings import SUITES, Settings
from pipeline.system.errors import HoptacError
from pipeline.system.files import differing_files, digest_of, folder_digest
from pipeline.system.leftovers import scratch_folder
from pipeline.system.program import SHOWN, program_digest
from pipeline.system.staged_folder import staged_folder


@dataclass(frozen=True)
class Replay:
    """``release``: year and number; ``differing``: outputs (and ``mart``) that came out otherwise; ``causes``: inputs and versions that are
    not the release's; ``failure``: why it could not be made again at all."""

    release: str
    differing: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    failure: str = ""

    @property
    def is_same(self) -> bool:
        return not self.differing and not self.failure


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
            is_now=release.is_now,
            was_now=release.is_now,
            lang=read_receipt(release.receipt).lang or release.lang,
            releases=home / "releases",
            office=release.office if release.office.is_dir() else None,
            province_folder=_province(release, settings.province_folder, home / "province"),
        )
        run(again, release.year)
        made = home / "out" / str(release.year)
        causes += _print_as_then(again, release, made)
        differing = list(_files_that_differ(release, made))
        if read_receipt(receipt_path(again.warehouse, release.year)).content_digest != release.content_digest:
            differing.append("mart")
        causes += [*_changed_since(release), *_causes(release.manifest, read_manifest(made))]
        return Replay(release.name, tuple(differing), tuple(causes))


def replay_each(settings: Settings) -> Iterator[Replay]:
    """All releases of the shelf, one after the other: what a new version of the program changes in them. Raises ReleaseError where the
    shelf is empty."""
    folders = release_folders(settings.releases)
    if not folders:
        raise ReleaseError("Chưa có bản phát hành nào trong {}.", settings.releases)
    for folder in folders:
        try:
            yield replay(settings, folder)
        except HoptacError as error:  # the others are asked all the same
            yield Replay(f"{folder.parent.name}/{folder.name}", failure=str(error))


def _place_earlier(release: Release, shelf: Path) -> Iterator[str]:
    """Beside the run, the releases that this one's mart was built beside, and no later one; what is missing or changed is named."""
    for name, digest in release.earlier.items():
        folder = release.folder.parent.parent / name
        if not folder.is_dir():
            yield f"{_('bản phát hành')} {name}: {_('không còn')}"
            continue
        if read_release(folder).digest() != digest:
            yield f"{_('bản phát hành')} {name}: {_('đã thay đổi')}"
        (shelf / name).parent.mkdir(parents=True, exist_ok=True)
        (shelf / name).symlink_to(folder, target_is_directory=True)


def _province(release: Release, present: Path, aside: Path) -> Path:
    """The province's folder with what the release kept of the office's own in the place of today's."""
    kept = release.office / OWN
    then, now = (folder_digest({"": folder}) if folder.is_dir() else None for folder in (kept, present / OWN))
    if not release.office.is_dir() or then == now:
        return present
    shutil.copytree(present, aside, ignore=shutil.ignore_patterns(OWN))
    if kept.is_dir():
        shutil.copytree(kept, aside / OWN)
    return aside


_SIGNATURES = ("approval", "approval_voided_by_a_change")


def _print_as_then(again: Settings, release: Release, made: Path) -> Iterator[str]:
    """The report in the release's language and with the signature that it carries or says is void, whatever the register says today; what
    that says otherwise is named."""
    said = [release.manifest.get(key) for key in _SIGNATURES]
    try:
        signed, voided = map(_approval, said)
    except (KeyError, TypeError, ValueError) as error:
        raise ReleaseError("{}: không đọc được tệp kê của bản phát hành.", release.outputs / MANIFEST) from error
    if signed and signed not in read_approvals(again.raw):
        yield _("chữ ký của {}: không có trong sổ phê duyệt").format(signed.name)
    if again.lang != release.lang or [read_manifest(made).get(key) for key in _SIGNATURES] != said:
        receipt = read_receipt(receipt_path(again.warehouse, release.year))
        with staged_folder(made) as folder:
            write_outputs(replace(again, lang=release.lang), receipt, SUITES, folder, approvals=[signed] if signed else [], voided=voided)


def _approval(said: dict[str, Any] | None) -> Approval | None:
    """As the manifest says it. Raises KeyError, TypeError, ValueError."""
    return Approval(**said | {"year": int(said["year"]), "approved_at": datetime.fromisoformat(said["approved_at"])}) if said else None


def _files_that_differ(release: Release, made: Path) -> Iterator[str]:
    for name in differing_files(release.outputs, made):
        if name != MANIFEST and not (name.endswith(".html") and _is_same_page(release.outputs / name, made / name, release.program_digest)):
            yield name


def _is_same_page(published: Path, made: Path, digest: str) -> bool:
    """But for the program that it says it was made by."""
    if not (digest and published.is_file() and made.is_file()):
        return False
    then, now = (text[:SHOWN].encode() for text in (digest, program_digest()))
    return published.read_bytes() == made.read_bytes().replace(now, then)


def _changed_since(release: Release) -> Iterator[str]:
    """The release's own files that are not what its manifest says they were."""
    for entry in release.manifest.get("outputs", []):
        path = release.outputs / entry["path"]
        if not path.is_file() or digest_of(path) != entry["sha256"]:
            yield f"{_('tệp của bản phát hành')} {entry['path']}: {_('đã thay đổi') if path.is_file() else _('không còn')}"


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
        "program": _("chương trình"),
    }
    for kind, label in kinds.items():
        old, new = ({entry["path"]: entry["sha256"] for entry in (found["inputs"] | found).get(kind, [])} for found in (before, now))
        for path in sorted(old.keys() | new.keys()):
            if old.get(path) != new.get(path):
                yield f"{label} {path}: {_short(old, path)} → {_short(new, path)}"


def _short(digests: Mapping[str, str | None], path: str) -> str:
    if path not in digests:
        return _("không có")
    digest = digests[path]
    return digest[:12] if digest else _("không đọc được")
