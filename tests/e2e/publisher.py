"""Publishes and exports build files in children that can be killed: ``python -m tests.e2e.publisher RAW OUT WAREHOUSE AS_OF``.

Reads the path of a build file a line; prints the child's process id, and when it is gone its status. What a run does last, without
what comes before.
"""

import os
import shutil
import sys

from pipeline.quality.publication import publish_checked
from pipeline.reports.export import export
from pipeline.settings import SUITES, Settings, resolve
from pipeline.warehouse.leftovers import clear
from pipeline.warehouse.lock import exclusive
from tests.e2e.states import YEAR


def publish_and_export(settings: Settings, build: str) -> None:
    with exclusive(settings.warehouse):
        clear(settings.warehouse, settings.build)
        shutil.copy(build, settings.build)
        publish_checked(settings, YEAR, SUITES)
        export(settings, YEAR, SUITES, lambda done, total: None)


def main() -> None:
    settings = resolve(*sys.argv[1:5])
    settings.work.mkdir(parents=True, exist_ok=True)
    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            status = 1
            try:
                publish_and_export(settings, line.strip())
                status = 0
            finally:
                os._exit(status)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
