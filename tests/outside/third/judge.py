"""python -m tests.outside.third.judge DIR… [-v] [--json FILE] [--quiet-held]: after runs into DIR/w.duckdb. Found where and how loud, false alarms, holds."""
import argparse
import collections
import json
import unicodedata
from pathlib import Path

import duckdb

from tests.outside.third.halves import HELD_SLIPS

RANK = {None: 0, "info": 1, "warning": 2, "error": 3}
Q = """select finding_id, reference_year, severity, rule, sender, path, sheet, "row", "column", unit_key, value, message, caused_by, coalesce(is_waived, false) or coalesce(is_confirmed, false) as signed from mart.fct_finding"""
PLACES = ["own cell", "own row, column or sheet", "other side", "not found"]


def nfc(s):
    return unicodedata.normalize("NFC", str(s)) if s is not None else None


def findings(db):
    c = duckdb.connect(str(db), read_only=True)
    cur = c.execute(Q)
    names = [d[0] for d in cur.description]
    F = [dict(zip(names, r)) for r in cur.fetchall()]
    try:
        units = {}
        for p, s, r, k in c.execute('select path, sheet, "row", unit_key from mart.fct_unit_source where unit_key is not null').fetchall():
            units[(nfc(p), nfc(s), r)] = k
    except duckdb.Error:
        units = {}
    c.close()
    for f in F:
        f["path"], f["sheet"] = nfc(f["path"]), nfc(f["sheet"])
    return F, units


def low(s):
    return (s or "").lower().replace("hợp tác xã", "htx")


def touch(s, f, units):
    """0 own cell · 1 own row, column or sheet · 2 other side · None"""
    cells, wide = s["cells"], s["at"] in ("column", "sheet", "file", "run")
    paths = set(s["paths"]) | {x["path"] for x in cells} | ({s["place"]["path"]} if s["place"]["path"] else set())
    same = lambda x: x["path"] == f["path"] and (x["sheet"] == f["sheet"] or f["sheet"] is None)
    if any(x["sender"] == f["sender"] and (x["year"] == f["reference_year"] or f["path"] in (None, "incoming.csv")) and (f["path"] in (None, "incoming.csv") or f["path"] in paths) for x in s.get("files", [])):
        return 0
    if f["row"] is not None:
        for x in cells:
            if same(x) and x["row"] == f["row"]:
                if x["column"] == f["column"]:
                    return 0
        if any(same(x) and x["row"] == f["row"] for x in cells + s["rows_added"]):
            return 0 if any(same(x) and x["row"] == f["row"] for x in s["rows_added"]) else 1
        if s["rows_added"] and any(same(x) and x["sheet"] == f["sheet"] and abs(x["row"] - f["row"]) <= 0 for x in s["other_side"]):
            return 1
    elif f["path"] in paths:
        text = low(f["value"]) + low(f["message"])
        named = any(low(n) in text for n in s["names"] + [r["name"] for r in s["rows_removed"] if r["name"]]) or any(r["code"] and r["code"] in text for r in s["rows_removed"])
        if s["paths"] and f["path"] in s["paths"]:
            return 0
        if same(s["place"]) or any(same(x) for x in cells):
            cols = {x["column"] for x in cells if same(x)}
            if wide and (f["column"] is None or f["column"] in cols):
                return 0 if (s["at"] == "column" and f["column"] in cols) or s["at"] in ("sheet", "file") else 1
            if not wide and f["column"] in cols and f["column"]:
                return 1
            if named:
                return 1
    for x in s["other_side"]:
        if x["path"] == f["path"] and x["sheet"] == f["sheet"] and x["row"] == f["row"] and (x["column"] is None or f["column"] is None or x["column"] == f["column"]):
            return 2
    for x in s["consequences"]:
        if x["path"] == f["path"] and x["sheet"] == f["sheet"] and x["row"] == f["row"] and f["column"] in (None, x["column"]):
            return 2
    if any(x["path"] == f["path"] and x["sheet"] == f["sheet"] and x["row"] == f["row"] and f["row"] is not None for x in s["mates"]):
        return 2
    keys = {units.get((x["path"], x["sheet"], x["row"])) for x in s["mates"][:20] + cells[:20]} - {None}
    if f["unit_key"] in keys and len(keys) <= 40:
        return 2
    if f["row"] is None and s["rows_removed"]:
        text = low(f["value"]) + low(f["message"])
        if any(r["name"] and low(r["name"]) in text or r["code"] and r["code"] in text for r in s["rows_removed"]):
            return 2
    return None


def friction(led, f):
    return any(p["path"] == f["path"] and (p["sheet"] is None or (p["sheet"] == f["sheet"] and p["row"] == f["row"])) and (p["row"] is not None or f["row"] is None) for x in led["frictions"] for p in x["places"])


def errors(led, F, units, base):
    out, explained = [], set()
    loud = [f for f in F if f["severity"] in ("error", "warning") and not (base and key(f) in base)]
    for s in led["slips"]:
        best, sev, which = 3, None, None
        for f in [*loud, *[f for f in F if f["severity"] == "info"]]:
            t = touch(s, f, units)
            if t is None:
                continue
            explained.add(f["finding_id"])
            if f["severity"] == "info":
                sev = sev or "info"
                continue
            if t < best or t == best and RANK[f["severity"]] > RANK[sev]:
                best, which = t, f
            if RANK[f["severity"]] > RANK[sev]:
                sev = f["severity"]
        s.update(found=best, severity=sev, finding=which)
        out.append(s)
    for _ in range(3):
        explained |= {f["finding_id"] for f in F if f["caused_by"] in explained}
    return out, [f for f in loud if f["finding_id"] not in explained and not friction(led, f)], loud


def key(f):
    return f["rule"], f["path"], f["sheet"], f["row"], f["column"]


def pct(a, b):
    return f"{a}/{b}" + (f" = {100 * a / b:.0f} %" if b else "")


def line(s):
    p = s["place"]
    x = s["cells"][0] if s["cells"] else None
    at = f"{p['path']} · {p['sheet']} · " + (f"{x['column']}{x['row']}" if x and s["at"] == "cell" else f"row {p['row']}" if p["row"] else f"column {p['column']}" if p["column"] else "")
    val = "; ".join(f"{c['column']}{c['row']} {c['true']} → {c['written']}" for c in s["cells"][:3]) + (f" … {len(s['cells'])} cells" if len(s["cells"]) > 3 else "") + (f" {len(s['rows_removed'])} rows gone" if s["rows_removed"] else "") + (f" {len(s['rows_added'])} rows added" if s["rows_added"] else "")
    return f"  {s['kind']} ({s['year']}{', with others' if s['combined'] else ''}{', WEIGHS ' + ' '.join(s['effect'] or s['effect_alone']) if s['weighs'] else ''}) {at}\n      {val}\n      {s['evidence'][:260]}"


def main():
    a = argparse.ArgumentParser()
    a.add_argument("dirs", nargs="+")
    a.add_argument("-v", action="store_true", help="false alarms one by one")
    a.add_argument("--base", help="DIR of the clean province of the same seed, run too: what is said there too is not counted as found")
    a.add_argument("--json")
    a.add_argument("--totals", action="store_true", help="sums alone (for held kinds)")
    a = a.parse_args()
    S, per, false, held = [], [], [], []
    for d in map(Path, a.dirs):
        led = json.loads((d / "ledger.json").read_text())
        F, units = findings(d / "w.duckdb")
        base = {key(f) for f in findings(Path(a.base) / "w.duckdb")[0]} if a.base else None
        n = collections.Counter(f["severity"] for f in F)
        gate = [f for f in F if f["severity"] == "error" and not f["signed"]]
        if led["kind"] == "errors":
            s, f, loud = errors(led, F, units, base)
            S += s
            false += [(d.name, x) for x in f]
            per.append(len(loud))
            print(f"{d.name}: errors, seed {led['seed']}, {len(s)} slips; findings {dict(n)}; not explained by a slip: {len(f)}")
            continue
        w = [f for f in F if f["severity"] == "warning"]
        odd = [f for f in w if not friction(led, f)]
        held.append((led["kind"], bool(gate), len(odd)))
        print(f"{d.name}: {led['kind']}, seed {led['seed']}: {'HELD' if gate else 'passes'}; errors {len(gate)}, warnings {len(w)} ({len(odd)} not by a known friction), info {n['info']}")
        if not a.totals:
            for e in led["events"]:
                print("   event:", e["what"], "|", "; ".join(e["names"][:4]))
            for x in [*gate, *w]:
                mark = "" if x["severity"] == "error" else " (friction)" if friction(led, x) else ""
                print(f"   {x['severity'].upper()}{mark} {x['rule']} {x['path']} {x['sheet'] or ''} {x['column'] or ''}{x['row'] or ''}: {(x['message'] or '')[:230]}")
    if S:
        report(S, per, false, a)
    if held:
        for k in ("clean", "unusual"):
            L = [h for h in held if h[0] == k]
            if L:
                print(f"{k}: held {sum(h[1] for h in L)} of {len(L)}; further warnings a province {sum(h[2] for h in L) / len(L):.1f}")
    if a.json:
        Path(a.json).write_text(json.dumps([{k: v for k, v in s.items() if k not in ("cells", "mates")} for s in S], ensure_ascii=False, indent=1, default=str))


def sums(name, L):
    w, det = [s for s in L if s["weighs"]], [s for s in L if s["detectable"]]
    wd = [s for s in w if s["detectable"]]
    ok = lambda X: sum(s["found"] < 3 for s in X)
    print(f"{name}: {len(L)} slips; " + ", ".join(f"{p} {sum(s['found'] == i for s in L)}" for i, p in enumerate(PLACES)))
    print(f"   detectable found {pct(ok(det), len(det))}; weighing found {pct(ok(w), len(w))}, shown as error {pct(sum(s['severity'] == 'error' for s in w), len(w))}; weighing and detectable found {pct(ok(wd), len(wd))}, shown as error {pct(sum(s['severity'] == 'error' for s in wd), len(wd))}")
    print(f"   found and at least as loud as the contract asks {pct(sum(s['found'] < 3 and RANK[s['severity']] >= RANK[s['least']] for s in det), len(det))} of the detectable; louder than it asks (warning asked, error shown) {sum(s['least'] == 'warning' and s['severity'] == 'error' for s in L)}; combined ones found {pct(ok([s for s in L if s['combined']]), sum(s['combined'] for s in L))}; of 2018 {pct(ok([s for s in det if s['year'] == 2018]), sum(s['year'] == 2018 for s in det))}")


def report(S, per, false, a):
    sums("all", S)
    for n, L in (("open", [s for s in S if s["kind"] not in HELD_SLIPS]), ("held", [s for s in S if s["kind"] in HELD_SLIPS])):
        if L and len(L) < len(S):
            sums(n, L)
    print(f"findings (errors and warnings) a province: {sorted(per)}, median {sorted(per)[len(per) // 2]}; explained by no slip: {len(false)}, {dict(collections.Counter(f['severity'] for _, f in false))}")
    if a.totals:
        return
    show = [s for s in S if s["kind"] not in HELD_SLIPS]
    for title, L in (("NOT FOUND, detectable", [s for s in show if s["found"] == 3 and s["detectable"]]), ("NOT FOUND, said not to be detectable", [s for s in show if s["found"] == 3 and not s["detectable"]]),
                     ("TOO SOFT", [s for s in show if s["found"] < 3 and s["detectable"] and RANK[s["severity"]] < RANK[s["least"]]]), ("OTHER SIDE ONLY", [s for s in show if s["found"] == 2])):
        print(f"\n{title}: {len(L)}")
        for s in sorted(L, key=lambda s: (not s["weighs"], s["kind"])):
            print(line(s))
            if s["finding"]:
                f = s["finding"]
                print(f"      said: {f['severity']} {f['rule']} {f['path']} {f['sheet'] or ''} {f['column'] or ''}{f['row'] or ''}: {(f['message'] or '')[:180]}")
    print(f"\nFALSE ALARMS: {len(false)}")
    for (r, sev), k in collections.Counter((f["rule"], f["severity"]) for _, f in false).most_common():
        print(f"  {k} × {r} ({sev})")
    if a.v:
        for d, f in false:
            print(f"  {d} {f['severity']} {f['rule']} {f['path']} {f['sheet'] or ''} {f['column'] or ''}{f['row'] or ''}: {(f['message'] or '')[:200]}")


if __name__ == "__main__":
    main()
