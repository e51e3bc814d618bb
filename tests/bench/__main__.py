"""``make bench``: prints wall time, peak memory and ratios, measured in turn in one go. Names after it choose measures."""

from __future__ import annotations

import sys

from tests.bench import country, lineage, linkage, province, quality, registers

MEASURES = {
    "province": province.measure,
    "lineage": lineage.measure,
    "country": country.measure,
    "linkage": linkage.measure,
    "registers": registers.measure,
    "quality": quality.measure,
}

if __name__ == "__main__":
    for name in sys.argv[1:] or MEASURES:
        MEASURES[name]()
