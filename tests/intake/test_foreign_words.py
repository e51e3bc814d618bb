"""Words of other countries in a workbook: no legacy encoding is seen in them."""

from __future__ import annotations

import pytest

from .books import UNITS, csv_text, page, xlsx
from .reading import findings, read
from .test_layouts import bare
from .test_legacy import to_tcvn3


@pytest.mark.parametrize(
    "word",
    [
        "Köln",
        "Tön",
        "Müller",
        "façade",
        "São Paulo",
        "Malmö",
        "Zürich",
        "Château",
        "Coöp",
        "Übung",
        "El Niño",
        "Crédit Agricole",
        "Ærø",
        "Cà phê Köln",
    ],
)
@pytest.mark.parametrize("change", [str, bare])
def test_other_countries_words_stay_as_they_are(word: str, change) -> None:
    """In a sheet in Unicode, with Vietnamese signs or without any."""
    item = page("unit_report", UNITS).mapped(change).put(3, 0, f"HTX {word}")
    for content in (xlsx(item), csv_text(item).encode()):
        parsed = read(content, "unit_report")
        assert (parsed.tables["unit_report"]["name"][0], findings(parsed, "legacy_text")) == (f"HTX {word}", [])


def test_a_lone_word_of_a_legacy_sheet_is_read_as_its_neighbours_are() -> None:
    item = page("unit_report", UNITS).mapped(to_tcvn3).put(3, 0, to_tcvn3("Tửn"))
    assert read(xlsx(item), "unit_report").tables["unit_report"]["name"][0] == "Tửn"
