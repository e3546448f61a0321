"""Places: words for places, and what the gazetteer knows of them."""

from reportedly.places.find import find

__all__ = ["find"]
