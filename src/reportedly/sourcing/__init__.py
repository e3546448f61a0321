"""Sources: how each came to know, why it is not named, what it is by office or trade, where it stands."""

from reportedly.sourcing.find import find

__all__ = ["find"]
