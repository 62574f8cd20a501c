"""The HTML report in a real browser: layout, links, search, print, and that nothing acts.

It takes Debian's `chromium`; where there is none, these tests say so and are skipped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from chromium import PROGRAM, Chromium
from report_factory import HOSTILE, hostile_report, seeds_report, two_groups

from tui.report.html import html_report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [
    pytest.mark.xdist_group("chromium"),
    pytest.mark.skipif(
        PROGRAM is None,
        reason="`chromium` is not installed: the HTML report is not tested in a browser",
    ),
]

BROKEN_LINKS = """
    [...document.querySelectorAll("a")].map(a => a.getAttribute("href")).filter(
        href => !href.startsWith("#") || !document.getElementById(href.slice(1)))
"""
TOO_WIDE = """
    [...document.querySelectorAll("main *, header *")].filter(
        one => one.getBoundingClientRect().right > innerWidth + 1
            && !one.closest(".scroll") && !one.closest(".unseen")
    ).map(one => one.outerHTML.slice(0, 80))
"""
SQUEEZED = """
    [...document.querySelectorAll("p, li, th, td, caption, dt, dd, h3")].filter(one => {
        const width = one.getBoundingClientRect().width;
        const hidden = one.closest(".unseen") || getComputedStyle(one.closest("thead") || one)
            .clipPath !== "none";
        return !hidden && width > 1 && width < 45 && one.textContent.trim().length > 8;
    }).map(one => one.outerHTML.slice(0, 80))
"""
CUT_OFF = """
    [...document.querySelectorAll("p, li, h1, h2, h3, h4, dd, th")].filter(
        one => getComputedStyle(one).overflow !== "visible" && !one.matches(".unseen, .unseen *")
    ).length
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    started = Chromium(tmp_path_factory.mktemp("profile"))
    yield started
    started.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("reports")
    reports = (("seeds", seeds_report()), ("hostile", hostile_report()), ("groups", two_groups()))
    for name, report in reports:
        (made / f"{name}.html").write_text("".join(html_report(report)), "utf-8", "replace")
    return made


def test_it_fits_a_phone_and_a_desk_and_its_links_lead_somewhere(
    browser: Chromium, folder: Path
) -> None:
    browser.open(folder / "seeds.html", 320)
    assert browser.run("document.documentElement.scrollWidth") == 320
    assert browser.run(TOO_WIDE) == []
    assert browser.run(SQUEEZED) == []
    assert browser.run(CUT_OFF) == 0
    browser.open(folder / "hostile.html", 320)
    assert browser.run("document.documentElement.scrollWidth") == 320
    assert browser.run(TOO_WIDE) == []
    browser.open(folder / "seeds.html", 320)
    # One under the other on a phone, side by side on a desk.
    sides = "[...document.querySelectorAll('.aligned tbody.near td')].slice(0, 2)"
    places = f"{sides}.map(one => one.getBoundingClientRect()[0 ? 'x' : '%s'])"
    upper, lower = browser.run(places % "top")
    assert upper < lower
    browser.resize(1280)
    assert browser.run("document.documentElement.scrollWidth") == 1280
    upper, lower = browser.run(places % "top")
    assert upper == lower
    assert browser.run(BROKEN_LINKS) == []
    browser.run("document.querySelector('.matrix td a').click()")
    target = "document.querySelector(location.hash).getBoundingClientRect().top"
    assert 0 <= browser.run(target) < 200


def test_on_a_phone_no_column_of_the_table_of_groups_is_out_of_sight(
    browser: Chromium, folder: Path
) -> None:
    browser.open(folder / "groups.html", 400)
    assert browser.run("document.querySelectorAll('.groups tbody tr').length") == 3
    cells = "[...document.querySelectorAll('.groups tbody td')].filter(one => one.textContent)"
    right = f"Math.max(...{cells}.map(one => one.getBoundingClientRect().right))"
    assert browser.run(right) < 400
    assert browser.run(SQUEEZED) == []
    browser.resize(1280)
    assert browser.run("getComputedStyle(document.querySelector('.noun')).display") == "none"


def test_light_and_dark_are_what_the_reader_asked_for(browser: Chromium, folder: Path) -> None:
    ground = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)[0]"
    browser.open(folder / "hostile.html")
    assert browser.run(ground) > 200
    browser.emulate("screen", "dark")
    assert browser.run(ground) < 60


def test_all_text_is_found_by_search_and_printed(browser: Chromium, folder: Path) -> None:
    browser.open(folder / "seeds.html")
    findings = seeds_report().findings
    wanted = [
        findings.stories[0].verdicts[2].evidence[1],
        findings.articles[4].removed[0].text[:40],
    ]
    wanted += [findings.articles[1].sha256, findings.articles[0].paragraphs[-1].text[:40]]
    for text in wanted:
        browser.run("getSelection().removeAllRanges()")
        assert browser.run(f"window.find({text!r}, true, false, true)") is True, text
    # On paper what a reader has folded away is there, and no line is cut off at the side.
    browser.run("for (const one of document.querySelectorAll('details')) one.open = false")
    cell = "document.querySelector('.aligned td p bdi').checkVisibility()"
    assert browser.run(cell) is False
    browser.emulate("print")
    assert browser.run(cell) is True
    browser.resize(700)
    assert browser.run("document.documentElement.scrollWidth") <= 700
    browser.open(folder / "hostile.html")
    assert browser.pdf().startswith(b"%PDF-")


def test_a_keyboard_reaches_it_all(browser: Chromium, folder: Path) -> None:
    browser.open(folder / "hostile.html")
    for event in ("keyDown", "keyUp"):
        browser.send("Input.dispatchKeyEvent", type=event, key="Tab", windowsVirtualKeyCode=9)
    assert browser.run("document.activeElement.className") == "skip"
    assert browser.run("document.activeElement.getBoundingClientRect().left") >= 0
    assert browser.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert browser.run("document.querySelector('.scroll').tabIndex") == 0


def test_nothing_leaves_the_page_and_hostile_pages_do_nothing(
    browser: Chromium, folder: Path
) -> None:
    for name in ("seeds", "hostile"):
        file = folder / f"{name}.html"
        browser.open(file)
        title = browser.run("document.title")
        browser.run("for (const one of document.querySelectorAll('a')) one.click()")
        browser.run(
            "for (const one of document.querySelectorAll('*')) one.dispatchEvent("
            "new Event('mouseover', {bubbles: true}))"
        )
        assert (
            browser.run("document.title")
            == title
            == f"Comparison of {5 if name == 'seeds' else 2} articles"
        )
        assert {url.partition("#")[0] for url in browser.requests()} == {file.as_uri()}
        assert browser.complaints() == []
        assert not [
            one for one in browser.events if one["method"] == "Page.javascriptDialogOpening"
        ]
        assert (
            browser.run("document.querySelectorAll('script, img, iframe, object, embed').length")
            == 0
        )
    assert browser.run("document.body.textContent").count(HOSTILE[:24]) > 5


def test_the_policy_would_stop_what_slipped_through(browser: Chromium, folder: Path) -> None:
    slipped = "<script>document.title='owned'</script><img src='https://evil.example/x.png'>"
    slipped += (
        "<p style='color: red' onclick=\"document.title='owned'\">x</p><style>p{color:red}</style>"
    )
    text = (folder / "hostile.html").read_text("utf-8")
    file = folder / "slipped.html"
    file.write_text(text.replace("</main>", f"{slipped}</main>"), "utf-8")
    browser.open(file)
    browser.run("document.querySelector('main > p').click()")
    assert browser.run("document.title") == "Comparison of 2 articles"
    assert (
        browser.run("getComputedStyle(document.querySelector('main > p')).color")
        != "rgb(255, 0, 0)"
    )
    refused = [one for one in browser.events if one["method"] == "Network.loadingFailed"]
    assert [one["params"].get("blockedReason") for one in refused] == ["csp"]
