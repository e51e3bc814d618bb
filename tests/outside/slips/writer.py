"""Writes a province as raw/ (contract §1–3): workbooks, lists, incoming.csv with hashes. Returns places: _id -> (path, sheet, row)."""
import csv, datetime as dt, hashlib, random
from pathlib import Path
from openpyxl import Workbook
from openpyxl.utils import get_column_letter as L
from tests.outside.areas import DISTRICT
from tests.outside.slips.province import *

H2 = [("name", "Tên đơn vị"), ("unit_type", "Loại hình"), ("registration_code", "Mã số HTX"), ("commune", "Xã/phường/thị trấn"), ("sector", "Lĩnh vực"), ("founded_on", "Ngày thành lập"), ("status", "Tình trạng"), ("members", "Số thành viên"),
      ("new_members", "Thành viên mới"), ("workers", "Lao động thường xuyên"), ("managers", "Cán bộ quản lý"), ("managers_trained", "CBQL được đào tạo, bồi dưỡng trong năm"), ("revenue_vnd", "Doanh thu"), ("revenue_from_members_vnd", "Doanh thu với thành viên"),
      ("profit_vnd", "Lợi nhuận"), ("member_income_vnd", "Thu nhập BQ thành viên"), ("worker_income_vnd", "Thu nhập BQ lao động"), ("rating", "Xếp loại"), ("converted_from", "Chuyển đổi từ THT")]
H3 = [("name", "Tên lớp"), ("organizer", "Đơn vị tổ chức"), ("from_on", "Từ ngày"), ("to_on", "Đến ngày"), ("content", "Nội dung"), ("participants", "Số CBQL HTX tham dự"), ("women", "Trong đó nữ")]
H4 = [("task", "Mã nhiệm vụ"), ("content", "Nội dung"), ("state", "Trạng thái"), ("result", "Kết quả"), ("quantity", "Số liệu"), ("unit_of_measure", "Đơn vị tính")]
H5 = [("name", "Tên HTX"), ("registration_code", "Mã số HTX"), ("district", "Huyện/thành phố"), ("score", "Điểm"), ("rating", "Xếp loại")]
HR = [("registration_code", "Mã số HTX"), ("certificate_no", "Số GCN đăng ký"), ("unit_type", "Loại hình"), ("name", "Tên"), ("commune", "Xã/phường/thị trấn"), ("district", "Huyện/thành phố"), ("commune_code", "Mã xã"), ("industry_code", "Mã ngành"),
      ("charter_capital_vnd", "Vốn điều lệ"), ("registered_on", "Ngày đăng ký lần đầu"), ("converted_on", "Ngày đăng ký lại theo Luật 2012"), ("status", "Tình trạng"), ("status_on", "Ngày tình trạng")]
HA = [("name", "Tên"), ("unit_type", "Loại hình"), ("registration_code", "Mã số HTX"), ("district", "Huyện/thành phố"), ("joined_on", "Ngày kết nạp"), ("decision_no", "Số quyết định"), ("left_on", "Ngày ra khỏi Liên minh")]
TXT = {"I.1": ("Tổng số hợp tác xã", "HTX"), "I.1a": ("trong đó: đang hoạt động", "HTX"), "I.1b": ("thành lập mới", "HTX"), "I.1c": ("giải thể", "HTX"), "I.1d": ("hoạt động có hiệu quả", "HTX"), "I.2": ("Tổng số thành viên HTX", "thành viên"),
       "I.2a": ("trong đó: thành viên mới", "thành viên"), "I.3": ("Lao động thường xuyên trong HTX", "người"), "I.4": ("Doanh thu bình quân một HTX", "triệu đồng/năm"), "I.5": ("Lãi bình quân một HTX", "triệu đồng/năm"),
       "I.6": ("Thu nhập bình quân của lao động thường xuyên", "triệu đồng/năm"), "I.6x": ("Thu nhập bình quân của thành viên", "triệu đồng/người/năm"), "I.7": ("Tổng số cán bộ quản lý HTX", "người"), "I.7a": ("trong đó: trình độ sơ, trung cấp", "người"),
       "I.7b": ("trong đó: trình độ cao đẳng, đại học trở lên", "người"), "I.8": ("Số cán bộ quản lý được đào tạo, bồi dưỡng trong năm", "người"), "II.1": ("Tổng số liên hiệp hợp tác xã", "LHHTX"), "II.1b": ("thành lập mới", "LHHTX"),
       "III.1": ("Tổng số tổ hợp tác", "THT"), "III.1a": ("thành lập mới", "THT"), "III.1b": ("có chứng thực của UBND xã", "THT"), "III.2": ("Tổng số thành viên THT", "thành viên")}
OFF = {"SKHDT": "Sở Kế hoạch và Đầu tư", "SNNPTNT": "Sở Nông nghiệp và Phát triển nông thôn", "SCT": "Sở Công Thương", "STC": "Sở Tài chính", "STTTT": "Sở Thông tin và Truyền thông", "TCT": "Trường Chính trị", "DPTTH": "Đài Phát thanh - Truyền hình",
       "BKT": "Báo Kon Tum", "BCD": "Ban Chỉ đạo phát triển kinh tế tập thể", "LMHTX": "Liên minh Hợp tác xã tỉnh", **{d: "UBND " + n[0].lower() + n[1:] for d, n in DISTRICT.items()}}
MONEY1 = ("I.4", "I.5", "I.6", "I.6x")
DIV = {"triệu đồng": M, "nghìn đồng": 1000, "đồng": 1}


def unit_of(d, seed):
    return random.Random(f"unit-{d}-{seed}").choice(["triệu đồng", "triệu đồng", "triệu đồng", "nghìn đồng"])


def num(x, div):
    if x is None:
        return None
    q = x / div
    return int(q) if q == int(q) else round(q, 4)


COLS = {"b1": {"previous_value": "D", "value": "E"}, "b2": {f: L(i + 2) for i, (f, _) in enumerate(H2)}, "b3": {f: L(i + 1) for i, (f, _) in enumerate(H3)}, "b4": {f: L(i + 1) for i, (f, _) in enumerate(H4)},
        "b5": {f: L(i + 1) for i, (f, _) in enumerate(H5)}, "reg": {f: L(i + 1) for i, (f, _) in enumerate(HR)}, "all": {f: L(i + 1) for i, (f, _) in enumerate(HA)}}
SHEETS = {"b1": "Biểu 1", "b2": "Biểu 2", "b3": "Biểu 3", "b4": "Biểu 4", "b5": "Biểu 5", "reg": "Danh sách", "all": "Danh sách thành viên"}


def put(ws, r, vals):
    for i, v in enumerate(vals, 1):
        if v is not None:
            c = ws.cell(r, i, v)
            if isinstance(v, dt.date):
                c.number_format = "dd/mm/yyyy"


def cell(f, v, div=1):
    if v is None:
        return None
    if f.endswith("_on"):
        try:
            return dt.date.fromisoformat(v)
        except ValueError:
            return v
    if f.endswith("_vnd"):
        return num(v, div)
    return v


def sheet(wb, name, title, office, heads, rows, places, path, unit=None, stt=False, first=[True]):
    ws = wb.create_sheet(name)
    put(ws, 1, [office.upper()])
    put(ws, 2, [title])
    if unit:
        ws.cell(3, len(heads), f"Đơn vị tính: {unit}")
    put(ws, 4, (["STT"] if stt else []) + [h for _, h in heads])
    r = 5
    for k, row in enumerate(rows, 1):
        put(ws, r, ([k] if stt else []) + [cell(f, row.get(f), DIV[unit] if unit else 1) for f, _ in heads])
        places[row["_id"]] = (path, name, r)
        r += 1
    return ws


def report(P, y, s, seed, path, file, places):
    wb = Workbook()
    wb.remove(wb.active)
    if s in DISTRICT:
        ws = wb.create_sheet("Biểu 1")
        put(ws, 1, [OFF[s].upper()])
        put(ws, 2, [f"Biểu 1. Tổng hợp tình hình kinh tế tập thể năm {y}"])
        put(ws, 4, ["STT", "Chỉ tiêu", "Đơn vị tính", f"Thực hiện năm {y - 1}", f"Thực hiện năm {y}"])
        for r, row in enumerate(P.b1[(y, s)], 5):
            k = M if row["item"] in MONEY1 else 1
            put(ws, r, [row["item"], *TXT[row["item"]], num(row["previous_value"], k), num(row["value"], k)])
            places[row["_id"]] = (path, "Biểu 1", r)
        u = unit_of(s, seed)
        sheet(wb, "Biểu 2", f"Biểu 2. Danh sách hợp tác xã, liên hiệp hợp tác xã, tổ hợp tác năm {y}", OFF[s], H2, P.b2[(y, s)], places, path, u, stt=True)
    if (y, s) in P.b3:
        sheet(wb, "Biểu 3", f"Biểu 3. Đào tạo, bồi dưỡng cán bộ quản lý HTX năm {y}", OFF[s], H3, P.b3[(y, s)], places, path)
    sheet(wb, "Biểu 4", f"Biểu 4. Kết quả thực hiện nhiệm vụ năm {y}", OFF[s], H4, P.b4[(y, s)], places, path)
    if s == "SNNPTNT":
        sheet(wb, "Biểu 5", f"Biểu 5. Kết quả đánh giá, xếp loại hợp tác xã nông nghiệp năm {y}", OFF[s], H5, P.b5[y], places, path)
    wb.save(file)


def listing(P, y, form, seed, path, file, places):
    if form == "registry_extract":
        if random.Random(f"csv{seed}").random() < .4:
            file = file.with_suffix(".csv")
            path = path[:-5] + ".csv"
            with open(file, "w", newline="", encoding="utf-8-sig") as f:
                w = csv.writer(f)
                w.writerow([h for _, h in HR])
                for r, row in enumerate(P.reg[y], 2):
                    w.writerow(["" if row[k] is None else row[k] for k, _ in HR])
                    places[row["_id"]] = (path, None, r)
            return file
        wb = Workbook()
        wb.remove(wb.active)
        sheet(wb, "Danh sách", f"Danh sách hợp tác xã đăng ký trên địa bàn tỉnh đến ngày 30/11/{y}", OFF["SKHDT"], HR, P.reg[y], places, path, "đồng")
    else:
        wb = Workbook()
        wb.remove(wb.active)
        sheet(wb, "Danh sách thành viên", f"Danh sách thành viên Liên minh HTX tỉnh Kon Tum năm {y}", OFF["LMHTX"], HA, P.all[y], places, path)
    wb.save(file)
    return file


def write(P, out, seed):
    R = random.Random(f"write-{seed}")
    raw = Path(out) / "raw"
    places, reg = {}, []
    def stamp(y, a=1, b=8):
        return dt.datetime(y, 12, R.randint(a, b), R.randint(7, 16), R.choice(range(0, 60, 5)), tzinfo=dt.timezone(dt.timedelta(hours=7)))
    for y in YEARS:
        jobs = [(s, "agency_report") for s in SENDERS] + [("SKHDT", "registry_extract"), ("LMHTX", "alliance_members")]
        for s, form in jobs:
            d = raw / str(y) / s
            d.mkdir(parents=True, exist_ok=True)
            t = stamp(y, 1, 5) if form != "agency_report" else stamp(y)
            versions = [(P, "", t, P.notes.get((y, s, form), ""))]
            for dr in P.drafts:
                if dr["key"] == (y, s, form):
                    t = t.replace(day=min(t.day, 5))
                    versions = [(dr["before"], "", t, ""), (P, "-sua", t + dt.timedelta(days=2, hours=1), "Bản thay thế")]
            for Q, suf, when, note in versions:
                nm = {"agency_report": f"bao-cao-kttt-{y}{suf}.xlsx", "registry_extract": f"so-dang-ky-{y}{suf}.xlsx", "alliance_members": f"thanh-vien-{y}{suf}.xlsx"}[form]
                path, file = f"{y}/{s}/{nm}", d / nm
                pl = places if Q is P else {}
                if form == "agency_report":
                    report(Q, y, s, seed, path, file, pl)
                else:
                    file = listing(Q, y, form, seed, path, file, pl)
                    path = f"{y}/{s}/{file.name}"
                reg.append([when.isoformat(), s, form, y, path, hashlib.sha256(file.read_bytes()).hexdigest(), f"{R.randint(10, 400)}/BC-{'UBND' if s in DISTRICT else s}", note])
    reg.sort(key=lambda r: r[0])
    with open(raw / "incoming.csv", "w", newline="", encoding="utf-8") as f:
        w = csv.writer(f)
        w.writerow(["received_at", "sender", "form", "year", "path", "sha256", "document_no", "note"])
        w.writerows(reg)
    return places
