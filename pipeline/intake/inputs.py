"""What was known at a moment of what lies in ``raw/``, as one digest: documents, what people write in registers, deadlines passed.

Not in it: approvals and the office's paragraphs, which are of a report and change none of its figures.
"""

import hashlib
from datetime import datetime
from pathlib import Path

from pipeline.config import Province
from pipeline.intake.register import read_register
from pipeline.system import register_csv
from pipeline.system.files import digest_of
from pipeline.system.raw_names import INCOMING, SIGNED, is_ignored, is_of_a_report
from pipeline.system.signatures import signed_on, standing

_SAID_WHEN = ("signed_at", "decided_on")


def inputs_digest(raw: Path, province: Province, moment: datetime, *, is_now: bool = False) -> str:
    """SHA-256, hex: the same as long as a run as of this moment would read the same. Raises RegisterError, OSError."""
    whole = hashlib.sha256()
    for table in read_register(raw, province, moment, is_now=is_now):
        whole.update(repr(table.rows()).encode())
    years = [year.reference_year for year in province.reference_years]
    for path in sorted(raw.iterdir() if raw.is_dir() else ()):
        name = path.name
        if not path.is_file() or is_ignored(name) or name == INCOMING or is_of_a_report(name, years):
            continue
        known = _known(path, moment, province, is_now=is_now)
        if known != "[]" or name not in SIGNED:  # a register without a line is as good as none
            whole.update(f"{name}\0{known}\n".encode())
    day = moment.astimezone(province.tz).date()
    for year in province.reference_years:
        passed = [year.window_start <= day, year.window_end < day, year.agencies_due_before <= moment, year.province_due_before <= moment]
        whole.update(repr([year.reference_year, passed]).encode())
    return whole.hexdigest()


def _known(path: Path, moment: datetime, province: Province, *, is_now: bool) -> str:
    """A register's lines that a run as of then reads; whatever is no such register, as it is."""
    try:
        lines = [row.cells for row in register_csv.read(path, ()).rows]
    except register_csv.RegisterError:
        return digest_of(path)
    when = [next((line[name] for name in _SAID_WHEN if line.get(name)), "") for line in lines]
    signed = [signed_on(said, province.tz) for said in when]
    return repr([line for line, at in zip(lines, signed, strict=True) if at is None or standing(at, moment, is_now=is_now) != "later"])
