"""Comments are told from an article by their rhythm alone, in languages without any list."""

from __future__ import annotations

import pytest
from chrome_pages import chrome_of, draft_by
from support.articles import MARL
from support.default import default_config

from tui.text.article.read import clean
from tui.text.page.read import page_from_bytes

SAID = [
    "We swam there each Sunday when I was small, and the pipe was old then.",
    "Nine years! Nobody will answer for it, as ever.",
    "Fourteen kilometres with forty children on a bus is half a day lost.",
    "Linde has no room for our own pupils on most days.",
    "They should have sold the market square to pay for it.",
]
NAMES = ["Ndovu", "ana.k", "Mzee Juma", "P. Petrov", "Old Swimmer"]


def thread(entry: str) -> list[str]:
    """Comments that are made like `entry`: of a name, a number that counts, and what is said."""
    return [
        line
        for at, (name, said) in enumerate(zip(NAMES, SAID, strict=True), 2)
        for line in entry.format(name=name, number=at, said=said).split("\n")
    ]


def body_of(*lines: str) -> list[str]:
    page = page_from_bytes("\n\n".join(lines).encode(), "page.txt")
    kept = clean(page, default_config()).paragraphs
    return [one.text for one in kept if one.role == "body"]


@pytest.mark.parametrize(
    "entry",
    [
        "{name}\nSiku {number} zilizopita\n{said}\nJibu",
        "{name}\n{number} 시간 전\n{said}\n답글",
        "{name} · {number} saat önce\n{said}\nYanıtla",
        "{name}\n{said}\n{number} օր առաջ\nՊատասխանել",
        "{name}\nपसंद\n{number} घंटे पहले\n{said}",
        "{name}\n{number} დღის წინ\n{said}\nმომწონს 0\nპასუხი",
        "Avatar\n{name}\n{number} ngày trước\n{said}\nThích\nTrả lời",
    ],
)
def test_comments_go_whatever_their_language(entry: str) -> None:
    assert body_of("Town closes its only pool", *MARL, *thread(entry)) == MARL


@pytest.mark.parametrize(
    "entry",
    [
        # A list of things to buy has a price for each, and no name that is short.
        "The lane rope that costs least of all ropes\n{said}\nFrom {number}9 crowns\nBuy now",
        # An interview has neither numbers nor names that change.
        "Gazette\n{said}\nPetrovic\nThere was none.",
        # An advertisement is announced between the paragraphs.
        "{said}\nAdvertisement",
        # A live blog has headlines.
        "Share\n1{number}:30\nWhat {name} says of the pipes and the hall\n{said}",
    ],
)
def test_what_has_but_a_part_of_the_rhythm_is_no_thread(entry: str) -> None:
    assert not draft_by(chrome_of({"kind": "thread"}), *MARL, *thread(entry)).stops


def test_a_thread_above_the_article_ends_nothing() -> None:
    above = thread("{name}\n{number} saat önce\n{said}\nYanıtla")
    kept = body_of("Home", *above, "Town closes its only pool", *MARL)
    assert [text for text in kept if text in MARL] == MARL


def test_a_thread_with_dates_ends_a_short_article_too() -> None:
    lines = thread("{name} • {number} days ago\n{said}\n− +\n9\nReply\nShare ›")
    assert body_of("Town closes its pool", *MARL, *lines) == MARL
