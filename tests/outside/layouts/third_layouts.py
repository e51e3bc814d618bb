#!/usr/bin/env python3
"""A third outsider's catalogue of offices' layouts (all simulated): python -m tests.outside.layouts.third_layouts DIR draws DIR/{open,held}/*.xlsx|xls|ods|csv and *.json."""
import csv, datetime as dt, io, json, os, random, re, shutil, sys, unicodedata, zipfile
from xml.sax.saxutils import escape
import xlsxwriter
try:
    import xlwt
except ImportError:
    xlwt = None
OUT = sys.argv[1]
SEED = 20261201
# ------------------------------------------------------------------ places
DIST = {"608": "thành phố Kon Tum", "610": "huyện Đăk Glei", "611": "huyện Ngọc Hồi", "612": "huyện Đăk Tô", "613": "huyện Kon Plông",
        "614": "huyện Kon Rẫy", "615": "huyện Đăk Hà", "616": "huyện Sa Thầy", "617": "huyện Tu Mơ Rông", "618": "huyện Ia H'Drai"}
COM = {k: v.split("|") for k, v in {
    "608": "Phường Duy Tân|Phường Ngô Mây|Xã Đắk Cấm|Xã Kroong|Xã Vinh Quang|Xã Ia Chim|Xã Đăk Năng|Xã Hòa Bình",
    "610": "Thị trấn Đắk Glei|Xã Đắk Pék|Xã Đắk Choong|Xã Mường Hoong|Xã Ngọc Linh|Xã Đắk Long|Xã Đắk Môn",
    "611": "Thị trấn Plei Kần|Xã Đắk Ang|Xã Đắk Dục|Xã Đắk Xú|Xã Bờ Y|Xã Sa Loong",
    "612": "Thị trấn Đắk Tô|Xã Ngọk Tụ|Xã Đắk Trăm|Xã Kon Đào|Xã Tân Cảnh|Xã Diên Bình|Xã Pô Kô",
    "613": "Xã Đắk Tăng|Xã Măng Cành|Thị trấn Măng Đen|Xã Hiếu|Xã Pờ Ê",
    "614": "Thị trấn Đắk Rve|Xã Đắk Kôi|Xã Đắk Ruồng|Xã Đắk Tờ Re|Xã Tân Lập",
    "615": "Thị trấn Đắk Hà|Xã Đắk Pxi|Xã Đăk Long|Xã Đắk Hring|Xã Đăk Ngọk|Xã Đắk Mar|Xã Ngok Réo|Xã Hà Mòn|Xã Đắk La",
    "616": "Thị trấn Sa Thầy|Xã Rơ Kơi|Xã Sa Nhơn|Xã Hơ Moong|Xã Mô Rai|Xã Sa Bình|Xã Ya Ly",
    "617": "Xã Ngọc Lây|Xã Đắk Na|Xã Măng Ri|Xã Đắk Sao|Xã Đắk Tờ Kan|Xã Tu Mơ Rông|Xã Đắk Hà|Xã Tê Xăng",
    "618": "Xã Ia Đal|Xã Ia Dom|Xã Ia Tơi"}.items()}
CCODE = {"Xã Vinh Quang": "23320", "Xã Ia Chim": "23326", "Xã Đắk Môn": "23374", "Xã Đắk Trăm": "23430", "Xã Đăk Long": "23504",
         "Xã Đắk Hring": "23506", "Xã Mô Rai": "23536", "Xã Ia Đal": "23535", "Xã Ia Tơi": "23538"}
def dname(s): return DIST[s][0].upper() + DIST[s][1:]
def ub(s): return "UBND " + DIST[s]
def short(c): return re.sub(r"^(Xã|Phường|Thị trấn) ", "", c)
PRIV = ("Thành Đạt|Hưng Phát|Tân Tiến|Phú Thịnh|Minh Khai|Đồng Lợi|Bình An|Sơn Hà|Quyết Tiến|Phước Lộc|An Khang|Trường Xuân|Hòa Phát|Vạn Lợi|"
        "Nhật Minh|Đại Nghĩa|Thuận An|Gia Lâm|Kim Sơn|Lộc Phát|Hải Đăng|Toàn Thắng|Phương Nam|Bảo Tín|Tây Sơn|Đức Thành|Tiến Đạt|Mỹ Hòa|"
        "Thanh Bình|Cao Nguyên|Ngọc Sơn|Hồng Phúc|Liên Sơn|Xuân Mai|Trung Thành|Hợp Nhất").split("|")
PEOPLE = "Nguyễn Văn An|Trần Thị Bình|Lê Văn Cường|A Thút|Y Nga|Phạm Văn Dũng|A Blếch|Hoàng Thị Hoa|Đỗ Văn Khánh|Y Hương".split("|")
def mst(R):
    while True:
        d = [6, 1] + [R.randrange(10) for _ in range(7)]
        s = sum(a * b for a, b in zip(d, (31, 29, 23, 19, 17, 13, 7, 5, 3))) % 11
        if s and 10 - s >= 0:
            return "".join(map(str, d)) + str(10 - s)
# ------------------------------------------------------------------ truth fields
B2F = ["name", "unit_type", "registration_code", "commune", "sector", "founded_on", "status", "members", "new_members", "workers", "managers",
       "managers_trained", "revenue_vnd", "revenue_from_members_vnd", "profit_vnd", "member_income_vnd", "worker_income_vnd", "rating", "converted_from"]
MONEY = {"revenue_vnd", "revenue_from_members_vnd", "profit_vnd", "member_income_vnd", "worker_income_vnd", "charter_capital_vnd"}
NUMS = {"members", "new_members", "workers", "managers", "managers_trained"} | MONEY
SUMS = NUMS - {"member_income_vnd", "worker_income_vnd"}
def num(x, div=1):
    if x is None: return None
    y = round(x / div, 6)
    return int(y) if y == int(y) else y
def vn(x, dec=None, th="."):
    """1234.5 -> 1.234,5"""
    if x is None: return None
    s = f"{abs(x):,.{dec}f}" if dec is not None else f"{abs(x):,}"
    if dec is None and isinstance(x, float): s = f"{abs(x):,.2f}".rstrip("0").rstrip(".")
    s = s.replace(",", "\0").replace(".", ",").replace("\0", th)
    return ("-" if x < 0 else "") + s
def dmy(d, sep="/"): return f"{d.day:02d}{sep}{d.month:02d}{sep}{d.year}"
# ------------------------------------------------------------------ grid and writers
class Fm:
    def __init__(s, f, v): s.f, s.v = f, v
class Sh:
    def __init__(s, name): s.name, s.c, s.m, s.hr, s.hc, s.w, s.rh = name, {}, [], set(), set(), {}, {}
    def put(s, r, c, v, **f):
        if v is not None or f: s.c[r, c] = (v, f)
        return s
    def row(s, r, vs, c0=1, **f):
        for i, v in enumerate(vs): s.put(r, c0 + i, v, **f)
    def merge(s, r1, c1, r2, c2):
        if (r1, c1) != (r2, c2): s.m.append((r1, c1, r2, c2))
    def val(s, r, c):
        v = s.c.get((r, c), (None,))[0]
        return v.v if isinstance(v, Fm) else v
class WB:
    def __init__(s, *names): s.sheets = [Sh(n) for n in names]
    def add(s, n): s.sheets.append(Sh(n)); return s.sheets[-1]
    def __getitem__(s, i): return s.sheets[i]
def save_xlsx(wb, path):
    x = xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}); cache = {}
    x.set_properties({"created": dt.datetime(2019, 12, 5)})
    def F(f, v):
        f = dict(f); f.setdefault("font_name", "Times New Roman"); f.setdefault("font_size", 11)
        if isinstance(v, (dt.date, dt.datetime)): f.setdefault("num_format", "dd/mm/yyyy")
        k = json.dumps(f, sort_keys=True)
        if k not in cache: cache[k] = x.add_format(f)
        return cache[k]
    for sh in wb.sheets:
        ws = x.add_worksheet(sh.name)
        for r1, c1, r2, c2 in sh.m:
            v, f = sh.c.get((r1, c1), (None, {}))
            ws.merge_range(r1 - 1, c1 - 1, r2 - 1, c2 - 1, "", F({"valign": "vcenter", **f}, v))
        for (r, c), (v, f) in sorted(sh.c.items()):
            fm = F({"valign": "vcenter", **f}, v) if any(m[0] == r and m[1] == c for m in sh.m) else F(f, v)
            if isinstance(v, Fm): ws.write_formula(r - 1, c - 1, v.f, fm, v.v)
            elif isinstance(v, (dt.date, dt.datetime)): ws.write_datetime(r - 1, c - 1, v, fm)
            elif isinstance(v, str): ws.write_string(r - 1, c - 1, v, fm)
            elif v is None: ws.write_blank(r - 1, c - 1, None, fm)
            else: ws.write_number(r - 1, c - 1, v, fm)
        for r in sh.hr: ws.set_row(r - 1, None, None, {"hidden": True})
        for c in sh.hc: ws.set_column(c - 1, c - 1, None, None, {"hidden": True})
        for c in {c for _, c in sh.c}:
            n = [max(map(len, str(v).split("\n"))) for (r, k), (v, f) in sh.c.items() if k == c and r > 4 and not f.get("bold") and not any(m[0] == r and m[1] == c for m in sh.m)]
            if c not in sh.hc: ws.set_column(c - 1, c - 1, min(45, max(n + [9]) + 2))
        for c, w in sh.w.items(): ws.set_column(c - 1, c - 1, w)
        for r, h in sh.rh.items(): ws.set_row(r - 1, h)
    x.close()
def save_xls(wb, path):
    x = xlwt.Workbook(encoding="utf-8"); ds = xlwt.easyxf(num_format_str="dd/mm/yyyy"); pl = xlwt.easyxf("")
    for sh in wb.sheets:
        ws = x.add_sheet(sh.name, cell_overwrite_ok=True); tops = {(a, b): (c, d) for a, b, c, d in sh.m}
        for (r, c), (v, f) in sorted(sh.c.items()):
            if isinstance(v, Fm): v = v.v
            st = ds if isinstance(v, (dt.date, dt.datetime)) else pl
            if (r, c) in tops: ws.write_merge(r - 1, tops[r, c][0] - 1, c - 1, tops[r, c][1] - 1, v, st)
            else: ws.write(r - 1, c - 1, v, st)
    x.save(path)
def save_csv(wb, path, delim=";", enc="utf-8-sig"):
    sh = wb[0]; R, C = max(r for r, _ in sh.c), max(c for _, c in sh.c)
    with open(path, "w", newline="", encoding=enc) as f:
        w = csv.writer(f, delimiter=delim)
        for r in range(1, R + 1):
            row = [sh.val(r, c) for c in range(1, C + 1)]
            w.writerow(["" if v is None else dmy(v) if isinstance(v, dt.date) else (vn(v, None, "") if isinstance(v, float) else v) for v in row])
def save_ods(wb, path):
    o = ['<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
         'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" office:version="1.2">'
         '<office:automatic-styles><number:date-style style:name="N1"><number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>'
         '<style:style style:name="d" style:family="table-cell" style:data-style-name="N1"/></office:automatic-styles><office:body><office:spreadsheet>']
    for sh in wb.sheets:
        o.append(f'<table:table table:name="{escape(sh.name)}">')
        R, C = max(r for r, _ in sh.c), max(c for _, c in sh.c); tops = {(a, b): (c - a + 1, d - b + 1) for a, b, c, d in sh.m}
        cov = {(r, c) for a, b, e, d in sh.m for r in range(a, e + 1) for c in range(b, d + 1)} - set(tops)
        for r in range(1, R + 1):
            o.append("<table:table-row>")
            for c in range(1, C + 1):
                if (r, c) in cov: o.append("<table:covered-table-cell/>"); continue
                sp = f' table:number-rows-spanned="{tops[r, c][0]}" table:number-columns-spanned="{tops[r, c][1]}"' if (r, c) in tops else ""
                v = sh.val(r, c)
                if v is None: o.append(f"<table:table-cell{sp}/>")
                elif isinstance(v, dt.date): o.append(f'<table:table-cell{sp} table:style-name="d" office:value-type="date" office:date-value="{v.isoformat()[:10]}"><text:p>{dmy(v)}</text:p></table:table-cell>')
                elif isinstance(v, str): o.append(f'<table:table-cell{sp} office:value-type="string">' + "".join(f"<text:p>{escape(p)}</text:p>" for p in v.split("\n")) + "</table:table-cell>")
                else: o.append(f'<table:table-cell{sp} office:value-type="float" office:value="{v}"><text:p>{vn(v)}</text:p></table:table-cell>')
            o.append("</table:table-row>")
        o.append("</table:table>")
    o.append("</office:spreadsheet></office:body></office:document-content>")
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        z.writestr("META-INF/manifest.xml", '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
                   '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>', zipfile.ZIP_DEFLATED)
        z.writestr("content.xml", "".join(o), zipfile.ZIP_DEFLATED)
# ------------------------------------------------------------------ table primitives
class Col:
    def __init__(s, field, head, get=None): s.field, s.head, s.get = field, (head,) if isinstance(head, str) else tuple(head), get
def head(sh, r, cols, c0=1, **f):
    f = {"bold": True, "border": 1, "align": "center", "text_wrap": True, **f}
    D = max(len(k.head) for k in cols); hs = [k.head for k in cols]
    for lv in range(D):
        j = 0
        while j < len(hs):
            if len(hs[j]) <= lv: j += 1; continue
            k = j
            if lv < len(hs[j]) - 1:
                while k + 1 < len(hs) and len(hs[k + 1]) > lv + 1 and hs[k + 1][:lv + 1] == hs[j][:lv + 1]: k += 1
                sh.put(r + lv, c0 + j, hs[j][lv], **f); sh.merge(r + lv, c0 + j, r + lv, c0 + k)
            else:
                sh.put(r + lv, c0 + j, hs[j][lv], **f); sh.merge(r + lv, c0 + j, r + D - 1, c0 + j)
            j = k + 1
    return r + D
def body(sh, r, us, cols, c0=1, stt=1, **f):
    """writes units, returns (next row, [rows])"""
    rows = []
    for i, u in enumerate(us):
        for j, k in enumerate(cols):
            v = stt + i if k.field == "#" else (k.get(u) if k.get else None)
            if v is not None: sh.put(r, c0 + j, v, border=1, **f)
        rows.append(r); r += 1
    return r, rows
def total(sh, r, us, cols, label, c0=1, at=None):
    for j, k in enumerate(cols):
        if k.field in SUMS:
            vs = [k.get(u) for u in us]; vs = [v for v in vs if isinstance(v, (int, float))]
            if vs: sh.put(r, c0 + j, num(sum(vs)), bold=True)
    n = next(j for j, k in enumerate(cols) if k.field == (at or "name")); sh.put(r, c0 + n, label, bold=True)
    return r + 1
def sign(sh, r, c, who="Người lập biểu", boss="TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"):
    sh.put(r + 1, 2, who, bold=True); sh.put(r + 1, c, boss, bold=True, text_wrap=True)
def title(sh, t, off, unit=None, ncol=8, r=1):
    sh.put(r, 1, off + " (số liệu mô phỏng)", bold=True); sh.put(r + 1, 1, t, bold=True, font_size=14, align="center"); sh.merge(r + 1, 1, r + 1, ncol)
    if unit: sh.put(r + 2, ncol - 1, unit, italic=True)
    return r + 4
# ------------------------------------------------------------------ units of biểu 2
SECT = ["Nông nghiệp", "Công nghiệp - TTCN", "Xây dựng", "Tín dụng", "Thương mại - Dịch vụ", "Vận tải", "Khác"]
def units(R, s, nh=6, nt=4, year=2019, coms=None, qtd=True):
    us = []; priv = R.sample(PRIV, nh + 1); coms = coms or R.sample(COM[s], min(4, len(COM[s])))
    for i in range(nh):
        sec = "Nông nghiệp" if R.random() < .62 else R.choice(["Công nghiệp - TTCN", "Xây dựng", "Thương mại - Dịch vụ", "Vận tải"])
        w = {"Nông nghiệp": R.choice(["Nông nghiệp Dịch vụ", "Nông nghiệp", "NN DV TM", "Sản xuất và Dịch vụ Nông nghiệp"]), "Công nghiệp - TTCN": "Tiểu thủ công nghiệp",
             "Xây dựng": "Xây dựng", "Thương mại - Dịch vụ": "Thương mại Dịch vụ", "Vận tải": "Vận tải"}[sec]
        new = R.random() < .2; y = year if new else R.randrange(2002, year)
        mem = R.choice([9, 12, 15, 18, 22, 27, 33, 41, 48, 56, 73, 112, 164])
        rev = R.randrange(3200, 24000); stop = not new and R.random() < .12
        us.append(dict(name=f"{R.choice(['HTX', 'Hợp tác xã'])} {w} {priv[i]}", unit_type="HTX", registration_code=None if y < 2008 and R.random() < .5 else mst(R), commune=R.choice(coms),
            sector=sec, founded_on=dt.date(y, R.randrange(1, 12), R.randrange(1, 29)), status="Ngừng hoạt động" if stop else "Đang hoạt động", members=mem,
            new_members=mem if new else R.choice([0, 0, 1, 2, 3, 5]), workers=R.randrange(4, 35), managers=R.randrange(3, 9), managers_trained=R.randrange(0, 4),
            revenue_vnd=None if stop else rev * 100000, revenue_from_members_vnd=None if stop else int(rev * R.uniform(.2, .7)) * 100000,
            profit_vnd=None if stop else int(rev * R.uniform(-.04, .22)) * 100000, member_income_vnd=None if stop else R.randrange(2600, 4600) * 10000,
            worker_income_vnd=None if stop else R.randrange(3200, 5400) * 10000, rating="Không xếp loại" if new or stop else R.choice(["Tốt", "Khá", "Khá", "Trung bình", "Yếu"]), converted_from=None))
        if stop: us[-1].update(new_members=0, managers_trained=0)
        if new and sec == "Nông nghiệp": us[-1]["converted_from"] = f"THT trồng cà phê thôn {R.randrange(1, 9)}" if R.random() < .6 else None
    if qtd and nh > 3:
        u = us[R.randrange(nh)]; c = u["commune"]
        u.update(name=f"Quỹ tín dụng nhân dân {c[0].lower() + c[1:]}", unit_type="QTDND", sector="Tín dụng", members=R.randrange(700, 1900), founded_on=dt.date(R.randrange(1996, 2010), 5, 12),
                 converted_from=None, status="Đang hoạt động", rating=R.choice(["Tốt", "Khá"]), new_members=R.randrange(5, 40), registration_code=mst(R))
        for k in ("revenue_vnd", "revenue_from_members_vnd", "profit_vnd", "member_income_vnd", "worker_income_vnd"):
            u[k] = {"revenue_vnd": 6120300000 + R.randrange(0, 9000) * 100000, "revenue_from_members_vnd": 5210700000, "profit_vnd": 702400000, "member_income_vnd": 38250000, "worker_income_vnd": 61400000}[k]
    crops = R.sample(["trồng cà phê", "chăn nuôi bò", "trồng cây ăn quả", "trồng sâm dây", "nuôi cá lồng", "trồng bời lời", "nuôi dê", "trồng rau"], min(nt, 8))
    for i in range(nt):
        new = R.random() < .35; mem = R.randrange(6, 19); rev = R.randrange(600, 2600)
        us.append(dict(name=f"{R.choice(['THT', 'Tổ hợp tác'])} {crops[i]} thôn {R.randrange(1, 11)}", unit_type="THT", registration_code=None, commune=R.choice(coms), sector="Nông nghiệp",
            founded_on=dt.date(year if new else R.randrange(2012, year), R.randrange(1, 12), R.randrange(1, 29)), status="Đang hoạt động", members=mem, new_members=mem if new else R.choice([0, 0, 1, 2]),
            workers=R.randrange(0, 6), managers=R.choice([1, 1, 2]), managers_trained=R.choice([0, 0, 1]), revenue_vnd=rev * 100000, revenue_from_members_vnd=int(rev * .4) * 100000,
            profit_vnd=int(rev * .25) * 100000, member_income_vnd=R.randrange(2100, 3600) * 10000, worker_income_vnd=R.randrange(2400, 3900) * 10000, rating=None, converted_from=None))
    return us
HEAD = [  # natural office Vietnamese, one dialect an office
    dict(name="Tên tổ chức kinh tế tập thể", unit_type="Loại hình tổ chức", registration_code="Mã số thuế", commune="Địa bàn xã, thị trấn", sector="Ngành nghề hoạt động chính", founded_on="Thành lập ngày",
         status="Hiện trạng hoạt động", members="Tổng số thành viên hiện có", new_members="Thành viên kết nạp mới trong năm", workers="Lao động làm việc thường xuyên", managers="Số cán bộ quản lý",
         managers_trained="Cán bộ quản lý được tập huấn, bồi dưỡng trong năm", revenue_vnd="Tổng doanh thu", revenue_from_members_vnd="Doanh thu từ thành viên", profit_vnd="Lãi (+), lỗ (-)",
         member_income_vnd="Thu nhập bình quân một thành viên/năm", worker_income_vnd="Thu nhập bình quân một lao động/năm", rating="Kết quả phân loại", converted_from="Chuyển lên từ tổ hợp tác"),
    dict(name="Tên HTX, THT", unit_type="Mô hình", registration_code="MST", commune="Xã, TT", sector="Lĩnh vực SXKD", founded_on="Ngày, tháng, năm thành lập", status="Tình trạng HĐ", members="Số TV",
         new_members="TV mới trong năm", workers="LĐ thường xuyên", managers="Số CBQL", managers_trained="CBQL được ĐT, BD trong năm", revenue_vnd="Doanh thu", revenue_from_members_vnd="DT từ TV",
         profit_vnd="Lợi nhuận", member_income_vnd="TNBQ/TV/năm", worker_income_vnd="TNBQ/LĐ/năm", rating="Phân loại", converted_from="Từ THT chuyển thành"),
    dict(name="Đơn vị", unit_type="Hình thức (HTX, QTD, THT)", registration_code="Mã số đăng ký HTX", commune="Trụ sở tại xã", sector="Nhóm ngành", founded_on="Thời điểm thành lập", status="Đang hoạt động hay đã ngừng",
         members="Số lượng thành viên (tính đến cuối năm)", new_members="Trong đó vào mới trong năm", workers="Số lao động có việc làm thường xuyên", managers="Ban quản lý, điều hành (số cán bộ quản lý)",
         managers_trained="Số cán bộ quản lý đã dự lớp bồi dưỡng trong năm", revenue_vnd="Doanh thu cả năm", revenue_from_members_vnd="Doanh thu cung ứng cho thành viên", profit_vnd="Kết quả lãi, lỗ",
         member_income_vnd="Bình quân thu nhập thành viên", worker_income_vnd="Bình quân thu nhập lao động", rating="Đánh giá xếp loại", converted_from="Tiền thân là tổ hợp tác nào"),
    dict(name="Hợp tác xã, quỹ tín dụng, tổ hợp tác", unit_type="Thuộc loại hình", registration_code="Mã số HTX (MST)", commune="Nơi đóng trụ sở (xã, phường, thị trấn)", sector="Lĩnh vực hoạt động", founded_on="Ngày thành lập",
         status="Tình hình hoạt động", members="Thành viên", new_members="Thành viên mới kết nạp", workers="Lao động thường xuyên", managers="CB quản lý", managers_trained="CB quản lý được cử đi đào tạo, bồi dưỡng năm nay",
         revenue_vnd="Doanh thu SXKD", revenue_from_members_vnd="Trong đó: doanh thu với thành viên", profit_vnd="Lợi nhuận trong năm", member_income_vnd="Thu nhập BQ của thành viên",
         worker_income_vnd="Thu nhập BQ của lao động", rating="Xếp loại trong năm", converted_from="Chuyển đổi từ THT (ghi tên)"),
]
WORDS = [
    dict(unit_type=dict(HTX="Hợp tác xã", QTDND="Quỹ tín dụng nhân dân", THT="Tổ hợp tác", LHHTX="Liên hiệp HTX"), sector={}, status={"Đang hoạt động": "Đang hoạt động", "Ngừng hoạt động": "Đã ngừng hoạt động"}, rating={}),
    dict(unit_type=dict(QTDND="QTD"), sector={"Nông nghiệp": "NN", "Công nghiệp - TTCN": "CN-TTCN", "Xây dựng": "XD", "Thương mại - Dịch vụ": "TM-DV", "Vận tải": "VT"}, status={"Đang hoạt động": "Đang HĐ", "Ngừng hoạt động": "Ngừng HĐ"},
         rating={"Trung bình": "TB", "Không xếp loại": "Không XL"}),
    dict(unit_type=dict(QTDND="Quỹ TDND"), sector={"Công nghiệp - TTCN": "Tiểu thủ CN", "Thương mại - Dịch vụ": "Thương mại, dịch vụ"}, status={"Đang hoạt động": "đang hoạt động", "Ngừng hoạt động": "ngừng"}, rating={"Không xếp loại": "Chưa xếp loại"}),
    dict(unit_type={}, sector={}, status={}, rating={}),
]
def cols(d, div=1e6, only=None, omit=(), stt=True, heads=None, w=None):
    w = WORDS[d if w is None else w]; out = [Col("#", ["STT", "TT", "Số TT", "STT"][d])] if stt else []
    def g(f):
        if f in MONEY: return lambda u: num(u[f], div)
        if f in w: return lambda u: w[f].get(u[f], u[f]) if u[f] is not None else None
        return lambda u: u[f]
    for f in (only or B2F):
        if f not in omit: out.append(Col(f, (heads or {}).get(f, HEAD[d][f]), g(f)))
    return out
def tr(u, row, fs=B2F, have=None, **o):
    t = {"row": row}
    for f in fs: t[f] = u[f] if have is None or f in have else None
    t.update(o)
    return {k: (v.isoformat() if isinstance(v, dt.date) else v) for k, v in t.items()}
def truth(us, rows, cs=None, extra=(), **o):
    have = ({k.field for k in cs} | set(extra)) if cs else None
    return [tr(u, r, have=have, **o) for u, r in zip(us, rows)]
U3 = "Đơn vị tính: triệu đồng"
def ttl(s, y=2019, i=0): return [f"DANH SÁCH CÁC HTX, QTDND, TỔ HỢP TÁC TRÊN ĐỊA BÀN {DIST[s].upper()} NĂM {y}", f"Biểu 2. Tình hình các HTX, THT {DIST[s]} năm {y}", f"BIỂU SỐ 02\nThống kê HTX, THT năm {y}", f"Phụ lục 2: Danh sách hợp tác xã, tổ hợp tác năm {y}"][i % 4]
KINDS = []
def kind(name, what, n=2):
    def deco(f): KINDS.append((name, what, f, n)); return f
    return deco
def meta(s, table, rows, sheet, doubt=(), must=(), year=2019, ext="xlsx", lacks=False, **k):
    form = {"r": "registry_extract", "a": "alliance_members"}.get(table, "agency_report")
    m = dict(sender=s, year=year, form=form, table={"r": "registry_extract", "a": "alliance_members"}.get(table, f"Biểu {table}"), sheet=sheet, rows=rows, open_to_doubt=list(doubt), ext=ext, **k)
    if must: m["must_say_one_of"] = list(must)
    elif not doubt and not lacks: m["must_say"] = []
    return m
def simple(R, s, d, cs=None, us=None, year=2019, unit=U3, name="Biểu 2", end=True, **k):
    """one plain sheet with cs; -> wb, sh, us, rows, next row"""
    us = us or units(R, s, year=year, **k); cs = cs or cols(d); wb = WB(name); sh = wb[0]
    r = title(sh, ttl(s, year, d), ub(s), unit, len(cs)); r = head(sh, r, cs); r, rows = body(sh, r, us, cs)
    if end: sign(sh, r, len(cs) - 3)
    return wb, sh, us, rows, r
# ================================================================== BIỂU 2
def split(cs, a): return cs[:a], [cs[0], cs[1]] + cs[a:]
@kind("b2-tiep-theo-ben-duoi", "nửa số cột đầu ở trên, nửa sau ở bảng «tiếp theo» (trang sau hoặc bên dưới), nhắc lại TT và tên")
def _(v, R):
    s = ["612", "616"][v]; d = v; us = units(R, s); cs = cols(d); a, b = split(cs, 11); wb = WB("Biểu 2"); sh = wb[0]
    r = title(sh, ttl(s, 2019, d), ub(s), U3, len(a)); r = head(sh, r, a); r, rows = body(sh, r, us, a)
    if v == 0: s2 = wb.add("Biểu 2 (tiếp)"); q = 1
    else: s2 = sh; q = r + 2
    s2.put(q, 1, ["BIỂU 2 (tiếp theo)", "Biểu 2 (tiếp theo trang trước)"][v], bold=True); q = head(s2, q + 2, b); q, _r = body(s2, q, us, b); sign(s2, q, 6)
    return wb, meta(s, 2, truth(us, rows, cs), "Biểu 2")
@kind("b2-tiep-theo-ben-canh", "bảng nối tiếp sang bên phải sau một cột trống, nhắc lại TT và tên")
def _(v, R):
    s = ["613", "610"][v]; d = 1 + v; us = units(R, s); cs = cols(d); a, b = split(cs, 10); wb = WB(["Bieu 2", "B2"][v]); sh = wb[0]
    r = title(sh, ttl(s, 2019, d), ub(s), U3, len(a)); h = head(sh, r, a); head(sh, r, b, c0=len(a) + 2); sh.put(r - 1, len(a) + 2, "(tiếp theo)", italic=True)
    r, rows = body(sh, h, us, a); body(sh, h, us, b, c0=len(a) + 2); sign(sh, r, 6)
    return wb, meta(s, 2, truth(us, rows, cs), wb[0].name)
@kind("b2-cong-trang-mang-sang", "mỗi trang in: Cộng trang ở cuối, nhắc tiêu đề, dòng «Mang sang» ở đầu trang sau; cuối cùng Tổng cộng")
def _(v, R):
    s = ["615", "608"][v]; d = [0, 3][v]; us = units(R, s, 8, 6); cs = cols(d); wb = WB("Biểu 2"); sh = wb[0]
    r = title(sh, ttl(s, 2019, d), ub(s), U3, len(cs)); r = head(sh, r, cs); rows = []; cut = [5, 10]; done = 0
    for e in cut + [len(us)]:
        r, q = body(sh, r, us[done:e], cs, stt=done + 1); rows += q; done = e
        if e < len(us):
            r = total(sh, r, us[:e] if v else us[:e], cs, ["Cộng trang (lũy kế)", "Cộng chuyển trang sau"][v]); r += 1
            if v == 0: r = head(sh, r, cs)
            r = total(sh, r, us[:e], cs, ["Mang sang", "Trang trước chuyển sang"][v])
    r = total(sh, r, us, cs, "TỔNG CỘNG"); sign(sh, r, 8)
    return wb, meta(s, 2, truth(us, rows, cs), "Biểu 2")
@kind("b2-sang-to-thu-hai", "danh sách quá dài, các dòng sau nằm ở trang tính thứ hai, tiêu đề nhắc lại, số thứ tự chạy tiếp")
def _(v, R):
    s = ["615", "617"][v]; d = [2, 0][v]; us = units(R, s, 7, 5); cs = cols(d); wb = WB("Biểu 2", ["Biểu 2 tr2", "Biểu 2-tiep"][v])
    a, b = wb.sheets; r = title(a, ttl(s, 2019, d), ub(s), U3, len(cs)); r = head(a, r, cs); r, q1 = body(a, r, us[:7], cs)
    r = 1
    if v: b.put(1, 1, "Biểu 2 (trang 2)", italic=True); b.put(1, len(cs) - 1, U3); r = 3
    r = head(b, r, cs); r, q2 = body(b, r, us[7:], cs, stt=8); sign(b, r, 7)
    t = truth(us, q1 + q2, cs)
    for i, x in enumerate(t): x["sheet"] = wb.sheets[i >= 7].name
    return wb, meta(s, 2, t, "Biểu 2", open_note="tờ thứ hai ghi rõ là trang 2 của Biểu 2" if v else "tờ thứ hai chỉ có tiêu đề cột; đơn vị tính như tờ một",
                    doubt=() if v else sorted(MONEY & set(B2F)))
THTC = ["#", "name", "commune", "founded_on", "members", "new_members", "revenue_vnd", "profit_vnd", "member_income_vnd"]
def tht_cols(v, div=1e6):
    hs = [dict(name="Tên tổ hợp tác", commune="Xã", founded_on="Ngày UBND xã chứng thực hợp đồng hợp tác", members="Số tổ viên", new_members="Tổ viên mới trong năm", revenue_vnd="Doanh thu", profit_vnd="Lãi", member_income_vnd="Thu nhập BQ tổ viên/năm"),
          dict(name="Tổ hợp tác", commune="Thuộc xã", founded_on="Ngày chứng thực", members="Tổng số thành viên tổ", new_members="Trong đó: mới vào năm nay", revenue_vnd="Tổng thu bán sản phẩm, dịch vụ (doanh thu)", profit_vnd="Lãi, lỗ", member_income_vnd="Thu nhập bình quân/thành viên/năm")][v]
    return cols(3, div, only=THTC[1:], heads=hs)
@kind("b2-hai-bang-chong", "một trang: bảng I các HTX ở trên, bảng II tổ hợp tác ở dưới với tiêu đề khác, ít cột hơn")
def _(v, R):
    s = ["611", "614"][v]; d = [0, 1][v]; us = units(R, s, 6, 4); H = [u for u in us if u["unit_type"] != "THT"]; T = us[len(H):]; wb = WB("Biểu 2"); sh = wb[0]; cs = cols(d); tc = tht_cols(v)
    r = title(sh, ttl(s, 2019, d), ub(s), U3, len(cs)); sh.put(r, 1, ["I. HỢP TÁC XÃ, QUỸ TÍN DỤNG NHÂN DÂN", "A. Hợp tác xã và quỹ tín dụng"][v], bold=True); r = head(sh, r + 1, cs); r, q = body(sh, r, H, cs)
    if v == 0: r = total(sh, r, H, cs, "Cộng I")
    r += 2; sh.put(r, 1, ["II. TỔ HỢP TÁC", "B. Tổ hợp tác"][v], bold=True); r = head(sh, r + 1, tc); r, q2 = body(sh, r, T, tc)
    if v == 0: r = total(sh, r, T, tc, "Cộng II")
    sign(sh, r, 7)
    return wb, meta(s, 2, truth(H, q, cs) + truth(T, q2, tc, ["unit_type"]), "Biểu 2", lacks=True)
@kind("b2-hai-to-htx-tht", "tờ riêng cho HTX và tờ riêng cho THT, cột khác nhau")
def _(v, R):
    s = ["616", "608"][v]; d = [3, 2][v]; us = units(R, s, 6, 4); H = [u for u in us if u["unit_type"] != "THT"]; T = us[len(H):]
    wb = WB(["Biểu 2a", "2-HTX"][v], ["Biểu 2b", "2-THT"][v]); cs = cols(d); tc = tht_cols(1 - v); a, b = wb.sheets
    r = title(a, f"Biểu 2a. Danh sách HTX, quỹ tín dụng nhân dân năm 2019", ub(s), U3, len(cs)); r = head(a, r, cs); r, q = body(a, r, H, cs); sign(a, r, 7)
    r = title(b, f"Biểu 2b. Danh sách tổ hợp tác năm 2019", ub(s), U3, len(tc)); r = head(b, r, tc); r, q2 = body(b, r, T, tc); sign(b, r, 6)
    t = [dict(x, sheet=a.name) for x in truth(H, q, cs)] + [dict(x, sheet=b.name) for x in truth(T, q2, tc, ["unit_type"])]
    return wb, meta(s, 2, t, a.name, lacks=True)
@kind("b2-cong-xa-cuoi-nhom", "các đơn vị xếp theo xã, sau mỗi xã dòng «Cộng xã …», cuối là toàn huyện")
def _(v, R):
    s = ["612", "617"][v]; d = [1, 2][v]; cm = R.sample(COM[s], 3); us = sorted(units(R, s, 7, 5, coms=cm), key=lambda u: cm.index(u["commune"])); cs = cols(d); wb = WB("BIEU 2"); sh = wb[0]
    r = title(sh, ttl(s, 2019, d), ub(s), U3, len(cs)); r = head(sh, r, cs); rows = []; n = 1
    for c in cm:
        g = [u for u in us if u["commune"] == c]
        if not g: continue
        r, q = body(sh, r, g, cs, stt=n); rows += q; n += len(g)
        r = total(sh, r, g, cs, [f"Cộng {c[0].lower() + c[1:]}", f"Tổng {c}: {len(g)} đơn vị"][v])
    r = total(sh, r, us, cs, ["Toàn huyện", "Tổng số toàn huyện"][v]); sign(sh, r, 7)
    return wb, meta(s, 2, truth(us, rows, cs), "BIEU 2")
@kind("b2-so-cot-cong-thuc", "dưới tiêu đề một dòng số cột kiểu (1) (2) … (14)=(15)+(16); doanh thu tách thành viên / ngoài thành viên")
def _(v, R):
    s = ["610", "618"][v]; d = [0, 3][v]; us = units(R, s, 5, 4); cs = []
    for k in cols(d):
        if k.field == "revenue_vnd":
            cs += [Col("revenue_vnd", ("Doanh thu", ["Tổng số", "Tổng cộng"][v]), k.get), Col("revenue_from_members_vnd", ("Doanh thu", ["Với thành viên", "Từ cung ứng cho thành viên"][v]), lambda u: num(u["revenue_from_members_vnd"], 1e6)),
                   Col(None, ("Doanh thu", ["Ngoài thành viên", "Bán ra ngoài"][v]), lambda u: None if u["revenue_vnd"] is None else num(u["revenue_vnd"] - u["revenue_from_members_vnd"], 1e6))]
        elif k.field != "revenue_from_members_vnd": cs.append(k)
    wb = WB("Biểu 2"); sh = wb[0]; r = title(sh, ttl(s, 2019, d), ub(s), U3, len(cs)); r = head(sh, r, cs); t = next(i for i, k in enumerate(cs) if k.field == "revenue_vnd") + 1
    for i in range(1, len(cs) + 1):
        lab = f"{t}={t+1}+{t+2}" if i == t else str(i); sh.put(r, i, [f"({lab})", lab if i == t else i][v], italic=True, align="center")
    r, q = body(sh, r + 1, us, cs); sign(sh, r, 7)
    return wb, meta(s, 2, truth(us, q, cs), "Biểu 2")
@kind("b2-don-vi-tung-cot", "mỗi cột tiền một đơn vị riêng trong tiêu đề (triệu đồng, nghìn đồng, đồng/người/tháng)")
def _(v, R):
    s = ["611", "615"][v]; d = [3, 1][v]; us = units(R, s)
    for u in us:
        for f in ("member_income_vnd", "worker_income_vnd"):
            if u[f] is not None and v == 1: u[f] = round(u[f] / 12 / 50000) * 50000 * 12
    dv = [dict(revenue_vnd=("triệu đồng", 1e6), revenue_from_members_vnd=("triệu đồng", 1e6), profit_vnd=("nghìn đồng", 1e3), member_income_vnd=("nghìn đồng/người/năm", 1e3), worker_income_vnd=("tr.đ/người/năm", 1e6)),
          dict(revenue_vnd=("tỷ đồng", 1e9), revenue_from_members_vnd=("triệu đồng", 1e6), profit_vnd=("triệu đồng", 1e6), member_income_vnd=("đồng/người/tháng", 12), worker_income_vnd=("1.000 đ/người/tháng", 12e3))][v]
    cs = cols(d)
    for k in cs:
        if k.field in dv:
            n, q = dv[k.field]; h = k.head[0].replace("/năm", "") if v else k.head[0]; k.head = (f"{h} ({n})" if v == 0 else f"{h}\n({n})",); k.get = (lambda f, q: lambda u: num(u[f], q))(k.field, q)
        elif k.field in ("members", "new_members", "workers", "managers", "managers_trained"): k.head = (k.head[0] + " (người)",)
    wb, sh, us, rows, r = simple(R, s, d, cs, us, unit=None)
    return wb, meta(s, 2, truth(us, rows, cs), "Biểu 2", ["member_income_vnd", "worker_income_vnd"] if v else ())
@kind("b2-gop-doc-xa-loai", "ô xã (hoặc loại hình) gộp dọc cho cả nhóm đơn vị")
def _(v, R):
    s = ["614", "613"][v]; d = [2, 0][v]; cm = R.sample(COM[s], 3); us = units(R, s, 7, 5, coms=cm); f = ["commune", "unit_type"][v]; key = (lambda u: cm.index(u["commune"])) if v == 0 else (lambda u: ["HTX", "QTDND", "THT"].index(u["unit_type"]))
    us.sort(key=key); cs = cols(d)
    if v == 0: i = next(i for i, k in enumerate(cs) if k.field == "commune"); cs.insert(1, cs.pop(i))
    wb, sh, us, rows, r = simple(R, s, d, cs, us); c = next(i for i, k in enumerate(cs) if k.field == f) + 1; j = 0
    while j < len(us):
        k = j
        while k + 1 < len(us) and us[k + 1][f] == us[j][f]: k += 1; sh.c.pop((rows[k], c), None)
        sh.merge(rows[j], c, rows[k], c); j = k + 1
    return wb, meta(s, 2, truth(us, rows, cs), "Biểu 2")
@kind("b2-nam-truoc-ben-canh", "cột năm trước đặt cạnh cột năm nay cho thành viên, doanh thu, thu nhập (tách nhau, không gộp)")
def _(v, R):
    s = ["610", "612"][v]; d = [0, 1][v]; us = units(R, s); cs = []
    for k in cols(d):
        if k.field in ("members", "revenue_vnd", "member_income_vnd"):
            g = (lambda k: lambda u: None if k.get(u) is None or u["founded_on"].year == 2019 else (num(round(k.get(u) * (.8 + .15 * R.random())), 1) if k.field == "members" else round(k.get(u) * (.8 + .15 * R.random()), 1)))(k)
            if v == 0: cs += [Col(None, (k.head[0] + " năm 2018",), g), Col(k.field, (k.head[0] + " năm 2019",), k.get)]
            else: cs += [Col(k.field, (k.head[0], "TH 2019"), k.get), Col(None, (k.head[0], "TH 2018"), g)]
        else: cs.append(k)
    wb, sh, us, rows, r = simple(R, s, d, cs, us)
    return wb, meta(s, 2, truth(us, rows, cs), "Biểu 2")
@kind("b2-ke-hoach-thuc-hien-ty-le", "doanh thu, lợi nhuận: Kế hoạch | Thực hiện | % đạt")
def _(v, R):
    s = ["617", "611"][v]; d = [3, 2][v]; us = units(R, s); cs = []
    for k in cols(d):
        if k.field in ("revenue_vnd", "new_members") or (v and k.field == "profit_vnd"):
            plan = {id(u): (None if k.get(u) is None else max(1, round(abs(k.get(u)) * R.uniform(.9, 1.3)))) for u in us}
            P = (lambda p: lambda u: p[id(u)])(plan); T = (lambda k, P: lambda u: None if P(u) is None or k.get(u) < 0 else round(k.get(u) / P(u) * 100, 1))(k, P)
            n = [("KH năm 2019", "TH năm 2019", "TH/KH (%)"), ("Kế hoạch", "Thực hiện", "% đạt KH")][v]
            trio = [Col(None, (k.head[0], n[0]), P), Col(k.field, (k.head[0], n[1]), k.get), Col(None, (k.head[0], n[2]), T)]
            cs += trio
        else: cs.append(k)
    wb, sh, us, rows, r = simple(R, s, d, cs, us)
    return wb, meta(s, 2, truth(us, rows, cs), "Biểu 2")
@kind("b2-so-kem-trong-do", "số kèm lời trong ngoặc: «12 (trong đó nữ 5)», «25 người (nữ: 12)», «02 đ/c»")
def _(v, R):
    s = ["615", "614"][v]; d = [1, 3][v]; us = units(R, s); cs = cols(d)
    for k in cs:
        if k.field == "members": k.get = (lambda u: f"{u['members']} (trong đó nữ {u['members'] // 3})") if v == 0 else (lambda u: f"{vn(u['members'])} ({u['members'] // 3} nữ)")
        if k.field == "workers": k.get = (lambda u: f"{u['workers']} người (nữ: {u['workers'] // 2})") if v == 0 else (lambda u: f"{u['workers']}, trong đó {u['workers'] // 2} LĐ nữ" if u["workers"] > 3 else u["workers"])
        if k.field == "managers_trained" and v == 0: k.get = lambda u: f"{u['managers_trained']:02d} đ/c"
    wb, sh, us, rows, r = simple(R, s, d, cs, us)
    return wb, meta(s, 2, truth(us, rows, cs), "Biểu 2")
@kind("b2-so-go-chu", "mọi số gõ thành chữ: 1.234,5 · 1.234.000 đ · 35,20 trđ · 18 người · 04")
def _(v, R):
    s = ["616", "610"][v]; d = [2, 1][v]; us = units(R, s); cs = cols(d)
    for k in cs:
        if k.field in MONEY:
            g = k.get
            if v == 0: k.get = (lambda g, f: lambda u: None if g(u) is None else vn(float(g(u)), 1 if "income" not in f else 2) + (" trđ" if "income" in f else ""))(g, k.field)
            else: k.get = (lambda f: lambda u: None if u[f] is None else vn(u[f]) + (" đồng" if f == "profit_vnd" else " đ"))(k.field)
        elif k.field in NUMS: k.get = (lambda f: lambda u: f"{u[f]:02d}" + (["", " người"][f == "workers"] if v else {"members": " TV", "workers": " LĐ"}.get(f, "")))(k.field)
    wb, sh, us, rows, r = simple(R, s, d, cs, us, unit=[U3, "ĐVT: đồng"][v])
    return wb, meta(s, 2, truth(us, rows, cs), "Biểu 2")
@kind("b2-khoang-gan", "vài ô ghi ước chừng: «khoảng 45», «~ 120», «trên 1.200», «gần 30»")
def _(v, R):
    s = ["613", "617"][v]; d = [0, 3][v]; us = units(R, s); cs = cols(d); ap = {id(us[0]): "khoảng ", id(us[2]): "~ ", id(us[4]): "gần "}; ar = {id(us[1]): "trên ", id(us[3]): "≈ "}
    for k in cs:
        if k.field == "members": k.get = lambda u: ap[id(u)] + str(u["members"]) if id(u) in ap else u["members"]
        if k.field == "revenue_vnd": k.get = (lambda g: lambda u: ar[id(u)] + vn(g(u)) if id(u) in ar and g(u) is not None else g(u))(k.get)
    wb, sh, us, rows, r = simple(R, s, d, cs, us)
    db = [f"members@{rows[i]}" for i in (0, 2, 4)] + [f"revenue_vnd@{rows[i]}" for i in (1, 3)]
    return wb, meta(s, 2, truth(us, rows, cs), "Biểu 2", db)
def dstyle(i, d):
    return [dmy(d), dmy(d, "-"), dmy(d, "."), f"{d.day}/{d.month}/{d.year}", f"ngày {d.day:02d} tháng {d.month:02d} năm {d.year}", f"{d.day:02d}-{d.month:02d}-{d.year}", f"Ngày {dmy(d)}", dt.datetime(d.year, d.month, d.day)][i % 8]
@kind("b2-ngay-du-kieu", "ngày viết đủ kiểu trong một cột: 5.3.2019, 05-03-2019, ngày 05 tháng 3 năm 2019, ngày Excel")
def _(v, R):
    s = ["608", "611"][v]; d = [1, 2][v]; us = units(R, s, 7, 5); cs = cols(d); ix = {id(u): i + v * 3 for i, u in enumerate(us)}
    for k in cs:
        if k.field == "founded_on": k.get = lambda u: dstyle(ix[id(u)], u["founded_on"])
    wb, sh, us, rows, r = simple(R, s, d, cs, us)
    return wb, meta(s, 2, truth(us, rows, cs), "Biểu 2")
@kind("b2-dong-an-gach-le", "một dòng bị ẩn và một dòng gạch ngang giữa bảng: không đọc, phải nói")
def _(v, R):
    s = ["615", "612"][v]; d = [3, 0][v]; us = units(R, s, 7, 4); cs = cols(d); wb, sh, us, rows, r = simple(R, s, d, cs, us); a, b = (2, 5) if v == 0 else (4, 8)
    sh.hr.add(rows[a])
    for c in range(1, len(cs) + 1):
        if (rows[b], c) in sh.c: x, f = sh.c[rows[b], c]; sh.c[rows[b], c] = (x, {**f, "font_strikeout": True})
    t = [x for i, x in enumerate(truth(us, rows, cs)) if i not in (a, b)]; m = meta(s, 2, t, "Biểu 2", must=[{"severity": ["error"], "sheet": "Biểu 2", "row": rows[i]} for i in (a, b)])
    m["must_say_all"] = m.pop("must_say_one_of"); return wb, m
@kind("b2-viet-tat-day", "tiêu đề toàn chữ tắt hai tầng: TV, LĐ, CBQL, DT, LN, TNBQ, ĐT-BD; từ trong ô cũng tắt")
def _(v, R):
    s = ["617", "618"][v]; us = units(R, s); H = [dict(name="Tên HTX/THT", unit_type="LH", registration_code="MST", commune="Xã", sector="L.vực", founded_on="Ngày TL", status="T.trạng HĐ", members=("Thành viên (người)", "TS TV"), new_members=("Thành viên (người)", "TV mới"),
        workers="LĐTX (người)", managers=("CBQL (người)", "TS"), managers_trained=("CBQL (người)", "ĐT, BD trong năm"), revenue_vnd=("KQ SXKD (tr.đ)", "DT"), revenue_from_members_vnd=("KQ SXKD (tr.đ)", "Tr.đó: DT với TV"), profit_vnd=("KQ SXKD (tr.đ)", "LN"),
        member_income_vnd=("TNBQ (tr.đ/người/năm)", "TV"), worker_income_vnd=("TNBQ (tr.đ/người/năm)", "LĐTX"), rating="XL", converted_from="Chuyển từ THT"),
        dict(name="ĐV", unit_type="Loại hình", registration_code="MS thuế", commune="Địa bàn", sector="Ngành", founded_on="Ngày thành lập", status="Hiện trạng", members=("Nhân sự", "Số TV"), new_members=("Nhân sự", "TV mới k.nạp"), workers=("Nhân sự", "LĐ t.xuyên"),
        managers=("Nhân sự", "CBQL"), managers_trained=("Nhân sự", "CBQL qua ĐTBD 2019"), revenue_vnd=("Tài chính (Trđ)", "D.thu"), revenue_from_members_vnd=("Tài chính (Trđ)", "D.thu với TV"), profit_vnd=("Tài chính (Trđ)", "L.nhuận"),
        member_income_vnd=("Tài chính (Trđ)", "T.nhập BQ 1 TV"), worker_income_vnd=("Tài chính (Trđ)", "T.nhập BQ 1 LĐ"), rating="Xếp loại", converted_from="Gốc là THT")][v]
    cs = cols(1, heads=H); wb, sh, us, rows, r = simple(R, s, 1, cs, us, unit=None)
    return wb, meta(s, 2, truth(us, rows, cs), "Biểu 2")
@kind("b2-cot-thua", "thêm các cột không hỏi: giám đốc, điện thoại, địa chỉ, diện tích (ha), vốn điều lệ, ghi chú")
def _(v, R):
    s = ["614", "608"][v]; d = [0, 2][v]; us = units(R, s); ph = {id(u): f"09{R.randrange(10**7, 10**8)}" for u in us}; pe = {id(u): R.choice(PEOPLE) for u in us}; ha = {id(u): round(R.uniform(3, 190), 1) for u in us}; vo = {id(u): R.randrange(2, 40) * 50 for u in us}
    X = [Col(None, ["Giám đốc/Tổ trưởng", "Người đại diện"][v], lambda u: pe[id(u)]), Col(None, ["Điện thoại", "Số ĐT liên hệ"][v], lambda u: ph[id(u)]), Col(None, ["Diện tích (ha)", "Quy mô diện tích SX (ha)"][v], lambda u: ha[id(u)]), Col(None, ["Vốn điều lệ (triệu đồng)", "Vốn góp của thành viên (triệu đồng)"][v], lambda u: vo[id(u)])]
    cs = cols(d)
    if v == 0: cs[2:2] = X[:2]; cs[9:9] = X[2:]; cs.append(Col(None, "Ghi chú", lambda u: "HTX mới" if u["founded_on"].year == 2019 and u["unit_type"] == "HTX" else None))
    else: cs[5:5] = [X[2]]; cs[10:10] = [X[3]]; cs += [X[0], X[1], Col(None, "Sản phẩm chính", lambda u: "Cà phê" if u["sector"] == "Nông nghiệp" else None)]
    wb, sh, us, rows, r = simple(R, s, d, cs, us)
    return wb, meta(s, 2, truth(us, rows, cs), "Biểu 2")
@kind("b2-cot-dong-trong-xen", "cột trống xen giữa các nhóm cột, dòng trống xen giữa các xã")
def _(v, R):
    s = ["610", "616"][v]; d = [3, 0][v]; cm = R.sample(COM[s], 3); us = sorted(units(R, s, 6, 4, coms=cm), key=lambda u: cm.index(u["commune"])); cs = cols(d); out = []
    for k in cs:
        if k.field in ("members", "revenue_vnd", "rating"): out.append(Col(None, ""))
        out.append(k)
    wb = WB("Biểu 2"); sh = wb[0]; r = title(sh, ttl(s, 2019, d), ub(s), U3, len(out)); r = head(sh, r + v, out); rows = []; n = 1
    for k, c in list(sh.c.items()):
        if c[0] == "": sh.c.pop(k)
    for c in cm:
        g = [u for u in us if u["commune"] == c]; r, q = body(sh, r, g, out, stt=n); rows += q; n += len(g); r += 1
    sign(sh, r, 7); return wb, meta(s, 2, truth(us, rows, out), "Biểu 2")
@kind("b2-tieu-de-xoay", "tiêu đề xoay dọc, xuống dòng trong ô, gạch nối chia từ")
def _(v, R):
    s = ["611", "613"][v]; d = [2, 0][v]; us = units(R, s); cs = cols(d)
    for k in cs:
        w = k.head[0].split(" "); k.head = ("\n".join(w) if v == 0 else "\n".join(" ".join(w[i:i + 2]) for i in range(0, len(w), 2)),)
    wb = WB("Biểu 2"); sh = wb[0]; r = title(sh, ttl(s, 2019, d), ub(s), U3, len(cs)); h = head(sh, r, cs, rotation=90); sh.rh[r] = 150; r, rows = body(sh, h, us, cs); sign(sh, r, 7)
    return wb, meta(s, 2, truth(us, rows, cs), "Biểu 2")
@kind("b2-nfd", "toàn bộ chữ ở dạng tổ hợp (NFD), lẫn dấu cách không ngắt")
def _(v, R):
    s = ["612", "617"][v]; d = [3, 1][v]; wb, sh, us, rows, r = simple(R, s, d)
    for k, (x, f) in list(sh.c.items()):
        if isinstance(x, str): sh.c[k] = (unicodedata.normalize("NFD", x).replace(" ", "\u00a0" if v and k[1] % 2 else " "), f)
    return wb, meta(s, 2, truth(us, rows, cols(d)), "Biểu 2")
T3 = dict(zip("àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ",
              "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢£¤¥¦§"))
def tcvn3(x):
    x = unicodedata.normalize("NFC", x); assert not [c for c in x if ord(c) > 127 and c not in T3 and c not in "≈"], x
    return "".join(T3.get(c, c) for c in x)
def vni(x):
    tone = {"\u0301": "ùÙ", "\u0300": "øØ", "\u0309": "ûÛ", "\u0303": "õÕ", "\u0323": "ïÏ"}; circ = {"": "âÂ", "\u0301": "áÁ", "\u0300": "àÀ", "\u0309": "åÅ", "\u0303": "ãÃ", "\u0323": "äÄ"}; brev = {"": "êÊ", "\u0301": "éÉ", "\u0300": "èÈ", "\u0309": "úÚ", "\u0303": "üÜ", "\u0323": "ëË"}
    one = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "Í": "Í", "Ì": "Ì", "Ỉ": "Æ", "Ĩ": "Ó", "Ị": "Ò", "ỵ": "î", "Ỵ": "Î", "đ": "ñ", "Đ": "Ñ"}; o = []
    for ch in unicodedata.normalize("NFC", x):
        if ch in one: o.append(one[ch]); continue
        p = unicodedata.normalize("NFD", ch); b, marks = p[0], p[1:]; up = b.isupper(); t = next((m for m in marks if m in tone), "")
        if "\u0302" in marks: o.append(b + circ[t][up])
        elif "\u0306" in marks: o.append(b + brev[t][up])
        elif "\u031b" in marks: o.append({"o": "ô", "u": "ö", "O": "Ô", "U": "Ö"}[b] + (tone[t][up] if t else ""))
        else: o.append(b + (tone[t][up] if t else ""))
    return "".join(o)
@kind("b2-phong-chu-cu", "chữ TCVN3 (.VnTime) hoặc VNI (VNI-Times)")
def _(v, R):
    s = ["616", "612"][v]; d = 3; us = units(R, s); cs = cols(d); wb = WB("Bieu 2"); sh = wb[0]
    r = title(sh, [f"Biểu 2. Danh sách hợp tác xã, tổ hợp tác năm 2019", ttl(s, 2019, 0)][v], "UBND " + (DIST[s]), U3, len(cs)); r = head(sh, r, cs); r, rows = body(sh, r, us, cs); sh.put(r + 1, 2, "Người lập biểu")
    for k, (x, f) in list(sh.c.items()):
        sh.c[k] = ((tcvn3, vni)[v](x) if isinstance(x, str) else x, {**f, "font_name": [".VnTime", "VNI-Times"][v]})
    return wb, meta(s, 2, truth(us, rows, cs), "Bieu 2")
@kind("b2-cong-thuc", "số là công thức có giá trị lưu: cộng hai cột, ROUND, nhân 12 tháng, tham chiếu trang phụ, SUM ở dòng tổng")
def _(v, R):
    s = ["613", "615"][v]; d = [1, 0][v]; us = units(R, s); cs = cols(d); wb, sh, us, rows, r = simple(R, s, d, cs, us, end=False); ci = {k.field: i + 1 for i, k in enumerate(cs)}; L = lambda c: chr(64 + c)
    aux = wb.add("Tinh toan") if v else None
    for n, (u, q) in enumerate(zip(us, rows)):
        for f in ("revenue_vnd", "member_income_vnd", "members"):
            x = sh.val(q, ci[f])
            if x is None: continue
            if f == "members": a = x // 2; sh.put(q, ci[f], Fm(f"={a}+{x - a}", x))
            elif f == "revenue_vnd":
                if v: aux.put(n + 2, 1, u["name"]); aux.put(n + 2, 2, x); sh.put(q, ci[f], Fm(f"='Tinh toan'!B{n + 2}", x))
                else: sh.put(q, ci[f], Fm(f"=ROUND({x}*1,1)", x))
            else: sh.put(q, ci[f], Fm(f"={round(x / 12, 8)}*12" if v == 0 else f"=SUM({x},0)", x))
        sh.put(q, 1, Fm(f"=ROW()-{rows[0] - 1}", n + 1))
    if aux: aux.put(1, 1, "Tên"); aux.put(1, 2, "Doanh thu (triệu đồng)")
    for f in SUMS & set(ci): sh.put(r, ci[f], Fm(f"=SUM({L(ci[f])}{rows[0]}:{L(ci[f])}{rows[-1]})", num(sum(sh.val(q, ci[f]) or 0 for q in rows))))
    sh.put(r, ci["name"], "Tổng cộng"); return wb, meta(s, 2, truth(us, rows, cs), "Biểu 2")
@kind("b2-gach-khong-trong", "«-» và ô trống là không có số liệu, 0 là không; «…», «x», «Không có số liệu», «chưa báo cáo»")
def _(v, R):
    s = ["611", "617"][v]; d = [2, 3][v]; us = units(R, s, 7, 5); N = [["-", "–", "…", ""], ["không có số liệu", "-", "chưa có số liệu", "..."]][v]
    for i, u in enumerate(us):
        for f in (["revenue_from_members_vnd", "managers_trained"], ["member_income_vnd"], ["new_members", "profit_vnd"], ["worker_income_vnd", "workers"])[i % 4]:
            u[f] = None if (i + v) % 3 else 0
    cs = cols(d); ix = {id(u): i for i, u in enumerate(us)}
    for k in cs:
        if k.field in NUMS or k.field in ("rating", "registration_code"): k.get = (lambda g: lambda u: (N[ix[id(u)] % 4] or None) if g(u) is None else g(u))(k.get)
    wb, sh, us, rows, r = simple(R, s, d, cs, us); return wb, meta(s, 2, truth(us, rows, cs), "Biểu 2")
@kind("b2-ghi-chu-duoi-bang", "dưới bảng ghi chú có số: «Có 3 HTX được hỗ trợ 450 triệu đồng …», dấu * ở tên")
def _(v, R):
    s = ["608", "610"][v]; d = [1, 2][v]; us = units(R, s); cs = cols(d); star = us[1]["name"]
    for k in cs:
        if k.field == "name": k.get = lambda u: u["name"] + (["(*)", " (1)"][v] if u["name"] == star else "")
    wb, sh, us, rows, r = simple(R, s, d, cs, us, end=False); r = total(sh, r, us, cs, ["Tổng cộng", "Cộng"][v])
    for i, t in enumerate([["Ghi chú:", f"(*) {star}: năm 2018 doanh thu 1.250 triệu đồng, có 15 thành viên.", "- Có 3 HTX được hỗ trợ 450 triệu đồng từ chương trình khuyến nông.", "- Số liệu tính đến 30/11/2019."], ["Ghi chú: (1) mới sáp nhập 02 thôn, 35 hộ.", "Ngoài ra còn 4 nhóm sở thích với 62 hộ tham gia, chưa thống kê vào biểu."]][v]): sh.put(r + 1 + i, 1 + (i > 0) * (1 - v), t, italic=True)
    sign(sh, r + 6, 7); return wb, meta(s, 2, truth(us, rows, cs), "Biểu 2")
@kind("b2-doi-cho-cot", "thứ tự cột xáo trộn: xã trước, tên ở giữa, xếp loại đầu, STT cuối")
def _(v, R):
    s = ["614", "618"][v]; d = [0, 2][v]; us = units(R, s); by = {k.field: k for k in cols(d)}
    o = [["commune", "unit_type", "rating", "name", "sector", "status", "worker_income_vnd", "member_income_vnd", "profit_vnd", "revenue_from_members_vnd", "revenue_vnd", "managers_trained", "managers", "workers", "new_members", "members", "founded_on", "registration_code", "converted_from", "#"],
         ["#", "registration_code", "founded_on", "name", "commune", "workers", "members", "new_members", "managers", "managers_trained", "profit_vnd", "revenue_vnd", "revenue_from_members_vnd", "worker_income_vnd", "member_income_vnd", "sector", "rating", "unit_type", "status", "converted_from"]][v]
    if v == 0: by["revenue_from_members_vnd"].head = ("Doanh thu từ thành viên",)
    cs = [by[f] for f in o]; wb, sh, us, rows, r = simple(R, s, d, cs, us); return wb, meta(s, 2, truth(us, rows, cs), "Biểu 2")
@kind("b2-dau-ky-cuoi-ky", "thành viên: Đầu năm | Kết nạp mới | Ra khỏi | Cuối năm")
def _(v, R):
    s = ["615", "613"][v]; d = [3, 0][v]; us = units(R, s); cs = []; lo = {id(u): R.choice([0, 0, 1, 2]) if u["new_members"] != u["members"] else 0 for u in us}
    H = [("Biến động thành viên", ["Có đầu năm", "Kết nạp mới", "Xin ra", "Có đến cuối năm"]), ("Thành viên (người)", ["Số đầu năm", "Tăng do kết nạp mới", "Giảm", "Số cuối năm"])][v]
    for k in cols(d):
        if k.field == "members": cs += [Col(None, (H[0], H[1][0]), lambda u: u["members"] - u["new_members"] + lo[id(u)]), Col("new_members", (H[0], H[1][1]), lambda u: u["new_members"]), Col(None, (H[0], H[1][2]), lambda u: lo[id(u)]), Col("members", (H[0], H[1][3]), k.get)]
        elif k.field != "new_members": cs.append(k)
    wb, sh, us, rows, r = simple(R, s, d, cs, us); return wb, meta(s, 2, truth(us, rows, cs), "Biểu 2")
@kind("b2-ten-kem-giam-doc", "ô tên có thêm dòng người đứng đầu, điện thoại hoặc địa chỉ")
def _(v, R):
    s = ["610", "611"][v]; d = [2, 3][v]; us = units(R, s); cs = cols(d, heads=dict(name=["Tên đơn vị\n(Giám đốc, số ĐT)", "Tên HTX, THT; địa chỉ"][v])); rem = {id(u): [f"\n(GĐ: {R.choice(PEOPLE)} - ĐT 09{R.randrange(10**7, 10**8)})", f"\nĐịa chỉ: Thôn {R.randrange(1, 9)}, {u['commune']}"][v] for u in us}
    for k in cs:
        if k.field == "name": k.get = lambda u: u["name"] + rem[id(u)]
    wb, sh, us, rows, r = simple(R, s, d, cs, us); return wb, meta(s, 2, truth(us, rows, cs), "Biểu 2")
@kind("b2-nhom-linh-vuc", "lĩnh vực chỉ ghi ở dòng nhóm la mã, kèm số đơn vị; không có cột lĩnh vực")
def _(v, R):
    s = ["608", "616"][v]; d = [0, 1][v]; us = sorted(units(R, s, 9, 5), key=lambda u: SECT.index(u["sector"])); cs = cols(d, omit=("sector",)); wb = WB("Biểu 2"); sh = wb[0]
    r = title(sh, ttl(s, 2019, d), ub(s), U3, len(cs)); r = head(sh, r, cs); rows = []; n = 0
    for x in SECT:
        g = [u for u in us if u["sector"] == x]
        if not g: continue
        n += 1; sh.put(r, 1, ["I", "II", "III", "IV", "V", "VI", "VII"][n - 1], bold=True); sh.put(r, 2, [f"Lĩnh vực {x[0].lower() + x[1:]} ({len(g)} đơn vị)", f"{x.upper()}"][v], bold=True)
        if v == 0: total(sh, r, g, cs, f"Lĩnh vực {x[0].lower() + x[1:]} ({len(g)} đơn vị)")
        r, q = body(sh, r + 1, g, cs); rows += q
    sign(sh, r, 7); return wb, meta(s, 2, truth(us, rows, cs, ["sector"]), "Biểu 2")
@kind("b2-moi-xa-mot-to", "mỗi xã một trang tính, tên xã ở tiêu đề trang, không có cột xã")
def _(v, R):
    s = ["618", "614"][v]; d = [3, 2][v]; cm = COM[s][:3]; cs = cols(d, omit=("commune",)); wb = WB(); t = []
    for c in cm:
        us = units(R, s, 3, 2, coms=[c], qtd=False); sh = wb.add(short(c)); r = title(sh, [f"Biểu 2. Danh sách HTX, THT {c[0].lower() + c[1:]} năm 2019", f"DANH SÁCH HTX, THT NĂM 2019"][v], ub(s), U3, len(cs))
        if v: sh.put(r - 1, 1, f"Địa bàn: {c}", italic=True)
        r = head(sh, r, cs); r, q = body(sh, r, us, cs); t += [dict(x, sheet=sh.name) for x in truth(us, q, cs, ["commune"])]
    return wb, meta(s, 2, t, short(cm[0]), ["commune"] if False else ())
@kind("b2-xls-cu", "Excel 97-2003 từ phần mềm cũ: chữ số là văn bản, mã số thuế là số, ngày là chữ")
def _(v, R):
    s = ["612", "610"][v]; d = [1, 0][v]; us = units(R, s); cs = cols(d)
    for k in cs:
        if k.field == "registration_code": k.get = lambda u: int(u["registration_code"]) if u["registration_code"] else None
        if k.field == "founded_on" and v: k.get = lambda u: dmy(u["founded_on"])
        if k.field in MONEY and v == 0: k.get = (lambda g: lambda u: None if g(u) is None else vn(float(g(u)), 2))(k.get)
    wb, sh, us, rows, r = simple(R, s, d, cs, us); return wb, meta(s, 2, truth(us, rows, cs), "Biểu 2", ext="xls" if xlwt else "xlsx")
@kind("b2-csv-kem-ods", "CSV dấu chấm phẩy có dòng đầu đề, hoặc .ods với ô gộp")
def _(v, R):
    s = ["617", "613"][v]; d = [2, 1][v]; wb, sh, us, rows, r = simple(R, s, d); return wb, meta(s, 2, truth(us, rows, cols(d)), None if v == 0 else "Biểu 2", ext=["csv", "ods"][v])
@kind("b2-xoay-ngang", "bảng xoay: mỗi đơn vị một cột, chỉ tiêu xuống dòng (huyện ít đơn vị)")
def _(v, R):
    s = "618"; d = [0, 3][v]; us = units(R, s, 4, 2, qtd=False); cs = cols(d, stt=False); wb = WB("Biểu 2"); sh = wb[0]; r = title(sh, ttl(s, 2019, d), ub(s), U3, 2 + len(us))
    sh.put(r, 1, "TT", bold=True); sh.put(r, 2, "Nội dung", bold=True)
    for j, u in enumerate(us): sh.put(r, 3 + j, u["name"], bold=True, text_wrap=True)
    for i, k in enumerate(cs[1:]):
        sh.put(r + 1 + i, 1, i + 1); sh.put(r + 1 + i, 2, k.head[0])
        for j, u in enumerate(us):
            if k.get(u) is not None: sh.put(r + 1 + i, 3 + j, k.get(u))
    t = [dict(tr(u, None), column=chr(67 + j)) for j, u in enumerate(us)]; return wb, meta(s, 2, t, "Biểu 2")
@kind("b2-tong-truoc-chi-tiet", "dòng «Tổng số» đặt ngay dưới tiêu đề, rồi từng nhóm HTX, QTDND, THT với số cộng nhóm; không có cột loại hình")
def _(v, R):
    s = ["608", "617"][v]; d = [1, 3][v]; us = units(R, s, 7, 5); cs = cols(d, omit=("unit_type",)); wb = WB("Biểu 2"); sh = wb[0]; o = ["HTX", "QTDND", "THT"]; us.sort(key=lambda u: o.index(u["unit_type"]))
    r = title(sh, ttl(s, 2019, d), ub(s), U3, len(cs)); r = head(sh, r, cs); r = total(sh, r, us, cs, ["TỔNG SỐ", "Tổng số toàn huyện"][v]); rows = []
    for i, t in enumerate(o):
        g = [u for u in us if u["unit_type"] == t]
        if not g: continue
        sh.put(r, 1, ["ABC", ["I", "II", "III"]][v][i], bold=True); r = total(sh, r, g, cs, [{"HTX": "Hợp tác xã", "QTDND": "Quỹ tín dụng nhân dân", "THT": "Tổ hợp tác"}, {"HTX": f"HTX ({len(g)})", "QTDND": f"QTDND ({len(g)})", "THT": f"THT ({len(g)})"}][v][t]); r, q = body(sh, r, g, cs); rows += q
    sign(sh, r, 7); return wb, meta(s, 2, truth(us, rows, cs, ["unit_type"]), "Biểu 2")
@kind("b2-don-vi-nghin-ty", "cả bảng tính bằng nghìn đồng hoặc tỷ đồng, đơn vị ghi ở tiêu đề bảng, ở dòng khác thường")
def _(v, R):
    s = ["611", "612"][v]; d = [2, 3][v]; us = units(R, s); cs = cols(d, [1e3, 1e9][v]); wb = WB("Biểu 2"); sh = wb[0]; r = title(sh, ttl(s, 2019, d) + (" (ĐVT: 1.000 đồng)" if v == 0 else ""), ub(s), None, len(cs))
    if v: sh.put(r - 1, 2, "ĐVT: tỷ đồng; người", italic=True)
    r = head(sh, r, cs); r, rows = body(sh, r, us, cs); sign(sh, r, 7); return wb, meta(s, 2, truth(us, rows, cs), "Biểu 2")
@kind("b2-so-khong-hien-gach", "số 0 trong ô được định dạng hiện thành «-» (kiểu kế toán), ô trống là không có số liệu")
def _(v, R):
    s = ["614", "616"][v]; d = [3, 0][v]; us = units(R, s, 6, 4)
    for i, u in enumerate(us):
        if i % 3 == 0: u["new_members"] = 0
        if i % 3 == 1: u["managers_trained"] = 0
        if i % 4 == 2: u["managers_trained"] = None
    cs = cols(d); wb, sh, us, rows, r = simple(R, s, d, cs, us); db = []
    for i, k in enumerate(cs):
        if k.field in NUMS:
            for q in rows:
                if (q, i + 1) in sh.c:
                    x, f = sh.c[q, i + 1]; sh.c[q, i + 1] = (x, {**f, "num_format": ['#,##0.##;-#,##0.##;"-"', '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)'][v] if k.field not in MONEY else ['#,##0.0;-#,##0.0;"-"', '#,##0.00;(#,##0.00);"-"'][v]})
                    if x == 0: db.append(f"{k.field}@{q}")
    return wb, meta(s, 2, truth(us, rows, cs), "Biểu 2", db)
# ================================================================== BIỂU 1
ITEMS = "I.1 I.1a I.1b I.1c I.1d I.2 I.2a I.3 I.4 I.5 I.6 I.6x I.7 I.7a I.7b I.8 II.1 II.1b III.1 III.1a III.1b III.2".split()
MON1 = {"I.4", "I.5", "I.6", "I.6x"}
W1 = [
    ["Tổng số HTX hiện có (kể cả quỹ tín dụng nhân dân)", "Trong đó: - Số HTX đang hoạt động", "- Số HTX thành lập mới trong năm", "- Số HTX giải thể trong năm", "- Số HTX hoạt động có hiệu quả", "Tổng số thành viên của HTX", "Trong đó: thành viên mới gia nhập", "Số lao động làm việc thường xuyên trong HTX",
     "Doanh thu bình quân 01 HTX", "Lãi bình quân 01 HTX", "Thu nhập bình quân của lao động thường xuyên trong HTX", "Thu nhập bình quân của thành viên HTX", "Tổng số cán bộ quản lý HTX", "Trong đó: - Trình độ sơ cấp, trung cấp", "- Trình độ cao đẳng, đại học trở lên", "Số cán bộ quản lý HTX được đào tạo, bồi dưỡng trong năm",
     "Tổng số liên hiệp HTX", "Trong đó: thành lập mới", "Tổng số tổ hợp tác", "Trong đó: - Thành lập mới", "- Được UBND xã chứng thực", "Tổng số thành viên tổ hợp tác"],
    ["Số HTX", "Tr.đó: đang HĐ", "Thành lập mới", "Giải thể", "HĐ có hiệu quả", "Số TV HTX", "Tr.đó: TV mới", "LĐ thường xuyên trong HTX", "DT bình quân/HTX", "Lãi BQ/HTX", "TNBQ của LĐ thường xuyên", "TNBQ của TV", "Số CBQL HTX", "Tr.đó: trình độ SC, TC", "Trình độ CĐ, ĐH trở lên", "CBQL HTX được ĐT, BD trong năm",
     "Số LHHTX", "Tr.đó: thành lập mới", "Số THT", "Tr.đó: thành lập mới", "Có chứng thực của UBND xã", "Số TV THT"],
    ["Số hợp tác xã có đến cuối kỳ", "a) Số HTX đang hoạt động", "b) Số HTX mới thành lập", "c) Số HTX đã giải thể", "d) Số HTX hoạt động hiệu quả", "Số thành viên tham gia HTX", "Số thành viên kết nạp mới vào HTX", "Lao động thường xuyên làm việc tại HTX", "Mức doanh thu bình quân của một HTX", "Mức lãi bình quân của một HTX",
     "Mức thu nhập bình quân một lao động thường xuyên của HTX", "Mức thu nhập bình quân một thành viên HTX", "Số người làm công tác quản lý HTX (cán bộ quản lý)", "a) Có trình độ sơ cấp, trung cấp", "b) Có trình độ từ cao đẳng, đại học trở lên", "Số lượt cán bộ quản lý HTX dự đào tạo, bồi dưỡng trong năm", "Số liên hiệp HTX có đến cuối kỳ", "Số liên hiệp HTX mới thành lập",
     "Số tổ hợp tác có đến cuối kỳ", "a) Số tổ hợp tác mới thành lập", "b) Số tổ hợp tác có hợp đồng được UBND xã chứng thực", "Số thành viên tham gia tổ hợp tác"],
]
W1[2][15] = "Số cán bộ quản lý HTX đã dự đào tạo, bồi dưỡng trong năm"
UN = ["HTX", "HTX", "HTX", "HTX", "HTX", "thành viên", "thành viên", "người", "triệu đồng/năm", "triệu đồng/năm", "triệu đồng/năm", "triệu đồng/người/năm", "người", "người", "người", "người", "LHHTX", "LHHTX", "THT", "THT", "THT", "thành viên"]
NO = [["1", "", "", "", "", "2", "", "3", "4", "5", "6", "7", "8", "", "", "9", "1", "", "1", "", "", "2"], ITEMS, [str(i + 1) for i in range(22)]]
GRP = {0: ["HỢP TÁC XÃ", "Hợp tác xã", "KHU VỰC HỢP TÁC XÃ"], 16: ["LIÊN HIỆP HỢP TÁC XÃ", "Liên hiệp HTX", "KHU VỰC LIÊN HIỆP HTX"], 18: ["TỔ HỢP TÁC", "Tổ hợp tác", "KHU VỰC TỔ HỢP TÁC"]}
def b1data(R, k=1.0):
    def one(p=None):
        tot = R.randrange(8, 17) if p is None else None; new = R.randrange(1, 4); dis = R.randrange(0, 2)
        if p: tot = p["I.1"] + new - dis
        act = tot - R.randrange(0, 3); nm = R.randrange(20, 140); mem = R.randrange(600, 1900) if p is None else p["I.2"] + nm - R.randrange(0, 30); m = R.randrange(44, 80) if p is None else p["I.7"] + R.randrange(0, 9); a = m // 2 - R.randrange(0, 5); lh = R.choice([0, 0, 1]) if p is None else p["II.1"]
        tn = R.randrange(1, 5); tt = R.randrange(9, 22) if p is None else p["III.1"] + tn
        return {"I.1": tot, "I.1a": act, "I.1b": new, "I.1c": dis, "I.1d": act - R.randrange(2, 5), "I.2": mem, "I.2a": nm, "I.3": R.randrange(80, 240), "I.4": R.randrange(120000, 240000) * 10000, "I.5": R.randrange(12000, 27000) * 10000, "I.6": R.randrange(3300, 4700) * 10000,
                "I.6x": R.randrange(2700, 3600) * 10000, "I.7": m, "I.7a": a, "I.7b": m // 4, "I.8": R.randrange(9, 35), "II.1": lh, "II.1b": 0, "III.1": tt, "III.1a": tn, "III.1b": tt - R.randrange(2, 7), "III.2": tt * R.randrange(9, 13)}
    p = one(); c = one(p)
    for it, u in (("I.3", 1), ("I.4", 10000), ("I.5", 10000), ("I.6", 10000), ("I.6x", 10000), ("I.8", 1)): c[it] = round(p[it] * R.uniform(.95, 1.16) / u) * u
    c["III.2"] = p["III.2"] + c["III.1a"] * R.randrange(8, 13); c["III.1b"] = p["III.1b"] + max(0, c["III.1a"] - 1); return p, c
def spl(x, n): return [x // n + (j < x % n) for j in range(n)]
def m1(it, x, div=1e6): return num(x, div) if it in MON1 else x
def t1(p, c, rows): return [{"row": r, "item": it, "previous_value": None if p is None else p[it], "value": c[it]} for it, r in zip(ITEMS, rows)]
def b1t(s, i, y=2019): return [f"TỔNG HỢP CHỈ TIÊU PHÁT TRIỂN KINH TẾ TẬP THỂ NĂM {y}", f"Biểu 1. Tình hình kinh tế tập thể {DIST[s]} năm {y}", f"BIỂU SỐ 01: CHỈ TIÊU TỔNG HỢP NĂM {y}"][i % 3]
def b1(R, s, w, heads, vals, no=None, unit=True, y=2019, name="Biểu 1", data=None, groups=True, skiphead=None):
    """heads: list of tuples; vals: list of fn(item, prev, cur) -> cell; returns wb, sh, p, c, rows, next"""
    p, c = data or b1data(R); wb = WB(name); sh = wb[0]; cs = [Col(None, ["STT", "TT", "Số TT"][w]), Col(None, ["Chỉ tiêu", "Nội dung", "Tên chỉ tiêu"][w])] + ([Col(None, ["Đơn vị tính", "ĐVT", "Đơn vị"][w])] if unit else []) + [Col(None, h) for h in heads]
    r = title(sh, b1t(s, w, y), ub(s), None, len(cs)); r = head(sh, r, cs); rows = []; g = 0; NN = no or NO[w]
    for i, it in enumerate(ITEMS):
        if groups and i in GRP: sh.put(r, 1, ["I", "II", "III"][g], bold=True); sh.put(r, 2, GRP[i][w], bold=True); g += 1; r += 1
        sh.put(r, 1, NN[i] or None); sh.put(r, 2, W1[w][i]); k = 3
        if unit: sh.put(r, 3, UN[i]); k = 4
        for j, f in enumerate(vals):
            x = f(it, p[it], c[it])
            if x is not None: sh.put(r, k + j, x)
        rows.append(r); r += 1
    return wb, sh, p, c, rows, r
P = lambda it, p, c: m1(it, p)
C = lambda it, p, c: m1(it, c)
@kind("b1-chi-tieu-ngang", "chỉ tiêu chạy ngang, các xã chạy dọc, dòng «Toàn huyện»; năm trước là một dòng riêng")
def _(v, R):
    s = ["618", "613"][v]; p, c = b1data(R); wb = WB("Biểu 1"); sh = wb[0]; cm = COM[s][:4 - v]; grp = ["Hợp tác xã", "Liên hiệp HTX", "Tổ hợp tác"]; w = [0, 1][v]
    cs = [Col(None, "TT"), Col(None, ["Địa bàn", "Xã, thị trấn"][v])] + [Col(it, (grp[0 if i < 16 else 1 if i < 18 else 2], W1[w][i].replace("Trong đó: ", "").replace("Tr.đó: ", "").lstrip("- ") + (f" ({UN[i].replace('triệu đồng', 'tr.đ')})" if it in MON1 else ""))) for i, it in enumerate(ITEMS)]
    r = title(sh, b1t(s, w), ub(s), None, 12); r = head(sh, r, cs); parts = []
    for it in ITEMS:
        if it in MON1: parts.append([round(c[it] * R.uniform(.8, 1.2) / 10000) * 10000 for _ in cm])
        else:
            q = spl(c[it], len(cm))
            parts.append(q)
    if v == 1: sh.put(r, 2, "Năm 2018 (toàn huyện)", italic=True); pr = r; [sh.put(r, 3 + i, m1(it, p[it])) for i, it in enumerate(ITEMS)]; r += 1
    for j, x in enumerate(cm):
        sh.put(r, 1, j + 1); sh.put(r, 2, x); [sh.put(r, 3 + i, m1(it, parts[i][j])) for i, it in enumerate(ITEMS)]; r += 1
    sh.put(r, 2, ["Toàn huyện năm 2019", "Năm 2019 (toàn huyện)"][v], bold=True); [sh.put(r, 3 + i, m1(it, c[it])) for i, it in enumerate(ITEMS)]; cr = r
    if v == 0: r += 1; sh.put(r, 2, "Toàn huyện năm 2018", italic=True); [sh.put(r, 3 + i, m1(it, p[it])) for i, it in enumerate(ITEMS)]
    return wb, meta(s, 1, t1(p, c, [cr] * 22), "Biểu 1")
@kind("b1-xa-theo-cot", "chỉ tiêu chạy dọc; cột: Toàn huyện 2018, Toàn huyện 2019, trong đó từng xã")
def _(v, R):
    s = ["614", "618"][v]; w = [2, 0][v]; cm = COM[s][:3]; L = [("Toàn huyện năm 2018",), ("Toàn huyện năm 2019",)] if v == 0 else [("Tổng số", "Năm 2018"), ("Tổng số", "Năm 2019")]
    H = L + [([f"Chia ra các xã năm 2019", "Trong đó (năm 2019)"][v], x) for x in cm]; st = {}
    def part(j):
        def f(it, p, c):
            if it in MON1: return None
            return spl(c, 3)[j]
        return f
    wb, sh, p, c, rows, r = b1(R, s, w, H, [P, C] + [part(j) for j in range(3)]); return wb, meta(s, 1, t1(p, c, rows), "Biểu 1")
@kind("b1-ba-bang-chong", "ba bảng nhỏ chồng nhau: HTX, LHHTX, THT, mỗi bảng có tiêu đề riêng")
def _(v, R):
    s = ["611", "617"][v]; w = [1, 0][v]; p, c = b1data(R); wb = WB("Biểu 1"); sh = wb[0]; r = title(sh, b1t(s, w), ub(s), None, 5); rows = []; H = ["TT", "Chỉ tiêu", "ĐVT"] + [["Năm 2018", "Năm 2019"], ["TH năm 2018", "TH năm 2019"]][v]
    for g, (a, b) in enumerate(((0, 16), (16, 18), (18, 22))):
        sh.put(r, 1, f"{['I', 'II', 'III'][g]}. {GRP[a][w]}", bold=True); sh.row(r + 1, H, bold=True); r += 2
        for i in range(a, b):
            it = ITEMS[i]; sh.row(r, [NO[w][i] or None, W1[w][i], UN[i], m1(it, p[it]), m1(it, c[it])]); rows.append(r); r += 1
        r += 1
    return wb, meta(s, 1, t1(p, c, rows), "Biểu 1")
@kind("b1-ke-hoach-ty-le", "TH 2018 | KH 2019 | TH 2019 | % so KH | % so cùng kỳ")
def _(v, R):
    s = ["615", "610"][v]; w = [0, 2][v]; K = lambda it, p, c: m1(it, round(c * 1.1 / (10000 if it in MON1 else 1)) * (10000 if it in MON1 else 1)); pc = lambda a, b: round(a / b * 100, 1) if b else None
    H = [[("Thực hiện năm 2018",), ("Kế hoạch năm 2019",), ("Thực hiện năm 2019",), ("So sánh (%)", "TH 2019/KH 2019"), ("So sánh (%)", "TH 2019/TH 2018")],
         [("Năm 2019", "KH giao"), ("Năm 2019", "Thực hiện"), ("Năm 2019", "Đạt (%)"), ("Cùng kỳ năm 2018 (thực hiện)",), ("Tăng, giảm so năm 2018 (%)",)]][v]
    V = [[P, K, C, lambda it, p, c: pc(C(it, p, c), K(it, p, c)), lambda it, p, c: pc(c, p)], [K, C, lambda it, p, c: pc(C(it, p, c), K(it, p, c)), P, lambda it, p, c: round(c / p * 100 - 100, 1) if p else None]][v]
    wb, sh, p, c, rows, r = b1(R, s, w, H, V); return wb, meta(s, 1, t1(p, c, rows), "Biểu 1")
@kind("b1-khong-stt-viet-tat", "không có cột STT, không có dòng nhóm, lời chỉ tiêu viết tắt hoặc theo cách của huyện")
def _(v, R):
    s = ["612", "608"][v]; p, c = b1data(R); wb = WB(["Bieu 1", "B1"][v]); sh = wb[0]; ws = [w for w in W1[1]] if v == 0 else [x.lstrip("- ").replace("Trong đó: ", "Trong đó ") for x in W1[2]]
    if v == 0: ws[17] = "LHHTX thành lập mới"; ws[19] = "THT thành lập mới"; ws[20] = "THT có chứng thực của UBND xã"; ws[2] = "HTX thành lập mới"; ws[3] = "HTX giải thể"; ws[4] = "HTX HĐ có hiệu quả"; ws[13] = "Tr.đó: CBQL trình độ SC, TC"; ws[14] = "CBQL trình độ CĐ, ĐH trở lên"
    r = title(sh, b1t(s, 1), ub(s), None, 4); sh.row(r, [["Nội dung", "Chỉ tiêu"][v], "ĐVT", "TH 2018", "TH 2019"], bold=True); rows = []; r += 1
    for i, it in enumerate(ITEMS): sh.row(r, [ws[i], UN[i].replace("triệu đồng", ["tr.đ", "Trđ"][v]).replace("thành viên", "TV"), m1(it, p[it]), m1(it, c[it])]); rows.append(r); r += 1
    return wb, meta(s, 1, t1(p, c, rows), wb[0].name)
@kind("b1-don-vi-theo-dong", "đơn vị tiền khác nhau từng dòng: tỷ đồng, nghìn đồng, đồng/tháng")
def _(v, R):
    s = ["616", "611"][v]; w = [2, 0][v]; p, c = b1data(R)
    if v == 1:
        for q in (p, c):
            for it in ("I.6", "I.6x"): q[it] = round(q[it] / 12 / 10000) * 10000 * 12
    dv = [{"I.4": ("tỷ đồng/năm", 1e9), "I.5": ("triệu đồng/năm", 1e6), "I.6": ("nghìn đồng/năm", 1e3), "I.6x": ("nghìn đồng/người/năm", 1e3)}, {"I.4": ("triệu đồng", 1e6), "I.5": ("nghìn đồng", 1e3), "I.6": ("nghìn đồng/người/tháng", 12e3), "I.6x": ("nghìn đồng/người/tháng", 12e3)}][v]
    f = lambda k: lambda it, a, b: num((a, b)[k], dv[it][1]) if it in dv else (a, b)[k]
    wb, sh, p, c, rows, r = b1(R, s, w, [("Thực hiện năm 2018",), ("Thực hiện năm 2019",)], [f(0), f(1)], data=(p, c))
    for it, r in zip(ITEMS, rows):
        if it in dv: sh.put(r, 3, dv[it][0])
    db = [f"{q}@{rows[ITEMS.index(it)]}" for it in ("I.6", "I.6x") for q in ("previous_value", "value")] if v else (); return wb, meta(s, 1, t1(p, c, rows), "Biểu 1", db)
@kind("b1-so-kem-don-vi", "ô số ghi kèm đơn vị: «14 HTX», «1.717 thành viên», «1.928,66 trđ»; không có cột ĐVT")
def _(v, R):
    s = ["613", "615"][v]; w = [0, 1][v]; su = {"HTX": " HTX", "thành viên": [" thành viên", " TV"][v], "người": " người", "LHHTX": " LHHTX", "THT": " THT"}
    def f(k):
        def g(it, p, c):
            x = (p, c)[k]
            if it in MON1: return vn(x / 1e6, 2) + [" triệu đồng", " trđ"][v]
            return (f"{x:02d}" if x < 1000 else vn(x)) + su[UN[ITEMS.index(it)]]
        return g
    wb, sh, p, c, rows, r = b1(R, s, w, [("Năm 2018",), ("Năm 2019",)], [f(0), f(1)], unit=False); return wb, meta(s, 1, t1(p, c, rows), "Biểu 1")
@kind("b1-sau-thang-ca-nam", "6 tháng đầu năm cạnh cả năm")
def _(v, R):
    s = ["617", "608"][v]; w = [2, 1][v]; half = lambda it, p, c: m1(it, round(c * .5 / (10000 if it in MON1 else 1)) * (10000 if it in MON1 else 1)) if it in MON1 | {"I.1b", "I.1c", "I.2a", "I.8", "II.1b", "III.1a"} else c - (1 if c > 5 else 0)
    H = [[("Cả năm 2018",), ("6 tháng đầu năm 2019",), ("Cả năm 2019",)], [("Thực hiện", "Năm 2018"), ("Thực hiện", "6 tháng 2019"), ("Thực hiện", "Năm 2019")]][v]
    wb, sh, p, c, rows, r = b1(R, s, w, H, [P, half, C]); return wb, meta(s, 1, t1(p, c, rows), "Biểu 1")
@kind("b1-chi-tieu-them", "thêm các dòng chỉ tiêu biểu không hỏi (vốn, HTX công nghệ cao, lao động là thành viên, nợ thuế) xen giữa")
def _(v, R):
    s = ["610", "612"][v]; w = [0, 2][v]; wb, sh, p, c, rows, r = b1(R, s, w, [("Thực hiện năm 2018",), ("Thực hiện năm 2019",)], [P, C]); ex = {0: [("Tổng vốn điều lệ của các HTX", "triệu đồng", 21500, 23800)], 4: [("- Số HTX ứng dụng công nghệ cao", "HTX", 1, 2), ("- Số HTX tham gia chuỗi liên kết giá trị", "HTX", 2, 4)], 7: [("Trong đó: lao động đồng thời là thành viên HTX", "người", 61, 66)], 14: [("Số HTX có trụ sở riêng", "HTX", 6, 7)], 21: [("Diện tích sản xuất của các tổ hợp tác", "ha", 214.5, 231)]}
    if v: ex = {4: [("Số HTX được vay vốn Quỹ hỗ trợ phát triển HTX", "HTX", 1, 3)], 8: [("Nộp ngân sách bình quân một HTX", "triệu đồng/năm", 35.2, 41.7)], 17: [("Số HTX là thành viên của liên hiệp HTX", "HTX", 0, 4)]}
    new = Sh("Biểu 1"); shift = {}; k = 0
    ins = {rows[i]: e for i, e in ex.items()}; last = max(q for q, _ in sh.c)
    for q in range(1, last + 1):
        for c_ in range(1, 6):
            if (q, c_) in sh.c: new.c[q + k, c_] = sh.c[q, c_]
        shift[q] = q + k
        for e in ins.get(q, []): k += 1; new.row(q + k, [None, *e])
    new.m = sh.m; wb.sheets[0] = new; return wb, meta(s, 1, t1(p, c, [shift[q] for q in rows]), "Biểu 1")
@kind("b1-hai-khoi-canh-nhau", "bảng chia hai khối cạnh nhau: nửa đầu chỉ tiêu bên trái, nửa sau bên phải")
def _(v, R):
    s = ["614", "616"][v]; w = [1, 0][v]; p, c = b1data(R); wb = WB("Biểu 1"); sh = wb[0]; r0 = title(sh, b1t(s, w), ub(s), None, 11); rows = [0] * 22; colz = {}
    for b, (a, z, c0) in enumerate(((0, 12, 1), (12, 22, 7 if v == 0 else 6))):
        r = r0; sh.row(r, ["TT", "Chỉ tiêu", "ĐVT", "Năm 2018", "Năm 2019"], c0, bold=True); r += 1
        for i in range(a, z):
            if i in GRP: sh.put(r, c0 + 1, GRP[i][w], bold=True); r += 1
            it = ITEMS[i]; sh.row(r, [NO[w][i] or None, W1[w][i], UN[i], m1(it, p[it]), m1(it, c[it])], c0); rows[i] = r; colz[it] = "ABCDEFGHIJKLMN"[c0 + 3]; r += 1
    t = t1(p, c, rows)
    for x in t: x["column"] = colz[x["item"]]
    return wb, meta(s, 1, t, "Biểu 1")
@kind("b1-cot-ghi-chu", "cột ghi chú có số và chú thích có số dưới bảng")
def _(v, R):
    s = ["611", "613"][v]; w = [2, 1][v]; p0, c0 = b1data(R); N = {"I.1b": ", ".join(["HTX Hưng Phát (9 TV)", "HTX Tân Tiến (12 TV)", "HTX Sơn Hà (8 TV)"][:c0["I.1b"]]), "I.1c": f"Theo QĐ số 45/QĐ-UBND ngày 12/3/2019" if c0["I.1c"] else None, "I.2": f"{'Tăng' if c0['I.2'] >= p0['I.2'] else 'Giảm'} {abs(c0['I.2'] - p0['I.2'])} so với năm 2018", "I.8": "02 lớp do Liên minh HTX tỉnh mở", "III.1b": f"Còn {c0['III.1'] - c0['III.1b']} tổ đang làm thủ tục"}
    wb, sh, p, c, rows, r = b1(R, s, w, [("Thực hiện năm 2018",), ("Thực hiện năm 2019",), ("Ghi chú",)], [P, C, lambda it, p, c: N.get(it)], data=(p0, c0))
    sh.put(r + 1, 1, "Ghi chú: Số liệu năm 2019 tính đến ngày 30/11/2019; có 02 HTX chưa gửi báo cáo tài chính, doanh thu ước khoảng 350 triệu đồng."); sh.put(r + 2, 1, f"- Toàn huyện có {len(COM[s])} xã, thị trấn."); sign(sh, r + 3, 4)
    return wb, meta(s, 1, t1(p, c, rows), "Biểu 1")
@kind("b1-nam-nay-truoc", "cột năm nay đứng trước năm trước, kèm cột tăng giảm")
def _(v, R):
    s = ["616", "614"][v]; w = [0, 2][v]; df = lambda it, p, c: m1(it, c - p); H = [[("Năm 2019",), ("Năm 2018",), ("Tăng (+), giảm (-)",)], [("Kỳ báo cáo (năm 2019)",), ("Kỳ trước (năm 2018)",), ("Chênh lệch",)]][v]
    wb, sh, p, c, rows, r = b1(R, s, w, H, [C, P, df]); return wb, meta(s, 1, t1(p, c, rows), "Biểu 1")
@kind("b1-nhom-gop-doc", "tên chỉ tiêu hai cột: nhóm (gộp dọc) và chi tiết")
def _(v, R):
    s = ["610", "617"][v]; p, c = b1data(R); wb = WB("Biểu 1"); sh = wb[0]; r = title(sh, b1t(s, 2), ub(s), None, 6)
    G = [("Hợp tác xã", 0, 5), ("Thành viên, lao động của HTX", 5, 8), ("Kết quả kinh doanh, thu nhập", 8, 12), ("Cán bộ quản lý HTX", 12, 16), ("Liên hiệp HTX", 16, 18), ("Tổ hợp tác", 18, 22)]
    D = ["Tổng số HTX", "Số đang hoạt động", "Số thành lập mới", "Số giải thể", "Số hoạt động có hiệu quả", "Tổng số thành viên HTX", "Thành viên mới của HTX", "Lao động thường xuyên", "Doanh thu bình quân một HTX", "Lãi bình quân một HTX", "Thu nhập bình quân của lao động thường xuyên", "Thu nhập bình quân của thành viên", "Tổng số cán bộ quản lý", "Trình độ sơ, trung cấp", "Trình độ cao đẳng, đại học trở lên", "Được đào tạo, bồi dưỡng trong năm", "Tổng số liên hiệp HTX", "Liên hiệp thành lập mới", "Tổng số tổ hợp tác", "Tổ hợp tác thành lập mới", "Tổ có chứng thực của UBND xã", "Tổng số thành viên tổ hợp tác"]
    sh.row(r, ["STT", "Chỉ tiêu", None, "Đơn vị", "Thực hiện 2018", "Thực hiện 2019"], bold=True); sh.merge(r, 2, r, 3); r += 1; rows = []
    for n, (g, a, b) in enumerate(G):
        sh.put(r, 2, g, text_wrap=True); sh.put(r, 1, n + 1); sh.merge(r, 2, r + b - a - 1, 2); sh.merge(r, 1, r + b - a - 1, 1)
        for i in range(a, b): it = ITEMS[i]; sh.row(r, [D[i], UN[i], m1(it, p[it]), m1(it, c[it])], 3); rows.append(r); r += 1
    if v: sign(sh, r, 4)
    return wb, meta(s, 1, t1(p, c, rows), "Biểu 1")
@kind("b1-uoc-canh-thuc-hien", "số thực hiện đến kỳ báo cáo (11 tháng, đến 30/11) cạnh số ước cả năm: tính số thực hiện")
def _(v, R):
    s = ["615", "611"][v]; w = [1, 2][v]; est = lambda it, p, c: m1(it, round(c * 1.07 / (10000 if it in MON1 else 1)) * (10000 if it in MON1 else 1)) if c > 20 else c
    H = [[("TH năm 2018",), ("TH 11 tháng năm 2019",), ("Ước cả năm 2019",)], [("Thực hiện năm 2018",), ("Năm 2019", "Ước thực hiện cả năm"), ("Năm 2019", "Thực hiện đến 30/11/2019")]][v]
    wb, sh, p, c, rows, r = b1(R, s, w, H, [[P, C, est], [P, est, C]][v]); return wb, meta(s, 1, t1(p, c, rows), "Biểu 1")
# ================================================================== BIỂU 3
def classes(R, s, n=6):
    org = {"SNNPTNT": ["Chi cục Phát triển nông thôn", "Trung tâm Khuyến nông tỉnh"], "LMHTX": ["Liên minh HTX tỉnh", "Phòng Kế hoạch - Hỗ trợ, Liên minh HTX tỉnh"]}.get(s, [f"Phòng Tài chính - Kế hoạch {DIST.get(s, '')}", f"Phòng Nông nghiệp và PTNT {DIST.get(s, '')}", "Liên minh HTX tỉnh"]); out = []
    nm = R.sample(["Tập huấn Luật HTX năm 2012", "Bồi dưỡng giám đốc HTX", "Bồi dưỡng kế toán HTX", "Tập huấn kiểm soát nội bộ HTX", "Tập huấn liên kết chuỗi giá trị nông sản", "Bồi dưỡng nghiệp vụ Hội đồng quản trị", "Tập huấn xây dựng phương án SXKD", "Tập huấn truy xuất nguồn gốc, nhãn hiệu"], n)
    ct = {"Tập": "Phổ biến quy định, trao đổi kinh nghiệm", "Bồi": "Kỹ năng quản trị, nghiệp vụ"}
    for i in range(n):
        a = dt.date(2019, R.randrange(2, 11), R.randrange(2, 26)); b = a + dt.timedelta(days=R.choice([0, 1, 2, 4])); k = R.randrange(12, 48)
        out.append(dict(class_name=nm[i], organiser=R.choice(org), starts_on=a, ends_on=b, content=ct[nm[i][:3]], participants=k, women=R.randrange(2, k // 2)))
    return sorted(out, key=lambda x: x["starts_on"])
B3F = ["class_name", "organiser", "starts_on", "ends_on", "content", "participants", "women"]
def t3(us, rows): return [{**{"row": r}, **{f: (u[f].isoformat() if isinstance(u[f], dt.date) else u[f]) for f in B3F}} for u, r in zip(us, rows)]
H3 = [dict(class_name="Tên lớp tập huấn, bồi dưỡng", organiser="Cơ quan tổ chức", starts_on="Ngày khai giảng", ends_on="Ngày bế giảng", content="Nội dung chính", participants="Số cán bộ quản lý HTX tham gia", women="Tr.đó nữ"),
      dict(class_name="Lớp", organiser="Đơn vị mở lớp", starts_on="Từ ngày", ends_on="Đến ngày", content="Nội dung đào tạo", participants="CBQL HTX dự (người)", women="Số nữ")]
def c3(d, repl=None):
    out = [Col("#", "TT")]
    for f in B3F: out += (repl or {}).get(f, [Col(f, H3[d][f], (lambda f: lambda u: u[f])(f))])
    return out
def do3(R, s, d, cs, us=None, notes=None, tot=False):
    us = us or classes(R, s); off = {"SNNPTNT": "Sở Nông nghiệp và PTNT", "LMHTX": "Liên minh Hợp tác xã tỉnh"}.get(s) or ub(s); wb = WB("Biểu 3"); sh = wb[0]; r = title(sh, ["Biểu 3. Các lớp đào tạo, bồi dưỡng cán bộ HTX năm 2019", "DANH SÁCH CÁC LỚP TẬP HUẤN, BỒI DƯỠNG CÁN BỘ HTX NĂM 2019"][d], off, None, len(cs)); r = head(sh, r, cs); r, rows = body(sh, r, us, cs)
    return wb, sh, us, rows, r
@kind("b3-thoi-gian-mot-o", "một cột «Thời gian»: «05-07/3/2019», «Từ 28/2 đến 02/3/2019», «12/6/2019» (một ngày)")
def _(v, R):
    s = ["SNNPTNT", "615"][v]; us = classes(R, s)
    def g(u):
        a, b = u["starts_on"], u["ends_on"]
        if a == b: return [f"{dmy(a)}", f"Ngày {dmy(a)}"][v]
        if a.month == b.month: return [f"{a.day:02d}-{b.day:02d}/{a.month}/{a.year}", f"Từ ngày {a.day:02d} đến {b.day:02d}/{b.month}/{b.year}"][v]
        return [f"Từ {a.day}/{a.month} đến {b.day}/{b.month}/{b.year}", f"{dmy(a)} - {dmy(b)}"][v]
    cs = c3(v, dict(starts_on=[Col(None, ["Thời gian tổ chức", "Thời gian"][v], g)], ends_on=[])); wb, sh, us, rows, r = do3(R, s, v, cs, us); return wb, meta(s, 3, t3(us, rows), "Biểu 3")
@kind("b3-nam-nu-tong", "số CBQL tham dự: Tổng | Nam | Nữ dưới một tiêu đề")
def _(v, R):
    s = ["LMHTX", "611"][v]; h = ["Số CBQL HTX tham dự (người)", "Học viên là cán bộ quản lý HTX"][v]; X = [Col("participants", (h, "Tổng số"), lambda u: u["participants"]), Col(None, (h, "Nam"), lambda u: u["participants"] - u["women"]), Col("women", (h, "Nữ"), lambda u: u["women"])]
    cs = c3(v, dict(participants=X if v == 0 else [X[1], X[2], X[0]], women=[])); wb, sh, us, rows, r = do3(R, s, v, cs); return wb, meta(s, 3, t3(us, rows), "Biểu 3")
@kind("b3-nhieu-thanh-phan", "học viên chia thành phần: CBQL HTX (tổng, nữ), cán bộ xã, thành viên khác, cộng")
def _(v, R):
    s = ["614", "SNNPTNT"][v]; us = classes(R, s); o = {id(u): (R.randrange(3, 12), R.randrange(5, 30)) for u in us}; h = ["Số người tham dự", "Thành phần học viên (người)"][v]
    X = [Col(None, (h, "Tổng số học viên"), lambda u: u["participants"] + sum(o[id(u)])), Col("participants", (h, "Cán bộ quản lý HTX"), lambda u: u["participants"]), Col("women", (h, "Nữ CBQL HTX"), lambda u: u["women"]), Col(None, (h, "Cán bộ xã, thôn"), lambda u: o[id(u)][0]), Col(None, (h, "Thành viên, nông dân"), lambda u: o[id(u)][1])]
    cs = c3(v, dict(participants=X, women=[])); wb, sh, us, rows, r = do3(R, s, v, cs, us); return wb, meta(s, 3, t3(us, rows), "Biểu 3")
@kind("b3-don-vi-to-chuc-nhom", "đơn vị tổ chức chỉ ghi ở dòng nhóm (có số lớp, số người) hoặc ô gộp dọc")
def _(v, R):
    s = ["615", "LMHTX"][v]; us = classes(R, s, 7); us.sort(key=lambda u: (u["organiser"], u["starts_on"])); cs = c3(v, dict(organiser=[])) if v == 0 else c3(v); wb = WB("Biểu 3"); sh = wb[0]; r = title(sh, "Biểu 3. Đào tạo, bồi dưỡng cán bộ HTX năm 2019", ub(s) if s in DIST else "Liên minh Hợp tác xã tỉnh", None, len(cs)); r = head(sh, r, cs); rows = []; n = 0
    for o in sorted({u["organiser"] for u in us}):
        g = [u for u in us if u["organiser"] == o]; n += 1
        if v == 0:
            sh.put(r, 1, "ABC"[n - 1], bold=True); sh.put(r, 2, f"{o} ({len(g)} lớp)", bold=True); ci = {k.field: i + 1 for i, k in enumerate(cs)}; [sh.put(r, ci[f], sum(u[f] for u in g), bold=True) for f in ("participants", "women")]; r += 1
        r, q = body(sh, r, g, cs, stt=len(rows) + 1); rows += q
        if v == 1:
            c = next(i for i, k in enumerate(cs) if k.field == "organiser") + 1; [sh.c.pop((x, c)) for x in q[1:]]; sh.merge(q[0], c, q[-1], c)
    return wb, meta(s, 3, t3(us, rows), "Biểu 3")
@kind("b3-cot-thua-cong", "thêm địa điểm, kinh phí (triệu đồng), số ngày; dòng cộng và ghi chú có số")
def _(v, R):
    s = ["612", "608"][v]; us = classes(R, s); kp = {id(u): R.randrange(15, 90) for u in us}; cs = c3(v); cs[4:4] = [Col(None, "Địa điểm", lambda u: R.choice(["Hội trường UBND huyện", "Nhà văn hóa xã", "Kon Tum"]))]; cs.append(Col(None, "Kinh phí (triệu đồng)", lambda u: kp[id(u)])); cs.insert(7 if v else 6, Col(None, "Số ngày học", lambda u: (u["ends_on"] - u["starts_on"]).days + 1))
    wb, sh, us, rows, r = do3(R, s, v, cs, us); sh.put(r, 2, f"Cộng: {len(us)} lớp" if v == 0 else "Tổng cộng", bold=True)
    for i, k in enumerate(cs):
        if k.field in ("participants", "women"): sh.put(r, i + 1, sum(u[k.field] for u in us), bold=True)
        if k.head[0].startswith("Kinh phí"): sh.put(r, i + 1, sum(kp.values()), bold=True)
    sh.put(r + 2, 1, "Ghi chú: kinh phí do ngân sách huyện cấp 120 triệu đồng, còn lại xã hội hóa.", italic=True); return wb, meta(s, 3, t3(us, rows), "Biểu 3")
@kind("b3-so-kem-nu", "số người kèm nữ trong ngoặc: «35 người (nữ 12)», không có cột nữ")
def _(v, R):
    s = ["616", "613"][v]; cs = c3(v, dict(participants=[Col("participants", H3[v]["participants"], lambda u: [f"{u['participants']} người (nữ: {u['women']})", f"{u['participants']}, trong đó {u['women']} nữ"][v])], women=[])); wb, sh, us, rows, r = do3(R, s, v, cs)
    return wb, meta(s, 3, t3(us, rows), "Biểu 3", ["women"])
# ================================================================== BIỂU 4
def tasks(R, s):
    L = [x for x in csv.DictReader(open(os.path.join(os.path.dirname(os.path.dirname(__file__)), "tasks-2019.csv"), encoding="utf-8")) if x["sender"] == s and x["role"] == "lead"]; out = []
    for x in L:
        st = R.choice(["Hoàn thành", "Hoàn thành", "Đang thực hiện", "Đang thực hiện", "Chưa thực hiện"]); q = R.randrange(2, 21)
        out.append(dict(task=x["task"], content=x["content"], state=st, result=None if st[0] == "C" else R.choice(["Đã triển khai theo kế hoạch", "Đã ban hành kế hoạch và tổ chức thực hiện", "Phối hợp các xã thực hiện đạt yêu cầu"]), quantity=None if st[0] == "C" else q, unit_of_measure=x["unit_of_measure"]))
    return out
def t4(us, rows): return [{"row": r, **u} for u, r in zip(us, rows)]
OFF = {"SNNPTNT": "Sở Nông nghiệp và Phát triển nông thôn", "LMHTX": "Liên minh Hợp tác xã tỉnh", "SKHDT": "Sở Kế hoạch và Đầu tư", "SCT": "Sở Công Thương"}
def do4(s, us, H, f, pre=None, cell4=None):
    wb = WB("Biểu 4"); sh = wb[0]; r = title(sh, "Biểu 4. Kết quả thực hiện nhiệm vụ theo Văn bản số 765/VP-KTTH năm 2019", OFF.get(s) or ub(s), None, len(H)); sh.row(r, H, bold=True, text_wrap=True, border=1); r += 1; rows = []
    for i, u in enumerate(us):
        if pre:
            x = pre(u, i)
            if x: sh.row(r, x, bold=True); r += 1
        sh.row(r, f(u, i), text_wrap=True); rows.append(r); r += 1
    return wb, sh, rows, r
@kind("b4-ma-trong-noi-dung", "mã nhiệm vụ nằm trong nội dung: «1.a. Phát triển …», «Điểm 7.b: …»; cột đầu là STT")
def _(v, R):
    s = ["615", "SNNPTNT"][v]; us = tasks(R, s); pf = (lambda u: f"{u['task']}. {u['content']}") if v == 0 else (lambda u: f"Điểm {u['task']}: {u['content']}")
    wb, sh, rows, r = do4(s, us, ["STT", ["Nội dung nhiệm vụ", "Nhiệm vụ được giao"][v], "Tình trạng thực hiện", "Kết quả", "Số liệu", "ĐVT"], lambda u, i: [i + 1, pf(u), u["state"], u["result"], u["quantity"], u["unit_of_measure"]]); return wb, meta(s, 4, t4(us, rows), "Biểu 4")
@kind("b4-so-kem-don-vi", "số liệu và đơn vị trong một ô: «15 HTX», «02 lớp»")
def _(v, R):
    s = ["617", "SCT"][v]; us = tasks(R, s); wb, sh, rows, r = do4(s, us, ["Mã số", "Nội dung", "Trạng thái", "Kết quả đạt được", ["Số liệu", "Số lượng đạt được"][v]], lambda u, i: [u["task"], u["content"], u["state"], u["result"], None if u["quantity"] is None else f"{u['quantity']:02d} {u['unit_of_measure']}"])
    t = t4(us, rows)
    for x in t:
        if x["quantity"] is None: x["unit_of_measure"] = None
    return wb, meta(s, 4, t, "Biểu 4", ["unit_of_measure"])
@kind("b4-nhom-diem", "dòng nhóm «Điểm 1. …», bên dưới chỉ còn a), b), c)")
def _(v, R):
    s = ["612", "LMHTX"][v]; us = tasks(R, s); seen = set()
    def pre(u, i):
        k = u["task"].split(".")[0]
        if "." in u["task"] and k not in seen: seen.add(k); return [k, {"1": "Phát triển kinh tế tập thể trên địa bàn", "10": "Nhiệm vụ của Liên minh HTX tỉnh"}.get(k, f"Nhóm nhiệm vụ {k}")]
    lab = lambda u: (u["task"].split(".")[1] + ["", ")"][v]) if "." in u["task"] else u["task"]
    wb, sh, rows, r = do4(s, us, ["Mã nhiệm vụ", "Nội dung", "Trạng thái", "Kết quả", "Số liệu", "Đơn vị tính"], lambda u, i: [lab(u), u["content"], u["state"], u["result"], u["quantity"], u["unit_of_measure"]], pre); return wb, meta(s, 4, t4(us, rows), "Biểu 4")
@kind("b4-loi-khac-cot-thua", "trạng thái nói cách khác (Đã xong, Đang triển khai, Chưa làm); thêm cơ quan phối hợp, thời hạn, tỷ lệ")
def _(v, R):
    s = ["610", "SNNPTNT"][v]; us = tasks(R, s); W = [{"Hoàn thành": "Đã hoàn thành", "Đang thực hiện": "Đang triển khai", "Chưa thực hiện": "Chưa triển khai"}, {"Hoàn thành": "Đã xong", "Đang thực hiện": "Đang làm", "Chưa thực hiện": "Chưa làm"}][v]
    wb, sh, rows, r = do4(s, us, ["TT", "Mã NV", "Nội dung công việc", "Phối hợp", "Thời hạn", "Tiến độ", "Tỷ lệ (%)", "Kết quả cụ thể", "Số liệu", "Đơn vị tính"], lambda u, i: [i + 1, u["task"], u["content"], "Các xã, thị trấn", "Quý IV/2019", W[u["state"]], {"H": 100, "Đ": 60, "C": 0}[u["state"][0]], u["result"], u["quantity"], u["unit_of_measure"]]); return wb, meta(s, 4, t4(us, rows), "Biểu 4")
# ================================================================== BIỂU 5
def ratings(R, n=10):
    out = []; pr = R.sample(PRIV, n); ds = R.sample(sorted(DIST), 3)
    for i in range(n):
        sc = R.choice([R.randrange(160, 196), R.randrange(130, 160), R.randrange(100, 130), R.randrange(70, 100)]) / 2; s = ds[i * 3 // n]
        out.append(dict(name=f"HTX {R.choice(['Nông nghiệp', 'NN DV', 'Nông nghiệp và Dịch vụ'])} {pr[i]}", registration_code=mst(R) if R.random() < .85 else None, district=dname(s), score=sc, rating="Tốt" if sc >= 80 else "Khá" if sc >= 65 else "Trung bình" if sc >= 50 else "Yếu"))
    return out
def t5(us, rows): return [{"row": r, **u} for u, r in zip(us, rows)]
def do5(us, cs, t="Biểu 5. Kết quả đánh giá, phân loại HTX nông nghiệp năm 2019"):
    wb = WB("Biểu 5"); sh = wb[0]; r = title(sh, t, OFF["SNNPTNT"], None, len(cs)); r = head(sh, r, cs); r, rows = body(sh, r, us, cs); return wb, sh, rows, r
def c5(d=0, score=None, rating=None, dist=True):
    h = [["Tên hợp tác xã", "MST", "Huyện, thành phố", "Tổng điểm", "Phân loại"], ["HTX nông nghiệp", "Mã số thuế", "Địa bàn huyện", "Số điểm đạt được", "Kết quả xếp loại"]][d]
    return [Col("#", "STT"), Col("name", h[0], lambda u: u["name"]), Col("registration_code", h[1], lambda u: u["registration_code"])] + ([Col("district", h[2], lambda u: u["district"])] if dist else []) + (score or [Col("score", h[3], lambda u: u["score"])]) + (rating or [Col("rating", h[4], lambda u: u["rating"])])
@kind("b5-nhom-huyen", "huyện chỉ ở dòng nhóm với số HTX và điểm bình quân, cuối bảng tổng hợp theo loại")
def _(v, R):
    us = ratings(R); cs = c5(v, dist=False); wb = WB("Biểu 5"); sh = wb[0]; r = title(sh, "Biểu 5. Xếp loại HTX nông nghiệp năm 2019", OFF["SNNPTNT"], None, len(cs)); r = head(sh, r, cs); rows = []; o = []; n = 0
    for d in dict.fromkeys(u["district"] for u in us):
        g = [u for u in us if u["district"] == d]; n += 1; sh.put(r, 1, ["I", "II", "III", "IV"][n - 1], bold=True); sh.put(r, 2, [f"{d} ({len(g)} HTX)", d][v], bold=True)
        if v == 0: sh.put(r, 4, round(sum(u["score"] for u in g) / len(g), 2), italic=True)
        r, q = body(sh, r + 1, g, cs); rows += q; o += g
    sh.put(r + 1, 2, "Tổng hợp:", bold=True); cnt = [sum(u["rating"] == x for u in us) for x in ("Tốt", "Khá", "Trung bình", "Yếu")]
    sh.put(r + 2, 2, f"Tốt: {cnt[0]} HTX; Khá: {cnt[1]} HTX; Trung bình: {cnt[2]} HTX; Yếu: {cnt[3]} HTX"); return wb, meta("SNNPTNT", 5, t5(o, rows), "Biểu 5")
@kind("b5-tu-cham-tham-dinh", "điểm HTX tự chấm cạnh điểm thẩm định; loại theo điểm thẩm định")
def _(v, R):
    us = ratings(R); sf = {id(u): min(99, u["score"] + R.randrange(1, 7)) for u in us}; h = ["Điểm đánh giá", "Số điểm"][v]; X = [Col(None, (h, ["HTX tự chấm", "Tự đánh giá"][v]), lambda u: sf[id(u)]), Col("score", (h, ["Sau thẩm định", "Huyện thẩm định, công nhận"][v]), lambda u: u["score"])]
    cs = c5(v, X); wb, sh, rows, r = do5(us, cs); return wb, meta("SNNPTNT", 5, t5(us, rows), "Biểu 5", ["score"])
@kind("b5-diem-chu", "điểm kèm chữ: «88,5/100», «72 điểm»; loại: «Loại Khá», «TB»")
def _(v, R):
    us = ratings(R); sc = lambda u: vn(u["score"], 1).replace(",0", "") + ["/100", " điểm"][v]; ra = lambda u: ["Loại " + u["rating"], {"Trung bình": "TB"}.get(u["rating"], u["rating"])][v]
    cs = c5(v, [Col("score", ["Điểm (thang 100)", "Tổng số điểm"][v], sc)], [Col("rating", ["Loại", "XL"][v], ra)]); wb, sh, rows, r = do5(us, cs); return wb, meta("SNNPTNT", 5, t5(us, rows), "Biểu 5")
@kind("b5-nam-truoc", "điểm và xếp loại năm 2018 đặt cạnh năm 2019")
def _(v, R):
    us = ratings(R); q = {id(u): max(30, u["score"] - R.randrange(-5, 9)) for u in us}; b = lambda x: "Tốt" if x >= 80 else "Khá" if x >= 65 else "Trung bình" if x >= 50 else "Yếu"
    X = [Col(None, ("Năm 2018", "Điểm"), lambda u: q[id(u)]), Col(None, ("Năm 2018", "Xếp loại"), lambda u: b(q[id(u)])), Col("score", ("Năm 2019", "Điểm"), lambda u: u["score"]), Col("rating", ("Năm 2019", "Xếp loại"), lambda u: u["rating"])]
    if v: X = [Col("score", ("Điểm", "2019"), X[2].get), Col(None, ("Điểm", "2018"), X[0].get), Col("rating", ("Xếp loại", "2019"), X[3].get), Col(None, ("Xếp loại", "2018"), X[1].get)]
    cs = c5(v, X[:2], X[2:]); wb, sh, rows, r = do5(us, cs); return wb, meta("SNNPTNT", 5, t5(us, rows), "Biểu 5")
# ================================================================== TRÍCH ĐĂNG KÝ
RF = ["registration_code", "certificate_no", "unit_type", "name", "commune", "district", "commune_code", "industry_code", "charter_capital_vnd", "registered_on", "converted_on", "status", "status_on"]
def reg(R, n=10, senders=None):
    out = []; pr = R.sample(PRIV, n)
    for i in range(n):
        s = R.choice(senders or sorted(DIST)); c = R.choice(COM[s]); y = R.randrange(1998, 2020); a = dt.date(y, R.randrange(1, 12), R.randrange(1, 29)); st = R.choice(["Đang hoạt động"] * 6 + ["Tạm ngừng kinh doanh", "Không hoạt động tại địa chỉ đã đăng ký", "Đang làm thủ tục giải thể", "Đã giải thể"])
        cv = dt.date(R.randrange(2013, 2019), R.randrange(1, 13), R.randrange(1, 29)) if y < 2012 else None; so = a if st == "Đang hoạt động" else max(a + dt.timedelta(60), dt.date(2019, R.randrange(1, 11), 15)); k = R.choice(["Nông nghiệp Dịch vụ", "Xây dựng", "Vận tải", "Tiểu thủ công nghiệp"])
        if so > dt.date(2019, 12, 1): so = dt.date(2019, 12, 1)
        out.append(dict(registration_code=mst(R) if y > 2004 or R.random() < .5 else None, certificate_no=f"3807{R.choice('ABCE')}{R.randrange(10**5, 10**6)}" if R.random() < .8 else None, unit_type="HTX", name=f"Hợp tác xã {k} {pr[i]}", commune=c, district=dname(s), commune_code=CCODE.get(c), industry_code={"N": "0161", "X": "4101", "V": "4933", "T": "1030"}[k[0]],
            charter_capital_vnd=R.randrange(10, 90) * 50000000, registered_on=a, converted_on=cv, status=st, status_on=so))
    return out
def iso(u): return {k: (v.isoformat() if isinstance(v, dt.date) else v) for k, v in u.items()}
def trr(us, rows, have=None): return [{"row": r, **{f: iso(u)[f] if have is None or f in have else None for f in RF}} for u, r in zip(us, rows)]
HR = [dict(registration_code="Mã số thuế", certificate_no="Số giấy chứng nhận ĐKKD", unit_type="Loại hình kinh tế", name="Tên HTX", commune="Xã, phường, thị trấn", district="Huyện, thành phố", commune_code="Mã đơn vị hành chính cấp xã", industry_code="Mã ngành chính (cấp 4)", charter_capital_vnd="Vốn điều lệ", registered_on="Ngày cấp đăng ký lần đầu", converted_on="Ngày đăng ký chuyển đổi theo Luật HTX 2012", status="Trạng thái pháp lý", status_on="Ngày cập nhật trạng thái"),
      dict(registration_code="Mã số HTX (MST)", certificate_no="Số GCN", unit_type="Loại", name="Tên hợp tác xã", commune="Xã", district="Huyện", commune_code="Mã xã", industry_code="Ngành (VSIC)", charter_capital_vnd="Vốn ĐL", registered_on="Ngày ĐK lần đầu", converted_on="Ngày ĐK lại (Luật 2012)", status="Tình trạng", status_on="Ngày của tình trạng")]
def cr(d, div=1, omit=(), get=None, heads=None):
    out = [Col("#", "STT")]
    for f in RF:
        if f in omit: continue
        out.append(Col(f, (heads or {}).get(f, HR[d][f]), (get or {}).get(f) or (lambda f: lambda u: num(u[f], div) if f in MONEY else u[f])(f)))
    return out
def dor(us, cs, unit="Đơn vị tính: đồng", name="Danh sách"):
    wb = WB(name); sh = wb[0]; r = title(sh, "Danh sách HTX, liên hiệp HTX, QTDND đã đăng ký đến tháng 12 năm 2019", OFF["SKHDT"], unit, len(cs)); r = head(sh, r, cs); r, rows = body(sh, r, us, cs); return wb, sh, rows, r
@kind("r-von-trieu-cot-thua", "vốn điều lệ bằng triệu/tỷ đồng trong tiêu đề, thêm người đại diện, điện thoại, số thành viên")
def _(v, R):
    us = reg(R); cs = cr(v, [1e6, 1e9][v], heads=dict(charter_capital_vnd=["Vốn điều lệ (triệu đồng)", "Vốn điều lệ\n(tỷ đồng)"][v])); pe = {id(u): (R.choice(PEOPLE), f"09{R.randrange(10**7, 10**8)}", R.randrange(7, 60)) for u in us}
    cs[5:5] = [Col(None, "Người đại diện theo pháp luật", lambda u: pe[id(u)][0]), Col(None, "Điện thoại", lambda u: pe[id(u)][1])]; cs.append(Col(None, "Số thành viên khi đăng ký", lambda u: pe[id(u)][2])); wb, sh, rows, r = dor(us, cs, None); return wb, meta("SKHDT", "r", trr(us, rows), "Danh sách")
@kind("r-dia-chi-mot-o", "địa chỉ đầy đủ một ô «Thôn 3, xã Đăk La, huyện Đăk Hà», không có cột xã, huyện")
def _(v, R):
    us = reg(R); lo = lambda x: x[0].lower() + x[1:]; n = {id(u): R.randrange(1, 11) for u in us}; g = lambda u: [f"Thôn {n[id(u)]}, {lo(u['commune'])}, {lo(u['district'])}, tỉnh Kon Tum", f"Số {n[id(u)]}, {u['commune']}, {u['district']}"][v]
    cs = cr(v, omit=("commune", "district", "commune_code")); cs.insert(5, Col("commune", ["Địa chỉ trụ sở chính", "Trụ sở"][v], g)); wb, sh, rows, r = dor(us, cs); return wb, meta("SKHDT", "r", trr(us, rows, {k.field for k in cs} | {"district"}), "Danh sách", lacks=True)
@kind("r-gcn-so-ngay", "Giấy chứng nhận: Số | Ngày cấp lần đầu | Ngày đăng ký lại; ngày thay đổi gần nhất ở cột riêng")
def _(v, R):
    us = reg(R); H = ("Giấy chứng nhận đăng ký HTX", "Giấy CNĐK")[v]; ch = {id(u): dt.date(2019, R.randrange(1, 11), R.randrange(1, 28)) if R.random() < .4 else None for u in us}; cs = [k for k in cr(v) if k.field not in ("certificate_no", "registered_on", "converted_on")]
    cs[2:2] = [Col("certificate_no", (H, "Số"), lambda u: u["certificate_no"]), Col("registered_on", (H, ["Ngày cấp lần đầu", "Cấp lần đầu ngày"][v]), lambda u: u["registered_on"]), Col("converted_on", (H, ["Ngày đăng ký lại theo Luật HTX 2012", "Cấp lại theo Luật 2012 ngày"][v]), lambda u: u["converted_on"]), Col(None, (H, ["Ngày thay đổi gần nhất", "Thay đổi lần cuối ngày"][v]), lambda u: ch[id(u)])]
    wb, sh, rows, r = dor(us, cs); return wb, meta("SKHDT", "r", trr(us, rows), "Danh sách")
@kind("r-csv-xuat-phan-mem", "CSV xuất từ phần mềm: dấu ; hoặc tab, ngày ISO có giờ, số có chấm, tên cột nối gạch dưới")
def _(v, R):
    us = reg(R, 12); wb = WB("x"); sh = wb[0]; H = [dict(zip(RF, "MA_SO_HTX;SO_GCN;LOAI_HINH;TEN_HTX;XA_PHUONG_THI_TRAN;HUYEN_THANH_PHO;MA_XA;MA_NGANH;VON_DIEU_LE;NGAY_DANG_KY_LAN_DAU;NGAY_DANG_KY_LAI_THEO_LUAT_2012;TINH_TRANG;NGAY_TINH_TRANG".split(";"))), HR[0]][v]
    sh.row(1, [["ID"], ["Số TT"]][v] + [H[f] for f in RF]); f = lambda u, k: None if u[k] is None else (u[k].isoformat() + " 00:00:00" if v == 0 else f"{dmy(u[k])} 00:00") if isinstance(u[k], dt.date) else (str(u[k]) if v == 0 else vn(u[k])) if k in MONEY else u[k]
    for i, u in enumerate(us): sh.row(2 + i, [1001 + i if v == 0 else i + 1] + [f(u, k) for k in RF])
    return wb, meta("SKHDT", "r", trr(us, range(2, 2 + len(us))), None, ext="csv", delim=";\t"[v], enc=["utf-8", "utf-16"][v])
@kind("r-moi-huyen-mot-to", "mỗi huyện một trang tính, tên huyện ở tên trang và tiêu đề, không có cột huyện")
def _(v, R):
    wb = WB(); t = []; ss = [["615", "612", "618"], ["608", "617"]][v]; cs = cr(v, omit=("district",))
    for s in ss:
        us = reg(R, 5, [s]); sh = wb.add([dname(s).replace("Huyện ", ""), dname(s)][v].replace("'", "’")); r = title(sh, f"Danh sách HTX đăng ký trên địa bàn {DIST[s]} đến 30/11/2019", OFF["SKHDT"], "Đơn vị tính: đồng", len(cs)); r = head(sh, r, cs); r, rows = body(sh, r, us, cs); t += [dict(x, sheet=sh.name) for x in trr(us, rows)]
    return wb, meta("SKHDT", "r", t, wb[0].name)
@kind("r-nhom-tinh-trang", "các nhóm A. Đang hoạt động, B. Tạm ngừng, C. Đã giải thể; không có cột tình trạng; dòng nhóm có số và tổng vốn")
def _(v, R):
    us = sorted(reg(R, 12), key=lambda u: u["status"] != "Đang hoạt động"); cs = cr(v, omit=("status",)); wb = WB("Danh sách"); sh = wb[0]; r = title(sh, "Danh sách HTX đã đăng ký đến tháng 12 năm 2019", OFF["SKHDT"], "Đơn vị tính: đồng", len(cs)); r = head(sh, r, cs); rows = []; o = []; ci = {k.field: i + 1 for i, k in enumerate(cs)}
    for n, st in enumerate(dict.fromkeys(u["status"] for u in us)):
        g = [u for u in us if u["status"] == st]; sh.put(r, 1, ["ABCDEF"[n], ["I", "II", "III", "IV", "V"][n]][v], bold=True); sh.put(r, ci["name"], [f"{st} ({len(g)} HTX)", f"HTX {st[0].lower() + st[1:]}: {len(g)}"][v], bold=True)
        if v == 0: sh.put(r, ci["charter_capital_vnd"], sum(u["charter_capital_vnd"] for u in g), bold=True)
        r, q = body(sh, r + 1, g, cs); rows += q; o += g
    return wb, meta("SKHDT", "r", trr(o, rows), "Danh sách")
@kind("r-ods-xls", "danh sách .ods hoặc .xls, mã số thuế và mã ngành là số, ngày là chữ")
def _(v, R):
    us = reg(R); cs = cr(v, get=dict(registration_code=lambda u: int(u["registration_code"]) if u["registration_code"] else None, registered_on=lambda u: dmy(u["registered_on"], ["/", "-"][v]), industry_code=lambda u: int(u["industry_code"]) if v else u["industry_code"])); wb, sh, rows, r = dor(us, cs); return wb, meta("SKHDT", "r", trr(us, rows), "Danh sách", ext=["ods", "xls" if xlwt else "xlsx"][v])
# ================================================================== LIÊN MINH
AF = ["name", "unit_type", "registration_code", "district", "joined_on", "decision_no", "left_on"]
def mem(R, n=10):
    out = []; pr = R.sample(PRIV, n)
    for i in range(n):
        j = dt.date(R.randrange(2003, 2020), R.randrange(1, 12), R.randrange(1, 29)); l = j + dt.timedelta(days=R.randrange(300, 3500)) if R.random() < .25 else None
        if l and l > dt.date(2019, 11, 30): l = None
        out.append(dict(name=f"Hợp tác xã {R.choice(['Nông nghiệp', 'Xây dựng', 'Vận tải', 'Dịch vụ Tổng hợp'])} {pr[i]}", unit_type="HTX", registration_code=mst(R) if R.random() < .4 else None, district=dname(R.choice(sorted(DIST))), joined_on=j, decision_no=f"{R.randrange(5, 90):02d}/QĐ-LMHTX", left_on=l))
    return out
HA = [["Tên thành viên", "Loại hình", "Mã số HTX", "Huyện, thành phố", "Ngày kết nạp", "Quyết định số", "Ngày ra khỏi Liên minh"], ["HTX thành viên", "Loại hình", "MST", "Địa bàn (huyện)", "Ngày vào Liên minh", "Số QĐ kết nạp", "Ngày thôi tham gia"]]
def ca(d): return [Col("#", "TT")] + [Col(f, h, (lambda f: lambda u: u[f])(f)) for f, h in zip(AF, HA[d])]
def ta(us, rows, **k): return [{"row": r, **iso(u)} for u, r in zip(us, rows)]
def doa(us, cs, t="Danh sách thành viên Liên minh HTX tỉnh năm 2019"):
    wb = WB("Thành viên"); sh = wb[0]; r = title(sh, t, OFF["LMHTX"], None, len(cs)); r = head(sh, r, cs); r, rows = body(sh, r, us, cs); return wb, sh, rows, r
@kind("a-quyet-dinh-kem-ngay", "một cột quyết định: «Số 57/QĐ-LMHTX ngày 07/7/2002»; ngày kết nạp là ngày quyết định")
def _(v, R):
    us = mem(R); cs = [k for k in ca(v) if k.field not in ("joined_on", "decision_no")]; cs.insert(5, Col("decision_no", ["Quyết định kết nạp (số, ngày)", "Kết nạp theo Quyết định"][v], lambda u: [f"Số {u['decision_no']} ngày {dmy(u['joined_on'])}", f"{u['decision_no']}\nngày {u['joined_on'].day}/{u['joined_on'].month}/{u['joined_on'].year}"][v]))
    wb, sh, rows, r = doa(us, cs); return wb, meta("LMHTX", "a", ta(us, rows), "Thành viên", ["joined_on"])
@kind("a-hai-bang-vao-ra", "bảng A thành viên hiện nay, bảng B thành viên đã ra, tiêu đề khác nhau")
def _(v, R):
    us = mem(R, 12); us[3]["left_on"] = dt.date(2019, 6, 20); us[3]["joined_on"] = dt.date(2009, 3, 4); A = [u for u in us if not u["left_on"]]; B = [u for u in us if u["left_on"]]; wb = WB("Thành viên") if v == 0 else WB("Hiện nay", "Đã ra"); sh = wb[0]; ac = [k for k in ca(v) if k.field != "left_on"]; bc = ca(1 - v)
    r = title(sh, "Danh sách thành viên Liên minh HTX tỉnh năm 2019", OFF["LMHTX"], None, 8)
    if v == 0: sh.put(r, 1, "A. THÀNH VIÊN HIỆN NAY", bold=True); r += 1
    r = head(sh, r, ac); r, q = body(sh, r, A, ac); s2 = sh
    if v == 0: r += 1; sh.put(r, 1, "B. THÀNH VIÊN ĐÃ RA KHỎI LIÊN MINH", bold=True); r += 1
    else: s2 = wb[1]; r = title(s2, "Danh sách thành viên đã ra khỏi Liên minh HTX tỉnh, tính đến năm 2019", OFF["LMHTX"], None, 8)
    r = head(s2, r, bc); r, q2 = body(s2, r, B, bc); t = [dict(x, sheet=sh.name) for x in ta(A, q)] + [dict(x, sheet=s2.name) for x in ta(B, q2)]; return wb, meta("LMHTX", "a", t, sh.name, lacks=True)
@kind("a-nhom-huyen", "huyện chỉ ở dòng nhóm kèm số thành viên; cột thừa (hội phí, điện thoại)")
def _(v, R):
    us = sorted(mem(R, 11), key=lambda u: u["district"]); cs = [k for k in ca(v) if k.field != "district"]; fee = {id(u): R.choice([300, 500, 1000]) for u in us}; cs.append(Col(None, ["Hội phí năm 2019 (nghìn đồng)", "Hội phí đã nộp (1.000đ)"][v], lambda u: fee[id(u)] if not u["left_on"] else None)); wb = WB("Thành viên"); sh = wb[0]; r = title(sh, "Danh sách thành viên Liên minh HTX tỉnh năm 2019", OFF["LMHTX"], None, len(cs)); r = head(sh, r, cs); rows = []
    for n, d in enumerate(dict.fromkeys(u["district"] for u in us)):
        g = [u for u in us if u["district"] == d]; sh.put(r, 1, ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"][n], bold=True); sh.put(r, 2, [f"{d}: {len(g)} HTX", d.upper()][v], bold=True); r, q = body(sh, r + 1, g, cs, stt=len(rows) + 1); rows += q
    return wb, meta("LMHTX", "a", ta(us, rows), "Thành viên")
@kind("a-con-hay-da-ra", "một cột «Ghi chú» thay cho ngày ra: «Ra khỏi Liên minh từ 15/7/2014», trống hoặc «Còn» là còn")
def _(v, R):
    us = mem(R, 12); us[0]["joined_on"] = dt.date(2008, 5, 6); us[0]["left_on"] = dt.date(2017, 7, 15); cs = [k for k in ca(v) if k.field not in ("left_on",)]; cs.append(Col("left_on", ["Ghi chú (ngày ra khỏi Liên minh)", "Còn là thành viên hay đã ra (từ ngày)"][v], lambda u: ([f"Ra khỏi Liên minh từ {dmy(u['left_on'])}", f"Đã ra, từ ngày {dmy(u['left_on'])}"][v] if u["left_on"] else [None, "Còn"][v])))
    wb, sh, rows, r = doa(us, cs); return wb, meta("LMHTX", "a", ta(us, rows), "Thành viên", ["left_on"])
# ================================================================== main
def main():
    for d in ("open", "held"): shutil.rmtree(f"{OUT}/{d}", ignore_errors=True); os.makedirs(f"{OUT}/{d}")
    names = [k[0] for k in KINDS]; assert len(set(names)) == len(names); held = set(random.Random(SEED).sample(sorted(names), len(names) // 2)); n = 0
    for ki, (name, what, f, cnt) in enumerate(KINDS):
        side = "held" if name in held else "open"
        for v in range(cnt):
            wb, m = f(v, random.Random(f"{SEED}/{name}/{v}")); ext = m.pop("ext"); delim, enc = m.pop("delim", ";"), m.pop("enc", "utf-8-sig"); fn = f"{name}-{v + 1}.{ext}"; p = f"{OUT}/{side}/{fn}"
            {"xlsx": save_xlsx, "xls": save_xls, "ods": save_ods}.get(ext, lambda a, b: save_csv(a, b, delim, enc))(wb, p)
            stem = {"r": "danh-sach-dang-ky", "a": "thanh-vien-lien-minh"}.get(name[0], "bao-cao-kttt")
            head_ = {"file": fn, "path": f"{m['year']}/{m['sender']}/{stem}-{m['year']}.{ext}", "kind": name, "what": what}; head_.update(m)
            json.dump(head_, open(p.rsplit(".", 1)[0] + ".json", "w", encoding="utf-8"), ensure_ascii=False, indent=1); n += 1
    op = [k for k in KINDS if k[0] not in held]
    with open(f"{OUT}/KINDS_OPEN.md", "w", encoding="utf-8") as o:
        o.write(f"# Open kinds ({len(op)}; {sum(k[3] for k in op)} files in `open/`)\n\nAll simulated. Each file holds the one form of its kind; other sheets owed are missing on purpose.\n\n| kind | files | what |\n|---|---|---|\n" + "".join(f"| `{k[0]}` | {k[3]} | {k[1].replace('|', '/')} |\n" for k in op))
        o.write("""
## Truth files
As the shared cases (money in đồng as `…_vnd`, dates ISO, `row` = the spreadsheet's row of the unit in the first part of its table), and:
- `table`: which biểu or list; `sheet` at a row: where the rows stand on more than one sheet; `column`: where a unit or figure stands in a column (transposed, or blocks side by side; there `row` may be null).
- `rows` are all rows of the file; names stand as written, without remarks; values of lists in the contract's words; a field with no column is null.
- `open_to_doubt`: `field` (whole column) or `field@row` (biểu 1: `value@row`): may be said in a finding and left null instead; another figure there is wrong.
- `must_say: []`: no error about the reading; missing where something is open to doubt, or where the table has no column for a field of the form (that may be said); `must_say_all`: each of these places must be told (those rows are not in `rows`).
- Biểu 3, for which the contract names no English fields: `class_name` Tên lớp, `organiser` Đơn vị tổ chức, `starts_on`, `ends_on`, `content`, `participants` Số CBQL HTX tham dự, `women`.
""")
    print(n, "files", len(names), "kinds; open", len(op), "held", len(held))
if __name__ == "__main__": main()
