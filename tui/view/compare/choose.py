"""Deciding which paragraphs belong together: pin a pair, forbid it, take a choice back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tui.corpus.files import short_names
from tui.presentation.kinds import CHOICE_NAMES, CHOICE_SIGNS, mark_said
from tui.presentation.rows import note_place, numbers, place_name
from tui.text.alignment.choices import pair_of
from tui.text.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.corpus.library import Library
    from tui.corpus.notes import PlacedNote
    from tui.presentation.rows import ShownRow
    from tui.text.alignment.choices import Choice
    from tui.text.model import Alignment, Article


Places = tuple[int, int]
"""A paragraph of the left and one of the right article, by index."""


class Decision(msgspec.Struct, frozen=True):
    """What was decided about a pair of paragraphs.

    Attributes:
        said: What to tell the reader; inert.
        problem: Why it holds for this run only; empty where it is remembered.
    """

    said: str
    problem: str = ""


def decide(
    library: Library,
    articles: tuple[Article, Article],
    places: Places,
    choice: Choice | None,
) -> Decision | None:
    """Decide something about a pair of paragraphs and remember it.

    Args:
        library: The articles.
        articles: The left and the right one.
        places: The paragraphs.
        choice: What is decided; None takes back what was.

    Returns:
        What was decided; None where this library keeps no choices.
    """
    if library.choices is None:
        return None
    names = short_names([article.path for article in articles])
    one, other = (
        f"{name} {place_name(numbers(article), place)}"
        for name, article, place in zip(names, articles, places, strict=True)
    )
    named = f"{one} and {other}"
    pair = pair_of(*articles, places)
    known = library.choices.of(*articles)
    if choice is None and pair not in known.pinned | known.forbidden:
        return Decision(f"{named} were neither pinned nor blocked.")
    if choice is None:
        said = f"Undone: {named} are matched again if their words fit."
    else:
        effect = "always matched" if choice == "pinned" else "never matched"
        said = f"{choice_said(choice)}: {named} are {effect} in these files."
    try:
        library.choices.choose(*articles, pair, choice)
    except OSError as error:
        problem = f"It cannot be remembered after this run ({inert(error.strerror or str(error))})."
        return Decision(said, problem)
    return Decision(said)


def choice_said(choice: Choice) -> str:
    """A decision with its sign: "⊕ Pinned"."""
    return f"{CHOICE_SIGNS[choice]} {CHOICE_NAMES[choice].capitalize()}"


def pairs_meant(alignment: Alignment, row: ShownRow, choice: Choice | None) -> list[Places]:
    """The pairs of paragraphs that a reader who is at a row can mean.

    Args:
        alignment: The pair of articles.
        row: The row.
        choice: What is to be decided; None looks for what was decided.

    Returns:
        The links of the row's paragraphs, or what was decided about them.
    """
    left, right = row.paragraphs("left"), row.paragraphs("right")
    links = [link for link in alignment.links if link.left in left or link.right in right]
    if choice is not None:
        inside = [link for link in links if link.left in left and link.right in right]
        return [(link.left, link.right) for link in inside or links]
    pinned = [(link.left, link.right) for link in links if link.pinned]
    never = [pair for pair in alignment.forbidden if pair[0] in left or pair[1] in right]
    return pinned + never


def notes_said(placed: PlacedNote, articles: Sequence[Article], names: Sequence[str]) -> str:
    """A note in words, its mark first; inert.

    Args:
        placed: The note.
        articles: What it is on, by place.
        names: Short inert names of these.
    """
    where = note_place(placed.places, articles, names)
    text = f": {inert(placed.note.text)}" if placed.note.text else ""
    return f"{mark_said(placed.note.mark)}{text} ({where})"


def choices_said(alignment: Alignment, row: ShownRow) -> str:
    """What the reader has decided about a row's paragraphs, in words; empty where nothing."""
    return " · ".join(_said(alignment, row))


def _said(alignment: Alignment, row: ShownRow) -> Iterator[str]:
    never = frozenset(alignment.forbidden)
    if not never and not any(link.pinned for link in alignment.links):
        return
    left, right = numbers(alignment.left), numbers(alignment.right)
    for pair in pairs_meant(alignment, row, None):
        choice: Choice = "forbidden" if pair in never else "pinned"
        named = f"{place_name(left, pair[0])} and {place_name(right, pair[1])}"
        yield f"{CHOICE_SIGNS[choice]} {CHOICE_NAMES[choice]} by you: {named}"
