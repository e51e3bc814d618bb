"""What is read is what was hashed: no file that is another one in between, no kept reading that was edited."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
import pytest

from pipeline.intake import cache, forms, frames, work
from pipeline.intake.anew import check_readings, readings_digest
from pipeline.intake.errors import IntakeError
from pipeline.intake.parsed import Request
from pipeline.intake.read import read_raw
from pipeline.intake.schema import LANDING

from .books import UNITS
from .test_read_raw import LATE, PROVINCE, district, filled

AS_SENT, SWAPPED = district(), district(UNITS[0] | {"members": 2031})
Edit = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Office:
    """A raw/ that was read once: the tables, and the cache as it was kept."""

    raw: Path
    tables: dict[str, pl.DataFrame]
    kept: Path

    def read(self, folder: Path, edit: Edit) -> tuple[dict[str, pl.DataFrame], bytes]:
        """What a run reads where somebody edited the cache; the cache behind it."""
        folder.mkdir()
        file = folder / self.kept.name
        file.write_bytes(edit(self.kept.read_bytes()))
        return read_raw(self.raw, PROVINCE, LATE, folder), file.read_bytes()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    home = tmp_path_factory.mktemp("office")
    raw = filled(home / "raw")
    tables = read_raw(raw, PROVINCE, LATE, home / "cache")
    (kept,) = (home / "cache").iterdir()
    return Office(raw, tables, kept)


def job(path: Path, was: bytes = AS_SENT) -> work.Job:
    digest = hashlib.sha256(was).hexdigest()
    return work.Job(digest, digest, path, Request("agency_report", 2019, (1, 2, 3, 4)), len(was))


@pytest.mark.parametrize(
    "there",
    [SWAPPED, AS_SENT + b"\0", AS_SENT[:-1], b"", AS_SENT.replace(b"PK\x05\x06", b"PK\x05\x07")],
    ids=["another", "longer", "shorter", "empty", "one bit"],
)
def test_a_file_that_is_another_one_when_it_is_read_ends_the_reading(tmp_path: Path, there: bytes) -> None:
    """Hashed as A, B while it is read, A again before anybody looks: the bytes that are parsed are those that count."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(there)
    with pytest.raises(IntakeError, match="bị thay đổi trong khi đang đọc"):
        work.read([job(path)], PROVINCE.limits, lambda _: None)
    path.write_bytes(AS_SENT)
    assert work.read([job(path)], PROVINCE.limits, lambda _: None)["unit_report"].height == len(UNITS)


def test_a_file_that_leads_elsewhere_when_it_is_read_is_not_what_was_registered(tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(SWAPPED)
    (tmp_path / "a.xlsx").symlink_to(tmp_path / "b.xlsx")
    with pytest.raises(IntakeError):
        work.read([job(tmp_path / "a.xlsx")], PROVINCE.limits, lambda _: None)


def _edited(content: bytes) -> bytes:
    """The kept frames with another figure, packed as they are kept."""
    kept = frames.unpack(content)
    kept["unit_report"] = kept["unit_report"].with_columns(members=pl.lit(2031, kept["unit_report"].schema["members"]))
    return frames.pack(kept)


EDITS: dict[str, Edit] = {
    "figure": lambda data: data[:32] + _edited(data[32:]),
    "figure, with a digest of its own": lambda data: hashlib.sha256(_edited(data[32:])).digest() + _edited(data[32:]),
    "no digest": lambda data: data[32:],
    "cut": lambda data: data[:-40],
    "blank": lambda data: b"",
    "zeros within": lambda data: data[:500] + b"\0" * 60 + data[560:],
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_a_kept_reading_that_was_edited_is_not_believed(office: Office, tmp_path: Path, edit: Edit) -> None:
    tables, kept = office.read(tmp_path / "cache", edit)
    assert all(tables[name].equals(office.tables[name]) for name in LANDING)
    assert kept == office.kept.read_bytes()


def test_what_another_program_kept_is_not_believed_under_this_ones_name(office: Office, tmp_path: Path) -> None:
    here, content = forms.load(), office.kept.read_bytes()
    other, kept = here.model_copy(update={"digest": "another state of the forms"}), frames.unpack(content[32:])
    cache.save(tmp_path, other, kept, [])
    (theirs,) = tmp_path.iterdir()
    assert cache.load(tmp_path, here)["file"].is_empty() and not cache.load(tmp_path, other)["file"].is_empty()
    theirs.rename(tmp_path / office.kept.name)
    assert cache.load(tmp_path, here)["file"].is_empty()


def test_who_signs_reads_anew_and_compares(office: Office, tmp_path: Path) -> None:
    """Also where somebody who knows the program made the cache's digest fit what he wrote."""
    digest = readings_digest(office.tables)
    check_readings(office.raw, PROVINCE, LATE, digest)
    cache.save(tmp_path, forms.load(), frames.unpack(_edited(office.kept.read_bytes()[32:])), [])
    forged = readings_digest(read_raw(office.raw, PROVINCE, LATE, tmp_path))
    assert forged != digest
    with pytest.raises(IntakeError, match=r"^Đọc lại .* không giống lần chạy trước; hãy chạy lại hoptac run\.$"):
        check_readings(office.raw, PROVINCE, LATE, forged)


CHANGES: dict[str, Callable[[dict[str, pl.DataFrame]], object]] = {
    "a figure": lambda t: t.update(unit_report=t["unit_report"].with_columns(members=pl.col("members") + 1)),
    "not known for nothing": lambda t: t.update(submission=t["submission"].with_columns(document_no=pl.lit(""))),
    "a row less": lambda t: t.update(registry_unit=t["registry_unit"][1:]),
    "a finding less": lambda t: t.update(finding=t["finding"][1:]),
    "two columns changed about": lambda t: t.update(sheet_column=t["sheet_column"].with_columns(column="header", header="column")),
    "a time of receipt": lambda t: t.update(submission=t["submission"].with_columns(received_at=pl.lit(LATE, pl.Datetime("us", "UTC")))),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_digest_of_what_was_read_changes_with_any_of_it(office: Office, change: Callable[[dict[str, pl.DataFrame]], object]) -> None:
    tables = dict(office.tables)
    change(tables)
    assert readings_digest(tables) != readings_digest(office.tables)


def test_several_processes_read_as_one_does(office: Office) -> None:
    paths = [office.raw / "2019/615/a.xlsx", office.raw / "2019/615/sua.xlsx", office.raw / "2019/612/hong.xlsx"]
    jobs = [replace(job(path, path.read_bytes()), key=str(number)) for number, path in enumerate(paths)]
    done: list[int] = []
    alone = work.read(jobs, PROVINCE.limits, done.append)
    together = work.read([replace(job, size=10_000_000) for job in jobs], PROVINCE.limits, done.append)  # enough to be worth several
    assert done == [1] * 6
    for table in frames.TABLES:
        assert together[table].sort("key", maintain_order=True).equals(alone[table].sort("key", maintain_order=True))
