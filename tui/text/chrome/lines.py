"""Rules for single lines: by their wording, by how many phrases they hold, and parts of them.

They are what most chrome is taken by, and all that teaching and `compare rules new` write.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate, islice, takewhile
from math import ceil
from typing import TYPE_CHECKING, Annotated

import msgspec
import re2

from tui.text.chrome.parts import take_tail
from tui.text.chrome.rule import Phrases, Region, Rule, Wording
from tui.text.fields import Count, Fault, Worth, pattern_fault
from tui.text.model import Role, Trim
from tui.text.page.model import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.text.chrome.draft import Draft, Line
    from tui.text.chrome.lexicon import WordingKey


_QUOTES = re.compile('["“”„«»「『]')


_OF_A_TEXT = re.compile(r"\\[AzQ]|\(\?\w*-")
"""Signs in a pattern by which `^` and `$`, or others, are no beginning and end of a line."""


_GLUED = re.compile(r"[^\W\d_][.!?…][\"'”’»)]* +([^\W\d_]+ [^.:!?…]{1,30}: ?\S[^.!?]{0,160})$")
"""A label of several words, a colon and a headline at the end of a line, behind a sentence."""


_LONGEST_GLUED = 163
"""Characters of that from the colon on, at the most."""


_FULL_STOPS = frozenset(".!?")


_BEFORE_FIRST = frozenset(": ")
"""What the first character of the headline stands behind, which may be anything."""


_GLUED_WORDS = 30


_LONGEST_NAME = 5
"""Words of a person's name, with titles."""


_MOST_TOLD = 300
"""Sentences of the article in which names of authors are looked for: more than most have."""


class LineRule(Rule, frozen=True, kw_only=True, tag="line"):
    """A line by its wording, its length and its place; with `capitals`, one all in capitals.

    It goes, or, where `cost` is given, stays and pays that much when the article is sought. With
    `glued`, the end of a longer line goes that would be such a line and begins behind a full stop
    with a label of several words and a colon.
    """

    match: Wording
    place: Region = "anywhere"
    at_least: Count = 0
    at_most: Count | None = None
    capitals: bool = False
    glued: bool = False
    cost: Worth | None = None

    @property
    def takes_lines(self) -> bool:
        """Not where they only pay."""
        return self.cost is None

    def run(self, draft: Draft) -> None:
        """Take the lines that fit the rule, or make them pay."""
        glued = [one for one in draft.free(self.place) if ":" in one.text] if self.glued else ()
        for line in glued:
            self._cut_end(draft, line)
        fitting = [
            line
            for line in draft.fitting((self.name, "match"), self.place)
            if _fits_in(self, line) and (not self.capitals or _in_capitals(line.text))
        ]
        _take(self, draft, fitting)

    def _cut_end(self, draft: Draft, line: Line) -> None:
        """Take the end of a line that is glued to it, if there is one."""
        found = _GLUED.search(line.text) if _may_be_glued(line.text) else None
        if found is None or len(found[1].split()) > (self.at_most or _GLUED_WORDS):
            return
        if draft.reads(found[1], (self.name, "match")):
            line.trimmed += (Trim(found[1], self.name),)
            draft.reread(line, line.text[: found.start(1)].rstrip())


def _may_be_glued(text: str) -> bool:
    """Whether a colon stands close enough to the end for a headline that no full stop ends."""
    if text[-1:] in _FULL_STOPS and text[-2:-1] not in _BEFORE_FIRST:
        return False
    return ":" in text[-_LONGEST_GLUED:]


class KeepRule(Rule, frozen=True, kw_only=True, tag="keep"):
    """A line by its wording and its length that stays in the article, whatever other rules say.

    Its examples read as they are named: it must keep the `keep` texts and leave the `drop`
    texts to the other rules.
    """

    match: Wording
    at_least: Count = 0
    at_most: Count | None = None

    acts_on = "keep"

    of_the_page = True

    @property
    def takes_lines(self) -> bool:
        """It keeps them."""
        return False

    def run(self, draft: Draft) -> None:
        """Keep the lines that fit the rule from all rules, those before it too."""
        for line in draft.fitting_any((self.name, "match")):
            if _fits_in(self, line):
                draft.keep(line, self.name)


class PhraseCountRule(Rule, frozen=True, kw_only=True, tag="phrases", dict=True):
    """A line that holds `hits` different `phrases`, one more for every `words_per_hit` words.

    Of `common` ones, which articles have as well, two count as one, but right below a line that
    goes, and beside `sure` of the others, or one less where the line is neither a sentence nor in
    a list; with `beside`, so many have to stand beside a single other in a sentence, which quotes
    nobody. One of `openings` counts where the line begins with it. With `named`, a common one
    counts whole in a line that begins with a name which is nowhere else in the article: people
    whom it quotes are.

    It goes, or, where `cost` is given, stays and pays that much when the article is sought. Two to
    `card` lines in a row, none of which could be a paragraph, count as one: the rule of
    kind `body` takes them where a text's paragraphs are around.
    """

    phrases: Phrases
    common: Phrases = ()
    openings: Phrases = ()
    named: bool = False
    card: Count = 0
    hits: Annotated[int, msgspec.Meta(ge=1)] = 2
    sure: Annotated[int, msgspec.Meta(ge=1)] = 2
    beside: Count = 0
    words_per_hit: Annotated[int, msgspec.Meta(ge=1)] = 40
    place: Region = "anywhere"
    cost: Worth | None = None

    @property
    def takes_lines(self) -> bool:
        """Not where they only pay."""
        return self.cost is None

    def wordings(self) -> Iterator[tuple[str, Wording]]:
        """The phrases as wordings: of those inside a line it counts how many there are."""
        yield "phrases", Wording(contains=self.phrases)
        yield "common", Wording(contains=self.common)
        yield "openings", Wording(starts=self.openings)

    @cached_property
    def _keys(self) -> list[WordingKey]:
        return [(self.name, field) for field in ("phrases", "common", "openings")]

    def run(self, draft: Draft) -> None:
        """Take the lines that hold enough phrases for their length, or make them pay."""
        fitting: list[Line] = []
        held = self._holding(draft)
        for line in held:
            below = bool(fitting) and fitting[-1].index == line.index - 1
            if (
                line.taken_by is None
                and draft.stands(line, self.place)
                and self._is_enough(self._hits(draft, line, below), line.length)
            ):
                fitting.append(line)
        _take(self, draft, fitting)
        if self.card and draft.parts_paragraphs:
            self._mark_cards(draft, held)

    def _holding(self, draft: Draft) -> list[Line]:
        """The lines that hold any of the phrases, in order."""
        found = {line.index: line for key in self._keys for line in draft.fitting_any(key)}
        return [found[index] for index in sorted(found)]

    def _hits(self, draft: Draft, line: Line, below: bool = False) -> float:
        """How many phrases a line holds, which may stand right below one that goes."""
        fits = line.fits or {}
        all_, common, openings = [fits.get(key, 0) for key in self._keys]
        if not common:
            return all_ + openings
        named = self.named and _names_a_stranger(draft, line)
        sure = all_ >= self.sure - (not line.sentence and not line.bullet)
        if line.sentence and all_ < 2 and self.beside:
            # Who is quoted says "our" and "you" as well, and the phrase may have the other in it.
            sure = sure and common >= self.beside and not _QUOTES.search(line.text)
        share = 1 if below or named or sure else 0.5
        return all_ + openings + share * common

    def _is_enough(self, hits: float, words: float) -> bool:
        return hits >= max(self.hits, ceil(words / self.words_per_hit))

    def _mark_cards(self, draft: Draft, held: list[Line]) -> None:
        """Note the cards that hold enough phrases for their length."""
        least = draft.sentences.label_words
        end = 0
        for line in held:
            if line.index < end:
                continue
            at = line.index
            while at and not draft.lines[at].block.parted:
                at -= 1
            card = draft.together(at)
            end = at + len(card)
            hits = sum(self._hits(draft, one) for one in card)
            words = sum(one.length for one in card)
            long = any(one.sentence and one.length >= least for one in card if not one.taken_by)
            if 1 < len(card) <= self.card and self._is_enough(hits, words) and not long:
                draft.cards.add(at)


def _names_a_stranger(draft: Draft, line: Line) -> bool:
    """Whether a line begins with a name of two words or more whose last one no sentence has."""
    name = list(takewhile(_may_be_named, line.text.split()[:_LONGEST_NAME]))
    if len(name) < 2:
        return False
    above = takewhile(lambda one: one.index < line.index, draft.free("body"))
    told = islice((one.text for one in above if one.sentence), _MOST_TOLD)
    return not any(name[-1].rstrip(",.") in text for text in told)


def _may_be_named(word: str) -> bool:
    return word[0].isupper()


class RoleRule(Rule, frozen=True, kw_only=True, tag="role"):
    """Lines that stay in the article with another `role` than body text.

    A line that is wholly one of `label` has the line below it for what it names. Where blank lines
    part the paragraphs, a line of at most `hanging` words hangs on the sentence right above it, if
    there is none between; that has the role, too.
    """

    role: Role
    match: Wording
    label: Wording = Wording()
    place: Region = "article"
    at_least: Count = 0
    at_most: Count | None = None
    hanging: Count = 0

    def run(self, draft: Draft) -> None:
        """Give the lines that fit the rule its role."""
        for line in draft.fitting_any((self.name, "label")):
            for below in draft.lines[line.index + 1 : line.index + 2]:
                if below.taken_by is None and draft.stands(below, self.place) and below.said:
                    below.taken_by, below.role = self.name, self.role
        for line in draft.fitting((self.name, "match"), self.place):
            if _fits_in(self, line):
                line.taken_by, line.role = self.name, self.role
                above = draft.lines[line.index - 1] if line.length <= self.hanging else line
                if (
                    draft.parts_paragraphs
                    and not line.block.parted
                    and self._is_named(draft, above)
                ):
                    above.taken_by, above.role = self.name, self.role

    def _is_named(self, draft: Draft, above: Line) -> bool:
        """Whether the sentence above a line is what that names."""
        free = above.taken_by is None and draft.stands(above, self.place)
        return free and above.sentence and _fits_in(self, above)


class TrimRule(Rule, frozen=True, kw_only=True, tag="trim", dict=True):
    """A part of a line: what the RE2 expression `pattern` finds in the line as written.

    Of several groups in the expression, the first that took part goes; without a group,
    all that was found. Where `times` is more than 1, every place that fits goes, on pages that
    have so many.
    """

    pattern: str
    times: Annotated[int, msgspec.Meta(ge=1)] = 1

    of_the_page = True

    @property
    def takes_lines(self) -> bool:
        """Only parts of them."""
        return False

    @cached_property
    def expression(self) -> re2._Regexp[str]:
        """The pattern, compiled once."""
        return re2.compile(self.pattern)

    @cached_property
    def _anywhere(self) -> re2._Regexp[str] | None:
        """What finds something in joined lines wherever the pattern does in one of them, if any."""
        return None if _OF_A_TEXT.search(self.pattern) else re2.compile(f"(?m:{self.pattern})")

    def faults(self) -> Iterator[Fault]:
        """Give the pattern if it does not compile."""
        if reason := pattern_fault(self.pattern):
            yield Fault(("pattern",), reason)

    def run(self, draft: Draft) -> None:
        """Take the part that fits the rule out of every line that has it."""
        lines = list(draft.free())
        if anywhere := self._anywhere:
            # To look through all lines in one go is far quicker, and most pages have none.
            matches = list(anywhere.finditer("\n".join([line.text for line in lines])))
            ends = list(accumulate(len(line.text) + 1 for line in lines if matches))
            touched: set[int] = set()
            for match in matches:
                first, last = match.span()
                touched.update(range(bisect_right(ends, first), bisect_right(ends, last) + 1))
            lines = [line for at, line in enumerate(lines) if at in touched]
        if self.times > 1:
            found = sum(len(self.expression.findall(line.text)) for line in lines)
            if found < self.times:
                return
        for line in lines:
            while _cut(self, draft, line) and self.times > 1:
                pass


def _cut(rule: TrimRule, draft: Draft, line: Line) -> bool:
    """Take the first part that fits the rule out of a line; whether there was one."""
    fitting = rule.expression.search(line.text)
    if fitting is None:
        return False
    group = next((i for i, part in enumerate(fitting.groups(), 1) if part is not None), 0)
    start, end = fitting.span(group)
    # Where letters follow, nothing but the number stood between the words.
    joint = "" if rule.times > 1 else " "
    rest = fold(f"{line.text[:start]}{joint}{line.text[end:]}")
    if not rest or end <= start:
        return False
    line.trimmed += (Trim(line.text[start:end].strip(), rule.name),)
    draft.reread(line, rest)
    return True


def _in_capitals(text: str) -> bool:
    """Whether a text is written in capitals: in scripts that have them, and not but for a name."""
    return text.isupper() and 2 * sum(map(str.isupper, text)) >= sum(map(str.isalpha, text))


def _fits_in(rule: LineRule | KeepRule | RoleRule, line: Line) -> bool:
    return line.length >= rule.at_least and (rule.at_most is None or line.length <= rule.at_most)


def _take(rule: LineRule | PhraseCountRule, draft: Draft, found: list[Line]) -> None:
    if rule.place == "tail":
        take_tail(rule.name, draft, {line.index for line in found})
        return
    for line in found:
        if rule.cost is None:
            line.taken_by = rule.name
        else:
            line.cost += rule.cost
