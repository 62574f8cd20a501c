"""Who wrote the article, where nothing but a name says so.

Above many articles, and below some, a name stands on a line of its own, or before the day. So do
places, sections and people whom the article is about. A name counts where a day, the same name
again or a note below the article keeps it company, and none of its words is an ordinary one.
"""

from __future__ import annotations

import re
from itertools import islice, pairwise, takewhile
from typing import TYPE_CHECKING, NamedTuple

from tui.text.chrome.rule import Rule, Wording
from tui.text.fields import Count

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tui.text.chrome.draft import Draft, Line


_PARTICLES = frozenset(
    ("von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "el",
     "al", "bin", "ibn", "ter", "ten", "zu", "zum", "af", "av")
)  # fmt: skip


_JOINING = frozenset(("and", "und", "et", "y", "e", "en", "i", "och", "og", "и", "та", "&"))


_NO_NAMES = _PARTICLES | _JOINING


_WORD = re.compile(r"[^\W\d_]+(?:[.'’-]+[^\W\d_]+)*\.?")


_END_OF_NAME = re.compile(
    r"\s*(?:[|•·–—/,;(<\[]|\s-\s|\s(?:in|à|en|aus|da|w|for(?: the)?)\s(?=[^\W\d_a-z])|\d)"
)


_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w'’.-]+"


# A lookahead, so that "Ann Lee Smith" is both "ann lee" and "lee smith".
_FULL_NAME = re.compile(
    rf"(?<![\w'’])(?=({_CAPITAL}) "
    r"(?:(?:von|van|de|der|den|di|del|da|dos|al|el|la|le|zu|ten|ter) )*"
    rf"({_CAPITAL}))"
)


_DAY = re.compile(r"(?<!\d)(?:\d{1,2}[:.]\d\d|(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})(?!\d)")
"""What a line has that says when: a time, a year, a day in numbers."""


_WHEN = re.compile(rf"{_DAY.pattern}|\d+ ?[^\W\d_]")
"""What says when on a name's own line, if only "4 months ago"; the figures of a table don't."""


_DAY_OF_MONTH = re.compile(r" ?\d{1,2}(?:st|nd|rd|th)?(?:,| at)? (?:19|20)\d\d(?!\d)")
"""What goes on from the name of a month, "Mar 17, 2026", which is no part of the name before."""


_GLUED = re.compile(r"[^\W\d_A-Z]{3}[A-Z]\w+$")
"""A name and the word behind it without the space between: "Jane RoePublished"."""


_CASELESS = re.compile(r"[^\W\d_]{1,12}(?: [^\W\d_]{1,12}){1,3}")
"""A line that may be a name in a script without capitals."""


_DASH = re.compile(r"[–—-]{1,2} ?(?=[^\W\d_])")


_QUOTED = re.compile(r"[\"”“»]\W*$")


_PICTURE = re.compile(r"\[[^\[\]]{1,40}\] ?")
"""What w3m puts for a picture, such as the author's before the name."""


_AMOUNT = re.compile(r"\d[\d.,–-]* [^\W\d_]+(?: [^\W\d_]+)?$|@\w+$")
"""How long the article takes to read, how many comments it has, or where its author posts."""


_NAME_WORDS, _NAMES_WORDS = range(2, 5), range(4, 9)
"""Words of a name, and of several."""


_LONGEST = 24
"""Words of the line that a name begins, an outlet and two days behind it."""


_SHORT = 14
"""Words of another line that says when."""


_ABOVE, _BELOW = 3, 5
"""Lines above the headline, and from the body's first one, between which an author is named."""


_BESIDE = 2
"""Lines between a name and the day."""


_NEAR, _MENU = 4, 3
"""Lines up to which a day stands beside a name in capitals, and lines in capitals beside it that
make it one of a menu."""


_ROLE = 4
"""Words of what an author does, behind the name: "Business reporter"."""


_DOES = re.compile(r"[a-zà-ÿ]{3,}(?:t[eo]r|t[öø]r|eure?|trice|ist[ae]?|[ea]nte?)")
"""A trade, as words for one end in many languages: reporter, editor, journaliste."""


_BEFORE_NAME = 3
"""Words before the name of who reported."""


_END = 3
"""Lines on either side of the body's end where the article may be signed."""


_NOTE = 8
"""Lines below the body that may say who the author is."""


class Author(NamedTuple):
    """A line that names who wrote the article, and the name."""

    line: Line
    name: str


def author_named(
    draft: Draft, dated: frozenset[int], reported: Collection[int] = ()
) -> Author | None:
    """Find the line that names the author without a word for that; better none than a wrong one.

    Args:
        dated: The indexes of lines that are known to say when.
        reported: Those of lines that say by whom something is, such as a report.
    """
    if draft.first is None or draft.last is None:
        return None
    below_headline = draft.first if draft.headline is None else draft.headline
    lines = draft.lines[max(0, below_headline - _ABOVE) : draft.first + _BELOW]
    # Below the headline first: above it stand sections and labels.
    lines.sort(key=lambda line: line.index < below_headline)
    names = [
        Author(line, name)
        for line in lines
        if line.index <= draft.last and _is_open(draft, line)
        for name in _name_first(line.text)
    ]
    if names:
        page = _Page(draft)
        for author in names:
            if page.may_be_author(author) and page.keeps_company(author, dated):
                return author
    return (
        _caseless(draft, dated)
        or _introduced(draft, dated)
        or _signed(draft)
        or _reported(draft, reported)
    )


def says_author(text: str) -> bool:
    """Whether a line is a word such as "by" and then a name."""
    _, _, name = text.partition(" ")
    return any(True for _ in _name_first(name))


def is_person(text: str) -> bool:
    """Whether a line is nothing but a person's name, with capitals."""
    return text in _name_first(text)


def is_section(draft: Draft, line: Line, bylines: list[Line]) -> bool:
    """Whether a name is a section's: in a menu, or in capitals and apart from what says when."""
    at = line.index
    if line.block.markup is not None:
        again = (one for one in draft.lines if one.role is None and one.said == line.said)
        return " " not in line.text and any(again)
    above, below = draft.lines[max(0, at - _NEAR) : at], draft.lines[at + 1 : at + 1 + _NEAR]
    near = [*reversed(above)], below
    if sum(1 for side in near for _ in takewhile(_is_in_capitals, side)) >= _MENU:
        return True
    beside = [other for side in near for other in takewhile(_is_around, side)]
    return line is not bylines[-1] and not any(one.role and one.has_number for one in beside)


def _is_in_capitals(line: Line) -> bool:
    return line.text.isupper() and not line.has_number


def _is_around(line: Line) -> bool:
    return line.role == "byline" or (line.role is None and line.taken_by is not None)


def _caseless(draft: Draft, dated: frozenset[int]) -> Author | None:
    """The line right between headline and day whose words, without case, stand nowhere else."""
    at = draft.headline
    if at is None or at + 2 > (draft.first or 0) or at + 2 not in dated:
        return None
    line = draft.lines[at + 1]
    name = line.text
    if name.upper() != name.lower() or not _CASELESS.fullmatch(name) or not _is_open(draft, line):
        return None
    others = " ".join([other.text for other in draft.lines if other.text != name]).split()
    return None if set(others) & set(name.split()) else Author(line, name)


def _introduced(draft: Draft, dated: frozenset[int]) -> Author | None:
    """The name on the line right above the day that says first what its bearer does.

    As in "Our courts reporter Jane Doe".
    """
    if draft.headline is None:
        return None
    for line in draft.lines[draft.headline + 1 : draft.first]:
        words = line.text.split()
        if line.index + 1 not in dated or not _is_open(draft, line):
            continue
        for at in range(1, min(_ROLE, len(words) - 2) + 1):
            if _DOES.fullmatch(words[at - 1]) and is_person(" ".join(words[at:])):
                author = Author(line, " ".join(words[at:]))
                return author if _Page(draft).may_be_author(author) else None
    return None


def _signed(draft: Draft) -> Author | None:
    """The line below the text that begins with a dash and a name, unless a quotation is above."""
    last = draft.last or 0
    for line in draft.lines[max(1, last + 1 - _END) : last + 1 + _END]:
        dash = _DASH.match(line.text)
        if dash is None or not _is_open(draft, line):
            continue
        above = draft.lines[line.index - 1].text
        for name in _name_first(line.text[dash.end() :]):
            author = Author(line, name)
            if not _QUOTED.search(above) and _Page(draft).may_be_author(author):
                return author
    return None


def _reported(draft: Draft, reported: Collection[int]) -> Author | None:
    """The line below the text that says who reported it."""
    last = draft.last or 0
    for line in draft.lines[last : last + 1 + _END]:
        if line.index in reported and _is_open(draft, line):
            words = line.text.split(" ", _BEFORE_NAME)
            for at in range(1, len(words)):
                for name in _name_first(" ".join(words[at:])):
                    return Author(line, name)
    return None


def _is_open(draft: Draft, line: Line) -> bool:
    return (
        line.role in (None, "byline", "subhead")
        and (line.taken_by is None or line.role is not None)
        and line.index != draft.headline
        and line.length <= _LONGEST
        and not line.sentence
    )


def _name_first(text: str) -> Iterator[str]:
    """The name that a line begins with, if it is all of the line but a day or a label."""
    picture = _PICTURE.match(text) if text[:1] == "[" else None
    text = text[picture.end() :] if picture else text
    end = _END_OF_NAME.search(text)
    if picture and end and end[0][-1:].isdigit():
        return
    name = text[: end.start()] if end else text
    if end and _DAY_OF_MONTH.match(text, end.start()):
        name = name.rpartition(" ")[0]
        if not name or _GLUED.search(name):
            return
    words = name.split()
    parts = [word for word in words if word not in _NO_NAMES]
    several = end is not None or not _JOINING.isdisjoint(words)
    if len(parts) not in _NAME_WORDS and not (several and len(parts) in _NAMES_WORDS):
        return
    # "Updated Dec." goes on with the day.
    if all(_WORD.fullmatch(word) and word[0].isupper() for word in parts) and name[-1] != ".":
        yield name.strip()


class _Page:
    """What the page says of names."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        first, self._last = draft.first or 0, draft.last or 0
        self._text = "\n".join([line.text for line in draft.lines])
        headline = draft.lines[draft.headline] if draft.headline is not None else None
        self._headline = set(headline.words) if headline else set()
        self._body = "\n".join(
            line.text for line in draft.lines[first : self._last - 1] if line.sentence
        )

    def _has_small(self, words: list[str]) -> bool:
        """Whether any of some words stands on the page in small letters."""
        # Of most names no part is found there, not even in longer words.
        return any(
            word in _WORD.findall(line.text)
            for word in words
            if word[:1].islower() and word in self._text
            for line in self._draft.lines
            if word in line.text
        )

    def may_be_author(self, author: Author) -> bool:
        """Whether a name is none of the words, places and persons of the article."""
        words = [word.strip(".").lower() for word in author.name.split()]
        parts = [word for word in words if word not in _NO_NAMES]
        return (
            not self._has_small(parts)
            and not self._headline.issuperset(parts)
            and author.name not in self._body
            and not (author.name.isupper() and len(parts) > 3)
        )

    def keeps_company(self, author: Author, dated: frozenset[int]) -> bool:
        """Whether a day or the same name again stands beside it, or a note on the author below."""
        lines, at, name = self._draft.lines, author.line.index, author.name
        if _WHEN.search(author.line.text):
            return True
        is_above = self._draft.headline is not None and at < self._draft.headline
        far = 1 if is_above else _BESIDE
        if any(
            line.index in dated
            or (line.length <= _SHORT and (_DAY.search(line.text) or _AMOUNT.match(line.text)))
            for line in lines[max(0, at - far) : at + far + 1]
        ):
            return True
        near = (line for line in lines[max(0, at - 1) : at + 2] if line is not author.line)
        if any(line.text == name for line in near):
            return True
        below = lines[self._last - 1 : self._last + 1 + _NOTE]
        if not is_above and any(line.text.startswith(name) for line in below):
            return True
        # Alone between headline and article, with what the author does.
        alone = at - 1 == self._draft.headline and at + 1 == self._draft.first
        comma, *role = author.line.text[len(name) :].split(" ")
        return alone and comma == "," and 0 < len(role) <= _ROLE and role[-1].islower()


class AuthorRule(Rule, frozen=True, kw_only=True, tag="author"):
    """A note on the author below the article: it begins with a name above it.

    The name is of two words or more with capitals. It is at most `within` lines above the
    body, in a line of at most `longest` words like `byline` or one of at most `name_words`
    words; the body does not have it before. The note is one of the last `paragraphs`
    paragraphs of at least `spared` more, and has the name in its first `opening_words` words,
    or below a label that has it; wherever it is, if both have it and no `more` paragraphs follow
    at once: articles have boxes on their authors between their parts, too.
    """

    byline: Wording
    within: Count = 12
    name_words: Count = 4
    longest: Count = 12
    spared: Count = 4
    paragraphs: Count = 2
    opening_words: Count = 4
    more: Count = 3

    def run(self, draft: Draft) -> None:
        """Take the note on the author, and what stands below it."""
        if draft.first is None or draft.last is None:
            return
        names = _names_above(self, draft)
        body = [
            line
            for line in draft.lines[draft.first : draft.last + 1]
            if line.taken_by is None and line.sentence
        ]
        tail = body[self.spared :][-self.paragraphs :]
        if not names or not tail:
            return
        start = self._box(draft, body, names) or tail[0].index - 1
        lasts = tuple({name.rpartition(" ")[2] for name in names})
        for line in body:
            small = line.text.lower()
            # To look for names takes long, and hardly a paragraph has any of these.
            if line.index <= start and any(last in small for last in lasts):
                names -= _names(line.text)
        for line in draft.lines[start : draft.last + 1]:
            if line.taken_by is not None or names.isdisjoint(self._opening(line)):
                continue
            if self._is_label(line) or line in tail:
                for below in draft.lines[line.index : draft.last + 1]:
                    if below.taken_by is None:
                        below.taken_by = self.name
                draft.last = line.index - 1
                return

    def _box(self, draft: Draft, body: list[Line], names: set[str]) -> int | None:
        """The index of a label that has one of the names, with which the line below begins."""
        for label, line in pairwise(draft.lines[body[self.spared].index : body[-1].index + 1]):
            if line.length > self.longest and self._is_label(label) and not label.taken_by:
                named = names & _names(label.text)
                if not named.isdisjoint(self._opening(line)):
                    return None if self._goes_on(draft, line, named) else label.index
        return None

    def _goes_on(self, draft: Draft, note: Line, named: set[str]) -> bool:
        """Whether paragraphs stand below a note, or below a label there, and nothing between."""
        lines = draft.lines[note.index + 1 : (draft.last or 0) + 1]
        before = takewhile(lambda one: one.index not in draft.stops, lines)
        free = (one for one in before if not one.taken_by and named.isdisjoint(_names(one.text)))
        below = list(islice(free, self.more + 1))
        if below and not below[0].sentence:
            del below[0]
        whole = takewhile(lambda one: one.sentence and one.ended and not one.bullet, below)
        return len(list(whole)) >= self.more

    def _is_label(self, line: Line) -> bool:
        return line.length <= self.name_words and not line.ended

    def _opening(self, line: Line) -> set[str]:
        return _names(" ".join(line.text.split()[: self.opening_words]))


def _names_above(rule: AuthorRule, draft: Draft) -> set[str]:
    first = draft.first or 0
    return {
        name
        for line in draft.lines[max(0, first - rule.within) : first + 2]
        if line.length <= rule.longest
        and (line.length <= rule.name_words or draft.fits(line, (rule.name, "byline")))
        for name in _names(line.text)
    }


def _names(text: str) -> set[str]:
    return {f"{first} {last}".lower() for first, last in _FULL_NAME.findall(text)}
