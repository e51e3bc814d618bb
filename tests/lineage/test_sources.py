"""The notes of the annexes' figures: as many cells as the explanation lists, the first of them, and how to ask for the rest."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.lineage.sources import NAMED, Key, Sources, note, read_sources
from tests.lineage.province import MENDED, YEAR, Built

Answers = dict[tuple[str, str], dict[str, Any]]


@pytest.fixture(scope="module")
def sources(built: Built) -> dict[Key, Sources]:
    copy = built.warehouse.with_name("sources.duckdb")  # the session holds the warehouse open with other settings
    copy.write_bytes(built.warehouse.read_bytes())
    return read_sources(copy, built.province, YEAR)


def cells_of(side: dict[str, Any]) -> list[dict[str, Any]]:
    if "contributions" not in side:
        return side["reported"]["cells"] if side["is_there"] else []
    return [cell for unit in side["contributions"] for cell in unit["cells"]]


def test_as_many_cells_as_the_explanation_lists_and_the_first_are_among_them(answers: Answers, sources: dict[Key, Sources]) -> None:
    seen = 0
    for (indicator, area), answer in answers.items():
        for side in (answer["this_year"], answer["previous_year"]):
            cells = cells_of(side)
            found = sources.get((indicator, side["reference_year"], area))
            assert (found.count if found else 0) == len(cells), (indicator, area)
            if found:
                listed = {(cell["path"], cell["sheet"], cell["cell"] or str(cell["row"])) for cell in cells}
                first = {(cell["path"], cell["sheet"], cell["cell"]) for cell in found.first}
                assert first <= listed and len(first) == min(NAMED, len(listed)), (indicator, area)
                seen += 1
    assert seen > 150


def test_a_note_says_how_to_ask_and_names_the_first_cells(sources: dict[Key, Sources]) -> None:
    key = ("T6", YEAR, MENDED)
    said = note(key, sources[key], "vi")
    assert said.startswith(f"Xem: hoptac explain T6 --year {YEAR} --area {MENDED} · {sources[key].count} ô nguồn: {YEAR}/{MENDED}/")
    assert said.endswith("; …") and " › Biểu 2 › " in said
    assert note(key, None, "en") == f"See: hoptac explain T6 --year {YEAR} --area {MENDED}"
