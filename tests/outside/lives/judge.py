"""judge.py DIR… : what hoptac's findings (mart.fct_finding) say about the slips of DIR/ledger.json"""
import sys, json, duckdb, collections
from tests.outside.lives.world import fold
LV=['cell','row/column','sheet','other side','none']; SV={'error':0,'warning':1,'info':2}
def said(f,names):
    t=fold(' '.join(str(x) for x in (f['message'],f['value']) if x)); return any(fold(n) in t or fold(' '.join(n.split()[-2:])) in t for n in names)
def level(f,s):
    names=[n for u in s['units'] for n in u['names']]; best=4
    for i,p in enumerate([s]+s['also']):
        if f['path']!=p['path']: continue
        same=p['sheet'] is None or f['sheet'] is None or f['sheet'].startswith(p['sheet'])
        k=s['place_kind']; fr,fc=f['row'],f['column']
        if k=='file':
            best=min(best,0 if fr is None else 2); continue
        if not same: continue
        if f['sheet'] is None and k in('cell','row'):
            if names and said(f,names): best=min(best,2)
            continue
        if k=='cell':
            if fr==p['row'] and fr is not None: best=min(best,0 if fc==p['column'] else 1)
            elif fr is None and fc==p['column'] and fc: best=min(best,1)
            elif fr is None and fc is None and names and said(f,names): best=min(best,2)
        elif k=='row':
            if fr==p['row'] and fr is not None: best=min(best,0)
            elif fr is None and names and said(f,names): best=min(best,2)
        elif k=='column':
            if fc==p['column'] and fr is None: best=min(best,0)
            elif fc==p['column']: best=min(best,1)
            elif fr is None and fc is None and not f['unit_key'] and not f['value']: best=min(best,2)
        elif k=='sheet':
            if s['units']:
                if fr is None and (said(f,names)): best=min(best,0)
            elif fr is None and fc is None: best=min(best,0)
            elif s['place_kind']=='sheet' and fr is None: best=min(best,1)
            elif fr is None: best=min(best,1)
            else: best=min(best,2)
    if best<4: return best
    for u in s['units']+s['hit']:
        if any(f['path']==a and f['row']==c and c is not None and (f['sheet'] or b)==b for a,b,c in u['places']): return 3
    if s['units'] and said(f,names): return 3
    if s['sheet'] and s['sheet'].startswith('Danh sách đăng ký') and f['sheet']=='Biểu 1' and f['row'] and [f['row']] in [list(x) for x in s['feeds']] and any(a==f['path'] for u in s['units'] for a,_,_ in u['places']): return 3
    if s['place_kind']=='column' and not s['units'] and f['sheet']==s['sheet'] and f['row'] is None and f['column'] and f['path'].split('/')[1]==s['path'].split('/')[1] and f['column'] in [p['column'] for p in [s]+s['also']]: return 3
    if s['sheet']=='Biểu 2' and f['sheet']=='Biểu 1':
        y,d=s['path'].split('/')[:2]; py,pd=f['path'].split('/')[:2]
        if d==pd and f['row'] and [f['row']] in [list(x) for x in s['feeds']] and (y==py or int(py)==int(y)+1): return 3
    return 4
def judge(d,out):
    led=json.load(open(d+'/ledger.json')); c=duckdb.connect(d+'/w.duckdb',read_only=True)
    q=c.execute('select finding_id,reference_year,severity,rule,sender,path,sheet,"row","column",unit_key,value,expected_value,message,caused_by from mart.fct_finding'); n=[x[0] for x in q.description]; F=[dict(zip(n,x)) for x in q.fetchall()]
    for f in F: f['path']=f['path'] or ''
    rep=collections.Counter(f['severity'] for f in F); print(f"== {d}: error {rep['error']}, warning {rep['warning']}, info {rep['info']}")
    byid={f['finding_id']:f for f in F}; hit=set(); R=[]
    for s in led['slips']:
        m=[(level(f,s),SV[f['severity']],f) for f in F]; m=[x for x in m if x[0]<4]; hit|={x[2]['finding_id'] for x in m}
        m=[x for x in m if x[1]<2] or []
        m.sort(key=lambda x:x[:2]); b=m[0] if m else None
        lv=b[0] if b else 4; sev=min((x[1] for x in m),default=3); R.append((s,lv,sev))
        print(f"  {LV[lv]:10} {['error','warning','info','-'][sev]:8}{'W' if s['weighs'] else ' '}{'D' if s['detectable'] else ' '} {s['what']} | {s['path']} {s['sheet']} {s['column'] or ''}{s['row'] or ''} | {s['unit']} | {s['old']} -> {s['new']}"+(f" | {b[2]['rule']}" if b else '')+(f" | weighs {s['why'][:2]}" if s['weighs'] else '')+(f" | seen by {s['seen_by']}" if lv==4 and s['detectable'] and s['seen_by'] else ''))
    def root(f,k=0): return f if not f['caused_by'] or k>5 or f['caused_by'] not in byid else root(byid[f['caused_by']],k+1)
    rest=[f for f in F if f['severity']!='info' and f['finding_id'] not in hit and root(f)['finding_id'] not in hit]
    for f in rest: print('  NO SLIP' if led['slips'] else '  SAID',f['severity'],f['reference_year'],f['rule'],f['path'],f['sheet'],f"{f['column'] or ''}{f['row'] or ''}",'|',f['message'][:230])
    if led['events']:
        for e in led['events']:
            P={tuple(p) for p in e['places']}; mine=[f for f in F if f['severity']!='info' and ((f['path'],f['sheet'],f['row']) in P or (e['names'] and said(f,e['names'])))]
            print(f"  event {e['event']} ({len(e['units'])} units): {collections.Counter((f['severity'],f['rule']) for f in mine)}")
    t=dict(kind=led['kind'],findings=rep['error']+rep['warning'],errors=rep['error'],warnings=rep['warning'],roots=sum(1 for f in F if f['severity']!='info' and not f['caused_by']),det=sum(s['detectable'] for s,_,_ in R),det_found=sum(s['detectable'] and l<4 for s,l,_ in R),det_place=sum(s['detectable'] and l<3 for s,l,_ in R),w=sum(s['weighs'] for s,_,_ in R),w_found=sum(s['weighs'] and l<4 for s,l,_ in R),w_err=sum(s['weighs'] and v==0 for s,l,v in R),wd=sum(s['weighs'] and s['detectable'] for s,_,_ in R),wd_found=sum(s['weighs'] and s['detectable'] and l<4 for s,l,_ in R),wd_err=sum(s['weighs'] and s['detectable'] and v==0 for s,l,v in R),w_settled=sum(s['weighs'] and s['settled'] and v!=0 for s,_,v in R),noslip=len(rest),noslip_err=sum(f['severity']=='error' for f in rest))
    for i,l in enumerate(LV): t[l]=sum(x[1]==i for x in R)
    print('  ',{k:v for k,v in t.items() if v or k in('errors',)}); out.append((t,R)); return t
if __name__=='__main__':
    out=[]
    for d in sys.argv[1:]: judge(d.rstrip('/'),out)
    for kind in ('clean','unusual','errors'):
        T=[t for t,_ in out if t['kind']==kind]
        if not T: continue
        S=lambda k:sum(t[k] for t in T)
        print(f"## {kind}: {len(T)} provinces, errors {S('errors')}, warnings {S('warnings')}, held {sum(t['errors']>0 for t in T)}")
        if kind=='errors':
            print(f"   slips: cell {S('cell')}, row/column {S('row/column')}, sheet {S('sheet')}, other side {S('other side')}, none {S('none')}; detectable found {S('det_found')}/{S('det')} (at the place {S('det_place')}); weighing found {S('w_found')}/{S('w')}, as error {S('w_err')}/{S('w')} (of those not, {S('w_settled')} settled by precedence); weighing and detectable found {S('wd_found')}/{S('wd')}, as error {S('wd_err')}/{S('wd')}; findings about no slip {S('noslip')} (errors {S('noslip_err')}); findings a province {sorted(t['findings'] for t in T)}, of them roots {sorted(t['roots'] for t in T)}")
            miss=collections.Counter(s['what'].replace(' (totals follow)','') for t,R in out if t['kind']=='errors' for s,l,_ in R if l==4 and s['detectable'])
            print('   missed though detectable:',dict(miss))
