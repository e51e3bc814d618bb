"""What was known at a moment of what lies in ``raw/``, as one digest: documents, what people write in registers, deadlines passed.

Not in it: approvals and the office's paragraphs, which are of a report and change none of its figures.
"""

import hashlib
from datetime import datetime
from pathlib import Path

from pipeline.config import Province
from pipeline.intake.filing import REGISTER
from pipeline.intake.register import read_register
from pipeline.system import register_csv
from pipeline.system.files import digest_of

_NO_INPUTS = frozenset({REGISTER, "approvals.csv", "README.md"})
SIGNED = ("confirmations.csv", "corrections.csv", "identity-decisions.csv", "waivers.csv")
"""The registers that people sign in, beside the documents; one without a line is as good as none."""
_PARAGRAPHS = "nhan-dinh-"
_SAID_WHEN = ("signed_at", "decided_on")


def inputs_digest(raw: Path, province: Province, moment: datetime) -> str:
    """SHA-256, hex: the same as long as a run as of this moment would read the same. Raises RegisterError, OSError."""
    whole = hashlib.sha256()
    for table in read_register(raw, province, moment):
        whole.update(repr(table.rows()).encode())
    for path in sorted(raw.glob("[!.~]*")):
        if not path.is_file() or path.name in _NO_INPUTS or path.name.startswith(_PARAGRAPHS):
            continue
        known = _known(path, moment, province)
        if known != "[]" or path.name not in SIGNED:
            whole.update(f"{path.name}\0{known}\n".encode())
    day = moment.astimezone(province.tz).date()
    for year in province.reference_years:
        passed = [year.window_start <= day, year.window_end < day, year.agencies_due_before <= moment, year.province_due_before <= moment]
        whole.update(repr([year.reference_year, passed]).encode())
    return whole.hexdigest()


def _known(path: Path, moment: datetime, province: Province) -> str:
    """A register's lines that were signed or decided by then; whatever is no such register, as it is."""
    try:
        lines = [row.cells for row in register_csv.read(path, ()).rows]
    except register_csv.RegisterError:
        return digest_of(path)
    when = [next((line[name] for name in _SAID_WHEN if line.get(name)), "") for line in lines]
    return repr([line for line, said in zip(lines, when, strict=True) if not _is_later(said, moment, province)])


def _is_later(said: str, moment: datetime, province: Province) -> bool:
    try:
        then = datetime.fromisoformat(said.strip())
    except ValueError:
        return False
    return (then if then.tzinfo else then.replace(tzinfo=province.tz)) > moment
