"""What is saved beside a page about it: by Zotero, in its storage or an export, or by ArchiveBox.

The page itself comes first; what it leaves open (address, outlet, date, when it was taken) is
filled in from there. Databases are opened to be read only, XML without entities, and neither where
it is larger than any library is.
"""

from __future__ import annotations

import os
import re
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.text.page.decode import load_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui.text.model import Article


_LARGEST = 500_000_000
"""The largest database that is asked."""


_MOST_TEXT = 50_000_000


_STORED = re.compile(r"[A-Z0-9]{8}")
"""A folder of Zotero's storage."""


_LONGEST = 500


_ASKED = """
SELECT fields.fieldName, itemDataValues.value, itemData.itemID = items.itemID
FROM items JOIN itemAttachments ON itemAttachments.itemID = items.itemID
JOIN itemData ON itemData.itemID IN (items.itemID, itemAttachments.parentItemID)
JOIN fields ON fields.fieldID = itemData.fieldID
JOIN itemDataValues ON itemDataValues.valueID = itemData.valueID
WHERE items.key = ? ORDER BY 3 LIMIT 200
"""
"""What is said of the item that a stored page is of, then of the page itself."""


_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


_DC = "{http://purl.org/dc/elements/1.1/}"


_TERMS = "{http://purl.org/dc/terms/}"


_LINK = "{http://purl.org/rss/1.0/modules/link/}link"


def with_what_is_beside(article: Article) -> Article:
    """An article with what is saved beside its page, where the page itself leaves it open."""
    known = article.url and article.outlet and article.date and article.captured
    if article.part is not None or known:
        return article
    file = Path(article.path)
    try:
        said = _said(file)
    except (OSError, ValueError, RecursionError):
        # Whatever it is, the page is read without.
        return article
    if not said:
        return article
    # It loads what reads HTML.
    from tui.text.page.metadata import iso_date

    url, outlet = _line(said.get("url")), _line(said.get("outlet"))
    return replace(
        article,
        url=article.url or (url if url and re.match(r"https?://", url) else None),
        outlet=article.outlet or outlet,
        date=article.date or iso_date(_line(said.get("date"))),
        captured=article.captured or _moment(_line(said.get("captured"))),
    )


def _line(value: object) -> str | None:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text if 0 < len(text) <= _LONGEST else None


def _moment(text: str | None) -> str | None:
    """A time as ISO has it; Zotero's are in UTC and don't say so."""
    plain = re.fullmatch(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(\S*)", text or "")
    return f"{plain[1]}T{plain[2]}{plain[3] or 'Z'}" if plain else None


def _of_clock(seconds: object) -> str | None:
    """A time that is counted in seconds since 1970, as ISO has it."""
    digits = re.fullmatch(r"(\d{9,10})(?:\.\d*)?", str(seconds))
    if digits is None:
        return None
    return datetime.fromtimestamp(int(digits[1]), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _said(file: Path) -> Mapping[str, object]:
    """What stands beside a file about it; nothing where nothing does."""
    folder = file.parent
    above = Path(os.path.realpath(folder)).parent
    if _STORED.fullmatch(folder.name) and (base := above.parent / "zotero.sqlite").is_file():
        return _stored(base, folder.name)
    if above.name == "files" and folder.name.isdecimal():
        for export in sorted(above.parent.glob("*.rdf")):
            status = export.stat()
            known = _exported(str(export), status.st_mtime_ns, status.st_size)
            if (said := known.get(f"files/{folder.name}/{file.name}")) is not None:
                return said
    index = folder / "index.json"
    if index.is_file() and index.stat().st_size <= _MOST_TEXT:
        data = load_json(index.read_text(encoding="utf-8", errors="replace"))
        # ArchiveBox says of each page it has saved when, and from where.
        if isinstance(data, dict) and {"url", "timestamp"} <= data.keys():
            return {"url": data["url"], "captured": _of_clock(data["timestamp"])}
    return {}


def _stored(base: Path, key: str) -> Mapping[str, object]:
    """What Zotero's database says of a page in its storage."""
    # Few pages are in a storage of Zotero's.
    import sqlite3

    if base.stat().st_size > _LARGEST:
        return {}
    address = f"{base.resolve().as_uri()}?mode=ro&immutable=1"
    found: dict[str, object] = {}
    names = {"publicationTitle": "outlet", "websiteTitle": "outlet", "blogTitle": "outlet"}
    names |= {"url": "url", "date": "date", "accessDate": "captured"}
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(address, uri=True)) as database,
    ):
        for name, value, of_page in database.execute(_ASKED, (key,)):
            what = names.get(name)
            # When the page was saved is said of the page alone.
            if what and (what != "captured" or of_page):
                found.setdefault(what, value)
    return found


@lru_cache(maxsize=8)
def _exported(export: str, _changed: int, size: int) -> Mapping[str, Mapping[str, object]]:
    """What an export of Zotero (RDF with files) says of its pages, by their paths."""
    from lxml import etree

    if size > _MOST_TEXT:
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.parse(export, parser).getroot()
    except etree.XMLSyntaxError:
        return {}
    by_name = {name: one for one in root if (name := one.get(f"{_RDF}about"))}
    # Each item names its attachments, and each of these its file.
    items = {link.get(f"{_RDF}resource"): item for item in root for link in item.iterfind(_LINK)}
    files: dict[str, Mapping[str, object]] = {}
    for name, one in by_name.items():
        resource = next(
            (node.get(f"{_RDF}resource") for node in one if node.tag.endswith("}resource")), None
        )
        if resource:
            files[resource] = dict(_of_item(items.get(name), one, by_name))
    return files


def _of_item(item: Any, page: Any, by_name: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    taken = page.findtext(f"{_TERMS}dateSubmitted") or page.findtext(f"{_DC}date")
    yield "captured", taken
    for one in (page, item):
        if one is None:
            continue
        if url := one.findtext(f"{_DC}identifier/{_TERMS}URI/{_RDF}value"):
            yield "url", url
        if one is item:
            yield "date", one.findtext(f"{_DC}date")
            part = one.find(f"{_TERMS}isPartOf")
            if part is not None:
                whole = by_name.get(part.get(f"{_RDF}resource"), next(iter(part), None))
                yield "outlet", None if whole is None else whole.findtext(f"{_DC}title")
