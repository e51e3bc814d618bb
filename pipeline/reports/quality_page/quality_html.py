"""The quality page: one offline HTML file for the head of the desk. Does the report stand, what holds it, what did people decide, what is
estimated, who was in time, how good are the data.

Gathers and words; the layout is ``chat-luong.html``, its looks ``chat-luong.css``. Nothing is judged here: severities, waivers and the
decision are the gate's.
"""

from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, TemplateError

from pipeline.config.own import own_file
from pipeline.office.clauses import capital
from pipeline.office.numerals import load_words
from pipeline.reports.official.beside import BesideWords
from pipeline.reports.official.decisions import decision_rows
from pipeline.reports.official.report_facts import ReportFacts, read_facts
from pipeline.reports.outputs import Outputs
from pipeline.reports.quality_page.found import note_kinds, open_groups
from pipeline.reports.quality_page.overview import Overview
from pipeline.reports.quality_page.punctuality import TIMELINESS, read_punctuality
from pipeline.reports.quality_page.scores import read_scores
from pipeline.system.errors import HoptacError
from pipeline.system.files import write_whole
from pipeline.system.program import SHOWN

FOLDER = Path(__file__).parent
MOST_DECISIONS = 100  # shown: the annex and the open data have all
LAYOUT, LOOKS = "chat-luong.html", "chat-luong.css"


class PageError(HoptacError):
    """The layout, an office's own, cannot be filled; one line says what is wrong with it."""


def write_quality_page(outputs: Outputs) -> Path:
    """Write ``chat-luong-<year>.html``. Two runs give identical bytes. Raises PageError, MartError, ReadError, OSError."""
    province, year, findings = outputs.province, outputs.year, outputs.findings
    words, facts = load_words(FOLDER, outputs.lang, province.folder), read_facts(outputs)
    overview, due = Overview(outputs, facts, words), outputs.due(province.year(year).agencies_due_before)
    errors, warnings = open_groups(findings, "error"), open_groups(findings, "warning")
    punctuality = read_punctuality(outputs.warehouse, province, year)
    estimates, still_open = _beside(facts)
    page = _filled(
        *(own_file(province.folder, name, FOLDER / name) for name in (LAYOUT, LOOKS)),
        lang=outputs.lang,
        w=words,
        wording=outputs.wording,
        year=year,
        simulated=outputs.simulated,
        province=province,
        as_of=outputs.moment(outputs.as_of),
        due=due,
        status=outputs.status,
        standing=overview.standing(errors),
        overview={
            "warnings": overview.warnings(warnings),
            "punctuality": overview.punctuality(punctuality, due),
            "decisions": overview.decisions(),
            "beside": overview.beside(estimates, still_open),
        },
        errors=errors,
        warnings=warnings,
        notes=note_kinds(findings),
        decisions=decision_rows(facts),
        most_decisions=MOST_DECISIONS,
        punctuality=punctuality,
        TIMELINESS=TIMELINESS,
        scores=read_scores(outputs.warehouse, province, year, outputs.wording, words),
        estimates=estimates,
        still_open=still_open,
        agency_name=facts.marts.agency_name,
        books={agency.sender for agency in province.agencies_of(year)},
        local=outputs.moment,
        program=words["program"].format(digest=str(outputs.receipt["program_digest"])[:SHOWN]),
    )
    return write_whole(outputs.folder / f"chat-luong-{year}.html", page.encode())


def _filled(layout: Path, looks: Path, **facts: Any) -> str:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    try:
        return environment.from_string(_text(layout)).render(facts, looks=_text(looks))
    except TemplateError as error:
        raise _unfit(layout, error) from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise _unfit(path, error) from error


def _unfit(path: Path, error: Exception) -> PageError:
    return PageError("{}: không điền được trang chất lượng ({})", path, error)


def _beside(facts: ReportFacts) -> tuple[list[str], list[tuple[str, str]]]:
    """Estimates, a sentence each; what missing reports could still turn: (name of the target, sentence)."""
    beside, rows = facts.marts.beside, facts.marts.beside.still_open
    said = BesideWords(beside, facts.words, facts.marts.area_name, facts.province.rules.effective_ratings)
    targets = rows["indicator"].unique(maintain_order=True)
    still_open = [(facts.name(target), sentence) for target in targets if (sentence := said.still_open(target))]
    return [capital(sentence) for sentence in said.estimates()], still_open
