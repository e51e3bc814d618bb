"""Why a link needs a second look, in words: Vietnamese and English. Data only."""

REASONS: dict[str, tuple[str, str]] = {
    "code_of_other": (
        "mã số ghi ở đây là của đơn vị khác, tên và địa bàn lại khớp",
        "the code is another unit's, while name and place agree",
    ),
    "code_only": ("chỉ khớp mã số, còn tên và địa bàn đều khác", "only the code agrees; name and place differ"),
    "other_name": ("mã số và địa bàn khớp nhưng tên là tên khác", "code and district agree but the name is another"),
    "other_code": ("tên và địa bàn khớp nhưng mã số khác", "name and place agree but the code differs"),
    "founded_differs": ("tên và xã khớp nhưng ngày thành lập khác", "name and commune agree but the day of founding differs"),
    "joined_before": (
        "tên khớp nhưng ngày kết nạp trước ngày đăng ký của đơn vị",
        "the name agrees but the day of joining is before the unit's registration",
    ),
    "marks_differ": (
        "tên chỉ khác nhau ở dấu; có thể là hai đơn vị",
        "the names differ in a mark only; perhaps two units",
    ),
    "dissolved_before": (
        "đơn vị cùng tên đã giải thể trước năm báo cáo; có thể là đơn vị mới trùng tên",
        "the unit of this name was dissolved before the year; perhaps a new one of the same name",
    ),
    "twin": (
        "cùng tệp có hai dòng cùng tên, cùng địa bàn; có thể là một đơn vị ghi hai lần",
        "two lines of the file bear this name in this place; perhaps one unit listed twice",
    ),
    "commune_differs": ("tên khớp trong cùng huyện nhưng xã khác", "the name agrees in the district but the commune differs"),
    "no_district": ("chỉ khớp tên, không rõ huyện", "only the name agrees; the district is not known"),
    "homonyms": (
        "có nhiều đơn vị cùng tên trong huyện, chưa rõ dòng nào là đơn vị nào",
        "several units of the district bear the name; which row is which is not known",
    ),
    "splink": ("tên gần giống và các dấu hiệu khác phù hợp", "the names are nearly alike and the rest fits"),
    "ambiguous": ("tên này khớp như nhau với nhiều đơn vị", "the name fits several units alike"),
    "not_linked": (
        "không tìm thấy đơn vị tương ứng trong dữ liệu đăng ký (tổ hợp tác: trong biểu 2)",
        "no such unit was found in the registry (a THT: in biểu 2)",
    ),
    "proposed": ("có thể là cùng một đơn vị, chưa đủ chắc chắn để nối", "perhaps one unit, not sure enough to link"),
    "predecessor_not_found": ("không tìm thấy tổ hợp tác trước khi chuyển đổi", "the THT before the conversion was not found"),
}
