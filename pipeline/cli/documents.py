"""The offices: blank forms for them, what they send, what they owe."""

import gc
import json
from gettext import gettext as _
from pathlib import Path
from typing import Any

import click

from pipeline.cli.options import LANG, PROVINCE, RAW, YEAR, Command, Moment, leave, one_line
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
@LANG
@one_line
def templates(year: int, out: Path, province: Path | None, lang: str | None) -> None:
    """Viết mẫu báo cáo trống cho từng cơ quan."""
    from pipeline import settings as run_settings
    from pipeline.reports.forms.write import write_templates

    settings = run_settings.resolve(out=out, province=province, lang=lang)
    settings.province.year(year)
    for path in write_templates(settings.out, settings.province, year, settings.lang):
        click.echo(path)


@click.command()
@_document
@click.option("--quiet", is_flag=True, help="Không in gì ngoài lỗi.")
@click.option("--json", "as_json", is_flag=True, help="In dạng JSON.")
@PROVINCE
@LANG
@one_line
def check(
    file: Path, sender: str, form: str, year: int, quiet: bool, as_json: bool, province: Path | None, lang: str | None
) -> None:  # fmt: skip
    """Kiểm riêng một tệp: 0 là được, 3 là có lỗi."""
    from pipeline import settings as run_settings
    from pipeline.cli.face import check_text, shown_progress
    from pipeline.quality.alone import told

    gc.set_threshold(100_000)  # as of a run
    settings = run_settings.resolve(province=province, lang=lang)
    with shown_progress(not quiet and not as_json, settings.lang):
        answer = told(file, settings, sender, form, year)
    if as_json:
        asked = {"file": str(file), "sender": sender, "form": form, "year": year}
        click.echo(json.dumps(asked | answer.as_dict(), ensure_ascii=False, indent=1))
    elif not quiet:
        click.echo(check_text(answer))
    leave(HELD_BACK if answer.counts["error"] else 0)


@click.command()
@_document
@click.option("--received-at", type=Moment(), help="Thời điểm nhận, ISO 8601 (mặc định: bây giờ).")
@click.option("--document-no", default="", help="Số, ký hiệu văn bản.")
@click.option("--note", default="", help="Ghi chú.")
@click.option("--anyway", default="", help="Vẫn vào sổ dù không phải báo cáo được chờ: lý do, ghi vào ghi chú.")
@RAW
@PROVINCE
@LANG
@one_line
def receive(
    file: Path, sender: str, form: str, year: int, received_at: str | None, document_no: str, note: str, anyway: str,
    raw: Path | None, province: Path | None, lang: str | None,
) -> None:  # fmt: skip
    """Vào sổ một văn bản, không ghi đè. Mở đọc trước, rồi chép vào raw/, ghi mã băm và một dòng vào sổ."""
    from pipeline import settings as run_settings
    from pipeline.intake.receive import receive as file_document
    from pipeline.quality.admission import admit
    from pipeline.reports.feedback.answers import confirming

    settings = run_settings.resolve(raw=raw, province=province, lang=lang)
    moment = run_settings.parse_moment(received_at, settings.province) if received_at else None
    if anyway and not is_visible(anyway):
        raise click.UsageError(_("--anyway cần một lý do bằng chữ."))
    admitted = None if anyway else admit(file, settings.province, sender, form, year, settings.lang)
    noted = "; ".join(filter(None, (note, anyway)))
    beside = confirming(file, settings.raw, settings.province, sender, form, year, document_no)
    click.echo(
        file_document(
            file, settings.raw, settings.province, sender, form, year, moment, document_no, noted, settings.lang, beside, admitted
        )
    )
    if beside is not None:
        said = _("{count} câu hỏi đã được xác nhận là đúng, ghi vào {file}.")
        click.echo(said.format(count=beside.written, file=beside.file))


@click.command()
@YEAR
@click.option("--as-of", type=Moment(), help="Tính đến thời điểm này, ISO 8601 (mặc định: bây giờ).")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Thư mục ghi thêm danh sách dạng xlsx.")
@RAW
@PROVINCE
@LANG
@one_line
def remind(year: int, as_of: str | None, out: Path | None, **paths: Any) -> None:
    """Ai còn nợ báo cáo gì, còn mấy ngày làm việc."""
    from pipeline import settings as run_settings
    from pipeline.intake.reminders import outstanding
    from pipeline.reports.reminder.reminder_list import ReminderList

    settings = run_settings.resolve(as_of=as_of, **paths)
    owed = outstanding(settings.raw, settings.province, year, settings.as_of)
    reminder = ReminderList(owed, settings.province, year, settings.as_of, settings.lang)
    click.echo(reminder.text())
    if out is not None:
        click.echo(f"\n{reminder.write_book(out.absolute())}")
