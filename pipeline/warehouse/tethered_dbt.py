"""dbt as a process that ends with the one that started it: ``python -m pipeline.warehouse.tethered_dbt build …``.

A run that is killed cannot end its dbt, which would go on writing to the build file and hold it against the next run.
"""

from __future__ import annotations

import os
import threading

PARENT = "HOPTAC_PARENT"
_EVERY = 0.1  # seconds; the next run takes longer than that to start


def _tether(parent: int) -> None:
    """End this process, whatever it is doing, soon after ``parent`` is no longer its parent."""
    while os.getppid() == parent:
        threading.Event().wait(_EVERY)
    os._exit(1)


def tie() -> None:
    """From now on this process ends with the one that ``PARENT`` names."""
    threading.Thread(target=_tether, args=[int(os.environ[PARENT])], daemon=True).start()


def main() -> None:
    tie()
    from dbt.cli.main import cli

    cli()


if __name__ == "__main__":
    main()
