-- The registration database, one row a legal person: the rows that count.
{{ staged_rows('registry_unit', is_linked=true) }}
