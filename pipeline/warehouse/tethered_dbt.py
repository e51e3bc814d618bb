"""dbt's command line as a process that ends with the one that started it: ``python -m pipeline.warehouse.tethered_dbt build …``."""

from __future__ import annotations

from pipeline.tether import tie


def main() -> None:
    tie()
    from dbt.cli.main import cli

    cli()


if __name__ == "__main__":
    main()
