"""Chrome removal: which lines of a page are its article, and which rule took the others."""
