"""A report on a set of articles: what every format of it tells."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from tui.report.formats import MOST_PAIRS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui.corpus.finding import Unreadable
    from tui.corpus.findings import Findings
    from tui.report.provenance import Provenance


def _nobody_waits(done: int, steps: int) -> None:
    """Takes progress that nobody asked for."""


@dataclass(frozen=True, slots=True)
class Report:
    """What is to be told about some articles.

    Attributes:
        findings: What was found out.
        provenance: What it was found with.
        unreadable: The pages that gave no article, and why.
        most_pairs: How many pairs are shown side by side; None for all.
        told: Is told how many parts are written, and of how many.
    """

    findings: Findings
    provenance: Provenance
    unreadable: tuple[Unreadable, ...] = ()
    most_pairs: int | None = MOST_PAIRS
    told: Callable[[int, int], object] = _nobody_waits

    @property
    def pair_count(self) -> int:
        """How many pairs are shown.

        Where there are too many to show all, those that share nothing are left out, unless
        there are no others.
        """
        count = self.findings.pair_count
        if self.most_pairs is None or count <= self.most_pairs:
            return count
        return min(len(self.findings.sharing_pairs) or count, self.most_pairs)

    @property
    def pairs_left_out(self) -> int:
        """How many pairs are not shown."""
        return self.findings.pair_count - self.pair_count

    def pairs(self) -> Iterator[tuple[int, int]]:
        """The pairs that are shown, by the places of their articles, told as they are taken."""
        for done, pair in enumerate(self.shown_pairs(), 1):
            yield pair
            self.told(done, self.pair_count)

    def shown_pairs(self) -> Iterator[tuple[int, int]]:
        """The same, for whoever only wants to know which they are."""
        return islice(self.findings.pairs(), self.pair_count)
