"""Pairs of names by people who never saw this code, each in small lists with its context: what is one is joined, what is not is doubted."""

import json

import pytest

from tests.outside.names.judge import HERE, judged, tell

from .shown import LINES


@pytest.mark.parametrize("half", ["open", "held"])
def test_variants_are_joined_and_no_other_unit_without_a_doubt(half, capsys):
    cases = [json.loads(line) for line in (HERE / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()]
    total = tell(judged(cases), None)
    LINES.append(f"names by outsiders, {half}: {capsys.readouterr().out.strip()}")
    assert total["= n"] + total["! n"] == len(cases) > 200
    assert total["= joined"] >= 0.95 * total["= n"]
    assert total["= wrong, undoubted"] + total["! wrong, undoubted"] == 0
