"""The quality page: one offline HTML file that says whether the report may leave, who was punctual, what is wrong and by which rule.

Gathers and words; the layout is ``chat-luong.html``. Nothing is judged here: severities, waivers and the decision are the gate's.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, TemplateError

from pipeline.config.own import own_file
from pipeline.config.suites import read
from pipeline.office.numerals import load_words
from pipeline.reports.findings import SEVERITIES, agency_names, by_weight, cell_of, is_answered, is_open_error
from pipeline.reports.marts import read_beside
from pipeline.reports.official.beside import BesideWords
from pipeline.reports.outputs import Outputs
from pipeline.reports.quality_page.matrices import read_punctuality, read_scores
from pipeline.system.errors import HoptacError
from pipeline.system.files import write_whole
from pipeline.system.program import SHOWN

FOLDER = Path(__file__).parent
LAYOUT = "chat-luong.html"
MOST_OF_A_RULE = 100  # places shown of one rule in one file; a page of 33,000 units must still open on a phone


class PageError(HoptacError):
    """The layout, an office's own, cannot be filled; one line says what is wrong with it."""


def write_quality_page(outputs: Outputs) -> Path:
    """Write ``chat-luong-<year>.html``. Two runs give identical bytes. Raises PageError, OSError, duckdb.Error."""
    warehouse, year, lang, findings, wording = outputs.warehouse, outputs.year, outputs.lang, outputs.findings, outputs.wording
    words, rules = load_words(FOLDER, lang, outputs.province.folder), read_rules(outputs.suites, lang)
    names = agency_names(warehouse)
    page = _filled(
        own_file(outputs.province.folder, LAYOUT, FOLDER / LAYOUT),
        lang=lang,
        w=words,
        wording=wording,
        year=year,
        simulated=outputs.simulated,
        province=outputs.province,
        as_of=outputs.moment(outputs.as_of),
        due=outputs.due(outputs.province.year(year).agencies_due_before),
        status=outputs.status,
        counts=count_by_severity(findings),
        held_by=_held_by(findings, rules, names, words),
        punctuality=read_punctuality(warehouse, outputs.province, year),
        names=names,
        scores=read_scores(warehouse, year, lang),
        beside=_beside(outputs),
        senders=group_findings(findings),
        rules=rules,
        hits=Counter(finding["rule"] for finding in findings),
        SEVERITIES=SEVERITIES,
        local=outputs.moment,
        anchor=anchor,
        program=words["program"].format(digest=str(outputs.receipt["program_digest"])[:SHOWN]),
    )
    return write_whole(outputs.folder / f"chat-luong-{year}.html", page.encode())


def _filled(layout: Path, **facts: Any) -> str:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    try:
        return environment.from_string(layout.read_text(encoding="utf-8")).render(facts)
    except (UnicodeDecodeError, TemplateError) as error:
        raise PageError("{}: không điền được trang chất lượng ({})", layout, error) from error


def _beside(outputs: Outputs) -> dict[str, list[Any]]:
    """``open`` [(indicator, sentence)] and ``estimates`` [sentence]."""
    province = outputs.province
    names = {area.area_code: area.area_name for area in province.areas if area.area_level != "commune"}
    beside = read_beside(outputs.warehouse, outputs.year, province.code)
    said = BesideWords(beside, outputs.wording, lambda code: names.get(code, code), province.rules.effective_ratings)
    return {
        "open": [
            (target, sentence)
            for target in beside.still_open["indicator"].unique(maintain_order=True)
            if (sentence := said.still_open(target))
        ],
        "estimates": said.estimates(),
    }


def count_by_severity(findings: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """``{severity: {"open", "waived", "total"}}``."""
    counts = {severity: {"open": 0, "waived": 0, "total": 0} for severity in SEVERITIES}
    for finding in findings:
        counts[finding["severity"]]["waived" if is_answered(finding) else "open"] += 1
        counts[finding["severity"]]["total"] += 1
    return counts


def read_rules(suites: Path, lang: str) -> dict[str, dict[str, Any]]:
    """The catalogue by rule id: severity, table, what it says, the remedy, the reason for its tolerance."""
    rules = {
        rule.rule: {
            "severity": rule.severity,
            "table": suite.table,
            "says": _without_places(rule.says(lang)),
            "remedy": _without_places(rule.asks(lang)),
            "tolerance": rule.tolerance,
        }
        for suite in read(suites)
        for rule in suite.rules
    }
    return dict(sorted(rules.items(), key=lambda item: (SEVERITIES.index(item[1]["severity"]), item[0])))


def group_findings(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Senders with open errors first, then with open warnings, else in the order of the findings.

    ``[{"sender", "counts", "files": [{"path", "findings", "left_off", "notes", "notes_left_off", "notes_count"}]}]``: errors and
    warnings worst first, the signed-for last; infos apart in ``notes``; ``left_off``: {rule: places not shown}.
    """
    by_sender: dict[str | None, dict[str | None, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        by_sender[finding["sender"]][finding["path"]].append(finding)
    groups = []
    for sender, by_path in by_sender.items():
        every = [finding for found in by_path.values() for finding in found]
        unsigned = {finding["severity"] for finding in every if not is_answered(finding)}
        groups.append(
            {
                "sender": sender,
                "counts": Counter(finding["severity"] for finding in every),
                "worst": next((weight for weight, severity in enumerate(SEVERITIES) if severity in unsigned), len(SEVERITIES)),
                "files": [{"path": path, **_shown(found)} for path, found in by_path.items()],
            }
        )
    return sorted(groups, key=lambda group: group["worst"])


def anchor(text: str | None) -> str:
    """An HTML id from any text."""
    return re.sub(r"[^0-9A-Za-z_]+", "-", text or "chung")


def _shown(findings: list[dict[str, Any]]) -> dict[str, Any]:
    ordered = by_weight(findings)
    notes = [finding for finding in ordered if finding["severity"] == "info"]
    shown, left_off = _cut([finding for finding in ordered if finding["severity"] != "info"])
    shown_notes, notes_left_off = _cut(notes)
    return {"findings": shown, "left_off": left_off, "notes": shown_notes, "notes_left_off": notes_left_off, "notes_count": len(notes)}


def _cut(findings: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], dict[str, int]]:
    seen: Counter[str] = Counter()
    shown = []
    for finding in findings:
        seen[finding["rule"]] += 1
        if seen[finding["rule"]] <= MOST_OF_A_RULE:
            shown.append(finding | {"cell": cell_of(finding)})
    return shown, {rule: count - MOST_OF_A_RULE for rule, count in seen.items() if count > MOST_OF_A_RULE}


def _held_by(
    findings: list[dict[str, Any]], rules: Mapping[str, Any], names: Mapping[str, str], words: Mapping[str, Any]
) -> list[dict[str, str | int]]:
    """Open errors by rule: what the rule says, how many places, whose. The worst first is the most frequent."""
    by_rule: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for finding in findings:
        if is_open_error(finding):
            by_rule[finding["rule"]].append(finding)
    lines = []
    for rule, found in sorted(by_rule.items(), key=lambda item: (-len(item[1]), item[0])):
        senders = dict.fromkeys(names.get(finding["sender"], finding["sender"]) or words["findings"]["everyone"] for finding in found)
        says = found[0]["message"] if len(found) == 1 or rule not in rules else rules[rule]["says"]
        lines.append({"rule": rule, "says": says, "count": len(found), "senders": ", ".join(senders)})
    return lines


def _without_places(sentence: str) -> str:
    return re.sub(r"\{\w+\}", "…", sentence)
