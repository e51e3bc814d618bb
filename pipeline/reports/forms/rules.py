"""What a cell of a blank workbook accepts and how it shows it: number formats, lists, checks while typing, by the field's type.

A check stops what can never be right and only asks where an exception is legitimate. A pasted value passes all of them:
the reader checks again. Where the cells stand is for ``blank_sheet``.
"""

from dataclasses import dataclass
from datetime import date

from pipeline.config import ReferenceYear
from pipeline.config.form_field import FormField
from pipeline.reports.forms.words import Guide, Layout

COUNT, DECIMAL, DAY, TEXT = "#,##0", "#,##0.00", "dd/mm/yyyy", "@"
FORMATS = {"text": TEXT, "code": TEXT, "task": TEXT, "word": TEXT, "date": DAY, "count": COUNT, "number": DECIMAL, "money": DECIMAL}


@dataclass(frozen=True)
class Checks:
    """The checks of one form's columns. ``lists``: where a list of areas lies on the hidden sheet, by their level."""

    guide: Guide
    layout: Layout
    year: ReferenceYear
    dates: str
    money_unit: str
    lists: dict[str, str]

    def of(self, field: FormField, words: tuple[str, ...]) -> dict[str, object] | None:
        """The check of a column, as xlsxwriter takes it; None where anything may be written."""
        if field.areas in self.lists:
            return self._list(self.lists[field.areas], ask=field.areas == "commune")
        if words:
            return self._list(list(words), ask=False)
        if field.check:
            return self._named(field.check, field.digits)
        match field.type:
            case "count":
                return self.count()
            case "money":
                return self.money(field.limit or 0, signed=field.signed)
            case "number":
                return self.decimal()
            case "date":
                return self._date()
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

    def _date(self) -> dict[str, object]:
        year = self.year.reference_year
        if self.dates == "in_window":
            first, last = self.year.window_start, self.year.window_end
            message = self._asked(self.guide.errors["date_in_year"].format(start=f"{first:%d/%m/%Y}", end=f"{last:%d/%m/%Y}"))
        else:
            first, last = self.layout.earliest, date(year + (self.dates == "until_next_year"), 12, 31)
            message = self._stopped(self.guide.errors["date"].format(year=last.year))
        return {"validate": "date", "criteria": "between", "minimum": first, "maximum": last} | message | self._hint("date")

    def _named(self, name: str, digits: int | None) -> dict[str, object]:
        check, message = self.layout.checks[name], self.guide.errors[name]
        length = {"validate": "length", "criteria": "==", "value": digits or check.length}
        rule = length if check.most is None else {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": check.most}
        return rule | (self._stopped(message) if check.is_firm else self._asked(message)) | self._hint(name)

    def _list(self, source: list[str] | str, *, ask: bool) -> dict[str, object]:
        message = self._asked(self.guide.errors["commune"]) if ask else self._stopped(self.guide.errors["list"])
        return {"validate": "list", "source": source} | message

    def _stopped(self, message: str) -> dict[str, object]:
        return {"error_title": self.guide.errors["title"], "error_message": message, "error_type": "stop"}

    def _asked(self, message: str) -> dict[str, object]:
        return {"error_title": self.guide.errors["warning_title"], "error_message": message, "error_type": "warning"}

    def _hint(self, name: str) -> dict[str, object]:
        if name not in self.guide.hints:
            return {}
        return {"input_title": self.guide.errors["hint_title"], "input_message": self.guide.hints[name].format(unit=self.money_unit)}
