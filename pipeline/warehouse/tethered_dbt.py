"""dbt's command line as a process that ends with the one that started it: ``python -m pipeline.warehouse.tethered_dbt build …``."""

from __future__ import annotations

import os

from pipeline.tether import tie

FOLDER = "HOPTAC_BUILD_FOLDER"


def enter_folder() -> None:
    """Go where the build file is: the profile knows its name alone."""
    os.chdir(os.environ[FOLDER])


def main() -> None:
    tie()
    from dbt.cli.main import cli

    enter_folder()
    cli()


if __name__ == "__main__":
    main()
