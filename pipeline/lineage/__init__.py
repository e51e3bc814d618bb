"""From a figure to its cells and back: what ``pipeline.lineage.explain`` and ``pipeline.lineage.trace`` are made of.

``indicators`` (what a figure is made of) and ``conditions`` (which cells decide about a unit, why it does not count) → ``contributions``
(unit by unit, with cells) → ``side`` (one year); ``documents``, ``findings`` beside it; ``place``, ``unit_cell`` for the way from a cell;
``sources`` for the annexes' notes. How they look: ``words``, ``text``, ``workbook``.
"""
