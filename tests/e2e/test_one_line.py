"""Whatever stands in the way of a command is one line that says what to do, with the right code, and the last good state stays.

A full disk: ``test_faults``; no rights, the clock: ``test_machine``; Ctrl-C and SIGTERM: ``tests/cli/test_stopping``.
"""

import os
import resource
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.terminal import hoptac_on_terminal
from tests.e2e.command import Done, Place, hoptac, place
from tests.e2e.states import digest_of
from tests.simulator import simulate, small, write_raw

REPORTED = (0, 3)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A small province that was run by somebody whose files are nobody else's."""
    home = tmp_path_factory.mktemp("office")
    before = os.umask(0o077)
    try:
        write_raw(simulate(small(htx=12, years=2), seed=9), home / "raw", "plain")
        done = place(home).run("--year", 2019, "--quiet")
    finally:
        os.umask(before)
    assert done.code in REPORTED and done.err == ""
    return place(home)


def is_one_line(done: Done, *words: str) -> bool:
    lines = done.err.splitlines()
    return done.code == 1 and done.out == "" and len(lines) == 1 and lines[0].startswith("hoptac: ") and all(w in lines[0] for w in words)


def test_a_run_of_one_whose_files_are_nobody_elses_is_whole(office: Place) -> None:
    made = [path for folder in (office.out, office.warehouse.parent) for path in folder.rglob("*") if path.is_file()]
    assert len(made) > 50 and all(stat.S_IMODE(path.stat().st_mode) & 0o077 == 0 for path in made)
    assert hoptac("gate", "--year", 2019, *office.arguments).code in REPORTED


COMMANDS: dict[str, tuple[object, ...]] = {
    "explain": ("explain", "T1", "--year", 2019),
    "trace": ("trace", "2019/615/x.xlsx", "A1"),
    "query": ("query", "select sum(hash(t)) from fct_unit_year t"),
    "gate": ("gate", "--year", 2019),
    "publish-public": ("publish-public",),
    "approve": ("approve", "--year", 2019, "--name", "Nguyễn Văn An"),
    "release": ("release", "--year", 2019),
}


def ask(name: str, at: Place, home: Path, *more: object) -> Done:
    """A command on a warehouse, with the folders that it takes."""
    paths = {
        "explain": ("--warehouse", at.warehouse, "--raw", at.raw),
        "trace": ("--warehouse", at.warehouse, "--raw", at.raw),
        "publish-public": ("--warehouse", at.warehouse, "--raw", at.raw, "--out", home / "public.duckdb"),
        "release": (*at.arguments, "--releases", home / "releases"),
    }
    return hoptac(*COMMANDS[name], *paths.get(name, at.arguments), *more)


@pytest.fixture
def copy(office: Place, tmp_path: Path) -> Place:
    shutil.copytree(office.warehouse.parent, tmp_path / "w", ignore=shutil.ignore_patterns("*.work"))
    return replace(office, warehouse=tmp_path / "w" / office.warehouse.name)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut early": lambda data: data[:30_000],
    "cut in the middle": lambda data: data[: len(data) // 2],
    "cut late": lambda data: data[:-300_000],
    "blank": lambda data: b"",
    "another kind of file": lambda data: b"PK\x03\x04" + b"\0" * 5000,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_warehouse_is_said_by_every_command(copy: Place, tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    copy.warehouse.write_bytes(damage(copy.warehouse.read_bytes()))
    said = {name: ask(name, copy, tmp_path) for name in COMMANDS}
    whole = said.pop("trace"), said.pop("query")  # of a file that lacks its end they may find all that they ask for
    assert {name: done for name, done in said.items() if not is_one_line(done, str(copy.warehouse))} == {}
    assert all(done.code == 0 or is_one_line(done) for done in whole), whole
    assert sorted(path.name for path in tmp_path.iterdir()) == ["w"]


def test_a_warehouse_that_another_program_holds_is_said_in_either_language(copy: Place, tmp_path: Path) -> None:
    code = f"import duckdb; held = duckdb.connect({str(copy.warehouse)!r}); print('held', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None and other.stdout.readline() == b"held\n"
        vi = {name: ask(name, copy, tmp_path) for name in COMMANDS}
        en = {name: ask(name, copy, tmp_path, "--lang", "en") for name in COMMANDS}
        other.communicate(b"\n")
    assert {name: done for name, done in vi.items() if not is_one_line(done, "đang được chương trình khác mở", str(other.pid))} == {}
    assert {name: done for name, done in en.items() if not is_one_line(done, "is open in another program", str(other.pid))} == {}


def bounded(megabytes: int, *words: object) -> Done:
    """A command of a process that may take so many addresses."""
    bound = (megabytes << 20, megabytes << 20)
    command = [sys.executable, "-m", "pipeline.cli", *map(str, words)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, bound)
    )
    return Done(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("megabytes", [40, 100, 200, 300, 500, 1500, 4000, 16_000])
def test_a_limit_of_memory_that_a_run_would_meet_is_said_before_it_begins(office: Place, megabytes: int) -> None:
    before = digest_of(office.out), office.warehouse.stat()
    done = bounded(megabytes, "run", "--year", 2019, *office.arguments)
    assert is_one_line(done, "ulimit -v", f"{megabytes} MB"), done
    assert before == (digest_of(office.out), office.warehouse.stat())


@pytest.mark.parametrize("name", ["query", "gate", "explain"])
def test_a_question_asked_where_memory_is_short_is_answered_or_one_line(office: Place, name: str) -> None:
    words = (*COMMANDS[name], "--warehouse", office.warehouse, *(("--raw", office.raw) if name != "query" else ()))
    short = {megabytes: bounded(megabytes, *words) for megabytes in (60, 400, 1400, 1500, 1600, 1800, 2000, 8000)}
    assert {m: done for m, done in short.items() if done.code not in REPORTED and not is_one_line(done)} == {}
    assert short[1400].code == 1 and "ulimit -v" in short[1400].err and short[8000].code in REPORTED


def test_a_register_of_documents_that_is_a_pipe_keeps_nobody_waiting(office: Place, tmp_path: Path) -> None:
    shutil.copytree(office.raw, tmp_path / "raw")
    (tmp_path / "raw" / "incoming.csv").unlink()
    os.mkfifo(tmp_path / "raw" / "incoming.csv")
    done = place(tmp_path).run("--year", 2019)
    assert is_one_line(done, "incoming.csv", "không phải là một tệp thường"), done


@pytest.mark.parametrize("register", ["corrections.csv", "identity-decisions.csv", "waivers.csv"])
def test_a_register_of_decisions_that_is_a_pipe_holds_the_report_back_and_keeps_nobody_waiting(
    office: Place, tmp_path: Path, register: str
) -> None:
    shutil.copytree(office.raw, tmp_path / "raw")
    os.mkfifo(tmp_path / "raw" / register)
    done = place(tmp_path).run("--year", 2019)
    assert (done.code, done.err) == (3, "")
    assert register in (tmp_path / "out" / "2019" / "gate.xml").read_text(encoding="utf-8")


def test_what_is_asked_of_a_terminal_in_a_form_for_files_is_wrong_usage(office: Place) -> None:
    assert hoptac_on_terminal("query", "select 1", "--format", "parquet", "--warehouse", office.warehouse).code == 2
