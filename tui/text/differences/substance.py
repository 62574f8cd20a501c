"""Which differences matter: numbers, dates, names, places, who said so and how, how sure.

Each change between two paragraphs is searched for the words of the lens. What both
paragraphs have is no difference; what only one has is flagged, together with what stands for
it on the other side. What is left of a change is wording, unless a clause of some length
stands in one paragraph only: that makes the claim wider or narrower.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from tui.text.differences.attributions import Attributions
from tui.text.differences.beside import (
    abbreviates,
    is_denied_there,
    is_reworded,
    is_service,
    paired,
    says_otherwise,
    speak,
)
from tui.text.differences.rebuilt import rebuilt_claims, rebuilt_names, turn_of
from tui.text.differences.weighty import APPROXIMATION, PLAIN_NUMBER, SOFT_HEDGE
from tui.text.differences.zones import (
    NUMBERS,
    Zone,
    is_article,
    is_denial_alone,
    makes_way,
    replacements,
)
from tui.text.words.conventions import phrase_groups
from tui.text.words.quotations import opens_with_dash
from tui.text.words.tokens import is_unspaced

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from tui.text.differences.changes import Change
    from tui.text.differences.side import ComparedParagraph
    from tui.text.differences.weighty import Claim, LensSettings, WeightyWord
    from tui.text.model import DifferenceClass
    from tui.text.words.tokens import Range


class Finding(NamedTuple):
    """A class of difference and the units it is about; None on a side that has none.

    `elsewhere` is the paragraph of the other article that has them, among those compared.
    """

    category: DifferenceClass
    what: str
    left: Range | None
    right: Range | None
    elsewhere: int | None = None


_FEW = 3
"""Words that can stand for one another as a whole."""

_BRIEF = 4
"""Units of a change in which one value stands for another: three people were."""

_DENIED = 1
"""Units between a word that denies and what it denies: would not yet accept."""


ClaimInChange = tuple["Claim", "Range | None"]
"""What a side claims, and the units of it in a change."""


_NAMING = frozenset({"name", "place"})

# What counts once: that a paragraph says Tuesday twice and its version once is no difference.
_VALUES = frozenset({"number", PLAIN_NUMBER, "date", "place"})

_CLAIMS = frozenset({"scope", "negation"})

_SAID_OTHERWISE = frozenset({"number", "date"})

_REPLACED = frozenset({"number", PLAIN_NUMBER, "date"})

_NAMES = {SOFT_HEDGE: "hedge", APPROXIMATION: "hedge"}


_ORDER = (
    *("number", "date", "place", "negation"),
    *("hedge", SOFT_HEDGE, APPROXIMATION, "evaluative", "scope"),
)


# What a sentence that only one side has is searched for: its other facts are simply new.
_IN_NEW_SENTENCES = frozenset({"hedge", "evaluative"})


def classify(
    sides: tuple[ComparedParagraph, ComparedParagraph],
    changes: Sequence[Change],
    equal: Mapping[int, int],
    settings: LensSettings,
    *,
    whole: bool,
    roles: Sequence[tuple[Range, Range]] = (),
) -> list[Finding]:
    """Class what the changes between two paragraphs are about.

    Args:
        sides: The two paragraphs.
        changes: Those that are neither moves nor house style.
        equal: The left units that stand in no change, and the right ones that equal them.
        settings: How much it takes for a clause to matter.
        whole: False looks at quotations only, as for pairs that are merely related.
        roles: The names that stand in each other's place, in changes or not.

    Returns:
        Findings that cover every unit of the changes, each once.
    """
    classifier = _Classifier(sides, changes, equal, settings)
    return classifier.findings(roles, whole=whole)


class _Classifier:
    def __init__(
        self,
        sides: tuple[ComparedParagraph, ComparedParagraph],
        changes: Sequence[Change],
        equal: Mapping[int, int],
        settings: LensSettings,
    ) -> None:
        self._sides = sides
        self._equal = equal
        self._settings = settings
        self._zones = [(Zone(sides[0], c.left), Zone(sides[1], c.right)) for c in changes]
        self._found: list[Finding] = []

    def findings(self, roles: Sequence[tuple[Range, Range]], *, whole: bool) -> list[Finding]:
        self._flag_balance()
        self._flag_roles(roles)
        if whole:
            self._find_surplus()
        for zones in self._zones:
            self._flag_quotations(*zones)
        if whole:
            self._flag_attributions()
            self._flag_speakers()
            for zones in self._zones:
                self._flag_opposites(*zones)
                self._flag_marks(*zones)
        for zones in self._zones if whole else ():
            self._flag_names(*zones)
            self._flag_scope(*zones)
        if whole:
            self._flag_titles()
            self._flag_replaced()
            self._flag_rebuilt()
        for zones in self._zones:
            if whole:
                _complete(self._found, zones)
            for left, right in zip_longest(zones[0].rest(), zones[1].rest()):
                self._found.append(Finding("wording", "words", left, right))
        return self._found

    def _add(
        self,
        category: DifferenceClass,
        what: str,
        left: tuple[Zone, Range | None],
        right: tuple[Zone, Range | None],
    ) -> None:
        if what == "scope" and speak(self._sides, left[1], right[1]):
            what = "speaker"
        self._found.append(Finding(category, what, left[1], right[1]))
        for zone, run in (left, right):
            if run is not None:
                zone.take(run, explains=category == "substance" and what != "attribution")

    def _find_surplus(self) -> None:
        """Find the marks of each side that the changes of the other don't make up for."""
        marks = [[m for zones in self._zones for m in zones[side].marks] for side in (0, 1)]
        for side in (0, 1):
            here, there = self._sides[side], self._sides[1 - side]
            made_up = Counter((mark.what, mark.group) for mark in marks[1 - side])
            elsewhere = {(mark.what, mark.group) for mark in there.marks if mark.what in _VALUES}
            for zones in self._zones:
                swapped = {what for what in _VALUES if _is_swap(zones, what)}
                for mark in zones[side].marks:
                    kind = mark.what, mark.group
                    if mark.what in _SAID_OTHERWISE and here.means(mark, there):
                        zones[side].meant.append(mark)
                        continue
                    if here.is_dated(mark, there):
                        continue
                    if (
                        (mark.what in swapped and not is_article(here, mark))
                        or is_denial_alone(zones[side], mark, zones[1 - side])
                        or makes_way(mark, zones[side], zones[1 - side])
                    ):
                        zones[side].surplus.append(mark)
                    elif kind not in elsewhere:
                        claims = mark.what in _CLAIMS
                        if not (made_up[kind] or (claims and says_otherwise(here, mark, there))):
                            zones[side].surplus.append(mark)
                        made_up[kind] -= made_up[kind] > 0

    def _flag_balance(self) -> None:
        """Flag quotation marks that no other answers to, beside what stands for them."""
        back = {other: at for at, other in self._equal.items()}
        pairs: list[tuple[int | None, int | None]] = [
            *((at, self._equal.get(at)) for at in self._sides[0].stray),
            *((back.get(at), at) for at in self._sides[1].stray),
        ]
        for pair in dict.fromkeys(pairs):
            left, right = (None if at is None else (at, at + 1) for at in pair)
            self._found.append(Finding("quotation", "balance", left, right))
            self._take(left, right)

    def _flag_roles(self, roles: Sequence[tuple[Range, Range]]) -> None:
        """Flag names, and numbers, that stand in each other's place."""
        counts = {mark.units for mark in self._sides[0].marks if mark.what in NUMBERS}
        for left, right in dict.fromkeys(roles):
            speaker = "speaker" if speak(self._sides, left, right) else "name"
            what = "number" if left in counts else speaker
            self._found.append(Finding("substance", what, left, right))
            self._take(left, right)

    def _take(self, left: Range | None, right: Range | None) -> None:
        """Take from the changes what a finding is about that stands in one, or in none."""
        for zones in self._zones:
            for zone, run in zip(zones, (left, right), strict=True):
                if run is not None:
                    both = max(run[0], zone.run[0]), min(run[1], zone.run[1])
                    zone.take(both, explains=False)

    def _flag_quotations(self, left: Zone, right: Zone) -> None:
        """Flag what differs inside two versions of a quotation, or is quoted on one side."""
        # Beside a mark that does not balance, one that was added or dropped is the same finding;
        # what opens with a dash is spoken without marks.
        settled = any(side.stray or opens_with_dash(side.words.text) for side in self._sides)
        pieces = [[] if settled and zone.is_mark else zone.quoted() for zone in (left, right)]
        # What a quotation as a whole gave way to belongs to the difference.
        for side, (zone, other) in enumerate(((left, right), (right, left))):
            if not pieces[side] and pieces[1 - side] == [other.run] and not zone.sayings():
                pieces[side] = zone.rest()[:1]
        for one, two in zip_longest(*pieces):
            # One that was changed is not the same any more.
            if not self._has_moved((left, one), (right, two), 1):
                self._add("quotation", "words", (left, one), (right, two))

    def _has_moved(
        self, left: tuple[Zone, Range | None], right: tuple[Zone, Range | None], least: float
    ) -> bool:
        """Whether what one side alone has stands in another paragraph there; notes it if so."""
        one, other = left[1], right[1]
        if (one is None) == (other is None):
            return False
        zone, run = left if other is None else right
        place = None if run is None else zone.side.stands_in(run, least)
        if place is None or run is None:
            return False
        self._found.append(Finding("wording", "moved", one, other, place))
        zone.take(run, explains=False)
        return True

    def _flag_attributions(self) -> None:
        plain = next(phrase_groups(self._settings.reporting))[0]
        for left, right in Attributions(self._zones, plain).findings():
            self._add("substance", "attribution", left, right)

    def _flag_speakers(self) -> None:
        """Flag who speaks without a name, where on the other side somebody else does."""
        new = [
            [
                (zones[number], at)
                for zones in self._zones
                for at in zones[number].free_units()
                if (group := zones[number].side.speaker(at)) is not None
                and group not in self._sides[1 - number].speakers
            ]
            for number in (0, 1)
        ]
        for (left, one), (right, other) in zip(*new, strict=False):
            self._add("substance", "speaker", (left, (one, one + 1)), (right, (other, other + 1)))

    def _flag_marks(self, left: Zone, right: Zone) -> None:
        """Flag words of the lens that only one side has, beside what stands for them."""
        if not left.surplus and not right.surplus:
            return
        numbers = {"number"}
        if all(any(m.what in NUMBERS for m in zone.free(zone.surplus)) for zone in (left, right)):
            numbers |= NUMBERS
        for what in _ORDER:
            classes = numbers if what == "number" else {what}
            marks = [
                [m for m in zone.free(zone.surplus) if _counts(m, classes, zone, other)]
                for zone, other in ((left, right), (right, left))
            ]
            if what in _SAID_OTHERWISE and not all(marks):
                marks = [self._staying(number, found) for number, found in enumerate(marks)]
            if what in _SAID_OTHERWISE:
                self._flag_retold((left, right), what)
            left_runs, right_runs = left.joined(marks[0]), right.joined(marks[1])
            name = _NAMES.get(what, what)
            for one, other in zip_longest(left_runs, right_runs):
                self._add("substance", name, (left, one), (right, other))

    def _staying(self, number: int, marks: Sequence[WeightyWord]) -> list[WeightyWord]:
        """Those of a side's marks that the other article has not put into another paragraph."""
        staying: list[WeightyWord] = []
        for mark in marks:
            place = self._sides[number].goes_to(mark)
            if place is None:
                staying.append(mark)
                continue
            left, right = (mark.units, None) if number == 0 else (None, mark.units)
            self._found.append(Finding("wording", "moved", left, right, place))
            self._take(left, right)
        return staying

    def _flag_retold(self, zones: tuple[Zone, Zone], what: str) -> None:
        """Flag numbers and days of a sentence that another paragraph there tells with others."""
        for number, zone in enumerate(zones):
            for mark in zone.free(zone.surplus):
                place = None
                if mark.what == what and not zone.side.is_shared(mark.start):
                    place = zone.side.retold(mark)
                if place is not None:
                    left, right = (mark.units, None) if number == 0 else (None, mark.units)
                    self._found.append(Finding("substance", what, left, right, place))
                    self._take(left, right)

    def _flag_opposites(self, left: Zone, right: Zone) -> None:
        """Flag words that stand for the opposite of one on the other side, or for another thing."""
        claims, others = _without_same(left.claims(), right.claims())
        for one, run in claims:
            for number, (other, counter) in enumerate(others):
                what = turn_of(left.side, one, right.side, other)
                # Beside a change that has nothing here, one as a whole is only added.
                inside = right.holds(other) if run is None else counter is None and left.holds(one)
                if what is not None and (run or counter) and not inside:
                    if what == "negation" and _balances((left, one.start), (right, other.start)):
                        self._add("wording", "words", (left, run), (right, counter))
                    else:
                        self._add("substance", what, (left, run), (right, counter))
                    del others[number]
                    break
        for at in left.free_units():
            for there in right.free_units():
                if left.side.negates(at, right.side, there) or right.side.negates(
                    there, left.side, at
                ):
                    runs = (left, (at, at + 1)), (right, (there, there + 1))
                    if _balances((left, at), (right, there)):
                        self._add("wording", "words", *runs)
                    else:
                        self._add("substance", "negation", *runs)
                    break

    def _flag_names(self, left: Zone, right: Zone) -> None:
        """Flag names that the other article does not know, and who spoke where that changed."""
        names, others = left.names(), right.names()
        pairs = paired(names, others)
        both = [(one, other) for one, other in pairs if one and other]
        spoke = all(left.side.speaks(one) and right.side.speaks(other) for one, other in both)
        for one, other in pairs:
            if (one is None and right.completes_name(other)) or (
                other is None and left.completes_name(one)
            ):
                continue
            if one and other and (is_service(left.side, one) or is_service(right.side, other)):
                continue
            if (one and abbreviates(left.side, one, right.side)) or (
                other and abbreviates(right.side, other, left.side)
            ):
                continue
            if (one is None and other and right.adds_little(other, left)) or (
                other is None and one and left.adds_little(one, right)
            ):
                continue
            if one and other and spoke:
                self._add("substance", "speaker", (left, one), (right, other))
            elif one and other and (left.side.speaks(one) or right.side.speaks(other)):
                # Known or not: each stands where the other does, as in exchanged attributions.
                self._add("substance", "name", (left, one), (right, other))
            elif (one and left.side.is_unknown(one)) or (other and right.side.is_unknown(other)):
                self._add("substance", "name", (left, one), (right, other))

    def _flag_scope(self, left: Zone, right: Zone) -> None:
        """Flag a clause that only one side has: it makes the claim wider, or narrower."""
        least = self._settings.clause
        if max(left.run[1] - left.run[0], right.run[1] - right.run[0]) < least:
            return
        (weight, run), (other_weight, other) = left.claim(), right.claim()
        more = left if weight > other_weight else right
        is_small = abs(weight - other_weight) - more.known() < least
        if is_small or left.numbers_as(right):
            return
        # A fact that the other article has in another paragraph is not lost.
        if not self._has_moved((left, run), (right, other), self._settings.stands):
            self._add("substance", "scope", (left, run), (right, other))

    def _flag_titles(self) -> None:
        """Flag the title of somebody whom the other side gives another: a judge, a prosecutor."""
        for left, right in self._zones:
            known = left.is_title() or right.is_title()
            titles = known and all(zone.is_title(known=True) for zone in (left, right))
            if titles and not left.says_as(right):
                self._add("substance", "speaker", (left, left.run), (right, right.run))

    def _flag_replaced(self) -> None:
        """Flag the words that gave way to others in a sentence that says the rest as before.

        Each has a few words in its place, and nothing else was put in or left out. Who only
        chooses other words mostly builds other sentences, or chooses more than one of them.
        """
        pieces = [
            (whole, piece)
            for whole in self._zones
            if any(zone.says_otherwise() for zone in whole)
            for piece in replacements(*whole)
            if any(zone.says_otherwise() for zone in piece)
        ]
        built = {
            (zone.side, zone.sentence)
            for _, piece in pieces
            if not all(zone.is_brief() for zone in piece)
            for zone in piece
        }
        places = Counter((zone.side, zone.sentence) for _, piece in pieces for zone in piece)
        for whole, (left, right) in pieces:
            if (
                built.isdisjoint((zone.side, zone.sentence) for zone in (left, right))
                and all(zone.gives_way() for zone in (left, right))
                and self._stay(left, right, places)
                and not left.says_as(right)
                and not is_reworded((left.side, left.run), (right.side, right.run))
            ):
                self._add("substance", "scope", (whole[0], left.run), (whole[1], right.run))

    def _flag_rebuilt(self) -> None:
        """Flag what gave way to something else in a sentence that was built anew."""
        least = self._settings.unchanged
        for what, *ends in chain(rebuilt_names(self._zones), rebuilt_claims(self._zones, least)):
            self._add("substance", what, *ends)

    def _stay(
        self, left: Zone, right: Zone, places: Mapping[tuple[ComparedParagraph, Range], int]
    ) -> bool:
        """Whether both sentences stayed as they were but for so many places with other words."""
        settings = self._settings
        for number, (zone, other) in enumerate(((left, right), (right, left))):
            count = places[zone.side, zone.sentence]
            # Of words without spaces between them one change is often found in pieces.
            alone = count == 1 or is_unspaced(zone.side.words.keys[zone.run[0]])
            least = settings.unchanged if alone else settings.unchanged_beside
            explained = {at for zones in self._zones for at in zones[number].taken}
            many = count > settings.places_replaced and not alone
            if many or zone.keeps(other.side, explained) < least:
                return False
        return True


def _complete(found: list[Finding], zones: tuple[Zone, Zone]) -> None:
    """Show beside a finding on all of one side of a change what it stands for on the other.

    `All` that became `Some` is one difference, though only one of them says how many; so is a
    town for another where the lists know one of them only.

    Findings on one side of the change are given the other.
    """
    if not all(zones):
        return
    runs = zones[0].run, zones[1].run
    for number, (zone, other) in enumerate((zones, zones[::-1])):
        at = _place(found, number, zone)
        if at is None:
            continue
        there = _place(found, 1 - number, other)
        if there is not None and {found[at].what, found[there].what} <= _NAMING:
            found[at] = found[at]._replace(what="place", left=runs[0], right=runs[1])
            del found[there]
            return
        if other.rest() == [other.run] and all(run[1] - run[0] <= _FEW for run in runs):
            found[at] = found[at]._replace(left=runs[0], right=runs[1])
            other.take(other.run, explains=False)
            return


def _place(found: list[Finding], number: int, zone: Zone) -> int | None:
    """The place of a finding of substance on all of a zone and on nothing of the other side."""
    for at, finding in enumerate(found):
        ends = (finding.left, finding.right)
        if (ends[number], ends[1 - number]) == (zone.run, None):
            return at if finding.category == "substance" else None
    return None


def _counts(mark: WeightyWord, classes: AbstractSet[str], zone: Zone, other: Zone) -> bool:
    """Whether a mark is of one of the classes, and matters where it stands."""
    side = zone.side
    if mark.what not in classes or zone.is_told_otherwise(mark):
        return False
    if mark.what == "place" and (
        not side.is_unknown(mark.units)
        or not side.is_new(mark.units)
        or (not other and zone.adds_place(mark.units))
    ):
        return False
    # "Close to Tampa" is a place; "caught by surprise" judges as "surprising" does.
    if (mark.what == "hedge" and mark.is_phrase and side.is_name_at(mark.end)) or (
        mark.what == "evaluative" and side.is_said_there(mark.start)
    ):
        return False
    # What a word denies may be missing as a whole.
    if mark.what == "negation" and not is_denied_there(side, mark):
        return False
    # One value for another matters in the shortest sentence: "She was 84."
    if mark.what in _REPLACED and any(one.what in classes for one in other.surplus):
        return True
    return mark.what in _IN_NEW_SENTENCES or side.is_shared(mark.start)


def _is_swap(zones: tuple[Zone, Zone], what: str) -> bool:
    """Whether a value stands where another of its class does: two dead and five, five and two."""
    classes = NUMBERS if what in NUMBERS else {what}
    values = [
        [one for one in zone.marks if one.what in classes and not is_article(zone.side, one)]
        for zone in zones
    ]
    return (
        all(
            len(found) == 1 and zone.run[1] - zone.run[0] <= _BRIEF
            for found, zone in zip(values, zones, strict=True)
        )
        and values[0][0].group != values[1][0].group
    )


def _without_same(
    left: list[ClaimInChange], right: list[ClaimInChange]
) -> tuple[list[ClaimInChange], list[ClaimInChange]]:
    """What two sides of a change claim, but for what both of them do."""
    rest, others = list[ClaimInChange](), list(right)
    for claim in left:
        same = next((other for other in others if claim[0].poles & other[0].poles), None)
        if same is None or claim[1] is None or same[1] is None:
            rest.append(claim)
        else:
            others.remove(same)
    return rest, others


def _balances(*places: tuple[Zone, int]) -> bool:
    """Whether one of two opposites is denied, and the other is not: `not accept` and `reject`.

    The word that denies it says nothing more then.
    """
    denials = [_denial(zone.side, at) for zone, at in places]
    if (denials[0] is None) == (denials[1] is None):
        return False
    for (zone, _), denial in zip(places, denials, strict=True):
        zone.surplus = [mark for mark in zone.surplus if mark != denial]
    return True


def _denial(side: ComparedParagraph, at: int) -> WeightyWord | None:
    """The word that denies what a unit says, right before it: `would not accept`."""
    denials = [mark for mark in side.marks if mark.what == "negation"]
    return next((mark for mark in denials if 0 <= at - mark.end <= _DENIED), None)
