"""TCVN3 (ABC), VNI, NFD, no marks; numbers and dates as people write them."""
import unicodedata

_U = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂĐÊÔƠƯ"
_T = [0xB5, 0xB6, 0xB7, 0xB8, 0xB9, 0xA8, 0xBB, 0xBC, 0xBD, 0xBE, 0xC6, 0xA9, 0xC7, 0xC8, 0xC9, 0xCA, 0xCB, 0xAE, 0xCC, 0xCE, 0xCF, 0xD0, 0xD1, 0xAA, 0xD2, 0xD3, 0xD4, 0xD5, 0xD6, 0xD7, 0xD8, 0xDC, 0xDD, 0xDE, 0xDF, 0xE1, 0xE2, 0xE3, 0xE4,
      0xAB, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xAC, 0xEA, 0xEB, 0xEC, 0xED, 0xEE, 0xEF, 0xF1, 0xF2, 0xF3, 0xF4, 0xAD, 0xF5, 0xF6, 0xF7, 0xF8, 0xF9, 0xFA, 0xFB, 0xFC, 0xFD, 0xFE, 0xA1, 0xA2, 0xA7, 0xA3, 0xA4, 0xA5, 0xA6]
TCVN3 = {u: chr(t) for u, t in zip(_U, _T, strict=True)}
_BASE = {"a": "a", "ă": "aê", "â": "aâ", "e": "e", "ê": "eâ", "o": "o", "ô": "oâ", "ơ": "ô", "u": "u", "ư": "ö", "y": "y"}
_TONE = {"\u0300": "ø", "\u0301": "ù", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_AE = {"\u0300": "è", "\u0301": "é", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}      # ă: the mark of the vowel and the tone are one letter
_AA = {"\u0300": "à", "\u0301": "á", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}      # â ê ô
VNI = {"đ": "ñ", "Đ": "Ñ", "ì": "ì", "í": "í", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "ă": "aê", "â": "aâ", "ê": "eâ", "ô": "oâ", "ơ": "ô", "ư": "ö"}
for _b, _w in _BASE.items():
    for _t in _TONE:
        _c = unicodedata.normalize("NFC", _b + _t)
        if len(_c) == 1 and _c not in VNI:
            VNI[_c] = {"ă": "a" + _AE[_t], "â": "a" + _AA[_t], "ê": "e" + _AA[_t], "ô": "o" + _AA[_t]}.get(_b, _w + _TONE[_t])
for _c, _w in list(VNI.items()):
    VNI.setdefault(_c.upper(), _w.upper())


def tcvn3(s):
    """all-caps words lose the case of their marked vowels, as the fonts .VnTimeH had it"""
    s = unicodedata.normalize("NFC", s)
    return "".join(TCVN3.get(c) or TCVN3.get(c.lower()) or c for c in s)


def vni(s):
    return "".join(VNI.get(c, c) for c in unicodedata.normalize("NFC", s))


def nfd(s):
    return unicodedata.normalize("NFD", s)


def bare(s):
    s = unicodedata.normalize("NFD", s.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(c for c in s if not unicodedata.combining(c)))


def vn(x, sep=".", dec=","):
    """1234.5 → 1.234,5"""
    neg, x = x < 0, abs(x)
    t = f"{x:.6f}".rstrip("0").rstrip(".") if not isinstance(x, int) else str(x)
    a, _, b = t.partition(".")
    g = ""
    while len(a) > 3:
        a, g = a[:-3], sep + a[-3:] + g
    return ("-" if neg else "") + a + g + (dec + b if b else "")


def dmy(d, sep="/", pad=True):
    return f"{d.day:02d}{sep}{d.month:02d}{sep}{d.year}" if pad else f"{d.day}{sep}{d.month}{sep}{d.year}"


def letter(n):
    s = ""
    while n:
        n, r = divmod(n - 1, 26)
        s = chr(65 + r) + s
    return s


ROMAN = ["0", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX", "XXI", "XXII", "XXIII", "XXIV", "XXV"]
