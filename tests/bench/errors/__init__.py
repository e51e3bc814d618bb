"""``make errors``: errors that people make, seeded into clean simulated provinces, and how many of them the rules find.

Here: what is seeded (one module a family), the draft it is seeded into, the judge. Not here: the rules themselves.
"""
