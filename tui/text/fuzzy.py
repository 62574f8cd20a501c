"""What the text core needs of rapidfuzz, which is imported as a whole.

Its package imports its own modules. Where one thread begins with the package and another with
a module of it, each waits for the other, and Python ends that by showing one of them a module
that is half loaded.
"""

from __future__ import annotations

from rapidfuzz import distance, fuzz

Indel = distance.Indel
LCSseq = distance.LCSseq
partial_ratio = fuzz.partial_ratio

__all__ = ["Indel", "LCSseq", "partial_ratio"]
