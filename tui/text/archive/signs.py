"""How files that hold several articles begin: what tells each kind, by its first bytes.

Asked of every page that is read, and therefore quick, and sure rather than complete: a page that
is taken for a table is lost to its reader.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.text.archive.model import HEAD, MOST_BEFORE_XML, XML
from tui.text.page.decode import load_json

if TYPE_CHECKING:
    from tui.text.archive.model import Source


_MARKS = b"\xef\xbb\xbf\xff\xfe"


_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


_KEY = re.compile(rb'"([^"\\]{1,60})"\s*:\s*(?:"[^"]{40}|[\[{])')
"""A key with a text of some length, a list or an object."""


_OWN_REPORT = re.compile(rb'\{\s*"schema"\s*:\s*"compare/(?!article/)')


_OWN_COLUMNS = frozenset({"sha256", "paragraph", "otherpath", "othertext"})
"""What the first row of a report on coverage has, which holds paragraphs of articles."""


DELIMITERS = (",", ";", "\t", "|", "^", "~", "\x01", "\x1f")
"""What parts the cells of tables."""


LONGEST_NAMES = 20_000
"""Characters of a line that may name the columns of a table."""


_DELIMITER = re.compile(f"[{re.escape(''.join(DELIMITERS))}]")


_OPENING = re.compile(rb'\{\s*(?:"[^"\n]{0,200}"\s*:|\}\s*$)|\[\s*(?:\{\s*"|\]\s*$)')


_OF_SEVERAL_LINES = re.compile(rb"\[\s*\{|\{\s*\n\s*\"")


def _start(source: Source) -> bytes:
    """The head in UTF-8, without a byte-order mark and white space."""
    if source.head.startswith(_UTF_16):
        return source.head.decode("utf-16", "replace").encode(errors="replace").lstrip()
    return source.head.lstrip(_MARKS).replace(b"\0", b"").lstrip()


def is_json_lines(source: Source) -> bool:
    """Whether each line is an object of JSON: the first must be one, and another begins below."""
    start = _start(source)
    if source.name.endswith((".jsonl", ".ndjson")):
        # A list, or objects over several lines, is often called so too.
        return _OF_SEVERAL_LINES.match(start) is None
    first, line_end, rest = start.partition(b"\n")
    return bool(line_end) and rest.lstrip()[:1] == b"{" and _is_object(first)


def is_json(source: Source) -> bool:
    """Whether it is JSON of another form."""
    if source.name.endswith(".json"):
        return True
    return _OPENING.match(_start(source)) is not None


def _is_object(line: bytes) -> bool:
    if not line.startswith(b"{"):
        return False
    try:
        return isinstance(load_json(line), dict)
    except (ValueError, RecursionError):
        return False


def is_json_article(source: Source) -> bool:
    """Whether it is one object of JSON that is an article by itself; a long one is not told."""
    start = _start(source)
    if not start.startswith(b"{") or len(source.head) >= HEAD:
        return False
    try:
        whole = load_json(start)
    except (ValueError, RecursionError):
        return False
    tables = source.settings.tables
    if isinstance(whole, dict) and whole and all(isinstance(one, dict) for one in whole.values()):
        # A table by its columns.
        return False
    return isinstance(whole, dict) and all(
        any(
            isinstance(value, str | dict) and tables.plain(key) in names
            for key, value in whole.items()
        )
        for names in (tables.folded("text"), tables.folded("title"))
    )


def has_text_key(source: Source) -> bool:
    """Whether an object of JSON at its beginning has a key under which articles have their text."""
    if _OWN_REPORT.match(_start(source)):
        return False
    tables = source.settings.tables
    keys = _KEY.findall(source.head.replace(b"\0", b""))
    names = tables.folded("text")
    return any(tables.plain(key.decode("utf-8", "replace")) in names for key in keys)


def has_text_column(source: Source) -> bool:
    """Whether the first row of a table names a column of text, and it is no report of our own."""
    return not _columns(source).isdisjoint(source.settings.tables.folded("text"))


def is_delimited(source: Source) -> bool:
    """Whether it is a table: by its name, or by a first row that names text and a headline."""
    if source.name.endswith((".csv", ".tsv", ".tab")):
        return True
    columns = _columns(source)
    tables = source.settings.tables
    return len(columns) > 1 and all(
        not columns.isdisjoint(tables.folded(what)) for what in ("text", "title")
    )


def _columns(source: Source) -> frozenset[str]:
    first = re.split(rb"\r|\n", _start(source), maxsplit=1)[0]
    if first.lstrip()[:1] == b"<" or len(first) > LONGEST_NAMES:
        # Markup in one line, where an entity ends in a semicolon.
        return frozenset()
    try:
        names = first.decode()
    except UnicodeDecodeError:
        # What older programs write in the West; names in other alphabets are told by the ending.
        names = first.decode("cp1252", "replace")
    cells = _DELIMITER.split(names)
    if len(cells) == 1:
        return frozenset()
    plain = source.settings.tables.plain
    columns = frozenset(plain(cell.strip("\"' ")) for cell in cells)
    return frozenset() if columns >= _OWN_COLUMNS else columns


_FROM = re.compile(rb"From \S")


_YEAR_AT_END = re.compile(rb"\d{4}\s*\Z")


_LONGEST_END = 100


_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]*:|>?From ")


def parts_mails(line: bytes, below: bytes) -> bool:
    """Whether a line parts mails in bulk: a sender and a time, and a header below it."""
    if _FROM.match(line) is None or _FIELD.match(below) is None:
        return False
    return _YEAR_AT_END.search(line[-_LONGEST_END:]) is not None


def is_mbox(source: Source) -> bool:
    """Whether it begins as mails in bulk do, with a sender, a time and a header."""
    line, _, below = source.head.partition(b"\n")
    return parts_mails(line, below)


def is_warc(source: Source) -> bool:
    """Whether it begins with a record of a web archive."""
    return source.head.startswith((b"WARC/0.", b"WARC/1."))


def is_wacz(source: Source) -> bool:
    """Whether it is a package with WARC files in it."""
    return any(
        name.startswith("archive/") and name.lower().endswith((".warc", ".warc.gz"))
        for name in source.members
    )


def is_safari_page(source: Source) -> bool:
    """Whether it is a page that Safari has saved with all that belongs to it."""
    if not (source.head.startswith(b"bplist00") or b"<!DOCTYPE plist" in source.head[:300]):
        return False
    return source.name.endswith(".webarchive") or b"WebMainResource" in source.head


def is_parquet(source: Source) -> bool:
    """Whether it begins as a Parquet file does."""
    return source.head.startswith(b"PAR1")


_ABOVE_ROOT = re.compile(
    rb"\s+|<\?[^>]*>|<!--.{0,2000}?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\])?\s*>",
    re.DOTALL | re.IGNORECASE,
)


_ROOT = re.compile(rb"<([A-Za-z_][\w:.-]*)")


def _root(start: bytes) -> str:
    """The name of the first element of XML, in small letters."""
    at = 0
    # Step by step: an expression for all of it takes time with a power of the comments' number.
    while above := _ABOVE_ROOT.match(start, at):
        at = above.end()
    match = _ROOT.match(start, at)
    return match[1].decode("ascii", "replace").lower() if match else ""


def _root_of(source: Source) -> str:
    """The same of a file, before whose XML something may stand by mistake if it ends as XML."""
    start = _start(source)
    at = start.find(XML, 0, MOST_BEFORE_XML)
    root = _root(start[max(at, 0) :])
    end = f"</{root}>".encode()
    if at > 0 and not source.ends[-MOST_BEFORE_XML:].rstrip().lower().endswith(end):
        return _root(start)
    return root


def _local_root(source: Source) -> str:
    """The same without the prefix of its namespace."""
    return _root_of(source).rpartition(":")[2]


_WIRE = re.compile(
    rb"\A[\0-\x20]*[^\r\n]{0,30}\r?\n[\0-\x1f]*"
    rb"[a-z] [a-z] [A-Z]{2}-[^\r\n]{1,60}?\s\d\d-\d\d\s+\d{3,5}[\0-\x20]*\n"
)
"""The number of a story of the wire, then its priority, desk, slug, day and words."""


def is_wire(source: Source) -> bool:
    """Whether it is a story as it ran over the wire, in the format of ANPA 1312."""
    return _WIRE.match(source.head[:400]) is not None


def is_nitf(source: Source) -> bool:
    """Whether it is a story in NITF."""
    return _local_root(source) == "nitf"


def is_newsml(source: Source) -> bool:
    """Whether it is a message in NewsML."""
    return _local_root(source) in ("newsmessage", "newsitem", "newsml", "packageitem")


NINJS_BODIES = (
    "body_xhtml", "body_html", "body_html5", "body_richhtml5", "body_nitf", "body_text", "bodies"
)  # fmt: skip
"""The keys of all versions of ninjs for the text of a story, what says most before others."""


_NINJS_BODY = re.compile(f'"(?:{"|".join(NINJS_BODIES)})"\\s*:'.encode())


_NINJS_KEYS = re.compile(
    rb'"(?:version[Cc]reated|first[Cc]reated|pubstatus|pubStatus|copyright[Hh]older|usageterms'
    rb'|usageTerms|representationtype|contentCreated)"\s*:|ninjs'
)


def _is_ninjs(source: Source) -> bool:
    head = source.head
    return bool(_NINJS_BODY.search(head) and _NINJS_KEYS.search(head))


def is_ninjs_item(source: Source) -> bool:
    """Whether it is one story in ninjs: an object that has the text itself."""
    start = _start(source)
    if not start.startswith(b"{") or not _is_ninjs(source):
        return False
    if len(source.head) < HEAD:
        try:
            whole = load_json(start)
        except (ValueError, RecursionError):
            return False
        return isinstance(whole, dict) and any(
            isinstance(whole.get(key), str | list) for key in NINJS_BODIES
        )
    # Of a longer one, the first key with a list or object in it tells a list of stories.
    return not re.match(rb'\{\s*"[^"]{1,40}"\s*:\s*\[', start)


def is_ninjs_feed(source: Source) -> bool:
    """Whether it is a list of stories in ninjs."""
    return _start(source).startswith((b"[", b"{")) and _is_ninjs(source)


def is_feed(source: Source) -> bool:
    """Whether it is a saved feed in RSS or Atom."""
    return _root_of(source) in ("rss", "feed", "rdf:rdf", "atom:feed")


_FETCH = "`compare fetch` saves the pages that its addresses lead to"


_NO_TEXTS = (
    (rb"<!doctype netscape-bookmark-file", f"is a list of bookmarks; {_FETCH}"),
    (rb"<li><a href=\"[^\"<>]*\"\s+time_added=", f"is a list of saved addresses; {_FETCH}"),
    (
        rb"\A(?:TY  - [A-Z]{2,8}\s|%0 [A-Z][\w ]{2,30}\r?\n%|PMID- \d)",
        "is a bibliography, which has no texts of articles; save the articles themselves",
    ),
    (
        rb"\A(?:%[^\n]{0,300}\n|\s)*@[a-z]{3,20}\s*\{\s*[^\s,{}\"]{1,100},\s*[\r\n]",
        "is a bibliography (BibTeX), which has no texts of articles; save the articles themselves",
    ),
    (
        rb"\A(?:<!doctype lewis\b|<(?:DOC|REUTERS)\b[^>]{0,300}>\s*"
        rb"<(?:DOCNO|DATE|HEADLINE|TEXT)\b)",
        "is a corpus in SGML; make JSON Lines of it, one article a line",
    ),
    (
        rb"\A(?:#[^\n]{0,1000}\n)*1\t[^\t\n]{1,100}\t[^\t\n]{1,100}\t[^\t\n]{1,20}\t",
        "is a corpus of single words (CoNLL); make JSON Lines of its texts, one article a line",
    ),
    (
        rb"\A(?:<\?xml[^<>]*>\s*)?<(?:corpus|doc|text)\b[^<>]*>\s*(?:<\w{1,10}\b[^<>]*>\s*)*"
        rb"[^\t\n<>]{1,100}\t[^\t\n]{1,40}\t?[^\n]*\n[^\t\n<>]{1,100}\t",
        "is a corpus of single words; make JSON Lines of its texts, one article a line",
    ),
    (
        rb"\A(?: CDX [A-Za-z ]{5,40}\n)?[^\s()]{1,200}\)/\S* \d{14} (?:\{\"|\w{1,10}://)",
        "is the index of a web archive (CDX); open the archive itself",
    ),
    (
        rb"\Afiledesc://",
        "is a web archive in the older form ARC; make a WARC of it (warcio recompress)",
    ),
    (
        rb"\A(?:(?:var|let|const)\s+\w{1,60}|window(?:\.\w{1,60}|\[[^\]\n]{1,60}\]){1,5})\s*=\s*[\[{]",
        "is a script with data in it; save the list in it as JSON",
    ),
    (rb"\ABEGIN:V(?:CALENDAR|CARD)\b", "is a calendar or address book, and no article"),
)
"""How files begin that are read as text by mistake, and why they are no pages."""


_PACKED = "packed with {}; unpack it, and open what is in it"


_BINARY = (
    (
        b"\xd0\xcf\x11\xe0",
        "an old office document; save it as .docx, or a table as CSV, and try again",
    ),
    (b"7z\xbc\xaf", _PACKED.format("7-Zip")),
    (b"BZh", _PACKED.format("bzip2")),
    (b"\xfd7zXZ\x00", _PACKED.format("xz")),
    (b"Rar!", _PACKED.format("RAR")),
    (b"\x28\xb5\x2f\xfd", _PACKED.format("zstd")),
    (b"SQLite format 3", "a database (SQLite); save its table of articles as CSV"),
    (b"ARROW1", "a table in Arrow's form (Feather); save it as Parquet"),
    (b"!BDN", "a mailbox of Outlook; export its mails as .eml or .mbox"),
)
"""How files begin that are no text, and what they are."""


_CORPUS = "is a corpus ({}); make JSON Lines of it, one article a line"


_LISTS = {
    "urlset": f"is a list of a site's addresses (sitemap); {_FETCH}",
    "sitemapindex": f"is a list of a site's addresses (sitemap); {_FETCH}",
    "opml": "is a list of news feeds, which has no articles; save the feeds themselves",
    "mediawiki": "is an export of a wiki, with its markup; save the articles' pages themselves",
    "tei": _CORPUS.format("TEI"),
    "teicorpus": _CORPUS.format("TEI"),
    "en-export": "is an export of Evernote; export the notes as HTML, and open these",
}
"""XML that has addresses or notes in it."""


_DRAWINGS = ("svg", "kml", "gpx", "plist")


_PACKAGES = (
    ("xl/", "a spreadsheet; save its sheet as CSV"),
    ("ppt/", "a presentation; save it as PDF"),
    ("Index/Tables/", "a spreadsheet of Numbers; export it as CSV"),
    ("Index/", "a document of Pages; export it as Word (.docx)"),
    ("META-INF/container.xml", "a book (EPUB); save the article that you want as a page"),
)
"""What a member of a zip file tells of it, and what helps."""


_LOOKED_AT = 2000
"""Bytes at the beginning in which such a sign stands."""


_OPEN_TABLE = b"application/vnd.oasis.opendocument.spreadsheet"


def _package_refusal(source: Source) -> str:
    if _OPEN_TABLE in source.head[:200]:
        return "is a spreadsheet; save its sheet as CSV"
    for start, what in _PACKAGES:
        if any(name.startswith(start) for name in source.members):
            return f"is {what}"
    return "is a zip archive; unpack it, and open what is in it"


_ZIPPED = b"PK\x03\x04"


_MEMBER = re.compile(rb"(?s)PK\x03\x04.{22}(..)..")
"""What stands before a member of a zip file: the length of its name, which follows."""


_CUT_OFF: tuple[tuple[str, str, str], ...] = (
    (r"archive/.+\.warc(\.gz)?|pages/\w+\.jsonl|datapackage\.json", ".wacz", "web archive (WACZ)"),
    (r"word/.+", ".docx", "Word document"),
    (r"META-INF/manifest\.xml", ".odt", "OpenDocument text"),
)
"""Names in a package by which it is known, or else what its own name ends in, and what it is."""


def _cut_off_refusal(source: Source) -> str:
    """Why a zip file does not open: the list of its members stands last, and is not there."""
    head = source.head
    names = []
    for match in _MEMBER.finditer(head):
        length = int.from_bytes(match[1], "little")
        names.append(head[match.end() : match.end() + length].decode("utf-8", "replace"))
    for sign, ending, what in _CUT_OFF:
        if source.name.endswith(ending) or any(re.fullmatch(sign, name) for name in names):
            return f"is a {what} that is damaged or cut off; copy or download it again"
    return "is a zip archive or an office document that is damaged or cut off; copy it again"


def refusal_of(source: Source) -> str | None:
    """Why a file that no reader knows is no page either; None where it may be one."""
    if source.members:
        return _package_refusal(source)
    if source.head.startswith(_ZIPPED):
        return _cut_off_refusal(source)
    head, start = source.head, _start(source)
    for mark, what in _BINARY:
        if head.startswith(mark):
            return f"is {what}"
    for sign, why in _NO_TEXTS:
        if re.search(rb"(?i)" + sign, start[:_LOOKED_AT]):
            return why
    if start.startswith(b"<") and (xml := _xml_refusal(start)) is not None:
        return xml
    from tui.text.archive.databases import unknown_export

    return unknown_export(source) if head else None


_SAVE_OR_MAKE = "save the page itself, or make JSON Lines of it, one article a line"


def _xml_refusal(start: bytes) -> str | None:
    root = _root(start)
    if root in _LISTS:
        return _LISTS[root]
    if root in _DRAWINGS or (start.startswith(b"<?xml") and root not in ("", "html")):
        return f"is XML ({root[:40]}) of a kind that is not read; {_SAVE_OR_MAKE}"
    return None


def is_draft(source: Source) -> bool:
    """Whether it is a document of a word processor."""
    return source.made is not None


def is_document_export(source: Source) -> bool:
    """Whether it is such a document, and an export of a press database."""
    if source.made is None:
        return False
    # Loaded for documents alone, which are few.
    from tui.text.archive.databases import holds_export

    return holds_export(source)


def is_printed_export(source: Source) -> bool:
    """Whether it is a PDF that an export of a press database was printed as."""
    if not is_pdf(source):
        return False
    from tui.text.archive.databases import holds_printed

    return holds_printed(source)


def is_pdf(source: Source) -> bool:
    """Whether it is a PDF, before which some bytes may stand."""
    return b"%PDF-" in source.head[:1024]


def is_export(source: Source) -> bool:
    """Whether it is an export of a press database in plain text or HTML."""
    if source.made is not None or source.head.startswith((b"PK\x03\x04", b"%PDF")):
        return False
    from tui.text.archive.databases import export_layout

    return export_layout(source) is not None
