"""The versions of articles, each against the one before: for people, scripts and spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.corpus.files import short_names
from tui.corpus.story.versions import find_versions, moment_of, moment_said
from tui.presentation.history import NO_VERSIONS, counts_said, key_changes
from tui.presentation.rows import called
from tui.presentation.wrap import wrap
from tui.report.csv import csv_lines
from tui.text.inert import inert, safe_cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tui.corpus.findings import Findings
    from tui.corpus.story.versions import History, Step
    from tui.report.records import Record
    from tui.report.text import Ink
    from tui.text.model import Alignment, Article

    Align = Callable[[Article, Article], Alignment]


HISTORY_SCHEMA = "compare/history/1"


HISTORY_COLUMNS = (
    "url",
    "outlet",
    "title",
    "version",
    "path",
    "date",
    "headline",
    "added",
    "dropped",
    "changed",
    "moved",
    "key_changes",
    "corrections",
    "added_text",
    "dropped_text",
    "unchanged",
)
"""One row a version; what of a version are several are separated by `; `, paragraphs by ` ¶ `."""


def history_record(histories: Iterable[History], align: Align) -> Record:
    """Histories as a record, `compare/history/1`."""
    return {
        "schema": HISTORY_SCHEMA,
        "articles": [
            {
                "url": history.url,
                "outlet": history.outlet,
                "title": history.title,
                "versions": [
                    _version(article, step) for article, step in _versions(history, align)
                ],
            }
            for history in histories
        ],
    }


def _versions(history: History, align: Align) -> Iterator[tuple[Article, Step | None]]:
    """Each version, with what was changed since the one before, which the first has not."""
    yield history.versions[0], None
    for step in history.steps(align):
        yield step.after, step


def _version(article: Article, step: Step | None) -> Record:
    record: Record = {
        "path": article.path,
        "also": list(article.also),
        "date": moment_of(article),
        "title": article.title,
        **({"unchanged": list(article.unchanged)} if article.unchanged else {}),
        **({"withdrawn": True} if article.withdrawn else {}),
    }
    if step is None:
        nothing: Record = {"added": 0, "dropped": 0, "changed": 0, "moved": 0, "key_changes": []}
        return {**record, **nothing, "corrections": [], "changes": []}
    return {
        **record,
        "added": len(step.added),
        "dropped": len(step.dropped),
        "changed": step.changed_count,
        "moved": step.moved,
        "key_changes": [
            {"what": one.what, "before": one.before, "after": one.after, "said": one.said}
            for one in key_changes(step)
        ],
        "corrections": [one.text for one in step.corrections],
        "changes": list(_changes(step)),
    }


def _changes(step: Step) -> Iterator[Record]:
    """Every change of the text: with the words of the paragraphs before and after."""
    for one in step.withdrawn:
        yield {"kind": "correction withdrawn", "before": one.text, "after": None}
    for one in step.added:
        yield {"kind": "added", "before": None, "after": one.text}
    for one in step.dropped:
        yield {"kind": "dropped", "before": one.text, "after": None}
    for link in step.changed:
        before, after = step.before.paragraphs[link.left], step.after.paragraphs[link.right]
        yield {"kind": "changed", "before": before.text, "after": after.text}


def history_csv(histories: Iterable[History], align: Align) -> Iterator[str]:
    """Histories as CSV.

    Yields:
        A line of column names, then those of one article after the other.
    """
    yield csv_lines([HISTORY_COLUMNS])
    for history in histories:
        yield csv_lines(
            [
                _row(history, number, article, step)
                for number, (article, step) in enumerate(_versions(history, align), 1)
            ]
        )


def _row(history: History, number: int, article: Article, step: Step | None) -> list[str]:
    texts = [history.url, history.outlet, history.title, str(number), article.path]
    cells = [*texts, moment_of(article), article.title]
    if step is None:
        cells += ["0", "0", "0", "0", "", "", "", ""]
    else:
        counts = (len(step.added), len(step.dropped), step.changed_count, step.moved)
        cells += map(str, counts)
        cells += [
            "; ".join(one.said for one in key_changes(step)),
            " ¶ ".join(one.text for one in step.corrections),
            " ¶ ".join(one.text for one in step.added),
            " ¶ ".join(one.text for one in step.dropped),
        ]
    cells.append("; ".join(article.unchanged))
    return [safe_cell(cell or "") for cell in cells]


def history_text(histories: Sequence[History], align: Align, ink: Ink, width: int | None) -> str:
    """Histories for people: of each version what matters first, then what came and went.

    Args:
        width: Cells to a line; None leaves every paragraph on one line.

    Returns:
        Inert text.
    """
    if not histories:
        return f"{NO_VERSIONS}\n"
    lines: list[str] = []
    for history in histories:
        lines += [*_told(history, align, ink, width), ""]
    return "".join(f"{line}\n" for line in lines[:-1])


def _told(history: History, align: Align, ink: Ink, width: int | None) -> Iterator[str]:
    names = short_names([article.path for article in history.versions])
    known = [f"{len(history.versions)} versions", history.outlet, history.url]
    yield ink(called(history.latest, history.title), "strong")
    yield ink(" · ".join(inert(one) for one in known if one), "quiet")
    for name, (article, step) in zip(names, _versions(history, align), strict=True):
        yield ""
        when = f"{moment_said(article)}  {name}"
        yield f"{ink(when, 'strong')}  {'first version' if step is None else counts_said(step)}"
        if step is not None:
            yield from _step(step, ink, width)


def _step(step: Step, ink: Ink, width: int | None) -> Iterator[str]:
    for name, text in _in_words(step):
        shown = ink(name, "mark") if name.startswith(_WEIGHTY) else name
        yield from _entry(shown, len(name), text, width)


_WEIGHTY = ("Key change", "Correction", "Withdrawn")
"""What the changes are called that matter most."""


def _in_words(step: Step) -> Iterator[tuple[str, str]]:
    """The changes of a step, each with what it is called, what matters first; inert."""
    if step.after.withdrawn and (why := (step.after.correction or "").partition(": ")[2]):
        yield "Withdrawn", inert(why)
    yield from (("Key change", one.said) for one in key_changes(step))
    for name, paragraphs in (
        ("Correction", () if step.after.withdrawn else step.corrections),
        ("Correction withdrawn", step.withdrawn),
        ("Added", step.added),
        ("Dropped", step.dropped),
    ):
        yield from ((name, _without(name, inert(one.text))) for one in paragraphs)
    for link in step.changed:
        yield "Was", inert(step.before.paragraphs[link.left].text)
        yield "Now", inert(step.after.paragraphs[link.right].text)


def _without(name: str, text: str) -> str:
    """A text without its name: a correction often says itself that it is one."""
    said = f"{name.partition(' ')[0]}:" if name.startswith("Correction") else f"{name}:"
    own = said if text.casefold().startswith(said.casefold()) else ""
    return text[len(own) :].lstrip()


def _entry(name: str, size: int, text: str, width: int | None) -> Iterator[str]:
    """A change under its name, set in where it takes several lines."""
    spans = wrap(text, max(width - size - 4, 20)) if width else [(0, len(text))]
    for number, (start, end) in enumerate(spans):
        yield f"  {' ' * (size + 2) if number else f'{name}: '}{text[start:end]}"


class ToldVersion(NamedTuple):
    """A version in a report: its place, its time, and what was changed, in words; inert."""

    place: int
    when: str
    said: str
    changes: tuple[tuple[str, str], ...]


class ToldHistory(NamedTuple):
    """The versions of an article in a report; inert."""

    title: str
    known: str
    versions: tuple[ToldVersion, ...]


def told_histories(findings: Findings) -> tuple[ToldHistory, ...]:
    """What a report tells of the versions of its articles."""
    return tuple(
        ToldHistory(
            called(history.latest, history.title),
            " · ".join(inert(one) for one in (history.outlet, history.url) if one),
            tuple(
                ToldVersion(
                    place,
                    moment_said(article),
                    "first version" if step is None else counts_said(step),
                    () if step is None else tuple(_in_words(step)),
                )
                for place, (article, step) in zip(
                    history.places, _versions(history, findings.align), strict=True
                )
            ),
        )
        for history in find_versions(findings.articles)
    )
