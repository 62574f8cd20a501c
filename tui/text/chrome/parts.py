"""The parts of the article beside headline and body: byline, standfirst, captions, subheads.

And what hangs on below: a note on the author, and other lines at the end of the body that are
none of the article.
"""

from __future__ import annotations

import re
from itertools import filterfalse, groupby, islice, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING
from unicodedata import normalize

from tui.text.chrome.author import author_named, says_author
from tui.text.chrome.rule import Region, Rule, Wording
from tui.text.fields import Count, Worth
from tui.text.words.scripts import has_digit

if TYPE_CHECKING:
    from tui.text.chrome.draft import Draft, Line


_AFTER_SENTENCE = re.compile(
    r"(?:[^\W\d_]{4}|\b[^\W\d_A-Z][^\W\d_]{2}|\d[.:]\d{2,4})[.!?][\"'”’»)]* "
)
"""The end of a sentence, or of one that ends in a time or date; Rep., Sen. and Gov. in a headline
end none."""


_TIME = re.compile(r"(?<![\d.])\d{1,2} ?[:.hH] ?\d\d(?!\d)")
"""A time; 9.000 is a number."""


_MARK_BETWEEN = re.compile(r"[|•·–—/]")


class CaptionRule(Rule, frozen=True, kw_only=True, tag="caption"):
    """Captions by their shape: a sentence, then a credit of names that no full stop ends.

    The credit has at most `credit_words` words, each with a capital or one of `particles`.
    """

    place: Region = "article"
    credit_words: Count = 6
    at_least: Count = 8
    at_most: Count = 80
    particles: tuple[str, ...] = ()

    def run(self, draft: Draft) -> None:
        """Name the captions that end in an unmarked credit."""
        for line in draft.free(self.place):
            if line.ended or not self.at_least <= line.length <= self.at_most:
                continue
            # Of most lines, the last word tells that it is none of a credit.
            if not self._is_credits(line.text.rsplit(None, 1)[-1]):
                continue
            credit = _AFTER_SENTENCE.split(line.text)[-1].split()
            parted = 0 < len(credit) <= self.credit_words and len(credit) < len(line.text.split())
            if parted and all(map(self._is_credits, credit)):
                line.taken_by, line.role = self.name, "caption"

    def _is_credits(self, word: str) -> bool:
        return word[0].isupper() or word in self.particles


class BylineRule(Rule, frozen=True, kw_only=True, tag="byline"):
    """Who wrote it and when: lines like `match` between headline and body.

    Such a line has at most `longest` words; the body's first `top` lines may be some too, and of
    the first `below` one that is like `author` and names one. A question is none, nor is a
    sentence of `told` words or more without a time.
    Lines of at most `at_most` words between the headline and such a line belong
    to it. Of these, one like `author` says who wrote the article.
    """

    match: Wording
    author: Wording = Wording()
    longest: Count = 25
    top: Count = 2
    below: Count = 6
    at_most: Count = 5
    told: Count = 14

    def run(self, draft: Draft) -> None:
        """Name the lines between headline and body that say who wrote it and when."""
        if draft.first is None:
            return
        lines = [
            line
            for line in draft.fitting((self.name, "match"), "article")
            if line.length <= self.longest
            and not self._is_sentence(draft, line)
            and (line.index < draft.first or not (line.sentence or line.index in draft.forms))
            and (line.index < draft.first + self.top or self._is_author_below(draft, line))
        ]
        lines = sorted([*lines, *self._passed_over(draft)], key=attrgetter("index"))
        for line in lines:
            line.taken_by, line.role = self.name, "byline"
        if lines and draft.headline is not None:
            for line in draft.lines[draft.headline + 1 : lines[-1].index]:
                short = line.length <= self.at_most and not line.ended and not line.bullet
                if line.taken_by is None and short:
                    line.taken_by, line.role = self.name, "byline"
        if not any(draft.fits(line, (self.name, "author")) for line in lines):
            dated = frozenset(line.index for line in lines)
            reported = {line.index for line in draft.fitting_any((self.name, "author"))}
            author = author_named(draft, dated, reported)
            if author is not None:
                draft.author = author.line.index, author.name
                author.line.taken_by, author.line.role = self.name, "byline"

    def _passed_over(self, draft: Draft) -> list[Line]:
        """Lines below an HTML page's headline that the extractor took for none of the text.

        They stand within the body where the extractor has what is above them in it.
        """
        first, headline = draft.first or 0, draft.headline
        if headline is None or not draft.has_markup:
            return []
        return [
            line
            for line in draft.fitting_any((self.name, "match"))
            if max(first, headline) < line.index <= headline + self.below
            and line.taken_by == draft.body_rule
            and line.length <= self.longest
            and not line.sentence
        ]

    def _is_sentence(self, draft: Draft, line: Line) -> bool:
        """Whether a line asks or tells something, and has a year in it by chance."""
        if line.text.endswith("?"):
            return True
        told = line.sentence or not _MARK_BETWEEN.search(line.text)
        return (
            told
            and line.length >= self.told
            and not _TIME.search(line.text)
            and not draft.fits(line, (self.name, "author"))
        )

    def _is_author_below(self, draft: Draft, line: Line) -> bool:
        """Whether a line below pictures and their captions says by whom the article is."""
        return (
            line.index < (draft.first or 0) + self.below
            and bool(draft.fits(line, (self.name, "author")))
            and says_author(line.text)
        )


class StandfirstRule(Rule, frozen=True, kw_only=True, tag="standfirst"):
    """The standfirst: sentences below the headline that something else parts from the body.

    They are at most `within` lines above the body, or are its first line where the next
    one is none of the body's. From `without_end` words on they need no full stop.
    """

    at_least: Count = 5
    at_most: Count = 80
    within: Count = 8
    without_end: Count = 15

    def run(self, draft: Draft) -> None:
        """Name the sentences below the headline that something parts from the body."""
        if draft.first is None or draft.last is None or draft.headline is None:
            return
        above = max(draft.headline + 1, draft.first - self.within)
        for line in draft.lines[above : draft.first]:
            if _may_be_standfirst(self, line):
                line.taken_by, line.role = self.name, "standfirst"
        top = max(draft.first, draft.headline + 1)
        if top < draft.last and _may_be_standfirst(self, draft.lines[top]):
            line, below = draft.lines[top], draft.lines[top + 1]
            parted = below.taken_by is not None and below.index not in draft.labels
            if parted and below.index < draft.last:
                line.taken_by, line.role = self.name, "standfirst"


class SubheadRule(Rule, frozen=True, kw_only=True, tag="subhead"):
    """Subheads: lines in the body of at most `at_most` words, above a paragraph.

    They end in none of `not_ending`. One between two sentences that the same rule took goes too.
    """

    at_most: Count = 12
    not_ending: tuple[str, ...] = (".", ",", ";", ":", "”", "“", '"')

    def run(self, draft: Draft) -> None:
        """Name the short lines without a full stop that stand above a paragraph."""
        for line, below in pairwise(list(draft.free("body"))):
            around = _same_box(draft, line) if line.length <= self.at_most else None
            if around and not line.ended:
                line.taken_by = around
            elif (
                line.length <= self.at_most
                and not (line.bullet or line.index in draft.cells)
                and not line.text.endswith(self.not_ending)
                and below.ended
                # A line that the next one goes on with was broken off by whoever saved the page.
                and not below.text[:1].islower()
            ):
                line.taken_by, line.role = self.name, "subhead"


def _same_box(draft: Draft, line: Line) -> str | None:
    """The rule that took the sentences directly above and below a line: it is their button."""
    beside = draft.lines[max(0, line.index - 1) : line.index + 2 : 2]
    rules = {one.taken_by if one.sentence and one.role is None else None for one in beside}
    return rules.pop() if len(beside) > 1 and len(rules) == 1 else None


def _may_be_standfirst(rule: StandfirstRule, line: Line) -> bool:
    return (
        line.taken_by is None
        and (line.ended or line.length >= rule.without_end)
        and not line.cut_off
        and not line.cost
        and rule.at_least <= line.length <= rule.at_most
    )


def take_tail(rule: str, draft: Draft, fitting: set[int]) -> None:
    """Take lines from the end of the body up as long as they fit, and end the body above them.

    What fits a rule of this kind that ran before is passed over as well, and goes under that
    rule's name. Labels and links that hang on between or above go, too.

    Args:
        rule: The rule's name.
        fitting: The indexes of the lines that fit.
    """
    if draft.first is None or draft.last is None:
        return
    for index in fitting:
        draft.tail.setdefault(index, rule)
    end = draft.last
    for index in range(draft.last, draft.first, -1):
        line = draft.lines[index]
        if index in draft.tail and line.taken_by is None:
            line.taken_by = draft.tail[index]
            end = index - 1
        elif line.taken_by is None and not _hangs(line, draft):
            break
    if end == draft.last:
        return
    while end > draft.first and (
        draft.lines[end].taken_by is not None or _hangs(draft.lines[end], draft)
    ):
        end -= 1
    draft.last = end


def _hangs(line: Line, draft: Draft) -> bool:
    """Whether a line is a label or a link rather than text."""
    return not line.ended and not line.bullet and line.length < draft.sentences.label_words


class ListRule(Rule, frozen=True, kw_only=True, tag="list"):
    """The article goes on through a list that its last line is part of or leads into.

    At most `most_lines` items of at most `at_most` words go on, which must have `average` words
    or more on average. An item begins with a bullet
    or number; below a line that ends in a colon, lines that no blank line parts are items too.

    Directly above it, bullets that share words with it are its key facts, with the label above.

    It goes on through verse and rows as well, such as results, what a dish is made of, or who won,
    with a label above them and a few sentences below, down to the first line that a rule took.

    So it does through notes, if there are as many as its text refers to by number.
    """

    at_most: Count = 30
    average: Worth = 4
    most_lines: Count = 40

    def run(self, draft: Draft) -> None:
        """Let the article go on through the lines of a list that it was in or leads into."""
        if draft.first is None or draft.last is None:
            return
        last = draft.lines[draft.last]
        leads_in = last.text.endswith(":")
        if last.bullet or leads_in:
            self._go_on(draft, draft.last, leads_in)
        draft.last = _beyond_forms(draft, draft.last)
        for note in _notes(draft, draft.first, draft.last):
            note.taken_by, note.role = None, None
            draft.keep(note, self.name)
            draft.last = note.index
        draft.first = _key_facts(draft, draft.first)

    def _go_on(self, draft: Draft, last: int, leads_in: bool) -> None:
        items: list[Line] = []
        for line in draft.lines[last + 1 : last + 1 + self.most_lines]:
            joined = not line.block.parted
            if line.index in draft.stops or line.length > self.at_most:
                break
            if line.taken_by is None and not (line.bullet or (leads_in and joined)):
                break
            if line.taken_by is None:
                items.append(line)
        # Menus are lists of single words.
        if items and sum(item.length for item in items) >= self.average * len(items):
            draft.last = items[-1].index


_LEAST, _LONGEST_ROW, _HEAD, _TOLD = 3, 16, 6, 3
"""Lines of which a form is made at the least, words that such a line has at most, and its label,
and how many sentences go on below it."""


_GOING_ON = (",", ";", "—", "–", "-")
"""What ends a line of verse that goes on, and with `_VERSE_ENDS` one; `_CLOSERS` may be behind."""


_VERSE_ENDS, _CLOSERS = (*_GOING_ON, ":", ".", "!", "?", "…"), "\"'”’»)"


_CLOCK = re.compile(
    r"\W*(?:\d{1,2}[.)] )?(?:[^\W\d_]{2,12}\W+)?\d{1,2} ?[:.hH] ?\d\d(?: ?(?:[^\W\d_]\.?){1,5})"
    r"{0,2}\W*"
)
"""A time of day by itself, with a day or the number of an item before it or what its clock is
called behind it."""


_CLOCK_WORDS, _ENTRY = 6, 4
"""Words of such a line at most, and lines from it to its text."""


_FACTS, _FACT_WORDS, _STEM = 2, 4, 5
"""Facts in a list above an article, words that they have on average, letters that tell a word."""


_COUNTED = re.compile(r"\W*\d{1,2}[.):]? ")
"""What begins as an item that is counted does."""


_LABELLED = re.compile(r"[^\W\d_][^:]{0,40}: ?\S")


_DATED = re.compile(
    r"\d\d?[./-] ?\d\d?[./-] ?\d\d|\d\d?[.,]? [^\W\d_]{3,10}\.?,? \d\d|\(\d\d?[.:]\d\d\b"
    r"|[^\W\d_]{3,10}\.? \d\d?,? (?:19|20)\d\d"
)


_BRIEF, _LABELLED_WORDS, _DAY_WORDS = 8, 7, 5
"""Words of a row that gives a number, if it has no list in it, of one that is labelled, and of a
day and its hour."""


def forms(draft: Draft) -> frozenset[int]:
    """The indexes of short lines that are text by what they are together: verse, and rows.

    Most lines of verse end in a mark, and some in one that says that it goes on. Most rows give a
    number or name what they give; what is counted from one on is a list of other stories.
    """
    found: set[int] = set()
    group: list[Line] = []
    for line in [*draft.lines, None]:
        is_row = line is not None and _may_be_row(draft, line)
        if line is not None and is_row and group and _joins(line):
            group.append(line)
            continue
        # Steps of a recipe end as sentences do, and stand right below what it takes.
        for part in _forms_in(group) if len(group) >= _LEAST else ():
            found.update(one.index for one in part)
        group = [line] if line is not None and is_row else []
    return frozenset(found) | draft.cells


def _is_form(group: list[Line]) -> bool:
    return len(group) >= _LEAST and (_is_verse(group) or _are_rows(group))


def _forms_in(group: list[Line]) -> list[list[Line]]:
    if _is_form(group):
        return [group]
    parts = [list(part) for ended, part in groupby(group, lambda line: line.ended) if not ended]
    return [part for part in parts if len(part) < len(group) and _is_form(part)]


def timed_entries(draft: Draft) -> frozenset[int]:
    """The indexes of all lines of entries, each with its time, on a page that has little else.

    Comments have times as well, but stand below an article.
    """
    found: list[int] = []
    for line in draft.lines:
        if line.length > _CLOCK_WORDS or "#" not in line.said or not _CLOCK.fullmatch(line.text):
            continue
        below = draft.lines[line.index + 1 : line.index + _ENTRY]
        if any(one.sentence for one in below):
            found.append(line.index)
    if len(found) < _LEAST:
        return frozenset()
    end = next(one.index for one in draft.lines[found[-1] :] if one.sentence)
    inside = sum(map(_length_told, draft.lines[found[0] : end + 1]))
    outside = sum(map(_length_told, draft.lines)) - inside
    return frozenset(range(found[0], end + 1)) if outside < inside else frozenset()


def _length_told(line: Line) -> float:
    return line.length if line.sentence and line.taken_by is None else 0.0


def _key_facts(draft: Draft, first: int) -> int:
    """The first line of a list of facts and its label directly above the article's first line."""
    at = first
    while at > 0 and draft.lines[at - 1].bullet and draft.lines[at - 1].taken_by is None:
        at -= 1
    facts = draft.lines[at:first]
    if len(facts) < _FACTS or sum(line.length for line in facts) < _FACT_WORDS * len(facts):
        return first
    told = {word[:_STEM] for line in draft.free("body") for word in line.words}
    stems = [word[:_STEM] for line in facts for word in line.words if len(word) >= _STEM]
    if 2 * sum(stem in told for stem in stems) < max(_FACTS, len(stems)):
        return first
    label = draft.lines[at - 1] if at else None
    joined = label is not None and label.taken_by is None and not facts[0].block.parted
    return at - 1 if joined and label and label.length <= _HEAD and not label.bullet else at


def _may_be_row(draft: Draft, line: Line) -> bool:
    longest = draft.sentences.label_words if line.ended else _LONGEST_ROW
    if line.taken_by is not None or not 0 < line.length < longest:
        return False
    markup = line.block.markup
    if markup is not None and markup.linked > 0.5:
        return False
    if not line.has_number:
        return True
    # What a day stands at the beginning of may happen on it.
    dated = _DATED.search(line.text)
    return dated is None or (dated.start() == 0 and line.length > _DAY_WORDS)


def _joins(line: Line) -> bool:
    markup = line.block.markup
    return markup.is_row or markup.is_item if markup else not line.block.parted


def _is_verse(group: list[Line]) -> bool:
    ended = (line.text.rstrip(_CLOSERS).endswith(_VERSE_ENDS) for line in group)
    return any(line.text.endswith(_GOING_ON) for line in group) and 2 * sum(ended) >= len(group)


def _are_rows(group: list[Line]) -> bool:
    # Of the lines of a menu, the first few say that too many give none.
    if next(islice(filterfalse(_gives_fact, group), len(group) // 3, None), None):
        return False
    bare = sum(not any(map(str.isalpha, line.text)) for line in group)
    return 2 * bare < len(group)


def _gives_fact(line: Line) -> bool:
    """Whether a line gives a number that is no day's, or says what something is, briefly."""
    text = line.text
    counted = _COUNTED.match(text)
    words = line.said.count(" ") + 1
    if has_digit(text[counted.end() if counted else 0 :]):
        listed = text.count(",") + text.count(";") > 1 or line.words.count("#") > 2
        return listed or words <= _BRIEF
    if counted:
        # "4 carrots, sliced": what is counted from one on begins with a full stop or a bracket.
        return counted[0].strip().isdigit() and words <= _BRIEF
    return words <= _LABELLED_WORDS and ":" in text and _LABELLED.match(text) is not None


def _beyond_forms(draft: Draft, last: int) -> int:
    """The last line of the article where it goes on through forms below its last line."""
    end, told = last, 0
    for line in draft.lines[last + 1 :]:
        if line.taken_by is None and line.index in draft.forms:
            # The times of a race are no entries of other days.
            end, told = line.index, 0
        elif line.taken_by is not None or line.index in draft.stops:
            break
        elif end > last and line.ended and not line.cost and told < _TOLD:
            end, told = line.index, told + 1
        elif line.length > _HEAD or line.index + 1 not in draft.forms:
            break
    return end


_REFERENCE = re.compile(r"\[(\d{1,2})\]|[^\W\d_]{3}[.!?…][\"'”’“»]* ?(\d{1,2}|[¹²³⁴-⁹]{1,2})$")


_NUMBERED = re.compile(r"[\[(^]?(\d{1,2})[\]).:]* (?=\D)")


_LEAST_NOTES, _NOTE_LABEL, _ABOVE_NOTES = 2, 3, 2
"""Notes that an article has at the least, words of what is above them, and how many such lines."""


def _notes(draft: Draft, first: int, last: int) -> list[Line]:
    """The notes directly below an article, each of which its text refers to by number."""
    referred = {
        int(normalize("NFKC", match[1] or match[2]))
        for line in draft.lines[first : last + 1]
        if line.taken_by is None and ("[" in line.text or line.text[-1:].isdigit())
        for match in _REFERENCE.finditer(line.text)
    }
    if not {*range(1, _LEAST_NOTES + 1)} <= referred:
        return []
    below = last + 1
    while below <= last + _ABOVE_NOTES and _is_label(draft.lines[below : below + 1]):
        below += 1
    notes: list[Line] = []
    counted = [match and int(match[1]) for match in map(_numbered, draft.lines[below:][:99])]
    for at, (line, number) in enumerate(zip(draft.lines[below:], counted, strict=False), start=1):
        is_next = number == at if counted[0] else at == 1 or not line.block.parted
        if not is_next or at not in referred or "://" in line.text:
            break
        notes.append(line)
    # Where they have no numbers, the next line is none of them.
    whole = len(notes) >= _LEAST_NOTES and len(notes) + 1 not in referred
    return notes if whole and (counted[0] or _end_together(draft, notes)) else []


def _numbered(line: Line) -> re.Match[str] | None:
    return _NUMBERED.match(line.text)


def _is_label(lines: list[Line]) -> bool:
    """Whether there is a line, and it parts notes from the article: a rule, or what they are."""
    return any(line.length <= _NOTE_LABEL and not _numbered(line) for line in lines)


def _end_together(draft: Draft, notes: list[Line]) -> bool:
    """Whether blank space stands below the last of some lines."""
    below = draft.lines[notes[-1].index + 1 : notes[-1].index + 2]
    return all(line.block.parted for line in below)
