"""What all files of one year's ``out/<year>/`` are made from and say alike. What each of them holds is its own folder's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.config import Province
from pipeline.office.wording import Wording
from pipeline.reports.findings import read_findings


def status_of(receipt: Mapping[str, Any]) -> str:
    """Of a report: ``held`` by the gate, else ``unsigned`` until somebody approves it, then ``signed``. How far its figures stand by the
    calendar is ``official/standing``'s."""
    return "held" if not receipt["passed"] else "signed" if receipt.get("approval") else "unsigned"


@dataclass(frozen=True)
class Outputs:
    """One year's outputs. ``folder``: where they are written; ``receipt``: the gate's, with the approvals that ``export`` adds;
    ``paragraphs``: where the office may have written its own; ``notice``: stands on every page where the figures are not real."""

    warehouse: Path
    raw: Path
    suites: Path
    folder: Path
    province: Province
    year: int
    as_of: datetime
    receipt: Mapping[str, Any]
    paragraphs: Path | None = None
    lang: str = "vi"
    notice: str | None = None

    @property
    def passed(self) -> bool:
        """The gate's decision; where it is no, the report is a draft and says why."""
        return bool(self.receipt["passed"])

    @property
    def status(self) -> str:
        return status_of(self.receipt)

    @property
    def simulated(self) -> bool:
        return self.notice is not None

    @cached_property
    def findings(self) -> list[dict[str, Any]]:
        """As ``read_findings`` gives them."""
        return read_findings(self.warehouse, self.year)

    @cached_property
    def wording(self) -> Wording:
        return Wording(self.lang, self.province.folder)

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.province.tz)

    def moment(self, moment: datetime) -> str:
        return self.wording.moment(self.local(moment))

    def due(self, moment: datetime) -> str:
        """The first moment that is late; at midnight the day alone, as the directive says it."""
        due = self.local(moment)
        return self.wording.short_date(due.date()) if due.time() == time() else self.wording.moment(due)

    def path(self, stem: str, suffix: str) -> Path:
        """``bao-cao-2019.docx``, or ``du-thao-bao-cao-2019.docx`` where the gate did not pass."""
        return self.folder / f"{'' if self.passed else 'du-thao-'}{stem}-{self.year}.{suffix}"
