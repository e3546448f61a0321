"""Codes: which offences, penalties, targets, directives, institutions and rights the words of a report call for."""

from reportedly.coding.codebook import Codebook, Entry, load
from reportedly.coding.find import find

__all__ = ["Codebook", "Entry", "find", "load"]
