"""Names of units, made of words that such units have in the province. Unique within a district, and not nearly alike either."""

from __future__ import annotations

import random
import unicodedata
from difflib import SequenceMatcher

FIRST = (
    "Tân",
    "Đại",
    "Hợp",
    "Thanh",
    "Minh",
    "Phú",
    "An",
    "Bình",
    "Đồng",
    "Hòa",
    "Hưng",
    "Quang",
    "Kim",
    "Toàn",
    "Vạn",
    "Hoàng",
    "Trường",
    "Việt",
    "Nam",
    "Bắc",
    "Đông",
    "Sơn",
    "Ngọc",
    "Thủy",
    "Hải",
    "Gia",
    "Thiên",
    "Phúc",
    "Đoàn",
    "Rạng",
    "Xuân",
    "Thống",
    "Măng",
    "Sao",
    "Rừng",
    "Suối",
)
SECOND = (
    "Tiến",
    "Phát",
    "Thành",
    "Tâm",
    "Lợi",
    "Hưng",
    "Thịnh",
    "Xuân",
    "Sơn",
    "Lâm",
    "Bình",
    "Cường",
    "Long",
    "Nguyên",
    "Phong",
    "Vinh",
    "Đạt",
    "Khang",
    "Thắng",
    "Kết",
    "Nhất",
    "Đông",
    "Hòa",
    "Tín",
    "Mỹ",
    "Đen",
    "Xanh",
    "Vàng",
)
VILLAGE_FIRST = ("Kon", "Plei", "Đăk", "Ya", "Kroong", "Pô")
VILLAGE_SECOND = (
    "Klor",
    "Wớp",
    "Trang",
    "Jơ Ri",
    "Hnoong",
    "Rơ Bang",
    "Sút",
    "Lung",
    "Kơ Bai",
    "Kôi",
    "Brung",
    "Tơ Leng",
    "Rế",
    "Jri Pen",
    "Kram",
    "Chốt",
)
THIRD = ("Xanh", "Tây Nguyên", "Cao Nguyên", "Đại Ngàn", "Farm", "Yốp", "Một Lòng")
NEAR = 0.78


def fold(text: str) -> str:
    """Lower case without diacritics: what two names are compared by."""
    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).lower().split())


def _is_near(one: str, other: str) -> bool:
    """Whether two names share two thirds of their letters and more; the quick bounds spare most of the work."""
    matcher = SequenceMatcher(None, one, other)
    return matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR


class PrivateNames:
    """Hands out private names ("Hợp Thành"), one district at a time."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._taken: dict[str, list[str]] = {}

    def take(self, district: str) -> str:
        """A name that no unit of the district has, nor anything near it (two thirds of the letters)."""
        taken = self._taken.setdefault(district, [])
        for attempt in range(5000):
            is_village = self._rng.random() < 0.3
            words = (
                [self._rng.choice(VILLAGE_FIRST), self._rng.choice(VILLAGE_SECOND)]
                if is_village
                else [self._rng.choice(FIRST), self._rng.choice(SECOND)]
            )
            if attempt > 40 or self._rng.random() < 0.08:  # a crowded district: longer names keep their distance
                words.append(self._rng.choice(THIRD))
            name = " ".join(words)
            key = fold(name)
            if len(set(key.split())) == len(key.split()) and not any(_is_near(key, other) for other in taken):
                taken.append(key)
                return name
        raise ValueError(f"no free name left in district {district}")
