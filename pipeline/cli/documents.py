"""The offices: blank forms for them, what they send, what they owe."""

import gc
from dataclasses import asdict
from gettext import gettext as _
from pathlib import Path
from typing import Any

import click

from pipeline.cli.options import PROVINCE, RAW, YEAR, Command, Moment, Screen, leave, one_line, screen_options
from pipeline.system.errors import HELD_BACK
from pipeline.system.signatures import is_visible


def _document(command: Command) -> Command:
    """Of commands on a document that an office sends."""
    for option in (
        YEAR,
        click.option("--form", required=True, help="registry_extract, agency_report hoặc alliance_members."),
        click.option("--sender", required=True, help="Mã cơ quan gửi, ví dụ 615."),
        click.argument("file", type=click.Path(path_type=Path)),
    ):
        command = option(command)
    return command


@click.command()
@YEAR
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Thư mục ghi các mẫu.")
@PROVINCE
@screen_options
@one_line
def templates(year: int, out: Path, screen: Screen, **paths: Any) -> None:
    """Viết mẫu báo cáo trống cho từng cơ quan."""
    from pipeline import settings as run_settings
    from pipeline.reports.forms.write import write_templates

    settings = run_settings.resolve(out=out, **paths)
    settings.province.year(year)
    written = write_templates(settings.out, settings.province, year, settings.lang)
    screen.show(lambda: "\n".join(map(str, written)), lambda: {"files": written})


@click.command()
@_document
@PROVINCE
@screen_options
@one_line
def check(file: Path, sender: str, form: str, year: int, screen: Screen, **paths: Any) -> None:
    """Kiểm riêng một tệp: 0 là được, 3 là có lỗi."""
    from pipeline import settings as run_settings
    from pipeline.cli.face import check_text, shown_progress
    from pipeline.quality.alone import told

    gc.set_threshold(100_000)  # as of a run
    settings = run_settings.resolve(**paths)
    with shown_progress(screen.is_for_eyes, settings.lang):
        answer = told(file, settings, sender, form, year)
    asked = {"file": file, "sender": sender, "form": form, "year": year}
    screen.show(lambda: check_text(answer), lambda: asked | answer.as_dict())
    leave(HELD_BACK if answer.counts["error"] else 0)


@click.command()
@_document
@click.option("--received-at", type=Moment(), help="Thời điểm nhận, ISO 8601 (mặc định: bây giờ).")
@click.option("--document-no", default="", help="Số, ký hiệu văn bản.")
@click.option("--note", default="", help="Ghi chú.")
@click.option("--anyway", default="", help="Vẫn vào sổ dù không phải báo cáo được chờ: lý do, ghi vào ghi chú.")
@RAW
@PROVINCE
@screen_options
@one_line
def receive(
    file: Path, sender: str, form: str, year: int, received_at: str | None, document_no: str, note: str, anyway: str,
    screen: Screen, **paths: Any,
) -> None:  # fmt: skip
    """Vào sổ một văn bản, không ghi đè. Mở đọc trước, rồi chép vào raw/, ghi mã băm và một dòng vào sổ."""
    from pipeline import settings as run_settings
    from pipeline.intake.receive import receive as file_document
    from pipeline.quality.admission import admit
    from pipeline.reports.feedback.answers import confirming

    settings = run_settings.resolve(**paths)
    moment = run_settings.parse_moment(received_at, settings.province) if received_at else None
    if anyway and not is_visible(anyway):
        raise click.UsageError(_("--anyway cần một lý do bằng chữ."))
    admitted = None if anyway else admit(file, settings.province, sender, form, year, settings.lang)
    noted = "; ".join(filter(None, (note, anyway)))
    beside = confirming(file, settings.raw, settings.province, sender, form, year, document_no)
    filed = file_document(
        file, settings.raw, settings.province, sender, form, year, moment, document_no, noted, settings.lang, beside, admitted
    )
    confirmed = {"count": beside.written, "file": beside.file} if beside else {}
    said = "\n" + _("{count} câu hỏi đã được xác nhận là đúng, ghi vào {file}.").format(**confirmed) if confirmed else ""
    screen.show(lambda: f"{filed}{said}", lambda: {"path": filed, "confirmed": confirmed})


@click.command()
@YEAR
@click.option("--as-of", type=Moment(), help="Tính đến thời điểm này, ISO 8601 (mặc định: bây giờ).")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Thư mục ghi thêm danh sách dạng xlsx.")
@RAW
@PROVINCE
@screen_options
@one_line
def remind(year: int, as_of: str | None, out: Path | None, screen: Screen, **paths: Any) -> None:
    """Ai còn nợ báo cáo gì, còn mấy ngày làm việc."""
    from pipeline import settings as run_settings
    from pipeline.intake.reminders import outstanding
    from pipeline.reports.reminder.reminder_list import ReminderList

    settings = run_settings.resolve(as_of=as_of, **paths)
    owed = outstanding(settings.raw, settings.province, year, settings.as_of)
    reminder = ReminderList(owed, settings.province, year, settings.as_of, settings.lang)
    book = reminder.write_book(out.absolute()) if out is not None else None
    screen.show(
        lambda: reminder.text() + (f"\n\n{book}" if book else ""),
        lambda: {"year": year, "as_of": settings.as_of, "owed": list(map(asdict, owed)), "file": book},
    )
