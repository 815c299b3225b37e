"""At which value of a number something changes."""
