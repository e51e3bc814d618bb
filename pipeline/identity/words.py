"""The words in a unit's name that do not distinguish it: what it is, what it does, where it is. Data only.

Written folded (lower case, no marks). A business word keeps a short code, so that two names can be compared by what they say
the unit does whatever the order and spelling; the private name that is left is what tells two units apart.
"""

TYPE_PHRASES = {
    "LHHTX": ("lien hiep cac hop tac xa", "lien hiep cac htx", "lien hiep hop tac xa", "lien hiep htx", "lh hop tac xa", "lh htx", "lhhtx"),
    "QTDND": ("quy tin dung nhan dan", "quy tin dung nd", "quy td nhan dan", "quy tdnd", "qtd nd", "qtdnd", "qtd", "quy tin dung"),
    "THT": ("to hop tac", "to ht", "tht"),
    "HTX": ("hop tac xa", "htx"),
}

BUSINESS_PHRASES = {
    "NN": ("nong nghiep", "nong nghiep sach", "nn sach", "nn"),
    "LN": ("lam nghiep", "ln"),
    "NN LN": ("nong lam nghiep", "nong lam", "nln"),
    "NN LN NgN": ("nong lam ngu nghiep", "nong lam ngu"),
    "TS": ("thuy san", "ts"),
    "DV": ("dich vu", "dv"),
    "TM": ("thuong mai", "tm"),
    "SX": ("san xuat", "sx"),
    "KD": ("kinh doanh", "kd"),
    "CB": ("che bien", "cb"),
    "XD": ("xay dung", "xd", "cong trinh", "ct"),
    "VT": ("van tai", "vt", "giao thong van tai", "gtvt"),
    "TH": ("tong hop", "th"),
    "DL": ("du lich", "dl"),
    "CHN": ("chan nuoi",),
    "TTR": ("trong trot",),
    "TTCN": ("tieu thu cong nghiep", "ttcn"),
    "CNG": ("cong nghiep", "co khi", "ck"),
    "CHN CNG": ("cn",),  # both are written so: it agrees with either
    "CNC": ("cong nghe cao", "cnc"),
    "DT": ("dau tu", "dt"),
    "HC": ("huu co", "hc"),
    "MT": ("moi truong", "mt"),
    "NS": ("nong san", "ns"),
    "TCMN": ("thu cong my nghe", "tcmn"),
    "VLXD": ("vat lieu xay dung", "vlxd"),
    "XNK": ("xuat nhap khau", "xnk"),
}
BUSINESS_CODES = tuple(sorted({code for codes in BUSINESS_PHRASES for code in codes.split()}))
# abbreviations that may be written together: "DVNN", "NLNTMDV"; the longest first
_SHORT = {phrase: codes for codes, phrases in BUSINESS_PHRASES.items() for phrase in phrases if " " not in phrase}
GLUED = {phrase: _SHORT[phrase] for phrase in sorted(_SHORT, key=lambda phrase: (-len(phrase), phrase))}

JOINING_WORDS = ("va",)
# spellings that offices, GSO among them, mix
MIXED = {"đắk": "đăk", "đắc": "đăk", "đăc": "đăk", "ngọk": "ngọc", "rờ": "rơ", "mo": "mô", "pét": "pék", "péc": "pék", "blô": "plô"}
# the first five at either end of a name, where "VI" and the rest are words too; all of them behind a COUNTED word
ROMAN = {word: str(number) for number, word in enumerate(("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"), 1)}
NUMBERS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")  # with their marks: "thôn Nam" is no number
COUNTED = ("so", "thon", "to", "doi", "ap", "cum", "nhom", "khu", "khoi", "tdp", "pho")
# words of a name that one clerk writes and another leaves out
LEFT_OUT = ("farm", "kieu moi", "lien ket", "nuoi", "det")
UNDERTAKES = {"trong": "trồng", "cay": "cây"}  # at the beginning: "Trọng" and "Cầy" are names

PLACE_WORDS = {
    "province": ("tinh",),
    "district": ("thanh pho", "thi xa", "huyen", "quan", "tp", "tx", "h", "q"),
    "commune": ("thi tran", "phuong", "xa", "tt", "p", "x"),
}
