"""Biểu 1's items are known by their words and the group they stand in, never by the running number."""

from __future__ import annotations

import pytest

from .books import FORMS, ITEMS, page, xlsx
from .reading import errors, read, values

CODES = [item.item for item in FORMS.form("total_item").items]
PLAIN = values(read(xlsx(page("total_item", ITEMS)), "total_item"), "total_item")


def figures(content: bytes) -> dict[str, tuple[float, float]]:
    read_back = values(read(content, "total_item"), "total_item")
    return dict(zip(read_back["item"], zip(read_back["value"], read_back["previous_value"], strict=True), strict=True))


def test_each_item_once_in_the_form_s_order() -> None:
    assert PLAIN["item"] == CODES


def test_money_is_in_dong_and_steps_are_as_written() -> None:
    at = CODES.index("I.4")
    assert PLAIN["value"][at] == ITEMS[at]["value"] * 10**6
    assert (PLAIN["value_step"][at], PLAIN["previous_step"][at]) == (10_000.0, 1_000_000.0)
    assert PLAIN["value_step"][0] == 1.0


def test_groups_bullets_and_running_numbers() -> None:
    rows = []
    for item, row in zip(FORMS.form("total_item").items, ITEMS, strict=True):
        if item.item in ("I.1", "II.1", "III.1"):
            rows.append({"label": {"I": "I. HỢP TÁC XÃ", "II": "II. LIÊN HIỆP HTX", "III": "III. TỔ HỢP TÁC"}[item.group]})
        label = row["label"].removeprefix("trong đó: ")
        rows.append(
            row | {"label": f"- Trong đó: + {label}" if label != row["label"] else f"{len(rows)}. {label}", "unit_text": row["unit_text"]}
        )
    parsed = read(xlsx(page("total_item", rows)), "total_item")
    assert errors(parsed) == []
    assert parsed.tables["total_item"]["item"] == CODES


@pytest.mark.parametrize("units", [True, False])
def test_the_same_words_in_several_groups(units: bool) -> None:
    """Without units of measure the group last named decides."""
    rows = [row if units or "đồng" in row["unit_text"] else row | {"unit_text": None} for row in ITEMS]
    parsed = read(xlsx(page("total_item", rows)), "total_item")
    assert errors(parsed) == []
    assert parsed.tables["total_item"]["item"] == CODES


def test_extra_rows_of_another_group_are_not_taken_for_items() -> None:
    extra = [
        {"label": "đang hoạt động", "unit_text": "LHHTX", "value": 1, "previous_value": 1},
        {"label": "giải thể", "unit_text": "LHHTX", "value": 0},
    ]
    at = CODES.index("II.1b")
    content = xlsx(
        page("total_item", [*ITEMS[:at], *extra, *ITEMS[at:], {"label": "thành viên mới", "unit_text": "thành viên", "value": 4}])
    )
    assert errors(read(content, "total_item")) == []
    assert figures(content) == figures(xlsx(page("total_item", ITEMS)))


def test_abbreviations_and_long_forms_are_one() -> None:
    long = {"HTX": "hợp tác xã", "THT": "tổ hợp tác"}
    rows = []
    for row in ITEMS:
        label = row["label"]
        for short, full in long.items():
            label = label.replace(full, short) if full in label else label.replace(short, full)
        rows.append(row | {"label": label})
    parsed = read(xlsx(page("total_item", rows)), "total_item")
    assert errors(parsed) == []
    assert parsed.tables["total_item"]["item"] == CODES


def test_a_peer_of_the_other_year_settles_a_point() -> None:
    at = CODES.index("I.4")
    rows = [row | ({"value": "1.234", "previous_value": 1180.5} if number == at else {}) for number, row in enumerate(ITEMS)]
    parsed = read(xlsx(page("total_item", rows)), "total_item")
    assert parsed.tables["total_item"]["value"][at] == 1_234_000_000
    assert errors(parsed) == ["number_decided_by_size"]


@pytest.mark.parametrize(("unit", "factor"), [("nghìn đồng/năm", 10**3), ("tỷ đồng", 10**9), ("đồng", 1), ("tr.đ", 10**6)])
def test_each_row_has_its_own_unit_of_money(unit: str, factor: int) -> None:
    at = CODES.index("I.5")
    rows = [row | ({"unit_text": unit} if number == at else {}) for number, row in enumerate(ITEMS)]
    assert figures(xlsx(page("total_item", rows)))["I.5"][1] == ITEMS[at]["previous_value"] * factor


def test_columns_of_plans_and_comparisons_are_not_figures() -> None:
    item = page("total_item", ITEMS)
    for position, text in enumerate(("Kế hoạch năm 2019", "So sánh (%)", "Kế hoạch năm 2020", "Ghi chú"), start=4):
        item = item.put(2, position, text).put(3, position, 99)
    parsed = read(xlsx(item), "total_item")
    assert errors(parsed) == []
    assert values(parsed, "total_item") == PLAIN


def test_every_item_is_known_by_its_own_label_in_its_group() -> None:
    from pipeline.intake.item_labels import labels_of

    form = FORMS.form("total_item")
    assert [labels_of(form, FORMS).item(item.label, item.unit, item.group) for item in form.items] == [*form.items]
