"""How far the report's figures stand: provisional, final or revised; what breaks their comparison; which cells the Alliance mended."""

from __future__ import annotations

from pipeline.reports.marts import TARGETS
from pipeline.reports.official.report_facts import Story, listing, small

Row = dict[str, str]


def status_of(story: Story, year: int, area_code: str | None = None) -> str | None:
    """``provisional``, ``final`` or ``revised``: one word for all figures of an area and year; None where nothing is known of them."""
    found = (story.marts.figure(code, area_code, year) for code in TARGETS)
    return next((figure.figure_status for figure in found if figure is not None), None)


def year_head(story: Story, year: int) -> str:
    """The head of a column of a year's figures: ``Năm 2018 (đã đính chính)``."""
    status = status_of(story, year)
    mark = story.words.say(f"standing.mark.{status}") if status else ""
    return story.words.say("standing.head" if mark else "standing.head_alone", year=year, mark=mark)


def standing(story: Story) -> list[str]:
    """A sentence on each of the two years that the report compares, then one on each break between them."""
    return [*statuses(story), *breaks(story)]


def statuses(story: Story) -> list[str]:
    sentences = []
    for year in (story.year, story.year - 1):
        status = status_of(story, year)
        if status is None:
            continue
        revised = [small(name) for code, name in story.marts.districts if status_of(story, year, code) == "revised"]
        places = story.words.say("standing.places", names=listing(revised)) if revised else ""
        settings = story.province.year(year)
        due, end = story.due(settings.province_due_before), story.words.date(settings.window_end)
        sentences.append(story.words.say(f"standing.{status}", year=year, end=end, due=due, places=places))
    return sentences


def breaks(story: Story) -> list[str]:
    """One sentence a break, with the targets that it touches; every target is said as that."""
    touched: dict[str, list[str]] = {}
    figures = [figure for code in TARGETS if (figure := story.figure(code))]
    for figure in figures:
        if figure.break_note:
            touched.setdefault(figure.break_note, []).append(story.name(figure.indicator))
    return [
        story.words.say("standing.break_all", note=note)
        if len(names) == len(figures)
        else story.words.say("standing.break", names=listing(names, "; "), note=note)
        for note, names in touched.items()
    ]


def correction_rows(story: Story) -> list[Row]:
    """One row a cell that the Alliance mended in the files of the year or the one before: where, from what to what, why, who signed."""
    rows = []
    for number, row in enumerate(story.marts.correction.iter_rows(named=True), start=1):
        missing, signed = story.words.words["missing"], row["signed_at"].astimezone(story.province.tz).date()
        cell = ", ".join(part for part in (row["sheet"], f"{row['column'] or ''}{row['row'] or ''}") if part)
        rows.append(
            {
                "number": str(number),
                "place": "\n".join(part for part in (story.marts.agency_name(row["sender"]), row["path"], cell) if part),
                "found": row["found"] or missing,
                "value": row["value"] or missing,
                "reason": row["reason"],
                "signed": f"{row['signed_by']}, {story.words.short_date(signed)}",
            }
        )
    return rows


def mended(story: Story) -> list[str]:
    """A sentence that points at the list, where there is one."""
    count = story.marts.correction.height
    number = "V" if story.marts.finding["is_waived"].any() else "IV"
    return [story.words.say("standing.mended", count=story.words.count(count), annex=number)] if count else []
