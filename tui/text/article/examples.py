"""Rules, frames of wire credits and whole pages tried on what must come out.

Each rule and frame carries examples, so that whoever changes one learns at once what it breaks:
the tests and `compare rules test` try all of them here. A rule is tried in the company that it
has on a page, since most of them ask for a place in or around an article that other rules find.
How its examples are written, the rule says itself (`example_as`).
"""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from tui.text.article.credit import Candidate
from tui.text.chrome.body import BodyRule
from tui.text.chrome.draft import Draft
from tui.text.chrome.headline import HeadlineRule
from tui.text.chrome.recurrence import recurrence_of, texts_of
from tui.text.page.model import Block, Markup, Page, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.text.article.credit import CreditFrame, WireServices
    from tui.text.article.read import LineTrace
    from tui.text.chrome.draft import Line
    from tui.text.chrome.lexicon import Lexicon
    from tui.text.chrome.recurrence import Recurrence
    from tui.text.chrome.rules import ChromeSettings, RuleKind


ACTED_ON = ">>"
"""What the lines of an example begin with that the rule must act on."""


NEXT_PAGE = "---"
"""The line that parts two pages in an example of what recurs."""


CONTINUES = "…"
"""What follows the beginning of a line that is not given whole."""


_LEFT = "must be left alone"


_HEADLINE = "Council agrees to rebuild the old bridge"


_PROSE = (
    "The council agreed on Tuesday to rebuild the old bridge that the flood took away in spring.",
    "Work is to begin in May, and the engineers expect that it will take them about two years.",
    "Until then a ferry takes people across the river, every hour and free of any charge.",
)


_STAGES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    ((), _PROSE),
    ((_HEADLINE,), _PROSE),
    ((_HEADLINE, _PROSE[0]), _PROSE[1:]),
    ((_HEADLINE, *_PROSE), ()),
)


class ExampleFailure(NamedTuple):
    """An example that a rule fails: where in the rule it stands, the text, what is wrong."""

    where: tuple[str | int, ...]
    text: str
    reason: str


def rule_failures(rule: RuleKind, chrome: ChromeSettings) -> Iterator[ExampleFailure]:
    """Try a rule on its examples.

    A text of several lines is a page, or several pages for a rule about what recurs on them.
    So is a single line, unless the rule asks for a place in or around an article: then it is
    tried above, within and below a made-up one.

    Args:
        chrome: The rules among which it stands, itself included or not.

    Yields:
        The examples that fail, in order.
    """
    on, off = rule.acts_on, "drop" if rule.acts_on == "keep" else "keep"
    for index, text in enumerate(getattr(rule.examples, on)):
        if missed := _missed(rule, chrome, text.splitlines()):
            yield ExampleFailure(("examples", on, index), *missed)
    for index, text in enumerate(getattr(rule.examples, off)):
        for line, acted in zip(*_tried(rule, chrome, text.splitlines()), strict=True):
            if acted:
                yield ExampleFailure(("examples", off, index), line, _LEFT)


def _missed(rule: RuleKind, chrome: ChromeSettings, lines: list[str]) -> tuple[str, str] | None:
    """The first line that the rule treats wrongly in a text that is for it, and how it should."""
    must = "must be kept" if rule.acts_on == "keep" else "must be dropped"
    marked = any(line.startswith(ACTED_ON) for line in lines)
    wanted = [line.startswith(ACTED_ON) for line in lines if line.strip() not in ("", NEXT_PAGE)]
    texts, acted = _tried(rule, chrome, lines)
    if not marked:
        return None if any(acted) else (texts[0] if texts else "", must)
    for text, want, did in zip(texts, wanted, acted, strict=True):
        if want != did:
            return text, must if want else _LEFT
    return None


def _tried(
    rule: RuleKind, chrome: ChromeSettings, lines: list[str]
) -> tuple[list[str], list[bool]]:
    """The lines of an example, without marks, and on which of them the rule acts."""
    match rule.example_as:
        case "html":
            return _tried_as_html(rule, chrome, lines)
        case "pages":
            return _tried_as_pages(rule, chrome, lines)
        case "lines":
            return _tried_as_lines(rule, chrome, lines)


def _tried_as_lines(
    rule: RuleKind, chrome: ChromeSettings, lines: list[str]
) -> tuple[list[str], list[bool]]:
    bare = _bare(lines)
    if len(bare) == 1 and rule.needs_body:
        before = _before(rule, chrome)
        finders = [other for other in before if isinstance(other, BodyRule | HeadlineRule)]
        stages = (
            _acts([*finders, rule], chrome, _page([*above, *bare, *below]))[len(above)]
            for above, below in _STAGES
        )
        return bare, [any(stages)]
    company = _before(rule, chrome) if rule.needs_body else []
    return bare, _acts([*company, rule], chrome, _page(bare))


def _tried_as_pages(
    rule: RuleKind, chrome: ChromeSettings, lines: list[str]
) -> tuple[list[str], list[bool]]:
    bare = _bare(lines)
    pages = [_page(list(group)) for parts, group in groupby(bare, NEXT_PAGE.__eq__) if not parts]
    common = recurrence_of(list(map(texts_of, pages)), chrome.recurrence, "example.com")
    acted = [did for page in pages for did in _acts([rule], chrome, page, common)]
    return [line for line in bare if line != NEXT_PAGE], acted


def _tried_as_html(
    rule: RuleKind, chrome: ChromeSettings, lines: list[str]
) -> tuple[list[str], list[bool]]:
    marked = [example_markup(line.removeprefix(ACTED_ON)) for line in lines if line.strip()]
    blocks = tuple(
        Block(text, at, at, 0, text, markup=markup)
        for at, (text, markup) in enumerate(marked, start=1)
    )
    texts = [text for text, _ in marked]
    company = _before(rule, chrome) if rule.needs_body else []
    page = Page("example", "", "utf-8", tuple(texts), blocks)
    return texts, _acts([*company, rule], chrome, page)


def _bare(lines: list[str]) -> list[str]:
    return [fold(line.removeprefix(ACTED_ON)) for line in lines if line.strip()]


def _before(rule: RuleKind, chrome: ChromeSettings) -> list[RuleKind]:
    """The rules that run before a rule; all of them where it is not among them."""
    names = [other.name for other in chrome.rules]
    before = chrome.rules[: names.index(rule.name) if rule.name in names else len(names)]
    return [other for other in before if other.enabled]


def _acts(
    rules: Sequence[RuleKind], chrome: ChromeSettings, page: Page, common: Recurrence | None = None
) -> list[bool]:
    """On which lines of a page the last of some rules acts."""
    draft = Draft(page, chrome.sentences, _lexicon(rules, chrome))
    draft.recurrence = common
    for rule in rules[:-1]:
        rule.run(draft)
    before = [_state(line, draft) for line in draft.lines]
    rules[-1].run(draft)
    if isinstance(rules[-1], BodyRule):
        # It keeps what it finds; what it takes is the rest of the page.
        draft.close()
        return [line.taken_by == rules[-1].name for line in draft.lines]
    return [_state(line, draft) != old for line, old in zip(draft.lines, before, strict=True)]


def _lexicon(rules: Sequence[RuleKind], chrome: ChromeSettings) -> Lexicon:
    """What reads the wordings of some rules; that of all rules where they are among them."""
    # A rule asks for its own wordings only, and compiling takes longer than all else here.
    known = set(map(id, chrome.rules))
    if all(id(rule) in known for rule in rules):
        return chrome.lexicon
    return msgspec.structs.replace(chrome, rules=tuple(rules)).lexicon


def _state(line: Line, draft: Draft) -> tuple[object, ...]:
    """What a rule can change about a line."""
    inside = draft.first is not None and draft.last is not None
    inside = inside and draft.first <= line.index <= draft.last  # type: ignore[operator]
    stops = line.index in draft.stops
    return (line.taken_by, line.kept_by, line.role, line.cost, line.trimmed, inside, stops)


def _page(texts: Sequence[str]) -> Page:
    blocks = tuple(Block(text, at, at, 0, text) for at, text in enumerate(texts, start=1))
    return Page("example", "", "utf-8", tuple(texts), blocks)


def frame_failures(frame: CreditFrame, services: WireServices) -> Iterator[ExampleFailure]:
    """Try a frame on its examples, each as a paragraph of every part it is looked for in.

    Yields:
        The texts under `drop` in which it finds no credit, and those under `keep` in which it
        does.
    """
    for index, text in enumerate(frame.examples.drop):
        if not _finds(frame, services, text):
            yield ExampleFailure(("examples", "drop", index), text, "must be a credit")
    for index, text in enumerate(frame.examples.keep):
        if _finds(frame, services, text):
            yield ExampleFailure(("examples", "keep", index), text, "must be no credit")


def _finds(frame: CreditFrame, services: WireServices, text: str) -> bool:
    candidates = [Candidate(part, text, (1, 1), 0) for part in frame.parts]
    return any(credit.frame == frame for credit in services.recogniser.find(candidates))


class Misjudged(NamedTuple):
    """A line that came out wrong: where it is asked for, the rule that decided, and how."""

    wish: Literal["keep", "drop"]
    at: int
    text: str
    rule: str | None
    reason: str


def misjudged(
    traces: Sequence[LineTrace], keep: Sequence[str], drop: Sequence[str]
) -> Iterator[Misjudged]:
    """Compare what became of a page's lines with what must.

    Args:
        keep: Lines that must be kept, each as its text or its beginning and `…`.

    Yields:
        What came out wrong, in the order in which it was asked for.
    """
    wishes: tuple[tuple[Literal["keep", "drop"], Sequence[str]], ...] = (
        ("keep", keep),
        ("drop", drop),
    )
    for wish, texts in wishes:
        for index, text in enumerate(texts):
            asked = [trace for trace in traces if _is(trace.text, fold(text))]
            if not asked:
                yield Misjudged(wish, index, text, None, "is not a line of the page")
            wrong = next((trace for trace in asked if trace.kept != (wish == "keep")), None)
            if wrong and wish == "keep":
                yield Misjudged(wish, index, text, wrong.rule, "must be kept, and is dropped")
            elif wrong:
                reason = f"must be dropped, and is kept as {wrong.role}"
                yield Misjudged(wish, index, text, wrong.rule, reason)


def _is(line: str, text: str) -> bool:
    beginning = text.removesuffix(CONTINUES)
    return line == text or (beginning != text and line.startswith(beginning.rstrip()))


def example_markup(html: str) -> tuple[str, Markup]:
    """Read a line of an example: the text, and what it stands in.

    Args:
        html: A text in elements. `<main>` stands for what the extractor takes for text.
    """
    reader = _Example()
    reader.feed(html)
    reader.close()
    return reader.read()


class _Example(HTMLParser):
    """Reads one text and the elements around it."""

    def __init__(self) -> None:
        super().__init__()
        self._open: list[str] = []
        self._inside: tuple[str, ...] = ()
        self._names: set[str] = set()
        self._pieces: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go into an element."""
        self._open.append(tag)
        self._names.update(word for _, value in attrs for word in (value or "").lower().split())

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if tag in self._open:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        """Take some text."""
        if data.strip():
            self._inside = self._inside or tuple(tag for tag in self._open if tag != "a")
            self._pieces.append((data, "a" in self._open))

    def read(self) -> tuple[str, Markup]:
        """Give the text, and what it stands in."""
        text = " ".join("".join(piece for piece, _ in self._pieces).split())
        linked = sum(len(piece) for piece, link in self._pieces if link)
        share = linked / max(1, sum(len(piece) for piece, _ in self._pieces))
        extracted = "main" in self._inside
        inside = tuple(tag for tag in self._inside if tag != "main")
        holder = next((tag for tag in reversed(inside) if tag not in ("p", "li")), "")
        return text, Markup(inside, frozenset(self._names), holder, share, extracted)
