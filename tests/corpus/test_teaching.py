"""A rule taught from a page: what it is made from, and what it changes on other pages."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from support.default import default_config

from tui.corpus.library import Library
from tui.corpus.teaching import (
    Chosen,
    Effect,
    Lesson,
    anchor_rule,
    effects,
    lesson_of,
    renamed,
    taught_rule,
)
from tui.text.article.examples import rule_failures
from tui.text.page.read import page_from_bytes, read_page

CONFIG = default_config()
STORY = (
    "The harbour board said on Monday that a new quay will be built in the east of the town.",
    "Work is to begin in May, and the engineers expect that it will take them about two years.",
    "Fishermen have asked for their own berths, and the board has promised them an answer.",
)
LIKED = (
    "{} readers liked what this newspaper wrote about the harbour today, so why not join them now"
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    for number in (1, 2, 3):
        liked = LIKED.format(number)
        if number == 3:
            liked = f"{liked}, said the editor in a talk at the town hall on Tuesday evening."
        lines = [
            f"New quay {number}",
            *STORY[:2],
            liked if number < 3 else STORY[2],
            STORY[2] if number < 3 else liked,
            "Share this page",
        ]
        (tmp_path / f"{number}.txt").write_text("\n\n".join(lines), encoding="utf-8")
    return Library([tmp_path], CONFIG)


def taught(library: Library, lesson: Lesson):
    """The rule, the settings with it, and the effects by the name of the page."""
    rule = taught_rule(lesson, library.articles(), {one.name for one in CONFIG.chrome.rules})
    rules = list(CONFIG.chrome.rules)
    rules.insert([one.name for one in rules].index(anchor_rule(lesson, CONFIG.chrome)), rule)
    settings = msgspec.structs.replace(
        CONFIG, chrome=msgspec.structs.replace(CONFIG.chrome, rules=tuple(rules))
    )
    found = effects(library, settings, rule, lesson, library.paths)
    return rule, {Path(one.path).stem: one for one in found}


def test_a_lesson_is_about_the_paragraphs_on_its_lines() -> None:
    page = page_from_bytes(b"One\ntwo\n\nFour\n\n<br>\n\nFour", "x")
    assert lesson_of(page, Chosen(2, 8), "drop").texts == ("two", "Four")
    assert lesson_of(page, Chosen(2, 8), "drop").lines == ((2, 2), (4, 4), (8, 8))
    assert lesson_of(page, Chosen(5, 6), "drop").texts == ()


def test_it_is_told_what_else_would_go(library: Library) -> None:
    lesson = lesson_of(read_page(library.paths[0]), Chosen(7, 7), "drop")
    rule, found = taught(library, lesson)
    assert rule.examples.drop == (LIKED.format(1),)
    assert not list(rule_failures(rule, CONFIG.chrome))
    assert found["1"] == Effect(library.paths[0])
    (same,) = found["2"].dropped
    assert (same.text, same.role, same.likewise) == (LIKED.format(2), "body", True)
    for one in found["3"].dropped:
        assert not one.likewise


def test_what_is_kept_stays_and_comes_back_elsewhere(library: Library) -> None:
    lesson = lesson_of(read_page(library.paths[0]), Chosen(11, 11), "keep")
    assert lesson.texts == ("Share this page",)
    rule, found = taught(library, lesson)
    assert rule.name == "keep-share-this-page"
    assert not list(rule_failures(rule, CONFIG.chrome))
    assert [one.text for one in found["2"].kept] == ["Share this page"]
    assert found["1"] == Effect(library.paths[0])


def test_a_line_that_another_rule_keeps_is_said_to_stay(library: Library) -> None:
    kept = renamed(
        taught_rule(
            lesson_of(read_page(library.paths[0]), Chosen(7, 7), "keep"), _all(library), ()
        ),
        "mine",
    )
    chrome = msgspec.structs.replace(CONFIG.chrome, rules=(kept, *CONFIG.chrome.rules))
    library.reconfigure(msgspec.structs.replace(CONFIG, chrome=chrome))
    lesson = lesson_of(read_page(library.paths[0]), Chosen(7, 7), "drop")
    rule = taught_rule(lesson, library.articles(), ())
    both = msgspec.structs.replace(chrome, rules=(rule, *chrome.rules))
    settings = msgspec.structs.replace(CONFIG, chrome=both)
    (found,) = effects(library, settings, rule, lesson, library.paths[:1])
    assert found.missed == (((7, 7), "mine"),)


def test_keeping_rules_do_not_lean_on_each_other(library: Library) -> None:
    lesson = lesson_of(read_page(library.paths[0]), Chosen(11, 11), "keep")
    rule, _ = taught(library, lesson)
    chrome = msgspec.structs.replace(CONFIG.chrome, rules=(rule, *CONFIG.chrome.rules))
    assert anchor_rule(lesson, chrome) == CONFIG.chrome.rules[0].name


def test_what_cannot_be_told_apart_is_refused(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text("Share this page", encoding="utf-8")
    library = Library([tmp_path], CONFIG)
    lesson = lesson_of(read_page(library.paths[0]), Chosen(1, 1), "drop")
    with pytest.raises(ValueError, match="no other line"):
        taught_rule(lesson, library.articles(), ())
    with pytest.raises(ValueError, match="no words"):
        taught_rule(Lesson("x", "drop", ("***",), ((1, 1),)), library.articles(), ())


def test_a_page_that_cannot_be_read_changes_nothing(library: Library) -> None:
    lesson = lesson_of(read_page(library.paths[0]), Chosen(7, 7), "drop")
    Path(library.paths[1]).unlink()
    _, found = taught(library, lesson)
    assert found["2"] == Effect(library.paths[1])


def _all(library: Library):
    return list(library.articles())


def test_of_a_line_with_several_paragraphs_only_the_chosen_ones_are_meant(tmp_path: Path) -> None:
    body = "".join(
        f"<p>{text}</p>" for text in (*STORY, "Sign up for our letter now", "More to read")
    )
    file = tmp_path / "a.html"
    file.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    page = read_page(file)
    assert {block.lines for block in page.blocks} == {(1, 1)}
    place = next(at for at, one in enumerate(page.blocks) if one.text.startswith("Sign"))
    lesson = lesson_of(page, Chosen(1, 1, range(place, place + 1)), "drop")
    assert lesson.texts == ("Sign up for our letter now",)
    assert lesson.places == (place,)
