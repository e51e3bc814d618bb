-- One row a unit that a district reports: the rows that count.
{{ staged_rows('unit_report', is_linked=true) }}
