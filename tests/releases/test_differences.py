"""In what a release that was made again differs, and which inputs are not what they were."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.archive.release_store import Release, ReleaseError
from pipeline.releases.differences import causes, edited_files, files_that_differ
from pipeline.releases.replay import _place_earlier
from pipeline.system.files import digest_of
from pipeline.system.program import SHOWN, program_digest

THEN = "1" * 64
DOCUMENT = "2018/615/bao-cao.xlsx"
MANIFEST = {
    "versions": {"duckdb": "1.0"},
    "inputs": {"documents": [{"path": DOCUMENT, "sha256": "a" * 64}], "decisions": [], "settings": []},
    "rules": [{"path": "chk_unit_report.json", "sha256": "b" * 64}],
    "program": [{"path": "pipeline", "sha256": "c" * 64}],
}


def made_now(**changes: object) -> dict:
    """The manifest of today, with other entries at these places."""
    now = deepcopy(MANIFEST)
    for place, value in changes.items():
        (now["inputs"] if place in now["inputs"] else now)[place] = value
    return now


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (made_now(), []),
        (made_now(versions={"duckdb": "0.1"}), ["phiên bản duckdb: 1.0 → 0.1"]),
        (made_now(versions={"duckdb": "1.0", "polars": "2"}), ["phiên bản polars: – → 2"]),
        (made_now(documents=[{"path": DOCUMENT, "sha256": "d" * 64}]), [f"văn bản đến {DOCUMENT}: aaaaaaaaaaaa → dddddddddddd"]),
        (made_now(documents=[{"path": DOCUMENT, "sha256": None}]), [f"văn bản đến {DOCUMENT}: aaaaaaaaaaaa → không đọc được"]),
        (made_now(documents=[]), [f"văn bản đến {DOCUMENT}: aaaaaaaaaaaa → không có"]),
        (made_now(program=[{"path": "pipeline", "sha256": "e" * 64}]), ["chương trình pipeline: cccccccccccc → eeeeeeeeeeee"]),
        (made_now(rules=[]), ["quy tắc chk_unit_report.json: bbbbbbbbbbbb → không có"]),
    ],
)
def test_each_input_that_is_not_what_it_was_is_named(now: dict, said: list[str]) -> None:
    assert list(causes(MANIFEST, now)) == said


def test_what_an_older_program_did_not_say_is_named_as_not_there() -> None:
    older = {kind: entries for kind, entries in MANIFEST.items() if kind != "program"}
    assert list(causes(older, MANIFEST)) == ["chương trình pipeline: không có → cccccccccccc"]


@pytest.fixture
def release(tmp_path: Path) -> Release:
    made = Release(tmp_path / "1", 2018, 1, datetime(2019, 1, 1, tzinfo=UTC), "vi", "d" * 64, {}, THEN)
    made.outputs.mkdir(parents=True)
    (made.outputs / "bao-cao.docx").write_bytes(b"report")
    (made.outputs / "chat-luong.html").write_text(f"made by {THEN[:SHOWN]}", encoding="utf-8")
    (made.outputs / "manifest.json").write_text(json.dumps(MANIFEST), encoding="utf-8")
    return made


def test_a_published_file_that_is_not_what_it_was_is_named(release: Release) -> None:
    said = [{"path": path.name, "sha256": digest_of(path)} for path in sorted(release.outputs.iterdir())[:2]]
    (release.outputs / "manifest.json").write_text(json.dumps(MANIFEST | {"outputs": said}), encoding="utf-8")
    assert list(edited_files(release)) == []
    (release.outputs / "bao-cao.docx").write_bytes(b"another")
    (release.outputs / "chat-luong.html").unlink()
    named = ["tệp của bản phát hành bao-cao.docx: đã thay đổi", "tệp của bản phát hành chat-luong.html: không còn"]
    assert list(edited_files(release)) == named


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({}, []),
        ({"manifest.json": "{}"}, []),
        ({"bao-cao.docx": "another"}, ["bao-cao.docx"]),
        ({"chat-luong.html": "made by nobody"}, ["chat-luong.html"]),
        ({"them.csv": ""}, ["them.csv"]),
    ],
)
def test_each_file_that_came_out_otherwise_is_named_but_for_what_speaks_of_the_program(
    release: Release, tmp_path: Path, change: dict[str, str], named: list[str]
) -> None:
    made = tmp_path / "made"
    made.mkdir()
    files = {"bao-cao.docx": "report", "chat-luong.html": f"made by {program_digest()[:SHOWN]}", "manifest.json": "{}"} | change
    for name, text in files.items():
        (made / name).write_text(text, encoding="utf-8")
    assert list(files_that_differ(release, made)) == named


def test_a_page_of_a_program_that_did_not_name_itself_is_compared_as_it_is(release: Release, tmp_path: Path) -> None:
    made = tmp_path / "made"
    made.mkdir()
    for path in release.outputs.iterdir():
        (made / path.name).write_bytes(path.read_bytes())
    (made / "chat-luong.html").write_text(f"made by {program_digest()[:SHOWN]}", encoding="utf-8")
    older = replace(release, program_digest="")
    assert list(files_that_differ(older, made)) == ["chat-luong.html"]
    (made / "chat-luong.html").unlink()
    assert list(files_that_differ(release, made)) == ["chat-luong.html"]


@pytest.mark.parametrize("said", ["", "[]", "{}", '{"versions": {}, "inputs": []}', '{"versions": {}, "inputs": {"documents": [1]}}'])
def test_a_manifest_that_lists_nothing_is_refused_by_its_name(release: Release, said: str) -> None:
    (release.outputs / "manifest.json").write_text(said, encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"manifest\.json"):
        _ = release.manifest


def test_a_release_names_no_folder_outside_the_shelf(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    shelf = tmp_path / "releases"
    made = Release(shelf / "2018" / "1", 2018, 1, datetime(2019, 1, 1, tzinfo=UTC), "vi", "d" * 64, {"../elsewhere": "e" * 64}, THEN)
    made.folder.mkdir(parents=True)
    assert list(_place_earlier(made, tmp_path / "scratch" / "releases")) == ["bản phát hành ../elsewhere: không còn"]
    assert not (tmp_path / "scratch").exists()
