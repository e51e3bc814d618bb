"""The same work as a careful analyst does it: every workbook through openpyxl into pandas, headers found, columns typed, lists linked.

Reads what ``country_files`` writes, and no more: none of the reader's other variations, no finding, no place of a cell, no review
list. pandas does not tell hidden rows, merged cells and formulas that were never calculated, which the reader does: a second look
with openpyxl, timed apart. Run as a module with the home folder it prints its sums as JSON.
"""

from __future__ import annotations

import json
import re
import sys
import time
import unicodedata
from pathlib import Path

import pandas as pd
from openpyxl import load_workbook

FORMS = {
    "registry_unit": ["Mã số HTX", "Số GCN đăng ký", "Loại hình", "Tên", "Xã/phường/thị trấn", "Huyện/thành phố", "Mã xã", "Mã ngành",
                      "Vốn điều lệ", "Ngày đăng ký lần đầu", "Ngày đăng ký lại theo Luật 2012", "Tình trạng", "Ngày tình trạng"],
    "alliance_member": ["Tên", "Loại hình", "Mã số HTX", "Huyện/thành phố", "Ngày kết nạp", "Số quyết định", "Ngày ra khỏi Liên minh"],
    "total_item": ["Chỉ tiêu", "Đơn vị tính", "Thực hiện năm 2018", "Thực hiện năm 2019"],
    "unit_report": ["Tên đơn vị", "Loại hình", "Mã số HTX", "Xã/phường/thị trấn", "Lĩnh vực", "Ngày thành lập", "Tình trạng",
                    "Số thành viên", "Thành viên mới", "Lao động thường xuyên", "Cán bộ quản lý", "CBQL được đào tạo, bồi dưỡng trong năm",
                    "Doanh thu", "Doanh thu với thành viên", "Lợi nhuận", "Thu nhập BQ thành viên", "Thu nhập BQ lao động", "Xếp loại",
                    "Chuyển đổi từ THT"],
    "training_class": ["Tên lớp", "Đơn vị tổ chức", "Từ ngày", "Đến ngày", "Nội dung", "Số CBQL HTX tham dự", "Trong đó nữ"],
    "task_report": ["Mã nhiệm vụ", "Nội dung", "Trạng thái", "Kết quả", "Số liệu", "Đơn vị tính"],
    "rating_report": ["Tên HTX", "Mã số HTX", "Huyện/thành phố", "Điểm", "Xếp loại"],
}  # fmt: skip
TELLING = {"unit_report": ("Tên đơn vị", "Loại hình"), "registry_unit": ("Tên", "Loại hình"), "alliance_member": ("Tên", "Loại hình"),
           "training_class": ("Tên lớp", "Từ ngày"), "task_report": ("Mã nhiệm vụ", "Trạng thái"),
           "rating_report": ("Tên HTX", "Huyện/thành phố"), "total_item": ("Chỉ tiêu", "Đơn vị tính")}  # fmt: skip
MONEY = {"Vốn điều lệ", "Doanh thu", "Doanh thu với thành viên", "Lợi nhuận", "Thu nhập BQ thành viên", "Thu nhập BQ lao động"}
COUNTS = {"Số thành viên", "Thành viên mới", "Lao động thường xuyên", "Cán bộ quản lý", "CBQL được đào tạo, bồi dưỡng trong năm",
          "Số CBQL HTX tham dự", "Trong đó nữ", "Điểm", "Số liệu", "Thực hiện năm 2018", "Thực hiện năm 2019"}  # fmt: skip
UNITS = {"ty dong": 1_000_000_000, "trieu dong": 1_000_000, "nghin dong": 1_000, "dong": 1}
KINDS = re.compile(r"\b(lien hiep hop tac xa|quy tin dung nhan dan|hop tac xa|to hop tac|lhhtx|qtdnd|htx|tht)\b")
BUSINESS = re.compile(
    r"\b(nong nghiep|dich vu|thuong mai|san xuat|tong hop|xay dung|van tai|du lich|che bien|chan nuoi|trong trot|nn|dv|tm|sx|th|xd|vt|va)\b"
)
BLANKS = {"", "-", "…", "x", "không có số liệu"}


def fold(text: object) -> str:
    """Lower case without marks."""
    plain = unicodedata.normalize("NFD", str(text).lower().replace("đ", "d"))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


KEYS = {table: {fold(name): name for name in names} for table, names in FORMS.items()}


def table_of(sheet: pd.DataFrame) -> tuple[str, pd.DataFrame] | None:
    """The form's table in a sheet: its header found, its columns named, its rows without groups and totals, its values typed."""
    for row in range(min(20, len(sheet))):
        heads = [fold(re.sub(r"\(.*?\)", "", str(cell))) if isinstance(cell, str) else "" for cell in sheet.iloc[row]]
        table, keys = max(KEYS.items(), key=lambda item: sum(head in item[1] for head in heads))
        found = {column: keys[head] for column, head in enumerate(heads) if head in keys}
        if len(found) >= len(keys) - 1:
            texts = [*sheet.iloc[row], *(cell for line in range(row) for cell in sheet.iloc[line])]
            said = " ".join(fold(text) for text in texts if isinstance(text, str))
            scale = next((scale for unit, scale in UNITS.items() if re.search(rf"\b{unit}\b", said)), 1)
            body = sheet.iloc[row + 1 :, list(found)].rename(columns=dict(zip(sheet.columns[list(found)], found.values(), strict=True)))
            return table, typed(table, body, scale)
    return None


def typed(table: str, body: pd.DataFrame, scale: int) -> pd.DataFrame:
    body = body.dropna(how="all")
    for name in TELLING[table]:  # groups, totals, signatures and column numbers lack one of the two
        body = body[body[name].notna() & ~body[name].astype(str).str.fullmatch(r"\(\d+\)")]
    body = body.mask(body.isin(BLANKS)).reset_index(drop=True)
    for name in body.columns:
        if name in MONEY or name in COUNTS:
            body[name] = body[name].map(number) * (scale if name in MONEY else 1)
        elif name.startswith(("Ngày", "Từ ngày", "Đến ngày")):
            is_text = body[name].map(lambda cell: isinstance(cell, str))
            written = pd.to_datetime(body[name].where(is_text), format="%d/%m/%Y", errors="coerce")
            body[name] = pd.to_datetime(body[name].where(~is_text), errors="coerce").fillna(written)
    return body


def number(cell: object) -> float | None:
    if isinstance(cell, str):
        return float(cell.replace(".", "").replace(" ", "").replace(",", "."))
    return cell


def name_key(name: str) -> str:
    text = re.sub(r"[^\w ]", " ", KINDS.sub(" ", fold(name)))
    return " ".join(BUSINESS.sub(" ", text).split())


def link(tables: dict[str, pd.DataFrame]) -> int:
    """How many rows of the other lists are a unit of the registry: by code, else by the name in the district where only one has it."""
    registry = tables["registry_unit"].assign(unit=range(len(tables["registry_unit"])))
    registry["key"] = registry["Tên"].map(name_key) + "|" + registry["Huyện/thành phố"].map(district_key)
    by_code = registry.dropna(subset=["Mã số HTX"]).drop_duplicates("Mã số HTX").set_index("Mã số HTX")["unit"]
    by_name = registry.drop_duplicates("key", keep=False).set_index("key")["unit"]
    linked = 0
    for table, name in (("unit_report", "Tên đơn vị"), ("alliance_member", "Tên"), ("rating_report", "Tên HTX")):
        rows = tables[table]
        rows = rows[rows["Loại hình"].map(fold) != "tht"] if "Loại hình" in rows else rows
        keys = rows[name].map(name_key) + "|" + rows["Huyện/thành phố"].map(district_key)
        linked += int(rows["Mã số HTX"].map(by_code).fillna(keys.map(by_name)).notna().sum())
    return linked


def district_key(text: object) -> str:
    return re.sub(r"^(huyen|thanh pho|tp|h)\b\.? ?", "", fold(text))


def look(path: Path) -> int:
    """Hidden rows and columns, merged cells, formulas and error cells of a workbook, counted."""
    found = 0
    for sheet in load_workbook(path):
        found += len(sheet.merged_cells.ranges)
        found += sum(item.hidden for item in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values()))
        found += sum(cell.data_type in ("f", "e") for row in sheet.iter_rows() for cell in row)
    return found


def main(home: Path) -> None:
    found: dict[str, list[pd.DataFrame]] = {name: [] for name in FORMS}
    register = pd.read_csv(home / "raw" / "incoming.csv")
    agencies = pd.read_csv(home / "country" / "seeds" / "agency.csv", dtype=str).set_index("sender")["agency_name"]
    for sender, path in zip(register["sender"], register["path"], strict=True):
        for sheet in pd.read_excel(home / "raw" / path, sheet_name=None, header=None, dtype=object, engine="openpyxl").values():
            if (read := table_of(sheet)) is not None:
                table, rows = read
                found[table].append(
                    rows.assign(**{"Huyện/thành phố": agencies[sender].removeprefix("UBND ")}) if table == "unit_report" else rows
                )
    tables = {name: pd.concat(parts, ignore_index=True) for name, parts in found.items()}
    units, linked = tables["unit_report"], link(tables)
    start = time.perf_counter()
    marks = sum(look(home / "raw" / path) for path in register["path"])
    print(
        json.dumps(
            {
                "rows": {name: len(rows) for name, rows in tables.items()},
                "members": int(units["Số thành viên"].sum()),
                "revenue_vnd": round(units["Doanh thu"].sum()),
                "days": int(units["Ngày thành lập"].notna().sum()),
                "linked": linked,
                "marks": marks,
                "look_seconds": time.perf_counter() - start,
            }
        )
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
