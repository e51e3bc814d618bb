"""The one kind of error that a person is meant to read: one clear line that says what is wrong and what to do."""


class HoptacError(Exception):
    """Base of every expected failure. ``str(error)`` is the line that the user sees."""
