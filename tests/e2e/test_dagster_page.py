"""Dagster's page as the engineer sees it, in Chromium: two years launched from it queue, and a held gate is red with its cells."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.chromium import Page, page
from tests.e2e.command import Place, place
from tests.simulator import simulate, small, write_raw

pytestmark = pytest.mark.e2e
ROOT = Path(__file__).resolve().parents[2]
LEFT = "2019/615/chua-vao-so.xlsx"  # nobody registered it: an error of 2019


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Place:
    home = tmp_path_factory.mktemp("page")
    run = place(home)
    write_raw(simulate(small(htx=12, first_year=2018, years=2), seed=11), run.raw)
    (run.raw / LEFT).touch()
    return run


@pytest.fixture(scope="module")
def address(office: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Of ``dagster dev`` over the office's files."""
    home = tmp_path_factory.mktemp("dagster")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    shutil.copy(ROOT / ".dagster" / "dagster.yaml", home)
    named = {"RAW": office.raw, "OUT": office.out, "WAREHOUSE": office.warehouse, "AS_OF": "2020-06-01T00:00:00+07:00", "LANG": "vi"}
    environment = os.environ | {"DAGSTER_HOME": str(home)} | {f"HOPTAC_{name}": str(value) for name, value in named.items()}
    command = [sys.executable, "-m", "dagster", "dev", "--port", str(port)]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(server.pid, signal.SIGKILL)  # its children too: they would keep the test from ending
            server.wait()


@pytest.fixture(scope="module")
def screen(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The page after a backfill of both years was launched with the mouse and has ended."""
    with page(tmp_path_factory.mktemp("browser")) as seen:
        for attempt in range(4):  # a page that is still being loaded closes its dialogs
            try:
                choose_both_years(seen, address)
                break
            except AssertionError:
                if attempt == 3:
                    raise
        seen.press("Launch backfill")
        yield seen


def choose_both_years(seen: Page, address: str) -> None:
    for _ in range(60):  # the server's own start takes a while
        seen.open(f"{address}/locations/hoptac/jobs/end_to_end")
        if seen.shows("Materialize all", seconds=5):
            break
    seen.press("Materialize all…", then="Partition selection")
    seen.press("Select a partition or create one", then="2019")
    for year in ("2018", "2019"):
        seen.choose(year)
    seen.press("Partition selection", then="2 partitions")


def test_of_two_years_launched_from_the_page_the_second_queues(address: str, screen: Page, office: Place) -> None:
    for _ in range(6):  # the runs of a backfill are made after it
        screen.open(f"{address}/runs")
        screen.press("Show runs within backfills")
        if screen.shows("Started", seconds=20):
            break
    assert screen.shows("Queued"), screen.text
    ended = "return document.body.innerText.split('Success').length > 2"
    assert screen.until(ended, seconds=300), screen.text
    assert sorted(path.name for path in office.out.iterdir()) == ["2018", "2019"]


def test_a_held_gate_is_red_with_its_cells(address: str, screen: Page, tmp_path: Path) -> None:
    screen.open(f"{address}/assets/outputs/report?view=checks")
    assert screen.shows("Failed"), screen.text
    screen.press("[Show Markdown]", then=LEFT)
    assert screen.picture(tmp_path / "gate.png").stat().st_size > 10_000
