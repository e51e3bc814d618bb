"""What kind of unit a record speaks of and whose list it stands in: expressions over ``records.RECORD``, never null."""

import polars as pl

IS_THT = pl.col("unit_type").eq_missing(pl.lit("THT"))
IN_REGISTRY = pl.col("table_name") == "registry_unit"
IN_REPORT = pl.col("table_name") == "unit_report"
IN_ALLIANCE = pl.col("table_name") == "alliance_member"
IN_OWN_LIST = pl.when(IS_THT).then(IN_REPORT).otherwise(IN_REGISTRY)
"""The list that knows every unit of the kind: a THT is in no registry, districts report it."""
