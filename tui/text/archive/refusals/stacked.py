"""Articles that somebody put one below the other, with nothing but headlines and days between.

Nothing in such a file says where one ends, so that it is refused. Told is only what is plain: the
file begins with a headline, and more than one headline has a line with a day or a byline beside it
and a text below that is long enough for an article. Pages of one article have headings too, lists
of others with their days, readers' comments and updates, and are not to be taken for several.
"""

from __future__ import annotations

import html
import re
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from tui.text.words.scripts import beyond_ascii

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui.text.archive.model import PartParagraph
    from tui.text.archive.settings import ExportSettings


class StackedLine(NamedTuple):
    """A line or paragraph.

    Attributes:
        text: Its text.
        heading: What heading it is set as, if it is one.
        is_apart: Whether a rule or much white is above it.
        is_byline: Whether somebody's name signs what is below.
    """

    text: str
    heading: str = ""
    is_apart: bool = False
    is_byline: bool = False


class _Section(NamedTuple):
    """A headline, how it is set, the line with a day by it, and how long what is below it is.

    It is `marked` if something else is by it too, as an outlet, `signed` if that is a byline.
    """

    title: str
    heading: str
    day: str
    lengths: list[int]
    is_marked: bool = False
    is_signed: bool = False
    is_apart: bool = False

    def is_article(self, *, marked: bool) -> bool:
        """Whether there is as much below it as an article has, if all of them are marked or not."""
        paragraphs, words = _LEAST_MARKED if marked else _LEAST
        return bool(self.title) and len(self.lengths) >= paragraphs and sum(self.lengths) >= words


_LEAST_MARKED, _LEAST = (2, 90), (3, 150)
"""Paragraphs and words of an article in such a file: headings with nothing but a day may be those
of a chronicle, of chapters or of comments, which are shorter."""


_LONG_TITLE, _LONG_TEXT = 8, 150
"""Words of a second headline, and of both texts, from which on they are no box in an article."""


_CARD = 14
"""The most words of a line that has an outlet, a day or a byline."""


_LONGEST_CARD = 200
"""Characters of such a line."""


_PROSE = 18
"""Words from which on a line is text."""


_LONGEST_TITLE = 30
"""Words of a first line from which on it is text, and no headline."""


_SENTENCE = 9
"""Words from which on a line with a full stop is text; headlines ask and exclaim."""


_MOST_ABOVE = 5
"""Lines above a text of which one is its headline and one has its day."""


_DAY = re.compile(
    r"(?<!\d)(?:\d{4}[-./年]\s?\d{1,2}[-./月]\s?\d{1,2}(?!\d)日?"
    r"|\d{1,2}[-./]\s?\d{1,2}[-./]\s?(?:19|20)\d\d(?!\d)"
    r"|\d{1,2}(?:st|nd|rd|th|er|º)?[.,]?\s+(?:de\s+)?[^\W\d_]{3,12}[.,]?\s+(?:del?\s+)?(?:19|20)\d\d"
    r"|[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d)"
)
"""A day with its year."""


_SPAN = re.compile(rf"\s*(?:[-–—]|[^\W\d_]{{1,3}})\s*{_DAY.pattern}")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_TIME = re.compile(r"\b\d{1,2}[:.h]\d\d\b")
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_RULE = re.compile(r"[-=_*~#•·–—\s]{3,}")
_NUMBERED = re.compile(r"\W?\w{1,4}[.):]|\d")
_CAPITALS = 0.9
_ENDS = (".", "…", "。", ".”", '."', ".“", ".»", ".’")


def stacked_in_text(text: str, exports: ExportSettings) -> str:
    """Why a file in plain text holds several articles that nothing parts; empty where it is one."""
    return _told(_sections(_text_lines(text, exports)), _HOW_TO_PART)


def stacked_in_document(lines: Iterable[StackedLine], exports: ExportSettings) -> str:
    """The same of the paragraphs of a document, which says what its headings are."""
    lines = tuple(_signed(lines, exports))
    below = sorted({line.heading for line in lines if line.heading} - {_TITLE})
    return next((told for one in below or [_TITLE] if (told := _told_at(one, lines))), "")


def _told_at(level: str, lines: Iterable[StackedLine]) -> str:
    """The same where headings of one level, below the title, are those of articles."""
    only = (
        line if line.heading in (level, _TITLE) else line._replace(heading="") for line in lines
    )
    return _told(_sections(only), _HOW_TO_PART)


def stacked_in_print(
    texts: Iterable[tuple[PartParagraph, float]],
    edges: Iterable[PartParagraph],
    exports: ExportSettings,
) -> str:
    """The same of the paragraphs of a PDF, which can be parted by nobody.

    Args:
        texts: Those of its text with the size of their letters; the headline is the first.
        edges: What recurs on its pages, which may be the outlet and day of one article each.
    """
    texts, edges = tuple(texts), tuple(edges)
    days = {match[0] for one in edges if (match := _DAY.search(one.text))}
    dated = [(one, 0.0) for one in edges if _is_card(one.text)] if len(days) > 1 else []
    usual = median(size for _, size in texts) if texts else 0.0
    headline = texts[0][1] if texts and texts[0][1] > _LARGE * usual else float("inf")
    lines: list[StackedLine] = []
    for one, size in sorted((*dated, *texts), key=lambda one: one[0].at):
        heading = "large" if size >= headline else ""
        if heading and lines and lines[-1].heading:
            # The end of a page parts the lines of a headline.
            lines[-1] = StackedLine(f"{lines[-1].text} {one.text}", heading)
        else:
            lines.append(StackedLine(one.text, heading))
    return _told(_sections(_signed(lines, exports)), _SAVE)


_LARGE = 1.1
"""Times the usual size of letters from which on they are those of a headline."""


def stacked_in_html(text: str, exports: ExportSettings) -> str:
    """The same of a page; only headings that lead to pages of their own, or the highest, count."""
    if _WITHIN_SITE.search(text) is None:
        # A document that was saved as a page has no menus.
        return _told(_sections(_signed(_html_lines(text, "h1 h2 h3"), exports)), _SAVE)
    if len(_HEADLINES.findall(text)) < 2:
        return ""
    by_heading: dict[str, list[_Section]] = {}
    for one in _sections(_html_lines(text), is_page=True):
        by_heading.setdefault(one.heading, []).append(one)
    dated = (ones for ones in by_heading.values() if all(one.day for one in ones))
    return next((told for ones in dated if (told := _told(ones, _SAVE))), "")


def _signed(lines: Iterable[StackedLine], exports: ExportSettings) -> Iterator[StackedLine]:
    """The lines, with those marked that are bylines."""
    for line in lines:
        yield line._replace(is_byline=True) if _is_byline(line.text, exports) else line


def _is_byline(text: str, exports: ExportSettings) -> bool:
    return len(text) < _LONGEST_CARD and word_count(text) <= _CARD and exports.is_byline(text)


_TITLE = "title"
"""What a document's own title is set as."""


_WITHIN_SITE = re.compile(r"(?i)<a\b[^<>]*\bhref\s*=\s*[\"']?[/#.]|<nav\b|<meta\b[^<>]*\bog:")


_HEADLINES = re.compile(r"(?i)<h1\b|<h[23]\b[^<>]*>\s*(?:<(?:span|strong)\b[^<>]*>\s*)?<a\b")


_SAVE = "save each one separately"


_HOW_TO_PART = (
    f"{_SAVE}, or write `Title:` before each headline and a line `Date:` with the day below it"
)


def _told(sections: Sequence[_Section], help_: str) -> str:
    count = len(sections)
    marked = all(one.is_marked for one in sections)
    whole = [one for one in sections if one.is_article(marked=marked)]
    # Comments have names and days above them as well, but few are as long.
    if len(whole) < 2 or len(whole) * 4 < count * 3:
        return ""
    if not (_are_dated(sections) or _are_signed(sections) or _read_as_headlines(sections)):
        return ""
    return (
        "looks like several articles one below the other (the second begins with "
        f"“{sections[1].title[:60]}”); {help_}"
    )


def _are_dated(sections: Sequence[_Section]) -> bool:
    """Whether each headline has its day; updates of one article have the times of one day."""
    days = {match[0] for one in sections if (match := _DAY.search(one.day))}
    timed = {_TIME.search(one.day) is not None for one in sections}
    # Comments have their times, where the article has none.
    alike = len(timed) == 1 and not (len(days) == 1 and True in timed)
    return alike and all(one.day for one in sections) and not _looks_back(sections)


def _looks_back(sections: Sequence[_Section]) -> bool:
    """Whether the days below the first are of years before: those of which an article tells."""
    years = [int(match[0]) for one in sections if (match := _YEAR.search(one.day))]
    marked = all(one.is_marked for one in sections)
    return not marked and len(years) == len(sections) > 1 and years[0] > max(years[1:])


def _are_signed(sections: Sequence[_Section]) -> bool:
    """Whether each headline has its byline; a box in an article has a short one, and few words."""
    first, second = sections[:2]
    if not all(one.is_signed for one in sections):
        return False
    if len(sections) > 2:
        return True
    is_told = second.is_apart or len(second.title.split()) >= _LONG_TITLE
    return is_told and min(sum(first.lengths), sum(second.lengths)) >= _LONG_TEXT


def _read_as_headlines(sections: Sequence[_Section]) -> bool:
    """Whether headings without days are headlines, and not those of the sections of one article."""
    lengths = [len(one.title.split()) for one in sections]
    asks = any(one.title.endswith(("?", ":")) or _NUMBERED.match(one.title) for one in sections)
    levels = {one.heading for one in sections}
    if len(levels) > 1 or "" in levels or any(one.day for one in sections):
        return False
    if len({one.is_marked for one in sections}) > 1:
        # Only the first one has a byline: the others are its subheads.
        return False
    long = min(lengths) >= 5 and sum(lengths) >= 7 * len(lengths)
    return long and not asks and all(len(one.lengths) > 2 for one in sections)


def word_count(text: str) -> int:
    """How many words there are; two letters count as one where no spaces part them."""
    letters = 0 if text.isascii() else len(_CJK.findall(beyond_ascii(text)))
    return letters // 2 if letters > len(text) // 3 else len(text.split())


def _is_prose(line: StackedLine, words: int) -> bool:
    ends = line.text.endswith(_ENDS)
    return not line.heading and (words >= _PROSE or (words >= _SENTENCE and ends))


def _has_day(line: StackedLine) -> bool:
    return _is_card(line.text)


def _is_card(text: str) -> bool:
    if len(text) >= _LONGEST_CARD or word_count(text) > _CARD:
        return False
    found = _DAY.search(text)
    # From one day to another: a study, or a life.
    return found is not None and not _SPAN.match(text, found.end())


def _sections(lines: Iterable[StackedLine], *, is_page: bool = False) -> list[_Section]:
    """The headlines of a file with what is below each; none where it begins with no headline."""
    found: list[_Section] = []
    run: list[StackedLine] = []
    last = StackedLine("")
    for line in lines:
        if line.is_byline and found and not run and _is_long_title(last):
            run = [last]
            found[-1].lengths.pop()
        last = line
        words = word_count(line.text)
        opens = not (run or found or is_page) and words < _LONGEST_TITLE
        if opens or not _is_prose(line, words):
            run.append(line)
            if len(run) > _MOST_ABOVE and not found and not is_page:
                # Most pages begin with their site's menu.
                return []
            continue
        if run or not found:
            begun = _headline_on_page(run) if is_page else _headline(run, is_first=not found)
            if begun is not None:
                found.append(begun)
            elif not found and not is_page:
                return []
        run = []
        if found:
            found[-1].lengths.append(words)
    return found


def _headline(run: Sequence[StackedLine], *, is_first: bool) -> _Section | None:
    """The headline in the lines above a text; the first of a file has nothing above it."""
    run = run[-_MOST_ABOVE:]
    days = [at for at, line in enumerate(run) if _has_day(line)]
    signs = [at for at, line in enumerate(run) if line.is_byline]
    # Updates are signed as well, beside their time.
    is_signed = bool(signs) and not any(_TIME.search(line.text) for line in run)
    day = run[days[-1]].text if days else ""
    apart = any(line.is_apart for line in run)
    if (top := _top(run)) is not None:
        # Below the title of all, headings are those of its sections.
        level = next(line.heading for line in run if line.heading)
        marked = _is_marked(run, top, days)
        return _Section(top.text, level, day, [], marked, is_signed, apart)
    cards = days or signs
    if not cards:
        return None
    card = cards[-1]
    named = [at for at, line in enumerate(run) if _is_title(line)]
    above = [at for at in named if at < card]
    if above:
        title = above[0] if is_first else above[max(0, len(above) - 2)]
        if is_first and title > 0:
            return None
        marked = _is_marked(run, run[title], days)
        return _Section(run[title].text, "", day, [], marked, is_signed, apart)
    # A day above a headline is an outlet's; updates have their times, and a chronicle its days.
    said = _DAY.sub("", day)
    if (
        named
        and named[0] == card + 1
        and re.search(r"[^\W\d_]{2}", said)
        and not _TIME.search(said)
    ):
        return _Section(run[named[0]].text, "", day, [], True, is_signed, apart)
    # Days without headlines are those of a chronicle.
    return None if is_first or not days else _Section("", "", day, [])


def _is_marked(run: Sequence[StackedLine], title: StackedLine, days: Sequence[int]) -> bool:
    """Whether there is more below a headline than a day and a time."""
    day = days[-1] if days else -1
    first = next(at for at, line in enumerate(run) if line is title) + 1
    if any(at != day for at in range(first, len(run))):
        return True
    said = run[day].text if days else ""
    return _TIME.search(said) is None and re.search(r"[^\W\d_]{3}", _DAY.sub("", said)) is not None


def _headline_on_page(run: Sequence[StackedLine]) -> _Section | None:
    """The headline in the lines above a text of a page, on which much else stands."""
    if (top := _top(run)) is None:
        return None
    below = run[run.index(top) + 1 :][:_MOST_ABOVE]
    day = next((line.text for line in below if _has_day(line)), "")
    return _Section(top.text, top.heading, day, [], is_marked=True)


def _top(run: Sequence[StackedLine]) -> StackedLine | None:
    """The last line of several that is set as a headline and as long as one."""
    below = StackedLine("")
    for line in reversed(run):
        if line.heading and (word_count(line.text) > 3 or below.is_byline):
            return line
        below = line
    return None


def _is_long_title(line: StackedLine) -> bool:
    """Whether a line above a byline is a headline that was taken for text, as long as it is."""
    return not line.text.endswith((*_ENDS, ":", ",")) and word_count(line.text) < _LONGEST_TITLE


def _is_title(line: StackedLine) -> bool:
    return (
        word_count(line.text) > 3
        and not line.is_byline
        and not _has_day(line)
        and not line.text.endswith((":", ","))
    )


def _text_lines(text: str, exports: ExportSettings) -> Iterator[StackedLine]:
    """The lines of a text, those of a paragraph that was wrapped put together."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    # Where as much white is between paragraphs, it says nothing.
    is_wide = 3 * text.count("\n\n\n") > text.count("\n\n")
    ruled = False
    for far, block in _blocks(text):
        lines = [line.strip() for line in block.split("\n") if not _RULE.fullmatch(line)]
        ruled = ruled or not lines or _RULE.fullmatch(block.partition("\n")[0]) is not None
        if len(lines) > 1 and _are_wrapped(lines, exports):
            lines = [" ".join(lines)]
        for at, line in enumerate(lines):
            if not line:
                continue
            apart = at == 0 and (ruled or (far and not is_wide))
            if line.startswith("# ") and len(lines) == 1:
                yield StackedLine(line[2:].strip(), "#", apart)
                continue
            alone = far and not is_wide and at == 0 and len(lines) == 1 and _in_capitals(line)
            plain = line.lstrip("#").strip("*_ ") or line
            signed = _is_byline(plain, exports)
            yield StackedLine(plain, "capitals" if alone and not signed else "", apart, signed)
        ruled = ruled and not lines


def _are_wrapped(lines: Sequence[str], exports: ExportSettings) -> bool:
    """Whether lines are those of one paragraph, and none of the first is a card of its own."""
    longest = max(map(len, lines))
    if not 50 <= longest <= 120 or min(map(len, lines[:-1])) < longest * 0.6:
        return False
    return not any(_is_card(one) or _is_byline(one, exports) for one in lines[:3])


def _blocks(text: str) -> Iterator[tuple[bool, str]]:
    """What blank lines part, and whether more than one of them, or nothing, is above."""
    at, far = 0, True
    # One by one, as most files are told by their first lines.
    for blank in BLANK_LINES.finditer(text):
        yield far, text[at : blank.start()]
        at, far = blank.end(), blank[0].count("\n") > 2
    yield far, text[at:]


BLANK_LINES = re.compile(r"\n[ \t\xa0]*\n\s*")
"""What parts paragraphs of plain text."""


def _in_capitals(line: str) -> bool:
    letters = [letter for letter in line if letter.isalpha()]
    return len(letters) > 15 and sum(map(str.isupper, letters)) > _CAPITALS * len(letters)


_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)([^<>]*)>")


_LEADS = re.compile(r"(?i)\bhref\s*=\s*[\"']?[^#\s\"'<>]")
"""A link to another page, not to a place on this one."""


_NOT_SHOWN = frozenset(
    {"script", "style", "noscript", "template", "svg", "nav", "aside", "footer", "title"}
)
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span"}
    | {"strong", "sub", "sup", "u"}
)


def _html_lines(text: str, plain: str = "h1") -> Iterator[StackedLine]:
    """What a page shows, line by line, with the headings that may be headlines of articles.

    Args:
        plain: The headings that may be, though they lead nowhere.
    """
    at, hidden, shown, level, leads = 0, "", [], "", False
    for match in _TAG.finditer(text):
        closes, name, said = match[1] == "/", match[2].lower(), match[3]
        if hidden:
            hidden = "" if closes and name == hidden else hidden
            at = match.end()
            continue
        shown.append(text[at : match.start()])
        at = match.end()
        leads = leads or (name == "a" and _LEADS.search(said) is not None)
        if name in _INLINE:
            continue
        yield from _shown(shown, level if leads or level in plain else "")
        shown, leads = [], False
        level = name if name in ("h1", "h2", "h3") and not closes else ""
        hidden = name if name in _NOT_SHOWN and not closes else ""
    yield from _shown([*shown, text[at:]])


def _shown(pieces: Iterable[str], heading: str = "") -> Iterator[StackedLine]:
    text = " ".join(html.unescape("".join(pieces)).split())
    if text:
        yield StackedLine(text, heading)
