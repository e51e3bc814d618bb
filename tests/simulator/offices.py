"""The shipped mix of habits: what each office of the province does, year after year, with the odd change of clerk."""

from __future__ import annotations

from dataclasses import replace

from tests.simulator.documents import Document
from tests.simulator.habits import PLAIN, Habit
from tests.simulator.wild import wild_habit

NOTES = ("Ghi chú",)
OFFICES = {
    "608": Habit(
        file_name="BC_KTTT_TPKonTum_{year}",
        title_rows=3,
        two_row_header=True,
        number_row=True,
        repeat_header=28,
        stt=True,
        extra_columns=NOTES,
        groups="type",
        subtotals=True,
        signature=True,
        money_in="header",
        name_style="short",
    ),
    "610": Habit(
        file_name="dak glei - bao cao HTX {year}",
        sheet_name="Bieu {number}",
        heading_style="bare",
        dates="slash",
        place_style="bare",
        name_style="small",
        blank="-",
        numbers="text",
    ),
    "611": Habit(
        file_name="NgocHoi_{year}_765", title_rows=2, stt=True, sheets_backwards=True, signature=True, name_style="commas", item_codes=False
    ),
    "612": Habit(
        file_name="Dak To {year} (ban mem)",
        alphabet="nfd",
        numbers="text",
        dates="dash",
        money="nghìn đồng",
        blank="-",
        stt=True,
        title_rows=3,
        dak="Đắk",
        place_style="short",
    ),
    "613": Habit(
        file_name="KonPlong_bieu_1234_{year}",
        sheet_name="BIỂU {number} ",
        sheets_backwards=True,
        shuffles=True,
        blank_column=True,
        blank_rows=True,
        blank="…",
        word_style="upper",
        heading_style="upper",
        extra_columns=NOTES,
    ),
    "614": Habit(
        file="xls",
        file_name="KON RAY {year}",
        numbers="spaced",
        dates="slash",
        money="đồng",
        money_in="header",
        blank="x",
        merges_commune=True,
        stt=True,
        title_rows=2,
        place_style="bare",
    ),
    "615": Habit(
        file_name="45-BC-UBND-DakHa-{year}",
        title_rows=3,
        groups="type",
        subtotals=True,
        merges_commune=True,
        stt=True,
        heading_style="old",
        dak="Đăk",
        item_codes=False,
        signature=True,
        number_row=True,
    ),
    "616": Habit(
        file_name="SaThay_{year}",
        two_row_header=True,
        splits_heads=True,
        name_style="short",
        signature=True,
        title_rows=2,
        blank="-",
        dak="Đăk",
    ),
    "617": Habit(
        file="xls",
        file_name="TuMoRong-{year}",
        numbers="mixed",
        dates="mixed",
        heading_style="broken",
        stt=True,
        title_rows=2,
        word_style="lower",
    ),
    "618": Habit(
        file_name="IaHDrai_{year}",
        money="tỷ đồng",
        money_in="header",
        title_rows=2,
        blank="không có số liệu",
        codes_are_numbers=True,
        signature=True,
    ),
    "SNNPTNT": Habit(
        file_name="SNN_bao_cao_{year}",
        title_rows=3,
        stt=True,
        signature=True,
        name_style="commas",
        place_style="short",
        extra_columns=NOTES,
    ),
    "LMHTX": Habit(
        file_name="LMHTX_{form}_{year}", title_rows=2, stt=True, name_style="short", place_style="bare", dates="slash", dak="Đăk"
    ),
    "SKHDT": Habit(file_name="SKHDT_{form}_{year}", title_rows=2, stt=True),
    "SCT": Habit(file_name="So Cong Thuong {year}", title_rows=3, stt=True, signature=True, sheet_name="Bieu4"),
    "STC": Habit(file_name="STC_{year}", shuffles=True, title_rows=2),
    "STTTT": Habit(file_name="STTTT_bieu4_{year}", sheet_name="BIEU {number}", codes_are_numbers=True),
    "TCT": Habit(file="xls", file_name="TruongChinhTri{year}", title_rows=2, signature=True),
    "DPTTH": Habit(file_name="PTTH_{year}", word_style="lower", heading_style="upper"),
    "BKT": Habit(file="xls", file_name="bao kon tum {year}", blank_column=True, blank_rows=True, stt=True),
    "BCD": Habit(file_name="BCD_KTTT_{year}", title_rows=3, two_row_header=True, number_row=True, stt=True, signature=True),
}


def habit_of(document: Document, habits: str, seed: int) -> Habit:
    """The habit for a document. `habits`: plain, office or wild."""
    is_registry = document.form == "registry_extract"
    if habits == "plain":
        return Habit(file="csv", title_rows=0, extra_columns=NOTES) if is_registry else PLAIN
    if habits == "wild":
        return wild_habit(document, seed)
    if habits != "office":
        raise ValueError(f"habits must be plain, office or wild, not {habits!r}")
    return _registry(document.year) if is_registry else _office(document)


def _office(document: Document) -> Habit:
    habit, year = OFFICES.get(document.sender) or _some(document.sender), document.year
    if document.sender == "611" and year <= 2017:  # an old machine, replaced in 2018
        return replace(habit, file="xls", alphabet="tcvn3", sheet_name="Bieu {number}")
    if document.sender == "SNNPTNT" and year <= 2016:
        return replace(habit, alphabet="vni", sheet_name="Bieu {number}")
    if document.sender == "617" and year >= 2018:
        return replace(habit, file="xlsx", repeat_header=20)
    if document.sender == "LMHTX" and year >= 2018:
        return replace(habit, name_style="full", dates="excel", place_style="full")
    return habit


def _some(sender: str) -> Habit:
    """An office of another province, or of later years, works like one of these."""
    habits = [habit for habit in OFFICES.values() if "{" in habit.sheet_name]
    return replace(habits[sum(map(ord, sender)) % len(habits)], file_name="{form}_{sender}_{year}")


def _registry(year: int) -> Habit:
    """The registration office changed its system nearly every year."""
    name = "{sender}_danh_sach_HTX_{year}"
    known = {
        0: Habit(file="csv", file_name=name, delimiter=";", encoding="tcvn3", title_rows=1, name_style="full"),
        1: Habit(file="xls", file_name=name, title_rows=2, stt=True, name_style="upper", dates="slash", place_style="bare"),
        2: Habit(
            file_name=name,
            title_rows=3,
            stt=True,
            name_style="upper",
            two_row_header=True,
            number_row=True,
            money_in="header",
            shuffles=True,
        ),
        3: Habit(file="csv", file_name=name, delimiter=";", encoding="utf-8-sig", title_rows=1, name_style="upper", extra_columns=NOTES),
    }
    return known[year % 4]
