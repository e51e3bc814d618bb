"""Slips in the registry's extract, the Alliance's list and biểu 5."""
from tests.outside.third.ledger import kind
from tests.outside.third.slips_rows import again, res
from tests.outside.third.world import ACTIVE, COMMUNES, DISTRICT, GONE, HTX, M, STOP


def table(c, t, y, ok=None):
    return [r for r in c.W.t[(t, y, {"reg": "SKHDT", "all": "LMHTX", "b5": "SNNPTNT"}[t])] if r["_id"] not in c.used and (ok is None or ok(r))]


REG, ALL, FIVE = (lambda y: ("reg", y, "SKHDT")), (lambda y: ("all", y, "LMHTX")), (lambda y: ("b5", y, "SNNPTNT"))


def both_years(c, t, r):
    return [q for y in (2018, 2019) for q in table(c, t, y) if q["_uid"] == r["_uid"]]


@kind("extract_of_an_earlier_day", "reg")
def _(c, y):
    cut = f"{y}-{c.R.choice(['05', '06', '07', '08'])}-01"
    L = [r for r in table(c, "reg", y) if r["registered_on"] >= cut]
    c.need(len(L) > 1)
    for r in L:
        c.W.t[REG(y)].remove(r)
    for r in table(c, "reg", y, lambda r: r["status"] != ACTIVE and r["status_on"] >= cut):
        r["status"], r["status_on"] = ACTIVE, r["registered_on"]
    return res(REG(y), "file", "list", f"nothing in the extract happened after {cut}, though it is of 30 November; {len(L)} units that districts list as new are not in it", uids=L)


@kind("dissolved_filtered_out", "reg")
def _(c, y):
    L = [r for r in table(c, "reg", y) if r["status"] == GONE]
    c.need(len(L) > 2)
    for r in L:
        c.W.t[REG(y)].remove(r)
    return res(REG(y), "file", "list", f"no dissolved unit at all in the extract ({len(L)} left out), the other year's and biểu 2 have them", uids=L)


@kind("converted_day_as_first", "reg")
def _(c, y):
    L = table(c, "reg", 2019, lambda r: r["converted_on"] and r["unit_type"] == "HTX" and r["status"] == ACTIVE)
    S = c.R.sample(L, min(len(L), c.R.choice([1, 1, 2, 4])))
    c.need(S)
    for r in S:
        r["registered_on"] = f"{y}-{c.R.randint(1, 11):02d}-{c.R.randint(1, 27):02d}"
        r["converted_on"] = None
    return res(REG(2019), "run" if len(S) > 1 else "row", "suspicion", f"{S[0]['name']} and {len(S) - 1} more, old units with old certificates and last year's day of 20th-century style, are first registered in {y}")


@kind("registered_year_typed_wrong", "reg")
def _(c, y):
    r = c.pick(table(c, "reg", 2019, lambda r: r["registered_on"][:4] == "2019" and r["unit_type"] == "HTX"))
    was = r["registered_on"]
    r["registered_on"] = c.R.choice(["2009", "2018", "2016"]) + was[4:]
    r["status_on"] = r["registered_on"]
    return res(REG(2019), "row", "suspicion", f"{r['name']}: first registered {r['registered_on']}, biểu 2 says {was}, and last year's extract does not have it")


@kind("registered_after_the_extract", "reg")
def _(c, y):
    r = c.pick(table(c, "reg", y, lambda r: r["registered_on"][:4] == str(y) and r["unit_type"] in HTX))
    was = r["registered_on"]
    r["registered_on"] = str(y + c.R.choice([1, 2, 10])) + was[4:]
    return res(REG(y), "cell", "certain", f"{r['name']}: registered {r['registered_on']}, after the extract was made; biểu 2 has {was}")


@kind("state_before_birth", "reg")
def _(c, y):
    r = c.pick(table(c, "reg", y, lambda r: r["status"] == GONE and r["registered_on"] < r["status_on"]))
    r["status_on"] = str(int(r["registered_on"][:4]) - c.R.randint(1, 3)) + r["status_on"][4:]
    return res(REG(y), "cell", "certain", f"{r['name']}: dissolved {r['status_on']} before it was registered {r['registered_on']}")


@kind("dissolution_not_entered", "reg")
def _(c, y):
    r = c.pick(table(c, "reg", 2019, lambda r: r["status"] == GONE and r["status_on"][:4] == "2019" and r["unit_type"] in HTX))
    r["status"], r["status_on"] = ACTIVE, r["registered_on"]
    return res(REG(2019), "row", "settled", f"{r['name']}: {ACTIVE} in the registry, {GONE} in biểu 2 and gone from the Alliance's list; the district's existence identity breaks")


@kind("union_typed_as_htx", "reg")
def _(c, y):
    r = c.pick(table(c, "reg", y, lambda r: r["unit_type"] == "LHHTX"))
    r["unit_type"] = "HTX"
    return res(REG(y), "cell", "suspicion", f"{r['name']} is a union by name, in biểu 2 and in the other extract; here an HTX")


@kind("district_filled_down", "reg")
def _(c, y):
    L = table(c, "reg", y, lambda r: r["status"] == ACTIVE)
    k = c.R.randint(3, 8)
    a = c.R.randrange(len(L) - k)
    S = L[a:a + k]
    v = S[0]["district"]
    c.need(sum(r["district"] != v for r in S) > 1)
    for r in S:
        r["district"] = v
    return res(REG(y), "run", "certain", f"{k} rows in {v}, though their communes, codes and biểu 2 say other districts", feeds=True)


@kind("two_codes_exchanged", "reg")
def _(c, y):
    L = table(c, "reg", y, lambda r: r["registration_code"] and r["status"] == ACTIVE)
    i = c.R.randrange(len(L) - 1)
    a, b = L[i], L[i + 1]
    a["registration_code"], b["registration_code"] = b["registration_code"], a["registration_code"]
    return res(REG(y), "run", "certain", f"{a['name']} and {b['name']} have each other's tax code; biểu 2, Alliance and the other extract agree against it")


@kind("registered_twice", "reg")
def _(c, y):
    r = c.pick(table(c, "reg", 2019, lambda r: r["status"] == ACTIVE and r["registration_code"] and r["unit_type"] == "HTX"))
    c.W.t[REG(2019)].append(again(c, r, certificate_no="380107K" + str(c.R.randint(100000, 999999)), status_on=f"2019-{c.R.randint(2, 10):02d}-11"))
    return res(REG(2019), "row", "certain", f"{r['name']} stands twice with one tax code: its changed certificate was entered as another row", other=[(r["_id"], None)], feeds=True)


@kind("capital_in_millions", "reg")
def _(c, y):
    L = table(c, "reg", y)
    k = c.R.randint(2, 9)
    a = c.R.randrange(len(L) - k)
    for r in L[a:a + k]:
        r["charter_capital_vnd"] //= M
    return res(REG(y), "run", "minor", f"charter capital of {k} rows a few hundred đồng: typed in triệu", True)


@kind("last_years_extract", "reg")
def _(c, y):
    ix = {r["_uid"]: r for r in table(c, "reg", 2019)}
    c.need(len(ix) == len(c.W.t[REG(2019)]))
    c.W.t[REG(2019)] = [{**{f: v for f, v in r.items()}, "_id": ix[r["_uid"]]["_id"]} for r in c.T.t[REG(2018)] if r["_uid"] in ix]
    return res(REG(2019), "file", "list", "the 2019 extract is row by row that of 2018: nothing registered, nothing dissolved in the year")


# ---------------------------------------------------------------- the Alliance
@kind("left_before_joined", "all")
def _(c, y):
    r = c.pick(table(c, "all", 2019, lambda r: not r["left_on"] and r["unit_type"] in HTX and r["joined_on"][:4] > "2010"))
    r["left_on"] = f"{int(r['joined_on'][:4]) - c.R.randint(1, 6)}-{c.R.randint(1, 12):02d}-{c.R.randint(1, 27):02d}"
    return res(ALL(2019), "cell", "certain", f"{r['name']}: left {r['left_on']}, before it joined {r['joined_on']}")


@kind("alliance_list_cut_off", "all")
def _(c, y):
    L = c.W.t[ALL(y)]
    k = c.R.randint(6, max(7, len(L) // 3))
    S = L[-k:]
    c.need(not any(r["_id"] in c.used for r in S))
    del L[-k:]
    old = sum(r["joined_on"][:4] < "2019" for r in S) if y == 2019 else k
    return res(ALL(y), "file", "list", f"the last {k} rows are missing: " + (f"{old} members of last year's list have vanished without having left" if old else "nobody joined in the year"), True, uids=S)


@kind("district_filtered_from_alliance", "all")
def _(c, y):
    d = c.pick(DISTRICT.values())
    S = table(c, "all", y, lambda r: r["district"] == d)
    c.need(len(S) > 2)
    for r in S:
        c.W.t[ALL(y)].remove(r)
    return res(ALL(y), "file", "list", f"no member of {d} at all, {len(S)} in the other year's list", uids=S)


@kind("leaving_not_entered", "all")
def _(c, y):
    L = table(c, "all", 2019, lambda r: r["left_on"] and r["unit_type"] in HTX and r["left_on"] > "2017")
    r = c.pick(L)
    was = r["left_on"]
    r["left_on"] = None
    gone = c.u(r)["gone"]
    return res(ALL(2019), "cell", "suspicion", f"{r['name']}: a member still, " + ("dissolved in the registry" if gone else f"last year's list has it left on {was}" if was < "2019" else "left this year by decision only"), bool(gone) or was < "2019")


@kind("leaving_a_row_off", "all")
def _(c, y):
    L = c.W.t[ALL(2019)]
    i = c.pick(i for i, r in enumerate(L[:-1]) if r["left_on"] and not L[i + 1]["left_on"] and L[i + 1]["joined_on"] < r["left_on"] and not {r["_id"], L[i + 1]["_id"]} & c.used)
    a, b = L[i], L[i + 1]
    a["left_on"], b["left_on"] = None, a["left_on"]
    return res(ALL(2019), "run", "suspicion", f"{b['name']} has left in the place of {a['name']}" + (", which is dissolved" if c.u(a)["gone"] else ""), bool(c.u(a)["gone"]) or b["left_on"] < "2019")


@kind("one_decision_for_all_days", "all")
def _(c, y):
    L = c.W.t[ALL(y)]
    k = c.R.randint(6, 14)
    a = c.R.randrange(max(1, len(L) - k))
    S = L[a:a + k]
    c.need(len({r["joined_on"] for r in S}) > 3)
    for r in S:
        r["decision_no"] = S[0]["decision_no"]
    return res(ALL(y), "run", "minor", f"decision {S[0]['decision_no']} admits {k} members on {len({r['joined_on'] for r in S})} different days and years")


@kind("joined_year_typed_wrong", "all")
def _(c, y):
    z = c.R.choice([2018, 2019])
    r = c.pick(table(c, "all", 2019, lambda r: r["joined_on"][:4] == str(z) and r["unit_type"] in HTX))
    was = r["joined_on"]
    r["joined_on"] = str(2019 if z == 2018 else 2017) + was[4:]
    return res(ALL(2019), "cell", "suspicion", f"{r['name']}: joined {r['joined_on']}, " + (f"last year's list has {was}" if z == 2018 else "last year's list does not have it"), True)


@kind("twice_in_the_alliance", "all")
def _(c, y):
    r = c.pick(table(c, "all", y, lambda r: r["registration_code"]))
    c.W.t[ALL(y)].append(again(c, r, registration_code=None, name=r["name"].replace("Hợp tác xã", "HTX")))
    return res(ALL(y), "row", "certain", f"{r['name']} stands twice, once without its code", other=[(r["_id"], None)])


@kind("batch_of_applicants", "all")
def _(c, y):
    have = {r["_uid"] for r in c.W.t[ALL(2019)]}
    L = [r for r in table(c, "reg", 2019) if r["_uid"] not in have and r["status"] == ACTIVE and r["unit_type"] == "HTX" and r["registered_on"] < "2019-06"]
    S = c.R.sample(L, min(len(L), c.R.randint(3, 9)))
    c.need(S)
    for r in S:
        c.W.t[ALL(2019)].append(c.W.row(_uid=r["_uid"], name=r["name"], unit_type="HTX", registration_code=r["registration_code"], district=r["district"], joined_on="2019-11-2" + str(c.R.randint(0, 8)), decision_no=None, left_on=None))
    return res(ALL(2019), "run", "suspicion", f"{len(S)} rows with a day and no decision: applicants, not members")


# ---------------------------------------------------------------- biểu 5
def own(c, r, y):
    return next((q for d in DISTRICT for q in c.W.t[("b2", y, d)] if q["_uid"] == r["_uid"]), None)


@kind("points_against_the_rating", "b5")
def _(c, y):
    r = c.pick(table(c, "b5", y, lambda r: r["rating"] in ("Trung bình", "Yếu", "Tốt")))
    r["rating"] = {"Trung bình": "Khá", "Yếu": "Tốt", "Tốt": "Trung bình"}[r["rating"]]
    return res(FIVE(y), "cell", "certain", f"{r['name']}: {r['score']} points are not {r['rating']}; biểu 2 has the band of the points")


@kind("points_of_ten", "b5")
def _(c, y):
    L = table(c, "b5", y)
    k = c.R.choice([1, 1, len(L)])
    a = c.R.randrange(len(L) - k + 1)
    for r in L[a:a + k]:
        r["score"] = round(r["score"] / 10, 1)
    return res(FIVE(y), "column" if k > 1 else "cell", "list" if k > 1 else "certain", f"points on a scale of ten ({k} rows), ratings of another")


@kind("ratings_a_row_off", "b5")
def _(c, y):
    L = c.W.t[FIVE(y)]
    k = c.R.randint(8, min(40, len(L) - 1))
    a = c.R.randrange(len(L) - k)
    S = L[a:a + k]
    v = [r["rating"] for r in S]
    for r, x in zip(S, [v[-1], *v[:-1]]):
        r["rating"] = x
    return res(FIVE(y), "column", "list", f"ratings of {k} rows a row too low: points, and biểu 2, do not agree with them")


@kind("both_columns_a_row_off", "b5")
def _(c, y):
    L = c.W.t[FIVE(y)]
    k = c.R.randint(10, min(50, len(L) - 1))
    a = c.R.randrange(len(L) - k)
    S = L[a:a + k]
    v = [(r["score"], r["rating"]) for r in S]
    for r, x in zip(S, [v[-1], *v[:-1]]):
        r["score"], r["rating"] = x
    return res(FIVE(y), "column", "list", f"points and ratings of {k} rows a row too low: biểu 2 disagrees in most of them, and last year's points")


@kind("rated_though_stopped", "b5")
def _(c, y):
    d, r = c.unit(y, lambda r: r["sector"] == "Nông nghiệp", ("HTX",), STOP)
    c.W.t[FIVE(y)].append(c.W.row(_uid=r["_uid"], name=r["name"], registration_code=r["registration_code"], district=DISTRICT[d], score=70.5, rating="Khá"))
    return res(FIVE(y), "row", "minor", f"{r['name']} stands still and is rated Khá")


@kind("agri_list_of_last_year", "b5")
def _(c, y):
    L = c.W.t[FIVE(2019)]
    old = {r["_uid"]: r for r in c.T.t[FIVE(2018)]}
    for r in list(L):
        if r["_uid"] in old:
            r["score"], r["rating"] = old[r["_uid"]]["score"], old[r["_uid"]]["rating"]
        else:
            L.remove(r)
    return res(FIVE(2019), "file", "list", "biểu 5 is last year's: every point and rating the same, none of the newly rated")
