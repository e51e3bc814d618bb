"""A traced cell is the cell: what the file itself holds there is what the figure was made of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.lineage.text.screen import explanation_text
from tests.lineage.province import AS_OF, FORMULA, MENDED, REPORT, SILENT, STRANGE, UNKNOWN, YEAR, Built

Answers = dict[tuple[str, str], dict[str, Any]]
SIDES = ("this_year", "previous_year")


class Files:
    """The raw workbooks, each opened once."""

    def __init__(self, raw: Path) -> None:
        self.raw, self.books = raw, {}

    def says(self, cell: dict[str, Any]) -> Any:
        if cell["path"] not in self.books:
            self.books[cell["path"]] = openpyxl.load_workbook(self.raw / cell["path"], data_only=True)
        return self.books[cell["path"]][cell["sheet"]][cell["cell"]].value


@pytest.fixture(scope="module")
def files(built: Built) -> Files:
    return Files(built.raw)


def test_figures_stand_in_the_file_where_the_trace_says(built: Built, answers: Answers, files: Files) -> None:
    seen = set()
    mended = (REPORT.format(year=YEAR, sender=MENDED), "{}{}".format(*built.mended))
    for indicator in ("T5", "T6", "T7", "I.2a", "I.3", "I.4", "I.5", "I.6", "I.7", "III.2"):
        for side in SIDES:
            for unit in answers[indicator, "62"][side]["contributions"]:
                for cell in unit["cells"]:
                    if cell["role"] in ("value", "weight") and (cell["path"], cell["cell"]) != mended:
                        assert round(files.says(cell) * cell.get("written_in", 1)) == cell["value"], cell
                        seen.add((cell["path"], cell["sheet"], cell["cell"]))
    assert len(seen) > 300


def test_conditions_stand_in_the_file_where_the_trace_says(answers: Answers, files: Files) -> None:
    words = {"rating", "operating_state"}
    seen = 0
    for indicator in ("T4", "I.1a", "III.1"):
        for unit in answers[indicator, "62"]["this_year"]["contributions"]:
            for cell in unit["cells"]:
                if cell["field"] in words and cell["value"] is not None:
                    assert files.says(cell) == cell["value"], cell
                    seen += 1
    assert seen > 50


def test_form_1_stands_in_the_file_where_the_trace_says(answers: Answers, files: Files) -> None:
    cells = [cell for item in ("I.1", "I.7a", "III.1b") for cell in answers[item, "62"]["previous_year"]["reported"]["cells"]]
    assert len(cells) == 9
    for cell in cells:
        assert files.says(cell) == cell["value"]


def test_a_blank_figure_leaves_its_unit_out_at_its_cell(answers: Answers, files: Files) -> None:
    blanks = [unit for key in (("T5", "62"), ("T6", "62"), ("T7", "62"), ("I.3", "62"), ("I.5", "62")) for side in SIDES
              for unit in answers[key][side]["left_out"] if unit["reason"] == "blank"]  # fmt: skip
    assert blanks
    for unit in blanks:
        cell = next(cell for cell in unit["cells"] if cell["role"] == "value")
        assert files.says(cell) in (None, "", "-", "…", "x")
        assert "trống" in unit["reason_text"]


def test_a_unit_that_no_registry_knows_is_left_out_and_named(answers: Answers) -> None:
    left = answers["T6", STRANGE]["this_year"]["left_out"]
    assert [unit["reason"] for unit in left if unit["name"] == UNKNOWN] == ["not_in_registry"]
    # The unit whose row was overwritten is not in biểu 2 any more, and says so.
    assert "not_in_report" in {unit["reason"] for unit in left}


def test_a_missing_report_is_named_with_its_units(answers: Answers) -> None:
    side = answers["T6", "62"]["this_year"]
    assert [(one["area_code"], one["sender"]) for one in side["missing"]] == [(SILENT, SILENT)]
    silent = [unit for unit in side["left_out"] if unit["reason"] == "report_missing"]
    assert silent
    assert {unit["area_code"] for unit in silent} == {SILENT}
    alone = answers["T6", SILENT]
    assert (alone["value"], alone["why_unknown"]) == (None, "no_report")
    assert alone["previous_year"]["value"] == alone["previous_value"] is not None
    # What rests on the registry alone does not miss it.
    assert answers["T1", SILENT]["value"] is not None
    assert answers["T1", "62"]["this_year"]["missing"] == []


def test_dissolved_and_inactive_units_say_why(answers: Answers) -> None:
    assert any(unit["reason"] == "dissolved" and unit["details"]["dissolved_on"] for unit in answers["T6", "62"]["this_year"]["left_out"])
    assert {"not_active"} <= {unit["reason"] for unit in answers["T4", "62"]["this_year"]["left_out"]}
    assert {unit["reason"] for unit in answers["III.1", "62"]["this_year"]["left_out"]} == {"tht_dissolved"}
    assert "not_member" in {unit["reason"] for unit in answers["T8", "62"]["this_year"]["left_out"]}
    assert "other_type" in {unit["reason"] for unit in answers["T8", "62"]["this_year"]["left_out"]}


def test_a_mended_cell_gives_its_new_value_and_says_so(built: Built, answers: Answers, files: Files) -> None:
    side = answers["T6", MENDED]["this_year"]
    column, row = built.mended
    cell = next(cell for unit in side["contributions"] for cell in unit["cells"] if cell["cell"] == f"{column}{row}")
    assert cell["value"] == files.says(cell) + 1
    assert [(one["cell"], one["value"], one["signed_by"]) for one in side["corrections"]] == [
        (cell["cell"], str(cell["value"]), "Nguyễn Văn A")
    ]
    assert answers["T5", MENDED]["this_year"]["corrections"] == []


def test_a_corrected_report_names_what_it_replaced(answers: Answers) -> None:
    documents = answers["T6", MENDED]["previous_year"]["documents"]
    corrected = [document for document in documents if document["version"] == 2]
    assert [(document["sender"], [old["version"] for old in document["replaces"]]) for document in corrected] == [(MENDED, [1])]
    assert corrected[0]["received_at"] == "2019-04-18T09:45:00+07:00"
    assert AS_OF.year == YEAR + 1


def test_findings_of_the_figures_own_cells_and_missing_documents(answers: Answers) -> None:
    def rules(indicator: str, area: str) -> set[str]:
        return {finding["rule"] for finding in answers[indicator, area]["this_year"]["findings"]}

    assert rules("T6", MENDED) == {"figure_off_by_ten"}
    assert rules("T5", MENDED) == set()  # the same row, another column
    assert rules("T4", MENDED) >= {"unit_rated_too_young"}
    waived = [finding for finding in answers["T6", "62"]["this_year"]["findings"] if finding["is_waived"]]
    assert [(finding["rule"], finding["waiver_reason"], finding["waiver_signed_by"]) for finding in waived] == [
        ("submission_missing", "Huyện gửi sau", "Trần Thị B")
    ]
    assert rules("T1", "62") == set()


def test_a_name_like_a_formula_is_a_name(answers: Answers) -> None:
    assert FORMULA in {unit["name"] for unit in answers["III.1", STRANGE]["this_year"]["contributions"]}


def test_the_day_a_unit_left_the_alliance_is_shown(answers: Answers, files: Files) -> None:
    units = [unit for side in SIDES for unit in answers["T8", "62"][side]["left_out"] if unit["reason"] == "not_member"]
    left = [cell for unit in units for cell in unit["cells"] if cell["field"] == "left_on"]
    assert left
    text = explanation_text(answers["T8", "62"])
    for cell in left:
        assert cell["value"] and str(files.says(cell))
        assert cell["cell"] in text
