"""``hoptac`` in a real pseudo-terminal, as a person at a keyboard meets it."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path

from tests.e2e.command import Done

_MOVES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r(?=\n)")


def hoptac_on_terminal(
    *arguments: object,
    columns: int = 80,
    env: dict[str, str] | None = None,
    cwd: Path | None = None,
    then: tuple[str, Callable[[int], object]] | None = None,
    whole: bool = False,
) -> Done:
    """What the screen got, colours and cursor moves left out (unless ``whole``); both streams are in ``out``, as on a screen.

    ``then``: once the screen shows the text, this is done to the process of that id; its group is all processes of the command.
    """
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    given = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", "NO_COLOR")}
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", *map(str, arguments)],
        env={**given, "TERM": "xterm-256color", **(env or {})},
        cwd=cwd,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        start_new_session=True,
    )
    os.close(follower)
    screen = b""
    while piece := _read(leader):
        screen += piece
        if then and then[0] in screen.decode(errors="ignore"):
            then[1](process.pid)
            then = None
    os.close(leader)
    return Done(process.wait(), screen.decode() if whole else _MOVES.sub("", screen.decode()), "")


def _read(leader: int) -> bytes:
    try:
        return os.read(leader, 65_536)
    except OSError:  # Linux says so where whoever wrote has gone
        return b""
