-- Biểu 5 rows of the report that counts.
{{ staged_rows('rating_report', is_linked=true) }}
