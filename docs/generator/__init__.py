"""Makes what can be made of the documentation: reference, methods, findings, transcripts, pictures. Not shipped."""
