"""Words, and what counts as the same word."""
