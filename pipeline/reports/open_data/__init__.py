"""``du-lieu/`` and the manifest: the marts for other programs, and what an output was made from."""
