"""Many articles: what is open, and who shares how much with whom."""
