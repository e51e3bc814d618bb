"""Slips over runs of rows, columns and the whole of biểu 2."""
from tests.outside.third.ledger import kind
from tests.outside.third.world import ACTIVE, COUNTS, DISTRICT, GONE, HTX, M, MONEY, COMMUNES, plain

FIG = ["members", "workers", "managers", "revenue_vnd", "member_income_vnd", "profit_vnd"]


def res(key, at, cls, why, detectable=True, **k):
    return dict(key=key, at=at, cls=cls, evidence=why, detectable=detectable, **k)


def run(c, y, least, f=None, lo=4, hi=9, types=HTX):
    """a run of neighbouring rows"""
    d = c.district(y, least, types)
    L = c.rows(y, d, types, ACTIVE, (lambda r: r[f] is not None) if f else None)
    k = c.R.randint(lo, min(hi, len(L)))
    a = c.R.randrange(len(L) - k + 1)
    return d, L[a:a + k]


def enough(c, rows, f, was, share=.3, k=2):
    """so many figures moved that one sees it against the other year"""
    moved = sum(a is not None and r[f] is not None and abs(r[f] - a) > share * abs(a) for r, a in zip(rows, was))
    return moved >= max(k, len(rows) // 3)


@kind("filled_down")
def _(c, y):
    f = c.R.choice(["members", "managers_trained", "member_income_vnd", "workers", "revenue_vnd"])
    d, L = run(c, y, 7, f)
    was = [r[f] for r in L]
    for r in L[1:]:
        r[f] = L[0][f]
    c.need(len(set(was)) > 2)
    return res(("b2", y, d), "run", "suspicion", f"{f} of {len(L)} rows all {L[0][f]}: filled down from {L[0]['name']}", f != "managers_trained" and enough(c, L, f, was))


@kind("codes_counted_up")
def _(c, y):
    d, L = run(c, y, 7, "registration_code", 3, 7)
    a = int(L[0]["registration_code"])
    for i, r in enumerate(L[1:], 1):
        r["registration_code"] = str(a + i)
    return res(("b2", y, d), "run", "minor", f"tax codes {a}, {a + 1}, …: dragged down; check digits fail, the registry has others for these names")


@kind("days_counted_up")
def _(c, y):
    import datetime as dt
    d, L = run(c, y, 5, "founded_on", 3, 8, ("THT",))
    L = [r for r in L if r["founded_on"] < "2018"]
    c.need(len(L) > 2)
    a = dt.date(y, c.R.randint(1, 10), c.R.randint(1, 20))
    for i, r in enumerate(L):
        r["founded_on"] = (a + dt.timedelta(days=i)).isoformat()
    return res(("b2", y, d), "run", "suspicion", f"{len(L)} THT founded on days one after another in {y}; listed the year before (or since) with others")


@kind("renewed_contracts_as_founding")
def _(c, y):
    d, L = run(c, 2019, 6, "founded_on", 3, 7, ("THT",))
    L = [r for r in L if r["founded_on"] < "2018"]
    c.need(len(L) > 1)
    for r in L:
        r["founded_on"] = f"2019-{c.R.randint(1, 11):02d}-{c.R.randint(1, 27):02d}"
    return res(("b2", 2019, d), "run", "suspicion", f"{len(L)} THT of last year's list with the day of a renewed contract: counted as new")


@kind("cells_deleted_up")
def _(c, y):
    f = c.R.choice(FIG)
    d = c.district(y, 7)
    L = c.rows(y, d, ("HTX",))
    a = c.R.randrange(0, len(L) // 2)
    L = L[a:]
    was = [r[f] for r in L]
    for r, v in zip(L, [*was[1:], None]):
        r[f] = v
    return res(("b2", y, d), "column", "list", f"{f} from {L[0]['name']} on is the next row's, the last is blank", f != "managers" and enough(c, L, f, was))


@kind("merged_cells_split")
def _(c, y):
    f = c.R.choice(["new_members", "managers_trained", "member_income_vnd", "sector", "commune"])
    d, L = run(c, y, 5, f, 3, 6)
    for r in L[1:]:
        r[f] = None
    return res(("b2", y, d), "run", "suspicion", f"{f} blank in {len(L) - 1} rows under a filled one: a merged cell was split", f == "member_income_vnd")


@kind("vlookup_next_below")
def _(c, y):
    f = c.R.choice(["members", "workers", "revenue_vnd", "member_income_vnd"])
    d = c.district(y, 8)
    L = c.rows(y, d)
    S = sorted(L, key=lambda r: plain(r["name"]))
    was, val = [r[f] for r in L], {r["_id"]: r[f] for r in L}
    for a, r in zip(S, S[1:]):
        if c.R.random() < .55:
            r[f] = val[a["_id"]]
    return res(("b2", y, d), "column", "list", f"{f}: half the rows have the figure of the unit before them in the alphabet (approximate match)", enough(c, L, f, was, k=3))


@kind("names_sorted_alone")
def _(c, y):
    d = c.district(y, 8)
    L = c.rows(y, d, ("HTX",))
    fs = [*COUNTS, *MONEY]
    vals = [{f: r[f] for f in fs} for r in L]
    for r, s in zip(sorted(L, key=lambda r: plain(r["name"])), vals):
        r.update(s)
    return res(("b2", y, d), "sheet", "list", "names, codes and places sorted, the figures left: nearly every unit has another's figures")


@kind("pasted_over_a_filter")
def _(c, y):
    d, L = run(c, y, 9, "members", 6, 9)
    k = c.R.choice([1, 2, 3])
    fs = ["members", "workers", "managers", "revenue_vnd", "member_income_vnd"]
    vals = [{f: r[f] for f in fs} for r in L]
    for i, r in enumerate(L):
        r.update(vals[(i + k) % len(L)])
    return res(("b2", y, d), "run", "suspicion", f"a block of {len(L)} rows × {len(fs)} columns was pasted {k} rows off", True)


@kind("column_of_another_district")
def _(c, y):
    f = c.R.choice(["workers", "revenue_vnd", "member_income_vnd", "members"])
    d = c.district(y, 6)
    e = c.pick(x for x in DISTRICT if x != d and len(c.rows(y, x)) >= 6)
    L, O = c.rows(y, d), c.rows(y, e)
    was = [r[f] for r in L]
    for r, o in zip(L, O):
        r[f] = o[f]
    return res(("b2", y, d), "column", "list", f"{f} is, row by row, that of {DISTRICT[e]}", enough(c, L, f, was, k=3))


@kind("column_of_last_year")
def _(c, y):
    f = c.R.choice(["members", "revenue_vnd", "member_income_vnd", "profit_vnd"])
    d = c.district(2019, 7)
    L = [r for r in c.rows(2019, d) if c.other_year(r, 2019)]
    for r in L:
        r[f] = c.other_year(r, 2019)[f]
    return res(("b2", 2019, d), "column", "list", f"{f} is last year's in all {len(L)} rows" + ("; members do not rise by the new ones" if f == "members" else ", to the last digit"), f != "members" or sum((r["new_members"] or 0) > 0 for r in L) >= 3)


@kind("half_the_year_in_money")
def _(c, y):
    d = c.district(y, 6)
    L = c.rows(y, d)
    k = c.R.choice([.5, .5, .75])
    for r in L:
        for f in ("revenue_vnd", "revenue_from_members_vnd", "profit_vnd"):
            if r[f]:
                r[f] = int(round(r[f] * k * c.R.uniform(.93, 1.07), -5))
    return res(("b2", y, d), "sheet", "list", f"revenue and profit of the first {'six' if k == .5 else 'nine'} months: all lower by the same share, incomes and heads whole", True)


@kind("plan_instead_of_result")
def _(c, y):
    d = c.district(2019, 6)
    g = 1 + c.R.choice([8, 10, 12, 15, 20]) / 100
    L = [r for r in c.rows(2019, d) if c.other_year(r, 2019)]
    f = c.R.choice(["revenue_vnd", "member_income_vnd"])
    for r in L:
        o = c.other_year(r, 2019)[f]
        if o:
            r[f] = round(o * g)
    return res(("b2", 2019, d), "column", "suspicion", f"{f} is exactly {g:.2f} times last year's in all rows: the plan, not the result")


@kind("monthly_wages_in_a_column")
def _(c, y):
    f = c.R.choice(["worker_income_vnd", "member_income_vnd"])
    d = c.district(y, 4)
    for r in c.rows(y, d, (*HTX, "THT")):
        if r[f]:
            r[f] = int(round(r[f] / 12, -4))
    return res(("b2", y, d), "column", "list", f"{f} per month in the whole column: a twelfth of the other year's and of all neighbours'")


@kind("unit_line_is_another")
def _(c, y):
    d = c.district(y, 4)
    old = c.W.style[d]["unit"]
    new = c.pick([u for u in ("triệu đồng", "nghìn đồng") if u != old])
    k = {"triệu đồng": M, "nghìn đồng": 1000, "đồng": 1}
    c.W.style = {**c.W.style, ("unit", y, d): new}
    for r in c.W.t[("b2", y, d)]:
        for f in MONEY:
            if r[f]:
                r[f] = r[f] / k[old] * k[new]
                r[f] = int(r[f]) if r[f] == int(r[f]) else round(r[f], 3)
    return res(("b2", y, d), "sheet", "list", f"the sheet says {new}, its money is in {old}: all of it off by a thousand(th) against the other year and biểu 1", typed_totals=True)


@kind("one_commune_in_thousands")
def _(c, y):
    d = c.district(y, 6)
    by = {}
    for r in c.rows(y, d, (*HTX, "THT")):
        by.setdefault(r["commune"], []).append(r)
    L = c.pick(v for v in by.values() if 2 <= sum(bool(r["revenue_vnd"]) for r in v) <= 8)
    for r in L:
        for f in MONEY:
            if r[f]:
                r[f] *= 1000
    return res(("b2", y, d), "run", "suspicion", f"the rows of {L[0]['commune']} are a thousand times the others' and last year's: the commune wrote in the next smaller unit")


@kind("two_heads_exchanged")
def _(c, y):
    a, b = c.R.choice([("new_members", "workers"), ("managers", "managers_trained"), ("revenue_from_members_vnd", "profit_vnd"), ("member_income_vnd", "worker_income_vnd"), ("workers", "managers")])
    d = c.district(y, 5)
    for r in c.rows(y, d, HTX, None):
        r[a], r[b] = r[b], r[a]
    return res(("b2", y, d), "sheet", "list", f"the columns {a} and {b} stand under each other's head", (a, b) != ("member_income_vnd", "worker_income_vnd"))


@kind("members_to_tens")
def _(c, y):
    d = c.district(y, 6)
    L = c.rows(y, d, ok=lambda r: r["members"] and r["members"] > 14)
    for r in L:
        r["members"] = round(r["members"] / 10) * 10
    return res(("b2", y, d), "column", "suspicion", f"all {len(L)} members' counts end in 0: rounded; new members no longer explain them", len(L) > 5)


@kind("trained_filled_by_managers")
def _(c, y):
    d = c.district(y, 6)
    for r in c.rows(y, d):
        r["managers_trained"] = r["managers"]
    n = sum(x["participants"] for x in c.W.t[("b3", y, d)])
    return res(("b2", y, d), "column", "suspicion", f"every manager of every unit trained; the district's classes had {n} in all, the rest of the province's cannot hold them")


@kind("managers_count_the_chair_only")
def _(c, y):
    d = c.district(y, 5)
    for r in c.rows(y, d):
        r["managers"] = 1
        r["managers_trained"] = min(1, r["managers_trained"] or 0)
    return res(("b2", y, d), "column", "suspicion", "one manager in every unit, 3–7 in the other year")


# ---------------------------------------------------------------- rows too many, rows too few
def again(c, r, **k):
    return c.W.row(**{**{f: v for f, v in r.items() if f != "_id"}, **k})


@kind("rows_pasted_twice")
def _(c, y):
    d = c.district(y, 3, ("THT",))
    L = c.W.t[("b2", y, d)]
    S = c.rows(y, d, ("THT",))[-c.R.randint(2, 6):]
    L += [again(c, r) for r in S]
    return res(("b2", y, d), "run", "suspicion", f"the last {len(S)} rows of THT stand twice")


@kind("converted_tht_still_listed")
def _(c, y):
    for d in c.R.sample(list(DISTRICT), len(DISTRICT)):
        for h in c.rows(2019, d, ok=lambda r: r["converted_from"]):
            t = next((r for e in DISTRICT for r in c.T.t[("b2", 2018, e)] if r["unit_type"] == "THT" and c.T.units[r["_uid"]]["into"] == h["founded_on"] and r["name"] == h["converted_from"]), None)
            if t:
                c.W.t[("b2", 2019, d)].append(again(c, t, new_members=0))
                return res(("b2", 2019, d), "row", "certain", f"{t['name']} became {h['name']} this year and stands in the list as a THT as well")
    c.need(False)


@kind("dissolved_as_if_nothing")
def _(c, y):
    d, r = c.unit(2019, types=(*HTX, "THT"), status=GONE)
    o = c.need(c.other_year(r, 2019))
    for f in ["status", *COUNTS, *MONEY, "rating"]:
        r[f] = o[f]
    return res(("b2", 2019, d), "row", "settled" if r["unit_type"] in HTX else "suspicion", f"{r['name']} was dissolved this year; its row is last year's to the last digit" + (", the registry says dissolved" if r["unit_type"] in HTX else ""), r["unit_type"] in HTX)


@kind("dissolved_not_listed")
def _(c, y):
    d, r = c.unit(y, types=HTX, status=GONE)
    c.W.t[("b2", y, d)].remove(r)
    return res(("b2", y, d), "sheet", "certain", f"{r['name']} was dissolved this year: the registry has it, biểu 2 leaves it out; existence does not add up", uids=[r], feeds=True)


@kind("new_units_forgotten")
def _(c, y):
    d = c.pick(d for d in DISTRICT if len(c.rows(y, d, ok=lambda r: (r["founded_on"] or "")[:4] == str(y))) >= 1)
    L = c.rows(y, d, ok=lambda r: (r["founded_on"] or "")[:4] == str(y))
    for r in L:
        c.W.t[("b2", y, d)].remove(r)
    return res(("b2", y, d), "sheet", "certain", f"last year's list taken on: {len(L)} newly registered HTX of the registry are not in biểu 2", uids=L)


@kind("a_page_in_the_middle_lost")
def _(c, y):
    d = c.district(y, 8)
    L = c.W.t[("b2", y, d)]
    k = c.R.randint(5, min(18, len(L) // 2))
    a = c.R.randrange(2, max(3, len(L) - k))
    S = L[a:a + k]
    c.need(sum(r["unit_type"] in HTX for r in S) >= 1)
    del L[a:a + k]
    return res(("b2", y, d), "sheet", "list", f"{k} rows after {L[a - 1]['name']} are missing: units of last year's list and the registry, none reported dissolved", uids=S)


@kind("a_commune_did_not_send")
def _(c, y):
    by = {}
    for d in DISTRICT:
        for r in c.rows(y, d, ("THT",)):
            by.setdefault((d, r["commune"]), []).append(r)
    (d, com), S = c.pick((k, v) for k, v in by.items() if 3 <= len(v))
    for r in S:
        c.W.t[("b2", y, d)].remove(r)
    old = sum(c.other_year(r, y) is not None for r in S)
    return res(("b2", y, d), "sheet", "list", f"all {len(S)} THT of {com} are missing, {old} of them in the other year's list, none dissolved", old >= 2, uids=S)


@kind("tht_of_the_border_twice")
def _(c, y):
    d, r = c.unit(y, types=("THT",))
    e = c.pick(x for x in DISTRICT if x != d)
    c.W.t[("b2", y, e)].append(again(c, r))
    return res(("b2", y, e), "row", "suspicion", f"{r['name']} of {r['commune']}, {DISTRICT[d]}, stands in the list of {DISTRICT[e]} too, with the same figures and a commune that is not there", other=[(r["_id"], None)])


@kind("tht_as_htx")
def _(c, y):
    d, r = c.unit(y, types=("THT",), ok=lambda r: (r["members"] or 0) >= 7)
    r["unit_type"] = "HTX"
    return res(("b2", y, d), "cell", "certain", f"{r['name']} is a THT by name and in the other year; as HTX no source confirms it")


@kind("last_years_sheet")
def _(c, y):
    d = c.district(2019, 4)
    new = []
    for r in c.T.t[("b2", 2018, d)]:
        new.append(again(c, r))
    old = c.W.t[("b2", 2019, d)]
    c.need(not any(r["_id"] in c.used for r in old))
    ix = {r["_uid"]: r for r in old}
    out = []
    for r in new:
        if r["_uid"] in ix:
            k = ix[r["_uid"]]
            out.append({**r, "_id": k["_id"]})
        else:
            out.append(r)
    c.W.t[("b2", 2019, d)] = out
    return res(("b2", 2019, d), "file", "list", "biểu 2 is last year's, row by row, under this year's title")


@kind("dash_for_zero_members")
def _(c, y):
    d = c.district(y, 5)
    L = c.rows(y, d, ok=lambda r: not r["new_members"])
    c.need(len(L) > 2)
    for r in L:
        r["new_members"] = "-"
    return res(("b2", y, d), "column", "minor", f"'-' where no new member came ({len(L)} rows): not reported by the form, meant as 0", False)
