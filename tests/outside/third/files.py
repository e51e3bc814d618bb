"""Writes a province as raw/ (contract §1–3). Gives back places: `at[_id]` = (path, sheet, row), `col[(path, sheet)]` = {field: letter}, `path[(year, sender, form)]`."""
import csv
import datetime as dt
import hashlib
import random
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter as L

from tests.outside.third.world import COUNTS, DISTRICT, ITEMS, M, SENDERS, YEARS, plain

TZ = dt.timezone(dt.timedelta(hours=7))
HEAD = {
    "b2": dict(name="Tên đơn vị", unit_type="Loại hình", registration_code="Mã số HTX", commune="Xã/phường/thị trấn", sector="Lĩnh vực", founded_on="Ngày thành lập", status="Tình trạng", members="Số thành viên", new_members="Thành viên mới", workers="Lao động thường xuyên", managers="Cán bộ quản lý",
               managers_trained="CBQL được đào tạo, bồi dưỡng trong năm", revenue_vnd="Doanh thu", revenue_from_members_vnd="Doanh thu với thành viên", profit_vnd="Lợi nhuận", member_income_vnd="Thu nhập BQ thành viên", worker_income_vnd="Thu nhập BQ lao động", rating="Xếp loại", converted_from="Chuyển đổi từ THT"),
    "b3": dict(name="Tên lớp", organizer="Đơn vị tổ chức", from_on="Từ ngày", to_on="Đến ngày", content="Nội dung", participants="Số CBQL HTX tham dự", women="Trong đó nữ"),
    "b4": dict(task="Mã nhiệm vụ", content="Nội dung", state="Trạng thái", result="Kết quả", quantity="Số liệu", unit_of_measure="Đơn vị tính"),
    "b5": dict(name="Tên HTX", registration_code="Mã số HTX", district="Huyện/thành phố", score="Điểm", rating="Xếp loại"),
    "reg": dict(registration_code="Mã số HTX", certificate_no="Số GCN đăng ký", unit_type="Loại hình", name="Tên", commune="Xã/phường/thị trấn", district="Huyện/thành phố", commune_code="Mã xã", industry_code="Mã ngành", charter_capital_vnd="Vốn điều lệ", registered_on="Ngày đăng ký lần đầu",
                converted_on="Ngày đăng ký lại theo Luật 2012", status="Tình trạng", status_on="Ngày tình trạng"),
    "all": dict(name="Tên", unit_type="Loại hình", registration_code="Mã số HTX", district="Huyện/thành phố", joined_on="Ngày kết nạp", decision_no="Số quyết định", left_on="Ngày ra khỏi Liên minh")}
TEXT = dict(zip(ITEMS, [("Tổng số hợp tác xã", "HTX"), ("trong đó: đang hoạt động", "HTX"), ("thành lập mới", "HTX"), ("giải thể", "HTX"), ("hoạt động có hiệu quả", "HTX"), ("Tổng số thành viên HTX", "thành viên"), ("trong đó: thành viên mới", "thành viên"), ("Lao động thường xuyên trong HTX", "người"),
                        ("Doanh thu bình quân một HTX", "triệu đồng/năm"), ("Lãi bình quân một HTX", "triệu đồng/năm"), ("Thu nhập bình quân của lao động thường xuyên", "triệu đồng/năm"), ("Thu nhập bình quân của thành viên", "triệu đồng/người/năm"), ("Tổng số cán bộ quản lý HTX", "người"), ("trong đó: trình độ sơ, trung cấp", "người"),
                        ("trong đó: trình độ cao đẳng, đại học trở lên", "người"), ("Số cán bộ quản lý được đào tạo, bồi dưỡng trong năm", "người"), ("Tổng số liên hiệp hợp tác xã", "LHHTX"), ("thành lập mới", "LHHTX"), ("Tổng số tổ hợp tác", "THT"), ("thành lập mới", "THT"), ("có chứng thực của UBND xã", "THT"), ("Tổng số thành viên THT", "thành viên")]))
NAME = {"SKHDT": "Sở Kế hoạch và Đầu tư", "SNNPTNT": "Sở Nông nghiệp và Phát triển nông thôn", "SCT": "Sở Công Thương", "STC": "Sở Tài chính", "STTTT": "Sở Thông tin và Truyền thông", "TCT": "Trường Chính trị", "DPTTH": "Đài Phát thanh - Truyền hình", "BKT": "Báo Kon Tum", "BCD": "Ban Chỉ đạo phát triển kinh tế tập thể",
        "LMHTX": "Liên minh Hợp tác xã tỉnh", **{d: f"Ủy ban nhân dân {v[0].lower() + v[1:]}" for d, v in DISTRICT.items()}}
DIV = {"triệu đồng": M, "nghìn đồng": 1000, "đồng": 1}
SHEET = {"b1": "Biểu 1", "b2": "Biểu 2", "b3": "Biểu 3", "b4": "Biểu 4", "b5": "Biểu 5", "reg": "Danh sách HTX", "all": "Thành viên Liên minh"}
TITLE = {"b2": "Biểu 2. Danh sách HTX, liên hiệp HTX, THT trên địa bàn năm {y}", "b3": "Biểu 3. Các lớp đào tạo, bồi dưỡng cán bộ quản lý HTX năm {y}", "b4": "Biểu 4. Kết quả thực hiện nhiệm vụ được giao năm {y}", "b5": "Biểu 5. Xếp loại hợp tác xã nông nghiệp năm {y}",
         "reg": "Danh sách hợp tác xã đã đăng ký, tính đến ngày 30/11/{y}", "all": "Danh sách thành viên Liên minh HTX tỉnh Kon Tum, đến ngày 30/11/{y}"}
MEANS = ("I.4", "I.5", "I.6", "I.6x")


def number(v, div):
    if not isinstance(v, (int, float)):
        return v
    q = v / div
    return int(q) if q == int(q) else round(q, 6)


def value(f, v, div=1):
    if v is None:
        return None
    if f.endswith("_on"):
        try:
            return dt.date.fromisoformat(v)
        except (ValueError, TypeError):
            return v
    return number(v, div) if f.endswith("_vnd") else v


class Writer:
    def __init__(self, P, out, seed):
        self.P, self.out, self.seed, self.raw = P, Path(out), seed, Path(out) / "raw"
        self.R = random.Random(f"third-files-{seed}")
        self.at, self.col, self.path, self.register = {}, {}, {}, []
        self.fx = {}
        for f in P.files:
            self.fx.setdefault(f["key"], []).append(f)

    def has(self, key, fx):
        return next((f for f in self.fx.get(key, []) if f["fx"] == fx), None)

    def table(self, wb, kind, t, y, s, path, note, style=None):
        R = random.Random(f"lay-{s}-{kind}-{self.seed}")
        ws, head = wb.create_sheet(SHEET[kind]), list(HEAD[kind].items())
        style = style or {}
        unit = self.P.style.get(("unit", y, s), style.get("unit"))
        if style.get("shuffle"):
            a, b = head[:7], head[7:]
            R.shuffle(b)
            head = a + b
        top = R.choice([4, 5, 6])
        ws.cell(1, 1, NAME[s].upper()).font = Font(bold=True)
        ws.cell(2, 1, TITLE[kind].format(y=y))
        if unit or kind == "reg":
            ws.cell(top - 1, max(2, len(head) - 1), f"Đơn vị tính: {unit or 'đồng'}")
        stt = bool(style.get("stt"))
        for i, (_, h) in enumerate(([("", "STT")] if stt else []) + head, 1):
            ws.cell(top, i, h).font = Font(bold=True)
        cols = {f: i + (2 if stt else 1) for i, (f, _) in enumerate(head)}
        r, group, n = top + 1, None, 0
        for row in t:
            g = row.get("unit_type")
            g = {"HTX": "HỢP TÁC XÃ", "QTDND": "HỢP TÁC XÃ"}.get(g, {"LHHTX": "LIÊN HIỆP HỢP TÁC XÃ", "THT": "TỔ HỢP TÁC"}.get(g))
            if style.get("group") and g != group and g:
                group = g
                ws.cell(r, 1, ["I", "II", "III"][["HỢP TÁC XÃ", "LIÊN HIỆP HỢP TÁC XÃ", "TỔ HỢP TÁC"].index(g)] if stt else g)
                if stt:
                    ws.cell(r, 2, g)
                r += 1
            n += 1
            if stt:
                ws.cell(r, 1, n)
            for f, _ in head:
                v = value(f, row.get(f), DIV[unit] if unit else 1)
                if v is not None:
                    c = ws.cell(r, cols[f], v)
                    if isinstance(v, dt.date):
                        c.number_format = "dd/mm/yyyy"
            note[row["_id"]] = (path, SHEET[kind], r)
            r += 1
        if style.get("total"):
            ws.cell(r, cols["name"], "Tổng cộng")
            for f in [*COUNTS, "revenue_vnd", "revenue_from_members_vnd", "profit_vnd"]:
                v = sum(x[f] for x in t if isinstance(x[f], (int, float)))
                ws.cell(r, cols[f], number(v, DIV[unit]) if f.endswith("_vnd") else v)
            r += 1
        if style.get("sign"):
            ws.cell(r + 1, max(3, len(head) - 4), "NGƯỜI LẬP BIỂU")
            ws.cell(r + 1, max(5, len(head) - 1), "CHỦ TỊCH")
        self.col[(path, SHEET[kind])] = {f: L(i) for f, i in cols.items()}

    def report(self, T, y, s, path, file, note):
        wb = Workbook()
        wb.remove(wb.active)
        skip = [f["sheet"] for f in self.fx.get((y, s, "agency_report"), []) if f["fx"] == "nosheet" and note is self.at]
        if s in DISTRICT and "Biểu 1" not in skip:
            ws = wb.create_sheet("Biểu 1")
            ws.cell(1, 1, NAME[s].upper())
            ws.cell(2, 1, f"Biểu 1. Tình hình phát triển kinh tế tập thể năm {y}")
            for i, h in enumerate(["STT", "Chỉ tiêu", "Đơn vị tính", f"Thực hiện năm {y - 1}", f"Thực hiện năm {y}"], 1):
                ws.cell(4, i, h)
            for r, row in enumerate(T[("b1", y, s)], 5):
                k = M if row["item"] in MEANS else 1
                for i, v in enumerate([row["item"], *TEXT[row["item"]], number(row["previous_value"], k), number(row["value"], k)], 1):
                    ws.cell(r, i, v)
                note[row["_id"]] = (path, "Biểu 1", r)
            self.col[(path, "Biểu 1")] = {"previous_value": "D", "value": "E"}
        for kind in ("b2", "b3", "b4", "b5"):
            if (kind, y, s) in T and SHEET[kind] not in skip:
                self.table(wb, kind, T[(kind, y, s)], y, s, path, note, self.P.style[s] if kind == "b2" else None)
        wb.save(file)

    def one(self, y, s, form, T, note, suffix, when, remark):
        who = self.P.style.get(("office", y, s, form), s)
        d = self.raw / str(y) / s
        d.mkdir(parents=True, exist_ok=True)
        stem = {"agency_report": random.Random(f"name{s}{self.seed}").choice([f"BC KTTT nam {y}", f"bao_cao_{y}", f"{plain(NAME[s]).replace(' ', '-')}-{y}"]), "registry_extract": f"DS HTX {y}", "alliance_members": f"thanh vien lien minh {y}"}[form] + suffix
        csvfile = form == "registry_extract" and random.Random(f"csv{self.seed}").random() < .3
        path = f"{y}/{s}/{stem}.{'csv' if csvfile else 'xlsx'}"
        file = self.raw / path
        if form == "agency_report":
            self.report(T, y, who, path, file, note)
        elif csvfile:
            with open(file, "w", newline="", encoding="utf-8-sig") as f:
                w = csv.writer(f, delimiter=";")
                w.writerow(HEAD["reg"].values())
                for r, row in enumerate(T[("reg", y, s)], 2):
                    w.writerow(["" if row[k] is None else row[k] for k in HEAD["reg"]])
                    note[row["_id"]] = (path, None, r)
            self.col[(path, None)] = {f: L(i) for i, f in enumerate(HEAD["reg"], 1)}
        else:
            kind = "reg" if form == "registry_extract" else "all"
            wb = Workbook()
            wb.remove(wb.active)
            self.table(wb, kind, T[(kind, y, s)], y, s, path, note)
            wb.save(file)
        if note is self.at:
            self.path[(y, s, form)] = path
        h = hashlib.sha256(file.read_bytes()).hexdigest()
        rec = [when.isoformat(), s, form, y, path, h, f"{self.R.randint(11, 480)}/{'BC-UBND' if s in DISTRICT else 'BC-' + s}", remark]
        key = (y, s, form)
        if note is self.at:
            if self.has(key, "hash"):
                rec[5] = hashlib.sha256(file.read_bytes() + b"x").hexdigest()
            if f := self.has(key, "register"):
                for i, v in f["set"].items():
                    rec[i] = v
            if self.has(key, "norow"):
                return
        self.register.append(rec)

    def write(self):
        R = self.R
        for y in YEARS:
            for s, form in [(s, "agency_report") for s in SENDERS] + [("SKHDT", "registry_extract"), ("LMHTX", "alliance_members")]:
                key = (y, s, form)
                when = dt.datetime(y, 12, R.randint(3, 9), R.randint(7, 16), R.choice(range(0, 60, 5)), tzinfo=TZ)
                if f := self.has(key, "late"):
                    when = when.replace(day=9 + f["days"])
                old = [e for e in self.P.earlier if e["key"] == key]
                for i, e in enumerate(old):
                    self.one(y, s, form, e["tables"], {}, "", when.replace(day=max(1, when.day - 2), hour=8), "")
                    when = when.replace(day=min(9, when.day)) if not self.has(key, "late") else when
                self.one(y, s, form, self.P.t, self.at, " (bo sung)" if old else "", when, "Báo cáo thay thế" if old else "")
        for f in self.P.files:
            if f["fx"] == "rows":
                self.register += f["rows"]
        self.register.sort(key=lambda r: str(r[0]))
        with open(self.raw / "incoming.csv", "w", newline="", encoding="utf-8") as f:
            w = csv.writer(f)
            w.writerow(["received_at", "sender", "form", "year", "path", "sha256", "document_no", "note"])
            w.writerows(self.register)
        return self

    def letter(self, i, f):
        path, sheet, _ = self.at[i]
        return self.col[(path, sheet)].get(f)
