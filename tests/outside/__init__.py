"""Inputs with their truth, and judges, by people who read only the contract: kept as they came, so the linters leave them alone."""
