"""One side of one change: which of its words matter, and which a finding explains already.

Findings are made one class after another, and each unit of a change belongs to one of them at
most: a zone keeps account.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tui.text.differences.beside import (
    ends_name,
    goes_by_initials,
    is_in_brackets,
    is_numbered_there,
    is_quoted_there,
    marks_name,
    may_be_name,
    names_there,
    quotes,
    quotes_alike,
)
from tui.text.differences.changes import gaps_between, is_cut_out
from tui.text.differences.parts import runs_of
from tui.text.differences.vocabulary import are_behind_prefixes
from tui.text.differences.weighty import PLAIN_NUMBER, is_point_of_initial
from tui.text.fuzzy import LCSseq
from tui.text.words.quotations import QUOTATION_MARK
from tui.text.words.scripts import is_katakana
from tui.text.words.tokens import is_unspaced

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from tui.text.differences.side import ComparedParagraph
    from tui.text.differences.weighty import Claim, WeightyWord
    from tui.text.words.tokens import Range


_LONGEST = 40
"""Units of a change that may be a few words in the place of others, here and there."""


_VALUES = frozenset({"number", "date"})

NUMBERS = frozenset({"number", PLAIN_NUMBER})
"""The classes of what counts."""


_PASSED = 3
"""Words that a word may move past that denies what they say: not need any more, need no more."""


# Inside a quotation these are flagged for themselves.
_QUOTED = frozenset({"number", "date", "negation", "hedge"})


_FEW = 3
"""Units of a change that has a word or two to say: a red lorry."""


_FEW_CHARACTERS = 4
"""The same where each character is a unit."""


_FEW_TELLING = 2
"""How many of these say something by themselves."""


_FAMILY = 4
"""Letters that forms of one word begin with: queued, queuing."""


_FIRST_PREFIXED = "\u0590"
"""The first character of Hebrew, which Arabic follows: forms of words begin otherwise there."""


_LEAST_PREFIXED = 3


_LONGEST_PREFIX = 2


_LONGEST_ABBREVIATION = 2


_LEAST_ABBREVIATED = 4


# Of these, a change may have a character of a word, in scripts without spaces.
_IN_CHARACTERS = frozenset({"negation", "hedge", "date", "place"})


class Zone:
    """The units of one side of a change, and what has been found in them.

    `marks` are the words of the lens in it; `surplus` those that the other side does not make
    up for, and `meant` the numbers and days that it has in other words.
    """

    def __init__(self, side: ComparedParagraph, run: Range) -> None:
        self.side = side
        self.run = run
        start, end = run
        self.marks = [mark for mark in side.marks if start <= mark.start and mark.end <= end]
        # Of "one of the", "the" may stand on both sides; of "next spring", "next".
        self.marks += [
            mark._replace(start=max(start, mark.start), end=min(end, mark.end))
            for mark in side.marks
            if (
                mark.what == "scope"
                and start <= mark.start < end - 1
                and end < mark.end
                and any(map(side.tells, range(mark.start, end)))
            )
            or (mark.what == "date" and mark.start < start < mark.end <= end)
            # Of "nu a", "a" may stand on both sides.
            or (mark.what == "negation" and start <= mark.start < end < mark.end)
            or (mark.what in _IN_CHARACTERS and side.is_cut(mark.units, run))
        ]
        self.surplus: list[WeightyWord] = []
        self.meant: list[WeightyWord] = []
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

    @property
    def taken(self) -> Collection[int]:
        """The units that some finding is about."""
        return self._taken

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

    def free(self, marks: Iterable[WeightyWord]) -> list[WeightyWord]:
        """Those of some marks that no finding is about."""
        return [mark for mark in marks if self.is_free(mark.units)]

    def sayings(self) -> list[WeightyWord]:
        """The words of saying outside quotations."""
        quoted = self.side.quoted
        sayings = [m for m in self.marks if m.what == "attribution" and m.start not in quoted]
        return self.free(sayings)

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

    def claims(self) -> list[tuple[Claim, Range | None]]:
        """What the change says that might be said otherwise, each with its units in the change.

        A phrase of which the change has a part counts; beside a change that has nothing on this
        side, it has none of it.
        """
        start, end = self.run
        found: list[tuple[Claim, Range | None]] = []
        for claim in self.side.claims:
            if claim.start < end and start < claim.end:
                run = max(start, claim.start), min(end, claim.end)
                if self.is_free(run):
                    found.append((claim, run))
            elif not self and claim.start <= start <= claim.end:
                found.append((claim, None))
        return found

    @property
    def sentence(self) -> Range:
        """The sentence that it begins in."""
        return self.side.sentence_of(self.run[0])

    def keeps(self, other: ComparedParagraph, explained: Collection[int]) -> float:
        """The share of the words of the sentence around it that the other side has.

        What stands there in words that the lists know to say the same counts as had; what is
        `explained` by other differences counts for nothing.
        """
        units = [at for at in self.side.telling(self.sentence) if at not in explained]
        meant = _meant(self.side, other)
        kept = sum(at in meant or self.side.is_met(at) for at in units)
        return kept / len(units) if units else 1.0

    def says_otherwise(self) -> bool:
        """Whether it says something new, other than who said so, that no finding is about."""
        saying = {at for m in self.side.marks if m.what == "attribution" for at in range(*m.units)}
        return any(at not in saying and self.side.says_more(at) for at in self.free_units())

    def is_brief(self) -> bool:
        """Whether it is a few words in the place of others."""
        keys = self.side.words.keys[slice(*self.run)]
        # A word in katakana, as names from abroad are, is one.
        count = len(keys) - sum(all(map(is_katakana, pair)) for pair in pairwise(keys))
        return 0 < count <= (_FEW_CHARACTERS if is_unspaced(keys[0]) else _FEW)

    def gives_way(self) -> bool:
        """Whether it is a word or two that say something new, none of them a name."""
        side = self.side
        telling = [at for at in range(*self.run) if side.tells(at)]
        if telling and all(is_unspaced(side.words.keys[at]) for at in range(*self.run)):
            # One character is seldom a word, and no sign of another meaning by itself.
            return self.run[1] - self.run[0] > 1 and any(map(side.says_more, telling))
        plain = all(map(self._is_plain, telling))
        return plain and 0 < len(telling) <= _FEW_TELLING and any(map(side.says_more, telling))

    def _is_plain(self, at: int) -> bool:
        """Whether a unit is a whole word, no name, in a script that parts words."""
        words = self.side.words
        if "-" in words.keys[max(0, at - 1) : at + 2] or is_unspaced(words.keys[at]):
            return False
        return not any(map(str.isdigit, words.keys[at])) and not (
            self.side.names and may_be_name(self.side, at)
        )

    def says_as(self, other: Zone) -> bool:
        """Whether the lists know the change to say the same as the other side of it."""
        ours, theirs = (
            {pole for claim, _ in zone.claims() for pole in claim.poles}
            | {
                (mark.what, mark.group)
                for mark in zone.side.marks
                if mark.start < zone.run[1] and zone.run[0] < mark.end
            }
            for zone in (self, other)
        )
        if not ours.isdisjoint(theirs):
            return True
        # A day by its name and "yesterday" may be one day.
        if any(self.side.means(m, other.side) for m in self.marks if m.what == "date"):
            return True
        if self.numbers_as(other):
            return True
        # What says so in either was looked at before.
        says = [any(what == "attribution" for what, *_ in known) for known in (ours, theirs)]
        return all(says) or self.is_form_of(other)

    def is_told_otherwise(self, mark: WeightyWord) -> bool:
        """Whether the other side has a mark, or what it leads to, in other words: at 2.30."""
        if mark.what in NUMBERS:
            return is_numbered_there(self.side, mark)
        # Italian has "alle" before a time as German has it before everybody.
        return mark.what == "scope" and any(mark.end == meant.start for meant in self.meant)

    def numbers_as(self, other: Zone) -> bool:
        """Whether one side has the number of a road behind initials, or initials for a body."""
        return any(
            any(is_numbered_there(zone.side, mark) for mark in zone.marks)
            or any(
                goes_by_initials(zone.side, at, there.side)
                for at in range(*zone.run)
                if zone.side.words.keys[at] == "("
            )
            for zone, there in ((self, other), (other, self))
        )

    def is_form_of(self, other: Zone) -> bool:
        """Whether a word of the change begins as one of the other side of it."""
        ours, theirs = (
            {
                zone.side.words.keys[at]
                for at in range(*zone.run)
                if zone.side.tells(at) and not is_katakana(zone.side.words.keys[at])
            }
            for zone in (self, other)
        )
        if not {key[:_FAMILY] for key in ours}.isdisjoint(key[:_FAMILY] for key in theirs):
            return True
        return any(
            _has_prefix(one, key)
            or _has_prefix(key, one)
            or are_behind_prefixes(one, key)
            or _abbreviates(*sorted((one, key), key=len))
            for one in ours
            for key in theirs
        )

    def is_title(self, *, known: bool = False) -> bool:
        """Whether it is the title before a name that both sides have, and no more.

        Any word in capitals is one, where it is `known` that the other side has one.
        """
        start, end = self.run
        side = self.side
        if not 0 < end - start <= _FEW_TELLING or not self.is_free(self.run):
            return False
        if not side.is_name_at(end) or side.is_new((end, end + 1)) or not side.is_new(self.run):
            return False
        return all(side.is_title(at) or (known and side.is_name(at)) for at in range(start, end))

    def holds(self, claim: Claim) -> bool:
        """Whether a claim stands in the change as a whole."""
        return self.run[0] <= claim.start and claim.end <= self.run[1]

    def saying(self, mark: WeightyWord) -> Range:
        """The words around one of saying that tell who said so."""
        return self.side.saying(mark, self.run, self._taken)

    @property
    def is_mark(self) -> bool:
        """Whether it is a quotation mark that stands alone, not the one in `five years' pay`."""
        marks = [at for at in range(*self.run) if self.side.words.keys[at] == QUOTATION_MARK]
        return self.side.is_empty(self.run) and any(quotes(self.side, at) for at in marks)

    def quoted(self) -> list[Range]:
        """The runs inside quotations, and a quotation mark that stands alone."""
        if self.is_mark and self.is_free(self.run):
            is_style = marks_name(self.side, self.run[0]) or quotes_alike(self.side, self.run[0])
            return [] if is_style else [self.run]
        if not self.side.quoted:
            return []
        special = {at for m in self.surplus if m.what in _QUOTED for at in range(*m.units)}
        gone = special.union(self._taken, *(range(*mark.units) for mark in self.meant))
        units = (at for at in range(*self.run) if at in self.side.quoted and at not in gone)
        runs = (run for run in runs_of(units) if not self.side.is_empty(run))
        runs = (run for run in runs if not self._leads_to_meant(run))
        side = self.side
        return [run for run in runs if not (is_quoted_there(side, run) or names_there(side, run))]

    def _leads_to_meant(self, run: Range) -> bool:
        """Whether a word only leads to a number or day that is meant: at, of `at 2.30`."""
        return run[1] - run[0] == 1 and any(run[1] == mark.start for mark in self.meant)

    def names(self) -> list[Range]:
        """The names, none of whose words stands in the paragraph on the other side."""
        # A day or a country that both sides say in their own words is no name.
        said = (m for m in self.marks if m.what in {"date", "place"} and m not in self.surplus)
        gone = self._taken.union(*(range(*mark.units) for mark in said))
        units = (at for at in range(*self.run) if at not in gone and self.side.is_name(at))
        names: list[Range] = []
        for run in runs_of(units):
            if not (self.side.is_new(run) and self.side.is_shared(run[0])):
                continue
            # "Finance Minister Drita Hoxha" is one, though her title is no name.
            gap = range(names[-1][1], run[0]) if names else range(0)
            if gap and gone.isdisjoint(gap) and all(map(self.side.is_title, gap)):
                names[-1] = names[-1][0], run[1]
            else:
                names.append(run)
        return names

    def completes_name(self, run: Range | None) -> bool:
        """Whether a name only fills up one that both sides have, as a first name does."""
        if run is None:
            return False
        # An initial has its point before the name that it fills up.
        after = run[1] + is_point_of_initial(self.side.words, run[1])
        units = range(len(self.side.words))
        # So may a title: "U.S. President Keller".
        while after in units and self.side.is_title(after):
            after += 1
        return any(
            at in units
            and self.side.is_name(at)
            and (at not in range(*self.run) or not self.side.is_new((at, at + 1)))
            for at in (run[0] - 1, after)
        )

    def adds_place(self, run: Range) -> bool:
        """Whether a place only says where a name is: `Lyon, France`, `the French city of Lyon`."""
        side = self.side
        if side.is_apposed(run) or self.completes_name(run):
            return True
        for at in range(run[1], min(run[1] + _FEW + 1, side.part[1])):
            if side.is_name(at):
                return at - run[1] > 1 and not side.is_new((at, at + 1))
        return False

    def adds_little(self, run: Range, other: Zone) -> bool:
        """Whether a name that the other side lacks is who was told it, or where a place is."""
        places = (mark.units for mark in self.marks if mark.what == "place")
        if self.side.is_told(run) or is_in_brackets(self.side, run):
            return True
        return not other and (
            self.side.is_apposed(run)
            or (run in places and self.adds_place(run))
            or ends_name(self.side, self.run)
        )

    def joined(self, marks: Sequence[WeightyWord]) -> list[Range]:
        """The runs of marks, those with nothing but punctuation between them joined."""
        runs: list[Range] = []
        for mark in marks:
            gap = (runs[-1][1], mark.start) if runs else (0, 0)
            if runs and self.side.is_empty(gap) and self.is_free(gap):
                runs[-1] = (runs[-1][0], mark.end)
            else:
                runs.append(mark.units)
        return runs

    def claim(self) -> tuple[float, Range | None]:
        """The stretch with most to say that no finding explains yet.

        Returns:
            How many words it has to say, and the longest run of it that no finding is about.
        """
        if not self._explained:
            return self._claim_of(self.run)
        stretches = runs_of(at for at in range(*self.run) if at not in self._explained)
        return max(map(self._claim_of, stretches), key=_words_to_say, default=(0, None))

    def known(self) -> float:
        """How many words the days and numbers are that the other side has in words of its own."""
        known = (m for m in self.free(self.marks) if m.what in _VALUES and m not in self.surplus)
        return self.side.weight(at for mark in known for at in range(*mark.units))

    def _claim_of(self, stretch: Range) -> tuple[float, Range | None]:
        pieces = [run for run in self.rest() if stretch[0] <= run[0] and run[1] <= stretch[1]]
        if not pieces:
            return 0, None
        total = 0.0
        for clause in _clauses(self.side, stretch):
            beside = {clause[0] - 1, clause[1]}
            if beside.isdisjoint(self._explained) or not self.side.is_shared(clause[0]):
                total += self.side.weight(at for at in range(*clause) if at not in self._taken)
        return total, max(pieces, key=lambda piece: self.side.weight(range(*piece)))


def is_article(side: ComparedParagraph, mark: WeightyWord) -> bool:
    """Whether what counts as one is an article, and no number."""
    return mark.group == "1" and side.words.keys[mark.start][0].isalpha()


def is_denial_alone(zone: Zone, mark: WeightyWord, other: Zone) -> bool:
    """Whether a word that denies was put in or left out, and nothing else.

    That the paragraph denies another thing instead does not make up for it.
    """
    is_alone = mark.what == "negation" and zone.run == mark.units and not other
    return is_alone and not _is_denied_beside(zone.side, mark, other.side)


def _is_denied_beside(side: ComparedParagraph, mark: WeightyWord, other: ComparedParagraph) -> bool:
    """Whether the other side denies the same, before or behind it: not need cuts, need no cuts."""
    denials = [one for one in other.marks if one.what == "negation"]
    ours, theirs = ([one.stem(key) for key in one.words.keys] for one in (side, other))
    return any(
        _passes(ours, first, theirs, second) or _passes(theirs, second, ours, first)
        for one in denials
        for first, second in [(mark.units, one.units)]
    )


def _passes(keys: list[str], early: Range, others: list[str], late: Range) -> bool:
    """Whether what stands behind one word stands around another: not | need | cuts."""
    return any(
        keys[early[1] : early[1] + passed] == others[late[0] - passed : late[0]]
        and keys[early[1] + passed : early[1] + passed + 1] == others[late[1] : late[1] + 1] != []
        for passed in range(1, min(_PASSED, late[0]) + 1)
    )


def makes_way(mark: WeightyWord, zone: Zone, other: Zone) -> bool:
    """Whether an article or a small number stands where the other side has a new number."""
    if mark.what != PLAIN_NUMBER or mark.group in {one.group for one in other.marks}:
        return False
    own = {one.group for one in zone.side.marks if one.what in NUMBERS}
    counts = [sum(one.what in NUMBERS for one in each.marks) for each in (zone, other)]
    # "An average of five" has five where "on average eight" has eight.
    if is_article(zone.side, mark) and counts[0] > counts[1]:
        return False
    return any(one.what in NUMBERS and one.group not in own for one in other.marks)


def replacements(left: Zone, right: Zone) -> list[tuple[Zone, Zone]]:
    """What a change is made of, without the words that both sides of it have, or were flagged."""
    keys = [zone.side.words.keys[slice(*zone.run)] for zone in (left, right)]
    if max(map(len, keys)) > _LONGEST:
        return [(left, right)]
    # What is matched may depend on which side comes first; swapping them must change nothing.
    turned = keys[1] < keys[0]
    first, second = (right.run, left.run) if turned else (left.run, right.run)
    same = [
        (first[0] + op.src_start, second[0] + op.dest_start, op.src_end - op.src_start)
        for op in LCSseq.opcodes(keys[turned], keys[not turned])
        if op.tag == "equal"
    ]
    sides = (right.side, left.side) if turned else (left.side, right.side)
    same = [
        (at, other_at, length)
        for at, other_at, length in same
        if not is_cut_out((sides[0].words, at), (sides[1].words, other_at), length)
    ]
    gaps = (gap.mirrored() if turned else gap for gap in gaps_between(same, (first, second)))
    return [
        (Zone(left.side, runs[0][0]), Zone(right.side, runs[1][0]))
        for gap in gaps
        for runs in [[_free(left, gap.left), _free(right, gap.right)]]
        if len(runs[0]) == len(runs[1]) == 1
    ]


def _meant(side: ComparedParagraph, other: ComparedParagraph) -> set[int]:
    """The units of what the other side says too, in other words that the lists know."""
    groups = {(mark.what, mark.group) for mark in other.marks}
    said = [m.units for m in side.marks if (m.what, m.group) in groups]
    said += [(c.start, c.end) for c in side.claims if c.poles & other.said]
    return {unit for run in said for unit in range(*run)}


def _abbreviates(short: str, key: str) -> bool:
    """Whether a letter or two stand for a word that begins so: 2027 r., 2027 roku."""
    is_short = len(short) <= _LONGEST_ABBREVIATION < _LEAST_ABBREVIATED <= len(key)
    return is_short and short.isalpha() and key.startswith(short)


def _has_prefix(key: str, plain: str) -> bool:
    """Whether a word is another one behind a letter or two, as forms of Arabic verbs are."""
    return (
        min(plain) >= _FIRST_PREFIXED
        and len(plain) >= _LEAST_PREFIXED
        and 0 < len(key) - len(plain) <= _LONGEST_PREFIX
        and key.endswith(plain)
    )


def _free(zone: Zone, run: Range) -> list[Range]:
    """The runs of a run that no finding is about; the run itself where it is empty."""
    return (
        runs_of(at for at in range(*run) if zone.is_free((at, at + 1))) or [run][: run[0] == run[1]]
    )


def _clauses(side: ComparedParagraph, run: Range) -> Iterator[Range]:
    """A run cut at its marks."""
    start = run[0]
    for at in range(*run):
        if not any(map(str.isalnum, side.words.keys[at])):
            if start < at:
                yield start, at
            start = at + 1
    if start < run[1]:
        yield start, run[1]


def _words_to_say(claim: tuple[float, Collection[int] | None]) -> float:
    return claim[0]
