"""What news agencies send: ninjs, NITF, NewsML-G2 and the NewsML before it.

A feed says of its stories what a page leaves to be guessed: who supplies them, the catchword, the
version, what is under embargo until when, and what a correction corrects. All of it is taken from
there. XML is read by a parser that follows nothing; what defines entities is refused, since these
can pull in other files and grow without end.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from lxml import etree

from tui.text.archive.lines import html_lines, shown_text
from tui.text.archive.model import (
    Census,
    Part,
    PartParagraph,
    Unread,
    check_objects,
    check_xml,
)
from tui.text.archive.signs import NINJS_BODIES
from tui.text.page.decode import load_json
from tui.text.page.metadata import iso_date
from tui.text.page.model import Metadata, PageError, check_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tui.text.archive.model import Piece, Source
    from tui.text.model import Role


_BLANK_LINE = re.compile(r"\n\s*\n")


_SUBHEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "hl2"})


_CAPTIONS = frozenset({"figcaption", "figure", "caption", "media-caption"})


_MOST_NESTED = 8


class _Story:
    """A story as a feed gives it, gathered bit by bit."""

    def __init__(self, at: int, path: str) -> None:
        self.at = at
        self._path = path
        self.said: dict[str, str] = {}
        self.passages: list[PartParagraph] = []
        self.elsewhere: str | None = None

    def say(self, what: str, text: str | None) -> None:
        """Note what the feed says of the story, unless it has said it before."""
        shown = shown_text(text or "")
        if shown:
            self.said.setdefault(what, shown)

    def add(self, text: str, role: Role | None = None, taken_by: str | None = None) -> None:
        """Add a paragraph."""
        if shown_text(text):
            self.passages.append(PartParagraph(shown_text(text), self.at, role, taken_by))

    def add_html(self, text: str) -> None:
        """Add the paragraphs of HTML."""
        check_tags(text, self._path)
        lines, _ = html_lines(f"<div>{text}</div>", None)
        for line in lines:
            role: Role = "body"
            if not line.marks.isdisjoint(_CAPTIONS):
                role = "caption"
            elif not line.marks.isdisjoint(_SUBHEADS):
                role = "subhead"
            self.add(line.text, role)

    def add_plain(self, text: str) -> None:
        """Add the paragraphs of plain text, which blank lines part, or else the ends of lines."""
        parts = _BLANK_LINE.split(text) if _BLANK_LINE.search(text.strip()) else text.splitlines()
        for part in parts:
            self.add(part, "body")

    @property
    def metadata(self) -> Metadata:
        """What the feed says."""
        said = self.said
        address = said.get("url", "")
        return Metadata(
            title=said.get("title"),
            author=said.get("byline"),
            date=iso_date(said.get("date")),
            modified=said.get("date"),
            outlet=said.get("outlet") or said.get("service"),
            url=address if address.startswith(("http://", "https://")) else None,
            certain=True,
            service=said.get("service") or said.get("outlet"),
            identifier=said.get("identifier"),
            language=said.get("language"),
            version=said.get("version"),
            slug=said.get("slug"),
            supplier=said.get("outlet") or said.get("service"),
            embargo=said.get("embargo"),
            correction=said.get("correction"),
        )

    def piece(self, number: int) -> Part | Unread:
        """The story as a part."""
        if not any(one.role == "body" for one in self.passages):
            where = f"; its text is at {self.elsewhere}" if self.elsewhere else ""
            called = f" (“{self.said['title']}”)" if "title" in self.said else ""
            return Unread(number, f"has no text{called}{where}", self.at)
        notes = [
            PartParagraph(f"{name}: {self.said[what]}", self.at, None, f"feed-{what}")
            for what, name in _NOTES.items()
            if what in self.said
        ]
        return Part(number, (*notes, *self.passages), self.at, self.metadata)


_NOTES = {
    "slug": "Slug",
    "version": "Version",
    "status": "Status",
    "embargo": "Embargo",
    "correction": "Correction",
    "note": "Editorial note",
}
"""What editors are told with a story, which is no part of it; it is seen with what was removed."""


# ninjs


def ninjs_item(source: Source) -> Iterator[Piece]:
    """Read a story in ninjs.

    Raises:
        PageError: It is no JSON.
    """
    whole = _json(source)
    piece = _of_ninjs(whole if isinstance(whole, dict) else {}, 1, source.path).piece(1)
    if isinstance(piece, Unread):
        raise PageError(source.path, piece.reason)
    yield piece


def is_ninjs(record: Mapping[str, Any]) -> bool:
    """Whether a record is a story in ninjs."""
    return _has_body(record) and not record.keys().isdisjoint(_NINJS_KEYS)


def ninjs_part(record: Mapping[str, Any], number: int, at: int, path: str) -> Part | Unread:
    """The part that a story in ninjs is among other records."""
    return _of_ninjs(record, at, path).piece(number)


_NINJS_KEYS = frozenset({"versioncreated", "versionCreated", "pubstatus", "pubStatus", "usageterms",
    "usageTerms", "copyrightholder", "copyrightHolder"})  # fmt: skip


def ninjs_feed(source: Source) -> Iterator[Piece]:
    """Read stories in ninjs, in a list or under a key.

    Raises:
        PageError: It is no JSON.
    """
    passed_over: dict[str, int] = {}
    number = 0
    for at, item in enumerate(_items(_json(source)), start=1):
        kind = str(item.get("type") or "text").lower()
        if kind not in ("text", "composite") and not _has_body(item):
            _count(passed_over, kind)
            continue
        number += 1
        yield _of_ninjs(item, at, source.path).piece(number)
    if not number:
        raise PageError(source.path, "is a feed without a story in it")
    yield Census(passed_over=passed_over)


def _count(passed_over: dict[str, int], kind: str) -> None:
    known = {"picture": "pictures", "graphic": "graphics", "video": "films", "audio": "sounds"}
    what = known.get(kind, "items without text")
    passed_over[what] = passed_over.get(what, 0) + 1


def _json(source: Source) -> Any:
    data = source.read()
    check_objects(data, source.path)
    try:
        return load_json(data)
    except (ValueError, RecursionError) as error:
        raise PageError(source.path, f"is not JSON ({error})") from error


def _items(whole: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    if isinstance(whole, list):
        for one in whole:
            yield from _items(one, depth)
    elif isinstance(whole, dict) and depth < _MOST_NESTED:
        if _has_body(whole) or {"headline", "headlines", "versioncreated"} & whole.keys():
            yield whole
        else:
            for one in whole.values():
                if isinstance(one, dict | list):
                    yield from _items(one, depth + 1)


def _has_body(item: Mapping[str, Any]) -> bool:
    return any(item.get(key) for key in (*NINJS_BODIES, "body_sportsml"))


def _text(value: Any) -> str | None:
    """A value that is a text, a name, or a list whose main entry is one."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, dict):
        return _text(next(filter(None, map(value.get, ("name", "value", "by", "literal"))), None))
    if isinstance(value, list):
        dicts = [one for one in value if isinstance(one, dict)]
        main = next((one for one in dicts if one.get("role") == "main"), None)
        return _text(main or next(iter(value), None))
    return None


_NINJS = {
    "title": ("headline", "headlines", "title"),
    "byline": ("byline", "by", "bylines"),
    "date": ("versioncreated", "versionCreated", "firstcreated", "contentCreated", "firstCreated"),
    "outlet": ("provider", "source", "infosource"),
    "service": ("copyrightholder", "copyrightHolder", "creditline", "creditLine"),
    "identifier": ("uri", "guid", "altids"),
    "url": ("canonicalurl", "canonicalUrl", "link", "url", "uri"),
    "language": ("language",),
    "version": ("version",),
    "slug": ("slugline", "slug", "slugLine"),
    "embargo": ("embargoed", "embargo", "embargoedUntil"),
    "status": ("pubstatus", "pubStatus"),
    "note": ("ednote", "edNote", "editorialnote"),
}  # fmt: skip
"""The keys of all versions of ninjs by what they say, the first that has a value."""


_CORRECTION = re.compile(r"correct|corrig|berichtig|rectif|retract|kill|withdraw", re.IGNORECASE)


def _of_ninjs(item: Mapping[str, Any], at: int, path: str) -> _Story:
    story = _Story(at, path)
    for what, keys in _NINJS.items():
        story.say(what, next((text for key in keys if (text := _text(item.get(key)))), None))
    if story.said.get("status") == "usable":
        del story.said["status"]
    signals = [_text(one) for one in _listed(item.get("signal")) + _listed(item.get("genre"))]
    _note_correction(story, signals)
    bodies = [one for one in _listed(item.get("bodies")) if isinstance(one, dict)]
    main = next((one for one in bodies if one.get("role") in (None, "main")), None)
    body = main or next(iter(bodies), None)
    if body is not None:
        kind = str(body.get("contentType") or body.get("contenttype") or "").lower()
        _add_body(story, _text(body.get("value")) or "", plain="plain" in kind)
        return story
    for key in NINJS_BODIES:
        if text := _text(item.get(key)):
            _add_body(story, text, plain=key == "body_text")
            break
    return story


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _add_body(story: _Story, text: str, *, plain: bool) -> None:
    if plain and not re.search(r"<(?:p|div|br)\b", text):
        story.add_plain(text)
    else:
        story.add_html(text)


def _note_correction(story: _Story, signals: Iterable[str | None]) -> None:
    for text in (*signals, story.said.get("note"), story.said.get("status")):
        if text and _CORRECTION.search(text):
            story.say("correction", story.said.get("note") or text)
            return


# XML


def xml_root(source: Source) -> etree._Element:
    """Parse XML; nothing is resolved or fetched.

    Raises:
        PageError: It is none, or defines entities.
    """
    data = source.read()
    refused = "defines entities in its XML, which can pull in other files; it was not read"
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise PageError(source.path, refused)
    check_xml(data, source.path)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True,
        remove_comments=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        reason = " ".join(str(error).split())[:120]
        raise PageError(source.path, f"is XML that is damaged ({reason}); save it again") from error
    except ValueError as error:
        raise PageError(source.path, f"is XML that cannot be read ({error})") from error
    document = root.getroottree().docinfo.internalDTD
    if document is not None and any(True for _ in document.iterentities()):
        raise PageError(source.path, refused)
    return root


def local_name(node: etree._Element) -> str:
    """What an element is called, without its namespace; empty for a comment and the like."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _shown(node: etree._Element | None) -> str:
    """The text of an element and all in it."""
    return "" if node is None else shown_text("".join(_pieces(node)))


def _pieces(node: etree._Element) -> Iterator[str]:
    if isinstance(node, etree._Entity):
        # Named as in HTML, where its document type defines it, which is not fetched.
        yield html.unescape(f"&{node.name};")
        return
    if local_name(node) in ("br", "byttl"):
        yield " " if local_name(node) == "br" else ", "
    yield node.text or ""
    for child in node:
        yield from _pieces(child)
        yield child.tail or ""


def _first(node: etree._Element, *names: str) -> etree._Element | None:
    """The first element below another that has one of some names, in the order of the names."""
    for name in names:
        for one in node.iter(f"{{*}}{name}"):
            return one
    return None


def _attribute(node: etree._Element, element: str, *names: str) -> str | None:
    for one in node.iter(f"{{*}}{element}"):
        for name in names:
            if value := one.get(name):
                return str(value)
    return None


def nitf_story(source: Source) -> Iterator[Piece]:
    """Read a story in NITF.

    Raises:
        PageError: It cannot be parsed, or has no text.
    """
    story = _Story(1, source.path)
    _add_nitf(story, xml_root(source))
    piece = story.piece(1)
    if isinstance(piece, Unread):
        raise PageError(source.path, piece.reason)
    yield piece


def _add_nitf(story: _Story, root: etree._Element) -> None:
    attributes = {
        "date": (("date.issue", "norm"), ("pubdata", "date.publication"), ("date.release", "norm")),
        "outlet": (("pubdata", "name"),),
        "service": (("doc.copyright", "holder"), ("doc.rights", "agent")),
        "identifier": (("doc-id", "id-string"),),
        "version": (("du-key", "version"),),
        "slug": (("du-key", "key"), ("fixture", "fix-id")),
        "correction": (("correction", "info"),),
        "note": (("ed-msg", "info"),),
        "language": (("nitf", "lang"),),
    }
    for what, places in attributes.items():
        for element, name in places:
            story.say(what, _attribute(root, element, name))
    status = _attribute(root, "docdata", "management-status")
    if status and status != "usable":
        story.say("status", status)
    release = _attribute(root, "date.release", "norm")
    if status == "embargoed" or (release and release > (story.said.get("date") or release)):
        story.say("embargo", release or "yes")
    story.say("title", _shown(_first(root, "hl1")) or _shown(_first(root, "title")))
    head = _first(root, "body.head")
    if head is not None:
        byline = re.sub(r"\s*,[\s,]*", ", ", _shown(_first(head, "byline")))
        story.say("byline", byline.strip(", "))
        story.say("service", _shown(_first(head, "distributor")))
        for node in head:
            if local_name(node) in ("dateline", "distributor", "note", "rights"):
                story.add(_shown(node), taken_by=f"nitf-{local_name(node)}")
        _add_nitf_standfirst(story, head)
    _note_correction(story, ())
    content = _first(root, "body.content")
    _add_nitf_body(story, root if content is None else content)
    end = _first(root, "body.end")
    for node in end if end is not None else ():
        story.add(_shown(node), taken_by=f"nitf-{local_name(node)}")


def _add_nitf_standfirst(story: _Story, head: etree._Element) -> None:
    for node in head.iter("{*}hl2", "{*}abstract"):
        story.add(_shown(node), "standfirst" if local_name(node) == "hl2" else None,
                  None if local_name(node) == "hl2" else "nitf-abstract")  # fmt: skip


_PARAGRAPHS: dict[str, Role] = {
    "p": "body", "pre": "body", "li": "body", "tr": "body", "bq": "body", "hl2": "subhead",
    "media-caption": "caption", "h2": "subhead", "h3": "subhead",
}  # fmt: skip


def _add_nitf_body(story: _Story, content: etree._Element) -> None:
    """Add the paragraphs below an element; none is looked for in another."""
    in_media = any(local_name(one) == "media" for one in content.iterancestors())
    waiting = [(node, in_media) for node in reversed(content)]
    while waiting:
        node, in_media = waiting.pop()
        name = local_name(node)
        role = _PARAGRAPHS.get(name)
        in_media = in_media or name == "media"
        if role is None or (name in ("li", "bq") and next(node.iter("{*}p"), None) is not None):
            waiting += [(child, in_media) for child in reversed(node)]
        else:
            story.add(_shown(node), "caption" if in_media else role)


def newsml_stories(source: Source) -> Iterator[Piece]:
    """Read the stories of a NewsML message.

    Raises:
        PageError: It cannot be parsed, or has no story in it.
    """
    root = xml_root(source)
    passed_over: dict[str, int] = {}
    number = 0
    for at, item in enumerate(_news_items(root), start=1):
        kind = _item_class(item)
        if kind not in ("text", "composite", "news", ""):
            _count(passed_over, kind)
            continue
        story = _Story(at, source.path)
        if local_name(item) == "newsItem":
            _add_newsml_g2(story, item)
        else:
            _add_newsml_1(story, item)
        number += 1
        yield story.piece(number)
    if not number:
        raise PageError(source.path, "is a feed without a story in it")
    yield Census(passed_over=passed_over)


def _news_items(root: etree._Element) -> Iterator[etree._Element]:
    if local_name(root) in ("newsItem", "NewsItem"):
        yield root
        return
    yield from root.iter("{*}newsItem", "{*}NewsItem")


def _item_class(item: etree._Element) -> str:
    """What an item is: text, picture and so on; empty where it doesn't say."""
    code = _attribute(item, "itemClass", "qcode", "uri") or ""
    return re.split(r"[:/#]", code)[-1].lower()


_G2 = {
    "title": ("headline", "title"),
    "byline": ("by",),
    "date": ("versionCreated", "contentCreated", "firstCreated"),
    "slug": ("slugline",),
    "embargo": ("embargoed",),
    "note": ("edNote",),
}


def _add_newsml_g2(story: _Story, item: etree._Element) -> None:
    parts = [one for one in item if local_name(one) in ("itemMeta", "contentMeta", "rightsInfo")]
    for what, names in _G2.items():
        for name in names:
            for part in parts:
                story.say(what, _shown(_first(part, name)))
    for part in parts:
        for what, names in (
            ("outlet", ("provider",)),
            ("service", ("creditline", "copyrightHolder", "infoSource")),
        ):
            for name in names:
                node = _first(part, name)
                if node is not None:
                    story.say(what, _shown(_first(node, "name")) or _shown(node))
                    story.say(what, _code_name(node))
    story.say("identifier", item.get("guid"))
    story.say("version", item.get("version"))
    story.say("language", _attribute(item, "language", "tag"))
    status = (_attribute(item, "pubStatus", "qcode") or "").rpartition(":")[2]
    if status not in ("", "usable"):
        story.say("status", status)
    _note_correction(story, (one.get("qcode") for one in item.iter("{*}signal")))
    for content in item.iter("{*}contentSet"):
        _add_content(story, content)


def _code_name(node: etree._Element) -> str | None:
    """What a code names, such as the Reuters of `nprov:REUTERS`."""
    code = node.get("qcode") or node.get("literal") or ""
    name = re.split(r"[:/]", code)[-1]
    return name if len(name) > 1 else None


def _add_content(story: _Story, content: etree._Element) -> None:
    for node in content:
        kind = (node.get("contenttype") or "").lower()
        match local_name(node):
            case "inlineXML":
                _add_inline(story, node)
            case "inlineData":
                _add_body(story, node.text or "", plain="html" not in kind)
            case "remoteContent":
                story.elsewhere = node.get("href")
                continue
            case _:
                continue
        if story.passages:
            return


def _add_inline(story: _Story, node: etree._Element) -> None:
    nitf = _first(node, "nitf")
    if nitf is not None:
        _add_nitf(story, nitf)
        return
    body = _first(node, "body")
    for one in node if body is None else [body]:
        story.add_html(etree.tostring(without_namespaces(one), encoding="unicode", method="html"))


def without_namespaces(node: etree._Element) -> etree._Element:
    """XHTML without its namespace, so that it is read as HTML."""
    for one in node.iter():
        if isinstance(one.tag, str):
            one.tag = local_name(one)
    etree.cleanup_namespaces(node)
    return node


def _add_newsml_1(story: _Story, item: etree._Element) -> None:
    """The NewsML before G2, whose parts begin with capitals."""
    for what, names in {
        "title": ("HeadLine",),
        "byline": ("ByLine",),
        "slug": ("SlugLine",),
        "service": ("CreditLine", "CopyrightHolder"),
        "outlet": ("ProviderName",),
        "date": ("ThisRevisionCreated", "FirstCreated"),
        "identifier": ("PublicIdentifier", "NewsItemId"),
        "version": ("RevisionId",),
        "embargo": ("StatusWillChange",),
    }.items():
        for name in names:
            story.say(what, _shown(_first(item, name)))
    provider = _first(item, "Provider", "Source")
    if provider is not None:
        story.say("outlet", _attribute(provider, "Party", "FormalName"))
    dateline = _first(item, "DateLine")
    story.add(_shown(dateline), taken_by="newsml-dateline")
    for content in item.iter("{*}DataContent"):
        if len(content):
            _add_inline(story, content)
        else:
            _add_body(story, content.text or "", plain=True)
