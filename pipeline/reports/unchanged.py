"""Whether a run would only make again what is there: decided by digests of all that matters, never by times of files.

What matters: documents, signatures, deadlines, windows, settings and program (the basis of the receipt), rules and content (the receipt
itself), the releases before, the day while a year lasts, the language, the packages, the approval, every file of ``out/<year>/``.
"""

import json
from dataclasses import asdict
from typing import Any

from pipeline.archive.release_store import releases_of
from pipeline.quality.approvals import covering, newest_approval
from pipeline.quality.receipt import Receipt, standing_receipt
from pipeline.reports.open_data.manifest import NAME, approval_lines, lying_outputs, signed_inputs, versions
from pipeline.settings import SUITES, Settings
from pipeline.system.errors import HoptacError
from pipeline.system.files import content_of
from pipeline.warehouse.reader import reader

_LAST_DAY = "select max(window_end) from mart.fct_area_year"


def unchanged(settings: Settings, year: int) -> Receipt | None:
    """The receipt of the run before, where one now would say and write the same; None where anything is otherwise or cannot be known.

    Of a run as of now the moment that is printed alone would be another; one as of a moment that was named is compared with that moment.
    """
    try:
        receipt = standing_receipt(settings, year, SUITES)
        manifest = json.loads(content_of(settings.out / str(year) / NAME))
        is_same = receipt.lang == settings.lang and _is_of_now(settings, receipt) and _says(manifest, _lying(settings, receipt))
        return receipt if is_same else None
    except (HoptacError, OSError, ValueError, LookupError, TypeError):  # whatever it is, the run says it better
        return None


def _is_of_now(settings: Settings, receipt: Receipt) -> bool:
    """Whether the moment asked for is as good as the receipt's. While a year lasts its figures are those of the day."""
    if not settings.follows_clock:
        return not receipt.is_now and settings.as_of == receipt.moment
    with reader(settings.warehouse) as connection:
        [(last,)] = connection.execute(_LAST_DAY).fetchall()
    then, now = (moment.astimezone(settings.province.tz).date() for moment in (receipt.moment, settings.as_of))
    return receipt.is_now and (then == now or then > last)


def _lying(settings: Settings, receipt: Receipt) -> dict[str, Any]:
    """What a manifest written now would say of all that the receipt does not answer for."""
    year, raw = receipt.reference_year, settings.raw
    approval, newest = next(iter(covering(raw, receipt)), None), newest_approval(raw, year)
    return {
        "as_of": receipt.moment.astimezone(settings.province.tz).isoformat(),
        "versions": versions(),
        "approval": approval_lines(asdict(approval) if approval else None),
        "approval_voided_by_a_change": approval_lines(asdict(newest) if newest and not approval else None),
        "inputs": {"releases": {release.name: release.digest() for release in releases_of(settings.releases)}, **signed_inputs(raw, year)},
        "outputs": lying_outputs(settings.out / str(year)),
    }


def _says(manifest: dict[str, Any], lying: dict[str, Any]) -> bool:
    inputs = {name: manifest["inputs"].get(name) for name in lying["inputs"]}
    return {name: manifest.get(name) for name in lying} | {"inputs": inputs} == lying
