"""Cues, sources, contents, who is the same source: every link of hearsay in a report."""

from reportedly.attribution.find import Heads, find, load

__all__ = ["Heads", "find", "load"]
