"""`compare fetch`: from a server on this machine, politely, into a web archive."""

from __future__ import annotations

import gzip
import json
import re
import sys
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from support.commands import run_command

from tui.files.fetch import (
    Fetched,
    Fetcher,
    FetchError,
    FetchSettings,
    checked_address,
    fetched,
    is_address,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PARAGRAPHS = (
    "Eighteen people were killed on Monday when a ferry sank off the northern coast, police said.",
    "The vessel, carrying 64 passengers, left the harbour at dawn in heavy weather, said Tom Reid.",
    "Rescue crews from three towns searched the water for hours with boats and two helicopters.",
    "The company that runs the ferry said that it would cooperate with any inquiry into it.",
)

PAGE = (
    "<html><head><title>Ferry sinks in storm</title></head><body><article><h1>Ferry sinks in storm"
    "</h1>" + "".join(f"<p>{one}</p>" for one in PARAGRAPHS) + "</article></body></html>"
).encode()

HTML = "text/html; charset=utf-8"


ANSWERS: dict[str, tuple[int, bytes, dict[str, str]]] = {
    "/robots.txt": (200, b"User-agent: *\nDisallow: /private\n", {"Content-Type": "text/plain"}),
    "/moved": (301, b"", {"Location": "/page"}),
    "/round": (302, b"", {"Location": "/round"}),
    "/outside": (302, b"", {"Location": "file:///etc/passwd"}),
    "/packed": (200, gzip.compress(PAGE), {"Content-Encoding": "gzip"}),
    "/empty": (200, b" \r\n", {}),
    "/large": (200, b"<html>" + b"x" * 300_000, {}),
    "/report": (200, b"{\\rtf1 Rain}", {"Content-Type": "application/rtf"}),
    "/picture": (200, b"GIF89a", {"Content-Type": "image/gif"}),
    "/zoneless": (503, b"later", {"Retry-After": "Wed, 01 Jan 2025 00:00:00 -0000"}),
    "/cut": (200, PAGE, {"Content-Length": str(len(PAGE) + 10)}),
}


class _Site(BaseHTTPRequestHandler):
    """A site with a page of each kind; what is asked for is noted, with its header."""

    asked: list[tuple[str, str]]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["User-Agent"]))
        path = self.path.partition("?")[0]
        if path == "/chunks":
            self._chunks()
        elif path == "/busy":
            first = [one for one, _ in self.asked].count(self.path) == 1
            self._send(429 if first else 200, PAGE, **{"Retry-After": "9"})
        elif path in ("/letters", "/drops"):
            if path == "/drops":
                self.send_response(200)
                self.send_header("Content-Length", "1000")
                self.end_headers()
            with suppress(OSError):
                while self.wfile.write(b"X"):
                    time.sleep(0.1)
        elif path == "/slow":
            time.sleep(0.6)
        elif path == "/on":
            self._send(302, b"", Location=f"{self.path}?1")
        elif path.startswith(("/page", "/private")):
            self._send(200, PAGE)
        else:
            status, body, more = ANSWERS.get(path, (404, b"gone", {}))
            self._send(status, body, **more)
            self.close_connection = path == "/cut"

    def _send(self, status: int, body: bytes, **more: str) -> None:
        self.send_response(status)
        headers = {"Content-Type": HTML, "Content-Length": str(len(body)), **more}
        for name, text in headers.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(body)

    def _chunks(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", HTML)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for part in (PAGE[:50], PAGE[50:]):
            self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *_: object) -> None:
        """Be silent."""


class Site:
    """A server on this machine."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        handler = type("Handler", (_Site,), {"asked": self.asked})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.server.daemon_threads = True
        # Who gives up on a slow page breaks off.
        self.server.handle_error = lambda *_: None  # type: ignore[method-assign]
        self.at = f"http://127.0.0.1:{self.server.server_address[1]}"
        self._thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self._thread.join(5)

    @property
    def pages(self) -> list[str]:
        """The paths that were asked for."""
        return [path for path, _ in self.asked]


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def site(server: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    server.asked.clear()
    monkeypatch.chdir(tmp_path)
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    return server


def _outcome(address: str, **settings: object) -> tuple[Fetched, bytes]:
    told: list[Fetched] = []
    given = {"most_bytes": 100_000, "pause": 0.0, **settings}
    fetcher = Fetcher(FetchSettings(**given))  # type: ignore[arg-type]
    archive = b"".join(fetched([address], fetcher, told.append))
    return told[0], archive


def test_pages_are_saved_as_an_archive_that_is_read(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    addresses = [f"{site.at}/{name}" for name in ("page?id=ä", "moved", "packed", "chunks")]
    ran = run_command(capsys, "fetch", "--pause", "0", "-o", "saved", *addresses)
    assert (ran.code, ran.err) == (0, "")
    (file,) = (tmp_path / "saved").iterdir()
    assert ran.out.strip() == f"saved/{file.name}"
    told = run_command(capsys, "clean", "--format", "jsonl", str(file))
    records = [json.loads(line) for line in told.out.splitlines()]
    assert len(records) == 4
    assert records[1]["url"] == f"{site.at}/page"
    for record in records:
        assert record["title"] == "Ferry sinks in storm"
        texts = [one["text"] for one in record["paragraphs"] if one["role"] == "body"]
        assert texts == list(PARAGRAPHS)
    assert all(agent.startswith("article-compare/") for _, agent in site.asked)
    assert site.pages.count("/robots.txt") == 1


def test_what_came_has_its_headers_and_time(site: Site) -> None:
    _, archive = _outcome(f"{site.at}/page")
    text = gzip.decompress(archive).decode()
    assert "WARC-Type: response" in text
    assert f"WARC-Target-URI: {site.at}/page" in text
    assert "Content-Type: text/html; charset=utf-8" in text
    assert f"WARC-Date: {time.strftime('%Y-%m-%dT', time.gmtime())}" in text


@pytest.mark.parametrize(
    ("path", "settings", "reason"),
    [
        ("/missing", {}, "404"),
        ("/round", {}, "in a circle"),
        ("/empty", {}, "with an empty page"),
        ("/on", {}, "more than 10 times"),
        ("/outside", {}, "file:"),
        ("/large", {}, "larger than 100,000 bytes"),
        ("/picture", {}, "image/gif; it was saved"),
        ("/report", {}, "document (application/rtf); download it"),
        ("/private/page", {}, "robots.txt"),
        ("/slow", {"read": 0.2}, "did not answer"),
        ("/cut", {"read": 1.0}, "broke off"),
        ("/zoneless", {}, "has a problem"),
        ("/letters", {"whole": 0.3}, "did not come within"),
        ("/drops", {"whole": 0.3}, "did not come within"),
    ],
)
def test_what_cannot_be_had_is_named(
    site: Site, path: str, settings: dict[str, float], reason: str
) -> None:
    outcome, _ = _outcome(f"{site.at}{path}", **settings)
    assert reason in (outcome.reason or "")


def test_robots_can_be_overruled(site: Site) -> None:
    assert _outcome(f"{site.at}/private/page", obeys_robots=False)[0].reason is None
    assert "/robots.txt" not in site.pages


def test_pages_of_one_host_are_asked_for_with_a_pause(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    naps: list[float] = []
    monkeypatch.setattr("tui.files.fetch.sleep", naps.append)
    fetcher = Fetcher(FetchSettings(100_000, pause=7.0))
    told: list[Fetched] = []
    addresses = [f"{site.at}/page", f"{site.at}/page/2", f"{site.at}/page"]
    list(fetched(addresses, fetcher, told.append))
    assert site.pages == ["/robots.txt", "/page", "/page/2"]
    assert len(naps) == 1
    assert all(6 < nap <= 7 for nap in naps)


def test_a_site_that_asks_to_wait_is_asked_again_after_that(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    naps: list[float] = []
    monkeypatch.setattr("tui.files.fetch.sleep", naps.append)
    assert _outcome(f"{site.at}/busy")[0].reason is None
    assert site.pages == ["/robots.txt", "/busy", "/busy"]
    assert naps == [9]


def test_a_list_comes_from_standard_input(
    site: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO(f"# two\n{site.at}/page\n\n{site.at}/missing\n"))
    ran = run_command(capsys, "fetch", "--pause", "0", "-")
    assert ran.code == 2
    assert f"{site.at}/missing: was answered with 404" in ran.err
    assert re.fullmatch(r"127\.0\.0\.1-\d{8}T\d{6}Z\.warc\.gz\n", ran.out)


def test_what_leads_to_itself_is_asked_for_once(site: Site) -> None:
    _outcome(f"{site.at}/round")
    assert site.pages == ["/robots.txt", "/round"]


@pytest.mark.parametrize(
    ("addresses", "name"),
    [
        (("https://www.BBC.com/news/1", "https://bbc.com/news/2"), "bbc.com-2"),
        (("https://a.org/1", "https://b.org", "nonsense", "https://c.org"), "a.org-and-2-more-2"),
        (("https://../1",), "fetched-2"),
    ],
)
def test_an_archive_is_named_for_where_its_pages_are_from(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    addresses: tuple[str, ...],
    name: str,
) -> None:
    monkeypatch.setattr("tui.files.fetch.Fetcher.fetch", lambda *_: None)
    ran = run_command(capsys, "fetch", "-o", str(tmp_path), *addresses)
    assert ran.out.startswith(f"{tmp_path}/{name}")


def test_nothing_is_left_where_nothing_came(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run_command(capsys, "fetch", f"{site.at}/missing")
    assert (ran.code, ran.out) == (2, "")
    assert not list(tmp_path.iterdir())


def test_a_port_where_nobody_listens_is_named() -> None:
    outcome, _ = _outcome("http://127.0.0.1:9/page")
    assert "did not accept a connection" in (outcome.reason or "")


def test_where_no_thread_can_be_started_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    outcome, _ = _outcome("http://127.0.0.1:9/page")
    assert (outcome.reason or "").endswith("try again with more memory")


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://example.org/page",
        "javascript:alert(1)",
        "data:text/html,x",
        "example.org/page",
        "example.org:8000/page",
        "http://",
        "http://user:secret@example.org/",
        "http://[1/",
        "http://example.org:port/",
        "http://example.org/a b",
        "http://example.org/\x1b[2J",
    ],
)
def test_only_pages_on_the_web_are_fetched(address: str) -> None:
    with pytest.raises(FetchError):
        checked_address(address)


def test_paths_are_told_from_addresses() -> None:
    assert is_address("https://example.org/page")
    assert is_address("ftp://example.org/page")
    assert not is_address("C:\\pages\\a.html")
    assert not is_address("pages/a:b.html")


def test_the_app_fetches_addresses_first(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr("tui.files.fetch.sleep", lambda _: None)
    ran = run_command(capsys, f"{site.at}/page", f"{site.at}/missing")
    # There is no terminal here: what came is saved all the same.
    assert ran.code == 2
    assert "saved in" in ran.err
    assert "the app needs a terminal" in ran.err


def test_what_is_not_installed_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "urllib3", None)
    ran = run_command(capsys, "fetch", "https://example.org/page")
    assert ran.code == 2
    assert "pip install 'article-compare[fetch]'" in ran.err
