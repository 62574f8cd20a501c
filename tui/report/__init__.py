"""Prints: articles and alignments as JSON for scripts and as text for readers."""
