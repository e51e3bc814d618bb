"""One digest of a program: whatever could change a figure changes it, and what programs keep for themselves does not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.system.files import folder_digest

WITHOUT = frozenset({"dbt_project/target"})


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in (("models/marts/a.sql", "select 1"), ("models/marts/b.sql", "select 2"), ("target/manifest.json", "{}")):
        path = tmp_path / "dbt_project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "dbt_project"


def digest(project: Path) -> str:
    return folder_digest({"dbt_project": project}, WITHOUT)


def linked(project: Path) -> None:
    shutil.copytree(project / "models", project.parent / "elsewhere")
    (project / "models" / "more").symlink_to(project.parent / "elsewhere", target_is_directory=True)


def added(name: str) -> Callable[[Path], object]:
    def add(project: Path) -> None:
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text("select 3", encoding="utf-8")

    return add


@pytest.mark.parametrize(
    "change",
    [
        added("models/marts/a.sql"),
        lambda project: (project / "models/marts/a.sql").rename(project / "models/marts/c.sql"),
        lambda project: (project / "models/marts/a.sql").rename(project / "models/a.sql"),
        lambda project: (project / "models/marts/b.sql").unlink(),
        added("models/target/c.sql"),  # a folder of this name is dbt's own at the top alone
        added("models/logs/c.sql"),
        linked,
    ],
)
def test_every_change_is_another_digest(project: Path, change: Callable[[Path], object]) -> None:
    before = digest(project)
    change(project)
    assert digest(project) != before


def test_what_programs_keep_for_themselves_is_not_in_it_nor_where_the_folder_lies(project: Path, tmp_path: Path) -> None:
    before = digest(project)
    for name in ("target/run/a.sql", "models/__pycache__/a.pyc", "models/.a.sql.swp"):
        added(name)(project)
    assert digest(project) == before == digest(project.rename(tmp_path / "moved"))
