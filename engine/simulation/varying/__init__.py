"""What results hang on: Sobol indices, leaving indicators out."""
