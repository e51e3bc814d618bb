"""The same seed gives the same bytes, here and in another process; what is shipped is what the generator writes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.simulator import World, simulate, small, write_raw

ROOT = Path(__file__).parents[2]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("habits", ["plain", "office", "wild"])
def test_two_writings_are_the_same(unseen: World, tmp_path: Path, habits: str) -> None:
    write_raw(unseen, tmp_path / "one", habits)
    write_raw(simulate(small(30), 7), tmp_path / "two", habits)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_another_seed_is_another_province(unseen: World) -> None:
    other = simulate(small(30), 8)
    assert {unit.names[0][1].private for unit in unseen.units} != {unit.names[0][1].private for unit in other.units}


def test_the_shipped_folder_is_a_fresh_generation(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.simulator", "--out", tmp_path / "raw", "--truth", tmp_path / "truth"]
    subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "77", "TZ": "America/New_York"})
    fresh, shipped = contents(tmp_path / "raw"), contents(ROOT / "raw")
    assert [name for name in fresh if shipped.get(name) != fresh[name]] == []
    assert [name for name in shipped if name[:2] == "20" and name not in fresh] == []
    kept = contents(ROOT / "tests" / "truth")
    assert {name: kept.get(name) for name in contents(tmp_path / "truth")} == contents(tmp_path / "truth")
    assert sum(map(len, shipped.values())) < 3_000_000
