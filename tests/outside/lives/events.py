"""True but unusual: what happens in 2019, told alike by every source."""
from tests.outside.lives.world import *
def figs(st,k):
    for f in ('revenue','revenue_from_members','profit'):
        if st[f] is not None: st[f]=round(st[f]*k,2)
def live(w,t=('HTX',),d=None,big=0,y=2019): return [u for u in w.units if u['type'] in t and u['y'].get(2018,{}).get('status')=='Đang hoạt động' and u['y'].get(2019,{}).get('status')=='Đang hoạt động' and (d is None or u['d']==d) and u['y'][2018]['members']>=big and not u.get('ev')]
def mark(us,e):
    for u in us: u['ev']=e
def merger(w,r):
    d=r.choice([d for d in DIST if len(live(w,d=d))>=4]); us=r.sample([u for u in live(w,d=d)],3); a,b,c=us; day=w.workday(D(2019,r.randint(3,8),r.randint(1,25)))
    A=a['y'][2019]
    for x in (b,c):
        X=x['y'][2019]; A['members']+=X['members']; A['new_members']+=X['members']
        for f in ('workers','managers'): A[f]+=X[f] if f=='workers' else 1
        for f in ('revenue','revenue_from_members','profit'): A[f]=round(A[f]+X[f],2)
        x['y'][2019]=dict(status='Đã giải thể',rating=None,score=None,**{f:None for f in FIG}); x['deadon']=day; x['leave']=day if x['join'] and x['join']<day else None
        if x['join'] and x['join']>=day: x['join']=None
    A['managers_trained']=min(A['managers_trained'],A['managers']); return us
def drive(w,r):
    d=r.choice([d for d in DIST if 4<=len(live(w,d=d))<=12]); us=live(w,d=d)
    for u in us:
        s=u['y'][2019]; p=u['y'][2018]['members']; n=int(p*r.uniform(1.6,2.4)); s['members']=p+n; s['new_members']=n; 
        k=r.uniform(1.2,1.8); figs(s,k); s['workers']=int(s['workers']*r.uniform(1,1.5))
    return us
def drought(w,r,d=None):
    us=live(w,('HTX','THT','LHHTX'),d)
    us=[u for u in us if u['sector']=='Nông nghiệp' or r.random()<.4]
    for u in us:
        s=u['y'][2019]; figs(s,r.uniform(.38,.65)); s['profit']=-round(abs(s['revenue'])*r.uniform(.01,.22),1) if r.random()<.8 else s['profit']
        s['member_income']=round(s['member_income']*r.uniform(.58,.76),1); s['worker_income']=round(s['worker_income']*r.uniform(.62,.85),1)
    return us
def flood(w,r): return drought(w,r,r.choice([d for d in DIST if 4<=len(live(w,d=d))<=15]))
def replant(w,r):
    us=r.sample([u for u in live(w) if u['ind'] in('0121','0125','0126')],r.randint(1,2))
    for u in us: s=u['y'][2019]; s.update(revenue=0,revenue_from_members=0,profit=-round(r.uniform(8,60),1),new_members=0,members=u['y'][2018]['members'])
    return us
def reopened(w,r):
    u=r.choice([u for u in live(w) if u['on'].year<2015])
    for y in (2017,2018): w.stop(u['y'][y]); u['y'][y]['new_members']=0
    u['y'][2018]['members']=u['y'][2017]['members']; s=u['y'][2019]; s['members']=u['y'][2018]['members']+s['new_members']; u['stopon']=w.workday(D(2017,1,9)); u['resumeon']=w.workday(D(2019,2,11)); return [u]
def moves(w,r):
    us=r.sample(live(w),r.choice([1,1,2]))
    for u in us:
        e=r.choice([d for d in DIST if d!=u['d']]); c=r.choice(COMM[e]); u['dy']={2019:e}; u['cy']={2019:(c[0],c[1],e)}
    return us
def regday(w,r):
    us=r.sample([u for u in live(w) if u['on'].year<2012 and (not u['conv'] or u['conv'].year>2013)],2)
    for u in us:
        o=u['on']; n=D(o.year+r.choice([-1,1]),o.month,min(28,o.day)); u['ony']={2019:n}
    return us
def court(w,r):
    u=r.choice([u for u in live(w) if u['on'].year<2016 and u['d']!='x'])
    u['y'][2018]=dict(status='Đã giải thể',rating=None,score=None,**{f:None for f in FIG}); u['deadon']=w.workday(D(2018,r.randint(4,9),r.randint(1,25))); u['restored']=w.workday(D(2019,r.randint(2,5),r.randint(1,25)))
    s=u['y'][2019]; m=u['y'][2017]['members']; s['members']=m; s['new_members']=0; u['leave']=None; return [u]
def alltrained(w,r):
    c=[d for d in DIST if len(live(w,d=d))<=8 and d not in getattr(w,'alltrained',{}).get(2019,())]
    d=r.choice(c or ['618']); w.alltrained={2019:{d}}
    us=[u for u in w.units if u['d']==d and u['type'] in('HTX','QTDND') and u['y'].get(2019,{}).get('status')=='Đang hoạt động']
    for u in us: u['y'][2019]['managers_trained']=u['y'][2019]['managers']
    return us
def bignew(w,r):
    d=r.choice(['608','611','615','612']); u=w.newunit(2019,d,'HTX'); s=u['y'][2019]; n=r.randint(600,900); s.update(members=n,new_members=n,workers=r.randint(40,90),managers=9); s['managers_trained']=min(9,s['managers_trained']); u['join']=None; u['leave']=None; u['capital']=r.randint(9,16)*10**9
    for f in ('revenue','revenue_from_members','profit'): s[f]=round(s[f]*4,1)
    return [u]
def bankrun(w,r):
    u=r.choice(live(w,('QTDND',))); s=u['y'][2019]; p=u['y'][2018]; s['members']=int(p['members']*r.uniform(.62,.8)); s['new_members']=r.randint(0,4); figs(s,r.uniform(.55,.75)); s['profit']=-round(s['revenue']*.06,1); s['rating']='Yếu'; return [u]
def boom(w,r):
    k=r.choice(['0126','0128','0121','0118']); us=[u for u in live(w) if u['ind']==k]; g=r.uniform(1.7,2.4)
    for u in us: s=u['y'][2019]; figs(s,g*r.uniform(.93,1.07)); s['profit']=round(abs(s['profit'])*1.3,1); h=r.uniform(1.2,1.4); s['member_income']=round(s['member_income']*h,1); s['worker_income']=round(s['worker_income']*(1+(h-1)/2),1)
    return us
def split(w,r):
    w.split={(2019,d) for d in r.sample(list(DIST),r.randint(1,3))}; return []
def thtstop(w,r):
    us=[u for u in live(w,('THT',)) if r.random()<.3]
    for u in us:
        u['y'][2019].update(members=u['y'][2018]['members']); p=u['y'][2019]; 
        if r.random()<.5: u['y'][2019]=dict(status='Đã giải thể',rating=None,score=None,**{f:None for f in FIG}); u['deadon']=w.date(2019,2019); u['leave']=u['deadon'] if u['join'] else None
        else: p.update(status='Ngừng hoạt động',new_members=0,workers=0,revenue=None,revenue_from_members=None,profit=None,member_income=None,worker_income=None)
    return us
def conversions(w,r):
    ts=r.sample(live(w,('THT',)),12); out=[]
    for t in ts:
        del t['y'][2019]; t['gone']=2019; t['leave']=D(2019,11,20) if t['join'] else None
        u=w.newunit(2019,t['d'],'HTX',t); u['join']=None; u['leave']=None; out+= [t,u]
    return out
def tiny(w,r):
    us=r.sample(live(w,('HTX','THT')),8)
    for u in us: s=u['y'][2019]; s['profit']=round(r.choice([-1,1])*r.uniform(.02,.9),2)
    return us
def contract(w,r):
    u=r.choice([u for u in live(w) if u['sector'] in('Xây dựng','Vận tải','Thương mại - Dịch vụ')]); s=u['y'][2019]; k=r.uniform(4,6.5); figs(s,k); s['workers']=int(s['workers']*r.uniform(2,3.2))+3; return [u]
def recode(w,r):
    us=r.sample([u for u in live(w) if u['code']],2)
    for u in us: n=mst(r); u['codey']={2019:n}
    return us
def rename(w,r):
    us=r.sample(live(w),2)
    for u in us:
        new=r.choice(A)+' '+r.choice(B)+' '+r.choice(['Tây Nguyên','Xanh','Bền Vững']); bz=u['full'][len('Hợp tác xã '):].rsplit(' ',2)[0]
        pre='Hợp tác xã '+(PROD.get(u['ind']) or BIZ[u['sector']][0])+' '+new; u['fully']={2019:pre}; u['shorty']={2019:pre.replace('Hợp tác xã','HTX')}
    return us
def layoff(w,r):
    us=r.sample(live(w,('HTX',),big=30),3)
    for u in us: s=u['y'][2019]; p=u['y'][2018]['members']; s['members']=max(9,int(p*r.uniform(.5,.65))); s['new_members']=0; figs(s,r.uniform(.55,.75)); s['workers']=max(2,int(s['workers']*.65))
    return us
TABLE=dict(merger=merger,drive=drive,drought_all=drought,flood=flood,replant=replant,reopened=reopened,moves=moves,regday=regday,court=court,alltrained=alltrained)
OWN=dict(bignew=bignew,bankrun=bankrun,boom=boom,split=split,thtstop=thtstop,conversions=conversions,tiny=tiny,contract=contract,recode=recode,rename=rename,cleanout=layoff)
def unusual(w,seed,only=None):
    r=random.Random(f'unusual-{seed}'); n=r.randint(2,4); k=r.choice([1,1,2]) if n>2 else 1
    ev=r.sample(list(TABLE),k)+r.sample(list(OWN),n-k)
    if 'drought_all' in ev and 'flood' in ev: ev.remove('flood')
    if only: ev=only.split(',')
    for e in ev:
        us={**TABLE,**OWN}[e](w,r); mark(us,e); w.events.append(dict(event=e,units=[u['uid'] for u in us]))
