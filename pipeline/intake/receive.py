"""Filing an incoming document: the checks, and the order in which file and register row are written.

The file goes to ``raw/<year>/<sender>/`` first, its row in ``raw/incoming.csv`` last; a failure leaves neither.
``filing`` places files and appends rows, ``file_name`` makes names safe; what a file holds is for the readers to judge.
"""

import stat
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from pipeline.config import Province
from pipeline.intake import filing
from pipeline.intake.file_name import safe_name
from pipeline.intake.receive_messages import ReceiveError
from pipeline.system import register_csv
from pipeline.system.clock import check_clock
from pipeline.system.errors import reason
from pipeline.system.files import digest_of
from pipeline.system.raw_names import INCOMING
from pipeline.system.register_csv import Register, RegisterError

Beside = Callable[[str, str, filing.Undo], None]
"""Called with the document's path in raw/ and its time of receipt before its row is written."""


def receive(
    file: Path,
    raw: Path,
    province: Province,
    sender: str,
    form: str,
    year: int,
    received_at: datetime | None = None,
    document_no: str = "",
    note: str = "",
    lang: str = "vi",
    beside: Beside | None = None,
    admitted: str | None = None,
) -> Path:
    """File ``file`` as a document of (``sender``, ``form``, ``year``) and return where it now lies under ``raw``.

    ``received_at``: None is now, a naive time is the province's. A file already lying unregistered in its own folder is
    registered where it is. ``beside``: what else is written with it, or not at all; ``admitted``: the digest of what was looked at.
    Raises ReceiveError, one line in ``lang``, and then leaves ``raw`` as it was.
    """
    check_obligation(province, sender, form, year, lang)
    if received_at is None:
        check_clock(Path(raw) / INCOMING)  # what came later must not be dated earlier: the newest version counts
    moment = _moment(received_at, province, lang)
    source = check_source(Path(file), lang)
    if admitted not in (None, digest_of(source)):
        raise ReceiveError("changed_meanwhile", lang, file=source)
    try:
        return _file(source, Path(raw), province, (sender, form, year), moment, _one_line(document_no), _one_line(note), lang, beside)
    except RegisterError as error:
        raise ReceiveError(
            "register", lang, register=Path(raw) / INCOMING, row=error.row, reason=error.en if lang == "en" else error.vi
        ) from error
    except OSError as error:
        raise ReceiveError("cannot_write", lang, raw=raw, reason=reason(error, lang)) from error


def _file(
    source: Path,
    raw: Path,
    province: Province,
    obligation: tuple[str, str, int],
    moment: datetime,
    document_no: str,
    note: str,
    lang: str,
    beside: Beside | None,
) -> Path:
    sender, form, year = obligation
    with filing.undo_on_error() as undo:
        filing.make_folder(raw, undo)
        with filing.lock(raw, lang):
            register = register_csv.read(raw / INCOMING, filing.COLUMNS)
            digest = digest_of(source)
            _refuse_known_content(register, raw, obligation, source, digest, lang)
            folder = raw / str(year) / sender
            if not folder.resolve().is_relative_to(raw.resolve()):
                raise ReceiveError("outside_raw", lang, path=folder, raw=raw)
            name = safe_name(source.name, fallback=f"{sender}-{form}-{year}")
            if source.resolve().is_relative_to(raw.resolve()):
                target = _check_place(source, folder, raw, name, register, lang)
            else:
                filing.make_folder(folder.parent, undo)
                filing.make_folder(folder, undo)
                target = filing.place(source, folder, name, digest, filing.paths(register), raw, undo, lang)
            row = {
                "received_at": moment.astimezone(province.tz).isoformat(),
                "sender": sender,
                "form": form,
                "year": str(year),
                "path": target.relative_to(raw).as_posix(),
                "sha256": digest,
                "document_no": document_no,
                "note": note,
            }
            if beside is not None:
                beside(row["path"], row["received_at"], undo)
            filing.append_row(register, row, undo)
            return target


def check_obligation(province: Province, sender: str, form: str, year: int, lang: str) -> None:
    """Whether the sender owes the form in that year. Raises ReceiveError."""
    years = sorted(row.reference_year for row in province.reference_years)
    if year not in years:
        raise ReceiveError("unknown_year", lang, year=year, first=years[0], last=years[-1])
    senders = [row.sender for row in province.agencies_of(year)]
    if sender not in senders:
        raise ReceiveError("unknown_sender", lang, sender=_one_line(sender), year=year, known=", ".join(senders))
    forms = sorted({row.form for row in province.obligations})
    if form not in forms:
        raise ReceiveError("unknown_form", lang, form=_one_line(form), known=", ".join(forms))
    owed = [row.form for row in province.obligations_of(year) if row.sender == sender]
    if form not in owed:
        raise ReceiveError("form_not_owed", lang, sender=sender, form=form, year=year, known=", ".join(owed) or "–")


def _moment(received_at: datetime | None, province: Province, lang: str) -> datetime:
    now = datetime.now(province.tz)
    if received_at is None:
        return now.replace(microsecond=0)
    moment = received_at if received_at.tzinfo else received_at.replace(tzinfo=province.tz)
    if moment > now:
        shown = "%d/%m/%Y %H:%M:%S"
        raise ReceiveError("in_future", lang, moment=moment.astimezone(province.tz).strftime(shown), now=now.strftime(shown))
    return moment


def check_source(file: Path, lang: str) -> Path:
    """An ordinary file that holds something. Raises ReceiveError."""
    try:
        found = file.stat()
        if stat.S_ISDIR(found.st_mode):
            raise ReceiveError("is_folder", lang, file=file)
        if not stat.S_ISREG(found.st_mode):
            raise ReceiveError("not_regular", lang, file=file)
        if found.st_size == 0:
            raise ReceiveError("empty_file", lang, file=file)
        with file.open("rb"):
            return file
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ReceiveError("no_such_file", lang, file=file) from error
    except OSError as error:
        raise ReceiveError("cannot_read", lang, file=file, reason=reason(error, lang)) from error


def _refuse_known_content(register: Register, raw: Path, obligation: tuple[str, str, int], source: Path, digest: str, lang: str) -> None:
    """The same bytes twice for one obligation is a document filed twice, and would silently undo a correction between the two."""
    sender, form, year = obligation
    for row in register.rows:
        if (row.cells["sender"], row.cells["form"], row.cells["year"]) != (sender, form, str(year)):
            continue
        if (row.cells["sha256"].lower() or filing.digest_if_same_size(raw / row.cells["path"], source)) == digest:
            raise ReceiveError("already_filed", lang, line=row.number, path=row.cells["path"], received_at=row.cells["received_at"])


def _check_place(source: Path, folder: Path, raw: Path, name: str, register: Register, lang: str) -> Path:
    """A file already under ``raw`` is taken where it lies if that is its place; a second copy of it would stay behind without a row."""
    target = folder / source.name
    if source.resolve() != target.resolve() or source.name != name or target.relative_to(raw).as_posix() in filing.paths(register):
        raise ReceiveError("inside_raw", lang, file=source, folder=folder)
    return target


def _one_line(text: str) -> str:
    return " ".join(str(text).split()).encode("utf-8", "replace").decode("utf-8")
