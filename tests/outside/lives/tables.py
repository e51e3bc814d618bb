"""From a world to the rows that the senders write; T1-T9 from rows; the files."""
import copy, datetime as dt, os, csv, hashlib, random, math
import openpyxl
from openpyxl.utils import get_column_letter as L
from tests.outside.lives.world import *
DEPTS=['SKHDT','SNNPTNT','SCT','STC','STTTT','TCT','DPTTH','BKT','BCD','LMHTX']
OFFICE={'608':'UBND thành phố Kon Tum',**{d:'UBND '+DIST[d][0].lower()+DIST[d][1:] for d in DIST if d!='608'},'SKHDT':'Sở Kế hoạch và Đầu tư','SNNPTNT':'Sở Nông nghiệp và Phát triển nông thôn','SCT':'Sở Công Thương','STC':'Sở Tài chính','STTTT':'Sở Thông tin và Truyền thông','TCT':'Trường Chính trị','DPTTH':'Đài Phát thanh - Truyền hình','BKT':'Báo Kon Tum','BCD':'Ban Chỉ đạo phát triển kinh tế tập thể','LMHTX':'Liên minh Hợp tác xã tỉnh'}
B2=[('name','Tên đơn vị'),('type','Loại hình'),('code','Mã số HTX'),('commune','Xã/phường/thị trấn'),('sector','Lĩnh vực'),('founded_on','Ngày thành lập'),('status','Tình trạng'),('members','Số thành viên'),('new_members','Thành viên mới'),('workers','Lao động thường xuyên'),('managers','Cán bộ quản lý'),('managers_trained','CBQL được đào tạo, bồi dưỡng trong năm'),('revenue','Doanh thu'),('revenue_from_members','Doanh thu với thành viên'),('profit','Lợi nhuận'),('member_income','Thu nhập BQ thành viên'),('worker_income','Thu nhập BQ lao động'),('rating','Xếp loại'),('converted_from','Chuyển đổi từ THT')]
REG=[('code','Mã số HTX'),('cert','Số GCN đăng ký'),('type','Loại hình'),('name','Tên'),('commune','Xã/phường/thị trấn'),('district','Huyện/thành phố'),('commune_code','Mã xã'),('industry','Mã ngành'),('capital','Vốn điều lệ'),('registered_on','Ngày đăng ký lần đầu'),('converted_on','Ngày đăng ký lại theo Luật 2012'),('status','Tình trạng'),('status_on','Ngày tình trạng')]
ALL=[('name','Tên'),('type','Loại hình'),('code','Mã số HTX'),('district','Huyện/thành phố'),('joined_on','Ngày kết nạp'),('decision','Số quyết định'),('left_on','Ngày ra khỏi Liên minh')]
B3=[('title','Tên lớp'),('organiser','Đơn vị tổ chức'),('from','Từ ngày'),('to','Đến ngày'),('content','Nội dung'),('n','Số CBQL HTX tham dự'),('women','Trong đó nữ')]
B4=[('task','Mã nhiệm vụ'),('content','Nội dung'),('state','Trạng thái'),('result','Kết quả'),('quantity','Số liệu'),('unit','Đơn vị tính')]
B5=[('name','Tên HTX'),('code','Mã số HTX'),('district','Huyện/thành phố'),('score','Điểm'),('rating','Xếp loại')]
B1=[('I','HỢP TÁC XÃ',None),('I.1','Tổng số hợp tác xã','HTX'),('I.1a','trong đó: đang hoạt động','HTX'),('I.1b','thành lập mới','HTX'),('I.1c','giải thể','HTX'),('I.1d','hoạt động có hiệu quả','HTX'),('I.2','Tổng số thành viên HTX','thành viên'),('I.2a','trong đó: thành viên mới','thành viên'),('I.3','Lao động thường xuyên trong HTX','người'),('I.4','Doanh thu bình quân một HTX','triệu đồng/năm'),('I.5','Lãi bình quân một HTX','triệu đồng/năm'),('I.6','Thu nhập bình quân của lao động thường xuyên','triệu đồng/năm'),('I.6x','Thu nhập bình quân của thành viên','triệu đồng/người/năm'),('I.7','Tổng số cán bộ quản lý HTX','người'),('I.7a','trong đó: trình độ sơ, trung cấp','người'),('I.7b','trình độ cao đẳng, đại học trở lên','người'),('I.8','Số cán bộ quản lý được đào tạo, bồi dưỡng trong năm','người'),('II','LIÊN HIỆP HỢP TÁC XÃ',None),('II.1','Tổng số liên hiệp hợp tác xã','LHHTX'),('II.1b','thành lập mới','LHHTX'),('III','TỔ HỢP TÁC',None),('III.1','Tổng số tổ hợp tác','THT'),('III.1a','thành lập mới','THT'),('III.1b','có chứng thực của UBND xã','THT'),('III.2','Tổng số thành viên THT','thành viên')]
B1ROW={k:6+i for i,(k,_,_) in enumerate(B1)}
TASKS={};LEAD={}
for x in csv.DictReader(open(os.path.join(os.path.dirname(os.path.dirname(__file__)),'tasks-2019.csv'))):
    TASKS[x['task']]=(x['content'],x['unit_of_measure'])
    if x['role']=='lead': LEAD.setdefault(x['sender'],[]).append(x['task'])
CLS=['Bồi dưỡng giám đốc hợp tác xã','Bồi dưỡng kế toán hợp tác xã','Tập huấn Luật Hợp tác xã năm 2012','Bồi dưỡng kiểm soát viên hợp tác xã','Tập huấn xây dựng phương án sản xuất kinh doanh','Tập huấn liên kết chuỗi giá trị nông sản','Bồi dưỡng nghiệp vụ quản trị hợp tác xã','Tập huấn an toàn thực phẩm cho hợp tác xã']
TY={'HTX':0,'QTDND':1,'LHHTX':2,'THT':3}
HT=('HTX','QTDND')
def num(v): return isinstance(v,(int,float)) and not isinstance(v,bool)
def b1calc(rows,y,extra):
    h=[r for r in rows if r['type'] in HT]; e=[r for r in h if r['status']!='Đã giải thể']; a=[r for r in e if r['status']=='Đang hoạt động']
    S=lambda f:sum(r[f] for r in e if num(r[f]))
    def mean(f):
        v=[r[f] for r in e if num(r[f])]; return round(sum(v)/len(v)+1e-9,2) if v else None
    def wm(f,w):
        v=[(r[f],r[w]) for r in e if num(r[f]) and num(r[w])]; q=sum(b for _,b in v); return round(sum(a*b for a,b in v)/q+1e-9,2) if q else None
    iny=lambda r:isinstance(r['founded_on'],dt.date) and r['founded_on'].year==y
    l=[r for r in rows if r['type']=='LHHTX' and r['status']!='Đã giải thể']; t=[r for r in rows if r['type']=='THT' and r['status']!='Đã giải thể']
    k=S('managers')
    return {'I.1':len(e),'I.1a':len(a),'I.1b':sum(map(iny,h)),'I.1c':len(h)-len(e),'I.1d':sum(r['rating'] in('Tốt','Khá') for r in a),'I.2':S('members'),'I.2a':S('new_members'),'I.3':S('workers'),'I.4':mean('revenue'),'I.5':mean('profit'),'I.6':wm('worker_income','workers'),'I.6x':wm('member_income','members'),'I.7':k,'I.7a':extra['a'],'I.7b':extra['b'],'I.8':S('managers_trained'),'II.1':len(l),'II.1b':sum(map(iny,l)),'III.1':len(t),'III.1a':sum(map(iny,t)),'III.1b':extra['c'],'III.2':sum(r['members'] for r in t if num(r['members']))}
def build(w):
    r=random.Random(f'tables-{w.seed}')
    W=dict(b2={},b2t={},reg={},all={},b3={},b4={},b5={},over={},extra={},file={},split=set())
    for y in (2018,2019):   # a district whose class had somebody in it has somebody trained
        for d in DIST:
            c=[u for u in w.units if u['type'] in HT and y in u['y'] and u['y'][y]['status']=='Đang hoạt động' and u.get('dy',{}).get(y,u['d'])==d]
            if c and not any(u['y'][y]['managers_trained'] for u in c): r.choice(c)['y'][y]['managers_trained']=2
    for y in (2017,2018,2019):
        for d in DIST:
            rows=[]
            for u in w.units:
                st=u['y'].get(y); 
                if not st or u.get('dy',{}).get(y,u['d'])!=d: continue
                on=u.get('ony',{}).get(y,u['on'])
                q=dict(_id=f"{u['uid']}-{y}",_uid=u['uid'],name=u.get('shorty',{}).get(y,u['short']),type=u['type'],code=u.get('codey',{}).get(y,u['code']),commune=u.get('cy',{}).get(y,(u['commune'],))[0],sector=u['sector'],founded_on=on,status=st['status'],rating=st['rating'],converted_from=u.get('from') if u['born']==y else None)
                for f in FIG: q[f]=st[f]
                rows.append(q)
            rows.sort(key=lambda q:(TY[q['type']],q['_uid']))
            W['b2'][y,d]=rows
            k=sum(q['managers'] for q in rows if q['type'] in HT and q['managers'] and q['status']!='Đã giải thể'); x=random.Random(f'{w.seed}{d}')
            a=x.uniform(.3,.5);b=x.uniform(.15,.4)
            byid={u['uid']:u for u in w.units}
            W['extra'][y,d]=dict(a=int(k*a),b=int(k*b),c=sum(byid[q['_uid']]['certd'] for q in rows if q['type']=='THT' and q['status']!='Đã giải thể'))
    W['b2t']=copy.deepcopy(W['b2'])
    for y in (2018,2019):
        rows=[]
        for u in w.units:
            if u['type']=='THT': continue
            on=u.get('ony',{}).get(y,u['on'])
            if on>D(y,12,1): continue
            st=u['y'].get(y,{}).get('status'); dead=u.get('deadon') and u['deadon'].year<=y and not(u.get('restored') and u['restored'].year<=y)
            conv=u['conv'] if u['conv'] and u['conv']<=D(y,12,1) else None
            if dead: s,so='Đã giải thể',u['deadon']
            elif st=='Ngừng hoạt động': s,so='Tạm ngừng kinh doanh',u['stopon']
            else: s,so='Đang hoạt động',max(x for x in (on,conv,u.get('resumeon') if u.get('resumeon') and u['resumeon'].year<=y else None,u.get('restored') if u.get('restored') and u['restored'].year<=y else None) if x)
            c,cc,dd=u.get('cy',{}).get(y,(u['commune'],u['cc'],u['d']))
            rows.append(dict(_id=f"reg{u['uid']}-{y}",_uid=u['uid'],code=u.get('codey',{}).get(y,u['code']),cert=u['cert'],type=u['type'],name=u.get('fully',{}).get(y,u['full']),commune=c,district=DIST[dd],commune_code=str(cc) if hash(u['uid'][-1]+'x')*0+int(u['uid'][1:])%7 else None,industry=u['ind'],capital=u['capital'],registered_on=on,converted_on=conv,status=s,status_on=so))
        rows.sort(key=lambda q:q['registered_on']); W['reg'][y]=rows
        rows=[]
        for u in w.units:
            if not u.get('join') or u['join']>D(y,12,1): continue
            lv=u['leave'] if u['leave'] and u['leave']<=D(y,12,1) else None
            rows.append(dict(_id=f"all{u['uid']}-{y}",_uid=u['uid'],name=u.get('fully',{}).get(y,u['full']),type=u['type'],code=u.get('codey',{}).get(y,u['code']) if int(u['uid'][1:])%5<3 else None,district=DIST[u.get('cy',{}).get(y,(0,0,u['d']))[2]],joined_on=u['join'],decision=u['dec'],left_on=lv))
        rows.sort(key=lambda q:(q['joined_on'],q['_uid'])); W['all'][y]=rows
        W['b5'][y]=[dict(_id=f"b5{u['uid']}-{y}",_uid=u['uid'],name=u.get('shorty',{}).get(y,u['short']),code=u.get('codey',{}).get(y,u['code']),district=DIST[u.get('cy',{}).get(y,(0,0,u['d']))[2]],score=u['y'][y]['score'],rating=u['y'][y]['rating']) for u in w.units if u['type']=='HTX' and u['sector']=='Nông nghiệp' and y in u['y'] and u['y'][y]['score'] is not None]
        # classes: who trained whom
        left=0
        def cls(sender,n,k,org):
            out=[]; k=max(1,min(k,max(1,n//6))); cut=[n//k+(i<n%k) for i in range(k)]
            for i,c in enumerate(cut):
                a=w.workday(D(y,r.randint(3,10),r.randint(1,26))); t=r.choice(CLS)
                out.append(dict(_id=f'b3{sender}-{y}-{i}',_uid=None,title=t+(' nông nghiệp' if sender=='SNNPTNT' else '')+(f' khóa {i+1}' if k>1 else ''),organiser=org,**{'from':a,'to':a+dt.timedelta(r.randint(0,3))},content=t.split(' ',2)[2].capitalize()+', trao đổi kinh nghiệm thực tế',n=c,women=int(c*r.uniform(.15,.45))))
            W['b3'][y,sender]=out
        for d in DIST:
            tr=sum(q['managers_trained'] or 0 for q in W['b2'][y,d] if q['type']!='THT')
            n=max(1,round(tr*r.uniform(.5,.85))); left+=max(0,tr-n); 
            if tr==0: n=0
            n=max(n,2 if tr else 0)
            if d in getattr(w,'alltrained',{}).get(y,()): n=tr; 
            cls(d,n or 1,r.randint(1,3),'Phòng Kinh tế thành phố' if d=='608' else 'Phòng Nông nghiệp và Phát triển nông thôn huyện')
        a=max(6,int(left*r.uniform(.4,.6))); cls('SNNPTNT',a,r.randint(2,3),'Chi cục Phát triển nông thôn'); cls('LMHTX',max(6,left-a)+r.randint(0,4),r.randint(2,4),'Liên minh Hợp tác xã tỉnh')
        for snd,ts in LEAD.items():
            out=[]
            for t in ts:
                c,un=TASKS[t]; stt=r.choice(['Hoàn thành','Hoàn thành','Đang thực hiện','Đang thực hiện','Chưa thực hiện'] if t not in('10.c','6') else ['Hoàn thành','Đang thực hiện']); n=r.randint(1,12) if stt!='Chưa thực hiện' else None
                if t=='1.a': n=sum(q['founded_on'].year==y and q['type'] in HT for q in W['b2'][y,snd]); stt='Hoàn thành' if n else 'Đang thực hiện'
                res=None if stt=='Chưa thực hiện' else f'Đã triển khai {n} {un}' if n else 'Đang vận động thành lập'
                out.append(dict(_id=f'b4{snd}-{y}-{t}',_uid=None,task=t,content=c,state=stt,result=res,quantity=n,unit=un))
            W['b4'][y,snd]=out
        for snd in list(DIST)+DEPTS:
            for form in ['agency_report']+(['registry_extract'] if snd=='SKHDT' else [])+(['alliance_members'] if snd=='LMHTX' else []):
                t=dt.datetime(y,12,r.randint(3,8),r.randint(8,16),r.randint(0,59)); nm={'agency_report':f'bao-cao-kttt-{y}.xlsx','registry_extract':f'dang-ky-htx-{y}.xlsx','alliance_members':f'thanh-vien-lien-minh-{y}.xlsx'}[form]
                W['file'][y,snd,form]=dict(path=f'{y}/{snd}/{nm}',at=t.strftime('%Y-%m-%dT%H:%M:00+07:00'),no=f'{r.randint(20,900)}/BC-{"UBND" if snd in DIST else snd}')
    return W
# ---------------------------------------------------------------- T1-T9, biểu 1 of the province from the rows
def measure(W):
    out={}; regn={}
    for q in W['reg'][2019]: regn.setdefault(q['_uid'],q)
    A={}
    for q in W['all'][2019]: A.setdefault(q['_uid'],[]).append(q)
    for y in (2018,2019):
        end=D(y,12,31); isd=lambda v:isinstance(v,dt.date)
        ex={u:q for u,q in regn.items() if isd(q['registered_on']) and q['registered_on']<=end and not(q['status']=='Đã giải thể' and isd(q['status_on']) and q['status_on']<=end)}
        h={u for u,q in ex.items() if q['type'] in HT}
        ry={q['_uid']:q for q in W['reg'][y]}
        b2={}; tht=[]
        for d in DIST:
            for q in W['b2'][y,d]:
                if q['type']=='THT': tht.append(q)
                else: b2.setdefault(q['_uid'],q)
        b5={}
        for q in W['b5'][y]: b5.setdefault(q['_uid'],q)
        act=[u for u in h if ry.get(u,{}).get('status','Đang hoạt động')=='Đang hoạt động' and b2.get(u,{}).get('status','Đang hoạt động')=='Đang hoạt động']
        rat={u:(b5[u]['rating'] if u in b5 else b2.get(u,{}).get('rating')) for u in act}
        o={'T1':sum(q['type'] in HT and isd(q['registered_on']) and q['registered_on'].year==y for q in regn.values()),'T2':sum(q['type']=='LHHTX' and isd(q['registered_on']) and q['registered_on'].year==y for q in regn.values()),
           'T3':sum(isd(q['founded_on']) and q['founded_on'].year==y for q in tht),'T4':100*sum(rat[u] in('Tốt','Khá') for u in act)/max(1,len(act))}
        g=lambda u,f:b2.get(u,{}).get(f)
        o['T5']=sum(g(u,'managers_trained') for u in h if num(g(u,'managers_trained'))); o['T6']=sum(g(u,'members') for u in h if num(g(u,'members')))
        v=[(g(u,'member_income'),g(u,'members')) for u in h if num(g(u,'member_income')) and num(g(u,'members'))]
        o['T7']=sum(a*b for a,b in v)/max(1e-9,sum(b for _,b in v))
        o['T8']=sum(any(isd(q['joined_on']) and q['joined_on']<=end and not(isd(q['left_on']) and q['left_on']<=end) for q in A.get(u,[])) for u in h)
        o['T9']=100*o['T8']/max(1,len(h))
        o['cov']={f:sum(num(g(u,f)) for u in h)/max(1,len(h)) for f in('managers_trained','members','member_income')}
        o['nrate']=sum(x is None for x in rat.values())
        rows=[q for u,q in b2.items() if u in h]+tht
        o['b1']={k:x for k,x in b1calc(rows,y,dict(a=0,b=0,c=0)).items() if k not in('I.7a','I.7b','III.1b')}
        out[y]=o
    a,b=out[2018],out[2019]
    V={'T1':b['T1']>=20,'T2':b['T2']>=1,'T3':b['T3']>=50,'T9':b['T9']>=80,'T8':a['T8'] and b['T8']/a['T8']>=1.2}
    n=max(1,1); V['T4']=b['T4']>=60
    for t,f in (('T5','managers_trained'),('T6','members'),('T7','member_income')):
        V[t]='undetermined' if min(a['cov'][f],b['cov'][f])<.95 else bool(a[t] and b[t]/a[t]>=1.1)
    out['V']={k:(x if isinstance(x,str) else bool(x)) for k,x in V.items()}
    return out
def weight(m0,m1):
    """(weighs, why, biểu-1 why) of one slip: with against without"""
    why=[]; w1=[]
    for y in (2018,2019):
        for t in ('T1','T2','T3','T4','T5','T6','T7','T8','T9'):
            a,b=m0[y][t],m1[y][t]
            if t in('T4','T9'): hit=abs(a-b)>.5
            elif t=='T7': hit=abs(a-b)>.005*abs(a)
            else: hit=abs(a-b)>.005*abs(a) and abs(a-b)>1
            if hit: why.append(f'{t} {y}: {a:.6g}->{b:.6g}')
        for k,a in m0[y]['b1'].items():
            b=m1[y]['b1'][k]
            if a and b is not None and abs(a-b)>.1*abs(a) and abs(a-b)>1: w1.append(f'{k} {y}: {a}->{b}')
    for t in m0['V']:
        if m0['V'][t]!=m1['V'][t]: why.append(f"verdict {t}: {m0['V'][t]}->{m1['V'][t]}")
    return bool(why),why,w1
# ---------------------------------------------------------------- files
def sheet(wb,title,head,office,unit,cols,rows,sign=False):
    ws=wb.create_sheet(title); ws['A1']=head; ws['A2']='Đơn vị báo cáo: '+office
    if unit: ws['A3']='Đơn vị tính: '+unit
    for j,(f,h) in enumerate(cols,1): ws.cell(5,j,h)
    for i,q in enumerate(rows):
        q['_row']=6+i; q['_sheet']=title
        for j,(f,h) in enumerate(cols,1):
            v=q.get(f)
            if v is None: continue
            c=ws.cell(6+i,j,v)
            if isinstance(v,dt.date): c.number_format='DD/MM/YYYY'
            if isinstance(v,str) and f in('code','industry','commune_code','task'): c.number_format='@'
    if sign: ws.cell(8+len(rows),2,'NGƯỜI LẬP BIỂU'); ws.cell(8+len(rows),6,'TM. ỦY BAN NHÂN DÂN')
    return ws
def b1values(W,y,d):
    now=b1calc(W['b2t'][y,d],y,W['extra'][y,d]); prev=b1calc(W['b2t'][y-1,d],y-1,W['extra'][y-1,d])
    v={(k,'D'):prev.get(k) for k in now}; v.update({(k,'E'):now[k] for k in now})
    for (yy,dd,k,c),x in W['over'].items():
        if (yy,dd)==(y,d): v[k,c]=x
    return v
def write(W,out,into=None):
    raw=out+'/raw'; reg=[]
    for (y,snd,form),f in W['file'].items():
        if f.get('missing'): continue
        wb=openpyxl.Workbook(); wb.remove(wb.active)
        off=f.get('office') or OFFICE[snd]; src=f.get('as',snd)
        if form=='registry_extract': sheet(wb,'Danh sách đăng ký HTX',f'DỮ LIỆU ĐĂNG KÝ HỢP TÁC XÃ NĂM {y}',off,'đồng',REG,W['reg'][f.get('asyear',y)] if not f.get('asyear') else copy.deepcopy(W['reg'][f['asyear']]))
        elif form=='alliance_members': sheet(wb,'Danh sách thành viên Liên minh',f'DANH SÁCH THÀNH VIÊN LIÊN MINH HỢP TÁC XÃ NĂM {y}',off,None,ALL,W['all'][y] if not f.get('asyear') else copy.deepcopy(W['all'][f['asyear']]))
        else:
            if snd in DIST:
                v=b1values(W,y,src)
                rows=[dict(_id=k,stt=k,item=n,u=un,D=v.get((k,'D')),E=v.get((k,'E'))) for k,n,un in B1]
                if f.get('blankb1'): 
                    for q in rows: q['E']=None
                sheet(wb,'Biểu 1',f'BIỂU 1. CHỈ TIÊU TỔNG HỢP NĂM {y}',off,None,[('stt','STT'),('item','Chỉ tiêu'),('u','Đơn vị tính'),('D',f'Thực hiện năm {y-1}'),('E',f'Thực hiện năm {y}')],rows)
                b2=W['b2'][y,src]; h=f'BIỂU 2. DANH SÁCH HỢP TÁC XÃ, QUỸ TÍN DỤNG NHÂN DÂN, LIÊN HIỆP HỢP TÁC XÃ, TỔ HỢP TÁC NĂM {y}'
                if (y,snd) in W['split']:
                    sheet(wb,'Biểu 2 HTX',h,off,'triệu đồng',B2,[q for q in b2 if q['type']!='THT']); sheet(wb,'Biểu 2 THT',h,off,'triệu đồng',B2,[q for q in b2 if q['type']=='THT'])
                else: sheet(wb,'Biểu 2',h,off,'triệu đồng',B2,b2,sign=int(snd)%3==0)
            if (y,snd) in W['b3']: sheet(wb,'Biểu 3',f'BIỂU 3. CÁC LỚP ĐÀO TẠO, BỒI DƯỠNG CÁN BỘ HỢP TÁC XÃ NĂM {y}',off,None,B3,W['b3'][y,snd])
            sheet(wb,'Biểu 4',f'BIỂU 4. KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM {y}',off,None,B4,W['b4'][y,snd])
            if snd=='SNNPTNT': sheet(wb,'Biểu 5',f'BIỂU 5. XẾP LOẠI HỢP TÁC XÃ NÔNG NGHIỆP NĂM {y}',off,None,B5,W['b5'][y])
        if f.get('draft'):   # the report itself came first; what is filed now is an older draft
            o=f['draft']; W2=dict(W,b2={**W['b2'],(y,snd):o['b2']},b2t={**W['b2t'],(y,snd):o['b2t']},file={(y,snd,form):{**f,'path':o['path'],'at':o['at'],'draft':None}})
            write(W2,out,reg)
        p=raw+'/'+f['path']; os.makedirs(os.path.dirname(p),exist_ok=True); wb.save(p)
        h=hashlib.sha256(open(p,'rb').read()).hexdigest()
        if f.get('badhash'): h=hashlib.sha256(h.encode()).hexdigest()
        reg.append([f['at'],snd,form,y,f['path'],h,f['no'],''])
    if into is not None: into.extend(reg); return
    with open(raw+'/incoming.csv','w',newline='',encoding='utf-8') as o:
        c=csv.writer(o); c.writerow('received_at sender form year path sha256 document_no note'.split()); c.writerows(sorted(reg,key=lambda q:str(q)))
