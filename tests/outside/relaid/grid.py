"""A sheet as cells, and what writes it: xlsx (formulas with stored values, rich text, filters), xls, ods, xlsb, csv."""
import csv, datetime as dt, io, struct, zipfile
from xml.sax.saxutils import escape, quoteattr
import xlsxwriter, xlwt
from tests.outside.relaid.text import letter


class Cell:
    __slots__ = ("v", "fmt", "bold", "strike", "rich", "formula", "tag", "font", "note", "wrap", "italic", "center")

    def __init__(self, v=None, **k):
        for s in self.__slots__:
            setattr(self, s, k.get(s))
        self.v = v


class Grid:
    def __init__(self, name):
        self.name, self.cells, self.merges = name, {}, []
        self.hidden_rows, self.hidden_cols, self.zero_rows, self.widths = set(), set(), set(), {}
        self.filter, self.filter_col, self.freeze, self.state, self.protect, self.box = None, None, None, "visible", False, None
        self.tables = []     # (Table, header row first, last, first data row, last, first column, last column)

    def put(self, r, c, v, **k):
        cell = v if isinstance(v, Cell) else Cell(v)
        for a, b in k.items():
            setattr(cell, a, b)
        self.cells[r, c] = cell
        return cell

    def merge(self, r1, c1, r2, c2):
        if (r1, c1) != (r2, c2):
            self.merges.append((r1, c1, r2, c2))

    @property
    def rows(self):
        return max((r for r, _ in self.cells), default=0)

    @property
    def cols(self):
        return max((c for _, c in self.cells), default=0)

    def shift(self, dr=0, dc=0, at_row=1, at_col=1):
        """opens rows or columns; formulas are not moved: shift before they are made"""
        m = lambda r: r + dr if r >= at_row else r
        n = lambda c: c + dc if c >= at_col else c
        self.cells = {(m(r), n(c)): x for (r, c), x in self.cells.items()}
        self.merges = [(m(a), n(b), m(c), n(d)) for a, b, c, d in self.merges]
        self.tables = [(t, m(a), m(b), m(c), m(d), n(e), n(f)) for t, a, b, c, d, e, f in self.tables]
        self.hidden_rows = {m(r) for r in self.hidden_rows}
        self.hidden_cols = {n(c) for c in self.hidden_cols}


def xlsx(grids, file):
    wb = xlsxwriter.Workbook(str(file), {"strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False})
    wb.set_properties({"created": dt.datetime(2019, 12, 1), "author": "Van phong"})
    made = {}

    def style(c):
        key = (c.fmt or ("dd/mm/yyyy" if isinstance(c.v, dt.date) else None), c.bold, c.strike, c.font, c.wrap, c.italic, c.center)
        if key not in made:
            f = {"num_format": key[0]} if key[0] else {}
            for a, b in (("bold", c.bold), ("font_strikeout", c.strike), ("text_wrap", c.wrap), ("italic", c.italic)):
                if b:
                    f[a] = True
            if c.font:
                f["font_name"] = c.font
            if c.center == "across":
                f["center_across"] = True
            elif c.center:
                f["align"], f["valign"] = "center", "vcenter"
            made[key] = wb.add_format(f)
        return made[key]

    for g in grids:
        ws = wb.add_worksheet(g.name)
        for a, b, c, d in g.merges:
            x = g.cells.get((a, b))
            ws.merge_range(a - 1, b - 1, c - 1, d - 1, "", style(x) if x else None)
        for (r, c), x in sorted(g.cells.items()):
            s = style(x)
            if x.formula:
                ws.write_formula(r - 1, c - 1, x.formula, s, "" if x.v is None else x.v)
            elif x.rich:
                parts = []
                for text, struck in x.rich:
                    parts += [wb.add_format({"font_strikeout": struck}), text]
                ws.write_rich_string(r - 1, c - 1, *parts)
            elif x.v is None:
                ws.write_blank(r - 1, c - 1, None, s)
            elif isinstance(x.v, dt.date):
                ws.write_datetime(r - 1, c - 1, dt.datetime(x.v.year, x.v.month, x.v.day), s)
            elif isinstance(x.v, bool):
                ws.write_boolean(r - 1, c - 1, x.v, s)
            elif isinstance(x.v, (int, float)):
                ws.write_number(r - 1, c - 1, x.v, s)
            else:
                ws.write_string(r - 1, c - 1, x.v, s)
            if x.note:
                ws.write_comment(r - 1, c - 1, x.note)
        for c, w in g.widths.items():
            ws.set_column(c - 1, c - 1, w)
        for c in g.hidden_cols:
            ws.set_column(c - 1, c - 1, None, None, {"hidden": True})
        if g.filter:
            ws.autofilter(*[x - 1 for x in g.filter])
            if g.filter_col:
                ws.filter_column(g.filter_col[0] - 1, g.filter_col[1])
        for r in g.hidden_rows:
            ws.set_row(r - 1, None, None, {"hidden": True})
        for r in g.zero_rows:
            ws.set_row(r - 1, 0)
        if g.freeze:
            ws.freeze_panes(g.freeze[0], g.freeze[1])
        if g.box:
            ws.insert_textbox(0, 1, g.box, {"width": 700, "height": 40})
        if g.protect:
            ws.protect("")
        if g.state == "hidden":
            ws.hide()
        elif g.state == "veryHidden":
            ws.very_hidden()
    first = next(i for i, g in enumerate(grids) if g.state == "visible")
    wb.worksheets()[first].activate()
    wb.worksheets()[first].set_first_sheet()
    wb.close()


def xls(grids, file):
    wb = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for g in grids:
        ws = wb.add_sheet(g.name[:31])
        under = {(a, b): (c, d) for a, b, c, d in g.merges}
        for (r, c), x in sorted(g.cells.items()):
            s = day if isinstance(x.v, dt.date) else xlwt.Style.default_style
            if (r, c) in under:
                ws.write_merge(r - 1, under[r, c][0] - 1, c - 1, under[r, c][1] - 1, x.v, s)
            elif x.v is not None and not any(a <= r <= e and b <= c <= f for a, b, e, f in g.merges):
                ws.write(r - 1, c - 1, x.v, s)
        if g.state != "visible":
            ws.visibility = 1
    wb.save(str(file))


def ods(grids, file):
    out = ['<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
           'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" office:version="1.2"><office:body><office:spreadsheet>']
    for g in grids:
        span = {(a, b): (c - a + 1, d - b + 1) for a, b, c, d in g.merges}
        covered = {(r, c) for a, b, e, f in g.merges for r in range(a, e + 1) for c in range(b, f + 1)} - set(span)
        out.append(f"<table:table table:name={quoteattr(g.name)}>")
        width, blank = g.cols, 0
        for r in range(1, g.rows + 1):
            if not any((r, c) in g.cells or (r, c) in covered for c in range(1, width + 1)):
                blank += 1
                continue
            if blank:
                out.append(f'<table:table-row table:number-rows-repeated="{blank}"><table:table-cell table:number-columns-repeated="{width}"/></table:table-row>')
                blank = 0
            out.append("<table:table-row>")
            for c in range(1, width + 1):
                x, a = g.cells.get((r, c)), ""
                if (r, c) in span:
                    a = f' table:number-rows-spanned="{span[r, c][0]}" table:number-columns-spanned="{span[r, c][1]}"'
                if (r, c) in covered:
                    out.append("<table:covered-table-cell/>")
                elif x is None or x.v is None:
                    out.append(f"<table:table-cell{a}/>")
                elif isinstance(x.v, dt.date):
                    out.append(f'<table:table-cell{a} office:value-type="date" office:date-value="{x.v.isoformat()}"><text:p>{x.v:%d/%m/%Y}</text:p></table:table-cell>')
                elif isinstance(x.v, (int, float)):
                    out.append(f'<table:table-cell{a} office:value-type="float" office:value="{x.v}"><text:p>{str(x.v).replace(".", ",")}</text:p></table:table-cell>')
                else:
                    paras = "".join(f"<text:p>{escape(p)}</text:p>" for p in x.v.split("\n"))
                    out.append(f'<table:table-cell{a} office:value-type="string">{paras}</table:table-cell>')
            out.append("</table:table-row>")
        out.append('<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row></table:table>')
    out.append("</office:spreadsheet></office:body></office:document-content>")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet")
        _add(z, "content.xml", "".join(out))
        _add(z, "META-INF/manifest.xml", '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" '
                   'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>')


def _add(z, name, data):
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    z.writestr(info, data)


def _rec(t, data=b""):
    head = bytes([t]) if t < 128 else bytes([(t & 0x7F) | 0x80, t >> 7])
    n, size = len(data), b""
    while True:
        size += bytes([(n & 0x7F) | (0x80 if n > 127 else 0)])
        n >>= 7
        if not n:
            return head + size + data


def _str(s):
    return struct.pack("<I", len(s.encode("utf-16-le")) // 2) + s.encode("utf-16-le")


def xlsb(grids, file):
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as z:
        _add(z, "[Content_Types].xml", '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
                   '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' + "".join(f'<Override PartName="/xl/worksheets/sheet{i}.bin" ContentType="application/vnd.ms-excel.worksheet"/>' for i in range(1, len(grids) + 1))
                   + '<Override PartName="/xl/styles.bin" ContentType="application/vnd.ms-excel.styles"/></Types>')
        _add(z, "_rels/.rels", f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{rel}/officeDocument" Target="xl/workbook.bin"/></Relationships>')
        _add(z, "xl/_rels/workbook.bin.rels", '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                   + "".join(f'<Relationship Id="rId{i}" Type="{rel}/worksheet" Target="worksheets/sheet{i}.bin"/>' for i in range(1, len(grids) + 1)) + f'<Relationship Id="rId99" Type="{rel}/styles" Target="styles.bin"/></Relationships>')
        xf = lambda fmt: _rec(47, struct.pack("<HHHHHBBHH", 0, fmt, 0, 0, 0, 0, 0, 0x1000, 1 if fmt else 0))
        _add(z, "xl/styles.bin", _rec(278) + _rec(617, struct.pack("<I", 2)) + xf(0) + xf(14) + _rec(618) + _rec(279))
        _add(z, "xl/workbook.bin", _rec(131) + _rec(143) + b"".join(_rec(156, struct.pack("<II", {"visible": 0, "hidden": 1, "veryHidden": 2}[g.state], i) + _str(f"rId{i}") + _str(g.name)) for i, g in enumerate(grids, 1)) + _rec(144) + _rec(132))
        for i, g in enumerate(grids, 1):
            b = _rec(129) + _rec(148, struct.pack("<IIII", 0, g.rows - 1, 0, g.cols - 1)) + _rec(145)
            last = None
            for (r, c), x in sorted(g.cells.items()):
                if x.v is None:
                    continue
                if r != last:
                    b += _rec(0, struct.pack("<IIHHBI", r - 1, 0, 300, 0, 0, 1) + struct.pack("<II", 0, g.cols - 1))
                    last = r
                if isinstance(x.v, dt.date):
                    b += _rec(5, struct.pack("<IId", c - 1, 1, (x.v - dt.date(1899, 12, 30)).days))
                elif isinstance(x.v, (int, float)):
                    b += _rec(5, struct.pack("<IId", c - 1, 0, x.v))
                else:
                    b += _rec(6, struct.pack("<II", c - 1, 0) + _str(x.v))
            b += _rec(146)
            if g.merges:
                b += _rec(177, struct.pack("<I", len(g.merges))) + b"".join(_rec(176, struct.pack("<IIII", a - 1, c - 1, d - 1, e - 1)) for a, d, c, e in g.merges) + _rec(178)
            _add(z, f"xl/worksheets/sheet{i}.bin", b + _rec(130))


def text(g, file, sep=";", enc="utf-8-sig", code=None, dec=",", first=None, day="%d/%m/%Y"):
    """one sheet as csv; `code` recodes to a legacy character set (latin-1 bytes)"""
    buf = io.StringIO()
    w = csv.writer(buf, delimiter=sep, lineterminator="\r\n")
    for r in range(1, g.rows + 1):
        line = []
        for c in range(1, g.cols + 1):
            x = g.cells.get((r, c))
            v = None if x is None else x.v
            line.append("" if v is None else v.strftime(day) if isinstance(v, dt.date) else str(v).replace(".", dec) if isinstance(v, float) else str(v))
        w.writerow(line)
    s = (first or "") + buf.getvalue()
    with open(file, "wb") as f:
        f.write(code(s).encode("latin-1", "replace") if code else s.encode(enc))


def cell_name(r, c):
    return f"{letter(c)}{r}"
