"""Put people's decisions over the links. Reading the file is ``decisions``' part."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace

import polars as pl

from pipeline.identity.decisions import Decision, rows_of
from pipeline.identity.keys import name_keys
from pipeline.identity.schema import where

UNUSED, ACROSS = "decision_unused", "decision_across_types"
UNKNOWN = ("bên “{side}” không khớp dòng nào đã nhận", "the side “{side}” matches no row received")
SEVERAL = (
    "bên phải “{side}” thuộc {count} đơn vị, chưa rõ là đơn vị nào",
    "the right side “{side}” belongs to {count} units: which is meant?",
)
AGAINST = ("trái với dòng {line}; dòng ghi sau được áp dụng", "it contradicts line {line}; the later of them counts")
NEEDLESS = ("các quy tắc đã nối như vậy, quyết định không thay đổi gì", "the rules link so already, the decision changes nothing")
TYPES = ("hai bên khác loại hình ({left} và {right})", "the two sides are of different types ({left} and {right})")


@dataclass
class Applied:
    """A decision that was put over the links. ``moved``: rec of the rows that it moved, or whose thread it ties → uid before."""

    decision: Decision
    left: list[int]
    right: list[int]
    moved: dict[int, int]


@dataclass
class Decided:
    """``links``: with the decisions put over. ``successors``: (left uid, right uid). ``without_effect``: (decision, reasons)."""

    links: pl.DataFrame
    successors: list[tuple[int, int]] = field(default_factory=list)
    without_effect: list[Decision] = field(default_factory=list)
    applied: list[Applied] = field(default_factory=list)


def apply(decisions: list[Decision], known: pl.DataFrame, links: pl.DataFrame, areas: pl.DataFrame, one_kind: Collection[str]) -> Decided:
    """``known``: records with uid and the unit_key they would have without decisions. Lines are applied in the order of the file.

    A decision moves exactly the rows that its left side names; nothing else changes its unit for it. Later lines win. ``one_kind``: unit
    types that are not told apart.
    """
    out = Decided(links)
    names = _names(decisions, areas)
    free = (links.select(pl.col("uid").max()).item() or 0) + 1
    for decision in decisions:
        if decision.problem:
            out.without_effect.append(decision)
            continue
        left, right = (rows_of(side, known, names) for side in (decision.left, decision.right))
        if left.is_empty() or right.is_empty():
            out.without_effect.append(_unfit(decision, UNKNOWN, UNUSED, side=decision.left if left.is_empty() else decision.right))
        elif across := _across(decision, left, right, one_kind):
            out.without_effect.append(_unfit(decision, TYPES, ACROSS, **across))
        else:
            free = _put(out, decision, left["rec"].to_list(), right["rec"].to_list(), free)
    unit = dict(out.links.select("rec", "uid").iter_rows())
    out.successors = [(unit[one.left[0]], unit[one.right[0]]) for one in out.applied if one.decision.kind == "successor"]
    out.without_effect += [_unfit(one.decision, AGAINST, UNUSED, line=_contrary(out.applied, one)) for one in _overruled(out.applied, unit)]
    return out


def _put(out: Decided, decision: Decision, left: list[int], right: list[int], free: int) -> int:
    """Apply a decision whose sides are known; the next number that is free for a unit."""
    unit, doubted = dict(out.links.select("rec", "uid").iter_rows()), set(out.links.filter(pl.col("doubt").is_not_null())["rec"])
    uids = {unit[rec] for rec in right if rec not in left}
    if decision.kind != "different" and len(uids) > 1:
        out.without_effect.append(_unfit(decision, SEVERAL, "decision_incomplete", side=decision.right, count=len(uids)))
        return free
    if decision.kind == "successor":
        moved, links = left[:1], out.links
    elif decision.kind == "different":
        moved = [rec for rec in left if unit[rec] in uids]
        links = _moved(out.links, moved, free)
    else:
        moved = [rec for rec in left if uids and (unit[rec] not in uids or rec in doubted)]
        links = _moved(out.links, left, min(uids)) if uids else out.links
    out.links = links
    if moved:
        out.applied.append(Applied(decision, left, right, {rec: unit[rec] for rec in moved}))
    else:
        out.without_effect.append(_unfit(decision, NEEDLESS, UNUSED))
    return free + 1


def _across(decision: Decision, left: pl.DataFrame, right: pl.DataFrame, one_kind: Collection[str]) -> dict[str, str]:
    """The types of two sides that cannot be one unit, or one the other's successor; rows of unknown type may be of any.

    Rows of two types may well have to be told apart, and a THT may become an HTX.
    """
    before, after = (
        {tuple(one_kind) if kind in one_kind else (kind,): kind for kind in rows["unit_type"].drop_nulls()} for rows in (left, right)
    )
    becomes = decision.kind == "successor" and ("THT",) in after and before.keys() <= {tuple(one_kind)}
    if decision.kind == "different" or not after or becomes or before.keys() <= after.keys():
        return {}
    return {"left": ", ".join(sorted(before.values())), "right": ", ".join(sorted(after.values()))}


def _overruled(applied: list[Applied], unit: dict[int, int]) -> list[Applied]:
    """Those that the links do not say any more, for another line has moved the same rows, however it writes its sides."""
    threads = {(unit[one.left[0]], unit[one.right[0]]) for one in applied if one.decision.kind == "successor"}
    found = []
    for one in applied:
        left, right = ({unit[rec] for rec in side} for side in (one.moved, [rec for rec in one.right if rec not in one.left]))
        thread = unit[one.left[0]], unit[one.right[0]]
        if {
            "same": bool(right) and left != right,
            "different": bool(left & right),
            "successor": thread[0] == thread[1] or thread[::-1] in threads,
        }[one.decision.kind]:
            found.append(one)
    return found


def _contrary(applied: list[Applied], one: Applied) -> int:
    """The line that has undone a decision: the last other one about rows of either side."""
    sides = {*one.left, *one.right}
    return max(
        (other.decision.line for other in applied if other is not one and sides & {*other.moved, *other.right}), default=one.decision.line
    )


def _unfit(decision: Decision, why: tuple[str, str], rule: str, **words: object) -> Decision:
    return replace(decision, problem=(why[0].format(**words), why[1].format(**words)), rule=rule)


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
