"""What Statistics Canada's Banff and the ONS's sml-small say of the same figures: biểu 2 of 2019 against 2018, in an environment of their own.

    python -m tests.outside.slips.beside DIR…        each DIR as measure.py leaves it (raw, ledger.json, w.duckdb); installs banff and sml-small once

Banff: Hidiroglou-Berthelot outliers of the ratio to last year, by type of unit (exponent 0.5). sml-small: the thousand-pounds correction with revenue as
the principal variable, and selective editing (|return − last year's moved as the median did| ÷ the total). Only slips in figures of biểu 2 of
2019 are counted: neither tool sees a name, a total, a register or another file. How it flatters them: our links, types and reading are given.
"""

import json, subprocess, sys, tempfile, venv
from pathlib import Path

FIELDS = ("members", "workers", "managers", "revenue_vnd", "revenue_from_members_vnd", "profit_vnd", "member_income_vnd", "worker_income_vnd")
TOOLS = ("banff", "thousand pounds", "selective editing")
ENVIRONMENT = Path(tempfile.gettempdir()) / "hoptac-beside"
FIGURES = """
select s.path || '|' || s.row as id, u.unit_type = 'THT' as is_tht, {now}, {before}
from mart.fct_unit_source s
join mart.fct_unit_year u using (unit_key, reference_year)
join mart.fct_unit_year l on l.unit_key = u.unit_key and l.reference_year = 2018
where s.reference_year = 2019 and s.source = 'unit_report' and u.is_active
qualify count(*) over (partition by u.unit_key) = 1
"""


def outside(folders: list[Path]) -> None:
    import duckdb

    if not (ENVIRONMENT / "bin" / "banff-is-here").exists():
        venv.create(ENVIRONMENT, with_pip=True)
        subprocess.run([ENVIRONMENT / "bin" / "python", "-m", "pip", "install", "--quiet", "banff", "sml-small"], check=True)
        (ENVIRONMENT / "bin" / "banff-is-here").touch()
    counts = {tool: [0, 0, 0, 0] for tool in (*TOOLS, "hoptac")}
    asked, named = [0, 0], {field.removesuffix("_vnd"): field for field in FIELDS}
    for folder in folders:
        with duckdb.connect(str(folder / "w.duckdb"), read_only=True) as connection:
            now, before = (", ".join(f"{t}.{f} as {f}{end}" for f in FIELDS) for t, end in (("u", ""), ("l", "_before")))
            connection.sql(FIGURES.format(now=now, before=before)).write_csv(str(folder / "beside.csv"))
            found = connection.execute(
                "select path || '|' || row, field from mart.fct_finding where severity <> 'info' and row is not null and source = 'unit_report'"
            ).fetchall()
        subprocess.run([ENVIRONMENT / "bin" / "python", __file__, "--inside", folder / "beside.csv"], check=True, stderr=subprocess.DEVNULL)
        flagged = {tool: {tuple(one) for one in ones} for tool, ones in json.loads((folder / "beside.json").read_text()).items()}
        ledger = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))
        flagged["hoptac"] = {(id_, named[field]) for id_, field in found if field in named and id_.startswith("2019/")}
        true = set()
        for slip in ledger["slips"]:
            cells = {(f"{c['path']}|{c['row']}", c["field"]) for c in slip["cells"] if c["field"] in FIELDS and str(c["path"]).startswith("2019/") and c["row"]}
            true |= cells
            if not cells or not slip["detectable"] or slip["place_kind"] not in ("cell", "row"):
                continue
            asked[0] += 1
            asked[1] += bool(slip["weighs"])
            for tool, ones in flagged.items():
                counts[tool][0] += bool(cells & ones)
                counts[tool][1] += bool(cells & ones and slip["weighs"])
        for tool, ones in flagged.items():
            counts[tool][2] += len(ones)
            counts[tool][3] += len(ones - true)
    print(f"figures of biểu 2 of 2019 in {len(folders)} provinces: {asked[0]} detectable slips of a cell or row, {asked[1]} of them weigh")
    for tool, (hit, weighing, all_, false) in counts.items():
        print(f"{tool:18} found {hit}, of those that weigh {weighing}; asks about {all_} cells, {false} of them no slip's")


def inside(file: Path) -> None:
    import banff, pandas as pd
    from sml_small.editing.thousand_pounds.thousand_pounds import thousand_pounds
    from sml_small.selective_editing import selective_editing

    frame = pd.read_csv(file)
    before = frame[["id", "is_tht", *(f"{f}_before" for f in FIELDS)]].rename(columns={f"{f}_before": f for f in FIELDS})
    flagged = {tool: [] for tool in TOOLS}
    for is_tht in (False, True):
        now, past = (one[one.is_tht == is_tht].drop(columns="is_tht").astype({f: float for f in FIELDS}) for one in (frame, before))
        now = now[["id", *FIELDS]]
        for field in FIELDS:
            both = now[["id", field]].merge(past[["id", field]].rename(columns={field: "past"}), on="id").dropna()
            both = both[(both[field] > 0) & (both.past > 0)]
            if len(both) < 10:
                continue
            call = banff.outlier(
                unit_id="id", var=field, with_var=field, method="historic", exponent=0.5, mii=6, mdm=0.05, side="both",
                indata=both[["id", field]], indata_hist=both[["id", "past"]].rename(columns={"past": field}), outstatus="pandas", capture=False,
            )  # fmt: skip
            out = call.outstatus.to_pandas() if hasattr(call.outstatus, "to_pandas") else call.outstatus
            flagged["banff"] += [(row.id, row.FIELDID) for row in out.itertuples() if row.STATUS == "FTI"]
            moved = both.past * (both[field] / both.past).median()
            score = pd.DataFrame({"id": both.id, "weight": 1.0, "threshold": 0.5, "x_ar": both[field], "x_pv": moved, "x_apv": moved, "x_sf": moved.sum()})
            edited = selective_editing(score, "id", "weight", "threshold", ["x"])
            flagged["selective editing"] += [(one, field) for one in edited.loc[~edited.selective_editing_marker, "id"]]
        for row in now[["id", "revenue_vnd"]].merge(past[["id", "revenue_vnd"]].rename(columns={"revenue_vnd": "past"}), on="id").dropna().itertuples():
            if row.past:
                said = thousand_pounds(row.revenue_vnd, 1350, 250, {"revenue_vnd": row.revenue_vnd}, str(row.id), row.past)
                if said.tpc_marker == "C":
                    flagged["thousand pounds"].append((row.id, "revenue_vnd"))
    file.with_suffix(".json").write_text(json.dumps(flagged))


if __name__ == "__main__":
    inside(Path(sys.argv[2])) if sys.argv[1] == "--inside" else outside([Path(one) for one in sys.argv[1:]])
