"""python -m tests.outside.relaid_again.judge PLAIN_WAREHOUSE RELAID_WAREHOUSE RELAID_DIR [--half open|held] [--totals] [--most N]"""
import argparse, json, re, unicodedata
from collections import Counter, defaultdict
from pathlib import Path
import duckdb
from tests.outside.areas import DISTRICT
from tests.outside.relaid_again.held import HELD

B2 = "sector operating_state members new_members workers managers managers_trained revenue_vnd revenue_from_members_vnd profit_vnd member_income_vnd worker_income_vnd rating founded_on converted_from".split()
REG = "registration_code legal_status registered_on converted_on dissolved_on charter_capital_vnd industry_code commune_code in_existence is_new is_dissolved".split()


def key(s):
    s = "".join(c for c in unicodedata.normalize("NFD", (s or "").lower().replace("đ", "d")) if not unicodedata.combining(c))
    return " ".join(re.sub(r"\W+", " ", s).split())


def rows(db, sql):
    c = db.execute(sql)
    n = [d[0] for d in c.description]
    return [dict(zip(n, r)) for r in c.fetchall()]


def same(a, b):
    if isinstance(a, (int, float)) and isinstance(b, (int, float)) and not isinstance(a, bool):
        return abs(a - b) <= 1e-6 * max(1, abs(a))
    return key(a) == key(b) if isinstance(a, str) and isinstance(b, str) else a == b


def judge(plain, relaid, folder):
    if not Path(relaid).exists():
        raise SystemExit(f"NO RUN: {relaid} was not made: one of {folder}'s files stops the whole run (run again with --without STYLE to find which)")
    A, B = duckdb.connect(plain, read_only=True), duckdb.connect(relaid, read_only=True)
    truth = json.loads((Path(folder) / "truth.json").read_text(encoding="utf-8"))
    file = {(t["sender"], t["form"], t["year"]): p for p, t in truth.items()}
    stem = lambda p: str(Path(p).with_suffix("")) if p else p
    bystem = {stem(p): p for p in truth}
    fa, fb = rows(A, "select * from mart.fct_finding"), rows(B, "select * from mart.fct_finding")
    fb = [f for f in fb if f["severity"] in ("error", "warning")]
    at = defaultdict(list)
    for f in fb:
        p = bystem.get(stem(f["path"])) or (file.get((f["sender"], "agency_report", f["reference_year"])) if f["sender"] and not f["path"] else None)
        f["_p"] = p
        at[p].append(f)
    diffs = []              # path, kind, who, field, plain, read, place (sheet,row)
    def diff(p, kind, who, f, a, b, place=None):
        diffs.append(dict(path=p, kind=kind, who=who, field=f, plain=a, read=b, place=place))
    # units
    U = "select * from mart.fct_unit_year where reference_year is not null"
    ua, ub = rows(A, U), rows(B, U)
    ik = {(r["unit_key"], r["reference_year"]): r for r in ub}
    ink = defaultdict(list)
    for r in ub:
        ink[key(r["name"]), r["area_code"], r["reference_year"], r["unit_type"]].append(r)
    src = lambda T: {(r["unit_key"], r["reference_year"], r["source"]): r for r in rows(T, "select * from mart.fct_unit_source where unit_key is not null")}
    sb = src(B)
    sb_rows = rows(B, "select * from mart.fct_unit_source")
    seen = set()
    def owner(r, f):
        y, d = r["reference_year"], r["area_code"]
        if f == "is_alliance_member":
            return file.get(("LMHTX", "alliance_members", y)), "all", "alliance_member"
        if f in ("rating", "is_effective") and r["rating_source"] == "rating_report":
            return file.get(("SNNPTNT", "agency_report", y)), "b5", "rating_report"
        if f in REG and r["unit_type"] != "THT" or f == "founded_on" and r["unit_type"] != "THT" and not r["is_reported"]:
            return file.get(("SKHDT", "registry_extract", y)), "reg", "registry_unit"
        return file.get((d, "agency_report", y)), "b2", "unit_report"
    for r in ua:
        q = ik.get((r["unit_key"], r["reference_year"]))
        c = [x for x in ink[key(r["name"]), r["area_code"], r["reference_year"], r["unit_type"]] if id(x) not in seen]
        if c and (q is None or len(c) > 1):     # of one name: the one that is most like it
            q = max(c, key=lambda x: (sum(same(r[f], x[f]) for f in B2 + REG + ["commune_name"]), x["unit_key"] == r["unit_key"]))
        who = f"{r['name']} ({r['area_code']}, {r['reference_year']})"
        if q is None:
            p, k, _ = owner(r, "registration_code")
            diff(p, k, who, "(unit)", "there", None)
            continue
        seen.add(id(q))
        if r["is_reported"] and not q["is_reported"]:
            diff(file.get((r["area_code"], "agency_report", r["reference_year"])), "b2", who, "(row of biểu 2)", "there", None)
            continue
        for f in B2 + REG + ["is_alliance_member"]:
            if not same(r[f], q[f]):
                p, k, s = owner(r, f)
                w = sb.get((q["unit_key"], r["reference_year"], s))
                diff(p, k, who, f, r[f], q[f], (w["sheet"], w["row"]) if w else None)
    for q in ub:
        if id(q) not in seen and not any((q["unit_key"], q["reference_year"]) == (r["unit_key"], r["reference_year"]) for r in ua):
            p = bystem.get(stem(q["path"]))
            diff(p, "b2" if q["unit_type"] == "THT" else None, f"{q['name']} ({q['area_code']}, {q['reference_year']})", "(unit)", None, "there", (q["sheet"], q["row"]))
    # the newest list of members tells for the years before as well: its fault, not the older list's
    last = {d["who"].rsplit(",", 1)[0]: d["path"] for d in diffs if d["field"] == "is_alliance_member" and d["who"].endswith(f"{max(y for _, _, y in file)})")}
    for d in diffs:
        if d["field"] == "is_alliance_member":
            d["path"] = last.get(d["who"].rsplit(",", 1)[0], d["path"])
    # rows of the sources
    S = "select reference_year y, source, sender, path, sheet, row, name_as_written n, code_as_written c, unit_type t from mart.fct_unit_source"
    kd = {"registry_unit": ("reg", "registry_extract"), "alliance_member": ("all", "alliance_members"), "unit_report": ("b2", "agency_report"), "rating_report": ("b5", "agency_report")}
    def count(T):
        c, pl = Counter(), {}
        for r in rows(T, S):
            k = (r["y"], r["source"], r["sender"], key(r["n"]), re.sub(r"\D", "", r["c"] or ""), r["t"])
            c[k] += 1
            pl[k] = (r["sheet"], r["row"])
        return c, pl
    (ca, _), (cb, pb) = count(A), count(B)
    lost, more = list((ca - cb).elements()), list((cb - ca).elements())
    for k in lost:
        p, kind = file.get((k[2], kd[k[1]][1], k[0])), kd[k[1]][0]
        q = next((q for q in more if q[:4] == k[:4] and (q[4] in (k[4], "")) and q[5] in (k[5], None)), None)
        if q:           # the row is there, its code or type is null
            more.remove(q)
            for i, f in ((4, "code_as_written"), (5, "unit_type")):
                if q[i] != k[i]:
                    diff(p, kind, k[3], f, k[i], None, pb[q])
        else:
            diff(p, kind, f"{k[3]} {k[4]}", "(source row)", f"{k[3]}|{k[4]}|{k[5]}", None)
    for k in more:
        diff(file.get((k[2], kd[k[1]][1], k[0])), kd[k[1]][0], f"{k[3]} {k[4]}", "(source row)", None, f"{k[3]}|{k[4]}|{k[5]}", pb[k])
    # biểu 4, biểu 3
    for tab, ks, fs, kind in (("fct_task", ("task", "sender", "reference_year"), ("state", "result", "quantity", "unit_of_measure"), "b4"),):
        a, b = ({tuple(r[k] for k in ks): r for r in rows(T, f"select * from mart.{tab}")} for T in (A, B))
        for k in a.keys() | b.keys():
            x, y = a.get(k), b.get(k)
            p = file.get((k[1], "agency_report", k[2]))
            if x is None or y is None:
                diff(p, kind, k[0], "(task)", x and "there", y and "there")
                continue
            for f in fs:
                if not same(x[f], y[f]):
                    diff(p, kind, f"task {k[0]}", f, x[f], y[f], (y["sheet"], y["row"]))
    try:
        names = [c[0] for c in A.execute("describe mart.fct_training").fetchall()]
        cmp = [n for n in names if n in ("sender", "reference_year", "name", "course", "organizer", "from_on", "to_on", "content", "participants", "women", "class_name", "topic", "managers_attending", "women_attending", "organiser", "start_on", "end_on")]
        def tr(T):
            return Counter(tuple(key(v) if isinstance(v, str) and n != "sender" else v for n, v in r.items()) for r in rows(T, f"select {','.join(cmp)} from mart.fct_training"))
        a, b = tr(A), tr(B)
        cn, si, yi = cmp.index("class_name"), cmp.index("sender"), cmp.index("reference_year")
        for k in (a - b):
            near = [q for q in (b - a) if q[si] == k[si] and q[yi] == k[yi]]
            d = min(({n: (x, y) for n, x, y in zip(cmp, k, q) if x != y} for q in near), key=len, default=None)
            d = d if d and len(d) < len(cmp) - 2 else None
            p = file.get((k[si], "agency_report", k[yi]))
            for n, (x, y) in (d or {"(class)": ("there", None)}).items():
                diff(p, "b3", f"class {k[cn]}", n, x, y)
    except (duckdb.Error, ValueError, StopIteration):
        pass
    # indicators: what was reported belongs to the district's file; what follows from it is only explained or not
    I = "select reference_year y, indicator i, area_code a, value v, reported_value w from mart.fct_indicator"
    a, b = ({(r["y"], r["i"], r["a"]): r for r in rows(T, I)} for T in (A, B))
    for k, x in a.items():
        q = b.get(k, {})
        if k[2] in DISTRICT and re.match("I", k[1]) and not same(x["w"], q.get("w")):
            diff(file.get((k[2], "agency_report", k[0])), "b1", f"{k[1]} {k[2]}", "reported_value", x["w"], q.get("w"))
    hurt = {(truth[d["path"]]["sender"], truth[d["path"]]["year"]) for d in diffs if d["path"]}
    loose = []
    for k, x in a.items():
        q = b.get(k, {})
        if k[2] in DISTRICT and not same(x["v"], q.get("v")) and not {(k[2], k[0]), (k[2], k[0] - 1), ("SKHDT", k[0]), ("SKHDT", k[0] - 1), ("LMHTX", k[0]), ("LMHTX", k[0] - 1), ("SNNPTNT", k[0])} & hurt:
            loose.append(f"{k}: {x['v']} -> {q.get('v')}")
    # said or silent
    def told(d):
        fs = at.get(d["path"], [])
        def fit(f):
            if f["sheet"] is None or f["row"] is None:
                return f["column"] is None and (f["sheet"] is None or d["place"] is None or f["sheet"] == d["place"][0]) or f["field"] in (d["field"], None) or d["place"] is None or f["sheet"] == d["place"][0]
            if d["place"] and f["row"] == d["place"][1] and (f["sheet"] == d["place"][0] or not f["sheet"]):
                return True
            if f["field"] and d["field"].startswith(f["field"]):
                return True
            if d["place"] is None or d["field"].startswith("("):
                return f["unit_key"] is None or key(f["value"] or "") in key(d["who"])
            return False
        return [f for f in fs if fit(f)]
    out = defaultdict(lambda: dict(files=0, ok=0, said=[], silent=[], scolded=[], must=0, must_silent=[]))
    dby = defaultdict(list)
    for d in diffs:
        dby[d["path"]].append(d)
    base = Counter((stem(f["path"]), f["rule"]) for f in fa if f["severity"] == "error")
    files_hurt = {p for p in dby if p}
    for p, t in truth.items():
        ds, ks = dby.get(p, []), t["kinds"]
        spoiled = {m["style"] for m in t["must_say"]}
        res = dict(said=[], silent=[], scolded=[], must_silent=[])
        for m in t["must_say"]:
            got = [f for f in at.get(p, []) if m["whole"] or f["row"] is None or f["row"] in (m["rows"] or []) or f["column"] in m["columns"] and f["sheet"] in m["sheet"]]
            got = [f for f in got if f["sheet"] is None or f["sheet"] in m["sheet"] or m["field"] is None]
            if not got:
                res["must_silent"].append((m, [f for f in at.get(p, [])][:2]))
                continue
            for w in sb_rows:        # said, yet the value stands all the same
                if w["path"] == p and w["row"] in (m["rows"] or []) and w["sheet"] in m["sheet"]:
                    u = ik.get((w["unit_key"], w["reference_year"]), {})
                    if m["field"] is None or (u.get(m["field"]) is not None and not (m["field"] == "rating" and u.get("rating_source") == "rating_report")):
                        res["must_silent"].append(({**m, "rows": [w["row"]], "what": m["what"] + f" (said, but read: {w['name_as_written']} {u.get(m['field'])})"}, []))
        for d in ds:
            f = told(d)
            null = d["read"] is None or d["read"] is False or d["field"].startswith("(") and d["read"] is None
            own = {m["field"] for m in t["must_say"]}
            if f and (null or spoiled and d["field"] not in own):
                res["said"].append((d, f[0]))
            else:
                res["silent"].append((d, f[0] if f else None))
        new = [f for f in at.get(p, []) if f["severity"] == "error" and not f["caused_by"]]
        seen_rules = Counter()
        if not ds and not spoiled:
            for f in new:
                seen_rules[f["rule"]] += 1
                if seen_rules[f["rule"]] > base[stem(p), f["rule"]]:
                    near = {file.get((t["sender"], "agency_report", t["year"] + k)) for k in (-1, 1)} | {file.get(("SKHDT", "registry_extract", y)) for y in (t["year"], t["year"] - 1)} | {file.get(("LMHTX", "alliance_members", t["year"]))}
                    f["_cascade"] = bool((near - {p, None}) & files_hurt)
                    res["scolded"].append(f)
        for s in t["styles"]:
            o = out[s]
            o["files"] += 1
            o["ok"] += not (ds or res["scolded"] or res["must_silent"]) or (s in spoiled and not res["must_silent"] and not res["silent"])
            o["must"] += s in spoiled
            for k in res:
                o[k] += [(p, x) for x in res[k]]
    return out, truth, loose, fb


def main():
    a = argparse.ArgumentParser()
    for n in ("plain", "relaid", "folder"):
        a.add_argument(n)
    a.add_argument("--half", choices=["open", "held"])
    a.add_argument("--totals", action="store_true")
    a.add_argument("--most", type=int, default=3)
    a.add_argument("--json")
    a = a.parse_args()
    out, truth, loose, fb = judge(a.plain, a.relaid, a.folder)
    st = {s: o for s, o in out.items() if a.half is None or (s in HELD) == (a.half == "held")}
    cas = lambda o: sum(bool(f["_cascade"]) for _, f in o["scolded"])
    line = lambda s, o: f"{s:26} files {o['files']:2}  clean {o['ok']:2}  said {len(o['said']):4}  silent {len(o['silent']):4}  scolded {len(o['scolded']) - cas(o):3} (+{cas(o)} by another file)  must {o['must']}  must silent {len(o['must_silent'])}"
    if not a.totals:
        for s in sorted(st):
            print(line(s, st[s]))
        print()
        for s in sorted(st):
            o = st[s]
            for p, (m, near) in o["must_silent"]:
                print(f"MUST-SILENT {s} | {p} | {m['sheet']} rows {m['rows']} cols {m['columns']} | {m['what']} {m['field']}")
            g = defaultdict(list)
            for w in ("silent", "said"):
                for p, (d, f) in o[w]:
                    g[w, p, d["field"]].append((d, f))
            for (w, p, f), x in list(g.items()):
                d, m = x[0]
                if w == "silent" or not truth[p]["must_say"]:
                    print(f"{w.upper():8} {s} | {p} | {f} x{len(x)} | {d['who']}: plain {d['plain']!r} read {d['read']!r}" + (f" | {m['severity']} {m['rule']} {m['sheet']}!{m['column']}{m['row']}: {(m['message'] or '')[:160]}" if m else ""))
            g = defaultdict(list)
            for p, f in o["scolded"]:
                g[p, f["rule"]].append(f)
            for (p, r), x in g.items():
                f = x[0]
                print(f"SCOLDED{'*' if f['_cascade'] else ' '} {s} | {p} | {r} x{len(x)} {f['sheet']}!{f['column']}{f['row']}: {(f['message'] or '')[:200]}")
    n = lambda k: sum(len(o[k]) for o in st.values())
    print(f"\nstyles {len(st)}, files {sum(o['files'] for o in st.values())}: clean {sum(o['ok'] for o in st.values())}; cells said {n('said')}, silent {n('silent')}, scolded {n('scolded')} (of these {sum(cas(o) for o in st.values())} beside another file's fault); must_say {sum(o['must'] for o in st.values())}, of these silent {n('must_silent')}")
    print(f"indicators that differ with no file's cell to explain it: {len(loose)}", *loose[:a.most], sep="\n  ")
    if a.json:
        Path(a.json).write_text(json.dumps({s: {k: (v if isinstance(v, int) else len(v)) for k, v in o.items()} for s, o in out.items()}, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
