"""Documents of word processors (Word, OpenDocument, rich text) as lines, whatever is in them.

Libraries open the files; what is taken of them is taken here, since a draft is more than its plain
paragraphs: what was inserted while changes were tracked is in it and what was deleted is not,
notes and comments are not, and neither is what stands at the top and foot of every page. A file
that unpacks to more than a document is refused before it is unpacked, and so is one whose XML
defines entities, which no document does.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any

from tui.text.archive.lines import LABEL, LONGEST_LABEL, SourceLine, shown_text
from tui.text.archive.model import PROTECTED, check_password, check_xml, not_installed
from tui.text.page.model import MOST_LINES, MOST_TAGS, PageError, check_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from tui.text.archive.model import Source
    from tui.text.archive.settings import Made


MOST_UNPACKED = 300_000_000
"""Bytes that all of a document may unpack to, with its pictures."""


MOST_XML = 60_000_000
"""Bytes of its text with all markup: fifty novels; a tree of them takes five times as much."""


_MOST_TIMES = 200
"""Times its package size that a large part may have; markup packs to a tenth or a thirtieth."""


_LARGE = 5_000_000


_MOST_MEMBERS = 10_000
"""Files in a document, its pictures and all."""


_ENTITIES = re.compile(rb"<!(?:ENTITY|DOCTYPE)", re.IGNORECASE)


_DAMAGED = "is damaged or something else by content ({}); save or download it again"


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A document as lines, `made` as what it says it is; `broken` says why some are missing."""

    made: Made
    lines: tuple[SourceLine, ...]
    broken: str | None = None

    @property
    def text(self) -> str:
        """Its text, a line a line."""
        return "\n".join(line.text for line in self.lines)


_CUT_OFF = "is cut off at its end; copy it again, or save it again with a word processor"


def document_of(source: Source, made: Made) -> Manuscript:
    """Read a document.

    Raises:
        PageError: It is none, damaged, protected, or too large; or what reads it is missing.
    """
    readers = {"docx": _word, "odt": _open_document, "rtf": _rich_text}
    lines = tuple(readers[made](source))
    # Of a package that is cut off nothing can be read.
    return Manuscript(made, lines, _broken_rich(source.read()) if made == "rtf" else None)


_BRACE = re.compile(rb"\\[\\{}]|[{}]")


_UNREAD_GROUP = re.compile(rb"\{\s*\\(?:\*|(?:fonttbl|colortbl|stylesheet|info|pict|object)\b)")
"""Groups of rich text that are no part of what it says; one that never ends takes the rest."""


_MISMATCHED = (
    "is damaged: a brace too {} in its rich text hides what follows; copy it again, or save it "
    "again with a word processor"
)


def _broken_rich(data: bytes) -> str | None:
    """Why some of the text is missing of rich text, which is one group in braces, if any is."""
    data = data.rstrip(b"\0\x1a \r\n\t")
    if not data.endswith(b"}"):
        return _CUT_OFF
    # What stands in a picture's bytes need not match.
    if b"\\bin" in data:
        return None
    opened: list[int] = []
    ended = False
    # The last brace ends the first group, or whichever never ended.
    for brace in _BRACE.finditer(data, 0, len(data) - 1):
        if brace[0] == b"{":
            if ended:
                return _MISMATCHED.format("many")
            opened.append(brace.start())
        elif brace[0] == b"}" and opened:
            opened.pop()
            ended = not opened
    hidden = any(_UNREAD_GROUP.match(data, at) for at in opened)
    return _MISMATCHED.format("few") if hidden else None


def needed(module: str, path: str, what: str, extra: str) -> Any:
    """Import a library that only some formats need.

    Args:
        what: What the file is, with its article.
        extra: The extra of this program that brings it.

    Raises:
        PageError: It is not installed; the reason names the command that installs it.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise not_installed(path, what, extra) from error


def _checked(source: Source) -> tuple[IO[bytes], zipfile.ZipFile]:
    """A package document with its XML alone, after a look at how much it holds.

    Raises:
        PageError: It is none, or unpacks to more than a document has.
    """
    data = source.read()
    if not data.startswith(b"PK"):
        protected = "EncryptedPackage".encode("utf-16-le") in data
        raise PageError(source.path, PROTECTED if protected else _DAMAGED.format("no zip archive"))
    file = io.BytesIO(data)
    try:
        package = zipfile.ZipFile(file)
        members = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise PageError(source.path, _DAMAGED.format(error)) from error
    check_count("files in it", len(members), _MOST_MEMBERS, source.path)
    check_password(members, source.path)
    for member in members:
        large = member.file_size > _LARGE
        if large and member.file_size > _MOST_TIMES * max(member.compress_size, 1):
            _refuse(source, member.file_size)
        if member.filename.lower().endswith((".xml", ".rels")) and member.file_size > MOST_XML:
            _refuse(source, member.file_size)
    if (size := sum(member.file_size for member in members)) > MOST_UNPACKED:
        _refuse(source, size)
    try:
        return _repacked(source, package)
    except (
        zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError,
    ) as error:  # fmt: skip
        raise PageError(source.path, _DAMAGED.format(_said(error))) from error


def _repacked(source: Source, package: zipfile.ZipFile) -> tuple[IO[bytes], zipfile.ZipFile]:
    """A document that has nothing but its XML, and of that no more than it says that it has.

    The libraries would unpack all that is there, however small it says that it is.
    """
    file = io.BytesIO()
    size = tags = 0
    with zipfile.ZipFile(file, "w") as plain:
        for name in dict.fromkeys(package.namelist()):
            member = package.getinfo(name)
            data = b""
            if name.lower().endswith((".xml", ".rels")) or name == "mimetype":
                if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    raise zipfile.BadZipFile("package in a way that no document is")
                size += member.file_size
                if size > MOST_XML:
                    _refuse(source, size)
                with package.open(member) as part:
                    data = part.read(member.file_size)
                tags += data.count(b"<")
                check_count("tags", tags, MOST_TAGS, source.path)
                check_xml(data, source.path)
                _check_entities(source, data)
            if name == "[Content_Types].xml":
                data = _OTHER_WORD.sub(_WORD, data)
            plain.writestr(name, data)
    return file, zipfile.ZipFile(file)


_WORD = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


_OTHER_WORD = re.compile(
    rb"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabled(?:Template)?"
    rb"|openxmlformats-officedocument\.wordprocessingml\.template)\.main\+xml"
)
"""What documents with macros and templates call themselves, which the library does not open."""


def _refuse(source: Source, size: int) -> None:
    reason = (
        f"would unpack to {size / 1_000_000:,.0f} MB, which no document does; "
        "check where it comes from"
    )
    raise PageError(source.path, reason)


def _check_entities(source: Source, xml: bytes) -> None:
    """Refuse XML that defines entities or has a document type.

    Raises:
        PageError: It has.
    """
    # In UTF-16 there is a zero beside every letter.
    if _ENTITIES.search(xml.replace(b"\0", b"") if b"\0" in xml[:200] else xml):
        reason = (
            "has a document type or entities in its XML, which no document has; it was not read"
        )
        raise PageError(source.path, reason)


_UNSEEN = frozenset({
    "del", "moveFrom", "instrText", "delText", "Fallback", "rPr", "pPr", "tblPr", "trPr", "tcPr",
    "sectPr", "commentRangeStart", "footnote", "endnote", "comment", "annotation", "note",
    "tracked-changes", "sequence-decls", "forms", "desc", "title", "bookmark", "ruby-text",
    "delInstrText", "fldData", "object-ole", "settings",
})  # fmt: skip
"""Elements of Word and OpenDocument whose text no reader sees: properties, notes, deleted text."""


def _word(source: Source) -> Iterator[SourceLine]:
    file, package = _checked(source)
    names = {name.lower() for name in package.namelist()}
    if not any(name.startswith("word/") and name.endswith(".xml") for name in names):
        raise PageError(source.path, "is not a Word document, but something else that is package")
    docx = needed("docx", source.path, "a Word document", "office")
    try:
        package.close()
        document = docx.Document(file)
        styles = {
            str(style.style_id): str(style.name).lower() for style in document.styles if style.name
        }
        body = document.element.body
    except PageError:
        raise
    except Exception as error:
        raise PageError(source.path, _DAMAGED.format(_said(error))) from error
    yield from _Paragraphs(styles).lines(body)


def _open_document(source: Source) -> Iterator[SourceLine]:
    file, package = _checked(source)
    odfdo = needed("odfdo", source.path, "an OpenDocument text", "office")
    try:
        with suppress(KeyError):
            if b"encryption-data" in package.read("META-INF/manifest.xml"):
                raise PageError(source.path, PROTECTED)
        package.close()
        document = odfdo.Document(file)
        from lxml import etree

        xml = document.get_part("content.xml").serialize()
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(xml, parser)
    except PageError:
        raise
    except Exception as error:
        raise PageError(source.path, _DAMAGED.format(_said(error))) from error
    yield from _Paragraphs(_open_styles(root)).lines(root)


def _open_styles(root: etree._Element) -> dict[str, str]:
    """What the automatic styles of a document are made of, by their names."""
    styles = {}
    for style in root.iter("{*}style"):
        attributes = _attributes(style)
        if name := attributes.get("name"):
            styles[name] = attributes.get("parent-style-name", name).replace("_20_", " ").lower()
    return styles


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


def _attributes(node: etree._Element) -> dict[str, str]:
    """The attributes of an element by their names without namespaces."""
    return {str(name).rpartition("}")[2]: str(value) for name, value in node.attrib.items()}


_HEADINGS = re.compile(r"(?:heading|überschrift|titre|título|titolo|kop)\s*(\d)")


_TITLES = frozenset({"title", "titel", "titre", "título", "titolo"})


_SUBTITLES = frozenset({"subtitle", "untertitel", "sous-titre", "subtítulo", "sottotitolo"})


class _Paragraphs:
    """Goes through the paragraphs of a document of Word or OpenDocument, in order.

    The names of their elements differ, but not what they are: `p` and `h` are paragraphs, `t` is
    text in Word, and in OpenDocument all is that stands in a paragraph.
    """

    def __init__(self, styles: dict[str, str]) -> None:
        self._styles = styles
        self._number = 0
        self._blank = True

    def lines(self, node: etree._Element, label: str | None = None) -> Iterator[SourceLine]:
        """The lines below an element."""
        for child in node:
            name = _name(child)
            if name in _UNSEEN:
                continue
            if name in ("p", "h"):
                yield from self._paragraph(child, name, label)
            elif name in ("tr", "table-row"):
                yield from self._row(child)
            else:
                yield from self.lines(child, label)

    def _row(self, row: etree._Element) -> Iterator[SourceLine]:
        cells = list(_cells(row))
        label = None
        for at, cell in enumerate(cells):
            lines = list(self.lines(cell, label))
            first = lines[0] if at == 0 and len(cells) > 1 and len(lines) == 1 else None
            if first is not None and len(first.text) <= LONGEST_LABEL:
                label = first.text.rstrip(" :")
                lines = [replace(first, marks=first.marks | {LABEL})]
            yield from lines

    def _paragraph(
        self, node: etree._Element, name: str, label: str | None
    ) -> Iterator[SourceLine]:
        self._number += 1
        number = self._number
        boxes: list[etree._Element] = []
        text = "".join(_pieces(node, boxes))
        marks = self._marks(node, name)
        pieces = [text] if marks & {"title", "h1"} else text.split("\n")
        for piece in pieces:
            shown = shown_text(piece)
            if shown:
                yield SourceLine(number, shown, marks, label, self._blank)
            self._blank = not shown
        for box in boxes:
            yield from self.lines(box, label)

    def _marks(self, node: etree._Element, name: str) -> frozenset[str]:
        marks = set()
        properties = next((child for child in node if _name(child) == "pPr"), None)
        style = _attributes(node).get("style-name", "")
        for child in properties if properties is not None else ():
            if _name(child) == "pStyle":
                style = _attributes(child).get("val", "")
            elif _name(child) == "numPr":
                marks.add("li")
        called = self._styles.get(style, style.lower())
        level = _attributes(node).get("outline-level") if name == "h" else None
        if called in _TITLES:
            marks.add("title")
        elif called in _SUBTITLES:
            marks.add("subtitle")
        elif found := level or ((match := _HEADINGS.match(called)) and match[1]):
            marks.add(f"h{found}")
        if properties is not None and _all_bold(node):
            marks.add("bold")
        return frozenset(marks)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row, but not those of tables in them."""
    for child in row:
        if _name(child) in ("tc", "table-cell"):
            yield child
        elif _name(child) not in _UNSEEN:
            yield from _cells(child)


def _name(node: etree._Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _all_bold(node: etree._Element) -> bool:
    """Whether all text of a paragraph of Word is set in bold."""
    runs = [run for run in node if _name(run) == "r" and any(_name(one) == "t" for one in run)]
    return bool(runs) and all(_is_set(run, "b") for run in runs)


def _is_set(run: etree._Element, what: str) -> bool:
    for properties in run:
        if _name(properties) == "rPr":
            for one in properties:
                if _name(one) == what:
                    return _attributes(one).get("val", "1") not in ("0", "false", "off")
    return False


def _pieces(node: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    """The text in a paragraph; what stands in a frame is put aside, as it has its own."""
    is_word = "wordprocessingml" in str(node.tag)
    # The library finds out anew what the text of other elements would be.
    if (not is_word or _name(node) == "t") and node.text:
        yield node.text
    for child in node:
        name = _name(child)
        if name in ("txbxContent", "text-box"):
            boxes.append(child)
        elif name in ("tab", "ptab"):
            yield "\t"
        elif name in ("br", "cr", "line-break"):
            yield "\n"
        elif name == "s":
            yield " "
        elif name == "noBreakHyphen":
            yield "-"
        elif name not in _UNSEEN and not (name == "r" and _is_set(child, "vanish")):
            yield from _pieces(child, boxes)
        if child.tail and not is_word:
            yield child.tail


_CELL, _ROW, _BOLD = "\uf8f5", "\uf8f6", "\uf8f7"
"""From the private use area, for what the library drops or doesn't tell from text."""


_CONTROLS = (
    # A backslash first, which is found at once; that none stands before it is asked then.
    (re.compile(r"\\(?<!\\\\)(?:nest)?cell(?![a-z0-9]) ?"), f"{_CELL}\\\\par "),
    (re.compile(r"\\(?<!\\\\)(?:nest)?row(?![a-z0-9]) ?"), f"{_ROW}\\\\par "),
    (re.compile(r"\\(?<!\\\\)b(?![a-z0-9-]) ?"), f"\\\\b {_BOLD}"),
    (re.compile(r"\\(?:page|column|sect)(?![a-z0-9]) ?"), r"\\par "),
    # What the library takes for a link would be put into the text; its expression for that
    # looks at a whole line for each field, too, and a file may be one line.
    (re.compile(r"HYPERLINK(?=\s)"), "LINK"),
    (re.compile(r"\{\\field(?![a-z])"), r"\n{\\field"),
    # A number that names no character, or is too long for one, would end all reading.
    (re.compile(r"\\u(?:-\d{6,}|-[4-9]\d{4}|\d{7,})"), r"\\u65533"),
    (re.compile(r"\\(uc|fcharset)(?:\d{4,}|(?![a-z\d-]))"), r"\\\g<1>1"),
)


_GONE = re.compile(r"\{(?:\\[a-z]+-?\d* ?){0,20}?\\(?:deleted|v)(?![a-z0-9])[^{}]*\}")
"""What was deleted while changes were tracked, and what is hidden."""


_PICTURE = re.compile(r"\{\\\*?\\?(?:pict|object|bin)\b[^{}]{2000,}\}")


_PARAGRAPH = re.compile(r"\\par(?![a-z])")


_LEAST_RUN = 20


_LONGEST_ARGUMENT = 48


_RUN = re.compile(rf"[^\\{{}}\r\n]{{{_LEAST_RUN + 4},}}")


_STAND_IN = range(0xF0000, 0x10FFFE)


_RICH = "{\\rtf"


_CODE_PAGE = re.compile(rb"\\ansicpg(\d{2,5})")


_MOST_CONTROLS = 500_000
"""Words and groups of rich text, which are read one by one; in it, each letter beyond ASCII is
one, so that the longest of Russian articles have half as many."""


def _rich_text(source: Source) -> Iterator[SourceLine]:
    data = source.read()
    striprtf = needed("striprtf.striprtf", source.path, "rich text (RTF)", "office")
    text = _decoded_rich(data)
    text = _GONE.sub("", _PICTURE.sub("", text))
    check_count("controls", text.count("\\") + text.count("{"), _MOST_CONTROLS, source.path)
    for control, instead in _CONTROLS:
        text = control.sub(instead, text)
    # With the cells of tables, each of which is a paragraph by now.
    check_count("lines", len(_PARAGRAPH.findall(text)), MOST_LINES, source.path)
    runs: list[str] = []
    text = _RUN.sub(lambda run: _with_stand_in(run[0], runs), text)
    try:
        plain = striprtf.rtf_to_text(text, errors="replace")
    except Exception as error:
        raise PageError(source.path, _DAMAGED.format(_said(error))) from error
    plain = "".join(
        runs[ord(one) - _STAND_IN[0]] if ord(one) in _STAND_IN else one for one in plain
    )
    # Characters beyond the first 65,536 are written as two halves.
    plain = plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    yield from _rich_lines(plain)


def _decoded_rich(data: bytes) -> str:
    """Rich text by the code page that it names; by the usual one where that cannot be right.

    Its controls are ASCII, which none of the pages of mainframes has in its place.
    """
    page = _CODE_PAGE.search(data[:4000])
    if page is not None:
        with suppress(LookupError):
            text = data.decode(f"cp{int(page[1])}", "replace")
            if text.startswith(_RICH):
                return text
        # The library would read what is written as controls by it.
        data = data[: page.start(1)] + b"1252" + data[page.end(1) :]
    return data.decode("cp1252", "replace")


def _with_stand_in(run: str, runs: list[str]) -> str:
    """A run of text with a character for all that is nothing but text.

    The library takes text letter by letter. A space or its own length ends any control that the
    run begins in, which may skip the next few characters.
    """
    space = run.find(" ", 0, _LONGEST_ARGUMENT - 4)
    start = _LONGEST_ARGUMENT if space < 0 else space + 4
    if len(run) - start < _LEAST_RUN or len(runs) >= len(_STAND_IN):
        return run
    runs.append(run[start:])
    return run[:start] + chr(_STAND_IN[0] + len(runs) - 1)


def _rich_lines(plain: str) -> Iterator[SourceLine]:
    """The lines of rich text, rows of tables with their first cell as the label of the others."""
    row: list[list[SourceLine]] | None = None
    blank = True
    for number, raw in enumerate(plain.split("\n"), start=1):
        line = _rich_line(number, raw, parted=blank)
        if row is None and _CELL not in raw:
            blank = line is None
            if line:
                yield line
            continue
        row = [[]] if row is None else row
        if line:
            row[-1].append(line)
        if _CELL in raw:
            row.append([])
        if _ROW in raw:
            yield from _table_row(row)
            row = None
    yield from _table_row(row or [])


def _table_row(cells: list[list[SourceLine]]) -> Iterator[SourceLine]:
    label = None
    if len(cells) > 1 and len(cells[0]) == 1 and len(cells[0][0].text) <= LONGEST_LABEL:
        first = cells.pop(0)[0]
        label = first.text.rstrip(" :")
        yield replace(first, marks=first.marks | {LABEL})
    for cell in cells:
        yield from (replace(line, label=label) for line in cell)


_MARKS = re.compile(f"[{_CELL}{_ROW}{_BOLD}]")


def _rich_line(number: int, raw: str, *, parted: bool) -> SourceLine | None:
    text = shown_text(_MARKS.sub("", raw))
    if not text:
        return None
    bold = frozenset({"bold"}) if raw.lstrip().startswith(_BOLD) else frozenset()
    return SourceLine(number, text, bold, None, parted)
