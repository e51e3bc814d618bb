"""Slips in biểu 1, biểu 3, biểu 4, and with whole files."""
from tests.outside.third.ledger import kind
from tests.outside.third.slips_rows import again, res
from tests.outside.third.world import ACTIVE, DISTRICT, GONE, HTX, ITEMS, M, SENDERS, TASKS, b1_of, half_up, mean


def b1(c, y, free=True):
    d = c.pick(d for d in DISTRICT if ("b1", y, d) not in c.usedkey)
    L = {r["item"]: r for r in c.W.t[("b1", y, d)]}
    c.need(not any(r["_id"] in c.used for r in L.values()))
    live = [r for r in c.T.t[("b2", y, d)] if r["unit_type"] in HTX and r["status"] != GONE]
    q = 10 ** (6 - c.W.style[d]["dec"])
    return d, L, live, q


def cell(c, y, d, r, v, why, f="value", cls="certain", **k):
    c.need(v is not None and v != r[f])
    was, r[f] = r[f], v
    return res(("b1", y, d), "cell", cls, f"biểu 1 {r['item']}: {was} → {v}; {why}", feeds=True, **k)


@kind("mean_over_all_units", "b1")
def _(c, y):
    d, L, live, q = b1(c, y)
    i, f = c.R.choice([("I.4", "revenue_vnd"), ("I.5", "profit_vnd")])
    return cell(c, y, d, L[i], half_up(sum(r[f] or 0 for r in live) / len(live), q), "the sum divided by all HTX, those without the figure too")


@kind("mean_with_the_tht", "b1")
def _(c, y):
    d, L, live, q = b1(c, y)
    t = [r for r in c.T.t[("b2", y, d)] if r["status"] != GONE]
    return cell(c, y, d, L["I.4"], half_up(mean(t, "revenue_vnd"), q), "the mean of the whole column, THT and unions in it")


@kind("mean_of_incomes_unweighted", "b1")
def _(c, y):
    d, L, live, q = b1(c, y)
    i, f = c.R.choice([("I.6", "worker_income_vnd"), ("I.6x", "member_income_vnd")])
    return cell(c, y, d, L[i], half_up(mean(live, f), q), "AVERAGE of the units, not weighed by heads")


@kind("sum_for_a_mean", "b1")
def _(c, y):
    d, L, live, q = b1(c, y)
    return cell(c, y, d, L["I.4"], half_up(sum(r["revenue_vnd"] or 0 for r in live), q), "the sum of all revenue where the mean is asked")


@kind("mean_in_another_unit", "b1")
def _(c, y):
    d, L, live, q = b1(c, y)
    r = L[c.R.choice(["I.4", "I.5", "I.6", "I.6x"])]
    c.need(r["value"])
    k = c.R.choice([1000, 1 / 1000])
    return cell(c, y, d, r, r["value"] * k if k > 1 else r["value"] / 1000, "in nghìn (or tỷ) đồng; the form asks triệu")


@kind("monthly_income_in_totals", "b1")
def _(c, y):
    d, L, live, q = b1(c, y)
    r = L[c.R.choice(["I.6", "I.6x"])]
    c.need(r["value"])
    return cell(c, y, d, r, half_up(r["value"] / 12, q), "per month")


@kind("sum_misses_last_rows", "b1")
def _(c, y):
    d, L, live, q = b1(c, y)
    c.need(len(live) > 5)
    k = c.R.randint(1, 3)
    out = []
    for i, f in (("I.2", "members"), ("I.3", "workers"), ("I.7", "managers")):
        v = sum(r[f] or 0 for r in live[:-k])
        out.append(f"{i} {L[i]['value']} → {v}")
        L[i]["value"] = v
    c.need(L["I.7"]["value"] >= L["I.7a"]["value"] + L["I.7b"]["value"])
    return res(("b1", y, d), "run", "certain", f"the range of SUM ends {k} rows early: {'; '.join(out)}", feeds=True)


@kind("tht_members_in_the_htx_total", "b1")
def _(c, y):
    d, L, live, q = b1(c, y)
    return cell(c, y, d, L["I.2"], L["I.2"]["value"] + L["III.2"]["value"], "members of the THT added")


@kind("stopped_left_out_of_the_total", "b1")
def _(c, y):
    d, L, live, q = b1(c, y)
    c.need(L["I.1"]["value"] != L["I.1a"]["value"])
    return cell(c, y, d, L["I.1"], L["I.1a"]["value"], "only the active ones counted in the total")


@kind("new_since_the_law", "b1")
def _(c, y):
    d, L, live, q = b1(c, y)
    return cell(c, y, d, L["I.1b"], sum((r["founded_on"] or "") > "2013-07" for r in live), "all founded since the law of 2012, not this year's")


@kind("years_exchanged", "b1")
def _(c, y):
    d, L, live, q = b1(c, y)
    for r in L.values():
        r["value"], r["previous_value"] = r["previous_value"], r["value"]
    return res(("b1", y, d), "sheet", "list", "the two years' columns stand under each other's head")


@kind("last_year_remembered_otherwise", "b1")
def _(c, y):
    d, L, live, q = b1(c, 2019)
    r = L[c.R.choice(["I.1", "I.2", "I.3", "III.1", "III.2", "I.7"])]
    return cell(c, 2019, d, r, r["previous_value"] + c.R.choice([-3, -2, 2, 5, 11]), "last year's report, and its biểu 2, say another", f="previous_value")


@kind("column_a_row_low", "b1")
def _(c, y):
    d, L, live, q = b1(c, y)
    a = c.R.choice([1, 5, 7, 12])
    v = [L[i]["value"] for i in ITEMS]
    for i, x in zip(ITEMS[a:], [v[-1], *v[a:-1]]):
        L[i]["value"] = x
    return res(("b1", y, d), "column", "list", f"from {ITEMS[a]} on every figure is that of the line above")


@kind("older_list_summed", "b1")
def _(c, y):
    d, L, live, q = b1(c, y)
    rows = [dict(r) for r in c.T.t[("b2", y, d)]]
    S = [r for r in rows if r["unit_type"] in HTX and r["status"] == ACTIVE]
    c.need(len(S) > 3)
    for r in c.R.sample(S, min(len(S), c.R.randint(2, 4))):
        r["members"] += c.R.choice([-3, -2, 3, 6])
        r["workers"] += c.R.choice([1, 2, -1])
        if r["revenue_vnd"]:
            r["revenue_vnd"] = int(round(r["revenue_vnd"] * c.R.uniform(.8, 1.3), -5))
    v = b1_of(c.T, y, d, rows)
    for i in ("I.2", "I.3", "I.4"):
        L[i]["value"] = v[i]
    return res(("b1", y, d), "run", "certain", "I.2, I.3, I.4 are sums of an earlier draft of biểu 2", feeds=True)


@kind("degrees_above_managers", "b1")
def _(c, y):
    d, L, live, q = b1(c, y)
    return cell(c, y, d, L["I.7b"], L["I.7"]["value"] - L["I.7a"]["value"] + c.R.randint(1, 9), "with I.7a more than there are managers")


@kind("trained_from_the_classes", "b1")
def _(c, y):
    d, L, live, q = b1(c, y)
    return cell(c, y, d, L["I.8"], sum(r["participants"] for r in c.T.t[("b3", y, d)]), "the participants of the district's own classes, not those trained of biểu 2")


@kind("formula_error_in_totals", "b1")
def _(c, y):
    d, L, live, q = b1(c, y)
    r = L[c.R.choice(["I.2", "I.4", "I.6", "III.2", "I.1"])]
    return cell(c, y, d, r, c.R.choice(["#REF!", "#DIV/0!", "#VALUE!"]), "a formula's error")


@kind("totals_column_left_blank", "b1")
def _(c, y):
    d, L, live, q = b1(c, y)
    for r in L.values():
        r["value"] = None
    return res(("b1", y, d), "column", "list", "biểu 1's own year is wholly blank")


# ---------------------------------------------------------------- biểu 3
def b3(c, y, who=None, least=1):
    s = c.pick(s for s in who or [*DISTRICT, "LMHTX", "SNNPTNT"] if ("b3", y, s) not in c.usedkey and len([r for r in c.W.t[("b3", y, s)] if r["_id"] not in c.used]) >= least)
    return s, [r for r in c.W.t[("b3", y, s)] if r["_id"] not in c.used]


@kind("class_of_two_senders", "b3")
def _(c, y):
    s, L = b3(c, y, DISTRICT)
    r = c.pick(L)
    c.W.t[("b3", y, "LMHTX")].append(again(c, r, organizer="Liên minh HTX tỉnh phối hợp " + r["organizer"]))
    return res(("b3", y, "LMHTX"), "row", "minor", f"class {r['name']}, {r['from_on']}, {r['participants']} participants, is reported by {DISTRICT[s]} and by the Alliance", other=[(r["_id"], None)])


@kind("more_women_than_came", "b3")
def _(c, y):
    s, L = b3(c, y)
    r = c.pick(L)
    r["women"] = r["participants"] + c.R.randint(1, 15)
    return res(("b3", y, s), "cell", "certain", f"{r['name']}: {r['women']} women of {r['participants']}")


@kind("class_ends_before_it_begins", "b3")
def _(c, y):
    s, L = b3(c, y)
    r = c.pick(L)
    a, m, b = r["from_on"].split("-")
    r["to_on"] = f"{a}-{max(1, int(m) - c.R.randint(1, 2)):02d}-{b}"
    c.need(r["to_on"] < r["from_on"])
    return res(("b3", y, s), "cell", "certain", f"{r['name']}: from {r['from_on']} to {r['to_on']}")


@kind("whole_village_attended", "b3")
def _(c, y):
    s, L = b3(c, y, DISTRICT)
    r = c.pick(L)
    n = sum(x["managers"] or 0 for x in c.T.t[("b2", y, s)] if x["unit_type"] in HTX)
    r["participants"] = n + c.R.randint(40, 300)
    return res(("b3", y, s), "cell", "minor", f"{r['name']}: {r['participants']} managers attended; the district has {n}")


@kind("classes_of_last_year", "b3")
def _(c, y):
    s, L = b3(c, 2019)
    c.need(len(L) == len(c.W.t[("b3", 2019, s)]))
    c.W.t[("b3", 2019, s)] = [again(c, r) for r in c.T.t[("b3", 2018, s)]]
    return res(("b3", 2019, s), "file", "list", "biểu 3 is last year's: the classes and days of 2018 under 2019's title")


# ---------------------------------------------------------------- biểu 4
def b4(c, y, ok=None):
    s = c.pick(s for s in SENDERS if ("b4", y, s) not in c.usedkey and any(r["_id"] not in c.used and (ok is None or ok(r)) for r in c.W.t[("b4", y, s)]))
    return s, [r for r in c.W.t[("b4", y, s)] if r["_id"] not in c.used and (ok is None or ok(r))]


@kind("done_with_nothing_to_show", "b4")
def _(c, y):
    s, L = b4(c, y, lambda r: r["state"] == "Hoàn thành")
    r = c.pick(L)
    r["result"] = r["quantity"] = None
    return res(("b4", y, s), "row", "minor", f"task {r['task']} of {s} is done, without a result or a figure")


@kind("not_begun_with_results", "b4")
def _(c, y):
    s, L = b4(c, y, lambda r: r["state"] == "Hoàn thành" and r["quantity"])
    r = c.pick(L)
    r["state"] = "Chưa thực hiện"
    return res(("b4", y, s), "cell", "minor", f"task {r['task']} of {s}: not begun, yet '{r['result']}', {r['quantity']} {r['unit_of_measure']}")


@kind("quantities_a_row_off", "b4")
def _(c, y):
    s, L = b4(c, y)
    L = c.W.t[("b4", y, s)]
    c.need(len(L) >= 5 and not any(r["_id"] in c.used for r in L))
    v = [r["quantity"] for r in L]
    for r, x in zip(L, [None, *v[:-1]]):
        r["quantity"] = x
    bad = sum(r["state"] == "Chưa thực hiện" and r["quantity"] is not None for r in L)
    return res(("b4", y, s), "column", "list", f"figures of biểu 4 a row too low: {bad} tasks not begun have one, the first has none", bad > 0)


@kind("task_code_unknown", "b4")
def _(c, y):
    s, L = b4(c, y)
    r = c.pick(L)
    was = r["task"]
    r["task"] = c.R.choice([was.replace(".", ","), was + "1", was.replace("1", "l"), "11." + was[-1], was.upper() + "?"])
    c.need(r["task"] != was and r["task"].replace(",", ".") not in {t["task"] for t in TASKS})
    lead = any(t["sender"] == s and t["task"] == was and t["role"] == "lead" for t in TASKS)
    return res(("b4", y, s), "cell", "list" if lead else "minor", f"task code {was} written {r['task']}: the directive has none such" + ("; the task it leads is not reported" if lead else ""))


@kind("led_task_left_out", "b4")
def _(c, y):
    lead = {(t["sender"], t["task"]) for t in TASKS if t["role"] == "lead"}
    s = c.pick(s for s in SENDERS if len(c.W.t[("b4", y, s)]) > 1 and ("b4", y, s) not in c.usedkey)
    r = c.pick(r for r in c.W.t[("b4", y, s)] if (s, r["task"]) in lead and r["_id"] not in c.used)
    c.W.t[("b4", y, s)].remove(r)
    return res(("b4", y, s), "sheet", "list", f"{s} leads task {r['task']} and does not report it", names=[r["task"]])


# ---------------------------------------------------------------- files
def free(c, y, who):
    return c.pick(s for s in who if not any(k[1] == y and k[2] == s for k in c.usedkey) and not any(f["key"] == (y, s, "agency_report") for f in c.W.files) and not any(e["key"] == (y, s, "agency_report") for e in c.W.earlier))


def fx(c, y, s, why, at="file", kind_="b4", **f):
    c.W.files.append(dict(key=(y, s, "agency_report"), **f))
    c.usedkey |= {k for k in c.W.t if k[1] == y and k[2] == s}
    return res((kind_, y, s), at, "list", why, files=True, feeds_file=s in DISTRICT and f["fx"] != "nosheet", paths=[(y, s, "agency_report")])


@kind("sheet_forgotten", "file")
def _(c, y):
    s = free(c, y, DISTRICT)
    sh, k = c.R.choice([("Biểu 1", "b1"), ("Biểu 3", "b3"), ("Biểu 4", "b4")])
    return fx(c, y, s, f"{sh} is not in the workbook", kind_=k, fx="nosheet", sheet=sh)


@kind("edited_after_registering", "file")
def _(c, y):
    s = free(c, y, SENDERS)
    return fx(c, y, s, "the file's hash is not the register's", fx="hash")


@kind("register_year_typed_wrong", "file")
def _(c, y):
    s = free(c, 2019, SENDERS)
    return fx(c, 2019, s, "the register says another year for this file; the year's own report is missing", fx="register", set={3: c.R.choice([2109, 2091, 209])})


@kind("not_in_the_register", "file")
def _(c, y):
    s = free(c, y, SENDERS)
    return fx(c, y, s, "a file lies there that the register does not have; its report is missing", fx="norow")


@kind("two_offices_files_exchanged", "file")
def _(c, y):
    a = free(c, 2019, DISTRICT)
    b = c.pick(d for d in DISTRICT if d != a and not any(k[1] == 2019 and k[2] == d for k in c.usedkey))
    c.W.style = {**c.W.style, ("office", 2019, a, "agency_report"): b, ("office", 2019, b, "agency_report"): a}
    s = fx(c, 2019, a, f"the workbooks of {DISTRICT[a]} and {DISTRICT[b]} lie in each other's folder", fx="swap")
    s["paths"].append((2019, b, "agency_report"))
    return s


@kind("older_draft_as_correction", "b2")
def _(c, y):
    d = free(c, y, DISTRICT)
    L = c.W.t[("b2", y, d)]
    c.need(not any(r["_id"] in c.used for r in L))
    c.W.earlier.append(dict(key=(y, d, "agency_report"), tables={k: [dict(r) for r in v] for k, v in c.W.t.items() if k[1] == y and k[2] == d}))
    S = [r for r in L if r["unit_type"] == "THT"]
    drop = S[-max(1, round(len(S) * c.R.uniform(.1, .35))):]
    for r in drop:
        L.remove(r)
    for r in L:
        if r["unit_type"] in HTX and r["status"] == ACTIVE:
            r["new_members"] = round((r["new_members"] or 0) * .5) if (r["founded_on"] or "")[:4] != str(y) else r["new_members"]
            for f in ("revenue_vnd", "revenue_from_members_vnd", "profit_vnd"):
                if r[f]:
                    r[f] = int(round(r[f] * c.R.uniform(.72, .86), -5))
    c.usedkey |= {k for k in c.W.t if k[1] == y and k[2] == d}
    return res(("b2", y, d), "file", "list", f"a draft of September, sent later than the report: {len(drop)} THT fewer, all money and new members lower than in the version that it replaces", paths=[(y, d, "agency_report")], uids=drop)
