"""The article on the page: the run of lines whose sentences outweigh what stands between.

A run of greatest sum, as in Pasternack and Roth, "Extracting Article Text from the Web with
Maximum Subsequence Segmentation" (2009), with gaps whose cost stops growing, stop markers,
and a second look at the words that the run's sentences share.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Annotated, NamedTuple

import msgspec

from tui.text.chrome.draft import Trust
from tui.text.chrome.parts import forms, timed_entries
from tui.text.chrome.rule import Rule, Wording
from tui.text.fields import Count, Fraction, Worth

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.text.chrome.draft import Draft, Line, Stop


_PARAGRAPH = 70
"""Characters that a paragraph has at least, however few words these are."""


_MANY = 15
"""Sentences of an article that tell what is strange to it."""


_ITEMS, _FEW = 6, 4
"""Items of a list without bullets with what leads them in; lines of a box that one marker shows."""


_MOST_KEPT = 1_000
"""Lines of an article whose long words are kept at hand; those of a book would fill the memory."""


_MOST_READ = 200_000
"""Lines that are gone through again, all in all, because a menu or box was passed: no real page is
looked at more than a dozen times, and a made one of thousands of boxes would take hours."""


class BodyRule(Rule, frozen=True, kw_only=True, tag="body"):
    """The article: the run of lines whose sentences earn most, others paying.

    A sentence paragraph earns its words, at most `cap`. It earns only the share `lone` of them
    where it has fewer than `lone_words` and none of the `company` lines on either side is a
    sentence. A shorter line that a full stop ends earns the share `fragment`.

    Another line pays `short_cost`, less the closer it comes to `short` words, and that times
    `softened` where it holds a comma or a number; a list item pays `bullet_cost` on top, or
    nothing in a list that a colon leads in; a teaser that was cut off `cut_off_cost`, a line
    that a rule has taken `taken_cost`. However long a stretch without sentences is, it costs at
    most `longest_gap`.

    A run is worth `anchor_worth` more where one of the `anchor_within` lines above it is like
    `anchor` and has at most `anchor_words` words.

    Of the best run's words of `long_word` letters and more, a sentence's fellow sentences share
    some. The run is sought a second time, if `core` sentences or more make it up, with
    sentences losing up to the share `stranger` of their worth the less of those words they
    have; from the share `cohesion` on they lose nothing.

    Where fewer sentences make up the run, the page may be one of short texts, such as entries,
    letters or what a dish is made of: if it is in the run that is worth most where lone sentences
    earn all of their words and other lines pay the share `sparse`, it is all of that.

    A sentence paragraph of `whole` words or more is none of a box with other stories; in the second
    look, one that shares as many words as `cohesion` says goes on with the article below a marker.

    A menu or a run of dates ends no article that goes on below with `goes_on` words in paragraphs
    so long on its matter, each at most `together` lines from the next.

    Inside it, `headlines` lines or more one below the other go, each of `headline_words` words or
    more that no full stop ends, if they share so little with the article that they are `strange`
    on average (1: nothing at all).

    At its edges the run takes in lines of `edge` words and more that a full stop ends. Below a
    soft stop marker inside it, lines go until sentences go on.

    Where blank lines part the paragraphs, they part a box as well: at most `box_lines` lines in a
    row between two paragraphs, none of `whole` words or more, of which the first is a
    marker or taken, or two are. It goes whole, and what is below goes on with the article.
    """

    cap: Worth = 100
    company: Count = 1
    lone: Fraction = 0.35
    lone_words: Worth = 40
    fragment: Fraction = 0.2
    short: Annotated[float, msgspec.Meta(gt=0)] = 12
    short_cost: Worth = 10
    softened: Fraction = 0.6
    bullet_cost: Worth = 1
    cut_off_cost: Worth = 6
    taken_cost: Worth = 3
    longest_gap: Worth = 60
    anchor: Wording = Wording()
    anchor_within: Count = 10
    anchor_words: Count = 12
    anchor_worth: Worth = 20
    cohesion: Annotated[float, msgspec.Meta(gt=0, le=1)] = 0.25
    stranger: Fraction = 0.6
    core: Count = 5
    sparse: Fraction = 0.5
    whole: Count = 30
    together: Count = 5
    goes_on: Worth = 100
    long_word: Count = 5
    edge: Count = 2
    headlines: Count = 3
    headline_words: Count = 5
    strange: Fraction = 0.6
    box_lines: Count = 12

    of_the_page = True

    def run(self, draft: Draft) -> None:
        """Set the draft's `first` and `last`; leave both where there is no article."""
        for box in draft.boxes_again():
            draft.set_aside(box, self.name)
        draft.timed = timed_entries(draft)
        draft.forms = forms(draft) | draft.timed
        # Whether the page may be gone through once more: whoever asks has had one of its looks.
        looks = iter([True] * (_MOST_READ // max(1, len(draft.lines))))
        # Around a manuscript there is no page, of which a short line could be.
        free = {"lone": 1.0, "short_cost": 0.0} if draft.is_manuscript else {}
        rule = msgspec.structs.replace(self, **free)
        found = _find(rule, draft, looks)
        while found and _take_closed_boxes(rule, draft, *found) and next(looks, False):
            found = _find(rule, draft, looks)
        if found is None:
            return
        run, core = found
        first, last = run.first, run.last
        while first > 0 and _belongs(self, draft, draft.lines[first - 1]):
            first -= 1
        while (below := _below(self, draft, last, core)) is not None:
            last = below
        draft.first, draft.last, draft.body_rule = first, last, self.name
        _take_boxes(self, draft, draft.lines[first : last + 1], core)
        draft.take_labels(self.name)
        _take_headlines(self, draft, core)


def _find(rule: BodyRule, draft: Draft, looks: Iterator[bool]) -> tuple[LineRun, Core] | None:
    """The article's run, and the words of what a first look took for it; None without any."""
    worths = [earning(rule, draft, line) for line in draft.lines]
    run, end = best_run(rule, draft, worths, prices := _prices(rule, draft))
    if run is None:
        return None
    core = Core(rule, draft, run, end)
    while end < len(draft.lines) and next(looks, False) and _passes(rule, draft, end, core):
        run, end = best_run(rule, draft, worths, prices := _prices(rule, draft))
        if run is None:
            return None
        core = Core(rule, draft, run, end)
    if core.is_presumed:
        return None
    if core.sentences >= rule.core:
        run = best_run(rule, draft, worths, prices, core)[0] or run
    else:
        run, core = _among_short_texts(rule, draft, run, core)
    return run, core


def _among_short_texts(
    rule: BodyRule, draft: Draft, run: LineRun, core: Core
) -> tuple[LineRun, Core]:
    """What the article is on a page of short texts, if that has the run in it."""
    lenient = msgspec.structs.replace(rule, lone=1.0, short_cost=rule.sparse * rule.short_cost)
    worths = [earning(lenient, draft, line) for line in draft.lines]
    whole, end = best_run(lenient, draft, worths, _prices(lenient, draft))
    if whole is None or whole.first > run.first or whole.last < run.last:
        return run, core
    return whole, Core(lenient, draft, whole, end)


class LineRun(NamedTuple):
    """A run of lines, by the indexes of its first and last, and what it is worth in words."""

    worth: float
    first: int
    last: int


def _prices(rule: BodyRule, draft: Draft) -> list[float | None]:
    """What each line costs; None for an item of a list that a colon leads in, which is free."""
    led_in, prices = 0, list[float | None]()
    for line in draft.lines:
        led_in = _led_in(draft, line, led_in)
        prices.append(None if led_in else costs(rule, draft, line))
    return prices


def best_run(
    rule: BodyRule,
    draft: Draft,
    worths: Sequence[float],
    prices: Sequence[float | None],
    core: Core | None = None,
) -> tuple[LineRun | None, int]:
    """Find the run that is worth most.

    Args:
        worths, prices: What each line earns, and what one costs that earns nothing.
        core: The words of an article that was found before, for a second look.

    Returns:
        The run, or None where no line earns anything, and the index of the line at which a
        hard stop marker ended the search, or the number of lines.
    """
    search, trust = _Search(rule, draft), Trust()
    end = len(draft.lines) if core is None else core.end
    for line in draft.lines[:end]:
        worth, price = worths[line.index], prices[line.index]
        if stop := draft.stops.get(line.index):
            if stop.hard and (best := search.best) and best.worth >= stop.enough:
                return best, line.index
            search.crossed += stop.cost
            trust.lower(stop)
        # A label that parts one sentence from the next all over the page breaks no row of them.
        if trust.lowered and line.index not in draft.labels:
            if core is not None and _is_paragraph(rule, line) and core.strangeness(line) == 0:
                trust.restore()
            worth *= trust.share(line)
        if core is not None and worth > 0:
            worth *= 1 - core.discount * core.strangeness(line)
        if worth > 0:
            search.earn(line.index, worth)
        else:
            search.paid += 0.0 if price is None else price - worth
    return search.best, end


def _led_in(draft: Draft, line: Line, before: int) -> int:
    """How many lines from this one on may be items of a list that a colon leads in.

    Without bullets, they are few, and what leads them in follows a sentence.
    """
    if line.taken_by is not None:
        return 0
    if line.text.endswith(":"):
        above = draft.lines[max(0, line.index - 1)]
        return _ITEMS if above.sentence and above.taken_by is None else 1
    more = before if line.bullet else max(0, before - 1)
    # Menus have words alone.
    return more if line.bullet or (line.length > 1 and not line.ended) else 0


class _Search:
    """The best run so far, and what it costs to go on from the runs before.

    A run that goes on pays for the gap since its last line, but never more than the longest
    gap costs. So two runs are kept to go on from: `near`, the best with every line since its
    end paid for, and `far`, the best at the highest price. Both hold worths as if `paid` and
    `crossed` had been nothing yet, so that they need not be lowered line by line.
    """

    def __init__(self, rule: BodyRule, draft: Draft) -> None:
        self._longest_gap = rule.longest_gap
        self._anchor_worth = rule.anchor_worth
        self._anchored = {
            at
            for line in draft.fitting_any((rule.name, "anchor"))
            if line.length <= rule.anchor_words and line.index not in draft.forms
            for at in range(line.index + 1, line.index + 1 + rule.anchor_within)
        }
        """Where a run begins that has a date or byline just above it, and gains by that."""
        self._best: tuple[float, int, int] | None = None
        # Their worths, and the indexes of their first lines.
        self._near: tuple[float, int] | None = None
        self._far: tuple[float, int] | None = None
        self.paid = 0.0
        self.crossed = 0.0

    @property
    def best(self) -> LineRun | None:
        """The best run so far."""
        return None if self._best is None else LineRun(*self._best)

    def earn(self, at: int, worth: float) -> None:
        """End a run at a line: one that begins there, or one that goes on."""
        crossed = self.crossed
        going_on = (self._anchor_worth if at in self._anchored else 0.0, at)
        if self._near is not None:
            near = (self._near[0] - self.paid - crossed, self._near[1])
            going_on = near if near > going_on else going_on
        if self._far is not None:
            far = (self._far[0] - self._longest_gap - crossed, self._far[1])
            going_on = far if far > going_on else going_on
        total, first = going_on[0] + worth, going_on[1]
        if self._best is None or total > self._best[0]:
            self._best = (total, first, at)
        near = (total + self.paid + crossed, first)
        if self._near is None or near > self._near:
            self._near = near
        far = (total + crossed, first)
        if self._far is None or far > self._far:
            self._far = far


class Core:
    """The long words that a run's sentences have: all, those of one and more, those of two.

    `end` is where the search for the run ended; a second one goes no further. `sentences` is how
    many sentences the run has, `is_presumed` where there is a single one and it may be none.
    """

    def __init__(self, rule: BodyRule, draft: Draft, run: LineRun, end: int) -> None:
        self.end = end
        self._rule, self._run = rule, run
        self._strangeness: dict[int, float] = {}
        lines = [
            line
            for line in draft.lines[run.first : run.last + 1]
            if line.sentence and line.taken_by is None
        ]
        self.sentences = len(lines)
        # By itself, one that may as well be a headline shows no article.
        self.is_presumed = self.sentences == 1 and lines[0].presumed
        # Few sentences have few words in common, whatever they are about.
        self.discount = rule.stranger * min(1.0, self.sentences / _MANY)
        self._shared, self._shared_twice = set[str](), set[str]()
        self._long: dict[int, set[str]] = {}
        for line in lines:
            long = line.long_words(rule.long_word)
            # Soon most have come twice. Where these alone are enough, the others don't matter.
            others = long - self._shared_twice
            if len(long) - len(others) >= rule.cohesion * (line.said.count(" ") + 1):
                self._strangeness[line.index] = 0.0
            elif len(self._long) < _MOST_KEPT:
                self._long[line.index] = long
            self._shared_twice |= others & self._shared
            self._shared |= others

    def strangeness(self, line: Line) -> float:
        """How little a line shares with the run's other sentences, from 0 to 1."""
        known = self._strangeness.get(line.index)
        if known is None:
            known = self._strangeness[line.index] = self._strangeness_of(line)
        return known

    def _strangeness_of(self, line: Line) -> float:
        itself = self._run.first <= line.index <= self._run.last
        known = self._shared_twice if itself else self._shared
        long = self._long.get(line.index) or line.long_words(self._rule.long_word)
        shared = len(long & known)
        # Most share so much that it is enough however many of their words are long.
        if shared >= self._rule.cohesion * (line.said.count(" ") + 1):
            return 0.0
        # Of one or two words nothing can be said.
        return 1 - min(1.0, shared / len(long) / self._rule.cohesion) if len(long) > 2 else 0.0


def _passes(rule: BodyRule, draft: Draft, at: int, core: Core) -> bool:
    """Pass over a menu or a run of dates below which the article goes on, as told by its matter.

    Two whole paragraphs on it must stand together, with no entry's label or date between them.
    """
    stop = draft.stops[at]
    if stop.restore or core.sentences < rule.core or draft.has_markup:
        return False
    entries = [line.index for line in draft.fitting_any((stop.name, "match")) if not line.sentence]
    if not entries:
        return False
    above = first = None
    words = 0.0
    for line in draft.lines[at + 1 :]:
        other = draft.stops.get(line.index)
        if other is not None and other.hard and other.restore:
            break
        if line.taken_by is not None or not _is_paragraph(rule, line) or core.strangeness(line):
            continue
        near = above if above and line.index - above.index <= rule.together else None
        if near and not any(near.index < one < line.index for one in entries):
            words += line.length + (0 if first else near.length)
            first = first or near
        above = line
    if first is None or words < rule.goes_on:
        return False
    del draft.stops[at]
    for line in draft.lines[at : first.index]:
        line.taken_by = line.taken_by or stop.name
        draft.stops.pop(line.index, None)
    return True


def earning(rule: BodyRule, draft: Draft, line: Line) -> float:
    """What a line earns, in words; 0 for one that is no sentence, below 0 for penalties."""
    if line.taken_by is not None:
        return 0.0
    if not line.sentence:
        return line.length * rule.fragment - line.cost if line.ended else 0.0
    worth = min(line.length, rule.cap)
    if line.length < rule.lone_words:
        around = draft.around(line, rule.company)
        if sum([other.sentence and other.taken_by is None for other in around]) < 2:
            worth *= rule.lone
    return worth - line.cost


def costs(rule: BodyRule, draft: Draft, line: Line) -> float:
    """What a line that is no sentence costs a run that goes over it, in words."""
    set_aside = line.block.furniture or line.block.taken_by is not None
    if set_aside or line.index in draft.asides or line.index in draft.forms:
        return 0.0
    if line.taken_by is not None or line.index in draft.labels:
        return rule.taken_cost
    if line.cut_off:
        return rule.cut_off_cost + line.cost
    cost = rule.short_cost * max(0.0, 1 - line.length / rule.short)
    if "," in line.text or line.has_number:
        cost *= rule.softened
    if line.bullet:
        cost += rule.bullet_cost
    return cost + line.cost


def _belongs(rule: BodyRule, draft: Draft, line: Line) -> bool:
    """Whether a line at the edge of the run is text that was too short to be sought for."""
    return (
        line.taken_by is None
        and line.ended
        and not line.cost
        and line.length >= rule.edge
        and line.index not in draft.stops
    )


def _below(rule: BodyRule, draft: Draft, last: int, core: Core) -> int | None:
    """The line with which the article goes on, below a rule or, on its matter, below an embed."""
    line = next((one for one in draft.lines[last + 1 : last + 2 + _FEW] if not one.taken_by), None)
    if line is None or not _belongs(rule, draft, line):
        return None
    told = draft.parts_paragraphs and _tells(draft, line) and core.strangeness(line) < 1
    between = draft.lines[last + 1 : line.index]
    goes_on = told or not any(map(str.isalnum, "".join([one.text for one in between])))
    stopped = any(one.index in draft.stops for one in between)
    return line.index if goes_on and not stopped else None


def _is_paragraph(rule: BodyRule, line: Line) -> bool:
    """Whether a line is longer than what boxes with other stories hold."""
    return line.sentence and not line.bullet and line.length >= rule.whole


def _take_boxes(rule: BodyRule, draft: Draft, body: list[Line], core: Core) -> None:
    """Take what stands below a soft stop marker in the body until sentences or verse go on.

    Below a marker that another one follows, too, but for sentences on the article's matter.
    """
    stop: Stop | None = None
    stops = draft.stops
    below: list[Line] = []
    in_a_row = 0
    for line in body:
        if stop is not None and line.index in draft.forms:
            led_in = bool(below) and below[-1].text.endswith(":")
            _take_strangers(rule, below[: len(below) - led_in], stop, core)
            stop = None
        if line.index in stops and stops[line.index].restore:
            if stop is not None:
                _take_strangers(rule, below, stop, core)
            stop, below, in_a_row = stops[line.index], [], 0
        elif stop is not None and line.taken_by is None:
            below.append(line)
            in_a_row = in_a_row + 1 if line.sentence and not line.bullet else 0
            whole = _is_paragraph(rule, line)
            if in_a_row >= stop.restore or whole:
                _take_strangers(rule, below[: -max(1, in_a_row)], stop, core)
                stop = None


def _take_closed_boxes(rule: BodyRule, draft: Draft, run: LineRun, core: Core) -> bool:
    """Take the boxes between paragraphs whose end a blank line shows; they cost nothing then.

    All of the run, or else the next below it, with which the run may go on.
    """
    if core.sentences < 2 or not draft.parts_paragraphs:
        return False
    taken, at = False, run.first
    while at <= min(run.last + 1, len(draft.lines) - 1):
        box = draft.together(at)
        if len(box) == 1 and box[0].taken_by is None and at not in draft.stops:
            at += 1
            continue
        # Below a label for itself stands the list that it announces.
        below = draft.together(at + 1)
        items = box[0].taken_by is not None and all(line.bullet for line in below)
        if len(box) == 1 and (at in draft.stops or items):
            box += below
        if len(box) == 2 and at in draft.stops:
            # Of the headlines below a label, each may stand alone.
            more = draft.lines[at + 2 : at + _FEW]
            box += takewhile(lambda one: one.block.parted and not (one.ended or one.sentence), more)
        apart = at > run.first and at not in draft.asides and _is_box(rule, draft, box)
        if apart and _goes_on(rule, draft, box, run, core):
            draft.set_aside(box, rule.name)
            taken = True
            if box[-1].index >= run.last:
                break
        at += len(draft.together(at))
    return taken


def _is_box(rule: BodyRule, draft: Draft, box: list[Line]) -> bool:
    """Whether lines that stand together are a box, by what is taken of them."""
    hard = any(line.index in draft.stops and draft.stops[line.index].hard for line in box)
    taken = [line for line in box if line.taken_by is not None]
    return (
        2 <= len(box) <= rule.box_lines
        and not hard
        and not any(line.kept_by or line.role for line in box)
        and (box[0] in taken or len(taken) > 1 or box[0].index in draft.cards)
        and not any(_tells(draft, line) or line.index in draft.timed for line in box)
    )


def _goes_on(rule: BodyRule, draft: Draft, box: list[Line], run: LineRun, core: Core) -> bool:
    """Whether the article stands above a box and goes on below it."""
    above = draft.lines[box[0].index - 1]
    below = draft.lines[box[-1].index + 1 : box[-1].index + 3]
    if not below or not all(_tells(draft, line) for line in (above, below[0])):
        return False
    if below[0].index <= run.last:
        return True
    if len(below) < 2 or not (_tells(draft, below[1]) or below[1].index in draft.forms):
        return False
    # A label and a few headlines, and then nothing but paragraphs: other stories have headlines.
    after = draft.lines[below[1].index + 1 : below[1].index + 3]
    single = len(box) <= _FEW and sum(line.taken_by is not None for line in box) == 1
    heads = len(after) > 1 and after[1].sentence and not (after[0].sentence or after[0].taken_by)
    # Other stories have little of this one's matter; of few sentences nothing can be said.
    strange = sum(map(core.strangeness, below)) if core.sentences >= rule.core else 0
    return (single and not heads) or 2 * strange <= len(below)


def _tells(draft: Draft, line: Line) -> bool:
    """Whether a line is a paragraph of an article by its shape; some languages have few words."""
    long = line.length >= draft.sentences.label_words or len(line.text) >= _PARAGRAPH
    return line.sentence and long and line.taken_by is None and not line.bullet


def _take_headlines(rule: BodyRule, draft: Draft, core: Core) -> None:
    """Take headlines of other stories that stand one below the other in the article."""
    first, last = draft.first, draft.last
    if draft.has_markup or first is None or last is None or core.sentences < rule.core:
        return
    led_in = False
    together: list[Line] = []
    for line in draft.lines[first : last + 1]:
        if line.taken_by is not None:
            continue
        # A section's name or who wrote it stands between headlines.
        if not (
            line.sentence or line.ended or line.text.endswith(":") or line.length >= rule.whole
        ):
            together.append(line)
            continue
        if not led_in:
            _take_strange(rule, together, core)
        led_in, together = line.text.endswith(":"), []


def _take_strange(rule: BodyRule, together: list[Line], core: Core) -> None:
    """Take lines that are several, if they have next to nothing of the article's matter.

    Lines with numbers are more likely a table or what something costs. Two are wholly strange.
    """
    heads = [line for line in together if line.length >= rule.headline_words]
    numbers = sum(line.has_number for line in heads)
    if not heads[1:] or 2 * numbers > len(heads):
        return
    enough = rule.strange if len(heads) >= rule.headlines else 1.0
    if sum(map(core.strangeness, heads)) >= enough * len(heads):
        for line in together:
            listed = line.bullet and heads[0].index < line.index <= heads[-1].index + 1
            if listed or line in heads:
                line.taken_by = rule.name


def _take_strangers(rule: BodyRule, box: list[Line], stop: Stop, core: Core) -> None:
    """Take a box's lines, but for sentences that are on the article's matter."""
    for line in box:
        if not (_is_paragraph(rule, line) and core.strangeness(line) < 1):
            line.taken_by = stop.name
