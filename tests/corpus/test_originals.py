"""Pages that were given as an agency's or a release's own text, and what others have of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import made_stories as made
import msgspec
import pytest
from support.default import default_config

from tui.corpus.library import Library
from tui.corpus.story.story import find_stories
from tui.text import align
from tui.text.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tui.corpus.story.story import Story, Verdict
    from tui.text.model import Article

CONFIG = default_config()
WITHOUT_DATELINE = tuple(text.partition("(AP) — ")[2] or text for text in made.AGENCY)
OWN_QUARTER = (*made.AGENCY[: len(made.AGENCY) // 2], *made.UNRELATED)


def given(path: str, texts: Sequence[str], credit: str | None = None) -> Article:
    return replace(made.article(path, texts, credit=credit), original=True)


def stories(*articles: Article) -> tuple[Story, ...]:
    return find_stories(articles, lambda left, right: align(left, right, CONFIG), CONFIG)


def verdicts(*articles: Article) -> dict[str, Verdict]:
    return {verdict.path: verdict for story in stories(*articles) for verdict in story.verdicts}


@pytest.mark.parametrize(
    ("paper", "kind", "line", "credited"),
    [
        (
            made.article("paper.txt", WITHOUT_DATELINE),
            "uncredited-copy",
            "No credit: AP copy",
            False,
        ),
        (
            made.article("paper.txt", made.AGENCY, credit="AP"),
            "credited-copy",
            "AP copy, credited",
            True,
        ),
        (
            made.article("paper.txt", OWN_QUARTER),
            "part-copy",
            "No credit: part AP, part own",
            False,
        ),
    ],
)
def test_copy_of_an_original_is_known(paper: Article, kind: str, line: str, credited: bool) -> None:
    wire = given("wire.txt", made.AGENCY, credit="AP")
    (story,) = stories(wire, paper)
    original, copy = story.verdicts
    assert (story.source, story.service, story.given) == ("wire.txt", "AP", True)
    assert (original.kind, original.line) == ("original", "AP original, as given")
    assert (copy.kind, copy.credited, copy.known) == (kind, credited, True)
    assert copy.line.startswith(line)
    assert copy.line.endswith(" · known, not inferred")
    assert "wire was given as the original: the source is known, not inferred." in copy.evidence


@pytest.mark.parametrize(("line", "rest"), [("AP", "own"), ("AP/AFP", "unmatched")])
def test_quotations_may_be_those_of_another_service_that_is_credited(line: str, rest: str) -> None:
    paper = made.article("paper.txt", OWN_QUARTER, credit="AP")
    assert paper.credit is not None
    said = Evidence((1, 1), "wire-byline", line)
    paper = replace(paper, credit=replace(paper.credit, evidence=(said,)))
    found = verdicts(given("wire.txt", made.AGENCY, credit="AP"), paper)["paper.txt"]
    assert found.line == f"part AP, part {rest}, credited · known, not inferred"


def test_an_original_is_not_accused_though_another_page_is_fuller_and_credits_the_service() -> None:
    """Without being given, the shorter page would be the copy of the fuller one."""
    short = made.AGENCY[:-3]
    wire, paper = given("wire.txt", short), made.article("paper.txt", made.AGENCY, credit="AP")
    inferred = verdicts(replace(wire, original=False), paper)
    assert inferred["wire.txt"].kind == "uncredited-copy"
    found = verdicts(wire, paper)
    assert found["wire.txt"].kind == "original"
    assert not found["wire.txt"].truncated
    assert found["wire.txt"].compared_with is None
    # Whose the original is, it does not say; the page that has it credits a service.
    assert found["paper.txt"].credited
    assert ", credits AP" in found["paper.txt"].line


def test_a_release_that_names_no_service_is_the_source_of_those_who_used_it() -> None:
    one = made.article("one.txt", made.AGENCY)
    two = made.article("two.txt", made.REWORDED)
    found = verdicts(one, two, given("release.txt", WITHOUT_DATELINE))
    assert found["release.txt"].line == "original, as given"
    for path in ("one.txt", "two.txt"):
        assert found[path].compared_with == "release.txt"
        assert found[path].line.startswith("No credit: copy of release")
        assert found[path].known


def test_a_paper_that_heads_a_release_as_one_credits_it() -> None:
    release = made.article(
        "release.txt",
        ("FOR IMMEDIATE RELEASE", *made.OTHER_AGENCY, "Media contact: Ada Lund, press@example.org"),
    )
    paper = made.article("paper.txt", ("Press release", *made.OTHER_AGENCY[:-1]))
    found = verdicts(paper, release)
    assert (found["release.txt"].kind, found["paper.txt"].kind) == ("original", "credited-copy")
    assert verdicts(paper)["paper.txt"].kind == "original"
    known = verdicts(paper, given("wire.txt", made.OTHER_AGENCY))["paper.txt"]
    assert (known.kind, known.credited) == ("credited-copy", True)


def test_who_says_that_it_is_a_release_credits_an_original_of_nobody() -> None:
    paper = made.article("paper.txt", (*WITHOUT_DATELINE, "Taken from a press release"))
    found = verdicts(paper, given("release.txt", WITHOUT_DATELINE))["paper.txt"]
    assert (found.kind, found.credited) == ("credited-copy", True)
    agency = verdicts(paper, given("wire.txt", made.AGENCY, "AP"))["paper.txt"]
    assert agency.kind == "uncredited-copy"


def test_what_a_page_has_of_a_second_original_is_named() -> None:
    agency = given("agency.txt", made.AGENCY, credit="AP")
    release = given("release.txt", made.OTHER_AGENCY)
    half = len(made.AGENCY) * 2 // 3
    both = made.article("both.txt", (*made.AGENCY[:half], *made.OTHER_AGENCY[-4:]))
    verdict = verdicts(agency, release, both)["both.txt"]
    assert verdict.line.startswith("No credit: part AP, part release")


def test_versions_of_one_text_may_all_be_given() -> None:
    first = given("first.txt", made.AGENCY[:-2], credit="AP")
    second = given("second.txt", made.AGENCY, credit="AP")
    found = verdicts(first, second, made.article("paper.txt", WITHOUT_DATELINE))
    assert found["first.txt"].kind == found["second.txt"].kind == "original"
    assert found["paper.txt"].compared_with == "second.txt"
    assert found["paper.txt"].line.startswith("No credit: AP copy")


def test_of_what_has_nothing_of_it_nothing_is_known() -> None:
    found = verdicts(given("wire.txt", made.AGENCY, "AP"), made.article("own.txt", made.OWN))
    assert not found["own.txt"].known
    assert found["own.txt"].line == "shares only quotations with wire"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("wire/a.txt", "pages/b.txt"):
        page = tmp_path / name
        page.parent.mkdir()
        page.write_text("\n\n".join((name, *made.AGENCY)), encoding="utf-8")
    (tmp_path / "pages" / "link.txt").symlink_to(tmp_path / "wire" / "a.txt")
    return tmp_path


@pytest.mark.parametrize(
    ("pages", "originals", "found"),
    [
        (["pages/b.txt"], ["wire"], {"pages/b.txt": False, "wire/a.txt": True}),
        (["pages/b.txt"], ["wire/*.txt"], {"pages/b.txt": False, "wire/a.txt": True}),
        (["."], ["wire/a.txt"], {"pages/b.txt": False, "pages/link.txt": True}),
        (["wire/a.txt", "pages/b.txt"], ["./wire"], {"wire/a.txt": True, "pages/b.txt": False}),
        (["pages/link.txt"], ["wire"], {"pages/link.txt": True}),
        (["pages/b.txt"], [], {"pages/b.txt": False}),
    ],
)
def test_originals_are_read_beside_the_pages_and_known_under_any_name(
    folder: Path, pages: list[str], originals: list[str], found: dict[str, bool]
) -> None:
    config = msgspec.structs.replace(CONFIG, originals=tuple(originals))
    library = Library(pages, config, originals=True)
    read = {article.path: article.original for article in library.articles()}
    assert read == found
    assert not any(one.original for one in Library(pages, config).articles())
