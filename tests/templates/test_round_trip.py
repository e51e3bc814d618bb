"""A filled template reads back without loss and without a finding, as saved by a spreadsheet program too."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import config
from pipeline.intake import forms as definitions
from pipeline.intake.forms import Form
from pipeline.intake.read import read_raw
from pipeline.intake.receive import receive
from pipeline.reports.blank_words import layout
from pipeline.reports.templates_xlsx import workbook_bytes, write_templates

from .filled import as_rows, fill, read_back, soffice_resave

PROVINCE = config.load()
SOFFICE = shutil.which("soffice")


def choices_of(form: Form) -> dict[str, tuple[str, ...]]:
    """What the lists of a sheet offer: the form's words, or fewer."""
    lists = definitions.load().words.lists
    return {name: tuple(lists[field.words]) for name, field in form.fields.items() if field.words} | layout().tables[form.table].choices


def filled(owed: config.Obligation, year: int, random: Random, count: int = 12):
    return fill(workbook_bytes(PROVINCE, owed, year), owed, choices_of, random, count)


def assert_same(parsed, expected) -> None:
    assert parsed.findings == []
    assert set(parsed.tables) == set(expected)
    for table, rows in expected.items():
        assert as_rows(parsed, table, list(rows[0])) == rows


@pytest.mark.parametrize("year", [2019, 2026])
def test_every_template_reads_back_as_it_was_filled_in(year):
    obligations = PROVINCE.obligations_of(year)
    assert obligations
    for owed in obligations:
        content, expected = filled(owed, year, Random(f"{owed.sender} {owed.form} {year}"))
        assert_same(read_back(content, PROVINCE, owed, year), expected)


DISTRICT = next(owed for owed in PROVINCE.obligations_of(2019) if owed.sender == "615")
REGISTRY = next(owed for owed in PROVINCE.obligations_of(2019) if owed.form == "registry_extract")


@pytest.mark.parametrize("owed", [DISTRICT, REGISTRY], ids=["district", "registry"])
@settings(max_examples=8, deadline=None)
@given(random=st.randoms(use_true_random=False), count=st.integers(1, 45))
def test_any_rows_read_back(owed, random, count):
    content, expected = filled(owed, 2019, random, count)
    assert_same(read_back(content, PROVINCE, owed, 2019), expected)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_a_template_saved_by_libreoffice_reads_back(tmp_path):
    files, wanted = {}, {}
    for owed in PROVINCE.obligations_of(2019):
        if owed.sender in ("615", "SKHDT", "SNNPTNT", "LMHTX"):
            name = f"{owed.sender}-{owed.form}.xlsx"
            files[name], expected = filled(owed, 2019, Random(name))
            wanted[name] = (owed, expected)
    for name, content in soffice_resave(files, tmp_path, SOFFICE).items():
        owed, expected = wanted[name]
        assert_same(read_back(content, PROVINCE, owed, 2019), expected)


def test_a_filled_template_received_into_raw_is_read_from_there(tmp_path):
    raw = tmp_path / "raw"
    write_templates(tmp_path / "blank", PROVINCE, 2019)
    content, expected = filled(DISTRICT, 2019, Random(1))
    file = tmp_path / "blank" / "615-agency_report-2019.xlsx"
    file.write_bytes(content)
    receive(file, raw, PROVINCE, "615", "agency_report", 2019, datetime(2019, 12, 9, 9, 20, tzinfo=UTC))
    tables = read_raw(raw, PROVINCE, datetime(2019, 12, 31, tzinfo=UTC))
    assert tables["finding"].is_empty()
    assert tables["unit_report"]["revenue_vnd"].to_list() == [row["revenue"] for row in expected["unit_report"]]
    assert tables["submission"]["was_read"].to_list() == [True]
