"""``docs/tasks.md`` typed into a shell, task after task, in a clone of a small province after its first run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.recipes.house import ROOT, copied
from tests.simulator import simulate, small, write_raw

pytestmark = pytest.mark.e2e
TASKS = re.split(r"^## ", (ROOT / "docs" / "tasks.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]


def blocks(task: str, kind: str) -> str:
    return "".join(re.findall(rf"^```{kind}\n(.*?)^```", task, flags=re.MULTILINE | re.DOTALL))


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With this checkout's Python and libraries as its own."""
    place = copied(tmp_path_factory.mktemp("tasks")).place
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, place)
    installed = place / ".venv" / ".installed"
    (installed.parent / "bin").mkdir(parents=True)
    for name in ("python", "hoptac"):
        (installed.parent / "bin" / name).symlink_to(Path(sys.executable).with_name(name))
    shutil.copy(Path(sys.prefix) / "pyvenv.cfg", installed.parent)
    (installed.parent / "lib").symlink_to(Path(sys.prefix) / "lib", target_is_directory=True)
    installed.touch()
    write_raw(simulate(small(htx=12, first_year=2018, years=2), seed=9), place / "raw", "plain")
    return place


def typed(clone: Path, lines: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HOPTAC_")}
    environment |= {"PATH": f"{clone / '.venv' / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(clone)}
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", lines],
        cwd=clone, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip


def test_each_task_does_what_it_says(clone: Path) -> None:
    made = typed(clone, "make run")
    assert made.returncode == 0, made.stdout
    for task in TASKS:
        done, title = typed(clone, blocks(task, "sh")), task.splitlines()[0]
        said = done.stdout.replace("\N{NO-BREAK SPACE}", " ")
        assert done.returncode == 0 and "Traceback" not in said, f"{title}\n{said}"
        assert [line for line in blocks(task, "text").splitlines() if line not in said] == [], f"{title}\n{said}"


def test_there_are_twelve_and_each_shows_what_comes_of_it() -> None:
    assert [task.split(".")[0] for task in TASKS] == [str(number) for number in range(1, 13)]
    assert all(blocks(task, "sh") for task in TASKS)
    silent = [task for task in TASKS if not blocks(task, "text")]
    assert all("seen after the run of task 6" in task.splitlines()[0] for task in silent) and len(silent) == 2
