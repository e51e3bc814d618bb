"""The report of a year: make it, ask whether it may leave."""

import gc
import sys
from gettext import gettext as _
from typing import Any

import click

from pipeline.cli.face import STAGES
from pipeline.cli.options import YEAR, Moment, Screen, leave, one_line, path_options
from pipeline.system.errors import HELD_BACK
from pipeline.system.memory import A_RUN, check_memory


@click.command()
@click.option("--year", type=int, help="Năm báo cáo (mặc định: năm mới nhất trong sổ văn bản đến).")
@click.option("--as-of", type=Moment(), help="Số liệu biết đến thời điểm này, ISO 8601 (mặc định: bây giờ).")
@click.option("--wait", is_flag=True, help="Nếu lượt khác đang chạy thì đợi đến lượt (mặc định: báo rồi dừng).")
@click.option("--again", is_flag=True, help="Làm lại cả khi không có gì thay đổi từ lượt chạy trước.")
@click.option("--from", "start", type=click.Choice(list(STAGES["vi"])), help="Chỉ làm từ bước này, dựa vào các bước trước đã có.")
@path_options
@one_line
def run(year: int | None, as_of: str | None, wait: bool, again: bool, start: str | None, screen: Screen, **paths: Any) -> None:
    """Đọc raw/, tính, kiểm tra, viết báo cáo của một năm."""
    check_memory(A_RUN)  # before what is imported takes the rest of it
    from pipeline import settings as run_settings
    from pipeline.cli.face import shown_progress, summary_text
    from pipeline.run import run as run_graph

    gc.set_threshold(100_000)  # a run makes objects that live until it ends; to look through them ever again costs a second
    settings = run_settings.resolve(as_of=as_of, **paths)
    with shown_progress(screen.is_for_eyes, settings.lang):
        result = run_graph(
            settings, year, wait=wait, again=again, start=start or "", told=lambda line: click.echo(f"hoptac: {line}", err=True)
        )
    if not screen.quiet:
        from pipeline.reports.summary import summarise

        summary, unchanged = summarise(settings, result.year), ""
        if (since := result.unchanged_since) is not None:
            when = f"{since.astimezone(settings.province.tz):%H:%M:%S %d/%m/%Y}"
            unchanged = _("Không có gì thay đổi từ lượt chạy với số liệu biết đến {when}; --again để làm lại.").format(when=when) + "\n\n"
        screen.show(lambda: unchanged + summary_text(summary, settings.lang), lambda: summary)
    leave(0 if result.passed else HELD_BACK)


@click.command()
@YEAR
@click.option("--format", "form", type=click.Choice(["text", "json", "junit"]), default="text", help="Dạng kết quả.")
@path_options
@one_line
def gate(year: int, form: str, screen: Screen, **paths: Any) -> None:
    """Báo cáo đã được phép đi chưa: 0 là được, 3 là còn giữ lại."""
    from pipeline import settings as run_settings
    from pipeline.cli.face import gate_text
    from pipeline.reports.quality_page.gate_files import gate_answer

    settings = run_settings.resolve(**paths)
    answer, form = gate_answer(settings, year), screen.form(form)
    screen.echo({"json": answer.json, "junit": answer.xml}[form].decode() if form != "text" else gate_text(answer, settings.lang))
    sys.exit(0 if answer.passed else HELD_BACK)
