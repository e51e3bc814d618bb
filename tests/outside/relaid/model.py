"""Reads the plain workbooks of tests.outside.slips and tests.outside.lives into tables of facts: rows of dicts, money in đồng, dates as datetime.date."""
import csv, datetime as dt, hashlib
from pathlib import Path
import openpyxl

B2 = [("name", "Tên đơn vị"), ("unit_type", "Loại hình"), ("code", "Mã số HTX"), ("commune", "Xã/phường/thị trấn"), ("sector", "Lĩnh vực"), ("founded_on", "Ngày thành lập"), ("status", "Tình trạng"), ("members", "Số thành viên"),
      ("new_members", "Thành viên mới"), ("workers", "Lao động thường xuyên"), ("managers", "Cán bộ quản lý"), ("managers_trained", "CBQL được đào tạo, bồi dưỡng trong năm"), ("revenue", "Doanh thu"), ("revenue_from_members", "Doanh thu với thành viên"),
      ("profit", "Lợi nhuận"), ("member_income", "Thu nhập BQ thành viên"), ("worker_income", "Thu nhập BQ lao động"), ("rating", "Xếp loại"), ("converted_from", "Chuyển đổi từ THT")]
B3 = [("name", "Tên lớp"), ("organizer", "Đơn vị tổ chức"), ("from_on", "Từ ngày"), ("to_on", "Đến ngày"), ("content", "Nội dung"), ("participants", "Số CBQL HTX tham dự"), ("women", "Trong đó nữ")]
B4 = [("task", "Mã nhiệm vụ"), ("content", "Nội dung"), ("state", "Trạng thái"), ("result", "Kết quả"), ("quantity", "Số liệu"), ("unit_of_measure", "Đơn vị tính")]
B5 = [("name", "Tên HTX"), ("code", "Mã số HTX"), ("district", "Huyện/thành phố"), ("score", "Điểm"), ("rating", "Xếp loại")]
REG = [("code", "Mã số HTX"), ("certificate_no", "Số GCN đăng ký"), ("unit_type", "Loại hình"), ("name", "Tên"), ("commune", "Xã/phường/thị trấn"), ("district", "Huyện/thành phố"), ("commune_code", "Mã xã"), ("industry_code", "Mã ngành"),
       ("capital", "Vốn điều lệ"), ("registered_on", "Ngày đăng ký lần đầu"), ("converted_on", "Ngày đăng ký lại theo Luật 2012"), ("status", "Tình trạng"), ("status_on", "Ngày tình trạng")]
ALL = [("name", "Tên"), ("unit_type", "Loại hình"), ("code", "Mã số HTX"), ("district", "Huyện/thành phố"), ("joined_on", "Ngày kết nạp"), ("decision_no", "Số quyết định"), ("left_on", "Ngày ra khỏi Liên minh")]
B1 = [("item", "STT"), ("label", "Chỉ tiêu"), ("unit", "Đơn vị tính")]
FORMS = {"b2": B2, "b3": B3, "b4": B4, "b5": B5, "reg": REG, "all": ALL}
MONEY = {"revenue", "revenue_from_members", "profit", "member_income", "worker_income", "capital"}
COUNTS = {"members", "new_members", "workers", "managers", "managers_trained", "participants", "women"}
SUMMED = COUNTS | {"revenue", "revenue_from_members", "profit"}
FIGURES = MONEY | COUNTS | {"score", "quantity"}
DATES = {"founded_on", "from_on", "to_on", "registered_on", "converted_on", "status_on", "joined_on", "left_on"}
DIV = {"đồng": 1, "nghìn đồng": 1000, "triệu đồng": 10 ** 6, "tỷ đồng": 10 ** 9}
MONEY1 = ("I.4", "I.5", "I.6", "I.6x")
TYPES = ["HTX", "QTDND", "LHHTX", "THT"]
SECTORS = ["Nông nghiệp", "Công nghiệp - TTCN", "Xây dựng", "Tín dụng", "Thương mại - Dịch vụ", "Vận tải", "Khác"]
RATINGS = ["Tốt", "Khá", "Trung bình", "Yếu", "Không xếp loại"]
STATUS2 = ["Đang hoạt động", "Ngừng hoạt động", "Đã giải thể"]
STATES = ["Chưa thực hiện", "Đang thực hiện", "Hoàn thành"]
STATUSR = ["Đang hoạt động", "Tạm ngừng kinh doanh", "Không hoạt động tại địa chỉ đã đăng ký", "Đang làm thủ tục giải thể", "Bị thu hồi", "Đã giải thể"]
OFFICE = {"608": "UBND thành phố Kon Tum", "610": "UBND huyện Đăk Glei", "611": "UBND huyện Ngọc Hồi", "612": "UBND huyện Đăk Tô", "613": "UBND huyện Kon Plông", "614": "UBND huyện Kon Rẫy", "615": "UBND huyện Đăk Hà", "616": "UBND huyện Sa Thầy",
          "617": "UBND huyện Tu Mơ Rông", "618": "UBND huyện Ia H'Drai", "SKHDT": "Sở Kế hoạch và Đầu tư", "SNNPTNT": "Sở Nông nghiệp và Phát triển nông thôn", "SCT": "Sở Công Thương", "STC": "Sở Tài chính", "STTTT": "Sở Thông tin và Truyền thông",
          "TCT": "Trường Chính trị", "DPTTH": "Đài Phát thanh - Truyền hình", "BKT": "Báo Kon Tum", "BCD": "Ban Chỉ đạo phát triển kinh tế tập thể", "LMHTX": "Liên minh Hợp tác xã tỉnh"}
TITLE = {"b1": "Biểu 1. Tổng hợp tình hình kinh tế tập thể năm {y}", "b2": "Biểu 2. Danh sách hợp tác xã, quỹ tín dụng nhân dân, liên hiệp hợp tác xã, tổ hợp tác năm {y}", "b3": "Biểu 3. Đào tạo, bồi dưỡng cán bộ quản lý HTX năm {y}",
         "b4": "Biểu 4. Kết quả thực hiện nhiệm vụ năm {y}", "b5": "Biểu 5. Kết quả đánh giá, xếp loại hợp tác xã nông nghiệp năm {y}", "reg": "Danh sách hợp tác xã đăng ký trên địa bàn tỉnh đến ngày 30/11/{y}",
         "all": "Danh sách thành viên Liên minh HTX tỉnh Kon Tum năm {y}"}
SHEET = {"b1": "Biểu 1", "b2": "Biểu 2", "b3": "Biểu 3", "b4": "Biểu 4", "b5": "Biểu 5", "reg": "Danh sách", "all": "Danh sách thành viên"}


class Facts:
    """one table of one file: kind, rows; each row knows its number `_i`"""

    def __init__(self, kind, rows):
        self.kind, self.rows = kind, rows
        for i, r in enumerate(rows):
            r["_i"] = i


def _value(field, v, div):
    if v is None or v == "":
        return None
    if field in DATES:
        return v.date() if isinstance(v, dt.datetime) else dt.date.fromisoformat(v) if isinstance(v, str) else v
    if field in MONEY:
        return round(float(v) * div)
    if field in COUNTS:
        return int(v)
    if field in ("score", "quantity"):
        v = float(v)
        return int(v) if v == int(v) else v
    return str(v).strip()


def _sheet_rows(grid, kind):
    heads = {h: f for f, h in FORMS[kind]}
    need = {h for _, h in FORMS[kind]}
    at, div = None, 1
    for n, line in enumerate(grid):
        for v in line:
            if isinstance(v, str) and v.startswith("Đơn vị tính: "):
                div = DIV[v.split(": ")[1]]
        if len(need & {v for v in line if isinstance(v, str)}) >= len(need) - 1:
            at = n
            break
    cols = {heads[v]: c for c, v in enumerate(grid[at]) if v in heads}
    out = []
    for line in grid[at + 1:]:
        if any(v not in (None, "") for v in line):
            try:
                out.append({f: _value(f, line[c], div) for f, c in cols.items()})
            except (TypeError, ValueError):
                continue           # a signature under the table
    must = {"b2": ("name", "unit_type"), "reg": ("name", "unit_type"), "all": ("name", "unit_type"), "b3": ("name", "from_on"), "b4": ("task", "content"), "b5": ("name", "score")}[kind]
    return [r for r in out if all(r.get(k) is not None for k in must) and r.get("unit_type", "HTX") in TYPES]


def read_file(path, form):
    """[Facts] of one plain file"""
    path = Path(path)
    if path.suffix == ".csv":
        grid = list(csv.reader(open(path, encoding="utf-8-sig", newline="")))
        return [Facts("reg" if form == "registry_extract" else "all", _sheet_rows(grid, "reg" if form == "registry_extract" else "all"))]
    wb, out = openpyxl.load_workbook(path), {}
    for ws in wb:
        grid = [list(r) for r in ws.iter_rows(values_only=True)]
        flat = {v for line in grid for v in line if isinstance(v, str)}
        if form == "agency_report" and "Chỉ tiêu" in flat:
            rows = [dict(item=r[0], label=r[1], unit=r[2], previous=r[3], current=r[4]) for r in grid if r[0] and "." in str(r[0]) and r[2]]
            out["b1"] = [r for r in rows if r["item"].split(".")[0] in ("I", "II", "III")]
            continue
        kind = {"registry_extract": "reg", "alliance_members": "all"}.get(form) or ("b2" if "Tên đơn vị" in flat else "b3" if "Tên lớp" in flat else "b4" if "Mã nhiệm vụ" in flat else "b5")
        out.setdefault(kind, []).extend(_sheet_rows(grid, kind))
    return [Facts(k, out[k]) for k in ("b1", "b2", "b3", "b4", "b5", "reg", "all") if k in out]


def register(raw):
    return list(csv.DictReader(open(Path(raw) / "incoming.csv", encoding="utf-8")))


def sha(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()
