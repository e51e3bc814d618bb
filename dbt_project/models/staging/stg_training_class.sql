-- Biểu 3 rows of the reports that count.
{{ staged_rows('training_class') }}
