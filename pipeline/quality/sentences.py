"""The one builder of what a finding says: a rule's sentences filled with a row's values, as people of the language write them.

Not here: the sentences themselves (``expectations/`` and the catalogues beside the suites).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import isfinite
from typing import Any

from pipeline.config.rules import Rule
from pipeline.config.suites import read_catalogues
from pipeline.intake.money import NAMES
from pipeline.settings import SUITES

_NOTHING = {"vi": "(trống)", "en": "(blank)"}
_DONG = {"vi": NAMES, "en": {1: "VND", 10**3: "thousand VND", 10**6: "million VND", 10**9: "billion VND"}}
_PLAIN_NUMBERS = ("year", "row", "code", "_no")


@dataclass(frozen=True)
class Money:
    """Đồng, said in the unit of the sheet that it stands in: ``per_unit`` đồng each."""

    dong: float
    per_unit: int = 1


@cache
def gate_rules() -> dict[str, Rule]:
    """The gate's own rules by id: what no table can carry, like a check that could not run or a waiver that is none."""
    return read_catalogues(SUITES)["gate"]


def of_gate(rule: str, values: Mapping[str, Any], lang: str = "vi") -> dict[str, Any]:
    """What the gate says of itself. KeyError for a rule that is not one of its own."""
    return said(gate_rules()[rule], values, lang)


def said(rule: Rule, values: Mapping[str, Any], lang: str = "vi") -> dict[str, Any]:
    """A finding's rule, severity, message and remedy."""
    return {
        "rule": rule.rule,
        "severity": rule.severity,
        "message": fill(rule.says(lang), values, lang),
        "remedy": fill(rule.asks(lang), values, lang),
    }


_IF_RIGHT = {"vi": "{lead} thì {name} toàn tỉnh {change}{turned}.", "en": "{lead}, {name} of the province is {change}{turned}."}
_LEAD = {"vi": ("Nếu đúng là {}", "Nếu điều nghi ngờ là đúng"), "en": ("If {} is right", "If the doubt is right")}
_CHANGE = {"vi": ("tăng {} {}", "giảm {} {}", "có thay đổi"), "en": ("higher by {} {}", "lower by {} {}", "another")}
_POINTS = {"vi": ("%", "điểm phần trăm"), "en": ("%", "points")}
_TURNED = {"vi": ", kết luận sẽ khác", "en": ", and the verdict turns"}


def if_right(finding: Mapping[str, Any], effect: Mapping[str, Any], per_unit: float | None = None, lang: str = "vi") -> str:
    """What a suspicion does to the report if it is right. ``effect``: the name of the figure in both languages, its ``kind``,
    ``change_pct`` (of a share in points), ``turns_verdict``; ``per_unit``: đồng per unit of the cell's column, None for no money."""
    value, change, name = finding["expected_value"], effect["change_pct"], effect[lang]
    is_figure = value is not None and value.replace("-", "", 1).replace(".", "", 1).isdecimal()
    lead = _LEAD[lang][0].format(show("", figure_of(float(value), per_unit), lang)) if is_figure else _LEAD[lang][1]
    higher, lower, other = _CHANGE[lang]
    way = (
        other
        if not change
        else (lower if change < 0 else higher).format(show("", abs(change), lang), _POINTS[lang][effect["kind"] == "share"])
    )
    turned = _TURNED[lang] if effect["turns_verdict"] else ""
    return _IF_RIGHT[lang].format(lead=lead, name=name[0].lower() + name[1:], change=way, turned=turned)


_FOLLOWS = {
    "vi": "Xem {place} trước: sửa chỗ đó thì điều này có thể hết.",
    "en": "See {place} first: mending it may settle this.",
}
_CELL = {"vi": ("ô {}", "cột {}", "dòng {}", "tệp {}"), "en": ("cell {}", "column {}", "row {}", "file {}")}


def follows_from(cause: Mapping[str, Any], lang: str = "vi") -> str:
    """What to do about a finding that follows from another."""
    column, row = cause["column"], cause["row"]
    cell, of_column, of_row, of_file = _CELL[lang]
    place = cell.format(f"{column}{row}") if column and row else of_column.format(column) if column else of_row.format(row) if row else ""
    where = ", ".join(part for part in (place, cause["sheet"]) if part) or of_file.format(cause["path"])
    return _FOLLOWS[lang].format(place=where)


def figure_of(value: Any, per_unit: float | None) -> Any:
    """A figure as it is said: money in its sheet's unit, persons whole."""
    if not isinstance(value, int | float | Decimal) or not isfinite(value):
        return value
    return round(value) if per_unit is None else Money(float(value), int(per_unit))


def fill(sentence: str, values: Mapping[str, Any], lang: str = "vi") -> str:
    """A sentence with its ``{placeholders}`` filled; a name without a value reads as blank, never as an error."""
    return sentence.format_map(_Shown(values, lang))


def show(name: str, value: Any, lang: str = "vi") -> str:
    """One value for print. Names ending in ``_vnd`` are đồng; years, rows and codes are never grouped in thousands."""
    if isinstance(value, Money):
        unit = value.per_unit if value.per_unit in NAMES else 1
        return f"{_number(value.dong / unit, lang)} {_DONG[lang][unit]}"
    if value is None or value == "" or (isinstance(value, float) and value != value):
        return _NOTHING[lang]
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y") if lang == "vi" else value.isoformat()
    if isinstance(value, (int, float, Decimal)):
        if name.endswith(_PLAIN_NUMBERS):
            return str(plain(value))
        text = _number(value, lang)
        return f"{text} {_DONG[lang][1]}" if name.endswith("_vnd") else text
    if isinstance(value, (list, tuple)):
        return ", ".join(show(name, item, lang) for item in value)
    return str(value)


def plain(value: Any) -> str | None:
    """A value as text that is the same in every language: digits, a point for decimals, ISO dates."""
    if value is None or (isinstance(value, float) and value != value):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value.isoformat() if isinstance(value, (dt.date, dt.datetime)) else str(value)


def _number(value: float | Decimal, lang: str) -> str:
    from babel.numbers import format_decimal

    if isinstance(value, float):
        value = Decimal(repr(value))
    # two decimals carry every ratio and mean a clerk compares; smaller numbers keep two significant digits
    pattern = "#,##0.##" if abs(value) >= Decimal("0.1") or value == 0 else "@@"
    return format_decimal(value, format=pattern, locale=lang)


class _Shown(dict[str, str]):
    def __init__(self, values: Mapping[str, Any], lang: str) -> None:
        super().__init__()
        self._values, self._lang = values, lang

    def __missing__(self, name: str) -> str:
        return show(name, self._values.get(name), self._lang)
