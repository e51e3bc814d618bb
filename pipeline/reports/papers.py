"""What a signature covers: the report and its annex as they are printed, and what the office has of its own in them."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from pipeline.config.own import FOLDER as OWN
from pipeline.lineage.sources import read_sources
from pipeline.quality.approvals import Approval
from pipeline.reports.official.annex_xlsx import write_annex
from pipeline.reports.official.report_docx import write_report
from pipeline.reports.outputs import Outputs
from pipeline.system.files import digest_of, files_below


def office_files(province: Path, paragraphs: Path | None) -> dict[str, Path]:
    """By its name: each file in ``own/`` of the province's folder, and the office's own paragraphs."""
    lying = files_below(province / OWN) if (province / OWN).is_dir() else ()
    own = {path.relative_to(province).as_posix(): path for path in lying if not path.name.startswith(".")}
    return own | ({paragraphs.name: paragraphs} if paragraphs is not None and paragraphs.is_file() else {})


def print_papers(outputs: Outputs, approvals: Sequence[Approval], signing: Approval | None = None) -> tuple[Outputs, Approval | None]:
    """Write annex and report, signed where one of the approvals binds exactly these papers, else by ``signing``; the outputs with the
    approval that is printed, and that approval. Raises what ``write_annex`` and ``write_report`` raise.
    """
    sources = read_sources(outputs.warehouse, outputs.province, outputs.year)
    files = office_files(outputs.province.folder, outputs.paragraphs)
    office = hashlib.sha256("".join(f"{name}\0{digest_of(path)}\n" for name, path in files.items()).encode()).hexdigest()
    for approval in [*approvals, *([signing] if signing else [])]:
        signed = _approved(outputs, approval)
        papers = digest_of(write_report(signed)), digest_of(write_annex(signed, sources)), office
        if approval is signing:
            approval = replace(approval, report_digest=papers[0], annex_digest=papers[1], office_digest=papers[2])
            return _approved(outputs, approval), approval
        if approval.binds(papers):
            return signed, approval
    write_report(outputs), write_annex(outputs, sources)
    return outputs, None


def _approved(outputs: Outputs, approval: Approval) -> Outputs:
    return replace(outputs, receipt={**outputs.receipt, "approval": asdict(approval), "voided_approval": None})
