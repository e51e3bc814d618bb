"""T1–T9 and the built items of biểu 1 by contract §4 with the links known; what a change moves; whether it weighs."""
from tests.outside.third.world import ACTIVE, COUNTS, DISTRICT, GONE, HTX, MONEY, STOP, YEARS

TEST = {"T1": (20, 0), "T2": (1, 0), "T3": (50, 0), "T4": (60, 0), "T5": (10, 1), "T6": (10, 1), "T7": (10, 1), "T8": (20, 1), "T9": (80, 0)}


def n(v):
    return v if isinstance(v, (int, float)) and not isinstance(v, bool) else None


def year_of(v):
    v = str(v or "")
    return v[:4] if v[:4].isdigit() and v[4:5] == "-" else ""


def wmean(rows, f, w=None):
    L = [(n(r[f]), n(r[w]) if w else 1) for r in rows]
    L = [(a, b) for a, b in L if a is not None and b]
    return sum(a * b for a, b in L) / sum(b for _, b in L) if L else None


def indicators(P, year):
    end = f"{year}-12-31"
    reg, own = P.t[("reg", 2019, "SKHDT")], {r["_uid"]: r for r in P.t[("reg", year, "SKHDT")]}
    first = {}
    for r in reg:
        first.setdefault(r["_uid"], r)
    reg = list(first.values())
    coop = [r for r in reg if r["unit_type"] in HTX]
    exists = lambda r: (r["registered_on"] or "9") <= end and not (r["status"] == GONE and (r["status_on"] or "") <= end)
    H = {r["_uid"] for r in coop if exists(r)}
    b2, tht = {}, []
    for d in DISTRICT:
        for r in P.t[("b2", year, d)]:
            if r["unit_type"] == "THT":
                tht.append(r)
            elif r["_uid"] is not None:
                b2.setdefault(r["_uid"], r)
    b5 = {r["_uid"]: r["rating"] for r in P.t[("b5", year, "SNNPTNT")]}
    act = [k for k in H if (own[k]["status"] if k in own else ACTIVE) == ACTIVE and not (k in b2 and b2[k]["status"] in (STOP, GONE))]
    good = sum((b5[k] if k in b5 else b2[k]["rating"] if k in b2 else None) in ("Tốt", "Khá") for k in act)
    rows = [b2[k] for k in sorted(H) if k in b2]
    s = lambda f: sum(n(r[f]) or 0 for r in rows)
    mem = {r["_uid"] for r in P.t[("all", 2019, "LMHTX")] if r["_uid"] in H and (r["joined_on"] or "9") <= end and not (r["left_on"] and r["left_on"] <= end)}
    inyear = lambda r, f: year_of(r[f]) == str(year)
    return {"T1": sum(inyear(r, "registered_on") for r in coop), "T2": sum(inyear(r, "registered_on") for r in reg if r["unit_type"] == "LHHTX"), "T3": sum(inyear(r, "founded_on") for r in tht), "T4": 100 * good / len(act) if act else None,
            "T5": s("managers_trained"), "T6": s("members"), "T7": wmean(rows, "member_income_vnd", "members"), "T8": len(mem), "T9": 100 * len(mem) / len(H) if H else None,
            "I.1": len(H), "I.1a": len(act), "I.1c": sum(r["status"] == GONE and inyear(r, "status_on") for r in coop), "I.1d": good, "I.2a": s("new_members"), "I.3": s("workers"), "I.4": wmean(rows, "revenue_vnd"), "I.5": wmean(rows, "profit_vnd"),
            "I.6": wmean(rows, "worker_income_vnd", "workers"), "I.7": s("managers"), "II.1": sum(r["unit_type"] == "LHHTX" and exists(r) for r in reg), "III.1": sum(r["status"] != GONE for r in tht), "III.2": sum(n(r["members"]) or 0 for r in tht if r["status"] != GONE)}


def both(P):
    return {y: indicators(P, y) for y in YEARS}


def verdict(a, t):
    now, before = a[2019][t], a[2018][t]
    goal, growth = TEST[t]
    if now is None or (growth and not before):
        return "undetermined"
    return "met" if ((now / before - 1) * 100 if growth else now) >= goal - 1e-12 else "not_met"


def effect(right, wrong):
    """right, wrong: both(P). {indicator: …}, whether it weighs, and whether by a verdict's turn alone"""
    out, big, turn = {}, False, False
    for k in right[2019]:
        e = {}
        for y, name in ((2019, "value"), (2018, "previous_value")):
            a, b = right[y][k], wrong[y][k]
            if a == b or (a is not None and b is not None and abs(a - b) < 1e-9):
                continue
            move = None if not a or b is None else abs(b / a - 1) * 100
            e[name] = dict(right=a, written=b, change_pct=move)
            d = abs((b or 0) - (a or 0))
            big |= d > .5 if k in ("T4", "T9") else (move is None or move > .5) and (k == "T7" or d > 1) if k[0] == "T" else move is None or move > 10
        if k in TEST and verdict(right, k) != verdict(wrong, k):
            e["verdict"] = [verdict(right, k), verdict(wrong, k)]
            turn = True
        if e:
            out[k] = e
    return out, big or turn, turn and not big


# ---- differences of two provinces
def diff(A, B):
    """what is written otherwise in B than in A"""
    cells, gone, new = [], [], []
    for k in A.t:
        a, b = {r["_id"]: r for r in A.t[k]}, {r["_id"]: r for r in B.t[k]}
        for i, r in a.items():
            if i not in b:
                gone.append((k, r))
            elif r is not b[i]:
                cells += [(k, i, f, v, b[i].get(f)) for f, v in r.items() if f[0] != "_" and v != b[i].get(f)]
        new += [(k, r) for i, r in b.items() if i not in a]
    return dict(cells=cells, gone=gone, new=new)


def undo(P, D):
    """P with the change D taken back"""
    Q = P.copy()
    ix = {}
    for k in {c[0] for c in D["cells"]} | {k for k, _ in D["gone"]} | {k for k, _ in D["new"]}:
        drop = {r["_id"] for kk, r in D["new"] if kk == k}
        Q.t[k] = [r for r in Q.t[k] if r["_id"] not in drop] + [dict(r) for kk, r in D["gone"] if kk == k]
        ix.update({(k, r["_id"]): r for r in Q.t[k]})
    for k, i, f, was, _ in D["cells"]:
        if (k, i) in ix:
            ix[(k, i)][f] = was
    return Q


def do(P, D):
    """P with the change D made"""
    return undo(P, dict(cells=[(k, i, f, now, was) for k, i, f, was, now in D["cells"]], gone=D["new"], new=D["gone"]))
