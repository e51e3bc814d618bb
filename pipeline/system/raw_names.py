"""The names of what lies right in ``raw/`` beside the offices' documents: registers that people keep, the office's paragraphs, papers
about the folder, and what no program asks for. Not here: what is in any of them.
"""

from collections.abc import Iterable

INCOMING = "incoming.csv"
APPROVALS, CONFIRMATIONS, CORRECTIONS = "approvals.csv", "confirmations.csv", "corrections.csv"
DECISIONS, WAIVERS = "identity-decisions.csv", "waivers.csv"
SIGNED = (CONFIRMATIONS, CORRECTIONS, DECISIONS, WAIVERS)
"""The registers that people sign in and that change a figure or a finding."""

_ABOUT = frozenset({"readme", "readme.md", "readme.txt", "license", "license.md", "license.txt"})
_OF_SYSTEMS = frozenset({"thumbs.db", "desktop.ini"})


def paragraphs_of(year: int) -> str:
    """The office's own paragraphs of a year's report."""
    return f"nhan-dinh-{year}.md"


def is_ignored(name: str) -> bool:
    """Hidden, a paper about the folder, or what a system or an Office program (``~$…``, somebody has it open) leaves."""
    return name.startswith((".", "~$")) or name.casefold() in _ABOUT | _OF_SYSTEMS


def is_of_a_report(name: str, years: Iterable[int]) -> bool:
    """Approvals and paragraphs: of a report, and changing none of its figures."""
    return name in {APPROVALS, *map(paragraphs_of, years)}


def is_known(name: str, years: Iterable[int]) -> bool:
    """Whether somebody asked for a file of this name right in ``raw/``; ``years``: those that there may be reports of."""
    return name in {INCOMING, *SIGNED} or is_of_a_report(name, years)
