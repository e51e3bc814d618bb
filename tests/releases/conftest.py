"""The shipped province of 2018: released on the eve of its deadline, released again a year later after Đăk Hà's correction."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.settings import Settings, resolve
from tests.e2e.command import Done, hoptac

ROOT = Path(__file__).resolve().parents[2]
REASON, SIGNED_BY = "Đã kiểm tra bản giấy, chấp nhận", "Chánh Văn phòng"
OWN = "# Đánh giá chung\nKinh tế tập thể phát triển ổn định.\n\n# Nguyên nhân chủ quan\n- Vốn còn ít.\n"
SIGNED = f"""year,rule,sender,path,sheet,row,column,reason,signed_by,signed_at
2018,,,,,,,"{REASON}",{SIGNED_BY},2018-12-13T00:00:00+07:00
2017,,,,,,,"{REASON}",{SIGNED_BY},2018-12-13T00:00:00+07:00
"""


@dataclass(frozen=True)
class Office:
    home: Path
    steps: dict[str, Done]

    @property
    def checked(self) -> Path:
        """raw/, out/ and the warehouse as they were before anybody signed."""
        return self.home / "checked"

    @property
    def shelf(self) -> Path:
        return self.home / "releases" / "2018"

    def hoptac(self, command: str, *more: object) -> Done:
        return Desk(self.home).hoptac(command, *more)


@dataclass(frozen=True)
class Desk:
    """Where somebody works with what an office has: ``raw``, ``out``, ``w``, ``releases`` below one folder."""

    home: Path

    @property
    def settings(self) -> Settings:
        return resolve(self.home / "raw", self.home / "out", self.home / "w" / "hoptac.duckdb", releases=self.home / "releases")

    @property
    def outputs(self) -> Path:
        return self.home / "out" / "2018"

    @property
    def register(self) -> Path:
        return self.home / "raw" / "approvals.csv"

    def hoptac(self, command: str, *more: object) -> Done:
        places = ("--raw", self.home / "raw", "--out", self.home / "out", "--warehouse", self.home / "w" / "hoptac.duckdb")
        return hoptac(command, *places, "--releases", self.home / "releases", "--year", 2018, *more)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    found = Office(tmp_path_factory.mktemp("office"), {})
    shutil.copytree(ROOT / "raw", found.home / "raw")
    (found.home / "raw" / "2018" / "615" / "chua-vao-so.xlsx").touch()  # an error, signed for
    (found.home / "raw" / "waivers.csv").write_text(SIGNED, encoding="utf-8")
    (found.home / "raw" / "nhan-dinh-2018.md").write_text(OWN, encoding="utf-8")
    for step, command, more in (
        ("run", "run", ("--as-of", "2018-12-14T23:59:59+07:00")),
        ("approve", "approve", ("--name", "Nguyễn Văn A", "--title", "CHỦ TỊCH", "--at", "2018-12-15T08:30:00+07:00")),
        ("release", "release", ()),
        ("release again", "release", ()),
        ("later run", "run", ("--quiet", "--as-of", "2019-12-14T23:59:59+07:00")),
        ("later release", "release", ()),
    ):
        found.steps[step] = found.hoptac(command, *more)
        if step == "run":
            for name in ("raw", "out", "w"):
                shutil.copytree(found.home / name, found.checked / name, ignore=shutil.ignore_patterns("hoptac.work"))
    (found.home / "raw" / "nhan-dinh-2018.md").write_text("# Đánh giá chung\nViết lại sau.\n", encoding="utf-8")
    # what docs/server.md says to keep, brought into an empty place, is enough to make a release again
    restored = tmp_path_factory.mktemp("restored")
    subprocess.run(["tar", "--create", "--file", restored / "kept.tar", "-C", found.home, "raw", "releases"], check=True)
    subprocess.run(["tar", "--extract", "--file", restored / "kept.tar", "-C", restored], check=True)
    found.steps["replay"] = hoptac("replay", restored / found.shelf.relative_to(found.home) / "1", "--raw", restored / "raw")
    return found


@pytest.fixture
def desk(office: Office, tmp_path: Path) -> Desk:
    """A copy of the checked report that nobody has signed yet."""
    shutil.copytree(office.checked, tmp_path / "desk")
    return Desk(tmp_path / "desk")
