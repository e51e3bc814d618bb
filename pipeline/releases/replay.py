"""A release made again from raw/ and what it kept of the office's own, as of its own moment, and compared with what was published, byte
by byte.

The mart is compared by content: a database file's bytes depend on how it was written, its tables do not. Not here: how two are compared and
what is said of it (``differences``).
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from gettext import gettext as _
from pathlib import Path
from typing import Any

from pipeline.archive.release_store import MANIFEST, Release, ReleaseError, read_manifest, read_release, release_folders
from pipeline.config.own import FOLDER as OWN
from pipeline.quality.approvals import Approval, read_approvals
from pipeline.quality.receipt import read_receipt, receipt_path
from pipeline.releases.differences import causes, edited_files, files_that_differ
from pipeline.reports.export import write_outputs
from pipeline.run import run
from pipeline.settings import SUITES, Settings
from pipeline.system.errors import HoptacError
from pipeline.system.files import folder_digest
from pipeline.system.leftovers import scratch_folder
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
    before = release.manifest
    with scratch_folder("hoptac-replay-") as home:
        reasons = list(_place_earlier(release, home / "releases"))
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
        reasons += _print_as_then(again, release, made)
        differing = list(files_that_differ(release, made))
        if read_receipt(receipt_path(again.warehouse, release.year)).content_digest != release.content_digest:
            differing.append("mart")
        reasons += [*edited_files(release), *causes(before, read_manifest(made))]
        return Replay(release.name, tuple(differing), tuple(reasons))


def replay_each(settings: Settings) -> Iterator[Replay]:
    """All releases of the shelf, one after the other: what a new version of the program changes in them. Raises ReleaseError where the
    shelf is empty."""
    folders = release_folders(settings.releases)
    if not folders:
        raise ReleaseError("Chưa có bản phát hành nào trong {}.", settings.releases)
    for name, folder in folders.items():
        try:
            yield replay(settings, folder)
        except HoptacError as error:  # the others are asked all the same
            yield Replay(name, failure=str(error))


def _place_earlier(release: Release, shelf: Path) -> Iterator[str]:
    """Beside the run, the releases that this one's mart was built beside, and no later one; what is missing or changed is named."""
    here = release_folders(release.folder.parent.parent)
    for name, digest in release.earlier.items():
        if name not in here:
            yield f"{_('bản phát hành')} {name}: {_('không còn')}"
            continue
        if read_release(here[name]).digest() != digest:
            yield f"{_('bản phát hành')} {name}: {_('đã thay đổi')}"
        (shelf / name).parent.mkdir(parents=True, exist_ok=True)
        (shelf / name).symlink_to(here[name], target_is_directory=True)


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
