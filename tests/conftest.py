"""For all tests: no example fails because the machine is busy, what the suite keeps is not looked through for garbage, and a folder's
tests, which share what they built, stay in one process where several run the suite."""

import gc

import pytest
from hypothesis import settings

from tests.e2e.seeds import SEEDS
from tests.identity.shown import LINES

WHOLE_RUN = "recipe_run"
# What begins last ends last: these folders take minutes. xdist itself would begin with those of the most tests.
LONG = ("e2e", "cli", "recipes", "releases", "warehouse", "identity", "quality", "lineage")
PROCESSES: dict[str, set[str]] = {}  # which processes ran a folder's tests

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
gc.set_threshold(100_000)


def _folder(nodeid: str) -> str:
    return nodeid.partition("::")[0].rpartition("/")[0]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes whole runs is ``make e2e``'s: all of tests/e2e, and in the rooms what asks for this fixture or says so itself."""
    items.sort(key=lambda item: next((place for place, room in enumerate(LONG) if _folder(item.nodeid) == f"tests/{room}"), len(LONG)))
    for item in items:
        if item.nodeid.startswith("tests/e2e/") or WHOLE_RUN in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.e2e)


def pytest_configure(config: pytest.Config) -> None:
    """dbt's project is parsed before the processes start: two that find no parse would both write it."""
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        from pipeline import config as provinces
        from pipeline.warehouse.transform import PROJECT, prepare_manifest

        prepare_manifest(PROJECT / "target" / "build.duckdb", provinces.load())


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """A folder a process. (xdist's own groups are not heard by pytest 9: it gives tests other names than xdist believes.)"""
    from xdist.scheduler import LoadScopeScheduling

    config.option.loadscopereorder = False

    class FolderScheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return _folder(nodeid)

    return FolderScheduling(config, log)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    PROCESSES.setdefault(_folder(report.nodeid), set()).add(getattr(report, "worker_id", "only"))


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["linkage"] = LINES
    elif split := sorted(folder for folder, processes in PROCESSES.items() if len(processes) > 1):
        raise pytest.UsageError(f"what these folders share was built in several processes: {', '.join(split)}")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    LINES.extend(node.workeroutput.get("linkage", []) if hasattr(node, "workeroutput") else [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Each run ends with how good linkage was on every world whose truth is known; the long one with its seeds."""
    if "not e2e" not in terminalreporter.config.option.markexpr and "e2e" in terminalreporter.config.option.markexpr:
        terminalreporter.section("seeds")
        terminalreporter.write_line(", ".join(f"{what} {seed}" for what, seed in SEEDS.items()))
    if LINES:
        terminalreporter.section("linkage against truth")
        for line in LINES:
            terminalreporter.write_line(line)
