"""What `hoptac receive` says when it refuses, in Vietnamese and English. No decisions here."""

from __future__ import annotations

from pipeline.system.errors import HoptacError

_SENTENCES: dict[str, tuple[str, str]] = {
    "unknown_year": (
        "Năm {year} chưa được khai báo; các năm dùng được: từ {first} đến {last}.",
        "Year {year} is not set up; years that can be used: {first} to {last}.",
    ),
    "unknown_sender": (
        "Không có đơn vị gửi “{sender}” trong năm {year}; các mã đơn vị dùng được: {known}.",
        "There is no sender “{sender}” in {year}; sender codes that can be used: {known}.",
    ),
    "unknown_form": (
        "Không có loại biểu mẫu “{form}”; các loại dùng được: {known}.",
        "There is no form “{form}”; forms that can be used: {known}.",
    ),
    "form_not_owed": (
        "Đơn vị {sender} không phải gửi {form} năm {year}; đơn vị này chỉ gửi: {known}.",
        "{sender} does not owe {form} for {year}; it owes: {known}.",
    ),
    "in_future": (
        "Thời điểm nhận {moment} muộn hơn bây giờ ({now}); hãy kiểm tra lại ngày giờ nhận.",
        "The time of receipt {moment} is later than now ({now}); check the date and time.",
    ),
    "no_such_file": ("Không tìm thấy tệp {file}.", "No such file: {file}."),
    "is_folder": (
        "{file} là một thư mục; hãy chỉ rõ tệp cần nhận.",
        "{file} is a folder; name the file to receive.",
    ),
    "not_regular": ("{file} không phải là tệp thông thường.", "{file} is not an ordinary file."),
    "empty_file": (
        "Tệp {file} rỗng (0 byte); hãy đề nghị đơn vị gửi lại.",
        "{file} is empty (0 bytes); ask the sender for it again.",
    ),
    "cannot_read": ("Không đọc được tệp {file}: {reason}.", "Cannot read {file}: {reason}."),
    "already_filed": (
        "Tệp có nội dung này đã vào sổ ở dòng {line} của incoming.csv ({path}, nhận lúc {received_at}); không ghi thêm lần nữa.",
        "A file with this content is already in line {line} of incoming.csv ({path}, received {received_at}); not filed again.",
    ),
    "inside_raw": (
        "Tệp {file} đang nằm trong kho lưu nhưng không đúng chỗ hoặc đã vào sổ; hãy chuyển nó ra ngoài (nơi đúng: {folder}) rồi nhận lại.",
        "{file} lies inside the archive in the wrong place or is registered; move it out (its place: {folder}) and receive it again.",
    ),
    "outside_raw": (
        "Thư mục {path} dẫn ra ngoài {raw}; không lưu tệp ở đó.",
        "The folder {path} leads outside {raw}; nothing is filed there.",
    ),
    "changed_meanwhile": (
        "Tệp {file} thay đổi trong lúc sao chép; hãy đóng tệp (Excel) rồi nhận lại.",
        "{file} changed while it was copied; close it (Excel) and receive it again.",
    ),
    "register_unreadable": (
        "Không đọc được sổ {register}: {reason}.",
        "Cannot read the register {register}: {reason}.",
    ),
    "register_not_utf8": (
        "Sổ {register} không phải văn bản UTF-8; hãy lưu lại ở dạng “CSV UTF-8”.",
        "The register {register} is not UTF-8 text; save it again as “CSV UTF-8”.",
    ),
    "register_columns": (
        "Sổ {register} thiếu cột {missing}; dòng đầu phải có đủ tên cột.",
        "The register {register} lacks the column {missing}; its first line must name all columns.",
    ),
    "register_broken": (
        "Sổ {register} có dấu ngoặc kép chưa đóng ở phần cuối; hãy sửa sổ trước khi nhận thêm văn bản.",
        "The register {register} has an unclosed quotation mark near its end; mend it before receiving more documents.",
    ),
    "locked": (
        "Có người khác đang ghi sổ trong {raw}; hãy thử lại sau ít phút.",
        "Somebody else is writing to the register in {raw}; try again in a few minutes.",
    ),
    "cannot_write": (
        "Không lưu được vào {raw}: {reason}. Chưa có gì được ghi.",
        "Cannot file into {raw}: {reason}. Nothing was written.",
    ),
}


class ReceiveError(HoptacError):
    """A document that was not filed; ``str`` is the one line to show, ``refusal`` the stable key of the reason."""

    def __init__(self, refusal: str, lang: str = "vi", /, **values: object) -> None:
        self.refusal = refusal
        sentence = _SENTENCES[refusal][lang == "en"]
        super().__init__(" ".join(sentence.format(**values).encode("utf-8", "backslashreplace").decode("utf-8").split()))
