"""The package's one error."""


class VAEVizError(Exception):
    """What cannot be done, in one line: what, where, and what to do."""
