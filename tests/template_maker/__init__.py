"""Makes the committed Word templates anew, byte for byte, as the simulator does raw/: a developer's tool, no part of the product."""
