#!/usr/bin/env python
"""How many of a ledger's slips were found, where, how loud, and how much of the wrongness of T1–T9 goes away when what was found is mended.

    python score.py DIR [DIR …] --warehouse NAME.duckdb       each DIR as slips.py wrote it, with DIR/NAME.duckdb after a run (reads mart.fct_finding, contract §6)
    python score.py DIR --findings FILE.json                  a list of findings {severity, rule, path, sheet, row, column, value, message}

place: cell (the ledger's own cell) > row/column/sheet (its row, its column, its sheet or file) > other (the other side of the contradiction: the other row, a total of the same file, the unit
named elsewhere) > none. For clean and unusual provinces it prints errors and warnings (all of them are false, but for what the contract asks for by name)."""
import argparse, json, re, statistics, sys, unicodedata
from collections import Counter
from pathlib import Path
from tests.outside.slips import slips
from tests.outside.slips.province import Maker, indicators, YEARS, DISTRICT


def fold(s):
    s = unicodedata.normalize("NFD", str(s or "")).lower().replace("đ", "d")
    return re.sub(r"\s+", " ", "".join(c for c in s if not unicodedata.combining(c))).strip()


def sh(s):
    return re.sub(r"[^a-z0-9]", "", fold(s))


def load(d, a):
    if a.findings:
        return json.loads(Path(a.findings).read_text(encoding="utf-8"))
    import duckdb
    c = duckdb.connect(str(Path(d) / a.warehouse), read_only=True)
    q = c.execute("select * from mart.fct_finding")
    names = [x[0] for x in q.description]
    return [dict(zip(names, r)) for r in q.fetchall()]


def grade(s, F):
    """-> (place, severity) of the best finding for slip s; findings that are about it are returned too"""
    rank = {"cell": 3, "line": 2, "other": 1}
    best, hits = ("none", None), []
    cells = {(c["path"], sh(c["sheet"]), c["row"], c["column"]) for c in s["cells"] if c["row"]}
    rows = {(c["path"], sh(c["sheet"]), c["row"]) for c in s["cells"] + s["rows_added"] if c["row"]} | ({(s["place"]["path"], sh(s["place"]["sheet"]), s["place"]["row"])} if s["place"].get("row") else set())
    cols = {(c["path"], sh(c["sheet"]), c["column"]) for c in s["cells"]}
    sheets = {(s["place"]["path"], sh(s["place"]["sheet"]))}
    names = {fold(x.get("unit")) for x in s["cells"] + s["rows_removed"] + s["rows_added"] + [s["place"]] if x.get("unit")} if s["place_kind"] in ("cell", "row") else set()
    names = {n for n in names if len(n) > 6}
    others = {(o["path"], sh(o["sheet"]), o["row"]) for o in s["other_side"] if o["row"]}
    removed = {fold(x["unit"]) for x in s["rows_removed"] if x.get("unit")}
    paths = {c["path"] for c in s["cells"] + s["rows_removed"] + s["rows_added"]} | {s["place"]["path"]}
    for f in F:
        if f["severity"] == "info" and s["weighs"]:
            continue
        p, t, r, c = f.get("path"), sh(f.get("sheet")), f.get("row"), f.get("column")
        txt = fold(f.get("value")) + " " + fold(f.get("message"))
        k = None
        if r is not None and c and (p, t, r, c) in cells:
            k = "cell"
        elif s["place_kind"] in ("column",) and r is None and c and (p, t, c) in cols:
            k = "cell"
        elif s["place_kind"] in ("sheet", "file") and r is None and p in {q for q, _ in sheets} and (not t or (p, t) in sheets):
            k = "cell"
        elif s["place_kind"] == "row" and r is not None and (p, t, r) in rows:
            k = "cell"
        elif removed and r is None and p in paths and any(n in txt for n in removed):
            k = "cell"
        elif r is not None and (p, t, r) in rows:
            k = "line"
        elif r is None and c and (p, t, c) in cols:
            k = "line"
        elif r is None and not c and p in paths and t and (p, t) in sheets and s["place_kind"] != "cell":
            k = "line"
        elif r is not None and (p, t, r) in others:
            k = "other"
        elif any(n in txt for n in names):
            k = "other"
        elif p in paths and t.endswith("1") and s["where"].startswith("biểu 2") and re.search(r"total|tong", fold(f.get("rule"))):
            k = "other"
        if k:
            hits.append(f)
            order = (rank[k], f["severity"] == "error")
            if order > (rank.get(best[0], 0), best[1] == "error"):
                best = (k, f["severity"])
    if best[1] and any(h["severity"] == "error" for h in hits):
        best = (best[0], "error")
    return best, hits


def wrongness(T, P):
    w = 0
    for y in YEARS:
        a, b = indicators(T, y), indicators(P, y)
        for i in range(1, 10):
            x, z = a[f"T{i}"], b[f"T{i}"]
            if x:
                w += abs((z or 0) - x) / abs(x) * 100
            elif z:
                w += 100
    return w


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("dirs", nargs="+")
    ap.add_argument("--warehouse", default="w.duckdb")
    ap.add_argument("--findings")
    ap.add_argument("-v", action="store_true")
    a = ap.parse_args()
    A = Counter()
    W0 = W1 = W20 = 0
    nf = []
    for d in a.dirs:
        led = json.loads((Path(d) / "ledger.json").read_text(encoding="utf-8"))
        F = [f for f in load(d, a) if f["severity"] in ("error", "warning", "info")]
        if led["kind"] != "errors":
            e, w = [f for f in F if f["severity"] == "error"], [f for f in F if f["severity"] == "warning"]
            print(f"{d}: {led['kind']} — {len(e)} errors{' HELD' if e else ''}, {len(w)} warnings" + "".join(f"\n    {f['rule']} {f.get('path')} {f.get('row')}{f.get('column') or ''}" for f in e[:6]))
            A["provinces " + led["kind"]] += 1
            A["held " + led["kind"]] += bool(e)
            A["warnings " + led["kind"]] += len(w)
            continue
        nf.append(sum(f["severity"] != "info" for f in F))
        T = Maker(led["seed"]).build()
        D = slips.Drawer(led["seed"], T)
        D.draw(len(led["slips"]))
        left, allp, seen = T.copy(), T.copy(), set()
        first, left20 = [f for f in F if f["severity"] != "info"][:20], T.copy()  # as the table lists them
        for s, q in zip(led["slips"], D.slips):
            (k, sev), hits = grade(s, F)
            seen |= {id(h) for h in hits}
            for tag in (["all"] + (["detectable"] if s["detectable"] else []) + (["weighs"] if s["weighs"] else []) + (["weighs+detectable"] if s["weighs"] and s["detectable"] else [])):
                A[(tag, "n")] += 1
                A[(tag, k)] += 1
                A[(tag, "as error")] += sev == "error"
            slips.apply(allp, q.edits)
            if k == "none":
                slips.apply(left, q.edits)
            if grade(s, first)[0][0] == "none":
                slips.apply(left20, q.edits)
            if a.v:
                print(f"  {k:5} {sev or '-':8} {'W' if s['weighs'] else ' '}{'D' if s['detectable'] else ' '} {s['what']} | {s['where']} | {s['how_much']} | {s['place'].get('unit') or ''}")
        W0 += wrongness(T, allp)
        W1 += wrongness(T, left)
        W20 += wrongness(T, left20)
        fa = [f for f in F if f["severity"] != "info" and id(f) not in seen]
        A["findings about nothing"] += len(fa)
        print(f"{d}: {len(led['slips'])} slips, {nf[-1]} findings, {len(fa)} of them about no slip")
        if a.v:
            for f in fa:
                print(f"    ? {f['severity']} {f['rule']} {f.get('path')} {f.get('sheet')} {f.get('row')}{f.get('column') or ''}")
    for tag in ("all", "detectable", "weighs", "weighs+detectable"):
        n = A[(tag, "n")]
        if n:
            print(f"{tag:18} {n:4}: cell {A[(tag, 'cell')]}, row/column/sheet {A[(tag, 'line')]}, other side {A[(tag, 'other')]}, none {A[(tag, 'none')]}; found {100 * (n - A[(tag, 'none')]) / n:.1f} %, as error {100 * A[(tag, 'as error')] / n:.1f} %")
    if W0:
        print(f"wrongness of T1–T9 (both years, sum of % off): {W0:.1f}, after mending what was found {W1:.1f}: {100 * (1 - W1 / W0):.1f} % removed, by the first twenty of the list {100 * (1 - W20 / W0):.1f} %; findings a province: median {statistics.median(nf):g}")
    for k in ("clean", "unusual"):
        if A["provinces " + k]:
            print(f"{k}: {A['held ' + k]} of {A['provinces ' + k]} held; {A['warnings ' + k] / A['provinces ' + k]:.1f} warnings each")


if __name__ == "__main__":
    main()
