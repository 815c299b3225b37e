"""Jinja templates of notices and reports, page layouts: data, no code."""
