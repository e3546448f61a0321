"""The desk for programs: the same as its pages, as JSON under ``/api/v1``."""
