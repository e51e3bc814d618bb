"""Which of the columns that claim a field the form means: by what their headers say of it, then by how well they say it.

What words leave open stays open here as rivals: the rows' own arithmetic settles it (``settle``). Not here: what one header says
(``header_text``), where it stands (``header``).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from pipeline.config.form import Form
from pipeline.intake import grammar
from pipeline.intake.forms import ORDINAL, Forms
from pipeline.intake.header_text import FIGURE, Claim
from pipeline.intake.stacks import Stack
from pipeline.intake.text import words
from pipeline.intake.vocabulary import Aspects

_LOSS = ("sign", "loss")
_GAIN = ("sign", "gain")
_WOMEN = ("part", "women")
_TOTAL = ("part", "total")
_PARTS = (("part", "men"), _WOMEN)
_ESTIMATE = ("kind", "estimate")
_OWN_WORDS = 4  # the best quality of a claim
_PLAN = 2  # in the list of kinds: this and what follows is never the figure itself


@dataclass(frozen=True)
class Chosen:
    """``columns``: field → column. ``rivals``: field → further columns that say it as well. ``siblings``: field → all columns that speak
    of it. ``losses``: field → the column of its negative figures. ``estimates``: fields whose column holds an estimate; ``unproved``:
    whose header is understood in its upper part alone; ``unsure``: all columns of such headers; ``parted``: beside whose column stand its
    parts, such as men and women."""

    columns: dict[str, int] = field(default_factory=dict)
    rivals: dict[str, list[int]] = field(default_factory=dict)
    siblings: dict[str, list[int]] = field(default_factory=dict)
    losses: dict[str, int] = field(default_factory=dict)
    estimates: frozenset[str] = frozenset()
    unproved: frozenset[str] = frozenset()
    parted: frozenset[str] = frozenset()
    unsure: frozenset[int] = frozenset()


def _told(said: Claim, form: Form) -> Aspects:
    """What a header says beside its field. A year's figure has no first and changed one, as a registration has."""
    is_figure = said.field in form.fields and form.fields[said.field].is_figure
    return frozenset(one for one in said.aspects if one[0] != "turn") if is_figure else said.aspects


def choose(claims: Mapping[int, Claim], headed: Iterable[int], form: Form, forms: Forms, year: int) -> Chosen:
    """The column of each field; fields of which no column says what the form means are left out. ``headed``: columns with a head."""
    return _choose(tuple(claims.items()), frozenset(headed), form, forms, year)


@lru_cache(maxsize=4096)  # many files have the same header
def _choose(said_by: tuple[tuple[int, Claim], ...], headed: frozenset[int], form: Form, forms: Forms, year: int) -> Chosen:
    women = {field.women_of: name for name, field in form.fields.items() if field.women_of}
    claims = {
        column: replace(said, field=women.get(said.field, said.field), aspects=said.aspects - {_WOMEN})
        if _WOMEN in said.aspects and said.field in (*women, *women.values())
        else said
        for column, said in said_by
    }
    if form.has_figures_by_year:
        claims = _by_year(claims, forms, year)
    meant = {column: forms.words.meant(_told(said, form), year) for column, said in claims.items()}
    by_field: dict[str, list[int]] = defaultdict(list)
    for column, said in claims.items():
        by_field[said.field].append(column)
    fits = {name: [column for column in columns if _fits(claims[column], meant[column], form)] for name, columns in by_field.items()}
    single = sorted(columns[0] for columns in fits.values() if len(columns) == 1)
    centre, first = (single[len(single) // 2], single[0]) if single else (0, 0)
    chosen, rivals = {}, {}
    for name, columns in fits.items():
        said_how = {column: _rank(claims[column], meant[column]) for column in columns}
        stray = name == ORDINAL  # a running number stands before what it numbers; the one behind is the next table's
        ranked = sorted(columns, key=lambda at: (said_how[at], stray and at > first, abs(at - centre), at))
        if ranked:
            chosen[name] = ranked[0]
            is_part = _TOTAL not in claims[ranked[0]].aspects and claims[ranked[0]].quality < _OWN_WORDS
            rivals[name] = [
                at for at in ranked[1:] if said_how[at] == said_how[ranked[0]] or (is_part and _is_whole(claims, at, ranked[0]))
            ]
    left, right = min(chosen.values(), default=0), max(chosen.values(), default=0)
    anchors = {column for column, said in claims.items() if said.field in form.anchors}
    while right + 1 in headed - anchors:  # beyond a gap, or an anchor, stands another's column
        right += 1
    while left - 1 in headed - anchors:
        left -= 1
    for name, columns in rivals.items():
        rivals[name] = [at for at in columns if left <= at <= right]
    rivals = {name: columns for name, columns in rivals.items() if columns}
    losses = {
        said.field: column
        for column, said in claims.items()
        if _is_loss(meant[column]) and _LOSS in said.aspects and _gains(claims, chosen.get(said.field))
    }
    estimates = frozenset(name for name, column in chosen.items() if _ESTIMATE in claims[column].aspects)
    unsure = frozenset(column for column, said in claims.items() if said.is_unsure)
    unproved = frozenset(name for name, column in chosen.items() if _is_unproved(claims, column))
    parted = frozenset(said.field for said in claims.values() if not said.aspects.isdisjoint(_PARTS))
    return Chosen(chosen, rivals, dict(by_field), losses, estimates, unproved, parted, unsure)


def _fits(said: Claim, meant: Mapping[str, int], form: Form) -> bool:
    """Whether a column says what the form means, or an estimate of it."""
    if said.field in (*form.anchors, ORDINAL):
        return True
    if form.fields[said.field].type == "count" and "paid" in meant:  # who has put a name down has not come yet
        return False
    if form.fields[said.field].type == "text":  # “Nhiệm vụ được giao” is no plan
        meant = {dimension: far for dimension, far in meant.items() if dimension != "kind"}
    free = {"kind", "year", "span", "moment"} if form.has_figures_by_year else {"kind"}
    return meant.get("kind", 0) < _PLAN and not any(far for dimension, far in meant.items() if dimension not in free)


def _rank(said: Claim, meant: Mapping[str, int]) -> tuple[int, ...]:
    """Smaller is better: understood, in the form's words, actual, of the whole year."""
    kind = 2 * meant["kind"] if "kind" in meant else 1
    return said.is_unsure, -said.quality, kind, meant.get("span", 0)


def _is_whole(claims: Mapping[int, Claim], column: int, other: int) -> bool:
    """Whether a column is headed as the total of the group that another stands in."""
    return _TOTAL in claims[column].aspects and bool(claims[column].group) and claims[column].group == claims[other].group


def _is_unproved(claims: Mapping[int, Claim], column: int) -> bool:
    """Whether a column's head is understood in its upper part alone, or names a kind beside others that are not known."""
    own = claims[column]
    others = (said.is_unsure and said.field == own.field and said.group == own.group for said in claims.values())
    return own.is_unsure or (own.is_kind and any(others))


def _is_loss(meant: Mapping[str, int]) -> bool:
    """Whether a column of losses is of this year's, not of all years until now."""
    return not any(far for dimension, far in meant.items() if dimension not in ("sign", "kind"))


def _gains(claims: Mapping[int, Claim], column: int | None) -> bool:
    """Whether a column holds gains alone, not gains and losses."""
    return column is not None and (_GAIN in claims[column].aspects or words(claims[column].text)[-1:] == ("lai",))


def _by_year(claims: Mapping[int, Claim], forms: Forms, year: int) -> dict[int, Claim]:
    """Biểu 1's columns of figures by the years they name: the report's own two, else the two that stand there."""
    years: dict[int, int | None] = {}
    for column, said in claims.items():
        if said.field == FIGURE and forms.words.meant(said.aspects, year).get("kind", 0) < _PLAN:
            years[column] = _year_of(said, year)
    if year not in years.values():  # a column that names no year is this one's
        years = {column: year if spoken is None else spoken for column, spoken in years.items()}
    named = sorted({spoken for spoken in years.values() if spoken})
    pair = [year - 1, year] if {year - 1, year} <= set(named) else named[-2:]
    if len(pair) == 1:
        pair = [pair[0], year] if pair[0] < year else [year - 1, pair[0]]
    fields = dict(zip(pair, ("previous_value", "value"), strict=False))
    kept: dict[int, Claim] = {}
    for column, said in claims.items():
        if said.field != FIGURE:
            kept[column] = said
        elif (spoken := years.get(column)) in fields:
            kept[column] = replace(said, field=fields[spoken])
    return kept


def _year_of(said: Claim, year: int) -> int | None:
    told = dict(said.aspects)
    if said.year:
        return said.year - (told.get("moment") == "start")
    if told.get("year") == "previous" or told.get("moment") == "start":
        return year - 1
    return year if "year" in told or "moment" in told else None


def without_lone(claims: Mapping[int, Claim], stacks: Mapping[int, Stack]) -> dict[int, Claim]:
    """The claims without those that rest on the head of a group where there is no group: its lower part says something else."""
    groups = Counter(parts[0][0] for parts in stacks.values())
    return {column: found for column, found in claims.items() if not found.is_unsure or groups[stacks[column][0][0]] > 1}


def name_column(stacks: Mapping[int, Stack], claims: Mapping[int, Claim], forms: Forms) -> int | None:
    """Of the columns that no field claims the first whose header is about names of units, else about names or units: “Tên đầy đủ của HTX”,
    “HTX, THT”; never of other names beside theirs, “Tên viết tắt”."""
    found: dict[int, bool] = {}
    for column, parts in stacks.items():
        text = " ".join(text for text, _ in parts)
        said = grammar.parts_of(text, forms.words)
        of_units = [part for part in said if "unit" in part.concepts]
        first = words(text)[:1]
        if column in claims or first in (("so",), ("tong",)) or grammar.is_foreign(text, forms.words):
            continue
        if first == ("ten",) or (of_units and all(part.may_drop or part in of_units for part in said)):
            found[column] = grammar.names(text, ("unit",), forms.words)
    return min(found, key=lambda column: not found[column], default=None)
