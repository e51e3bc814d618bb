"""What was asked of the agencies in a year and what came of it: tasks and submissions. Its words: ``results`` and the parts
of the report.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from pipeline.config import Province
from pipeline.office.clauses import listing, small
from pipeline.office.wording import Wording
from pipeline.reports.marts import Marts


@dataclass(frozen=True)
class Deliveries:
    """One year's marts beside the province's settings."""

    marts: Marts
    province: Province
    words: Wording

    @property
    def year(self) -> int:
        return self.marts.year

    @cached_property
    def led_tasks(self) -> pl.DataFrame:
        """Tasks that a sender must report, in the directive's order; ``state`` null = not reported."""
        return self.in_order(self.marts.task.filter(pl.col("role") == "lead"))

    @staticmethod
    def in_order(tasks: pl.DataFrame) -> pl.DataFrame:
        """Point 2 before point 10, letters inside a point, senders inside a letter."""
        return tasks.sort(pl.col("task").str.extract(r"^(\d+)").cast(pl.Int32), "task", "sender")

    @cached_property
    def first_submissions(self) -> pl.DataFrame:
        """One row a sender and form that is owed: how its first version came, and how many versions there are."""
        owed = {(row.sender, row.form): place for place, row in enumerate(self.province.obligations_of(self.year))}
        key = ["sender", "form"]
        places = pl.DataFrame([(*found, place) for found, place in owed.items()], schema=[*key, "place"], orient="row")
        first = self.marts.submission.sort("received_at", nulls_last=True).group_by(key, maintain_order=True).agg(
            pl.col("received_at", "timeliness", "days_late", "due_before").first(),
            pl.col("received_at").count().alias("versions"),
            (pl.col("is_current") & ~pl.col("was_read")).any().alias("is_unread"),
        )  # fmt: skip
        return places.join(first, on=key, how="inner").sort("place")

    @cached_property
    def silent_districts(self) -> list[str]:
        """Districts whose report of the year has not come or could not be read."""
        heard = set(self.marts.submission.filter((pl.col("form") == "agency_report") & pl.col("is_current") & pl.col("was_read"))["sender"])
        owing = {row.sender for row in self.province.obligations_of(self.year) if row.form == "agency_report"}
        agencies = [agency for agency in self.province.agencies_of(self.year) if agency.area_code]
        return [self.marts.area_name(agency.area_code) for agency in agencies if agency.sender in owing - heard]

    def agency_list(self, frame: pl.DataFrame) -> str:
        return listing(self.agencies(frame["sender"].to_list()))

    def agencies(self, senders: list[str]) -> list[str]:
        """Their names, each once; all districts' offices together as one."""
        districts = [agency.sender for agency in self.province.agencies_of(self.year) if agency.area_code]
        names = {sender: self.marts.agency_name(sender) for sender in senders}
        if len(districts) > 1 and set(districts) <= names.keys():
            whole = self.words.say("whole.agencies", count=self.words.count(len(districts)))
            names = {districts[0]: whole} | {sender: name for sender, name in names.items() if sender not in districts}
        return list(names.values())

    def places(self, codes: list[str]) -> str:
        """Districts by name inside a sentence; all of them together as one."""
        every = [code for code, _ in self.marts.districts]
        if len(every) > 1 and set(every) <= set(codes):
            return self.words.say("whole.places", count=self.words.count(len(every)))
        return listing([small(self.marts.area_name(code)) for code in codes])
