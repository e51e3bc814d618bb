"""The third catalogue: read / said / scolded / silent. python -m tests.outside.layouts.third_judge FOLDER [-q] [--only REGEX]"""
import sys, json, re, datetime as dt, collections
from pathlib import Path
from tests.outside.layouts.judge import same, shname
from tests.outside.layouts.adapter import P, FORMS, SEVERITY, parse, request_of, NAMES
folder=Path(sys.argv[1]); quiet="-q" in sys.argv
only=sys.argv[sys.argv.index("--only")+1] if "--only" in sys.argv else None
BACK={"training_class":{"class_name":"class_name","organiser":"organiser","start_on":"starts_on","end_on":"ends_on","managers_attending":"participants","women_attending":"women"},"unit_report":{"operating_state":"status"}}
def read(path,case):
    row={"reference_year":case["year"],"sender":case["sender"],"form":case["form"],"path":Path(case.get("path") or path.name).name}
    p=parse(path.read_bytes(),request_of(row,P,{}),FORMS)
    rows=[]
    for t,cols in p.tables.items():
        b=BACK.get(t,{})
        for i in range(max((len(v) for v in cols.values()),default=0)):
            r={b.get(k,k):(v[i].isoformat() if isinstance(v[i],dt.date) else v[i]) for k,v in cols.items()}; r["_t"]=t; rows.append(r)
    fs=[dict(severity=SEVERITY.get(f[0],"warning"),rule=f[0],sheet=f[1],row=f[2],column=f[3],value=f[4],detail=json.loads(f[5])) for f in p.findings if f[0]!="sheet_missing" or f[4]==case["table"]]
    return rows,fs
TOK={"Biểu 1":"total_item","Biểu 2":"unit_report","Biểu 3":"training_class","Biểu 4":"task_report","Biểu 5":"rating_report","registry_extract":"registry_unit","alliance_members":"alliance_member"}
AN={"total_item":"item","training_class":"class_name","task_report":"task"}
def judge(case,rows,fs):
    t=TOK[case["table"]]; a=AN.get(t,"name"); bad=[]; wrong=[]
    norm=lambda s: re.sub(r"\W+"," ",str(s)).strip().lower()
    rows=[r for r in rows if r["_t"]==t]
    byrow=collections.defaultdict(list)
    for r in rows: byrow[norm(r.get(a))].append(r)
    loud=[f for f in fs if f["severity"] in("error","warning")]
    doubt=set(case.get("open_to_doubt",[]))
    inv={v:k for b in BACK.values() for k,v in b.items()}
    used=set()
    for w in case["rows"]:
        c=byrow.get(norm(w.get(a)),[])
        g=next((x for x in c if id(x) not in used and (len(c)==1 or w.get("row") in(None,x["row"]))),None)
        if g is None:
            said=any(f["row"] in(None,w.get("row")) for f in loud)
            (wrong if said else bad).append(f"row not read {w.get('row')} {w.get(a)}"); continue
        used.add(id(g))
        for f,v in w.items():
            if f in("row","sheet","column",a) or v=="__any__": continue
            gv=g.get(f)
            if same(f,v,gv) : continue
            fld=inv.get(f,f).removesuffix("_vnd")
            near=[q for q in loud if q["row"]==g["row"] or q["detail"].get("field")==fld or (q["row"] is None and q["rule"]!="rows_of_other_time") or (q["rule"] in("item_missing","item_twice","item_unit_unclear") and q["detail"].get("item")==w.get("item"))]
            exact=[q for q in near if q["row"]==g["row"]]
            ok=bool(near) if gv in(None,"") else False
            (wrong if ok else bad).append(f"r{g['row']} {f}: got {gv!r} want {v!r}"+(" (doubt)" if f in doubt or f"{f}@{w.get('row')}" in doubt else ""))
    for r in rows:
        if id(r) not in used: bad.append(f"invented r{r['row']} {r.get(a)}")
    for m in case.get("must_say_all",[]):
        if not any(f["severity"] in m["severity"] and f["row"]==m["row"] for f in fs): bad.append(f"must say {m}")
    errs=[f for f in fs if f["severity"]=="error"]
    if bad: return "silent",bad+wrong
    if wrong: return "said",wrong
    if errs and case.get("must_say")==[]: return "scolded",[f"{f['rule']} {f['row']} {f['column']} {f['value']} {f['detail']}" for f in errs]
    return "read",[]
tot=collections.Counter()
for j in sorted(folder.glob("*.json")):
    case=json.loads(j.read_text())
    if only and not re.search(only,j.stem): continue
    path=folder/case["file"] if "file" in case else next(q for q in folder.glob(j.stem+".*") if q.suffix!=".json")
    try:
        rows,fs=read(path,case); v,rem=judge(case,rows,fs)
    except Exception as e:
        import traceback; v,rem="crash",[traceback.format_exc()[-400:]]
    tot[v]+=1
    if not quiet and v!="read":
        print(v,j.stem,"|",case["what"][:90])
        for x in rem[:6]: print("      ",x)
        if len(rem)>6: print("       …",len(rem))
        for f in [f for f in fs if f["severity"]!="info"][:6] if v!="crash" else []: print("         !",f["severity"],f["rule"],f["sheet"],f["row"],f["column"],f["value"],{k:w for k,w in f["detail"].items() if k in("range","label","missing")})
print(dict(tot))
