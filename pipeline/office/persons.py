"""What a text says of persons, hidden: their numbers, telephones, e-mail addresses and names, as remarks in the offices' cells give them.

One function for all that is shown or published but the sender's own feedback. Not here: which texts these are.
"""

import re
import unicodedata
from typing import Literal

HIDDEN = "•••"

_CAPITALS = "".join(chr(code) for code in range(0x1EFA) if chr(code).isupper())
_WORD = rf"[{_CAPITALS}][^\W\d_]*\.?"
_NO_NAME = r"(?:HTX|QTDND|QTD|LHHTX|THT|TNHH|UBND|HĐND|HĐQT|HĐTV|BKS|Liên minh|Hợp tác|Quỹ|Tổ hợp|S?ĐT(?:DĐ)?|DĐ|CMND|CMT|CCCD|MST)\b"
_NO_FIRST = r"(?i:Ban (?:kiểm soát|quản (?:trị|lý)|giám đốc|chủ nhiệm)|Thôn|Làng|Xã|Phường|Huyện|Tỉnh|Thị (?:trấn|xã)|Thành phố|Tổ|Đường)\b"
_NAME = rf"(?!{_NO_NAME}|{_NO_FIRST}){_WORD}(?: +(?!{_NO_NAME}){_WORD}){{0,5}}"
_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Đoàn|Trương|Lương|Mai|Tô|Trịnh|Đào|Lâm|Hà|Cao|Phùng|"
    "Tạ|Thái|Quách|Châu|Tăng|Vương|Kiều|Lưu|Chu|La|Nông|Hứa|Triệu|Lò|Vi|Ma|Siu|Rơ Châm|Ksor|Rcom"
)
_THINGS = (  # that begin like a surname
    "Nông (?:nghiệp|sản|trường|thôn|lâm|dân|cụ)|Lâm (?:nghiệp|sản|trường|nông)|Cao (?:su|nguyên|cấp|đẳng)|Hồ (?:tiêu|Chí Minh)|"
    "Đào tạo|Vi sinh|Lương thực"
)
# a given name alone may be a place's; those of Kon Tum's peoples are an A or a Y and one word
_FULL_NAME = rf"(?:(?!(?i:{_THINGS})\b)(?i:{_SURNAMES})(?: +{_WORD}){{2,4}}|[AY] {_WORD}(?: {_WORD})?)"
_OFFICES = (
    r"(?:phó )?(?:tổng )?giám đốc|p?gđ|(?:phó )?chủ tịch|(?:phó )?chủ nhiệm|(?:tổ|nhóm|ban|thôn) trưởng|(?:tổ|nhóm|ban|thôn) phó|"
    r"trưởng (?:ban|thôn|nhóm)|già làng|bí thư|kế toán(?: trưởng)?|thủ quỹ|thủ kho|kiểm soát(?: viên)?|người (?:đại diện|lập|liên hệ|ký)"
    r"(?: biểu)?+|đại diện(?: theo pháp luật| pháp luật)?|liên hệ|họ (?:và )?tên|chủ hộ|phụ trách"
)
_BODIES = "HTX|QTDND|QTD|THT|HĐQT|HĐTV|BKS|hội đồng quản trị|tổ|quỹ"
_HONORIFICS = r"ông|bà|anh|chị|cô|chú|bác|đ/c|đồng chí|mr|mrs|ms"
_SEP = r"[ .\-–]?"
_TELEPHONE = r"s?đt(?:dđ)?|dđ|điện thoại|di động|tel|phone|mobile|hotline|zalo|fax|số máy|lh|kt"
_PAPERS = (
    r"cmnd|cmt(?:nd)?|cccd|cc|căn cước(?: công dân)?|chứng minh(?: nhân dân| thư)?|hộ chiếu|passport|định danh(?: cá nhân)?|số cá nhân"
)


def _after(words: str) -> str:
    return rf"(?i:(?<![^\W_])(?:{words})(?![^\W_])(?:\s+(?:số|no|là|mới|cũ))?)[\s:.,=/(\[–-]*"


_CONTACTS = [
    re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+()"),
    re.compile(rf"(?:{_after(_PAPERS)})(?P<hidden>[A-Z]?\d(?:{_SEP}\d){{6,11}})(?!\d)"),
    re.compile(rf"(?:{_after(_TELEPHONE)})(?P<hidden>\(?\+?\d(?:[ .()\-–]{{0,2}}\d){{6,12}})(?!\d)"),
]
_OFFICERS = re.compile(
    rf"(?:(?i:(?<![^\W_])(?:{_OFFICES}))(?:\s+(?:{_BODIES}))?[\s:.,(\[–-]*(?:(?i:{_HONORIFICS})[\s:.]+)?)(?P<hidden>{_NAME})"
)
_NAMES = [
    re.compile(rf"(?:(?i:(?<![^\W_])(?:{_OFFICES}))[\s:.,(\[–-]*)(?P<hidden>{_FULL_NAME})"),
    re.compile(rf"(?:(?:^|[(\[,;:–\n-]\s*|\b(?:do|của|là|gặp|hỏi|và|với) )(?i:{_HONORIFICS})[\s:.]+)(?P<hidden>{_NAME})", re.MULTILINE),
    re.compile(rf"(?<=[^\W\d_] )(?:ông|bà|anh|chị|cô|chú|bác|đ/c|đồng chí)\s+(?P<hidden>{_NAME})"),  # in small letters no place's
    re.compile(rf"(?:[(\[;:–\n]\s*|\s-\s*)(?P<hidden>{_FULL_NAME})(?=\s*(?:[)\];,.:–\n•\d-]|$))"),
    re.compile(rf"(?:^|[“«\"])\s*(?P<hidden>{_FULL_NAME})(?=\s*(?:$|[”»\"]))"),
]
_NUMBERS = [  # none is a figure: those do not begin with 0
    re.compile(r"(?<![\w.,])(?P<hidden>0\d{2}(?:[ -]?\d){9})(?![\w])"),  # a person's number begins with its province's, 001 to 096
    re.compile(rf"(?<![\w.,])(?P<hidden>(?:\+84{_SEP}|0)[35789]\d(?:{_SEP}\d){{7}})(?![\w])"),
    re.compile(rf"(?<![\w.,])(?P<hidden>\(?(?:\+84{_SEP}|0)2\d{{2}}\)?(?:{_SEP}\d){{7}})(?![\w])"),
]
_MAY_BE_FIGURES = [
    re.compile(r"(?<![\w.,])(?P<hidden>\d{12})(?![\w])"),
    re.compile(rf"(?<![\w.,])(?P<hidden>84{_SEP}[35789]\d(?:{_SEP}\d){{7}})(?![\w])"),
]
_OF_CODE = re.compile(r"(?<!\d)(?P<hidden>\d(?:[ .-]?\d){10,11})(?![ .-]?\d)")
_CAN_BE = re.compile(r"@|\d(?:[ .()\-–]{0,2}\d){6}")

Kind = Literal["remark", "code", "figure", "document", "name", "free_text"]
"""Of what cell a text is: a unit's code, where ten digits are a unit's and eleven or twelve a person's; a count or an amount, where twelve
digits may well be đồng; a document's number, which may be as long as any; a name, which may be a unit's after a person; sentences, where
what follows an office is more often a thing's (“kế toán HTX Nông nghiệp”); any other, or one that speaks of a cell."""

_SEARCHED: dict[Kind, list[re.Pattern[str]]] = {
    "remark": [*_CONTACTS, _OFFICERS, *_NAMES, *_NUMBERS, *_MAY_BE_FIGURES],
    "code": [*_CONTACTS, _OFFICERS, *_NAMES, _OF_CODE],
    "figure": [*_CONTACTS, _OFFICERS, *_NAMES, *_NUMBERS],
    "document": [*_CONTACTS, _OFFICERS, *_NAMES],
    "name": [*_CONTACTS, *_NUMBERS, *_MAY_BE_FIGURES],
    "free_text": [*_CONTACTS, *_NAMES, *_NUMBERS, *_MAY_BE_FIGURES],
}
KINDS = tuple(_SEARCHED)


def hidden(text: str, kind: Kind = "remark") -> str:
    """The text with what it says of persons put out of sight."""
    if kind == "name" and not _CAN_BE.search(text):
        return text
    whole = found = unicodedata.normalize("NFC", text)
    for pattern in _SEARCHED[kind]:
        found = pattern.sub(_hide, found)
    return text if found == whole else found


def _hide(match: re.Match[str]) -> str:
    if "hidden" not in match.re.groupindex:
        return HIDDEN
    return match[0][: match.start("hidden") - match.start()] + HIDDEN + match[0][match.end("hidden") - match.start() :]
