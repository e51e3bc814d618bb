"""What a report still has to answer for, as a table in Markdown: for Dagster's page. All of it: ``quality_html``."""

import re
from pathlib import Path

from pipeline.office.numerals import load_words
from pipeline.reports.findings import SEVERITIES, place, read_findings

_SHOWN = 100  # rows


def open_findings(warehouse: Path, year: int, lang: str) -> str:
    """Errors and warnings of the year's report that nobody signed for, the heaviest first; texts are text. Raises ReadError."""
    words = load_words(Path(__file__).parent.parent, lang)["findings"]
    asked = [found for found in read_findings(warehouse, year) if found["severity"] != "info"]
    left = [found for found in asked if not (found["is_waived"] or found["is_confirmed"])]
    if not left:
        return str(words["none"])
    left.sort(key=lambda found: (SEVERITIES.index(found["severity"]), -(found["weight"] or 0)))
    heads = [words[name] for name in ("severity", "place", "message", "remedy")]
    rows = [[words[found["severity"]], place(found), found["message"], found["remedy"]] for found in left[:_SHOWN]]
    lines = [f"| {' | '.join(map(_text, row))} |" for row in (heads, *rows)]
    more = ["", words["more"].format(count=len(left) - _SHOWN)] if len(left) > _SHOWN else []
    return "\n".join([lines[0], "|---" * len(heads) + "|", *lines[1:], *more])


def _text(said: object) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", " ".join(str(said or "").split()))
