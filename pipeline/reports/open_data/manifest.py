"""``manifest.json``: what a release was made from and what it is made of, so that it can be checked and made again.

No clock and no path of the machine goes in: the same inputs, settings, versions and as-of give the same bytes.
"""

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from datetime import UTC
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pipeline.reports.findings import rows_of
from pipeline.reports.outputs import Outputs
from pipeline.system.files import files_below, write_whole
from pipeline.system.program import PARTS, SHOWN, part_digest, program_digest
from pipeline.system.raw_names import SIGNED, paragraphs_of

NAME = "manifest.json"
# what can change a figure or the bytes of an output
PACKAGES = (
    "altair", "babel", "dagster", "dbt-core", "dbt-duckdb", "docxtpl", "duckdb", "great-expectations", "jinja2", "openpyxl", "polars",
    "python-calamine", "python-docx", "python-stdnum", "splink", "vl-convert-python", "xlrd", "xlsxwriter",
)  # fmt: skip


def write_manifest(outputs: Outputs, releases: Mapping[str, str] | None = None) -> Path:
    """Write ``manifest.json``; call it last, it lists every other file of the folder. ``releases``: name → digest.

    Raises OSError, ReadError."""
    province, receipt, raw, suites, folder = outputs.province, outputs.receipt, outputs.raw, outputs.suites, outputs.folder
    document = {
        "year": outputs.year,
        "as_of": outputs.local(outputs.as_of).isoformat(),
        "province": {"code": province.code, "name": province.name},
        "gate": {key: receipt.get(key) for key in ("passed", "content_digest", "suites_digest")},
        "approval": approval_lines(receipt.get("approval")),
        "approval_voided_by_a_change": approval_lines(receipt.get("voided_approval")),
        "versions": versions(),
        "inputs": {
            "documents": documents(outputs.warehouse),
            "releases": dict(releases or {}),
            **signed_inputs(raw, outputs.year),
        },
        "settings": _files(province.folder, files_below(province.folder)),
        "program": [{"path": name, "sha256": part_digest(name)} for name in PARTS],
        "rules": _files(suites, files_below(suites)),
        "outputs": lying_outputs(folder),
    }
    return write_whole(folder / NAME, (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode())


def signed_inputs(raw: Path, year: int) -> dict[str, list[dict[str, Any]]]:
    """What people of the Alliance wrote, as it lies in ``raw/`` now: registers of decisions, the office's paragraphs of the year."""
    return {"decisions": _files(raw, (raw / name for name in SIGNED)), "paragraphs": _files(raw, [raw / paragraphs_of(year)])}


def lying_outputs(folder: Path) -> list[dict[str, Any]]:
    """Every file of a year's folder but the manifest, as it lies there now."""
    return _files(folder, (path for path in folder.rglob("*") if path != folder / NAME))


def approval_lines(approval: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """An approval as the manifest says it; None where there is none."""
    return {key: str(value) for key, value in approval.items()} if approval else None


def documents(warehouse: Path) -> list[dict[str, Any]]:
    """The incoming documents known at the as-of day, of every year that the warehouse rests on, in order of arrival.

    ``path`` is relative to raw/, ``sha256`` that of the file that was found (null where there was none).
    """
    columns = ("path", "sha256", "received_at", "sender", "form", "reference_year", "version", "is_current", "was_read")
    found = rows_of(
        warehouse,
        f"select {', '.join(columns)} from mart.fct_submission where path is not null order by received_at, sender, form, version",
    )
    return [row | {"received_at": row["received_at"].astimezone(UTC).isoformat()} for row in found]


def versions() -> dict[str, str]:
    """hoptac, Python and the packages that can change a result; one that is not installed is left out."""
    found = {"hoptac": f"{_version('hoptac')}+{program_digest()[:SHOWN]}", "python": platform.python_version()}
    return found | {name: text for name in PACKAGES if (text := _version(name))}


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _files(base: Path, paths: Iterable[Path]) -> list[dict[str, Any]]:
    rows = []
    for path in paths:
        if path.is_file():
            data = path.read_bytes()
            rows.append({"path": path.relative_to(base).as_posix(), "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()})
    return sorted(rows, key=lambda row: row["path"])
