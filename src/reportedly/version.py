"""The version of this package: written here once, read by everything else that names it."""

__version__ = "0.1.0"
