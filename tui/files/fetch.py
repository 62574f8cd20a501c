"""Fetching pages by their addresses, politely, into a web archive.

This is the one place of the program that touches the network, and only where a reader has given
addresses. It says who it is, keeps to what a site's robots.txt asks of programs, asks one page
after the other with a pause between two of one host, gives up on what is slow, too large or led
about, and follows nothing that is in a page. What came is written as WARC, as it came.
"""

from __future__ import annotations

import re
from contextlib import closing, suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.util import find_spec
from io import BytesIO
from ipaddress import ip_address
from threading import Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies_environment, proxy_bypass
from urllib.robotparser import RobotFileParser

from tui import __version__
from tui.files.aside import NO_THREAD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from urllib3 import BaseHTTPResponse, PoolManager, Timeout

USER_AGENT = f"article-compare/{__version__} (fetches single pages that a reader has named)"
"""Who it says that it is."""


MOST_REDIRECTS = 10


PAUSE = 1.0
"""Seconds between two pages of one host; a site may ask for more, up to `LONGEST_PAUSE`."""


LONGEST_PAUSE = 30.0


CONNECTING, READING, COMING = 10.0, 20.0, 60.0
"""Seconds that are waited for a connection, for more of a page, and for all of it."""


_PIECE = 65536


_MOST_ROBOTS = 500_000


_REDIRECTS = frozenset({301, 302, 303, 307, 308})


_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


_PAGE = re.compile(r"\s*(?:text/html|application/xhtml)", re.IGNORECASE)


_DOCUMENT = re.compile(
    r"\s*(?:text/(?:plain|csv|rtf|xml|tab-separated)|application/(?:pdf|rtf|msword|json|xml|rss|atom"
    r"|x-ndjson|vnd\.(?:openxmlformats-officedocument\.wordprocessing|oasis\.opendocument\.text)))",
    re.IGNORECASE,
)
"""What is read as a file of its own, though not as a page of a web archive."""


_ANSWERS = {
    401: "it needs a password",
    403: "it blocks programs, or needs a login",
    404: "there is no such page",
    410: "the page is gone",
    429: "too many requests; wait and try again",
    451: "the page is not available here",
}


_FAULTS = {
    "ProxyError": "cannot be reached through the proxy that the environment names",
    "NameResolutionError": "has an unknown host ({host}); check the address, and the connection",
    "NewConnectionError": "cannot be reached: {host} did not accept a connection; try again later",
    "ConnectTimeoutError": "did not answer within {seconds} seconds; try again later",
    "ReadTimeoutError": "did not answer within {seconds} seconds; try again later",
    "SSLError": "is not to be trusted: the certificate of {host} is not valid",
    "LocationParseError": "is not a web address; check it",
    "ProtocolError": "broke off before it was complete; try again",
}
"""What the library's errors say to people, the more special ones first."""


def is_address(path: str) -> bool:
    """Whether a path is meant as an address: `https://…`, or another scheme."""
    return _ADDRESS.match(path) is not None


class FetchError(Exception):
    """A page was not fetched; the message says why and what to do."""


class Fetched(NamedTuple):
    """What became of an address; `reason` says why there is no page, where there is none."""

    address: str
    reason: str | None = None


class FetchSettings(NamedTuple):
    """How pages are fetched.

    Attributes:
        most_bytes: The largest page.
        obeys_robots: Whether a page is left that robots.txt asks programs to leave.
        pause: Seconds between two pages of one host.
        whole: Seconds after which a page that is still coming is given up.
        read: Seconds that are waited for more of a page.
    """

    most_bytes: int
    obeys_robots: bool = True
    pause: float = PAUSE
    whole: float = COMING
    read: float = READING


class Fetcher:
    """Fetches pages one after the other; the records of what came are taken with `records`."""

    def __init__(self, settings: FetchSettings) -> None:
        """Load what fetches.

        Raises:
            FetchError: It is not installed.
        """
        try:
            import urllib3
            from warcio.statusandheaders import StatusAndHeaders
            from warcio.warcwriter import WARCWriter
        except ImportError:
            command = "pip install 'article-compare[fetch]'"
            raise FetchError(f"to fetch pages, install an extra: {command}") from None
        self._settings = settings
        self._errors = urllib3.exceptions
        self._headers = StatusAndHeaders
        self._out = BytesIO()
        self._writer = WARCWriter(self._out, gzip=True)
        self._wait = urllib3.Timeout(connect=CONNECTING, read=settings.read)
        self._pools = _Pools()
        self._last: dict[str, float] = {}
        self._robots: dict[str, RobotFileParser | None] = {}
        about = {"software": f"article-compare {__version__}", "format": "WARC File Format 1.0"}
        about["http-header-user-agent"] = USER_AGENT
        about["robots"] = "obey" if settings.obeys_robots else "ignore"
        self._writer.write_record(self._writer.create_warcinfo_record("", about))

    def records(self) -> bytes:
        """The records since the last time that they were taken."""
        data = self._out.getvalue()
        self._out.seek(0)
        self._out.truncate()
        return data

    def fetch(self, address: str) -> None:
        """Fetch a page, and follow where it leads.

        Raises:
            FetchError: There is none to be had.
        """
        here = checked_address(address)
        inside = _is_inside(here)
        asked: set[str] = set()
        for _ in range(MOST_REDIRECTS + 1):
            asked.add(here)
            self._ask_robots(here)
            bodies: list[bytes] = []
            most = self._settings.most_bytes
            status, headers = self._get(here, most, keeps=True, into=bodies)
            if 0 < (wait := _wait_asked(status, headers)) <= LONGEST_PAUSE:
                sleep(wait)
                status, headers = self._get(here, most, keeps=True, into=bodies)
            if status not in _REDIRECTS or not headers.get("Location"):
                self._check(status, headers)
                if not bodies[-1].strip():
                    raise FetchError("was answered with an empty page; save it from your browser")
                return
            there = checked_address(urljoin(here, headers["Location"]))
            if _is_inside(there) and not inside:
                raise FetchError(
                    f"leads into your own network ({there}), where no page may redirect to"
                )
            if there in asked:
                raise FetchError(
                    "redirects in a circle, as sites that need cookies or a login do; save the "
                    "page from your browser"
                )
            here = there
        raise FetchError(f"redirects more than {MOST_REDIRECTS} times")

    def _check(self, status: int, headers: dict[str, str]) -> None:
        if status != 200:
            why = _ANSWERS.get(status, "its server has a problem" if status >= 500 else "no page")
            raise FetchError(f"was answered with {status}: {why}")
        kind = headers.get("Content-Type", "")
        if kind and not _PAGE.match(kind):
            shown = kind.partition(";")[0].strip()
            if shown.lower() == "application/pdf" and find_spec("pypdfium2") is not None:
                return
            if _DOCUMENT.match(kind):
                raise FetchError(
                    f"is not a page but a document ({shown}); download it from your browser, and "
                    "give the file instead of the address"
                )
            raise FetchError(f"is not a page but {shown}; it was saved, but cannot be compared")

    def _ask_robots(self, address: str) -> None:
        """Ask a site, once, what programs may fetch.

        Raises:
            FetchError: Not this page.
        """
        if not self._settings.obeys_robots:
            return
        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = self._rules_of(f"{site}/robots.txt")
        rules = self._robots[site]
        if rules is not None and not rules.can_fetch(USER_AGENT, address):
            raise FetchError(
                "is a page that its site asks programs not to fetch (robots.txt); save it from "
                "your browser, or override it with --no-robots"
            )

    def _rules_of(self, address: str) -> RobotFileParser | None:
        body: list[bytes] = []
        # Where there is none, everything may be fetched; what is wrong with the site will be seen.
        with suppress(FetchError):
            for _ in range(3):
                status, headers = self._get(address, _MOST_ROBOTS, into=body)
                if status not in _REDIRECTS or not headers.get("Location"):
                    break
                there = checked_address(urljoin(address, headers["Location"]))
                if _is_inside(there) and not _is_inside(address):
                    return None
                address = there
                body.clear()
            if status == 200:
                rules = RobotFileParser()
                rules.parse(b"".join(body).decode("utf-8", "replace").splitlines())
                return rules
        return None

    def _pause(self, address: str) -> None:
        """Wait until the host of an address may be asked again."""
        parts = urlsplit(address)
        rules = self._robots.get(f"{parts.scheme}://{parts.netloc}")
        asked = float(rules.crawl_delay(USER_AGENT) or 0) if rules is not None else 0.0
        pause = max(self._settings.pause, min(asked, LONGEST_PAUSE))
        last = self._last.get(parts.netloc.lower())
        if last is not None and (rest := last + pause - monotonic()) > 0:
            sleep(rest)

    def _get(
        self, address: str, most: int, *, keeps: bool = False, into: list[bytes] | None = None
    ) -> tuple[int, dict[str, str]]:
        """Ask for one address.

        Args:
            most: The most bytes that are taken.
            keeps: Whether what came becomes a record.
            into: Gets the body, as it came, if wanted.

        Returns:
            The status and the headers.

        Raises:
            FetchError: Nothing came, or too much.
        """
        self._pause(address)
        began = datetime.now(UTC)
        try:
            response, body = self._come(address, most)
        except self._errors.HTTPError as error:
            raise FetchError(self._said(error, urlsplit(address).hostname or "")) from error
        except (OSError, ValueError) as error:
            raise FetchError(f"cannot be fetched ({error})") from error
        finally:
            if keeps:
                self._last[urlsplit(address).netloc.lower()] = monotonic()
        if keeps:
            self._keep(address, response, body, began)
        if into is not None:
            into.append(body)
        return response.status, {name.title(): text for name, text in response.headers.items()}

    def _come(self, address: str, most: int) -> tuple[BaseHTTPResponse, bytes]:
        """Ask for an address, and take what comes in time.

        Raises:
            FetchError: It takes too long, or is too much, or there is no thread to wait for it.
        """
        come: list[tuple[BaseHTTPResponse, bytes] | Exception] = []

        def ask() -> None:
            try:
                response = self._pools.asked(address, self._wait)
                with closing(response):
                    come.append((response, b"".join(self._body(response, most))))
            except Exception as error:  # noqa: BLE001 - raised where it was asked for
                come.append(error)

        # A server that sends a letter now and then never lets the library's time run out.
        asking = Thread(target=ask, daemon=True)
        try:
            asking.start()
        except RuntimeError as error:
            raise FetchError(f"{NO_THREAD}; try again with more memory") from error
        asking.join(self._settings.whole)
        if not come:
            raise FetchError(f"did not come within {self._settings.whole:g} seconds")
        if isinstance(come[0], Exception):
            raise come[0]
        return come[0]

    def _body(self, response: BaseHTTPResponse, most: int) -> Iterator[bytes]:
        said = response.headers.get("Content-Length", "")
        if said.isdecimal() and int(said) > most:
            raise FetchError(_too_large(most))
        size = 0
        while piece := response.read(_PIECE):
            size += len(piece)
            if size > most:
                raise FetchError(_too_large(most))
            yield piece

    def _keep(self, address: str, response: BaseHTTPResponse, body: bytes, began: datetime) -> None:
        """Write what was asked and what came, as WARC has it."""
        when = began.strftime("%Y-%m-%dT%H:%M:%SZ")
        # It came in chunks, and stands here in one.
        chunked = "transfer-encoding"
        named = [
            (f"X-Archive-Orig-{name}" if name.lower() == chunked else name, text)
            for name, text in response.headers.items()
        ]
        status = f"{response.status} {response.reason or ''}".rstrip()
        version = "HTTP/1.0" if response.version == 10 else "HTTP/1.1"
        self._writer.write_record(
            self._writer.create_warc_record(
                address,
                "response",
                payload=BytesIO(body),
                length=len(body),
                http_headers=self._headers(status, named, protocol=version),
                warc_headers_dict={"WARC-Date": when},
            )
        )

    def _said(self, error: Exception, host: str) -> str:
        """What went wrong, for people."""
        for name, said in _FAULTS.items():
            if isinstance(error, getattr(self._errors, name)):
                return said.format(host=host, seconds=f"{self._settings.read:g}")
        return f"cannot be fetched ({error})"


def fetched(
    addresses: Iterable[str], fetcher: Fetcher, told: Callable[[Fetched], object]
) -> Iterator[bytes]:
    """Fetch pages, each address once, into a web archive.

    Args:
        told: Is told what became of each.

    Yields:
        The archive, in parts.
    """
    for address in dict.fromkeys(addresses):
        try:
            fetcher.fetch(address)
        except FetchError as error:
            told(Fetched(address, str(error)))
        else:
            told(Fetched(address))
        yield fetcher.records()


def checked_address(address: str) -> str:
    """An address that may be fetched.

    Raises:
        FetchError: It is none, or leads elsewhere than to a page on the web.
    """
    address = address.strip()
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise FetchError("is not a web address; check it") from None
    if parts.scheme not in ("http", "https"):
        if parts.scheme and not re.match(r"[\w.-]+\.\w+(?::\d+)?(?:/|$)", address):
            raise FetchError(f"is not a web address ({parts.scheme}:); give http:// or https://")
        raise FetchError(f"is not a complete address; write https://{address}")
    if not host:
        raise FetchError("names no host; check the address")
    if parts.username is not None or parts.password is not None:
        raise FetchError("has a user name in it, which would be saved with the page; leave it out")
    if any(ord(sign) < 33 or ord(sign) == 127 for sign in address):
        raise FetchError("has spaces or control characters in it; check the address")
    return address


def _is_inside(address: str) -> bool:
    """Whether an address is on this machine or in its own network, as far as it says so."""
    host = (urlsplit(address).hostname or "").rstrip(".").lower()
    try:
        return not ip_address(host.partition("%")[0]).is_global
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))


def _wait_asked(status: int, headers: dict[str, str]) -> float:
    """Seconds after which a site wants to be asked again; 0 where it says nothing of it."""
    said = headers.get("Retry-After", "").strip() if status in (429, 503) else ""
    if said.isdecimal():
        return float(said[:9])
    # Of a date without its zone nothing can be said.
    with suppress(ValueError, TypeError, OverflowError):
        return (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds() if said else 0.0
    return 0.0


def _too_large(most: int) -> str:
    return f"is larger than {most:,} bytes; give --max-size to take more"


class _Pools:
    """What keeps connections: straight, and through the proxy that the environment names."""

    def __init__(self) -> None:
        import urllib3

        headers = {
            "User-Agent": USER_AGENT,
            "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1",
            "Accept-Encoding": "gzip, deflate",
        }
        self._straight = urllib3.PoolManager(headers=headers)
        named = getproxies_environment()
        self._through = {
            scheme: urllib3.ProxyManager(named[scheme], headers=headers)
            for scheme in ("http", "https")
            if scheme in named
        }

    def asked(self, address: str, wait: Timeout) -> BaseHTTPResponse:
        """Ask for an address; what comes is not read yet, nor unpacked."""
        parts = urlsplit(address)
        pool: PoolManager = self._straight
        if parts.scheme in self._through and not proxy_bypass(parts.hostname or ""):
            pool = self._through[parts.scheme]
        return pool.request(
            "GET",
            address,
            redirect=False,
            retries=False,
            timeout=wait,
            preload_content=False,
            decode_content=False,
        )
