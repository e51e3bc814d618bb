"""make.py --seed N --kind clean|unusual|errors --out DIR : raw/ and ledger.json"""
import sys, json, shutil, argparse
from tests.outside.lives.tables import *
from tests.outside.lives import events
KEYS={'0':'9','1':'2','2':'13','3':'24','4':'35','5':'46','6':'57','7':'48','8':'79','9':'80'}
B2L={f:L(i) for i,(f,_) in enumerate(B2,1)}; REGL={f:L(i) for i,(f,_) in enumerate(REG,1)}; ALLL={f:L(i) for i,(f,_) in enumerate(ALL,1)}
B3L={f:L(i) for i,(f,_) in enumerate(B3,1)}; B4L={f:L(i) for i,(f,_) in enumerate(B4,1)}; B5L={f:L(i) for i,(f,_) in enumerate(B5,1)}
FEEDS={'members':['I.2','III.2','I.6x'],'new_members':['I.2a'],'workers':['I.3','I.6'],'managers':['I.7'],'managers_trained':['I.8'],'revenue':['I.4'],'profit':['I.5'],'member_income':['I.6x'],'worker_income':['I.6'],'founded_on':['I.1b','III.1a'],'status':['I.1','I.1a','I.1c','I.1d','III.1'],'rating':['I.1d'],'type':['I.1','I.1a','I.1b','I.1d','I.2','I.2a','I.3','I.4','I.5','I.6','I.6x','I.7','I.8','III.1','III.1a','III.2']}
def find(rows,i):
    return next((q for q in rows if q['_id']==i),None)
class Slips:
    def __init__(s,w,W,seed):
        s.w=w;s.W=W;s.r=random.Random(f'slips-{seed}');s.out=[];s.busy=set();s.m0=measure(W);s.closed=set(); s.U={u['uid']:u for u in w.units}
    def year(s): return 2019 if s.r.random()<.82 else 2018
    # -- choose a row that no slip has touched
    def pick(s,tab,cond=lambda q:True,y=None):
        y=y or s.year(); c=[]
        if tab=='b2': c=[(d,q) for d in DIST for q in s.W['b2'][y,d] if (y,d) not in s.closed and cond(q)]
        elif tab in('reg','all','b5'): c=[(None,q) for q in s.W[tab][y] if (tab,y) not in s.closed and cond(q)]
        elif tab in('b3','b4'): c=[(k[1],q) for k,v in s.W[tab].items() if k[0]==y and (y,k[1]) not in s.closed for q in v if cond(q)]
        c=[(d,q) for d,q in c if q['_id'] not in s.busy and not (q['_uid'] and q['_uid'] in s.busy)]
        if not c: return None
        if tab=='b2' and s.r.random()<.55: return (y,)+max(s.r.choices(c,k=4),key=lambda z:z[1]['members'] or 0)
        return (y,)+s.r.choice(c)
    def add(s,what,fn,detect,**k):
        """fn(W) writes the slip; k says its place"""
        W2=copy.deepcopy(s.W); fn(W2); k['weighs'],k['why'],k['weighs_b1']=weight(s.m0,measure(W2))
        s.out.append(dict(what=what,detectable=bool(detect),_fn=fn,**k))
        for u in k.get('units',[]): s.busy.add(u)
        for i in k.get('_ids',[]): s.busy.add(i)
        return True
    def rate(s,what): pass
    # ------------------------------------------------ numbers in one cell of biểu 2
    def wrongnum(s,v,f):
        r=s.r; t=('%g'%v) if not isinstance(v,int) else str(v); neg=t.startswith('-'); t=t.lstrip('-'); dg=[i for i,c in enumerate(t) if c.isdigit()]
        money=f in('revenue','revenue_from_members','profit','member_income','worker_income')
        ops=['drop','drop','add','zero10','neigh','swap']
        if money: ops+=['x1000','d1000','comma','multi']
        if f.endswith('income'): ops+=['x12','d12','household']
        op=r.choice(ops); x=None
        if op=='drop' and len(dg)>1: i=r.choice(dg); x=t[:i]+t[i+1:]
        elif op=='add': i=r.choice(dg); x=t[:i]+t[i]+t[i:]
        elif op=='zero10': x=str(round(float(t)*10,2))
        elif op=='neigh': i=r.choice(dg[:2]); x=t[:i]+r.choice(KEYS[t[i]])+t[i+1:]
        elif op=='swap' and len(dg)>1: i=r.choice(dg[:-1]); x=t[:i]+t[i+1]+t[i]+t[i+2:] if t[i+1].isdigit() else None
        elif op=='x1000': x=str(float(t)*1000)
        elif op=='d1000': x=str(round(float(t)/1000,3))
        elif op=='comma': x=t.replace('.','') if '.' in t else None
        elif op=='multi': x=str(round(float(t)*r.uniform(1.9,3.2),1))
        elif op=='x12': x=str(round(float(t)*12,1))
        elif op=='d12': x=str(round(float(t)/12,2))
        elif op=='household': x=str(round(float(t)*r.uniform(2.2,4.5),1))
        if not x or x in('.',''): return op,None
        n=float(x.lstrip('.') or 0)*(-1 if neg else 1)
        return op,(int(n) if not money else round(n,3) if n!=int(n) else int(n))
    def seen(s,y,d,q,f,new,carry):
        """would a careful person with all files see it?"""
        old=q[f]; o=s.U[q['_uid']]['y'].get(2018 if y==2019 else 2019,{}); ov=o.get(f); why=[]
        ht=q['type'] in HT
        if not carry and f in FEEDS and (ht or (q['type']=='THT' and f=='members')):
            n=sum(z['type'] in HT for z in s.W['b2'][y,d])
            if f not in('revenue','profit') or abs((new or 0)-(old or 0))/max(n,1)>=.02: why.append('total')
        v=lambda g:new if g==f else q[g]
        if new is None: return True,['blank']
        if num(v('new_members')) and num(v('members')) and v('new_members')>v('members'): why.append('new>members')
        if f in('members','new_members'):
            m18,m19=(o.get('members'),v('members')) if y==2019 else (v('members'),o.get('members')); n19=v('new_members') if y==2019 else o.get('new_members')
            if num(m18) and num(m19) and num(n19):
                left=m18+n19-m19
                if left<0: why.append('identity')
                elif left>.55*m18+3: why.append('half left')
            if f=='new_members' and new and num(ov) and q['type']!='THT' and num(m18) and s.U[q['_uid']]['born']!=y and new>.5*q['members']: why.append('new many')
        if num(v('managers')) and num(v('managers_trained')) and v('managers_trained')>v('managers'): why.append('trained>managers')
        if f=='managers' and num(ov) and (new>=2*ov and new-ov>=4 or new<=ov/2): why.append('managers')
        if f=='workers' and num(ov) and ov and abs(new-ov)>=8 and (new>=3*ov or new<=ov/3): why.append('workers')
        if f in('revenue','revenue_from_members') and num(v('revenue')) and num(v('revenue_from_members')) and v('revenue_from_members')>v('revenue'): why.append('share>1')
        if f=='revenue' and num(ov) and ov and s.U[q['_uid']]['born'] not in(2018,2019) and (new>=3*ov or new<=ov/3): why.append('revenue')
        if f=='revenue' and num(q['profit']) and abs(q['profit'])>.6*max(new,.01): why.append('margin')
        if f=='revenue_from_members' and q['revenue'] and num(ov) and o.get('revenue'):
            a,b=new/q['revenue'],ov/o['revenue']
            if max(a,b)>5*max(min(a,b),1e-9): why.append('share')
        if f=='profit' and num(q['revenue']) and abs(new)>.6*q['revenue'] and abs(new)>5: why.append('margin')
        if f.endswith('income') and num(ov) and ov and (new>=1.75*ov or new<=ov/1.75): why.append('income')
        if f.endswith('income') and not num(ov) and not 6<=new<=150: why.append('income level')
        return bool(why),why
    def cell(s):
        r=s.r; f=r.choices(['members','new_members','workers','managers','managers_trained','revenue','revenue_from_members','profit','member_income','worker_income'],[22,9,8,6,10,12,7,8,20,8])[0]
        g=s.pick('b2',lambda q:num(q[f]) and q['status']=='Đang hoạt động' and (q['type']!='THT' or r.random()<.35) and q[f]!=0)
        if not g: return
        y,d,q=g; carry=r.random()<.5
        how=r.choices(['slip','zero','blank','word','other','sign','otherunit'],[70,8,4,4,6,4,4])[0]
        if how=='slip': op,new=s.wrongnum(q[f],f)
        elif how=='zero': op,new='zero',0
        elif how=='blank': op,new='blank',None
        elif how=='word': op,new=r.choice(['text','#VALUE!']),r.choice(['khoảng %g'%q[f],'%g?'%q[f],'#VALUE!','%g hoặc %g'%(q[f],q[f]+2)])
        elif how=='other': 
            op='neighbour column'; i=[a for a,_ in B2].index(f); new=q[B2[i-1][0]]
        elif how=='otherunit':
            op='another row'; c=[z for z in s.W['b2'][y,d] if z['type']==q['type'] and num(z[f]) and z is not q]; new=r.choice(c)[f] if c else None
            if not c: return
        else:
            if f!='profit': return
            op,new='sign',-q[f]
        if how in('other','slip','otherunit') and not num(new): return
        if new==q[f] or (num(new) and num(q[f]) and q[f] and abs(new/q[f]-1)<.04): return
        if how=='word': det=True; carry=False; why=['unreadable']
        else: det,why=s.seen(y,d,q,f,new,carry)
        if op=='blank' and carry and q['type']=='THT': det=False
        i=q['_id']
        def fn(W):
            for t in ('b2','b2t') if carry else ('b2',): find(W[t][y,d],i)[f]=new
        return s.add(f'b2.{f} {op}{" (totals follow)" if carry else ""}',fn,det,old=q[f],new=new,unit=q['name'],units=[q['_uid']],place_kind='cell',_ids=[i],_at=('b2',y,d,i,f),seen_by=why,feeds=FEEDS.get(f,[]))
    # ------------------------------------------------ words and days of biểu 2
    def word(s):
        r=s.r; k=r.choice(['sector','stopped','rating','founded_dm','founded_year','code','nocode','commune','type','conv_from','newrating','future'])
        cond={'stopped':lambda q:q['type']=='HTX' and q['status']=='Đang hoạt động','rating':lambda q:q['type']=='HTX' and q['sector']=='Nông nghiệp' and q['rating'] in('Tốt','Khá','Trung bình','Yếu'),'founded_dm':lambda q:q['founded_on'].day<=12 and q['founded_on'].day!=q['founded_on'].month,'code':lambda q:q['code'],'nocode':lambda q:q['code'],'type':lambda q:q['type']=='HTX','sector':lambda q:q['type']=='HTX','conv_from':lambda q:q['converted_from'],'newrating':lambda q:q['type']=='HTX' and q['rating']=='Không xếp loại' and q['status']=='Đang hoạt động','founded_year':lambda q:q['type'] in('THT','HTX'),'future':lambda q:q['type']=='THT'}.get(k,lambda q:q['type']!='LHHTX')
        g=s.pick('b2',cond)
        if not g: return
        y,d,q=g;i=q['_id'];f={'stopped':'status','rating':'rating','newrating':'rating','founded_dm':'founded_on','founded_year':'founded_on','future':'founded_on','code':'code','nocode':'code','conv_from':'converted_from'}.get(k,k); old=q[f]; det=True; carry=r.random()<.5
        if k=='sector': new=r.choice([x for x in IND if x not in(old,'Tín dụng')])
        elif k=='stopped': new='Ngừng hoạt động'
        elif k=='rating': new=r.choice([x for x in('Tốt','Khá','Trung bình','Yếu') if x!=old])
        elif k=='newrating': new=r.choice(['Tốt','Khá'])
        elif k=='founded_dm': new=D(old.year,old.day,old.month); det=q['type']!='THT' or (y==2019 and s.U[q['_uid']]['born']!=2019) or (y==2018) or new>D(y,12,2)
        elif k=='founded_year': new=D(r.choice([y if old.year!=y else y-10,old.year-10,y]),old.month,min(old.day,28)); det=q['type']!='THT' or s.U[q['_uid']]['born']!=2019 or new.year<2019
        elif k=='future': new=D(old.year+r.choice([100,10,3]) if old.year+3>2019 else 2091,old.month,min(old.day,28))
        elif k=='code': j=r.randrange(2,9); new=old[:j]+old[j+1]+old[j]+old[j+2:] if old[j]!=old[j+1] else old[:j]+str((int(old[j])+3)%10)+old[j+1:]
        elif k=='nocode': new=None; det=False
        elif k=='commune': e=r.choice([x for x in DIST if x!=d]); new=r.choice(COMM[e])[0]; det=new not in[c for c,_ in COMM[d]]
        elif k=='type': new='THT'
        elif k=='conv_from': new=None; det=False
        if new==old: return
        def fn(W):
            for t in ('b2','b2t') if carry else ('b2',): find(W[t][y,d],i)[f]=new
        return s.add(f'b2.{f} {k}{" (totals follow)" if carry else ""}',fn,det,old=str(old),new=str(new),unit=q['name'],units=[q['_uid']],place_kind='cell',_ids=[i],_at=('b2',y,d,i,f),feeds=FEEDS.get(f,[]))
    # ------------------------------------------------ rows of biểu 2
    def row(s):
        r=s.r; k=r.choice(['missing','missing','twice','twice_short','merged','swapped','shiftcells','deadagain','ghost','tht_twice','household_row','thousand_row','lastyear_row']); carry=r.random()<.55; det=True
        y=s.year()
        if k=='deadagain': y=2019
        act=lambda q:q['status']=='Đang hoạt động' and q['type'] in('HTX','THT')
        if k=='deadagain':
            c=[(d,q) for d in DIST for q in s.W['b2'][2018,d] if q['status']=='Đã giải thể' and q['type']=='THT' and (2019,d) not in s.closed and q['_uid'] not in s.busy]
            if not c: return
            d,q=r.choice(c); p=s.U[q['_uid']]['y'][2017]; n=dict(copy.deepcopy(q),_id=q['_id']+'x',status='Đang hoạt động',**{f:p[f] for f in FIG}); n['new_members']=0
            def fn(W):
                for t in ('b2','b2t') if carry else ('b2',): W[t][2019,d].append(copy.deepcopy(n))
            return s.add('row: dissolved THT listed again',fn,True,old=None,new=q['name'],unit=q['name'],units=[q['_uid']],place_kind='row',_ids=[n['_id']],_at=('b2',2019,d,n['_id'],None),feeds=['III.1','III.2'])
        g=s.pick('b2',{'tht_twice':lambda q:q['type']=='THT' and q['founded_on'].year==y,'missing':lambda q:q['status']!='Đã giải thể'}.get(k,act),y)
        if not g: return
        y,d,q=g;i=q['_id']; tabs=('b2','b2t') if carry else ('b2',)
        base=dict(unit=q['name'],units=[q['_uid']],_ids=[i],feeds=['I.1','I.1a','I.2','I.3','I.4','I.5','I.6','I.6x','I.7','I.8','III.1','III.1a','III.2'])
        if k=='missing':
            def fn(W):
                for t in tabs: W[t][y,d]=[z for z in W[t][y,d] if z['_id']!=i]
            det=q['type']!='THT' or not carry or s.U[q['_uid']]['y'].get(2018 if y==2019 else 2019) is not None and s.U[q['_uid']]['born']!=2019
            return s.add('row missing'+(' (totals follow)' if carry else ''),fn,det,old=q['name'],new=None,place_kind='sheet',_at=('b2',y,d,None,None),**base)
        if k in('twice','twice_short','tht_twice','ghost'):
            n=dict(copy.deepcopy(q),_id=i+'x')
            if k in('twice_short','tht_twice'):
                ws=q['name'].split(); tail=3 if ws[-1]=='Xanh' else 4 if ' '.join(ws[-2:]) in('Kon Tum','Tây Nguyên','Măng Đen','Ngọc Linh') else 2
                if 'làng' in ws: tail=len(ws)-ws.index('làng')
                n['name']=' '.join(ws[:1]+ws[-tail:]); n['code']=None
                if n['name']==q['name']: return
                if num(n['members']): n['members']+=r.choice([0,1,-1])
            if k=='ghost':
                n.update(name=('THT ' if q['type']=='THT' else 'HTX Nông nghiệp ')+r.choice(A)+' '+r.choice(B)+' Lộc',code=None,_uid='ghost'); 
                det=q['type']!='THT'
            where=r.random()<.5
            def fn(W):
                for t in tabs:
                    v=W[t][y,d]; v.insert(len(v) if where else v.index(find(v,i))+1,copy.deepcopy(n))
            return s.add(f'row {k}'+(' (totals follow)' if carry else ''),fn,det,old=None,new=n['name'],place_kind='row',_at=('b2',y,d,n['_id'],None),**base)
        if k in('merged','swapped'):
            c=[z for z in s.W['b2'][y,d] if act(z) and z['type']==q['type'] and z['_id']!=i and z['_uid'] not in s.busy and z['_id'] not in s.busy]
            if not c: return
            z=r.choice(c); j=z['_id']; base['units'].append(z['_uid']); base['_ids'].append(j)
            if k=='merged':
                def fn(W):
                    for t in tabs:
                        a,b=find(W[t][y,d],i),find(W[t][y,d],j)
                        for f in FIG:
                            if num(a[f]) and num(b[f]) and f not in('member_income','worker_income'): a[f]=round(a[f]+b[f],2)
                            b[f]=None
            else:
                def fn(W):
                    for t in tabs:
                        a,b=find(W[t][y,d],i),find(W[t][y,d],j)
                        for f in FIG: a[f],b[f]=b[f],a[f]
                ra,rb=q['members'] or 1,z['members'] or 1; oth=s.U[q['_uid']]['born']==y and s.U[z['_uid']]['born']==y; det=not oth and (max(ra,rb)/min(ra,rb)>1.5 or max(q['revenue'],z['revenue'])>2.5*min(q['revenue'],z['revenue']))
            return s.add(f'row {k} with {z["name"]}',fn,det,old=None,new=None,place_kind='row',_at=('b2',y,d,i,None),_also=[('b2',y,d,j,None)],**base)
        if k=='shiftcells':
            fs=FIG[r.choice([0,0,2,5]):]
            def fn(W):
                for t in tabs:
                    a=find(W[t][y,d],i); v=[a[f] for f in fs]; v=[None]+v[:-1]
                    for f,x in zip(fs,v): a[f]=x
            return s.add(f'row: cells one column to the right from {fs[0]}',fn,True,old=None,new=None,place_kind='row',_at=('b2',y,d,i,None),**base)
        if k in('thousand_row','household_row','lastyear_row'):
            if k=='lastyear_row':
                if y!=2019 or q['type']=='THT': return
                p=s.U[q['_uid']]['y'].get(2018); 
                if not p or p['status']!='Đang hoạt động': return
                def fn(W):
                    for t in tabs:
                        a=find(W[t][y,d],i)
                        for f in FIG: a[f]=p[f]
                det=True
            else:
                c=1000 if k=='thousand_row' else .001
                def fn(W):
                    for t in tabs:
                        a=find(W[t][y,d],i)
                        for f in FIG[5:]:
                            if num(a[f]): a[f]=round(a[f]*c,5)
            return s.add(f'row {k if k!="household_row" else "money in tỷ"}',fn,det,old=None,new=None,place_kind='row',_at=('b2',y,d,i,None),**base)
    # ------------------------------------------------ columns and sheets of biểu 2
    def column(s):
        r=s.r; y=s.year(); c=[d for d in DIST if (y,d) not in s.closed and not any((y,d)==x['_at'][1:3] and x['_at'][0] in('b2','b1') for x in s.out) and len(s.W['b2'][y,d])>14]
        if not c: return
        d=r.choice(c); k=r.choice(['sorted','shift','x1000','growth','half','filldown','lastyear','swapcols','series','round','blankcol']); f=r.choice(['members','revenue','member_income','worker_income','workers','profit'] if k not in('x1000','half') else ['revenue','profit','member_income'])
        carry=r.random()<.6; tabs=('b2','b2t') if carry else ('b2',); det=True; kind='column'; f2=None
        if k=='lastyear' or k=='growth':
            if y!=2019: return
        if k=='swapcols': f2=r.choice([('members','workers'),('revenue','revenue_from_members'),('member_income','worker_income')]); f,f2=f2
        rate=r.choice([1.1,1.1,1.15,1.12]); cut=r.uniform(.5,.78); rs=r.randrange(10**6)
        if k in('growth',) and f in('workers','profit'): f='revenue'
        if k=='blankcol' and f not in('members','member_income','revenue','workers'): return
        prev={u['uid']:u['y'].get(2018,{}) for u in s.w.units}
        def fn(W):
            for t in tabs:
                v=[q for q in W[t][y,d] if q['status']=='Đang hoạt động']; x=[q[f] for q in v]
                if k=='sorted': x=sorted([a if num(a) else 0 for a in x],reverse=rs%2==0)
                elif k=='shift': x=x[-1:]+x[:-1]
                elif k=='x1000': x=[round(a*1000,2) if num(a) else a for a in x]
                elif k=='growth': x=[(type(a)(round(prev[q['_uid']][f]*rate,1 if f!='members' else 0)) if num(prev.get(q['_uid'],{}).get(f)) else a) for a,q in zip(x,v)]
                elif k=='half': x=[round(a*cut,2) if num(a) else a for a in x]
                elif k=='filldown': n=max(6,len(x)//3); o=rs%max(1,len(x)-n); x[o:o+n]=[x[o]]*n
                elif k=='lastyear': x=[prev[q['_uid']][f] if num(prev.get(q['_uid'],{}).get(f)) else a for a,q in zip(x,v)]
                elif k=='series': n=min(len(x),max(6,len(x)//3)); o=rs%max(1,len(x)-n+1); b=x[o] if num(x[o]) else 7; x[o:o+n]=[b+j for j in range(n)]
                elif k=='round': x=[round(a,-1) if num(a) else a for a in x]
                elif k=='blankcol': x=[None]*len(x)
                elif k=='swapcols':
                    for q in v: q[f],q[f2]=q[f2],q[f]
                    continue
                for q,a in zip(v,x): q[f]=a
        if k=='round': det=False
        if k=='lastyear' and f in('members',): det=False
        if k=='half': det=cut<.72 or not carry
        s.closed.add((y,d))
        return s.add(f'column {f} {k}{" with "+f2 if f2 else ""}'+(' (totals follow)' if carry else ''),fn,det,old=None,new=None,unit=None,place_kind='column',_at=('b2',y,d,None,f),_also=[('b2',y,d,None,f2)] if f2 else [],feeds=FEEDS.get(f,[])+FEEDS.get(f2,[]),units_hit=[q['_uid'] for q in s.W['b2'][y,d]])
    def sheetslip(s):
        r=s.r; y=2019 if r.random()<.8 else 2018; c=[d for d in DIST if (y,d) not in s.closed and not any((y,d)==x['_at'][1:3] and x['_at'][0] in('b2','b1') for x in s.out) and len(s.W['b2'][y,d])>14]
        if not c: return
        d=r.choice(c); k=r.choice(['cutoff','partyear','unit','lastyearrows','blankb1','sortednames','noTHT','zeros']); carry=r.random()<.5; tabs=('b2','b2t') if carry else ('b2',); m=r.choice([.5,.75,10/12]); n=r.randint(3,8); rs=r.random(); kind='sheet'; at=('b2',y,d,None,None); det=True
        if k=='lastyearrows' and y==2018: return
        if k=='blankb1': kind='column'; at=('b1',y,d,None,'E')
        def fn(W):
            if k=='blankb1': W['file'][y,d,'agency_report']['blankb1']=True; return
            for t in tabs:
                v=W[t][y,d]
                if k=='cutoff': W[t][y,d]=v[:-n]
                elif k=='noTHT': W[t][y,d]=[q for q in v if q['type']!='THT']
                elif k=='partyear':
                    for q in v:
                        for f in ('new_members','revenue','revenue_from_members','profit','member_income','worker_income'):
                            if num(q[f]): q[f]=int(q[f]*m) if f=='new_members' else round(q[f]*m,2)
                elif k=='unit':
                    for q in v:
                        for f in FIG[5:]:
                            if num(q[f]): q[f]=round(q[f]*1000,1)
                elif k=='lastyearrows':
                    W[t][y,d]=[dict(copy.deepcopy(q),_id=q['_uid']+'-2019') for q in s.W['b2'][2018,d]]
                elif k=='sortednames':
                    nm=sorted([(q['name'],q['_uid']) for q in v if q['type']=='HTX'])
                    for q,(a,b) in zip([q for q in v if q['type']=='HTX'],nm): q['name']=a; q['_uid']=b
                elif k=='zeros':
                    for q in v:
                        for f in ('revenue','revenue_from_members','profit','member_income','worker_income'):
                            if q['type']=='THT': q[f]=0
        if k=='partyear' and m>.8: det=False
        if k=='cutoff' and carry: det=any(s.U[q['_uid']]['born']!=2019 for q in s.W['b2'][y,d][-n:])
        s.closed.add((y,d))
        return s.add(f'sheet {k}'+(' (totals follow)' if carry and k!='blankb1' else ''),fn,det,old=None,new=None,unit=None,place_kind=kind,_at=at,feeds=[k for k,_,_ in B1],units_hit=[q['_uid'] for q in (s.W['b2'][y,d][-n:] if k=='cutoff' else [q for q in s.W['b2'][y,d] if q['type']=='THT'] if k in('noTHT','zeros') else s.W['b2'][y,d])])
    # ------------------------------------------------ totals
    def total(s):
        r=s.r; y=s.year(); c=[d for d in DIST if (y,d) not in s.closed]; d=r.choice(c); v=b1values(s.W,y,d)
        k=r.choice(['num','num','sum','meanmeans','prev','swapitems','thsd','blank','zero','allunits']); col='E'; it=r.choice(['I.1','I.1a','I.1b','I.1d','I.2','I.2a','I.3','I.4','I.5','I.6','I.6x','I.7','I.8','III.1','III.1a','III.2'])
        if k=='sum': it=r.choice(['I.4','I.5'])
        if k=='meanmeans': it=r.choice(['I.6','I.6x'])
        if k=='prev': col='D'
        if k=='allunits': it=r.choice(['I.4','I.2','I.8','I.3'])
        old=v[it,col]; rows=[q for q in s.W['b2'][y,d] if q['type'] in HT and q['status']!='Đã giải thể']
        if old is None or any(x['_at'][:3]==('b1',y,d) and x['_at'][3]==it for x in s.out): return
        if k in('num','prev'): op,new=s.wrongnum(old,'revenue' if isinstance(old,float) else 'members') if old else ('add',r.randint(1,4))
        elif k=='sum': f={'I.4':'revenue','I.5':'profit'}[it]; new=round(sum(q[f] for q in rows if num(q[f])),2)
        elif k=='meanmeans': f={'I.6':'worker_income','I.6x':'member_income'}[it]; x=[q[f] for q in rows if num(q[f])]; new=round(sum(x)/max(1,len(x)),2)
        elif k=='thsd': 
            if not isinstance(old,float): return
            new=round(old*1000,1)
        elif k=='blank': new=None
        elif k=='zero': new=0
        elif k=='allunits':
            x=[q for q in s.W['b2'][y,d] if q['status']!='Đã giải thể']; f={'I.4':'revenue','I.2':'members','I.8':'managers_trained','I.3':'workers'}[it]; x=[q[f] for q in x if num(q[f])]; new=sum(x) if it!='I.4' else round(sum(x)/max(1,len(x)),2)
        elif k=='swapitems':
            j={'I.2':'I.3','I.7':'I.8','I.4':'I.5','I.6':'I.6x','I.1b':'I.1c','III.1':'III.2'}.get(it); 
            if not j or v[j,col] in(None,old): return
            a,b=v[it,col],v[j,col]
            def fn(W): W['over'][y,d,it,col]=b; W['over'][y,d,j,col]=a
            return s.add(f'b1 {it} and {j} changed places',fn,True,old=a,new=b,unit=None,place_kind='cell',_at=('b1',y,d,it,col),_also=[('b1',y,d,j,col)],feeds=[it,j])
        if new==old or (num(new) and num(old) and abs(new-old)<.05): return
        def fn(W): W['over'][y,d,it,col]=new
        return s.add(f'b1 {it} {k}',fn,k!='prev' or y==2019 or it=='I.1',old=old,new=new,unit=None,place_kind='cell',_at=('b1',y,d,it,col),feeds=[it])
    # ------------------------------------------------ registry
    def registry(s):
        r=s.r; y=2019 if r.random()<.85 else 2018; k=r.choice(['conv','conv','year','dm','district','dissolved','missing','twice','type','capital','stopped','industry','code','notclosed'])
        cond={'conv':lambda q:q['converted_on'] and q['status']!='Đã giải thể','dm':lambda q:q['registered_on'].day<=12 and q['registered_on'].day!=q['registered_on'].month,'district':lambda q:q['commune_code'],'code':lambda q:q['code'],'notclosed':lambda q:q['status']=='Đã giải thể' and q['status_on'].year==y}.get(k,lambda q:q['status']=='Đang hoạt động' and q['type']=='HTX')
        g=s.pick('reg',cond,y)
        if not g: return
        y,_,q=g;i=q['_id']; f={'conv':'registered_on','year':'registered_on','dm':'registered_on','dissolved':'status','stopped':'status','notclosed':'status'}.get(k,k); det=True
        base=dict(unit=q['name'],units=[q['_uid']],_ids=[i],feeds=['I.1','I.1a','I.1b','I.1c','I.1d','I.2','I.2a','I.3','I.4','I.5','I.6','I.6x','I.7','I.8','II.1','II.1b'])
        if k=='missing':
            def fn(W): W['reg'][y]=[z for z in W['reg'][y] if z['_id']!=i]
            return s.add('registry row missing',fn,True,old=q['name'],new=None,place_kind='sheet',_at=('reg',y,None,None,None),**base)
        if k=='twice':
            n=dict(copy.deepcopy(q),_id=i+'x'); n['cert']=n['cert'][:4]+'X'+n['cert'][5:]; 
            if r.random()<.5: n['code']=None
            def fn(W): W['reg'][y].append(copy.deepcopy(n))
            return s.add('registry row twice',fn,True,old=None,new=q['name'],place_kind='row',_at=('reg',y,None,n['_id'],None),**base)
        old=q.get(f); new=None
        if k=='conv': new=q['converted_on']
        elif k=='year': new=D(r.choice([y,old.year+10 if old.year<2010 else old.year-10]),old.month,min(28,old.day))
        elif k=='dm': new=D(old.year,old.day,old.month)
        elif k=='district': new=r.choice([x for x in DIST.values() if x!=old])
        elif k=='dissolved': new='Đã giải thể'
        elif k=='stopped': new='Tạm ngừng kinh doanh'
        elif k=='notclosed': new='Đang hoạt động'
        elif k=='type': new='QTDND' if r.random()<.3 else 'LHHTX'
        elif k=='capital': new=old//1000; det=True
        elif k=='industry': 
            sec=s.U[q['_uid']]['sector']; new=r.choice(IND[r.choice([x for x in IND if x!=sec])])
        elif k=='code': j=r.randrange(2,8); new=old[:j]+old[j+1]+old[j]+old[j+2:]
        if new==old: return
        xt={}
        if k=='dissolved': xt={'status_on':w_day(s,y)}
        if k=='stopped': xt={'status_on':w_day(s,y)}
        def fn(W): z=find(W['reg'][y],i); z[f]=new; z.update(xt)
        return s.add(f'registry {f} {k}',fn,det,old=str(old),new=str(new),place_kind='cell',_at=('reg',y,None,i,f),**base)
    # ------------------------------------------------ the Alliance's list
    def alliance(s):
        r=s.r; y=2019 if r.random()<.85 else 2018; k=r.choice(['nodecision','joined_late','joined_early','left_blank','left_wrong','twice','missing','type','code','district','dm'])
        g=s.pick('all',{'left_blank':lambda q:q['left_on'],'code':lambda q:q['code'],'dm':lambda q:q['joined_on'].day<=12 and q['joined_on'].day!=q['joined_on'].month and not q['left_on']}.get(k,lambda q:not q['left_on'] and q['type'] in HT),y)
        if not g: return
        y,_,q=g;i=q['_id']; base=dict(unit=q['name'],units=[q['_uid']],_ids=[i],feeds=[]); f={'nodecision':'decision','joined_late':'joined_on','joined_early':'joined_on','dm':'joined_on','left_blank':'left_on','left_wrong':'left_on'}.get(k,k)
        if k=='missing':
            def fn(W): W['all'][y]=[z for z in W['all'][y] if z['_id']!=i]
            return s.add('alliance row missing',fn,(q['joined_on'].year<2019),old=q['name'],new=None,place_kind='sheet',_at=('all',y,None,None,None),**base)
        if k=='twice':
            n=dict(copy.deepcopy(q),_id=i+'x',code=None)
            def fn(W): W['all'][y].append(copy.deepcopy(n))
            return s.add('alliance row twice',fn,True,old=None,new=q['name'],place_kind='row',_at=('all',y,None,n['_id'],None),**base)
        old=q.get(f); det=True; new=None
        if k=='joined_late': new=D(old.year+r.choice([100,10]) if old.year<=2009 or r.random()<.5 else 2091,old.month,min(28,old.day))
        elif k=='joined_early': new=s.U[q['_uid']]['on'].replace(day=1)-dt.timedelta(r.randint(200,1500))
        elif k=='dm': new=D(old.year,old.day,old.month); det=True
        elif k=='left_blank': new=None
        elif k=='left_wrong': new=w_day(s,y); det=False
        elif k=='type': new='LHHTX' if q['type']=='HTX' else 'HTX'
        elif k=='code': new=old[:-1]+str((int(old[-1])+r.randint(1,9))%10)
        elif k=='district': new=r.choice([x for x in DIST.values() if x!=old])
        def fn(W): find(W['all'][y],i)[f]=new
        if k=='left_blank': det=s.U[q['_uid']].get('deadon') is not None or y==2019 and old.year<2019
        return s.add(f'alliance {f} {k}',fn,det,old=str(old),new=str(new),place_kind='cell',_at=('all',y,None,i,f),**base)
    # ------------------------------------------------ classes, tasks, ratings
    def rest(s):
        r=s.r; k=r.choice(['b3days','b3women','b3num','b3twice','b3year','b4noresult','b4missing','b4state','b4shift','b4word','b5band','b5over','b5missing','b5twice','b5district']); y=s.year()
        tab=k[:2]; g=s.pick(tab,{'b4noresult':lambda q:q['state']=='Hoàn thành','b4word':lambda q:num(q['quantity']),'b3num':lambda q:q['n']>=4,'b5band':lambda q:True}.get(k,lambda q:True),y)
        if not g: return
        y,snd,q=g;i=q['_id'];key=(y,snd) if tab!='b5' else y; base=dict(unit=q.get('name') or q.get('title') or q.get('task'),units=[q['_uid']] if q['_uid'] else [],_ids=[i],feeds=[]); det=True
        if k in('b4missing','b5missing'):
            def fn(W): W[tab][key]=[z for z in W[tab][key] if z['_id']!=i]
            return s.add(k,fn,k=='b4missing',old=base['unit'],new=None,place_kind='sheet',_at=(tab,y,snd,None,None),**base)
        if k=='b3twice':
            e=r.choice([x for x in ['LMHTX','SNNPTNT'] if x!=snd]); n=dict(copy.deepcopy(q),_id=i+'x')
            if (y,e) in s.closed: return
            def fn(W): W['b3'][y,e].append(copy.deepcopy(n))
            return s.add('b3 one class by two agencies',fn,True,old=None,new=q['title'],place_kind='row',_at=('b3',y,e,n['_id'],None),_also=[('b3',y,snd,i,None)],**base)
        if k=='b5twice':
            n=dict(copy.deepcopy(q),_id=i+'x',code=None,score=round(max(30,q['score']-r.uniform(5,14)),1)); n['rating']=band(n['score'])
            def fn(W): W['b5'][y].append(copy.deepcopy(n))
            return s.add('b5 twice, another score',fn,True,old=None,new=q['name'],place_kind='row',_at=('b5',y,None,n['_id'],None),_also=[('b5',y,None,i,None)],**base)
        if k=='b4shift':
            v=[z['quantity'] for z in s.W['b4'][key]]
            if len(v)<3 or snd is None: return
            def fn(W):
                z=W['b4'][key]; x=[q['quantity'] for q in z]; x=x[-1:]+x[:-1]
                for q,a in zip(z,x): q['quantity']=a
            s.closed.add(('b4',y,snd))
            return s.add('b4 figures one row too low',fn,True,old=None,new=None,place_kind='column',_at=('b4',y,snd,None,'quantity'),units=[],unit=None,_ids=[z['_id'] for z in s.W['b4'][key]],feeds=[])
        f={'b3days':'to','b3women':'women','b3num':'n','b3year':'from','b4noresult':'result','b4state':'state','b4word':'quantity','b5band':'rating','b5over':'score','b5district':'district'}[k]; old=q[f]; xt={}
        if k=='b3days': new=q['from']-dt.timedelta(r.randint(1,40))
        elif k=='b3women': new=q['n']+r.randint(1,9)
        elif k=='b3num': new=q['n']*10; det=snd in DIST and new>sum(z['managers'] or 0 for z in s.W['b2'][y,snd]) or snd not in DIST and new>150
        elif k=='b3year': new=q['from'].replace(year=y-1,day=min(28,q['from'].day)); 
        elif k=='b4noresult': new=None; xt={'quantity':None}
        elif k=='b4state': new=None
        elif k=='b4word': new='%d lần'%q['quantity'] if 0 else r.choice(['nhiều','vài chục','chưa tổng hợp được'])
        elif k=='b5band': new=r.choice([x for x in('Tốt','Khá','Trung bình','Yếu') if x!=q['rating']])
        elif k=='b5over': new=round(q['score']*10,1)
        elif k=='b5district': new=r.choice([x for x in DIST.values() if x!=old])
        def fn(W): z=find(W[tab][key],i); z[f]=new; z.update(xt)
        return s.add(f'{tab}.{f} {k}',fn,det,old=str(old),new=str(new),place_kind='cell',_at=(tab,y,snd,i,f),**base)
    # ------------------------------------------------ files
    def filed(s):
        r=s.r; k=r.choice(['late','missing','neighbour','hash','lastalliance','lastregistry','alliance_cut','registry_filter','olddraft','olddraft'])
        used={x['_at'][1:3] for x in s.out}; depts=['SCT','STC','STTTT','TCT','DPTTH','BKT','BCD']; y=2019; det=True
        touched=lambda t:any(x['_at'][0]==t and x['_at'][1]==y for x in s.out)
        if k in('late','missing','hash'):
            c=[d for d in depts if (y,d) not in used]; d=r.choice(c); key=(y,d,'agency_report')
            def fn(W):
                F=W['file'][key]
                if k=='late': F['at']=f'{y}-12-{12+len(d)%5:02d}T09:10:00+07:00'
                elif k=='missing': F['missing']=True
                else: F['badhash']=True
            s.closed.add((y,d))
            return s.add('file '+k,fn,True,old=None,new=None,unit=None,place_kind='file',_at=('file',)+key,feeds=[])
        if k=='neighbour':
            c=[d for d in DIST if (y,d) not in used and (y,d) not in s.closed]
            if len(c)<2: return
            d,e=r.sample(c,2); key=(y,d,'agency_report')
            def fn(W):
                F=W['file'][key]; F['office']=OFFICE[e]
                W['b2'][y,d]=[dict(copy.deepcopy(q),_id=q['_id']+'n') for q in W['b2'][y,e]]; W['b2t'][y,d]=copy.deepcopy(W['b2'][y,d]); W['b3'][y,d]=copy.deepcopy(W['b3'][y,e]); W['b4'][y,d]=copy.deepcopy(W['b4'][y,e]); W['extra'][y,d]=W['extra'][y,e]
            s.closed.add((y,d)); s.closed.add((y,e)); s.closed.add((2018,d))
            return s.add(f"file: {e}'s workbook under {d}",fn,True,old=d,new=e,unit=None,place_kind='file',_at=('file',)+key,feeds=[],units_hit=[q['_uid'] for z in (d,e) for q in s.W['b2'][y,z]])
        if k=='olddraft':
            c=[d for d in DIST if (y,d) not in used and (y,d) not in s.closed]; 
            if not c: return
            d=r.choice(c); key=(y,d,'agency_report'); n=r.randint(2,5); c=r.uniform(.6,.85)
            def fn(W):
                F=W['file'][key]; F['draft']=dict(b2=W['b2'][y,d],b2t=W['b2t'][y,d],path=F['path'],at=F['at']); F['path']=F['path'].replace('.xlsx','-sua.xlsx'); F['at']=f'{y}-12-09T16:40:00+07:00'; F['no']=F['no'].replace('/','a/')
                for t in ('b2','b2t'):
                    v=copy.deepcopy(W[t][y,d]); v=v[:-n]
                    for q in v:
                        for f in ('new_members','managers_trained','revenue','revenue_from_members','profit','member_income','worker_income'):
                            if num(q[f]): q[f]=int(q[f]*c) if isinstance(q[f],int) and f in('new_members','managers_trained') else round(q[f]*c,1)
                    W[t][y,d]=v
            s.closed.add((y,d))
            return s.add('file: an older draft filed as a correction',fn,True,old=None,new=None,unit=None,place_kind='file',_at=('file',)+key,feeds=[],units_hit=[q['_uid'] for q in s.W['b2'][y,d]])
        t='all' if 'alliance' in k else 'reg'
        if touched(t): return
        n=r.randint(6,14); key=(y,'LMHTX','alliance_members') if t=='all' else (y,'SKHDT','registry_extract')
        def fn(W):
            if k=='lastalliance': W['all'][2019]=[dict(copy.deepcopy(q),_id=q['_id']+'l') for q in W['all'][2018]]
            elif k=='lastregistry': W['reg'][2019]=[dict(copy.deepcopy(q),_id=q['_id']+'l') for q in W['reg'][2018]]
            elif k=='alliance_cut': W['all'][2019]=W['all'][2019][:-n]
            else: W['reg'][2019]=[q for q in W['reg'][2019] if q['status']=='Đang hoạt động']
        if k=='alliance_cut': det=any(q['joined_on'].year<2019 for q in s.W['all'][2019][-n:])
        s.closed.add((t,2019))
        W2=copy.deepcopy(s.W); fn(W2); left={q['_uid']:q for q in W2[t][2019]}; g=lambda q:tuple((k2,str(v)) for k2,v in q.items() if k2 not in('_id','_row','_sheet'))
        ids={q['_uid'] for q in s.W[t][2019] if q['_uid'] not in left or g(left[q['_uid']])!=g(q)}
        return s.add('list '+k,fn,det,old=None,new=None,unit=None,place_kind='sheet' if k in('alliance_cut','registry_filter') else 'file',_at=('file',)+key,feeds=[],units_hit=sorted(ids))
def band(x): return 'Tốt' if x>=80 else 'Khá' if x>=65 else 'Trung bình' if x>=50 else 'Yếu'
def w_day(s,y): return s.w.workday(D(y,s.r.randint(2,10),s.r.randint(1,25)))
def js(v): return v.isoformat() if isinstance(v,dt.date) else v
def main():
    a=argparse.ArgumentParser(); a.add_argument('--seed',type=int,required=True); a.add_argument('--kind',required=True,choices=['clean','unusual','errors']); a.add_argument('--out',required=True); a.add_argument('--force',help='for trials: slips whose name holds one of these, and no other'); a.add_argument('--events',help='for trials: these events of unusual, by name'); a=a.parse_args()
    # the three kinds of one number are three different provinces
    w=World(f'{a.seed}' if a.kind=='clean' else f'{a.seed}-{a.kind}')
    if a.kind=='unusual': events.unusual(w,a.seed,a.events)
    W=build(w); W['split']=getattr(w,'split',set())
    for k in W['split']:   # a sheet of its own for THT: its manager columns are filled too (an empty column is a fault by contract 4)
        for t in ('b2','b2t'):
            for q in W[t][k]:
                if q['type']=='THT' and q['status']=='Đang hoạt động': q['managers']=1+int(q['_uid'][1:])%3//2; q['managers_trained']=0
    shutil.rmtree(a.out+'/raw',ignore_errors=True); m0=measure(W); led=dict(seed=a.seed,kind=a.kind,slips=[],events=w.events)
    S=None
    if a.kind=='errors':
        S=Slips(w,W,a.seed); r=S.r
        nc=r.randint(1,3); ns=r.choice([0,1,1]); nf=r.choice([0,1,1])
        plan=['column']*nc+['sheetslip']*ns; late=['filed']*nf
        mix=['cell']*11+['word']*3+['row']*4+['total']*3+['registry']*3+['alliance']*2+['rest']*3
        while len(plan)+len(late)<25: plan.append(r.choice(mix))
        body=plan[nc+ns:]; r.shuffle(body)
        for k in plan[:nc+ns]+late+body:
            for _ in range(60):
                if getattr(S,k)(): break
        if a.force:
            S=Slips(w,W,f'force-{a.seed}'); S.out=[]
            for k in a.force.split(','):
                for _ in range(4000):
                    b,c2=set(S.busy),set(S.closed); n=len(S.out); getattr(S,S.r.choice(['column','sheetslip','filed','row','registry','alliance','total','rest','word']))()
                    if len(S.out)>n:
                        if k in S.out[-1]['what']: break
                        S.out.pop(); S.busy,S.closed=b,c2
        for x in S.out: x['_fn'](W)
    write(W,a.out)
    name={'b2':'Biểu 2','b3':'Biểu 3','b4':'Biểu 4','b5':'Biểu 5','b1':'Biểu 1','reg':'Danh sách đăng ký HTX','all':'Danh sách thành viên Liên minh'}
    col={'b2':B2L,'reg':REGL,'all':ALLL,'b3':B3L,'b4':B4L,'b5':B5L}
    def at(t):
        tab=t[0]
        if tab=='file': f=W['file'][t[1:4]]; return dict(path=f['path'],sheet=None,row=None,column=None)
        tab,y,d,i,f=t; snd={'reg':'SKHDT','all':'LMHTX','b5':'SNNPTNT'}.get(tab,d); form={'reg':'registry_extract','all':'alliance_members'}.get(tab,'agency_report')
        o=dict(path=W['file'][y,snd,form]['path'],sheet=name[tab],row=None,column=None)
        if tab=='b1': return dict(o,row=B1ROW[i] if i else None,column=f)
        rows=W[tab][y,d] if tab in('b2','b3','b4') else W[tab][y]
        if i: q=find(rows,i); o['row']=q.get('_row') if q else None
        if f: o['column']=col[tab][f]
        return o
    places={}
    for (y,d),rows in W['b2'].items():
        if y==2017: continue
        for q in rows: places.setdefault(q['_uid'],[]).append((W['file'][y,d,'agency_report']['path'],q.get('_sheet','Biểu 2'),q.get('_row')))
    for tab,snd,form in (('reg','SKHDT','registry_extract'),('all','LMHTX','alliance_members'),('b5','SNNPTNT','agency_report')):
        for y in (2018,2019):
            for q in W[tab][y]: places.setdefault(q['_uid'],[]).append((W['file'][y,snd,form]['path'],name[tab],q.get('_row')))
    nm={u['uid']:[u['short'],u['full']]+list(u.get('shorty',{}).values())+list(u.get('fully',{}).values()) for u in w.units}
    if S:
        for n,x in enumerate(S.out):
            t=x['_at']; e=dict(n=n,what=x['what'],**at(t),unit=x.get('unit'),old=js(x.get('old')),new=js(x.get('new')),place_kind=x['place_kind'],weighs=x['weighs'],detectable=x['detectable'],why=x['why'],weighs_b1=x['weighs_b1'],seen_by=x.get('seen_by'),also=[at(z) for z in x.get('_also',[])],feeds=[(B1ROW[k],) for k in x.get('feeds',[]) if k in B1ROW],
              units=[dict(uid=u,names=nm.get(u,[]),places=sorted(set(map(tuple,places.get(u,[]))),key=str)) for u in x.get('units',[])],hit=[dict(uid=u,names=nm.get(u,[]),places=places.get(u,[])) for u in x.get('units_hit',[])])
            e['settled']=t[0] in('b2','reg','b5') and t[-1] in('status','rating')   # contract 4: precedence settles it, a warning by right
            led['slips'].append(e)
    for e in led['events']: e['names']=[nm[u][0] for u in e['units']]; e['places']=[p for u in e['units'] for p in places.get(u,[])]
    m1=measure(W)
    led['truth']={y:{k:v for k,v in m0[y].items() if k!='b1'} for y in (2018,2019)}; led['verdicts']=m0['V']; led['as_written']={y:{k:v for k,v in m1[y].items() if k!='b1'} for y in (2018,2019)}
    json.dump(led,open(a.out+'/ledger.json','w'),ensure_ascii=False,indent=1,default=str)
    if S: print(len(S.out),'slips, weigh',sum(x['weighs'] for x in S.out),'detectable',sum(x['detectable'] for x in S.out),'both',sum(x['weighs'] and x['detectable'] for x in S.out))
    else: print(a.kind,[e['event'] for e in led['events']])
if __name__=='__main__': main()
