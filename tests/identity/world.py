"""A small province whose truth is known, written as landing frames with each office's habits. For measuring linkage only."""

from __future__ import annotations

import random
import unicodedata
from datetime import date, timedelta

import polars as pl

from pipeline.config import Province

from .landing import file, landing

SYLLABLES = """
An Bình Cường Dũng Đại Đoàn Giang Hà Hải Hòa Hoàng Hồng Hợp Hưng Khánh Kim Lâm Lập Linh Lộc Lợi Long Mai Minh Nam Nghĩa Ngọc Nhân Phát
Phong Phú Phúc Phước Quang Quý Sơn Tâm Tân Thái Thành Thanh Thịnh Thiện Thủy Tiến Toàn Trung Trường Tuấn Tùng Uy Vạn Việt Vinh Xuân Ý Yên
"""
BUSINESS = ["Nông nghiệp", "Dịch vụ", "Thương mại", "Sản xuất", "Xây dựng", "Vận tải", "Tổng hợp"]
SHORT = {"Nông nghiệp": "NN", "Dịch vụ": "DV", "Thương mại": "TM", "Sản xuất": "SX", "Xây dựng": "XD", "Vận tải": "VT", "Tổng hợp": "TH"}
PRODUCTS = ["Trồng cà phê", "Trồng sâm dây", "Nuôi dê", "Nuôi cá lồng", "Dệt thổ cẩm", "Trồng nấm", "Mắc ca", "Rau sạch"]


def tax_code(number: int, prefix: str = "61") -> str | None:
    digits = f"{prefix}{number:07d}"
    rest = sum(weight * int(digit) for weight, digit in zip((31, 29, 23, 19, 17, 13, 7, 5, 3), digits, strict=True)) % 11
    return digits + str(10 - rest) if rest else None


class World:
    """``units``: what is true. ``write()`` gives landing and truth (submission_id, table_name, row → true)."""

    def __init__(self, province: Province, seed: int, htx: int = 120, tht: int = 200, years: tuple[int, ...] = (2016, 2017, 2018, 2019)):
        self.random = random.Random(seed)
        self.years = years
        self.districts = {a.area_code: a.area_name for a in province.areas if a.area_level == "district"}
        self.communes = {
            code: [a for a in province.areas if a.parent_code == code and a.area_level == "commune"] for code in self.districts
        }
        self.used: set[tuple] = set()
        self.villages = 12 + tht // 40
        self.numbers = iter(number for number in range(10_001, 9_999_999) if tax_code(number))
        self.units = [self._unit("HTX", number) for number in range(htx)] + [self._unit("THT", htx + number) for number in range(tht)]
        for unit in self.random.sample([u for u in self.units if u["type"] == "THT" and u["from"].year < years[-1]], max(1, tht // 40)):
            self._convert(unit, len(self.units))

    def _unit(self, kind: str, number: int) -> dict:
        r = self.random
        district = r.choice(list(self.districts))
        commune = r.choice(self.communes[district])
        old = r.random() < 0.6
        start = date(r.randint(2000, 2015) if old else r.choice(self.years), 1, 1) + timedelta(days=r.randint(0, 330))
        business, private = self._name(kind, district, commune)
        coded = kind == "HTX" and not (old and r.random() < 1 / 3)
        return {
            "true": number,
            "type": kind,
            "district": district,
            "commune": commune,
            "from": start,
            "business": business,
            "private": private,
            "code": tax_code(next(self.numbers)) if coded else None,
            "certificate": f"38{number:05d}" if kind == "HTX" else None,
            "to": r.choice(self.years) if r.random() < 0.06 else None,
            "rename": r.choice(self.years[1:]) if coded and r.random() < 0.05 else None,
            "new_private": self._name(kind, district, commune)[1],
            "coded_in": r.choice(self.years) if old and r.random() < 0.15 else None,
            "late_code": tax_code(next(self.numbers)),
            "member": kind == "HTX" and r.random() < 0.7,
            "converted_from": None,
        }

    def _name(self, kind: str, district: str, commune) -> tuple[list[str], str]:
        r = self.random
        while True:
            if kind == "THT":
                business, private = [], f"{r.choice(PRODUCTS)} thôn {r.randint(1, self.villages)}"
                place = (kind, commune.area_code, private)
            else:
                business = r.sample(BUSINESS, r.choice([0, 1, 1, 2, 2, 3]))
                private = " ".join(r.sample(SYLLABLES.split(), 2)) + r.choice(["", "", "", "", " 1", " 2"])
                place = (kind, district, private)
            if place not in self.used:
                self.used.add(place)
                return business, private

    def _convert(self, tht: dict, number: int) -> None:
        year = self.random.choice([y for y in self.years if y > tht["from"].year])
        tht["to"], tht["leaves"] = None, year
        self.units.append(
            tht
            | {
                "true": number,
                "type": "HTX",
                "from": date(year, 3, 3),
                "code": tax_code(next(self.numbers)),
                "certificate": f"39{number}",
                "converted_from": tht,
                "member": False,
                "coded_in": None,
                "rename": None,
                "leaves": 9999,
            }
        )

    def write(self, blank_codes: float = 0.5, typos: float = 0.0) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
        r, files, truth = random.Random(self.random.random()), [], []
        for year in self.years:
            known = [u for u in self.units if u["from"].year <= year and year < u.get("leaves", 9999)]
            lists = {("registry_unit", "SKHDT"): [u for u in known if u["type"] == "HTX"]}
            lists |= {("unit_report", d): [u for u in known if u["district"] == d and (u["to"] or 9999) >= year] for d in self.districts}
            lists[("alliance_member", "LMHTX")] = [u for u in known if u["member"]]
            rated = [u for u in known if u["type"] == "HTX" and "Nông nghiệp" in u["business"] and r.random() < 0.9]
            lists[("rating_report", "SNNPTNT")] = [u for u in rated if (u["to"] or 9999) >= year]
            for (table, sender), units in lists.items():
                r.shuffle(units)
                style = random.Random(f"{sender}{year}").randrange(6)
                item = file(table, year, *(getattr(self, f"_{table}")(u, year, r, style, blank_codes, typos) for u in units), sender=sender)
                files.append(item)
                truth += [(item["submission_id"], table, row, u["true"]) for row, u in enumerate(units, start=7)]
        names = {"submission_id": pl.String, "table_name": pl.String, "row": pl.Int32, "true": pl.Int64}
        return landing(*files), pl.DataFrame(truth, schema=names, orient="row")

    def _private(self, unit: dict, year: int) -> str:
        return unit["new_private"] if unit["rename"] and year >= unit["rename"] else unit["private"]

    def _code(self, unit: dict, year: int) -> str | None:
        return unit["code"] or (unit["late_code"] if unit["coded_in"] and year >= unit["coded_in"] else None)

    def _registry_unit(self, u, year, r, style, blank_codes, typos) -> dict:
        ended = u["to"] is not None and u["to"] <= year
        return {
            "registration_code": self._code(u, year),
            "certificate_no": u["certificate"],
            "unit_type": "HTX",
            "name": " ".join(["Hợp tác xã", *u["business"], self._private(u, year)]),
            "commune": u["commune"].area_name,
            "district": self.districts[u["district"]],
            "registered_on": u["from"],
            "status": "Đã giải thể" if ended else "Đang hoạt động",
            "status_on": date(u["to"], 6, 1) if ended else u["from"],
        }

    def _unit_report(self, u, year, r, style, blank_codes, typos) -> dict:
        return {
            "name": self._styled(u, year, r, style, typos),
            "unit_type": u["type"],
            "registration_code": None if r.random() < blank_codes else self._code(u, year),
            "commune": _spelt(u["commune"].area_name, style),
            "founded_on": u["from"],
            "operating_state": "Đã giải thể" if u["to"] == year else "Đang hoạt động",
            "members": r.randint(7, 90),
            "converted_from": "THT " + u["converted_from"]["private"] if u["converted_from"] and u["from"].year == year else None,
        }

    def _alliance_member(self, u, year, r, style, blank_codes, typos) -> dict:
        return {
            "name": self._styled(u, year, r, style, typos),
            "unit_type": "HTX",
            "registration_code": None if r.random() < 0.8 else self._code(u, year),
            "district": _spelt(self.districts[u["district"]], style),
            "joined_on": u["from"] + timedelta(days=20),
        }

    def _rating_report(self, u, year, r, style, blank_codes, typos) -> dict:
        return {
            "name": self._styled(u, year, r, style, typos),
            "registration_code": None if r.random() < blank_codes else self._code(u, year),
            "district": _spelt(self.districts[u["district"]], style),
        }

    def _styled(self, u: dict, year: int, r: random.Random, style: int, typos: float) -> str:
        business = list(u["business"])
        r.shuffle(business)
        if style % 2:
            business = [SHORT[word] for word in business]
        private = self._private(u, year)
        if r.random() < typos:
            spot = r.randrange(len(private))
            private = private[:spot] + private[spot + 1 :]
        joined = r.choice([" ", "-", ", ", " - ", " và ", " & "]).join(business)
        words = [{0: "Hợp tác xã", 1: "HTX"}[style % 2] if u["type"] == "HTX" else {0: "Tổ hợp tác", 1: "THT"}[style % 2], joined, private]
        if r.random() < 0.1:
            words.append(u["commune"].area_name.lower())
        return _spelt(" ".join(word for word in words if word), style)


def _spelt(text: str, style: int) -> str:
    """0 as printed, 1 capitals, 2 decomposed, 3 without marks, 4 lower case, 5 the other place of the tone."""
    if style == 3:
        bare = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
        return bare.replace("Đ", "D").replace("đ", "d")
    other = text.replace("òa", "oà").replace("ủy", "uỷ").replace("Òa", "Oà")
    return [text, text.upper(), unicodedata.normalize("NFD", text), text, text.lower(), other][style]
