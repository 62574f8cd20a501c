"""A cleaned page as an article: its parts, date, outlet and credit."""
