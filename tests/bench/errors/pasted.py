"""Pasted in the wrong place: last year's column, a column twice, a block one row or one column off, two rows exchanged, half a sheet."""

from __future__ import annotations

from tests.bench.errors.draft import Draft, Place
from tests.bench.errors.figures import MONEY, both, many, whole
from tests.bench.errors.lists import UNITS
from tests.bench.errors.seeds import error
from tests.simulator.rows import FIGURES


def _places(sender: str, rows: list[dict], *fields: str) -> tuple[list[Place], set[str]]:
    return [Place(sender, UNITS, row["unit"], field) for row in rows for field in fields], {row["unit"] for row in rows}


def _column_of_last_year(name: str, field: str) -> None:
    @error("copies", True, name=name)
    def seed(d: Draft):
        def moved(sender: str) -> bool:
            seen = [(row, d.row(sender, UNITS, row["unit"], 1)) for row in d.rows(sender, UNITS)]
            return sum(last is not None and both(row, last, field) and row[field] != last[field] for row, last in seen) >= 4

        sender = d.sheet(moved)
        for row in d.rows(sender, UNITS):
            last = d.row(sender, UNITS, row["unit"], 1)
            if last and row[field] and last[field]:
                row[field] = last[field]
        return whole(d, sender, field)


for _field in ("revenue", "members", "member_income", "workers"):
    _column_of_last_year(f"{_field}_column_of_last_year", _field)


@error("copies", True)
def income_column_pasted_twice(d: Draft):
    sender = many(d, "member_income", "worker_income")
    for row in d.rows(sender, UNITS):
        row["worker_income"] = row["worker_income"] and row["member_income"]
    return whole(d, sender, "member_income", "worker_income")


@error("presence", True)
def figure_column_left_blank(d: Draft):
    field = d.random.choice(("members", "workers", "managers", "revenue", "member_income"))
    sender = many(d, field)
    for row in d.rows(sender, UNITS):
        row[field] = None
    return whole(d, sender, field)


def _block(d: Draft, size: int) -> tuple[str, list[dict]]:
    """Neighbouring rows of units that report money in both years; nothing else is seeded into their sheet."""

    def worked(sender: str, row: dict) -> bool:
        last = d.row(sender, UNITS, row["unit"], 1)
        return last is not None and both(row, last, "revenue", "members")

    def runs(sender: str) -> list[list[dict]]:
        rows = d.rows(sender, UNITS)
        found = [rows[start : start + size] for start in range(len(rows) - size + 1)]
        return [run for run in found if all(worked(sender, row) for row in run)]

    sender = d.sheet(lambda sender: bool(runs(sender)))
    return sender, d.random.choice(runs(sender))


@error("copies", True)
def block_pasted_one_row_down(d: Draft):
    sender, rows = _block(d, 5)
    figures = [{field: row[field] for field in FIGURES} for row in rows]
    for row, above in zip(rows[1:], figures, strict=False):
        row.update(above)
    return _places(sender, rows[1:], *FIGURES)


@error("swapped columns", True)
def block_pasted_one_column_right(d: Draft):
    sender, rows = _block(d, 3)
    fields = ("revenue", "revenue_from_members", "profit", "member_income")
    for row in rows:
        row.update(zip(fields, [row["revenue"], *(row[field] for field in fields[:-1])], strict=True))
    return _places(sender, rows, *fields[1:])


@error("swapped columns")
def neighbours_figures_exchanged(d: Draft):
    def next_to(row: dict) -> dict | None:
        rows = d.rows(place[row["unit"]], UNITS)
        after = rows[rows.index(row) + 1 :]
        return after[0] if after and after[0]["unit"] not in d.touched else None

    place = {row["unit"]: sender for sender in d.districts for row in d.rows(sender, UNITS)}

    def fits(row: dict, last: dict) -> bool:
        other = next_to(row)
        before = other and d.row(place[row["unit"]], UNITS, other["unit"], 1)
        if not before or row["unit_type"] != other["unit_type"]:
            return False
        return all(both(now, then, "revenue", "members") for now, then in ((row, last), (other, before)))

    sender, row = d.unit(fits)
    other = next_to(row)
    d.touched.add(other["unit"])
    mine = {field: row[field] for field in FIGURES}
    row.update({field: other[field] for field in FIGURES})
    other.update(mine)
    return _places(sender, [row, other], *FIGURES)


@error("magnitudes", True)
def half_a_sheet_times_1000(d: Draft):
    sender = many(d, "revenue", "member_income")
    rows = d.rows(sender, UNITS)
    rows = rows[: len(rows) // 2]
    for row in rows:
        row.update({field: row[field] and row[field] * 1000 for field in MONEY})
    places, units = _places(sender, [row for row in rows if any(row[field] for field in MONEY)], *MONEY)
    # of a short sheet the half may be most of what can be compared: then the column or the sheet is named
    return places + whole(d, sender, *MONEY)[0] + [Place(sender, UNITS)], units
