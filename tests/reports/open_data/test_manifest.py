"""The manifest: everything that went in and came out, checkable, and nothing of the machine or the clock."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

from pipeline.reports.open_data.manifest import write_manifest
from tests.reports.conftest import FILES, World


def _manifest(world: World) -> dict:
    return json.loads(_write(world).read_text(encoding="utf-8"))


def _write(world: World) -> Path:
    return write_manifest(world.outputs())


def test_outputs_are_all_files_but_the_manifest(world: World) -> None:
    (world.out / "phan-hoi").mkdir(parents=True)
    (world.out / "phan-hoi" / "615.xlsx").write_bytes(b"a")
    (world.out / "gate.json").write_bytes(b"{}")
    outputs = _manifest(world)["outputs"]
    assert [row["path"] for row in outputs] == ["gate.json", "phan-hoi/615.xlsx"]
    assert outputs[1] == {"path": "phan-hoi/615.xlsx", "bytes": 1, "sha256": hashlib.sha256(b"a").hexdigest()}
    assert [row["path"] for row in _manifest(world)["outputs"]] == ["gate.json", "phan-hoi/615.xlsx"]


def test_inputs_are_the_documents_with_their_hashes(world: World) -> None:
    documents = {row["path"]: row for row in _manifest(world)["inputs"]["documents"]}
    assert set(documents) == set(FILES.values())
    for path, row in documents.items():
        assert row["sha256"] == hashlib.sha256((world.raw / path).read_bytes()).hexdigest()
    assert documents["2019/615/bao cao.xlsx"]["received_at"] == "2019-12-06T17:00:00+00:00"
    assert documents["2019/617/hong.xlsx"]["was_read"] is False


def test_settings_rules_and_versions_are_named(world: World) -> None:
    manifest = _manifest(world)
    assert {"province.yaml", "seeds/target.csv"} <= {row["path"] for row in manifest["settings"]}
    assert [row["path"] for row in manifest["rules"]] == ["landing_finding.json"]
    assert {"hoptac", "python", "duckdb", "polars", "great-expectations"} <= set(manifest["versions"])
    assert manifest["as_of"] == "2019-12-14T23:59:59+07:00"
    assert manifest["gate"]["content_digest"] == "c" * 64


def test_a_decision_of_the_office_is_an_input(world: World, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    assert _manifest(replace(world, raw=raw))["inputs"]["decisions"] == []
    (raw / "waivers.csv").write_text("year,rule\n", encoding="utf-8")
    assert [row["path"] for row in _manifest(replace(world, raw=raw))["inputs"]["decisions"]] == ["waivers.csv"]


def test_two_runs_give_identical_bytes_without_a_host_path(world: World) -> None:
    first = _write(world).read_bytes()
    assert _write(world).read_bytes() == first
    for path in (world.warehouse.parent, world.out.parent, Path.home(), Path.cwd()):
        if path != Path("/"):
            assert str(path).encode() not in first
