"""What the styles are made of: a plain province read into tables, tables laid on grids, grids written as files."""
import copy, csv, datetime as dt, io, re, unicodedata, zipfile
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter as L
from tests.outside.slips.writer import COLS, H2, H3, H4, H5, HA, HR, OFF, SHEETS

HEADS = {"b1": [("item", "STT"), ("label", "Chỉ tiêu"), ("uom", "Đơn vị tính"), ("prev", "Thực hiện năm {p}"), ("cur", "Thực hiện năm {y}")], "b2": H2, "b3": H3, "b4": H4, "b5": H5, "reg": HR, "all": HA}
BYHEAD = {k: {h: f for f, h in v} for k, v in HEADS.items()}
DIVS = {"đồng": 1, "nghìn đồng": 1000, "triệu đồng": 10**6, "tỷ đồng": 10**9}
INTS = ("members", "new_members", "workers", "managers", "managers_trained", "participants", "women", "score", "quantity")
HIDE, STRIKE, RICH = "hide", "strike", "rich"


def num(v, div=1):
    """đồng -> a cell in the unit, exact"""
    if v is None:
        return None
    q = Decimal(v) / Decimal(div)
    return int(q) if q == int(q) else float(q)


class Col:
    def __init__(self, f, head, get=None, kind=None, unit=None, out=None):
        self.f, self.head, self.unit, self.out = f, ([head] if isinstance(head, str) else list(head)), unit, out
        self.get = get or (lambda r, f=f: r.get(f))
        self.kind = kind or ("money" if f and f.endswith("_vnd") else "date" if f and f.endswith("_on") else "int" if f in INTS + ("prev", "cur") else "code" if f == "registration_code" else "text")


class Tab:
    """one table: columns, body (("r", rec) | ("l", {field or index: value}, kind) | ("h",)), what stands around it"""
    def __init__(self, kind, recs, book):
        self.kind, self.recs, self.book, self.year, self.sender = kind, recs, book, book.year, book.sender
        self.cols, self.unit, self.foot, self.top, self.title, self.unit_text = [], None, [], [], "", None
        self.numbers, self.after, self.gap, self.marks, self.wide, self.head_tail = None, [], 1, [], None, []
        self.merge_down, self.no_head, self.own = [], False, {}
        self.body = [("r", r) for r in recs]

    def col(self, f):
        return next((c for c in self.cols if c.f == f), None)

    def ix(self, f):
        return next(i for i, c in enumerate(self.cols) if c.f == f)

    def drop(self, *fs):
        self.cols = [c for c in self.cols if c.f not in fs]

    def clone(self, recs=None, cols=None):
        t = copy.copy(self)
        t.recs = list(self.recs if recs is None else recs)
        t.body = [("r", r) for r in t.recs]
        t.cols = [copy.copy(c) for c in (self.cols if cols is None else cols)]
        t.foot, t.top, t.after, t.marks, t.head_tail, t.merge_down, t.own = list(self.foot), list(self.top), list(self.after), self.marks, list(self.head_tail), list(self.merge_down), {}
        return t

    def value(self, c, r):
        v = c.get(r)
        if c.kind == "money":
            v = num(v, DIVS[c.unit or self.unit or "đồng"])
        if c.out:
            v = c.out(v, r) if v is not None else None
        return v


class Book:
    def __init__(self, path, sender, form, year):
        self.path, self.sender, self.form, self.year = path, sender, form, year
        self.sheets = []            # [name, [tabs], side_by_side]
        self.extra, self.ext, self.text, self.styles, self.must, self.post, self.font, self.delim, self.enc, self.prev = [], ".xlsx", None, [], [], [], None, ",", "utf-8", None

    def tabs(self, *kinds):
        return [t for _, ts, *_ in self.sheets for t in ts if not kinds or t.kind in kinds]

    def replace(self, tab, *sheets):
        """tab's place is taken by further sheets"""
        for i, s in enumerate(self.sheets):
            if tab in s[1]:
                s[1].remove(tab)
                new = [list(x) for x in sheets]
                self.sheets[i:i + (0 if s[1] else 1)] = new
                return


def load(raw, row):
    b = Book(row["path"], row["sender"], row["form"], int(row["year"]))
    p = Path(raw) / row["path"]
    if p.suffix == ".csv":
        rows = list(csv.reader(io.StringIO(p.read_bytes().decode("utf-8-sig"))))
        sheets = [("Danh sách", [["SỞ KẾ HOẠCH VÀ ĐẦU TƯ"], [f"Danh sách hợp tác xã đăng ký trên địa bàn tỉnh đến ngày 30/11/{b.year}"], ["Đơn vị tính: đồng"]] + [[x if x != "" else None for x in r] for r in rows])]
    else:
        wb = load_workbook(p)
        sheets = [(ws.title, [list(r) for r in ws.iter_rows(values_only=True)]) for ws in wb]
    for name, rows in sheets:
        kind = next(k for k, s in SHEETS.items() if s == name)
        fs = [BYHEAD[kind].get(h) if kind != "b1" else f for h, (f, _) in zip(rows[3], HEADS["b1"] if kind == "b1" else [(0, 0)] * len(rows[3]))]
        unit = next((re.sub("Đơn vị tính: ", "", c) for r in rows[:3] for c in r if isinstance(c, str) and c.startswith("Đơn vị tính:")), None)
        recs = []
        for n, r in enumerate(rows[4:]):
            d = {f: v for f, v in zip(fs, r) if f}
            for f, v in d.items():
                if isinstance(v, dt.datetime):
                    d[f] = v.date()
                elif f.endswith("_on") and isinstance(v, str):
                    d[f] = dt.date.fromisoformat(v)
                elif f.endswith("_vnd") and v is not None:
                    d[f] = int(round(Decimal(str(v)) * DIVS[unit]))
            d["_n"] = n
            recs.append(d)
        t = Tab(kind, recs, b)
        t.unit, t.title, t.office, t.sheet = unit, rows[1][0], rows[0][0], name
        t.cols = [Col(f, h.format(y=b.year, p=b.year - 1)) for f, h in HEADS[kind]]
        if kind == "b2":
            t.cols.insert(0, Col("stt", "STT", lambda r: r["_n"] + 1))
        b.sheets.append([name, [t]])
    return b


# ------------------------------------------------------------------ grids
class Grid:
    def __init__(self, name):
        self.name, self.c, self.m, self.hr, self.hc, self.st, self.state, self.filter = name, {}, [], set(), set(), {}, "visible", None
        self.bold = set()

    def put(self, r, c, v, bold=False):
        if v is not None:
            self.c[r, c] = v
            if bold:
                self.bold.add((r, c))

    @property
    def maxr(self):
        return max((r for r, _ in self.c), default=0)

    @property
    def maxc(self):
        return max((c for _, c in self.c), default=0)


def heads(g, t, r, c0):
    depth = max(len(c.head) for c in t.cols)
    def cell(i, d):
        h = t.cols[i].head
        return tuple(h[:d + 1]) if d < len(h) else None
    for d in range(depth):
        i = 0
        while i < len(t.cols):
            k = cell(i, d)
            if k is None:
                i += 1
                continue
            j = i
            while j + 1 < len(t.cols) and cell(j + 1, d) == k and len(k) < max(len(t.cols[j + 1].head), len(t.cols[i].head)):
                j += 1
            last = d == len(t.cols[i].head) - 1
            g.put(r + d, c0 + i, k[-1] or None, True)
            r2 = r + depth - 1 if last else r + d
            if (j > i or r2 > r + d) and k[-1]:
                g.m.append((r + d, c0 + i, r2, c0 + j))
            i = j + 1
    r += depth
    for line in t.head_tail:
        for i, v in enumerate(line):
            g.put(r, c0 + i, v)
        r += 1
    return r


def lay(g, t, r=1, c0=1, places=None, titled=True):
    n = len(t.cols)
    if titled:
        for line in (t.top or [[(1, t.office)]]):
            for c, v in line:
                g.put(r, c0 + c - 1, v)
            r += 1
        if t.title:
            g.put(r, c0, t.title, True)
            if t.wide:
                g.m.append((r, c0, r, c0 + n - 1))
            r += 1
        ut = t.unit_text if t.unit_text is not None else (f"Đơn vị tính: {t.unit}" if t.unit else None)
        if ut:
            g.put(r, c0 + max(0, n - 2), ut)
        r += t.gap
    if t.own.get("lay"):
        return t.own["lay"](g, t, r, c0, places)
    if not t.no_head:
        r = heads(g, t, r, c0)
    start = r
    for it in t.body:
        if it[0] == "h":
            r = heads(g, t, r, c0)
            continue
        if it[0] == "r":
            for i, c in enumerate(t.cols):
                g.put(r, c0 + i, t.value(c, it[1]))
            if places is not None:
                places.setdefault((t.kind, it[1]["_n"]), []).append((g.name, r, {c.f: L(c0 + i) for i, c in enumerate(t.cols) if c.f}))
            for k, f in it[1].get("_do", ()):
                if k == HIDE:
                    g.hr.add(r)
                elif k == STRIKE:
                    for i in range(n) if f is None else [t.ix(f)]:
                        g.st[r, c0 + i] = STRIKE
                elif k == RICH:
                    g.st[r, c0 + t.ix(f)] = RICH
        else:
            for k, v in it[1].items():
                i = k if isinstance(k, int) else next((i for i, c in enumerate(t.cols) if c.f == k), None)
                if i is not None:
                    g.put(r, c0 + i, v, True)
            if len(it) > 2 and it[2] == "span":
                g.m.append((r, c0, r, c0 + n - 1))
        r += 1
    for f in t.merge_down:
        ci = t.ix(f) + c0
        a = start
        for rr in range(start + 1, r + 1):
            if rr == r or g.c.get((rr, ci)) != g.c.get((a, ci)):
                if rr - 1 > a and g.c.get((a, ci)) is not None:
                    for k in range(a + 1, rr):
                        del g.c[k, ci]
                    g.m.append((a, ci, rr - 1, ci))
                a = rr
    for f in t.own.get("hide_cols", ()):
        g.hc.add(t.ix(f) + c0)
    for line in t.foot:
        r += 0 if line else 0
        for c, v in (line if isinstance(line, list) else [(1, line)]):
            g.put(r, c0 + min(c, max(n, 2)) - 1, v)
        r += 1
    t._where = (g.name, start, r)
    return r


def build(b):
    places, grids = {}, []
    for s in b.sheets:
        name, tabs, side = s[0], s[1], (s[2] if len(s) > 2 else False)
        g = Grid(name)
        if side:
            c = 1
            for t in tabs:
                lay(g, t, 1, c, places)
                c += len(t.cols) + 1
        else:
            r = 1
            for t in tabs:
                r = lay(g, t, r, 1, places) + 2
        grids.append(g)
    for at, g in b.extra:
        grids.insert(at if at >= 0 else len(grids), g)
    for f in b.post:
        f(b, grids, places)
    return grids, places


TC = dict(zip("àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ", bytes.fromhex(
    "b5b6b7b8b9a8bbbcbdbec6a9c7c8c9cacbaecccecfd0d1aad2d3d4d5d6d7d8dcdddedfe1e2e3e4abe5e6e7e8e9aceaebecedeeeff1f2f3f4adf5f6f7f8f9fafbfcfdfea1a2a3a4a5a6a7")))


def tcvn(s):
    """Unicode -> TCVN3 bytes; toned capitals are the small letters' codes, as in .VnTimeH"""
    out = bytearray()
    for ch in unicodedata.normalize("NFC", s):
        if ord(ch) < 128:
            out.append(ord(ch))
        elif ch in TC:
            out.append(TC[ch])
        elif ch.lower() in TC:
            out.append(TC[ch.lower()])
        else:
            out += {"–": b"-", "—": b"-", "…": b"...", "\u00a0": b" ", "“": b'"', "”": b'"', "×": b"x", "✓": b"x"}.get(ch, b"?")
    return bytes(out)


def text(v):
    return "" if v is None else v.strftime("%d/%m/%Y") if isinstance(v, dt.date) else (repr(v).replace(".", ",") if isinstance(v, float) else str(v))


def save_xlsx(b, grids, p):
    wb = Workbook()
    wb.remove(wb.active)
    for g in grids:
        ws = wb.create_sheet(g.name)
        for (r, c), v in g.c.items():
            if b.font and isinstance(v, str):
                v = tcvn(v).decode("cp1252", "replace") if b.font == ".VnTime" else v
            k = g.st.get((r, c))
            if k == RICH:
                a, z = str(v).split(" ", 1)
                ws.cell(r, c).value = CellRichText(TextBlock(InlineFont(strike=True), a), " " + z)
                continue
            x = ws.cell(r, c, v)
            if isinstance(v, str) and v.startswith("="):
                x.data_type = "s"
            if isinstance(v, dt.date):
                x.number_format = "dd/mm/yyyy"
            if k == STRIKE or (r, c) in g.bold or b.font:
                x.font = Font(strike=(k == STRIKE) or None, bold=(r, c) in g.bold or None, name=b.font or "Times New Roman")
            if isinstance(v, str) and "\n" in v:
                x.alignment = Alignment(wrap_text=True)
        for m in g.m:
            ws.merge_cells(start_row=m[0], start_column=m[1], end_row=m[2], end_column=m[3])
        for r in g.hr:
            ws.row_dimensions[r].hidden = True
        for c in g.hc:
            ws.column_dimensions[L(c)].hidden = True
        if g.filter:
            ws.auto_filter.ref = g.filter
        ws.sheet_state = g.state
    wb.save(p)


def save_xls(b, grids, p):
    import xlwt
    wb = xlwt.Workbook(encoding="utf-8")
    ds = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for g in grids:
        ws = wb.add_sheet(g.name[:31])
        ws.visibility = 0 if g.state == "visible" else 1
        done = set()
        for r1, c1, r2, c2 in g.m:
            if (r1, c1) in g.c:
                ws.write_merge(r1 - 1, r2 - 1, c1 - 1, c2 - 1, g.c[r1, c1])
                done.add((r1, c1))
        for (r, c), v in g.c.items():
            if (r, c) not in done:
                ws.write(r - 1, c - 1, v, ds) if isinstance(v, dt.date) else ws.write(r - 1, c - 1, v)
    wb.save(str(p))


def save_ods(b, grids, p):
    def cell(v, sp):
        a = f' table:number-columns-spanned="{sp[1]}" table:number-rows-spanned="{sp[0]}"' if sp else ""
        if v is None:
            return f"<table:table-cell{a}/>"
        if isinstance(v, dt.date):
            return f'<table:table-cell{a} office:value-type="date" office:date-value="{v.isoformat()[:10]}"><text:p>{v:%d/%m/%Y}</text:p></table:table-cell>'
        if isinstance(v, (int, float)):
            return f'<table:table-cell{a} office:value-type="float" office:value="{v}"><text:p>{v}</text:p></table:table-cell>'
        return f'<table:table-cell{a} office:value-type="string">' + "".join(f"<text:p>{escape(x)}</text:p>" for x in v.split("\n")) + "</table:table-cell>"
    ns = " ".join(f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{v}:1.0"' for k, v in [("office", "office"), ("table", "table"), ("text", "text"), ("style", "style")])
    x = [f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {ns} office:version="1.2"><office:automatic-styles><style:style style:name="hid" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>']
    for g in grids:
        x.append(f'<table:table table:name="{escape(g.name)}"' + ('' if g.state == "visible" else ' table:style-name="hid"') + f'><table:table-column table:number-columns-repeated="{g.maxc}"/>')
        sp = {(a, c): (d - a + 1, e - c + 1) for a, c, d, e in g.m}
        cov = {(r, c) for a, c1, d, e in g.m for r in range(a, d + 1) for c in range(c1, e + 1)} - set(sp)
        for r in range(1, g.maxr + 1):
            x.append("<table:table-row>" + "".join("<table:covered-table-cell/>" if (r, c) in cov else cell(g.c.get((r, c)), sp.get((r, c))) for c in range(1, g.maxc + 1)) + "</table:table-row>")
        x.append("</table:table>")
    x.append("</office:spreadsheet></office:body></office:document-content>")
    with zipfile.ZipFile(p, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet")
        z.writestr("META-INF/manifest.xml", '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>')
        z.writestr("content.xml", "".join(x))


def save_csv(b, grids, p):
    f = io.StringIO()
    w = csv.writer(f, delimiter=b.delim, lineterminator="\r\n")
    g = grids[0]
    for r in range(1, g.maxr + 1):
        w.writerow([text(g.c.get((r, c))) for c in range(1, g.maxc + 1)])
    s = f.getvalue()
    p.write_bytes(tcvn(s) if b.enc == "tcvn3" else s.encode(b.enc))


SAVE = {".xlsx": save_xlsx, ".xls": save_xls, ".ods": save_ods, ".csv": save_csv, ".txt": save_csv}
