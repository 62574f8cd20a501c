"""One side of one change: which of its words matter, and which a finding explains already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.text.lens import is_point_of_initial
from tui.text.quotations import QUOTATION_MARK

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from tui.text.changes import Range
    from tui.text.lens import Mark
    from tui.text.sides import Side

# Inside a quotation these are flagged for themselves.
_QUOTED = frozenset({"number", "date", "negation", "hedge"})


def runs_of(units: Iterable[int]) -> list[Range]:
    """Runs of neighbours among units in order."""
    found: list[Range] = []
    for unit in units:
        if found and found[-1][1] == unit:
            found[-1] = (found[-1][0], unit + 1)
        else:
            found.append((unit, unit + 1))
    return found


class Zone:
    """The units of one side of a change, and what has been found in them.

    `marks` are the words of the lens in it; `surplus` those that the other side does not make
    up for.
    """

    def __init__(self, side: Side, run: Range) -> None:
        self.side = side
        self.run = run
        start, end = run
        self.marks = [mark for mark in side.marks if start <= mark.start and mark.end <= end]
        self.surplus: list[Mark] = []
        self._taken: set[int] = set()
        # Taken by a finding that says what is wider or narrower about the clause around it.
        self._explained: set[int] = set()

    def __bool__(self) -> bool:
        return self.run[0] < self.run[1]

    def take(self, run: Range, *, explains: bool) -> None:
        """Note that a finding is about these units."""
        self._taken.update(range(*run))
        if explains:
            self._explained.update(range(*run))

    def is_free(self, run: Range) -> bool:
        """Whether no finding is about any of these units."""
        return self._taken.isdisjoint(range(*run))

    def rest(self) -> list[Range]:
        """The runs that no finding is about."""
        if not self._taken:
            return [self.run] if self else []
        return runs_of(at for at in range(*self.run) if at not in self._taken)

    def free_units(self) -> list[int]:
        """The units that no finding is about."""
        return [at for at in range(*self.run) if at not in self._taken]

    def free(self, marks: Iterable[Mark]) -> list[Mark]:
        """Those of some marks that no finding is about."""
        return [mark for mark in marks if self.is_free(mark.units)]

    def sayings(self) -> list[Mark]:
        """The words of saying outside quotations."""
        quoted = self.side.quoted
        found = [m for m in self.marks if m.what == "attribution" and m.start not in quoted]
        return self.free(found)

    def sayings_begun(self) -> set[str]:
        """The groups of the phrases of saying that stand in the change in part.

        `court filings show` is one where `show` alone is new.
        """
        start, end = self.run
        return {
            mark.group
            for mark in self.side.marks
            if mark.what == "attribution"
            and (mark.start < start < mark.end or mark.start < end < mark.end)
        }

    def saying(self, mark: Mark) -> Range:
        """The words around one of saying that tell who said so."""
        return self.side.saying(mark, self.run, self._taken)

    @property
    def is_mark(self) -> bool:
        """Whether it is a quotation mark that stands alone."""
        keys = self.side.words.keys[slice(*self.run)]
        return QUOTATION_MARK in keys and self.side.is_empty(self.run)

    def quoted(self) -> list[Range]:
        """The runs inside quotations, and a quotation mark that stands alone."""
        if self.is_mark and self.is_free(self.run):
            return [self.run]
        if not self.side.quoted:
            return []
        special = {at for m in self.surplus if m.what in _QUOTED for at in range(*m.units)}
        gone = special | self._taken
        units = (at for at in range(*self.run) if at in self.side.quoted and at not in gone)
        return [run for run in runs_of(units) if not self.side.is_empty(run)]

    def names(self) -> list[Range]:
        """The names, none of whose words stands in the paragraph on the other side."""
        units = (at for at in range(*self.run) if at not in self._taken and self.side.is_name(at))
        return [
            run for run in runs_of(units) if self.side.is_new(run) and self.side.is_shared(run[0])
        ]

    def completes_name(self, run: Range | None) -> bool:
        """Whether a name only fills up one that both sides have, as a first name does."""
        if run is None:
            return False
        # An initial has its point before the name that it fills up.
        after = run[1] + is_point_of_initial(self.side.words, run[1])
        units = range(len(self.side.words))
        return any(
            at in units
            and self.side.is_name(at)
            and (at not in range(*self.run) or not self.side.is_new((at, at + 1)))
            for at in (run[0] - 1, after)
        )

    def joined(self, marks: Sequence[Mark]) -> list[Range]:
        """The runs of marks, those with nothing but punctuation between them joined."""
        runs: list[Range] = []
        for mark in marks:
            gap = (runs[-1][1], mark.start) if runs else (0, 0)
            if runs and self.side.is_empty(gap) and self.is_free(gap):
                runs[-1] = (runs[-1][0], mark.end)
            else:
                runs.append(mark.units)
        return runs

    def claim(self) -> tuple[int, Range | None]:
        """The stretch with most to say that no finding explains yet.

        Returns:
            How many words it has to say, and the longest run of it that no finding is about.
        """
        if not self._explained:
            return self._claim_of(self.run)
        stretches = runs_of(at for at in range(*self.run) if at not in self._explained)
        return max(map(self._claim_of, stretches), key=_words_to_say, default=(0, None))

    def _claim_of(self, stretch: Range) -> tuple[int, Range | None]:
        pieces = [run for run in self.rest() if stretch[0] <= run[0] and run[1] <= stretch[1]]
        if not pieces:
            return 0, None
        total = 0
        for clause in self.side.clauses(stretch):
            beside = {clause[0] - 1, clause[1]}
            if beside.isdisjoint(self._explained) or not self.side.is_shared(clause[0]):
                total += sum(
                    self.side.says_more(at) for at in range(*clause) if at not in self._taken
                )
        return total, max(pieces, key=self.side.weight)


def _words_to_say(claim: tuple[int, Collection[int] | None]) -> int:
    return claim[0]
