"""The HTML report: what it tells, and that nothing of a page is markup in it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_factory import HOSTILE, LEAD, MORE, article, hostile_report, report_on, seeds_report

from tui.report.html import html_report
from tui.report.report import coverage_written
from tui.text.model import Article, Paragraph

if TYPE_CHECKING:
    from tui.report.report import Report

OBEYED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


class Outline(HTMLParser):
    """What a browser's parser would make of a file, as far as it matters here."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.heads_without_scope = 0
        self.meta: dict[str, str] = {}
        self.text: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        found = dict(attrs)
        self.attributes.update(found.keys())
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a":
            self.links.append(str(found.get("href")))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "th" and not found.get("scope"):
            self.heads_without_scope += 1
        if tag == "meta":
            name = found.get("http-equiv") or found.get("name") or ""
            self.meta[name] = found.get("content") or ""

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def page(report: Report) -> str:
    return "".join(html_report(report))


@pytest.fixture(scope="module")
def seeds() -> str:
    return page(seeds_report())


def test_all_parts_are_there_and_every_paragraph_of_every_pair(seeds: str) -> None:
    text = "".join(Outline(seeds).text)
    folded = re.sub(r"\s+", "", text)
    findings = seeds_report().findings
    for one in findings.articles:
        assert one.sha256 in text
        for paragraph in one.paragraphs:
            count = folded.count(re.sub(r"\s+", "", paragraph.text))
            assert count >= (4 if paragraph.linkable else 1)
        for gone in one.removed:
            assert re.sub(r"\s+", "", gone.text) in folded
    for story in findings.stories:
        for verdict in story.verdicts:
            assert all(sentence in text for sentence in verdict.evidence)
    assert seeds_report().provenance.rules_sha256 in text


def test_copy_without_credit_alarms_be_it_all_or_a_part(seeds: str) -> None:
    assert 'class="card uncredited-copy alarm"' in seeds
    assert 'class="card part-copy alarm"' in seeds
    assert 'class="card credited-copy"' in seeds


def test_links_resolve_ids_are_unique_and_headings_are_in_order(seeds: str) -> None:
    outline = Outline(seeds)
    assert [one for one, count in Counter(outline.ids).items() if count > 1] == []
    assert {link for link in outline.links if link.removeprefix("#") not in outline.ids} == set()
    assert outline.headings[0] == 1
    steps = zip(outline.headings, outline.headings[1:], strict=False)
    assert all(later - earlier <= 1 for earlier, later in steps)
    assert outline.headings.count(1) == 1


def test_tables_and_pictures_can_be_listened_to(seeds: str) -> None:
    outline = Outline(seeds)
    assert outline.tags["table"] == outline.tags["caption"] > 20
    assert outline.heads_without_scope == 0
    pictures = re.findall(r"<svg[^>]*>", seeds)
    assert all('aria-hidden="true"' in one or 'role="img" aria-label="' in one for one in pictures)


def test_the_policy_allows_its_own_style_and_nothing_else(seeds: str) -> None:
    outline = Outline(seeds)
    (style,) = re.findall(r"<style>(.*?)</style>", seeds, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert outline.meta["Content-Security-Policy"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert not {"style", "src", "srcset", "action", "target"} & outline.attributes.keys()
    assert not any(name.startswith("on") for name in outline.attributes)
    assert not {"script", "img", "iframe", "link", "base", "form", "object"} & outline.tags.keys()
    assert "url(" not in style
    assert "@import" not in style


def shape(text: str) -> tuple[Counter[str], Counter[str]]:
    outline = Outline(text)
    assert all(link.startswith("#") for link in outline.links)
    return outline.tags, outline.attributes


def test_hostile_text_is_shown_and_is_no_markup() -> None:
    text = page(hostile_report())
    assert not OBEYED.search(text)
    shown = "".join(Outline(text).text)
    for part in (
        "<script>document.title='owned'</script>",
        "␛[31mred␇",
        "⇄right to left⇄",
        "{{ 7*7 }}",
    ):
        assert part in shown
    tags, attributes = shape(text)
    plain_tags, plain_attributes = shape(page(hostile_report("plain")))
    # Words that differ are marked wherever they are; nothing else depends on the text.
    assert set(tags) <= set(plain_tags) | {"mark", "del", "ins"}
    assert set(attributes) <= set(plain_attributes)


@settings(max_examples=8, deadline=None)
@given(st.text(st.sampled_from("<>&\"'/=`{}%#-! abc\x1b\u202e\x00"), max_size=24))
def test_no_text_is_markup(text: str) -> None:
    made = page(
        report_on(article("a\udcff.txt", text or "x", text), article("b.txt", "y", text, text))
    )
    outline = Outline(made)
    assert not OBEYED.search(made)
    assert outline.tags["h1"] == outline.tags["main"] == outline.tags["style"] == 1
    assert not {"script", "abc", "img"} & outline.tags.keys()
    assert {link for link in outline.links if link.removeprefix("#") not in outline.ids} == set()


def test_pages_that_share_nothing_do_not_fill_the_pairs() -> None:
    related = [article(f"{name}.txt", name, LEAD, MORE) for name in "ab"]
    words = ("Apples ripen late.", "Trains ran empty.", "He sang.", "Glass breaks under frost.")
    apart = [article(f"{text}.txt", text, text) for text in words]
    report = report_on(*related, *apart, most_pairs=5)
    assert list(report.shown_pairs()) == [(0, 1)]
    assert "The one pair that shares most is shown; 14 more are left out" in page(report)
    assert report_on(*related, *apart, most_pairs=15).pair_count == 15
    assert report_on(*apart, most_pairs=3).pair_count == 3


def test_what_is_left_out_is_said() -> None:
    articles = [article(f"{name}.txt", name, HOSTILE[:40] + name) for name in "abcd"]
    text = "".join(Outline(page(report_on(*articles, most_pairs=2))).text)
    assert "The 2 pairs that share most are shown; 4 more are left out" in text
    assert Outline(page(report_on(*articles, most_pairs=0))).tags["main"] == 1


def test_one_article_and_articles_without_text() -> None:
    alone = "".join(Outline(page(report_on(article("a.txt", "t")))).text)
    assert "There are no two articles to compare" in alone
    both = "".join(Outline(page(report_on(article("a.txt", "t"), article("b.txt", "u")))).text)
    assert "Neither article has any text to compare" in both


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def hottest(block: str, ground: str) -> str:
    """The ground of the matrix's hottest cell, six tenths of the heat's colour."""
    heat = [int(part) for part in re.findall(r"--heat: (\d+) (\d+) (\d+)", block)[0]]
    under = [int(ground[at : at + 2], 16) for at in (1, 3, 5)]
    mixed = [round(0.6 * one + 0.4 * other) for one, other in zip(heat, under, strict=True)]
    return "#" + "".join(f"{part:02x}" for part in mixed)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_text_has_the_contrast_that_wcag_asks_for(scheme: int) -> None:
    from tui.report import html

    blocks = re.findall(r":root \{(.*?)\}", html.style(), re.DOTALL)
    # Of the looks, then of everything else; the last one is for paper.
    block = blocks[scheme] + blocks[2 + scheme]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    for ground in ("paper", "card"):
        for ink in (
            "ink",
            "quiet",
            "link",
            "accent",
            "same",
            "near",
            "related",
            "moved",
            "only-left",
            "only-right",
        ):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    assert contrast(colours["ink"], hottest(block, colours["card"])) >= 4.5
    papers = [ground for ground in colours if ground.endswith("-paper")]
    for ground in ("warning", *papers):
        ink = "upon" if ground == "weighty-paper" else "ink"
        # What is not said again for the dark is as in the light.
        assert contrast(colours.get(ink, "#ffffff"), colours[ground]) >= 4.5, ground


def test_the_coverage_of_one_article_stands_by_itself() -> None:
    report = seeds_report()
    names = report.findings.names
    place = 3
    outline = Outline("".join(coverage_written(report, place, "html")))
    text = "".join(outline.text)
    assert f"Coverage of {names[place]}, paragraph by paragraph" in text
    assert {link.removeprefix("#") for link in outline.links} <= set(outline.ids)
    assert "Side by side" not in text
    for one in (report.findings.articles[place], report.provenance):
        assert (one.sha256 if isinstance(one, Article) else one.rules_sha256) in text
    hostile = "".join(coverage_written(hostile_report(), 0, "html"))
    assert not OBEYED.search(hostile)
    assert set(shape(hostile)[0]) <= set(shape(page(hostile_report("plain")))[0])


def test_a_correction_that_one_article_lacks_is_told() -> None:
    right = article("right.txt", "Council agrees to rebuild the bridge", LEAD, MORE)
    note = Paragraph("Correction: an earlier version gave a wrong sum.", "correction", (9, 9))
    left = replace(right, path="left.txt", paragraphs=(*right.paragraphs, note))
    told = " ".join(Outline(page(report_on(left, right))).text)
    assert "left carries a correction or note that right doesn't." in told
    assert "carries a correction" not in page(report_on(right, replace(right, path="b.txt")))
