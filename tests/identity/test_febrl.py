"""A public benchmark with its own truth holds what ours may only flatter: floors under each method."""

import pytest

from tests.bench.linkage import load, qualities

from .shown import LINES


def test_the_lists_are_whole():
    assert [load(name).height for name in "ab"] == [5000, 5000]
    assert set(load("a")["person"]) == set(load("b")["person"])


@pytest.mark.parametrize(
    ("has_number", "floors"),
    [
        (True, {"cascade": (0.999, 0.98), "cascade + splink": (0.999, 0.995), "splink alone": (0.999, 0.99)}),
        (False, {"cascade": (0.999, 0.74), "cascade + splink": (0.999, 0.97), "splink alone": (0.995, 0.96)}),
    ],
)
def test_no_method_falls_below_what_it_reached(has_number, floors):
    found = qualities(has_number=has_number)
    number = "with the number" if has_number else "number hidden"
    LINES.extend(
        f"FEBRL 4, {number}, {name}: precision {item[0]:.4f}, recall {item[1]:.4f}, F1 {item.f1:.4f}" for name, item in found.items()
    )
    assert found.keys() == floors.keys()
    for name, (precision, recall) in floors.items():
        assert found[name].precision >= precision, name
        assert found[name].recall >= recall, name
