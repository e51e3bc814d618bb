"""The quality gate: load the suites, run them, turn failures into findings, apply waivers, decide, leave a receipt.

Here: what is done with rules. Not here: the rules themselves (``expectations/*.json`` and the models in
``dbt_project/models/checks``), nor how findings are shown (``pipeline.reports``).
"""
