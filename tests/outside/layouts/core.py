"""Grid, writers and plain data for make_layouts.py. All data are invented (simulated); no real unit."""
import csv, datetime as dt, io, json, random, re, unicodedata, zipfile, shutil
from pathlib import Path
from tests.outside.areas import DISTRICT, COMMUNES, tax_code

D = dt.datetime
M = 1_000_000
UNITDIV = {"triệu đồng": M, "nghìn đồng": 1000, "đồng": 1, "tỷ đồng": 1000 * M}
SECTORS = ["Nông nghiệp", "Công nghiệp - TTCN", "Xây dựng", "Tín dụng", "Thương mại - Dịch vụ", "Vận tải", "Khác"]
RATINGS = ["Tốt", "Khá", "Trung bình", "Yếu", "Không xếp loại"]
STATUS2 = ["Đang hoạt động", "Ngừng hoạt động", "Đã giải thể"]
STATUSR = ["Đang hoạt động", "Tạm ngừng kinh doanh", "Không hoạt động tại địa chỉ đã đăng ký",
           "Đang làm thủ tục giải thể", "Bị thu hồi", "Đã giải thể"]
F2 = ["name", "unit_type", "registration_code", "commune", "sector", "founded_on", "status", "members", "new_members", "workers",
      "managers", "managers_trained", "revenue_vnd", "revenue_from_members_vnd", "profit_vnd", "member_income_vnd",
      "worker_income_vnd", "rating", "converted_from"]
COUNTS = ["members", "new_members", "workers", "managers", "managers_trained"]
MONEY2 = ["revenue_vnd", "revenue_from_members_vnd", "profit_vnd", "member_income_vnd", "worker_income_vnd"]
FR = ["registration_code", "certificate_no", "unit_type", "name", "commune", "district", "commune_code", "industry_code",
      "charter_capital_vnd", "registered_on", "converted_on", "status", "status_on"]
FA = ["name", "unit_type", "registration_code", "district", "joined_on", "decision_no", "left_on"]
F3 = ["name", "organizer", "from_on", "to_on", "content", "participants", "women"]
F4 = ["task", "content", "state", "result", "quantity", "unit_of_measure"]
F5 = ["name", "registration_code", "district", "score", "rating"]
ITEMS = [("I.1", "Tổng số hợp tác xã", "HTX"), ("I.1a", "trong đó: đang hoạt động", "HTX"), ("I.1b", "thành lập mới", "HTX"),
         ("I.1c", "giải thể", "HTX"), ("I.1d", "hoạt động có hiệu quả", "HTX"), ("I.2", "Tổng số thành viên HTX", "thành viên"),
         ("I.2a", "trong đó: thành viên mới", "thành viên"), ("I.3", "Lao động thường xuyên trong HTX", "người"),
         ("I.4", "Doanh thu bình quân một HTX", "triệu đồng/năm"), ("I.5", "Lãi bình quân một HTX", "triệu đồng/năm"),
         ("I.6", "Thu nhập bình quân của lao động thường xuyên", "triệu đồng/năm"),
         ("I.6x", "Thu nhập bình quân của thành viên", "triệu đồng/người/năm"), ("I.7", "Tổng số cán bộ quản lý HTX", "người"),
         ("I.7a", "trong đó: trình độ sơ, trung cấp", "người"), ("I.7b", "trong đó: trình độ cao đẳng, đại học trở lên", "người"),
         ("I.8", "Số cán bộ quản lý được đào tạo, bồi dưỡng trong năm", "người"), ("II.1", "Tổng số liên hiệp hợp tác xã", "LHHTX"),
         ("II.1b", "thành lập mới", "LHHTX"), ("III.1", "Tổng số tổ hợp tác", "THT"), ("III.1a", "thành lập mới", "THT"),
         ("III.1b", "có chứng thực của UBND xã", "THT"), ("III.2", "Tổng số thành viên THT", "thành viên")]
MONEY1 = {"I.4", "I.5", "I.6", "I.6x"}


# ---------------------------------------------------------------- grid
class Sheet:
    def __init__(self, title):
        self.title, self.c, self.merges = title, {}, []
        self.hrow, self.hcol, self.zero, self.filter, self.cached = {}, {}, False, None, {}

    def put(self, r, c, v, **o):
        if v is not None or o:
            self.c[(r, c)] = (v, o)

    def merge(self, r1, c1, r2, c2):
        if (r1, c1) != (r2, c2):
            self.merges.append((r1, c1, r2, c2))

    def opt(self, r, c, **o):
        v, p = self.c.get((r, c), (None, {}))
        self.c[(r, c)] = (v, {**p, **o})

    def maxr(self):
        return max(r for r, _ in self.c)


def letter(c):
    s = ""
    while c:
        c, m = divmod(c - 1, 26)
        s = chr(65 + m) + s
    return s


def save_xlsx(sheets, path):
    import openpyxl
    from openpyxl.styles import Font
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    wb = openpyxl.Workbook()
    wb.remove(wb.active)
    patches = {}
    for i, s in enumerate(sheets, 1):
        ws = wb.create_sheet(s.title)
        for (r, c), (v, o) in sorted(s.c.items()):
            cell = ws.cell(r, c)
            if o.get("rich"):
                v = CellRichText(*[TextBlock(InlineFont(strike=st or None), t) for t, st in o["rich"]])
            cell.value = v
            if o.get("text"):
                cell.data_type = "s"
                cell.quotePrefix = True
            if o.get("fmt"):
                cell.number_format = o["fmt"]
            elif isinstance(v, dt.datetime):
                cell.number_format = "dd/mm/yyyy"
            if o.get("strike") or o.get("bold"):
                cell.font = Font(strike=bool(o.get("strike")) or None, bold=bool(o.get("bold")) or None)
        for m in s.merges:
            ws.merge_cells(start_row=m[0], start_column=m[1], end_row=m[2], end_column=m[3])
        for r, how in s.hrow.items():
            if how == "height0":
                ws.row_dimensions[r].height = 0
            else:
                ws.row_dimensions[r].hidden = True
        for c, how in s.hcol.items():
            if how == "width0":
                ws.column_dimensions[letter(c)].width = 0
            else:
                ws.column_dimensions[letter(c)].hidden = True
        if s.zero:
            ws.sheet_format.zeroHeight = True
        if s.filter:
            ws.auto_filter.ref = s.filter[0]
            if s.filter[1]:
                ws.auto_filter.add_filter_column(*s.filter[1])
        if s.cached:
            patches[f"xl/worksheets/sheet{i}.xml"] = s.cached
    wb.save(path)
    if patches:
        tmp = Path(str(path) + ".t")
        with zipfile.ZipFile(path) as z, zipfile.ZipFile(tmp, "w", zipfile.ZIP_DEFLATED) as o:
            for n in z.namelist():
                b = z.read(n)
                if n in patches:
                    x = b.decode()
                    for (r, c), v in patches[n].items():
                        ref = f"{letter(c)}{r}"
                        st = ' t="str"' if isinstance(v, str) else ""
                        x, k = re.subn(rf'<c r="{ref}"((?: s="\d+")?)[^>]*><f>(.*?)</f><v ?/?>(?:</v>)?</c>',
                                       lambda m: f'<c r="{ref}"{m[1]}{st}><f>{m[2]}</f><v>{v}</v></c>', x)
                        assert k == 1, (ref, path)
                    b = x.encode()
                o.writestr(n, b)
        shutil.move(tmp, path)


def save_xls(sheets, path):
    import xlwt
    wb = xlwt.Workbook(encoding="utf-8")
    styles = {}

    def sty(fmt, strike):
        if (fmt, strike) not in styles:
            st = xlwt.XFStyle()
            if fmt:
                st.num_format_str = fmt
            if strike:
                st.font.struck_out = True
            styles[(fmt, strike)] = st
        return styles[(fmt, strike)]
    for s in sheets:
        ws = wb.add_sheet(s.title)
        top = {(m[0], m[1]): m for m in s.merges}
        for (r, c), (v, o) in sorted(s.c.items()):
            fmt = o.get("fmt") or ("DD/MM/YYYY" if isinstance(v, dt.datetime) else None)
            st = sty(fmt, bool(o.get("strike")))
            if o.get("rich"):
                fs = xlwt.Font(); fs.struck_out = True
                fn = xlwt.Font()
                ws.write_rich_text(r - 1, c - 1, [(t, fs if k else fn) for t, k in o["rich"]])
            elif (r, c) in top:
                m = top[(r, c)]
                ws.write_merge(m[0] - 1, m[2] - 1, m[1] - 1, m[3] - 1, v, st)
            else:
                ws.write(r - 1, c - 1, v, st)
        for r, how in s.hrow.items():
            row = ws.row(r - 1)
            if how == "height0":
                row.height = 0
                row.height_mismatch = True
            else:
                row.hidden = True
        for c, how in s.hcol.items():
            if how == "width0":
                ws.col(c - 1).width = 0
            else:
                ws.col(c - 1).hidden = True
    wb.save(str(path))


def csv_text(v):
    if v is None:
        return ""
    if isinstance(v, dt.datetime):
        return v.strftime("%d/%m/%Y")
    if isinstance(v, float) and v == int(v):
        return str(int(v))
    return str(v)


def save_csv(sheets, path, sep=",", enc="utf-8"):
    s = sheets[0]
    w = max(c for _, c in s.c)
    out = io.StringIO()
    wr = csv.writer(out, delimiter=sep, lineterminator="\r\n")
    for r in range(1, s.maxr() + 1):
        wr.writerow([csv_text(s.c.get((r, c), (None,))[0]) for c in range(1, w + 1)])
    Path(path).write_bytes(out.getvalue().encode(enc))


# ---------------------------------------------------------------- plain data
PRE = "Thắng Hưng Thịnh Phú Lộc Minh Thành Tiến Hòa Kiên Xuân Quang Tân An Đại Hợp Thanh Phước Vạn Trường Gia Bảo".split()
SUF = "Phát Lợi Đạt Phong Lâm Sơn Hải Vinh Tín Nghĩa Đức Cường Long Hiệp Thọ Mai Khang Lạc Bình Tâm Sang Toàn".split()
BUS = {"Nông nghiệp": ["NN", "NN DV", "Nông nghiệp", "NN - DV - TM", "nông lâm nghiệp", "DV NN", "Mắc ca", "cà phê", "dược liệu"],
       "Công nghiệp - TTCN": ["TTCN", "SX", "cơ khí", "dệt thổ cẩm"], "Xây dựng": ["XD", "Xây dựng"],
       "Thương mại - Dịch vụ": ["TM DV", "Thương mại", "DV Tổng hợp"], "Vận tải": ["Vận tải", "VT"], "Khác": ["Môi trường", "DV vệ sinh môi trường"]}
THTB = ["trồng cà phê", "trồng cây ăn quả", "chăn nuôi bò", "trồng bời lời", "nuôi cá lồng", "thủy lợi", "trồng sâm dây", "dệt thổ cẩm", "trồng mì", "cấy lúa nước"]
VSIC = {"Nông nghiệp": ["0126", "0118", "0121", "0128", "0150", "0161"], "Công nghiệp - TTCN": ["1030", "1077"], "Xây dựng": ["4290", "4101"],
        "Tín dụng": ["6419"], "Thương mại - Dịch vụ": ["4620", "4632"], "Vận tải": ["4931", "4933"], "Khác": ["3811"]}


def rday(R, y1, y2):
    return D(R.randint(y1, y2), 1, 1) + dt.timedelta(days=R.randrange(365))


def district(seed, code, year=2019, n=None):
    """A small district: list of dicts with the contract's biểu 2 fields (truth, money in đồng)."""
    R = random.Random(f"{seed}-{code}")
    n = n or R.randint(12, 25)
    used, names, out = set(), set(), []
    nt = max(4, round(n * R.uniform(.45, .65)))
    nh = n - nt
    coms = R.sample(COMMUNES[code], min(len(COMMUNES[code]), R.randint(3, 5)))
    for i in range(n):
        com = R.choice(coms)
        u = {f: None for f in F2}
        u["_com"] = com
        u["commune"] = com[2]
        if i < nh:
            typ = "QTDND" if i == nh - 1 and R.random() < .5 else "HTX"
            sec = "Tín dụng" if typ == "QTDND" else R.choices(SECTORS[:3] + SECTORS[4:], [60, 8, 6, 14, 10, 2])[0]
            while True:
                if typ == "QTDND":
                    nm = f"Quỹ tín dụng nhân dân xã {com[2]}"
                else:
                    nm = f"HTX {R.choice(BUS[sec])} {R.choice(PRE)} {R.choice(SUF)}"
                if nm not in names:
                    break
                com = R.choice(coms)
            u["_com"] = com
            u["commune"] = com[2]
            code_ = tax_code(R, used) if R.random() < .88 else None
            fo = rday(R, year, year) if i == 0 else rday(R, 1998, year - 1)
            if fo.year == year and fo.month > 11:
                fo -= dt.timedelta(days=150)
            mem = R.randint(900, 1600) if typ == "QTDND" else max(7, int(R.lognormvariate(3.3, .6)))
            rev = round(R.lognormvariate(7.1, .6), 1)
            wk = max(2, int(R.lognormvariate(2, .5)))
            mg = R.randint(3, 7)
        else:
            typ, sec = "THT", R.choices(["Nông nghiệp", "Công nghiệp - TTCN", "Thương mại - Dịch vụ"], [85, 8, 7])[0]
            while True:
                nm = f"THT {R.choice(THTB)} thôn {R.randint(1, 12)}"
                if nm not in names:
                    break
            code_ = None
            fo = rday(R, 2013, year - 1) if i % 3 else rday(R, year, year)
            if fo.year == year and fo.month > 11:
                fo -= dt.timedelta(days=200)
            mem, rev, wk, mg = R.randint(6, 22), round(R.lognormvariate(4.9, .5), 1), R.randint(1, 6), 1
        names.add(nm)
        st = STATUS2[0] if i != 1 else R.choice(STATUS2[1:])
        u.update(name=nm, unit_type=typ, registration_code=code_, sector=sec, founded_on=fo.date().isoformat(), status=st, members=mem,
                 new_members=R.choice([0, 0, 1, 2, 3]) if fo.year < year else mem, workers=wk, managers=mg,
                 managers_trained=R.randint(0, mg) if typ != "THT" else 0)
        if st == STATUS2[0]:
            u.update(revenue_vnd=round(rev * 10) * M // 10, revenue_from_members_vnd=round(rev * R.uniform(.2, .6) * 10) * M // 10,
                     profit_vnd=round(rev * R.uniform(-.04, .2) * 10) * M // 10, member_income_vnd=round(R.uniform(24, 44) * 100) * M // 100,
                     worker_income_vnd=round(R.uniform(32, 52) * 100) * M // 100)
        else:
            u.update(revenue_vnd=0, revenue_from_members_vnd=0, profit_vnd=0, new_members=0, managers_trained=0)
        if typ != "THT":
            u["rating"] = "Không xếp loại" if st != STATUS2[0] or fo.year == year else R.choices(RATINGS[:4], [25, 40, 25, 10])[0]
        out.append(u)
    if n > 8 and R.random() < .6:
        out[0]["converted_from"] = f"THT {R.choice(THTB)} {R.choice(PRE)} {R.choice(SUF)}"
    # some not reported
    for u in out:
        if u["unit_type"] == "THT" and R.random() < .25:
            u["revenue_vnd"] = None
        if R.random() < .04:
            u["worker_income_vnd"] = None
    losers = [u for u in out if u["profit_vnd"] is not None and u["profit_vnd"] < 0]
    if len(losers) < 2:
        for u in [u for u in out if u["revenue_vnd"]][:2]:
            u["profit_vnd"] = -round(R.uniform(3, 60) * 10) * M // 10
    R.shuffle(out)
    return out


def totals(units, R):
    """biểu 1 rows (item -> (previous, value)) for a district; value from the units, previous invented near it."""
    h = [u for u in units if u["unit_type"] in ("HTX", "QTDND") and u["status"] != "Đã giải thể"]
    t = [u for u in units if u["unit_type"] == "THT" and u["status"] != "Đã giải thể"]
    s = lambda L, f: sum(u[f] or 0 for u in L)
    def mean(L, f, w=None):
        L = [u for u in L if u[f] is not None and (w is None or u[w])]
        if not L:
            return 30 * M
        q = sum(u[f] * (u[w] if w else 1) for u in L) / sum((u[w] if w else 1) for u in L)
        return round(q / 10000) * 10000
    new = [u for u in h if u["founded_on"] >= "2019"]
    mg = s(h, "managers")
    v = {"I.1": len(h), "I.1a": sum(u["status"] == STATUS2[0] for u in h), "I.1b": len(new),
         "I.1c": sum(u["status"] == "Đã giải thể" and u["unit_type"] != "THT" for u in units),
         "I.1d": sum(u["rating"] in ("Tốt", "Khá") for u in h), "I.2": s(h, "members"), "I.2a": s(h, "new_members"), "I.3": s(h, "workers"),
         "I.4": mean(h, "revenue_vnd"), "I.5": mean(h, "profit_vnd"), "I.6": mean(h, "worker_income_vnd", "workers"),
         "I.6x": mean(h, "member_income_vnd", "members"), "I.7": mg, "I.7a": int(mg * .45), "I.7b": int(mg * .3), "I.8": s(h, "managers_trained"),
         "II.1": 0, "II.1b": 0, "III.1": len(t), "III.1a": sum(u["founded_on"] >= "2019" for u in t), "III.1b": max(0, len(t) - 3), "III.2": s(t, "members")}
    p = {}
    for k, x in v.items():
        if k in MONEY1:
            p[k] = round(x * R.uniform(.86, .97) / 10000) * 10000
        else:
            p[k] = max(0, x - R.choice([0, 1, 1, 2])) if x < 40 else int(x * R.uniform(.88, .98))
    return {k: (p[k], v[k]) for k in v}


def registry(seed, year=2019, n=18):
    R = random.Random(f"r{seed}")
    used, out, names = set(), [], set()
    for i in range(n):
        dcode = R.choice(list(DISTRICT))
        com = R.choice(COMMUNES[dcode])
        typ = "QTDND" if i == 2 else "LHHTX" if i == 5 else "HTX"
        sec = "Tín dụng" if typ == "QTDND" else R.choices(["Nông nghiệp", "Công nghiệp - TTCN", "Xây dựng", "Thương mại - Dịch vụ", "Vận tải"], [6, 1, 1, 2, 1])[0]
        nm = {"QTDND": f"Quỹ tín dụng nhân dân {com[1][0].lower() + com[1][1:]}", "LHHTX": f"Liên hiệp HTX {R.choice(PRE)} {R.choice(SUF)}"}.get(typ) or \
            f"Hợp tác xã {R.choice(['Nông nghiệp', 'Dịch vụ Tổng hợp', 'Nông lâm nghiệp', 'Vận tải', 'Xây dựng', 'Thương mại và Dịch vụ'])} {R.choice(PRE)} {R.choice(SUF)}"
        while nm in names:
            nm = f"Hợp tác xã {R.choice(PRE)} {R.choice(SUF)}"
        names.add(nm)
        reg = rday(R, year, year) if i % 5 == 0 else rday(R, 1998, year - 1)
        if reg.year == year and reg.month > 10:
            reg = D(year, 5, 14)
        conv = rday(R, 2014, 2017) if reg.year < 2013 else None
        st = "Đang hoạt động" if i % 6 != 3 else R.choice(STATUSR[1:])
        son = rday(R, year - 1, year) if st != STATUSR[0] else reg
        if st != STATUSR[0] and son < reg:
            son = reg + dt.timedelta(days=40)
        if son > D(year, 11, 25):
            son = D(year, 9, 17)
        out.append({"registration_code": tax_code(R, used) if R.random() < .9 else None,
                    "certificate_no": f"38{R.randint(1, 9):02d}{R.choice('ABCDE')}{R.randint(10 ** 5, 10 ** 6 - 1)}" if R.random() < .8 else None,
                    "unit_type": typ, "name": nm, "commune": com[1], "district": DISTRICT[dcode], "commune_code": com[0] if R.random() < .8 else None,
                    "industry_code": R.choice(VSIC[sec]), "charter_capital_vnd": R.randint(4, 90) * 50 * M, "registered_on": reg.date().isoformat(),
                    "converted_on": conv and conv.date().isoformat(), "status": st, "status_on": son.date().isoformat()})
    return out


def alliance(seed, year=2019, n=15):
    R = random.Random(f"a{seed}")
    out = []
    for r in registry(f"al{seed}", year, n):
        y0 = int(r["registered_on"][:4])
        j = rday(R, min(max(y0, 2003), year), year)
        if j.date().isoformat() < r["registered_on"]:
            j = D.fromisoformat(r["registered_on"]) + dt.timedelta(days=20)
        if j > D(year, 11, 28):
            j = D(year, 11, 4)
        left = None
        if R.random() < .15 and j.year < year - 1:
            left = rday(R, year - 1, year)
            if left > D(year, 11, 28):
                left = D(year, 8, 8)
        out.append({"name": r["name"], "unit_type": r["unit_type"], "registration_code": r["registration_code"] if R.random() < .55 else None,
                    "district": r["district"], "joined_on": j.date().isoformat(), "decision_no": f"{R.randint(10, 99)}/QĐ-LMHTX",
                    "left_on": left and left.date().isoformat()})
    return out


def classes(seed, year=2019, n=9):
    R = random.Random(f"c{seed}")
    T = ["Bồi dưỡng cán bộ quản lý HTX", "Tập huấn kế toán HTX", "Tập huấn Luật HTX 2012", "Bồi dưỡng Giám đốc HTX", "Tập huấn kỹ năng tiêu thụ nông sản",
         "Bồi dưỡng kiểm soát viên HTX", "Tập huấn xây dựng phương án SXKD", "Tập huấn truy xuất nguồn gốc", "Tập huấn chuyển đổi HTX", "Lớp quản trị HTX nông nghiệp",
         "Lớp khởi sự HTX cho thanh niên"]
    out = []
    for i in range(n):
        a = D(year, R.randint(2, 11), R.randint(1, 26))
        p = R.randint(14, 60)
        out.append({"name": f"{T[i % len(T)]} khóa {i + 1}", "organizer": R.choice(["Liên minh HTX tỉnh", "Phòng Nông nghiệp và PTNT", "Phòng Tài chính - Kế hoạch", "Trung tâm GDNN-GDTX"]),
                    "from_on": a.date().isoformat(), "to_on": (a + dt.timedelta(days=R.randint(0, 4))).date().isoformat(),
                    "content": R.choice(["Nghiệp vụ quản lý", "Luật HTX và văn bản hướng dẫn", "Kế toán, thuế", "Liên kết chuỗi giá trị"]), "participants": p, "women": R.randint(2, p // 2)})
    return out


def ratings(seed, n=14):
    R = random.Random(f"s{seed}")
    out, used = [], set()
    for i in range(n):
        sc = R.randint(80, 197) / 2
        out.append({"name": f"HTX {R.choice(BUS['Nông nghiệp'])} {R.choice(PRE)} {R.choice(SUF)} {i + 1}", "registration_code": tax_code(R, used) if R.random() < .85 else None,
                    "district": DISTRICT[R.choice(list(DISTRICT))], "score": sc,
                    "rating": "Tốt" if sc >= 80 else "Khá" if sc >= 65 else "Trung bình" if sc >= 50 else "Yếu"})
    return out


def tasks(sender, seed):
    R = random.Random(f"t{seed}")
    out = []
    for r in csv.DictReader(open(Path(__file__).parents[1] / "tasks-2019.csv", encoding="utf-8")):
        if r["sender"] == sender and r["role"] == "lead":
            st = R.choice(["Chưa thực hiện", "Đang thực hiện", "Hoàn thành", "Đang thực hiện"])
            out.append({"task": r["task"], "content": r["content"], "state": st, "result": None if st == "Chưa thực hiện" else R.choice(
                ["Đã ban hành kế hoạch và triển khai đến các xã", "Đã hoàn thành theo yêu cầu", "Đang tổ chức thực hiện, ước hoàn thành cuối năm"]),
                "quantity": None if st == "Chưa thực hiện" else R.randint(1, 24), "unit_of_measure": r["unit_of_measure"]})
    return out


# ---------------------------------------------------------------- table writer
class Col:
    def __init__(self, field, heads, get, total=False, fmt=None, text=False, instr=None):
        self.field, self.heads, self.get, self.total, self.fmt, self.text, self.instr = field, (heads if isinstance(heads, tuple) else (heads,)), get, total, fmt, text, instr


def put_head(sh, r0, cols, c0=1, merge=True, vmerge=True):
    depth = max(len(c.heads) for c in cols)
    L = depth
    for lv in range(depth):
        i = 0
        while i < len(cols):
            h = cols[i].heads
            if lv >= len(h):
                i += 1
                continue
            last = lv == len(h) - 1
            j = i + 1
            if not last:
                while j < len(cols) and len(cols[j].heads) > lv + 1 and cols[j].heads[:lv + 1] == h[:lv + 1]:
                    j += 1
            sh.put(r0 + lv, c0 + i, h[lv], bold=True)
            if merge:
                if last:
                    if vmerge and lv < L - 1:
                        sh.merge(r0 + lv, c0 + i, r0 + L - 1, c0 + i)
                elif j - i > 1:
                    sh.merge(r0 + lv, c0 + i, r0 + lv, c0 + j - 1)
            i = j
    return r0 + L


def put_rows(sh, r, cols, units, c0=1):
    out = []
    for u in units:
        for i, c in enumerate(cols):
            v = c.get(u)
            o = {}
            if c.fmt and v is not None and not isinstance(v, str):
                o["fmt"] = c.fmt
            if c.text:
                o["text"] = True
            if isinstance(v, tuple):
                v, o = v
            if v is not None:
                sh.put(r, c0 + i, v, **o)
        out.append((u, r))
        r += 1
    return out, r


def put_sum(sh, r, cols, units, labels, c0=1, spoil=None):
    """a sum row; labels: {col index: text}"""
    for i, t in labels.items():
        sh.put(r, c0 + i, t, bold=True)
    for i, c in enumerate(cols):
        if c.total and i not in labels:
            v = [c.get(u) for u in units]
            v = [x for x in v if isinstance(x, (int, float))]
            if v:
                s = sum(v)
                s = round(s, 6) if isinstance(s, float) else s
                if spoil == c.field and spoil:
                    s += 7
                sh.put(r, c0 + i, s, bold=True)


def strip_marks(s):
    s = unicodedata.normalize("NFD", s)
    return "".join(ch for ch in s if not unicodedata.combining(ch)).replace("đ", "d").replace("Đ", "D")
