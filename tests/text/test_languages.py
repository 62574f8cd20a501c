"""Stories in twelve languages, told again in other words; languages.json has them.

Events and people in it are invented, and both tellings were written for these tests.
"""

from __future__ import annotations

import json
import random
import unicodedata
from pathlib import Path

import pytest
from support.articles import article_of
from support.default import default_config

from tui.text import align
from tui.text.words.house_style import house_style

CONFIG = default_config()
STYLE = house_style(CONFIG.house_style, CONFIG.alignment.stems)
LANGUAGES = json.loads(Path(__file__).with_name("languages.json").read_text(encoding="utf-8"))


def links_of(left, right):
    return align(article_of(left), article_of(right), CONFIG).links


def without_accents(text):
    letters = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", letters.replace("\u0301", "").replace("\u0300", ""))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", range(3))
def test_reworded_paragraphs_are_linked_in_any_order_among_foreign_ones(language, seed):
    texts = LANGUAGES[language]
    left = [*texts["story"], *texts["other"][:2]]
    right = [*texts["reworded"], *texts["other"][2:]]
    shuffle = random.Random(seed).shuffle  # noqa: S311
    for side in (left, right):
        shuffle(side)
    pairs = zip(texts["story"], texts["reworded"], strict=True)
    expected = {(left.index(one), right.index(other)) for one, other in pairs}
    assert {(link.left, link.right) for link in links_of(left, right)} == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("telling", ["story", "reworded"])
def test_another_story_in_the_same_language_has_no_link(language, telling):
    texts = LANGUAGES[language]
    assert links_of(texts[telling], texts["other"]) == ()
    assert links_of(texts["other"], texts[telling]) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_composed_and_decomposed_letters_are_the_same(language):
    composed = [unicodedata.normalize("NFC", text) for text in LANGUAGES[language]["story"]]
    decomposed = [unicodedata.normalize("NFD", text) for text in composed]
    links = links_of(composed, decomposed)
    assert [(link.left, link.right, link.kind) for link in links] == [
        (at, at, "same") for at in range(len(composed))
    ]
    reworded = [unicodedata.normalize("NFD", text) for text in LANGUAGES[language]["reworded"]]
    assert {(link.left, link.right) for link in links_of(composed, reworded)} == {
        (at, at) for at in range(len(composed))
    }


@pytest.mark.parametrize("language", ["Spanish", "Portuguese", "Greek", "Russian", "Ukrainian"])
def test_accents_that_a_page_leaves_out_do_not_matter(language):
    story = LANGUAGES[language]["story"]
    bare = [without_accents(text) for text in story]
    assert {link.kind for link in links_of(story, bare)} == {"same"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Çà et là, l’été", "CA ET LA, L'ETE"),
        ("Η Ελλάδα και η Κύπρος", "Η ΕΛΛΑΔΑ ΚΑΙ Η ΚΥΠΡΟΣ"),
        ("большо́й мёд", "большой мед"),
        ("القاهِرةُ إلى أحمد", "القاهرة الى احمد"),
        ("שָׁלוֹם", "שלום"),
        ("ガソリン１リットル", "ｶﾞｿﾘﾝ1リットル"),
        ("ＡＩ（人工知能）", "AI(人工知能)"),
        ("the oﬃce", "the office"),
    ],
)
def test_two_ways_to_write_the_same_are_one(one, other):
    assert STYLE.read(one).essence == STYLE.read(other).essence


@pytest.mark.parametrize(
    ("one", "other"),
    [("край", "краи"), ("が", "か"), ("パン", "バン"), ("їх", "іх")],
)
def test_a_mark_that_makes_another_letter_counts(one, other):
    assert STYLE.read(one).essence != STYLE.read(other).essence


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_offsets_are_those_of_the_text_however_its_letters_are_composed(form):
    left = unicodedata.normalize(form, "組合長の田中さんはガソリンの値段が高いと火曜日に話した。")
    right = unicodedata.normalize(form, "組合長の田中さんはガソリンの値段が高いと水曜日に話した。")
    (link,) = links_of([left], [right])
    (difference,) = [one for one in link.differences if one.category != "house-style"]
    start, end = difference.left
    assert left[start:end].startswith("火")
