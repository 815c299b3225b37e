"""A document → docx and PDF: one set of measurements, laid out twice."""
