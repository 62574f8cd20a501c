"""compare: an article comparer for the terminal."""

from __future__ import annotations

__version__ = "0.1.0"
