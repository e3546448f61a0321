"""Finding and seeing: questions in addresses, hits in their context, and the data behind every picture."""
