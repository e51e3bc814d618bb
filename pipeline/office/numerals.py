"""Numbers and dates as an office writes them, and the words of one language.

Formats only: what is said about a figure is decided in ``wording``.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

from pipeline.config.own import own_words
from pipeline.office.figure import MILLION
from pipeline.system.language import LANGUAGES

WORDS = Path(__file__).parent / "words"


def exact(value: float | int | Decimal) -> Decimal:
    """The value as a decimal number; a float's noise beyond 15 digits is not a digit that anybody reported (2,2499999999999996 is 2,25)."""
    return Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)


def rounded(value: float | int | Decimal, decimals: int) -> Decimal:
    """Half away from zero, for print only: no test uses it."""
    return exact(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def roman(number: int) -> str:
    """``IV``; for the few that a report counts so."""
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


@lru_cache
def load_words(folder: Path, lang: str, province: Path | None = None) -> Mapping[str, Any]:
    """The words in ``folder/<lang>.yaml``, a province's own ones (``own/<folder's name>.<lang>.yaml``) in their stead.

    Raises ValueError for a language that there is none of, ConfigError.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"no words for the language {lang!r}; there are {', '.join(LANGUAGES)}")
    return own_words(province, f"{folder.name}.{lang}.yaml", folder / f"{lang}.yaml")


@lru_cache(maxsize=10_000)
def _short_date(day: dt.date, lang: str) -> str:
    return format_date(day, "dd/MM/y", locale=lang)


@dataclass(frozen=True)
class Numerals:
    """The words of one language, with those that a province has of its own."""

    lang: str = "vi"
    province_folder: Path | None = None

    @cached_property
    def words(self) -> Mapping[str, Any]:
        return load_words(WORDS, self.lang, self.province_folder)

    def say(self, path: str, **values: object) -> str:
        """The sentence at ``section.key`` with its places filled; raises KeyError where either is wanting."""
        found: Any = self.words
        for key in path.split("."):
            found = found[key]
        return str(found).format(**values)

    def term(self, word: str | None) -> str:
        """A word from a form's list (sector, rating, state) in this language."""
        return str(self.words["missing"] if word is None else self.words["terms"].get(word, word))

    def joined(self, names: Sequence[str], last: str = "and") -> str:
        """``a, b và c``."""
        return self.words[last].join([part for part in (", ".join(names[:-1]), names[-1]) if part]) if names else ""

    # numbers ---------------------------------------------------------------------------------------------------------

    def number(self, value: float | int | Decimal | None, decimals: int = 0) -> str:
        """``1.787,4``; what is not known is ``…``, never 0."""
        if value is None:
            return str(self.words["missing"])
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        figure = rounded(value, decimals)
        return format_decimal(abs(figure) if figure == 0 else figure, format=pattern, locale=self.lang)

    def count(self, value: float | int | Decimal | None) -> str:
        """A count in running text: below ten it is written ``05``, as the directive does."""
        written = self.number(value)
        return written.zfill(2) if self.lang == "vi" and written.isdigit() and value != 0 else written

    def percent(self, value: float | Decimal | None, decimals: int = 1) -> str:
        return self.words["missing"] if value is None else self.say("percent", number=self.number(value, decimals))

    def threshold(self, value: float) -> str:
        """A level as the directive gives it: no decimals that it does not have."""
        return self.number(value, max(0, -int(exact(float(value)).normalize().as_tuple().exponent)))

    def million(self, value_vnd: float | int | None) -> str:
        """Đồng as triệu đồng, one decimal."""
        return self.words["missing"] if value_vnd is None else self.number(exact(value_vnd) / MILLION, 1)

    # dates -----------------------------------------------------------------------------------------------------------

    def date(self, day: dt.date) -> str:
        """``ngày 05 tháng 02 năm 2020``: days below 10 and the months 1 and 2 get a zero (Nghị định 30/2020/NĐ-CP)."""
        if self.lang == "en":
            return format_date(day, "d MMMM y", locale="en")
        return self.say("date", day=f"{day.day:02d}", month=f"{day.month:02d}" if day.month < 3 else str(day.month), year=day.year)

    def short_date(self, day: dt.date | None) -> str:
        return self.words["missing"] if day is None else _short_date(day, self.lang)

    def moment(self, moment: dt.datetime) -> str:
        """A moment already in the office's own time zone."""
        return self.say("moment", time=moment.strftime("%H:%M"), day=self.short_date(moment.date()))
