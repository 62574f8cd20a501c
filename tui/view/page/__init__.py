"""One page as it was saved."""
