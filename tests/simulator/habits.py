"""How an office lays out and spells its files. One `Habit` a document; which office has which is `offices`'."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Habit:
    """Defaults are the simplest way: the form as printed, one header row, real numbers and dates, empty cells for blanks."""

    file: str = "xlsx"  # xlsx | xls | csv
    delimiter: str = ","
    encoding: str = "utf-8"  # of a CSV: utf-8 | utf-8-sig | utf-16 | tcvn3 | vni
    alphabet: str = "unicode"  # of a workbook: unicode | nfd | tcvn3 | vni (the last two with their fonts)
    file_name: str = "{form}_{sender}_{year}"
    sheet_name: str = "{sheet}"  # "BIỂU {number} ", "Bieu {number}"
    sheets_backwards: bool = False
    shuffles: bool = False  # columns in another order
    title_rows: int = 1  # 0 (CSV only), 1, or an agency's full heading
    two_row_header: bool = False
    splits_heads: bool = False  # "Thu nhập BQ" over "thành viên" and "lao động"; needs two_row_header
    number_row: bool = False  # (1) (2) (3) under the header
    repeat_header: int = 0  # again after so many rows
    stt: bool = False  # a column of running numbers
    extra_columns: tuple[str, ...] = ()
    blank_column: bool = False  # an empty first column
    blank_rows: bool = False
    heading_style: str = "plain"
    word_style: str = "plain"  # of words from a list
    name_style: str = "full"
    place_style: str = "full"  # of districts; communes alike
    dak: str = ""
    numbers: str = "number"  # number | text ("1.234,5") | spaced ("1 234") | mixed
    codes_are_numbers: bool = False  # tax codes typed as numbers
    dates: str = "excel"  # excel | slash ("05/03/2019") | dash ("5-3-2019") | mixed
    blank: str = ""  # "" | "-" | "…" | "x" | "không có số liệu"
    money: str = "triệu đồng"  # đồng | nghìn đồng | triệu đồng | tỷ đồng
    money_in: str = "above"  # above the table | header
    groups: str = ""  # "" | type: roman-numbered group rows
    subtotals: bool = False
    merges_commune: bool = False
    signature: bool = False
    item_codes: bool = True  # biểu 1: STT holds the item's code; else roman and running numbers


PLAIN = Habit()
