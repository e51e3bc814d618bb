"""The copy for the public, of the years that the gate let pass or that say what was released. Not here: what is hidden (``warehouse``)."""

from dataclasses import dataclass
from pathlib import Path

from pipeline.archive.release_store import releases_of
from pipeline.quality.content import GateError
from pipeline.quality.receipt import HeldBackError, receipt_years, standing_receipt
from pipeline.settings import Settings
from pipeline.system.lock import exclusive
from pipeline.warehouse import public
from pipeline.warehouse.public_cells import PublicCopy
from pipeline.warehouse.reader import ReadError


@dataclass(frozen=True)
class Published:
    """``left_out``: years of the warehouse that neither passed nor say what was released."""

    copy: PublicCopy
    left_out: tuple[int, ...]


def publish_public(settings: Settings, target: Path, previous: Path | None, suites: Path) -> Published:
    """Write the public copy, whole or not at all. ``previous``: the copy before it, else the one that stands at ``target``.

    Raises HeldBackError where no year may go out, GateError where no receipt stands for this warehouse, PublicError, ReadError, OSError.
    """
    with exclusive(settings.warehouse):
        known, passed = public.years_of(settings.warehouse), _passed(settings, suites)
        years = [year for year in known if year in passed or _is_as_released(settings, year)]
        if not years:
            raise HeldBackError("Không năm nào trong kho số liệu đã qua kiểm tra hoặc đã phát hành, nên không công bố; xem hoptac gate.")
        copy = public.publish_public(settings.warehouse, target, settings.province, previous, years)
        return Published(copy, tuple(year for year in known if year not in years))


def _passed(settings: Settings, suites: Path) -> set[int]:
    """The years whose receipt stands and says so. Raises GateError where none stands."""
    passed, refused = {}, GateError("Chưa có biên nhận kiểm tra của {}; hãy chạy hoptac run.", settings.warehouse)
    for year in receipt_years(settings.warehouse):
        try:
            passed[year] = standing_receipt(settings, year, suites).passed
        except GateError as error:
            refused = error
    if not passed:
        raise refused
    return {year for year, is_passed in passed.items() if is_passed}


def _is_as_released(settings: Settings, year: int) -> bool:
    """Whether the figures that would go out are those of the year's newest release."""
    try:
        said = [public.figures_of(found.warehouse, year) for found in releases_of(settings.releases, year)[-1:]]
    except ReadError:  # of a program that had other tables
        return False
    return said == [public.figures_of(settings.warehouse, year)]
