"""``hoptac`` in a real pseudo-terminal, as a person at a keyboard meets it."""

import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
from pathlib import Path

from tests.e2e.command import Done

_MOVES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\r(?=\n)")


def hoptac_on_terminal(
    *arguments: object,
    columns: int = 80,
    env: dict[str, str] | None = None,
    cwd: Path | None = None,
    stop: tuple[str, signal.Signals] | None = None,
) -> Done:
    """What the screen got, colours and cursor moves left out; both streams are in ``out``, as on a screen.

    ``stop``: once the screen shows the text, the signal goes to all processes of the command, as from a keyboard.
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
        if stop and stop[0] in screen.decode(errors="ignore"):
            os.killpg(process.pid, stop[1])
            stop = None
    os.close(leader)
    return Done(process.wait(), _MOVES.sub("", screen.decode()), "")


def _read(leader: int) -> bytes:
    try:
        return os.read(leader, 65_536)
    except OSError:  # Linux says so where whoever wrote has gone
        return b""
