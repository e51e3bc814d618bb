"""What a cell of a blank workbook accepts and how it shows it: number formats, lists, checks while typing, by the field's type.

A check stops what can never be right and only asks where an exception is legitimate. A pasted value passes all of them:
the reader checks again. Where the cells stand is for ``blank_sheet``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.config import ReferenceYear
from pipeline.intake.forms import Field
from pipeline.reports.forms.words import Guide, Layout

COUNT, DECIMAL, DAY, TEXT = "#,##0", "#,##0.00", "dd/mm/yyyy", "@"
FORMATS = {"text": TEXT, "code": TEXT, "task": TEXT, "word": TEXT, "date": DAY, "count": COUNT, "number": DECIMAL, "money": DECIMAL}
_MAX_INLINE_LIST = 255  # Excel's limit for a list written into the check itself
_CODE_CHECKS = {"commune_code": "stop", "industry_code": "warning", "registration_code": "warning"}
_TAX_CODE_DIGITS = 10


@dataclass(frozen=True)
class Checks:
    """The checks of one table's columns. ``lists``: where a column's list lies on the hidden sheet, field → formula."""

    guide: Guide
    layout: Layout
    year: ReferenceYear
    table: str
    money_unit: str
    lists: dict[str, str]

    def of(self, name: str, field: Field, words: tuple[str, ...]) -> dict[str, object] | None:
        """The check of a column, as xlsxwriter takes it; None where anything may be written."""
        if name in self.lists:
            return self._list(self.lists[name], ask=name == "commune")
        if words:
            return self._list(list(words), ask=False)
        match field.type:
            case "count":
                return self.count()
            case "money":
                return self.money(self.layout.money_limits[name], signed=name == "profit")
            case "number":
                return self._score() if name == "score" else self.decimal()
            case "date":
                return self._date()
            case "code":
                return self._code(name, field)
        return None

    def money(self, limit: int, *, signed: bool) -> dict[str, object]:
        message = self.guide.errors["signed_money" if signed else "money"]
        asked = self._asked(message.format(unit=self.money_unit, limit=f"{limit:,}".replace(",", ".")))
        low = -limit if signed else 0
        return {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": limit} | asked | self._hint("money")

    def decimal(self) -> dict[str, object]:
        return {"validate": "decimal", "criteria": ">=", "value": 0} | self._stopped(self.guide.errors["decimal"])

    def count(self) -> dict[str, object]:
        return {"validate": "integer", "criteria": ">=", "value": 0} | self._stopped(self.guide.errors["integer"])

    def _score(self) -> dict[str, object]:
        return {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100} | self._stopped(self.guide.errors["score"])

    def _date(self) -> dict[str, object]:
        kind, year = self.layout.tables[self.table].dates, self.year.reference_year
        if kind == "in_window":
            first, last = self.year.window_start, self.year.window_end
            message = self._asked(self.guide.errors["date_in_year"].format(start=f"{first:%d/%m/%Y}", end=f"{last:%d/%m/%Y}"))
        else:
            first, last = self.layout.earliest, date(year + (kind == "until_next_year"), 12, 31)
            message = self._stopped(self.guide.errors["date"].format(year=last.year))
        return {"validate": "date", "criteria": "between", "minimum": first, "maximum": last} | message | self._hint("date")

    def _code(self, name: str, field: Field) -> dict[str, object] | None:
        if name not in _CODE_CHECKS:
            return None
        is_tax_code = name == "registration_code"
        message = self.guide.errors["tax_code" if is_tax_code else name]
        shown = self._asked(message) if _CODE_CHECKS[name] == "warning" else self._stopped(message)
        hint = self._hint("tax_code") if is_tax_code else {}
        return {"validate": "length", "criteria": "==", "value": field.digits or _TAX_CODE_DIGITS} | shown | hint

    def _list(self, source: list[str] | str, *, ask: bool) -> dict[str, object]:
        message = self._asked(self.guide.errors["commune"]) if ask else self._stopped(self.guide.errors["list"])
        return {"validate": "list", "source": source} | message

    def _stopped(self, message: str) -> dict[str, object]:
        return {"error_title": self.guide.errors["title"], "error_message": message, "error_type": "stop"}

    def _asked(self, message: str) -> dict[str, object]:
        return {"error_title": self.guide.errors["warning_title"], "error_message": message, "error_type": "warning"}

    def _hint(self, name: str) -> dict[str, object]:
        return {"input_title": self.guide.errors["hint_title"], "input_message": self.guide.hints[name].format(unit=self.money_unit)}


def fits_inline(words: tuple[str, ...]) -> bool:
    """Whether a list can be written into the check itself: within Excel's limit, and no comma, which would split a word."""
    return len(",".join(words)) <= _MAX_INLINE_LIST and not any("," in word for word in words)
