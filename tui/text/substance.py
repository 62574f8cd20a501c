"""Which differences matter: numbers, dates, names, places, who said so and how, how sure.

Each change between two paragraphs is searched for the words of the lens. What both
paragraphs have is no difference; what only one has is flagged, together with what stands for
it on the other side. What is left of a change is wording, unless a clause of some length
stands in one paragraph only: that makes the claim wider or narrower.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from tui.text.layers import groups
from tui.text.lens import SOFT_HEDGE
from tui.text.quotations import QUOTATION_MARK

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from tui.text.alignment import DifferenceClass
    from tui.text.differences import Change, Range
    from tui.text.lens import LensSettings, Mark
    from tui.text.sides import Side


class Finding(NamedTuple):
    """A class of difference and the units it is about; None on a side that has none."""

    category: DifferenceClass
    what: str
    left: Range | None
    right: Range | None


Saying = tuple["Mark", "Change"]
"""A word of saying and the change that it is in."""

# What counts once: that a paragraph says Tuesday twice and its version once is no difference.
_VALUES = frozenset({"number", "date", "place"})
_PAIRED = ("number", "date", "place", "negation", "hedge", SOFT_HEDGE, "evaluative", "scope")
_QUOTED = frozenset({"number", "date", "negation", "hedge", "evaluative"})
# What a sentence that only one side has is searched for: its other facts are simply new.
_IN_NEW_SENTENCES = frozenset({"hedge", "evaluative"})


def classify(
    sides: tuple[Side, Side],
    changes: Sequence[Change],
    settings: LensSettings,
    *,
    whole: bool,
) -> list[Finding]:
    """Class what the changes between two paragraphs are about.

    Args:
        sides: The two paragraphs, with their quotations, marks and what is common in them.
        changes: Changes that are neither moves nor house style.
        settings: The limits of the lens.
        whole: False looks at quotations only, as for pairs that are merely related.

    Returns:
        Findings that cover every unit of the changes that is not a mere mark, each once.
    """
    classifier = _Classifier(sides, changes, settings)
    return classifier.findings(whole=whole)


class _Classifier:
    def __init__(
        self, sides: tuple[Side, Side], changes: Sequence[Change], settings: LensSettings
    ) -> None:
        self._sides = sides
        self._changes = changes
        self._settings = settings
        self._found: list[Finding] = []
        self._taken: tuple[set[int], set[int]] = (set(), set())
        # Taken by a flag that says what is wider or narrower about the clause around it.
        self._explained: tuple[set[int], set[int]] = (set(), set())
        inside = [
            [mark for mark in side.marks if any(_within(mark, run) for run in runs)]
            for side, runs in zip(sides, self._runs(), strict=True)
        ]
        self._surplus = (
            _surplus(inside[0], inside[1], sides[1].marks),
            _surplus(inside[1], inside[0], sides[0].marks),
        )
        self._inside = inside
        self._plain_saying = next(groups(settings.reporting))[0]
        self._unpaired: tuple[list[Saying], list[Saying]] = ([], [])

    def _runs(self) -> tuple[list[Range], list[Range]]:
        return [c.left for c in self._changes], [c.right for c in self._changes]

    def findings(self, *, whole: bool) -> list[Finding]:
        self._flag_balance()
        for change in self._changes:
            self._flag_quotations(change)
            if not whole:
                continue
            self._flag_attribution(change)
            for what in _PAIRED:
                self._flag_marks(change, what)
        self._flag_lone_attribution()
        for change in self._changes:
            if whole:
                self._flag_names(change)
            self._flag_rest(change, whole=whole)
        return self._found

    def _add(
        self, category: DifferenceClass, what: str, left: Range | None, right: Range | None
    ) -> None:
        self._found.append(Finding(category, what, left, right))
        for number, run in enumerate((left, right)):
            if run is not None:
                self._taken[number].update(range(*run))
                if category == "substance" and what != "attribution":
                    self._explained[number].update(range(*run))

    def _flag_balance(self) -> None:
        """Flag quotation marks that no other answers to."""
        for left, right in zip_longest(*(side.stray for side in self._sides)):
            self._add(
                "quotation",
                "balance",
                None if left is None else (left, left + 1),
                None if right is None else (right, right + 1),
            )

    def _flag_quotations(self, change: Change) -> None:
        """Flag what differs inside two versions of a quotation, or is quoted on one side."""
        pieces: list[list[Range]] = []
        for number, run in enumerate((change.left, change.right)):
            side = self._sides[number]
            special = {
                unit
                for mark in self._surplus[number]
                if mark.what in _QUOTED
                for unit in range(mark.start, mark.end)
            }
            gone = special | self._taken[number]
            quoted = [at for at in range(*run) if at in side.quoted and at not in gone]
            marks_only = self._is_quotation_mark(number, run) and not gone.intersection(range(*run))
            runs = [run] if marks_only else _runs_of(quoted)
            pieces.append([p for p in runs if marks_only or not side.is_empty(p)])
        for number, run in enumerate((change.left, change.right)):
            # What a quotation as a whole gave way to belongs to the difference.
            gave_way = self._taken[number].isdisjoint(range(*run)) and run[0] < run[1]
            whole = len(pieces[1 - number]) == 1 and not pieces[number]
            if whole and gave_way and pieces[1 - number][0] == (change.right, change.left)[number]:
                pieces[number] = [run]
        for left, right in zip_longest(*pieces):
            self._add("quotation", "words", left, right)

    def _is_quotation_mark(self, number: int, run: Range) -> bool:
        side = self._sides[number]
        return side.is_empty(run) and QUOTATION_MARK in side.words.keys[slice(*run)]

    def _free(self, marks: Iterable[Mark], number: int, run: Range) -> list[Mark]:
        return [
            mark
            for mark in marks
            if _within(mark, run) and self._taken[number].isdisjoint(range(mark.start, mark.end))
        ]

    def _flag_attribution(self, change: Change) -> None:
        """Pair what says who said so; going to another group of verbs matters."""
        sides = [
            [
                mark
                for mark in self._free(self._inside[number], number, run)
                if mark.what == "attribution" and mark.start not in self._sides[number].quoted
            ]
            for number, run in enumerate((change.left, change.right))
        ]
        for left, right in zip_longest(*sides):
            if left is None:
                self._unpaired[1].append((right, change))
            elif right is None:
                self._unpaired[0].append((left, change))
            else:
                self._compare_attribution((left, change), (right, change))

    def _compare_attribution(self, left: Saying, right: Saying) -> None:
        if left[0].group != right[0].group:
            runs = (
                side.saying(mark, run, taken)
                for side, mark, run, taken in zip(
                    self._sides,
                    (left[0], right[0]),
                    (left[1].left, right[1].right),
                    self._taken,
                    strict=True,
                )
            )
            self._add("substance", "attribution", *runs)

    def _flag_lone_attribution(self) -> None:
        """Pair what is left across changes; then flag what only one side says."""
        left, right = self._unpaired
        while left and right:
            self._compare_attribution(left.pop(0), right.pop(0))
        for number, sayings in enumerate(self._unpaired):
            side = self._sides[number]
            for mark, change in sayings:
                run, other = (change.left, change.right)[:: 1 - 2 * number]
                free = self._free([mark], number, run)
                # "His remarks underscored" for "were evidence of" is worded otherwise.
                reworded = other[0] < other[1] and mark.group != self._plain_saying
                if free and side.is_shared(mark.start) and (mark.is_phrase or not reworded):
                    clause = side.saying(mark, run, self._taken[number])
                    self._add("substance", "attribution", *_one_sided(number, clause))

    def _flag_marks(self, change: Change, what: str) -> None:
        """Flag words of the lens that only one side has, beside what stands for them."""
        sides = [
            [
                mark
                for mark in self._free(self._surplus[number], number, run)
                if mark.what == what
                and (what in _IN_NEW_SENTENCES or self._sides[number].is_shared(mark.start))
                and (what != "place" or self._sides[number].is_unknown(mark.units))
            ]
            for number, run in enumerate((change.left, change.right))
        ]
        joined = (self._joined(number, marks) for number, marks in enumerate(sides))
        for left, right in zip_longest(*joined):
            self._add("substance", "hedge" if what == SOFT_HEDGE else what, left, right)

    def _joined(self, number: int, marks: Sequence[Mark]) -> list[Range]:
        """The runs of marks, those with nothing but punctuation between them joined."""
        runs: list[Range] = []
        for mark in marks:
            if runs and self._sides[number].is_empty((runs[-1][1], mark.start)):
                runs[-1] = (runs[-1][0], mark.end)
            else:
                runs.append((mark.start, mark.end))
        return runs

    def _flag_names(self, change: Change) -> None:
        """Flag names that the other side does not know, and who spoke where that changed."""
        names = [
            [
                run_
                for run_ in _runs_of(
                    at
                    for at in range(*run)
                    if at not in self._taken[number] and self._sides[number].is_name(at)
                )
                if self._sides[number].is_new(run_) and self._sides[number].is_shared(run_[0])
            ]
            for number, run in enumerate((change.left, change.right))
        ]
        speaker = all(names) and all(
            side.speaks(run) for side, runs in zip(self._sides, names, strict=True) for run in runs
        )
        for left, right in zip_longest(*names):
            unknown = [
                number
                for number, run in enumerate((left, right))
                if run is not None and self._sides[number].is_unknown(run)
            ]
            if speaker and left and right:
                self._add("substance", "speaker", left, right)
            elif unknown and (left is None or right is None or len(unknown) > 0):
                self._add("substance", "name", left, right)

    def _flag_rest(self, change: Change, *, whole: bool) -> None:
        """Class what no flag has taken: a longer clause makes the claim wider, or narrower."""
        runs = change.left, change.right
        rest = [
            _runs_of(at for at in range(*run) if at not in self._taken[number])
            for number, run in enumerate(runs)
        ]
        claims = [self._heaviest_claim(number, run) for number, run in enumerate(runs)]
        if whole and abs(claims[0][0] - claims[1][0]) >= self._settings.clause:
            self._add("substance", "scope", claims[0][1], claims[1][1])
            rest = [
                [run for run in pieces if run != claim[1]]
                for pieces, claim in zip(rest, claims, strict=True)
            ]
        for left, right in zip_longest(*rest):
            self._add("wording", "words", left, right)

    def _heaviest_claim(self, number: int, run: Range) -> tuple[int, Range | None]:
        """The stretch of a change with most to say that no flag explains yet.

        Returns:
            How many words it has to say, and the longest run of it that is not taken.
        """
        side, taken = self._sides[number], self._taken[number]
        heaviest: tuple[int, Range | None] = (0, None)
        for stretch in _runs_of(at for at in range(*run) if at not in self._explained[number]):
            pieces = _runs_of(at for at in range(*stretch) if at not in taken)
            if not pieces:
                continue
            total = 0
            for clause in side.clauses(stretch):
                beside = {clause[0] - 1, clause[1]}
                if not side.is_shared(clause[0]) or beside.isdisjoint(self._explained[number]):
                    total += sum(
                        side.weight((at, at + 1)) for at in range(*clause) if at not in taken
                    )
            if total > heaviest[0]:
                heaviest = total, max(pieces, key=side.weight)
        return heaviest


def _within(mark: Mark, run: Range) -> bool:
    return run[0] <= mark.start and mark.end <= run[1]


def _one_sided(number: int, run: Range) -> tuple[Range | None, Range | None]:
    return (None, run) if number else (run, None)


def _runs_of(units: Iterable[int]) -> list[Range]:
    """Runs of neighbours among units in order."""
    found = []
    for _, group in groupby(enumerate(units), key=lambda entry: entry[1] - entry[0]):
        run = [unit for _, unit in group]
        found.append((run[0], run[-1] + 1))
    return found


def _surplus(
    marks: Sequence[Mark], others: Sequence[Mark], everywhere: Collection[Mark]
) -> list[Mark]:
    """The marks of one side's changes that the other side does not make up for."""
    left = Counter((mark.what, mark.group) for mark in others)
    values = {(mark.what, mark.group) for mark in everywhere if mark.what in _VALUES}
    found = []
    for mark in marks:
        kind = mark.what, mark.group
        if kind in values:
            continue
        if left[kind]:
            left[kind] -= 1
        else:
            found.append(mark)
    return found
