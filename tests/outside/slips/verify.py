"""checks of the generator itself: plain provinces keep the identities of contract and domain; a ledger's cells stand in the files as it says"""
import json, sys, csv, tempfile, datetime as dt, hashlib
from collections import Counter
from pathlib import Path
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string as ci
from tests.outside.slips.province import *; from tests.outside.slips.unusual import Unusual
from tests.outside.slips import slips
def lawful(P, tag):
    bad=Counter()
    prev={}
    for y in YEARS:
        codes=Counter(r['registration_code'] for r in P.reg[y] if r['registration_code']); bad['code twice']+=sum(v>1 for v in codes.values())
        nm=Counter((r['name'],r['district']) for r in P.reg[y]); bad['name twice in registry']+=sum(v>1 for v in nm.values())
        regs={r['_uid']:r for r in P.reg[y]}
        for d in DISTRICT:
            n=Counter((r['name'],r['commune']) for r in P.b2[(y,d)]); bad['name twice in commune']+=sum(v>1 for v in n.values())
            b={r['item']:r for r in P.b1[(y,d)]}
            T=b1_of(P.b2[(y,d)],y)
            for i in T: bad['b1 '+i]+= b[i]['value']!=T[i]
            bad['quals']+= b['I.7a']['value']+b['I.7b']['value']>b['I.7']['value']; bad['III.1b']+= b['III.1b']['value']>b['III.1']['value']
            for r in P.b2[(y,d)]:
                u=r['_uid']
                for k,a,c in (('trained','managers_trained','managers'),('new','new_members','members'),('fm','revenue_from_members_vnd','revenue_vnd'),('pf','profit_vnd','revenue_vnd')):
                    if r[a] is not None and r[c] is not None and r[a]>r[c]: bad[k]+=1
                if r['unit_type']=='HTX' and r['members']<7: bad['<7']+=1
                if r['unit_type']!='THT':
                    q=regs.get(u)
                    if not q: bad['not in registry']+=1
                    else:
                        bad['day']+= q['registered_on']!=r['founded_on']; bad['code']+= q['registration_code']!=r['registration_code']; bad['type']+= q['unit_type']!=r['unit_type']
                        bad['state']+= (q['status']==ACTIVE)!=(r['status']==ACTIVE); bad['gone']+= (q['status']==GONE)!=(r['status']==GONE)
                        bad['district']+= q['district']!=DISTRICT[d]
                p=prev.get(u) if y==2019 else None
                if p and r['status']==ACTIVE and p['status']==ACTIVE:
                    lost=p['members']+r['new_members']-r['members']
                    bad['members identity']+= lost<0; bad['many left']+= lost>max(4,.2*p['members'])
                if p and p['status']==GONE: bad['dead again']+=1
                prev[u]=r
            if y==2019: pass
        H=[u for u,q in regs.items() if q['status']!=GONE]
        listed={r['_uid'] for d in DISTRICT for r in P.b2[(y,d)]}
        bad['registry unit not listed']+=sum(u not in listed for u in H)
        for r in P.all[y]:
            q=regs.get(r['_uid']); bad['alliance not in registry']+= q is None
            if q: bad['joined before reg']+= r['joined_on']<q['registered_on']
            bad['left before']+= bool(r['left_on'] and r['left_on']<r['joined_on'])
        for r in P.b5[y]:
            bad['band']+= BAND(r['score'])!=r['rating']
        tr=sum(r['managers_trained'] or 0 for d in DISTRICT for r in P.b2[(y,d)] if r['status']!=GONE and r['unit_type']!='THT'); pa=sum(r['participants'] for k,L in P.b3.items() if k[0]==y for r in L)
        bad['classes too small']+= pa<tr
    for d in DISTRICT:
        a,b=[{r['item']:r['value'] for r in P.b1[(y,d)]} for y in YEARS]
        bad['I.1 identity']+= b['I.1']!=a['I.1']+b['I.1b']-b['I.1c']
    bad={k:v for k,v in bad.items() if v}
    print(tag,bad)
for s in range(int(sys.argv[1])): lawful(Maker(s).build(),f'clean {s}')
for s in range(int(sys.argv[1])):
    m=Unusual(s); lawful(m.build(),f'unusual {s} {m.ev}')
# ledger against files
tot=Counter(); fam=Counter(); det=Counter(); wei=Counter()
for s in range(int(sys.argv[2])):
    out=Path(tempfile.mkdtemp())
    led=slips.make(f'v{s}','errors',out)
    for r in csv.DictReader(open(out/'raw/incoming.csv')):
        assert hashlib.sha256((out/'raw'/r['path']).read_bytes()).hexdigest()==r['sha256']
    wbs={}
    def cell(c):
        p=out/'raw'/c['path']
        if p.suffix=='.csv':
            L=wbs.setdefault(p,list(csv.reader(open(p,encoding='utf-8-sig')))); v=L[c['row']-1][ci(c['column'])-1]; return v or None
        w=wbs.setdefault(p,load_workbook(p)); return w[c['sheet']].cell(c['row'],ci(c['column'])).value
    for sl in led['slips']:
        fam[sl['family']]+=1; det[sl['detectable']]+=1; wei[(sl['weighs'],sl['detectable'])]+=1
        pl=sl['place']; assert pl['path'],sl
        for c in sl['cells']:
            if c['row'] is None: tot['cell gone']+=1; continue
            v=cell(c); w=c['written']
            if isinstance(v,dt.datetime): v=v.date().isoformat()
            ok = v==w or (isinstance(w,(int,float)) and isinstance(v,(int,float)) and any(abs(v*k-w)<=max(1e-6*abs(w),1) for k in (1,1000,10**6))) or str(v)==str(w)
            tot['cell ok' if ok else 'cell BAD']+=1
            if not ok: print(s,sl['id'],sl['what'],c,v)
        for r in sl['rows_added']: tot['row ok' if r['row'] else 'row BAD']+=1
print(tot,fam,det,wei)
