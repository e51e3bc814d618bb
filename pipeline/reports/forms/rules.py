"""What a cell of a blank workbook accepts and how it shows it: number formats, lists, checks while typing, by the field's type.

A check stops what can never be right and only asks where an exception is legitimate. A pasted value passes all of them:
the reader checks again. Where the cells stand is for ``sheet``.
"""

from dataclasses import dataclass
from datetime import date

from pipeline.config.form import Form
from pipeline.config.form_field import FormField
from pipeline.reports.forms.book import Blank

COUNT, DECIMAL, DAY, TEXT = "#,##0", "#,##0.00", "dd/mm/yyyy", "@"
FORMATS = {"text": TEXT, "code": TEXT, "task": TEXT, "word": TEXT, "date": DAY, "count": COUNT, "number": DECIMAL, "money": DECIMAL}


@dataclass(frozen=True)
class Checks:
    """The checks of one form's columns in one workbook."""

    blank: Blank
    form: Form

    def of(self, field: FormField) -> dict[str, object] | None:
        """The check of a column, as xlsxwriter takes it; None where anything may be written."""
        if field.areas in self.blank.lists:
            return self._list(self.blank.lists[field.areas], ask=field.areas == "commune")
        if words := self.blank.choices(field):
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
        message = self.blank.guide.errors["signed_money" if signed else "money"]
        asked = self._asked(message.format(unit=self.blank.money_unit(self.form), limit=f"{limit:,}".replace(",", ".")))
        low = -limit if signed else 0
        return {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": limit} | asked | self._hint("money")

    def decimal(self) -> dict[str, object]:
        return {"validate": "decimal", "criteria": ">=", "value": 0} | self._stopped(self.blank.guide.errors["decimal"])

    def count(self) -> dict[str, object]:
        return {"validate": "integer", "criteria": ">=", "value": 0} | self._stopped(self.blank.guide.errors["integer"])

    def _date(self) -> dict[str, object]:
        year = self.blank.year.reference_year
        if self.form.dates == "in_window":
            first, last = self.blank.year.window_start, self.blank.year.window_end
            message = self._asked(self.blank.guide.errors["date_in_year"].format(start=f"{first:%d/%m/%Y}", end=f"{last:%d/%m/%Y}"))
        else:
            first, last = self.blank.layout.earliest, date(year + (self.form.dates == "until_next_year"), 12, 31)
            message = self._stopped(self.blank.guide.errors["date"].format(year=last.year))
        return {"validate": "date", "criteria": "between", "minimum": first, "maximum": last} | message | self._hint("date")

    def _named(self, name: str, digits: int | None) -> dict[str, object]:
        check, message = self.blank.layout.checks[name], self.blank.guide.errors[name]
        length = {"validate": "length", "criteria": "==", "value": digits or check.length}
        rule = length if check.most is None else {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": check.most}
        return rule | (self._stopped(message) if check.is_firm else self._asked(message)) | self._hint(name)

    def _list(self, source: list[str] | str, *, ask: bool) -> dict[str, object]:
        message = self._asked(self.blank.guide.errors["commune"]) if ask else self._stopped(self.blank.guide.errors["list"])
        return {"validate": "list", "source": source} | message

    def _stopped(self, message: str) -> dict[str, object]:
        return {"error_title": self.blank.guide.errors["title"], "error_message": message, "error_type": "stop"}

    def _asked(self, message: str) -> dict[str, object]:
        return {"error_title": self.blank.guide.errors["warning_title"], "error_message": message, "error_type": "warning"}

    def _hint(self, name: str) -> dict[str, object]:
        if name not in self.blank.guide.hints:
            return {}
        return {
            "input_title": self.blank.guide.errors["hint_title"],
            "input_message": self.blank.guide.hints[name].format(unit=self.blank.money_unit(self.form)),
        }
