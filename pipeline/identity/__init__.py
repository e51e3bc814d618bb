"""Which rows are the same cooperative: match keys, a deterministic cascade, splink for the residue, people's decisions, lasting keys.

``link.link`` is the way in. Whether the figures of a unit agree between sources is not asked here.
"""
