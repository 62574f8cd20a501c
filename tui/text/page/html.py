"""Pages saved as HTML: nothing in them is run, fetched or resolved."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HtmlComment, HtmlElement, HtmlEntity, HtmlProcessingInstruction

from tui.text.page.decode import NotTextError, decode, mend, without_few_nuls
from tui.text.page.html_text import Extracted, extract, render
from tui.text.page.metadata import article_bodies, metadata_of
from tui.text.page.model import (
    Block,
    Markup,
    Page,
    PageError,
    check_count,
    check_line_count,
    check_line_lengths,
    check_lines_in_all,
    check_not_blank,
    check_tags,
    check_words,
    fold,
)
from tui.text.page.paragraphs import FoldedLine, join, paragraphs_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.text.page.html_text import Seen
    from tui.text.page.model import Metadata


_HEAD = 8192
"""Bytes in which a page says how it is encoded; the standard asks for the first 1,024."""


_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,500}?(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE
)


_AS_BROWSERS_DO = {"iso8859-1": "windows-1252", "ascii": "windows-1252", "gb2312": "gb18030"}
"""Encodings that browsers read as another one, which has more characters."""


_LINE_END = re.compile(r"\r\n?")


_NESTING = re.compile(
    r"</?(?!/|(?:p|br|h[1-6]|li|title|script|style|head|body|html|meta|a)\b)[a-z][^<>]*>",
    re.IGNORECASE,
)


_LINK = re.compile(r"</?a\b[^<>]*>", re.IGNORECASE)


_FRAMES = re.compile(r"</?(?:frame|frameset|noframes)\b[^<>]*>", re.IGNORECASE)


_TAG = re.compile(r"""<[a-zA-Z][^<>"']*+(?:(?:"[^"]*+"|'[^']*+')[^<>"']*+)*+""")


_QUOTED = re.compile(r"""\"[^"]*\"|'[^']*'""")


_LONG_TAG = 4000


_CROWDED = 500
"""Attributes past which they are dropped: the parser's time grows with the square of them."""


_MANY = 60
"""Attributes past which they are dropped, where the page has more than `_MOST_ATTRIBUTES`."""


_MOST_ATTRIBUTES = 300_000


_NAME = re.compile(r"[a-z]+")


MOST_PARAGRAPHS = 60_000
"""Paragraphs that a page may have: 20 MB of English have 54,000, the longest novels 12,000. Each
is looked at by every rule."""


_OF_HEAD = frozenset(
    {"base", "link", "meta", "noscript", "object", "script", "style", "template", "title"}
)
"""Elements that the head of a page may hold; with any other its body begins."""


_MERE = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "li"})
"""Elements that are a paragraph rather than hold paragraphs."""


_NOT_SHOWN = frozenset({"noscript", "script", "style", "template", etree.Comment, etree.PI})
"""What may stand between two paragraphs without parting them."""


_NO_TEXT = "shows no text: it is empty, or frames have it; save the page as text (.txt)"


_SCRIPTED = (
    "has no text in it yet: scripts add the text in the browser; open the page there and save it "
    "as a complete page, or copy its text into a file (.txt)"
)


_ASKS_FOR_SCRIPTS = "javascript"
"""What a page says, in whatever language, to a browser that runs none."""


_NO_BRIEF = 15
"""Words that may stand beside such a notice: the shortest report has more with its headline."""


_MOSTLY = 0.5
"""Share of the extractor's text below which what is seen is not the article."""


_LONG = 80
"""Characters from which on a line is text, rather than an entry of a menu."""


_ENOUGH = 500
"""Characters of such lines that a page has with a short report on it."""


_NO_NOTICE = 40
"""Words that a page has to have where it shows none: fewer are a notice that it needs scripts."""


_KINDS = etree.ElementDefaultClassLookup(
    element=HtmlElement,
    comment=HtmlComment,
    pi=HtmlProcessingInstruction,
    entity=HtmlEntity,
)
"""What the elements are to the extractor. Forms have classes of their own by `lxml.html`, which
nobody here asks for; to tell each element's takes as long as all else that is done with it."""


_NEAR = 3
"""How many of the innermost elements have their classes and ids looked at."""


_LONGEST_NAMES = 500
"""Characters of a class or an id that are looked at, with each block that stands in it."""


def html_page(data: bytes, path: str) -> Page:
    """Make a page of HTML.

    Returns:
        The page; its blocks are what a reader sees of it.

    Raises:
        PageError: The bytes are no text, or there is nothing to see on the page.
    """
    try:
        decoded, encoding = decode_html(data)
    except NotTextError as error:
        raise PageError(path, f"{error}; save the page again") from error
    check_not_blank(decoded, path)
    text = mend(decoded)
    blocks, metadata = html_blocks(text, path)
    lines = tuple(text.split("\n"))
    sha256 = hashlib.sha256(data).hexdigest()
    return Page(path, sha256, encoding, lines, blocks, metadata, mended=text != decoded)


def decode_html(data: bytes, charset: str | None = None) -> tuple[str, str]:
    """Decode HTML.

    Args:
        charset: What whoever sent the page says it is encoded in.

    Returns:
        The text, its lines ended by line feeds, and the name of the encoding: by its mark,
        UTF-8 where it is valid, else what the page or its sender says, else a guess.

    Raises:
        NotTextError: The bytes are no text.
    """
    data = without_few_nuls(data)
    declared = _codec(charset) or _codec_of(data[:_HEAD])
    decoded = _by_codec(data, declared) if declared else None
    text, encoding = decoded or decode(data)
    return _LINE_END.sub("\n", text) if "\r" in text else text, encoding


def _codec_of(head: bytes) -> str | None:
    match = _CHARSET.search(head)
    return _codec(match[1].decode("ascii", "replace")) if match else None


def _codec(name: str | None) -> str | None:
    try:
        codec = codecs.lookup(name.strip()).name if name else None
    except (LookupError, ValueError):
        return None
    return _AS_BROWSERS_DO.get(codec, codec) if codec else None


def _by_codec(data: bytes, codec: str) -> tuple[str, str] | None:
    """The text by its declared encoding; None where another way must find the encoding."""
    # Who can read the declaration byte by byte does not read UTF-16.
    if codec.startswith(("utf", "unicode", "raw", "idna", "punycode")):
        return None
    if not codec.startswith("iso2022"):
        try:
            return data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            pass
    try:
        return data.decode(codec), codec
    except (LookupError, ValueError):
        # LookupError: a codec that is no text encoding, such as "zip".
        return None


def html_blocks(text: str, path: str) -> tuple[tuple[Block, ...], Metadata]:
    """What a reader sees of HTML, and what it says of itself.

    Args:
        text: The page, its lines ended by line feeds.

    Returns:
        Its blocks, with what they stand in, and its metadata.

    Raises:
        PageError: There is nothing to see.
    """
    text = _bounded(text, path)
    tree = _tree(text)
    if tree is None:
        raise PageError(path, _NO_TEXT)
    is_scripted = _is_scripted(tree)
    _show_paragraphs(tree)
    seen = render(tree)
    check_line_count(seen, path)
    check_line_lengths((line.text for line in seen), path)
    check_words(" ".join(line.text for line in seen), path)
    blocks = list(_blocks(seen))
    check_count("paragraphs", len(blocks), MOST_PARAGRAPHS, path)
    metadata = metadata_of(tree, [block.text for block in blocks])
    extracted = Extracted(extract(tree, len(text), _marked_as_paragraphs(blocks)))
    verdicts = extracted.judge(block.text for block in blocks)
    if not blocks or extracted.share_shown < _MOSTLY:
        if hidden := _hidden_blocks(text, path, extracted.text):
            blocks, verdicts = hidden
        elif not blocks:
            raise PageError(path, _SCRIPTED if is_scripted else _NO_TEXT)
    if is_scripted and _is_notice(blocks):
        raise PageError(path, _SCRIPTED)
    return tuple(_judged(blocks, verdicts)), metadata


def _is_scripted(tree: HtmlElement) -> bool:
    """Whether scripts may add to a page, rather than frames."""
    names = {one.tag for one in tree.iter("script", "noscript", "frame", "frameset")}
    return not names.isdisjoint(("script", "noscript")) and names.isdisjoint(("frame", "frameset"))


def _is_notice(blocks: Sequence[Block]) -> bool:
    """Whether all that a page shows is that it needs scripts."""
    if len(blocks) >= _NO_NOTICE:
        return False
    texts = [block.text for block in blocks]
    beside = [text for text in texts if _ASKS_FOR_SCRIPTS not in text.lower()]
    return (
        len(beside) < len(texts)
        and len(" ".join(texts).split()) < _NO_NOTICE
        and len(" ".join(beside).split()) < _NO_BRIEF
    )


def _show_paragraphs(tree: HtmlElement) -> None:
    """Show the paragraphs that stand for browsers without scripts among those that all show."""
    within: set[HtmlElement] = set()
    for element in list(tree.iter("noscript")):
        parent = element.getparent()
        if parent is None or element.find("p") is None:
            continue
        if parent in within or all(_is_beside_paragraph(element, way) for way in (True, False)):
            within.add(parent)
            element.drop_tag()


def _is_beside_paragraph(element: HtmlElement, above: bool) -> bool:
    """Whether the next element above or below that is shown is a paragraph."""
    beside = (one for one in element.itersiblings(preceding=above) if one.tag not in _NOT_SHOWN)
    return next((one.tag for one in beside), None) == "p"


def _hidden_blocks(
    text: str, path: str, extracted: str
) -> tuple[list[Block], list[bool | None]] | None:
    """The blocks of a page that hides its article until a script has run, with their verdicts.

    Some hide it by a style, give it to browsers without scripts, or keep it in a template;
    others have it in their metadata alone.
    """
    # What stands there for browsers without frames is no element to the parser.
    tree = _tree(_FRAMES.sub(partial(_replaced, by=""), text))
    if tree is None:
        return None
    seen = render(tree, hidden=True)
    check_line_count(seen, path)
    bodies = [
        Block(line, row, row + rows, 0, line, True, Markup((), frozenset(), "", 0.0))
        for row, rows, body in article_bodies(tree)
        for line in map(fold, body.splitlines())
        if line
    ]
    check_line_count(bodies, path)
    for blocks in (list(_blocks(seen)), bodies):
        check_count("paragraphs", len(blocks), MOST_PARAGRAPHS, path)
        texts = [block.text for block in blocks]
        words = sum(len(text.split()) for text in texts)
        second = Extracted(extracted)
        verdicts = second.judge(texts)
        if words >= _NO_NOTICE and second.share_shown >= _MOSTLY:
            return blocks, verdicts
    return None


def _tree(text: str) -> HtmlElement | None:
    tree, whole = _parse(text)
    # The parser gives up on elements some 2,000 deep. What such pages have to say stands in no
    # more than paragraphs, or in links that paragraphs stand in; the lines they stand on stay.
    for nesting, stand_in in ((_NESTING, "<br>"), (_LINK, "")):
        if whole:
            break
        text = nesting.sub(partial(_replaced, by=stand_in), text)
        tree, whole = _parse(text)
    if tree is not None:
        _begin_body(tree)
    return tree


def _begin_body(tree: HtmlElement) -> None:
    """Take out of the head what the body begins with.

    A page need not write the tags of its head and body, and the parser, which is older than
    `<article>` or `<main>`, does not know that these end a head.
    """
    head = tree.find("head")
    first = next((one for one in (() if head is None else head) if _begins_body(one)), None)
    if head is None or first is None:
        return
    body = tree.find("body")
    if body is None:
        body = etree.SubElement(tree, "body")
    body[:0] = [first, *first.itersiblings()]


def _begins_body(element: HtmlElement) -> bool:
    return isinstance(element.tag, str) and element.tag not in _OF_HEAD


def _replaced(tag: re.Match[str], *, by: str) -> str:
    return by + "\n" * tag[0].count("\n")


def _bounded(text: str, path: str) -> str:
    """The page without the attributes of tags that have too many.

    Raises:
        PageError: It has so many lines, tags or attributes that no memory is enough.
    """
    check_lines_in_all(text, path)
    check_tags(text, path)
    if max(map(len, _TAG.findall(text)), default=0) >= _LONG_TAG:
        text = _TAG.sub(partial(_uncrowded, long=_LONG_TAG, most=_CROWDED), text)
    # Every attribute has a space before it, or an equals sign behind it.
    if (
        len(text) <= _MOST_ATTRIBUTES
        or text.count(" ") + text.count("\n") + text.count("=") <= _MOST_ATTRIBUTES
    ):
        return text
    if _attributes(text) > _MOST_ATTRIBUTES:
        text = _TAG.sub(partial(_uncrowded, long=_MANY, most=_MANY), text)
        check_count("attributes", _attributes(text), _MOST_ATTRIBUTES, path)
    return text


def _attributes(text: str) -> int:
    """How many attributes the tags of a page have."""
    return sum(len(_QUOTED.sub(" ", tag[0]).split()) - 1 for tag in _TAG.finditer(text))


def _uncrowded(tag: re.Match[str], *, long: int, most: int) -> str:
    """A tag of `long` characters, without attributes where there are too many; its lines stay."""
    text = tag[0]
    if len(text) < long or len(_QUOTED.sub("", text).split()) <= most:
        return text
    return text.split(None, 1)[0] + "\n" * text.count("\n")


def _parse(text: str) -> tuple[HtmlElement | None, bool]:
    """The page as a tree, if there is anything in it, and whether all of it is there."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_pis=False)
    parser.set_element_class_lookup(_KINDS)
    try:
        tree = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        return None, True
    whole = all("depth" not in error.message for error in parser.error_log)
    return tree, whole


def _blocks(seen: list[Seen]) -> Iterator[Block]:
    """The lines as blocks: those that only line breaks part may be one paragraph."""
    known: dict[tuple[object, ...], Markup] = {}
    for group in _groups(seen):
        if len(group) == len(group[0]) == 1:
            # Most stand alone, and are not asked where a paragraph of several lines would end.
            if text := fold(group[0][0].text).strip():
                yield _block(group[0], text, known)
            continue
        flat = [line for run in group for line in run]
        folded = iter([FoldedLine(at, fold(line.text), 0) for at, line in enumerate(flat)])
        runs = [[line for line in islice(folded, len(run)) if line.text] for run in group]
        for paragraph in paragraphs_of([run for run in runs if run]):
            yield _block([flat[line.number] for line in paragraph], join(paragraph), known)


def _groups(seen: list[Seen]) -> Iterator[list[list[Seen]]]:
    """The lines in runs that only line breaks part; those of a typed text have one width."""
    typed: HtmlElement | None = None
    group: list[list[Seen]] = []
    for line in seen:
        if line.goes_on and group:
            group[-1].append(line)
            continue
        inside = line.inside[-1] if line.inside else None
        if group and (typed is None or inside is not typed):
            yield group
            group = []
        typed = inside if inside is not None and inside.tag == "pre" else None
        group.append([line])
    if group:
        yield group


def _block(lines: list[Seen], text: str, known: dict[tuple[object, ...], Markup]) -> Block:
    first = lines[0]
    inside = first.inside
    # Paragraphs and entries mostly stand side by side: one finding is for all of a kind.
    own = (inside[-1].tag, _short(inside[-1], "class"), _short(inside[-1], "id")) if inside else ()
    linked = 0.0
    if counted := sum([line.linked for line in lines]):
        characters = sum([sum(map(len, line.text.split())) for line in lines])
        linked = round(min(1.0, counted / max(1, characters)), 4)
        # A link that is there twice, once for those who have it read out, is nothing but a link.
        if linked == 0.5 and _is_twice(text.split()):
            linked = 1.0
    around = (inside[:-1], own, linked)
    markup = known.get(around) or known.setdefault(around, _markup(inside, linked))
    # Like the items of a list in plain text, those of a list in a list stand further in.
    return Block(text, first.first, lines[-1].last, 4 * first.indent, text, first.parted, markup)


def _is_twice(words: list[str]) -> bool:
    return words[: len(words) // 2] == words[(len(words) + 1) // 2 :]


def _markup(inside: tuple[HtmlElement, ...], linked: float) -> Markup:
    """What a line stands in, of whose characters so many are links."""
    near = " ".join([f"{_short(one, 'class')} {_short(one, 'id')}" for one in inside[-_NEAR:]])
    holders = inside[:-1] if len(inside) > 1 and inside[-1].tag in _MERE else inside
    holder = holders[-1] if holders else None
    return Markup(
        tuple([element.tag for element in inside]),
        frozenset(_NAME.findall(near.lower())),
        f"{holder.tag}.{_short(holder, 'class') or _short(holder, 'id') or None}"
        if holder is not None
        else "",
        linked,
    )


def _short(element: HtmlElement, name: str) -> str:
    value: str = element.get(name, "")
    return value[:_LONGEST_NAMES]


def _judged(blocks: Sequence[Block], verdicts: Sequence[bool | None]) -> Iterator[Block]:
    """The blocks, whose markup says what the extractor takes them for."""
    known: dict[tuple[int, bool], Markup] = {}
    for block, verdict in zip(blocks, verdicts, strict=True):
        markup = block.markup
        if verdict is None or markup is None:
            yield block
            continue
        # Paragraphs side by side have one.
        key = (id(markup), verdict)
        judged = known.get(key) or known.setdefault(key, replace(markup, is_text=verdict))
        yield block._replace(markup=judged)


def _marked_as_paragraphs(blocks: Sequence[Block]) -> int:
    """The characters of text in elements for paragraphs; 0 where most of the text is elsewhere."""
    marked = whole = 0
    for block in blocks:
        markup = block.markup
        if markup is not None and len(block.text) >= _LONG and markup.linked < _MOSTLY:
            whole += len(block.text)
            marked += len(block.text) if markup.inside[-1:] == ("p",) else 0
    return marked if whole >= _ENOUGH and marked >= _MOSTLY * whole else 0
