"""A table to be laid out: columns, groups, sums, headers; `render` writes it on a grid and leaves on each fact's cell a tag (kind, row, field, how, argument)."""
import datetime as dt
from tests.outside.relaid.grid import Cell, Grid
from tests.outside.relaid.model import DATES, DIV, FIGURES, FORMS, MONEY, OFFICE, SHEET, SUMMED, TITLE
from tests.outside.relaid.text import letter


def number(vnd, div):
    q = vnd / div
    return int(q) if q == int(q) else round(q, 9)


class Col:
    def __init__(self, key, *head, get=None, how=None, total=None, div=None, extra=False):
        self.key, self.head, self._get, self.how, self.div, self.extra, self.fmt = key, list(head), get, how, div, extra, None
        self.total = total if total is not None else (key in SUMMED and how is None)
        self.hidden = False

    def get(self, t, row):
        """(value, how, arg) of the fact, or a plain value of an extra column"""
        if self._get:
            return self._get(row)
        v = row.get(self.key)
        if v is not None and self.key in MONEY:
            d = self.div or DIV[t.unit]
            return number(v, d), "num", d
        if self.key in DATES:
            return v, "date", None
        return v, "num" if self.key in FIGURES else "text", 1


class Table:
    def __init__(self, facts, year, sender):
        k = facts.kind
        self.kind, self.rows, self.year, self.sender = k, list(facts.rows), year, sender
        self.office, self.title, self.sheet = OFFICE[sender], TITLE[k].format(y=year), SHEET[k]
        self.unit = "đồng" if k == "reg" else "triệu đồng" if k == "b2" else None
        self.unit_line = f"Đơn vị tính: {self.unit}" if self.unit else None
        self.cols = [Col(f, h) for f, h in FORMS[k]] if k in FORMS else []
        self.stt, self.stt_head, self.restart, self.stt_prefill = k in ("b2", "b5", "reg", "all"), "STT", False, 0
        self.group, self.sums = [], None          # group: [(key function, label function)], sums: None | above | below
        self.total = None                         # None | top | bottom
        self.total_words = "Tổng cộng"
        self.page = 0                             # rows a printed page
        self.blank_between = self.instruction = self.colnum = self.units_row = None
        self.merge_same = None                    # a key whose equal cells are merged
        self.across = False                       # group heads centred across instead of merged
        self.top, self.left, self.notes, self.sign = 1, 1, [], False
        self.numfn = self.datefn = self.textfn = self.headfn = None
        self.pre_lines = None
        self.formulas = False
        self.title_row = True
        self.group_in_name = True
        self.row_hook, self.after = [], None      # called (grid, table, row number, fact row) after a row is written; after the sums

    def col(self, key):
        return next((c for c in self.cols if c.key == key), None)

    def at(self, key):
        return next((i for i, c in enumerate(self.cols) if c.key == key), None)

    def rename(self, words):
        for c in self.cols:
            if c.key in words:
                w = words[c.key]
                c.head = list(w) if isinstance(w, (tuple, list)) else [w]

    def part(self, rows):
        import copy
        t = copy.copy(self)
        t.rows, t.cols, t.notes = list(rows), [copy.copy(c) for c in self.cols], list(self.notes)
        return t

    # ---- writing
    def render(self, g, r=None, c0=None, title=True):
        r, c0 = r or self.top, c0 or self.left
        if title and self.title_row:
            for line in (self.pre_lines or [self.office.upper(), self.title]):
                g.put(r, c0, line, bold=True)
                r += 1
        if self.unit_line and title:
            g.put(r, max(c0, c0 + len(self.cols) - 1), self.unit_line, italic=True)
        r += 1
        h1 = r
        r = self.header(g, r, c0)
        d1, pieces, n = r, [], 0
        put = lambda row: self.line(g, r, c0, row, n)
        off = 1 if self.stt else 0
        width = len(self.cols) + off
        page_rows, carried, on_page = [], [], 0

        def sums(label, rows, r, bold=True, stt=None):
            if stt is not None and self.stt:
                g.put(r, c0, stt, bold=bold)
            at = off + (self.at("name") or 0)
            g.put(r, c0 + (at if self.group_in_name else 0), label, bold=bold)
            for i, c in enumerate(self.cols):
                if c.total and c.key != "name":
                    vals = [x for x in (c.get(self, q) for q in rows) if x[0] is not None and (c.how == "tick" or isinstance(x[0], (int, float)))]
                    if c.how == "tick":
                        v = len(vals) or None
                    else:
                        v = sum(x[0] for x in vals) if vals else None
                        v = round(v, 6) if isinstance(v, float) else v
                    if v is not None:
                        v = self.numfn(v, c)[0] if self.numfn else v
                        g.put(r, c0 + off + i, v, bold=True)
            return r + 1

        def rows_of(rows, r):
            nonlocal n, on_page, carried
            for q in rows:
                if self.page and on_page == self.page:
                    r = sums("Cộng trang", page_rows[-1], r)
                    carried = carried + page_rows[-1]
                    r = self.header(g, r, c0)
                    r = sums("Mang sang", carried, r)
                    on_page = 0
                if self.page and on_page == 0:
                    page_rows.append([])
                n += 1
                on_page += 1
                if self.page:
                    page_rows[-1].append(q)
                self.line(g, r, c0, q, n)
                for hook in self.row_hook:
                    hook(g, self, r, q)
                r += 1
                if self.blank_between and n % self.blank_between == 0:
                    r += 1
            return r

        def walk(rows, level, r, prefix=""):
            nonlocal n
            if level == len(self.group):
                return rows_of(rows, r)
            key, label, marks = self.group[level]
            seen = []
            for q in rows:
                if key(q) not in seen:
                    seen.append(key(q))
            for i, k in enumerate(seen, 1):
                part = [q for q in rows if key(q) == k]
                if self.restart:
                    n = 0
                if self.sums == "above":
                    r = sums(label(k, part), part, r, stt=marks(i))
                else:
                    if self.stt:
                        g.put(r, c0, marks(i), bold=True)
                    cell = g.put(r, c0 + (off + (self.at("name") or 0) if self.group_in_name else 0), label(k, part), bold=True)
                    cell.tag = None
                    r += 1
                r = walk(part, level + 1, r)
                if self.sums == "below":
                    r = sums("Cộng " + label(k, part), part, r)
            return r

        if self.total == "top":
            r = sums(self.total_words, self.rows, r)
        r = walk(self.rows, 0, r)
        last = r - 1
        if self.page and page_rows:
            r = sums("Cộng trang", page_rows[-1], r)
        if self.stt and self.stt_prefill:
            for k in range(n + 1, n + 1 + self.stt_prefill):
                g.put(r, c0, k)
                r += 1
        if self.total == "bottom":
            r = sums(self.total_words, self.rows, r)
        if self.after:
            r = self.after(g, self, r)
        if self.merge_same:
            self._merge(g, c0 + off + self.at(self.merge_same), d1, last)
        g.tables.append((self, h1, d1 - 1, d1, last, c0, c0 + width - 1))
        if self.formulas:
            self._formulas(g)
        for line in self.notes:
            g.put(r + 1, c0, line, italic=True)
            r += 1
        if self.sign:
            r += 2
            g.put(r, c0 + 1, "NGƯỜI LẬP BIỂU", bold=True)
            g.put(r, c0 + max(2, width - 3), self.sign, bold=True)
            g.put(r + 1, c0 + 1, "(Ký, ghi rõ họ tên)", italic=True)
            g.put(r + 1, c0 + max(2, width - 3), "(Ký tên, đóng dấu)", italic=True)
            r += 2
        return r + 1

    def line(self, g, r, c0, q, n):
        off = 0
        if self.stt:
            g.put(r, c0, n)
            off = 1
        for i, c in enumerate(self.cols):
            v, how, arg = c.get(self, q)
            field = c.key
            x = Cell(v, fmt=c.fmt)
            if how in ("num", "neg", "part") and v is not None and self.numfn and not c.extra:
                x.v, fmt = self.numfn(v, c)
                x.fmt = fmt or x.fmt
            elif how == "date" and v is not None and self.datefn:
                x.v, fmt = self.datefn(v, c)
                x.fmt = fmt or x.fmt
            elif how == "text" and v is not None and self.textfn:
                x.v = self.textfn(v, c, q)
            if how and not c.extra and not q.get("_old"):
                x.tag = (self.kind, q["_i"], field, how, arg)
            if x.v is not None:
                g.put(r, c0 + off + i, x)

    def header(self, g, r, c0):
        heads = [list(c.head) for c in self.cols]
        if self.headfn:
            heads = [[self.headfn(x) for x in h] for h in heads]
        if self.stt:
            heads = [[self.stt_head]] + heads
        depth = max(len(h) for h in heads)
        j = 0
        for i, h in enumerate(heads):
            for lv, w in enumerate(h):
                if lv == len(h) - 1:
                    g.put(r + lv, c0 + i, w, bold=True, wrap=True)
                    if len(h) < depth:
                        g.merge(r + lv, c0 + i, r + depth - 1, c0 + i)
                elif i == 0 or len(heads[i - 1]) <= lv + 1 or heads[i - 1][:lv + 1] != h[:lv + 1]:
                    k = i
                    while k + 1 < len(heads) and len(heads[k + 1]) > lv + 1 and heads[k + 1][:lv + 1] == h[:lv + 1]:
                        k += 1
                    g.put(r + lv, c0 + i, w, bold=True, center="across" if self.across else True)
                    if not self.across:
                        g.merge(r + lv, c0 + i, r + lv, c0 + k)
        r += depth
        if self.units_row:
            for i, c in enumerate(self.cols):
                u = self.units_row(c)
                if u:
                    g.put(r, c0 + i + (1 if self.stt else 0), u, italic=True)
            r += 1
        if self.instruction:
            for i, c in enumerate(self.cols):
                if c.key in self.instruction and c.how is None:
                    g.put(r, c0 + i + (1 if self.stt else 0), self.instruction[c.key], italic=True)
            r += 1
        if self.colnum:
            for i in range(len(heads)):
                g.put(r, c0 + i, self.colnum(i, len(heads)))
            r += 1
        return r

    def _merge(self, g, c, r1, r2):
        a = r1
        while a <= r2:
            b = a
            x = g.cells.get((a, c))
            while x is not None and b + 1 <= r2 and (y := g.cells.get((b + 1, c))) is not None and y.v == x.v and y.tag and x.tag:
                b += 1
            if b > a:
                g.merge(a, c, b, c)
                for k in range(a + 1, b + 1):
                    del g.cells[k, c]
            a = b + 1

    def _formulas(self, g):
        """sums become formulas with their stored values; growth in extra columns too"""
        _, _, _, d1, last, c0, c1 = g.tables[-1]
        for (r, c), x in list(g.cells.items()):
            if d1 <= r and c0 <= c <= c1 and x.tag is None and isinstance(x.v, (int, float)) and x.bold and not self.group and not self.page:
                x.formula = f"=SUM({letter(c)}{d1 if self.total == 'bottom' else d1 + 1}:{letter(c)}{last})"


class Doc:
    """one file: tables, then grids"""

    def __init__(self, form, year, sender, facts, R):
        self.form, self.year, self.sender, self.R = form, year, sender, R
        self.facts = {f.kind: f for f in facts}
        self.tables = [Table(f, year, sender) for f in facts if f.kind != "b1"]
        self.b1 = B1(self.facts["b1"], year, sender) if "b1" in self.facts else None
        self.grids, self.layout, self.format, self.opts, self.must, self.last, self.styles, self.moved = [], None, "xlsx", {}, [], None, [], {}

    def t(self, kind):
        return next((t for t in self.tables if t.kind == kind), None)

    def all(self):
        return ([self.b1] if self.b1 else []) + self.tables

    def render(self):
        if self.layout:
            self.layout(self)
            return self.grids
        for t in self.all():
            g = Grid(t.sheet)
            t.render(g)
            g.box = self.opts.get("box", {}).get(t.sheet)
            self.grids.append(g)


class B1:
    """biểu 1: rows of items, columns of years"""
    kind = "b1"

    def __init__(self, facts, year, sender):
        self.rows, self.year, self.sender = facts.rows, year, sender
        self.office, self.title, self.sheet = OFFICE[sender], TITLE["b1"].format(y=year), SHEET["b1"]
        self.stt = lambda q, i: q["item"]
        self.label = lambda q: q["label"]
        self.head = {"stt": "STT", "label": "Chỉ tiêu", "unit": "Đơn vị tính"}
        self.cols = [("previous", [f"Thực hiện năm {year - 1}"], None), ("current", [f"Thực hiện năm {year}"], None)]   # (key | "x", heads, function of row)
        self.order = ["stt", "label", "unit"]
        self.unit = lambda q: q["unit"]
        self.groups, self.extra_rows, self.money_div = None, {}, 1
        self.numfn, self.headfn, self.textfn, self.notes, self.sign, self.top, self.left, self.custom = None, None, None, [], None, 1, 1, None
        self.pre_lines, self.unit_line, self.colnum, self.title_row, self.formulas = None, None, None, True, False

    def value(self, q, key):
        v = q[key]
        return v if v is None or self.money_div == 1 or "triệu" not in (q["unit"] or "") else number(v * self.money_div, 1)

    def render(self, g, r=None, c0=None, title=True):
        r, c0 = r or self.top, c0 or self.left
        if title and self.title_row:
            for line in (self.pre_lines or [self.office.upper(), self.title]):
                g.put(r, c0, line, bold=True)
                r += 1
        if self.unit_line:
            g.put(r, c0 + 3, self.unit_line, italic=True)
        r += 1
        if self.custom:
            return self.custom(self, g, r, c0)
        fix = self.order
        heads = [[self.head[k]] for k in fix] + [h for _, h, _ in self.cols]
        if self.headfn:
            heads = [[self.headfn(x) for x in h] for h in heads]
        h1, depth = r, max(map(len, heads))
        for i, h in enumerate(heads):
            for lv, w in enumerate(h):
                if lv and lv == len(h) - 1 or len(h) == 1:
                    g.put(r + lv, c0 + i, w, bold=True, wrap=True)
                    if len(h) < depth:
                        g.merge(r, c0 + i, r + depth - 1, c0 + i)
                elif i == 0 or heads[i - 1][:lv + 1] != h[:lv + 1]:
                    k = i
                    while k + 1 < len(heads) and len(heads[k + 1]) > 1 and heads[k + 1][:lv + 1] == h[:lv + 1]:
                        k += 1
                    g.put(r + lv, c0 + i, w, bold=True)
                    g.merge(r + lv, c0 + i, r + lv, c0 + k)
        r += depth
        if self.colnum:
            for i in range(len(heads)):
                g.put(r, c0 + i, self.colnum(i, len(heads)))
            r += 1
        d1, part = r, None
        for i, q in enumerate(self.rows):
            p = q["item"].split(".")[0]
            if self.groups and p != part:
                part = p
                for k, w in self.groups[p].items():
                    if k in fix:
                        g.put(r, c0 + fix.index(k), w, bold=True)
                r += 1
            for k, f in (("stt", lambda q: self.stt(q, i)), ("label", self.label), ("unit", self.unit)):
                if k in fix and (v := f(q)) is not None:
                    g.put(r, c0 + fix.index(k), self.textfn(v, None, q) if self.textfn else v)
            for j, (key, _, fn) in enumerate(self.cols):
                v = fn(q) if fn else self.value(q, key)
                if v is None:
                    continue
                x = Cell(v)
                if self.numfn and isinstance(v, (int, float)):
                    x.v, x.fmt = self.numfn(v, None)
                if key != "x":
                    x.tag = ("b1", q["_i"], key, "num", 1 / self.money_div if "triệu" in (q["unit"] or "") else 1)
                g.put(r, c0 + len(fix) + j, x)
            r += 1
            for words, unit, vals in self.extra_rows.get(q["item"], []):
                for k, w in (("label", words), ("unit", unit)):
                    if k in fix:
                        g.put(r, c0 + fix.index(k), w)
                for j, (key, _, fn) in enumerate(self.cols):
                    if key != "x":
                        g.put(r, c0 + len(fix) + j, vals[key])
                r += 1
        g.tables.append((self, h1, d1 - 1, d1, r - 1, c0, c0 + len(heads) - 1))
        for line in self.notes:
            g.put(r + 1, c0, line, italic=True)
            r += 1
        if self.sign:
            g.put(r + 2, c0 + 1, "NGƯỜI LẬP BIỂU", bold=True)
            g.put(r + 2, c0 + 3, self.sign, bold=True)
            r += 3
        return r + 1
