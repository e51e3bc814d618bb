"""Provinces for the tests: settings of a small one beside the shipped province."""

from pathlib import Path

SONG_LAM = Path(__file__).parent / "song_lam"
