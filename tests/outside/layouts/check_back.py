"""reads every file back with plain libraries and compares with its .json: names stand in their rows, figures in their columns"""
import csv, json, re, sys, io
from pathlib import Path
from collections import Counter
HERE=Path(sys.argv[1])
def grids(p):
    if p.suffix=='.xlsx':
        import openpyxl
        wb=openpyxl.load_workbook(p)
        return {ws.title:{(c.row,c.column_letter):c.value for r in ws.iter_rows() for c in r if c.value is not None} for ws in wb}
    if p.suffix=='.xls':
        import xlrd
        from openpyxl.utils import get_column_letter as L
        wb=xlrd.open_workbook(p)
        return {s.name:{(r+1,L(c+1)):(xlrd.xldate_as_datetime(s.cell_value(r,c),0) if s.cell_type(r,c)==3 else s.cell_value(r,c)) for r in range(s.nrows) for c in range(s.ncols) if s.cell_value(r,c)!=''} for s in wb.sheets()}
    b=p.read_bytes()
    t=b.decode('utf-16') if b[:2] in (b'\xff\xfe',b'\xfe\xff') else b.decode('utf-8-sig')
    from openpyxl.utils import get_column_letter as L
    sep=max(',;\t',key=lambda s:t.split('\r\n')[0].count(s))
    return {None:{(i+1,L(j+1)):v for i,r in enumerate(csv.reader(io.StringIO(t),delimiter=sep)) for j,v in enumerate(r) if v!=''}}
sq=lambda s:re.sub(r'\s+',' ',str(s)).strip()
def dig(v):
    if isinstance(v,(int,float)): return float(v)
    s=re.sub(r'[^0-9,.()-]','',str(v).split('(nữ')[0].split('(trong')[0])
    neg=s.startswith('(') or s.startswith('-')
    s=s.strip('()-.,')
    if re.fullmatch(r'\d{1,3}(\.\d{3})+(,\d+)?',s) or ',' in s: s=s.replace('.','').replace(',','.')
    try: x=float(s)
    except ValueError: return None
    return -x if neg else x
bad=Counter(); n=0; exa={}
for fo in ('open','held'):
    for j in sorted((HERE/fo).glob('*.json')):
        c=json.loads(j.read_text()); 
        if not isinstance(c.get('rows'),list): continue
        p=next(q for e in ('.xlsx','.xls','.csv') if (q:=j.with_suffix(e)).exists())
        G=grids(p)
        for r in c['rows']:
            g=G[r.get('sheet',c['sheet'])]
            row={k[1]:v for k,v in g.items() if k[0]==r['row']}
            txt=sq(' | '.join(map(str,row.values())))
            n+=1
            nm=r.get('name') or r.get('task') or r.get('item')
            if nm and sq(nm) not in txt and c['kind'] not in ('cot-nam','kh-uoc','b1-hong'):
                bad[(fo,j.stem,'name')]+=1; exa[(fo,j.stem,'name')]=(r['row'],nm,txt[:90])
            for f,ls in c.get('columns',{}).items():
                if f not in r or f in ('from_on','to_on','founded_on','registered_on','converted_on','status_on','joined_on','left_on'): continue
                w=r[f]
                if w=='__any__': continue
                cells=[row[l] for l in ls if l in row]
                if isinstance(w,(int,float)):
                    xs=[dig(v) for v in cells]
                    ok=any(x is not None and any(abs(abs(x)*k-abs(w))<=max(1e-6*abs(w),.006*k if k==1e6 else .01) for k in ((1,1e3,1e6,1e9) if f.endswith('vnd') or f in('value','previous_value') else (1,))) for x in xs)
                    if not ok: bad[(fo,j.stem,f)]+=1; exa[(fo,j.stem,f)]=(r['row'],w,cells)
                elif w is None:
                    if len(ls)==1 and cells and dig(cells[0]) is not None and f not in('registration_code','certificate_no','commune_code','converted_from','rating'):
                        bad[(fo,j.stem,f+'=null')]+=1; exa[(fo,j.stem,f+'=null')]=(r['row'],cells)
                elif len(ls)==1 and f not in('name',):
                    if sq(w).lower() not in sq(cells[0] if cells else '').lower(): bad[(fo,j.stem,f+'!')]+=1; exa[(fo,j.stem,f+'!')]=(r['row'],w,cells)
print(n,'rows'); 
for k,v in sorted(bad.items()): print(k,v,str(exa[k])[:150])
