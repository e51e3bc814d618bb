"""Releases as they lie in ``releases/``: found, compared, read as revisions. Read only; making one is ``pipeline.releases``."""
