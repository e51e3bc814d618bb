"""What a sheet of the annexes is made of: typed cells, heads, widths.

Numbers stay numbers, money is in triệu đồng; None is what nobody reported, "" is what does not apply.
Which figures stand where: ``annex_sheets``, ``annex_lists``.
"""

from dataclasses import dataclass, field
from datetime import date

from pipeline.office.figure import MILLION, Figure
from pipeline.office.numerals import exact
from pipeline.reports.official.report_facts import ReportFacts


@dataclass(frozen=True)
class Amount:
    """A number and the decimals it is shown with; its own digits are kept. ``of``: the figure (indicator, year, area) that it is."""

    value: float | int | None
    decimals: int = 0
    of: tuple[str, int, str] | None = None


Cell = str | date | Amount | None
NOT_APPLICABLE: Cell = ""


@dataclass(frozen=True)
class Sheet:
    """One annex. ``widths`` are in characters; a row of one text is a group's heading; ``bold`` holds the numbers of total rows."""

    key: str
    heads: list[str]
    widths: list[float]
    rows: list[list[Cell]]
    frozen_columns: int = 2
    bold: set[int] = field(default_factory=set)


def heads(facts: ReportFacts, key: str) -> list[str]:
    """The head of a sheet, with its years."""
    return [head.format(year=facts.year, last_year=facts.year - 1) for head in facts.words.words["annex"][key]["heads"]]


def amount(figure: Figure, value: float | None, year: int | None = None) -> Amount:
    """A value of this indicator: money in triệu đồng with one decimal, shares with theirs; ``year``: of the figure that it is."""
    of = (figure.indicator, year, figure.area_code) if year else None
    if value is None:
        return Amount(None, of=of)
    if figure.is_money:
        return Amount(float(exact(value) / MILLION), 1, of)
    return Amount(value, figure.decimals, of)


def growth(facts: ReportFacts, figure: Figure, growth_pct: float | None) -> Cell:
    """Growth in percent; a dash where both years are known and the one before was zero."""
    both = figure.value is not None and figure.previous_value is not None
    return facts.words.words["undefined"] if growth_pct is None and both else Amount(growth_pct, 1)


def unit(facts: ReportFacts, figure: Figure) -> str:
    """The unit that ``amount`` is in."""
    return "%" if figure.unit_of_measure == "%" else facts.words.unit(figure, 2)


def code_unit(facts: ReportFacts, figure: Figure) -> list[Cell]:
    """Code, name, unit: the first cells of a row about an indicator."""
    return [figure.indicator, facts.name(figure.indicator), unit(facts, figure)]
