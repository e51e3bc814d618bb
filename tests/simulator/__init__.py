"""A simulated province: units with lives, what the offices write about them, and the truth that the pipeline is held to.

Here: only what makes data and what knows the truth about them. Not here: anything that reads a file back. Nothing in this
folder calls the pipeline's code (only the seeds' lists of areas and tasks are shared), so a test against it is a test.
"""

from tests.simulator.kon_tum import KON_TUM
from tests.simulator.profile import Profile, small
from tests.simulator.world import World, simulate
from tests.simulator.writers import write_raw

__all__ = ["KON_TUM", "Profile", "World", "simulate", "small", "write_raw"]
