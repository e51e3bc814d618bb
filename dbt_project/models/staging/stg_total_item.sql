-- Totals, one row an item: the rows that count.
{{ staged_rows('total_item') }}
