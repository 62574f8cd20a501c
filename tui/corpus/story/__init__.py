"""One event in many papers: whose text each article is."""
