"""What others can use of a record: one format a file."""
