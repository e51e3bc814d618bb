{{ config(materialized='table_function', parameters=['figures']) }}
-- The verdict on the rows of any table in the shape of int_indicator_compared: as they would be if a doubt is right, or a decision had not been made.
{{ verdicts_of('query_table(figures)') }}
