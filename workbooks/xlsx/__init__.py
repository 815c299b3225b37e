"""Untrusted xlsx files: measured, parsed in a process of their own, and given back with marks."""
