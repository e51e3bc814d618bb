"""Measurements that people ask for, as ratios taken in one run on one machine. Nothing here is part of a run."""
