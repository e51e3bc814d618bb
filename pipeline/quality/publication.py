"""The readers' file and the gate's receipt put in place together, so that whoever looks finds a warehouse and its own receipt."""

from pathlib import Path

from pipeline.quality.check import decide_from
from pipeline.quality.gate import Decision
from pipeline.quality.receipt import announce_receipt, make_receipt, receipt_path, settle_receipt
from pipeline.quality.stages import complete
from pipeline.settings import Settings
from pipeline.warehouse.publish import publish
from pipeline.warehouse.reader import builder


def publish_checked(settings: Settings, year: int, suites: Path) -> tuple[Decision, list[str]]:
    """Decide on the checked build file and publish it; the decision and the tables. Killed anywhere, the old or the new state stands.

    Raises GateError where it is not the one that was checked.
    """
    basis, decision = complete(settings, year), decide_from(settings.build, year)
    path = receipt_path(settings.warehouse, year)
    with builder(settings.build, read_only=True) as connection:
        releases = dict(connection.execute("select name, digest from landing.release order by all").fetchall())
        [(readings,)] = connection.execute("select readings_digest from landing.reading").fetchall()
    announce_receipt(make_receipt(decision, basis, settings.build, suites, releases, readings), path)
    tables = publish(settings.build, settings.warehouse)
    settle_receipt(path)
    return decision, tables
