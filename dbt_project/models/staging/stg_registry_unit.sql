-- Registry rows of the extract that counts for each year.
{{ staged_rows('registry_unit', is_linked=true) }}
