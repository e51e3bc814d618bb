"""The command lines that README shows, with values for what it leaves open, in each form that the command can answer in."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click

from pipeline.cli import main

README = Path(__file__).resolve().parents[2] / "README.md"
MOMENT = "2019-12-14T23:59:59+07:00"
WHOLE_RUNS = ("run", "check", "approve", "release", "replay", "doctor")
IN_JSON = ("run", "check", "explain", "trace", "compare")  # the other commands' JSON: tests/e2e/test_every_command.py


def shown() -> list[str]:
    """Each line of README that begins with hoptac, up to its explanation, and each hoptac with words behind it in running text."""
    text = README.read_text(encoding="utf-8")
    lines = [re.split(r"\s{2,}", line.strip())[0] for line in text.splitlines() if line.startswith("    hoptac ")]
    told = [f"hoptac {words}" for words in re.findall(r"`hoptac ([^`]+)`", text)]
    return list(dict.fromkeys(line for each in lines + told for line in _commands_of(each)))


def _commands_of(line: str) -> Iterator[str]:
    for name in main.commands if "COMMAND" in line else [""]:
        yield line.replace("COMMAND", name)


def command_lines() -> list[tuple[str, ...]]:
    """The words of each line as they are typed, all alternatives and forms: optional words are said."""
    return list(dict.fromkeys(words for line in shown() for words in _forms(_alternatives(shlex.split(re.sub(r"[\[\]]", "", line))[1:]))))


def _alternatives(words: list[str]) -> list[list[str]]:
    made: list[list[str]] = [[]]
    for word in words:
        made = [[*before, choice] for before in made for choice in word.split("|")]
    return made


def _forms(lines: list[list[str]]) -> Iterator[tuple[str, ...]]:
    for words in lines:
        yield tuple(words)
        command = main.commands.get(words[0])
        if command is None or "--format" in words or "--help" in words:
            continue
        for option in command.params:
            if "--format" in option.opts and isinstance(option.type, click.Choice):
                for form in option.type.choices:
                    yield (*words, "--format", str(form), *(("--out", f"tra-loi.{form}") if form in ("xlsx", "parquet") else ()))
            if "--json" in option.opts and words[0] in IN_JSON:
                yield (*words, "--json")


def filled(words: tuple[str, ...], values: dict[str, str]) -> list[str]:
    """The words with what README leaves open: FILE, DIR, …; ``values`` go before what is here."""
    known = {
        "FILE": "den/bao-cao.xlsx",
        "DIR": "ra",
        "FILE.duckdb": "ra/cong-khai.duckdb",
        "--as-of …": MOMENT,
        "--name …": "Nguyễn Văn A",
        "releases/2019/…": "releases/2019/1",
    } | values
    given = []
    for before, word in zip(("", *words), words, strict=False):
        given.append(known.get(f"{before} {word}", known.get(word, word)))
    assert not any("…" in word for word in given), f"{given}: say here what stands for it"
    return given
