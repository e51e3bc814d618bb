"""Imports that take seconds, done while the run waits for another process; whoever needs one of them waits for it by itself."""

from __future__ import annotations

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
    """Start importing in the background."""
    thread = threading.Thread(target=lambda: [importlib.import_module(name) for name in SLOW], name="slow-imports", daemon=True)
    thread.start()
    return thread
