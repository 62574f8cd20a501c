"""Which articles are more of another's wire copy than is allowed, without a credit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.corpus.names import short_names
from tui.report.article_text import counted
from tui.report.wrapping import wrap
from tui.text.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.corpus.story import Story, Verdict
    from tui.report.ink import Ink
    from tui.report.records import Record

CHECK_SCHEMA = "compare/check/1"

_COPY = frozenset({"uncredited-copy", "part-copy"})


class Checked(NamedTuple):
    """Articles checked.

    Attributes:
        limit: The percentage of wire copy that an article may have without a credit.
        paths: The articles that were checked.
        over: The verdicts on those that have more, the most first.
    """

    limit: float
    paths: tuple[str, ...]
    over: tuple[Verdict, ...]


def checked(stories: Sequence[Story], limit: float) -> Checked:
    """Find the articles with too much of a service's text and no credit to it.

    Args:
        stories: The stories that the articles tell.
        limit: The most that is allowed, in percent of an article's words.
    """
    verdicts = [verdict for story in stories for verdict in story.verdicts]
    over = [verdict for verdict in verdicts if uncredited(verdict) * 100 > limit]
    ordered = sorted(over, key=lambda verdict: (-verdict.share_from_source, verdict.path))
    return Checked(limit, tuple(verdict.path for verdict in verdicts), tuple(ordered))


def uncredited(verdict: Verdict) -> float:
    """The share of an article's words, from 0 to 1, that is a service's and not credited to it."""
    if verdict.kind not in _COPY or verdict.service is None or verdict.credited:
        return 0.0
    return verdict.share_from_source


def check_record(found: Checked) -> Record:
    """What was found as a record, `compare/check/1`."""
    return {
        "schema": CHECK_SCHEMA,
        "max_uncredited": found.limit,
        "checked": len(found.paths),
        "over": [
            {
                "path": verdict.path,
                "also": list(verdict.also),
                "verdict": verdict.kind,
                "summary": verdict.line,
                "service": verdict.service,
                "share": round(uncredited(verdict), 4),
                "compared_with": verdict.compared_with,
                "evidence": list(verdict.evidence),
            }
            for verdict in found.over
        ],
    }


def check_text(found: Checked, ink: Ink, width: int | None) -> str:
    """What was found, for people: each article with its share and the evidence.

    Args:
        found: What was found.
        ink: How to set off the shares.
        width: Cells to a line; None leaves every sentence on one line.

    Returns:
        Inert text; its last line says how many of how many.
    """
    return "".join(f"{line}\n" for line in _lines(found, ink, width))


def _lines(found: Checked, ink: Ink, width: int | None) -> Iterator[str]:
    names = dict(zip(found.paths, short_names(found.paths), strict=True))
    for verdict in found.over:
        share = f"{uncredited(verdict):.0%} {inert(verdict.service or '')} copy without a credit"
        model = "" if verdict.compared_with is None else f", of {names[verdict.compared_with]}"
        yield f"{ink(inert(verdict.path), 'strong')}: {ink(share, 'mark')}{model}"
        for path in verdict.also:
            yield f"    {ink(f'also saved as {inert(path)}', 'quiet')}"
        for sentence in verdict.evidence:
            text = inert(sentence)
            spans = wrap(text, max(width - 4, 2)) if width else [(0, len(text))]
            for number, (start, end) in enumerate(spans):
                yield ("    " if number else "  - ") + text[start:end]
        yield ""
    limit = f"more than {found.limit:g}% of a service’s copy without a credit"
    articles = counted(len(found.paths), "article")
    yield f"{len(found.over) or 'None'} of {articles} {_have(len(found.over))} {limit}."


def _have(number: int) -> str:
    return "has" if number <= 1 else "have"
