"""Freezing a report: outputs, mart, receipt and manifest become a release, whole or not at all, and are not touched again.

Not here: whether a report may leave (``quality/gate``), what changed since the last one (``changes``).
"""

import os
import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import polars as pl

from pipeline.archive.compare import compare
from pipeline.archive.release_store import ABOUT, OUTPUTS, WAREHOUSE, Release, ReleaseError, releases_of
from pipeline.quality.content import content_digest
from pipeline.quality.receipt import Receipt, passed_receipt, write_receipt
from pipeline.settings import Settings
from pipeline.system.errors import reason
from pipeline.system.files import digest_of, flush, inert
from pipeline.system.lock import FOREVER, BusyError, exclusive, hold
from pipeline.warehouse.reader import reader

CHANGES = "thay-doi"
_UNFINISHED = ".dang-ghi-"
_AREAS = "select area_code, any_value(area_name) as area_name from mart.dim_area group by area_code"


def release(settings: Settings, year: int, suites: Path) -> Release:
    """Freeze ``out/<year>`` and its mart as the year's next release. Raises ReleaseError, GateError, BusyError; then nothing is left."""
    with exclusive(settings.warehouse):
        receipt = passed_receipt(settings, year, suites)
        try:
            return _freeze(settings, year, receipt)
        except OSError as error:
            raise ReleaseError("{}: không ghi được bản phát hành ({}).", settings.releases, reason(error)) from error


def _freeze(settings: Settings, year: int, receipt: Receipt) -> Release:
    place = settings.releases / str(year)
    place.mkdir(parents=True, exist_ok=True)
    clear(settings.releases)
    with hold(place, wait=FOREVER):
        shelf = releases_of(settings.releases)
        earlier = [found for found in shelf if found.year == year]
        number = earlier[-1].number + 1 if earlier else 1
        known = _known(receipt, shelf)
        moment = datetime.fromisoformat(receipt.as_of)
        made = Release(place / str(number), year, number, moment, settings.lang, receipt.content_digest, known)
        if earlier and (earlier[-1].content_digest, earlier[-1].as_of) == (made.content_digest, made.as_of):
            raise ReleaseError("Bản phát hành {} đã có đúng nội dung này; không phát hành lại.", earlier[-1].name)
        stage = place / f".{number}{_UNFINISHED}{os.getpid()}"
        try:
            _fill(stage, settings, made, receipt)
            if earlier:
                _write_changes(stage, earlier[-1], made, settings.province.code)
            _seal(stage)
            stage.rename(made.folder)  # fails where the name is taken: a release is never written over
        except BaseException:
            _discard(stage)
            raise
        return made


def clear(shelf: Path) -> None:
    """Remove what killed releases left, but not in a year in which one is being made: its maker holds that year's folder."""
    for left in shelf.glob(f"*/.*{_UNFINISHED}*"):
        with suppress(BusyError), hold(left.parent):
            _discard(left)


def _known(receipt: Receipt, shelf: list[Release]) -> dict[str, str]:
    """The releases that the mart was built beside: a later replay needs exactly these."""
    if gone := sorted(set(receipt.releases) - {found.name for found in shelf}):
        raise ReleaseError("Thiếu bản phát hành {} mà báo cáo dựa vào; hãy chạy lại hoptac run.", ", ".join(gone))
    return receipt.releases


def _fill(stage: Path, settings: Settings, made: Release, receipt: Receipt) -> None:
    shutil.copytree(settings.out / str(made.year), stage / OUTPUTS)
    shutil.copyfile(settings.warehouse, stage / WAREHOUSE)
    write_receipt(receipt, stage / f"{WAREHOUSE}.receipt.json")
    (stage / ABOUT).write_bytes(made.about())
    staged = replace(made, folder=stage)
    manifest = staged.manifest
    if manifest["gate"]["content_digest"] != receipt.content_digest or content_digest(staged.warehouse) != receipt.content_digest:
        raise ReleaseError("{}: báo cáo không phải của kho số liệu hiện tại; hãy chạy lại hoptac run.", settings.out / str(made.year))
    listed = {entry["path"]: entry["sha256"] for entry in manifest["outputs"]} | {"manifest.json": None}
    found = {path.relative_to(staged.outputs).as_posix() for path in staged.outputs.rglob("*") if path.is_file()}
    changed = sorted(found ^ listed.keys()) + [
        name for name in found & listed.keys() if listed[name] not in (None, digest_of(staged.outputs / name))
    ]
    if changed:
        raise ReleaseError("{}: tệp {} đã bị sửa sau khi xuất; hãy chạy lại hoptac run.", settings.out / str(made.year), changed[0])


def _write_changes(stage: Path, earlier: Release, made: Release, province_code: str) -> None:
    """``thay-doi.csv`` and ``.json``: the figures that are not what the release before said."""
    later = replace(made, folder=stage)
    changed = compare(earlier, later, province_code).filter("is_changed").drop("is_changed")
    with reader(later.warehouse) as connection:
        names = connection.sql(_AREAS).pl()
    changed = changed.join(names, on="area_code", how="left", maintain_order="left")
    changed = changed.select(
        "reference_year", "indicator", "area_code", "area_name", pl.exclude("reference_year", "indicator", "area_code", "area_name")
    )
    shown = changed.with_columns(pl.col(pl.String).map_elements(inert, return_dtype=pl.String))
    (stage / f"{CHANGES}.csv").write_bytes(b"\xef\xbb\xbf" + shown.write_csv().encode())
    changed.write_json(stage / f"{CHANGES}.json")


def _seal(folder: Path) -> None:
    """On the disk, then read-only: files first, the folder's own entries last."""
    for path in sorted(folder.rglob("*"), reverse=True):
        flush(path)
        path.chmod(0o555 if path.is_dir() else 0o444)
    flush(folder)
    folder.chmod(0o555)


def _discard(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")] if folder.is_dir() else []:
        if path.is_dir():
            path.chmod(0o755)
    shutil.rmtree(folder, ignore_errors=True)
