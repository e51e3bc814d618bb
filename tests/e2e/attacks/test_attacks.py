"""One whole run on what an attacker sends, then a look at every file that came out: nothing acts, nothing is lost, nothing is leaked."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import docx
import duckdb
import openpyxl
import pytest
from dagster import DagsterInstance

from tests.e2e.attacks.hostile import (
    AS_OF,
    ASTRAY,
    BOMB,
    CLIMBING,
    ENTITIES,
    FORMULAS,
    LIVE,
    LONGEST,
    MARKUP,
    NAMED,
    NAMES,
    OUTSIDE_ENTITY,
    SECRET,
    SHEET,
    SQL,
    TAGS,
    YEAR,
    build,
)
from tests.e2e.command import Done, Place, hoptac, place

LIVE_BEGINNING = re.compile(r"[=+\-@\t\r]")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(e[+-]?[0-9]+)?")


@dataclass(frozen=True)
class Attacked:
    home: Path
    run: Place
    done: Done

    @property
    def out(self) -> Path:
        return self.run.out / str(YEAR)

    def query(self, sql: str) -> list[dict]:
        return json.loads(hoptac("query", sql, "--format", "json", *self.run.arguments).out)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Attacked:
    home = tmp_path_factory.mktemp("attacked")
    build(home)
    run = place(home)
    return Attacked(home, run, run.run("--year", YEAR, "--as-of", AS_OF, "--quiet"))


def workbooks(attacked: Attacked) -> list[Path]:
    found = sorted(attacked.out.rglob("*.xlsx"))
    assert len(found) > 15
    return found


def test_the_run_ends_with_a_draft(attacked: Attacked) -> None:
    assert (attacked.done.code, attacked.done.err) == (3, "")


def test_every_name_is_kept_as_it_was_written_up_to_a_remark_in_brackets(attacked: Attacked) -> None:
    with duckdb.connect(str(attacked.run.warehouse), read_only=True) as connection:
        names = {name for (name,) in connection.execute("select name from mart.fct_unit_year where area_code = ?", [NAMED]).fetchall()}
        figures = connection.execute("select count(*) from mart.fct_indicator").fetchone()[0]
    written = {" ".join(re.split(r"[(\[]", name)[0].split()) for name in NAMES}
    assert written <= {" ".join((name or "").split()) for name in names}
    assert SQL in names and figures > 300


NOT_READ = {ENTITIES: "unreadable_file", OUTSIDE_ENTITY: "unreadable_file", BOMB: "oversized_file"} | dict.fromkeys(
    ASTRAY, "path_outside_raw"
)


def test_what_must_not_be_read_is_a_finding(attacked: Attacked) -> None:
    found = attacked.query(f"select distinct sender, rule from mart.fct_finding where severity = 'error' and reference_year = {YEAR}")
    assert NOT_READ.items() <= {(row["sender"], row["rule"]) for row in found}


def test_a_file_is_read_whatever_its_name(attacked: Attacked) -> None:
    (row,) = attacked.query(f"select path, was_read from mart.fct_submission where sender = '{FORMULAS}' and reference_year = {YEAR}")
    assert row["was_read"] and len(Path(row["path"]).name) == LONGEST and "\n" in row["path"]
    done = hoptac("trace", row["path"], "Biểu 2", "B9", "--warehouse", attacked.run.warehouse)
    assert "Traceback" not in done.err and "\x1b" not in done.out + done.err


def test_an_archive_with_members_outside_writes_nothing_outside(attacked: Attacked) -> None:
    climbed = [path for folder in (attacked.home, *list(attacked.home.parents)[:3]) for path in folder.glob("climbed.txt")]
    assert climbed == [] and not Path("/climbed.txt").exists() and not list(attacked.home.rglob("climbed.txt"))
    assert (
        attacked.query(f"select count(*) as n from mart.fct_submission where sender = '{CLIMBING}' and reference_year = {YEAR}")[0]["n"]
        == 1
    )


def test_nothing_outside_raw_is_shown_anywhere(attacked: Attacked) -> None:
    secrets = (SECRET.encode(), b"root:x:0:0")
    for path in attacked.out.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as parts:
                    data = b"".join(parts.read(name) for name in parts.namelist())
            assert not any(secret in data for secret in secrets), path


def test_no_cell_of_a_workbook_is_live(attacked: Attacked) -> None:
    shown: set[str] = set()
    for path in workbooks(attacked):
        with zipfile.ZipFile(path) as parts:
            assert not [name for name in parts.namelist() if "externalLink" in name or "vba" in name.lower()], path
            links = b"".join(parts.read(name) for name in parts.namelist() if name.endswith(".rels"))
        assert b"evil.example" not in links, path
        for sheet in openpyxl.load_workbook(path):
            for cell in (cell for row in sheet.iter_rows() for cell in row):
                if cell.data_type == "f":  # an office's own sum goes back with its file
                    assert (path.stem, cell.value) == (FORMULAS, "=SUM(1,2)"), (path, cell.coordinate, cell.value)
                elif isinstance(cell.value, str):
                    shown.add(cell.value)
    assert all(any(text.strip() in cell for cell in shown) for text in (*LIVE, SHEET))


def test_no_cell_of_a_csv_is_live(attacked: Attacked) -> None:
    files = sorted(attacked.out.rglob("*.csv"))
    assert len(files) > 10
    texts = [path.read_text(encoding="utf-8-sig") for path in files]
    texts.append(hoptac("query", "select name from mart.fct_unit_year", "--format", "csv", *attacked.run.arguments).out)
    cells = [cell for text in texts for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert [cell for cell in cells if LIVE_BEGINNING.match(cell) and not NUMBER.fullmatch(cell)] == []
    assert any(cell.startswith("'=cmd|") for cell in csv.reader(texts[-1].splitlines()) for cell in cell)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.bad: list[tuple] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "iframe", "object", "embed", "img", "base", "form"):
            self.bad.append((tag, attrs))
        self.bad += [(tag, name, value) for name, value in attrs if name.startswith("on") or "javascript:" in (value or "")]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_markup_is_text_on_the_quality_page_and_in_the_machines_file(attacked: Attacked) -> None:
    page = _Page()
    page.feed((attacked.out / f"chat-luong-{YEAR}.html").read_text(encoding="utf-8"))
    assert page.bad == []
    text = "".join(page.text)
    assert MARKUP[0] in text  # it is shown, as what it is
    cases = ElementTree.parse(attacked.out / "gate.xml").getroot()
    assert {element.tag for element in cases.iter()} <= {
        "testsuites",
        "testsuite",
        "testcase",
        "failure",
        "system-out",
        "properties",
        "property",
    }
    assert json.loads((attacked.out / "gate.json").read_text(encoding="utf-8"))["passed"] is False


def test_tags_are_text_in_the_report(attacked: Attacked) -> None:
    document = docx.Document(attacked.out / f"du-thao-bao-cao-{YEAR}.docx")
    text = "\n".join([p.text for p in document.paragraphs] + [c.text for t in document.tables for row in t.rows for c in row.cells])
    assert f"{TAGS[0]} {MARKUP[0]}" in text and TAGS[2] in text  # the reason and the signer of a waiver
    assert "<module" not in text and "__builtins__" not in text
    with zipfile.ZipFile(attacked.out / f"du-thao-bao-cao-{YEAR}.docx") as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(parts.read(name))
        assert b"evil.example" not in parts.read("word/_rels/document.xml.rels")


def test_dagsters_page_is_told_no_word_of_an_office(attacked: Attacked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it shows as Markdown, links or paths: a run's metadata, events and log."""
    from pipeline.definitions import defs

    paths = {"RAW": attacked.run.raw, "OUT": tmp_path / "out", "WAREHOUSE": tmp_path / "w.duckdb", "AS_OF": AS_OF}
    for name, path in paths.items():
        monkeypatch.setenv(f"HOPTAC_{name}", str(path))
    with DagsterInstance.ephemeral(str(tmp_path)) as instance:
        done = defs.resolve_job_def("end_to_end").execute_in_process(partition_key=str(YEAR), instance=instance)
        told = "".join(entry.to_json() for entry in instance.all_logs(done.run_id))
    assert done.success and "dagster/row_count" in told
    written = {text: {json.dumps(text, ensure_ascii=is_ascii)[1:-1] for is_ascii in (True, False)} for text in (*NAMES, SHEET, SECRET)}
    assert [text for text, ways in written.items() if any(way in told for way in ways)] == []


def test_explain_and_trace_of_such_a_name_are_inert(attacked: Attacked, tmp_path: Path) -> None:
    out = tmp_path / "t.xlsx"
    places = [*attacked.run.arguments[:2], *attacked.run.arguments[4:]]
    done = hoptac("explain", "III.1", "--year", YEAR, "--area", NAMED, "--format", "xlsx", "--out", out, *places)
    assert done.code == 0, done.err
    cells = [cell for sheet in openpyxl.load_workbook(out) for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert SQL in {cell.value for cell in cells}
    assert hoptac("explain", "III.1'; drop table mart.fct_indicator; --", "--year", YEAR, *places).code == 1
    assert attacked.query("select count(*) as n from mart.fct_indicator")[0]["n"] > 300
