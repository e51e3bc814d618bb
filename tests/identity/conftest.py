"""Each run of these tests ends with how good linkage was on every world whose truth is known."""

import pytest

from .shown import LINES


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if LINES:
        terminalreporter.section("linkage against truth")
        for line in LINES:
            terminalreporter.write_line(line)
