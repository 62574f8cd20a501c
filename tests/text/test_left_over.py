"""What a first pass over the scores leaves without a link."""

from __future__ import annotations

import pytest
from support.articles import article_of
from support.default import default_config

from tui.text import align

CONFIG = default_config()

HEADING = "How the harbour was saved"
HARBOUR = [
    "Volunteers pumped water out of the harbour office for eleven hours on Sunday.",
    "The lifeboat crew, most of whom had been up since dawn, brought sandbags from the quarry in"
    " four lorries that a local builder lent them, and stacked these along the wall until the"
    " spring tide turned shortly before midnight.",
    "A shop selling ropes and paint lost its stock, worth 20,000 euros, to the flood.",
    "Divers will look at the foundations of the pier as soon as the current allows.",
    "The council meets on Thursday to discuss a new sluice, which engineers first drew in 1978.",
]

# Each retold with one rare word of the first telling at most, but for the first three.
HEADLINES = [
    ("Two climbers fell to their deaths in the Dolomites.", "Two dead in the Dolomites."),
    ("The bank Hallmann raised its profit to 3 billion.", "Hallmann: profit of 3 billion."),
    ("Fog closed the airport of Porto until Friday.", "Airport of Porto shut by fog."),
    (
        "Scientists teach bumblebees to pull strings for a reward.",
        "How clever a bumblebee can be when it is hungry, tests reveal.",
    ),
]

FILLER = "Elsewhere, an orchestra tuned its violins before a concert for schools."
CHANCE = ("lantern", "saddle", "thermometer")
STRANGERS = (
    ["Plums are cheap this year.", "An orchestra tunes violins.", "Chess is slow.", "Ice melts."],
    ["Whisk six eggs.", "Marble comes from Carrara.", "Owls hunt by ear.", "A comma is missing."],
)


def links_both_ways(left, right):
    """The links of two articles, which swapping them must not change."""
    there = align(article_of(left), article_of(right), CONFIG)
    back = align(article_of(right), article_of(left), CONFIG)
    found = [(link.left, link.right) for link in there.links]
    assert sorted((link.right, link.left) for link in back.links) == found
    return found


def test_a_heading_run_into_the_paragraph_below_it_is_linked_with_that():
    run_in = [HARBOUR[0], f"{HEADING} {HARBOUR[1]}", *HARBOUR[2:]]
    apart = [HARBOUR[0], HEADING, *HARBOUR[1:]]
    found = links_both_ways(apart, run_in)
    assert found == [(0, 0), (1, 1), (2, 1), (3, 2), (4, 3), (5, 4)]


def test_the_first_words_of_a_paragraph_that_was_split_are_linked_with_all_of_it():
    start, rest = HARBOUR[1].split(", brought")
    split = [*HARBOUR[2:], f"In the night they brought{rest}", HARBOUR[0], f"{start}."]
    assert (1, 5) in links_both_ways(HARBOUR, split)


def test_a_paragraph_of_words_that_a_long_one_has_here_and_there_does_not_stand_in_it():
    scattered = "A builder lent the crew the wall at midnight."
    found = links_both_ways([*HARBOUR, scattered], HARBOUR)
    assert found == [(at, at) for at in range(5)]


def test_a_word_that_two_paragraphs_alone_have_links_what_is_left_over():
    left = [text for text, _ in HEADLINES]
    right = [text for _, text in reversed(HEADLINES)]
    assert links_both_ways(left, right) == [(at, 3 - at) for at in range(4)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Researchers in Copenhagen say that children who walk to school learn better.",
            "Pupils who go on foot pay more attention in class, according to a Danish study.",
        ),
        (
            "The mayor of Nantes promised free buses for everyone under 25.",
            "Young people need no ticket in Nantes soon, the head of the city pledged.",
        ),
    ],
)
def test_a_name_links_what_is_left_over_however_short_or_in_whatever_form(one, other):
    left = [*(text for text, _ in HEADLINES), one]
    right = [other, *(text for _, text in reversed(HEADLINES))]
    assert (4, 0) in links_both_ways(left, right)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("She reported a loss of weight.", "The firm did not answer, he reported."),
        ("The cat ate 12 mice.", "There were 12 apostles."),
    ],
    ids=["a word of saying", "a small number"],
)
def test_a_word_that_says_little_links_nothing(one, other):
    left = [*(text for text, _ in HEADLINES[:3]), one]
    right = [other, *(text for _, text in HEADLINES[:3])]
    assert links_both_ways(left, right) == [(at, at + 1) for at in range(3)]


def test_what_is_left_over_of_a_copy_has_no_counterpart_in_other_words():
    left = [*HARBOUR[:4], HEADLINES[3][0]]
    right = [HEADLINES[3][1], *HARBOUR[:4]]
    assert links_both_ways(left, right) == [(at, at + 1) for at in range(4)]


@pytest.mark.parametrize("coincidences", [False, True])
def test_one_word_is_not_enough_where_many_are_shared_by_chance(coincidences):
    left, right = ([pair[side] for pair in HEADLINES] for side in (0, 1))
    if coincidences:
        left[:3] = [
            f"{text} Nobody had a {word}." for text, word in zip(left, CHANCE, strict=False)
        ]
        right[:3] = [f"{right[at]} Some sold a {CHANCE[at - 1]}." for at in range(3)]
    right = [right[3], *STRANGERS[1], *right[:3]]
    found = links_both_ways([*left, *STRANGERS[0]], right)
    assert found == [(0, 5), (1, 6), (2, 7), *([] if coincidences else [(3, 0)])]


def test_two_words_are_enough_where_one_is_not():
    said = [
        f"{text} Nobody had a {word}." for (text, _), word in zip(HEADLINES, CHANCE, strict=False)
    ]
    told = [f"{HEADLINES[at][1]} Some sold a {CHANCE[at - 1]}." for at in range(3)]
    left = [*said, "Owners of parrots in Bolton complained.", *STRANGERS[0]]
    right = ["Bolton has a parrot problem.", *STRANGERS[1], *told]
    assert links_both_ways(left, right) == [(0, 5), (1, 6), (2, 7), (3, 0)]


@pytest.mark.parametrize(
    ("scrap", "other", "linked"),
    [
        ("“surreal”", "“it was surreal”", True),
        ("surreal", "“it was surreal”", False),
        ("“surreal”", "“a surreal night, with water, cold hands, diesel and no coffee”", False),
    ],
    ids=["the same quotation", "quoted by one only", "a word of a longer one"],
)
def test_what_two_paragraphs_alone_quote_links_them(scrap, other, linked):
    one = f"Ivo Lind called the scene {scrap}."
    two = f"Boats lay on the road; {other}, said one who saw them."
    found = links_both_ways([*HARBOUR, one], [two, FILLER, *HARBOUR])
    assert found == [*((at, at + 2) for at in range(5)), *([(5, 0)] if linked else [])]
