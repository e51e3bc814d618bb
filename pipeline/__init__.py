"""hoptac: from the offices' files to the report of 15 December.

Folders are stages, in the order the data flow: intake, identity, (dbt_project), quality, reports.
"""
