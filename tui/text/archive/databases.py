"""Files that are exports of press databases, as parts; and documents that are one draft each.

Whether a document of a word processor is an export shows only in its text, so it is read to be
told, and what was read is kept until its parts are asked for. What reads either is loaded where it
is needed, as every page in plain text is looked at here.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from tui.text.archive.model import Census, Part, PartParagraph, Unread
from tui.text.archive.refusals.pasted import pasted_pages
from tui.text.archive.refusals.stacked import StackedLine, stacked_in_document, stacked_in_text
from tui.text.archive.refusals.unknown import unknown_articles, unknown_page
from tui.text.archive.settings import layout_of, printed_articles
from tui.text.chrome.rule import phrases_of
from tui.text.page.decode import NotTextError, decode
from tui.text.page.model import Metadata, PageError, check_lines_in_all, check_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tui.text.archive.documents import Manuscript
    from tui.text.archive.exports import Export, ExportedArticle
    from tui.text.archive.lines import SourceLine
    from tui.text.archive.model import Piece, Source
    from tui.text.archive.pdf import Leaf, PrintedLine
    from tui.text.archive.settings import (
        Compiled,
        ExportLayout,
        ExportSettings,
        Made,
    )
    from tui.text.model import Role


NO_ARTICLE = "looks like an export of a press database, but has no article in it"


_LETTERS = re.compile(r"\W+")
_FEW_WORDS = 8
_LONGEST_FIELD = 60


def export_parts(source: Source) -> Iterator[Piece]:
    """The articles of an export in plain text or HTML.

    Raises:
        PageError: It cannot be decoded.
    """
    text, encoding, made = _decoded(source, source.read())
    layout = layout_of(text, made, source.settings.exports)
    if layout is None:
        raise PageError(source.path, NO_ARTICLE)
    if made == "html":
        check_tags(text, source.path)
    check_lines_in_all(text, source.path)
    cut = made == "html" and "<html" in text[:2000].lower() and "</html" not in text[-2000:].lower()
    for piece in _pieces(source, layout, made, text, encoding):
        if cut and isinstance(piece, Census):
            yield replace(piece, broken=piece.broken or _CUT)
        else:
            yield piece


_CUT = "ends in the middle; articles may be missing at its end; export or copy it again"


def export_layout(source: Source) -> ExportLayout | None:
    """The layout that a file in plain text or HTML is an export of, by how it begins and ends.

    A list of what it holds may be longer than what is looked at of its beginning.
    """
    ends = _ends(source)
    return None if ends is None else layout_of(*ends, source.settings.exports)


def _ends(source: Source) -> tuple[str, Made] | None:
    """How a file in plain text or HTML begins and ends; None where it is neither."""
    kept = source.kept.get("ends")
    if isinstance(kept, tuple):
        return kept
    try:
        text, _, made = _decoded(source, source.ends)
    except PageError:
        return None
    source.kept["ends"] = (text, made)
    return text, made


def unknown_export(source: Source) -> str | None:
    """Why a file is an export of a database that no layout is of, if it is one."""
    text, made = _ends(source) or ("", "text")
    source.kept.pop("ends", None)
    if made == "text":
        exports = source.settings.exports
        unknown = unknown_articles(text, exports) or stacked_in_text(text, exports)
        return unknown or pasted_pages(text) or None
    return unknown_page(text, source.settings)


def kept_document(source: Source) -> Manuscript:
    """A document that was read to tell its kind, or is read now.

    Raises:
        PageError: It cannot be read.
    """
    from tui.text.archive.documents import Manuscript, document_of

    document = source.kept.pop("document", None)
    if isinstance(document, PageError):
        raise document
    if not isinstance(document, Manuscript):
        document = document_of(source, source.made or "docx")
    return document


def holds_export(source: Source) -> bool:
    """Whether a document of a word processor is an export; it is read for that."""
    from tui.text.archive.documents import document_of

    made = source.made
    if made is None:
        return False
    try:
        document = document_of(source, made)
    except PageError as error:
        # Whoever reads it as a draft will say what is wrong, and not find it out once more.
        source.kept["document"] = error
        return False
    source.kept["document"] = document
    return layout_of(document.text, made, source.settings.exports) is not None


def _decoded(source: Source, data: bytes) -> tuple[str, str, Made]:
    from tui.text.page.read import sniff

    try:
        if sniff(data) == "html":
            # Loaded for HTML alone, as it takes time.
            from tui.text.page.html import decode_html

            return *decode_html(data), "html"
        return *decode(data), "text"
    except NotTextError as error:
        raise PageError(source.path, f"{error}; save it again") from error


def document_parts(source: Source) -> Iterator[Piece]:
    """The articles of an export that is a document.

    Raises:
        PageError: The document cannot be read.
    """
    document = kept_document(source)
    layout = layout_of(document.text, document.made, source.settings.exports)
    if layout is None:
        raise PageError(source.path, NO_ARTICLE)
    for piece in _pieces(source, layout, document.made, document.lines, "utf-8"):
        yield replace(piece, broken=document.broken) if isinstance(piece, Census) else piece


@dataclass(frozen=True, slots=True)
class Printed:
    """An export printed as PDF: how many articles, its paragraphs, and the edges of its pages.

    Paragraphs and edges have their pages with them; `empty` pages have no text.
    """

    layout: ExportLayout
    articles: int
    paragraphs: list[tuple[int, str]]
    edges: list[PartParagraph]
    empty: int


def printed_export(path: str, data: bytes, exports: ExportSettings) -> Printed | str | None:
    """What a PDF holds where it is an export of a press database, or why that is refused.

    Raises:
        PageError: It is damaged, protected, or what reads it is not installed.
    """
    from tui.text.archive.pdf import joined_text, plain_text, read_leaves, running_lines

    leaves, _, empty = read_leaves(path, data)
    lines = [line for leaf in leaves for line in leaf.lines]
    texts = [plain_text(line.text) for line in lines]
    layout, articles = printed_articles(texts, exports)
    if layout is None or not articles:
        return unknown_articles("\n".join(texts), exports) or None
    running = running_lines(leaves) - _heads(leaves, layout, exports.compiled)
    words = Counter(re.findall(r"[\w-]+", " ".join(line.text for line in lines).casefold()))
    kept = [line for line in lines if id(line) not in running]
    paragraphs = [
        (one[0].page, joined_text(one, words)) for one in _fields(kept, layout, exports.compiled)
    ]
    edges = [
        PartParagraph(plain_text(line.text), line.page, None, "pdf-page-edge")
        for line in lines
        if id(line) in running
    ]
    return Printed(layout, articles, paragraphs, edges, empty)


def _fields(
    lines: Sequence[PrintedLine], layout: ExportLayout, patterns: Compiled
) -> Iterator[list[PrintedLine]]:
    """The paragraphs of a printed export, each field by itself."""
    from tui.text.archive.pdf import plain_text, put_together

    names = {name for label in layout.labels for name in phrases_of(label.words)}
    framing = (*layout.begin, *layout.end)
    ordered = tuple(one.pattern for one in layout.order if one.pattern)
    for paragraph in put_together(lines):
        run: list[PrintedLine] = []
        for line in paragraph:
            text = plain_text(line.text)
            above = plain_text(run[-1].text) if run else ""
            # Below a line of a paragraph, a short one is its end.
            named = (*framing, *ordered) if len(above) <= _LONGEST_FIELD else framing
            is_field = text.partition(":")[0].strip() in names
            if run and (is_field or above in names or patterns.first(named, text)):
                yield run
                run = []
            run.append(line)
        yield run


def _heads(leaves: Sequence[Leaf], layout: ExportLayout, patterns: Compiled) -> set[int]:
    """The lines below the headline on pages that an article begins on, where outlets recur."""
    from tui.text.archive.pdf import PAGE_NUMBER, plain_text

    heads = set()
    begins = not layout.begin
    usual = median([line.size for leaf in leaves for line in leaf.lines] or [0.0])
    for leaf in leaves:
        texts = [plain_text(line.text) for line in leaf.lines]
        if begins or any(patterns.first(layout.begin, text) for text in texts):
            large = [line.top for line in leaf.lines if line.size > 1.1 * usual]
            heads |= {
                id(line)
                for line in leaf.lines
                if large and line.top <= max(large) and not PAGE_NUMBER.match(line.text)
            }
        begins = bool(texts) and any(patterns.first(layout.end, text) for text in texts[-4:])
    return heads


def holds_printed(source: Source) -> bool:
    """Whether a PDF is an export that was printed; what cannot be read is found out later."""
    try:
        printed = printed_export(source.path, source.read(), source.settings.exports)
    except PageError:
        return False
    source.kept["printed"] = printed
    return printed is not None


def printed_parts(source: Source) -> Iterator[Piece]:
    """The articles of an export that was printed as a PDF.

    Raises:
        PageError: The PDF cannot be read, or does not show each article's headline and date.
    """
    from tui.text.archive.lines import SourceLine
    from tui.text.archive.pdf import parted_badly

    printed = source.kept.pop("printed", None)
    if not isinstance(printed, Printed | str):
        printed = printed_export(source.path, source.read(), source.settings.exports)
    if not isinstance(printed, Printed):
        raise PageError(source.path, printed or NO_ARTICLE)
    lines = [
        SourceLine(at, text, parted=True)
        for at, (_, text) in enumerate(printed.paragraphs, start=1)
    ]
    pieces = list(_pieces(source, printed.layout, "docx", lines, "utf-8"))
    parts = [piece for piece in pieces if not isinstance(piece, Census)]
    clear = all(
        isinstance(part, Part)
        and part.metadata.title
        and part.metadata.date
        and part.metadata.outlet
        for part in parts
    )
    if not clear or len(parts) != printed.articles:
        raise PageError(source.path, parted_badly(printed.layout, printed.articles))
    yield from _on_pages(pieces, printed)


def _on_pages(pieces: Iterable[Piece], printed: Printed) -> Iterator[Piece]:
    """The articles of a printed export with the pages they stand on, and what is at their edges."""
    pages = [page for page, _ in printed.paragraphs]
    edges = printed.edges
    for piece in pieces:
        if isinstance(piece, Census) and printed.empty:
            yield replace(piece, passed_over={"pages without text": printed.empty})
        elif isinstance(piece, Part) and isinstance(piece.content, tuple):
            passages = [replace(one, at=pages[one.at - 1]) for one in piece.content]
            last = max(one.at for one in passages)
            own = [one for one in edges if one.at <= last]
            edges = edges[len(own) :]
            yield replace(piece, content=(*passages, *own), at=passages[0].at)
        else:
            yield piece


def draft_parts(source: Source) -> Iterator[Piece]:
    """The one article of a document.

    Raises:
        PageError: The document cannot be read to its end, or has no text.
    """
    document = kept_document(source)
    if not document.lines:
        raise PageError(source.path, "has no text")
    exports = source.settings.exports
    if unknown := unknown_articles(document.text, exports) or _stacked(document, exports):
        raise PageError(source.path, unknown)
    if document.broken:
        raise PageError(source.path, document.broken)
    yield Part(1, tuple(_draft(document.lines)), 1, Metadata())


def _stacked(document: Manuscript, exports: ExportSettings) -> str:
    levels = ("title", "h1", "h2", "h3")
    lines = (
        StackedLine(one.text, next((mark for mark in levels if mark in one.marks), ""))
        for one in document.lines
    )
    return stacked_in_document(lines, exports)


def _draft(lines: Iterable[SourceLine]) -> Iterator[PartParagraph]:
    titled = False
    for line in lines:
        role: Role | None = None
        if not line.marks.isdisjoint({"title", "h1"}) and not titled:
            role, titled = "headline", True
        elif "subtitle" in line.marks:
            # A few words may as well be the byline, which the rules of a page tell.
            role = "standfirst" if _tells(line.text) else None
        elif not line.marks.isdisjoint({"title", "h1", "h2", "h3", "h4"}):
            role = "subhead"
        yield PartParagraph(line.text, line.number, role)


def _tells(text: str) -> bool:
    return text.endswith((".", "!", "?", "…")) or len(text.split()) > _FEW_WORDS


def _pieces(
    source: Source,
    layout: ExportLayout,
    made: Made,
    content: str | Iterable[SourceLine],
    encoding: str,
) -> Iterator[Piece]:
    from tui.text.archive.exports import entries, opened

    export = opened(layout, made, content, source.settings.exports.compiled)
    titles: list[str] = []
    numbers: set[int] = set()
    joined: dict[int, tuple[str, ...]] = {}
    unread = 0
    number = 0
    settings = source.settings
    for number, entry in enumerate(entries(export, settings.exports, settings.dates), start=1):
        title = entry.said.get("headline")
        titles.append(_key(title or ""))
        numbers.add(entry.number or number)
        if _holds_several(entry, layout, settings.exports.compiled):
            joined[number] = _others_in(entry, layout)
        if entry.unreadable is None and entry.has_text:
            above = tuple(one for one in export.around if number == 1 and one.at < entry.first)
            yield Part(number, entry.passages, entry.first, _metadata(entry), encoding, above)
        else:
            unread += 1
            yield Unread(number, _reason(entry), entry.first)
    if number == 1 and not (export.titles or joined) and export.layout.begin:
        # Whoever saves one document of those found has its number among them, and lacks nothing.
        export.listed = None
    missing = _missing(export, titles, numbers, number)
    strays = ", ".join(f"“{title}”" for title in export.strays[:_MOST_STRAYS])
    broken = _STRAY.format(strays) if strays else None
    yield Census(export.listed, missing, broken=broken, joined=joined)


_MOST_STRAYS = 10


_STRAY = (
    "{} cannot be read, as the markup that an article begins with is damaged there; export "
    "the articles again"
)


_LEAST_OF_TEXT = 15
"""Words of a line that is text, wherever it stands."""


def _holds_several(entry: ExportedArticle, layout: ExportLayout, patterns: Compiled) -> bool:
    """Whether an article has a line of its length, outlet or number twice.

    Then what parts two was not found. No other line of a length stands in every article, and once;
    an outlet may be named again, but not with another text by it.
    """
    rule = f"{layout.name}-length"
    of_length = tuple(one.pattern for one in layout.order if one.what == "length" and one.pattern)
    found = [
        one
        for one in entry.passages
        if one.taken_by == rule
        or (one.taken_by is None and patterns.first(of_length, one.text) is not None)
    ]
    named = (_texts_by(entry, layout, f"{layout.name}-{what}") for what in ("outlet", "id"))
    return len(found) > 1 or any(count > 1 for count in named)


def _texts_by(entry: ExportedArticle, layout: ExportLayout, rule: str) -> int:
    """How many texts the lines that a rule took part; 0 where it took one or none."""
    texts, named, is_text = 0, 0, False
    for one in entry.passages:
        if one.taken_by == rule:
            named, is_text = named + 1, False
        elif not is_text and len(one.text.split()) >= _LEAST_OF_TEXT:
            is_text = one.role == "body" or one.taken_by == f"{layout.name}-below"
            texts += is_text
    return texts if named > 1 else 0


def _others_in(entry: ExportedArticle, layout: ExportLayout) -> tuple[str, ...]:
    """The headlines of other articles in an article, as far as lines say that they are."""
    words = {
        word for one in layout.labels if one.what == "headline" for word in phrases_of(one.words)
    }
    own, titles = _key(entry.said.get("headline") or ""), {}
    for one in entry.passages:
        label, _, rest = one.text.partition(":")
        title = rest.strip() if label.strip() in words else one.text
        if one.taken_by == f"{layout.name}-headline" and _key(title) != own:
            titles[_key(title)] = title
    return tuple(titles.values())


def _reason(entry: ExportedArticle) -> str:
    title = entry.said.get("headline")
    called = f" (“{title}”)" if title else ""
    if entry.unreadable is not None:
        return f"is not an article: the database says “{entry.unreadable[:80]}”"
    return f"has no text{called}"


def _missing(export: Export, titles: list[str], numbers: set[int], found: int) -> tuple[str, ...]:
    """The articles that an export lists and does not have."""
    if len(export.titles) > _MOST_TITLES:
        return ()
    if export.titles:
        missing = _unmatched([_key(title) for title in export.titles], titles)
        named = tuple(f"{at + 1} “{export.titles[at]}”" for at in missing)
        # A list whose headlines read otherwise tells nothing.
        if export.listed is None or len(named) <= max(export.listed - found, 0):
            return named
        return ()
    listed = export.listed or 0
    if 0 < listed - found <= _MOST_MISSING:
        return tuple(str(one) for one in range(1, listed + 1) if one not in numbers)
    return ()


def _unmatched(listed: list[str], found: list[str]) -> list[int]:
    """Which of the headlines that a cover lists are none of those found, by their places.

    One may be cut off where it is listed; whole ones are looked for first.
    """
    left = Counter(found)
    missing = []
    for at, key in enumerate(listed):
        if left[key]:
            left[key] -= 1
        else:
            missing.append(at)
    rest = list(left.elements())
    for at in tuple(missing):
        key = listed[at]
        match = next((one for one in rest if key and one.startswith(key)), None)
        match = match or next((one for one in rest if one and key.startswith(one)), None)
        if match is not None:
            rest.remove(match)
            missing.remove(at)
    return missing


_MOST_TITLES = 2000
"""Headlines on a cover that are looked for, each among all: no database exports more at once."""


_MOST_MISSING = 50
"""Missing articles that are named by their numbers; of more, only how many there are is said."""


def _key(title: str) -> str:
    return _LETTERS.sub("", title.rstrip(" .…")).casefold()


def _metadata(entry: ExportedArticle) -> Metadata:
    said = entry.said
    address = said.get("address", "")
    return Metadata(
        title=said.get("headline"),
        author=said.get("byline"),
        date=said.get("date"),
        outlet=said.get("outlet"),
        url=address if address.startswith(("http://", "https://")) else None,
        certain=True,
        service=said.get("credit"),
        identifier=said.get("id"),
        language=said.get("language"),
    )
