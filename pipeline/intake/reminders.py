"""Who still owes what for a year, from the register alone, before and after the deadline. How it is said is not decided here."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pipeline.config import Province
from pipeline.intake.errors import IntakeError
from pipeline.intake.register import read_register
from pipeline.office.working_days import last_working_day, working_days_late, working_days_left


@dataclass(frozen=True)
class Owed:
    """One report that is owed and not there. ``sheets``: its biểu; ``last_day``: the last working day on time.

    ``working_days``: those left after the as-of day, or those that it is overdue (the due day is the first).
    ``refused``: the path of the file that is registered for it and is missing or not the registered one.
    """

    sender: str
    agency_name: str
    form: str
    sheets: tuple[int, ...]
    due_before: datetime
    last_day: date
    is_overdue: bool
    working_days: int
    refused: str | None


def outstanding(raw: Path, province: Province, year: int, as_of: datetime) -> list[Owed]:
    """One row a report that is owed for the year and of which no file could be taken in by ``as_of``, in the order of the obligations.

    Raises ConfigError where the year is not set up, IntakeError where the register cannot be read.
    """
    due = province.year(year).agencies_due_before.astimezone(province.tz)
    if not raw.is_dir():
        raise IntakeError("{}: không có thư mục văn bản đến này.", raw)
    submission, _ = read_register(raw, province, as_of)
    newest = submission.filter(submission["is_current"] & (submission["reference_year"] == year))
    files = {(row["sender"], row["form"]): row for row in newest.iter_rows(named=True)}
    names = {agency.sender: agency.agency_name for agency in province.agencies}
    is_overdue = as_of >= due
    found = []
    for owed in province.obligations_of(year):
        file = files.get((owed.sender, owed.form))
        if file is None or file["sha256"] is None:
            found.append(
                Owed(
                    sender=owed.sender,
                    agency_name=names[owed.sender],
                    form=owed.form,
                    sheets=owed.sheets,
                    due_before=due,
                    last_day=last_working_day(due, province.tz),
                    is_overdue=is_overdue,
                    working_days=(working_days_late if is_overdue else working_days_left)(due, as_of, province.tz),
                    refused=file["path"] if file else None,
                )
            )
    return found
