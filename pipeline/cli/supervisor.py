"""``hoptac`` as it is started: the work is done in a child of this process, so that somebody is left to say it where the system or a
native library takes the work down: memory that runs out, the system's killer, an abort."""

import os
import signal
import sys
from contextlib import suppress
from gettext import gettext as _
from typing import NoReturn

import click

from pipeline.cli import main
from pipeline.cli.language import asked_for
from pipeline.cli.stopping import SIGNALLED, STOPS, say_stopped
from pipeline.system.child_process import tie, tied
from pipeline.system.errors import COULD_NOT_RUN
from pipeline.system.language import spoken


def start() -> None:
    """The command line. Its exit code is the work's; where a signal ended the work: one line, and 130 or 143 of a stop, else 1."""
    os.environ.update(tied())
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # it interrupts its own process where it gets no thread, and no matrix is large here
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    worker = os.fork()
    if worker:
        for stop in STOPS:
            signal.signal(stop, lambda number, _frame: _pass_on(worker, number))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
    if worker:
        _end_as(os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]))
    tie()
    # what native libraries print on their way down is not for users
    sys.stderr = os.fdopen(os.dup(2), "w", encoding=sys.stderr.encoding, errors=sys.stderr.errors, buffering=1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    main()


def _pass_on(worker: int, number: int) -> None:
    """What was sent to this process alone; at the keyboard the worker has got it as well, and says one line all the same."""
    with suppress(ProcessLookupError):
        os.kill(worker, number)


def _end_as(code: int) -> NoReturn:
    with spoken(asked_for(sys.argv[1:])):
        if -code in STOPS:
            say_stopped()
            code = SIGNALLED - code
        elif code < 0:
            if sys.stderr.isatty():  # the progress shown there stands in the midst of a line, and its cursor is hidden
                click.echo("\x1b[?25h", err=True)
            line = _("hoptac: chương trình bị dừng giữa chừng ({}), thường vì hết bộ nhớ; kết quả tốt gần nhất vẫn còn nguyên.")
            click.echo(line.format(signal.Signals(-code).name), err=True)
            code = COULD_NOT_RUN
    os._exit(code)
