"""Pairs that a reader pins or forbids, and what the alignment makes of them."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.articles import article_of
from support.default import default_config

from tui.text import align
from tui.text.alignment.choices import NO_CHOICES, Choices, pair_of, paragraph_hash

CONFIG = default_config()

LEFT = [
    "The river rose three metres overnight and flooded the old town of Marlow, the mayor said.",
    "Firefighters brought 140 people out of their houses by boat, among them a school class.",
    "A recipe for plum cake needs butter, sugar, flour, six eggs and a warm kitchen.",
]
RIGHT = [
    "Marlow's mayor said the river had risen three meters overnight, flooding the old town.",
    "Among 140 people whom firefighters brought from their houses by boat was a school class.",
    "Trains will be late until Monday, the railway announced in a brief note.",
]


def pairs(alignment):
    return [(link.left, link.right) for link in alignment.links]


def test_a_pinned_pair_is_linked_with_the_kind_that_the_evidence_gives():
    left, right = article_of(LEFT), article_of(RIGHT)
    pin = pair_of(left, right, (2, 2))
    alignment = align(left, right, CONFIG, Choices(pinned=frozenset({pin})))
    assert pairs(alignment) == [(0, 0), (1, 1), (2, 2)]
    assert [link.pinned for link in alignment.links] == [False, False, True]
    assert alignment.links[2].kind == "related"
    assert alignment.links[2].similarity < 0.5
    assert alignment.summary.left_only == alignment.summary.right_only == 0
    assert alignment.rows[-1].left == (2,)
    assert alignment.rows[-1].right == (2,)


def test_a_pin_on_a_link_that_is_there_only_marks_it():
    left, right = article_of(LEFT), article_of(RIGHT)
    before = align(left, right, CONFIG)
    after = align(left, right, CONFIG, Choices(pinned=frozenset({pair_of(left, right, (0, 0))})))
    assert after.links[0].pinned
    assert after.links[0].kind == before.links[0].kind
    assert (after.rows, after.summary) == (before.rows, before.summary)


def test_a_forbidden_pair_is_not_linked_and_is_named():
    left, right = article_of(LEFT), article_of(RIGHT)
    never = Choices(forbidden=frozenset({pair_of(left, right, (1, 1))}))
    alignment = align(left, right, CONFIG, never)
    assert pairs(alignment) == [(0, 0)]
    assert alignment.forbidden == ((1, 1),)
    assert alignment.summary.left_only == 2
    assert alignment.summary.left_share < 0.5


def test_a_forbidden_pair_makes_room_for_the_next_best():
    edited = LEFT[1].replace("a school class", "many children")
    left, right = article_of([LEFT[1]]), article_of([LEFT[1], edited])
    never = Choices(forbidden=frozenset({pair_of(left, right, (0, 0))}))
    assert pairs(align(left, right, CONFIG, never)) == [(0, 1)]


def test_a_pin_can_cross_the_others_and_is_moved_then():
    left, right = article_of(LEFT), article_of([RIGHT[2], *RIGHT[:2]])
    pin = Choices(pinned=frozenset({pair_of(left, right, (2, 0))}))
    alignment = align(left, right, CONFIG, pin)
    assert [link.moved for link in alignment.links] == [False, False, True]


def test_repeats_of_a_pinned_text_are_linked_one_to_one():
    left = article_of([LEFT[2], LEFT[0], LEFT[2]])
    right = article_of([RIGHT[2], RIGHT[0], RIGHT[2]])
    pin = Choices(pinned=frozenset({(paragraph_hash(LEFT[2]), paragraph_hash(RIGHT[2]))}))
    assert pairs(align(left, right, CONFIG, pin)) == [(0, 0), (1, 1), (2, 2)]


def test_choices_about_texts_that_are_gone_change_nothing():
    left, right = article_of(LEFT), article_of(RIGHT)
    gone = Choices(frozenset({("a", "b")}), frozenset({("c", "d")}))
    assert pairs(align(left, right, CONFIG, gone)) == pairs(align(left, right, CONFIG))


def test_deciding_and_taking_back():
    pinned = NO_CHOICES.with_choice(("a", "b"), "pinned")
    assert pinned.pinned == {("a", "b")}
    forbidden = pinned.with_choice(("a", "b"), "forbidden")
    assert (forbidden.pinned, forbidden.forbidden) == (frozenset(), {("a", "b")})
    assert not forbidden.with_choice(("a", "b"), None)
    assert pinned.swapped().pinned == {("b", "a")}


@pytest.mark.parametrize("text", ["", "\ud800", "日本\x00"])
def test_any_text_has_a_hash(text: str):
    assert len(paragraph_hash(text)) == 32


WORDS = st.sampled_from(["river", "town", "bridge", "mayor", "school", "rain", "boat", "flood"])
TEXT = st.lists(WORDS, min_size=1, max_size=6).map(lambda words: " ".join(words) + ".")
PAGE = st.lists(TEXT, min_size=1, max_size=6)
PLACES = st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=4)


@settings(max_examples=60, deadline=None)
@given(PAGE, PAGE, PLACES, PLACES)
def test_swapping_sides_swaps_what_choices_do(left, right, pins, nevers):
    # Of two texts that stand on both sides, crossed pins look the same from either side.
    assume(set(left).isdisjoint(right))
    one, other = article_of(left), article_of(right)

    def chosen(places):
        inside = ((a % len(left), b % len(right)) for a, b in places)
        return frozenset(pair_of(one, other, place) for place in inside)

    pinned = chosen(pins)
    choices = Choices(pinned, chosen(nevers) - pinned)
    there = align(one, other, CONFIG, choices)
    back = align(other, one, CONFIG, choices.swapped())
    assert sorted(
        (x.right, x.left, x.kind, x.similarity, x.moved, x.pinned) for x in there.links
    ) == (sorted((x.left, x.right, x.kind, x.similarity, x.moved, x.pinned) for x in back.links))
    assert sorted(pair[::-1] for pair in there.forbidden) == sorted(back.forbidden)
    linked = {pair_of(one, other, (x.left, x.right)) for x in there.links}
    assert pinned <= linked
    assert not linked & choices.forbidden
    for side in ("left", "right"):
        placed = [index for row in there.rows for index in getattr(row, side)]
        assert placed == sorted(range(len(getattr(there, side).paragraphs)))
