"""Biểu 1's rows → items. The words decide which item a row is, and the group it stands in where the words occur in several.

``thành lập mới`` stands under cooperatives, unions and groups: the unit of measure tells which, else the group last named.
Not here: other tables' rows (``table``), figures (``figures``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.intake import money
from pipeline.intake.forms import ORDINAL, Form, Forms, Item
from pipeline.intake.grid import Sheet
from pipeline.intake.header import Header
from pipeline.intake.numbers import is_blank
from pipeline.intake.text import key, tidy, words

_LEAD = re.compile(r"^\s*(?:[IVX]{1,4}\s*[.)\-:]|\d{1,2}(?:\.\d{1,2})*\s*[.)\-:]?(?=\s|[.)\-:])|[a-zđ]\s*[.)](?=\s|\S)|[-–+*•·])\s*", re.IGNORECASE)
_OF_WHICH = ("trong", "do")
_ROMAN = re.compile(r"([IVX]{1,4})(?:[.)\-:\s]|$)")


@dataclass(frozen=True)
class ItemRow:
    """A row of the block that is an item of biểu 1; ``scale``: đồng per unit written, 1 for counts, None where no unit is known."""

    index: int
    item: str
    label: str
    unit_text: str | None
    scale: int | None
    is_money: bool


def item_rows(sheet: Sheet, header: Header, forms: Forms, unit_above: int | None, say: Callable[..., None]) -> list[ItemRow]:
    """The items below a header, each once. ``say(rule, row_index, column_index, value, **detail)`` tells what is odd."""
    form, columns = header.form, header.columns
    labels = _index(form, forms)
    merged = _merged_down(sheet, columns.get("unit_text"))
    found: dict[str, ItemRow] = {}
    group: str | None = None
    for index in range(header.last + 1, len(sheet.cells)):
        row = sheet.cells[index]
        label = _text(row[columns["label"]])
        group = _group(row, label, header, forms) or group
        figures = [row[columns[name]] for name in ("value", "previous_value") if name in columns]
        has_figures = any(cell != "" and not (type(cell) is str and is_blank(tidy(cell))) for cell in figures)
        has_trouble = any((sheet.row(index), sheet.left + columns[name]) in sheet.troubles for name in ("value", "previous_value") if name in columns)
        if not label or is_blank(label):
            continue
        if not has_figures and not has_trouble and _is_footer(row, forms):
            break
        unit_cell = merged.get(index, row[columns["unit_text"]]) if "unit_text" in columns else ""
        unit_text = _text(unit_cell)
        unit_text = None if is_blank(unit_text) else unit_text
        item = _item(label, unit_text, group, form, forms, labels)
        if item is None:
            if has_figures and not _is_heading(label, form, forms) and not _is_numbers(row):
                say("item_unknown", index, columns["label"], label)
            continue
        if sheet.hidden_rows and sheet.row(index) in sheet.hidden_rows:
            say("hidden_row", index, None, label)
            continue
        group = item.group
        if item.item in found:
            say("item_twice", index, columns["label"], label, item=item.item, first_row=sheet.row(found[item.item].index))
            continue
        is_money = "đồng" in item.unit
        scale = (money.of_unit(unit_text) if unit_text else unit_above) if is_money else 1
        if not is_money and unit_text and money.of_unit(unit_text) is not None:
            say("item_unit_unclear", index, columns.get("unit_text"), unit_text, item=item.item, expected=item.unit)
            continue
        found[item.item] = ItemRow(index, item.item, label, unit_text, scale, is_money)
    for item in form.items:
        if item.item not in found:
            say("item_missing", None, None, f"{item.item} {item.label}", item=item.item)
    return list(found.values())


def _index(form: Form, forms: Forms) -> dict[str, list[Item]]:
    index: dict[str, list[Item]] = {}
    for item in form.items:
        for label in (item.label, *item.labels):
            for variant in _variants(label):
                for found in forms.words.keys(variant):
                    if item not in index.setdefault(found, []):
                        index[found].append(item)
    return index


def _variants(label: str) -> list[str]:
    """A label as written, without its number or bullet, without “trong đó”, without what stands in parentheses."""
    found = [label]
    while (shorter := _LEAD.sub("", found[-1], count=1)) != found[-1]:
        found.append(shorter)
    for text in list(found):
        said = words(text)
        if said[:2] == _OF_WHICH and len(said) > 2:
            rest = re.sub(r"^\W*\w+\W+\w+\W*", "", text, count=1)
            found.extend((rest, _LEAD.sub("", rest, count=1)))
    found.extend(re.sub(r"\([^)]*\)", " ", text) for text in list(found) if "(" in text)
    return [text for text in dict.fromkeys(found) if words(text)]


def _item(label: str, unit_text: str | None, group: str | None, form: Form, forms: Forms, labels: dict[str, list[Item]]) -> Item | None:
    candidates: list[Item] = []
    for variant in _variants(label):
        for found in forms.words.keys(variant):
            candidates.extend(item for item in labels.get(found, ()) if item not in candidates)
    unit_group = _group_of_unit(unit_text, form, forms)
    if unit_group:
        candidates = [item for item in candidates if item.group == unit_group or form.groups[item.group].unit != item.unit]
    exact = [item for item in candidates if unit_group is None or item.group == unit_group]
    own = [item for item in exact if item.group == group]
    if len(own) == 1:
        return own[0]
    named = [item for item in exact if _names_group(label, item, form, forms)]
    if len(named) == 1:
        return named[0]
    if unit_group and len(exact) == 1:
        return exact[0]
    return exact[0] if len(exact) == 1 and group is None else None


def _group_of_unit(unit_text: str | None, form: Form, forms: Forms) -> str | None:
    if not unit_text:
        return None
    found = set(forms.words.keys(unit_text))
    return next((name for name, group in form.groups.items() if found & {k for label in group.labels for k in forms.words.keys(label)}), None)


def _names_group(label: str, item: Item, form: Form, forms: Forms) -> bool:
    """Whether the label itself says hợp tác xã, liên hiệp or tổ hợp tác, as the item's group is called."""
    said = " ".join(forms.words.spelled_out(label))
    full = {name: " ".join(forms.words.spelled_out(group.unit)) for name, group in form.groups.items()}
    present = [name for name, text in full.items() if text in said]
    if "II" in present and "I" in present and said.count(full["I"]) == said.count(full["II"]):
        present.remove("I")  # “liên hiệp hợp tác xã” holds “hợp tác xã”
    return present == [item.group]


def _group(row: list, label: str, header: Header, forms: Forms) -> str | None:
    """The roman group that a row opens: by its roman number, or by its name alone."""
    form = header.form
    ordinal = _text(row[header.columns[ORDINAL]]) if ORDINAL in header.columns else ""
    for text in (ordinal, label):
        match = _ROMAN.match(text)
        if match and match[1] in form.groups and not re.match(r"[IVX]+\.\d", text):
            return match[1]
    for text in filter(None, (label, ordinal)):
        found = {k for variant in _variants(text) for k in forms.words.keys(variant)}
        for name, group in form.groups.items():
            if found & {k for heading in group.labels for k in forms.words.keys(heading)}:
                return name
    return None


def _is_heading(label: str, form: Form, forms: Forms) -> bool:
    found = {k for variant in _variants(label) for k in forms.words.keys(variant)}
    return any(found & {k for heading in group.labels for k in forms.words.keys(heading)} for group in form.groups.values())


def _is_numbers(row: list) -> bool:
    return all(len(_text(cell)) <= 5 for cell in row)


def _is_footer(row: list, forms: Forms) -> bool:
    starts = [words(text) for text in forms.words.footers]
    return any(words(cell)[: len(start)] == start for cell in row if type(cell) is str and cell for start in starts)


def _merged_down(sheet: Sheet, column: int | None) -> dict[int, object]:
    if column is None:
        return {}
    return {
        index: sheet.cells[top][left]
        for top, left, bottom, right in sheet.merged
        if left <= column <= right and bottom > top and 0 <= top < len(sheet.cells)
        for index in range(top + 1, bottom + 1)
    }


def _text(cell: object) -> str:
    return tidy(cell) if type(cell) is str else f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def label_keys(form: Form, forms: Forms) -> set[str]:
    """All keys by which an item's label is known; for tests that no two items of a group share one."""
    return {key(item.label) for item in form.items} | set(_index(form, forms))
