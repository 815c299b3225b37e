"""What the commands do and show on the terminal; plain in a pipe. What may be asked of them stands in commands/."""
