"""A small clean province as landing and identity frames, for the rules' tests: a draft that a test breaks before it is built.

Written apart from the project's simulator on purpose: rules are to know the forms, not one generator. Not here: any rule.
"""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipeline import config
from pipeline.identity.schema import DECISION, REVIEW, UNIT, UNIT_ALIAS, UNIT_LINK, shaped
from pipeline.intake.schema import CORRECTION, FIELDS, FINDING, LANDING, SHEET_COLUMN, SHEET_READ, SUBMISSION, empty
from pipeline.warehouse import transform
from pipeline.warehouse.load import run_frames, write_schema
from tests.compiled import rerun

YEARS = (2017, 2018, 2019)
PROVINCE = config.load()
DISTRICTS = tuple(area.area_code for area in PROVINCE.districts())
AS_OF = datetime(2019, 12, 14, 16, 59, 59, tzinfo=UTC)
SECTORS = ("Nông nghiệp", "Nông nghiệp", "Nông nghiệp", "Vận tải", "Thương mại - Dịch vụ")
FIRST_ROW = 10
SHEETS = {"unit_report": "Biểu 2", "total_item": "Biểu 1", "training_class": "Biểu 3", "task_report": "Biểu 4", "rating_report": "Biểu 5"}
ITEMS = (
    *("I.1", "I.1a", "I.1b", "I.1c", "I.1d", "I.2", "I.2a", "I.3", "I.4", "I.5", "I.6", "I.6x", "I.7", "I.7a", "I.7b", "I.8"),
    *("II.1", "II.1b", "III.1", "III.1a", "III.1b", "III.2"),
)
EFFECTIVE = ("Tốt", "Khá")
Row = dict[str, Any]
FIRST: list[Path] = []
"""The folder that dbt itself built in."""


def letter(table: str, name: str) -> str:
    """Column of a field: the form's order, from A on."""
    fields = [one.removesuffix("_vnd") for one in FIELDS[table]]
    return chr(ord("A") + fields.index(name))


def report_day(sender: str, year: int) -> date:
    return {"SKHDT": date(year, 12, 3), "LMHTX": date(year, 12, 8)}.get(
        sender, date(year, 12, 5) + timedelta(days=int(sender[-1]) % 4 if sender.isdigit() else 1)
    )


@dataclass
class Unit:
    key: str
    unit_type: str
    name: str
    district: str
    commune: str
    sector: str
    code: str | None
    started_on: date
    dissolved_on: date | None = None
    stopped_from: int | None = None
    joined_on: date | None = None
    base: dict[str, float] = field(default_factory=dict)


class Draft:
    """Tables as lists of rows that a test may change; ``build`` writes totals that fit and runs dbt over it all."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)
        self.tables: dict[str, list[Row]] = {name: [] for name in FIELDS}
        self.finding: list[Row] = []
        self.correction: list[Row] = []
        self.decision: list[Row] = []
        self.submissions: list[Row] = []
        self.overridden: dict[tuple[str, int, str, str], float | None] = {}
        self.titles: dict[tuple[str, int, str], int] = {}
        self.units = self._units()
        self._documents()
        for year in YEARS:
            self._registry(year)
            self._alliance(year)
            self._reports(year)
            self._ratings(year)
        self._other_forms()

    # -- what a test reaches for -------------------------------------------------------------------------------------------
    def rows(self, table: str, sender: str, year: int) -> list[Row]:
        return [row for row in self.tables[table] if row["sender"] == sender and row["reference_year"] == year]

    def unit(self, table: str, key: str, year: int = YEARS[-1]) -> Row:
        """The row of a unit in a table, by the key that the draft gave it (district, h number of an HTX, t of a tổ hợp tác)."""
        return next(row for row in self.tables[table] if row["reference_year"] == year and row.get("_key") == key)

    def drop(self, row: Row) -> None:
        self.tables[row["_table"]].remove(row)

    def add(self, like: Row, **changes: Any) -> Row:
        """A row after the last of the same sheet."""
        same = self.rows(like["_table"], like["sender"], like["reference_year"])
        row = like | changes | {"row": max(one["row"] for one in same) + 1}
        self.tables[like["_table"]].append(row)
        return row

    def total(self, sender: str, year: int, item: str, column: str, value: float | None) -> Row:
        """Write another figure in biểu 1 than the units give; the place of the cell."""
        self.overridden[sender, year, item, column] = value
        return self._place("total_item", sender, year) | {"row": FIRST_ROW + ITEMS.index(item)}

    def submission(self, sender: str, year: int, form: str = "agency_report") -> Row:
        return next(s for s in self.submissions if (s["sender"], s["reference_year"], s["form"]) == (sender, year, form))

    # -- the province ------------------------------------------------------------------------------------------------------
    def _units(self) -> list[Unit]:
        units = []
        communes = {d: [a for a in PROVINCE.areas if a.parent_code == d and a.area_level == "commune"] for d in DISTRICTS}
        for index, district in enumerate(DISTRICTS):
            for number in range(9):
                kind = "LHHTX" if (index, number) == (0, 8) else "QTDND" if number == 7 and index < 2 else "HTX"
                started = date(2008 + (number * 5 + index) % 9, 1 + (number + index) % 12, 3 + number)
                unit = self._unit(kind, f"{district}h{number}", district, communes[district][number % 3], started)
                unit.code = f"61{index:02d}{number:02d}0000"
                if number % 2 == 0:
                    unit.joined_on = started + timedelta(days=400)
                units.append(unit)
            # one registered this year, one last year after the report, one dissolved this year, one last year after the report, one stopped
            new = self._unit("HTX", f"{district}n", district, communes[district][0], date(2019, 4, 2 + index))
            late = self._unit("HTX", f"{district}l", district, communes[district][1], date(2018, 12, 20))
            gone = self._unit("HTX", f"{district}g", district, communes[district][2], date(2010, 5, 4))
            gone.dissolved_on = date(2019, 6, 3 + index)
            last = self._unit("HTX", f"{district}d", district, communes[district][2], date(2011, 5, 4))
            last.dissolved_on = date(2018, 12, 22)
            stopped = self._unit("HTX", f"{district}s", district, communes[district][0], date(2012, 3, 5))
            stopped.stopped_from = 2018
            old = self._unit("HTX", f"{district}o", district, communes[district][1], date(2009, 3, 5))
            old.dissolved_on = date(2017, 6, 6)
            if index == 6:  # no year in which nobody joins the Alliance
                stopped.joined_on, new.joined_on = date(2018, 5, 1), date(2019, 9, 2)
            for number, unit in enumerate((new, late, gone, last, stopped, old)):
                unit.code = f"61{index:02d}9{number}0000"
                units.append(unit)
            for number in range(9):
                started = date(2012 + (number + index) % 4, 2 + number, 7)
                if number == 0:
                    started = date(2019, 3, 8)
                if number == 1:
                    started = date(2018, 5, 9)
                units.append(self._unit("THT", f"{district}t{number}", district, communes[district][number % 3], started))
        return units

    def _unit(self, kind: str, key: str, district: str, commune: Any, started: date) -> Unit:
        r = self.random
        name = f"{kind} {commune.area_name} {key}"
        unit = Unit(key, kind, name, district, commune.area_name, r.choice(SECTORS) if kind != "QTDND" else "Tín dụng", None, started)
        size = {"HTX": 45, "QTDND": 900, "LHHTX": 6, "THT": 10}[kind] * r.lognormvariate(0, 0.3)
        money = {"HTX": 1.8e9, "QTDND": 9e9, "LHHTX": 3e9, "THT": 2.5e8}[kind] * r.lognormvariate(0, 0.5)
        unit.base = {
            "members": max(8 if kind != "THT" else 3, size),
            "workers": max(3, size * r.uniform(0.2, 0.4)),
            "managers": r.randint(4, 7),
            "revenue": money,
            "income": 3.0e7 * r.lognormvariate(0, 0.15),
            "score": r.uniform(52, 95),
        }
        return unit

    def _documents(self) -> None:
        for year in YEARS:
            for owed in PROVINCE.obligations_of(year):
                self.submissions.append(
                    {
                        "submission_id": f"{owed.sender}/{owed.form}/{year}/1",
                        "sender": owed.sender,
                        "form": owed.form,
                        "reference_year": year,
                        "version": 1,
                        "path": f"{year}/{owed.sender}/{owed.form}.xlsx",
                        "sha256": f"{owed.sender}{owed.form}{year}",
                        "received_at": datetime.combine(report_day(owed.sender, year), datetime.min.time(), UTC) + timedelta(hours=3),
                        "register_row": len(self.submissions) + 2,
                        "is_current": True,
                        "was_read": True,
                        "_sheets": owed.sheets,
                    }
                )

    def _place(self, table: str, sender: str, year: int) -> Row:
        form = {"registry_unit": "registry_extract", "alliance_member": "alliance_members"}.get(table, "agency_report")
        return {
            "submission_id": f"{sender}/{form}/{year}/1",
            "sender": sender,
            "reference_year": year,
            "path": f"{year}/{sender}/{form}.xlsx",
            "sheet": SHEETS.get(table, "Danh sách"),
            "_table": table,
        }

    def _append(self, table: str, sender: str, year: int, **values: Any) -> None:
        row = FIRST_ROW + len(self.rows(table, sender, year))
        self.tables[table].append(self._place(table, sender, year) | {"row": row} | dict.fromkeys(FIELDS[table]) | values)

    def _registry(self, year: int) -> None:
        day = report_day("SKHDT", year)
        for unit in self.units:
            if unit.unit_type == "THT" or unit.started_on > day:
                continue
            gone = unit.dissolved_on is not None and unit.dissolved_on <= day
            stopped = unit.stopped_from is not None and unit.stopped_from <= year
            status = "Đã giải thể" if gone else "Tạm ngừng kinh doanh" if stopped else "Đang hoạt động"
            status_on = unit.dissolved_on if gone else date(unit.stopped_from, 2, 1) if stopped else unit.started_on
            self._append(
                "registry_unit",
                "SKHDT",
                year,
                registration_code=unit.code,
                certificate_no=None,
                unit_type=unit.unit_type,
                name=unit.name,
                commune=unit.commune,
                district=unit.district,
                industry_code="0118",
                charter_capital_vnd=int(unit.base["revenue"] // 1e7 * 1e6),
                registered_on=unit.started_on,
                status=status,
                status_on=status_on,
                _key=unit.key,
                _area=unit.district,
            )

    def _alliance(self, year: int) -> None:
        day = report_day("LMHTX", year)
        for unit in self.units:
            if unit.joined_on is not None and unit.joined_on <= day:
                self._append(
                    "alliance_member",
                    "LMHTX",
                    year,
                    name=unit.name,
                    unit_type=unit.unit_type,
                    registration_code=unit.code,
                    district=unit.district,
                    joined_on=unit.joined_on,
                    decision_no="12/QĐ-LMHTX",
                    _key=unit.key,
                    _area=unit.district,
                )

    def _reports(self, year: int) -> None:
        for unit in self.units:
            day = report_day(unit.district, year)
            if unit.started_on > day or (unit.dissolved_on is not None and unit.dissolved_on < date(year, 1, 1)):
                continue
            gone = unit.dissolved_on is not None and unit.dissolved_on <= day
            stopped = unit.stopped_from is not None and unit.stopped_from <= year
            self._append(
                "unit_report",
                unit.district,
                year,
                name=unit.name,
                unit_type=unit.unit_type,
                registration_code=unit.code,
                commune=unit.commune,
                sector=unit.sector,
                founded_on=unit.started_on,
                operating_state="Đã giải thể" if gone else "Ngừng hoạt động" if stopped else "Đang hoạt động",
                _key=unit.key,
                _area=unit.district,
                **({} if gone else self._figures(unit, year, stopped)),
            )

    def _figures(self, unit: Unit, year: int, stopped: bool) -> Row:
        r, base, age = self.random, unit.base, year - YEARS[0]

        def grown(value: float, rate: float, step: int = 1) -> int:
            return max(1, round(value * (1 + rate) ** age * r.lognormvariate(0, 0.06) / step)) * step

        before = base.get("members_before")
        if stopped and before is not None:
            joined = left = 0
        else:
            joined, left = (round((before or 0) * r.uniform(low, high)) for low, high in ((0.03, 0.1), (0.0, 0.04)))
        members = round(base["members"]) if before is None else before + joined - left
        base["members_before"] = members
        if stopped:
            return {"members": members, "new_members": 0, "workers": 0, "managers": 3, "managers_trained": 0, "rating": "Không xếp loại"}
        revenue = grown(base["revenue"], 0.06, 100_000)
        managers = max(3, round(base["managers"])) if unit.unit_type != "THT" else None
        young = unit.started_on.year == year
        return {
            "members": members,
            "new_members": members if young else joined if before is not None else members // 8,
            "workers": grown(base["workers"], 0.03),
            "managers": managers,
            "managers_trained": None if managers is None else r.randint(1, managers),
            "revenue_vnd": revenue,
            "revenue_from_members_vnd": round(revenue * r.uniform(0.3, 0.6) / 100_000) * 100_000,
            "profit_vnd": round(revenue * r.uniform(0.08, 0.16) / 100_000) * 100_000,
            "member_income_vnd": grown(base["income"], 0.07, 100_000),
            "worker_income_vnd": grown(base["income"] * 1.25, 0.05, 100_000),
            "rating": None if unit.unit_type == "THT" else "Không xếp loại" if young else self._rating(unit),
        }

    @staticmethod
    def _rating(unit: Unit) -> str:
        score = round(unit.base["score"])
        return "Tốt" if score >= 80 else "Khá" if score >= 65 else "Trung bình"

    def _ratings(self, year: int) -> None:
        for unit in self.units:
            old = unit.started_on.year < year and unit.dissolved_on is None and unit.stopped_from is None
            if unit.unit_type == "HTX" and unit.sector == "Nông nghiệp" and old:
                self._append(
                    "rating_report",
                    "SNNPTNT",
                    year,
                    name=unit.name,
                    registration_code=unit.code,
                    district=unit.district,
                    score=float(round(unit.base["score"])),
                    rating=self._rating(unit),
                    _key=unit.key,
                    _area=unit.district,
                )

    def _other_forms(self) -> None:
        for owed in self.submissions:
            sender, year = owed["sender"], owed["reference_year"]
            if 3 in owed["_sheets"]:
                self._append(
                    "training_class",
                    sender,
                    year,
                    class_name=f"Quản trị HTX, {sender}",
                    organiser="Liên minh",
                    start_on=date(year, 5, 6),
                    end_on=date(year, 5, 8),
                    content="Luật HTX",
                    managers_attending=30,
                    women_attending=11,
                )
            if 4 in owed["_sheets"]:
                for task in PROVINCE.tasks_of(year):
                    if task.sender == sender and task.role == "lead":
                        self._append(
                            "task_report",
                            sender,
                            year,
                            task=task.task,
                            content=task.content,
                            state="Đang thực hiện",
                            result="Đã triển khai",
                            quantity=2.0,
                            unit_of_measure=task.unit_of_measure,
                        )

    # -- biểu 1 from what biểu 2 says ---------------------------------------------------------------------------------------
    def figures_of_items(self, sender: str, year: int) -> dict[str, float | None]:
        rows = self.rows("unit_report", sender, year)
        own = [row for row in rows if row["unit_type"] in ("HTX", "QTDND")]
        alive = [row for row in own if row["operating_state"] != "Đã giải thể"]
        active = [row for row in alive if row["operating_state"] == "Đang hoạt động"]
        tht = [row for row in rows if row["unit_type"] == "THT" and row["operating_state"] != "Đã giải thể"]

        def total(name: str, among: list[Row] = alive) -> float:
            return float(sum(row[name] or 0 for row in among))

        def mean(name: str, weight: str | None = None) -> float | None:
            known = [(row[name], 1 if weight is None else row[weight]) for row in alive if row[name] is not None]
            known = [(value, share) for value, share in known if share is not None]
            return round(sum(v * w for v, w in known) / sum(w for _, w in known) / 1e4) * 1e4 if known else None

        started = {row["_key"]: row["founded_on"] for row in rows}
        new = [row for row in own if started[row["_key"]] and started[row["_key"]].year == year]
        return {
            "I.1": len(alive),
            "I.1a": len(active),
            "I.1b": len(new),
            "I.1c": len(own) - len(alive),
            "I.1d": len([row for row in active if row["rating"] in EFFECTIVE]),
            "I.2": total("members"),
            "I.2a": total("new_members"),
            "I.3": total("workers"),
            "I.4": mean("revenue_vnd"),
            "I.5": mean("profit_vnd"),
            "I.6": mean("worker_income_vnd", "workers"),
            "I.6x": mean("member_income_vnd", "members"),
            "I.7": total("managers"),
            "I.7a": 4.0,
            "I.7b": 2.0,
            "I.8": total("managers_trained"),
            "II.1": len([r for r in rows if r["unit_type"] == "LHHTX"]),
            "II.1b": 0.0,
            "III.1": len(tht),
            "III.1a": len([r for r in tht if r["founded_on"] and r["founded_on"].year == year]),
            "III.1b": 1.0,
            "III.2": total("members", tht),
        }

    def _total_items(self) -> None:
        for sender in DISTRICTS:
            for year in YEARS:
                now, before = self.figures_of_items(sender, year), self.figures_of_items(sender, year - 1) if year > YEARS[0] else {}
                for item in ITEMS:
                    money = item in ("I.4", "I.5", "I.6", "I.6x")
                    value = self.overridden.get((sender, year, item, "value"), now[item])
                    previous = self.overridden.get((sender, year, item, "previous_value"), before.get(item))
                    step = 1e4 if money else 1.0
                    self._append(
                        "total_item",
                        sender,
                        year,
                        item=item,
                        label=item,
                        unit_text="triệu đồng" if money else "người",
                        value=value,
                        previous_value=previous,
                        value_step=step,
                        previous_step=step,
                        value_column=letter("total_item", "value"),
                        previous_column=letter("total_item", "previous_value"),
                    )

    # -- writing ------------------------------------------------------------------------------------------------------------
    def build(self, folder: Path) -> Path:
        """Write landing and identity into a DuckDB file and run dbt over it; from the second build of a process on, what dbt compiled for
        the first."""
        self._total_items()
        known = {row["submission_id"] for row in self.submissions}
        tables = {name: [row for row in rows if row["submission_id"] in known] for name, rows in self.tables.items()}
        keys = {
            "submission_id": pl.String,
            "sender": pl.String,
            "reference_year": pl.Int32,
            "path": pl.String,
            "sheet": pl.String,
            "row": pl.Int32,
        }
        landing = {name: frame(rows, keys | FIELDS[name]) for name, rows in tables.items()}
        read, columns = self._sheets()
        landing |= {
            "submission": frame(self.submissions, SUBMISSION),
            "sheet_read": frame(read, SHEET_READ),
            "sheet_column": frame(columns, SHEET_COLUMN),
            "finding": frame(self.finding, FINDING),
            "correction": frame(self.correction, CORRECTION),
        }
        landing = {name: empty(name) for name in LANDING} | landing
        links = [
            {key: row[key] for key in ("submission_id", "sheet", "row")}
            | {"table_name": name, "unit_key": row["_key"], "method": row.get("_method", "code"), "area_code": row["_area"]}
            for name in ("registry_unit", "unit_report", "alliance_member", "rating_report")
            for row in tables[name]
        ]
        of_units = {link["unit_key"]: {"unit_key": link["unit_key"]} for link in links}
        for row in tables["unit_report"]:
            of_units[row["_key"]] |= {"unit_type": row["unit_type"], "name": row["name"]}
            if row.get("_predecessor"):
                of_units[row["_key"]]["predecessor_key"] = row["_predecessor"]
        named: dict[tuple[str, str], list[int]] = {}
        for row in tables["unit_report"]:
            named.setdefault((row["_key"], row["name"]), []).append(row["reference_year"])
        aliases = [
            {"unit_key": key, "kind": "name", "value": name, "source": "unit_report", "first_year": min(years), "last_year": max(years)}
            for (key, name), years in named.items()
        ]
        identity = {
            "unit_link": frame(links, UNIT_LINK),
            "unit": frame(list(of_units.values()), UNIT),
            "unit_alias": frame(aliases, UNIT_ALIAS),
            "review": frame([], REVIEW),
            "decision": frame(self.decision, DECISION),
        }
        build, target = folder / "build.duckdb", folder / "target"
        if FIRST:
            shutil.copy(FIRST[0] / build.name, build)
        write_schema(build, "landing", landing | run_frames(PROVINCE, YEARS[-1], AS_OF))
        write_schema(build, "identity", identity)
        if FIRST:
            target.symlink_to(FIRST[0] / target.name)
            with duckdb.connect(str(build)) as connection:
                rerun(connection, target)
        else:
            kinds = ["--resource-type", "seed", "--resource-type", "model"]
            transform.run_dbt(["build", *kinds, "--target-path", str(target), "--log-path", str(folder / "logs")], build, PROVINCE)
            FIRST.append(folder)
        return build

    def _sheets(self) -> tuple[list[Row], list[Row]]:
        read, columns = [], []
        for owed in self.submissions:
            forms = {"registry_extract": ("registry_unit",), "alliance_members": ("alliance_member",)}
            names = ("total_item", "unit_report", "training_class", "task_report", "rating_report")
            for table in forms.get(owed["form"], tuple(names[number - 1] for number in owed["_sheets"])):
                place = self._place(table, owed["sender"], owed["reference_year"])
                here = {key: place[key] for key in ("submission_id", "path", "sheet")} | {"table_name": table}
                year = self.titles.get((owed["sender"], owed["reference_year"], table), owed["reference_year"])
                count = len(self.rows(table, owed["sender"], owed["reference_year"]))
                read.append(here | {"header_row": FIRST_ROW - 1, "rows_read": count, "reported_year": year})
                fields = [name.removesuffix("_vnd") for name in FIELDS[table]]
                columns += [here | {"field": name, "column": letter(table, name), "header": name, "multiplier": 1.0} for name in fields]
        return read, columns


def frame(rows: list[Row], schema: dict[str, Any]) -> pl.DataFrame:
    return shaped(pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema), schema)
