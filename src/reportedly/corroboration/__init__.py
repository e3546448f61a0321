"""How many really say so: copies, citations, the same claim, and how many independent origins stand behind it."""
