"""``make bench``: prints wall time, peak memory and ratios, measured in turn in one go. Names after it choose measures."""

from __future__ import annotations

import sys

from pipeline.bench import country, linkage, province, quality, way_back

MEASURES = {
    "province": province.measure,
    "way_back": way_back.measure,
    "country": country.measure,
    "linkage": linkage.measure,
    "quality": quality.measure,
}

if __name__ == "__main__":
    for name in sys.argv[1:] or MEASURES:
        MEASURES[name]()
