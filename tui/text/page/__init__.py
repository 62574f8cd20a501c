"""A saved page, from bytes to lines of text."""
