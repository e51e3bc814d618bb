"""A province's life, by laws of its own. Everything is simulated; no real unit or person."""
import random, math, datetime as dt, unicodedata, openpyxl, copy
D=dt.date
DIST={'608':'Thành phố Kon Tum','610':'Huyện Đăk Glei','611':'Huyện Ngọc Hồi','612':'Huyện Đăk Tô','613':'Huyện Kon Plông','614':'Huyện Kon Rẫy','615':'Huyện Đăk Hà','616':'Huyện Sa Thầy','617':'Huyện Tu Mơ Rông','618':"Huyện Ia H'Drai"}
DWEIGHT={'608':27,'610':8,'611':12,'612':12,'613':9,'614':7,'615':20,'616':11,'617':8,'618':5}
_names="""Phường Quang Trung|Phường Duy Tân|Phường Quyết Thắng|Phường Trường Chinh|Phường Thắng Lợi|Phường Ngô Mây|Phường Thống Nhất|Phường Lê Lợi|Phường Nguyễn Trãi|Phường Trần Hưng Đạo|Xã Đắk Cấm|Xã Kroong|Xã Ngọk Bay|Xã Vinh Quang|Xã Đắk Blà|Xã Ia Chim|Xã Đăk Năng|Xã Đoàn Kết|Xã Chư Hreng|Xã Đắk Rơ Wa|Xã Hòa Bình
Thị trấn Đắk Glei|Xã Đắk Blô|Xã Đắk Man|Xã Đắk Nhoong|Xã Đắk Pék|Xã Đắk Choong|Xã Xốp|Xã Mường Hoong|Xã Ngọc Linh|Xã Đắk Long|Xã Đắk Kroong|Xã Đắk Môn
Thị trấn Plei Kần|Xã Đắk Ang|Xã Đắk Dục|Xã Đắk Nông|Xã Đắk Xú|Xã Đắk Kan|Xã Bờ Y|Xã Sa Loong
Thị trấn Đắk Tô|Xã Đắk Rơ Nga|Xã Ngọk Tụ|Xã Đắk Trăm|Xã Văn Lem|Xã Kon Đào|Xã Tân Cảnh|Xã Diên Bình|Xã Pô Kô
Xã Đắk Nên|Xã Đắk Ring|Xã Măng Bút|Xã Đắk Tăng|Xã Ngok Tem|Xã Pờ Ê|Xã Măng Cành|Thị trấn Măng Đen|Xã Hiếu
Thị trấn Đắk Rve|Xã Đắk Kôi|Xã Đắk Tơ Lung|Xã Đắk Ruồng|Xã Đắk Pne|Xã Đắk Tờ Re|Xã Tân Lập
Thị trấn Đắk Hà|Xã Đắk Pxi|Xã Đăk Long|Xã Đắk Hring|Xã Đắk Ui|Xã Đăk Ngọk|Xã Đắk Mar|Xã Ngok Wang|Xã Ngok Réo|Xã Hà Mòn|Xã Đắk La
Thị trấn Sa Thầy|Xã Rơ Kơi|Xã Sa Nhơn|Xã Hơ Moong|Xã Mô Rai|Xã Sa Sơn|Xã Sa Nghĩa|Xã Sa Bình|Xã Ya Xiêr|Xã Ya Tăng|Xã Ya Ly
Xã Ngọc Lây|Xã Đắk Na|Xã Măng Ri|Xã Ngọc Yêu|Xã Đắk Sao|Xã Đắk Rơ Ông|Xã Đắk Tờ Kan|Xã Tu Mơ Rông|Xã Đắk Hà|Xã Tê Xăng|Xã Văn Xuôi
Xã Ia Đal|Xã Ia Dom|Xã Ia Tơi""".split('\n')
_codes=[[23281,23284,23287,23290,23293,23296,23299,23302,23305,23308,23311,23314,23317,23320,23323,23326,23327,23329,23332,23335,23338],
 list(range(23341,23375,3)),list(range(23377,23399,3)),[23401,23427,23428,23430,23431,23434,23437,23440,23443],list(range(23452,23477,3)),list(range(23479,23498,3)),
 [23500,23503,23504,23506,23509,23510,23512,23515,23518,23521,23524],[23527,23530,23533,23534,23536,23539,23542,23545,23548,23551,23554],
 [23404,23407,23410,23413,23416,23417,23419,23422,23425,23446,23449],[23535,23537,23538]]
COMM={d:list(zip(n.split('|'),c)) for d,n,c in zip(DIST,_names,_codes)}
for d in COMM: assert len(COMM[d])==len(_codes[list(DIST).index(d)])
IND={'Nông nghiệp':['0118','0121','0125','0126','0128','0141','0150','0161','0210','0322'],'Công nghiệp - TTCN':['1030','1077'],'Xây dựng':['4101','4290'],'Tín dụng':['6419'],'Thương mại - Dịch vụ':['4620','4632','4669'],'Vận tải':['4933','4931'],'Khác':['3811']}
PROD={'0118':'Rau hoa','0121':'Cây ăn quả','0125':'Cao su','0126':'Cà phê','0128':'Dược liệu','0141':'Chăn nuôi','0150':'Nông nghiệp tổng hợp','0161':'Dịch vụ Nông nghiệp','0210':'Lâm nghiệp','0322':'Thủy sản'}
BIZ={'Công nghiệp - TTCN':['Tiểu thủ công nghiệp','Chế biến Nông sản','Công nghiệp'],'Xây dựng':['Xây dựng','Xây dựng và Cơ khí'],'Thương mại - Dịch vụ':['Thương mại Dịch vụ','Dịch vụ Tổng hợp','Thương mại'],'Vận tải':['Vận tải','Dịch vụ Vận tải'],'Khác':['Môi trường','Dịch vụ Môi trường']}
A="An Bình Cường Đại Đông Gia Hòa Hưng Khánh Lâm Minh Nam Ngọc Phú Quang Sơn Tân Thành Thịnh Trường Việt Vĩnh Xuân Yên".split()
B="Lợi Phát Thắng Tiến Phong Nguyên Hải Long Châu Thủy Đức Hiếu Nghĩa Trung Tâm Khoa Đạt Vượng Thiện Hoàng".split()
VIL1="Kon Plei Đăk Măng Ngọk Tu Ia Pa".split()
VIL2="Jơ Rua|Tơ Kăn|Wơn|Xă|Rbang|Sơ Lam|Klah|Bông Mơ|Hra|Kơ Tu|Rơ Hai|Gung|Mơ Nây|Rẻ|Ktu|Trum|Chắt|Gơ Hom|Sút|Tông|Brêng|Pơ Drang|Long Tum|Hnor|Rơ Wang|Kleng|Bơ Nâm|Tiêm|Vi Ring|Xơ Tan|Gu Đrung|Bơ Hneng|Krơng Hak|Đôi Lâm|Nhul|Pơ Yang|Sa Mưng|Tê Bô|Hlang Ktơng|Iok|Kép Ram|Mơ Hơu|Lâm Tờ|Chor Bung|Rác Kơ|Wet Blong|Dơ Nâu|Năng Xiêr|Pêng Sal|Ví Klâng|Ring Dơng|Ngo Hnao|Trấp|Đrai Yop|Um Hlơ".split('|')
THTP=['trồng cà phê','trồng rau','chăn nuôi bò','trồng sâm dây','nuôi cá lồng','trồng bời lời','chăn nuôi heo','dệt thổ cẩm','trồng chuối','cạo mủ cao su','làm đất','trồng sắn','nuôi ong','thủy nông','bảo vệ rừng']
def fold(s): return ''.join(c for c in unicodedata.normalize('NFD',s.lower().replace('đ','d')) if not unicodedata.combining(c))
def lev(a,b):
    p=list(range(len(b)+1))
    for i,x in enumerate(a,1):
        q=[i]
        for j,y in enumerate(b,1): q.append(min(p[j]+1,q[-1]+1,p[j-1]+(x!=y)))
        p=q
    return p[-1]
def mst(r):
    while 1:
        n='61%07d'%r.randrange(100000,9999999); s=sum(int(a)*w for a,w in zip(n,(31,29,23,19,17,13,7,5,3)))%11
        if s: return n+str(10-s)
SECT=[('Nông nghiệp',62),('Công nghiệp - TTCN',7),('Xây dựng',5),('Thương mại - Dịch vụ',15),('Vận tải',8),('Khác',3)]
RMED={'Nông nghiệp':900,'Công nghiệp - TTCN':2100,'Xây dựng':5200,'Tín dụng':9000,'Thương mại - Dịch vụ':2600,'Vận tải':3800,'Khác':1100}
RSD={'Nông nghiệp':.9,'Công nghiệp - TTCN':.7,'Xây dựng':.6,'Tín dụng':.5,'Thương mại - Dịch vụ':1.0,'Vận tải':.8,'Khác':.5}
MMED={'Nông nghiệp':22,'Công nghiệp - TTCN':13,'Xây dựng':11,'Tín dụng':1400,'Thương mại - Dịch vụ':14,'Vận tải':34,'Khác':10}
FIG=['members','new_members','workers','managers','managers_trained','revenue','revenue_from_members','profit','member_income','worker_income']
class World:
    def __init__(s,seed):
        s.r=r=random.Random(f'other-{seed}'); s.seed=seed; s.units=[]; s.n=0
        s.used=set(); s.codes=set(); s.events=[]
        s.deff={d:(math.exp(r.gauss(0,.3)),math.exp(r.gauss(0,.2)),math.exp(r.gauss(0,.12))) for d in DIST}
        prods=list(PROD)+[k for k in IND if k!='Nông nghiệp']+THTP
        s.price={p:{2017:1.0} for p in prods}
        for y in (2018,2019):
            common=math.exp(r.gauss(.02,.03))
            for p in prods:
                f=r.triangular(.85,1.25,1.02)*common if p in PROD or p in THTP else math.exp(r.gauss(.03,.06))
                s.price[p][y]=s.price[p][y-1]*min(max(f,.85),1.25)
        s.pt={2017:r.uniform(.2,.3)}; s.pt[2018]=s.pt[2017]*r.uniform(.95,1.15); s.pt[2019]=s.pt[2018]*r.uniform(.95,1.25)
        nh=r.randint(88,122); 
        for _ in range(nh): s.found(None,s.pickd(),'HTX')
        for _ in range(r.randint(3,5)): s.found(None,r.choice(['608','608','611','612','615','616']),'QTDND')
        s.found(None,'608','LHHTX')
        for _ in range(r.randint(110,170)): s.found(None,s.pickd(),'THT')
        for _ in range(r.randint(7,13)): s.dead()
        for u in s.units: s.first(u,2017)
        for y in (2018,2019): s.step(y)
        s.alliance()
    def pickd(s): return s.r.choices(list(DIST),[DWEIGHT[d] for d in DIST])[0]
    def date(s,y0,y1): return D.fromordinal(s.r.randint(D(y0,1,4).toordinal(),D(y1,11,22).toordinal()))
    def workday(s,d):
        while d.weekday()>4: d+=dt.timedelta(1)
        return d
    def name(s,typ,sector,ind,d,comm):
        r=s.r
        for _ in range(5000):
            if typ=='QTDND':
                p=comm.split(' ',1)[1]; full='Quỹ tín dụng nhân dân '+comm.lower().split(' ')[0]+' '+p; short='QTDND '+comm.lower().split(' ')[0]+' '+p
                if comm.startswith('Thị trấn'): full='Quỹ tín dụng nhân dân thị trấn'+comm[8:]; short='QTDND thị trấn'+comm[8:]
            elif typ=='THT':
                p=r.choice(THTP) if not ind else ind
                v=('làng '+r.choice(VIL1)+' '+r.choice(VIL2)) if r.random()<.7 else r.choice(A)+' '+r.choice(B)
                full='Tổ hợp tác '+p+' '+v; short='THT '+p+' '+v; p=v
            elif typ=='LHHTX':
                p=r.choice(A)+' '+r.choice(B); full='Liên hiệp Hợp tác xã Nông nghiệp '+p; short='LHHTX Nông nghiệp '+p
            else:
                p=r.choice(A)+' '+r.choice(B)
                if r.random()<.2: p+=' '+r.choice(['Kon Tum','Tây Nguyên','Xanh','Măng Đen','Ngọc Linh'])
                b=(r.choice(['Nông nghiệp','Nông nghiệp và Dịch vụ','Nông nghiệp',PROD[ind]]) if sector=='Nông nghiệp' else r.choice(BIZ[sector]))
                full='Hợp tác xã '+b+' '+p; short='HTX '+b+' '+p
            k=fold(p)
            if k in s.used: 
                if typ=='QTDND': comm=r.choice(COMM[d])[0]
                continue
            if typ!='QTDND' and any(abs(len(k)-len(o))<2 and lev(k,o)<2 for o in s.used): continue
            s.used.add(k); s.lastcomm=comm; return full,short
        raise SystemExit('names')
    def found(s,year,d,typ,tht=None,day=None):
        r=s.r; s.n+=1
        sector='Tín dụng' if typ=='QTDND' else 'Nông nghiệp' if typ=='LHHTX' else r.choices([a for a,_ in SECT],[b*(2.2 if a=='Vận tải' and d=='608' else 1) for a,b in SECT])[0]
        prod=None
        if typ=='THT':
            prod=r.choice(THTP); sector='Công nghiệp - TTCN' if prod=='dệt thổ cẩm' else 'Nông nghiệp'
        if tht: sector=tht['sector']
        ind=r.choice(IND[sector]); comm,cc=r.choice(COMM[d])
        if tht: comm=tht['commune']
        full,short=s.name(typ,sector,prod if typ=='THT' else ind,d,comm); comm=s.lastcomm; cc=dict(COMM[d])[comm]
        u=dict(uid='u%04d'%s.n,type=typ,full=full,short=short,d=d,commune=comm,cc=cc,sector=sector,ind=ind,prod=prod or (ind if sector=='Nông nghiệp' else sector),y={},born=year or 0)
        if year: u['on']=day or s.workday(s.date(year,year))
        elif typ=='THT': u['on']=s.date(2008,2017)
        elif typ=='LHHTX': u['on']=s.date(2015,2016)
        else: u['on']=s.workday(s.date(*( (1998,2012) if r.random()<.5 else (2013,2017))))
        u['conv']=None
        if typ!='THT':
            if u['on']<D(2013,7,1) and r.random()<.93: u['conv']=s.workday(s.date(2014,2017))
            u['code']=mst(r); 
            while u['code'] in s.codes: u['code']=mst(r)
            s.codes.add(u['code'])
            if u['on'].year<2008 and r.random()<.12: u['code']=None
            u['cert']='%s%s%06d'%('3807',d[-1] if r.random()<.2 else 'ABCDEGHIKL'[list(DIST).index(d)],r.randrange(10,999999))
            u['capital']=int(round(math.exp(r.gauss(math.log(1500),.8))/50)*50+50)*10**6
            u['tht']=tht
        else: u['code']=None; u['certd']=r.random()<.55
        s.traits(u); s.units.append(u); return u
    def traits(s,u):
        r=s.r;sec=u['sector'];de=s.deff[u['d']];t=u['type']
        m=math.exp(r.gauss(math.log(MMED[sec]),.6 if t!='QTDND' else .35))*de[1]
        if t=='THT': m=max(5,math.exp(r.gauss(math.log(10.5),.4)))
        elif t=='LHHTX': m=r.randint(4,8)
        elif u['born'] and not u.get('tht'): m=max(7,m*.7)
        u['m0']=max(7 if t in('HTX','QTDND') else 4,int(m)); 
        rev=math.exp(r.gauss(math.log(RMED[sec]),RSD[sec]))*de[0]*(u['m0']/MMED[sec])**.4
        if t=='THT': rev=math.exp(r.gauss(math.log(260),.7))*(u['m0']/10)**.5
        u['rev']=rev; u['step']=r.choice([.01,.1,1,1,1,5,10]) if rev>200 else r.choice([.01,.1,.5,1,1])
        u['vol']=r.uniform(.05,.10)*(1.4 if rev<500 else 1)
        u['margin']=r.gauss(.11,.05) if sec!='Tín dụng' else r.gauss(.09,.02)
        u['share']=min(.97,max(.05,r.betavariate(5,3))) 
        u['inc']=math.exp(r.gauss(math.log(31),.22))*de[2]; u['winc']=math.exp(r.gauss(math.log(39),.2))*de[2]
        if t=='THT': u['inc']*=.75; u['winc']*=.75
        u['score']=r.gauss(69,9); u['w0']=max(2,int(math.exp(r.gauss(math.log(9 if t!='THT' else 6),.6)))); 
        if t=='QTDND': u['w0']=r.randint(8,18)
        if t=='THT': u['w0']=min(u['w0'],u['m0']+3)
        u['k0']=r.choice([3,3,4,4,5,5,6,7]) if t!='QTDND' else r.randint(8,12); u['tp']=r.choice([.4,.8,1,1.2,1.7])
        u['deg']=(r.uniform(.3,.5),r.uniform(.15,.4))
    def dead(s):
        u=s.found(None,s.pickd(),'HTX'); u['on']=s.workday(s.date(1999,2010)); u['conv']=None
        u['deadon']=s.workday(s.date(2011,2016)); u['ghost']=True
    def rnd(s,u,v):
        return round(round(v/u['step'])*u['step'],2)
    def flows(s,u,y,f=1.0):
        r=s.r; p=s.price[u['prod']]
        e=r.gauss(0,1)*u['vol']+ (r.choice([-1,1])*r.expovariate(1/.12) if r.random()<.16 else 0)
        u['dev']=u.get('dev',0)*.6+e
        u['rev_y']=u['rev']*p[y]*math.exp(u['dev'])*f
        rv=max(u['step'],s.rnd(u,u['rev_y']))
        z=r.gauss(0,1)/math.sqrt(max(.15,r.gammavariate(1.5,1/1.5)))
        mg=u['margin']+.025*z
        mg=max(-.35,min(.45,mg))
        pr=s.rnd(u,rv*mg)
        sh=min(.99,max(.02,u['share']+r.gauss(0,.03)))
        g=math.exp(r.gauss(.05,.035)+(.3*math.log(p[y]/p.get(y-1,p[y])) if u['sector']=='Nông nghiệp' else 0)+(r.gauss(0,.12) if r.random()<.1 else 0))
        u['inc_y']=u.get('inc_y',u['inc']/g)*g; u['winc_y']=u.get('winc_y',u['winc']/1.04)*math.exp(r.gauss(.045,.04))
        st=.5 if u['step']>=1 else .1
        return dict(revenue=rv,revenue_from_members=min(rv,s.rnd(u,rv*sh)),profit=pr,member_income=round(round(u['inc_y']/st)*st,2),worker_income=round(round(u['winc_y']/st)*st,2))
    def rating(s,u,y):
        if u['type']=='THT': return None,None
        if u['born']==y: return 'Không xếp loại',None
        u['score']=69+.85*(u['score']-69)+s.r.gauss(.3,4.2)
        sc=round(min(98,max(31,u['score'])),1)
        return ('Tốt' if sc>=80 else 'Khá' if sc>=65 else 'Trung bình' if sc>=50 else 'Yếu'),sc
    def trained(s,u,y,k): return sum(s.r.random()<min(.95,s.pt[y]*u['tp']) for _ in range(k))
    def first(s,u,y):
        if u.get('ghost'): return
        r=s.r; st=dict(status='Đang hoạt động',members=u['m0'],new_members=int(r.random()<.4)*r.randint(0,3),workers=u['w0'],managers=u['k0'])
        st['managers_trained']=s.trained(u,y,u['k0']); st.update(s.flows(u,y)); st['rating'],st['score']=s.rating(u,y)
        if u['type']=='THT': st['managers']=st['managers_trained']=None
        if u['type'] in('HTX',) and r.random()<.05: s.stop(st); u['stopon']=max(s.workday(s.date(2016,2017)),s.workday(D(2017,2,6)) if u['on'].year==2017 else u['on']+dt.timedelta(9))
        u['y'][y]=st
    def stop(s,st):
        st.update(status='Ngừng hoạt động',new_members=0,workers=0,managers_trained=0,revenue=None,revenue_from_members=None,profit=None,member_income=None,worker_income=None,rating='Không xếp loại',score=None)
    def step(s,y):
        r=s.r
        live=[u for u in s.units if u['y'].get(y-1,{}).get('status') in('Đang hoạt động','Ngừng hoạt động')]
        hs=[u for u in live if u['type']=='HTX']; ts=[u for u in live if u['type']=='THT']
        st0=[u for u in hs if u['y'][y-1]['status']!='Đang hoạt động']
        gone=set(); resume=set()
        for u in st0:
            x=r.random()
            if x<.25: gone.add(u['uid'])
            elif x<.4: resume.add(u['uid'])
        for u in r.sample([h for h in hs if h not in st0 and h['y'][y-1]['rating'] in('Yếu','Trung bình','Khá')],r.randint(0,2)): gone.add(u['uid'])
        tdead={u['uid'] for u in r.sample(ts,r.randint(2,7))}
        tconv=[u for u in r.sample(ts,r.randint(1,4)) if u['uid'] not in tdead]
        for u in live:
            p=u['y'][y-1]; st={}
            if u['uid'] in gone or u['uid'] in tdead:
                st=dict(status='Đã giải thể',rating=None,score=None,**{f:None for f in FIG}); u['deadon']=s.workday(s.date(y,y)); u['y'][y]=st; continue
            if u in tconv: u['gone']=y; continue
            st['status']='Đang hoạt động'
            m=p['members']; new=left=0
            if r.random()>.42:
                sc=.05*m if m>60 else 2
                new=int(r.expovariate(1/(sc+.5))) if r.random()<.75 else 0
                left=int(r.expovariate(1/(sc*.45+.2))) if r.random()<.5 else 0
                if r.random()<.02 and u['type']=='HTX': new+=int(m*r.uniform(.3,.8))
            lo={'HTX':7,'QTDND':7,'LHHTX':4,'THT':4}[u['type']]
            left=max(0,min(left,m+new-lo)); 
            if u['type']=='LHHTX': left=0; new=min(new,1)
            st['members']=m+new-left; st['new_members']=new
            w=p['workers'] or u['w0']
            st['workers']=w if r.random()<.5 else max(1,w+int(round(r.gauss(.3,max(1,.12*w)))))
            k=p['managers']
            if u['type']!='THT':
                st['managers']=k if r.random()<.9 else max(3,k+r.choice([-1,1,1,2])); st['managers_trained']=s.trained(u,y,st['managers'])
            else: st['managers']=st['managers_trained']=None
            st.update(s.flows(u,y)); st['rating'],st['score']=s.rating(u,y)
            if u['type']=='HTX' and (p['status']!='Đang hoạt động' and u['uid'] not in resume or p['status']=='Đang hoạt động' and r.random()<.012):
                st.update(members=m,managers=k); s.stop(st)
                if p['status']=='Đang hoạt động': u['stopon']=s.workday(D(y,3,r.randint(1,25)))
            elif p['status']!='Đang hoạt động': u['resumeon']=s.workday(D(y,2,r.randint(1,25)))
            u['y'][y]=st
        nh=r.randint(9,21) if y==2018 else r.randint(12,28)
        for i in range(nh):
            t=tconv[i] if i<len(tconv) else None
            s.newunit(y,t['d'] if t else s.pickd(),'HTX',t)
        if y==2019 and r.random()<.6: s.newunit(y,r.choice(['611','615','612']),'LHHTX')
        for _ in range(r.randint(33,62)): s.newunit(y,s.pickd(),'THT')
        # year's stock of the units that were never given a year (ghosts) stays out
    def newunit(s,y,d,typ,tht=None,**kw):
        r=s.r
        u=s.found(y,d,typ,tht)
        if tht: u['from']=tht['short']; u['m0']=max(7,tht['y'][y-1]['members']+r.randint(0,4))
        f=max(.12,(12-u['on'].month+.5)/12)
        st=dict(status='Đang hoạt động',members=u['m0'],new_members=u['m0'],workers=u['w0'],managers=u['k0'] if typ!='THT' else None,managers_trained=None)
        if typ!='THT': st['managers_trained']=s.trained(u,y,u['k0'])
        st.update(s.flows(u,y,f)); st['rating'],st['score']=s.rating(u,y); u['y'][y]=st
        return u
    def alliance(s):
        r=s.r; share=r.uniform(.62,.76); 
        batches={y:sorted(s.workday(D(y,r.choice([3,4,5,6,7,8,9,10]),r.randint(1,25))) for _ in range(2)) for y in range(2010,2020)}
        dec={}
        for y in batches:
            for i,b in enumerate(batches[y]): dec[b]='%d/QĐ-LMHTX'%r.randint(11+60*i,60+80*i)
        late=[]
        for u in s.units:
            u['join']=None
            if u['type']=='THT':
                if r.random()<.04 and u['on'].year<2018: pass
                else: continue
            elif u.get('ghost') and r.random()<.5: continue
            elif not u.get('ghost') and r.random()>share: late.append(u); continue
            y0=max(2010,u['on'].year)
            c=[b for y in batches for b in batches[y] if b>u['on'] and b<(u.get('deadon') or D(2030,1,1))]
            if u['on'].year<2018: c=[b for b in c if b.year<=2018] or c
            if not c: continue
            k=min(len(c)-1,int(r.expovariate(.5))); u['join']=c[k]; u['dec']=dec[c[k]]
        b19=batches[2019]; rate=r.uniform(.05,.45)
        for u in late:
            if u['type'] in('HTX','QTDND') and not u.get('deadon') and u['y'].get(2019) and r.random()<rate:
                c=[b for b in b19 if b>u['on']]
                if c: u['join']=c[-1]; u['dec']=dec[c[-1]]
        for u in s.units:
            u['leave']=None
            if not u['join']: continue
            if u.get('deadon'): u['leave']=u['deadon']
            elif u.get('gone'): u['leave']=D(u['gone'],11,20) if u['join']<D(u['gone'],11,20) else None
            elif r.random()<.012 and u['join'].year<2017: u['leave']=s.workday(s.date(2018,2019)); 
