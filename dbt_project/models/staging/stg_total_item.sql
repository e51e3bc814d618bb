-- Biểu 1 rows of the reports that count.
{{ staged_rows('total_item') }}
