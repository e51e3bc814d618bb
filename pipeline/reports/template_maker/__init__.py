"""Makes the Word templates anew; a developer's tool, no part of a run."""
