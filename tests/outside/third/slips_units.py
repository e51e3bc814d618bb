"""Slips in one cell or one row of biểu 2."""
from tests.outside.third.ledger import kind
from tests.outside.third.world import ACTIVE, HTX, M, MONEY, STOP

PAD = {"7": "4", "4": "1", "8": "5", "5": "2", "9": "6", "6": "3", "1": "4", "2": "5", "3": "6"}


def say(r, f, true, why):
    return f"{r['name']}: {f} {true} → {r[f]}; {why}"


def one(c, y, d, r, f, v, why, cls="suspicion", detectable=None, **odd):
    was = r[f]
    c.need(v != was)
    r[f] = v
    det = c.odd(r, f, y, **odd) if detectable is None else detectable
    return dict(at="cell", cls=cls, detectable=det, evidence=say(r, f, was, why))


def big(k):
    return lambda r: (r["members"] or 0) >= k


@kind("persons_for_households")
def _(c, y):
    d, r = c.unit(y, big(10))
    return one(c, y, d, r, "members", round(r["members"] * c.R.uniform(3.6, 4.7)), "all persons of the member households counted; new members do not explain it")


@kind("households_for_persons")
def _(c, y):
    d, r = c.unit(y, big(20))
    return one(c, y, d, r, "members", round(r["members"] / c.R.uniform(2.2, 4.4)), "members grouped to households; nobody left")


@kind("members_with_workers")
def _(c, y):
    d, r = c.unit(y, lambda r: (r["workers"] or 0) >= 5)
    return one(c, y, d, r, "members", r["members"] + r["workers"], "members and workers in one number; new members do not explain it")


@kind("members_with_the_tht_they_help")
def _(c, y):
    d, r = c.unit(y, big(8))
    t = sum(x["members"] for x in c.rows(y, d, ("THT",)) if x["commune"] == r["commune"])
    c.need(t > 6)
    return one(c, y, d, r, "members", r["members"] + t, "the commune's THT members added, who stand in their own rows as well")


@kind("new_members_since_the_law")
def _(c, y):
    d, r = c.unit(y, lambda r: (r["members"] or 0) >= 15 and (r["founded_on"] or "9") < "2016")
    o = c.other_year(r, y)
    return one(c, y, d, r, "new_members", round(r["members"] * c.R.uniform(.5, 1)), "all who joined since 2013, not this year's; members of the other year do not rise so", detectable=o is not None)


@kind("workers_with_seasonal")
def _(c, y):
    d, r = c.unit(y, lambda r: (r["workers"] or 0) >= 3)
    return one(c, y, d, r, "workers", r["workers"] + c.R.randint(20, 140), "seasonal hands counted as permanent; last year a fraction", least=4)


@kind("managers_with_staff")
def _(c, y):
    d, r = c.unit(y, lambda r: (r["workers"] or 0) >= 8)
    return one(c, y, d, r, "managers", r["managers"] + r["workers"], "managers and workers in one figure; boards have 3–7", detectable=True)


@kind("trained_counts_attendances")
def _(c, y):
    d, r = c.unit(y, lambda r: (r["managers_trained"] or 0) >= 2)
    return one(c, y, d, r, "managers_trained", r["managers"] + c.R.randint(1, 9), "attendances of all courses; more than there are managers", cls="certain", detectable=True)


@kind("trained_both_years")
def _(c, y):
    d, r = c.unit(2019, lambda r: (r["managers_trained"] or 0) >= 1 and c.other_year(r, 2019) and (c.other_year(r, 2019)["managers_trained"] or 0) >= 1 and r["managers_trained"] + c.other_year(r, 2019)["managers_trained"] <= r["managers"])
    return one(c, 2019, d, r, "managers_trained", r["managers_trained"] + c.other_year(r, 2019)["managers_trained"], "two years' trained added up; still within the managers", detectable=False)


@kind("date_by_autocorrect")
def _(c, y):
    d, r = c.unit(y, lambda r: (r["managers_trained"] or 0) >= 1)
    import datetime as dt
    was = r["managers_trained"]
    r["managers_trained"] = dt.date(y, r["managers"], was)
    return dict(at="cell", cls="certain", detectable=True, evidence=f"{r['name']}: '{was}/{r['managers']}' typed, the sheet made a day of it: a day where a count is asked")


@kind("dot_for_thousands")
def _(c, y):
    d, r = c.unit(y, lambda r: (r["revenue_vnd"] or 0) >= 800 * M)
    return one(c, y, d, r, "revenue_vnd", round(r["revenue_vnd"] / 1000), "the dot of the thousands taken for the decimal one: a thousandth of last year's, less than what comes from members", detectable=True)


@kind("comma_lost_income")
def _(c, y):
    d, r = c.unit(y, lambda r: (r["member_income_vnd"] or 0) > 0 and (r["members"] or 0) > 9)
    return one(c, y, d, r, "member_income_vnd", r["member_income_vnd"] * 10, "the comma is a thousands' mark in this computer's region: ten times as much", detectable=True)


@kind("keypad_neighbour")
def _(c, y):
    f = c.R.choice(["members", "revenue_vnd", "member_income_vnd", "workers"])
    d, r = c.unit(y, lambda r: (r[f] or 0) >= 10 and str(r[f])[0] in PAD)
    s = str(r[f])
    v = int(PAD[s[0]] + s[1:])
    return one(c, y, d, r, f, v, "the key above or below was hit in the first digit", **(dict(hi=1.55, lo=.62) if f == "member_income_vnd" else {}))


@kind("half_a_number_pair")
def _(c, y):
    d, r = c.unit(y, lambda r: (r["members"] or 0) >= 20)
    s = str(r["members"])
    return one(c, y, d, r, "members", int(s[1:] or 0) if len(s) > 2 and int(s[1:]) > 6 else int(s[:-1]), "one digit was not typed; nobody left")


@kind("income_a_month")
def _(c, y):
    f = c.R.choice(["member_income_vnd", "worker_income_vnd"])
    d, r = c.unit(y, lambda r: (r[f] or 0) > 0)
    return one(c, y, d, r, f, int(round(r[f] / 12, -4)), "per month, not per year: a twelfth", detectable=True)


@kind("income_of_the_household")
def _(c, y):
    d, r = c.unit(y, lambda r: (r["member_income_vnd"] or 0) > 0)
    return one(c, y, d, r, "member_income_vnd", int(round(r["member_income_vnd"] * c.R.uniform(2.4, 4.6), -5)), "the household's income: far above last year and above all neighbours", detectable=True)


@kind("income_zero_for_none")
def _(c, y):
    d, r = c.unit(y, lambda r: (r["member_income_vnd"] or 0) > 0 and (r["revenue_vnd"] or 0) > 0)
    return one(c, y, d, r, "member_income_vnd", 0, "0 typed where nobody knew: a unit with members and revenue, and an income in the other year", detectable=True)


@kind("capital_for_revenue")
def _(c, y):
    d, r = c.unit(y, lambda r: (r["revenue_vnd"] or 0) > 0)
    return one(c, y, d, r, "revenue_vnd", c.u(r)["cap"], "the charter capital of the certificate, to the đồng the registry's", detectable=c.u(r)["cap"] / r["revenue_vnd"] > 2.2 or c.u(r)["cap"] / r["revenue_vnd"] < .45)


@kind("two_years_revenue")
def _(c, y):
    d, r = c.unit(2019, lambda r: (r["revenue_vnd"] or 0) > 0 and c.ratio(r, "revenue_vnd", 2019))
    return one(c, 2019, d, r, "revenue_vnd", r["revenue_vnd"] + c.other_year(r, 2019)["revenue_vnd"], "last year's and this year's added: about double, at the same profit and share", hi=1.85)


@kind("profit_is_the_revenue")
def _(c, y):
    d, r = c.unit(y, lambda r: (r["revenue_vnd"] or 0) > 300 * M and r["profit_vnd"] is not None)
    return one(c, y, d, r, "profit_vnd", r["revenue_vnd"], "profit equal to revenue: no cost at all in a trading unit", detectable=True)


@kind("loss_without_its_sign")
def _(c, y):
    d, r = c.unit(y, lambda r: (r["profit_vnd"] or 0) < 0)
    return one(c, y, d, r, "profit_vnd", -r["profit_vnd"], "the minus (or brackets) of a loss lost", detectable=False)


@kind("share_above_revenue")
def _(c, y):
    d, r = c.unit(y, lambda r: (r["revenue_from_members_vnd"] or 0) > 0 and r["revenue_vnd"], types=(*HTX, "THT"))
    return one(c, y, d, r, "revenue_from_members_vnd", int(round(r["revenue_vnd"] * c.R.uniform(1.2, 6), -5)), "sales to members above all sales", cls="certain", detectable=True)


@kind("words_for_a_figure")
def _(c, y):
    d, r = c.unit(y)
    f = c.R.choice(["members", "workers", "managers_trained"])
    return one(c, y, d, r, f, c.R.choice(["như năm trước", "xem danh sách kèm theo", "tăng 02 người", "#N/A", "#REF!"]), "words or a formula's error where a figure is asked", cls="certain", detectable=True)


@kind("more_than_so_many")
def _(c, y):
    d, r = c.unit(y, big(24))
    return one(c, y, d, r, "members", c.R.choice(["trên", "gần", "khoảng"]) + f" {r['members'] // 10 * 10 + c.R.choice([0, 10])} người", "about so many: no figure", cls="certain", detectable=True)


@kind("stopped_by_the_drop_down")
def _(c, y):
    d, r = c.unit(y, lambda r: (r["revenue_vnd"] or 0) > 0 and r["rating"] not in (None, "Không xếp loại"))
    r["status"] = STOP
    return dict(at="cell", cls="settled", detectable=True, evidence=f"{r['name']}: {STOP}, yet revenue, workers, a rating, and the registry says {ACTIVE}")


@kind("rating_wiped")
def _(c, y):
    d, r = c.unit(y, lambda r: r["rating"] in ("Tốt", "Khá") and r["sector"] != "Nông nghiệp")
    return one(c, y, d, r, "rating", None, "an active unit rated in the other year has no rating, and no biểu 5", detectable=True)


@kind("newborn_rated")
def _(c, y):
    d, r = c.unit(y, lambda r: (r["founded_on"] or "")[:4] == str(y))
    return one(c, y, d, r, "rating", c.R.choice(["Tốt", "Khá"]), "founded this year: not rated before 12 months (TT 01/2020, TT 09/2017)", detectable=True)


@kind("fund_in_billions")
def _(c, y):
    d, r = c.unit(y, types=("QTDND",))
    for f in ("revenue_vnd", "revenue_from_members_vnd", "profit_vnd"):
        if r[f]:
            r[f] = round(r[f] / 1000)
    return dict(at="row", cls="suspicion", detectable=True, evidence=f"{r['name']}: its money in tỷ, the sheet in another unit: a thousandth of the other year")


@kind("row_typed_in_thousands")
def _(c, y):
    d, r = c.unit(y, lambda r: (r["revenue_vnd"] or 0) > 0, types=(*HTX, "THT"))
    for f in MONEY:
        if r[f]:
            r[f] *= 1000
    return dict(at="row", cls="suspicion", detectable=True, evidence=f"{r['name']}: all its money a thousand times the other year's")


@kind("cells_pushed_right")
def _(c, y):
    d, r = c.unit(y, big(8))
    fs = ["members", "new_members", "workers", "managers", "managers_trained"]
    v = [r[f] for f in fs]
    for f, x in zip(fs, [None, *v[:-1]]):
        r[f] = x
    return dict(at="row", cls="certain", detectable=True, evidence=f"{r['name']}: counts pushed one cell to the right: no members, as many new ones as members were, more trained than managers may be")


@kind("managers_and_workers_exchanged")
def _(c, y):
    d, r = c.unit(y, lambda r: (r["workers"] or 0) >= 9)
    r["workers"], r["managers"] = r["managers"], r["workers"]
    return dict(at="row", cls="suspicion", detectable=True, evidence=f"{r['name']}: {r['managers']} managers and {r['workers']} workers, the other way round last year")


@kind("year_of_the_contract_typed_wrong")
def _(c, y):
    d, r = c.unit(2019, lambda r: "2016" < (r["founded_on"] or "") < "2019", types=("THT",))
    return one(c, 2019, d, r, "founded_on", "2019" + r["founded_on"][4:], "a THT of last year's list with another day is founded this year; it counts as new", detectable=True)


@kind("women_for_members")
def _(c, y):
    d, r = c.unit(y, big(30))
    return one(c, y, d, r, "members", round(r["members"] * c.R.uniform(.3, .48)), "only the women were counted", detectable=None)


@kind("sector_of_the_line_above")
def _(c, y):
    d, r = c.unit(y, lambda r: r["sector"] in ("Vận tải", "Xây dựng", "Thương mại - Dịch vụ"))
    return one(c, y, d, r, "sector", "Nông nghiệp", "Ctrl+D from the row above: name, industry code and last year's sector say another", cls="minor", detectable=True)
