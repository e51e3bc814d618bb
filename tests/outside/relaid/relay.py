"""python -m tests.outside.relaid.relay PLAIN_DIR OUT_DIR --seed N [--styles a,b,c] [--alone] [--half open|held] [--without d,e] [--no-must]

Takes the raw/ of a plain province and writes the same facts as offices would lay them out; OUT_DIR gets raw/, truth.json (styles and places a file) and places.json (where each fact stands, for check.py)."""
import argparse, csv, json, random, shutil
from pathlib import Path
from tests.outside.relaid import grid, model
from tests.outside.relaid import styles_cols, styles_forms, styles_must, styles_rows  # noqa: F401  (they register themselves)
from tests.outside.relaid.styles import STYLES, apply, compatible
from tests.outside.relaid.table import Doc
from tests.outside.relaid.text import bare

HELD = set("""all_left_below b1_actual_and_estimate b1_half_year b1_money_nghin b1_no_stt b1_other_words b1_plan b1_reversed b1_two_blocks b3_cards b4_code_words b4_text_last blank_figures
    book_cover book_formulas book_hidden_lists code_prefixed code_with_day cut_off date_dots date_iso_text date_three_columns date_words error_cells estimate_alone extra_capital
    extra_next_year figs_last_this figs_men_women_total figs_ratio_errors figs_revenue_parts figs_start_end figs_this_last_growth file_csv_sep file_csv_vni file_ods file_xlsb
    font_tcvn3 heads_grouped heads_instruction heads_letters hidden_column last_years_list name_capitals name_footnotes name_lines_remark no_head num_accounting num_minus_sign
    num_money_words num_padded order_shuffled reg_capital reg_timestamps rows_batch rows_breakdown rows_commune_above rows_merged rows_pages rows_two_years rows_type rows_type_commune
    rows_type_counts sheet_halves sheet_per_commune sheet_per_type sheet_type_units signatures stacked struck_part struck_rows tick_everything tick_state tick_status title_in_box
    total_contradicts two_figures two_ticks unit_by_year unit_counts_too unit_ty units_contradict words_decorated words_form words_long words_old_law words_short""".split())
EXT = {"xlsx": ".xlsx", "xls": ".xls", "ods": ".ods", "xlsb": ".xlsb", "csv": ".csv"}
NAMES = {"agency_report": ["Bieu bao cao KTTT {y}", "BC KTTT nam {y} (chinh thuc)", "bieu-mau-{y}", "So lieu HTX {y} - gui LMHTX", "Phu luc BC {y}", "bao cao {s} {y}"], "registry_extract": ["DS HTX dang ky {y}", "trich xuat {y}"], "alliance_members": ["DS thanh vien {y}", "thanh vien LM {y}"]}


def pool(half, names, must):
    out = [s for s in STYLES.values() if (half is None or (s.name in HELD) == (half == "held")) and (not names or s.name in names) and (must or not s.must)]
    return out


def combine(doc, styles, R, share):
    fit = [s for s in styles if s.fits(doc)]
    musts = [s for s in fit if s.must]
    if musts and R.random() < share:
        return [R.choice(musts).name]
    fit, out, k = [s for s in fit if not s.must], [], R.randint(2, 5)
    R.shuffle(fit)
    own = [s for s in fit if s.slot in ("b1", "b3", "b4", "reg", "all")]      # else the many styles of lists crowd them out
    if own and R.random() < .6:
        fit.insert(0, own[0])
    for s in fit:
        if s not in out and all(compatible(s, o) for o in out):
            out.append(s)
        if len(out) == k:
            break
    return [s.name for s in out]


def spread(docs, styles, seed):
    """one style a file: styles that fit but few files first, each kind turned on by the seed"""
    styles = sorted(styles, key=lambda s: s.name)
    R = random.Random(f"spread-{seed // 1000}")
    R.shuffle(styles)
    used, out = {}, {}
    groups = {}
    for key, doc in docs.items():
        groups.setdefault(tuple(sorted(doc.facts)), []).append(key)
    for kinds, keys in groups.items():
        fit = [s for s in styles if any(s.fits(docs[k]) for k in keys)]
        fit.sort(key=lambda s: len(s.kinds) > 3)      # what is this form's own comes first
        turn = (seed * len(keys)) % max(1, len(fit))
        fit = fit[turn:] + fit[:turn]
        random.Random(f"{seed}{kinds}").shuffle(keys)
        free = list(keys)
        i = 0
        while free and fit and i < 20 * len(keys):
            s = fit[i % len(fit)]
            k = next((k for k in sorted(free, key=lambda k: len(docs[k].facts)) if s.fits(docs[k])), None)
            if k:
                out[k] = [s.name]
                free.remove(k)
                used[s.name] = used.get(s.name, 0) + 1
            i += 1
        for k in free:
            out[k] = []
    return out


def write(doc, file):
    f = doc.format
    if f == "csv":
        grid.text(doc.grids[0], file, **doc.opts.get("csv", {}))
    else:
        {"xlsx": grid.xlsx, "xls": grid.xls, "ods": grid.ods, "xlsb": grid.xlsb}[f](doc.grids, file)


def places(doc):
    cells = {}
    for g in doc.grids:
        for (r, c), x in g.cells.items():
            if x.tag and x.tag[0] != doc.opts.get("untagged"):
                cells.setdefault(g.name, []).append([r, c, *x.tag])
    return dict(cells=cells, names={k: [[r.get("name") or r.get("task") or r.get("item"), r.get("code")] for r in f.rows] for k, f in doc.facts.items()})


def must_places(doc, path):
    """what must be said, with the rows and columns it touches in the file as written"""
    out = []
    for m in doc.must:
        cells = [(g.name, r, c, x.tag) for g in doc.grids for (r, c), x in g.cells.items() if x.tag and x.tag[0] == m["kind"]]
        rows = sorted({(s, r) for s, r, c, t in cells if m["rows"] is not None and t[1] in m["rows"]})
        cols = sorted({(s, grid.letter(c)) for s, r, c, t in cells if m["fields"] is not None and t[2] in m["fields"]})
        q = {r["_i"]: r for r in doc.facts[m["kind"]].rows}
        unit = lambda r: {k: r.get(k) for k in ("name", "code", "item", "task", "unit_type") if r.get(k)}
        out.append(dict(path=path, kind=m["kind"], sheets=sorted({s for s, *_ in cells}), rows=rows, columns=cols, whole=m["whole"] or m["rows"] is None and m["fields"] is None, sheet_will_do=m["columns"] == "sheet", fields=m["fields"], severity=m["severity"],
                        may_read=m["may_read"], rows_gone=m["rows_gone"], units=[unit(q[i]) for i in m["rows"]] if m["rows"] is not None else None))
    return out


def main(argv=None):
    a = argparse.ArgumentParser()
    a.add_argument("plain"), a.add_argument("out"), a.add_argument("--seed", type=int, required=True), a.add_argument("--styles"), a.add_argument("--alone", action="store_true")
    a.add_argument("--half", choices=["open", "held"]), a.add_argument("--without", default=""), a.add_argument("--no-must", action="store_true"), a.add_argument("--must-share", type=float, default=.12)
    a = a.parse_args(argv)
    names = set(a.styles.split(",")) if a.styles else None
    if names and names - set(STYLES):
        raise SystemExit(f"no such style: {', '.join(sorted(names - set(STYLES)))}")
    src, out = Path(a.plain) / "raw", Path(a.out)
    shutil.rmtree(out / "raw", ignore_errors=True)
    lines = model.register(src)
    facts = {(x["sender"], x["form"], int(x["year"]), x["path"]): model.read_file(src / x["path"], x["form"]) for x in lines}
    b2 = {(k[0], k[2]): next((f for f in v if f.kind == "b2"), None) for k, v in facts.items() if k[1] == "agency_report"}
    styles = [s for s in pool(a.half, names, not a.no_must) if s.name not in a.without.split(",")]
    docs = {}
    for k, f in facts.items():
        doc = Doc(k[1], k[2], k[0], f, random.Random(f"{a.seed}-{k}"))
        doc.last_facts = b2.get((k[0], k[2] - 1)) if any(x.kind == "b2" for x in f) else None
        doc.last = {(r["name"], r["commune"]): r for r in doc.last_facts.rows} if doc.last_facts else None
        docs[k] = doc
    if a.alone:
        chosen = spread(docs, styles, a.seed)
    else:
        chosen, habit = {}, {}
        for k, doc in sorted(docs.items(), key=lambda kv: -kv[0][2]):     # the newest year first: it has all that fits
            R = random.Random(f"{a.seed}-choice-{k}")
            old = [n for n in habit.get(k[:2], []) if STYLES[n].fits(doc) and not STYLES[n].must]
            chosen[k] = old if old and R.random() < .7 else combine(doc, styles, R, a.must_share)
            habit.setdefault(k[:2], chosen[k])
    truth, where, register = {}, {}, []
    for x in lines:
        k = (x["sender"], x["form"], int(x["year"]), x["path"])
        doc = docs[k]
        apply(doc, chosen[k])
        R = random.Random(f"{a.seed}-name-{k[:2]}")
        stem = R.choice(NAMES[k[1]]).format(y=k[2], s=bare(k[0]))
        if "-sua" in k[3]:
            stem += " (sua)"
        path = f"{k[2]}/{k[0]}/{stem}{EXT[doc.format]}"
        file = out / "raw" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        write(doc, file)
        register.append({**x, "path": path, "sha256": model.sha(file)})
        truth[path] = dict(plain=k[3], sender=k[0], form=k[1], year=k[2], styles=doc.styles, must=must_places(doc, path), kinds=sorted(doc.facts))
        where[path] = places(doc)
    with open(out / "raw" / "incoming.csv", "w", newline="", encoding="utf-8") as f:
        w = csv.DictWriter(f, list(register[0]))
        w.writeheader()
        w.writerows(register)
    json.dump(dict(seed=a.seed, half=a.half, alone=a.alone, files=truth), open(out / "truth.json", "w"), ensure_ascii=False, indent=1)
    json.dump(where, open(out / "places.json", "w"), ensure_ascii=False)
    print(len(truth), "files;", len({s for t in truth.values() for s in t["styles"]}), "styles;", sum(bool(t["must"]) for t in truth.values()), "files that must be spoken of")


if __name__ == "__main__":
    main()
