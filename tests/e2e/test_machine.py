"""What a machine does to a run: no permission, raw/ changed since, a clock set back. One clear line, and the last good state stays.

A full disk: ``test_faults``; two at once: ``test_refusals``; killed, with readers: ``test_kill``, ``test_readers``.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from pipeline import config
from pipeline.intake.receive import receive
from pipeline.quality.receipt import receipt_path
from pipeline.reports.export import export
from pipeline.run import run
from pipeline.settings import SUITES, Settings, resolve
from pipeline.system.errors import HoptacError
from tests.e2e.command import Done, Place, hoptac, place
from tests.e2e.conftest import AS_OF, ROOT
from tests.e2e.rights import without_rights
from tests.e2e.states import YEAR, digest_of


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A folder whose rights a test takes away and gets back."""
    yield tmp_path
    for folder in (tmp_path, *(path for path in tmp_path.rglob("*") if path.is_dir())):
        folder.chmod(0o755)


def settings_of(run_at: Place) -> Settings:
    return resolve(raw=run_at.raw, out=run_at.out, warehouse=run_at.warehouse, as_of=AS_OF)


def test_no_permission_to_write_the_warehouse_or_to_read_the_register(home: Path) -> None:
    shutil.copytree(ROOT / "raw", home / "raw")
    (home / "w").mkdir()
    there = settings_of(place(home))
    home.chmod(0o555)
    said = without_rights(lambda: run(there, YEAR))
    assert said.startswith("HoptacError") and "không có quyền" in said and "\n" not in said
    (home / "raw" / "incoming.csv").chmod(0)
    said = without_rights(lambda: run(replace(there, warehouse=home / "w" / "hoptac.duckdb"), YEAR))
    assert "incoming.csv" in said and "\n" not in said and "Traceback" not in said


def test_no_permission_to_write_the_outputs_leaves_them_as_they_were(shipped: tuple[Place, Done], home: Path) -> None:
    there = place(home, ROOT / "raw")
    shutil.copytree(shipped[0].out, there.out)
    there.warehouse.parent.mkdir()
    for path in (shipped[0].warehouse, receipt_path(shipped[0].warehouse, YEAR)):
        shutil.copy(path, there.warehouse.parent)
    before = digest_of(there.out)
    there.out.chmod(0o555)
    said = without_rights(lambda: export(settings_of(there), YEAR, SUITES, lambda done, total: None))
    assert said.startswith("PermissionError") and str(there.out) in said
    assert digest_of(there.out) == before and [path.name for path in there.out.iterdir()] == [str(YEAR)]


def test_outputs_are_not_made_of_a_raw_that_changed_since_it_was_read(shipped: tuple[Place, Done], tmp_path: Path) -> None:
    there = place(tmp_path)
    shutil.copytree(ROOT / "raw", there.raw)
    shutil.copytree(shipped[0].out, there.out)
    shutil.copytree(shipped[0].warehouse.parent, there.warehouse.parent)
    before = digest_of(there.out)
    changed = next(path for path in there.raw.rglob("*.xlsx") if path.parent.name == "615" and path.parent.parent.name == str(YEAR))
    changed.write_bytes(changed.read_bytes() + b"\0")
    with pytest.raises(HoptacError, match="raw/ đã đổi"):
        export(settings_of(there), YEAR, SUITES, lambda done, total: None)
    assert digest_of(there.out) == before and [path.name for path in there.out.iterdir()] == [str(YEAR)]


def test_a_clock_that_was_set_back(tmp_path: Path) -> None:
    """What was written before is dated later than now: whoever says "now" is told, whoever says when is not."""
    there = place(tmp_path, ROOT / "raw")
    receipt = receipt_path(there.warehouse, YEAR)
    receipt.parent.mkdir()
    receipt.write_text("{}", encoding="utf-8")
    later = datetime.now().astimezone().timestamp() + 3 * 86_400
    os.utime(receipt, (later, later))
    done = there.run("--year", YEAR)
    assert (done.code, done.out, len(done.err.splitlines())) == (1, "", 1)
    assert "Đồng hồ máy" in done.err and "--as-of" in done.err
    assert "Đồng hồ máy" not in there.run("--year", 1999, "--as-of", AS_OF).err

    raw = tmp_path / "other"
    raw.mkdir()
    (raw / "incoming.csv").write_text("received_at,sender,form,year,path,sha256,document_no,note\n", encoding="utf-8")
    os.utime(raw / "incoming.csv", (later, later))
    document = tmp_path / "x.xlsx"
    document.write_bytes(b"PK")
    filed = ("receive", document, "--sender", "615", "--form", "agency_report", "--year", YEAR, "--raw", raw, "--anyway", "thử đồng hồ")
    assert hoptac(*filed).code == 1
    assert not (raw / str(YEAR)).exists()
    with pytest.raises(HoptacError, match="Đồng hồ máy"):
        receive(document, raw, config.load(), "615", "agency_report", YEAR)
    assert hoptac(*filed, "--received-at", AS_OF).code == 0
