"""Wordings: what fits a line, and that no expression can hang."""

from __future__ import annotations

import re
import time
from unicodedata import normalize

import pytest
from chrome_pages import chrome_of, draft_by, taken
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.text.chrome.lexicon import (
    Lexicon,
    bare_letters,
    bare_letters_of_each,
    folded,
    folded_words,
    normal,
    normal_lines,
    without_accents,
)
from tui.text.chrome.rule import Wording


def fits(wording: Wording, text: str) -> int:
    small = folded(text)
    return (
        Lexicon({("rule", "match"): wording})
        .read(small, " ".join(folded_words(small)))
        .get(("rule", "match"), 0)
    )


def test_letters_of_no_script_are_passed_over_before_a_label() -> None:
    assert not fits(Wording(labels=("тема",)), "Он сказал, что это тема: больше ничего.")
    assert not fits(Wording(labels=("网址",)), "民众可上资料库（网址：example.org）查询。")
    assert fits(Wording(labels=("тема",)), "— Тема: мосты")


@given(st.text(st.characters(max_codepoint=0x3FF)))
@settings(max_examples=200, deadline=None)
def test_letters_lose_their_accents_alone_as_among_letters_of_other_scripts(text: str) -> None:
    assert without_accents(text) + "Я" == without_accents(text + "Я")


def test_no_letter_keeps_its_accent_for_its_place_in_unicode() -> None:
    has_accent = re.compile("[\u0300-\u036f]").search
    letters = [one for one in map(chr, range(0x110000)) if has_accent(normalize("NFD", one))]
    assert len(letters) > 900
    # Beside a letter of a script that has none.
    assert not [one for one in letters if has_accent(normalize("NFD", without_accents(one + "א")))]


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        (Wording(words=("share this",)), "* SHARE this!"),
        (Wording(words=("don't miss",)), "DON’T MISS"),
        (Wording(words=("# comments",)), "1,204 Comments"),
        (Wording(words=("notice - goes on below",)), "NOTICE – goes on below"),
        (Wording(contains=("left # % to read",)), "You have left 60% to read"),
        (Wording(labels=("also",)), "[Also] The ferry goes again"),
        (Wording(labels=("関連記事",)), "【関連記事】渡し船、再開へ"),
        (Wording(words=("share on *",)), "Share on Anything"),
        (Wording(starts=("read more",)), "Read more about it"),
        (Wording(ends=("with agencies",)), "The paper, with agencies."),
        (Wording(contains=("sign up",)), "Please sign up here."),
        (Wording(labels=("see also",)), "» See also: The bridge"),
        (Wording(labels=("mots-clés",)), "Mots-clés | pont"),
        (Wording(like=("send this to a friend",)), "Send this to your friend"),
        (Wording(patterns=(r"^\d+ digg\b",)), "12 digg example.com"),
        (Wording(patterns=("^veröff",)), "Vero\u0308ffent\u00adlicht am Montag"),
        (Wording(words=("ähnliche artikel",)), "Ähn\u00adliche Arti\u00adkel"),
        (Wording(words={"de": ("größer",), "fr": ("à lire",)}), "À lire"),
    ],
)
def test_a_wording_fits(wording: Wording, text: str) -> None:
    assert fits(wording, text) == 1


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        (Wording(words=("share this",)), "Share this page"),
        (Wording(words=("share on *",)), "Share on one or two"),
        (Wording(starts=("read more",)), "Read moreover"),
        (Wording(starts=("read more",)), "To read more"),
        (Wording(contains=("sign up",)), "They design uppers."),
        (Wording(labels=("see also",)), "See also the bridge"),
        (Wording(like=("send this to a friend",)), "The ferry goes to the end"),
        (Wording(), "Anything"),
    ],
)
def test_a_wording_does_not_fit(wording: Wording, text: str) -> None:
    assert not fits(wording, text)


def test_a_phrase_of_several_languages_counts_once() -> None:
    assert fits(Wording(contains={"en": ("cookie", "our site"), "de": ("cookie",)}), "cookie") == 1


def test_hits_count_different_phrases() -> None:
    rule = {"kind": "phrases", "phrases": ["free", "trial", "now"], "hits": 2, "words_per_hit": 5}
    settings = chrome_of(rule)
    long = "free trial, and nine more words that make it long enough now"
    assert taken(settings, "free free free", "free trial", long[:-4], long) == ["free trial", long]


def test_an_expression_cannot_hang_the_program() -> None:
    settings = chrome_of({"kind": "line", "match": {"patterns": ["(a+)+$"]}})
    start = time.process_time()
    draft = draft_by(settings, "a" * 10_000_000 + "b")
    assert time.process_time() - start < 10
    assert draft.lines[0].taken_by is None


def test_a_trim_cannot_hang_the_program() -> None:
    settings = chrome_of({"kind": "trim", "pattern": "(a+)+b$"})
    start = time.process_time()
    draft_by(settings, "a" * 5_000_000)
    assert time.process_time() - start < 10


LINES = st.lists(st.text("aZıİßΣς'’´«é\u0301ü_-–1,٣人口カﾊﾞﬁⅣ \n", max_size=12), max_size=6)


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_lines_taken_together_read_as_each_alone(lines: list[str]) -> None:
    assert normal_lines(lines) == [normal(line) for line in lines]
    assert bare_letters_of_each(lines) == [bare_letters(line) for line in lines]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("橋", ["橋"]),
        ("旧橋", ["旧橋"]),
        ("旧橋を再", ["旧橋", "橋を", "を再"]),
        ("旧橋'再建 new bridge", ["旧橋", "再建", "new", "bridge"]),
        ("旧'橋再建", ["旧", "橋再", "再建"]),
        ("다리를 재건", ["다리를", "재건"]),
    ],
)
def test_two_characters_in_a_row_stand_for_a_word(text: str, words: list[str]) -> None:
    assert folded_words(folded(text)) == words


@pytest.mark.parametrize(
    ("wording", "line"),
    [
        (Wording(contains=("* more about",)), "read more about it"),
        (Wording(starts=("the * of",)), "the end of it"),
        (Wording(ends=("a b",)), "this is a b"),
        (Wording(contains=("* *",)), "two words"),
    ],
    ids=["a word of any kind", "in the middle", "short words", "any words"],
)
def test_a_phrase_is_found_whichever_word_of_it_tells_it(wording: Wording, line: str) -> None:
    lexicon = Lexicon({("rule", "match"): wording})
    assert lexicon.read(line, line) == {("rule", "match"): 1}
    assert not lexicon.read("nothing", "nothing")


@pytest.mark.parametrize("before", [0, 1, 397, 398, 399, 400, 401, 402, 403, 1203])
def test_a_phrase_is_found_wherever_it_stands_in_a_line_of_many_words(before: int) -> None:
    key = ("rule", "match")
    line = " ".join(["word"] * before + ["read", "all", "about", "it"] + ["word"] * 900)
    inside = Lexicon({key: Wording(contains=("read all about it",))})
    assert inside.read(line, line) == {key: 1}
    begins = Lexicon({key: Wording(starts=("read all about",), ends=("all about it",))})
    assert begins.read(line, line) == ({key: 1} if before == 0 else {})
    line = " ".join(["word"] * before + ["read", "all", "about", "it"])
    assert begins.read(line, line) == ({key: 1 + (before == 0)})


def test_of_several_phrases_that_a_line_may_begin_with_one_counts_with_or_without_a_star() -> None:
    key = ("rule", "match")
    lexicon = Lexicon({key: Wording(starts=("share", "share *"), contains=("*  *", "via"))})
    assert lexicon.read("share this via", "share this via") == {key: 3}
    assert lexicon.read("word", "word") == {}
    assert lexicon.read("two words", "two words") == {key: 1}
