"""What it would take for a unit to reach a goal: the cheapest changes of its measures."""
