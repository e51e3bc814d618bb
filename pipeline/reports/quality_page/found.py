"""What the checks found, as the page shows it: open errors and warnings by sender, notes only counted. What was signed for or confirmed
stands with people's decisions.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from pipeline.reports.findings import by_weight, cell_of, is_answered

Finding = dict[str, Any]
MOST_OF_A_RULE = 5  # places shown of one rule in one file: the feedback workbook and the open data have all, the page is to be read


@dataclass(frozen=True)
class Group:
    """One sender's, the worst first; ``lines``: (finding with ``cell`` and ``file``, how many more of its rule in its file follow it and
    are not shown)."""

    sender: str | None
    count: int
    lines: list[tuple[Finding, int]]


@dataclass(frozen=True)
class Kind:
    """Notes of one rule: how many, and the first as it is said."""

    count: int
    message: str


def open_groups(findings: list[Finding], severity: str) -> list[Group]:
    """Senders with the most first, those with equally many in the order of the findings."""
    by_sender: dict[str | None, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding["severity"] == severity and not is_answered(finding):
            by_sender[finding["sender"]].append(finding)
    groups = [Group(sender, len(found), _lines(by_weight(found))) for sender, found in by_sender.items()]
    return sorted(groups, key=lambda group: -group.count)


def note_kinds(findings: list[Finding]) -> list[Kind]:
    """The most frequent first."""
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding["severity"] == "info":
            by_rule[finding["rule"]].append(finding)
    kinds = [Kind(len(found), found[0]["message"]) for found in by_rule.values()]
    return sorted(kinds, key=lambda kind: -kind.count)


def _lines(findings: list[Finding]) -> list[tuple[Finding, int]]:
    """Files together, in the order of their worst."""
    by_path: dict[str | None, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_path[finding["path"]].append(finding)
    lines = []
    for path, found in by_path.items():
        of_rule, seen = Counter(finding["rule"] for finding in found), Counter[str]()
        for finding in found:
            seen[finding["rule"]] += 1
            if seen[finding["rule"]] <= MOST_OF_A_RULE:
                more = of_rule[finding["rule"]] - MOST_OF_A_RULE if seen[finding["rule"]] == MOST_OF_A_RULE else 0
                lines.append((finding | {"cell": cell_of(finding), "file": path and PurePosixPath(path).name}, more))
    return lines
