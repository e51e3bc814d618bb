-- The Alliance's list of members: the rows that count.
{{ staged_rows('alliance_member', is_linked=true) }}
