"""Tests of the outputs beside the report: quality page, gate files, feedback workbooks, data package, manifest."""
