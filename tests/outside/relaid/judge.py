"""python -m tests.outside.relaid.judge PLAIN_WAREHOUSE RELAID_WAREHOUSE RELAID_DIR [--half open|held] [--details 60] [--totals] [--json FILE]

What the relaid files gave against what the plain ones gave: a difference is *said* where an error or warning at its file (its row, its column, its sheet, or the whole file) explains it and nothing false stands in its place;
*silent* where a false value stands, or nothing was said at the place; *scolded* where nothing of a file differs and yet it has errors that the plain writing has not. A file is attributed to all its styles; files with one style tell most."""
import argparse, json, re
from collections import Counter, defaultdict
from pathlib import Path
import duckdb
from tests.outside.relaid.relay import HELD
from tests.outside.relaid.styles import STYLES
from tests.outside.relaid.text import bare, letter

FIG = ["members", "new_members", "workers", "managers", "managers_trained", "revenue_vnd", "revenue_from_members_vnd", "profit_vnd", "member_income_vnd", "worker_income_vnd"]
UNIT = ["name", "unit_type", "registration_code", "area_code", "commune_code", "sector", "legal_status", "in_existence", "is_active", "is_new", "is_dissolved", "is_alliance_member", "rating", "is_effective", *FIG]
TASK = ["state", "result", "quantity", "unit_of_measure"]
MORE = ["charter_capital_vnd", "industry_code", "registered_on", "converted_on", "founded_on"]      # compared where both warehouses show them
HEAD = {"members": ["so thanh vien", "thanh vien"], "new_members": ["thanh vien moi"], "workers": ["lao dong thuong xuyen"], "managers": ["can bo quan ly"], "managers_trained": ["dao tao, boi duong"], "revenue_vnd": ["doanh thu"], "revenue_from_members_vnd": ["doanh thu voi thanh vien"], "profit_vnd": ["loi nhuan"],
        "member_income_vnd": ["thu nhap bq thanh vien", "thu nhap binh quan"], "worker_income_vnd": ["thu nhap bq lao dong", "thu nhap binh quan"], "rating": ["xep loai"], "is_effective": ["xep loai"], "sector": ["linh vuc"], "unit_type": ["loai hinh"], "commune_code": ["xa/phuong", "ma xa"], "area_code": ["huyen/thanh pho"],
        "is_new": ["ngay dang ky", "ngay thanh lap"], "founded_on": ["ngay thanh lap", "ngay dang ky"], "registered_on": ["ngay dang ky"], "converted_on": ["dang ky lai"], "registration_code": ["ma so"], "is_active": ["tinh trang"], "legal_status": ["tinh trang"], "is_dissolved": ["tinh trang"], "in_existence": ["tinh trang", "ngay dang ky"],
        "is_alliance_member": ["ket nap", "ra khoi"], "charter_capital_vnd": ["von dieu le"], "industry_code": ["ma nganh"], "state": ["trang thai"], "result": ["ket qua"], "quantity": ["so lieu"], "unit_of_measure": ["don vi tinh"], "start_on": ["tu ngay"], "end_on": ["den ngay"],
        "managers_attending": ["so cbql", "tham du"], "women_attending": ["nu"], "reported_value": ["thuc hien", "chi tieu"]}

WHAT = {"b1": ["biểu 1"], "b2": ["unit"], "b3": ["class"], "b4": ["task"], "b5": ["unit"], "reg": ["unit"], "all": ["unit"]}      # what a style of this form can have spoilt


def fold(s):
    return " ".join(bare(str(s)).lower().split())


def key_name(s):
    """names of one unit written alike: case, marks, abbreviations"""
    s = re.sub(r"[^a-z0-9 ]", " ", fold(s))
    for a, b in (("hop tac xa", "htx"), ("to hop tac", "tht"), ("quy tin dung nhan dan", "qtdnd"), ("lien hiep hop tac xa", "lhhtx"), ("lien hiep htx", "lhhtx")):
        s = s.replace(a, b)
    return " ".join(s.split())


def rows(con, table, cols, where=""):
    return [dict(zip(cols, r)) for r in con.execute(f"select {', '.join(chr(34) + c + chr(34) for c in cols)} from mart.{table} {where}").fetchall()]


def same(f, a, b):
    if a is None or b is None:
        return a is b
    if f == "name":
        return key_name(a) == key_name(b)
    if isinstance(a, float) or isinstance(b, float):
        return abs(float(a) - float(b)) <= 1e-9 * max(1, abs(float(a)))
    return fold(a) == fold(b) if isinstance(a, str) else a == b


class Judge:
    def __init__(self, plain, relaid, folder):
        self.A, self.B = duckdb.connect(plain, read_only=True), duckdb.connect(relaid, read_only=True)
        self.truth = json.load(open(Path(folder) / "truth.json"))["files"]
        self.at = {(t["sender"], t["form"], t["year"]): p for p, t in self.truth.items()}
        self.plain_path = {t["plain"]: p for p, t in self.truth.items()}
        cols = ["reference_year", "severity", "rule", "sender", "path", "sheet", "row", "column", "value", "message", "caused_by"]
        self.fa, self.fb = rows(self.A, "fct_finding", cols), rows(self.B, "fct_finding", cols)
        self.by_path = defaultdict(list)
        for f in self.fb:
            if f["severity"] in ("error", "warning"):
                f["text"] = fold(f["message"] or "") + " " + fold(f["value"] or "")
                self.by_path[f["path"]].append(f)
        self.diffs, self.out = defaultdict(list), defaultdict(Counter)
        self.places(json.load(open(Path(folder) / "places.json")))
        self.newest = max(t["year"] for t in self.truth.values())

    def places(self, raw):
        """(path, kind) → name or code → row number of the fact; (path, kind, i) → cells"""
        self.fact, self.cells, self.sheets = defaultdict(dict), defaultdict(list), defaultdict(set)
        for path, p in raw.items():
            for kind, names in p["names"].items():
                for i, (name, code) in enumerate(names):
                    self.fact[path, kind][key_name(name) if kind not in ("b1", "b4") else name] = i
                    if code:
                        self.fact[path, kind][code] = i
            for sheet, cells in p["cells"].items():
                for r, c, kind, i, field, *_ in cells:
                    self.cells[path, kind, i].append((sheet, r, letter(c), field))
                    self.sheets[path, kind].add(sheet)

    def file(self, sender, form, year):
        return self.at.get((sender, form, year))

    # ---- which finding explains a difference
    def explains(self, path, d):
        kinds = {"unit": ("b2", "reg", "all", "b5"), "task": ("b4",), "class": ("b3",), "biểu 1": ("b1",)}[d["kind"]]
        mine = [(s, r, c, f) for k in kinds for w in d["who"] if w and (i := self.fact[path, k].get(w)) is not None for s, r, c, f in self.cells[path, k, i]]
        sheets = {s for k in kinds for s in self.sheets[path, k]}
        field = d["field"].removesuffix("_vnd").replace("registration_code", "code")
        spots, rows_ = {(s, r, c) for s, r, c, f in mine if f == field}, {(s, r) for s, r, c, f in mine}
        columns, heads = {c for _, _, c in spots}, HEAD.get(d["field"], ())
        for f in self.by_path.get(path, []):
            if f["sheet"] and sheets and f["sheet"] not in sheets and f["column"] is None and f["row"] is None and not any(h in f["text"] for h in heads):
                continue
            named = any(h in f["text"] for h in heads)
            other = any(h in f["text"] for k, hs in HEAD.items() if k != d["field"] for h in hs)
            on_row = f["row"] is not None and (any(r == f["row"] and f["sheet"] in (None, s) for s, r in rows_) or f["row"] == d["row"])
            if f["row"] is None and f["column"] is None and f["caused_by"] is None and (named or not other):
                return f
            if on_row and (f["column"] is None or f["column"] in columns or named or not columns):
                return f
            if f["row"] is None and f["column"] is not None and (f["column"] in columns or named):
                return f
            if f["row"] is not None and not on_row and named and f["column"] is not None and any(r > f["row"] for _, r in rows_) and f["severity"] == "error":
                return f              # at a head above
            if d["field"].startswith("(") and f["caused_by"] is None and (f["row"] is None or any(fold(w) in f["text"] for w in d["who"] if w)):
                return f
        return None

    # ---- units
    def units(self):
        have = [set(c[0] for c in con.execute("describe mart.fct_unit_year").fetchall()) for con in (self.A, self.B)]
        more = [c for c in MORE if all(c in h for h in have)]
        cols = ["unit_key", "reference_year", *UNIT, *more, "path", "sheet", "row"]
        ua, ub = rows(self.A, "fct_unit_year", cols), rows(self.B, "fct_unit_year", cols)
        keys = lambda u: [(u["reference_year"], "k", u["registration_code"]) if u["registration_code"] else None, (u["reference_year"], "n", u["unit_type"], key_name(u["name"]), u["area_code"], u["commune_code"]), (u["reference_year"], "m", key_name(u["name"]), u["area_code"]), (u["reference_year"], "o", key_name(u["name"]))]
        index = defaultdict(list)
        for u in ub:
            for k in keys(u):
                if k:
                    index[k].append(u)
        taken, pairs, lost = set(), [], list(ua)
        for step in range(4):
            rest = []
            for u in lost:
                k = keys(u)[step]
                hit = [v for v in index.get(k, []) if id(v) not in taken] if k else []
                if len(hit) == 1 or hit and step == 1:
                    taken.add(id(hit[0]))
                    pairs.append((u, hit[0]))
                else:
                    rest.append(u)
            lost = rest
        for u, v in pairs:
            for f in UNIT + more:
                if not same(f, u[f], v[f]):
                    self.place(self.sources(u, f), dict(kind="unit", unit=u["name"], who=[key_name(u["name"]), u["registration_code"]], year=u["reference_year"], field=f, plain=u[f], read=v[f], row=None))
        for u in lost:
            self.place(self.sources(u, "(unit)"), dict(kind="unit", unit=u["name"], who=[key_name(u["name"]), u["registration_code"]], year=u["reference_year"], field="(unit)", plain="there", read=None, row=None))
        for v in ub:
            if id(v) not in taken:
                p = v["path"] or self.file("SKHDT", "registry_extract", v["reference_year"])
                false = v["path"] and v["row"] and not any(r == v["row"] and v["sheet"] in (None, s) for (path, _, _), cells in self.cells.items() if path == v["path"] for s, r, _, _ in cells)      # no unit stands in that row
                self.place([p, self.file("SKHDT", "registry_extract", v["reference_year"]), self.file("SKHDT", "registry_extract", self.newest)] if v["unit_type"] != "THT" and not false else [p], dict(kind="unit", unit=v["name"], who=[key_name(v["name"]), v["registration_code"]], year=v["reference_year"], field="(unit)", plain=None, read="there", row=v["row"]))

    def sources(self, u, field):
        """the files a field may rest on, the likeliest first"""
        y = u["reference_year"]
        reg, new = self.file("SKHDT", "registry_extract", y), self.file("SKHDT", "registry_extract", self.newest)
        own = self.plain_path.get(u["path"]) or self.file(u["area_code"], "agency_report", y)
        if field == "is_alliance_member":
            return [self.file("LMHTX", "alliance_members", self.newest), self.file("LMHTX", "alliance_members", y)]
        if field in ("rating", "is_effective"):
            return ([self.file("SNNPTNT", "agency_report", y), own] if self.rated(y, u) else [own]) + ([reg, new] if field == "is_effective" and u["unit_type"] != "THT" else [])
        if u["unit_type"] == "THT":
            return [own]
        if field in ("is_new", "is_dissolved", "in_existence", "name", "registered_on", "converted_on"):
            return [new, reg]
        if field in ("unit_type", "registration_code", "area_code", "commune_code", "legal_status", "charter_capital_vnd", "industry_code"):
            return [reg, new]
        if field in ("is_active", "founded_on"):
            return [own, reg, new]
        return [own or reg, reg, new] if field == "(unit)" and u["unit_type"] != "THT" else [own or reg]

    def place(self, paths, d):
        paths = [p for i, p in enumerate(paths) if p and p not in paths[:i]]
        best = next((p for p in paths if not self.truth[p]["must"] and self.explains(p, d)), None)
        best = best or next((p for p in paths if self.truth[p]["must"]), None) or next((p for p in paths if self.explains(p, d)), None) or (paths[0] if paths else None)
        self.diffs[best].append(d)

    def rated(self, y, u):
        if not hasattr(self, "_rated"):
            self._rated = {(r[0], r[1]) for r in self.A.execute("select reference_year, unit_key from mart.fct_unit_source where source = 'rating_report'").fetchall()}
        return (y, u["unit_key"]) in self._rated

    # ---- tasks, classes, indicators
    def tasks(self):
        cols = ["task", "sender", "reference_year", *TASK]
        a, b = ({(r["reference_year"], r["sender"], r["task"]): r for r in rows(c, "fct_task", cols)} for c in (self.A, self.B))
        for k, u in a.items():
            v = b.get(k)
            for f in TASK:
                if v is None and u[f] is not None or v is not None and not same(f, u[f], v[f]):
                    self.place([self.file(k[1], "agency_report", k[0])], dict(kind="task", unit=k[2], who=[k[2]], year=k[0], field=f, plain=u[f], read=v and v[f], row=None))
        for k in set(b) - set(a):
            self.place([self.file(k[1], "agency_report", k[0])], dict(kind="task", unit=k[2], who=[k[2]], year=k[0], field="(task)", plain=None, read="there", row=None))

    def classes(self):
        """biểu 3, where the warehouse shows it"""
        cols = ["sender", "reference_year", "class_name", "start_on", "end_on", "managers_attending", "women_attending"]
        try:
            a, b = rows(self.A, "fct_training", cols), rows(self.B, "fct_training", cols)
        except duckdb.Error:
            return
        k = lambda r: (r["reference_year"], r["sender"], fold(r["class_name"]))
        n = defaultdict(list)
        for r in b:
            n[k(r)].append(r)
        for r in a:
            near = sorted(n.get(k(r), []), key=lambda v: sum(not same(c, r[c], v[c]) for c in cols))
            v = near[0] if near else None
            if v:
                n[k(r)].remove(v)
            for f in cols[3:]:
                if (v and v[f]) != r[f]:
                    self.place([self.file(r["sender"], "agency_report", r["reference_year"])], dict(kind="class", unit=r["class_name"], who=[key_name(r["class_name"])], year=r["reference_year"], field=f, plain=r[f], read=v and v[f], row=None))

    def indicators(self):
        cols = ["reference_year", "indicator", "area_code", "value", "previous_value", "numerator", "denominator", "reported_value"]
        a, b = ({(r["reference_year"], r["indicator"], r["area_code"]): r for r in rows(c, "fct_indicator", cols)} for c in (self.A, self.B))
        self.moved = Counter()
        for k, u in a.items():
            if not re.fullmatch(r"T\d|I{1,3}\.\d[a-dx]?", k[1]):
                continue
            v = b.get(k)
            if v is None or not same("", u["reported_value"], v["reported_value"]):
                if k[2] != "62":
                    self.place([self.file(k[2], "agency_report", k[0])], dict(kind="biểu 1", unit=k[1], who=[k[1]], year=k[0], field="reported_value", plain=u["reported_value"], read=v and v["reported_value"], row=None))
                else:
                    self.moved["province: reported_value"] += 1
            for f in cols[3:7]:
                if v is None or not same("", u[f], v[f]):
                    self.moved[("province: " if k[2] == "62" else "districts: ") + f + (" (null)" if v is None or v[f] is None else "")] += 1
                    if k[2] != "62" and not any(self.diffs.get(self.file(k[2], "agency_report", y)) or self.diffs.get(self.file(*lst, y)) for y in (k[0], k[0] - 1, self.newest) for lst in (("SKHDT", "registry_extract"), ("LMHTX", "alliance_members"))) and not self.diffs.get(self.file("SNNPTNT", "agency_report", k[0])):
                        self.lonely.append((k, f, u[f], v and v[f]))

    # ---- verdicts
    def judge(self):
        self.lonely = []
        self.units(), self.tasks(), self.classes(), self.indicators()
        plain_errors = Counter((self.plain_path.get(f["path"]), f["rule"]) for f in self.fa if f["severity"] == "error")
        self.silent, self.scolded, self.said, self.result = [], [], [], {}
        seen = {}
        for path, t in self.truth.items():
            must, n = t["must"], Counter()
            for d in self.diffs.get(path, []):
                if must:
                    if d["read"] is not None and d["kind"] in ("unit", "biểu 1") and d["field"] in FIG + ["rating", "reported_value"] and not any(m["may_read"] for m in must):
                        d["why"] = "read in spite of what hides it"
                        n["silent", d["kind"]] += 1
                        self.silent.append((path, t, d))
                    continue
                f = self.explains(path, d)
                gone = d["read"] is None or d["read"] is False and d["field"].startswith(("is_", "in_"))
                if f and gone:
                    n["said", d["kind"]] += 1
                    self.said.append((path, t, d, f))
                else:
                    d["why"], d["near"] = "nothing said" if gone else "a false value", f
                    n["silent", d["kind"]] += 1
                    self.silent.append((path, t, d))
            for m in must:
                f = self.must_said(m, path)
                n["said" if f else "silent", "must"] += 1
                if f is None:
                    who = ", ".join((u.get("name") or u.get("item") or "") for u in (m["units"] or [])[:2])
                    self.silent.append((path, t, dict(kind="must", unit=who, year=t["year"], field=",".join(m["fields"] or ["all"]), plain=f"{m['severity']} at rows {m['rows'][:3]} columns {m['columns'][:3]}", read=None, why="nothing said at the place", near=None)))
            seen[path] = n
        faulty = {p for p, n in seen.items() if n}
        for path, t in self.truth.items():
            n = seen[path]
            new = [f for f in self.fb if f["severity"] == "error" and f["path"] == path and plain_errors[path, f["rule"]] == 0 and f["caused_by"] is None] if not t["must"] else []
            if new and not n:
                lists = {self.file(*x, y) for x in (("SKHDT", "registry_extract"), ("LMHTX", "alliance_members"), ("SNNPTNT", "agency_report")) for y in {u["year"] for u in self.truth.values()}}
                same_sender = {p for p, u in self.truth.items() if u["sender"] == t["sender"] and p != path}
                beside = bool((lists | same_sender - {path}) & faulty)
                n["scolded*" if beside else "scolded", "all"] += 1
                self.scolded.append((path, t, new, beside))
            worst = lambda ks: next((w for w in ("silent", "said", "scolded", "scolded*") if any(k[0] == w for k in ks)), "read")
            self.result[path] = worst(n)
            for s in t["styles"]:
                st = STYLES[s]
                wide = st.slot in ("sheet", "format", "place", "book") or st.must
                mine = [k for k in n if wide or k[1] in ("all", "must") or any(k[1] == w for kind in st.kinds for w in WHAT[kind])]
                self.out[s][worst(mine)] += 1

    def must_said(self, m, path):
        rows_, cols = {tuple(x) for x in m["rows"]}, {tuple(x) for x in m["columns"]}
        for f in self.by_path.get(path, []):
            if f["severity"] not in m["severity"] or f["caused_by"] is not None:
                continue
            if m["sheets"] and f["sheet"] and f["sheet"] not in m["sheets"] and not m["whole"]:
                continue
            if m["whole"] or m["sheet_will_do"] or f["sheet"] is None and f["row"] is None:
                return f
            if rows_ and f["row"] is not None and any(r == f["row"] and (f["sheet"] in (None, s)) for s, r in rows_):
                return f
            if rows_ and f["row"] is None and f["column"] is None:
                return f
            if f["column"] and (not cols or any(c == f["column"] or c in str(f["column"]) for _, c in cols)) and (not rows_ or f["row"] is None):
                return f
            if not rows_ and f["row"] is None and f["column"] is None:
                return f
            if not rows_ and cols and any(c == f["column"] for _, c in cols):
                return f
        return None


def main(argv=None):
    a = argparse.ArgumentParser()
    a.add_argument("plain"), a.add_argument("relaid"), a.add_argument("folder"), a.add_argument("--half", choices=["open", "held"]), a.add_argument("--details", type=int, default=60), a.add_argument("--json"), a.add_argument("--totals", action="store_true")
    a = a.parse_args(argv)
    j = Judge(a.plain, a.relaid, a.folder)
    j.judge()
    shown = lambda s: a.half is None or (s in HELD) == (a.half == "held")
    see = lambda t: any(shown(s) for s in t["styles"]) and (a.half != "open" or not any(s in HELD for s in t["styles"]))
    total = Counter(j.result.values())
    print("files:", dict(total))
    if a.totals:
        sums = {k: Counter() for k in ("reading", "must_say")}
        for s, c in j.out.items():
            if shown(s):
                sums["must_say" if STYLES[s].must else "reading"].update(c)
        print({k: dict(v) for k, v in sums.items()}, "styles:", sum(shown(s) for s in j.out))
        return
    print("\nstyle                          read said scolded scolded* silent   (files; * beside a fault of another file it rests on)")
    for s in sorted(j.out, key=lambda s: (STYLES[s].must, -j.out[s]["silent"], -j.out[s]["scolded"], -j.out[s]["said"], s)):
        if shown(s) and (a.half == "held" or s not in HELD or a.half is None):
            c = j.out[s]
            print(f"{'!' if STYLES[s].must else ' '}{s:30}{c['read']:4} {c['said']:4} {c['scolded']:7} {c['scolded*']:8} {c['silent']:6}")
    for title, part in (("SILENT", j.silent), ("SAID", j.said)):
        groups = defaultdict(list)
        for x in part:
            if see(x[1]):
                groups[x[0], x[2]["kind"], x[2]["field"]].append(x)
        print(f"\n{title}: {sum(map(len, groups.values()))} cells in {len(groups)} (file, field)")
        for (path, kind, field), xs in list(groups.items())[:a.details]:
            p, t, d = xs[0][:3]
            f = xs[0][3] if len(xs[0]) > 3 else d.get("near")
            print(f"  {path} {t['styles']} {kind}.{field} ×{len(xs)}: «{d['unit']}» {d['year']} plain {d['plain']!r} read {d['read']!r} {d.get('why', '')}" + (f" | {f['severity']} {f['rule']} {f['sheet']} {f['row']} {f['column']}: {(f['message'] or '')[:160]}" if f else ""))
    print(f"\nSCOLDED: {sum(see(x[1]) for x in j.scolded)} files")
    for p, t, new, beside in [x for x in j.scolded if see(x[1])][:a.details]:
        print(f"  {p} {t['styles']}" + ("   (beside another file's fault)" if beside else ""))
        for (rule, message), n in Counter((f["rule"], (f["message"] or "")[:200]) for f in new).most_common(4):
            print(f"      ×{n} {rule}: {message}")
    print("\nindicators that moved (they follow from the above):", dict(j.moved), "\nindicators of a district that moved though no file of it did:", len(j.lonely), j.lonely[:5])
    if a.json:
        json.dump(dict(files=j.result, styles={s: dict(c) for s, c in j.out.items()}), open(a.json, "w"), ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
