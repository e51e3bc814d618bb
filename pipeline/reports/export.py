"""Everything that leaves the office for one year, written together and put in place at once. Nothing here computes a figure."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from pipeline.lineage.sources import read_sources
from pipeline.office.numerals import load_words
from pipeline.quality.approvals import approval_of, earlier_approval
from pipeline.quality.receipt import standing_receipt
from pipeline.reports.feedback.write import FOLDER, write_feedback
from pipeline.reports.findings import is_simulated
from pipeline.reports.official.annex_xlsx import write_annex
from pipeline.reports.official.report_docx import write_report
from pipeline.reports.open_data.datapackage import write_data_package
from pipeline.reports.open_data.manifest import write_manifest
from pipeline.reports.outputs import Outputs
from pipeline.reports.quality_page.gate_files import write_gate_files
from pipeline.reports.quality_page.quality_html import write_quality_page
from pipeline.settings import Settings
from pipeline.system.child_process import ChildProcess
from pipeline.system.staged_folder import staged_folder


def export(settings: Settings, year: int, suites: Path, step: Callable[[int, int], None]) -> dict[str, int]:
    """Write ``out/<year>/`` from the published warehouse, as of its receipt's moment; files written by kind.

    Raises GateError where no receipt covers this warehouse, these rules and what both rest on; the folder then stays as it was.
    """
    warehouse, province, lang = settings.warehouse, settings.province, settings.lang
    checked = standing_receipt(settings, year, suites, until_now=False)
    approval, voided = approval_of(settings.raw, checked), earlier_approval(settings.raw, checked)
    receipt = asdict(checked) | {"approval": approval and asdict(approval), "voided_approval": voided and asdict(voided)}
    notice = load_words(Path(__file__).parent, lang)["simulated"] if is_simulated(warehouse) else None
    with staged_folder(settings.out / str(year)) as folder:
        outputs = Outputs(warehouse, settings.raw, suites, folder, province, year, checked.moment, receipt, lang, notice)
        with ChildProcess(write_feedback, outputs) as feedback:  # the offices' workbooks take as long as all the rest
            tasks: dict[str, Callable[[], object]] = {
                "report": lambda: write_report(outputs),
                "annex": lambda: write_annex(outputs, read_sources(warehouse, province, year)),
                "quality_page": lambda: (write_quality_page(outputs), write_gate_files(outputs)),
                "data_package": lambda: write_data_package(outputs),
                "feedback": feedback.result,
                "manifest": lambda: write_manifest(outputs, checked.releases),
            }
            written: dict[str, int] = {}
            for done, (name, task) in enumerate(tasks.items()):
                step(done, len(tasks))
                before = _count(folder)
                made = task()
                written[name] = len(made) if isinstance(made, list) else _count(folder) - before
        step(len(tasks), len(tasks))
    return written


def _count(folder: Path) -> int:
    """Files that this process writes."""
    return sum(1 for path in folder.rglob("*") if path.is_file() and path.parent != folder / FOLDER)
