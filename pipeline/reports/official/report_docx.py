"""The official report: the facts of the year poured into the Word template.

Decides the file's name, the context of the template and the bytes; sentences, tables and charts are made by their own modules.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import UTC
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import jinja2
from docx.opc.exceptions import OpcError
from docx.shared import Cm
from docxtpl import DocxTemplate, InlineImage
from lxml.etree import LxmlError

from pipeline.config import Province
from pipeline.config.own import own_file
from pipeline.office.plain_text import NO_BREAK, clean, unbroken
from pipeline.office.wording import Wording, cited
from pipeline.reports.official import (
    analysis,
    charts,
    decisions,
    report_next_year,
    report_shortfalls,
    report_situation,
    results,
    standing,
    tables,
)
from pipeline.reports.official.annexes import PRINTED
from pipeline.reports.official.draft import draft_line
from pipeline.reports.official.own_parts import own_parts
from pipeline.reports.official.report_facts import ReportFacts, read_facts
from pipeline.reports.outputs import Outputs
from pipeline.system.errors import HoptacError
from pipeline.system.files import rezip, write_whole

FOLDER = Path(__file__).parent
FILES = {"vi": "bao-cao.docx", "en": "bao-cao.en.docx"}
CHART_WIDTH = Cm(8)
PARAGRAPHS = (  # each fills the place of its own name
    *(
        analysis.findings,
        report_situation.quantity,
        report_situation.people,
        report_situation.managers,
        report_situation.sectors,
        report_situation.effect,
    ),
    *(results.verdicts, standing.standing, results.tasks, results.training, results.punctuality, results.signed_for),
    *(report_shortfalls.targets_missed, report_shortfalls.organisations, report_shortfalls.tasks_open, report_shortfalls.reporting),
    *(report_next_year.next_targets, report_next_year.next_tasks, report_next_year.requests),
)
BOUND = re.compile(  # a number and its unit, a date's words
    r"(?<=\d) (?=(?:%|HTX|THT|triệu|điểm|người|thành viên|ngày)(?:\W|$))|(?:(?<=ngày)|(?<=tháng)|(?<=năm)|(?<=số)) (?=\d)"
)


def write_report(outputs: Outputs, template: Path | None = None) -> Path:
    """Write ``bao-cao-<year>.docx``, ``du-thao-bao-cao-<year>.docx`` where the gate did not pass; return its path.

    The same inputs give the same bytes. Raises MartError where the warehouse lacks the year, ReportError where the template cannot be
    filled, OSError where the folder cannot be written.
    """
    facts, gate = read_facts(outputs), outputs.receipt
    template = template or own_file(outputs.province.folder, FILES[outputs.lang], FOLDER / FILES[outputs.lang])
    data = render(template, facts, draft=draft_line(facts, gate), notice=outputs.notice)
    return write_whole(outputs.path("bao-cao", "docx"), data)


class ReportError(HoptacError):
    """The template cannot be filled; one line says what is wrong with it."""


def render(path: Path, facts: ReportFacts, *, draft: str | None, notice: str | None) -> bytes:
    """Fill a template with the facts; every place must be known, and no text is ever read as a tag or as XML."""
    template = DocxTemplate(path)
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True)
    filled = context(facts, draft=draft, notice=notice)
    for name, image in filled.items():
        if isinstance(image, bytes):
            filled[name] = InlineImage(template, io.BytesIO(image), width=CHART_WIDTH)
    try:
        template.render(filled, environment, autoescape=True)
    except (jinja2.TemplateError, OSError, BadZipFile, OpcError, LxmlError, KeyError) as error:
        raise ReportError("{}: không điền được mẫu báo cáo ({})", path, error) from error
    drawn = [title for name, title in filled["chart_titles"].items() if filled[f"chart_{name}"]]
    for shape, title in zip(template.docx.inline_shapes, drawn, strict=False):
        shape._inline.docPr.set("descr", title)  # for who does not see it
    properties = template.docx.core_properties
    properties.title, properties.author, properties.last_modified_by = filled["subject"], filled["agency"], filled["agency"]
    properties.created = properties.modified = facts.as_of.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    properties.revision = 1
    buffer = io.BytesIO()
    template.save(buffer)
    return rezip(buffer.getvalue())


def context(facts: ReportFacts, *, draft: str | None, notice: str | None) -> dict[str, Any]:
    """Every place of the template: the letterhead's lines, paragraphs (lists of text), rows of tables, charts (PNG bytes or None)."""
    province, words, year = facts.province, facts.words, facts.year
    head, approval = province.letterhead, facts.approval
    dated = words.date(facts.signed_on) if facts.signed_on else words.words["undated"]
    titles = {name: words.say(f"chart.title.{name}") for name in charts.CHARTS}
    filled = {
        "parent_agency": head.parent_agency,
        "issuing_agency": unbroken(head.issuing_agency, province.name.upper()),
        "document_code": head.document_code,
        "place_and_date": f"{head.place}, {dated}",
        "dated": dated,
        "agency": facts.marts.agency_name(province.alliance_sender),
        "recipients": list(head.recipients),
        "recipients_line": words.joined(head.recipients),
        "copies": list(head.copies),
        "archive": head.archive,
        "signer_authority": head.signer_authority,
        "signer_title": approval["title"] if approval and approval["title"] else head.signer_title,
        "signer_name": approval["name"] if approval else "",
        "approved": _approved(words, approval, province) if approval else "",
        "directive": cited(facts.directive, words),
        "year": year,
        "next_year": year + 1,
        "due": facts.due(province.year(year).agencies_due_before),
        "effective_ratings": words.joined([words.term(rating) for rating in province.rules.effective_ratings], "or"),
        "draft": draft or "",
        "notice": notice or "",
        "chart_titles": titles,
        "chart_note": words.say("chart.incomplete") if any(charts.incomplete(facts, name) for name in charts.CHARTS) else "",
        **{f"chart_{name}": charts.draw(facts, name) for name in charts.CHARTS},
        **{paragraphs.__name__: paragraphs(facts) for paragraphs in PARAGRAPHS},
        **_own(facts),
        "sector_rows": tables.sectors(facts),
        "target_rows": tables.targets(facts) if facts.targets else [],
        "figure_rows": [] if facts.targets else tables.targets(facts),
        "cited_note": results.cited_note(facts),
        "point_rows": tables.points(facts),
        "training_rows": tables.training(facts),
        "district_rows": tables.districts(facts),
        "task_groups": tables.tasks_by_agency(facts),
        "punctuality_rows": tables.punctuality(facts),
        "decision_rows": decisions.decision_rows(facts),
        "year_head": standing.year_head(facts, year),
        "last_year_head": standing.year_head(facts, year - 1),
        "annex": {key: facts.annexes.get(key) and {"number": facts.annexes[key], "title": _annex_title(facts, key)} for key in PRINTED},
        "subject": words.say("subject", year=year),
    }
    return {key: _bound(value) if isinstance(value, list) else value for key, value in clean(filled).items()}


def _annex_title(facts: ReportFacts, key: str) -> str:
    return str(facts.words.words["annex"][key]["title"]).format(year=facts.year)


def _own(facts: ReportFacts) -> dict[str, Any]:
    """The office's own paragraphs: ``own_I`` to ``own_IV`` are its headings of a part, numbered after the part's others."""
    own, words = own_parts(facts.paragraphs, facts.words), facts.words
    filled: dict[str, Any] = {"own_assessment": [text for part in own if part.key == "assessment" for text in part.paragraphs]}
    for part, first in words.words["own"]["first"].items():
        found = [about for about in own if about.part == part and about.paragraphs]
        filled[f"own_{part}"] = [
            {"title": words.say("own.numbered", number=number, title=about.title), "paragraphs": list(about.paragraphs)}
            for number, about in enumerate(found, start=first)
        ]
    return filled


def _approved(words: Wording, approval: Mapping[str, Any], province: Province) -> str:
    """When, and the head of the digest that ``hoptac approve`` printed: the figures that were approved."""
    moment = words.moment(approval["approved_at"].astimezone(province.tz))
    return words.say("approved", moment=moment, digest=approval["content_digest"][:12])


def _bound(paragraphs: list[Any]) -> list[Any]:
    """Sentences whose numbers are not parted from their units at a line's end; rows of tables stay as they are."""
    return [BOUND.sub(NO_BREAK, text) if isinstance(text, str) else text for text in paragraphs]
