"""Actors: persons, institutions and groups, with every place of the text that names them."""

from reportedly.actors.find import find

__all__ = ["find"]
