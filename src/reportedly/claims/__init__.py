"""Claims: what is said, on whose word, with what force."""

from reportedly.claims.assemble import assemble

__all__ = ["assemble"]
