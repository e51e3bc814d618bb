-- Biểu 4 rows of the reports that count.
{{ staged_rows('task_report') }}
