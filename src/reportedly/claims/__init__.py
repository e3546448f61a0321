"""Claims: what is said, on whose word, with what force."""

from reportedly.claims.assemble import assemble
from reportedly.claims.signs import Signs

__all__ = ["Signs", "assemble"]
