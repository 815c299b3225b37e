"""What a change brings: impact, attribution, back-test."""
