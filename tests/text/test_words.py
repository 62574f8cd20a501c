from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.default import default_config

from tui.text.chrome.lexicon import folded, folded_lines, folded_words
from tui.text.inert import UNSEEN
from tui.text.words.house_style import house_style
from tui.text.words.scripts import count_east_asian_words, count_south_east_asian_words
from tui.text.words.tokens import parts_of_compounds, tokenise

CONFIG = default_config()
STEMS = CONFIG.alignment.stems
STYLE = house_style(CONFIG.house_style, STEMS)


def tokens(text):
    return tokenise(text)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the U.S. won’t pay $4.5m", ["the", "U.S.", "won’t", "pay", "$", "4.5", "m"]),
        ("1,000 men at 13:22...", ["1,000", "men", "at", "13:22", "..."]),
        ("full-scale — “yes”", ["full", "-", "scale", "—", "“", "yes", "”"]),
        ("О войне", ["О", "войне"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("東京のABC社", ["東", "京", "の", "ABC", "社"]),
        ("한국어 뉴스", ["한국어", "뉴스"]),
        ("cafe\u0301 noir", ["cafe\u0301", "noir"]),
        ("Stadt\u00adrat \u00ad sagt\u200b.", ["Stadt\u00adrat", "sagt", "."]),
        ("", []),
    ],
)
def test_tokens(text, expected):
    assert tokens(text) == expected


@given(st.text(max_size=60))
def test_tokens_hold_everything_but_white_space(text):
    found, starts, ends = tokenise(text)
    seen = re.sub(f"[{UNSEEN}\\s]", "", text)
    assert re.sub(f"[{UNSEEN}]", "", "".join(found)) == seen
    assert found == [text[start:end] for start, end in zip(starts, ends, strict=True)]


def test_unspaced_scripts_and_korean_compare_by_pairs():
    assert STYLE.read("乌克兰战争").stems == ["乌", "乌克", "克兰", "兰战", "战争"]
    assert STYLE.read("한국어").stems == ["한국", "국어"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("negotiations", "negotiation"),
        ("agreed", "agrees"),
        ("Gespräche", "Gespräch"),
        ("войны", "война"),
        ("minister’s", "minister"),
    ],
)
def test_inflected_forms_have_one_stem(one, other):
    assert STYLE.read(one).stems == STYLE.read(other).stems


def test_long_stems_count_as_the_stems_that_they_start_or_end_with():
    stems = ["friedensgespräch", "gespräch", "fried", "haus", "gesprächig"]
    assert parts_of_compounds(stems, STEMS) == {"friedensgespräch": ["fried", "gespräch"]}


def test_what_is_too_long_for_a_word_is_no_compound():
    assert parts_of_compounds(["gespräch", "gespräch" * 1000], STEMS) == {}


def test_phrases_and_dates_are_one_word():
    assert STYLE.keys("the United States on Feb. 24, 2022") == [
        "the",
        "U.S.",
        "on",
        "february 24",
        ",",
        "2022",
    ]
    assert STYLE.keys("der 24. Februar") == ["der", "february 24"]


@given(st.text(st.sampled_from("ab 1,.'#_-—éا\u0301\x00\n"), min_size=25, max_size=60))
def test_words_are_the_same_however_they_are_parted(text: str) -> None:
    plain = text.encode("ascii", "ignore").decode()
    assert folded_words(plain) == re.findall(
        r"[\w#]+(?:'\w+)*", re.sub(r"\d+(?:[.,]\d+)*", "#", plain)
    )
    # A letter beyond ASCII takes another way, with the same words.
    assert folded_words(f"{plain} é") == [*folded_words(plain), "e"]


def test_lines_are_folded_together_as_they_are_alone() -> None:
    some = ["It's 4,5 years — since", "Plain words, no more.", "Égalité 日本語 “x”", "", "#'"]
    # More than is folded in one go, and one that is more than that by itself.
    texts = [*some, *(line * 2_500 for line in some[:2]), some[0] * 5_000]
    expected = [(folded(line), folded_words(folded(line))) for line in texts]
    assert [(text, said.split()) for text, said in folded_lines(texts)] == expected


@given(
    st.lists(
        st.text(st.sampled_from("ab'#_ .1–é") | st.sampled_from("ß½日が한≠=\u0301\u0654\u3099…×")),
        min_size=2,
        max_size=5,
    )
)
def test_lines_are_parted_together_as_they_are_alone(texts: list[str]) -> None:
    expected = [folded_words(folded(text)) for text in texts]
    assert [said.split() for _, said in folded_lines(texts)] == expected


def test_lines_of_many_different_marks_are_parted_as_they_are_alone() -> None:
    marks = "".join(map(chr, range(0x2190, 0x2200)))
    assert folded_lines([f"one{mark}two" for mark in marks])[7][1] == "one two"


def test_words_of_scripts_without_spaces_are_counted_in_a_text() -> None:
    assert count_east_asian_words("fifa日本 日本 g# 한국 été") == 3
    assert count_south_east_asian_words("ไทย x ไไx été日本") == 2
    assert count_east_asian_words("") == 0


@pytest.mark.parametrize(
    "text",
    [
        "'Tis the dogs' o'clock, rock ''n'' roll's 1,000.5 '90s a'1b",
        "Ã©tait Łódź œuvre — “naïve” ’twas d’été 3.5%",
        "١٢٫٥ and 1\u0661 e\u0301t\u0327e \u0001 12",
    ],
)
def test_lines_folded_together_have_the_words_that_each_has(text: str) -> None:
    lines = [text, "", f"'{text}'", text]
    assert [said.split() for _, said in folded_lines(lines)] == [
        folded_words(folded(line)) for line in lines
    ]
