{{ config(materialized='table_function', parameters=['units']) }}
-- What the units of any table in the shape of int_unit_year contribute: as they would be if a doubt is right, or a decision had not been made.
{{ contributions_of('query_table(units)') }}
