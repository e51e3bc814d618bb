"""For all tests: no example fails because the machine is busy, and what the suite keeps is not looked through for garbage."""

import gc

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
gc.set_threshold(100_000)
