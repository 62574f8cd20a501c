from __future__ import annotations

import pytest

from tui.text.differences.thesaurus import SYNONYMS_FILE, bases_of, may_stand_for


def words(text):
    """An expression of which little words say nothing by themselves."""
    return [(word, len(word) > 3) for word in text.split()]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("external", "outside"),
        ("stopped", "halting"),
        ("cancelled", "called off"),
        ("airplanes", "planes"),
        ("old bridge", "former span"),
        ("came across", "discovered"),
        ("buses", "coaches"),
    ],
)
def test_words_of_one_meaning_may_stand_for_one_another(one, other):
    assert may_stand_for(words(one), words(other))
    assert may_stand_for(words(other), words(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("brother", "uncle"),
        ("shot", "killed"),
        ("order", "request"),
        ("apologised", "defended"),
        ("bomb", "grenade"),
        ("took over", "lost"),
        ("granted", "rejected"),
        ("old bridge", "former tunnel"),
        ("", "tunnel"),
        ("mür", "wall"),
    ],
)
def test_wider_narrower_and_other_words_may_not(one, other):
    assert not may_stand_for(words(one), words(other))


def test_forms_of_a_word_have_its_base():
    assert {"stop", "plan", "try", "box"} <= {
        base for word in ("stopped", "planning", "tries", "boxes") for base in bases_of(word)
    }


def test_the_words_are_sorted_as_they_are_looked_up():
    lines = SYNONYMS_FILE.read_text("utf-8").splitlines()
    found = [line.partition("=")[0] for line in lines if not line.startswith("#")]
    assert found == sorted(found)
