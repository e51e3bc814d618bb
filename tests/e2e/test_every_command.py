"""``--json`` and ``--quiet`` of every command that there is: one whole JSON value on standard output, or nothing; the same exit code."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
import pytest

from pipeline.cli import main
from tests.cli.terminal import hoptac_on_terminal
from tests.e2e.command import Done, Place, hoptac
from tests.e2e.conftest import AS_OF, ROOT

SENT = ("--sender", 615, "--form", "agency_report", "--year", 2019)
DOCUMENT = next((ROOT / "raw" / "2019" / "615").iterdir())
COLOUR = re.compile(r"\x1b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9\d)[;m]")


def commands(group: click.Group, *before: str) -> Iterator[tuple[str, ...]]:
    """The names of all that can be done."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, *before, name)
        else:
            yield (*before, name)


def asked(at: Place, home: Path) -> dict[tuple[str, ...], tuple[object, ...]]:
    """How each is asked on a copy of the shipped run, in an order in which each finds what it needs."""
    releases, warehouse = ("--releases", home / "releases"), ("--warehouse", at.warehouse, "--raw", at.raw)
    of_year = ("--year", 2019, *at.arguments, *releases)
    return {
        ("run",): (*of_year, "--as-of", AS_OF),
        ("gate",): of_year,
        ("templates",): ("--year", 2020, "--out", home / "templates"),
        ("check",): (DOCUMENT, *SENT),
        ("receive",): (DOCUMENT, *SENT, "--raw", home / "elsewhere"),
        ("remind",): ("--year", 2019, "--as-of", "2019-12-01", "--raw", at.raw),
        ("explain",): ("T1", "--year", 2019, *warehouse),
        ("trace",): (at.raw / DOCUMENT.relative_to(ROOT / "raw"), "Biểu 2", "K17", *warehouse),
        ("query",): ("select 1 as one", *warehouse),
        ("compare",): (2018, 2019, *warehouse),
        ("approve",): (*of_year, "--name", "Nguyễn Văn A"),
        ("release",): of_year,
        ("replay",): (home / "releases" / "2019" / "1", "--raw", at.raw),
        ("publish-public",): (*warehouse, *releases, "--out", home / "public.duckdb"),
        ("doctor",): (*at.arguments, *releases),
    }


@pytest.fixture(scope="module")
def said(shipped: tuple[Place, Done], tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[tuple[str, ...], Done]]:
    answers: dict[str, dict[tuple[str, ...], Done]] = {}
    for option in ("--json", "--quiet"):
        home = tmp_path_factory.mktemp(option.strip("-"))
        at = replace(shipped[0], raw=home / "raw", out=home / "out", warehouse=home / "w" / "hoptac.duckdb")
        shutil.copytree(shipped[0].raw, at.raw)
        shutil.copytree(shipped[0].out, at.out)
        shutil.copytree(shipped[0].warehouse.parent, at.warehouse.parent)
        answers[option] = {name: hoptac(*name, *words, option, cwd=home) for name, words in asked(at, home).items()}
    return answers


def test_all_commands_are_asked(said: dict[str, dict[tuple[str, ...], Done]]) -> None:
    assert sorted(said["--json"]) == sorted(commands(main))


def test_json_is_one_value_and_quiet_is_nothing(said: dict[str, dict[tuple[str, ...], Done]]) -> None:
    failed = {name: done for answers in said.values() for name, done in answers.items() if done.code not in (0, 3) or done.err}
    assert failed == {}
    for name, done in said["--json"].items():
        assert isinstance(json.loads(done.out), dict | list), name
    assert {name: done.out for name, done in said["--quiet"].items() if done.out} == {}
    assert [done.code for done in said["--json"].values()] == [done.code for done in said["--quiet"].values()]


def test_colours_are_left_out_where_nobody_wants_them(tmp_path: Path) -> None:
    shown = {wish: hoptac_on_terminal("check", DOCUMENT, *SENT, env={"NO_COLOR": wish}, cwd=tmp_path, whole=True).out for wish in ("", "1")}
    assert COLOUR.search(shown[""]) and not COLOUR.search(shown["1"])
