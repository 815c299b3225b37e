"""What chance could bring: draws of weights and of data, jobs over them, confidence and budget."""
