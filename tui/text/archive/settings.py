"""What decides how files that hold several articles are read; loaded at every start.

Press databases change the layouts of their exports every year, so nothing of these stands in code.
A layout says by which lines a file of it is known, where one article ends and the next begins, and
which line is what: by the words that stand before it, by the markup around it, or by its place
above the text.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, get_args
from unicodedata import combining, normalize

import msgspec
import re2

from tui.text.chrome.date import DateSettings
from tui.text.chrome.rule import Phrases, phrases_of
from tui.text.fields import Fault, Name, pattern_fault

if TYPE_CHECKING:
    from collections.abc import Iterator, KeysView, Mapping, Sequence

_NOT_NAME = re.compile(r"[\s_-]+")


_WORD = re.compile(r"[^\W_]+")


_CAPITAL = re.compile(r"([a-zà-ÿ])([A-ZÀ-Þ])")


_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


_MOST_NAMES, _LONGEST_NAME = 4096, 100
"""Names that are kept, and characters of the longest of which words are looked at: keys of JSON
may be anything."""


@lru_cache(4096)
def fold_name(name: str) -> str:
    """A name as names of columns are compared."""
    folded = _NOT_NAME.sub("", name).casefold()
    if folded.isascii():
        return folded
    return "".join(one for one in normalize("NFD", folded) if not combining(one))


class TableSettings(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True
):
    """The section `tables`: what the columns of tables and the keys of records are called.

    Of each list the first name that a row has a value for counts; names are compared without
    case, accents, spaces, hyphens and underscores, and `a.b` is the key b of what stands under a.
    `text` is the article's text: a table without such a column holds no articles. `title`,
    `date`, `outlet`, `byline` and `url` are what they are on a page; `identifier` is what the
    article is known by in the table, `language` what it is written in; `modified` is when its text
    was last changed and `captured` when it was taken, by which versions are put in order. `lists`
    are the keys under which JSON has a list of articles. A name counts as known, too, where
    `fillers` are all that it has besides (`Article content (cleaned)`), or where it is several with
    a slash between them.
    """

    text: tuple[Name, ...] = ()
    title: tuple[Name, ...] = ()
    date: tuple[Name, ...] = ()
    outlet: tuple[Name, ...] = ()
    byline: tuple[Name, ...] = ()
    url: tuple[Name, ...] = ()
    identifier: tuple[Name, ...] = ()
    language: tuple[Name, ...] = ()
    modified: tuple[Name, ...] = ()
    captured: tuple[Name, ...] = ()
    lists: tuple[Name, ...] = ()
    fillers: tuple[Name, ...] = ()

    def plain(self, name: str) -> str:
        """A name as names are compared, or the known one that it comes to."""
        known = self._plain.get(name)
        if known is None:
            if len(self._plain) >= _MOST_NAMES:
                self._plain.clear()
            known = self._plain[name] = self._known_in(name)
        return known

    @cached_property
    def _plain(self) -> dict[str, str]:
        return {}

    @cached_property
    def _names(self) -> frozenset[str]:
        lists = (names for what, names in self._folded.items() if what != "fillers")
        return frozenset(name for names in lists for name in names)

    def _known_in(self, name: str) -> str:
        folded = fold_name(name)
        is_one_word = name == folded and name.isascii() and name.isalnum()
        if is_one_word or folded in self._names or len(name) > _LONGEST_NAME:
            return folded
        for part in (name, *name.split("/")):
            words = _WORD.findall(_CAPITAL.sub(r"\1 \2", _ASIDE.sub(" ", part)))
            left = "".join(one for one in map(fold_name, words) if one not in self._fillers)
            if left in self._names:
                return left
        return folded

    @cached_property
    def _fillers(self) -> frozenset[str]:
        return frozenset(self._folded["fillers"])

    def folded(self, what: str) -> tuple[str, ...]:
        """The names of a list as they are compared, in their order."""
        return self._folded[what]

    def named(self, what: str, among: KeysView[str]) -> list[str]:
        """Those of a list that are among names as they are compared, in the list's order."""
        places = self._places[what]
        return sorted(places.keys() & among, key=places.__getitem__)

    @cached_property
    def _places(self) -> dict[str, dict[str, int]]:
        """Where each name first stands in its list."""
        return {
            what: {name: place for place, name in reversed([*enumerate(names)])}
            for what, names in self._folded.items()
        }

    @cached_property
    def _folded(self) -> dict[str, tuple[str, ...]]:
        return {what: tuple(map(fold_name, getattr(self, what))) for what in self.__struct_fields__}


Made = Literal["docx", "odt", "rtf", "text", "html"]
"""What a file is made as."""


LineKind = Literal[
    "headline", "outlet", "date", "byline", "credit", "length", "standfirst", "body", "section",
    "address", "language", "id", "other",
]  # fmt: skip
"""What a line of an export is; `other` is nothing of the article's."""


LINE_KINDS: frozenset[LineKind] = frozenset(get_args(LineKind))


_PLACEHOLDER = "{%s}"


class LinePlace(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A line above the text that no word stands before, in the order in which they come.

    `what` it is; a `pattern` (RE2) that it fits; patterns that it is `likely` to fit, where it
    could be another. It may be missing where it is `optional`, and be several lines where there
    may be `many`. `marks` are those that it has one of, `without` those that it has none of: in
    HTML the elements, classes and ids that it stands in, `bold`, and in plain text `indented`.
    `take` is a pattern whose first group is all of the line that counts; groups named `date` and
    so on are what else it says.
    """

    what: LineKind
    pattern: str | None = None
    likely: tuple[str, ...] = ()
    optional: bool = False
    many: bool = False
    marks: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    take: str | None = None


class LineLabel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Lines that are known wherever they stand.

    `what` they are; the `words` that stand before them, written just so, with a colon or in a
    table's cell beside them, or in a line of their own above them, which with `alone` is the only
    way; the `marks` that they have one of, which are the elements, classes and ids of HTML; or a
    `pattern` that they fit.
    `below`: they stand below the text, which ends there; `loose`: only where nothing but such
    lines follows. `take` is a pattern whose first group is all of the line that counts.
    """

    what: LineKind
    words: Phrases = ()
    marks: tuple[str, ...] = ()
    pattern: str | None = None
    alone: bool = False
    below: bool = False
    loose: bool = False
    take: str | None = None


class ExportLayout(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True
):
    """A layout of a press database's exports.

    `name` tells it apart, `called` is what readers know it as, `why` says what it is for; `files`
    are what it is made as. A file is one where each of the patterns `signs` fits a line of it.

    An article begins with a line that fits one of `begin`, or as many lines `above` it, or ends
    with one that fits one of `end`; in HTML it is an `element` of this name or class. A line at its
    top that fits `numbered` has its number and theirs in all as groups `number` and `count`, and
    what else it says in groups `outlet`, `date` and so on, as `begin` may have them. Lines that fit
    one of `cover` stand before the first one, and say in groups `count` and `title` how many and
    which there are; from a line that fits `closing` on, no article follows. What fits `unreadable`
    stands there in the place of an article.

    `labels` are tried before `order`, which are the lines above the text. With `wrapped`, the
    lines up to the next blank one are a paragraph. With `coded`, the words of `labels` need
    no colon: a tab, blanks or a line's end may part them from what they name. With `stacked`,
    what they name stands in the lines below them, up to the next of them or a blank line.
    """

    name: Annotated[str, msgspec.Meta(min_length=1)]
    called: str
    why: str
    files: tuple[Made, ...]
    signs: tuple[str, ...]
    begin: tuple[str, ...] = ()
    above: int = 0
    end: tuple[str, ...] = ()
    element: str | None = None
    numbered: tuple[str, ...] = ()
    cover: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    labels: tuple[LineLabel, ...] = ()
    order: tuple[LinePlace, ...] = ()
    wrapped: bool = False
    coded: bool = False
    stacked: bool = False

    def patterns(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Every pattern, with where it stands."""
        lists = {
            "signs": self.signs,
            "begin": self.begin,
            "end": self.end,
            "numbered": self.numbered,
            "cover": self.cover,
            "closing": self.closing,
            "unreadable": self.unreadable,
        }
        for name, patterns in lists.items():
            yield from (((name, index), pattern) for index, pattern in enumerate(patterns))
        for index, place in enumerate(self.order):
            for key, one in (("pattern", place.pattern), ("take", place.take)):
                if one is not None:
                    yield ("order", index, key), one
            yield from (
                (("order", index, "likely", at), pattern) for at, pattern in enumerate(place.likely)
            )
        for index, label in enumerate(self.labels):
            for key, one in (("pattern", label.pattern), ("take", label.take)):
                if one is not None:
                    yield ("labels", index, key), one


class ExportSettings(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True
):
    """The section `exports:` of config.yaml: how exports of press databases are read.

    `words` are lists of words that patterns of `layouts` name in braces, such as `{counted}`.
    Lines that fit one of `telling` stand once in each article of exports whose layout is not
    known; a file where one fits several is refused rather than read as one article. So is one in
    which a line that fits `byline` is below each of several headlines.
    """

    words: dict[str, Phrases] = {}
    telling: tuple[str, ...] = ()
    byline: str | None = None
    layouts: tuple[ExportLayout, ...] = ()

    def faults(self) -> Iterator[Fault]:
        """Give the patterns that do not compile, and layouts that part nothing."""
        for index, pattern in enumerate(self.telling):
            if fault := pattern_fault(self.filled(pattern)):
                yield Fault(("telling", index), fault)
        if self.byline is not None and (fault := pattern_fault(self.filled(self.byline))):
            yield Fault(("byline",), fault)
        for index, layout in enumerate(self.layouts):
            for where, pattern in layout.patterns():
                if fault := pattern_fault(self.filled(pattern)):
                    yield Fault(("layouts", index, *where), fault)
            if not (layout.begin or layout.end or layout.element):
                reason = "parts no articles; give `begin`, `end` or `element`"
                yield Fault(("layouts", index), reason)

    def filled(self, pattern: str) -> str:
        """A pattern with the words that it names in it."""
        for name, alternatives in self._alternatives.items():
            pattern = pattern.replace(_PLACEHOLDER % name, alternatives)
        return pattern

    def is_byline(self, line: str) -> bool:
        """Whether a line says by its words who has written what is below."""
        return self.byline is not None and self.compiled.search(self.byline, line) is not None

    @cached_property
    def _alternatives(self) -> Mapping[str, str]:
        return {
            name: "(?:" + "|".join(map(re2.escape, _longest_first(phrases_of(phrases)))) + ")"
            for name, phrases in self.words.items()
        }

    @cached_property
    def any_sign(self) -> str:
        """A pattern that fits whatever the first sign of a layout does."""
        first = [layout.signs[0] if layout.signs else "" for layout in self.layouts]
        return "|".join(f"(?:{sign})" for sign in first)

    @cached_property
    def compiled(self) -> Compiled:
        """The patterns, each compiled when it is first needed."""
        return Compiled(self)


def _longest_first(words: tuple[str, ...]) -> list[str]:
    # RE2 takes the leftmost alternative, so a word must come before one that begins it.
    return sorted(words, key=len, reverse=True)


class Compiled:
    """The patterns of all layouts."""

    def __init__(self, settings: ExportSettings) -> None:
        self._settings = settings
        self._known: dict[str, re2._Regexp[str]] = {}

    def search(self, pattern: str, text: str) -> re2._Match[str] | None:
        """Look for a pattern, case aside."""
        return self._compiled(pattern).search(text)

    def all(self, pattern: str, text: str) -> Iterator[re2._Match[str]]:
        """Every place that a pattern fits, case aside."""
        yield from self._compiled(pattern).finditer(text)

    def _compiled(self, pattern: str) -> re2._Regexp[str]:
        known = self._known.get(pattern)
        if known is None:
            filled = self._settings.filled(pattern)
            known = self._known[pattern] = re2.compile(f"(?im){filled}")
        return known

    def first(self, patterns: tuple[str, ...], text: str) -> re2._Match[str] | None:
        """The first of some patterns that fits."""
        return next((match for one in patterns if (match := self.search(one, text))), None)


class ArchiveSettings(NamedTuple):
    """What readers of such files are given.

    Attributes:
        most_bytes: The largest part that is read, and the largest file of a kind that has to be
            read as a whole.
        tables: What columns are called.
        dates: How dates are written.
        exports: How press databases lay out what they export.
    """

    most_bytes: int
    tables: TableSettings = TableSettings()
    dates: DateSettings = DateSettings()
    exports: ExportSettings = ExportSettings()


def layout_of(text: str, made: Made, settings: ExportSettings) -> ExportLayout | None:
    """The layout that a file's text is an export of.

    Args:
        text: The text of the file, a line or a paragraph a line; of HTML, its source.
    """
    patterns = settings.compiled
    text = "\n".join(text.splitlines()) if "\r" in text else text
    # Of most pages one look tells that they are none.
    if not settings.layouts or not patterns.search(settings.any_sign, text):
        return None
    for layout in settings.layouts:
        if made in layout.files and all(patterns.search(sign, text) for sign in layout.signs):
            return layout
    return None


def printed_articles(
    lines: Sequence[str], settings: ExportSettings
) -> tuple[ExportLayout | None, int]:
    """What layout an export was printed from, and how many articles are in it; none are 0."""
    patterns = settings.compiled
    text = "\n".join(lines)
    for layout in settings.layouts:
        parting = layout.begin or layout.end
        if parting and all(patterns.search(sign, text) for sign in layout.signs):
            return layout, sum(patterns.first(parting, line) is not None for line in lines)
    return None, 0
