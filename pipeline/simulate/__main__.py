"""`python -m pipeline.simulate --out raw`: write the shipped simulated province again, the same bytes every time."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.simulate import KON_TUM, simulate, write_raw

SEED = 2019


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m pipeline.simulate", description="Viết lại dữ liệu mô phỏng của tỉnh Kon Tum, 2016–2019"
    )
    parser.add_argument("--out", type=Path, required=True, help="thư mục raw/ cần viết")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--habits", choices=("plain", "office", "wild"), default="office")
    given = parser.parse_args()
    write_raw(simulate(KON_TUM, given.seed), given.out, given.habits)


if __name__ == "__main__":
    main()
