"""What the commands share: options, how an answer is given, and that a failure is one line and an exit code."""

import errno
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from gettext import gettext as _
from pathlib import Path
from typing import Any, NoReturn, ParamSpec, TypeVar
from uuid import uuid4

import click

from pipeline.cli.stopping import SIGNALLED, noted, say_stopped
from pipeline.cli.values import plain
from pipeline.system.errors import COULD_NOT_RUN, HoptacError, describe, unforeseen
from pipeline.system.language import LANGUAGES
from pipeline.system.memory import ANY_COMMAND, check_memory

Command = TypeVar("Command", bound=Callable[..., Any])
Given = ParamSpec("Given")
Answer = TypeVar("Answer")

_CLICKS = (click.ClickException, click.exceptions.Exit, click.Abort)


class Moment(click.ParamType[str]):
    """An instant or a day in ISO 8601, as text: whose day it is, the province knows (``settings.parse_moment``)."""

    name = "moment"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            datetime.fromisoformat(value)
        except ValueError:
            self.fail(_("{text} không phải một thời điểm ISO 8601, ví dụ 2019-12-14 hay 2019-12-14T23:59:59+07:00.").format(text=value))
        return value


WAREHOUSE = click.option("--warehouse", type=click.Path(path_type=Path), help="Kho số liệu (mặc định warehouse/hoptac.duckdb).")
RAW = click.option("--raw", type=click.Path(path_type=Path), help="Thư mục văn bản đến (mặc định raw).")
PROVINCE = click.option("--province", type=click.Path(path_type=Path), help="Thư mục cấu hình của tỉnh.")
RELEASES = click.option("--releases", type=click.Path(path_type=Path), help="Thư mục các bản phát hành (mặc định releases).")
LANG = click.option("--lang", type=click.Choice(LANGUAGES), help="Ngôn ngữ (mặc định vi).")
YEAR = click.option("--year", type=int, required=True, help="Năm báo cáo.")


@contextmanager
def printing() -> Iterator[None]:
    """What the system refuses is said of the output by its name."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or _("đầu ra")
        raise


@dataclass(frozen=True)
class Screen:
    """To whom a command talks: to a person, to a machine in JSON, or to nobody (``quiet``; a failure is said all the same)."""

    quiet: bool
    as_json: bool

    @property
    def is_for_eyes(self) -> bool:
        return not self.quiet and not self.as_json

    def show(self, text: Callable[[], object], data: Callable[[], Any]) -> None:
        """The answer, made in the one form that is asked for."""
        if not self.quiet:
            self.echo(json.dumps(plain(data()), ensure_ascii=False, indent=1) if self.as_json else text())

    def echo(self, text: object) -> None:
        """An answer that has its form already."""
        if not self.quiet:
            with printing():
                click.echo(text)

    def form(self, asked: str) -> Any:
        """Of a command that has further forms (``--format``). Raises UsageError where two are asked for."""
        source = click.get_current_context().get_parameter_source("form")
        if self.as_json and asked != "json" and source is click.core.ParameterSource.COMMANDLINE:
            raise click.UsageError(_("--json và --format {form} là hai dạng khác nhau: chọn một.").format(form=asked))
        return "json" if self.as_json else asked


def screen_options(command: Command) -> Command:
    """Of every command: ``screen``, and the language."""

    @wraps(command)
    def wrapped(*args: Any, quiet: bool, as_json: bool, **kwargs: Any) -> Any:
        return command(*args, screen=Screen(quiet, as_json), **kwargs)

    made: Any = wrapped
    for option in (
        LANG,
        click.option("--json", "as_json", is_flag=True, help="In dạng JSON (như --format json)."),
        click.option("--quiet", is_flag=True, help="Không in gì ngoài lỗi."),
    ):
        made = option(made)
    return made


def path_options(command: Command) -> Command:
    """Of commands on a whole run's folders."""
    command = screen_options(command)
    for option in (
        WAREHOUSE,
        click.option("--out", type=click.Path(path_type=Path), help="Thư mục kết quả (mặc định out)."),
        RAW,
        RELEASES,
        PROVINCE,
    ):
        command = option(command)
    return command


def answer_options(command: Command) -> Command:
    """Of commands that answer a question from the warehouse: in which form, and into which file."""
    command = screen_options(command)
    for option in (
        WAREHOUSE,
        RAW,
        PROVINCE,
        click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Tệp để ghi thay vì in ra; xlsx phải có."),
        click.option("--format", "form", type=click.Choice(["text", "json", "xlsx"]), default="text", help="Dạng kết quả."),
    ):
        command = option(command)
    return command


def one_line(command: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """A failure leaves as one line on stderr and its exit code; Ctrl-C and SIGTERM as one line and 130, 143."""

    @wraps(command)
    def wrapped(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        with noted() as stopped_by:
            try:
                check_memory(ANY_COMMAND)
                return command(*args, **kwargs)
            except BaseException as error:
                if number := stopped_by():
                    say_stopped()
                    leave(SIGNALLED + number)
                if not isinstance(error, Exception) or isinstance(error, _CLICKS) or getattr(error, "errno", None) == errno.EPIPE:
                    raise  # EPIPE: whoever reads along has gone, and click ends quietly
                click.echo(f"hoptac: {_line(error)}", err=True)
                sys.exit(error.exit_code if isinstance(error, HoptacError) else COULD_NOT_RUN)

    return wrapped


def _line(error: Exception) -> str:
    match error:
        case HoptacError():
            return str(error)
        case OSError():
            return describe(error)
    return unforeseen(error, Path(tempfile.gettempdir()) / f"hoptac-{uuid4().hex}" / "error.log")


def leave(code: int) -> NoReturn:
    """End the process at once: to take down all that a run has imported takes two seconds, and everything is written and closed."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
