"""What was published, kept: releases frozen for good, what changed between them, and making one again from raw/. No figure is made here."""
