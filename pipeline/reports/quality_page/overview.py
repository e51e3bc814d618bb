"""The page's first screen: whether the report stands, and a sentence each on what is below with where to read on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.office.clauses import capital, listing
from pipeline.reports.official.report_facts import ReportFacts
from pipeline.reports.outputs import Outputs
from pipeline.reports.quality_page.found import Group
from pipeline.reports.quality_page.punctuality import Punctuality

NAMED = 6  # names in one sentence; the rest is counted


@dataclass(frozen=True)
class Overview:
    """What the sentences are made of. ``words``: the page's."""

    outputs: Outputs
    facts: ReportFacts
    words: Mapping[str, Any]

    def standing(self, errors: list[Group]) -> list[str]:
        """Under the decision: held by whom, signed by whom, or whose signature is void."""
        outputs, said = self.outputs, []
        if outputs.status == "held":
            count = sum(group.count for group in errors)
            said.append(self._say("held" if count else "held_unknown", count=self._count(count), senders=self._senders(errors)))
            if names := self.facts.doubted_names:
                said.append(self._say("doubted", count=self._count(len(names)), names=self.named(names, "indicators")))
        approval, voided = outputs.receipt.get("approval"), outputs.receipt.get("voided_approval")
        if approval:
            said.append(self._say("signed", **self._signature(approval)))
        elif outputs.status == "unsigned":
            said.append(self._say("unsigned"))
        if voided and not approval:
            said.append(self._say("voided", **self._signature(voided)))
        return said

    def warnings(self, warnings: list[Group]) -> str:
        count = sum(group.count for group in warnings)
        return self._say("warnings" if count else "no_warnings", count=self._count(count), senders=self._senders(warnings))

    def punctuality(self, punctuality: Punctuality, due: str) -> str:
        on_time = punctuality.of("on_time")
        late, missing = (self.named(self.facts.agencies(punctuality.of(word)), "agencies") for word in ("late", "missing"))
        parts = [
            self._say("on_time", count=self._count(len(on_time)), all=self._count(len(punctuality.of_year)), due=due),
            self._say("late", names=late) if late else "",
            self._say("missing", names=missing) if missing else "",
            "" if late or missing else self._say("all_on_time"),
        ]
        return listing([part for part in parts if part], "; ") + "."

    def decisions(self) -> str:
        """How many of each register, in the registers' order."""
        counts = dict(self.facts.marts.decision.group_by("register", maintain_order=True).len().iter_rows())
        parts = [self.words["overview"]["registers"][register].format(count=self._count(count)) for register, count in counts.items()]
        return self._say("decided", count=self._count(sum(counts.values())), parts=listing(parts)) if parts else self._say("undecided")

    def beside(self, estimates: Sequence[object], still_open: Sequence[object]) -> str:
        estimated = self._say("estimated", count=self._count(len(estimates))) if estimates else self._say("not_estimated")
        return estimated + (" " + capital(self._say("still_open", count=self._count(len(still_open)))) if still_open else "")

    def named(self, names: list[str], kind: str) -> str:
        """``a, b và c``; of more than a sentence holds the rest is counted."""
        if len(names) <= NAMED:
            return self.outputs.wording.joined(names)
        more = self.words["overview"]["more"][kind].format(count=self._count(len(names) - NAMED + 1))
        return self.outputs.wording.joined([*names[: NAMED - 1], more])

    def _senders(self, groups: list[Group]) -> str:
        """``UBND huyện Đăk Hà (03) và …``."""
        parts = [f"{self._who(group)} ({self._count(group.count)})" for group in groups]
        return self.named(parts, "agencies")

    def _who(self, group: Group) -> str:
        return self.facts.marts.agency_name(group.sender) or str(self.words["findings"]["everyone_inside"])

    def _signature(self, approval: Mapping[str, Any]) -> dict[str, str]:
        signer = ", ".join(part for part in (approval["name"], approval["title"]) if part)
        return {"signer": signer, "moment": self.outputs.moment(approval["approved_at"])}

    def _say(self, key: str, **values: object) -> str:
        return str(self.words["overview"][key].format(year=self.outputs.year, **values))

    def _count(self, count: int) -> str:
        return self.outputs.wording.count(count)
