"""compare: an article comparer for the terminal."""

__version__ = "0.1.0"
