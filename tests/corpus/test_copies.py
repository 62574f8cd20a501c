"""The same article saved twice is one; the same words in two papers are two."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest
from support.default import default_config

from tui.corpus import copies
from tui.corpus.copies import Copies, KeptAside, each, once
from tui.corpus.files import Unreadable
from tui.corpus.library import Library
from tui.corpus.story.story import find_stories
from tui.text.model import Article, Credit, Evidence, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BODY = (
    "The council agreed on Tuesday to rebuild the old bridge that the flood took away in spring.",
    "Work is to begin in May, and the engineers expect that it will take them about two years.",
    "Until then a ferry takes people across the river, every hour and free of any charge.",
)
HEADLINE = "Council Votes to Rebuild the Bridge"
EXAMPLE = "https://www.example.com/2025/bridge"
OTHER = "https://news.example.org/wire/bridge"
WIRE = Credit("AP", (Evidence((2, 2), "byline", "By The Associated Press"),))


def saving(path: str, sha256: str | None = None, **known: object) -> Article:
    body = known.pop("body", BODY)
    facts = {"title": HEADLINE, "byline": None, "date": None, "credit": None, **known}
    return Article(
        path=path,
        sha256=sha256 or path,
        encoding="utf-8",
        paragraphs=tuple(Paragraph(text, "body", (at, at)) for at, text in enumerate(body, 1)),
        removed=(),
        **facts,  # type: ignore[arg-type]
    )


def listed(*articles: Article | Unreadable) -> list[tuple[str, ...]]:
    found = once(articles)
    return [(one.path, *(one.also if isinstance(one, Article) else ())) for one in found]


def test_identical_bytes_are_one_article_whatever_the_names() -> None:
    articles = (saving("a.txt", "1"), saving("c.txt", "2"), saving("deep/b.txt", "1"))
    assert listed(*articles) == [("a.txt", "deep/b.txt"), ("c.txt",)]
    empty = [saving(name, "0", body=()) for name in ("d.txt", "e.txt")]
    assert listed(*empty) == [("d.txt", "e.txt")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"url": EXAMPLE}, {"url": EXAMPLE.replace("www.", "") + "/?from=mail#top"}),
        ({"url": EXAMPLE, "outlet": "example.com"}, {"url": EXAMPLE, "outlet": "The Example"}),
        ({"outlet": "The Example", "url": EXAMPLE}, {"outlet": "THE EXAMPLE", "title": None}),
        ({"outlet": "The Example", "credit": WIRE}, {"outlet": "The Example", "credit": WIRE}),
    ],
)
def test_savings_of_one_page_are_one_article(
    one: dict[str, object], other: dict[str, object]
) -> None:
    body = (BODY[0].upper(), f"{BODY[1]} {BODY[2]}")
    found = listed(saving("a.txt", **one), saving("b.html", **other, body=body))
    assert found == [("a.txt", "b.html")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Verbatim wire copy, of papers that are known, half known and unknown.
        ({"outlet": "The Example"}, {"outlet": "The Other"}),
        ({"outlet": "The Example", "credit": WIRE}, {"credit": WIRE}),
        ({"credit": WIRE}, {"credit": WIRE}),
        ({"url": EXAMPLE}, {"url": OTHER}),
        ({"url": EXAMPLE, "outlet": "The Example"}, {"url": OTHER, "outlet": "The Example"}),
        # A service's name says nothing about whose paper it is.
        ({"outlet": "AP", "credit": WIRE}, {"outlet": "AP", "credit": WIRE}),
        ({"outlet": "Associated Press", "credit": WIRE},) * 2,
        ({"outlet": "REUTERS", "byline": "REUTERS"},) * 2,
        # One paper, two articles.
        ({"outlet": "The Example"}, {"outlet": "The Example", "title": "Bridge to Rise Again"}),
        (
            {"outlet": "The Example", "date": "2025-02-18"},
            {"outlet": "The Example", "date": "2025-02-19"},
        ),
        ({"outlet": "The Example"}, {"outlet": "The Example", "body": BODY[:2]}),
        ({"outlet": "The Example", "body": ("Gone.",)},) * 2,
    ],
)
def test_in_doubt_both_are_kept(one: dict[str, object], other: dict[str, object]) -> None:
    assert listed(saving("a.txt", **one), saving("b.txt", **other)) == [("a.txt",), ("b.txt",)]


def test_one_name_in_two_formats_is_evidence_unless_something_speaks_against_it() -> None:
    assert listed(saving("x/a.txt"), saving("x/a.html.gz")) == [("x/a.txt", "x/a.html.gz")]
    assert len(listed(saving("x/a.txt"), saving("y/a.html"))) == 2
    papers = (saving("a.txt", outlet="The Example"), saving("a.html", outlet="The Other"))
    assert len(listed(*papers)) == 2


def test_what_could_not_be_read_keeps_its_place() -> None:
    broken = Unreadable("b.txt", "is empty")
    found = listed(saving("a.txt", "1"), broken, saving("c.txt", "1"), saving("d.txt", "4"))
    assert found == [("a.txt", "c.txt"), ("b.txt",), ("d.txt",)]


def test_each_names_the_savings_before_it_and_is_given_at_once() -> None:
    pages = [saving(f"{at}.txt", body=(str(at), *BODY), url=f"{EXAMPLE}{at}") for at in range(3)]
    late = [saving(f"late{at}.html", body=("0", *BODY), url=f"{EXAMPLE}0") for at in range(2)]
    taken: list[str] = []

    def source() -> Iterator[Article]:
        for one in (*pages, *late):
            taken.append(one.path)
            yield one

    stream = each(source())
    assert next(stream).path == "0.txt"
    assert taken == ["0.txt"]
    assert [(one.path, one.also) for one in stream] == [
        ("1.txt", ()),
        ("2.txt", ()),
        ("late0.html", ("0.txt",)),
        ("late1.html", ("0.txt", "late0.html")),
    ]


def test_the_letters_of_an_only_article_are_not_gathered(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(copies, "_text_key", lambda article: asked.append(article.path))
    assert [one.also for one in each([saving("a.txt")])] == [()]
    assert asked == []
    list(each([saving("a.txt"), saving("b.txt")]))
    assert asked == ["a.txt", "b.txt"]


def stream() -> Iterator[Article]:
    for number in range(300):
        body = (f"{BODY[0]} It was the council's meeting number {number // 3}.", *BODY[1:])
        url = f"https://www.example.com/{number // 3 * 3 if number % 3 < 2 else number}"
        sha256 = str(number - 3 if number % 9 == 8 else number)
        yield saving(f"all.jsonl#{number}", sha256, url=url, body=body)


def test_what_is_kept_of_millions_is_not_in_memory_and_makes_no_difference() -> None:
    articles = list(stream())
    kept = KeptAside(most=20)
    bounded, whole = Copies(), Copies()
    bounded._kept = kept
    for place, article in enumerate(articles):
        assert bounded.first_of(article, place) == whole.first_of(article, place)
        assert kept.in_memory < 20
    named = [one.also for one in each(articles)]
    assert named == [one.also for one in each(articles, most=20)]
    assert len(list(filter(None, named))) == 133


def test_where_nothing_can_be_put_aside_all_is_kept_in_memory_and_it_is_said_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []

    def full() -> sqlite3.Connection:
        asked.append(1)
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(copies, "_unnamed_file", full)
    articles, said = list(stream()), list[str]()
    assert list(each(articles, most=20, tell=said.append)) == list(each(articles))
    assert said == [
        "no temporary file, so memory use will grow"
        " (database or disk is full; TMPDIR can name another folder)"
    ]
    assert 3 < len(asked) < 10


def test_a_disk_that_fills_up_loses_nothing_and_is_used_again_when_it_has_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    open_file, has_room = copies._unnamed_file, True

    def file() -> sqlite3.Connection:
        kept_in = open_file()
        kept_in.create_function("refused", 0, lambda: not has_room)
        kept_in.execute(
            "CREATE TEMP TRIGGER full BEFORE INSERT ON main.kept WHEN refused()"
            " BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
        return kept_in

    monkeypatch.setattr(copies, "_unnamed_file", file)
    said: list[str] = []
    bounded, whole = KeptAside(20, said.append), KeptAside()
    for number in range(600):
        has_room = not 100 < number < 300
        for kept in (bounded, whole):
            kept.add(b"%d" % (number % 7), number)
        assert bounded.of(b"3") == whole.of(b"3")
    assert len(said) == 1
    assert bounded.in_memory < 20


def test_nothing_is_kept_of_articles_that_are_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    rows = [{"title": f"Story {number}", "text": "\n\n".join(BODY)} for number in range(20)]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    library = Library([str(file)], default_config())
    stamp = library.pages.stamp(str(file))
    assert len(list(library.entries(remember=False))) == len(rows)
    assert library.pages.held.known(str(file), stamp) == ()
    assert len(list(library.entries())) == len(rows)
    assert len(library.pages.held.known(str(file), stamp)) == len(rows)


def test_a_story_counts_an_article_that_was_saved_twice_once(tmp_path: Path) -> None:
    own = ("The mayor told this paper that the city has no money for it before next year.",)
    texts = {
        "a": "By The Associated Press\n\n" + "\n\n".join(BODY),
        "b": "By The Associated Press\n\n" + "\n\n".join((*BODY, *own)),
    }
    texts["a-again"] = texts["a"]
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(f"{HEADLINE}\n\n{text}\n", encoding="utf-8")
    config = default_config()
    library = Library([tmp_path], config)
    stories = find_stories(library.articles(), library.align, config)
    verdicts = {one.path: one for story in stories for one in story.verdicts}
    again, first, other = library.paths
    assert set(verdicts) == {again, other}
    assert verdicts[again].also == (first,)
    assert verdicts[other].also == ()
