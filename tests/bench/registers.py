"""Two years' registers of 30,000 invented cooperatives by two clerks, with a third of the codes hidden and with all: what linking finds.

Each clerk has a way of writing; names have slips, units are renamed and move, some have namesakes in their district, days are left out.
"""

from __future__ import annotations

import random
import tempfile
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from pipeline.config import Province, load
from pipeline.identity.link import link
from tests.bench.country_files import write_settings
from tests.identity.landing import file, landing
from tests.identity.world import BUSINESS, SHORT, SYLLABLES, tax_code

UNITS, SEED = 30_000, 30
NAMESAKE, RENAMED, SLIP, MOVED, FAR, NO_DAY, NO_COMMUNE, NEW, GONE = 0.02, 0.005, 0.03, 0.01, 0.002, 0.03, 0.05, 0.03, 0.03


def measure() -> None:
    print("two registers     hidden codes   days   precision   recall   (30,000 units)")
    for has_days in (True, False):
        for hidden in (1 / 3, 1.0):
            precision, recall, undoubted = quality(hidden, has_days=has_days)
            days = "yes" if has_days else "no"
            print(f"                  {hidden:12.0%}   {days:>4}   {precision:9.5f}   {recall:6.4f}   wrong without a doubt: {undoubted}")


def quality(hidden: float, *, has_days: bool, units: int = UNITS, seed: int = SEED) -> tuple[float, float, int]:
    """Precision and recall over the pairs of a row of each register, and the wrong pairs that the review list is silent of."""
    with tempfile.TemporaryDirectory() as home:
        write_settings(Path(home) / "country")
        province = load(Path(home) / "country")
    old, new = _registers(province, random.Random(seed), units, hidden, has_days=has_days)
    found = link(
        landing(file("registry_unit", 2018, *(row for _, row in old)), file("registry_unit", 2019, *(row for _, row in new))), province
    )
    true = {2018: [unit for unit, _ in old], 2019: [unit for unit, _ in new]}
    rows = found.unit_link.with_columns(year=pl.col("submission_id").str.extract(r"/(\d{4})/", 1).cast(pl.Int32))
    sides = [rows.filter(year=year).sort("row").select("unit_key", "row").with_columns(true=pl.Series(true[year])) for year in (2018, 2019)]
    pairs = sides[0].join(sides[1], on="unit_key")
    wrong = pairs.filter(pl.col("true") != pl.col("true_right"))
    said = found.review.filter(reference_year=2019).select(row_right="row")
    right, both = pairs.height - wrong.height, len(set(true[2018]) & set(true[2019]))
    return right / pairs.height, right / both, wrong.join(said, on="row_right", how="anti").height


def _registers(province: Province, r: random.Random, units: int, hidden: float, *, has_days: bool) -> list[list[tuple[int, dict]]]:
    districts = {area.area_code: area.area_name for area in province.areas if area.area_level == "district"}
    communes: dict[str, list[str]] = {code: [] for code in districts}
    for area in province.areas:
        if area.area_level == "commune":
            communes[area.parent_code].append(area.area_name)
    codes = iter(code for code in map(tax_code, range(10_001, 9_999_999)) if code)
    old, new, names = [], [], {}
    for unit in range(units):
        district = r.choice(list(districts))
        known = names.setdefault(district, [])
        private = r.choice(known) if known and r.random() < NAMESAKE else " ".join(r.sample(SYLLABLES.split(), r.choice((2, 2, 2, 3))))
        known.append(private)
        business, commune = r.sample(BUSINESS, r.choice((0, 1, 1, 2, 2, 3))), r.choice(communes[district])
        about = {"unit_type": "HTX", "registration_code": next(codes), "status": "Đang hoạt động"}
        day = date(2000, 1, 1) + timedelta(days=r.randrange(6500))
        if r.random() > NEW:
            old.append((unit, about | _written(r, business, private, districts[district], commune, day, hidden, has_days, short=False)))
        if r.random() > GONE:
            private = " ".join(r.sample(SYLLABLES.split(), 2)) if r.random() < RENAMED else private
            commune = r.choice(communes[district]) if r.random() < MOVED else commune
            if r.random() < FAR:
                district = r.choice(list(districts))
                commune = r.choice(communes[district])
            new.append((unit, about | _written(r, business, private, districts[district], commune, day, hidden, has_days, short=True)))
    r.shuffle(new)
    return [old, new]


def _written(r, business, private, district, commune, day, hidden, has_days, *, short) -> dict:
    words = list(business)
    if short:
        r.shuffle(words)
        words = [SHORT[word] for word in words]
        if r.random() < SLIP:
            spot = r.randrange(len(private))
            private = private[:spot] + private[spot + 1 :]
    row = {"name": " ".join(["HTX" if short else "Hợp tác xã", *words, private]), "district": district}
    row["commune"] = None if r.random() < NO_COMMUNE else commune
    row["registered_on"] = day if has_days and r.random() > NO_DAY else None
    return row | ({"registration_code": None} if r.random() < hidden else {})
