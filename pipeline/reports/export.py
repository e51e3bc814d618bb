"""Everything that leaves the office for one year, written together and put in place at once. Nothing here computes a figure."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from pipeline.office.numerals import load_words
from pipeline.quality.approvals import Approval, covering, newest_approval
from pipeline.quality.receipt import Receipt, standing_receipt
from pipeline.reports.feedback.write import FOLDER, write_feedback
from pipeline.reports.findings import is_simulated
from pipeline.reports.open_data.datapackage import write_data_package
from pipeline.reports.open_data.manifest import write_manifest
from pipeline.reports.outputs import Outputs
from pipeline.reports.papers import print_papers
from pipeline.reports.quality_page.gate_files import write_gate_files
from pipeline.reports.quality_page.quality_html import write_quality_page
from pipeline.settings import Settings
from pipeline.system.child_process import ChildProcess
from pipeline.system.language import spoken
from pipeline.system.staged_folder import staged_folder

Step = Callable[[int, int], None]
"""Told how many kinds of files are written, of how many."""
_KINDS = 6


def export(settings: Settings, year: int, suites: Path, step: Step) -> dict[str, int]:
    """Write ``out/<year>/`` from the published warehouse, as of its receipt's moment; files written by kind.

    Raises GateError where no receipt covers this warehouse, these rules and what both rest on; the folder then stays as it was.
    """
    checked = standing_receipt(settings, year, suites, until_now=False)
    with staged_folder(settings.out / str(year)) as folder:
        return write_outputs(settings, checked, suites, folder, step)[0]


def write_outputs(
    settings: Settings,
    checked: Receipt,
    suites: Path,
    folder: Path,
    step: Step = lambda done, total: None,
    *,
    signing: Approval | None = None,
    approvals: Sequence[Approval] | None = None,
    voided: Approval | None = None,
) -> tuple[dict[str, int], Approval | None]:
    """Fill a folder with all that leaves of a checked warehouse, in the settings' language whatever is spoken: files written by kind, and
    the approval that the report carries.

    That is one of ``approvals`` that binds exactly these papers, else ``signing``. ``voided``: the signature that the quality page names
    where there is none. Both are the register's where no ``approvals`` are given.
    """
    if approvals is None:
        approvals, voided = covering(settings.raw, checked), newest_approval(settings.raw, checked.reference_year)
    outputs = outputs_of(settings, checked, suites, folder, voided)
    with spoken(settings.lang), ChildProcess(write_feedback, outputs) as feedback:  # the offices' workbooks take as long as all the rest
        step(0, _KINDS)
        signed, approval = print_papers(outputs, approvals, signing)
        tasks: dict[str, Callable[[], object]] = {
            "quality_page": lambda: (write_quality_page(signed), write_gate_files(outputs)),
            "data_package": lambda: write_data_package(outputs),
            "feedback": feedback.result,
            "manifest": lambda: write_manifest(signed, checked.releases),
        }
        written = {"report": 1, "annex": 1}
        for name, task in tasks.items():
            step(len(written), _KINDS)
            before = _count(folder)
            made = task()
            written[name] = len(made) if isinstance(made, list) else _count(folder) - before
    step(_KINDS, _KINDS)
    return written, approval


def outputs_of(settings: Settings, checked: Receipt, suites: Path, folder: Path, voided: Approval | None = None) -> Outputs:
    """What the writers of the year's files are given, before anybody has signed; ``voided``: an approval that was given earlier."""
    warehouse, lang, year = settings.warehouse, settings.lang, checked.reference_year
    receipt = asdict(checked) | {"approval": None, "voided_approval": voided and asdict(voided)}
    notice = load_words(Path(__file__).parent, lang)["simulated"] if is_simulated(warehouse) else None
    return Outputs(
        warehouse, settings.raw, suites, folder, settings.province, year, checked.moment, receipt, settings.paragraphs(year), lang, notice
    )


def _count(folder: Path) -> int:
    """Files that this process writes."""
    return sum(1 for path in folder.rglob("*") if path.is_file() and path.parent != folder / FOLDER)
