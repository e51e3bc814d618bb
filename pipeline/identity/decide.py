"""Put people's decisions over the links. Reading the file is ``decisions``' part."""

from dataclasses import dataclass, field, replace

import polars as pl

from pipeline.identity.decisions import Decision, rows_of
from pipeline.identity.keys import name_keys
from pipeline.identity.schema import where

UNKNOWN = ("bên “{side}” không khớp dòng nào đã nhận", "the side “{side}” matches no row received")
SEVERAL = (
    "bên phải “{side}” thuộc {count} đơn vị, chưa rõ là đơn vị nào",
    "the right side “{side}” belongs to {count} units: which is meant?",
)
AGAINST = ("trái với dòng {line}; dòng sau được áp dụng", "it contradicts line {line}; the later line counts")


@dataclass
class Decided:
    """``links``: with the decisions put over. ``successors``: (left uid, right uid). ``without_effect``: (decision, reasons)."""

    links: pl.DataFrame
    successors: list[tuple[int, int]] = field(default_factory=list)
    without_effect: list[Decision] = field(default_factory=list)


def apply(decisions: list[Decision], known: pl.DataFrame, links: pl.DataFrame, areas: pl.DataFrame) -> Decided:
    """``known``: records with uid and the unit_key they would have without decisions. Lines are applied in the order of the file.

    A decision moves exactly the rows that its left side names; nothing else changes its unit for it. Later lines win.
    """
    out = Decided(links)
    names = _names(decisions, areas)
    free = (links.select(pl.col("uid").max()).item() or 0) + 1
    earlier: dict[frozenset[str], Decision] = {}
    waiting: list[tuple[int, int]] = []
    for decision in decisions:
        if decision.problem:
            out.without_effect.append(decision)
            continue
        left, right = (rows_of(side, known, names) for side in (decision.left, decision.right))
        if left.is_empty() or right.is_empty():
            out.without_effect.append(_unfit(decision, UNKNOWN, side=decision.left if left.is_empty() else decision.right))
            continue
        before = earlier.get(frozenset((decision.left, decision.right)))
        if before and before.kind != decision.kind:
            out.without_effect.append(_unfit(before, AGAINST, line=decision.line))
        earlier[frozenset((decision.left, decision.right))] = decision
        moved = left["rec"].to_list()
        uids = out.links.filter(pl.col("rec").is_in(right["rec"].to_list()), ~pl.col("rec").is_in(moved))["uid"].unique()
        if decision.kind == "different":
            apart = out.links.filter(pl.col("rec").is_in(moved), pl.col("uid").is_in(uids.to_list()))["rec"].to_list()
            out.links = _moved(out.links, apart, free)
            free += 1
        elif uids.len() != 1:
            if uids.len() > 1:
                out.without_effect.append(_unfit(decision, SEVERAL, side=decision.right, count=uids.len()))
        elif decision.kind == "same":
            out.links = _moved(out.links, moved, uids[0])
        else:
            waiting.append((moved[0], right["rec"][0]))
    unit = dict(out.links.select("rec", "uid").iter_rows()) if waiting else {}
    out.successors = [(unit[left], unit[right]) for left, right in waiting]
    return out


def _unfit(decision: Decision, why: tuple[str, str], **words: object) -> Decision:
    return replace(decision, problem=(why[0].format(**words), why[1].format(**words)), is_unused=why is not SEVERAL)


def _moved(links: pl.DataFrame, recs: list[int], uid: int) -> pl.DataFrame:
    here = pl.col("rec").is_in(recs)
    return links.with_columns(where(here, uid=pl.lit(uid, pl.UInt32), method="decision", probability=1.0, doubt=None))


def _names(decisions: list[Decision], areas: pl.DataFrame) -> dict[str, tuple[str | None, str, int]]:
    """The keys of every "615:HTX Sơn Ca": name → type, marked key, business."""
    sides = [side for decision in decisions for side in (decision.left, decision.right)]
    texts = [side.partition(":")[2].strip() for side in sides if ":" in side and "#" not in side]
    keys = name_keys(pl.Series("name", texts, dtype=pl.String), areas)
    return {
        name: (kind, marked, business)
        for name, kind, marked, business in keys.select("name", "name_type", "marked_key", "business").iter_rows()
    }
