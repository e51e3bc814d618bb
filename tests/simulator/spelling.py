"""How offices spell the same words: names of units and places, headings, words from a list. What is meant never changes."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from tests.simulator.places import Commune
from tests.simulator.units import Name

SHORT = {"Nông nghiệp": "NN", "Dịch vụ": "DV", "Thương mại": "TM", "Sản xuất": "SX", "Xây dựng": "XD", "Vận tải": "VT", "Tổng hợp": "TH"}
KIND = {"HTX": "Hợp tác xã", "QTDND": "Quỹ tín dụng nhân dân", "LHHTX": "Liên hiệp hợp tác xã", "THT": "Tổ hợp tác"}
_TONES_NEW_OLD = (
    ("hòa", "hoà"),
    ("Hòa", "Hoà"),
    ("HÒA", "HOÀ"),
    ("thủy", "thuỷ"),
    ("Thủy", "Thuỷ"),
    ("THỦY", "THUỶ"),
    ("quý", "quí"),
    ("khóa", "khoá"),
    ("ủy", "uỷ"),
    ("Ủy", "Uỷ"),
    ("ỦY", "UỶ"),
)


def name_of(unit_type: str, name: Name, style: str) -> str:
    """A unit's name: full ("Hợp tác xã Nông nghiệp - Dịch vụ Hợp Thành"), short ("HTX NN-DV Hợp Thành"), commas, and, small, upper."""
    kind = KIND[unit_type] if style in ("full", "upper") else {"LHHTX": "LH HTX"}.get(unit_type, unit_type)
    words = list(name.business)
    if style == "short":
        business = "-".join(SHORT.get(word, word) for word in words)
    elif style == "commas":
        business = ", ".join(words)
    elif style == "and":
        business = " và ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
    elif style == "small":
        business = " ".join(words).lower()
    else:
        business = " - ".join(words)
    text = " ".join(part for part in (kind, business, name.private) if part)
    return text.upper() if style == "upper" else text


DISTRICT_KIND = {"Thành phố ": "TP.", "Thị xã ": "TX.", "Huyện ": "H."}


def district_of(full: str, style: str) -> str:
    """A district's name. Styles: full ("Huyện Đăk Hà"), bare ("Đăk Hà"), short ("H. Đăk Hà", "TP. Kon Tum")."""
    kind, short = next((kind, short) for kind, short in DISTRICT_KIND.items() if full.startswith(kind))
    bare = full.removeprefix(kind)
    return {"full": full, "bare": bare if short == "H." else f"{short.rstrip('.')} {bare}", "short": f"{short} {bare}"}[style]


def commune_of(commune: Commune, style: str) -> str:
    """A commune's name. Styles: full ("Xã Đắk La"), small ("xã Đắk La"), bare ("Đắk La"; wards and towns keep their kind)."""
    if style == "bare" and commune.name.startswith("Xã "):
        return commune.name[3:]
    return commune.name[0].lower() + commune.name[1:] if style in ("small", "bare") else commune.name


def with_dak(text: str, style: str) -> str:
    """Đăk or Đắk throughout, as an office likes it; "" leaves them as they are."""
    if not style:
        return text
    for form in ("Đắk", "Đăk"):
        text = text.replace(form, style).replace(form.upper(), style.upper())
    return text


def old_tones(text: str) -> str:
    """hoà for hòa, thuỷ for thủy: the older way to place a tone."""
    for new, old in _TONES_NEW_OLD:
        text = text.replace(new, old)
    return text


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def without_marks(text: str) -> str:
    """ "Đang hoạt động" -> "Dang hoat dong", keeping capitals."""
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def broken(text: str) -> str:
    """A line break in the middle, as in a narrow column's heading."""
    words = text.split(" ")
    middle = len(words) // 2
    return " ".join(words[:middle]) + "\n" + " ".join(words[middle:]) if middle else text


def spaced(text: str) -> str:
    return "  ".join(text.split(" ")) + " "


STYLES: dict[str, Callable[[str], str]] = {
    "plain": lambda text: text,
    "upper": str.upper,
    "lower": str.lower,
    "nfd": decomposed,
    "bare": without_marks,
    "broken": broken,
    "spaced": spaced,
    "old": old_tones,
}
