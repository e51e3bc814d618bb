"""What a server is told: units that systemd takes, every variable that the program reads."""

import re
import subprocess
from pathlib import Path

import pytest

from pipeline.settings import VARIABLES
from tests.tools import needed

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["hoptac.service", "hoptac.timer"])
def test_systemd_finds_nothing_wrong_with_a_unit(tmp_path: Path, name: str) -> None:
    for unit in ("hoptac.service", "hoptac.timer"):
        text = (ROOT / "deploy" / unit).read_text(encoding="utf-8")
        (tmp_path / unit).write_text(text.replace("/opt/hoptac/bin/hoptac", "/bin/true"), encoding="utf-8")
    done = subprocess.run([needed("systemd-analyze"), "verify", tmp_path / name], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (0, "")


def test_every_variable_that_the_program_reads_is_explained_in_one_place() -> None:
    told = set(re.findall(r"^\| `(HOPTAC_\w+)`", (ROOT / "docs" / "server.md").read_text(encoding="utf-8"), re.MULTILINE))
    read = set(re.findall(r'given\.get\("(HOPTAC_\w+)"', (ROOT / "pipeline" / "settings.py").read_text(encoding="utf-8")))
    assert told == read == set(VARIABLES)
