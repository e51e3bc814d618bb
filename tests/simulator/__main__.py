"""`python -m tests.simulator --out raw`: write the shipped simulated province again, the same bytes every time."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from tests.simulator import KON_TUM, simulate, truth, write_raw
from tests.simulator.readme import readme

SEED = 2019
MOMENTS = {  # the truth is kept as known at: after everything has come; while a district's report is missing
    "kon_tum_indicator.csv": "2020-06-01T00:00:00+07:00",
    "kon_tum_indicator_2019-12-09.csv": "2019-12-09T23:59:59+07:00",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.simulator", description="Viết lại dữ liệu mô phỏng của tỉnh Kon Tum, 2016–2019")
    parser.add_argument("--out", type=Path, required=True, help="thư mục raw/ cần viết; tệp cũ cùng tên bị ghi đè")
    parser.add_argument("--truth", type=Path, help="thư mục ghi các chỉ tiêu đúng")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--habits", choices=("plain", "office", "wild"), default="office")
    given = parser.parse_args()
    world = simulate(KON_TUM, given.seed)
    write_raw(world, given.out, given.habits)
    (given.out / "README.md").write_text(readme(world), encoding="utf-8")
    if given.truth:
        given.truth.mkdir(parents=True, exist_ok=True)
        for name, moment in MOMENTS.items():
            truth.indicators(world, datetime.fromisoformat(moment)).write_csv(given.truth / name)


if __name__ == "__main__":
    main()
