"""python -m tests.outside.third.verify [N]: clean and unusual provinces of N seeds are consistent by the contract; every slip can be seeded, and mending all of them gives the truth back."""
import collections
import sys

from tests.outside.third.ledger import KINDS, seed_slips
from tests.outside.third.life import EVENTS, Life
from tests.outside.third.truth import both, undo
from tests.outside.third.world import ACTIVE, BAND, COMMUNES, DISTRICT, GONE, HTX, ITEMS, STOP, Maker, YEARS, b1_of


def faults(P):
    out = []
    def bad(ok, *what):
        if not ok:
            out.append(what)
    B = {y: both(P)[y] for y in YEARS}
    b2 = {(y, r["_uid"]): (d, r) for y in YEARS for d in DISTRICT for r in P.t[("b2", y, d)]}
    moved = {u for u in P.units if P.units[u]["moved"]}
    for y in YEARS:
        reg = {r["_uid"]: r for r in P.t[("reg", y, "SKHDT")]}
        for t, f in (("b1", "I.1"), ("b1", "I.2"), ("b1", "I.3"), ("b1", "I.7"), ("b1", "I.1d"), ("b1", "I.1a"), ("b1", "III.1"), ("b1", "III.2"), ("b1", "I.2a"), ("b1", "I.8"), ("b1", "I.1b"), ("b1", "III.1a"), ("b1", "I.1c")):
            s = sum(r["value"] for d in DISTRICT for r in P.t[(t, y, d)] if r["item"] == f)
            k = {"I.2": "T6", "I.8": "T5", "I.1b": "T1", "III.1a": "T3"}.get(f, f)
            tol = sum("status in registry" in x["what"] or "threshold" in x["what"] for x in P.frictions) if f in ("I.1a", "I.1d") else 0
            bad(abs(s - B[y][k]) <= tol, y, f, s, B[y][k])
        for d in DISTRICT:
            T, W = b1_of(P, y, d), {r["item"]: r for r in P.t[("b1", y, d)]}
            bad(set(W) == set(ITEMS) and all(W[i]["value"] == T[i] for i in ITEMS if "threshold" not in str(P.frictions)), y, d, "totals")
            bad(T["I.7a"] + T["I.7b"] <= T["I.7"], y, d, "degrees")
            bad(T["I.1a"] <= T["I.1"], y, d, "active")
            if not any(P.units[u]["d"] == d or P.units[u]["moved"][1] == d for u in moved):
                bad(W["I.1"]["value"] == W["I.1"]["previous_value"] + T["I.1b"] - T["I.1c"], y, d, "existence", W["I.1"], T["I.1b"], T["I.1c"])
            if y == 2019:
                bad(all(W[r["item"]]["previous_value"] == r["value"] for r in P.t[("b1", 2018, d)]), d, "previous")
            names = [(r["name"], r["commune"]) for r in P.t[("b2", y, d)] if r["status"] != GONE]
            bad(len(set(names)) == len(names), y, d, "same name", [n for n, k in collections.Counter(names).items() if k > 1])
            for r in P.t[("b2", y, d)]:
                u = P.units[r["_uid"]]
                if r["unit_type"] != "THT":
                    g = reg.get(r["_uid"])
                    bad(g and g["district"] == DISTRICT[d] and g["registered_on"] == r["founded_on"] and (g["status"] == GONE) == (r["status"] == GONE) and g["registration_code"] == r["registration_code"], y, d, r["name"], "registry")
                    bad((g["status"] == ACTIVE) == (r["status"] == ACTIVE) or any(g["_id"] in x.get("ids", []) for x in P.frictions), y, r["name"], "status")
                    bad(g["status_on"] >= g["registered_on"], r["name"], "days")
                if r["status"] == GONE:
                    continue
                bad((r["managers_trained"] or 0) <= r["managers"], y, r["name"], "trained")
                bad(r["members"] >= (7 if r["unit_type"] in HTX else 4), y, r["name"], "members", r["members"])
                if r["revenue_vnd"] is not None:
                    bad((r["revenue_from_members_vnd"] or 0) <= r["revenue_vnd"] or r["revenue_vnd"] == 0, y, r["name"], "share")
                if (2018, r["_uid"]) in b2 and y == 2019:
                    a = b2[(2018, r["_uid"])][1]
                    bad(r["members"] <= a["members"] + (r["new_members"] or 0), r["name"], "members", a["members"], r["new_members"], r["members"])
                elif u["reg"][:4] == str(y):
                    bad(r["members"] == r["new_members"], y, r["name"], "first members")
        for r in reg.values():
            bad((y, r["_uid"]) in b2 or (r["status"] == GONE and r["status_on"][:4] < str(y)), y, r["name"], "not in biểu 2")
        for f in P.t[("b5", y, "SNNPTNT")]:
            bad(BAND(f["score"]) == f["rating"], f["name"], "band")
        tr, pl = (sum(x or 0 for x in L) for L in ([r["managers_trained"] for (z, _), (_, r) in b2.items() if z == y and r["unit_type"] in HTX and r["status"] != GONE], [r["participants"] for k, L in P.t.items() if k[0] == "b3" and k[1] == y for r in L]))
        bad(pl >= tr, y, "classes", tr, pl)
        for a in P.t[("all", y, "LMHTX")]:
            bad(not a["left_on"] or a["left_on"] > a["joined_on"], a["name"], "left")
            bad(a["joined_on"] > P.units[a["_uid"]]["reg"], a["name"], "joined before founding", a["joined_on"], P.units[a["_uid"]]["reg"])
            g = reg.get(a["_uid"])
            bad(not (g and g["status"] == GONE and not a["left_on"]), a["name"], "gone member")
    return out


def main(n=12):
    seen, kinds = collections.Counter(), collections.Counter()
    for s in range(n):
        for what, life in (("clean", None), ("unusual", Life(s)), ("each", Life(s, None, [list(EVENTS)[i % len(EVENTS)] for i in range(s, s + 3)]))):
            P = Maker(s, "large" if s == 0 and what == "clean" else "plain").build(life)
            seen.update(e["what"][:30] for e in P.events)
            for f in faults(P)[:8]:
                print(what, s, *f)
        T = Maker(s).build()
        W, slips = seed_slips(T, s)
        kinds.update(x["kind"] for x in slips)
        for x in reversed(slips):
            W = undo(W, x["diff"])
        a, b = both(T), both(W)
        bad = [k for y in YEARS for k in a[y] if a[y][k] != b[y][k] and abs((a[y][k] or 0) - (b[y][k] or 0)) > 1e-6 * abs(a[y][k] or 1)]
        if bad:
            print("not mended", s, bad)
    print(n, "seeds;", len(EVENTS), "events;", len(KINDS), "kinds of slips, seeded:", len(kinds), "never:", sorted(set(KINDS) - set(kinds)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 12)
