"""Runs, and the last part of runs, in children that can be killed: ``python -m tests.e2e.victim RAW OUT WAREHOUSE AS_OF``.

Reads a line: ``run`` for ``hoptac run``, or the path of a build file to publish and export. Prints the child's process id, and when it is
gone its status. All that a run imports is imported before: what is killed is work, not the start of Python.
"""

import os
import shutil
import sys
import traceback

from pipeline.config import suites
from pipeline.quality.guarded_run import guarded_run
from pipeline.quality.publication import publish_checked
from pipeline.reports.export import export
from pipeline.run import run
from pipeline.settings import SUITES, Settings, resolve
from pipeline.system.leftovers import clear_build
from tests.e2e.states import YEAR


def publish_and_export(settings: Settings, build: str) -> None:
    with guarded_run(settings, YEAR, wait=False):
        clear_build(settings.build)
        shutil.copy(build, settings.build)
        publish_checked(settings, YEAR, SUITES)
        export(settings, YEAR, SUITES, lambda done, total: None)


def main() -> None:
    import pipeline.definitions
    import pipeline.identity.link
    import pipeline.intake.read

    del pipeline
    suites.read(SUITES)
    settings = resolve(*sys.argv[1:5])
    settings.work.mkdir(parents=True, exist_ok=True)
    answers = os.fdopen(os.dup(1), "w", buffering=1)  # a run turns standard output to its log
    print("ready", file=answers)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                run(settings, YEAR, again=True) if line.strip() == "run" else publish_and_export(settings, line.strip())
            except BaseException:
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        print(child, file=answers)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), file=answers)


if __name__ == "__main__":
    main()
