"""The words that offices use, as data (``words.yaml``): lists, abbreviations, what may surround a header, how rows that are no data
begin; and the keys they are looked up by.
"""

from functools import cached_property

from pipeline.config.form_field import Data
from pipeline.intake.text import words

_LONGEST_SAID = 16  # words of a header


class Words(Data):
    """Word lists, abbreviations and the words by which rows that are no data are known."""

    lists: dict[str, dict[str, tuple[str, ...]]]
    abbreviations: dict[str, str]
    fillers: tuple[str, ...]
    before_header: tuple[str, ...]
    after_header: tuple[str, ...]
    subtotals: tuple[str, ...]
    sums: tuple[str, ...]
    footers: tuple[str, ...]
    notes: tuple[str, ...]
    places: tuple[str, ...]
    groups: tuple[str, ...]

    @cached_property
    def starts(self) -> dict[str, tuple[tuple[str, ...], ...]]:
        """The lists of row beginnings, each as words."""
        named = {name: getattr(self, name) for name in ("subtotals", "sums", "footers", "notes", "places", "groups")}
        return {name: tuple(map(words, texts)) for name, texts in named.items()}

    @cached_property
    def filler_keys(self) -> frozenset[str]:
        return frozenset("".join(words(filler)) for filler in self.fillers)

    @cached_property
    def expansions(self) -> dict[str, tuple[str, ...]]:
        return {"".join(words(short)): words(full) for short, full in self.abbreviations.items()}

    def spelled_out(self, text: str) -> tuple[str, ...]:
        """The words of a text with abbreviations written in full."""
        return tuple(full for word in words(text) for full in self.expansions.get(word, (word,)))

    def peeled(self, text: str) -> tuple[str, ...]:
        """Keys of a header's words without what may stand before and after them, the longest first."""
        said = self.spelled_out(text)
        if not said or len(said) > _LONGEST_SAID or (said[0] not in self._affixes[2] and said[-1] not in self._affixes[3]):
            return ()
        before, after, *_ = self._affixes
        found = [said]
        for said in found:
            shorter = [said[len(affix) :] for affix in before if said[: len(affix)] == affix][:1]
            shorter += [said[: -len(affix)] for affix in after if said[-len(affix) :] == affix][:1]
            found += [rest for rest in shorter if rest and rest not in found]
        return tuple(map("".join, found[1:]))

    @cached_property
    def _affixes(self) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]], frozenset[str], frozenset[str]]:
        """What may stand before and after a header's words, spelled out, the longest first; how these begin, how those end."""
        before, after = (sorted(map(self.spelled_out, texts), key=len, reverse=True) for texts in (self.before_header, self.after_header))
        return before, after, frozenset(affix[0] for affix in before), frozenset(affix[-1] for affix in after)

    def keys(self, text: str) -> tuple[str, ...]:
        """The keys a header or label is found by: as written, and with abbreviations spelled out."""
        plain, full = "".join(words(text)), "".join(self.spelled_out(text))
        return (plain,) if plain == full else (plain, full)

    @cached_property
    def by_key(self) -> dict[str, dict[str, str]]:
        """List name → key of a spelling → the word that is stored."""
        return {
            name: {key: word for word, others in entries.items() for spelling in (word, *others) for key in self.keys(spelling)}
            for name, entries in self.lists.items()
        }
