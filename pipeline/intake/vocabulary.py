"""The words that offices use, as data (``words.yaml``): lists, abbreviations, what may surround a header, how rows that are no data
begin; and the keys they are looked up by.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

from pipeline.config.form_field import Data
from pipeline.intake.text import key, words
from pipeline.system.folding import signs_apart

Aspects = frozenset[tuple[str, str]]
"""What a header says beside its meaning, as (dimension, value) of ``aspects``; a year named in it as ("year", "2019")."""

LONGEST_SAID = 28  # words of a header
_DAY = re.compile(
    r"\b(?:(?:tinh )?(?:den|tai|vao)(?: het| cuoi)? )?(?:thoi diem )?(?:ngay )?"
    r"(?:(?:\d{1,2} )?(?:(?:thang )?\d{1,2} )?(?:nam )?((?:19|20)\d\d)"
    r"|(?<=ngay )\d{1,2} \d{1,2}|(?<=den )\d{1,2} \d{1,2}|\d{1,2} \d{1,2}(?= nam\b))\b"
)
_MONTHS = re.compile(r"\b(?:(\d{1,2}) ?(?:thang|t)\b(?: (?:dau|cuoi)\b(?: nam\b)?)?|quy (?:i{1,3}|iv|[1-4])\b)")
_MONTH = re.compile(r"\b((?:den|het|cuoi|tai|vao|ngay|\d{1,2}) )?(?:trong )?thang \d{1,2}\b")
_UNIT_STARTS = tuple(map(words, ("hợp tác xã", "tổ hợp tác", "quỹ tín dụng", "liên hiệp hợp tác xã")))
_MARKS = {"comparison": "kind", "change": "turn"}
_AGAIN = re.compile(r"(?<![^\W_])lại(?![^\W_])", re.IGNORECASE)
_REVENUE = re.compile(r"(?<![^\W_])DT(?![^\W_])")
_PER = re.compile(r"(?<=[^\W\d_])\s*/\s*(?=(?:th[àa]nh vi[êe]n|TV|lao đ[ộo]ng|lao dong|L[ĐD])\b)", re.IGNORECASE)  # a member's share
_MEN = re.compile(r"(?<![^\W_])(?<!/)[Nn][Aa][Mm](?![^\W_])")
_MEN_BESIDE_YEARS = re.compile(r"(?<![^\W_])[Nn]am(?![^\W_])(?! giới)")
_YEARS_NAM = re.compile(r"\b(?:(?:trong|ca|cuoi|hang|dau|mot|1|tren|thu|qua|den) nam\b|nam (?:truoc|nay|bao|n|lien|sau|ngoai|qua|\d))")


class Words(Data):
    """Word lists, abbreviations and the words by which rows that are no data are known."""

    lists: dict[str, dict[str, tuple[str, ...]]]
    abbreviations: dict[str, str]
    aspects: dict[str, dict[str, tuple[str, ...]]]
    concepts: dict[str, tuple[str, ...]]
    fillers: tuple[str, ...]
    around_listed: tuple[str, ...]
    tax_office: tuple[str, ...]
    subtotals: tuple[str, ...]
    sums: tuple[str, ...]
    after_totals: tuple[str, ...]
    footers: tuple[str, ...]
    notes: tuple[str, ...]
    remarks: tuple[str, ...]
    mentions: tuple[str, ...]
    places: tuple[str, ...]
    groups: tuple[str, ...]
    periods: tuple[str, ...]
    explained: tuple[str, ...]
    own_sheets: tuple[str, ...]
    __hash__ = object.__hash__

    @cached_property
    def starts(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """The lists of row beginnings, each as words."""
        kinds = ("subtotals", "sums", "after_totals", "footers", "notes", "mentions", "places", "groups", "periods", "explained")
        return {kind: tuple(map(words, getattr(self, kind))) for kind in kinds}

    def without_lead(self, said: tuple[str, ...], kind: str = "groups") -> tuple[str, ...]:
        """A text's words without the longest of ``starts`` of a kind that it begins with and goes on from: of a group's name without what
        kind of group it is, “Lĩnh vực nông nghiệp”, “Địa bàn xã Đăk La”."""
        leads = self._leads[kind].get(said[0], ()) if said else ()
        return next((said[len(start) :] for start in leads if said[: len(start)] == start and len(said) > len(start)), said)

    @cached_property
    def _leads(self) -> dict[str, dict[str, list[tuple[str, ...]]]]:
        """``starts`` by their first word, the longest first."""
        found: dict[str, dict[str, list[tuple[str, ...]]]] = {}
        for kind, starts in self.starts.items():
            for start in sorted(starts, key=len, reverse=True):
                found.setdefault(kind, {}).setdefault(start[0], []).append(start)
        return found

    @cached_property
    def listed(self) -> frozenset[str]:
        """Keys of the words of all lists."""
        return frozenset(found for index in self.by_key.values() for found in index)

    @cached_property
    def remark_starts(self) -> tuple[tuple[str, ...], ...]:
        return tuple(map(self.spelled_out, self.remarks))

    @cached_property
    def of_tax_office(self) -> frozenset[str]:
        """Keys of the tax office's words that mean a word of a list only more or less."""
        return frozenset(found for text in self.tax_office for found in self.keys(text))

    def names_unit(self, text: str) -> bool:
        """Whether a text begins like a unit's name and goes on: ``HTX Sơn Ca``."""
        said = self.spelled_out(text)
        return any(said[: len(start)] == start and len(said) > len(start) for start in _UNIT_STARTS)

    @cached_property
    def expansions(self) -> dict[str, tuple[str, ...]]:
        return {"".join(words(short)): words(full) for short, full in self.abbreviations.items()}

    @cached_property
    def _spellings(self) -> dict[str, set[str]]:
        """Key of a single word → how the words that a header is made of are spelled, sign by sign."""
        grouped = (*self.concepts.values(), self.fillers, *(texts for values in self.aspects.values() for texts in values.values()))
        texts = [*self.abbreviations, *self.abbreviations.values(), *(text for texts in grouped for text in texts)]
        found: dict[str, set[str]] = {}
        for word in (word for text in texts for word in signs_apart(text).split()):
            found.setdefault(key(word), set()).add(word)
        return found

    def has_strange_marks(self, text: str) -> bool:
        """Whether a word has other marks than all words that it could be taken for: ``chờ`` is no ``cho``; marks may lack."""
        for word in () if text.isascii() else signs_apart(text).split():
            known = () if word.isascii() else self._spellings.get(key(word), ())
            if known and not any(Counter(word) <= Counter(spelled) for spelled in known):
                return True
        return False

    def spelled_out(self, text: str) -> tuple[str, ...]:
        """The words of a text with abbreviations written in full."""
        return tuple(full for word in words(text) for full in self.expansions.get(word, (word,)))

    def header_words(self, text: str) -> tuple[str, ...]:
        """A header's words spelled out, years and months marked."""
        return tuple(full for word in self.marked(text).split() for full in self.expansions.get(word, (word,)))

    @staticmethod
    def told(part: tuple[str, ...], known: dict[tuple[str, ...], Aspects]) -> Aspects | None:
        if len(part) == 1 and part[0][0] == "@":
            mark = part[0][1:]
            dimension = "year" if mark.isdecimal() else _MARKS.get(mark, "span")
            return frozenset({(dimension, mark)}) if mark else frozenset()
        return known.get(part)

    @staticmethod
    def marked(text: str) -> str:
        """The words of a header, with a day or year as ``@2019``, months as ``@part``, % as ``@comparison``, ``lại`` as ``@change``.

        Its marks tell apart what is one in the keys: ``năm`` and ``nam``, ``lãi`` and ``lại``, ``DT`` and ``ĐT``."""
        if not text.isascii() or _REVENUE.match(text):
            text = _AGAIN.sub("turnchange", _REVENUE.sub("doanh thu", unicodedata.normalize("NFC", text)))
            text = _MEN_BESIDE_YEARS.sub(" nam giới", text) if "ăm" in text else text
        said = " ".join(words(_PER.sub(" binh quan ", text))).replace("turnchange", "@change")
        if "nam" in said and _MEN.search(text) and not _YEARS_NAM.search(said):
            said = re.sub(r"\bnam\b", "nam gioi", said.replace("nam gioi", "nam"))
        said = _MONTHS.sub(lambda match: "@whole" if match[1] == "12" else "@part", said)
        said = _MONTH.sub(lambda match: match[0] if match[1] else "@month", said)
        said = _DAY.sub(lambda match: f"@{match[1] or ''}", said)
        return f"{said} @comparison".strip() if "%" in text else said

    def meant(self, aspects: Iterable[tuple[str, str]], year: int) -> dict[str, int]:
        """How far each dimension is from what a form means: 0 is that, 1 the next in the list, and so on; of years the distance."""
        found: dict[str, int] = {}
        for dimension, value in aspects:
            far = abs(int(value) - year) if value.isdecimal() else list(self.aspects[dimension]).index(value)
            found[dimension] = max(far, found.get(dimension, 0))
        return found

    def keys(self, text: str) -> tuple[str, ...]:
        """The keys a header or label is found by: as written, and with abbreviations spelled out."""
        plain, full = "".join(words(text)), "".join(self.spelled_out(text))
        return (plain,) if plain == full else (plain, full)

    def listed_word(self, text: str, index: Mapping[str, str]) -> str | None:
        """The one word of a list that a text names, in whatever ways, with what may stand around: “HTX loại tốt”, “Trồng trọt, chăn nuôi”.

        ``index``: key of a spelling → the word."""
        for found in self.keys(text):
            if found in index:
                return index[found]
        said = self.header_words(text)
        if len(said) > LONGEST_SAID:
            return None
        reached: list[set[frozenset[str]]] = [
            {frozenset()},
            *(set() for _ in said),
        ]  # the words named so far, in every way to part the text
        for first, so_far in enumerate(reached[:-1]):
            for last in range(first + 1, len(said) + 1) if so_far else ():
                part = said[first:last]
                if word := index.get("".join(part)):
                    reached[last] |= {named | {word} for named in so_far}
                elif part in self._around:
                    reached[last] |= so_far
        only = {word for named in reached[-1] if len(named) == 1 for word in named}
        return only.pop() if len(only) == 1 else None

    @cached_property
    def _around(self) -> frozenset[tuple[str, ...]]:
        return frozenset(map(self.spelled_out, self.around_listed))

    @cached_property
    def by_key(self) -> dict[str, dict[str, str]]:
        """List name → key of a spelling → the word that is stored."""
        return {
            name: {found: word for word, others in entries.items() for spelling in (word, *others) for found in self.keys(spelling)}
            for name, entries in self.lists.items()
        }
