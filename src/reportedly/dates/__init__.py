"""Time expressions and what they mean: TIMEX3 values, resolved as far as the report carries and no farther."""

from reportedly.dates.find import find

__all__ = ["find"]
