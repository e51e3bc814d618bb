"""A run that would make again what is there says so and does nothing; whatever matters, a byte of an output too, makes it work."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.reports.unchanged import unchanged
from pipeline.settings import Settings, resolve
from tests.e2e.command import Done, Place
from tests.e2e.conftest import AS_OF

YEAR = 2019


@pytest.fixture
def settings(shipped: tuple[Place, Done], tmp_path: Path) -> Settings:
    """A copy of the shipped run that a test may change; its own raw/, out/ and province."""
    run = shipped[0]
    shutil.copytree(run.raw, tmp_path / "raw")
    shutil.copytree(run.out, tmp_path / "out")
    (tmp_path / "w").mkdir()
    for path in run.warehouse.parent.glob("hoptac.duckdb*"):
        shutil.copy(path, tmp_path / "w")
    found = resolve(raw=tmp_path / "raw", out=tmp_path / "out", warehouse=tmp_path / "w" / "hoptac.duckdb", as_of=AS_OF)
    province = shutil.copytree(found.province_folder, tmp_path / "province")
    return replace(found, province_folder=province)


def append(path: Path, text: str) -> None:
    path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + text, encoding="utf-8")


CHANGES: dict[str, Callable[[Settings], object]] = {
    "an edited report": lambda s: append(s.out / "2019" / "chat-luong-2019.html", " "),
    "a deleted workbook": lambda s: (s.out / "2019" / "phan-hoi" / "615.xlsx").unlink(),
    "a file beside them": lambda s: append(s.out / "2019" / "ghi-chu.txt", "x"),
    "a document": lambda s: append(next((s.raw / "2019" / "615").iterdir()).with_name("thêm.csv"), "x"),
    "the register": lambda s: append(s.raw / "incoming.csv", "2019-12-14T10:00:00+07:00,615,agency_report,2019,2019/615/a.xlsx,,,\n"),
    "paragraphs": lambda s: append(s.raw / "nhan-dinh-2019.md", "# Tình hình\n\nTốt.\n"),
    "a file of the office's own": lambda s: ((s.province_folder / "own").mkdir(), append(s.province_folder / "own" / "words.vi.yaml", "")),
    "a setting": lambda s: append(s.province_folder / "province.yaml", "\n# x\n"),
    "the warehouse": lambda s: s.warehouse.unlink(),
    "the receipt": lambda s: append(s.warehouse.with_name("hoptac.duckdb.receipt-2019.json"), " x"),
}


def test_a_run_again_says_that_nothing_changed_and_touches_nothing(shipped: tuple[Place, Done]) -> None:
    run, _ = shipped
    manifest = run.out / "2019" / "manifest.json"
    before = manifest.stat().st_mtime_ns
    done = run.run("--year", YEAR, "--as-of", AS_OF)
    assert done.code == 0 and done.out.startswith("Không có gì thay đổi") and manifest.stat().st_mtime_ns == before


def test_what_is_as_it_was_is_unchanged_and_another_language_moment_or_year_is_not(settings: Settings) -> None:
    assert (found := unchanged(settings, YEAR)) is not None and found.passed
    assert unchanged(replace(settings, lang="en"), YEAR) is None
    assert unchanged(replace(settings, as_of=settings.as_of.replace(hour=1)), YEAR) is None
    assert unchanged(replace(settings, is_now=True), YEAR) is None
    assert unchanged(settings, 2018) is None


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_matters_makes_it_work(settings: Settings, change: str) -> None:
    CHANGES[change](settings)
    assert unchanged(settings, YEAR) is None
