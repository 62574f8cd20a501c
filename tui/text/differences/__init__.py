"""What differs in a linked pair, and what of it matters."""
