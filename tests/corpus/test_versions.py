"""Versions of an article: which pages are versions of one, in which order, and what changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.articles import article_of

from tui.config import load_config
from tui.corpus.copies import once
from tui.corpus.story.story import find_stories
from tui.corpus.story.versions import (
    Step,
    address_key,
    find_versions,
    moment_in_short,
    moment_of,
    moment_said,
)
from tui.presentation.history import counts_said, key_changes
from tui.text import align

if TYPE_CHECKING:
    from tui.text.model import Alignment, Article

CONFIG = load_config()

FERRY = (
    "Eighteen people were killed on Monday when a ferry sank off the northern coast near the port.",
    "The vessel, carrying 64 passengers, left the harbour at dawn in heavy weather, said Tom Reid.",
    "Rescue crews from three towns searched the water for hours with boats and two helicopters.",
    "“We did everything we could with what we had,” said Anna Lund of the lifeboat station.",
    "The company that runs the ferry said that it would cooperate with any inquiry.",
)

LATER = (
    FERRY[0].replace("Eighteen", "Nineteen"),
    *FERRY[1:4],
    "The prime minister is due to visit the port on Tuesday and meet families of the victims.",
)

COUNCIL = (
    "The town council voted on Tuesday to close the swimming pool in the old quarter for a year.",
    "Repairs to the roof will cost more than four million, the treasurer told the meeting.",
    "Parents who had gathered outside with banners said that lessons would have nowhere to go.",
)


def _aligned(left: Article, right: Article) -> Alignment:
    return align(left, right, CONFIG)


def _page(texts: tuple[str, ...], path: str, **known: object) -> Article:
    article = article_of(texts, path=path, sha256=path)
    return replace(article, **known)  # type: ignore[arg-type]


ADDRESS = "https://www.echo.example/news/ferry"


@pytest.mark.parametrize(
    "other",
    [
        "http://echo.example/news/ferry/",
        "https://m.echo.example/news/ferry?utm_source=mail&fbclid=3",
        "https://www.echo.example:443/news/ferry#comments",
        "https://web.archive.org/web/20240501101500/https://www.echo.example/news/ferry",
        "https://www.echo.example/news/ferry/amp",
        "https://www.echo.example/amp/news/ferry",
        "https://www.echo.example/news/ferry/print?source=rss",
        "https://www.echo.example/news/ferry?share=1&via=Twitter-button&mod=hp_lead_pos3",
        "https://www.echo.example/news/ferry?source=newsletter_2024-05&partner=google-news",
        "https://www.echo.example/news/ferry?output=amp&view=print",
        "https://www.echo.example/news/ferry?printable=true&amp=1",
    ],
)
def test_one_address_is_known_however_it_is_written(other: str) -> None:
    assert address_key(other) == address_key(ADDRESS)


@pytest.mark.parametrize(
    "other",
    [
        "https://echo.example/news/ferry?id=2",
        "https://echo.example/news/ferry?printid=4021",
        "https://echo.example/news/ferry?source=4021",
        "https://echo.example/news/ferry?mod=viewtopic",
        "https://echo.example/news/ferry?via=Millbrook",
        "https://echo.example/news/ferry-2",
        "https://herald.example/news/ferry",
        "ftp://echo.example/news/ferry",
        "https://[echo.example/news/ferry",
        "https://echo.example:port/news/ferry",
    ],
)
def test_other_addresses_are_told_apart(other: str) -> None:
    assert address_key(other) != address_key(ADDRESS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("news/ferry-sinks-12345678.html", "news/north/18-dead-as-ferry-sinks-12345678.html"),
        (
            "a/ferry-a-1b2c3d4e-11aa-22bb-33cc-444455556666",
            "b/a-1b2c3d4e-11aa-22bb-33cc-444455556666",
        ),
        ("article250123456/Ferry.html", "article250123456/Ferry-sinks.html"),
    ],
)
def test_a_page_whose_headline_is_in_its_address_is_known_by_its_number(
    one: str, other: str
) -> None:
    site = "https://echo.example/"
    early = _page(FERRY, "early", url=site + one, title="Ferry sinks", date="2024-05-01")
    late = _page(LATER, "late", url=site + other, title="18 dead", date="2024-05-02")
    assert [len(history.versions) for history in find_versions([early, late])] == [2]
    # A number alone is not enough, and a day is none.
    pool = _page(COUNCIL, "pool", url=site + other, title="Pool shut", date="2024-05-02")
    assert find_versions([early, pool]) == ()
    days = [replace(page, url=f"{site}{at}-20240501.html") for at, page in enumerate((early, late))]
    assert find_versions(days) == ()


@pytest.mark.parametrize("number", ["240501", "01052024", "010524"])
def test_a_day_in_an_address_is_no_number_of_an_article(number: str) -> None:
    site = f"https://echo.example/{number}"
    early = _page(FERRY, "early", url=f"{site}/ferry-sinks", title="Ferry sinks")
    late = _page(LATER, "late", url=f"{site}/18-dead", title="18 dead")
    assert find_versions([early, late]) == ()


def test_the_number_of_a_section_ties_no_two_of_its_articles() -> None:
    site = "https://echo.example/section-7712345/"
    early = _page(FERRY, "early", url=site + "ferry-sinks", title="Ferry sinks")
    late = _page(LATER, "late", url=site + "18-dead", title="18 dead")
    pool = _page(COUNCIL, "pool", url=site + "pool-shut", title="Pool shut")
    assert find_versions([early, late, pool]) == ()
    assert find_versions([pool, early, late]) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("news/world-500123/ferry-sinks", "news/world-500123/king-dies"),
        ("gallery/500123/photo-1", "gallery/500123/photo-2.html"),
        ("ferry-500123?page=1", "ferry-500123?page=2"),
        ("live/world-500123/post-1", "live/world-500123/post-2"),
        ("live/500123/1", "live/500123/2"),
        ("weather-12052024.html", "outlook-12052024.html"),
        ("240512/weather-north", "240512/weather-south"),
        ("#/article/500123", "#/article/500124"),
    ],
)
def test_pages_of_one_section_gallery_or_day_are_no_versions(one: str, other: str) -> None:
    site = "https://echo.example/"
    early = _page(FERRY, "early", url=site + one, title="Ferry sinks", date="2024-05-01")
    late = _page(LATER, "late", url=site + other, title="18 dead", date="2024-05-02")
    assert find_versions([early, late]) == ()


def test_a_front_page_is_no_address_of_an_article() -> None:
    assert address_key("https://echo.example/") is None
    assert address_key("https://echo.example/?utm_source=mail") is None


def test_times_are_told_in_utc() -> None:
    page = _page(FERRY, "a", captured="2024-05-01T12:15:00+02:00", date="2024-04-30")
    assert moment_of(page) == "2024-05-01T10:15:00Z"
    assert moment_said(page) == "1 May 2024 10:15 UTC"
    assert moment_said(_page(FERRY, "a", captured="nonsense", date="2024-04-30")) == "30 Apr 2024"
    assert moment_said(_page(FERRY, "a")) == "time unknown"


def test_the_wayback_machine_says_when() -> None:
    page = _page(FERRY, "a", url=f"https://web.archive.org/web/20240501101500/{ADDRESS}")
    assert moment_of(page) == "2024-05-01T10:15:00Z"


def test_pages_of_one_address_are_versions_in_the_order_of_their_times() -> None:
    late = _page(LATER, "late", url=ADDRESS, captured="2024-05-01T18:00:00Z")
    early = _page(FERRY, "early", url=ADDRESS + "?utm_source=x", captured="2024-05-01T10:00:00Z")
    other = _page(COUNCIL, "other", url="https://www.echo.example/news/pool")
    (history,) = find_versions([late, other, early])
    assert [one.path for one in history.versions] == ["early", "late"]
    assert history.places == (2, 0)


def test_captures_of_an_unchanged_page_keep_their_times() -> None:
    times = [f"2024-05-0{day}T10:00:00Z" for day in (3, 1, 2)]
    pages = [
        _page(FERRY, f"{at}.html", url=ADDRESS, captured=time, sha256="same")
        for at, time in enumerate(times)
    ]
    changed = _page(LATER, "later.html", url=ADDRESS, captured="2024-05-04T10:00:00Z")
    (history,) = find_versions(once([*pages, changed]))
    assert moment_said(history.versions[0]) == (
        "1 May 2024 10:00 UTC, unchanged 3 May 2024 10:00 UTC"
    )
    assert history.versions[0].unchanged == (times[2], times[0])
    # Which a list has no room for.
    assert moment_in_short(history.versions[0]) == "1 May 2024 10:00"
    assert moment_in_short(_page(FERRY, "a")) == "time unknown"


def test_one_outlet_and_headline_are_versions_where_they_share_text() -> None:
    known = {"outlet": "The Echo", "title": "Ferry sinks off the coast"}
    pages = [_page(FERRY, "a", **known), _page(LATER, "b", **known)]
    assert len(find_versions(pages)) == 1
    assert not find_versions([pages[0], _page(COUNCIL, "b", **known)])
    assert not find_versions([pages[0], replace(pages[1], outlet="The Herald")])


def test_a_template_that_gives_every_page_one_address_makes_no_versions() -> None:
    url = "https://echo.example/section/news"
    pages = [_page(FERRY, "a", url=url, title="Ferry"), _page(COUNCIL, "b", url=url, title="Pool")]
    assert not find_versions(pages)


def test_a_feed_counts_its_versions() -> None:
    known = {"identifier": "urn:item:7", "date": "2024-05-01"}
    pages = [
        _page(LATER, "b", version="10", **known),
        _page(FERRY, "a", version="9", **known),
        _page(COUNCIL, "c", identifier="urn:item:7"),
    ]
    (history,) = find_versions(pages)
    assert [one.path for one in history.versions] == ["a", "b"]


def test_what_was_changed_is_told() -> None:
    before = _page(FERRY, "a", title="Eighteen dead")
    after = _page(LATER, "b", title="Nineteen dead")
    step = Step(_aligned(before, after))
    assert [one.text for one in step.added] == [LATER[-1]]
    assert [one.text for one in step.dropped] == [FERRY[-1]]
    assert step.changed_count == 1
    assert counts_said(step) == "1 paragraph added, 1 dropped, 1 reworded"
    told = [(one.what, one.before, one.after) for one in key_changes(step)]
    assert told == [
        ("headline", "Eighteen dead", "Nineteen dead"),
        ("number", "Eighteen", "Nineteen"),
    ]


def test_a_correction_is_named_and_makes_a_version() -> None:
    note = "Correction: An earlier version of this article misstated the number of passengers."
    before = _page(FERRY, "a", url=ADDRESS)
    roles = [*["body"] * len(FERRY), "correction"]
    after = replace(article_of([*FERRY, note], roles, path="b", sha256="b"), url=ADDRESS)  # type: ignore[arg-type]
    assert len(once([before, after])) == 2
    step = Step(_aligned(before, after))
    assert [one.text for one in step.corrections] == [note]
    assert counts_said(step) == "1 correction, text unchanged"
    back = Step(_aligned(after, before))
    assert [one.text for one in back.withdrawn] == [note]


def test_a_version_is_no_copy_of_another() -> None:
    pages = [
        _page(FERRY, "a", url=ADDRESS, date="2024-05-01"),
        _page(LATER, "b", url=ADDRESS, date="2024-05-02"),
    ]
    verdicts = [one for story in find_stories(pages, _aligned, CONFIG) for one in story.verdicts]
    assert [one.kind for one in verdicts] == ["no-match", "no-match"]
    assert all(one.compared_with is None for one in verdicts)
    assert all("not copies" in one.evidence[-1] for one in verdicts)


def test_every_version_of_a_given_original_is_one() -> None:
    known = {"identifier": "urn:item:7", "original": True}
    pages = [_page(FERRY, "a", version="1", **known), _page(LATER, "b", version="2", **known)]
    verdicts = [one for story in find_stories(pages, _aligned, CONFIG) for one in story.verdicts]
    assert [one.kind for one in verdicts] == ["original", "original"]
    assert not any("press release" in said for one in verdicts for said in one.evidence)


def test_another_paper_is_still_compared_with_every_version() -> None:
    known = {"url": ADDRESS, "outlet": "The Echo"}
    copy = _page(LATER, "c", url="https://herald.example/ferry", outlet="The Herald")
    pages = [_page(FERRY, "a", **known), _page(LATER, "b", **known), copy]
    verdicts = {
        one.path: one for story in find_stories(pages, _aligned, CONFIG) for one in story.verdicts
    }
    assert verdicts["c"].compared_with in {"a", "b"}
    assert verdicts["a"].compared_with in {None, "c"}
    assert verdicts["b"].compared_with in {None, "c"}


def test_a_note_that_is_withdrawn_is_called_a_correction_once() -> None:
    from tui.report.history import _without

    note = "Correction: The pool is 41 years old."
    assert _without("Correction withdrawn", note) == _without("Correction", note)
    assert _without("Added", note) == note


TAKES = (
    "UPDATE 1-{}", "UPDATE 2-{}", "CORRECTED-UPDATE 2-{}", "WRAPUP 1-{}", "RPT-{}", "ROUNDUP 2: {}",
    "KORREKTUR: {}", "2. ZUSAMMENFASSUNG: {}", "WDH/{}", "RECTIFICATIF - {}",
)  # fmt: skip


@pytest.mark.parametrize("take", TAKES)
def test_what_an_agency_sends_again_under_its_headline_is_a_version(take: str) -> None:
    title = "Ferry sinks off northern coast"
    first = _page(FERRY, "one", title=title, outlet="Echo", date="2024-05-01")
    again = _page(LATER, "two", title=take.format(title), outlet="Echo", date="2024-05-01")
    [history] = find_versions([first, again])
    assert history.places == (0, 1)


def test_a_headline_that_begins_as_an_agency_s_mark_does_stays_whole() -> None:
    one = _page(FERRY, "one", title="Lead in water of Larkby", outlet="Echo")
    other = _page(LATER, "two", title="In water of Larkby", outlet="Echo")
    assert find_versions([one, other]) == ()


def test_the_leads_of_one_catchword_and_day_are_versions() -> None:
    slugs = ("BC-US--Ferry", "BC-US--Ferry, 1st Ld", "BC-US--Ferry, 2nd Ld-Writethru")
    leads = [
        _page(
            (*FERRY[: 3 + at], LATER[4]), f"{at}", title=f"Ferry {at}", outlet="AP", slug=slug,
            modified=f"2024-05-01T1{at}:00:00Z", original=True,
        )
        for at, slug in enumerate(slugs)
    ]  # fmt: skip
    [history] = find_versions(leads)
    assert history.places == (0, 1, 2)
    next_day = replace(leads[1], modified="2024-05-02T10:00:00Z")
    assert find_versions([leads[0], next_day]) == ()


def test_a_history_is_named_by_the_page_and_not_by_another_view_of_it() -> None:
    addresses = (ADDRESS, "https://amp.echo.example/news/ferry", f"{ADDRESS}/amp.html")
    pages = [
        _page(FERRY, f"{at}", url=url, title="Ferry", date=f"2024-05-0{at + 1}")
        for at, url in enumerate(addresses)
    ]
    [history] = find_versions(pages)
    assert history.url == ADDRESS
