-- Rows of the Alliance's list that counts for each year.
{{ staged_rows('alliance_member', is_linked=true) }}
