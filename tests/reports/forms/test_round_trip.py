"""A filled template reads back without loss and without a finding, as saved by a spreadsheet program too."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import config
from pipeline.config.form import Form
from pipeline.intake import forms as definitions
from pipeline.reports.forms.write import workbook_bytes

from .filled import fill, read_back, rows_read, soffice_resave

PROVINCE = config.load()


def choices_of(form: Form) -> dict[str, tuple[str, ...]]:
    """What the lists of a sheet offer: the form's words, or fewer."""
    lists = definitions.load().words.lists
    return {name: field.choices or tuple(lists[field.words]) for name, field in form.fields.items() if field.words}


def filled(obligations, year: int, random: Random, count: int = 12):
    """Workbooks filled in and what they should read back as, both by (sender, form)."""
    files, expected = {}, {}
    for owed in obligations:
        key = (owed.sender, owed.form)
        files[key], expected[key] = fill(workbook_bytes(PROVINCE, owed, year), owed, choices_of, random, count)
    return files, expected


def _left_blank(expected, year: int) -> list[str]:
    """Biểu 1's columns of figures that nobody wrote anything in: reading says so."""
    (form,) = (form for form in definitions.load().forms if form.items)
    labels = {name: form.fields[name].label.format(year=year, previous=year - 1) for name in form.figures_by_year}
    sheets = [of_tables[form.table] for of_tables in expected.values() if form.table in of_tables]
    return [label for rows in sheets for name, label in labels.items() if all(row[name] is None for row in rows)]


def assert_reads_back(files, expected, folder, year: int) -> None:
    tables = read_back(files, folder, PROVINCE, year)
    # columns of lists that chance left blank are said as well: tests/intake/test_columns.py
    by_chance = ("column_not_filled", "form_empty")  # all answers may have been drawn blank
    found = [(item["rule"], item["value"]) for item in tables["finding"].to_dicts() if item["rule"] not in by_chance]
    assert sorted(found) == sorted(("column_blank", label) for label in _left_blank(expected, year))
    assert tables["submission"]["was_read"].to_list() == [True] * len(files)
    for (sender, _), of_tables in expected.items():
        for table, rows in of_tables.items():
            assert rows_read(tables, table, sender, list(rows[0])) == rows


@pytest.mark.parametrize("year", [2019, 2026])
def test_every_template_reads_back_as_it_was_filled_in(tmp_path, year):
    obligations = PROVINCE.obligations_of(year)
    assert obligations
    files, expected = filled(obligations, year, Random(year))
    assert {table for tables in expected.values() for table in tables} >= {
        "registry_unit",
        "alliance_member",
        "rating_report",
        "training_class",
    }
    assert_reads_back(files, expected, tmp_path, year)


@pytest.mark.parametrize("sender", ["615", "SKHDT"])
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(random=st.randoms(use_true_random=False), count=st.integers(1, 45))
def test_any_rows_read_back(tmp_path_factory, sender, random, count):
    obligations = [owed for owed in PROVINCE.obligations_of(2019) if owed.sender == sender]
    assert_reads_back(*filled(obligations, 2019, random, count), tmp_path_factory.mktemp("filled"), 2019)


@pytest.mark.e2e
def test_a_template_saved_by_libreoffice_reads_back(tmp_path):
    obligations = [owed for owed in PROVINCE.obligations_of(2019) if owed.sender in ("615", "SKHDT", "SNNPTNT", "LMHTX")]
    files, expected = filled(obligations, 2019, Random(5))
    saved = soffice_resave({f"{sender}-{form}.xlsx": content for (sender, form), content in files.items()}, tmp_path)
    assert_reads_back({key: saved[f"{key[0]}-{key[1]}.xlsx"] for key in files}, expected, tmp_path, 2019)
