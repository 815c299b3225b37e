"""The commands of the program, declared: texts, arguments, options; what they do is imported when they run."""
