"""Rules for stretches of a page: around markers, of lines that repeat, of teasers.

Single lines of a teaser list or a gallery look like text. What gives them away stands near them: a
marker above ("More on this"), the same line again, or a rhythm of label and headline.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from itertools import accumulate, chain, islice, pairwise
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec
from rapidfuzz import fuzz, process

from tui.text.chrome.draft import Stop
from tui.text.chrome.rule import Region, Rule, Wording
from tui.text.fields import Count, Fraction, Worth
from tui.text.words.scripts import has_digit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.text.chrome.draft import Draft, Line


_COUNTER = re.compile(r"[\W\d_]+")


_NUMBER = re.compile(r"\d+")


_WHOLE = 8
"""Words of a paragraph that is more than a label or a price."""


_OFTEN = 2
"""Times that sentences stand between a line and itself, from which on it is no entry of a menu."""


_BESIDE = 3
"""Lines above in which the same one is looked for."""


_TELLING_LETTERS = 20
"""Characters of a line that is only a part of the other."""


_LONGEST = 2_000
"""Characters past which a line is looked for word for word only: finding what is nearly the same
takes time with the square of its length, and no caption is as long."""


_MOST_LINES = 10_000
"""Lines of a page past which the same goes for each: so many have books, and no gallery."""


class BeforeRule(Rule, frozen=True, kw_only=True, tag="before"):
    """Everything down to a marker that is one of the page's first `within` lines."""

    match: Wording
    within: Count = 40

    of_the_page = True

    def run(self, draft: Draft) -> None:
        """Take everything down to the last marker near the top of the page."""
        markers = [line for line in draft.fitting((self.name, "match")) if line.index < self.within]
        for line in draft.lines[: markers[-1].index + 1] if markers else ():
            if line.taken_by is None:
                line.taken_by = self.name


class AfterRule(Rule, frozen=True, kw_only=True, tag="after"):
    """A marker of at most `at_most` words below which the article does not go on.

    By its `strength`, a `hard` one ends it where a run worth at least `enough` words comes
    before it. A `soft` one costs `cost`, and what follows earns only the share `trust` of its
    words until `restore` sentence paragraphs come in a row again. A hard one with less than
    `enough` before it counts as soft. Where `restore` is 0, trust stays as it is.

    Where `times` is more than 1, the marker is the first of so many lines that are no
    sentences, each at most `apart` lines from the next, such as the dates of comments. Of
    `labels` one that has come before counts only if no sentence is between: an advertisement
    is announced again and again between paragraphs, and that is no menu.
    """

    match: Wording
    at_most: Count = 8
    times: Annotated[int, msgspec.Meta(ge=1)] = 1
    apart: Count = 8
    labels: bool = False
    strength: Literal["hard", "soft"] = "hard"
    enough: Worth = 60
    cost: Worth = 20
    trust: Fraction = 0.5
    restore: Count = 2

    of_the_page = True

    @property
    def stop(self) -> Stop:
        """What the page remembers of each of its markers."""
        hard = self.strength == "hard"
        return Stop(self.name, hard, self.enough, self.cost, self.trust, self.restore)

    def run(self, draft: Draft) -> None:
        """Take the markers and note where they stand; the `body` rule weighs them."""
        if self.times > 1:
            _mark_runs(self, draft)
            return
        for line in draft.fitting((self.name, "match")):
            if line.length <= self.at_most and not (self.stop.hard and _is_told(draft, line)):
                line.taken_by = self.name
                draft.stops[line.index] = self.stop
        if self.strength == "soft" and self.restore:
            _join_markers(self, draft)


class BetweenRule(Rule, frozen=True, kw_only=True, tag="between"):
    """A block that one line opens and another closes, at most `at_most` lines apart.

    None of the lines between has more than `longest` words.
    """

    opens: Wording
    closes: Wording
    at_most: Count = 30
    longest: Count | None = None

    of_the_page = True

    def run(self, draft: Draft) -> None:
        """Take the blocks that one line opens and another closes."""
        # A button may be gone already.
        closing = [line.index for line in draft.fitting_any((self.name, "closes"))]
        for line in draft.fitting((self.name, "opens")):
            closed = next(
                (at for at in closing if line.index < at <= line.index + self.at_most), None
            )
            block = draft.lines[line.index : closed + 1] if closed is not None else []
            if self.longest is not None and any(one.length > self.longest for one in block):
                continue
            for inner in block:
                if inner.taken_by is None:
                    inner.taken_by = self.name


_NAME = 2
"""Words of a name that a full stop may end."""


_MOST_ALIKE = 50
"""Texts that a line is compared with, the latest ones: each may be a little like the one before
through a whole page."""


class RepeatRule(Rule, frozen=True, kw_only=True, tag="repeats"):
    """Lines that are on the page `times` times, each at most `within` lines from the next.

    Lines count as the same from a `similarity` (out of 100) on, if they give the same numbers,
    but for one before the first word, as galleries count their pictures. `first` says whether
    the first one is kept, kept as a caption, or goes too.
    """

    similarity: Annotated[float, msgspec.Meta(ge=50, le=100)] = 100
    times: Annotated[int, msgspec.Meta(ge=2)] = 2
    at_least: Count = 1
    at_most: Count | None = None
    within: Count | None = None
    place: Region = "anywhere"
    first: Literal["keep", "caption", "drop"] = "keep"

    def run(self, draft: Draft) -> None:
        """Take lines that stand there often enough, sparing the first where the rule says so."""
        lines = [
            line
            for line in draft.free(self.place)
            if self.at_least <= line.length
            and (self.at_most is None or line.length <= self.at_most)
        ]
        for group in _groups(self, lines):
            if len(group) < self.times:
                continue
            for line in group[0 if self.first == "drop" else 1 :]:
                line.taken_by = self.name
            if self.first == "caption" and not _are_text(group):
                group[0].taken_by, group[0].role = self.name, "caption"


def _are_text(group: list[Line]) -> bool:
    """Whether the extractor of an HTML page takes lines for text that stand beside no picture.

    Some pages have their first paragraph for screens of two sizes.
    """
    markups = [line.block.markup for line in group]
    return all(one and one.is_text and "figure" not in one.inside for one in markups)


class PullQuoteRule(Rule, frozen=True, kw_only=True, tag="pull-quote"):
    """A sentence that a longer paragraph at most `within` lines away has whole, word for word.

    It has `at_least` to `at_most` words. In a block quotation of an HTML page, and in plain text
    from `telling` words on, no full stop need end it. A line of at most `speaker` words below it
    that no full stop ends says who spoke, and goes as well, where the paragraph has its first
    words. In plain text, a line of `doubled` words and more that is there twice with no
    sentence between is a link's or picture's, whose description and title are the same.
    """

    at_least: Count = 5
    at_most: Count = 40
    within: Count = 25
    telling: Count = 7
    speaker: Count = 8
    doubled: Count = 3

    @property
    def needs_body(self) -> bool:
        """It is about the article's own paragraphs."""
        return True

    def run(self, draft: Draft) -> None:
        """Take sentences of the body that stand in a longer paragraph nearby."""
        if not draft.has_markup:
            _take_doubled(self, draft)
        body = [line for line in draft.free("body") if line.said]
        texts = {line.index: f" {line.said} " for line in body}
        all_texts = "\n".join(texts.values())
        starts = list(accumulate((len(text) + 1 for text in texts.values()), initial=0))
        for place, line in enumerate(body):
            alone = not draft.has_markup and line.length >= self.telling
            whole_words = line.ended or alone or _is_quoted(line)
            if not (whole_words and self.at_least <= line.length <= self.at_most):
                continue
            text = texts[line.index]
            near = slice(max(0, place - self.within), min(place + self.within + 1, len(body)))
            start, end = starts[near.start], starts[near.stop]
            # Of most, the lines around say in one look that none has it.
            if all_texts.find(text, all_texts.find(text, start, end) + 1, end) < 0:
                continue
            around = body[near]
            whole = next(
                (
                    other
                    for other in around
                    if other.said.count(" ") > line.said.count(" ")
                    and other.taken_by is None
                    and text in texts[other.index]
                ),
                None,
            )
            if whole is None:
                continue
            line.taken_by = self.name
            below = draft.lines[line.index + 1 : line.index + 2]
            if below and _is_speaker(self, below[0], texts[whole.index]):
                below[0].taken_by = self.name


def _take_doubled(rule: PullQuoteRule, draft: Draft) -> None:
    """Take lines that stand there twice between two sentences, whole or cut off."""
    together: list[Line] = []
    for line in draft.free("body"):
        if line.sentence or line.ended or line.text.endswith(":"):
            together = []
            continue
        if line.length < rule.doubled or line.index in draft.forms:
            continue
        for other in together[-_BESIDE:]:
            short, long = sorted((line.folded, other.folded), key=len)
            if short == long or (len(short) >= _TELLING_LETTERS and short in long):
                line.taken_by = other.taken_by = rule.name
        together.append(line)


def _is_quoted(line: Line) -> bool:
    markup = line.block.markup
    return markup is not None and "blockquote" in markup.inside


def _is_speaker(rule: PullQuoteRule, line: Line, paragraph: str) -> bool:
    short = line.taken_by is None and not line.ended and 2 <= len(line.words) <= rule.speaker
    return short and f" {' '.join(line.words[:2])} " in paragraph


class TeaserRule(Rule, frozen=True, kw_only=True, tag="teasers"):
    """Runs of teasers: a label or a time beside a headline, again and again.

    A label has at most `at_most` words and is like `label`, or comes again within `apart`
    lines. A run has `times` labels or more, each at most `apart` lines from the next, and no
    sentence nor line of more than `longest` words between.

    So is a box between paragraphs that is on the page again, word for word: `again` lines or
    more, half of which no full stop ends and none of more than `longest` words, with a sentence
    of `label_words` words or more at most `apart` lines above and below. The lines of a song or of
    a text that a page has twice are parted by none, or are sentences; menus are elsewhere.
    """

    label: Wording
    times: Annotated[int, msgspec.Meta(ge=2)] = 3
    apart: Annotated[int, msgspec.Meta(ge=1)] = 3
    at_most: Count = 4
    longest: Count = 25
    again: Annotated[int, msgspec.Meta(ge=2)] = 3

    of_the_page = True

    def run(self, draft: Draft) -> None:
        """Take every run in which labels or times part short lines, and boxes that come again."""
        for box in _boxes(self, draft):
            for line in box:
                if line.taken_by is None:
                    line.taken_by = self.name
        labels = _labels(self, draft)
        run: list[Line] = []
        for line in draft.lines if labels else ():
            if line.index in labels:
                if run and line.index - run[-1].index > self.apart:
                    _take(self, draft, run)
                    run = []
                run.append(line)
            elif run and (line.sentence or line.length > self.longest):
                _take(self, draft, run)
                run = []
        _take(self, draft, run)


class ThreadRule(Rule, frozen=True, kw_only=True, tag="thread"):
    """Where comments begin, told by their rhythm alone: one entry after the other is made alike.

    Each has a label of at most `at_most` words that is the same every time, such as a button
    to answer; a line of at most `name_words` words that is another one every time; one of at most
    `longest` words with a number in it, the time, which may be the same as the name's; and text.
    None of the first three ends as a sentence does. `times` labels or more, each at most `apart`
    lines from the next, make a thread. It ends the article where a run worth `enough` words is
    before it.
    """

    at_most: Count = 3
    name_words: Count = 4
    longest: Count = 6
    times: Annotated[int, msgspec.Meta(ge=3)] = 4
    apart: Count = 14
    enough: Worth = 100

    of_the_page = True

    def run(self, draft: Draft) -> None:
        """Note where threads begin; the `body` rule weighs it."""
        short = [one for one in draft.lines if 0 < one.length <= self.at_most and not one.ended]
        often = Counter([line.folded for line in short])
        places: dict[str, list[int]] = {}
        for line in short:
            if often[line.folded] >= self.times and not line.is_numbers:
                places.setdefault(line.folded, []).append(line.index)
        for found in places.values():
            ends = [at for at, two in enumerate(pairwise(found), 1) if two[1] - two[0] > self.apart]
            for start, end in pairwise((0, *ends, len(found))):
                self._mark(draft, found[start:end])

    def _mark(self, draft: Draft, labels: list[int]) -> None:
        """Note where a thread begins, if entries stand between labels that are alike."""
        if len(labels) < self.times:
            return
        entries = [draft.lines[one + 1 : other] for one, other in pairwise(labels)]
        short = [
            [line for line in entry if not (self._is_text(line) or line.bullet) and line.length > 0]
            for entry in entries
        ]
        said = [{_COUNTER.sub(" ", line.folded) for line in lines} for lines in short]
        often = {text for text, times in Counter(chain.from_iterable(said)).items() if times > 1}
        whole = sum(
            any(line.ended or line.length >= draft.sentences.label_words for line in entry)
            and any(map(_may_be_time, lines))
            and any(
                (line.length <= self.name_words or _may_be_time(line))
                and _COUNTER.sub(" ", line.folded) not in often
                for line in lines
            )
            for entry, lines in zip(entries, short, strict=True)
        )
        if whole >= self.times - 1 and 3 * whole >= 2 * len(entries):
            stop = Stop(self.name, True, self.enough, 0, 0, 0)
            at = self._beginning(draft, labels[0], entries[0])
            # That entries have dates ends longer articles only.
            if draft.stops.get(at, stop).enough >= stop.enough:
                draft.stops[at] = stop

    def _beginning(self, draft: Draft, label: int, entry: list[Line]) -> int:
        """The first line of the entry that has the first label, by how the next one is made."""
        texts = [at for at, line in enumerate(entry) if self._is_text(line)]
        above, below = (texts[0], len(entry) - 1 - texts[-1]) if texts else (0, len(entry))
        at = label
        for _ in range(below):
            at -= at > 0 and not self._is_text(draft.lines[at - 1])
        if above:
            while at > 0 and self._is_text(draft.lines[at - 1]):
                at -= 1
            for _ in range(above):
                at -= at > 0 and not self._is_text(draft.lines[at - 1])
        return at

    def _is_text(self, line: Line) -> bool:
        # A name may end in an initial.
        return (line.ended and line.length > _NAME) or line.length > self.longest


def _may_be_time(line: Line) -> bool:
    """Whether a line has a number with words or signs beside it; entries of a list are counted."""
    return not line.text.isdecimal() and has_digit(line.text)


def _join_markers(rule: AfterRule, draft: Draft) -> None:
    """Have markers with no sentence between them cost what one does, if an article goes on below.

    An offer to buy the rest of an article has several lines, and may stand above all of the rest.
    """
    own = [at for at in sorted(draft.stops) if draft.stops[at].name == rule.name]
    for before, at in pairwise(own):
        between = [_is_paragraph(one, 0) for one in draft.lines[before + 1 : at]]
        below = draft.lines[at + 1 : at + 2 + rule.restore]
        goes_on = [line.sentence and line.length >= _WHOLE and not line.bullet for line in below]
        if len(below) > rule.restore and all(goes_on) and not any(between):
            draft.stops[at] = draft.stops[at]._replace(cost=0.0)


def _is_told(draft: Draft, line: Line) -> bool:
    """Whether a line with a marker's words is a paragraph among the text's own."""
    near = draft.lines[max(0, line.index - 1) : line.index + 2]
    return all(_is_paragraph(one, draft.sentences.label_words) for one in near)


def _mark_runs(rule: AfterRule, draft: Draft) -> None:
    """Note where runs of markers begin; their lines may be the article's own, and stay."""
    found = draft.fitting_any((rule.name, "match"))
    if len(found) < rule.times:
        return
    markers = (line for line in found if not line.sentence)
    run: list[int] = []
    said: dict[str, int] = {}
    parting: Counter[str] = Counter()
    sentences = [line.index for line in draft.lines if line.sentence] if rule.labels else []
    for line in markers:
        if line.length > rule.at_most:
            continue
        before = said.get(line.folded)
        said[line.folded] = line.index
        if rule.labels and before is not None and _has_any(sentences, before, line.index):
            parting[line.folded] += 1
        if parting[line.folded] >= _OFTEN:
            continue
        if run and line.index - run[-1] > rule.apart:
            run = []
        run.append(line.index)
        if len(run) == rule.times:
            draft.stops.setdefault(run[0], rule.stop)


def _has_any(places: Sequence[int], start: int, end: int) -> bool:
    return bisect_left(places, start) < bisect_left(places, end)


def _groups(rule: RepeatRule, lines: list[Line]) -> list[list[Line]]:
    """The lines in groups of such as say the same close to one another, in page order.

    What gives other numbers says something else, but for a number before the first word, with
    which galleries count their pictures.
    """
    latest: dict[tuple[str, ...], dict[str, list[Line]]] = {}
    groups = []
    compares = rule.similarity < 100 and len(lines) <= _MOST_LINES
    if not compares:
        # Most lines say what no other does, which one look at each tells.
        often = Counter(_shown(line) for line in lines)
        lines = [line for line in lines if often[_shown(line)] > 1]
    for line in lines:
        is_long = len(line.text) > _LONGEST
        text = line.text if is_long else _shown(line)
        # Most lines give none; the words have a sign for each number.
        numbers = () if is_long or "#" not in line.said else _numbers(line.text)
        near = latest.setdefault(numbers, {})
        if compares:
            _forget_far(rule, near, line)
        group = near.get(text)
        if group and rule.within is not None and line.index - group[-1].index > rule.within:
            group = None
        if group is None and compares and near and not is_long:
            texts = islice(reversed(near), _MOST_ALIKE) if len(near) > _MOST_ALIKE else near.keys()
            like = process.extractOne(text, texts, scorer=fuzz.ratio, score_cutoff=rule.similarity)
            group = near[like[0]] if like else None
        if group is None:
            group = []
            groups.append(group)
        group.append(line)
        near[text] = group
    return groups


def _shown(line: Line) -> str:
    """What a line says, or the marks that it is."""
    return line.said or line.text


def _numbers(text: str) -> tuple[str, ...]:
    """The numbers in a line, but for one before its first word."""
    counter = _COUNTER.match(text)
    return tuple(_NUMBER.findall(text, counter.end() if counter else 0))


def _forget_far(rule: RepeatRule, latest: dict[str, list[Line]], line: Line) -> None:
    """Forget the groups, by their texts, that a line is too far from, and of more the oldest."""
    if rule.within is None:
        return
    for text in [t for t, group in latest.items() if line.index - group[-1].index > rule.within]:
        del latest[text]
    if len(latest) > _MOST_ALIKE:
        del latest[next(iter(latest))]


def _labels(rule: TeaserRule, draft: Draft) -> set[int]:
    """The indexes of lines that are like a label, or that come again shortly."""
    seen, labels = dict[str, int](), set[int]()
    fitting = {line.index for line in draft.fitting_any((rule.name, "label"))}
    for line in draft.lines:
        # Numbers alone part the rows of a table as well.
        if line.length > rule.at_most or line.is_numbers or line.index in draft.cells:
            continue
        text = line.said
        if line.index in fitting:
            labels.add(line.index)
        elif line.index - seen.get(text, -rule.apart - 1) <= rule.apart:
            labels |= {seen[text], line.index}
        seen[text] = line.index
    return labels


def _boxes(rule: TeaserRule, draft: Draft) -> list[list[Line]]:
    """The runs of lines that stand on the page again, between paragraphs."""
    lines = [line for line in draft.lines if line.said]
    texts = [line.folded for line in lines]
    often = {text for text, times in Counter(texts).items() if times > 1}
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(lines) - rule.again + 1):
        if texts[at] not in often:
            continue
        run = tuple(texts[at : at + rule.again])
        if often.issuperset(run):
            places.setdefault(run, []).append(at)
    inside = {
        at + step
        for starts in places.values()
        if len(starts) > 1
        for at in starts
        for step in range(rule.again)
    }
    boxes: list[list[int]] = []
    for at in sorted(inside):
        if at - 1 in inside:
            boxes[-1].append(at)
        else:
            boxes.append([at])
    least = draft.sentences.label_words
    return [[lines[at] for at in box] for box in boxes if _is_between(rule, lines, box, least)]


def _is_between(rule: TeaserRule, lines: list[Line], box: list[int], least: float) -> bool:
    """Whether places are those of a box, with sentences so long close above and below."""
    first, last = box[0], box[-1]
    above = lines[max(0, first - rule.apart) : first]
    below = lines[last + 1 : last + 1 + rule.apart]
    own = lines[first : last + 1]
    return (
        any(_is_paragraph(line, least) for line in above)
        and any(_is_paragraph(line, least) for line in below)
        and sum(line.ended for line in own) * 2 <= len(own)
        and not any(_is_paragraph(line, rule.longest + 1) for line in own)
    )


def _is_paragraph(line: Line, least: float) -> bool:
    return line.sentence and line.length >= least and line.taken_by is None


def _take(rule: TeaserRule, draft: Draft, run: list[Line]) -> None:
    if len(run) < rule.times:
        return
    for line in draft.lines[run[0].index : run[-1].index + 1]:
        if line.taken_by is None:
            line.taken_by = rule.name
