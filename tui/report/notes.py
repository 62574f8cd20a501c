"""What a reader has noted, as reports, tables and printed text tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.presentation.kinds import mark_said
from tui.presentation.rows import note_place
from tui.presentation.wrap import wrap
from tui.text.inert import inert
from tui.text.model import place_said

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui.corpus.notes import PlacedNote
    from tui.report.records import Record
    from tui.report.report import NotesToTell, Report
    from tui.report.text import Ink, PrintedStyle
    from tui.text.model import Article


NotedPlace = tuple[int, int | None]
"""An article's place among those of a report and the index of its paragraph, None if gone."""


class NoteTold(NamedTuple):
    """A note as a report tells it.

    Attributes:
        mark: What it is marked as, with its sign.
        text: What was noted; may be empty.
        where: What it is on, with the lines of the source.
        words: How each paragraph begins.
        by: Who noted it and when, as far as it was given.
        note: The note, and where it stands.
    """

    mark: str
    text: str
    where: str
    words: tuple[str, ...]
    by: str
    note: PlacedNote


def notes_told(report: Report) -> tuple[NoteTold, ...]:
    """The notes of a report, in the order of the articles."""
    return tell_notes(report.noted, report.findings.articles, report.findings.names)


def tell_notes(
    noted: NotesToTell, articles: Sequence[Article], names: Sequence[str]
) -> tuple[NoteTold, ...]:
    """The notes on some articles, in their order.

    Args:
        names: The short names that readers know the articles by; inert.
    """
    by = " · ".join(filter(None, (noted.author, noted.date)))
    return tuple(
        NoteTold(
            mark_said(one.note.mark),
            one.note.text,
            " and ".join(_where(place, articles, names) for place in one.places),
            one.words,
            by,
            one,
        )
        for one in noted.notes
    )


def _where(place: NotedPlace, articles: Sequence[Article], names: Sequence[str]) -> str:
    at, index = place
    named = note_place((place,), articles, names)
    if index is None:
        return named
    article = articles[at]
    return f"{named}, {place_said(article.paragraphs[index].lines, article.places)}"


def notes_text(told: Iterable[NoteTold], ink: Ink, width: int | None) -> str:
    """Notes as text to stand at the end of what is printed; nothing where there are none.

    Args:
        width: Cells to a line; None leaves every note on one line.
    """
    lines: list[str] = []
    for one in told:
        quoted = " / ".join(f"“{inert(words)}”" for words in one.words)
        lines.append(f"  {ink(f'{one.mark} · {inert(one.where)}', 'strong')}")
        said: tuple[tuple[str, PrintedStyle], ...] = ((inert(one.text), "plain"), (quoted, "quiet"))
        for text, style in said:
            spans = wrap(text, max(width - 4, 2)) if width else [(0, len(text))]
            lines += [f"    {ink(text[begin:end], style)}" for begin, end in spans if text]
    return "".join(f"{line}\n" for line in ["", ink("Notes", "strong"), *lines]) if lines else ""


def note_record(told: NoteTold, articles: Sequence[Article], noted: NotesToTell) -> Record:
    """A note; who made it and when are keys only where they were given."""
    given = {"author": noted.author, "date": noted.date}
    return {
        "mark": told.note.note.mark,
        "note": told.text,
        "on": [
            {
                "path": articles[place].path,
                "paragraph": index,
                "lines": None if index is None else articles[place].paragraphs[index].lines,
                "words": words,
            }
            for (place, index), words in zip(told.note.places, told.words, strict=True)
        ],
        **{name: value for name, value in given.items() if value},
    }


def notes_record(noted: NotesToTell, articles: Sequence[Article], names: Sequence[str]) -> Record:
    """The notes on some articles, to be added to a record; nothing where there are none."""
    told = tell_notes(noted, articles, names)
    return {"notes": [note_record(one, articles, noted) for one in told]} if told else {}


def notes_at(noted: NotesToTell, *places: NotedPlace) -> tuple[PlacedNote, ...]:
    """The notes on some paragraphs: on one of them, or on these as a pair."""
    return tuple(one for one in noted.notes if set(one.places) <= set(places))


def notes_cell(notes: Iterable[PlacedNote]) -> str:
    """Notes in a few words, for a cell of a table: "to check: ask her; important"."""
    return "; ".join(": ".join(filter(None, (one.note.mark, one.note.text))) for one in notes)
