#!/usr/bin/env python
"""Draws unseen layouts of the contract's forms, each with what a careful person reads.
   python make_layouts.py [--out DIR] [--seed 20261201]      (open/ and held/ are written under DIR)
Written from contract.md, domain.md and the public issue alone; the product's code and tests were not read."""
import argparse, copy, datetime as dt, json, random, re, sys, unicodedata
from pathlib import Path
from tests.outside.layouts.core import *
from tests.outside.areas import DISTRICT, COMMUNES, tax_code

# ------------------------------------------------------------------ wordings: first half of each list "open", second half "held"
W2 = {
 "name": ["Tên tổ chức kinh tế tập thể", "Tên HTX/QTD/THT", "TÊN HỢP TÁC XÃ, TỔ HỢP TÁC", "Tên gọi đầy đủ của đơn vị", "Tên cơ sở (HTX, LHHTX, THT)", "Ten don vi",
          "Tên HTX, THT", "Tên gọi HTX (THT)", "Tên đơn vị (ghi theo GCN)", "Đơn vị kinh tế tập thể", "Tên các HTX, QTDND, THT", "TEN HTX/THT"],
 "unit_type": ["Loại hình tổ chức", "Loại hình (HTX/QTDND/LHHTX/THT)", "Thuộc loại hình", "LOẠI HÌNH", "Loại hình đơn vị", "Loại hình KTTT", "Hình thức tổ chức", "Loại hình (HTX, THT)", "Loai hinh", "Loại hình HTX/THT"],
 "registration_code": ["MST/Mã số HTX", "Mã số thuế", "Mã số HTX (MST)", "Mã số đăng ký HTX", "Mã số HTX/Mã số thuế", "Mã HTX", "Mã số thuế của HTX", "Ma so HTX", "MST", "Mã số HTX (nếu có)"],
 "commune": ["Xã, phường, TT", "Địa bàn (xã/phường/thị trấn)", "Xã/TT", "Nơi đặt trụ sở (xã, thị trấn)", "Thuộc xã", "Trụ sở (xã/phường)", "Xã, thị trấn", "Xa/phuong/thi tran", "Đơn vị hành chính cấp xã", "Địa chỉ trụ sở (xã)"],
 "sector": ["Lĩnh vực hoạt động", "Ngành nghề, lĩnh vực", "Lĩnh vực SXKD", "Lĩnh vực HĐ chính", "LĨNH VỰC", "Ngành, lĩnh vực", "Linh vuc", "Lĩnh vực chính", "Lĩnh vực kinh doanh"],
 "founded_on": ["Ngày TL", "Ngày, tháng, năm thành lập", "Thời điểm thành lập", "Ngày thành lập/chứng thực", "NGÀY THÀNH LẬP", "Thành lập ngày", "Ngày tháng năm TL", "Ngay thanh lap", "Ngày thành lập (THT: ngày chứng thực)", "Ngày/tháng/năm thành lập"],
 "status": ["Trạng thái hoạt động", "Tình trạng HĐ", "Hiện trạng hoạt động", "TÌNH TRẠNG", "Tình hình hoạt động", "Tình trạng hiện nay", "Tinh trang", "Tình trạng hoạt động (đang/ngừng/giải thể)", "Hiện trạng"],
 "members": ["Tổng số thành viên", "Số TV", "Thành viên (người)", "Số thành viên hiện có", "SỐ THÀNH VIÊN", "Tổng số TV", "Số lượng thành viên", "So thanh vien", "TV đến cuối kỳ", "Số thành viên (TV)"],
 "new_members": ["Thành viên mới trong năm", "TV mới", "Số TV kết nạp mới", "THÀNH VIÊN MỚI", "Trong đó: TV mới", "TV kết nạp mới năm 2019", "Số thành viên mới", "Thanh vien moi", "Thành viên kết nạp trong năm", "TV mới kết nạp (người)"],
 "workers": ["LĐ thường xuyên", "Số lao động thường xuyên", "Lao động TX (người)", "LAO ĐỘNG THƯỜNG XUYÊN", "Lao động thường xuyên trong năm", "Số LĐ thường xuyên", "Lao dong thuong xuyen", "Tổng số LĐTX", "Lao động làm việc thường xuyên", "LĐ TX"],
 "managers": ["CBQL", "Số cán bộ quản lý", "Tổng số CBQL", "CÁN BỘ QUẢN LÝ", "Cán bộ QL (người)", "Số CBQL", "Can bo quan ly", "Số lượng cán bộ quản lý", "Cán bộ quản lý HTX", "Tổng số cán bộ QL"],
 "managers_trained": ["CBQL được ĐT, BD trong năm", "Số CBQL được đào tạo, bồi dưỡng năm 2019", "CBQL ĐƯỢC ĐÀO TẠO, BỒI DƯỠNG", "Cán bộ QL được đào tạo, bồi dưỡng", "CBQL qua đào tạo, BD trong năm", "CBQL được tập huấn, bồi dưỡng trong năm",
                      "CBQL duoc dao tao, boi duong trong nam", "Số cán bộ quản lý được bồi dưỡng trong năm", "CBQL đã được đào tạo, bồi dưỡng 2019", "CB quản lý được ĐT, BD"],
 "revenue": ["Doanh thu năm 2019", "Tổng doanh thu", "DT", "DOANH THU", "Doanh thu trong năm", "Doanh thu cả năm", "Doanh thu (DT)", "Tổng DT", "Doanh thu của đơn vị", "Doanh thu"],
 "revenue_from_members": ["DT với thành viên", "Trong đó: doanh thu với thành viên", "Doanh thu từ thành viên", "DOANH THU VỚI THÀNH VIÊN", "Doanh thu với TV", "Trong đó: DT với TV", "Doanh thu voi thanh vien", "DT cung ứng cho thành viên", "Doanh thu (với thành viên)", "Doanh thu giao dịch với TV"],
 "profit": ["Lợi nhuận (lãi +, lỗ -)", "Lãi (lỗ)", "Lãi/lỗ", "LỢI NHUẬN", "Lợi nhuận năm 2019", "Lãi, lỗ", "Loi nhuan", "LN (lãi +/lỗ -)", "Lợi nhuận trong năm", "Kết quả lãi, lỗ"],
 "member_income": ["TN bình quân của thành viên", "Thu nhập BQ/thành viên/năm", "THU NHẬP BQ THÀNH VIÊN", "TNBQ thành viên", "Thu nhập bình quân 01 thành viên/năm", "Thu nhập BQ của TV", "Thu nhap BQ thanh vien", "TN BQ 1 thành viên", "Thu nhập bình quân của 1 TV", "TNBQ/TV"],
 "worker_income": ["TN bình quân của lao động", "Thu nhập BQ/lao động/năm", "THU NHẬP BQ LAO ĐỘNG", "TNBQ lao động", "Thu nhập bình quân 01 lao động/năm", "Thu nhập BQ của LĐ thường xuyên", "Thu nhap BQ lao dong", "TN BQ 1 lao động", "Thu nhập bình quân của 1 LĐ", "TNBQ/LĐ"],
 "rating": ["Kết quả xếp loại", "Phân loại năm 2019", "XẾP LOẠI", "Xếp loại HTX", "Đánh giá, xếp loại", "Xếp loại năm 2019", "Xep loai", "Phân loại, xếp loại", "Kết quả phân loại HTX", "Xếp loại đánh giá"],
 "converted_from": ["Chuyển từ THT nào", "Chuyển đổi từ THT (tên)", "CHUYỂN ĐỔI TỪ THT", "Tiền thân là THT", "THT chuyển thành HTX", "Nguồn gốc: chuyển đổi từ THT", "Chuyen doi tu THT", "Tên THT đã chuyển đổi", "Được chuyển đổi từ THT", "Chuyển đổi từ tổ hợp tác"],
}
PLAIN2 = {"name": "Tên đơn vị", "unit_type": "Loại hình", "registration_code": "Mã số HTX", "commune": "Xã/phường/thị trấn", "sector": "Lĩnh vực", "founded_on": "Ngày thành lập",
          "status": "Tình trạng", "members": "Số thành viên", "new_members": "Thành viên mới", "workers": "Lao động thường xuyên", "managers": "Cán bộ quản lý",
          "managers_trained": "CBQL được đào tạo, bồi dưỡng trong năm", "revenue": "Doanh thu", "revenue_from_members": "Doanh thu với thành viên", "profit": "Lợi nhuận",
          "member_income": "Thu nhập BQ thành viên", "worker_income": "Thu nhập BQ lao động", "rating": "Xếp loại", "converted_from": "Chuyển đổi từ THT"}
TITLE2 = ["BIỂU 2. DANH SÁCH HỢP TÁC XÃ, LIÊN HIỆP HỢP TÁC XÃ, TỔ HỢP TÁC NĂM {y}", "Biểu số 2: Danh sách HTX, QTDND, LHHTX, THT trên địa bàn năm {y}",
          "Biểu 2 - Tình hình hoạt động của các HTX, THT năm {y}", "BIỂU SỐ 02\nDANH SÁCH CÁC ĐƠN VỊ KINH TẾ TẬP THỂ NĂM {y}"]
SHEET2 = ["Biểu 2", "Bieu 2", "BIỂU 2", "Biểu 02", "Biểu số 2"]
OUT = None
LIST = []
YEAR = 2019


def mo(x, unit):
    if x is None:
        return None
    q = x / UNITDIV[unit]
    return int(q) if q == int(q) else round(q, 6)


def day(x, how="date"):
    if x is None:
        return None
    d = D.fromisoformat(x)
    return {"date": d, "slash": d.strftime("%d/%m/%Y"), "dash": f"{d.day}-{d.month}-{d.year}", "dot": d.strftime("%d.%m.%Y"), "iso": x,
            "word": f"Ngày {d.day:02d} tháng {d.month:02d} năm {d.year}"}[how]


class Ctx:
    def __init__(self, kind, v, held, seed, code=None, n=None, unit="triệu đồng", plain=False):
        self.kind, self.v, self.held = kind, v, held
        self.R = random.Random(f"{seed}-{kind}-{v}")
        self.code = code or self.R.choice([c for c in DISTRICT if c != "618"])
        self.seed = f"{seed}{kind}{v}"
        self.units = district(self.seed, self.code, YEAR, n)
        self.unit, self.plain = unit, plain
        self.office = "UBND " + DISTRICT[self.code][0].lower() + DISTRICT[self.code][1:]

    def w(self, f):
        L = W2[f]
        if self.plain or self.R.random() < .12:
            return PLAIN2[f]
        h = (len(L) + 1) // 2
        return self.R.choice(L[h:] if self.held else L[:h])


def cols2(x, unit_head=None, dates="date", heads=None, drop=()):
    """plain columns of biểu 2; unit_head: None (above the table) or a pattern for the money heads"""
    heads = heads or {}
    C = []
    for f in F2:
        k = f.replace("_vnd", "")
        if f in drop:
            continue
        h = heads.get(k, x.w(k))
        if f in MONEY2:
            if unit_head and isinstance(h, str):
                h = h + unit_head.format(u=x.unit)
            C.append(Col(f, h, lambda u, f=f: mo(u[f], x.unit), total=f not in ("member_income_vnd", "worker_income_vnd")))
        elif f == "founded_on":
            C.append(Col(f, h, lambda u: day(u["founded_on"], dates)))
        elif f in COUNTS:
            C.append(Col(f, h, lambda u, f=f: u[f], total=True))
        else:
            C.append(Col(f, h, lambda u, f=f: u[f]))
    return C


def stt(C, head="STT"):
    n = iter(range(1, 10000))
    return [Col(None, head, lambda u: next(n))] + C


def repl(C, field, new):
    i = [c.field for c in C].index(field)
    return C[:i] + new + C[i + 1:]


def titles(sh, x, title=None, unit_at=None, office=None, extra=()):
    """title rows; returns first free row"""
    sh.put(1, 1, (office or x.office).upper())
    sh.put(2, 1, title or x.R.choice(TITLE2).format(y=YEAR))
    sh.put(3, 1, "(Số liệu mô phỏng, không phải số liệu thật của đơn vị nào)")
    r = 4
    for t in extra:
        sh.put(r, 1, t)
        r += 1
    if unit_at:
        sh.put(r, unit_at, f"Đơn vị tính: {x.unit}")
        r += 1
    return r


def sign(sh, r, x, place=None):
    sh.put(r + 1, 3, f"{place or DISTRICT.get(x.code, 'Kon Tum')[6:].strip()}, ngày 05 tháng 12 năm {YEAR}")
    sh.put(r + 2, 2, "NGƯỜI LẬP BIỂU")
    sh.put(r + 2, 6, "TM. ỦY BAN NHÂN DÂN")
    sh.put(r + 3, 6, "KT. CHỦ TỊCH")


def exp_rows(mapping, fields, over=None, sheet=None):
    out = []
    for u, r in mapping:
        d = {"row": r}
        if sheet:
            d["sheet"] = sheet
        for f in fields:
            d[f] = u[f]
        d.update(u.get("_exp", {}))
        for k in [k for k, v in d.items() if v == "__omit__"]:
            del d[k]
        out.append(d)
    return out


def colmap(C, c0=1):
    m = {}
    for i, c in enumerate(C):
        if c.field:
            m.setdefault(c.field, []).append(letter(c0 + i))
    return m


def emit(x, form, sender, sheets, what, exp, ext="xlsx", cmap=None, prefix=None, **kw):
    folder = OUT / ("held" if x.held else "open")
    p = {"agency_report": "", "registry_extract": "r-", "alliance_members": "a-"}[form]
    name = f"{prefix or ''}{p}{x.kind}-{x.v + 1}"
    path = folder / f"{name}.{ext}"
    j = {"form": form, "sender": sender, "year": YEAR, "sheet": None if ext == "csv" else sheets[0].title, "kind": x.kind, "what": what}
    if "year" in kw:
        j["year"] = kw.pop("year")
    if cmap:
        j["columns"] = cmap
    j.update(exp)
    if "must_say_one_of" not in j and "rows" in j:
        j.setdefault("must_say", [])
    j.setdefault("never", [])
    if ext == "xlsx":
        save_xlsx(sheets, path)
    elif ext == "xls":
        save_xls(sheets, path)
    else:
        save_csv(sheets, path, **kw)
    (folder / f"{name}.json").write_text(json.dumps(j, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    LIST.append((x.held, name + "." + ext, x.kind, what, j))


def say(sev, sheet, row=None, column=None):
    d = {"severity": sev if isinstance(sev, list) else [sev], "sheet": sheet, "row": row}
    if column:
        d["column"] = column
    return d


def simple2(x, C, what, *, unit_line=True, sheet=None, total=None, signed=True, numrow=False, instr=None, letters=False, exp=None, ext="xlsx", mutate=None,
            title=None, extra=(), office=None, merge=True, c0=1, spoil=None, blank_after_head=False, sender=None, **kw):
    """one biểu 2 sheet with columns C"""
    sh = Sheet(sheet or x.R.choice(SHEET2))
    r = titles(sh, x, title, (max(2, len(C) - 2) if unit_line else None), office, extra)
    if x.R.random() < .5:
        r += 1
    r = put_head(sh, r, C, c0, merge=merge)
    if letters:
        for i in range(len(C)):
            sh.put(r, c0 + i, letters[i] if not isinstance(letters, bool) else (chr(65 + i) if i < 3 else i - 2))
        r += 1
    if numrow:
        for i in range(len(C)):
            sh.put(r, c0 + i, f"({i + 1})" if numrow is True else i + 1)
        r += 1
    if instr:
        for i, c in enumerate(C):
            if instr.get(c.field):
                sh.put(r, c0 + i, instr[c.field])
        r += 1
    if blank_after_head:
        r += 1
    ni = next(i for i, c in enumerate(C) if c.field == "name") if any(c.field == "name" for c in C) else 0
    if total == "top":
        put_sum(sh, r, C, x.units, {ni: "Tổng cộng"}, c0, spoil)
        r += 1
    mp, r = put_rows(sh, r, C, x.units, c0)
    if total == "bottom":
        put_sum(sh, r, C, x.units, {ni: "Cộng"}, c0, spoil)
        r += 1
    if signed:
        sign(sh, r, x)
    e = {"rows": exp_rows(mp, F2)}
    if mutate:
        e = mutate(sh, mp, e) or e
    if exp:
        e.update(exp(sh, mp) if callable(exp) else exp)
    emit(x, "agency_report", sender or x.code, [sh], what, e, ext, colmap(C, c0), prefix="b2-", **kw)
    return sh, mp


KINDS = []


def kind(name, n, desc):
    def deco(f):
        KINDS.append((name, n, desc, f))
        return f
    return deco


# ================================================================== wordings of headers
@kind("tieu-de", 12, "headers in other words, 1-4 rows, merged groups, order of columns, unit in head")
def k_heads(x):
    v, R = x.v, x.R
    x.unit = ["triệu đồng", "nghìn đồng", "đồng", "tỷ đồng"][v % 4]
    uh = [None, " ({u})", "\n(ĐVT: {u})", ", {u}"][(v // 2) % 4]
    C = cols2(x, uh, ["date", "slash", "dash", "dot"][v % 4])
    g = {c.field: c for c in C}
    G = lambda f, *h: Col(f, h, g[f].get, g[f].total)
    what = "một dòng tiêu đề, lời khác"
    if v in (1, 4, 7, 8, 10):      # grouped
        mu = f" ({x.unit})"
        C = [c for c in C if c.field not in COUNTS + MONEY2]
        i = [c.field for c in C].index("status") + 1
        grp = [G("members", ["Thành viên (người)", "Số thành viên"][v % 2], "Tổng số"), G("new_members", ["Thành viên (người)", "Số thành viên"][v % 2], ["Trong đó: kết nạp mới", "Mới trong năm"][v % 2]),
               Col("workers", x.w("workers"), g["workers"].get, True),
               G("managers", "Cán bộ quản lý", ["Tổng số", "Số lượng"][v % 2]), G("managers_trained", "Cán bộ quản lý", ["Được ĐT, BD trong năm", "Trong đó được đào tạo, bồi dưỡng trong năm"][v % 2]),
               G("revenue_vnd", "Kết quả SXKD" + mu, ["Tổng doanh thu", "Doanh thu"][v % 2]), G("revenue_from_members_vnd", "Kết quả SXKD" + mu, ["Doanh thu với thành viên", "Trong đó DT với TV"][v % 2]),
               G("profit_vnd", "Kết quả SXKD" + mu, "Lợi nhuận"),
               G("member_income_vnd", f"Thu nhập bình quân ({x.unit}/người/năm)", "Thành viên"), G("worker_income_vnd", f"Thu nhập bình quân ({x.unit}/người/năm)", "Lao động")]
        C = C[:i] + grp + C[i:]
        what = "hai dòng tiêu đề, nhóm trộn ô, đơn vị tiền ở nhóm"
        if v in (4, 8):
            for c in C:
                c.heads = (("A. Thông tin chung" if c.field in F2[:7] else "B. Kết quả năm 2019" if c.field not in ("rating", "converted_from") else "C. Khác"),) + c.heads
            what = "ba dòng tiêu đề, nhóm trộn ô"
        if v == 10:
            for c in C:
                c.heads = ("DANH SÁCH ĐƠN VỊ", "I. Thông tin chung" if c.field in F2[:7] else "II. Hoạt động trong năm") + c.heads
            what = "bốn dòng tiêu đề"
        uh = "in"
    if v in (2, 5, 9):
        R.shuffle(C)
        what += ", thứ tự cột khác"
    if v in (3, 6):
        C = stt(C, ["TT", "Số TT"][v % 2])
    if v == 6:
        for c in C:
            c.heads = tuple(unicodedata.normalize("NFD", h) for h in c.heads)
        what += ", NFD"
    if v == 11:
        for c in C:
            c.heads = tuple(strip_marks(h).upper() for h in c.heads)
        what += ", không dấu, in hoa"
    simple2(x, C, what, unit_line=uh is None, total=[None, "bottom", "top"][v % 3], numrow=v % 2 == 0, merge=v != 7, c0=1 if v != 9 else 2,
            ext="xls" if v in (3, 8) else "xlsx")


@kind("tieu-de-csv", 6, "biểu 2 as CSV/TSV in several encodings")
def k_csv(x):
    v = x.v
    x.unit = ["đồng", "nghìn đồng", "triệu đồng"][v % 3]
    C = cols2(x, " ({u})", ["slash", "iso", "dash"][v % 3])
    sh = Sheet("csv")
    r = put_head(sh, 1, C)
    if v in (1, 4):
        for c in C:
            if c.field in MONEY2 + ["members"]:
                g = c.get
                c.get = lambda u, g=g: None if g(u) is None else f"{g(u):,}".replace(",", "_").replace(".", ",").replace("_", ".")
    mp, r = put_rows(sh, r, C, x.units)
    emit(x, "agency_report", x.code, [sh], f"CSV, dấu {[',', ';', 'tab'][v % 3]}", {"rows": exp_rows(mp, F2)}, "csv", colmap(C), prefix="b2-",
         sep=[",", ";", "\t"][v % 3], enc=["utf-8-sig", "utf-16", "utf-8"][(v + v // 3) % 3])


# ================================================================== plan / actual / estimate
def pa(x, C, f, top, subs):
    """subs: list of (subhead, role) role in self, plan, pct, half, est, prev, women, men, none"""
    c0 = next(c for c in C if c.field == f)
    R = x.R
    vals = {}

    def mk(role):
        def get(u):
            t = c0.get(u)
            if role == "self":
                return t
            if t is None:
                return None
            k = (u["name"], role)
            if k not in vals:
                isint = isinstance(t, int) and f in COUNTS
                vals[k] = {"plan": lambda: t + R.randint(1, 4) if isint else round(t * R.uniform(1.05, 1.3), 1),
                           "pct": lambda: f"{R.randint(78, 99)},{R.randint(0, 9)}%", "half": lambda: int(t * .5) if isint else round(t * R.uniform(.4, .55), 1),
                           "est": lambda: t + R.randint(1, 3) if isint else round(t * R.uniform(1.02, 1.1), 1),
                           "prev": lambda: max(0, t - R.randint(1, 3)) if isint else round(t * R.uniform(.8, .97), 1),
                           "women": lambda: None, "men": lambda: None}[role]()
            return vals[k]
        return get
    return repl(C, f, [Col(f if role == "self" else None, (top, s), mk(role), c0.total and role != "pct") for s, role in subs])


@kind("kh-th", 6, "plan / actual / percent / half-year in several orders")
def k_plan(x):
    v = x.v
    C = cols2(x)
    S = [[("Kế hoạch", "plan"), ("Thực hiện", "self"), ("TH/KH (%)", "pct")], [("TH", "self"), ("KH", "plan")], [("Kế hoạch năm 2019", "plan"), ("Thực hiện năm 2019", "self")],
         [("6 tháng đầu năm", "half"), ("Cả năm", "self")], [("Giao đầu năm", "plan"), ("Thực hiện cả năm", "self"), ("Tỷ lệ đạt (%)", "pct")], [("Chỉ tiêu giao", "plan"), ("6 tháng", "half"), ("Thực hiện năm", "self")]][v]
    for f in [["revenue_vnd"], ["members", "revenue_vnd"], ["profit_vnd", "revenue_vnd"], ["revenue_vnd", "profit_vnd"], ["revenue_vnd", "member_income_vnd"], ["new_members"]][v]:
        C = pa(x, C, f, x.w(f.replace("_vnd", "")), S)
    simple2(x, C, "dưới một tiêu đề: " + " | ".join(s for s, _ in S), numrow=v == 2, total="bottom" if v == 4 else None)


@kind("nam-nu", 6, "men / women / total in several orders and words")
def k_women(x):
    v, R = x.v, x.R
    C = cols2(x)
    wom = {u["name"]: R.randint(0, u["members"]) for u in x.units}
    # keep sums distinct enough to be told
    T, N, Wn = (lambda u: u["members"]), (lambda u: u["members"] - wom[u["name"]]), (lambda u: wom[u["name"]])
    top = x.w("members")
    S = [[("Tổng số", T, 1), ("Nam", N, 0), ("Nữ", Wn, 0)], [("Nữ", Wn, 0), ("Tổng cộng", T, 1)], [("Tổng", T, 1), ("Trong đó: nữ", Wn, 0)], [("Nam", N, 0), ("Nữ", Wn, 0), ("Cộng", T, 1)],
         [("TS", T, 1), ("Nữ", Wn, 0), ("DTTS", lambda u: wom[u["name"]] // 2, 0)], None][v]
    if v == 5:     # only men and women, no total
        C = repl(C, "members", [Col(None, (top, "Nam"), N, True), Col(None, (top, "Nữ"), Wn, True)])
        def exp(sh, mp):
            cols = [letter(i + 1) for i, c in enumerate(C) if c.heads[0] == top and len(c.heads) == 2]
            return {"or_rows": True, "must_say_one_of": [say(["error", "warning"], sh.title)], "concerned": [{"field": "members"}],
                    "never": [{"row": r, "field": "members", "value": f(u)} for u, r in mp for f in (N, Wn) if f(u) != u["members"]], "columns": {**colmap(C), "members": cols}}
        simple2(x, C, "chỉ có Nam | Nữ, không có Tổng: cộng lại hoặc phải nói", exp=lambda sh, mp: exp(sh, mp))
        return
    C = repl(C, "members", [Col("members" if k else None, (top, h), g, True) for h, g, k in S])
    if v == 3:
        C = repl(C, "managers", [Col(None, (x.w("managers"), "Nam"), lambda u: u["managers"] - 1, True), Col(None, (C[[c.field for c in C].index("managers")].heads[0], "Nữ"), lambda u: 1, True),
                                 Col("managers", (C[[c.field for c in C].index("managers")].heads[0], "Tổng số"), lambda u: u["managers"], True)])
        hs = [c for c in C if c.field == "managers"][0].heads[0]
        for c in C:
            if len(c.heads) == 2 and c.heads[1] in ("Nam", "Nữ") and c.heads[0] != top:
                c.heads = (hs, c.heads[1])
    simple2(x, C, "thành viên: " + " | ".join(h for h, _, _ in S), total="bottom" if v in (0, 3) else None)


@kind("nam-truoc", 6, "previous year beside this year, in several orders and words")
def k_prev(x):
    v = x.v
    C = cols2(x)
    S = [[("Năm 2018", "prev"), ("Năm 2019", "self")], [("Năm 2019", "self"), ("Năm 2018", "prev")], [("31/12/2018", "prev"), ("30/11/2019", "self")], [("Cùng kỳ năm trước", "prev"), ("Năm báo cáo", "self")],
         [("Đầu năm", "prev"), ("Cuối năm", "self")], [("Số đầu kỳ", "prev"), ("Số cuối kỳ", "self")]][v]
    fs = [["members", "revenue_vnd", "profit_vnd"], ["revenue_vnd", "member_income_vnd"], ["members"], ["members", "workers", "revenue_vnd"], ["members"], ["workers", "members"]][v]
    for f in fs:
        C = pa(x, C, f, x.w(f.replace("_vnd", "")), S)
    simple2(x, C, " | ".join(s for s, _ in S), numrow=v == 1, ext="xls" if v == 4 else "xlsx")


# ================================================================== ticks
def tick_cols(field, top, words, mark, wmap=None):
    return [Col(field, (top, w), lambda u, val=val: mark if u[field] == val else None) for w, val in words]


@kind("danh-dau", 9, "sectors, types, ratings, states as columns of x, X, 1, ✓")
def k_tick(x):
    v = x.v
    C = cols2(x)
    mk = ["x", "X", 1, "✓", "x", "X", "✓", 1, "x"][v]
    sec = [("NN", SECTORS[0]), ("CN-TTCN", SECTORS[1]), ("XD", SECTORS[2]), ("Tín dụng", SECTORS[3]), ("TM-DV", SECTORS[4]), ("Vận tải", SECTORS[5]), ("Khác", SECTORS[6])]
    full = [(s, s) for s in SECTORS]
    typ = [(t, t) for t in ["HTX", "LHHTX", "QTDND", "THT"]]
    rat = [(r, r) for r in RATINGS]
    st = [(s, s) for s in STATUS2]
    if v == 0:
        C = repl(C, "sector", tick_cols("sector", "Lĩnh vực hoạt động (đánh dấu X)", [("Nông, lâm nghiệp", SECTORS[0])] * 0 + full, mk))
        what = "lĩnh vực, dấu x"
    elif v == 1:
        C = repl(C, "unit_type", tick_cols("unit_type", "Loại hình", typ, mk))
        what = "loại hình, dấu X"
    elif v == 2:
        C = repl(C, "rating", tick_cols("rating", x.w("rating"), [("Tốt", "Tốt"), ("Khá", "Khá"), ("TB", "Trung bình"), ("Yếu", "Yếu"), ("Không XL", "Không xếp loại")], mk))
        what = "xếp loại, số 1; tiêu đề viết tắt TB, Không XL"
    elif v == 3:
        C = repl(C, "status", tick_cols("status", x.w("status"), [("Đang HĐ", STATUS2[0]), ("Ngừng HĐ", STATUS2[1]), ("Đã giải thể", STATUS2[2])], mk))
        what = "tình trạng, dấu ✓"
    elif v == 4:
        C = repl(C, "unit_type", tick_cols("unit_type", "Loại hình tổ chức", [("Hợp tác xã", "HTX"), ("Quỹ TDND", "QTDND"), ("Liên hiệp HTX", "LHHTX"), ("Tổ hợp tác", "THT")], mk))
        C = repl(C, "sector", tick_cols("sector", "Lĩnh vực", sec, mk))
        C = repl(C, "rating", tick_cols("rating", "Xếp loại", rat, mk))
        what = "loại hình, lĩnh vực và xếp loại cùng là cột đánh dấu"
    elif v == 5:
        C = repl(C, "sector", tick_cols("sector", "Ngành nghề", sec, mk))
        what = "lĩnh vực viết tắt, dấu X, có dòng cộng đếm dấu"
    elif v in (6, 7, 8):
        f = ["rating", "sector", "status"][v - 6]
        L = [rat, full, st][v - 6]
        C = repl(C, f, tick_cols(f, x.w(f), L, mk))
        what = f"{f}: hai dấu ở một dòng, một dòng không dấu"
    def mut(sh, mp, e):
        if v == 5:
            r = mp[-1][1] + 1
            sh.put(r, 1, "Tổng cộng", bold=True)
            for i, c in enumerate(C):
                if c.field == "sector":
                    k = sum(1 for u in x.units if c.get(u))
                    if k:
                        sh.put(r, i + 1, k)
            for i, c in enumerate(C):
                if c.total:
                    q = [c.get(u) for u in x.units if c.get(u) is not None]
                    sh.put(r, i + 1, round(sum(q), 4))
        if v in (6, 7, 8):
            f = ["rating", "sector", "status"][v - 6]
            cs = [i + 1 for i, c in enumerate(C) if c.field == f]
            cand = [k for k, (u, r) in enumerate(mp) if u[f] is not None]
            a, b = cand[1], cand[3]
            ua, ra = mp[a]
            other = next(i for i in cs if (ra, i) not in sh.c)
            sh.put(ra, other, mk)
            ub, rb = mp[b]
            for i in cs:
                sh.c.pop((rb, i), None)
            for d in e["rows"]:
                if d["row"] in (ra, rb):
                    d[f] = None
            e["must_say_one_of"] = [say("error", sh.title, ra)]
            e["concerned"] = [{"row": ra, "field": f}]
        return e
    simple2(x, C, what, mutate=mut, signed=v != 5, numrow=v == 4)


# ================================================================== profit and loss apart
@kind("lai-lo", 6, "Lãi | Lỗ apart, several words; both filled in a row")
def k_loss(x):
    v = x.v
    C = cols2(x)
    heads = [("Kết quả SXKD", "Lãi", "Lỗ"), ("Lợi nhuận", "Lãi (+)", "Lỗ (-)"), ("Kết quả kinh doanh", "Có lãi", "Bị lỗ"), ("Hiệu quả", "Số lãi", "Số lỗ"), ("Lãi, lỗ", "Lỗ", "Lãi"), ("Kết quả", "Lãi", "Lỗ")][v]
    neg = v == 1
    pos = lambda u: mo(u["profit_vnd"], x.unit) if u["profit_vnd"] is not None and u["profit_vnd"] >= 0 else None
    los = lambda u: (mo(u["profit_vnd"], x.unit) * (1 if neg else -1)) if u["profit_vnd"] is not None and u["profit_vnd"] < 0 else None
    order = [los, pos] if v == 4 else [pos, los]
    C = repl(C, "profit_vnd", [Col("profit_vnd", (heads[0], heads[1]), order[0], True), Col("profit_vnd", (heads[0], heads[2]), order[1], True)])
    def mut(sh, mp, e):
        if v == 5:
            u, r = next((u, r) for u, r in mp if (u["profit_vnd"] or 0) > 0)
            i = [k + 1 for k, c in enumerate(C) if c.field == "profit_vnd"]
            sh.put(r, i[1], 12.5)
            for d in e["rows"]:
                if d["row"] == r:
                    d["profit_vnd"] = None
            e["must_say_one_of"] = [say("error", sh.title, r)]
            e["concerned"] = [{"row": r, "field": "profit_vnd"}]
            e["never"] = [{"row": r, "field": "profit_vnd", "value": u["profit_vnd"]}]
        return e
    simple2(x, C, " | ".join(heads) + (": lỗ ghi số âm" if neg else ""), mutate=mut, total="bottom" if v in (0, 2) else None)


# ================================================================== groups
def grouped2(x, C, blocks, what, *, sums=None, after=None, mark=None, spoil=None, exp=None, numrow=False, prefixlabel=None, label_col="name", ext="xlsx", mutate=None):
    sh = Sheet(x.R.choice(SHEET2))
    r = titles(sh, x, None, len(C) - 2)
    r = put_head(sh, r, C)
    if numrow:
        for i in range(len(C)):
            sh.put(r, 1 + i, f"({i + 1})")
        r += 1
    li = next(i for i, c in enumerate(C) if c.field == label_col)
    mp, bad = [], None
    for k, (label, units) in enumerate(blocks):
        lab = {li: label}
        if mark:
            lab[0] = mark(k)
        for i, t in lab.items():
            sh.put(r, i + 1, t, bold=True)
        if sums:
            put_sum(sh, r, C, units, lab, spoil=spoil if k == 1 else None)
            if spoil and k == 1:
                bad = r
        if not (sums or mark or label):
            pass
        r += 1
        m, r = put_rows(sh, r, C, units)
        mp += m
        if after:
            put_sum(sh, r, C, units, {li: after(label)})
            r += 1
    sign(sh, r, x)
    e = {"rows": exp_rows(mp, F2)}
    if spoil:
        e["must_say_one_of"] = [say(["error", "warning"], sh.title, bad), say(["error", "warning"], sh.title, None)]
    if exp:
        e.update(exp)
    if mutate:
        e = mutate(sh, mp, e) or e
    emit(x, "agency_report", x.code, [sh], what, e, ext, colmap(C), prefix="b2-")


def by(units, f, order=None):
    d = {}
    for u in units:
        d.setdefault(f(u), []).append(u)
    return [(k, d[k]) for k in (order or d) if k in d]


ROM = ["I", "II", "III", "IV", "V", "VI", "VII"]


@kind("nhom-xa", 7, "communes as group rows, with sums above or below, commune only there, a sum that does not add up")
def k_gcom(x):
    v = x.v
    B = [(lab, us) for lab, us in by(x.units, lambda u: u["_com"][1])]
    C = stt(cols2(x))
    if v == 0:
        grouped2(x, C, [(l.upper(), us) for l, us in B], "nhóm theo xã, số cộng của xã ở dòng nhóm, I, II, III", sums=True, mark=lambda k: ROM[k])
    elif v == 1:
        grouped2(x, C, B, "nhóm theo xã, cộng xã ở dưới", after=lambda l: f"Cộng {l.lower()[:2]}{l[2:]}", mark=lambda k: chr(65 + k))
    elif v == 2:
        C = stt(cols2(x, drop=("commune",)))
        grouped2(x, C, B, "xã chỉ ghi ở dòng nhóm, không có cột xã", mark=lambda k: ROM[k])
    elif v == 3:
        grouped2(x, C, [(f"{l}: {len(us)} đơn vị", us) for l, us in B], "dòng nhóm ghi xã và số đơn vị trong lời", mark=None)
    elif v == 4:
        grouped2(x, C, B, "số cộng của một xã sai 7 thành viên", sums=True, mark=lambda k: chr(65 + k), spoil="members")
    elif v == 5:
        C = cols2(x)
        C = [c for c in C if c.field == "commune"] + [c for c in C if c.field != "commune"]
        def mut(sh, mp, e):
            # commune cell merged down the block
            rows = [r for _, r in mp]
            for lab, us in B:
                rr = [r for u, r in mp if u["_com"][1] == lab]
                for r in rr[1:]:
                    sh.c.pop((r, 1), None)
                sh.merge(rr[0], 1, rr[-1], 1)
            return e
        x.units = [u for _, us in B for u in us]
        simple2(x, C, "cột xã trộn ô xuống các đơn vị, đứng đầu bảng", mutate=mut)
    else:
        C = stt(cols2(x, drop=("commune",)))
        grouped2(x, C, [(f"Địa bàn {l[0].lower() + l[1:]}", us) for l, us in B], "xã chỉ ở dòng nhóm «Địa bàn xã …», có số cộng", sums=True, mark=lambda k: str(k + 1) + ".")


@kind("nhom-loai", 7, "types (and sectors) only in group rows")
def k_gtyp(x):
    v = x.v
    L = {"HTX": "Hợp tác xã", "QTDND": "Quỹ tín dụng nhân dân", "THT": "Tổ hợp tác", "LHHTX": "Liên hiệp hợp tác xã"}
    B = by(x.units, lambda u: u["unit_type"], ["HTX", "LHHTX", "QTDND", "THT"])
    drop = ("unit_type",) if v != 3 else ("unit_type", "sector")
    C = stt(cols2(x, drop=drop))
    if v == 0:
        grouped2(x, C, [(L[t].upper(), us) for t, us in B], "loại hình chỉ ở dòng nhóm I, II, III", mark=lambda k: ROM[k])
    elif v == 1:
        grouped2(x, C, [(f"{L[t]} ({len(us)} {t})", us) for t, us in B], "loại hình ở dòng nhóm kèm số lượng trong ngoặc, có số cộng", sums=True, mark=lambda k: chr(65 + k))
    elif v == 2:
        grouped2(x, C, [(f"Các {L[t].lower() if t != 'QTDND' else 'quỹ tín dụng nhân dân'}", us) for t, us in B], "dòng nhóm «Các hợp tác xã», «Các tổ hợp tác»; cộng ở dưới", after=lambda l: "Cộng")
    elif v == 3:
        B = by(sorted(x.units, key=lambda u: (u["unit_type"], u["sector"])), lambda u: (u["unit_type"], u["sector"]))
        sh = Sheet("Biểu 2")
        r = titles(sh, x, None, len(C) - 2)
        r = put_head(sh, r, C)
        mp, last, k, kk = [], None, 0, 0
        for (t, s), us in B:
            if t != last:
                sh.put(r, 1, ROM[k]); sh.put(r, 2, L[t].upper(), bold=True)
                k, kk, last = k + 1, 0, t
                r += 1
            kk += 1
            sh.put(r, 1, str(kk)); sh.put(r, 2, f"Lĩnh vực {s[0].lower() + s[1:]}")
            r += 1
            m, r = put_rows(sh, r, C, us)
            mp += m
        sign(sh, r, x)
        emit(x, "agency_report", x.code, [sh], "hai bậc nhóm: loại hình, rồi lĩnh vực; không có hai cột đó", {"rows": exp_rows(mp, F2)}, "xlsx", colmap(C), prefix="b2-")
    elif v == 4:
        grouped2(x, C, [(f"{ROM[i]}. {L[t]}", us) for i, (t, us) in enumerate(B)], "dòng nhóm «I. Hợp tác xã» trong ô tên, không STT", numrow=True)
    elif v == 5:
        grouped2(x, C, [(t, us) for t, us in B], "dòng nhóm viết tắt: HTX, QTDND, THT", mark=lambda k: ROM[k])
    else:
        def mut(sh, mp, e):
            # first group row missing: first block's type unknown
            first = mp[0][1] - 1
            for c in range(1, 30):
                sh.c.pop((first, c), None)
            n = len(B[0][1])
            for d in e["rows"][:n]:
                d["unit_type"] = "__any__"
            e["must_say_one_of"] = [say(["error", "warning"], sh.title, None)]
            e["or_rows"] = True
            return e
        grouped2(x, C, [(L[t].upper(), us) for t, us in B], "nhóm đầu thiếu dòng nhóm: loại hình của nó phải nói hoặc đọc theo tên", mark=lambda k: ROM[k], mutate=mut)


# ================================================================== instruction rows
@kind("huong-dan", 5, "instruction row, letter row, formula row, unit row under the header")
def k_instr(x):
    v = x.v
    C = cols2(x)
    I = [{"name": "(Ghi chữ in hoa có dấu)", "unit_type": "(Chọn trong danh mục)", "members": "(Tính đến 30/11/2019)", "revenue_vnd": "(Theo BCTC hoặc sổ thu chi)", "rating": "(Theo TT 09/2017)"},
         {f: t for f, t in zip(F2[7:17], ["người"] * 5 + ["tr.đồng"] * 3 + ["tr.đồng/người/năm"] * 2)},
         {"name": "Ví dụ: HTX NN DV A", "members": "VD: 25", "founded_on": "dd/mm/yyyy", "status": "Đang HĐ/Ngừng HĐ/Đã giải thể"},
         None, {"members": "Cột 8", "new_members": "Cột 9 <= cột 8", "revenue_vnd": "Cột 13 >= cột 14", "profit_vnd": "lãi +, lỗ -"}][v]
    simple2(x, C, ["dòng chú thích trong ngoặc", "dòng đơn vị tính từng cột", "dòng ví dụ không có số", "dòng chữ cái A, B, C, 1, 2, 3", "dòng điều kiện kiểm tra giữa các cột"][v],
            unit_line=v != 1, instr=I, letters=v == 3, numrow=v == 4)


# ================================================================== a sheet a type, a sheet a commune
@kind("nhieu-trang", 4, "a sheet a type / a sheet a commune group")
def k_sheets(x):
    v = x.v
    B = by(x.units, lambda u: u["unit_type"], ["HTX", "QTDND", "THT"]) if v % 2 == 0 else by(x.units, lambda u: u["_com"][1])
    shs, rows = [], []
    keep = x.R.getstate()
    for k, (t, us) in enumerate(B):
        x.R.setstate(keep)
        C = cols2(x, drop=("unit_type",) if v == 2 else ())
        title = {0: f"Biểu 2 {t}", 1: f"Biểu 2 ({t})", 2: f"B2-{t}", 3: f"Biểu 2.{k + 1}"}[v]
        sh = Sheet(title[:31])
        nm = {"HTX": "HỢP TÁC XÃ", "QTDND": "QUỸ TÍN DỤNG NHÂN DÂN", "THT": "TỔ HỢP TÁC"}.get(t, t.upper())
        r = titles(sh, x, f"BIỂU 2. DANH SÁCH {nm if v % 2 == 0 else 'HTX, THT ' + nm} NĂM {YEAR}", len(C) - 2)
        r = put_head(sh, r, C)
        mp, r = put_rows(sh, r, C, us)
        put_sum(sh, r, C, us, {0: "Cộng"})
        rows += exp_rows(mp, F2, sheet=sh.title)
        shs.append(sh)
    emit(x, "agency_report", x.code, shs, ["một trang một loại hình", "một trang một xã", "một trang một loại hình, không có cột loại hình", "một trang một xã, tên trang 2.1, 2.2"][v], {"rows": rows}, "xlsx", colmap(C), prefix="b2-")


# ================================================================== names
@kind("ten-dong-hai", 6, "names with a second line or a remark: address, director, telephone, wrapped, brackets")
def k_name2(x):
    v, R = x.v, x.R
    C = cols2(x)
    ho = R.choice(["A Thiu", "Y Blia", "Nguyễn Văn Mẫu", "Trần Thị Ví Dụ"])
    rem = [lambda u: f"\nĐịa chỉ: thôn {R.randint(1, 9)}, {u['_com'][1][0].lower() + u['_com'][1][1:]}", lambda u: f"\nGiám đốc: {ho}", lambda u: f"\n(ĐT: 0905.000.{R.randint(100, 999)})",
           None, lambda u: f" (Giám đốc {ho}, ĐT 0260 3{R.randint(100000, 999999)})", lambda u: R.choice([f"\nĐ/c: {u['_com'][1]}", f"\nĐT {R.randint(905000100, 905000999)}", f" (thành lập lại năm 2014)"])][v]
    for c in C:
        if c.field == "name":
            if v == 3:
                def wrap(u):
                    w = u["name"].split()
                    k = max(1, len(w) // 2)
                    return " ".join(w[:k]) + "\n" + " ".join(w[k:])
                c.get = wrap
            else:
                memo = {}
                c.get = lambda u: u["name"] + memo.setdefault(u["name"], rem(u) if R.random() < .7 else "")
    neverm = [ho] if v in (1, 4) else []
    simple2(x, C, ["dòng hai là địa chỉ", "dòng hai là giám đốc", "dòng hai trong ngoặc là điện thoại", "tên bị ngắt hai dòng là một tên", "giám đốc và điện thoại trong ngoặc", "lẫn nhiều lời ghi thêm"][v], exp={"never_in_message": neverm} if neverm else None)


@kind("ten-la-chu", 6, "names that look like words for no data")
def k_namew(x):
    v = x.v
    C = cols2(x)
    N = [["Chùa", "Khổng", "Na", "X"], ["Không", "Có", "Trống", "Xã"], ["Chưa", "Rỗng", "Nil", "Cộng"], ["Ko", "K", "Tổng", "Nợ"], ["NA", "N/A", "KHÔNG", "Chữa"], ["Khô", "Xa", "Chua", "Không Tên"]][v]
    t = [u for u in x.units if u["unit_type"] == "THT"]
    for u, n in zip(t, N):
        u["name"] = n
        u["revenue_vnd"] = u["revenue_vnd"] or 52_000_000
    if v in (2, 3):     # Cộng / Tổng as a name: a sum row or a name? the row has a type, day and state: a unit
        pass
    simple2(x, C, "tên: " + ", ".join(N) + "; dòng có loại hình, ngày, số nên là tên", numrow=v == 1)


@kind("ten-thanh-ngay", 5, "a name that Excel turned into a date (19/5, 30/4, 2/9)")
def k_named(x):
    v = x.v
    C = cols2(x)
    ds = [("19/5", D(2019, 5, 19), "d/m"), ("30/4", D(2019, 4, 30), "d/m"), ("8/3", D(2019, 3, 8), "d/m"), ("2/9", D(2019, 9, 2), "d-mmm"), ("26/3", D(2019, 3, 26), "d/m;@")][v]
    t = [u for u in x.units if u["unit_type"] == "THT"][1]
    t["name"] = ds[0]
    for c in C:
        if c.field == "name":
            c.get = lambda u: (ds[1], {"fmt": ds[2]}) if u["name"] == ds[0] else u["name"]
    def exp(sh, mp):
        r = next(r for u, r in mp if u["name"] == ds[0])
        return {"or_rows": True, "must_say_one_of": [say(["error", "warning"] + (["info"] if v != 3 else []), sh.title, r)], "concerned": [{"row": r, "field": "name"}],
                "never": [{"row": r, "field": "name", "value": ds[1].date().isoformat()}, {"row": r, "field": "name", "value": str(ds[1])}]}
    simple2(x, C, f"tên «{ds[0]}» thành ngày, hiện theo {ds[2]}", exp=exp, ext="xls" if v == 4 else "xlsx")


# ================================================================== cells
@kind("nu-trong-ngoac", 5, "'45 (nữ 12)' and its kin")
def k_paren(x):
    v, R = x.v, x.R
    C = cols2(x)
    pat = ["{t} (nữ {w})", "{t} (trong đó nữ: {w})", "{t} TV ({w} nữ)", "{t}\n(nữ: {w})", "{w} nữ/{t}"][v]
    memo = {}
    for c in C:
        if c.field == "members" or (v == 1 and c.field == "workers"):
            f = c.field
            c.get = lambda u, f=f: memo.setdefault((u["name"], f), pat.format(t=u[f], w=R.randint(0, u[f])))
            c.total = False
    e = None
    if v == 4:
        e = lambda sh, mp: {"or_rows": True, "must_say_one_of": [say(["error", "warning"], sh.title)], "concerned": [{"field": "members"}]}
    if v == 3:
        e = lambda sh, mp: {"or_rows": True, "must_say_one_of": [say(["error"], sh.title)], "concerned": [{"field": "members"}]}
    simple2(x, C, f"ô số ghi «{pat.format(t=45, w=12)}»", exp=e)


@kind("khong-co-so", 5, "words for no data in figure cells")
def k_nodata(x):
    v, R = x.v, x.R
    C = cols2(x)
    words = [["Chưa có dữ liệu"], ["không có số liệu", "…", "-"], ["Chưa có số liệu", "x", "..."], ["Không có dữ liệu", "–", "—"], ["chua co du lieu", "khong co so lieu", "X"]][v]
    for u in x.units:
        for f in R.sample(COUNTS[2:] + MONEY2, R.randint(0, 3)):
            u[f] = None
    memo = {}
    for c in C:
        if c.field in COUNTS + MONEY2:
            g, f = c.get, c.field
            c.get = lambda u, g=g, f=f: g(u) if g(u) is not None else memo.setdefault((u["name"], f), R.choice(words))
    simple2(x, C, "ô không có số ghi " + ", ".join(words), total=None)


@kind("so-la-chu", 6, "numbers typed as text in many ways")
def k_text(x):
    v, R = x.v, x.R
    x.unit = "triệu đồng"
    C = cols2(x)
    def vn(q, d=None):
        s = f"{q:,.{d}f}" if d is not None else f"{q:,}"
        return s.replace(",", "_").replace(".", ",").replace("_", ".")
    P = [lambda q, f: vn(q), lambda q, f: vn(q) + (" triệu" if f in MONEY2 else " người"), lambda q, f: vn(q).replace(".", " "), lambda q, f: (f"({vn(-q)})" if q < 0 else vn(q)),
         lambda q, f: f"{q:02d}" if isinstance(q, int) and f in COUNTS else vn(q, 2), lambda q, f: ("'" + vn(q)) if f in COUNTS else (vn(q) + " tr.đ")][v]
    for c in C:
        if c.field in COUNTS + MONEY2:
            g, f = c.get, c.field
            c.get = lambda u, g=g, f=f: None if g(u) is None else P(g(u), f)
    simple2(x, C, ["số kiểu Việt Nam", "số kèm đơn vị", "nghìn cách bằng dấu cách", "số âm trong ngoặc", "số 0 đứng trước, hai số lẻ", "dấu nháy đơn đứng trước; tr.đ"][v], total=None)


@kind("hai-dong-so", 4, "two figures on two lines of a cell")
def k_two(x):
    v = x.v
    C = cols2(x)
    f = ["members", "revenue_vnd", "new_members", "workers"][v]
    def mut(sh, mp, e):
        i = [c.field for c in C].index(f) + 1
        cand = [(u, r) for u, r in mp if u[f]]
        u, r = cand[2]
        q = sh.c[(r, i)][0]
        txt = [f"{q}\n{q + 3}", f"{q}\n{round(q * 1.1, 1)}".replace(".", ","), f"{q}\n(2018: {max(q - 1, 0)})", f"{q}\r\n{q}{q}"][v]
        sh.put(r, i, txt)
        for d in e["rows"]:
            if d["row"] == r:
                d[f] = None
        e["must_say_one_of"] = [say("error", sh.title, r)]
        e["concerned"] = [{"row": r, "field": f}]
        glued = "".join(ch for ch in txt if ch.isdigit())
        e["never"] = [{"row": r, "field": f, "value": int(glued) * (1 if f in COUNTS else M)}]
        return e
    simple2(x, C, "hai số trên hai dòng của một ô " + f, mutate=mut)


@kind("gach-ngang", 6, "struck rows, partly struck cells, a struck figure, struck in .xls")
def k_strike(x):
    v = x.v
    C = cols2(x)
    ext = "xls" if v in (2, 5) else "xlsx"
    def mut(sh, mp, e):
        u, r = [(u, r) for u, r in mp if u["unit_type"] == "THT"][1] if v in (0, 2) else [(u, r) for u, r in mp if u["unit_type"] == "HTX" and u["revenue_vnd"]][0]
        if v in (0, 2):
            for i in range(1, len(C) + 1):
                if (r, i) in sh.c:
                    sh.opt(r, i, strike=True)
            e["rows"] = [d for d in e["rows"] if d["row"] != r]
            e["must_say_one_of"] = [say("error", sh.title, r)]
            e["never"] = [{"row": r, "field": "name", "value": u["name"]}]
        elif v in (1, 5):
            i = [c.field for c in C].index("members") + 1
            q = u["members"]
            sh.c[(r, i)] = (f"{q + 5} {q}", {"rich": [(f"{q + 5}", True), (f" {q}", False)]})
            for d in e["rows"]:
                if d["row"] == r:
                    d["members"] = None
            e["must_say_one_of"] = [say("error", sh.title, r)]
            e["concerned"] = [{"row": r, "field": "members"}]
            e["never"] = [{"row": r, "field": "members", "value": int(f"{q + 5}{q}")}]
        elif v == 3:
            i = [c.field for c in C].index("revenue_vnd") + 1
            sh.opt(r, i, strike=True)
            for d in e["rows"]:
                if d["row"] == r:
                    d["revenue_vnd"] = None
            e["must_say_one_of"] = [say("error", sh.title, r)]
            e["concerned"] = [{"row": r, "field": "revenue_vnd"}]
        else:      # v == 4: name partly struck (old name struck, new name follows)
            i = [c.field for c in C].index("name") + 1
            sh.c[(r, i)] = (f"HTX Cũ Mòn {u['name']}", {"rich": [("HTX Cũ Mòn ", True), (u["name"], False)]})
            e["or_rows"] = True
            e["must_say_one_of"] = [say("error", sh.title, r)]
            e["never"] = [{"row": r, "field": "name", "value": f"HTX Cũ Mòn {u['name']}"}]
        return e
    simple2(x, C, ["một dòng gạch ngang", "ô số thành viên gạch một phần", "một dòng gạch ngang, .xls", "một ô doanh thu gạch ngang", "tên cũ gạch, tên mới viết sau", "ô gạch một phần, .xls"][v], mutate=mut, ext=ext)


# ================================================================== hidden
@kind("an", 9, "hidden rows by filter, hand, height 0, zeroHeight; hidden columns; hidden but empty")
def k_hidden(x):
    v = x.v
    C = cols2(x)
    ext = "xls" if v in (2, 5) else "xlsx"
    def mut(sh, mp, e):
        rows = [r for _, r in mp]
        hid = []
        if v == 0:       # filter on status
            com = mp[-1][0]["commune"]
            hid = [r for u, r in mp if u["commune"] == com]
            for r in hid:
                sh.hrow[r] = "filter"
            sh.filter = (f"A{rows[0] - 1}:{letter(len(C))}{rows[-1]}", ([c.field for c in C].index("commune"), sorted({u["commune"] for u, _ in mp} - {com}), False))
        elif v in (1, 2):
            hid = rows[3:5]
            for r in hid:
                sh.hrow[r] = "height0" if v == 1 else "hidden"
        elif v == 3:     # zeroHeight and rows hidden one by one
            hid = rows[-3:-1]
            sh.zero = True
            for r in hid:
                sh.hrow[r] = "hidden"
        elif v in (4, 5):    # hidden column with data
            f = ["revenue_vnd", "members"][v - 4]
            i = [c.field for c in C].index(f) + 1
            sh.hcol[i] = "hidden" if v == 4 else "width0"
            for d in e["rows"]:
                d[f] = None
            e["must_say_one_of"] = [say("error", sh.title, None)]
            e["concerned"] = [{"field": f}]
            return e
        elif v == 6:     # clean: hidden blank rows and columns below/right of the table
            for r in range(sh.maxr() + 2, sh.maxr() + 6):
                sh.hrow[r] = "hidden"
            sh.hcol[len(C) + 3] = "hidden"
            return e
        elif v == 7:     # clean: unused rows hidden by zeroHeight, all rows with data written out
            sh.zero = True
            return e
        else:            # column width 0 holding a second "Số thành viên" of last year
            i = len(C) + 1
            sh.put(rows[0] - 1, i, "Số thành viên năm 2018")
            for u, r in mp:
                sh.put(r, i, max(0, u["members"] - 1))
            sh.hcol[i] = "width0"
            e["or_rows"] = True
            e["must_say_one_of"] = [say(["error", "warning", "info"], sh.title, None)]
            return e
        e["rows"] = [d for d in e["rows"] if d["row"] not in hid]
        e["must_say_one_of"] = [say("error", sh.title, r) for r in hid] + [say("error", sh.title, None)]
        e["never"] = [{"row": r, "field": "name", "value": u["name"]} for u, r in mp if r in hid]
        return e
    simple2(x, C, ["bộ lọc theo xã còn bật, các đơn vị của một xã bị ẩn", "hai dòng cao 0", "hai dòng ẩn bằng tay, .xls", "zeroHeight và hai dòng ẩn", "cột doanh thu ẩn", "cột thành viên rộng 0, .xls",
                   "chỉ dòng và cột trống bị ẩn: không sao", "zeroHeight ẩn các dòng không dùng, dòng có số đều hiện: không sao", "cột năm trước bị ẩn bên phải"][v], mutate=mut, ext=ext, signed=v not in (6,))


# ================================================================== units
@kind("don-vi", 8, "money units: disagreeing lines, mid-sheet, per head, formats that show thousands or millions")
def k_unit(x):
    v, R = x.v, x.R
    if v in (0, 1):      # disagree above
        C = cols2(x)
        def exp(sh, mp):
            return {"must_say_one_of": [say("error", sh.title, None)], "concerned": [{"field": f} for f in MONEY2]}
        sh = Sheet("Biểu 2")
        r = titles(sh, x, None, len(C) - 2)
        if v == 0:
            sh.put(r - 1, 2, "ĐVT: nghìn đồng")
        else:
            sh.put(r, 2, "(Đơn vị: 1.000 đồng)")
            r += 1
        r = put_head(sh, r, C)
        mp, r = put_rows(sh, r, C, x.units)
        e = {"rows": [{k: w for k, w in d.items() if k not in MONEY2} for d in exp_rows(mp, F2)]}
        e.update(exp(sh, mp))
        emit(x, "agency_report", x.code, [sh], "hai dòng đơn vị tính nói khác nhau trên bảng", e, "xlsx", colmap(C), prefix="b2-")
    elif v in (2, 3):    # mid-sheet unit line before the THT
        x.units.sort(key=lambda u: u["unit_type"] == "THT")
        C = cols2(x)
        un2 = ["nghìn đồng", "đồng"][v - 2]
        C2 = [Col(c.field, c.heads, (lambda u, f=c.field: mo(u[f], un2)) if c.field in MONEY2 else c.get) for c in C]
        sh = Sheet("Biểu 2")
        r = put_head(sh, titles(sh, x, None, 15), C)
        a = [u for u in x.units if u["unit_type"] != "THT"]
        b = [u for u in x.units if u["unit_type"] == "THT"]
        m1, r = put_rows(sh, r, C, a)
        sh.put(r, 15, f"Đơn vị tính: {un2}")
        if v == 3:
            sh.put(r, 1, "TỔ HỢP TÁC")
        mid = r
        m2, r = put_rows(sh, r + 1, C2, b)
        e = {"rows": exp_rows(m1 + m2, F2), "or_rows": True, "must_say_one_of": [say("error", sh.title, None), say("error", sh.title, mid)],
             "concerned": [{"row": rr, "field": f} for _, rr in m2 for f in MONEY2],
             "never": [{"row": rr, "field": f, "value": int(u[f] * M / UNITDIV[un2])} for u, rr in m2 for f in MONEY2 if u[f]]}
        emit(x, "agency_report", x.code, [sh], f"giữa bảng có dòng «Đơn vị tính: {un2}»", e, "xlsx", colmap(C), prefix="b2-")
    elif v == 4:         # two heads override the line above
        C = cols2(x)
        for c in C:
            if c.field in ("revenue_vnd", "profit_vnd"):
                c.heads = (c.heads[0] + " (nghìn đồng)",)
                c.get = lambda u, f=c.field: mo(u[f], "nghìn đồng")
        simple2(x, C, "trên bảng: triệu đồng; hai tiêu đề ghi nghìn đồng thắng ở cột mình")
    elif v in (5, 6):    # number formats showing millions/thousands, value in đồng, unit line says triệu/nghìn
        x.unit = ["triệu đồng", "nghìn đồng"][v - 5]
        C = cols2(x)
        for c in C:
            if c.field in ("revenue_vnd", "revenue_from_members_vnd", "profit_vnd"):
                c.get = lambda u, f=c.field: u[f]
                c.fmt = ["#,##0.0,,", "#,##0,"][v - 5]
        def exp(sh, mp):
            cm = colmap(C)
            return {"or_rows": True, "must_say_one_of": [say(["error", "warning"], sh.title, None)], "concerned": [{"field": f} for f in MONEY2[:3]],
                    "never": [{"row": r, "field": f, "value": u[f] * UNITDIV[x.unit]} for u, r in mp for f in MONEY2[:3] if u[f]]}
        simple2(x, C, f"ô chứa đồng, định dạng hiện {x.unit}", exp=exp, total=None)
    else:                # format with literal, and each income per month named in the head
        C = cols2(x)
        for c in C:
            if c.field in MONEY2:
                c.fmt = '#,##0.0" tr.đ"'
        simple2(x, C, "định dạng có chữ «tr.đ», số vẫn là triệu", total="bottom")


# ================================================================== columns twice, nameless, extra
@kind("cot", 7, "two columns of one name, nameless figures, further columns with a head")
def k_cols(x):
    v, R = x.v, x.R
    C = cols2(x, heads={"members": "Số thành viên", "revenue": "Doanh thu"} if v < 4 else None)
    idx = lambda f: [c.field for c in C].index(f)
    if v in (0, 1):      # two columns same head, different values
        f = ["revenue_vnd", "workers"][v]
        h = [c for c in C if c.field == f][0]
        memo = {}
        g2 = lambda u: None if h.get(u) is None else memo.setdefault(u["name"], (h.get(u) + R.randint(1, 4)) if isinstance(h.get(u), int) else round(h.get(u) * 1.07, 1))
        C = C[:idx(f) + 1] + [Col(f, h.heads, g2, h.total)] + C[idx(f) + 1:]
        def exp(sh, mp):
            return {"rows": [{k: w for k, w in d.items() if k != f} for d in exp_rows(mp, F2)], "must_say_one_of": [say("error", sh.title, None)], "concerned": [{"field": f}]}
        simple2(x, C, f"hai cột cùng tên «{h.heads[0]}», số khác nhau", exp=exp)
    elif v == 2:         # two identical columns, same values: readable
        h = [c for c in C if c.field == "members"][0]
        C = C + [Col("members", h.heads, h.get, True)]
        simple2(x, C, "hai cột «Số thành viên», số như nhau: đọc được", exp=lambda sh, mp: {"or_rows": True, "must_say_one_of": [say(["error", "warning", "info"], sh.title, None)]})
    elif v == 3:         # nameless column where a field's head is missing
        C[idx("workers")].heads = ("",)
        C[idx("workers")].heads = (None,)
        def exp(sh, mp):
            return {"rows": [{k: w for k, w in d.items() if k != "workers"} for d in exp_rows(mp, F2)], "must_say_one_of": [say("error", sh.title, None)], "concerned": [{"field": "workers"}]}
        simple2(x, C, "cột lao động không có tiêu đề, trường của biểu thiếu bên cạnh", exp=exp)
    elif v == 4:         # further columns with heads of their own: info by name
        memo = {}
        C = C[:8] + [Col(None, "Vốn điều lệ (triệu đồng)", lambda u: memo.setdefault(u["name"], R.randint(5, 40) * 50), True)] + C[8:] + [Col(None, "Số điện thoại", lambda u: None), Col(None, "Ghi chú", lambda u: "Mới chuyển trụ sở" if u["members"] % 7 == 0 else None)]
        simple2(x, C, "cột thêm có tiêu đề riêng: Vốn điều lệ, Ghi chú", exp=lambda sh, mp: {"must_say_info": [say(["info", "warning"], sh.title, None)]})
    elif v == 5:         # nameless figures far right
        C = C + [Col(None, (None,), lambda u: None), Col(None, (None,), lambda u: u["members"] * 3 + 1)]
        simple2(x, C, "cột số không tiêu đề cách một cột bên phải bảng", exp=lambda sh, mp: {"must_say_one_of": [say(["warning", "error"], sh.title, None)]})
    else:                # running numbers without a head and a column of year
        n = iter(range(1, 999))
        C = [Col(None, (None,), lambda u: next(n))] + C
        simple2(x, C, "cột số thứ tự không tiêu đề: là cấu trúc")


# ================================================================== blank
@kind("trong", 6, "blank sheets and columns")
def k_blank(x):
    v = x.v
    C = cols2(x)
    if v in (0, 1):
        x2 = copy.copy(x)
        sh = Sheet("Biểu 2")
        r = put_head(sh, titles(sh, x, None, 15), C)
        if v == 1:
            for i in range(1, 8):
                sh.put(r + i - 1, 1, i)
            put_sum(sh, r + 7, C, [], {0: "Cộng"})
            C2 = stt(C)
        sign(sh, r + 8, x)
        emit(x, "agency_report", x.code, [sh], "biểu 2 chỉ có tiêu đề" if v == 0 else "biểu 2 chỉ có số thứ tự và dòng Cộng trống", {"rows": [], "must_say_one_of": [say("error", None, None), say("error", sh.title, None)]}, "xlsx", prefix="b2-")
    elif v in (2, 3):
        f = ["members", "revenue_vnd"][v - 2]
        for u in x.units:
            u[f] = None
        simple2(x, C, f"cột {f} để trống hết", exp=lambda sh, mp: {"must_say_one_of": [say(["error", "warning"], sh.title, None), say(["error", "warning"], sh.title, mp[0][1])]}, total=None)
    elif v == 4:
        for u in x.units:
            u["sector"] = None
        simple2(x, C, "cột lĩnh vực để trống hết", exp=lambda sh, mp: {"must_say_one_of": [say(["error", "warning"], sh.title, None), say(["error", "warning"], sh.title, mp[0][1])]})
    else:
        simple2(x, C, "ba dòng trống giữa các đơn vị, hai cột trống xen giữa", mutate=None) if False else None
        sh = Sheet("Biểu 2")
        C = C[:5] + [Col(None, (None,), lambda u: None)] + C[5:12] + [Col(None, (None,), lambda u: None)] + C[12:]
        r = put_head(sh, titles(sh, x, None, 15), C)
        mp = []
        for k, u in enumerate(x.units):
            m, r = put_rows(sh, r, C, [u])
            mp += m
            if k % 4 == 3:
                r += 1 + k % 3
        sign(sh, r, x)
        emit(x, "agency_report", x.code, [sh], "dòng và cột trống xen giữa", {"rows": exp_rows(mp, F2)}, "xlsx", colmap(C), prefix="b2-")


# ================================================================== addresses
@kind("dia-chi", 5, "full addresses in the commune cell")
def k_addr(x):
    v, R = x.v, x.R
    C = cols2(x)
    dn = DISTRICT[x.code]
    coms = [c for c in COMMUNES[x.code]]
    P = [lambda u: f"Thôn {R.randint(1, 9)}, {u['_com'][1].lower()[0]}{u['_com'][1][1:]}, {dn[0].lower() + dn[1:]}, tỉnh Kon Tum",
         lambda u: f"Thôn {R.choice([c[2] for c in coms if c[2] != u['_com'][2]])} - {u['_com'][1]}", lambda u: f"{R.randint(3, 200)} Hùng Vương, {u['_com'][1].replace('Thị trấn', 'TT').replace('Phường', 'P.').replace('Xã', 'X.')}",
         lambda u: f"Số {R.randint(2, 90)}, đường Lê Lợi, tổ {R.randint(1, 9)}, {u['_com'][1]}, {dn}", lambda u: f"Làng Kon {R.choice(['Klor', 'Rbang', 'Jri'])}, {u['_com'][1]}, Kon Tum"][v]
    memo = {}
    for c in C:
        if c.field == "commune":
            c.get = lambda u: memo.setdefault(u["name"], P(u))
    simple2(x, C, "địa chỉ đầy đủ trong ô xã", exp={"address_ok": True})


# ================================================================== dates
@kind("ngay", 6, "instants, months, years, words and impossible days in biểu 2's day column")
def k_dates(x):
    v, R = x.v, x.R
    C = cols2(x)
    def exp(sh, mp):
        if v == 2:
            t = [(u, r) for u, r in mp if u["unit_type"] == "THT" and u["founded_on"] >= "2019"]
            return {"rows": [{k: (None if k == "founded_on" and d["row"] in [r for _, r in t] else w) for k, w in d.items()} for d in exp_rows(mp, F2)],
                    "must_say_one_of": [say(["error", "warning"], sh.title, r) for _, r in t] + [say(["error", "warning"], sh.title, None)], "concerned": [{"row": r, "field": "founded_on"} for _, r in t], "or_null": ["founded_on"]}
        if v == 3:
            return {"or_null": ["founded_on"], "must_say_one_of": [say(["warning", "error"], sh.title, None)], "concerned": [{"field": "founded_on"}]}
        if v == 5:
            r = mp[2][1]
            return {"must_say_one_of": [say(["error", "warning"], sh.title, r)], "concerned": [{"row": r, "field": "founded_on"}], "or_null": ["founded_on"]}
    for c in C:
        if c.field == "founded_on":
            if v == 0:
                c.get = lambda u: (D.fromisoformat(u["founded_on"]) - dt.timedelta(hours=7)).strftime("%Y-%m-%dT%H:%M:%SZ")
            elif v == 1:
                c.get = lambda u: day(u["founded_on"], "word")
            elif v == 2:
                c.get = lambda u: u["founded_on"][:4] if u["unit_type"] == "THT" and u["founded_on"] >= "2019" else day(u["founded_on"])
            elif v == 3:
                c.get = lambda u: f"{u['founded_on'][5:7]}/{u['founded_on'][:4]}" if u["founded_on"] < "2018" else day(u["founded_on"])
            elif v == 4:
                c.get = lambda u: day(u["founded_on"], R.choice(["slash", "dash", "dot", "date"]))
            else:
                c.get = lambda u: "31/02/2016" if u is x.units[2] else day(u["founded_on"])
    if v == 2:
        for u in [u for u in x.units if u["unit_type"] == "THT"][:1]:
            u["founded_on"] = "2019-05-20"
    simple2(x, C, ["ngày giờ quốc tế T17:00:00Z", "«Ngày 05 tháng 03 năm 2016»", "THT mới chỉ ghi năm 2019", "đơn vị cũ chỉ ghi tháng/năm", "nhiều cách viết ngày lẫn nhau", "ngày 31/02"][v], exp=exp if v in (2, 3, 5) else None)


# ================================================================== codes
@kind("ma-so", 6, "12-digit personal numbers, branches, =\"…\", spaces, numbers")
def k_codes(x):
    v, R = x.v, x.R
    C = cols2(x)
    h = [u for u in x.units if u["registration_code"]]
    t = h[2]
    if v == 0:
        t["registration_code"] = "062" + "".join(R.choice("0123456789") for _ in range(9))
    bad = t["registration_code"]
    for c in C:
        if c.field == "registration_code":
            if v == 1:
                c.get = lambda u: None if not u["registration_code"] else f'="{u["registration_code"]}"'
                c.text = True
            elif v == 2:
                c.get = lambda u: u["registration_code"] and int(u["registration_code"])
            elif v == 3:
                c.get = lambda u: u["registration_code"] and f"{u['registration_code'][:4]} {u['registration_code'][4:7]} {u['registration_code'][7:]}"
            elif v == 4:
                c.get = lambda u: (u["registration_code"] + "-001") if u is t else u["registration_code"]
            elif v == 5:
                c.get = lambda u: u["registration_code"] and ("MST: " + u["registration_code"])
    def exp(sh, mp):
        r = next(r for u, r in mp if u is t)
        if v == 0:
            return {"rows": [{k: (None if k == "registration_code" and d["row"] == r else w) for k, w in d.items()} for d in exp_rows(mp, F2)], "must_say_one_of": [say(["error", "warning"], sh.title, r)],
                    "concerned": [{"row": r, "field": "registration_code"}], "never": [{"row": r, "field": "registration_code", "value": q} for q in (bad, bad[:10], "0" + bad, bad[:10] + "-" + bad[10:] )], "never_in_message": [bad]}
        if v == 4:
            return {"rows": [d for d in exp_rows(mp, F2) if d["row"] != r], "optional_rows": [r], "must_say_one_of": [say(["error", "warning", "info"], sh.title, r)],
                    "never": [{"row": r, "field": "registration_code", "value": bad}]}
        return {}
    simple2(x, C, ["số định danh 12 số ở ô mã số", '="61…" trong ô chữ', "mã số là số", "mã số có dấu cách", "mã chi nhánh -001 trong biểu 2", "«MST: 61…»"][v], exp=exp)


# ================================================================== formulas
@kind("cong-thuc", 4, "formulas whose stored value is right, missing or contradicts them")
def k_formula(x):
    v = x.v
    C = cols2(x)
    def mut(sh, mp, e):
        i = [c.field for c in C].index("revenue_vnd") + 1
        j = [c.field for c in C].index("members") + 1
        rows = [(u, r) for u, r in mp if u["revenue_vnd"]]
        u, r = rows[1]
        q = sh.c[(r, i)][0]
        if v == 0:
            sh.put(r, i, f"={q - 10}+10"); sh.cached[(r, i)] = q
            last = mp[-1][1]
            sh.put(last + 1, 1, "Cộng")
            sh.put(last + 1, j, f"=SUM({letter(j)}{mp[0][1]}:{letter(j)}{last})"); sh.cached[(last + 1, j)] = sum(w["members"] for w, _ in mp)
            return e
        if v == 1:     # stored value contradicts the formula
            sh.put(r, i, "=100+20.5"); sh.cached[(r, i)] = 310
            for d in e["rows"]:
                if d["row"] == r:
                    d["revenue_vnd"] = None
            e["must_say_one_of"] = [say(["error", "warning"], sh.title, r)]
            e["concerned"] = [{"row": r, "field": "revenue_vnd"}]
        if v == 2:     # stored error value
            sh.put(r, j, "=1/0"); sh.cached[(r, j)] = "#DIV/0!"
            for d in e["rows"]:
                if d["row"] == r:
                    d["members"] = None
            e["must_say_one_of"] = [say(["error", "warning"], sh.title, r)]
            e["concerned"] = [{"row": r, "field": "members"}]
        if v == 3:     # never calculated: no stored value
            sh.put(r, i, f"={q}*1")
            for d in e["rows"]:
                if d["row"] == r:
                    d["revenue_vnd"] = "__any__"
            e["or_rows"] = True
            e["must_say_one_of"] = [say(["error", "warning"], sh.title, r)]
        return e
    simple2(x, C, ["công thức có giá trị lưu đúng, dòng Cộng là SUM", "giá trị lưu trái với công thức", "giá trị lưu là lỗi #DIV/0!", "công thức chưa tính, không có giá trị lưu"][v], mutate=mut, signed=False)


# ================================================================== whose
@kind("cua-ai", 7, "whose workbook: a neighbour's, or only mentions of others")
def k_whose(x):
    v, R = x.v, x.R
    C = cols2(x)
    others = [c for c in DISTRICT if c != x.code]
    o = R.choice(others)
    if v in (0, 1, 2):
        off = "UBND " + DISTRICT[x.code][0].lower() + DISTRICT[x.code][1:]
        def exp(sh, mp):
            return {"rows": [], "must_say_one_of": [say("error", None, None), say("error", sh.title, None)], "all_unread": True}
        if v == 2:     # only the place of signature and the communes tell
            simple2(x, C, f"tệp của {DISTRICT[x.code]} gửi dưới {o}: chỉ nơi ký và các xã cho biết", exp=lambda sh, mp: {"must_say_one_of": [say(["error", "warning"], None, None), say(["error", "warning"], sh.title, None)], "rows": [], "all_unread": True},
                    office="ỦY BAN NHÂN DÂN", sender=o)
        else:
            simple2(x, C, f"tệp của {DISTRICT[x.code]} gửi dưới mã {o}", exp=exp, sender=o, title=(None, f"Biểu 2. Danh sách HTX, THT {DISTRICT[x.code][0].lower() + DISTRICT[x.code][1:]} năm {YEAR}")[v])
    elif v == 3:       # clean: other offices are mentioned
        simple2(x, C, "tên cơ quan khác chỉ ở Kính gửi, Nơi nhận: không sao", extra=("Kính gửi: Liên minh HTX tỉnh Kon Tum; Sở Nông nghiệp và PTNT", f"(Nơi nhận: như trên; UBND {DISTRICT[o][0].lower() + DISTRICT[o][1:]} để biết)"))
    elif v == 4:       # clean: own office, short
        simple2(x, C, "tiêu đề chỉ ghi tên huyện", office=DISTRICT[x.code].replace("Huyện ", "H. ").replace("Thành phố", "TP"))
    elif v == 5:       # clean: no office named at all
        simple2(x, C, "không ghi cơ quan nào", office="BÁO CÁO KINH TẾ TẬP THỂ", signed=False)
    else:              # xã Đắk Hà lies in Tu Mơ Rông (617): district's name in commune
        x.code = "617"
        x.units = district(x.seed + "x", "617")
        x.office = "UBND huyện Tu Mơ Rông"
        for u in x.units[:4]:
            u["_com"] = next(c for c in COMMUNES["617"] if c[2] == "Đắk Hà")
            u["commune"] = "Đắk Hà"
        C = cols2(x)
        simple2(x, C, "huyện Tu Mơ Rông có xã Đắk Hà: không phải tệp của huyện Đăk Hà", title=f"Biểu 2. Danh sách HTX, THT năm {YEAR} (trong đó xã Đắk Hà 4 đơn vị)")


@kind("nam-khac", 4, "a form or list of another year under this year's name")
def k_year(x):
    v = x.v
    C = cols2(x)
    if v == 0:
        simple2(x, C, "tiêu đề biểu ghi năm 2018, nộp cho 2019", title="Biểu 2. Danh sách HTX, LHHTX, THT năm 2018", exp=lambda sh, mp: {"rows": [], "all_unread": True, "must_say_one_of": [say("error", None, None), say("error", sh.title, None)]})
    elif v == 1:
        simple2(x, C, "tiêu đề năm 2019, so với năm 2018 ở tiêu đề phụ: không sao", title="Biểu 2. Danh sách HTX, LHHTX, THT năm 2019", extra=("(Kèm theo Báo cáo số 45/BC-UBND ngày 05/12/2019; so với năm 2018 tăng 03 đơn vị)",))
    else:
        for u in x.units:                    # a list of 2018: nobody was founded in 2019
            if u["founded_on"] >= "2019":
                u["founded_on"] = "2018" + u["founded_on"][4:]
        simple2(x, C, "danh sách y nguyên năm trước dưới tiêu đề năm nay (có tệp năm trước)", exp=lambda sh, mp: {"previous": f"b2-nam-khac-{v + 1}.prev.xlsx", "must_say_one_of": [say("error", None, None), say("error", sh.title, None)], "rows": "__any__"},
                title=f"Biểu 2. Danh sách HTX, LHHTX, THT năm {YEAR}")
        folder = OUT / ("held" if x.held else "open")
        C = cols2(x)
        sh = Sheet("Biểu 2")
        r = put_head(sh, titles(sh, x, "Biểu 2. Danh sách HTX, LHHTX, THT năm 2018", 15), C)
        put_rows(sh, r, C, x.units)
        save_xlsx([sh], folder / f"b2-nam-khac-{v + 1}.prev.xlsx")


# ================================================================== biểu 1
W1P = [("Thực hiện năm 2018", "Thực hiện năm 2019"), ("Có đến 31/12/2018", "Tính đến ngày 05/12/2019"), ("TH 2018", "TH đến 30.11.2019"), ("Số liệu đến 31-12-2018", "Số liệu đến 30-11-2019"), ("Năm 2018", "Năm 2019"),
       ("Kỳ trước", "Kỳ báo cáo"), ("Chính thức 2018", "Sơ bộ 2019"), ("Thực hiện cả năm 2018", "Thực hiện 11 tháng năm 2019"), ("Năm trước", "Năm báo cáo"), ("Cuối năm 2018", "Đến hết tháng 11/2019")]


RW1 = {"I.1": ["Tổng số HTX", "Tổng số hợp tác xã (HTX)"], "I.1a": ["Số HTX đang hoạt động", "- HTX đang hoạt động"], "I.1b": ["Số HTX thành lập mới", "- Thành lập mới trong năm"], "I.1c": ["Số HTX giải thể", "- Giải thể trong năm"],
       "I.1d": ["Số HTX hoạt động có hiệu quả", "- HTX hoạt động hiệu quả (loại tốt, khá)"], "I.2": ["Tổng số thành viên hợp tác xã", "Số thành viên HTX"], "I.2a": ["Trong đó: số thành viên mới", "- Thành viên mới kết nạp"],
       "I.3": ["Tổng số lao động thường xuyên trong HTX", "Lao động thường xuyên của HTX"], "I.4": ["Doanh thu bình quân 01 HTX", "Doanh thu BQ một HTX"], "I.5": ["Lãi bình quân 01 HTX", "Lãi BQ một HTX"],
       "I.6": ["Thu nhập bình quân của lao động thường xuyên trong HTX", "Thu nhập BQ lao động thường xuyên"], "I.6x": ["Thu nhập bình quân của thành viên HTX", "Thu nhập BQ thành viên"], "I.7": ["Tổng số cán bộ quản lý hợp tác xã", "Số cán bộ quản lý HTX"],
       "I.7a": ["Trong đó: đã qua đào tạo đạt trình độ sơ, trung cấp", "- Trình độ sơ cấp, trung cấp"], "I.7b": ["- đã qua đào tạo đạt trình độ cao đẳng, đại học trở lên", "- Trình độ CĐ, ĐH trở lên"],
       "I.8": ["Số CBQL được đào tạo, bồi dưỡng trong năm", "Cán bộ quản lý được bồi dưỡng trong năm"], "II.1": ["Tổng số LH HTX", "Tổng số liên hiệp HTX"], "II.1b": ["Số LHHTX thành lập mới", "- Thành lập mới"], "III.1": ["Tổng số THT", "Tổng số tổ hợp tác (THT)"],
       "III.1a": ["Số THT thành lập mới", "- Thành lập mới trong năm"], "III.1b": ["THT có chứng thực của UBND cấp xã", "- Được UBND xã chứng thực"], "III.2": ["Tổng số thành viên tổ hợp tác", "Số thành viên THT"]}
MORE1 = {"I.1d": ("Số HTX ứng dụng công nghệ cao", "HTX"), "I.3": ("trong đó: lao động là thành viên HTX", "người"), "II.1b": ("Tổng số HTX thành viên của liên hiệp", "HTX"), "III.2": ("Doanh thu bình quân một THT", "triệu đồng/năm")}


def b1(x, heads, what, exp=None, numbered="code", ext="xlsx", title=None, unit_words=None, mutate=None, order=None, grp=False, words=None, more=False):
    """heads: list of (head tuple, role); roles prev, cur, plan, est, pct, half"""
    T = totals(x.units, x.R)
    R = x.R
    sh = Sheet(R.choice(["Biểu 1", "Bieu 1", "BIỂU 1", "Biểu số 1"]))
    r = titles(sh, x, title or R.choice([f"BIỂU 1. TỔNG HỢP TÌNH HÌNH KINH TẾ TẬP THỂ NĂM {YEAR}", f"Biểu số 1: Các chỉ tiêu tổng hợp về HTX, THT năm {YEAR}"]))
    C = [Col(None, "STT", None), Col(None, "Chỉ tiêu", None), Col(None, "ĐVT" if R.random() < .5 else "Đơn vị tính", None)] + [Col(role, h, None) for h, role in heads]
    r = put_head(sh, r, C)
    rows, cm = [], {"previous_value": [], "value": []}
    for i, (h, role) in enumerate(heads):
        if role == "prev":
            cm["previous_value"].append(letter(4 + i))
        if role == "cur":
            cm["value"].append(letter(4 + i))
    last = None
    k = 0
    for it, txt, un in ITEMS:
        g = it.split(".")[0]
        if grp and g != last:
            sh.put(r, 1, g)
            sh.put(r, 2, {"I": "HỢP TÁC XÃ", "II": "LIÊN HIỆP HỢP TÁC XÃ", "III": "TỔ HỢP TÁC"}[g], bold=True)
            r += 1
            k = 0
        last = g
        k += 1
        sh.put(r, 1, it if numbered == "code" else k if numbered == "run" else ("-" if txt[0].islower() else str(k)))
        sh.put(r, 2, RW1[it][words] if words is not None else txt if not txt.startswith("trong đó") or R.random() < .7 else txt.replace("trong đó: ", "- Trong đó: "))
        sh.put(r, 3, un)
        p, c = T[it]
        sc = M if it in MONEY1 else 1
        def f(q):
            q = q / sc
            return int(q) if q == int(q) else round(q, 2)
        for i, (h, role) in enumerate(heads):
            w = {"prev": lambda: f(p), "cur": lambda: f(c), "plan": lambda: f(c) + R.randint(1, 5), "est": lambda: round(f(c) * 1.06 + 1, 2) if sc != 1 else f(c) + R.randint(1, 3), "half": lambda: round(f(c) * .6, 2) if sc != 1 else f(c) // 2,
                 "pct": lambda: f"{R.randint(85, 118)},{R.randint(0, 9)}", "none": lambda: None, "cur2": lambda: f(c) + 1}[role]()
            if w is not None:
                sh.put(r, 4 + i, w)
        roles = [q for _, q in heads]
        if more and it in MORE1:
            mt, mu = MORE1[it]
            sh.put(r + 1, 2, mt)
            sh.put(r + 1, 3, mu)
            for i, (h, role) in enumerate(heads):
                sh.put(r + 1, 4 + i, R.randint(1, 9) if mu != "triệu đồng/năm" else R.randint(90, 240))
        rows.append({"row": r, "item": it, "previous_value": p if "prev" in roles else None, "value": c if "cur" in roles else None})
        r += 2 if more and it in MORE1 else 1
    sign(sh, r, x)
    e = {"rows": rows}
    if exp:
        e.update(exp(sh, rows) if callable(exp) else exp)
    if mutate:
        e = mutate(sh, e) or e
    emit(x, "agency_report", x.code, [sh], what, e, ext, cm, prefix="b1-")


@kind("cot-nam", 12, "biểu 1: the day and year in the heads in many words, in both orders")
def k_b1(x):
    v = x.v
    p, c = W1P[v % len(W1P)]
    H = [(p, "prev"), (c, "cur")]
    if v in (4, 9):
        H.reverse()
    if v == 10:
        H = [(D(2018, 12, 31), "prev"), (D(2019, 11, 30), "cur")]
    if v == 11:
        H = [(("Thực hiện", "Năm 2018"), "prev"), (("Thực hiện", "Năm 2019"), "cur")]
    b1(x, H, f"cột «{H[0][0]}» và «{H[1][0]}»", numbered=["code", "run", "mix"][v % 3], grp=v % 3 != 0, ext="xls" if v == 6 else "xlsx")


@kind("kh-uoc", 9, "biểu 1: plan, estimate, half-year, percent beside the actual")
def k_b1plan(x):
    v = x.v
    L = [[("Thực hiện năm 2018", "prev"), ("Kế hoạch năm 2019", "plan"), ("Thực hiện năm 2019", "cur"), ("So sánh TH/KH (%)", "pct")],
         [("TH 2018", "prev"), (("Năm 2019", "KH"), "plan"), (("Năm 2019", "TH 11 tháng"), "cur"), (("Năm 2019", "Ước cả năm"), "est")],
         [("Năm 2018", "prev"), (("Năm 2019", "Ước TH cả năm"), "est"), (("Năm 2019", "Thực hiện đến 30/11"), "cur")],
         [(("Thực hiện", "2018"), "prev"), (("Thực hiện", "2019"), "cur"), ("Kế hoạch 2020", "plan")],
         [("Thực hiện năm 2018", "prev"), (("Năm 2019", "6 tháng"), "half"), (("Năm 2019", "Cả năm"), "cur")],
         [("Thực hiện năm 2018", "prev"), ("Ước thực hiện năm 2019", "cur")],
         [("Thực hiện năm 2018", "prev"), ("Kế hoạch năm 2019", "plan"), ("Ước TH năm 2019", "cur"), ("Ước TH/KH (%)", "pct")],
         [("KH năm 2019", "plan"), ("TH năm 2019", "cur"), ("TH năm 2018", "prev"), ("2019 so 2018 (%)", "pct")],
         [("Thực hiện năm 2018", "prev"), ("Kế hoạch năm 2019", "plan")]][v]
    ex = None
    if v in (5, 6):
        ex = lambda sh, rows: {"must_say_one_of": [say(["warning"], sh.title, None)]}
    if v == 8:
        ex = lambda sh, rows: {"must_say_one_of": [say(["error"], sh.title, None)], "concerned": [{"field": "value"}], "columns": {"previous_value": ["D"], "value": ["E"]}}
    b1(x, L, " | ".join(" / ".join(h) if isinstance(h, tuple) else str(h) for h, _ in L), exp=ex, grp=v % 2 == 0)


@kind("b1-hong", 8, "biểu 1: blank columns, two this-year columns, other years, units in the item cell")
def k_b1bad(x):
    v = x.v
    two = [("Thực hiện năm 2018", "prev"), ("Thực hiện năm 2019", "cur")]
    E = lambda f: (lambda sh, rows: {"must_say_one_of": [say("error", sh.title, None)], "concerned": [{"field": f}], "columns": {"previous_value": ["D"], "value": ["E", "F"]}})
    if v == 0:
        b1(x, [two[0], ("Thực hiện năm 2019", "none")], "cột năm nay để trống", exp=E("value"))
    elif v == 1:
        b1(x, [("Thực hiện năm 2018", "none"), two[1]], "cột năm trước để trống", exp=E("previous_value"))
    elif v == 2:
        def ex(sh, rows):
            for d in rows:
                d.pop("value")
            return E("value")(sh, rows)
        b1(x, [two[0], ("Năm 2019", "cur2"), ("Năm 2019", "cur")], "hai cột «Năm 2019», số khác nhau", exp=ex)
    elif v == 3:
        b1(x, [("Thực hiện năm 2017", "prev"), ("Thực hiện năm 2018", "cur")], "cột là của năm 2017 và 2018", exp=lambda sh, rows: {"rows": [], "all_unread": True, "must_say_one_of": [say("error", None, None), say("error", sh.title, None)]})
    elif v == 4:
        def mut(sh, e):
            for d in e["rows"]:
                u = sh.c.pop((d["row"], 3))[0]
                t = sh.c[(d["row"], 2)][0]
                sh.put(d["row"], 2, f"{t} ({u})")
            sh.c = {k: w for k, w in sh.c.items()}
            return e
        b1(x, two, "đơn vị tính viết trong ô chỉ tiêu, cột ĐVT trống", mutate=mut)
    elif v == 5:
        def mut(sh, e):
            for d in e["rows"]:
                if d["item"] in MONEY1:
                    sh.put(d["row"], 3, {"I.4": "nghìn đồng/năm", "I.5": "nghìn đồng/năm", "I.6": "nghìn đồng/người/năm", "I.6x": "đồng/người/năm"}[d["item"]])
                    k = 1 if d["item"] == "I.6x" else 1000
                    sh.put(d["row"], 4, d["previous_value"] // k)
                    sh.put(d["row"], 5, d["value"] // k)
            return e
        b1(x, two, "dòng tiền ghi nghìn đồng, đồng ở cột ĐVT", mutate=mut)
    elif v == 6:
        def mut(sh, e):
            for d in e["rows"]:
                if d["item"] in ("I.2", "III.2"):
                    sh.put(d["row"], 5, f"{d['value']:,}".replace(",", ".") + " thành viên" if d["item"] == "I.2" else f"{d['value']} (nữ 12)")
                if d["item"] == "II.1":
                    sh.put(d["row"], 4, "-"); sh.put(d["row"], 5, "Không có số liệu")
                    d["previous_value"] = d["value"] = None
                if d["item"] == "II.1b":
                    sh.put(d["row"], 5, "00")
            return e
        b1(x, two, "số kèm lời, «-», «Không có số liệu», «00»", mutate=mut)
    else:
        def mut(sh, e):
            d = next(d for d in e["rows"] if d["item"] == "I.4")
            sh.hrow[d["row"]] = "hidden"
            e["rows"] = [q for q in e["rows"] if q is not d]
            e["must_say_one_of"] = [say("error", sh.title, d["row"])]
            return e
        b1(x, two, "một dòng chỉ tiêu bị ẩn", mutate=mut)


# ================================================================== biểu 3
W3 = {"name": ["Tên lớp tập huấn", "Tên lớp đào tạo, bồi dưỡng", "Lớp", "Tên lớp/khóa học"], "organizer": ["Đơn vị tổ chức", "Cơ quan tổ chức", "Đơn vị chủ trì tổ chức", "Tổ chức bởi"], "from_on": ["Từ ngày", "Ngày bắt đầu", "Khai giảng", "Ngày khai giảng"],
      "to_on": ["Đến ngày", "Ngày kết thúc", "Bế giảng", "Ngày bế giảng"], "content": ["Nội dung", "Nội dung đào tạo", "Nội dung tập huấn", "Nội dung chính"], "participants": ["Số CBQL HTX tham dự", "Số cán bộ quản lý HTX tham gia", "CBQL HTX dự", "Số học viên là CBQL HTX"],
      "women": ["Trong đó nữ", "Nữ", "Tr.đó: nữ", "Số nữ"]}


@kind("b3", 8, "biểu 3: wordings, grouped days and participants, women in brackets, group rows of quarters")
def k_b3(x):
    v, R = x.v, x.R
    x.units = classes(x.seed)
    w = lambda f: W3[f][(v + x.held) % 4] if v else W3[f][0]
    C = [Col(f, w(f), (lambda u, f=f: day(u[f], ["date", "slash", "dash"][v % 3])) if f.endswith("_on") else (lambda u, f=f: u[f]), total=f in ("participants", "women")) for f in F3]
    what = "lời tiêu đề khác"
    G = {c.field: c for c in C}
    omit = None
    if v == 1:
        G["from_on"].heads = ("Thời gian tổ chức", "Từ ngày"); G["to_on"].heads = ("Thời gian tổ chức", "Đến ngày")
        G["participants"].heads = ("Số CBQL HTX tham dự", "Tổng số"); G["women"].heads = ("Số CBQL HTX tham dự", "Trong đó: Nữ")
        what = "nhóm Thời gian, nhóm Số CBQL"
    if v == 2:
        C = [c for c in C if c.field != "women"]
        G["participants"].get = lambda u: f"{u['participants']} (nữ {u['women']})"
        G["participants"].total = False
        omit, what = "women", "«30 (nữ 11)», không có cột nữ"
    if v == 3:
        i = C.index(G["participants"])
        C = C[:i] + [Col(None, ("Số CBQL HTX tham dự", "Nam"), lambda u: u["participants"] - u["women"], True), Col("women", ("Số CBQL HTX tham dự", "Nữ"), lambda u: u["women"], True), Col("participants", ("Số CBQL HTX tham dự", "Cộng"), lambda u: u["participants"], True)]
        what = "Nam | Nữ | Cộng"
    if v == 4:
        i = C.index(G["participants"])
        C = C[:i] + [Col(None, ("Số CBQL HTX tham dự", "Kế hoạch"), lambda u: 50), Col("participants", ("Số CBQL HTX tham dự", "Thực hiện"), lambda u: u["participants"], True), C[-1]]
        what = "Kế hoạch | Thực hiện"
    if v == 5:
        C = [c for c in C if c.field not in ("from_on", "to_on")]
        C.insert(2, Col("from_on", "Thời gian (từ ngày - đến ngày)", lambda u: f"{day(u['from_on'], 'slash')} - {day(u['to_on'], 'slash')}"))
        what = "một ô: từ ngày - đến ngày"
    C = stt(C) if v % 2 else C
    sh = Sheet(["Biểu 3", "Bieu 3", "Biểu số 3"][v % 3])
    r = titles(sh, x, [f"Biểu 3. Đào tạo, bồi dưỡng cán bộ quản lý HTX năm {YEAR}", f"BIỂU 3: CÁC LỚP ĐÀO TẠO, BỒI DƯỠNG NĂM {YEAR}"][v % 2])
    r = put_head(sh, r, C)
    mp = []
    if v == 6:
        for q, us in by(sorted(x.units, key=lambda u: u["from_on"]), lambda u: (int(u["from_on"][5:7]) - 1) // 3 + 1):
            sh.put(r, 1, f"Quý {ROM[q - 1]}")
            put_sum(sh, r, C, us, {0: f"Quý {ROM[q - 1]}"})
            m, r = put_rows(sh, r + 1, C, us)
            mp += m
        what = "nhóm theo quý, có số cộng"
    else:
        mp, r = put_rows(sh, r, C, x.units)
    if v in (3, 7):
        put_sum(sh, r, C, x.units, {0: "Tổng số lớp: %d" % len(x.units)} if v == 7 else {0: "Cộng"})
        what += ", dòng cộng"
        r += 1
    sign(sh, r, x)
    rows = exp_rows(mp, F3)
    e = {"rows": rows}
    if omit:
        for d in rows:
            d.pop(omit)
    if v == 5:
        e.update({"or_null": ["from_on", "to_on"], "or_rows": True, "must_say_one_of": [say(["error", "warning"], sh.title, None)], "concerned": [{"field": "from_on"}, {"field": "to_on"}]})
    cm = colmap(C)
    if v == 5:
        cm["to_on"] = cm["from_on"]
    emit(x, "agency_report", x.code, [sh], what, e, "xls" if v == 6 else "xlsx", cm, prefix="b3-" if not x.kind.startswith("b3") else "")


# ================================================================== biểu 4
@kind("b4", 8, "biểu 4: wordings, states as ticks, short words for states, groups of points, results beside figures")
def k_b4(x):
    v, R = x.v, x.R
    sender = [x.code, "SNNPTNT", "LMHTX", x.code, "SKHDT", x.code, "SCT", x.code][v]
    x.units = tasks(sender, x.seed)
    if sender not in DISTRICT:
        x.office = {"SNNPTNT": "Sở Nông nghiệp và Phát triển nông thôn", "LMHTX": "Liên minh HTX tỉnh", "SKHDT": "Sở Kế hoạch và Đầu tư", "SCT": "Sở Công Thương"}[sender]
    H = [["Mã nhiệm vụ", "Nội dung", "Trạng thái", "Kết quả", "Số liệu", "Đơn vị tính"], ["Mã NV", "Nội dung nhiệm vụ", "Tiến độ", "Kết quả thực hiện", "Số lượng", "ĐVT"], ["Mã số nhiệm vụ", "Nhiệm vụ được giao", "Tình trạng thực hiện", "Kết quả đạt được", "Số liệu", "Đơn vị"]][v % 3]
    C = [Col(f, h, lambda u, f=f: u[f]) for f, h in zip(F4, H)]
    G = {c.field: c for c in C}
    what = "lời tiêu đề khác"
    if v in (1, 5):
        ws = [[("Đã xong", "Hoàn thành"), ("Đang làm", "Đang thực hiện"), ("Chưa làm", "Chưa thực hiện")], [("Chưa TH", "Chưa thực hiện"), ("Đang TH", "Đang thực hiện"), ("Hoàn thành", "Hoàn thành")]][v == 5]
        C = repl(C, "state", tick_cols("state", H[2], ws, ["x", "✓"][v == 5]))
        what = "trạng thái là cột đánh dấu, lời viết tắt"
    if v == 2:
        G["state"].get = lambda u: u["state"].upper() if R.random() < .5 else strip_marks(u["state"])
        what = "trạng thái in hoa, không dấu"
    if v == 3:
        G["result"].heads = ("Kết quả thực hiện", "Nội dung"); G["quantity"].heads = ("Kết quả thực hiện", "Số liệu"); G["unit_of_measure"].heads = ("Kết quả thực hiện", "ĐVT")
        what = "Kết quả: Nội dung | Số liệu | ĐVT"
    if v == 4:
        C = repl(C, "quantity", [Col(None, ("Số liệu", "Kế hoạch"), lambda u: (u["quantity"] or 0) + 5), Col("quantity", ("Số liệu", "Thực hiện"), lambda u: u["quantity"])])
        what = "Số liệu: Kế hoạch | Thực hiện"
    if v == 6:
        G["quantity"].get = lambda u: None if u["quantity"] is None else f"{u['quantity']:02d} {u['unit_of_measure']}"
        what = "«05 HTX» trong ô số liệu"
    sh = Sheet(["Biểu 4", "BIỂU 4", "Bieu 4"][v % 3])
    r = titles(sh, x, f"Biểu 4. Kết quả thực hiện nhiệm vụ theo Văn bản 765/VP-KTTH năm {YEAR}")
    r = put_head(sh, r, C)
    mp = []
    if v in (0, 7):
        last = None
        for u in x.units:
            p = u["task"].split(".")[0]
            if v == 7 and p != last:
                sh.put(r, 1, f"Điểm {p}")
                r += 1
                last = p
            m, r = put_rows(sh, r, C, [u])
            mp += m
        what = "dòng nhóm «Điểm 1», «Điểm 2»" if v == 7 else what
    else:
        mp, r = put_rows(sh, r, C, x.units)
    sh.put(r + 1, 2, "NGƯỜI LẬP BIỂU"); sh.put(r + 1, 5, "THỦ TRƯỞNG ĐƠN VỊ")
    e = {"rows": exp_rows(mp, F4)}
    if v == 1:      # "Đã xong, Đang làm, Chưa làm" are not the list's own words
        e.update({"or_rows": True, "must_say_one_of": [say(["error", "warning"], sh.title, None)], "concerned": [{"field": "state"}]})
    emit(x, "agency_report", sender, [sh], what, e, "xlsx", colmap(C))


# ================================================================== biểu 5
@kind("b5", 9, "biểu 5: criteria and total, '88,5/100', ticks, a sheet a district, groups of districts")
def k_b5(x):
    v, R = x.v, x.R
    x.units = ratings(x.seed)
    x.office = "Sở Nông nghiệp và Phát triển nông thôn"
    H = [["Tên HTX", "Mã số HTX", "Huyện/thành phố", "Điểm", "Xếp loại"], ["Tên hợp tác xã nông nghiệp", "MST", "Địa bàn huyện", "Tổng điểm", "Kết quả xếp loại"], ["HTX", "Mã số thuế", "Huyện, TP", "Số điểm đạt được", "Loại"]][v % 3]
    if x.held:
        H = ["Tên HTX nông nghiệp", "Mã số HTX/MST", "Thuộc huyện, thành phố", "Điểm đánh giá", "Xếp loại năm 2019"]
    C = [Col(f, h, lambda u, f=f: u[f]) for f, h in zip(F5, H)]
    G = {c.field: c for c in C}
    vn = lambda q: f"{q:g}".replace(".", ",")
    what, extra = "lời tiêu đề khác", {}
    if v == 1:
        G["score"].get = lambda u: vn(u["score"]) + "/100"
        what = "«88,5/100»"
    if v == 2:
        G["score"].get = lambda u: vn(u["score"]) + " điểm"
        what = "«88,5 điểm»"
    if v == 3:
        a = lambda u: round(u["score"] * .3 * 2) / 2
        b = lambda u: round(u["score"] * .25 * 2) / 2
        C = repl(C, "score", [Col(None, ("Điểm theo nhóm tiêu chí", "Tài chính"), a), Col(None, ("Điểm theo nhóm tiêu chí", "Quản trị"), b), Col(None, ("Điểm theo nhóm tiêu chí", "Thành viên"), lambda u: round(u["score"] - a(u) - b(u), 1)), Col("score", ("Điểm theo nhóm tiêu chí", "Tổng cộng"), lambda u: u["score"])])
        what = "Tài chính | Quản trị | Thành viên | Tổng cộng"
    if v == 4:
        C = repl(C, "rating", tick_cols("rating", H[4], [("Tốt", "Tốt"), ("Khá", "Khá"), ("TB", "Trung bình"), ("Yếu", "Yếu")], "x"))
        what = "xếp loại là cột đánh dấu"
    if v == 5:
        t = x.units[3]
        G["score"].get = lambda u: vn(round(u["score"] / 5, 1)) + "/20" if u is t else vn(u["score"]) + "/100"
        what = "một ô «17,7/20» giữa các ô «…/100»"
    if v in (6, 7):
        B = by(x.units, lambda u: u["district"])
        C = [c for c in C if c.field != "district"]
        if v == 6:
            sh = Sheet("Biểu 5")
            r = put_head(sh, titles(sh, x, f"Biểu 5. Kết quả đánh giá, xếp loại HTX nông nghiệp năm {YEAR}"), C)
            mp = []
            for k, (d, us) in enumerate(B):
                sh.put(r, 1, f"{ROM[k % 7] if k < 7 else k + 1}. {d}")
                m, r = put_rows(sh, r + 1, C, us)
                mp += m
            emit(x, "agency_report", "SNNPTNT", [sh], "huyện chỉ ở dòng nhóm", {"rows": exp_rows(mp, F5)}, "xlsx", colmap(C))
        else:
            shs, rows = [], []
            for d, us in B:
                sh = Sheet(("B5 " + d.replace("Huyện ", "").replace("Thành phố", "TP").replace("'", ""))[:31])
                r = put_head(sh, titles(sh, x, f"Biểu 5. Xếp loại HTX nông nghiệp {d[0].lower() + d[1:]} năm {YEAR}"), C)
                mp, r = put_rows(sh, r, C, us)
                rows += exp_rows(mp, F5, sheet=sh.title)
                shs.append(sh)
            emit(x, "agency_report", "SNNPTNT", shs, "một trang một huyện, huyện chỉ ở tiêu đề trang", {"rows": rows}, "xlsx", colmap(C))
        return
    if v == 8:
        x.units[2]["name"] = "Na"
        x.units[4]["name"] = "Chùa"
        for c in C:
            if c.field == "score":
                c.fmt = '0.0"đ"'
        what = "tên Na, Chùa; định dạng có chữ đ (điểm)"
    sh = Sheet(["Biểu 5", "BIỂU 5", "Bieu 5"][v % 3])
    r = put_head(sh, titles(sh, x, f"Biểu 5. Kết quả đánh giá, xếp loại hợp tác xã nông nghiệp năm {YEAR}"), C)
    mp, r = put_rows(sh, r, C, x.units)
    e = {"rows": exp_rows(mp, F5)}
    if v == 5:
        rr = mp[3][1]
        e["rows"][3]["score"] = "__any__"
        e.update({"or_null": ["score"], "must_say_one_of": [say(["error", "warning"], sh.title, rr)], "or_rows": False, "concerned": [{"row": rr, "field": "score"}], "never": [{"row": rr, "field": "score", "value": round(x.units[3]["score"] / 5, 1)}]})
    emit(x, "agency_report", "SNNPTNT", [sh], what, e, "xls" if v == 2 else "xlsx", colmap(C))


# ================================================================== registry
WR = {"registration_code": ["Mã số HTX", "Mã số thuế", "MST", "Mã số HTX/MST"], "certificate_no": ["Số GCN đăng ký", "Số giấy chứng nhận", "Số GCN ĐK HTX", "Số GCNĐK"], "unit_type": ["Loại hình", "Loại hình HTX", "Loại hình tổ chức", "Loại"],
      "name": ["Tên", "Tên hợp tác xã", "Tên đơn vị đăng ký", "Tên HTX, LHHTX, QTDND"], "commune": ["Xã/phường/thị trấn", "Xã, phường", "Phường/Xã", "Tên xã"], "district": ["Huyện/thành phố", "Huyện, TP", "Quận/Huyện", "Tên huyện"], "commune_code": ["Mã xã", "Mã ĐVHC cấp xã", "Mã phường/xã", "Mã xã (TCTK)"],
      "industry_code": ["Mã ngành", "Mã ngành chính", "Mã ngành nghề KD chính", "Mã VSIC"], "charter_capital_vnd": ["Vốn điều lệ", "Vốn ĐL", "Vốn điều lệ đăng ký", "VĐL"], "registered_on": ["Ngày đăng ký lần đầu", "Ngày ĐK lần đầu", "Ngày cấp GCN lần đầu", "Ngày đăng ký thành lập"],
      "converted_on": ["Ngày đăng ký lại theo Luật 2012", "Ngày ĐK lại (Luật HTX 2012)", "Ngày chuyển đổi theo Luật 2012", "Ngày đăng ký lại"], "status": ["Tình trạng", "Trạng thái", "Tình trạng pháp lý", "Tình trạng hoạt động"], "status_on": ["Ngày tình trạng", "Ngày cập nhật tình trạng", "Ngày của tình trạng", "Ngày trạng thái"]}


def rcols(x, dates="date", unit=None):
    k = x.v + x.held
    C = []
    for f in FR:
        h = WR[f][k % 4]
        if f == "charter_capital_vnd":
            u = unit or "đồng"
            if unit:
                h += f" ({unit})"
            C.append(Col(f, h, lambda q: mo(q["charter_capital_vnd"], u), True))
        elif f.endswith("_on"):
            C.append(Col(f, h, lambda q, f=f: day(q[f], dates)))
        else:
            C.append(Col(f, h, lambda q, f=f: q[f]))
    return C


def rsave(x, C, what, exp=None, ext="xlsx", title=True, mutate=None, **kw):
    sh = Sheet("Danh sách" if ext != "csv" else "csv")
    r = 1
    if title and ext != "csv":
        x.office = "Sở Kế hoạch và Đầu tư"
        r = titles(sh, x, f"DANH SÁCH HỢP TÁC XÃ ĐĂNG KÝ ĐẾN NGÀY 30/11/{YEAR}")
    r = put_head(sh, r, C)
    mp, r = put_rows(sh, r, C, x.units)
    e = {"rows": exp_rows(mp, FR)}
    if exp:
        e.update(exp(sh if ext != "csv" else type("S", (), {"title": None})(), mp))
    if mutate:
        e = mutate(sh, mp, e) or e
    emit(x, "registry_extract", "SKHDT", [sh], what, e, ext, colmap(C), **kw)


TAX = {"Đang hoạt động": "NNT đang hoạt động (đã được cấp GCN ĐKT)", "Tạm ngừng kinh doanh": "NNT tạm nghỉ kinh doanh có thời hạn", "Không hoạt động tại địa chỉ đã đăng ký": "NNT không hoạt động tại địa chỉ đã đăng ký"}


@kind("so-dang-ky", 15, "registry: heads, instants, tax-office states, branches, personal numbers, =\"0123\", two dates, ticks, month only, hidden")
def k_reg(x):
    v, R = x.v, x.R
    x.units = registry(x.seed, YEAR, R.randint(14, 22))
    if v == 0:
        rsave(x, rcols(x, "slash", "triệu đồng"), "lời tiêu đề khác, vốn triệu đồng")
    elif v in (1, 2):
        C = rcols(x)
        for c in C:
            if c.field.endswith("_on"):
                c.get = lambda q, f=c.field: q[f] and (D.fromisoformat(q[f]) - dt.timedelta(hours=7)).strftime(["%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d %H:%M:%S+00:00"][v - 1])
        rsave(x, C, ["…T17:00:00Z", "«2018-12-31 17:00:00+00:00»"][v - 1], ext="csv", sep=[",", ";"][v - 1])
    elif v == 3:
        C = rcols(x)
        for c in C:
            if c.field == "status":
                c.get = lambda q: TAX.get(q["status"], q["status"])
        rsave(x, C, "tình trạng bằng lời của cơ quan thuế (NNT …)")
    elif v == 4:
        C = rcols(x)
        t = x.units[4]
        t["status"] = "Đã giải thể"
        w = {id(x.units[4]): "NNT ngừng hoạt động và đã đóng MST", id(x.units[7]): "NNT ngừng hoạt động nhưng chưa hoàn thành thủ tục đóng MST"}
        for c in C:
            if c.field == "status":
                c.get = lambda q: w.get(id(q)) or TAX.get(q["status"], q["status"])
        def exp(sh, mp):
            rr = [r for u, r in mp if id(u) in w]
            rows = exp_rows(mp, FR)
            for d in rows:
                if d["row"] in rr:
                    d["status"] = "__any__"
            return {"rows": rows, "must_say_one_of": [say(["error", "warning"], sh.title, r) for r in rr], "concerned": [{"row": r, "field": "status"} for r in rr], "never": [{"row": r, "field": "status", "value": "Đang hoạt động"} for r in rr]}
        rsave(x, C, "«đã đóng MST», «chưa hoàn thành thủ tục đóng MST»: không phải lời của biểu, phải nói", exp=exp)
    elif v in (5, 6):
        C = rcols(x)
        base = next(q for q in x.units if q["registration_code"])
        br = dict(base)
        br["name"] = "Chi nhánh " + base["name"]
        br["_br"] = 1
        x.units.insert(6, br)
        for c in C:
            if c.field == "registration_code":
                c.get = lambda q: (q["registration_code"] + ["-001", "001"][v - 5]) if q.get("_br") else q["registration_code"]
        def exp(sh, mp):
            r = next(r for u, r in mp if u.get("_br"))
            return {"rows": [d for d in exp_rows(mp, FR) if d["row"] != r], "optional_rows": [r], "must_say_one_of": [say(["error", "warning", "info"], sh.title, r)], "never": [{"row": r, "field": "registration_code", "value": base["registration_code"]}]}
        rsave(x, C, ["chi nhánh 61…-001", "chi nhánh 13 số liền"][v - 5], exp=exp, ext=["xlsx", "csv"][v - 5])
    elif v in (7, 8):
        C = rcols(x)
        t = x.units[3]
        bad = "062" + "".join(R.choice("0123456789") for _ in range(9))
        f = ["registration_code", "certificate_no"][v - 7]
        f = "registration_code"
        for c in C:
            if c.field == f:
                c.get = lambda q: (bad if v == 7 else int(bad)) if q is t else q[f]
        def exp(sh, mp):
            r = next(r for u, r in mp if u is t)
            rows = exp_rows(mp, FR)
            for d in rows:
                if d["row"] == r:
                    d[f] = None
            return {"rows": rows, "must_say_one_of": [say(["error", "warning"], sh.title, r)], "concerned": [{"row": r, "field": f}], "never_in_message": [bad, bad.lstrip("0")],
                    "never": [{"row": r, "field": f, "value": q} for q in (bad, bad[:10], bad.lstrip("0"))]}
        rsave(x, C, ["số định danh 12 số ở cột mã số", "số định danh mất số 0 (11 số)"][v - 7], exp=exp)
    elif v in (9, 10):
        C = rcols(x)
        for c in C:
            if c.field in ("registration_code", "commune_code", "industry_code", "certificate_no"):
                c.get = lambda q, f=c.field: q[f] and f'="{q[f]}"'
                c.text = True
        rsave(x, C, '="0123" ở các cột mã', ext=["csv", "xlsx"][v - 9])
    elif v == 11:
        C = rcols(x)
        chg = {id(q): rday(R, 2015, 2019) for q in x.units}
        C = repl(C, "registered_on", [Col("registered_on", ("Ngày đăng ký", "Lần đầu"), lambda q: day(q["registered_on"])), Col(None, ("Ngày đăng ký", "Thay đổi lần gần nhất"), lambda q: chg[id(q)] if R.random() < .7 else None)])
        rsave(x, C, "Ngày đăng ký: Lần đầu | Thay đổi lần gần nhất")
    elif v == 12:
        C = rcols(x, unit="triệu đồng")
        C = repl(C, "charter_capital_vnd", [Col("charter_capital_vnd", ("Vốn điều lệ (triệu đồng)", "Đăng ký"), lambda q: mo(q["charter_capital_vnd"], "triệu đồng")), Col(None, ("Vốn điều lệ (triệu đồng)", "Đã góp"), lambda q: mo(q["charter_capital_vnd"] // 2, "triệu đồng"))])
        C = repl(C, "unit_type", tick_cols("unit_type", "Loại hình", [("HTX", "HTX"), ("LHHTX", "LHHTX"), ("QTDND", "QTDND")], "x"))
        rsave(x, C, "Vốn: Đăng ký | Đã góp; loại hình đánh dấu")
    elif v == 13:
        C = rcols(x)
        t = [q for q in x.units if q["registered_on"] >= "2019"][0]
        for c in C:
            if c.field == "registered_on":
                c.get = lambda q: q["registered_on"][:4] if q is t else day(q["registered_on"])
        def exp(sh, mp):
            r = next(r for u, r in mp if u is t)
            rows = exp_rows(mp, FR)
            for d in rows:
                if d["row"] == r:
                    d["registered_on"] = None
            return {"rows": rows, "or_null": ["registered_on"], "must_say_one_of": [say(["error", "warning"], sh.title, r)], "concerned": [{"row": r, "field": "registered_on"}]}
        rsave(x, C, "một HTX mới chỉ ghi năm đăng ký", exp=exp)
    else:
        C = rcols(x)
        def mut(sh, mp, e):
            hid = [r for _, r in mp][5:8]
            for r in hid:
                sh.hrow[r] = "filter"
            sh.filter = (f"A{mp[0][1] - 1}:M{mp[-1][1]}", None)
            e["rows"] = [d for d in e["rows"] if d["row"] not in hid]
            e["must_say_one_of"] = [say("error", sh.title, r) for r in hid] + [say("error", sh.title, None)]
            e["never"] = [{"row": r, "field": "name", "value": u["name"]} for u, r in mp if r in hid]
            return e
        rsave(x, C, "bộ lọc ẩn ba dòng của sổ đăng ký", mutate=mut)


# ================================================================== alliance
@kind("lien-minh", 10, "Alliance: decisions Số | Ngày, one cell, two joinings, ticks, last year's list, wordings")
def k_all(x):
    v, R = x.v, x.R
    x.units = alliance(x.seed, YEAR, R.randint(12, 20))
    x.office = "Liên minh Hợp tác xã tỉnh Kon Tum"
    H = [["Tên", "Loại hình", "Mã số HTX", "Huyện/thành phố", "Ngày kết nạp", "Số quyết định", "Ngày ra khỏi Liên minh"], ["Tên thành viên", "Loại hình", "MST", "Địa bàn", "Ngày vào Liên minh", "Quyết định số", "Ngày ra"],
         ["Tên HTX, LHHTX, QTDND", "Loại", "Mã số thuế", "Huyện, thành phố", "Kết nạp ngày", "Số QĐ kết nạp", "Thôi thành viên ngày"]][(v + x.held) % 3]
    C = [Col(f, h, (lambda u, f=f: day(u[f], ["date", "slash", "dot"][v % 3])) if f.endswith("_on") else (lambda u, f=f: u[f])) for f, h in zip(FA, H)]
    G = {c.field: c for c in C}
    what, exp, cmx = "lời tiêu đề khác", {}, {}
    if v == 1:
        C = [c for c in C if c.field not in ("joined_on", "decision_no")]
        C[4:4] = [Col("decision_no", ("Quyết định kết nạp", "Số"), lambda u: u["decision_no"]), Col("joined_on", ("Quyết định kết nạp", "Ngày"), lambda u: day(u["joined_on"]))]
        what = "Quyết định kết nạp: Số | Ngày"
    if v == 2:
        C = [c for c in C if c.field not in ("joined_on", "decision_no", "left_on")]
        C += [Col("joined_on", ("Kết nạp", "Ngày, tháng, năm"), lambda u: day(u["joined_on"], "slash")), Col("decision_no", ("Kết nạp", "Số QĐ"), lambda u: u["decision_no"]), Col("left_on", ("Ra khỏi Liên minh", "Ngày"), lambda u: day(u["left_on"], "slash")), Col(None, ("Ra khỏi Liên minh", "Lý do"), lambda u: "Tự nguyện" if u["left_on"] else None)]
        what = "Kết nạp: Ngày | Số QĐ; Ra khỏi Liên minh: Ngày | Lý do"
    if v == 3:
        C = [c for c in C if c.field not in ("joined_on", "decision_no")]
        C.insert(4, Col("joined_on", "Quyết định kết nạp (số, ngày)", lambda u: f"{u['decision_no']} ngày {day(u['joined_on'], 'slash')}"))
        cmx = {"decision_no": ["E"]}
        exp = lambda sh: {"or_rows": True, "must_say_one_of": [say(["error"], sh.title, None)], "concerned": [{"field": "joined_on"}, {"field": "decision_no"}]}
        what = "một ô «45/QĐ-LMHTX ngày 12/05/2015»"
    if v == 4:
        re_ = {id(u): day(u["joined_on"]) for u in x.units}
        C = repl(C, "joined_on", [Col("joined_on", ("Ngày kết nạp", "Lần đầu"), lambda u: day(u["joined_on"])), Col(None, ("Ngày kết nạp", "Lần hai"), lambda u: None)])
        what = "Ngày kết nạp: Lần đầu | Lần hai (trống)"
    if v == 5:
        C = repl(C, "unit_type", tick_cols("unit_type", "Loại hình", [("HTX", "HTX"), ("LH HTX", "LHHTX"), ("QTDND", "QTDND")], "X"))
        what = "loại hình đánh dấu"
    if v == 6:
        for c in C:
            if c.field.endswith("_on"):
                c.get = lambda u, f=c.field: u[f] and (D.fromisoformat(u[f]) - dt.timedelta(hours=7)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        what = "ngày giờ quốc tế"
    if v == 9:                               # last year's list: nobody came or left in 2019
        for u in x.units:
            for f in ("joined_on", "left_on"):
                if u[f] and u[f] >= "2019":
                    u[f] = "2018" + u[f][4:]
            if u["left_on"] and u["left_on"] < u["joined_on"]:
                u["left_on"] = None
    if v == 7:
        x.units[1]["name"] = "Chùa"; x.units[5]["name"] = "X"
        for c in C:
            if c.field == "name":
                c.get = lambda u: u["name"] + ("\nGiám đốc: Nguyễn Văn Mẫu" if len(u["name"]) > 20 else "")
        exp = lambda sh: {"never_in_message": ["Nguyễn Văn Mẫu"]}
        what = "tên Chùa, X; dòng hai ghi giám đốc"
    B = [(None, x.units)]
    if v == 8:
        B = [(d.upper(), us) for d, us in by(x.units, lambda u: u["district"])]
        C = [c for c in C if c.field != "district"]
        what = "huyện chỉ ở dòng nhóm, STT chạy lại từng nhóm"
    sh = Sheet("Danh sách thành viên")
    r = put_head(sh, titles(sh, x, f"DANH SÁCH THÀNH VIÊN LIÊN MINH HTX TỈNH ĐẾN THÁNG 12 NĂM {YEAR}"), C)
    mp = []
    for d, us in B:
        if d:
            sh.put(r, 1, f"{d} ({len(us)} thành viên)")
            r += 1
        m, r = put_rows(sh, r, C, us)
        mp += m
    e = {"rows": exp_rows(mp, FA)}
    if exp:
        e.update(exp(sh))
    if v == 9:
        what = "danh sách năm trước dưới tiêu đề năm nay (có tệp năm trước)"
        e = {"rows": "__any__", "previous": f"a-lien-minh-{v + 1}.prev.xlsx", "must_say_one_of": [say("error", None, None), say("error", sh.title, None)]}
        for c in C:
            pass
        sp = copy.deepcopy(sh.c)
        s2 = Sheet("Danh sách thành viên"); s2.c = sp; s2.merges = list(sh.merges)
        s2.put(2, 1, "DANH SÁCH THÀNH VIÊN LIÊN MINH HTX TỈNH ĐẾN THÁNG 12 NĂM 2018")
        for u, r_ in mp:      # nobody came in 2019
            pass
        save_xlsx([s2], OUT / ("held" if x.held else "open") / e["previous"])
    emit(x, "alliance_members", "LMHTX", [sh], what, e, "xls" if v == 5 else "xlsx", {**colmap(C), **cmx})


# ================================================================== combinations
@kind("ket-hop", 36, "two or three kinds together")
def k_combo(x):
    v, R = x.v, x.R
    x.unit = R.choice(["triệu đồng", "nghìn đồng", "triệu đồng"])
    C = cols2(x)
    parts, muts = [], []
    G = lambda f: next(c for c in C if c.field == f)
    head_kinds = ["kh", "namtruoc", "nu", "lailo", "tick-sector", "tick-type", "tick-rating", "tick-status"]
    cell_kinds = ["diachi", "ten2", "khongso", "chu", "instant", "ma=", "ngoac"]
    lay_kinds = ["nhomxa", "nhomloai", "huongdan", "trongcot", "themcot"]
    bad_kinds = ["an", "gach", "hai-dau", "hai-so", "cccd", None, None]
    hk = head_kinds[v % len(head_kinds)]
    ck = cell_kinds[(v * 3 + v // 7) % len(cell_kinds)]
    lk = lay_kinds[(v * 2 + v // 5) % len(lay_kinds)]
    bk = bad_kinds[(v + v // 7) % len(bad_kinds)] if v % 3 != 1 else None
    use = [hk, ck, lk] if v % 2 else [hk, R.choice([ck, lk])]
    if hk == "nu" and ck == "ngoac" and "ngoac" in use:
        use.remove("ngoac")
    if bk == "hai-dau" and not hk.startswith("tick"):
        bk = None
    if bk == "cccd" and "ma=" in use:
        bk = None
    memo = {}
    for k in use:
        if k == "kh":
            C = pa(x, C, "revenue_vnd", x.w("revenue"), [("KH", "plan"), ("TH", "self"), ("%", "pct")] if v % 2 else [("Thực hiện", "self"), ("Kế hoạch", "plan")])
        elif k == "namtruoc":
            for f in ("members", "revenue_vnd"):
                C = pa(x, C, f, x.w(f.replace("_vnd", "")), [("2018", "prev"), ("2019", "self")] if v % 2 else [("Năm nay", "self"), ("Năm trước", "prev")])
        elif k == "nu":
            wm = {u["name"]: R.randint(1, max(1, u["members"] // 2)) for u in x.units}
            C = repl(C, "members", [Col(None, (x.w("members"), "Nữ"), lambda u: wm[u["name"]], True)] + [Col("members", ("", "Tổng số"), lambda u: u["members"], True)])
            i = [c.field for c in C].index("members")
            C[i].heads = (C[i - 1].heads[0], "Tổng số")
        elif k == "lailo":
            C = repl(C, "profit_vnd", [Col("profit_vnd", ("Kết quả", "Lãi"), lambda u: mo(u["profit_vnd"], x.unit) if (u["profit_vnd"] or -1) >= 0 or u["profit_vnd"] == 0 else None, True),
                                       Col("profit_vnd", ("Kết quả", "Lỗ"), lambda u: -mo(u["profit_vnd"], x.unit) if (u["profit_vnd"] or 0) < 0 else None, True)])
        elif k.startswith("tick-"):
            f = {"sector": "sector", "type": "unit_type", "rating": "rating", "status": "status"}[k[5:]]
            L = {"sector": SECTORS, "unit_type": ["HTX", "QTDND", "LHHTX", "THT"], "rating": RATINGS, "status": STATUS2}[f]
            C = repl(C, f, tick_cols(f, x.w(f), [(t, t) for t in L], R.choice(["x", "X", 1, "✓"])))
        elif k == "diachi":
            G("commune").get = lambda u: memo.setdefault(("c", u["name"]), f"Thôn {R.randint(1, 9)}, {u['_com'][1]}")
        elif k == "ten2":
            G("name").get = lambda u: memo.setdefault(("n", u["name"]), u["name"] + R.choice(["", f"\nĐịa chỉ: thôn {R.randint(1, 9)}", "\nGiám đốc: A Mẫu", " (mới)"]))
        elif k == "khongso":
            for u in x.units:
                for f in R.sample(["workers", "worker_income_vnd", "revenue_from_members_vnd"], R.randint(0, 2)):
                    u[f] = None
            for f in ("workers", "worker_income_vnd", "revenue_from_members_vnd"):
                g = G(f).get
                G(f).get = lambda u, g=g: "Chưa có dữ liệu" if g(u) is None else g(u)
        elif k == "chu":
            for f in ("members", "workers"):
                if any(c.field == f and len(c.heads) == 1 for c in C):
                    G(f).get = lambda u, f=f: None if u[f] is None else f"{u[f]:02d} người"
                    G(f).total = False
        elif k == "instant":
            G("founded_on").get = lambda u: (D.fromisoformat(u["founded_on"]) - dt.timedelta(hours=7)).strftime("%Y-%m-%dT%H:%M:%SZ")
        elif k == "ma=":
            G("registration_code").get = lambda u: u["registration_code"] and f'="{u["registration_code"]}"'
            G("registration_code").text = True
        elif k == "ngoac":
            if any(c.field == "members" and len(c.heads) == 1 for c in C):
                G("members").get = lambda u: memo.setdefault(("m", u["name"]), f"{u['members']} (nữ {R.randint(0, u['members'])})")
                G("members").total = False
        elif k == "themcot":
            C = C + [Col(None, "Ghi chú", lambda u: None), Col(None, "Vốn góp bình quân (triệu đồng)", lambda u: 12)]
        elif k == "trongcot":
            C = C[:6] + [Col(None, (None,), lambda u: None)] + C[6:]
        parts.append(k)
    blocks = None
    C = stt(C)
    sh = Sheet(R.choice(SHEET2))
    r = titles(sh, x, None, len(C) - 2)
    r = put_head(sh, r, C)
    if "huongdan" in use:
        for i, c in enumerate(C):
            t = {"name": "(theo giấy chứng nhận)", "founded_on": "(ngày/tháng/năm)", "rating": "(năm 2019)"}.get(c.field)
            if t and c.heads[-1] not in RATINGS:
                sh.put(r, i + 1, t)
        r += 1
    mp = []
    if "nhomxa" in use:
        B = by(x.units, lambda u: u["_com"][1])
    elif "nhomloai" in use:
        L = {"HTX": "HỢP TÁC XÃ", "QTDND": "QUỸ TÍN DỤNG NHÂN DÂN", "THT": "TỔ HỢP TÁC"}
        B = [(L[t], us) for t, us in by(x.units, lambda u: u["unit_type"], ["HTX", "QTDND", "THT"])]
    else:
        B = [(None, x.units)]
    for k, (lab, us) in enumerate(B):
        if lab:
            put_sum(sh, r, C, us, {0: ROM[k], 1: lab})
            r += 1
        m, r = put_rows(sh, r, C, us)
        mp += m
    if v % 4 == 0:
        put_sum(sh, r, C, x.units, {1: "Tổng cộng"})
        r += 1
    sign(sh, r, x)
    e = {"rows": exp_rows(mp, F2)}
    if "diachi" in use:
        e["address_ok"] = True
    cm = colmap(C)
    rows = [r for _, r in mp]
    if bk == "an":
        hid = rows[2:4]
        for q in hid:
            sh.hrow[q] = "hidden"
        e["rows"] = [d for d in e["rows"] if d["row"] not in hid]
        e["must_say_one_of"] = [say("error", sh.title, q) for q in hid] + [say("error", sh.title, None)]
        e["never"] = [{"row": q, "field": "name", "value": u["name"]} for u, q in mp if q in hid]
    elif bk == "gach":
        u, q = mp[3]
        for i in range(1, len(C) + 1):
            if (q, i) in sh.c:
                sh.opt(q, i, strike=True)
        e["rows"] = [d for d in e["rows"] if d["row"] != q]
        e["must_say_one_of"] = [say("error", sh.title, q)]
        e["never"] = [{"row": q, "field": "name", "value": u["name"]}]
    elif bk == "hai-dau":
        f = {"sector": "sector", "type": "unit_type", "rating": "rating", "status": "status"}[hk[5:]]
        u, q = next((u, q) for u, q in mp if u[f])
        cs = [i + 1 for i, c in enumerate(C) if c.field == f]
        o = next(i for i in cs if (q, i) not in sh.c)
        sh.put(q, o, "x")
        for d in e["rows"]:
            if d["row"] == q:
                d[f] = None
        e["must_say_one_of"] = [say("error", sh.title, q)]
        e["concerned"] = [{"row": q, "field": f}]
    elif bk == "hai-so":
        u, q = next((u, q) for u, q in mp if u["managers"])
        i = [c.field for c in C].index("managers") + 1
        sh.put(q, i, f"{u['managers']}\n{u['managers'] + 2}")
        for d in e["rows"]:
            if d["row"] == q:
                d["managers"] = None
        e["must_say_one_of"] = [say("error", sh.title, q)]
        e["concerned"] = [{"row": q, "field": "managers"}]
        e["never"] = [{"row": q, "field": "managers", "value": int(f"{u['managers']}{u['managers'] + 2}")}]
    elif bk == "cccd":
        cand = [(u, q) for u, q in mp if u["registration_code"]]
        u, q = cand[1]
        bad = "062" + "".join(R.choice("0123456789") for _ in range(9))
        i = [c.field for c in C].index("registration_code") + 1
        sh.put(q, i, bad)
        for d in e["rows"]:
            if d["row"] == q:
                d["registration_code"] = None
        e["must_say_one_of"] = [say(["error", "warning"], sh.title, q)]
        e["concerned"] = [{"row": q, "field": "registration_code"}]
        e["never"] = [{"row": q, "field": "registration_code", "value": bad}]
        e["never_in_message"] = [bad]
    ext = "xls" if v % 9 == 4 and bk != "x" else "xlsx"
    emit(x, "agency_report", x.code, [sh], " + ".join(parts + ([bk] if bk else [])), e, ext, cm, prefix="b2-")


# ================================================================== added: more of points 3, 5, 6, 7, 10
@kind("b1-loi", 6, "biểu 1: items in other words, further items between them")
def k_b1words(x):
    v = x.v
    two = [(("Thực hiện năm 2018", "Năm 2018", "TH 2018")[v % 3], "prev"), (("Thực hiện năm 2019", "Năm 2019", "TH 2019")[v % 3], "cur")]
    b1(x, two, ["lời chỉ tiêu khác", "lời viết tắt, gạch đầu dòng", "lời khác, có nhóm I, II, III", "chỉ tiêu thêm xen giữa", "lời khác và chỉ tiêu thêm", "viết tắt, chỉ tiêu thêm, STT chạy"][v],
       words=[0, 1, 0, None, 0, 1][v], more=v in (3, 4, 5), grp=v in (1, 2, 5), numbered=["code", "mix", "run", "code", "run", "mix"][v])


@kind("don-vi-viet", 6, "money units written in other ways above the table")
def k_unitw(x):
    v = x.v
    x.unit = ["triệu đồng", "nghìn đồng", "triệu đồng", "triệu đồng", "đồng", "triệu đồng"][v]
    txt = ["ĐVT: Tr.đ", "Đơn vị: 1.000 đ", "Đơn vị tính: Triệu đ", "ĐVT: 1.000.000 đồng", "Đơn vị tiền: VNĐ", None][v]
    C = cols2(x)
    def mut(sh, mp, e):
        for k in [k for k, w in sh.c.items() if isinstance(w[0], str) and w[0].startswith("Đơn vị tính:")]:
            if txt:
                sh.put(*k, txt)
            else:
                sh.put(*k, "ĐVT:")
                sh.put(k[0], k[1] + 1, x.unit)
        return e
    simple2(x, C, f"«{txt}»" if txt else "«ĐVT:» | «triệu đồng» ở hai ô", mutate=mut, total="bottom" if v == 3 else None)


@kind("dau-lap", 4, "the header repeated on every printed page, with column numbers, carried-over sums")
def k_repeat(x):
    v = x.v
    x.units = district(x.seed + "b", x.code, YEAR, 22)
    C = cols2(x)
    if v in (1, 3):
        C = stt(C)
    sh = Sheet(x.R.choice(SHEET2))
    r = titles(sh, x, None, 15)
    mp = []
    per = [8, 9, 7, 10][v]
    for k in range(0, len(x.units), per):
        if k and v == 2:
            put_sum(sh, r, C, x.units[:k], {0: "Cộng mang sang"})
            r += 1
        if k and v == 3:
            sh.put(r, 1, f"Trang {k // per + 1}")
            r += 1
        r = put_head(sh, r, C)
        if v != 1:
            for i in range(len(C)):
                sh.put(r, i + 1, f"({i + 1})" if v == 0 else i + 1)
            r += 1
        m, r = put_rows(sh, r, C, x.units[k:k + per])
        mp += m
    put_sum(sh, r, C, x.units, {1 if v in (1, 3) else 0: "Tổng cộng"})
    sign(sh, r + 1, x)
    emit(x, "agency_report", x.code, [sh], ["tiêu đề và (1) (2) (3) lặp mỗi trang", "tiêu đề lặp mỗi trang", "cộng mang sang trước mỗi tiêu đề lặp", "«Trang 2» và tiêu đề lặp"][v], {"rows": exp_rows(mp, F2)}, "xlsx", colmap(C), prefix="b2-")


@kind("to-khac", 6, "one sheet of another office, a further sheet, a hidden sheet, plain sheet names, registry of last year")
def k_sheet(x):
    v, R = x.v, x.R
    if v == 5:
        x.units = registry(x.seed, 2018, 18)
        C = rcols(x)
        folder = OUT / ("held" if x.held else "open")
        prev = f"r-to-khac-{v + 1}.prev.xlsx"
        for y, nm in ((2018, prev), (2019, None)):
            sh = Sheet("Danh sách")
            x.office = "Sở Kế hoạch và Đầu tư"
            r = put_head(sh, titles(sh, x, f"DANH SÁCH HỢP TÁC XÃ ĐĂNG KÝ ĐẾN NGÀY 30/11/{y}"), C)
            put_rows(sh, r, C, x.units)
            if nm:
                save_xlsx([sh], folder / nm)
        emit(x, "registry_extract", "SKHDT", [sh], "sổ đăng ký năm trước dưới tiêu đề năm nay (có tệp năm trước)", {"rows": "__any__", "previous": prev, "must_say_one_of": [say("error", None, None), say("error", sh.title, None)]}, "xlsx", colmap(C))
        return
    C = cols2(x)
    sh = Sheet("Biểu 2")
    o = R.choice([c for c in DISTRICT if c != x.code])
    off = "UBND " + DISTRICT[o][0].lower() + DISTRICT[o][1:]
    if v in (0, 1):
        us = district(x.seed + "o", o)
        r = put_head(sh, titles(sh, x, f"Biểu 2. Danh sách HTX, LHHTX, THT năm {YEAR}" + ("" if v == 0 else f" trên địa bàn {DISTRICT[o][0].lower() + DISTRICT[o][1:]}"), 15, office=off if v == 0 else None), C)
        mp, r = put_rows(sh, r, C, us)
        s4 = Sheet("Biểu 4")
        T = tasks(x.code, x.seed)
        C4 = [Col(f, h, lambda u, f=f: u[f]) for f, h in zip(F4, ["Mã nhiệm vụ", "Nội dung", "Trạng thái", "Kết quả", "Số liệu", "Đơn vị tính"])]
        r4 = put_head(s4, titles(s4, x, f"Biểu 4. Kết quả thực hiện nhiệm vụ năm {YEAR}"), C4)
        put_rows(s4, r4, C4, T)
        emit(x, "agency_report", x.code, [sh, s4], f"trang Biểu 2 là của {off}, trang Biểu 4 của mình", {"rows": "__any__", "must_say_one_of": [say("error", "Biểu 2", None), say("error", None, None)]}, "xlsx", colmap(C), prefix="b2-")
        return
    r = put_head(sh, titles(sh, x, f"Biểu 2. Danh sách HTX, LHHTX, THT năm {YEAR}", 15), C)
    mp, r = put_rows(sh, r, C, x.units)
    e = {"rows": exp_rows(mp, F2)}
    extra = []
    if v == 2:
        g = Sheet("Ghi chú")
        g.put(1, 1, "Số liệu do Phòng Tài chính - Kế hoạch tổng hợp từ báo cáo của các xã.")
        g.put(2, 1, "Đề nghị Liên minh HTX tỉnh xem xét.")
        extra = [g]
        what = "thêm một trang «Ghi chú» chỉ có lời: không có lỗi"
    elif v == 3:
        sh.title = "HTX, THT"
        what = "tên trang không ghi biểu, tiêu đề ghi Biểu 2"
    else:
        g = Sheet("Biểu 2 (2018)")
        r2 = put_head(g, titles(g, x, "Biểu 2. Danh sách HTX, LHHTX, THT năm 2018", 15), C)
        old = copy.deepcopy([u for u in x.units if u["founded_on"] < "2019"])
        for u in old:
            u["members"] = max(7, u["members"] - 2)
        put_rows(g, r2, C, old)
        extra = [g]
        what = "trang Biểu 2 năm 2018 nằm sau trang năm nay: không được đọc là năm nay"
        e["or_rows"] = True
        e["must_say_one_of"] = [say(["error", "warning", "info"], g.title, None), say(["error", "warning"], None, None)]
        for d in e["rows"]:
            d["sheet"] = sh.title
    emit(x, "agency_report", x.code, [sh] + extra, what, e, "xlsx", colmap(C), prefix="b2-")


@kind("tieng-ngoai", 3, "names with foreign words stay as they are")
def k_foreign(x):
    v = x.v
    x.unit = "triệu đồng" if v != 1 else "đồng"
    h = [u for u in x.units if u["unit_type"] == "HTX"]
    for u, n in zip(h, [["HTX Café Đăk Hà", "HTX Köln Măng Đen", "HTX Señor Farm"], ["HTX Açaí Tây Nguyên", "HTX Crème Đăk Glei", "HTX Măng Đen Garçon"], ["HTX Rau sạch Naïve", "HTX Đồng Xanh Œuvre", "HTX Ångström"]][v]):
        u["name"] = n
    if v == 1:
        C = cols2(x, " ({u})", "slash")
        sh = Sheet("csv")
        r = put_head(sh, 1, C)
        mp, r = put_rows(sh, r, C, x.units)
        emit(x, "agency_report", x.code, [sh], "tên có chữ nước ngoài, CSV UTF-8 không BOM", {"rows": exp_rows(mp, F2)}, "csv", colmap(C), prefix="b2-", sep=",", enc="utf-8")
    else:
        simple2(x, cols2(x), "tên có chữ nước ngoài", ext="xls" if v == 2 else "xlsx")


@kind("diem", 4, "'88.5/100đ', '88,5 / 100', a struck column, tax-office codes")
def k_more(x):
    v, R = x.v, x.R
    if v in (0, 1):
        x.units = ratings(x.seed)
        x.office = "Sở Nông nghiệp và Phát triển nông thôn"
        C = [Col(f, h, lambda u, f=f: u[f]) for f, h in zip(F5, ["Tên HTX", "Mã số HTX", "Huyện/thành phố", "Điểm", "Xếp loại"])]
        for c in C:
            if c.field == "score":
                c.get = [lambda u: f"{u['score']:.1f}/100đ", lambda u: f"{u['score']:g} / 100".replace(".", ",")][v]
        sh = Sheet("Biểu 5")
        r = put_head(sh, titles(sh, x, f"Biểu 5. Kết quả đánh giá, xếp loại HTX nông nghiệp năm {YEAR}"), C)
        mp, r = put_rows(sh, r, C, x.units)
        emit(x, "agency_report", "SNNPTNT", [sh], ["«88.5/100đ»", "«88,5 / 100»"][v], {"rows": exp_rows(mp, F5)}, "xlsx", colmap(C), prefix="b5-")
    elif v == 2:
        x.units = registry(x.seed, YEAR, 18)
        C = rcols(x)
        code = {"Đang hoạt động": "00 - NNT đang hoạt động", "Tạm ngừng kinh doanh": "05 - NNT tạm ngừng kinh doanh", "Không hoạt động tại địa chỉ đã đăng ký": "06 - NNT không hoạt động tại địa chỉ đã đăng ký"}
        for c in C:
            if c.field == "status":
                c.get = lambda q: code.get(q["status"], q["status"])
        rsave(x, C, "tình trạng kèm mã của cơ quan thuế: 00, 05, 06", prefix="")
    else:
        C = cols2(x)
        def mut(sh, mp, e):
            i = [c.field for c in C].index("worker_income_vnd") + 1
            for (r, c) in list(sh.c):
                if c == i and r >= mp[0][1] - 1 and r <= mp[-1][1]:
                    sh.opt(r, c, strike=True)
            for d in e["rows"]:
                d["worker_income_vnd"] = None
            e["must_say_one_of"] = [say("error", sh.title, None)]
            e["concerned"] = [{"field": "worker_income_vnd"}]
            return e
        simple2(x, C, "cột thu nhập lao động gạch ngang cả tiêu đề lẫn số", mutate=mut)


def main():
    global OUT
    ap = argparse.ArgumentParser()
    ap.add_argument("--out", required=True)
    ap.add_argument("--seed", default="20261201")
    a = ap.parse_args()
    OUT = Path(a.out)
    for d in ("open", "held"):
        (OUT / d).mkdir(parents=True, exist_ok=True)
        for f in (OUT / d).iterdir():
            if f.suffix in (".json", ".xlsx", ".xls", ".csv"):
                f.unlink()
    for name, n, desc, f in KINDS:
        for v in range(n):
            held = v % 3 == 2
            x = Ctx(name, v, held, ("h" if held else "o") + a.seed)
            try:
                f(x)
            except Exception as ex:
                print("!!", name, v, type(ex).__name__, ex, file=sys.stderr)
                raise
    print(len(LIST), "files:", sum(h for h, *_ in LIST), "held")
    tab = ["| kind | open | held | what |", "|---|---|---|---|"]
    for name, n, desc, f in KINDS:
        o = sum(1 for h, _, k, _, _ in LIST if k == name and not h)
        tab.append(f"| {name} | {o} | {sum(1 for h, _, k, _, _ in LIST if k == name and h)} | {desc} |")
    (OUT / "kinds.md").write_text("\n".join(tab) + "\n", encoding="utf-8")
    for h in (False, True):
        (OUT / ("held" if h else "open") / "LIST.md").write_text("\n".join(f"- {n}: {w}" for hh, n, k, w, j in sorted(LIST, key=lambda t: t[1]) if hh == h) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
