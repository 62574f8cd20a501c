"""The text of an HTML page, in two ways: all that a reader sees, and what an extractor picks.

`render` gives the lines of text from top to bottom. What a browser would put on lines of its own
stands on lines of its own, as in a text browser; each line knows the source lines it stands on,
how much of it is links, and what it stands in. The rules work on that.

`extract` and `Extracted` say of each of these lines whether trafilatura takes it for the article's
text. It is a second opinion that rules of kind `extraction` may ask: it sees the tree, the rules
see the text, so the two err on different pages. (Barbaresi, "Trafilatura: A Web Scraping Library
and Command-Line Tool for Text Discovery and Extraction", 2021.)
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import trafilatura
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement


_UNSEEN = frozenset(
    {
        "script", "style", "noscript", "template", "head", "iframe", "object", "embed", "applet",
        "svg", "math", "canvas", "audio", "video", "select", "datalist", "textarea", "input",
        "meter", "progress", "map", "frameset", "noembed", "noframes", "rp", "rt", "rtc",
    }
)  # fmt: skip
"""Elements whose text a reader does not see, or that hold no text to read: how characters are
read aloud stands above them, and parts the words that other pages have."""


_NEVER_SEEN = _UNSEEN - {"noscript", "template"}
"""Those among them that hold no text of an article in whatever browser."""


_INLINE = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "blink", "cite", "code", "data", "del",
        "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "nobr", "output", "picture", "q",
        "rb", "ruby", "s", "samp", "small", "source", "span", "strike", "strong",
        "sub", "sup", "time", "tt", "u", "var", "wbr", "img",
    }
)  # fmt: skip


_PARTING = frozenset(
    {
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "blockquote", "pre",
        "figure", "hr", "fieldset", "form", "article", "section", "header", "footer", "nav",
        "aside", "main", "address", "details",
    }
)  # fmt: skip
"""Elements that blank space parts from what is above and below."""


_CELLS = frozenset({"td", "th"})


_MOST_CELLS = 30


_LONGEST_CELL = 80
"""Characters of a cell, white space in the source counted, past which it holds no datum."""


_IN_CELLS = _INLINE | {"br", "p", "div", "ul", "ol", "li"}
"""Elements that a cell with a few words may hold; whatever they are, it is one datum."""


_LISTS = frozenset({"ul", "ol", "menu", "dir"})


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


_LEAST_PART = 2
"""Characters of a part of a heading; letters may each have an element for their looks."""


_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|grid|list-item|table)\b", re.IGNORECASE)


_SHOWN_BY_SCRIPT = frozenset({"html", "body", "main", "article"})
"""Elements that some pages hide until a script has run: they hold what is to be read."""


_WORD = re.compile(r"\w+")


_RUN = 4
"""Words in a row that tell one passage from another."""


_LEAST = 0.5
"""Share of a block's runs of words that the extracted text must have."""


_TELLING = 25
"""Runs of words from which on a text is more than a notice."""


_MOST_ELEMENTS = 25_000
"""Pages of more elements are left to the rules: the extractor's time may grow with the square.
Those of newspapers have 4,000 at most."""


_MOST_CHARACTERS = 2_000_000
"""Pages of more text, or of more names of classes and ids, are left to the rules, too: every run
of words takes memory here, and the extractor looks at each name a hundred times."""


_MOST_NESTED = 500_000
"""Elements that stand in elements, each counted once for every one that it stands in, up to which
the extractor is asked: it reads an element's whole text for each in which that stands. Pages have
50,000 at most, and some 40 in a row."""


_MOST_AROUND = 100
"""The innermost elements around a line that are told of it."""


_HOLDS_TEXT = frozenset({"p", "div", "li", "td", "th", "dd", "dt", "tr", "pre", "option", "h2"})


_MOST_TEXTS = 5_000
"""Elements with text of their own up to which all that the extractor has is tried."""


_UNREAD = ("rp", "rt", "rtc", "link", "meta", "script", "style", "svg")
"""Elements that the extractor takes no text from."""


_ASIDE = ".//aside|.//footer|.//nav"
"""Elements that hold no paragraph of the article: the extractor takes none of their text."""


_FOUND = 0.7
"""Share of the text in elements for paragraphs below which the extractor has missed the article."""


_MOST_TABLES = 30
"""Pages with more tables inside each other are left to the rules, for the same reason: with the
oldest extractor that is allowed, 500 of them take half a minute."""


_NODES = etree.XPath("count(//*) + count(//comment()) + count(//processing-instruction())")


_TABLES = etree.XPath("count(//table)")


_DEEP = etree.XPath("boolean(/*" + "/*" * (_MOST_NESTED // _MOST_TEXTS) + ")")
"""Whether elements stand in so many that as many as may have text could be too deep in all."""


_STUMBLES = (
    etree.LxmlError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


logging.getLogger("trafilatura").propagate = False


# What it has to say of a page is nothing that its reader can do anything about.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())


@dataclass(slots=True)
class Seen:
    """A line of text as it is seen on the page.

    `first` and `last` are source lines, counted from 1; `linked` counts the characters, white
    space aside, that are links; `indent` is how many lists it stands in; `inside` are the
    elements that it stands in, from the outermost inwards. Blank space parts it from the line
    above where `parted`; where `goes_on`, only a line break does.
    """

    text: str = ""
    first: int = 0
    last: int = 0
    linked: int = 0
    indent: int = 0
    parted: bool = False
    goes_on: bool = False
    inside: tuple[HtmlElement, ...] = ()


def render(tree: HtmlElement, *, hidden: bool = False) -> list[Seen]:
    """Give the lines of text that a reader of the page sees.

    Args:
        hidden: Whether to show too what styles hide, what stands there for browsers without
            scripts, and templates.

    Returns:
        The lines in the order of the source, none of them blank.
    """
    return _Renderer(_NEVER_SEEN if hidden else _UNSEEN, hidden=hidden).lines_of(tree)


_Kind: TypeAlias = Literal["unseen", "link", "cell", "block", "inline"]


class _Renderer:
    """Goes through the tree once and without recursion, however deep it is."""

    def __init__(self, unseen: frozenset[str], *, hidden: bool) -> None:
        self._never = unseen
        self._hidden = hidden
        self._seen: list[Seen] = []
        self._row = 1
        self._line = Seen()
        self._pieces: list[str] = []
        self._inside: list[HtmlElement] = []
        self._opened: list[_Kind] = []
        self._parted = False
        self._breaks = 0
        self._lists = 0
        self._links = 0
        self._unseen = 0
        self._verbatim = 0
        self._cells: frozenset[HtmlElement] = frozenset()
        self._cell: HtmlElement | None = None

    def lines_of(self, tree: HtmlElement) -> list[Seen]:
        for event, element in _walk(tree):
            if event == "start":
                self._opened.append(self._open(element))
                if text := element.text:
                    self._read(text)
                continue
            if event == "end":
                self._close(self._opened.pop(), element)
            else:
                self._row += (element.text or "").count("\n")
            if element is not tree and (text := element.tail):
                self._read(text)
        self._end_line()
        return self._seen

    def _open(self, element: HtmlElement) -> _Kind:
        """Go into an element; what it is for its end."""
        tag = element.tag
        # The parser counts lines up to 65,535 only; from there on the text's own lines count.
        row = element.sourceline
        if row and row > self._row:
            self._row = row
        if self._unseen or self._is_unseen(element):
            self._unseen += 1
            return "unseen"
        if tag == "a":
            self._links += 1
            return "link"
        if element in self._cells:
            self._cell = element
            self._pieces.append(" ")
            return "cell"
        if self._cell is not None or (tag == "span" and _is_inline(element)):
            if tag not in _INLINE or _is_parted_from_span(element):
                self._pieces.append(" ")
        elif tag == "br":
            self._break()
        elif not _is_inline(element):
            self._end_line()
            self._inside.append(element)
            self._count(tag, 1)
            if tag == "tr":
                self._cells = _cells_of_row(element)
            return "block"
        return "inline"

    def _is_unseen(self, element: HtmlElement) -> bool:
        if element.tag in self._never:
            return True
        if self._hidden or element.tag in _SHOWN_BY_SCRIPT:
            return False
        if element.get("hidden") is not None:
            return True
        style = element.get("style")
        return style is not None and _HIDDEN.search(style) is not None

    def _close(self, kind: _Kind, element: HtmlElement) -> None:
        if kind == "unseen":
            self._unseen -= 1
        elif kind == "link":
            self._links -= 1
        elif kind == "cell":
            self._cell = None
        elif kind == "block":
            self._end_line()
            self._inside.pop()
            self._count(element.tag, -1)

    def _count(self, tag: str, one: int) -> None:
        self._parted |= tag in _PARTING
        self._lists += one * (tag in _LISTS)
        self._verbatim += one * (tag == "pre")
        self._breaks = 0

    def _break(self) -> None:
        self._end_line()
        self._breaks += 1
        self._parted |= self._breaks > 1

    def _read(self, text: str) -> None:
        row = self._row
        self._row += text.count("\n")
        if self._unseen:
            return
        if self._verbatim:
            for at, part in enumerate(text.split("\n")):
                if at:
                    self._break()
                self._take(part, row + at)
        else:
            self._take(text, row)

    def _take(self, text: str, row: int) -> None:
        bare = text.lstrip()
        if bare:
            line = self._line
            first = row + text.count("\n", 0, len(text) - len(bare))
            if not line.last:
                line.first = first
                line.inside = tuple(self._inside[-_MOST_AROUND:])
            line.last = first + bare.rstrip().count("\n")
            if self._links:
                line.linked += sum(map(len, bare.split()))
        self._pieces.append(text)

    def _end_line(self) -> None:
        line, pieces = self._line, self._pieces
        self._line, self._pieces = Seen(), []
        if line.last:
            line.text = "".join(pieces)
            line.parted = self._parted
            line.goes_on = self._breaks == 1
            line.indent = self._lists
            self._seen.append(line)
            self._parted = False
            self._breaks = 0


def _walk(tree: HtmlElement) -> Iterator[tuple[Literal["start", "end", "other"], HtmlElement]]:
    """The beginnings and ends of elements, and comments and the like between them.

    As `etree.iterwalk` gives them, whose time grows with the square of the comments in a row.
    """
    within: list[HtmlElement] = []
    for element in tree.iter():
        parent = element.getparent()
        while within and within[-1] is not parent:
            yield "end", within.pop()
        if isinstance(element.tag, str):
            within.append(element)
            yield "start", element
        else:
            yield "other", element
    while within:
        yield "end", within.pop()


def _is_inline(element: HtmlElement) -> bool:
    if element.tag not in _INLINE:
        return False
    style = element.get("style")
    return style is None or _BLOCK.search(style) is None


def _cells_of_row(row: HtmlElement) -> frozenset[HtmlElement]:
    """The cells of a row that hold a few words each; none where a table only lays out a page."""
    cells = list(row)
    if not 1 < len(cells) <= _MOST_CELLS:
        return frozenset()
    for cell in cells:
        if cell.tag not in _CELLS:
            return frozenset()
        inside = {one.tag for one in cell.iterdescendants("*")}
        if not inside <= _IN_CELLS:
            return frozenset()
        # How markup within a cell is indented says nothing of its words.
        texts = map(str.strip, cell.itertext()) if inside - _INLINE else cell.itertext()
        if sum(map(len, texts)) > _LONGEST_CELL:
            return frozenset()
    return frozenset(cells)


def _is_parted_from_span(element: HtmlElement) -> bool:
    """Whether a part of a heading stands beside a span, as the headline beside its label."""
    before, parent = element.getprevious(), element.getparent()
    if before is None or before.tag != "span" or before.tail or parent is None:
        return False
    parts = ("".join(one.itertext()).strip() for one in (before, element))
    return parent.tag in _HEADINGS and all(len(part) >= _LEAST_PART for part in parts)


class Extracted:
    """What the extractor takes for text, which tells of other texts whether they are that.

    Attributes:
        text: What it takes.
        share_shown: How much of it, by runs of words and from 0 to 1, stands in the texts that
            were judged; 1 where it has too few to say.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        lines = [_WORD.findall(line) for line in text.lower().splitlines()]
        self._runs = set(_runs([word for line in lines for word in line]))
        # A few words may stand anywhere in it by chance, but hardly as a paragraph of their own.
        self._lines = {" ".join(line) for line in lines} if any(lines) else set()
        self.share_shown = 1.0

    def judge(self, texts: Iterable[str]) -> list[bool | None]:
        """Say of each block of a page whether it is the article's text.

        Returns:
            Whether the extractor takes each for text; None for all where it takes nothing.
        """
        shown: set[tuple[str, ...]] = set()
        verdicts: list[bool | None] = []
        for text in texts:
            words = _WORD.findall(text.lower())
            own = _runs(words)
            found = [run for run in own if run in self._runs]
            shown.update(found)
            if len(words) < _RUN + 2:
                verdicts.append(bool(words) and " ".join(words) in self._lines)
            else:
                verdicts.append(len(found) >= _LEAST * len(own))
        if len(self._runs) >= _TELLING:
            self.share_shown = len(shown) / len(self._runs)
        return verdicts if self._lines else [None] * len(verdicts)


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[at:] for at in range(_RUN)), strict=False))


def extract(tree: HtmlElement, characters: int, marked: int) -> str:
    """What the extractor takes for the text of a page's article; empty where it finds none.

    Args:
        tree: The page; it is changed.
        characters: How many its source has.
        marked: How many those have that it shows in elements for paragraphs; 0 where most of its
            text is elsewhere.
    """
    texts = _texts_of(tree, characters)
    if texts is None or _tables_nested(tree) > _MOST_TABLES:
        return ""
    _take_out_unread(tree)
    if texts > _MOST_TEXTS:
        # So it does without a library whose time grows with the square of the texts.
        return _extracted(tree, fast=True)
    # Its own way takes half of the time, and finds what stands in elements for paragraphs. What
    # it does then is for other pages.
    text = _extracted(tree, fast=True, prune_xpath=_ASIDE) if marked else ""
    return text if marked and len(text) >= _FOUND * marked else _extracted(tree)


def _take_out_unread(tree: HtmlElement) -> None:
    """Take out what the extractor removes first of all, or should, and walks by till then.

    Of scripts it reads those that say what is on the page.
    """
    said = [one for one in tree.iter("script") if "ld+json" in one.get("type", "").lower()]
    for script in said:
        script.tag = "data"
    etree.strip_elements(tree, *_UNREAD, with_tail=False)
    for script in said:
        script.tag = "script"


def _extracted(tree: HtmlElement, **how: Any) -> str:
    try:
        document = trafilatura.bare_extraction(tree, include_comments=False, **how)
    except _STUMBLES:
        # A page that it stumbles over is left to the rules.
        return ""
    return getattr(document, "text", None) or ""


def _texts_of(tree: HtmlElement, source: int) -> int | None:
    """How many elements have text of their own; None where all is more than the extractor's.

    Of most pages it is seen without a look at each element that there are few enough.

    Args:
        source: The characters of the page's source.
    """
    nodes = int(_NODES(tree))
    if nodes <= _MOST_TEXTS and source <= _MOST_CHARACTERS and not _DEEP(tree):
        return nodes
    elements = characters = texts = around = nested = 0
    for event, element in _walk(tree):
        if event == "end":
            around -= 1
            continue
        around += event == "start"
        elements += 1
        nested += around
        texts += element.tag in _HOLDS_TEXT and bool(element.text)
        characters += len(element.text or "") + len(element.tail or "")
        characters += len(element.get("class") or "") + len(element.get("id") or "")
        if elements > _MOST_ELEMENTS or characters > _MOST_CHARACTERS or nested > _MOST_NESTED:
            return None
    return texts


def _tables_nested(tree: HtmlElement) -> int:
    """The most tables that stand inside each other, or how many there are if these are few."""
    tables = int(_TABLES(tree))
    if tables <= _MOST_TABLES:
        return tables
    deepest = depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end"), tag="table"):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
