"""``hoptac``: a thin face on the jobs. Parses words, calls one function, prints one line for one failure. Heavy imports wait inside."""

from __future__ import annotations

import errno
import gc
import json
import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import NoReturn

import click

from pipeline.errors import HoptacError, describe

COULD_NOT_RUN, HELD_BACK = 1, 3


def _paths(command: Callable) -> Callable:
    for option in (
        click.option("--warehouse", type=click.Path(path_type=Path), help="Kho số liệu (mặc định warehouse/hoptac.duckdb)."),
        click.option("--out", type=click.Path(path_type=Path), help="Thư mục kết quả (mặc định out)."),
        click.option("--raw", type=click.Path(path_type=Path), help="Thư mục văn bản đến (mặc định raw)."),
        click.option("--releases", type=click.Path(path_type=Path), help="Thư mục các bản phát hành (mặc định releases)."),
        click.option("--province", type=click.Path(path_type=Path), help="Thư mục cấu hình của tỉnh."),
        click.option("--lang", type=click.Choice(["vi", "en"]), help="Ngôn ngữ (mặc định vi)."),
    ):
        command = option(command)
    return command


def _answer(command: Callable) -> Callable:
    """Of commands that answer a question from the warehouse: in which form, and into which file."""
    for option in (
        click.option("--warehouse", type=click.Path(path_type=Path), help="Kho số liệu (mặc định warehouse/hoptac.duckdb)."),
        click.option("--raw", type=click.Path(path_type=Path), help="Thư mục văn bản đến (mặc định raw)."),
        click.option("--province", type=click.Path(path_type=Path), help="Thư mục cấu hình của tỉnh."),
        click.option("--lang", type=click.Choice(["vi", "en"]), help="Ngôn ngữ (mặc định vi)."),
        click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Tệp để ghi thay vì in ra; xlsx phải có."),
        click.option("--json", "as_json", is_flag=True, help="Như --format json."),
        click.option("--format", "form", type=click.Choice(["text", "json", "xlsx"]), default="text", help="Dạng kết quả."),
    ):
        command = option(command)
    return command


def _form(form: str, as_json: bool, out: Path | None) -> str:
    if form == "xlsx" and out is None:
        raise click.UsageError("dạng xlsx cần tên tệp: thêm --out TỆP.xlsx.")
    return "json" if as_json else form


def _one_line(command: Callable) -> Callable:
    """Expected failures leave as one line on stderr and exit code 1."""

    @wraps(command)
    def wrapped(*args, **kwargs):
        try:
            return command(*args, **kwargs)
        except HoptacError as error:
            click.echo(f"hoptac: {error}", err=True)
            sys.exit(COULD_NOT_RUN)
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever reads along has gone: click ends quietly
                raise
            click.echo(f"hoptac: {describe(error)}", err=True)
            sys.exit(COULD_NOT_RUN)
        except KeyboardInterrupt:
            click.echo("hoptac: đã dừng theo yêu cầu; kết quả tốt gần nhất vẫn còn nguyên.", err=True)
            sys.exit(COULD_NOT_RUN)

    return wrapped


def _leave(code: int) -> NoReturn:
    """End the process at once: to take down all that a run has imported takes two seconds, and everything is written and closed."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(package_name="hoptac")
def main() -> None:
    """hoptac: từ tệp của các cơ quan đến báo cáo kinh tế tập thể ngày 15 tháng 12."""


@main.command()
@click.option("--year", type=int, help="Năm báo cáo (mặc định: năm mới nhất trong sổ văn bản đến).")
@click.option("--as-of", help="Số liệu biết đến thời điểm này, ISO 8601 (mặc định: bây giờ).")
@click.option("--quiet", is_flag=True, help="Không in gì ngoài lỗi.")
@click.option("--json", "as_json", is_flag=True, help="In tóm tắt dạng JSON.")
@_paths
@_one_line
def run(year, as_of, quiet, as_json, **paths) -> None:
    """Đọc raw/, tính, kiểm tra, viết báo cáo của một năm."""
    from pipeline import settings as run_settings
    from pipeline.face import shown_progress, summary_text
    from pipeline.run import run as run_graph

    gc.set_threshold(100_000)  # a run makes objects that live until it ends; to look through them ever again costs a second
    settings = run_settings.resolve(as_of=as_of, **paths)
    with shown_progress(not quiet and not as_json, settings.lang):
        result = run_graph(settings, year)
    if not quiet:
        from pipeline.reports.summary import summarise

        summary = summarise(settings, result.year)
        click.echo(json.dumps(summary, ensure_ascii=False, indent=1) if as_json else summary_text(summary, settings.lang))
    _leave(0 if result.passed else HELD_BACK)


@main.command()
@click.option("--year", type=int, required=True, help="Năm báo cáo.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Thư mục ghi các mẫu.")
@click.option("--province", type=click.Path(path_type=Path), help="Thư mục cấu hình của tỉnh.")
@click.option("--lang", type=click.Choice(["vi", "en"]))
@_one_line
def templates(year, out, province, lang) -> None:
    """Viết mẫu báo cáo trống cho từng cơ quan."""
    from pipeline import settings as run_settings
    from pipeline.reports.templates_xlsx import write_templates

    settings = run_settings.resolve(out=out, province=province, lang=lang)
    settings.province.year(year)
    for path in write_templates(settings.out, settings.province, year, settings.lang):
        click.echo(path)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--sender", required=True, help="Mã cơ quan gửi, ví dụ 615.")
@click.option("--form", required=True, help="registry_extract, agency_report hoặc alliance_members.")
@click.option("--year", type=int, required=True, help="Năm báo cáo.")
@click.option("--received-at", help="Thời điểm nhận, ISO 8601 (mặc định: bây giờ).")
@click.option("--document-no", default="", help="Số, ký hiệu văn bản.")
@click.option("--note", default="", help="Ghi chú.")
@click.option("--raw", type=click.Path(path_type=Path))
@click.option("--province", type=click.Path(path_type=Path))
@click.option("--lang", type=click.Choice(["vi", "en"]))
@_one_line
def receive(file, sender, form, year, received_at, document_no, note, raw, province, lang) -> None:
    """Vào sổ một văn bản: chép vào raw/, ghi mã băm, không ghi đè."""
    from pipeline import settings as run_settings
    from pipeline.intake.receive import receive as file_document

    settings = run_settings.resolve(raw=raw, province=province, lang=lang)
    moment = run_settings.parse_moment(received_at, settings.province) if received_at else None
    click.echo(file_document(file, settings.raw, settings.province, sender, form, year, moment, document_no, note, settings.lang))


@main.command()
@click.option("--year", type=int, required=True, help="Năm báo cáo.")
@click.option("--as-of", help="Tính đến thời điểm này, ISO 8601 (mặc định: bây giờ).")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Thư mục ghi thêm danh sách dạng xlsx.")
@click.option("--raw", type=click.Path(path_type=Path), help="Thư mục văn bản đến (mặc định raw).")
@click.option("--province", type=click.Path(path_type=Path), help="Thư mục cấu hình của tỉnh.")
@click.option("--lang", type=click.Choice(["vi", "en"]), help="Ngôn ngữ (mặc định vi).")
@_one_line
def remind(year, as_of, out, **paths) -> None:
    """Cơ quan nào còn nợ báo cáo gì, hạn nào, còn mấy ngày làm việc."""
    from pipeline import settings as run_settings
    from pipeline.intake.reminders import outstanding
    from pipeline.reports import reminder_list

    settings = run_settings.resolve(as_of=as_of, **paths)
    province, moment, lang = settings.province, settings.as_of, settings.lang
    owed = outstanding(settings.raw, province, year, moment)
    click.echo(reminder_list.text(owed, province, year, moment, lang))
    if out is not None:
        click.echo(f"\n{_written(lambda: reminder_list.write_book(owed, province, year, moment, out.absolute(), lang), out)}")


def _written(write: Callable[[], Path], place: Path) -> Path:
    try:
        return write()
    except OSError as error:
        raise HoptacError(f"{place}: không ghi được ({error.strerror}).") from error


@main.command()
@click.option("--year", type=int, required=True, help="Năm báo cáo.")
@click.option("--format", "form", type=click.Choice(["text", "json", "junit"]), default="text", help="Dạng kết quả.")
@_paths
@_one_line
def gate(year, form, **paths) -> None:
    """Báo cáo đã được phép đi chưa: 0 là được, 3 là còn giữ lại."""
    from pipeline import settings as run_settings
    from pipeline.face import gate_text
    from pipeline.reports.gate_files import gate_answer

    settings = run_settings.resolve(**paths)
    answer = gate_answer(settings, year)
    click.echo({"json": answer.json, "junit": answer.xml}[form].decode() if form != "text" else gate_text(answer, settings.lang))
    sys.exit(0 if answer.passed else HELD_BACK)


@main.command()
@click.argument("indicator")
@click.option("--year", type=int, required=True, help="Năm báo cáo.")
@click.option("--area", help="Mã địa bàn (mặc định: cả tỉnh).")
@click.option("--limit", type=click.IntRange(min=0), help="Số dòng nhiều nhất của mỗi danh sách, 0 là tất cả (mặc định: 200 khi in chữ).")
@_answer
@_one_line
def explain(indicator, year, area, limit, form, as_json, out, **paths) -> None:
    """Một con số từ đâu ra: đến từng tệp, trang, dòng, cột."""
    from pipeline import settings as run_settings
    from pipeline.reports.explain import explain as explain_figure
    from pipeline.reports.way_back.output import LISTED, rendered

    gc.disable()  # a list of thirty thousand units is made once, printed, and the process ends
    settings, form = run_settings.resolve(**paths), _form(form, as_json, out)
    most = (LISTED if form == "text" else None) if limit is None else limit or None
    answer = explain_figure(settings.warehouse, settings.province, indicator, year, area or settings.province.code, settings.lang, most)
    click.echo(rendered(answer, form, out, settings.lang))


@main.command()
@click.argument("path")
@click.argument("place", nargs=-1, required=True, metavar="[TRANG] Ô")
@_answer
@_one_line
def trace(path, place, form, as_json, out, **paths) -> None:
    """Một ô góp vào những con số nào: hoptac trace raw/2019/615/tep.xlsx "Biểu 2" K17."""
    from pipeline import settings as run_settings
    from pipeline.reports.trace import trace as trace_cell
    from pipeline.reports.way_back.output import rendered

    if len(place) > 2:
        raise click.UsageError('chỉ nhận tệp, tên trang và ô; tên trang có dấu cách phải đặt trong dấu nháy, ví dụ "Biểu 2".')
    settings, form = run_settings.resolve(**paths), _form(form, as_json, out)
    absolute = Path(path).absolute()
    inside = str(absolute.relative_to(settings.raw)) if absolute.is_relative_to(settings.raw) else path
    answer = trace_cell(settings.warehouse, settings.province, inside, place[0] if len(place) == 2 else "", place[-1], settings.lang)
    click.echo(rendered(answer, form, out, settings.lang))


@main.command()
@click.option("--year", type=int, required=True, help="Năm báo cáo.")
@click.option("--name", required=True, help="Họ tên người phê duyệt.")
@click.option("--title", default="", help="Chức vụ (mặc định: chức vụ người ký của tỉnh).")
@click.option("--at", "moment", help="Thời điểm phê duyệt, ISO 8601 (mặc định: bây giờ).")
@_paths
@_one_line
def approve(year, name, title, moment, **paths) -> None:
    """Phê duyệt báo cáo đã qua kiểm tra: ghi tên, thời điểm, mã số liệu; in lại báo cáo."""
    from pipeline import settings as run_settings
    from pipeline.releases.approving import approve_report

    settings = run_settings.resolve(**paths)
    when = run_settings.parse_moment(moment, settings.province) if moment else None
    approval = approve_report(settings, year, name, title, when, run_settings.SUITES)
    click.echo(f"{approval.name} · {approval.approved_at.isoformat()} · {approval.content_digest[:12]}")


@main.command()
@click.option("--year", type=int, required=True, help="Năm báo cáo.")
@_paths
@_one_line
def release(year, **paths) -> None:
    """Đóng băng báo cáo chính thức thành một bản phát hành, chỉ đọc, không ghi đè."""
    from pipeline import settings as run_settings
    from pipeline.releases.freeze import release as freeze

    click.echo(freeze(run_settings.resolve(**paths), year, run_settings.SUITES).folder)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--raw", type=click.Path(path_type=Path), help="Thư mục văn bản đến (mặc định raw).")
@click.option("--province", type=click.Path(path_type=Path), help="Thư mục cấu hình của tỉnh.")
@_one_line
def replay(folder, **paths) -> None:
    """Làm lại một bản phát hành từ raw/ và so từng byte: 0 là giống hệt."""
    from pipeline import settings as run_settings
    from pipeline.face import replay_text
    from pipeline.releases.replay import replay as make_again

    answer = make_again(run_settings.resolve(**paths), folder)
    click.echo(replay_text(answer))
    sys.exit(0 if answer.is_same else COULD_NOT_RUN)


@main.command("publish-public")
@click.option("--out", "target", type=click.Path(path_type=Path), required=True, help="Tệp DuckDB cho công chúng.")
@click.option("--previous", type=click.Path(path_type=Path), help="Bản công bố trước đó (mặc định: tệp đang có ở --out).")
@click.option("--warehouse", type=click.Path(path_type=Path), help="Kho số liệu (mặc định warehouse/hoptac.duckdb).")
@_one_line
def publish_public(target, previous, warehouse) -> None:
    """Bản cho công chúng: số tổng hợp, ô dưới 3 đơn vị được che."""
    from pipeline import settings as run_settings
    from pipeline.warehouse.public import publish_public as publish

    settings = run_settings.resolve(warehouse=warehouse)
    made = publish(settings.warehouse, target.absolute(), settings.province, previous and previous.absolute())
    click.echo(f"{target.absolute()}: {made.hidden} ô được che")
    if made.given_away:
        click.echo(f"hoptac: {made.given_away} ô nhỏ vẫn suy ra được khi đối chiếu với bản trước.", err=True)


@main.command()
@click.argument("sql")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", help="Dạng kết quả.")
@click.option("--limit", type=int, default=1000, show_default=True, help="Số dòng nhiều nhất.")
@click.option("--seconds", type=float, default=30, show_default=True, help="Thời gian chạy nhiều nhất.")
@_paths
@_one_line
def query(sql, form, limit, seconds, **paths) -> None:
    """Hỏi kho số liệu bằng SQL, chỉ đọc."""
    from pipeline import settings as run_settings
    from pipeline.face import table_text
    from pipeline.warehouse.query import query as ask

    settings = run_settings.resolve(**paths)
    answer = ask(settings.warehouse, sql, limit, seconds)
    click.echo(table_text(answer, form))


if __name__ == "__main__":
    main()
