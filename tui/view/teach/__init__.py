"""Teaching a rule."""
