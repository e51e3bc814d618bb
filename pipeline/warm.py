"""Imports, and an engine's start, that take seconds: done while the run waits for another process.

Whoever needs one of the modules waits for its import by itself.
"""

import importlib
import threading

# in the order in which a run needs them
SLOW = (
    "great_expectations",
    "great_expectations.core.expectation_suite",
    "great_expectations.execution_engine",
    "pipeline.reports.export",
    "pipeline.reports.summary",
)


def up() -> threading.Thread:
    """Begin in the background."""
    thread = threading.Thread(target=_all, name="warm-up", daemon=True)
    thread.start()
    return thread


def _all() -> None:
    for name in SLOW:
        importlib.import_module(name)
    from pipeline.reports.official import charts

    charts.begin()
