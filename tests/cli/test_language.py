"""``--lang en``, before or after the command's name, is English throughout; without it all is Vietnamese, click's own words too."""

from __future__ import annotations

import ast
import gettext
import importlib
import pkgutil
import re
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner, Result

import pipeline
from pipeline.cli import main
from pipeline.system.errors import HoptacError
from pipeline.system.language import LOCALE, spoken

PROGRAM = Path(pipeline.__file__).parent
DIACRITICS = re.compile("[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
NAMES_OF_DATA = ("Biểu 2",)
COMMANDS = sorted(main.commands)
CLICKS_WORDS = re.compile(r"\b(Usage|Options|Commands|Show|Error|Try|Missing|Invalid|required|default|TEXT|INTEGER|PATH|FILE|DIRECTORY)\b")


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words, prog_name="hoptac")


def english(text: str) -> bool:
    text = " ".join(text.split())
    for name in (*NAMES_OF_DATA, str(PROGRAM)):
        text = text.replace(name, "")
    return not DIACRITICS.search(text)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_whole_in_each_language(command: str) -> None:
    for words in (("--lang", "en", command, "--help"), (command, "--lang", "en", "-h"), (command, "--help", "--lang=en")):
        help_en = run(*words)
        assert (help_en.exit_code, english(help_en.stdout)) == (0, True), help_en.stdout
    help_vi = run(command, "--help")
    assert help_vi.exit_code == 0
    assert not CLICKS_WORDS.search(help_vi.stdout), help_vi.stdout
    names = [name for parameter in main.commands[command].params for name in (*parameter.opts, *parameter.secondary_opts) if "-" in name]
    assert all(name in text for name in names for text in (help_en.stdout, help_vi.stdout))


def test_the_first_page_lists_every_command_with_a_whole_sentence() -> None:
    for words in (("--help",), ("--help", "--lang", "en")):
        page = run(*words)
        rows = page.stdout[page.stdout.rindex(":\n") :].splitlines()[1:]
        assert [row.split()[0] for row in rows] == COMMANDS
        assert all(row.endswith(".") and not row.endswith("...") and len(row) <= 80 for row in rows)
    assert english(run("--help", "--lang", "en").stdout) and not CLICKS_WORDS.search(run("--help").stdout)


WRONG = [
    ("rnu",),
    ("run", "--yaer", "2019"),
    ("run", "--year"),
    ("run", "--year", "x"),
    ("run", "--as-of", "2019-13-01"),
    ("run", "more"),
    ("gate",),
    ("gate", "--year", "2019", "--format", "pdf"),
    ("query",),
    ("query", "select 1", "--limit", "-1"),
    ("query", "select 1", "--seconds", "0"),
    ("explain", "T6", "--year", "2019", "--format", "xlsx"),
    ("trace", "a", "b", "c", "d"),
    ("remind", "--year", "2019", "--as-of", "yesterday"),
    ("receive", "x.xlsx", "--form", "agency_report", "--year", "2019"),
    ("receive", "x.xlsx", "--sender", "615", "--form", "agency_report", "--year", "2019", "--received-at", "31/12/2019"),
    ("approve", "--year", "2019", "--name", "A", "--at", "noon"),
    ("publish-public",),
    ("run", "--lang", "xx"),
]


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_wrong_usage_ends_with_two_and_says_so_in_the_language_asked_for(words: tuple[str, ...]) -> None:
    told_vi, told_en = run(*words), run(*(() if "xx" in words else ("--lang", "en")), *words)
    for told in (told_vi, told_en):
        assert (told.exit_code, told.stdout) == (2, ""), told.output
        assert "Traceback" not in told.stderr
    assert told_vi.stderr.splitlines()[-1].startswith("Lỗi: ") and not CLICKS_WORDS.search(told_vi.stderr)
    assert "xx" in words or (told_en.stderr.splitlines()[-1].startswith("Error: ") and english(told_en.stderr))


@pytest.mark.parametrize(
    "words",
    [
        ("query", "select 1", "--warehouse", "{home}/none.duckdb"),
        ("explain", "T6", "--year", "2019", "--warehouse", "{home}/none.duckdb"),
        ("trace", "a.xlsx", "K17", "--warehouse", "{home}/none.duckdb"),
        ("gate", "--year", "2019", "--warehouse", "{home}/none.duckdb"),
        ("run", "--year", "2019", "--raw", "{home}/none", "--warehouse", "{home}/w.duckdb"),
        ("remind", "--year", "2019", "--raw", "{home}/none"),
        ("remind", "--year", "1990", "--raw", "{home}"),
        ("templates", "--year", "1990", "--out", "{home}/t"),
        ("receive", "{home}/none.xlsx", "--sender", "615", "--form", "agency_report", "--year", "2019", "--raw", "{home}"),
        ("approve", "--year", "2019", "--name", "A", "--warehouse", "{home}/none.duckdb"),
        ("release", "--year", "2019", "--warehouse", "{home}/none.duckdb"),
        ("replay", "{home}"),
        ("publish-public", "--out", "{home}/p.duckdb", "--warehouse", "{home}/none.duckdb"),
        ("query", "select 1", "--province", "{home}", "--warehouse", "{home}/none.duckdb"),
    ],
    ids=lambda words: words[0],
)
def test_what_cannot_be_done_is_one_line_in_the_language_asked_for(words: tuple[str, ...], tmp_path: Path) -> None:
    words = tuple(word.format(home=tmp_path) for word in words)
    told_vi, told_en, before = run(*words), run("--lang", "en", *words), run(*words, "--lang", "en")
    for told in (told_vi, told_en, before):
        assert (told.exit_code, told.stdout, len(told.stderr.splitlines())) == (1, "", 1), (told.output, told.exception)
        assert told.stderr.startswith("hoptac: ")
    assert DIACRITICS.search(told_vi.stderr) and english(told_en.stderr) and told_en.stderr == before.stderr


def test_the_language_of_the_environment_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOPTAC_LANG", "en")
    assert english(run("--help").stdout) and not english(run("--help", "--lang", "vi").stdout)


def test_a_language_is_spoken_while_a_command_runs_and_no_longer() -> None:
    error = HoptacError("Chỉ nhận đúng một câu select.")
    with spoken("en"):
        assert str(error) == "One select statement is taken, and nothing else."
    assert str(error) == "Chỉ nhận đúng một câu select."


def _said_in_code() -> set[str]:
    """All that the code hands to gettext: ``_``, the sentences of errors, what help shows."""
    for module in pkgutil.walk_packages([str(PROGRAM)], "pipeline."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    said: set[str] = set()
    for file in PROGRAM.rglob("*.py"):
        calls = [node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call) and node.args]
        said |= {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant) and _is_gettext(call)}
    for command in (main, *main.commands.values()):
        texts = [command.help, *(getattr(option, "help", None) for option in command.params), *(p.metavar for p in command.params)]
        said |= {text for text in texts if text and DIACRITICS.search(text)}
    return {text for text in said if re.search(r"\w", re.sub(r"\{[^{}]*\}", "", text))}


def _is_gettext(call: ast.Call) -> bool:
    name = getattr(call.func, "id", "")
    return name == "_" or name in {kind.__name__ for kind in _kinds(HoptacError)} - {"ReceiveError"}


def _kinds(kind: type) -> set[type]:
    return {kind}.union(*(_kinds(below) for below in kind.__subclasses__()))


def test_each_sentence_of_the_code_has_its_english_with_the_same_places_and_no_other_is_kept() -> None:
    with (LOCALE / "en" / "LC_MESSAGES" / "hoptac.po").open("rb") as file:
        english_of = {message.id: message.string for message in read_po(file, locale="en") if message.id}
    said = _said_in_code()
    assert sorted(said - english_of.keys()) == [], "no English in hoptac.po"
    assert sorted(english_of.keys() - said) == [], "said nowhere"
    places = re.compile(r"\{[^{}]*\}")
    for sentence, translation in english_of.items():
        assert translation and english(translation), sentence
        assert len(places.findall(sentence)) == len(places.findall(translation)), sentence


def test_an_errors_sentence_is_no_ready_made_text() -> None:
    """One that is put together before it is raised could not be looked up."""
    kinds = {kind.__name__ for kind in _kinds(HoptacError)}
    for file in PROGRAM.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in kinds and node.args:
                assert not isinstance(node.args[0], ast.JoinedStr), f"{file}:{node.lineno}"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_compiled_words_are_those_that_people_edit(lang: str) -> None:
    folder = LOCALE / lang / "LC_MESSAGES"
    with (folder / "hoptac.po").open("rb") as file:
        written = {message.id: message.string for message in read_po(file, locale=lang) if message.id}
    with (folder / "hoptac.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for sentence, translation in written.items():
        if isinstance(sentence, tuple):
            assert [compiled.ngettext(*sentence, number) for number in (1, 2)] == [translation[0], translation[-1]], "make locale"
        else:
            assert compiled.gettext(sentence) == translation, "make locale"


def test_clicks_words_are_still_clicks() -> None:
    """A sentence that click words otherwise some day would be shown in English."""
    source = "".join(
        Path(module.__file__ or "").read_text() for module in (click.core, click.exceptions, click.types, click.formatting, click.parser)
    )
    with (LOCALE / "vi" / "LC_MESSAGES" / "hoptac.po").open("rb") as file:
        sentences = [message.id if isinstance(message.id, str) else message.id[0] for message in read_po(file, locale="vi") if message.id]
    gone = [text for text in sentences if " " in text and "[" not in text and text.isascii() and _quoted(text) not in source]
    assert not [text for text in gone if not text.isupper() and text not in ("Show the version and exit.", "Show this message and exit.")]


def _quoted(text: str) -> str:
    return text.replace("\n", "\\n").replace("\t", "\\t")
