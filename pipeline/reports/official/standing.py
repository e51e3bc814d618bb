"""How far the report's figures stand: one status, from the gate, the signature and the calendar; what breaks their comparison."""

from __future__ import annotations

from pipeline.office.clauses import listing, small
from pipeline.reports.official.report_facts import ReportFacts
from pipeline.reports.outputs import status_of as report_status


def status_of(facts: ReportFacts, year: int, area_code: str | None = None) -> str | None:
    """Of an area's figures of a year. By the calendar ``provisional``, ``final`` or ``revised``; but the report's own year is ``held``
    where the gate holds it back, and where its window is over ``unsigned`` until somebody signs. None where nothing is known of them."""
    calendar = _calendar(facts, year, area_code)
    if calendar is None or year != facts.year:
        return calendar
    status = report_status(facts.receipt)
    return calendar if status == "signed" or (status == "unsigned" and calendar == "provisional") else status


def _calendar(facts: ReportFacts, year: int, area_code: str | None = None) -> str | None:
    found = (facts.marts.figure(code, area_code, year) for code in facts.marts.targets)
    return next((figure.figure_status for figure in found if figure is not None), None)


def year_head(facts: ReportFacts, year: int) -> str:
    """The head of a column of a year's figures: ``Năm 2018 (đã đính chính)``."""
    status = status_of(facts, year)
    mark = facts.words.words["standing"]["mark"].get(_key(facts, year, status), "")
    return facts.words.say("standing.head" if mark else "standing.head_alone", year=year, mark=mark)


def _key(facts: ReportFacts, year: int, status: str | None) -> str:
    """Whether an earlier year's report was signed, this one does not say: of its figures only a correction is told."""
    return status if status and (year == facts.year or status == "revised") else ""


def standing(facts: ReportFacts) -> list[str]:
    """A sentence on each of the two years that the report compares, then one on each break between them."""
    return [*statuses(facts), *breaks(facts)]


def statuses(facts: ReportFacts) -> list[str]:
    sentences = []
    for year in (facts.year, facts.year - 1):
        status = _key(facts, year, status_of(facts, year))
        if not status:
            continue
        if year == facts.year and status in ("held", "unsigned"):  # its figures may have been corrected all the same
            sentences.append(facts.words.say(f"standing.{status}", year=year))
            if _calendar(facts, year) != "revised":
                continue
            status = "revised"
        revised = [small(name) for code, name in facts.marts.districts if _calendar(facts, year, code) == "revised"]
        places = facts.words.say("standing.places", names=listing(revised)) if revised else ""
        settings = facts.province.year(year)
        due, end = facts.due(settings.province_due_before), facts.words.date(settings.window_end)
        sentences.append(facts.words.say(f"standing.{status}", year=year, end=end, due=due, places=places))
    if facts.marts.doubted_figures:
        marks = {name: facts.words.words["doubted"][name].strip() for name in ("mark", "short")}
        sentences.append(facts.words.say("doubted.note", **marks))
    return sentences


def breaks(facts: ReportFacts) -> list[str]:
    """One sentence a break, with the targets that it touches; every target is said as that."""
    touched: dict[str, list[str]] = {}
    figures = [figure for code in facts.marts.targets if (figure := facts.figure(code))]
    for figure in figures:
        if figure.break_note:
            touched.setdefault(figure.break_note, []).append(facts.name(figure.indicator))
    return [
        facts.words.say("standing.break_all", note=note)
        if len(names) == len(figures)
        else facts.words.say("standing.break", names=listing([small(name) for name in names], "; "), note=note)
        for note, names in touched.items()
    ]
