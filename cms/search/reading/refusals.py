"""Why a file cannot be read. A module of its own: the process that reads is `__main__`, and has other classes than whoever imports it."""


class Locked(Exception):
    """A password stands before it."""


class Damaged(Exception):
    """It is not what its ending says, or is torn."""


class TooLarge(Exception):
    """Unpacked it would be larger than any document."""
