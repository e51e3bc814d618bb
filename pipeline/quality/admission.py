"""Whether a document may be filed: it is opened and read as a run would read it, before anything is written.

Which findings say that it may not is a property of the rule (``is_unreadable``, ``is_misfiled``). Not here: filing it (``intake/receive``).
"""

import json
from pathlib import Path

from pipeline.config import Province
from pipeline.config.suites import read_catalogues
from pipeline.intake import work
from pipeline.intake.read import request_of
from pipeline.intake.receive import check_obligation, check_source
from pipeline.intake.receive_messages import ReceiveError
from pipeline.intake.worker import Job
from pipeline.quality.sentences import said
from pipeline.settings import SUITES
from pipeline.system.files import digest_of

_LOCK = "~$"


def admit(file: Path, province: Province, sender: str, form: str, year: int, lang: str) -> str:
    """The digest of the bytes that were read and may be filed. Raises ReceiveError, in one line: what the file is, what to send."""
    check_obligation(province, sender, form, year, lang)
    if file.name.startswith(_LOCK):
        raise ReceiveError("lock_file", lang, file=file, name=file.name.removeprefix(_LOCK))
    source = check_source(file, lang)
    digest = digest_of(source)
    request = request_of({"sender": sender, "form": form, "reference_year": year, "path": file.name}, province, {})
    found = work.read([Job("it", digest, source, request, source.stat().st_size)], province.limits, lambda _: None)
    rules = read_catalogues(SUITES)["reading"]
    for row in found["finding"].iter_rows(named=True):
        rule = rules[row["rule"]]
        if rule.is_unreadable or rule.is_misfiled:
            told = said(rule, json.loads(row["detail"]) | row, lang)
            raise ReceiveError("not_admitted", lang, file=file, message=told["message"], remedy=told["remedy"])
    if not found["file"]["was_read"].item():
        raise ReceiveError("nothing_read", lang, file=file, form=form)
    return digest
