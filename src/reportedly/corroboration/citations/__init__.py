"""Citations: whom a report credits for a claim or for all of it, and who the outlets are."""

from reportedly.corroboration.citations.find import Citation, credits, find
from reportedly.corroboration.citations.outlets import Outlet, Outlets, outlets

__all__ = ["Citation", "Outlet", "Outlets", "credits", "find", "outlets"]
