"""Names by a grammar: (kind, places, truth, type, base name, written name, context). Two halves of the words, so that open and held share no name."""
import random
import unicodedata

WORDS = {"Nông nghiệp": ("NN", "N.N", "nông nghiệp"), "Dịch vụ": ("DV", "dịch vụ"), "Thương mại": ("TM", "T.M", "thương mại"), "Sản xuất": ("SX", "sản xuất"),
         "Kinh doanh": ("KD", "kinh doanh"), "Xây dựng": ("XD", "xây dựng"), "Vận tải": ("VT", "vận tải"), "Tổng hợp": ("TH", "tổng hợp"),
         "Nông lâm nghiệp": ("NLN", "Nông - lâm nghiệp", "nông lâm nghiệp"), "Chăn nuôi": ("CN", "chăn nuôi"), "Du lịch": ("DL", "du lịch"), "Chế biến": ("CB", "chế biến")}
COMBOS = (("Nông nghiệp", "Dịch vụ"), ("Nông nghiệp", "Dịch vụ", "Thương mại"), ("Sản xuất", "Thương mại", "Dịch vụ"), ("Nông lâm nghiệp", "Dịch vụ"),
          ("Thương mại", "Dịch vụ"), ("Dịch vụ", "Vận tải"), ("Xây dựng", "Thương mại"), ("Sản xuất", "Kinh doanh", "Dịch vụ"), ("Dịch vụ", "Tổng hợp"),
          ("Nông nghiệp", "Chăn nuôi"), ("Nông nghiệp", "Du lịch"), ("Sản xuất", "Chế biến"), ("Nông nghiệp", "Tổng hợp"), ("Dịch vụ", "Nông nghiệp"))
PRIVATE = (("Thắng Mỹ", "Lộc Xuân", "Vinh Hiển", "Đức Trọng", "Hải Triều", "Kiên Trung", "Thiên Ân", "Ngọc Lan", "Bảo Tín", "Phước Hậu", "Cẩm Tú", "Nhật Tảo", "Trí Việt", "Đạt Thành",
            "Hương Giang", "Khánh Dương", "Lạc Hồng", "Quang Vinh", "Toàn Mỹ", "Uyên Thư", "Yên Thế", "Đa Lộc", "Đăk Pơ Trang", "Kon Bơ Băn", "Plei Đôn", "Ánh Sáng", "Thuận Hóa", "Tuấn Tú"),
           ("Chí Linh", "Danh Tiếng", "Gia Lâm", "Hữu Nghị", "Kim Liên", "Long Thịnh", "Mạnh Hùng", "Nghĩa Hưng", "Phi Yến", "Quý Châu", "Thạch Bích", "Tín Nghĩa", "Trúc Lâm", "Văn Phong",
            "Xuân Trường", "Đình Chiểu", "Đồi Sim", "Đăk Brông", "Kon Săm Lũ", "Plei Tơ Nghĩa", "Rừng Vàng", "Bích Ngọc", "Hiệp Thạnh", "Lương Tài", "Sông Đà", "Thủy Tiên", "Ước Mơ", "Ý Chí"))
MARKS = ((("Đông Khê", "Đồng Khê"), ("Thanh Lương", "Thành Lương"), ("Tân Hòa", "Tấn Hòa"), ("Sơn Tiên", "Sơn Tiến"), ("Phú Lai", "Phù Lai"), ("Minh Hoa", "Minh Hòa"), ("Cát Bi", "Cát Bì"), ("Hưng Nhơn", "Hùng Nhơn")),
         (("Đông Quang", "Đồng Quang"), ("Thạnh Vân", "Thanh Vân"), ("Tiền Giang Xanh", "Tiên Giang Xanh"), ("Long Bính", "Long Bình"), ("Cường Quốc", "Cương Quốc"), ("Mai Thôn", "Mãi Thôn"), ("Lúa Vang", "Lúa Vàng"), ("Ân Nghĩa", "An Nghĩa")))
LETTERS = ((("Thanh Lâm", "Thanh Lam Sơn"), ("Trung Tín", "Trung Tính"), ("Phúc Lộc", "Phú Lộc"), ("Khang An", "Khang Ân"), ("Hoàng Phát", "Hoàng Phước")),
           (("Bảo Lâm", "Bảo Lam"), ("Kim Thành", "Kim Thàn"), ("Thiện Tâm", "Thiện Tân"), ("Nam Phong", "Nam Phương"), ("Vạn Phúc", "Vạn Phú")))
WORK = ((("trồng cà phê", "cà phê"), ("chăn nuôi bò", "nuôi bò"), ("sản xuất rau", "rau"), ("trồng sâm dây", "sâm dây"), ("trồng cây ăn quả", "cây ăn quả"), ("nuôi ong lấy mật", "nuôi ong")),
        (("trồng hồ tiêu", "hồ tiêu"), ("chăn nuôi dê", "dê"), ("trồng cao su", "cao su"), ("trồng bời lời", "bời lời"), ("sản xuất lúa nước", "lúa nước"), ("chăn nuôi heo đen", "heo đen")))
HAMLET = (("Kon Stiu", "Làng Lung", "Đăk Tiêng", "Plei Sar", "Kon Jong", "Tu Krối"), ("Kon Wang", "Làng Grập", "Đăk Xanh", "Plei Drộp", "Kon Xơm", "Ri Mẹt"))
ROMAN, SPOKEN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"), ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
POINTS = ("Đông", "Tây", "Nam", "Bắc")


def bare(text):
    text = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in text if not unicodedata.combining(c))


def head(R):
    return R.choice(("HTX", "HTX", "Hợp tác xã"))


def trades(R):
    long = R.choice(COMBOS)
    form = R.choice((", ", " - ", " ", " và "))
    sep, how = R.choice(("-", " ", " & ", "", ", ")), R.choice((0, 0, 0, 1))
    short = [WORDS[w][min(how, len(WORDS[w]) - 1)] for w in long]
    if sep == "" and how:
        sep = " "
    return form.join(long[:-1]) + (" và " if form in (", ", " và ") else form) + long[-1], short, sep


def number(R, n):
    return R.choice((f"số {ROMAN[n - 1]}", f"số {SPOKEN[n - 1]}", f"số 0{n}", f"số {n}", ROMAN[n - 1]))


def draw(seed, half):
    R = random.Random(seed)
    names, used = list(PRIVATE[half]), 0
    R.shuffle(names)
    out = []

    def name():
        nonlocal used
        used += 1
        return names[used - 1] if used <= len(names) else R.choice(names) + " " + R.choice(("Phú", "Sang", "Tây Sơn", "Ninh", "Hậu Giang", "Kon Tu", "Đăk Tu"))

    for _ in range(16):
        long, short, sep = trades(R)
        x = name()
        out.append(("viet-tat", R.choice(("b2", "lm", "b5")), "=", "HTX", f"{head(R)} {long} {x}", f"HTX {sep.join(short)} {x}", ""))
    for _ in range(6):
        long, _s, _p = trades(R)
        x = name()
        written = bare(f"HTX {long} {x}")
        out.append(("khong-dau", R.choice(("b2", "lm", "b5")), "=", "HTX", f"{head(R)} {long} {x}", R.choice((written, written.lower(), written.upper())), ""))
    for _ in range(6):
        long, short, _p = trades(R)
        x = name()
        R.shuffle(short)
        out.append(("thu-tu", R.choice(("b2", "lm", "b5")), "=", "HTX", f"{head(R)} {long} {x}", R.choice((f"HTX {' - '.join(short)} {x}", f"HTX {x} {', '.join(short)}")), ""))
    for _ in range(6):
        long, short, sep = trades(R)
        x = name()
        out.append(("them-xa", R.choice(("b2", "lm", "b5")), "=", "HTX", f"{head(R)} {long} {x}", f"HTX {sep.join(short)} {x}" + R.choice((" xã {xa}", " ({xa})", ", {xa}", " - {huyen}")), ""))
    for _ in range(5):
        long, short, sep = trades(R)
        x = name()
        out.append(("bot-nghe", R.choice(("b2", "lm", "b5")), "=", "HTX", f"{head(R)} {long} {x}", R.choice((f"HTX {x}", f"HTX {short[0]} {x}")), ""))
    for _ in range(4):
        x = name()
        out.append(("lien-hiep", R.choice(("b2", "lm")), "=", "LHHTX", f"Liên hiệp Hợp tác xã {x}", R.choice(("Liên hiệp các HTX ", "Liên hiệp các hợp tác xã ", "LH HTX ", "Liên hiệp HTX ")) + x, ""))
        x = name()
        out.append(("kieu-moi", R.choice(("b2", "lm", "b5")), "=", "HTX", f"{head(R)} Nông nghiệp {x}", R.choice((f"HTX kiểu mới {x}", f"HTX NN kiểu mới {x}", f"HTX nông nghiệp {x} (kiểu mới)")), ""))
        x = name()
        out.append(("farm", R.choice(("b2", "lm", "b5")), "=", "HTX", f"{head(R)} {x} Farm", R.choice((f"HTX {x}", f"HTX NN {x}")), ""))
        x = name()
        out.append(("ngoac", R.choice(("b2", "lm", "b5")), "=", "HTX", f"{head(R)} Nông nghiệp {x}", f"HTX Nông nghiệp {x} " + R.choice(("(NN)", "(đăng ký lại)", "(HTX NN)", "[thành viên mới]", "(ngành nông nghiệp)")), ""))
    for n in R.sample(range(1, 10), 5):
        x = name()
        out.append(("so", R.choice(("b2", "lm", "b5")), "=", "HTX", f"{head(R)} Nông nghiệp số {n} {x}", f"HTX NN {number(R, n)} {x}", ""))
        w, h = R.choice(WORK[half]), R.choice(HAMLET[half])
        out.append(("so", R.choice(("tt", "cf")), "=", "THT", f"THT {w[0]} {R.choice(('số', 'tổ'))} {n} {h}".replace("tổ", "thôn"), f"Tổ hợp tác {w[0]} {R.choice(('0', ''))}{n} {h}", ""))
    for w in WORK[half]:
        h = R.choice(HAMLET[half])
        out.append(("tht-viec", R.choice(("tt", "cf")), "=", "THT", f"{R.choice(('THT', 'Tổ hợp tác'))} {w[0]} {h}", f"{R.choice(('THT', 'Tổ hợp tác', 'Tổ HT'))} {w[1]} {h}", ""))
    for a, b in MARKS[half]:
        long, short, sep = trades(R)
        if R.random() < 0.5:
            a, b = b, a
        plain = R.random() < 0.5
        out.append(("dau", R.choice(("b2", "b2", "lm", "b5")), "!", "HTX", f"{head(R)} {'' if plain else long + ' '}{a}", f"HTX {'' if plain else sep.join(short) + ' '}{b}", R.choice(("", "", "xa=khac", "ngay=cung"))))
    for a, b in LETTERS[half]:
        out.append(("mot-chu", R.choice(("b2", "lm", "b5")), "!", "HTX", f"{head(R)} Nông nghiệp {a}", f"HTX NN {b}", R.choice(("", "", "xa=khac"))))
    for _ in range(4):
        x, (p, q) = name(), R.sample(POINTS, 2)
        out.append(("phuong", R.choice(("b2", "lm")), "!", "HTX", f"{head(R)} Nông nghiệp {p} {x}", R.choice((f"HTX NN {q} {x}", f"HTX NN {x}")), ""))
        x = name()
        out.append(("moi", R.choice(("b2", "lm")), "!", "HTX", f"{head(R)} {x}", R.choice((f"HTX {x} Mới", f"HTX Tân {x}")), ""))
        x, (m, n) = name(), R.sample(range(1, 10), 2)
        out.append(("so-khac", R.choice(("b2", "lm", "b5")), "!", "HTX", f"{head(R)} Nông nghiệp số {m} {x}", f"HTX NN {number(R, n)} {x}", ""))
        h, (v, w) = R.choice(HAMLET[half]), R.sample(WORK[half], 2)
        out.append(("nghe-khac", R.choice(("tt", "cf")), "!", "THT", f"THT {v[0]} {h}", f"THT {w[0]} {h}", ""))
    for _ in range(3):
        x = name()
        out.append(("xa-khac", R.choice(("b2", "lm", "b5")), "!", "HTX", f"{head(R)} {x}", f"HTX {x}", "huyen=khac"))
        x = name()
        out.append(("da-giai-the", R.choice(("b2", "b5")), "!", "HTX", f"{head(R)} Nông nghiệp {x}", f"HTX NN {x}", "chet=2013 ngay=khac"))
        x = name()
        out.append(("trung-ten", R.choice(("b2", "lm", "b5")), "=", "HTX", f"{head(R)} Nông nghiệp {x}", f"HTX NN {x}", f"+ HTX Nông nghiệp {x} @" + R.choice(("huyen=khac", "chet=2011"))))
        x = name()
        out.append(("them-chu", R.choice(("b2", "lm")), "!", "HTX", f"{head(R)} {x}", f"HTX {x} {R.choice(('Phát', 'Thịnh Vượng', 'Bền Vững'))}", ""))
    return out
