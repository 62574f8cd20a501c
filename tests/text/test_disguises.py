# ruff: noqa: E501 - escapes make long lines of short ones
"""Letters, digits and numbers in another dress say the same; another value does not."""

from __future__ import annotations

import re

import pytest
from support.default import default_config

from tui.text import align
from tui.text.inert import UNSEEN
from tui.text.model import Article, Paragraph
from tui.text.words.house_style import house_style

CONFIG = default_config()
STYLE = house_style(CONFIG.house_style, CONFIG.alignment.stems)


def flags(left: str, right: str) -> list[str]:
    """What is flagged of either side of one paragraph."""
    one, other = (
        Article(
            "a.txt", "", "utf-8", None, None, None, None, (Paragraph(text, "body", (1, 1)),), ()
        )
        for text in (left, right)
    )
    return [
        side[slice(*span)]
        for link in align(one, other, CONFIG).links
        for difference in link.differences
        if difference.category in {"substance", "quotation"}
        for side, span in ((left, difference.left), (right, difference.right))
        if span
    ]


PLAIN = "The ferry left the harbour at noon with forty crates of apples for the island."
QUAY = " while divers looked at the broken wall of the old quay in the harbour."


def in_bold(text: str) -> str:
    """A text in Unicode's mathematical bold, as posts have it."""
    return "".join(
        chr(0x1D41A + ord(letter) - ord("a")) if "a" <= letter <= "z" else letter for letter in text
    )


@pytest.mark.parametrize(
    "disguised",
    [
        in_bold(PLAIN),
        PLAIN.replace("a", "\u0430").replace("o", "\u043e"),  # Cyrillic letters
        PLAIN.replace("o", "\u03bf"),  # a Greek one
        "".join(chr(ord(letter) + 0xFEE0) if letter != " " else " " for letter in PLAIN),
    ],
)
def test_a_disguised_copy_is_found(disguised: str) -> None:
    articles = (
        Article(
            "a.txt", "", "utf-8", None, None, None, None, (Paragraph(text, "body", (1, 1)),), ()
        )
        for text in (PLAIN, disguised)
    )
    (link,) = align(*articles, CONFIG).links
    assert link.kind == "same"


def test_a_word_in_another_script_is_another_word() -> None:
    assert STYLE.key("\u0420\u043e\u043c\u0430\u043d") != STYLE.key("Roman")
    assert STYLE.key("\u0441\u043e\u0440") != STYLE.key("cop")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("It sold 1.2m tickets", "It sold 1,200,000 tickets"),
        ("It sold half a million tickets", "It sold 500,000 tickets"),
        ("It sold two dozen tickets", "It sold 24 tickets"),
        ("It sold half a dozen tickets", "It sold six tickets"),
        ("Verkauft wurden eine halbe Million Karten", "Verkauft wurden 500.000 Karten"),
        (
            "\u063a\u0627\u062f\u0631\u062a \u0661\u0662 \u0633\u0641\u064a\u0646\u0629",
            "\u063a\u0627\u062f\u0631\u062a 12 \u0633\u0641\u064a\u0646\u0629",
        ),
        ("It left at \u06f1\u06f2", "It left at 12"),
        ("It left at \u0967\u0968", "It left at 12"),
        ("The harbour’s mould was removed", "The harbor's mold was removed"),
        ("I\u015f\u0131l Y\u0131ld\u0131z spoke", "Isil Yildiz spoke"),
    ],
)
def test_another_dress_is_no_other_value(left: str, right: str) -> None:
    assert not flags(left + QUAY, right + QUAY)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("It sold 1.2m tickets", "It sold 1.3m tickets"),
        ("It sold half a million tickets", "It sold 600,000 tickets"),
        ("It sold two dozen tickets", "It sold 20 tickets"),
        ("It left at \u06f1\u06f2", "It left at 13"),
        (
            "\u0394\u03b5\u03bd \u03ad\u03c6\u03c5\u03b3\u03b5 \u03c4\u03bf \u03c0\u03bb\u03bf\u03af\u03bf",
            "\u0388\u03c6\u03c5\u03b3\u03b5 \u03c4\u03bf \u03c0\u03bb\u03bf\u03af\u03bf",
        ),
    ],
)
def test_another_value_is_flagged(left: str, right: str) -> None:
    assert flags(left + QUAY, right + QUAY)


def test_letters_of_another_script_are_seen_through_beside_an_accent():
    """An `е` of Cyrillic in a word that has a letter of Latin with a stroke."""
    left = "The ferry ran aground off Hestø on Tuesday, and nobody was hurt, the harbour said."
    assert flags(left, left.replace("Hestø", "H\u0435stø")) == []


def test_kaf_and_yeh_are_the_same_on_arabic_and_persian_keyboards():
    assert STYLE.keys("\u0643\u0634\u062a\u064a") == STYLE.keys("\u06a9\u0634\u062a\u06cc")


def test_what_nobody_sees_is_no_word_wherever_it_stands() -> None:
    # All of them but the tags, of which there are thousands alike.
    unseen = re.findall(f"[{UNSEEN}]", "".join(map(chr, range(0xE0003))))
    assert len(unseen) > 60
    for sign in unseen:
        for text in (f"the {sign} bridge", f"{sign}the bridge", f"the bri{sign}dge {sign}{sign}"):
            assert STYLE.keys(text) == ["the", "bridge"], hex(ord(sign))
