"""What must come out: computed from the world and from what was written, by the contract's sentences, and never with the pipeline's code.

Here: indicators, units by year, timeliness, and which row of which file speaks of which unit, as known at a moment. Plain Python over
plain rows, exact fractions until the last step, so that it is a second opinion and not a copy.
"""

from tests.simulator.truth.indicators import all_indicators, indicators
from tests.simulator.truth.links import links
from tests.simulator.truth.submissions import submissions
from tests.simulator.truth.unit_years import unit_years

__all__ = ["all_indicators", "indicators", "links", "submissions", "unit_years"]
