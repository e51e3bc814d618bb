"""From a figure to its cells and back: what ``pipeline.lineage.explain`` and ``pipeline.lineage.trace`` are made of.

``parts`` (what an indicator is made of) → ``share_sql`` (unit by unit) → ``cell_specs``, ``cells`` (resting on which cells) → ``side``
(one year); ``papers``, ``findings`` beside it; ``place``, ``unit_cell`` for the way from a cell. How they look: ``words``, ``…_text``,
``workbook``.
"""
