"""What-if: a cycle under other numbers, other data, other rules; exact where it can be, honest about chance."""
