"""Small cells of the public copy cannot be worked out: by linear algebra, by intervals, from a random table or a whole province."""

from __future__ import annotations

import random
from itertools import product
from pathlib import Path

import duckdb
import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_array

from pipeline import config
from pipeline.system.errors import HoptacError
from pipeline.warehouse.public import publish_public
from pipeline.warehouse.public_cells import SECTOR_KEYS, _sectors
from pipeline.warehouse.public_counts import Counts
from pipeline.warehouse.suppress import Relation, suppress
from tests.definitions import dim_indicator

PROVINCE = config.load()
ITEMS = (
    "I.1",
    "I.1a",
    "I.1b",
    "I.1c",
    "I.1d",
    "I.2",
    "I.3",
    "I.4",
    "T1",
    "T4",
    "T6",
    "T8",
    "T9",
    "II.1",
    "II.1b",
    "T2",
    "III.1",
    "III.1a",
    "T3",
)
COUNTS = ("I.1", "I.1a", "I.1b", "I.1c", "I.1d", "T8", "III.1", "III.1a")
SECTORS = ("Nông nghiệp", "Xây dựng", "Vận tải", "Khác")


def attack(total_of: dict, known: dict, unknown: list, small: list) -> dict:
    """What a reader can say of each small cell: (least, greatest). ``total_of``: {total: parts}, every one a sum of cells."""
    place = {cell: index for index, cell in enumerate(unknown)}
    rows, sides = [], []
    for total, parts in total_of.items():
        row, side = np.zeros(len(unknown)), 0.0
        for cell, factor in (*((part, 1) for part in parts), (total, -1)):
            if cell in place:
                row[place[cell]] += factor
            else:
                side -= factor * known[cell]
        rows.append(row)
        sides.append(side)
    matrix = np.array(rows)
    found = {}
    for cell in small:
        unit = np.zeros(len(unknown))
        unit[place[cell]] = 1
        # linear algebra: a cell whose unit vector lies in the row space has one value only, negative or not
        solved = np.linalg.lstsq(matrix.T, unit, rcond=None)[0]
        assert np.abs(matrix.T @ solved - unit).max() > 1e-6, f"{cell} follows from the margins"
        low = linprog(unit, A_eq=matrix, b_eq=sides, bounds=(0, None))
        high = linprog(-unit, A_eq=matrix, b_eq=sides, bounds=(0, None))
        found[cell] = (low.fun, -high.fun if high.status == 0 else np.inf)
    return found


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.sampled_from([0, 0, 1, 1, 2, 3, 5, 9, 30]), min_size=4, max_size=4), min_size=3, max_size=5))
def test_no_margin_gives_a_small_cell_back(table: list[list[int]]) -> None:
    height, width = len(table), 4
    cells = {(row, column): table[row][column] for row in range(height) for column in range(width)}
    values = cells | {("row", row): sum(table[row]) for row in range(height)}
    values |= {("column", column): sum(line[column] for line in table) for column in range(width)}
    values["all"] = sum(map(sum, table))
    sums = {("row", row): [(row, column) for column in range(width)] for row in range(height)}
    sums |= {("column", column): [(row, column) for row in range(height)] for column in range(width)}
    if values["all"] < 9:  # a table of next to nothing has nothing to hide a cell behind
        return
    relations = [Relation(tuple(parts), (total,)) for total, parts in sums.items()]
    relations += [
        Relation(tuple(("row", row) for row in range(height)), ("all",)),
        Relation(tuple(("column", c) for c in range(width)), ("all",)),
    ]
    hidden = suppress(values, relations).hidden
    small = [cell for cell, value in values.items() if value in (1, 2)]
    assert hidden >= set(small)
    if small:
        sums["all"] = [("row", row) for row in range(height)]
        ranges = attack(sums, values, sorted(hidden, key=str), small)
        assert all(ranges[cell][1] - ranges[cell][0] >= 2.99 for cell in small)


AREAS = tuple(area.area_code for area in PROVINCE.districts())


def province(folder: Path, seed: int, areas: tuple[str, ...] = AREAS, late: int = 0) -> Path:
    """A warehouse of three years whose tables add up, as the marts do; with so many HTX of one area in 2019 that came out later."""
    sector_rows, units, indicator = [], [], []
    stock = {area: random.Random(f"{seed} {area}").choice([1, 2, 4, 9, 20]) for area in areas}
    for year in (2017, 2018, 2019):
        figures: dict[tuple[str, str], float] = {}
        for area in areas:
            chance = random.Random(f"{seed} {year} {area}")
            new, gone = chance.choice([0, 0, 1, 2, 4]), min(stock[area], chance.choice([0, 0, 0, 1]))
            if (year, area) == (2019, areas[3]):
                new += late
            if year > 2017:
                stock[area] += new - gone
            active = max(0, stock[area] - chance.choice([0, 0, 1, 2]))
            counts = {
                "I.1": stock[area],
                "I.1a": active,
                "I.1b": new,
                "I.1c": gone,
                "I.1d": active // 2,
                "T1": new,
                "T8": stock[area] * 2 // 3,
            }
            groups = chance.choice([0, 2, 7, 15])
            counts |= {"II.1": 0, "II.1b": 0, "T2": 0, "III.1": groups, "III.1a": groups // 3, "T3": groups // 3}
            for unit_type, count in (("HTX", stock[area]), ("THT", groups)):
                for number in range(count):
                    chance = random.Random(f"{seed} {year} {area} {unit_type} {number}")
                    unit = {
                        "reference_year": year,
                        "area_code": area,
                        "unit_type": unit_type,
                        "sector": chance.choice(SECTORS),
                        "in_existence": True,
                    }
                    members = chance.choice([7, 12, 90, None])
                    figures_of = {"members": members, "workers": chance.choice([1, 5, 20]), "revenue_vnd": chance.choice([10**8, None])}
                    units.append(unit | figures_of | {"profit_vnd": 10**6, "unit_key": f"{year}{area}{unit_type}{number}"})
            mine = [unit for unit in units if (unit["reference_year"], unit["area_code"], unit["unit_type"]) == (year, area, "HTX")]
            counts["I.2"] = counts["T6"] = sum(unit["members"] or 0 for unit in mine)
            counts["I.3"] = sum(unit["workers"] for unit in mine)
            figures |= {(name, area): float(value) for name, value in counts.items()}
        for name in {name for name, _ in figures}:
            figures[name, PROVINCE.code] = sum(value for (other, _), value in figures.items() if other == name)
        for area in (*areas, PROVINCE.code):
            held, active = figures["I.1", area], figures["I.1a", area]
            figures["T9", area] = figures["T8", area] / held * 100 if held else None
            figures["T4", area] = figures["I.1d", area] / active * 100 if active else None
            figures["I.4", area] = 1e8 if held else None
        indicator += [
            {
                "reference_year": year,
                "indicator": name,
                "area_code": area,
                "value": value,
                "figure_status": "final",
                "target": None,
                "verdict": None,
            }
            for (name, area), value in figures.items()
        ]
    frame = pl.DataFrame(units, infer_schema_length=None)
    both = pl.concat([frame, frame.with_columns(area_code=pl.lit(PROVINCE.code))])
    sector = both.group_by("reference_year", "area_code", "sector", "unit_type").agg(
        pl.len().alias("units"), pl.col("members", "workers", "revenue_vnd", "profit_vnd").sum()
    )
    sector_rows = sector.sort(sector.columns[:4])
    tables = {
        "fct_indicator": pl.DataFrame(indicator, schema_overrides={"target": pl.Float64, "verdict": pl.String}, infer_schema_length=None),
        "fct_sector": sector_rows,
        "fct_unit_year": frame,
        "dim_area": pl.DataFrame({"area_code": areas}),
        "dim_indicator": dim_indicator().filter(pl.col("indicator").is_in(ITEMS)),
        "fct_contribution": contributions(frame.filter(pl.col("unit_type") == "HTX")),
    }
    path = folder / f"w{seed}-{late}.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema mart")
        for name, table in tables.items():
            connection.register("incoming", table.to_arrow())
            connection.execute(f"create table mart.{name} as select * from incoming")
            connection.unregister("incoming")
    return path


def contributions(units: pl.DataFrame) -> pl.DataFrame:
    """Of the sums and means that the indicators of this warehouse have."""
    keys = units.select("reference_year", "area_code", "unit_key")
    figures = {"T6": "members", "I.2": "members", "I.3": "workers", "I.4": "revenue_vnd"}
    return pl.concat([keys.with_columns(indicator=pl.lit(code), numerator=units[column]) for code, column in figures.items()])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_reader_of_the_public_copy_learns_no_small_cell(tmp_path: Path, seed: int) -> None:
    warehouse = province(tmp_path, seed)
    assert publish_public(warehouse, tmp_path / "public.duckdb", PROVINCE).hidden > 0
    with duckdb.connect(str(tmp_path / "public.duckdb"), read_only=True) as connection:
        names = {name for (name,) in connection.execute("select column_name from information_schema.columns").fetchall()}
        assert not names & {"unit_key", "name", "path", "previous_value", "growth_pct", "numerator", "denominator", "active_units"}
        figures = connection.sql("select * from mart.fct_indicator").pl()
        sector = connection.sql("select * from mart.fct_sector").pl()
    assert figures.filter("is_suppressed")["value"].null_count() == figures["is_suppressed"].sum()
    assert (
        sector.filter("is_suppressed").select("units", "members", "revenue_vnd").null_count().row(0) == (sector["is_suppressed"].sum(),) * 3
    )

    shown, truth = figures_of(tmp_path / "public.duckdb"), figures_of(warehouse)
    assert not small_of(truth) & shown.keys()
    ranges = _solve(shown, small_of(truth), AREAS, 60)
    assert ranges and all(high - low >= 2.99 for low, high in ranges.values())


def figures_of(file: Path) -> dict:
    """Counts of units that a warehouse or a public copy shows."""
    with duckdb.connect(str(file), read_only=True) as connection:
        frames = [
            connection.sql("select reference_year, indicator, area_code, value from mart.fct_indicator where value is not null").pl(),
            connection.sql("select reference_year, area_code, sector, unit_type, units from mart.fct_sector where units is not null").pl(),
        ]
    return {tuple(key): value for frame in frames for *key, value in frame.iter_rows()}


def small_of(truth: dict) -> set:
    return {cell for cell, value in truth.items() if (len(cell) == 4 or cell[1] in COUNTS) and value in (1, 2)}


def test_two_copies_together_give_no_small_cell_back(tmp_path: Path) -> None:
    first, later = province(tmp_path, 1), province(tmp_path, 1, late=2)
    target = tmp_path / "public.duckdb"
    publish_public(first, target, PROVINCE)
    before = figures_of(target)
    alone = hidden_in(publish_copy(later, tmp_path / "alone.duckdb"))
    made = publish_public(later, target, PROVINCE)  # the copy that stands there is the one before
    shown, truth = figures_of(target), figures_of(later)
    assert made.given_away == 0
    assert hidden_in(target) >= figures_of(first).keys() - before.keys()
    assert alone - hidden_in(target) and figures_of(first) != truth  # a copy that knows of none before it hides others
    both = shown | {cell: value for cell, value in before.items() if truth.get(cell) == value}
    small = small_of(truth)
    assert not small & both.keys()
    ranges = _solve(both, small, AREAS, 60)
    assert ranges and all(high - low >= 2.99 for low, high in ranges.values())


def test_a_year_left_out_of_one_copy_is_not_forgotten_by_the_next(tmp_path: Path) -> None:
    """The attack: a year is corrected while it is held back; the copies before and after it are compared."""
    first, later, target = province(tmp_path, 1), province(tmp_path, 1, late=2), tmp_path / "public.duckdb"
    publish_public(first, target, PROVINCE)
    before, was_hidden = figures_of(target), {cell for cell in hidden_in(target) if cell[0] == 2019}
    for _ in range(2):
        publish_public(first, target, PROVINCE, years=[2017, 2018])
    assert {cell[0] for cell in figures_of(target)} == {2017, 2018}
    publish_public(later, target, PROVINCE)
    assert was_hidden <= hidden_in(target)
    assert not was_hidden <= hidden_in(publish_copy(later, tmp_path / "alone.duckdb"))  # a copy that knows of none before it
    truth = figures_of(later)
    both = figures_of(target) | {cell: value for cell, value in before.items() if truth.get(cell) == value}
    assert not small_of(truth) & both.keys()
    ranges = _solve(both, small_of(truth), AREAS, 60)
    assert ranges and all(high - low >= 2.99 for low, high in ranges.values())


def test_the_same_figures_twice_are_the_same_copy(tmp_path: Path) -> None:
    warehouse, target = province(tmp_path, 2), tmp_path / "public.duckdb"
    publish_public(warehouse, target, PROVINCE)
    before = figures_of(target)
    publish_public(warehouse, tmp_path / "again.duckdb", PROVINCE, previous=target)
    assert figures_of(tmp_path / "again.duckdb") == before


def test_what_is_no_public_copy_is_not_written_over(tmp_path: Path) -> None:
    target = tmp_path / "public.duckdb"
    target.write_text("somebody's notes", encoding="utf-8")
    with pytest.raises(HoptacError, match="không phải bản cho công chúng"):
        publish_public(province(tmp_path, 4), target, PROVINCE)
    assert target.read_text(encoding="utf-8") == "somebody's notes"


def test_a_cell_that_the_copy_before_gives_away_is_told(tmp_path: Path) -> None:
    values, sums = {"a": 2, "b": 7, "c": 4, "all": 13}, [Relation(("a", "b", "c"), ("all",))]
    found = suppress(values, sums, known={"b", "c", "all"})
    assert found.given_away == {"a"} and found.hidden > {"a"}
    assert suppress(values, sums, known={"b"}) == suppress(values, sums, hidden={"c"}, known={"b", "all"})


def test_room_below_a_cell_counts_as_room_above_it_does() -> None:
    found = suppress({"a": 2, "b": 1, "all": 3}, [Relation(("a", "b"), ("all",))], known={"all"})
    assert (found.hidden, found.given_away) == ({"a", "b"}, set())  # each is between 0 and 3


def publish_copy(warehouse: Path, target: Path) -> Path:
    publish_public(warehouse, target, PROVINCE)
    return target


def hidden_in(copy: Path) -> set:
    with duckdb.connect(str(copy), read_only=True) as connection:
        rows = [
            connection.execute("select reference_year, indicator, area_code from mart.fct_indicator where is_suppressed").fetchall(),
            connection.execute("select reference_year, area_code, sector, unit_type from mart.fct_sector where is_suppressed").fetchall(),
        ]
    return {row for found in rows for row in found}


def test_a_country_of_districts_is_protected_too(tmp_path: Path) -> None:
    areas = tuple(f"{number:03}" for number in range(160))
    warehouse, target = province(tmp_path, 5, areas), tmp_path / "public.duckdb"
    publish_public(warehouse, target, PROVINCE)
    shown, small = figures_of(target), small_of(figures_of(warehouse))
    assert not small & shown.keys()
    assert all(high - low >= 2.99 for low, high in _solve(shown, small, areas, 12).values())


def _solve(shown: dict, small: set, areas: tuple[str, ...], sample: int) -> dict:
    """Ranges of some small cells by every sum there is, the stocks of two years and their flows among them."""
    rows = [
        {**dict.fromkeys(((year, name, area) for area in areas), 1.0), (year, name, PROVINCE.code): -1.0}
        for year in (2017, 2018, 2019)
        for name in COUNTS
    ]
    for year, (unit_type, name) in product((2017, 2018, 2019), {"HTX": "I.1", "THT": "III.1"}.items()):
        for sector in SECTORS:
            cells = ((year, area, sector, unit_type) for area in areas)
            rows.append({**dict.fromkeys(cells, 1.0), (year, PROVINCE.code, sector, unit_type): -1.0})
        for area in (*areas, PROVINCE.code):
            cells = ((year, area, sector, unit_type) for sector in SECTORS)
            rows.append({**dict.fromkeys(cells, 1.0), (year, name, area): -1.0})
    for area, year in product((*areas, PROVINCE.code), (2018, 2019)):
        rows.append({(year - 1, "I.1", area): 1.0, (year, "I.1b", area): 1.0, (year, "I.1c", area): -1.0, (year, "I.1", area): -1.0})
    unknown = sorted({cell for row in rows for cell in row if cell not in shown}, key=str)
    place = {cell: index for index, cell in enumerate(unknown)}
    entries, sides = [], np.zeros(len(rows))
    for at, row in enumerate(rows):
        for cell, factor in row.items():
            if cell in place:
                entries.append((factor, at, place[cell]))
            else:
                sides[at] -= factor * shown[cell]
    factors, lines, columns = zip(*entries, strict=True)
    matrix = csr_array((factors, (lines, columns)), shape=(len(rows), len(unknown)))
    chosen = sorted((cell for cell in small if cell in place), key=str)
    found = {}
    for cell in random.Random(5).sample(chosen, min(sample, len(chosen))):
        aim = np.zeros(len(unknown))
        aim[place[cell]] = 1
        ends = [linprog(sign * aim, A_eq=matrix, b_eq=sides, bounds=(0, None)) for sign in (1, -1)]
        found[cell] = (ends[0].fun, -ends[1].fun if ends[1].status == 0 else np.inf)
    return found


def test_districts_add_up_to_the_province_and_sectors_to_the_count_of_their_area() -> None:
    areas = (*AREAS[:2], PROVINCE.code)
    keys = [(2019, area, sector, "HTX") for area in areas for sector in SECTORS]
    frame = pl.DataFrame([(*key, 5) for key in keys], [*SECTOR_KEYS, "units"], orient="row")
    figures = {(2019, "I.1", area): 20 for area in areas}
    values, relations = _sectors(frame, figures, Counts(dim_indicator().iter_rows(named=True)), PROVINCE)
    assert values == dict.fromkeys(keys, 5)
    across = [([(2019, area, sector, "HTX") for area in areas[:2]], [(2019, PROVINCE.code, sector, "HTX")]) for sector in SECTORS]
    down = [([(2019, area, sector, "HTX") for sector in SECTORS], [(2019, "I.1", area)]) for area in areas]
    assert relations == [Relation(tuple(parts), tuple(total)) for parts, total in across + down]


def test_the_warehouse_itself_is_not_written_over(tmp_path: Path) -> None:
    warehouse = province(tmp_path, 4)
    before = warehouse.read_bytes()
    with pytest.raises(HoptacError, match="tệp khác"):
        publish_public(warehouse, warehouse, PROVINCE)
    assert warehouse.read_bytes() == before


def test_an_indicator_without_a_declared_protection_stays_in_the_office(tmp_path: Path) -> None:
    warehouse, target = province(tmp_path, 2), tmp_path / "public.duckdb"
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("update mart.dim_indicator set protection = null where indicator in ('T6', 'I.1a')")
    publish_public(warehouse, target, PROVINCE)
    with duckdb.connect(str(target), read_only=True) as connection:
        for table in ("fct_indicator", "dim_indicator"):
            shown = {code for (code,) in connection.execute(f"select distinct indicator from mart.{table}").fetchall()}
            assert "I.2" in shown and not shown & {"T6", "I.1a"}


def test_a_share_whose_units_no_count_speaks_of_hides_its_few_units(tmp_path: Path) -> None:
    """Share times count of all units is a count: of one or two flagged units it is hidden, though no indicator counts them."""
    warehouse, target = province(tmp_path, 3), tmp_path / "public.duckdb"
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("update mart.dim_indicator set protection = null where indicator = 'T8'")
        few = connection.execute(
            """select reference_year, area_code from mart.fct_indicator where indicator = 'T8' and value in (1, 2) and area_code <> '62'"""
        ).fetchall()
        connection.execute(
            """insert into mart.fct_contribution by name
            select reference_year, area_code, 'T9' as indicator, indicator || number as unit_key, 1 as numerator
            from mart.fct_indicator, range(value::int) as numbers (number) where indicator = 'T8' and area_code <> '62'"""
        )
    publish_public(warehouse, target, PROVINCE)
    with duckdb.connect(str(target), read_only=True) as connection:
        shown = connection.execute("select reference_year, area_code from mart.fct_indicator where indicator = 'T9' and not is_suppressed")
        assert few and not set(few) & set(shown.fetchall())
