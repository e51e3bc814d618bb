"""Freezing a report: what the warehouse says, written again and found equal to what lies in ``out/``, with the mart, its receipt and what
the office has of its own becomes a release, whole or not at all, and is not touched again.

Not here: whether a report may leave (``leaving``), what changed since the last one (``archive/compare``).
"""

import os
import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import polars as pl

from pipeline.archive.compare import compare
from pipeline.archive.release_store import ABOUT, MANIFEST, Release, ReleaseError, read_manifest, releases_of
from pipeline.quality.content import content_digest
from pipeline.quality.receipt import Receipt, write_receipt
from pipeline.releases.leaving import leaving
from pipeline.reports.export import write_outputs
from pipeline.reports.papers import office_files
from pipeline.settings import Settings
from pipeline.system.errors import reason
from pipeline.system.files import differing_files, flush_all, inert
from pipeline.system.lock import FOREVER, BusyError, exclusive, hold
from pipeline.warehouse.reader import reader

CHANGES = "thay-doi"
_UNFINISHED = ".dang-ghi-"
_AREAS = "select area_code, any_value(area_name) as area_name from mart.dim_area group by area_code"


def release(settings: Settings, year: int, suites: Path) -> Release:
    """Freeze the year's report as its next release. Raises HeldBackError, ReleaseError, GateError, BusyError; then nothing is left."""
    with exclusive(settings.warehouse):
        receipt = leaving(settings, year, suites)
        try:
            return _freeze(settings, year, receipt, suites)
        except OSError as error:
            raise ReleaseError("{}: không ghi được bản phát hành ({}).", settings.releases, reason(error)) from error


def _freeze(settings: Settings, year: int, receipt: Receipt, suites: Path) -> Release:
    place = settings.releases / str(year)
    place.mkdir(parents=True, exist_ok=True)
    clear(settings.releases)
    with hold(place, wait=FOREVER):
        shelf = releases_of(settings.releases)
        earlier = [found for found in shelf if found.year == year]
        number = earlier[-1].number + 1 if earlier else 1
        known = _known(receipt, shelf)
        of = (receipt.moment, settings.lang, receipt.content_digest, known, receipt.program_digest, receipt.is_now)
        made = Release(place / str(number), year, number, *of)
        stage = place / f".{number}{_UNFINISHED}{os.getpid()}"
        try:
            staged = replace(made, folder=stage)
            _fill(staged, settings, receipt, suites)
            if earlier:
                if _said(earlier[-1]) == _said(staged):
                    raise ReleaseError("Bản phát hành {} đã có đúng nội dung này; không phát hành lại.", earlier[-1].name)
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


def _fill(staged: Release, settings: Settings, receipt: Receipt, suites: Path) -> None:
    staged.outputs.mkdir(parents=True)
    write_outputs(settings, receipt, suites, staged.outputs)
    lying = settings.out / str(staged.year)
    if changed := unlike(lying, staged):
        raise ReleaseError(
            "{}: tệp {} không phải tệp đã xuất từ kho số liệu này; hãy chạy lại hoptac run, rồi phê duyệt.", lying, changed[0]
        )
    shutil.copyfile(settings.warehouse, staged.warehouse)
    write_receipt(receipt, staged.receipt)
    (staged.folder / ABOUT).write_bytes(staged.about())
    staged.office.mkdir()
    for name, path in office_files(settings.province_folder, settings.paragraphs(staged.year)).items():
        (staged.office / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, staged.office / name)
    if content_digest(staged.warehouse) != receipt.content_digest:
        raise ReleaseError("{}: kho số liệu đã thay đổi trong lúc phát hành; hãy chạy lại hoptac run.", settings.warehouse)


def unlike(lying: Path, staged: Release) -> list[str]:
    """The files that lie in ``out/`` otherwise than the warehouse gives them."""
    return [name for name in differing_files(lying, staged.outputs) if not _is_same_manifest(name, lying, staged)]


def _is_same_manifest(name: str, lying: Path, staged: Release) -> bool:
    """Whether it is the manifest and only the registers, in which people go on writing of other years, are not what they were."""
    if name != MANIFEST or not (lying / name).is_file():
        return False
    one, other = read_manifest(lying), staged.manifest
    return one | {"inputs": None} == other | {"inputs": None} and all(
        one["inputs"].get(kind) == other["inputs"][kind] for kind in other["inputs"] if kind != "decisions"
    )


def _said(release: Release) -> tuple[str, datetime, object]:
    """The figures, as of when, and who signed for them."""
    return release.content_digest, release.as_of, release.manifest.get("approval")


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
    """On the disk, then read-only."""
    flush_all(folder)
    for path in [*folder.rglob("*"), folder]:
        path.chmod(0o555 if path.is_dir() else 0o444)


def _discard(folder: Path) -> None:
    for path in [folder, *folder.rglob("*")] if folder.is_dir() else []:
        if path.is_dir():
            path.chmod(0o755)
    shutil.rmtree(folder, ignore_errors=True)
