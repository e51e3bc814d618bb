"""Which item of biểu 1 a label is: ``- Trong đó: + Thành lập mới``, ``1.2 Số HTX giải thể``, ``Tổng số thành viên``.

Not here: walking the rows (``totals``); the labels themselves, which are data in ``forms/total_item.yaml``.
"""

import re
from functools import lru_cache

from pipeline.config.form import Form, Item
from pipeline.intake import grammar
from pipeline.intake.forms import Forms
from pipeline.intake.text import words
from pipeline.intake.vocabulary import Words

_LEAD = re.compile(
    r"^\s*(?:(?:[IVX]{1,4}\.)?\d{1,2}(?:\.\d{1,2})*[a-zđ]?(?:\s*[.)\-:]|\s+)|[IVX]{1,4}\s*[.)\-:]|[a-zđ]\s*[.)]|[-–—+*•·])\s*"
)
_OF_WHICH = ("trong", "do")
_OF_WHICH_TEXT = re.compile(r"^\W*\w+\s+\w+\W*")


class ItemLabels:
    """Looks labels up in a form's items (``labels_of``). The same words may belong to several groups."""

    def __init__(self, form: Form, forms: Forms) -> None:
        self.forms = forms
        self._keys = lru_cache(maxsize=20_000)(self._keys_of)
        self._candidates = lru_cache(maxsize=20_000)(self._candidates_of)
        self.form = form
        self.groups = {found: name for name, group in form.groups.items() for label in group.labels for found in self._keys(label)}
        self.full = {name: " ".join(forms.words.spelled_out(group.unit)) for name, group in form.groups.items()}

    def item(self, label: str, unit_text: str | None, group: str | None) -> Item | None:
        """The item that a label is, by its words, its unit of measure and the group it stands in; None where it is none or open."""
        candidates = list(self._candidates(label))
        counted = self.groups.get(next((found for found in self._keys(unit_text) if found in self.groups), "")) if unit_text else None
        if counted:  # a row that counts unions is no item of another group
            candidates = [item for item in candidates if item.group == counted]
        here = [item for item in candidates if item.group == group]
        if len(here) == 1:
            return here[0]
        said = [item for item in candidates if self._says_group(label, item)]
        if len(said) == 1:
            return said[0]
        return candidates[0] if len(candidates) == 1 and (counted or group is None) else None

    def is_known(self, label: str) -> bool:
        """Whether a label is some item's, of whatever group."""
        return bool(self._candidates(label))

    def group_named(self, label: str) -> str | None:
        """The roman group whose heading a label is."""
        return next((self.groups[found] for found in self._keys(label) if found in self.groups), None)

    def _candidates_of(self, label: str) -> tuple[Item, ...]:
        """The items that a label may be, by the concepts that its words name."""
        for text in (*_variants(label, self.forms.words), *grammar.remarks(label)):
            meant, aspects = grammar.meanings(text, self.forms.words, grammar.of_items(self.form))
            if meant and not any(
                self.forms.words.meant((one for one in aspects if one[0] != "year"), 0).values()
            ):  # of women, planned, compared …
                return tuple(item for item in self.form.items if item.item in meant)
        return ()

    def _keys_of(self, text: str) -> list[str]:
        return [found for variant in _variants(text, self.forms.words) for found in self.forms.words.keys(variant) if found]

    def _says_group(self, label: str, item: Item) -> bool:
        """Whether the label itself says hợp tác xã, liên hiệp or tổ hợp tác, as the item's group is called, and no other."""
        said = " ".join(self.forms.words.spelled_out(label))
        present = {name for name, full in self.full.items() if full in said}
        for name in list(present):  # “liên hiệp hợp tác xã” holds “hợp tác xã”
            present -= {other for other, full in self.full.items() if other != name and full in self.full[name]}
        return present == {item.group}


@lru_cache(maxsize=8)
def labels_of(form: Form, forms: Forms) -> ItemLabels:
    """The labels of a form, built once."""
    return ItemLabels(form, forms)


def _variants(label: str, vocabulary: Words) -> list[str]:
    """A label as written, without its number or bullet, without “trong đó”, without what in parentheses says nothing."""
    found = [label]
    for _ in range(4):
        text = found[-1]
        shorter = _LEAD.sub("", text, count=1)
        if words(shorter)[:2] == _OF_WHICH and len(words(shorter)) > 2:
            found.append(shorter)
            shorter = _OF_WHICH_TEXT.sub("", shorter, count=1)
        if shorter == text:
            break
        found.append(shorter)
    found.extend(grammar.without_remarks(text, vocabulary) for text in list(found) if "(" in text)
    return [text for text in dict.fromkeys(found) if words(text)]
