"""Pairs of names with their truth, written from contract.md and domain.md alone."""
