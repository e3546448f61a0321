"""A report beside what was read in it, as one person may see it: gathered, marked, and corrected by forms."""
