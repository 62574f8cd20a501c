"""Readers of what pages are saved as beside plain text; each is imported when first needed."""
