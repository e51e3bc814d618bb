-- Training classes: the rows that count.
{{ staged_rows('training_class') }}
