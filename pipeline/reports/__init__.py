"""Marts and files of the office to everything that leaves it: report, annexes, quality page, feedback, data package, blank forms."""
