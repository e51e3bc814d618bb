"""The half that builders do not look at (drawn once)."""
HELD = frozenset("""
b1_don_vi_trong_ten b1_hai_nua b1_nam_ngang b1_nhieu_cot b1_tien_dong_khac b1_xen_chi_tieu b2_cong_thuc_cot b2_danh_dau_xep_loai b2_dao_cot
b2_don_vi_la b2_hai_dong_mot_don_vi b2_nam_truoc_nam_nay b2_nhom_xa_cong b2_phieu_tung_don_vi b2_them_cot_rieng b2_tiep_ben_duoi b2_tiep_trang_hai
b2_tong_trong_do b2_trang_tung_loai b2_tu_khac b2_viet_tat_chu_giai b3_nhom_don_vi b4_bo_trong b4_dao_cot_cot_them b4_so_chu b4_theo_diem
b5_nhom_huyen bi_cat che_cot chu_thich_dau_cot co_quan_khac cot_trong csv_cac_bieu_noi_tiep don_vi_mau_thuan gach_mot_phan hai_so_mot_o lm_nhom_huyen
lm_tu_khac ma_so_cham ma_trong_ten mot_trang_tat_ca ngay_ba_cot ngay_chu reg_ngay_tung_trang_thai reg_nhom_huyen so_kem_don_vi tep_csv_tcvn3 tep_ods
tep_txt_utf16 tep_xls
""".split())
