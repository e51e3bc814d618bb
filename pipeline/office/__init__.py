"""How an office writes: numerals, wording, plain text, working days. Nothing here reads the warehouse."""
