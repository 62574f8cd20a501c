"""Versions: pages of one address, or of one outlet and headline, at different times.

A version is no copy. What a paper changed in its own article after it was published is told from
one version to the next. Which time a version has is what a web archive, a feed or the page itself
says; no file's own time is asked, as it changes when the file is copied.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from tui.corpus.copies import letters_of, outlet_of_paper
from tui.corpus.likeness import shingles
from tui.corpus.story.events import Groups
from tui.text.model import readable_date

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from tui.text.model import Alignment, Article, Link, Paragraph


SHARED_TEXT = 0.5
"""The share of the shorter text that two pages of one outlet and headline have in common where they
are versions: "Letters to the editor" is a headline of every week."""


SHARED_ADDRESS = 0.15
"""The same where a page itself gives its address, which some sites fill in from a template."""


MOST_LOOKED_AT = 30
"""With how many earlier pages of one key each is compared, the latest first."""


_Key: TypeAlias = tuple[str | bool, ...]
"""What articles are known by: the kind of key first."""


_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|cmpid|cmp|ocid|smid|wt_mc|ref|src|"
    r"outputtype|at_\w+|xtor|ns_\w+|emc|ito|icid|ncid|s_cid|"
    r"traffic_source|__twitter_impression|guccounter|guce_\w+|amp_\w+|usqp|_gl|_ga|mkt_tok|gaa_\w+|"
    r"taid|rss|wtrid|wt_zmc|sc_\w+|dicbo|smtyp|refsrc|referrer",
    re.IGNORECASE,
)


_SHARED_BY = re.compile(
    r"shared?=(?:[01y]|yes|true)|(?:source|shared?|partner|via|mod)=(?:.*[^a-z])?(?:"
    r"e?-?mail\w*|(?:news)?letter\w*|rss|feeds?|facebook|fb|twitter|tw|x|e2(?:tw|fb)|whatsapp|wa|"
    r"telegram|threads|bluesky|mastodon|linkedin|reddit|pinterest|instagram|messenger|signal|pocket|"
    r"flipboard|google\w*|gnews|bing|yahoo|msn|apple\w*|upday|smartnews|social\w*|soc|share\w*|"
    r"sharing|copy|link|button|app|ios|android|push|widget|home\w*|hp|front\w*|search\w*|inline|"
    r"lead|most\w*|trending|related|recommended|more\w*|nav|teaser|ticker|web|mobile|desktop"
    r")(?:[^a-z].*)?",
    re.IGNORECASE,
)
"""How a reader came to a page; `source=4021` and `mod=viewtopic` may be what page it is."""


_VIEW = re.compile(
    r"\w+=(?:amp|print|printable|mobile)|(?:is)?(?:amp|print\w*)=(?:[01y]|yes|true)",
    re.IGNORECASE,
)
"""What asks for another view of a page; `printid=4021` asks for another page."""


_HOST = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")


_INDEX = re.compile(r"(?:/(?:index\.\w{3,5}|amp(?:\.html?)?|print|printable|print-view))?/?$")


_AMP = re.compile(r"^/amp(?=/)|\.amp(?=\.html?$|$)")


_NUMBER = re.compile(
    r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|(?<![0-9])[0-9]{6,}(?![0-9])"
)
"""The number that a site knows an article by, whatever words stand beside it."""


_DAY = re.compile(
    r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-3][0-9])?[0-9]{0,6}"
    r"|[0-3][0-9][0-3][0-9](?:19|20)[0-9]{2}"
    r"|[0-4][0-9](?:0[1-9]|1[0-2])[0-3][0-9]|[0-3][0-9](?:0[1-9]|1[0-2])[0-9]{2}"
)
"""A day or month in digits, in any order, or what may be one: each page of that day has it."""


_OWNER = re.compile(r"[^\W\d_]*[0-9]+|[0-9a-f-]{36}")
"""A part of a path that is an article's number; with words before it, it may be a section's."""


_PLACE_IN = re.compile(r"(?:[^\W\d_]+[-_]?)?[0-9]+(?:\.\w+)?")
"""A page, picture or post of what stands above it: a number, with a word before it or none."""


_TAKE = re.compile(
    r"(?:(?:\d{1,2}\.? ?)?(?:UPDATED?|WRAPUP|RPT|REFILE|REPEAT|RECASTS?|CORRECT(?:ED|ION|S)|LEAD|"
    r"ROUNDUP|KORREKTUR|KORRIGIERT|BERICHTIGUNG|BERICHTIGT|AKTUALISIERT|WDHL?G?|ZUSAMMENFASSUNG|"
    r"ZF|ACTUALISATION|ACTUALISÉ|RECTIFICATIF|CORRIGÉ|ACTUALIZA(?:CIÓN)?|AMPLIACIÓN|CORRIGE|"
    r"AGGIORNAMENTO|RETTIFICA|RÄTTELSE|RETTELSE|OPDATERING)(?: ?\d{1,2})?[\s/:–—-]+)+(?=\S)"
)
"""What agencies write before a headline each time that they send a story again."""


_LEAD = re.compile(
    r"(?:[,\s]+(?:\d{1,2}(?:st|nd|rd|th) )?(?:Ld|Lead)(?:-?Writethru)?|[,\s]+Writethru)+$",
    re.IGNORECASE,
)
"""The same behind a catchword, which is of the story and not of its headline."""


_WRAPPED = re.compile(r"https?://web\.archive\.org/web/(\d{14})[a-z_]*/(https?://.+)", re.DOTALL)
"""An address in the Wayback Machine, which says when it took a page."""


def address_key(url: str | None) -> str | None:
    """What tells an article's address, however it was written or found.

    Returns:
        Host, path and what of the query tells pages apart; None for no address and for the front
        page of a site, which is no article's.
    """
    if not url:
        return None
    wrapped = _WRAPPED.match(url)
    try:
        parts = urlsplit(wrapped[2] if wrapped else url.strip())
        host = _HOST.sub("", (parts.hostname or "").rstrip("."))
        port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    query = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query)
        if not _TRACKING.fullmatch(name)
        and not any(told.fullmatch(f"{name}={value}") for told in (_SHARED_BY, _VIEW))
    )
    path = _INDEX.sub("", _AMP.sub("", unquote(parts.path)), count=1)
    # Where a script shows what the address has behind "#", it tells pages apart as well.
    route = f"#{parts.fragment}" if parts.fragment.startswith(("/", "!/")) else ""
    if not (path or query or route):
        return None
    return f"{host}{port}{path}" + (f"?{urlencode(query)}" if query else "") + route


def _is_plain(url: str) -> bool:
    """Whether an address has nothing in it that `address_key` takes off."""
    written = unquote(url.partition("://")[2]).removeprefix("www.").rstrip("/")
    return written == address_key(url)


def _number_in(address: str) -> str | None:
    """The host of an `address_key`, and the number by which it knows the article.

    Its headline may be in the address, and is another one once it has been changed. The number of
    a section, of a gallery or of a live blog that has pages or posts stands above what they are.
    """
    place, _, query = address.partition("?")
    host, _, path = place.partition("/")
    *above, last = path.split("/")
    if above and not _NUMBER.search(last) and _OWNER.fullmatch(above[-1]):
        last = "" if _PLACE_IN.fullmatch(last) else above[-1]
    numbers = [one for one in _NUMBER.findall(last) if not _DAY.fullmatch(one)]
    return f"{host} {numbers[-1]} {query}" if numbers else None


def moment_of(article: Article) -> str | None:
    """When a version was taken, or else changed or published: an ISO time in UTC, or a date."""
    wrapped = _WRAPPED.match(article.url or "")
    taken = f"{wrapped[1][:8]}T{wrapped[1][8:]}Z" if wrapped else None
    for said in (article.captured, taken, article.modified):
        if said and (moment := _in_utc(said)):
            return moment
    return article.date


def _in_utc(said: str) -> str | None:
    try:
        moment = datetime.fromisoformat(said.strip())
    except ValueError:
        return None
    if len(said.strip()) <= len("2024-05-01"):
        return moment.date().isoformat()
    if moment.tzinfo is None:
        return moment.isoformat(timespec="seconds")
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def moment_said(article: Article) -> str:
    """The same for people: `1 May 2024 10:15 UTC`; `time unknown` where nothing says it.

    Where it was captured again as it was, the last such time stands behind it.
    """
    moment = moment_of(article)
    if moment is None:
        return "time unknown"
    last = _in_utc(article.unchanged[-1]) if article.unchanged else None
    return f"{_said(moment)}, unchanged {_said(last)}" if last else _said(moment)


def moment_in_short(article: Article) -> str:
    """The time alone, for a narrow list: `1 May 2024 10:15`."""
    moment = moment_of(article)
    return "time unknown" if moment is None else _said(moment).removesuffix(" UTC")


def _said(moment: str) -> str:
    day, _, time = moment.partition("T")
    if not time:
        return readable_date(day)
    seconds = time[5:8] if time[6:8].strip("0Z") else ""
    return f"{readable_date(day)} {time[:5]}{seconds}{' UTC' if time.endswith('Z') else ''}"


@dataclass(frozen=True, slots=True)
class History:
    """The versions of one article.

    Attributes:
        places: Their places among the articles that were looked at, in the order of their times.
        versions: The versions in that order.
    """

    places: tuple[int, ...]
    versions: tuple[Article, ...]

    @property
    def latest(self) -> Article:
        """The last version."""
        return self.versions[-1]

    @property
    def url(self) -> str | None:
        """Their address, as the last version gives it that isn't another view of the page."""
        urls = [one.url for one in reversed(self.versions) if one.url]
        return next(filter(_is_plain, urls), next(iter(urls), None))

    @property
    def outlet(self) -> str | None:
        """Their outlet, as the last version that has one gives it."""
        return next((one.outlet for one in reversed(self.versions) if one.outlet), None)

    @property
    def title(self) -> str | None:
        """The headline, as the last version that has one gives it."""
        return next((one.title for one in reversed(self.versions) if one.title), None)

    def steps(self, align: Callable[[Article, Article], Alignment]) -> Iterator[Step]:
        """Each version against the one before, aligned as it is asked for."""
        for before, after in pairwise(self.versions):
            yield Step(align(before, after))


@dataclass(frozen=True)
class Step:
    """What was changed from one version of an article to the next; the earlier is on the left."""

    alignment: Alignment

    @property
    def before(self) -> Article:
        """The earlier version."""
        return self.alignment.left

    @property
    def after(self) -> Article:
        """The later version."""
        return self.alignment.right

    @cached_property
    def added(self) -> tuple[Paragraph, ...]:
        """The paragraphs that the earlier version has nothing of."""
        return tuple(self._alone("right", self.after))

    @cached_property
    def dropped(self) -> tuple[Paragraph, ...]:
        """The paragraphs that the later version has nothing of."""
        return tuple(self._alone("left", self.before))

    @cached_property
    def changed(self) -> tuple[Link, ...]:
        """The pairs of paragraphs that were reworded, in the order of the later version."""
        links = (link for link in self.alignment.links if link.kind != "same")
        return tuple(sorted(links, key=lambda link: (link.right, link.left)))

    @cached_property
    def changed_count(self) -> int:
        """How many paragraphs of the later version are reworded ones."""
        return len({link.right for link in self.changed})

    @property
    def moved(self) -> int:
        """How many paragraphs were moved as they are."""
        return sum(link.moved and link.kind == "same" for link in self.alignment.links)

    @cached_property
    def corrections(self) -> tuple[Paragraph, ...]:
        """The notes of the paper on its story that are new or were changed."""
        kept = {link.right for link in self.alignment.corrections if link.kind == "same"}
        return _notes_of(self.after, self.before, kept)

    @cached_property
    def withdrawn(self) -> tuple[Paragraph, ...]:
        """The notes of the paper on its story that the later version has no more."""
        kept = {link.left for link in self.alignment.corrections}
        return _notes_of(self.before, self.after, kept)

    @property
    def is_empty(self) -> bool:
        """Whether the text is as it was."""
        return not (self.added or self.dropped or self.changed or self.moved)

    def _alone(self, side: str, article: Article) -> Iterator[Paragraph]:
        for row in self.alignment.rows:
            if row.kind == side:
                places = row.left if side == "left" else row.right
                yield from (article.paragraphs[place] for place in places)


def _notes_of(article: Article, other: Article, kept: AbstractSet[int]) -> tuple[Paragraph, ...]:
    """The notes of an article on its story that are not kept, nor said in the other one."""
    said = {letters_of(one.text) for one in other.paragraphs if one.corrects}
    return tuple(
        one
        for place, one in enumerate(article.paragraphs)
        if one.corrects and place not in kept and letters_of(one.text) not in said
    )


def find_versions(articles: Sequence[Article]) -> tuple[History, ...]:
    """Find the articles of which there are several versions.

    Returns:
        Their histories, by the first article given of each.
    """
    groups = Groups(len(articles))
    found: defaultdict[_Key, list[int]] = defaultdict(list)
    texts = _Texts(articles)
    keys = [dict(_keys(article)) for article in articles]
    of_sections = _numbers_of_sections(keys, texts)
    for place, article in enumerate(articles):
        for key, least in keys[place].items():
            if key in of_sections:
                continue
            for other in reversed(found[key][-MOST_LOOKED_AT:]):
                if texts.share(place, other) >= least or _same_page(article, articles[other]):
                    groups.join(other, place)
                    break
            found[key].append(place)
    several = (places for places in groups.lists() if len(places) > 1)
    return tuple(_history(articles, places) for places in several)


def _numbers_of_sections(keys: Sequence[Collection[_Key]], texts: _Texts) -> set[_Key]:
    """The keys of numbers that pages with other texts have as well, as all of a section may."""
    last: dict[_Key, int] = {}
    found: set[_Key] = set()
    for place, several in enumerate(keys):
        for key in several:
            if key[0] == "number" and key not in found:
                if key in last and texts.share(place, last[key]) < SHARED_TEXT:
                    found.add(key)
                last[key] = place
    return found


def histories_in(articles: Sequence[Article]) -> dict[int, History]:
    """The history of each article of which there are other versions, by its place."""
    return {place: history for history in find_versions(articles) for place in history.places}


def siblings(histories: Mapping[int, History]) -> dict[int, frozenset[int]]:
    """The other versions of each article in `histories_in`, by places."""
    return {place: frozenset(one.places) - {place} for place, one in histories.items()}


def _history(articles: Sequence[Article], places: Sequence[int]) -> History:
    ordered = sorted(places, key=lambda place: (*_order(articles[place]), place))
    return History(tuple(ordered), tuple(articles[place] for place in ordered))


def _order(article: Article) -> tuple[str, int]:
    number = article.version or ""
    return moment_of(article) or "", int(number) if number.isdecimal() and number.isascii() else 0


def _keys(article: Article) -> Iterator[tuple[_Key, float]]:
    """What an article can be known by again, each with the share of text that it has to share."""
    given = article.original
    if address := address_key(article.url):
        yield ("address", given, address), SHARED_ADDRESS
        if number := _number_in(address):
            yield ("number", given, number), SHARED_TEXT
    if article.version and article.identifier:
        yield ("item", given, article.identifier), 0.0
    outlet = outlet_of_paper(article)
    if outlet and (headline := letters_of(_TAKE.sub("", article.title or "", count=1))):
        yield ("headline", given, outlet, headline), SHARED_TEXT
    if slug := letters_of(_LEAD.sub("", article.slug or "")):
        # Only a feed says one; another day's story of the markets has the same.
        agency, day = letters_of(article.outlet or ""), (moment_of(article) or "")[:10]
        yield ("slug", given, agency, slug, day), SHARED_TEXT


def _same_page(one: Article, other: Article) -> bool:
    """Whether it is sure of two pages of one key that they had one address."""
    address = address_key(one.url)
    if address is None or address != address_key(other.url):
        return False
    if one.captured and other.captured:
        return True
    return bool(one.title) and letters_of(one.title or "") == letters_of(other.title or "")


class _Texts:
    """How much of the shorter of two articles is in the longer, by runs of words."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = articles
        self._runs: dict[int, set[int]] = {}

    def share(self, one: int, other: int) -> float:
        """The share, from 0 to 1."""
        runs, others = self._of(one), self._of(other)
        return len(runs & others) / max(min(len(runs), len(others)), 1)

    def _of(self, place: int) -> set[int]:
        if place not in self._runs:
            self._runs[place] = shingles(self._articles[place])
        return self._runs[place]
