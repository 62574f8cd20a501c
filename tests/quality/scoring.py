"""Scores from 0 to 1 that several measures share."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
MADE = Path(__file__).parent / "made"
SEEDS = ROOT / "seeds"


def answers(name: str) -> Any:
    """The right answers in a file of the folder `made`."""
    return json.loads((MADE / name).read_text(encoding="utf-8"))


@dataclass(slots=True)
class Tally:
    """How many of the findings are right, and how many there were to find."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, found: set[Any], wanted: set[Any]) -> None:
        """Count the findings of one page or pair."""
        self.right += len(found & wanted)
        self.found += len(found)
        self.wanted += len(wanted)

    @property
    def precision(self) -> float:
        """The share of the findings that are right; 1 where there are none."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what was to be found; 1 where there was nothing."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 1.0


def shingle_f1(found: str, wanted: str, words: int = 4) -> float:
    """F1 over runs of four words, as the article-extraction benchmark has it."""
    counts = [_shingles(text, words) for text in (found, wanted)]
    common = (counts[0] & counts[1]).total()
    return 2 * common / (counts[0].total() + counts[1].total() or 1)


def _shingles(text: str, words: int) -> Counter[tuple[str, ...]]:
    tokens = re.findall(r"\w+", text)
    runs = (tuple(tokens[i : i + words]) for i in range(max(1, len(tokens) - words + 1)))
    return Counter(runs)
