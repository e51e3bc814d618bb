"""Every command line of README does what it says, in each of its forms: in both languages in this process, and for ``make e2e`` as a
process of its own on a terminal and through a pipe, in one language here and in the other there: all pairs of form, language and way."""

from __future__ import annotations

import contextlib
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import openpyxl
import pytest
from click.testing import CliRunner

from pipeline.cli import main
from tests.cli.command_lines import WHOLE_RUNS, command_lines, filled, shown
from tests.cli.terminal import hoptac_on_terminal
from tests.cli.test_language import DIACRITICS, PROGRAM
from tests.e2e.command import Done, hoptac
from tests.simulator import simulate, small, write_raw

LINES = command_lines()
# where, and the languages of every other line; what is signed, released and made again is so in that of the run before it
ACTS = ("approve", "release", "replay")
WAYS = [("here", "vi", "vi"), ("here", "en", "en"), ("terminal", "vi", "en"), ("pipe", "en", "vi")]
SEED = 9


@dataclass(frozen=True)
class Desk:
    """Where a clerk stands and types: ``home`` holds raw/ and what a run left."""

    home: Path
    where: str = "pipe"
    lang: str = "vi"

    @property
    def warehouse(self) -> Path:
        return self.home / "warehouse" / "hoptac.duckdb"

    def types(self, words: tuple[str, ...]) -> Done:
        given = filled(words, self.values())
        said = [*given, *(() if self.lang == "vi" else ("--lang", "en"))]
        return {"terminal": hoptac_on_terminal, "pipe": hoptac, "here": called}[self.where](*said, cwd=self.home)

    def values(self) -> dict[str, str]:
        """A cell of district 615 for README's."""
        if not self.warehouse.exists():
            return {}
        path, sheet, row, column = self.ask(
            """select s.path, s.sheet, s.row, c.column_letter from mart.fct_figure_source as s
            join mart.dim_column as c on c.path = s.path and c.sheet = s.sheet and c.field = 'members'
            where s.path like '2019/615/%' and s.unit_key is not null order by s.row limit 1"""
        )[0]
        return {"2019/615/….xlsx": path, "Biểu 2": sheet, "K17": f"{column}{row}"}

    def ask(self, sql: str) -> list[tuple]:
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def names(self) -> list[str]:
        """What data are called: a name is in Vietnamese in either language."""
        columns = self.ask(
            """select table_name, column_name from information_schema.columns
            where table_schema = 'mart' and data_type = 'VARCHAR' and regexp_matches(column_name,
              '^(name|newest_name|name_as_written|.*area_name|commune_name|agency_name|indicator_name|target_document|path|sheet|note|document_no|code|header|signed_by|head|province)$')"""
        )
        found = {text for table, column in columns for (text,) in self.ask(f'select distinct "{column}" from mart.{table}') if text}
        return sorted({" ".join(text.split()) for text in found} | {"Nguyễn Văn A", "Biểu 2", "đồng"}, key=len, reverse=True)


def called(*words: str, cwd: Path) -> Done:
    with contextlib.chdir(cwd):
        done = CliRunner().invoke(main, words, prog_name="hoptac")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Done(done.exit_code, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Done]:
    """A small province whose report passes the gate, run by README's first line."""
    desk = Desk(tmp_path_factory.mktemp("office"))
    write_raw(simulate(small(htx=12, years=2), seed=SEED), desk.home / "raw", "plain")
    done = desk.types(LINES[0])
    letter = next((desk.home / "raw" / "2019" / "615").glob("*.xls*"))
    book = openpyxl.load_workbook(letter)
    book.properties.title = "Gửi lại"
    (desk.home / "den").mkdir()
    book.save(desk.home / "den" / "bao-cao.xlsx")
    return desk, done


@pytest.fixture(scope="module")
def homes(ran: tuple[Desk, Done], tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, ...], Path]:
    """By way, the folder in which its lines are typed one after the other."""
    return {way: shutil.copytree(ran[0].home, tmp_path_factory.mktemp("desk") / "home") for way in WAYS}


def test_readme_shows_every_command() -> None:
    assert {line.split()[1] for line in shown()} >= set(main.commands)


def test_the_first_line_runs_a_year(ran: tuple[Desk, Done]) -> None:
    assert (ran[1].code, ran[1].err) == (0, "")
    says_run(ran[0], LINES[0], ran[1].out)


def typed() -> list[object]:
    """Ways and their lines. A whole run ends its process: none is in this one."""
    found = []
    for way in WAYS:
        for number, words in enumerate(LINES):
            if way[0] != "here" or words[0] not in WHOLE_RUNS or "--help" in words:
                lang = way[2] if words[0] in ACTS else way[1 + number % 2]
                marks = () if way[0] == "here" else pytest.mark.e2e
                found.append(pytest.param(way, lang, words, marks=marks, id=f"{way[0]}-{lang}-{' '.join(words)}"))
    return found


@pytest.mark.parametrize(("way", "lang", "words"), typed())
def test_a_line_of_readme(homes: dict[tuple[str, ...], Path], way: tuple[str, ...], lang: str, words: tuple[str, ...]) -> None:
    desk = Desk(homes[way], way[0], lang)
    done = desk.types(words)
    assert done.code == 0 and "Traceback" not in done.out + done.err, done.out + done.err
    if desk.where != "terminal":
        assert done.err == ""
    assert done.out.strip()
    if "--help" not in words and words[0] in SAYS:
        SAYS[words[0]](desk, words, done.out)
    if desk.lang == "en" and not {"json", "--json", "junit", "csv"} & set(words):
        left = " ".join(re.sub(r"[┏┓┗┛━─┌┐└┘╇╈┡┩╷╵]", " ", by_column(done.out)).split())
        for name in (*desk.names(), str(PROGRAM)):
            left = left.replace(name, "")
        assert not DIACRITICS.search(left), [word for word in left.split() if DIACRITICS.search(word)]


def says_run(desk: Desk, words: tuple[str, ...], out: str) -> None:
    if "--json" in words:
        summary = json.loads(out)
        assert len(summary["targets"]) == 9 and all(Path(path).exists() for path in summary["files"])
        return
    lines = out.splitlines()
    assert all(any(line.startswith(f"T{number}  ") for line in lines) for number in range(1, 10))
    files = [Path(line.strip()) for line in lines[-8:]]
    assert all(path.exists() for path in files) and {path.name for path in files} == {
        path.name for path in (desk.home / "out" / "2019").iterdir()
    }


def by_column(out: str) -> str:
    """The same text, but a drawn table's cells, folded over lines, one column after the other."""
    drawn = [line for line in out.splitlines() if line.startswith(("│", "┃"))]
    columns = zip_longest(*(re.split("[│┃]", line) for line in drawn), fillvalue="")
    return " ".join([*(line for line in out.splitlines() if line not in drawn), *(" ".join(column) for column in columns)])


def says_gate(desk: Desk, words: tuple[str, ...], out: str) -> None:
    if "json" in words:
        assert json.loads(out)["passed"] is True
    elif "junit" in words:
        assert ElementTree.fromstring(out.encode()).tag == "testsuites"
    else:
        assert out.startswith({"vi": "ĐẠT", "en": "PASSED"}[desk.lang])
        assert re.search(
            {"vi": r"^0 lỗi, \d+ cảnh báo, \d+ ghi nhận\.$", "en": r"^0 errors, \d+ warnings, \d+ notes\.$"}[desk.lang], out, re.M
        )


def says_remind(desk: Desk, words: tuple[str, ...], out: str) -> None:
    assert Path(out.splitlines()[-1]).parent == desk.home / "ra" and Path(out.splitlines()[-1]).is_file()


def says_templates(desk: Desk, words: tuple[str, ...], out: str) -> None:
    paths = [Path(line) for line in out.splitlines()]
    assert len(paths) > 20 and all(path.is_file() and path.is_relative_to(desk.home / "ra") for path in paths)


def says_receive(desk: Desk, words: tuple[str, ...], out: str) -> None:
    register = (desk.home / "raw" / "incoming.csv").read_text(encoding="utf-8").splitlines()
    path = register[-1].split(",")[4]
    assert path.startswith("2019/615/") and (desk.home / "raw" / path).is_file() and path in out


def says_check(desk: Desk, words: tuple[str, ...], out: str) -> None:
    if "--json" in words:
        assert json.loads(out)["counts"]["error"] == 0
    else:
        assert {"vi": "0 lỗi, ", "en": "0 errors, "}[desk.lang] in out and max(map(len, out.splitlines())) <= 80


def says_explain(desk: Desk, words: tuple[str, ...], out: str) -> None:
    units = [
        name
        for (name,) in desk.ask(
            "select name from mart.fct_unit_year where reference_year = 2019 and area_code = '615'"
            " and members > 0 and unit_type = 'HTX' and in_existence"
        )
    ]
    assert units
    if "xlsx" in words:
        assert len(openpyxl.load_workbook(desk.home / "tra-loi.xlsx").sheetnames) > 1
    elif {"json", "--json"} & set(words):
        told = json.loads(out)
        assert told["this_year"]["reproduces"] is True and {unit["name"] for unit in told["this_year"]["contributions"]} >= set(units)
    else:
        text = " ".join(out.split())
        assert text.startswith("T6 · ") and all(" ".join(name.split()) in text for name in units)
        assert max(map(len, out.splitlines())) <= 80


def says_trace(desk: Desk, words: tuple[str, ...], out: str) -> None:
    if "xlsx" in words:
        assert openpyxl.load_workbook(desk.home / "tra-loi.xlsx").sheetnames
    elif {"json", "--json"} & set(words):
        assert json.loads(out)["cell"] == desk.values()["K17"]
    else:
        assert "T6" in out and desk.values()["K17"] in out


def says_query(desk: Desk, words: tuple[str, ...], out: str) -> None:
    columns = [name for (name,) in desk.ask("select column_name from information_schema.columns where table_name = 'fct_indicator'")]
    if "json" in words:
        assert [list(row) for row in json.loads(out)] == [columns] * 5
    elif "csv" in words:
        assert out.splitlines()[0].split(",") == columns and len(out.splitlines()) == 6
    elif "--out" in words:
        assert Path(out.strip()).stat().st_size > 1000 and out.strip().endswith(words[-1])
    else:
        assert {"vi": "\n5 dòng.", "en": "\n5 rows."}[desk.lang] in out and all(name in " ".join(out.split()) for name in columns)
        assert desk.where != "terminal" or max(map(len, out.splitlines())) <= 80


def says_compare(desk: Desk, words: tuple[str, ...], out: str) -> None:
    [(before, after)] = desk.ask(
        "select previous_value, value from mart.fct_indicator where (indicator, area_code, reference_year) = ('T6', '62', 2019)"
    )
    if "json" in words:
        rows = [list(row.values()) for row in json.loads(out)]
        assert [row[4:7] for row in rows if row[0] == "T6" and "Kon Tum" in row[2]][-1] == [before, after, after - before]
        [income] = desk.ask("select value / 1e6 from mart.fct_indicator where (indicator, area_code, reference_year) = ('T7', '62', 2019)")
        assert [row[3:6] for row in rows if row[0] == "T7" and "Kon Tum" in row[2]][-1][::2] == [
            {"vi": "triệu đồng/người/năm", "en": "million đồng per person a year"}[desk.lang],
            *income,
        ]
    elif "--out" not in words:
        assert "T6" in out and "T9" in out


def says_release(desk: Desk, words: tuple[str, ...], out: str) -> None:
    assert Path(out.strip()) == desk.home / "releases" / "2019" / "1" and (desk.home / "releases" / "2019" / "1").is_dir()


def says_replay(desk: Desk, words: tuple[str, ...], out: str) -> None:
    assert {"vi": "giống hệt từng byte", "en": "the same, byte for byte"}[desk.lang] in out


def says_public(desk: Desk, words: tuple[str, ...], out: str) -> None:
    path = desk.home / "ra" / "cong-khai.duckdb"
    assert out.startswith(f"{path}: ") and path.is_file()


SAYS: dict[str, Callable[[Desk, tuple[str, ...], str], None]] = {
    "run": says_run,
    "gate": says_gate,
    "remind": says_remind,
    "templates": says_templates,
    "check": says_check,
    "receive": says_receive,
    "explain": says_explain,
    "trace": says_trace,
    "query": says_query,
    "compare": says_compare,
    "release": says_release,
    "replay": says_replay,
    "publish-public": says_public,
}
