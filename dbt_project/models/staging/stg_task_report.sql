-- Tasks of the directive: the rows that count.
{{ staged_rows('task_report') }}
