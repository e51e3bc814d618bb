-- Biểu 2 rows of the reports that count.
{{ staged_rows('unit_report', is_linked=true) }}
