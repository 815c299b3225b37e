"""The collection workbook: what it asks for, how it is written, how it is known again."""
