"""What news agencies send: NITF, NewsML-G2, the NewsML before it, and what came before XML.

A feed says of its stories what a page leaves to be guessed: who supplies them, the catchword, the
version, what is under embargo until when, and what a correction corrects. All of it is taken from
there. XML is read by a parser that follows nothing; what defines entities is refused, since these
can pull in other files and grow without end.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from tui.text.archive.lines import html_lines, shown_text
from tui.text.archive.model import (
    Census,
    Part,
    PartParagraph,
    Unread,
    local_name,
    pass_over,
    without_namespaces,
    xml_root,
)
from tui.text.model import WITHDRAWN
from tui.text.page.decode import NotTextError, decode
from tui.text.page.metadata import iso_date
from tui.text.page.model import Metadata, PageError, check_tags

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tui.text.archive.model import Piece, Source
    from tui.text.model import Role


_BLANK_LINE = re.compile(r"\n\s*\n")


_FRAMED = re.compile(r"\s*<p>([^<]*)</p>\s*")
"""Plain text that is said to be so, in one paragraph of markup."""


_BREAK = re.compile(r"<(?:p|div|br)\b")


_ENTITY = re.compile(r"&(?:amp|quot|apos|lt|gt|nbsp|#\d{1,6}|#x[0-9a-fA-F]{1,5});")


_BESIDE_THE_TEXT = ("header", "footer", "nav", "aside")
"""Elements of HTML 5 that hold what an agency says of a story, beside its text."""


_SHORT = 4
"""Words of the longest line at the top or the end of a story that may be an agency's note."""


_SUBHEADS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "hl2"})


_CAPTIONS = frozenset({"figcaption", "figure", "caption", "media-caption"})


_CORRECTION = re.compile(r"correct|corrig|berichtig|rectif|retract|kill|withdraw", re.IGNORECASE)


_KILL = re.compile(r"(?:^|[^a-z])(?:kill|cancell?ed|withdrawn|retracted)", re.IGNORECASE)


_KILL_NOTE = re.compile(
    r"^\W*(?:bulletin|mandatory|advisory|urgent)?\W*kill(?:ed)?\b|\b(?:mandatory|bulletin) kill\b"
    r"|\bkill(?:s|ed|ing)? (?:this|the|our|its) (?:\w+ ){0,3}story\b"
    r"|\bstory (?:is |has been |was )?(?:withdrawn|retracted|killed|cancell?ed)\b"
    r"|\b(?:withdraws|retracts|withdrawing) (?:this|the|our|its) (?:\w+ ){0,3}story\b"
    r"|\b(?:Meldung|Text|Beitrag)\b[^.]{0,40} zurückgezogen|\b[dD]épêche annulée|\banulad[ao]\b"
    r"|\b(?:notizia|lancio) (?:è )?annullat[ao]\b",
    re.IGNORECASE,
)
"""What a note says that takes back a story; one that withdraws a paragraph of it corrects it."""


class FeedStory:
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
        """Add a paragraph; what some feeds escape twice is unescaped once more."""
        shown = shown_text(html.unescape(text) if _ENTITY.search(text) else text)
        if shown:
            self.passages.append(PartParagraph(shown, self.at, role, taken_by))

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
        """Add the paragraphs of plain text: blank lines part them, or indents, or lines' ends."""
        is_parted = _BLANK_LINE.search(text.strip())
        parts = _BLANK_LINE.split(text) if is_parted else _set_off(text) or text.splitlines()
        for part in parts:
            self.add(part, "body")

    def add_body(self, text: str, *, plain: bool) -> None:
        """Add the paragraphs of a text that is plain, unless it has markup all the same."""
        if plain and (framed := _FRAMED.fullmatch(text)):
            # Lines as they ran over the wire, in one paragraph of markup.
            text = html.unescape(framed[1])
        if plain and not _BREAK.search(text):
            self.add_plain(text)
        else:
            self.add_html(text)

    def note_correction(self, signals: Iterable[str | None]) -> None:
        """Note that the story corrects or withdraws one, where anything says so."""
        codes = (*signals, self.said.get("status"))
        note = self.said.get("note")
        if (note and _KILL_NOTE.search(note)) or any(one and _KILL.search(one) for one in codes):
            self.say("correction", f"{WITHDRAWN}: {note}" if note else WITHDRAWN)
            return
        for text in (*codes, note):
            if text and _CORRECTION.search(text):
                self.say("correction", note or text)
                return

    def _leave_notes_to_rules(self) -> None:
        """Let the rules judge what stands at the top and the end as an agency's notes do.

        Such as “(Adds quote)”, “(Reporting by …)” or “ends”; all else is the text.
        """
        text = [at for at, one in enumerate(self.passages) if one.role == "body"]
        for run in (text[:-1], text[:0:-1]):
            for at in run:
                one = self.passages[at]
                is_aside = one.text.startswith("(") and one.text.endswith(")")
                is_short = len(one.text.split()) <= _SHORT and one.text[-1:] not in '.!?:”"»'
                if not is_aside and not is_short:
                    break
                self.passages[at] = replace(one, role=None)

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
            if self.said.get("correction", "").startswith(WITHDRAWN):
                return Unread(number, f"is withdrawn by its agency{called}", self.at)
            return Unread(number, f"has no text{called}{where}", self.at)
        self._leave_notes_to_rules()
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
    story = FeedStory(1, source.path)
    _add_nitf(story, xml_root(source))
    piece = story.piece(1)
    if isinstance(piece, Unread):
        raise PageError(source.path, piece.reason)
    yield piece


def _add_nitf(story: FeedStory, root: etree._Element) -> None:
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
    story.note_correction(())
    content = _first(root, "body.content")
    _add_nitf_body(story, root if content is None else content)
    end = _first(root, "body.end")
    for node in end if end is not None else ():
        story.add(_shown(node), taken_by=f"nitf-{local_name(node)}")


def _add_nitf_standfirst(story: FeedStory, head: etree._Element) -> None:
    for node in head.iter("{*}hl2", "{*}abstract"):
        story.add(_shown(node), "standfirst" if local_name(node) == "hl2" else None,
                  None if local_name(node) == "hl2" else "nitf-abstract")  # fmt: skip


_INDENT = 2
"""Blanks from which on a line stands farther in than the others."""


_PARAGRAPHS: dict[str, Role] = {
    "p": "body", "pre": "body", "li": "body", "tr": "body", "bq": "body", "hl2": "subhead",
    "media-caption": "caption", "h2": "subhead", "h3": "subhead",
}  # fmt: skip


def _add_nitf_body(story: FeedStory, content: etree._Element) -> None:
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
            for text in _paragraphs_in(node) or [_shown(node)]:
                story.add(text, "caption" if in_media else role)


def _paragraphs_in(node: etree._Element) -> list[str]:
    """The paragraphs that an element holds in plain text, set off by blank lines or indents.

    Lines that are all as far in are but how the file is written; empty where there is one.
    """
    return _set_off("".join(_pieces(node)))


def _set_off(text: str) -> list[str]:
    lines = text.split("\n")
    depths = [len(one) - len(one.lstrip()) for one in lines[1:] if one.strip()]
    edge = min(depths, default=0)
    found: list[list[str]] = [[]]
    for at, line in enumerate(lines):
        is_blank = not line.strip()
        if is_blank or (at and len(line) - len(line.lstrip()) >= edge + _INDENT):
            found.append([])
        found[-1].append(line)
    texts = [text for one in found if (text := shown_text(" ".join(one)))]
    return texts if len(texts) > 1 else []


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
            pass_over(passed_over, kind)
            continue
        story = FeedStory(at, source.path)
        if local_name(item) == "newsItem":
            _add_newsml_g2(story, item)
        elif local_name(item) == "newsitem":
            _add_corpus_item(story, item)
        else:
            _add_newsml_1(story, item)
        number += 1
        yield story.piece(number)
    if not number:
        raise PageError(source.path, "is a feed without a story in it")
    yield Census(passed_over=passed_over)


def _news_items(root: etree._Element) -> Iterator[etree._Element]:
    if local_name(root) in ("newsItem", "NewsItem", "newsitem"):
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


def _add_newsml_g2(story: FeedStory, item: etree._Element) -> None:
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
    story.note_correction(one.get("qcode") for one in item.iter("{*}signal"))
    for content in item.iter("{*}contentSet"):
        _add_content(story, content)


def _code_name(node: etree._Element) -> str | None:
    """What a code names, such as the Reuters of `nprov:REUTERS`."""
    code = node.get("qcode") or node.get("literal") or ""
    name = re.split(r"[:/]", code)[-1]
    return name if len(name) > 1 else None


def _add_content(story: FeedStory, content: etree._Element) -> None:
    for node in content:
        kind = (node.get("contenttype") or "").lower()
        match local_name(node):
            case "inlineXML":
                _add_inline(story, node)
            case "inlineData":
                story.add_body(node.text or "", plain="html" not in kind)
            case "remoteContent":
                story.elsewhere = node.get("href")
                continue
            case _:
                continue
        if story.passages:
            return


def _add_inline(story: FeedStory, node: etree._Element) -> None:
    nitf = _first(node, "nitf")
    if nitf is not None:
        _add_nitf(story, nitf)
        return
    body = _first(node, "body")
    for one in node if body is None else [body]:
        page = _text_alone(without_namespaces(one))
        for paragraph in page.iter("p"):
            texts = [] if len(paragraph) else _paragraphs_in(paragraph)
            for at, text in enumerate(texts):
                if at == 0:
                    paragraph.text = text
                else:
                    etree.SubElement(paragraph, "br").tail = text
        story.add_html(etree.tostring(page, encoding="unicode", method="html"))


def _text_alone(body: etree._Element) -> etree._Element:
    """The part of a story's HTML that is said to be its text, or else what isn't beside it."""
    main = [
        one for one in body.iter("main", "article", "section")
        if one.tag != "section" or "main" in (one.get("class") or "").split()
    ]  # fmt: skip
    if len(main) == 1 and shown_text("".join(main[0].itertext())):
        return main[0]
    for one in list(body.iter(*_BESIDE_THE_TEXT)):
        parent = one.getparent()
        if parent is not None:
            etree.strip_elements(parent, one.tag, with_tail=False)
    return body


def _add_newsml_1(story: FeedStory, item: etree._Element) -> None:
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
            story.add_body(content.text or "", plain=True)


def _add_corpus_item(story: FeedStory, item: etree._Element) -> None:
    """A story as the Reuters corpus RCV1 has it, in a form of its own."""
    for what, names in {"title": ("headline", "title"), "byline": ("byline",)}.items():
        for name in names:
            story.say(what, _shown(_first(item, name)))
    story.say("date", item.get("date"))
    story.say("identifier", item.get("itemid"))
    for one in item.iter("{*}dc"):
        if one.get("element") == "dc.source":
            story.say("service", one.get("value"))
    for paragraph in item.iter("{*}p"):
        story.add("".join(paragraph.itertext()), "body")


_WIRE_CONTROLS = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f]")


_WIRE_END = re.compile(r"[A-Z]{2,4}-[A-Z]{2}-(\d\d)-(\d\d)-(\d\d) \d{4}(?:GMT|UTC)?<?")
"""The last line of a story: the wire, month, day and year, and the time."""


def wire_story(source: Source) -> Iterator[Piece]:
    """Read a story of ANPA 1312: heads begin with `^`, and paragraphs with a tab.

    Raises:
        PageError: It cannot be decoded, or has no text.
    """
    try:
        text, _ = decode(source.read())
    except NotTextError as error:
        raise PageError(source.path, f"{error}; save it again") from error
    story = FeedStory(1, source.path)
    heads: list[str] = []
    for number, raw in enumerate(text.splitlines()[2:], start=3):
        line = _WIRE_CONTROLS.sub("", raw)
        shown = shown_text(line)
        if not shown:
            continue
        story.at = number
        if end := _WIRE_END.fullmatch(shown):
            story.say("date", f"20{end[3]}-{end[1]}-{end[2]}")
            story.add(shown, taken_by="anpa-end")
        elif shown.startswith("^"):
            head = shown.strip("^<=> ")
            if story.passages:
                story.add(head, "subhead")
            else:
                heads.append(head)
        elif story.passages and not line[0].isspace():
            before = story.passages[-1]
            story.passages[-1] = replace(before, text=f"{before.text} {shown}")
        else:
            story.add(shown.rstrip("<"), "body")
    story.at = 1
    _add_wire_heads(story, heads)
    piece = story.piece(1)
    if isinstance(piece, Unread):
        raise PageError(source.path, piece.reason)
    yield piece


def _add_wire_heads(story: FeedStory, heads: list[str]) -> None:
    """The slug with its length, the headline, the byline, and whose story it is."""
    at = next((at for at, head in enumerate(heads) if head.startswith("By ")), len(heads))
    story.say("slug", heads[0].rpartition(",")[0] if heads else None)
    story.say("title", " ".join(heads[1:at]))
    story.say("byline", heads[at] if at < len(heads) else None)
    story.say("service", heads[-1].removeprefix("The ") if at + 1 < len(heads) else None)
