"""How a list names a unit: with its code or without it, and now and then with a typing slip. Facts of the document, not of its layout."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from tests.simulator.documents import Document
from tests.simulator.profile import Profile
from tests.simulator.units import Unit


def label(profile: Profile, seed: int, unit: Unit, document: Document, shows_code: bool) -> dict[str, Any]:
    """The fields `name` (unit type, Name) and `registration_code` of a row."""
    day = document.written_on
    code, name = unit.code_at(day) if shows_code else None, unit.name_at(day)
    if code is None and unit.unit_type != "THT" and profile.name_noise:
        rng = random.Random(f"{seed}/slip/{document.key}/{unit.unit_id}")
        if rng.random() < profile.name_noise:
            name = replace(name, private=slip(name.private, rng))
    return {"name": (unit.unit_type, name), "registration_code": code}


def shows_code_in_report(profile: Profile, seed: int, unit: Unit) -> bool:
    """Some lists lack a code that the registry has; never where nothing else would tell who it is: a new name, no district."""
    is_told_otherwise = len(unit.names) == 1 and unit.commune.has_district
    return not is_told_otherwise or random.Random(f"{seed}/code/{unit.unit_id}").random() < profile.report_code_share


def slip(text: str, rng: random.Random) -> str:
    """Two neighbouring letters of the longest word change places."""
    words = text.split(" ")
    place = max(range(len(words)), key=lambda number: (len(words[number]), number))
    word = words[place]
    pairs = [at for at in range(len(word) - 1) if word[at].lower() != word[at + 1].lower()]
    if not pairs:
        return text
    at = rng.choice(pairs)
    words[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)
