{# The settings of `rules:` in province.yaml that landing.run carries, and what each means. #}
{% macro province_settings() -%}
  {{ return({
    'effective_denominator': 'Mẫu số của tỷ lệ HTX có hiệu quả: active (đang hoạt động), existing (hiện có)',
    'coverage_threshold': 'Phần HTX phải có số liệu ở cả hai năm thì mới kết luận T5, T6, T7',
    'target_pct': 'Điều đáng ngờ giữ báo cáo lại khi làm một chỉ tiêu kế hoạch thay đổi quá bao nhiêu phần trăm',
    'share_points': 'Như trên, với chỉ tiêu là tỷ lệ: quá bao nhiêu điểm phần trăm',
    'item_pct': 'Như trên, với mục của biểu 1: quá bao nhiêu phần trăm',
  }) }}
{%- endmacro %}
