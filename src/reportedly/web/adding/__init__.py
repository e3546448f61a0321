"""Adding reports: what a person hands over, and what became of it."""
