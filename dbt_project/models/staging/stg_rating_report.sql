-- Agricultural ratings: the rows that count.
{{ staged_rows('rating_report', is_linked=true) }}
