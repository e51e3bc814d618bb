"""The program from its wheel, in a folder without a checkout, read-only, run by somebody without rights: it does the whole job."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.rights import without_rights
from tests.e2e.states import digest_of
from tests.simulator import simulate, small, write_raw

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("pipeline", "dbt_project", "expectations", "pyproject.toml", "setup.py", "README.md", "LICENSE")
NOT_SOURCES = shutil.ignore_patterns("__pycache__", "target", "logs")
RUN = ("run", "--year", "2019", "--as-of", "2020-06-01T00:00:00+07:00", "--quiet")
BUILD = "import sys; from setuptools import build_meta; print(build_meta.build_wheel(sys.argv[1]))"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The wheel of this checkout, unpacked where nobody may write: what ``pip install --no-deps`` does, without network."""
    home = tmp_path_factory.mktemp("wheel")
    (home / "source").mkdir()
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, home / "source" / name, ignore=NOT_SOURCES)
        else:
            shutil.copy(ROOT / name, home / "source")
    subprocess.run([sys.executable, "-c", BUILD, str(home)], cwd=home / "source", check=True, capture_output=True)
    site = home / "site"
    with zipfile.ZipFile(next(home.glob("*.whl"))) as wheel:
        wheel.extractall(site)
    folders = [site, *(path for path in site.rglob("*") if path.is_dir())]
    for path in [*(path for path in site.rglob("*") if path.is_file()), *folders]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield site
    for path in folders:
        path.chmod(0o755)


def hoptac(site: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The installed ``hoptac``, by somebody for whom a file's mode counts; the checkout is not on its path."""
    answer = cwd / "answer.json"

    def call() -> None:
        environment = os.environ | {"PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(cwd)}
        done = subprocess.run(
            [sys.executable, "-c", "import sys; from pipeline.cli import main; sys.exit(main())", *arguments],
            cwd=cwd, env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        answer.write_text(json.dumps([done.returncode, done.stdout, done.stderr]), encoding="utf-8")

    assert without_rights(call) == ""
    code, out, err = json.loads(answer.read_text(encoding="utf-8"))
    answer.unlink()
    return subprocess.CompletedProcess(arguments, code, out, err)


def test_the_installed_program_runs_the_whole_job_in_an_empty_folder_and_writes_nothing_of_its_own(installed: Path, tmp_path: Path) -> None:
    write_raw(simulate(small(30, first_year=2018, years=2), 11), tmp_path / "raw")
    before = digest_of(installed)
    done = hoptac(installed, *RUN, cwd=tmp_path)
    assert done.returncode in (0, 3) and (done.stdout, done.stderr) == ("", "")
    assert digest_of(installed) == before
    assert {path.name for path in tmp_path.iterdir()} == {"raw", "warehouse", "out"}
    outputs = tmp_path / "out" / "2019"
    assert {"gate.json", "manifest.json", "phan-hoi", "du-lieu", "chat-luong-2019.html"} <= {path.name for path in outputs.iterdir()}
    assert hoptac(installed, "gate", "--year", "2019", cwd=tmp_path).returncode == done.returncode

    as_checked_out = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *RUN, "--raw", tmp_path / "raw", "--out", tmp_path / "other", "--warehouse", tmp_path / "w"],
        cwd=ROOT, check=False,
    )  # fmt: skip
    assert as_checked_out.returncode == done.returncode
    assert digest_of(tmp_path / "other" / "2019") == digest_of(outputs)  # the manifest too: the program's digest is the same


def test_the_program_cannot_be_written_to_by_who_runs_it(installed: Path) -> None:
    assert "PermissionError" in without_rights((installed / "pipeline" / "dbt_project" / "target").mkdir)
