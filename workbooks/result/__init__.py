"""``result.xlsx``: a result laid out for reading and printing."""
