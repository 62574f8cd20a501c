"""What an HTML page says of itself: JSON-LD, OpenGraph, meta elements, and who saved it.

What is said of the article comes before what is said of the page: sites fill the latter from
their templates, and name themselves there as authors and today as the date.
"""

from __future__ import annotations

import contextlib
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from lxml import etree

from tui.text.page.decode import load_json
from tui.text.page.model import Metadata

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement


_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")


_FIRST_YEAR = 1600
"""There were no newspapers before; 0001 is what a site's software says where it knows no date."""


_MOST_JSON = 1_000_000
"""Characters of JSON-LD beyond which it is something else than a page's metadata."""


_LONGEST = 500
"""Characters of the longest title, name or address that is believed."""


_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Story)$")


_PAPER = "NewsMediaOrganization"
"""What JSON-LD calls an outlet, which some name as the author."""


_NAMES = {
    "title": ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title"),
    "author": (
        "author", "article:author", "og:article:author", "dc.creator", "byl", "parsely-author",
        "sailthru.author", "article:author_name",
    ),
    "date": (
        "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
        "sailthru.date", "dc.date.issued", "dc.date", "dcterms.created", "pubdate",
        "publish-date", "publishdate", "article:published", "date",
    ),
    "modified": (
        "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified",
        "dcterms.modified", "dc.date.modified", "lastmod", "last-modified",
    ),
    "outlet": ("og:site_name", "application-name", "dc.publisher"),
    "url": ("og:url", "twitter:url"),
}  # fmt: skip
"""Where meta elements say it, best first: `property`, `name` or `itemprop`, in small letters."""


_SAVED_FROM = re.compile(r"saved (?:from url=\(\d+\)|with \S+\s+url:\s*)(https?://\S+)")


_SAVED_AT = re.compile(r"saved date: \w{3} (\w{3} \d\d \d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4})")


_ADDRESS = re.compile(r"https?://[^\s<>\"']+$")


_SEPARATOR = re.compile(r"\s+[|–—·•»«:-]+\s+|\s*[|»«]\s*")


_WORD = re.compile(r"\w+")


_SITE = re.compile(r"(?<![\w.])[\w-]{2,}\.[^\W\d_]{2,4}(?![\w.])|^[\w-]{2,}(?:\.[\w-]{2,})+$")


_DIGIT = re.compile(r"\d")


_SENTENCE = 12
"""Words of the text of an article, which days of other stories stand below."""


_OUTLET = 4
"""Words of the longest name of an outlet that stands behind a headline."""


_BY = re.compile(r"(?:[Bb][Yy]|von|Von|par|Par|por|Por|di|door|Door)\s+(?=[^\W\d_a-z])")


def metadata_of(tree: HtmlElement, texts: Sequence[str]) -> Metadata:
    """Read a page's own metadata.

    Args:
        texts: The texts of its blocks, which tell the title from what is added to it.

    Returns:
        What it says of itself: first what is said of the article, then what of the page.
    """
    elements = _said(tree)
    article, site = _article_and_site(tree)
    titles = [
        _text(article.get("headline")),
        *elements["title"],
        *(_text(title.text) for title in tree.iter("title")),
    ]
    people, papers = _writers(article)
    authors = [_people(people), *elements["author"]]
    dates = [_text(article.get("datePublished")), *elements["date"], *_times(tree)]
    changes = [_text(article.get("dateModified")), *elements["modified"]]
    # The publisher is often the company behind the outlet.
    companies = _people(papers[:1]), _people(article.get("publisher"))
    outlets = [*elements["outlet"], site, *companies]
    names = [name for name in map(_name, outlets) if name]
    links = (link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical")
    said = [*map(_text, links), *elements["url"], _text(article.get("url"))]
    addresses = [*said, *_saved_from(tree)]
    title = _title([title for title in titles if title], texts)
    return Metadata(
        title=title,
        author=next((name for one in authors if (name := _person(one, names))), None),
        date=next((day for day in map(iso_date, dates) if day), None),
        outlet=names[0] if names else None,
        url=next((one for one in addresses if one and _ADDRESS.match(one)), None),
        captured=next(_saved_at(tree), None),
        modified=next((time for time in changes if iso_date(time)), None),
        site=next(_behind(title, titles), None) if title else None,
    )


def article_bodies(tree: HtmlElement) -> Iterator[tuple[int, int, str]]:
    """The article's text as the page's metadata have it, for pages that show it by script alone.

    Yields:
        The first line of its element, how many more that has, and the text; of the first
        article only, if any has one.
    """
    for script, article in _articles_in(tree):
        body = article.get("articleBody")
        if isinstance(body, str) and body.strip():
            yield script.sourceline or 1, (script.text or "").count("\n"), body
            return


def _said(tree: HtmlElement) -> dict[str, list[str]]:
    """What meta elements say, by what it is about, best first."""
    contents: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if content := _text(meta.get("content")):
            contents.setdefault(name.lower(), content)
    return {
        what: [contents[name] for name in names if name in contents]
        for what, names in _NAMES.items()
    }


def _articles_in(tree: HtmlElement) -> Iterator[tuple[HtmlElement, dict[str, Any]]]:
    return ((script, node) for script, node in _nodes_in(tree) if _is_article(node))


def _nodes_in(tree: HtmlElement) -> Iterator[tuple[HtmlElement, dict[str, Any]]]:
    """All nodes at the top of the page's JSON-LD."""
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" not in script.get("type", "").lower() or len(text) > _MOST_JSON:
            continue
        try:
            data = load_json(text, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from ((script, node) for node in _nodes(data))


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """The nodes at the top of JSON-LD: not the ones that these mention."""
    for one in data if isinstance(data, list) else [data]:
        if isinstance(one, dict):
            yield one
            graph = one.get("@graph")
            yield from (node for node in _listed(graph) if isinstance(node, dict))


def _article_and_site(tree: HtmlElement) -> tuple[dict[str, Any], str | None]:
    """The first node of JSON-LD that describes an article, the page's own, and the site's name."""
    article, site = None, None
    for _script, node in _nodes_in(tree):
        if article is None and _is_article(node):
            article = node
        if site is None and node.get("@type") == "WebSite":
            site = _text(node.get("name"))
        if article is not None and site is not None:
            break
    return article or {}, site


def _behind(headline: str, titles: Sequence[str | None]) -> Iterator[str]:
    """What a title of the page has last behind the headline and a sign that parts them."""
    for title in titles:
        rest = title.removeprefix(headline) if title else ""
        if rest != title and _SEPARATOR.match(rest):
            name = _SEPARATOR.split(rest)[-1]
            if 0 < len(name.split()) <= _OUTLET and not _DIGIT.match(name):
                yield name


def _is_article(node: dict[str, Any]) -> bool:
    return any(
        isinstance(kind, str) and _ARTICLE.search(kind) for kind in _listed(node.get("@type"))
    )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _writers(article: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    """Who JSON-LD says wrote the article, and the outlets that it says did."""
    writers = _listed(article.get("author"))
    papers = [one for one in writers if isinstance(one, dict) and one.get("@type") == _PAPER]
    return [one for one in writers if one not in papers], papers


def _people(value: Any) -> str | None:
    """The names of persons or organisations in JSON-LD, with commas between."""
    names = [_text(one.get("name") if isinstance(one, dict) else one) for one in _listed(value)]
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def _text(value: Any) -> str | None:
    """A text with white space folded; None where it is none, blank, or too long to be believed."""
    folded = " ".join(value.split()) if isinstance(value, str) and len(value) <= _MOST_JSON else ""
    return folded if 0 < len(folded) <= _LONGEST else None


def _name(text: str | None) -> str | None:
    """A name, unless it is an address."""
    return _BY.sub("", text, count=1) if text and "://" not in text and "@" not in text else None


def _person(text: str | None, outlets: Sequence[str]) -> str | None:
    """A name that is no outlet's, site's or number; without the day that is glued to some."""
    name = _name(text)
    if name is None or any(site.islower() or site.isupper() for site in _SITE.findall(name)):
        return None
    if digit := _DIGIT.search(name):
        name = name[: digit.start()].strip(" ,|·-")
        if " " not in name:
            return None
    # A word in small letters is what somebody logs in with.
    if name.islower() and " " not in name:
        return None
    return None if name.casefold() in map(str.casefold, outlets) else name


def _times(tree: HtmlElement) -> Iterator[str | None]:
    """The days of the elements that say when: those of publication, else all if these agree."""
    elements = list(tree.iter("time"))
    for time in elements:
        if "pubdate" in time.attrib or "published" in (time.get("itemprop") or "").lower():
            yield time.get("datetime")
    days = {day for time in elements if (day := iso_date(time.get("datetime")))}
    if len(days) == 1:
        yield from days
    else:
        yield from _times_below_headline(tree)


def _times_below_headline(tree: HtmlElement) -> Iterator[str | None]:
    """The earliest day of the first elements that say when between headline and text.

    An article is changed after it was published, and both stand side by side.
    """
    below, beside = False, []
    for element in tree.iter("h1", "time", "p", "aside", "nav"):
        if element.tag == "h1":
            below = True
        elif below and element.tag == "time":
            beside.append(iso_date(element.get("datetime")))
        elif below and len(element.text_content().split()) >= _SENTENCE:
            break
    days = [day for day in beside if day]
    if days:
        yield min(days)


def _saved_from(tree: HtmlElement) -> Iterator[str]:
    """The address that a browser noted in a comment when it saved the page."""
    for comment in _comments(tree):
        if match := _SAVED_FROM.search(comment):
            yield match[1]


def _saved_at(tree: HtmlElement) -> Iterator[str]:
    """The time that was noted there, as an ISO time."""
    for comment in _comments(tree):
        if match := _SAVED_AT.search(comment):
            with contextlib.suppress(ValueError):
                yield datetime.strptime(
                    f"{match[1]} {match[2]}", "%b %d %Y %H:%M:%S %z"
                ).isoformat()


def _comments(tree: HtmlElement) -> Iterator[str]:
    before = tree.itersiblings(etree.Comment, preceding=True)
    return (comment.text or "" for comment in (*before, *tree.iter(etree.Comment)))


def iso_date(text: str | None) -> str | None:
    """Read the date that a text begins with.

    Args:
        text: Such as an ISO date with or without a time, if there is any.

    Returns:
        The ISO date; None where there is none.
    """
    match = _DATE.match(text.strip()) if text else None
    if match is None or int(match[1]) < _FIRST_YEAR:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        return None


def _title(titles: Sequence[str], texts: Sequence[str]) -> str | None:
    """The title that stands on the page, else the best one without the outlet's name."""
    if not titles:
        return None
    blocks = {_key(text): text for text in reversed(texts)}
    for title in titles:
        for candidate in (title, *_shortened(title)):
            if block := blocks.get(_key(candidate)):
                return block
    return next((next(iter(_shortened(title)), title) for title in titles), None)


def _shortened(title: str) -> Iterator[str]:
    """The title without what follows its separators, one after the other, or what precedes."""
    places = [match.span() for match in _SEPARATOR.finditer(title)]
    yield from (title[:start] for start, _ in reversed(places) if title[:start].count(" ") > 1)
    yield from (title[end:] for _, end in places if title[end:].count(" ") > 1)


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))
