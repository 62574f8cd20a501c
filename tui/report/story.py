"""Stories, verdicts and the check for uncredited copy: as text for people, as records for scripts.

The check asks of the same verdicts which articles have more of a service's text than is
allowed and do not credit it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.corpus.files import short_names
from tui.corpus.story.derivation import METER_CLASSES, METER_EXPLAINED
from tui.corpus.story.verdicts import MAY_LACK_CREDIT, RANKS
from tui.presentation.kinds import line_of, look_of
from tui.presentation.wrap import cells, wrap
from tui.report.text import counted
from tui.text.alignment.rows import percent
from tui.text.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tui.corpus.story.derivation import Derivation
    from tui.corpus.story.story import Story, Verdict
    from tui.report.records import Record
    from tui.report.text import Ink


STORY_SCHEMA = "compare/story/1"


SENTENCE_WIDTH = 100
"""The widest a sentence is set, in cells."""


def story_record(stories: Sequence[Story]) -> Record:
    """Stories as one record.

    Returns:
        The record, `compare/story/1`, with a cluster for each story.
    """
    return {"schema": STORY_SCHEMA, "clusters": [cluster_record(story) for story in stories]}


def cluster_record(story: Story) -> Record:
    """One story as a cluster of the record.

    Returns:
        The cluster.
    """
    return {
        "source": story.source,
        "service": story.service,
        "given": story.given,
        "articles": [_article(verdict) for verdict in story.verdicts],
    }


def pair_record(stories: Sequence[Story], derivations: tuple[Derivation, Derivation]) -> Record:
    """Whose copy two articles are, for the record of their alignment.

    Args:
        stories: The stories that the two tell; none where they are one file.
        derivations: What the left one has from the right one, and the reverse.

    Returns:
        `derivation` and `verdicts`, each with `left` and `right`; `verdicts` is None without
        stories.
    """
    verdicts = _by_path(stories)
    sides = dict(zip(("left", "right"), derivations, strict=True))
    return {
        "derivation": {
            side: {"share": derivation.share, "other_share": derivation.model_share}
            | _measures(derivation)
            | {"truncated": derivation.truncated}
            for side, derivation in sides.items()
        },
        "verdicts": {
            side: _article(verdicts[derivation.article]) for side, derivation in sides.items()
        }
        if verdicts
        else None,
    }


def pair_text(
    stories: Sequence[Story],
    derivations: tuple[Derivation, Derivation],
    ink: Ink,
    width: int | None,
) -> str:
    """Whose copy two articles are, as text to stand below their alignment.

    Args:
        stories: The stories that the two tell; none where they are one file.
        derivations: What the left one has from the right one, and the reverse.
        width: Cells to a line; None leaves every sentence on one line.

    Returns:
        Inert text: METER's class of each, then its verdict and the evidence; nothing for one file.
    """
    names = short_names([derivation.article for derivation in derivations])
    turned = (names[1], names[0])
    verdicts = _by_path(stories)
    if not verdicts:
        return ""
    lines = [
        f"METER classes in both directions, whoever was first ({METER_EXPLAINED}):",
        *(
            f"  {_class_line(derivation, name, other)}"
            for derivation, name, other in zip(derivations, names, turned, strict=True)
        ),
    ]
    for derivation, name in zip(derivations, names, strict=True):
        lines += ["", *_verdict_lines(verdicts[derivation.article], name, ink, width)]
    return "".join(f"{line}\n" for line in lines)


def _class_line(derivation: Derivation, name: str, other: str) -> str:
    """METER's class of an article, which holds only if it came from the other one."""
    until = "" if derivation.model_stop is None else f", up to where {other} ends"
    return (
        f"{name}, if it came from {other}: {METER_CLASSES[derivation.derived]} "
        f"({percent(derivation.basis)} of its prose outside quotation marks, "
        f"{percent(derivation.whole)} of prose and quotations together{until})"
    )


def _by_path(stories: Sequence[Story]) -> dict[str, Verdict]:
    return {verdict.path: verdict for story in stories for verdict in story.verdicts}


def story_text(stories: Sequence[Story], ink: Ink, width: int | None) -> str:
    """Stories as text.

    Args:
        width: Cells to a line; None leaves every sentence on one line.

    Returns:
        Inert text: each story with its source, each article with its verdict and evidence.
    """
    paths = [verdict.path for story in stories for verdict in story.verdicts]
    names = dict(zip(paths, short_names(paths), strict=True))
    lines: list[str] = []
    for number, story in enumerate(stories, 1):
        if lines:
            lines.append("")
        lines.append(ink(_heading(number, story, names), "strong"))
        for verdict in ranked(story):
            lines.append("")
            lines += _verdict_lines(verdict, names[verdict.path], ink, width)
    return "".join(f"{line}\n" for line in lines)


def _article(verdict: Verdict) -> Record:
    derivation = verdict.derivation
    return {
        "path": verdict.path,
        "also": list(verdict.also),
        "verdict": verdict.kind,
        "summary": verdict.line,
        "service": verdict.service,
        "credited": verdict.credited,
        "known": verdict.known,
        "release": verdict.release,
        "compared_with": verdict.compared_with,
        "share_from_source": verdict.share_from_source,
        "source_share_found": verdict.source_share_found,
        "truncated": verdict.truncated,
        "measures": None if derivation is None else _measures(derivation),
        "evidence": list(verdict.evidence),
        **({"versions": list(verdict.versions)} if verdict.versions else {}),
    }


def _measures(derivation: Derivation) -> Record:
    return {
        "class": METER_CLASSES[derivation.derived].replace(" ", "-"),
        "prose_share": derivation.basis,
        "word_share": derivation.whole,
        "share_to_end": derivation.share_to_end,
        "paragraphs": list(derivation.paragraphs),
        "source_paragraphs": list(derivation.model_paragraphs),
        "related_paragraphs": derivation.related,
        "in_order": derivation.in_order,
        "verbatim": derivation.verbatim,
        "condensing": derivation.condensing,
        "longest_run": derivation.longest,
        "longest_prose_run": derivation.longest_prose,
    }


def ranked(story: Story) -> list[Verdict]:
    """The source first, then the copies of it, then what is nobody's copy."""
    return sorted(
        story.verdicts,
        key=lambda verdict: (verdict.path != story.source, RANKS[verdict.kind]),
    )


def _heading(number: int, story: Story, names: dict[str, str]) -> str:
    count = len(story.verdicts)
    parts = [f"Group {number}", "1 page" if count == 1 else f"{count} pages"]
    if story.source is not None:
        given = ", as given" if story.given else ""
        what = "original" if story.given else "copy"
        whose = f"{inert(story.service)} {what}{given}: " if story.service else f"source{given}: "
        parts.append(f"{whose}{names[story.source]}")
    return " · ".join(parts)


def _verdict_lines(verdict: Verdict, name: str, ink: Ink, width: int | None) -> Iterator[str]:
    line = ink(line_of(verdict), look_of(verdict))
    yield f"  {ink(name, 'strong')}  {line}  {ink(inert(verdict.path), 'quiet')}"
    for path in verdict.also:
        yield f"    {ink(f'also saved as {inert(path)}', 'quiet')}"
    for sentence in verdict.evidence:
        text = inert(sentence)
        if width is None:
            yield f"    - {text}"
            continue
        spans = wrap(text, max(min(width, SENTENCE_WIDTH) - cells("    - "), 2))
        for number, (start, end) in enumerate(spans):
            yield ("      " if number else "    - ") + text[start:end]


CHECK_SCHEMA = "compare/check/1"


NEAR_MISS = 10
"""How many points below the limit an article is still named, as one to be looked at."""


class CheckedArticles(NamedTuple):
    """Articles checked.

    Attributes:
        limit: The percentage of wire copy that an article may have without a credit.
        paths: The articles that were checked.
        over: The verdicts on those that have more, the most first.
        near: The verdicts on those that have hardly less, the most first.
    """

    limit: float
    paths: tuple[str, ...]
    over: tuple[Verdict, ...]
    near: tuple[Verdict, ...]


def checked(stories: Sequence[Story], limit: float) -> CheckedArticles:
    """Find the articles with too much of a service's text and no credit to it.

    Args:
        limit: The most that is allowed, in percent of an article's words.
    """
    verdicts = [verdict for story in stories for verdict in story.verdicts]
    some = [verdict for verdict in verdicts if uncredited(verdict)]
    ordered = sorted(some, key=lambda verdict: (-uncredited(verdict), verdict.path))
    over = [verdict for verdict in ordered if _points(verdict) > limit]
    near = [verdict for verdict in ordered if limit - NEAR_MISS <= _points(verdict) <= limit]
    paths = tuple(verdict.path for verdict in verdicts)
    return CheckedArticles(limit, paths, tuple(over), tuple(near))


def uncredited(verdict: Verdict) -> float:
    """The share of an article, from 0 to 1, that is not credited to the service whose text it is.

    What was given as an original counts too, whether it is a service's or not; so does a press
    release.

    The verdict says whether that is so of any of it. Of an article that goes on where the
    service's text stops early, only what stands before that counts.
    """
    known = verdict.service is not None or verdict.known or verdict.release
    if verdict.kind not in MAY_LACK_CREDIT or not known or verdict.credited:
        return 0.0
    return verdict.share_to_end


def _points(verdict: Verdict) -> float:
    # 0.57 * 100 is more than 57.
    return round(uncredited(verdict) * 100, 2)


def check_record(check: CheckedArticles) -> Record:
    """What was found as a record, `compare/check/1`."""
    return {
        "schema": CHECK_SCHEMA,
        "max_uncredited": check.limit,
        "checked": len(check.paths),
        "over": list(map(_checked_record, check.over)),
        "near": list(map(_checked_record, check.near)),
    }


def _checked_record(verdict: Verdict) -> Record:
    return {
        "path": verdict.path,
        "also": list(verdict.also),
        "verdict": verdict.kind,
        "summary": verdict.line,
        "service": verdict.service,
        "known": verdict.known,
        "release": verdict.release,
        "share": uncredited(verdict),
        "share_from_source": verdict.share_from_source,
        "compared_with": verdict.compared_with,
        "evidence": list(verdict.evidence),
    }


def check_text(check: CheckedArticles, ink: Ink, width: int | None) -> str:
    """What was found, for people: each article with its share and the evidence.

    Args:
        width: Cells to a line; None leaves every sentence on one line.

    Returns:
        Inert text; its last lines name those just below the limit, and say how many of how many
        are above it.
    """
    return "".join(f"{line}\n" for line in _lines(check, ink, width))


def _lines(check: CheckedArticles, ink: Ink, width: int | None) -> Iterator[str]:
    names = dict(zip(check.paths, short_names(check.paths), strict=True))
    for verdict in check.over:
        share = percent(uncredited(verdict))
        if share == f"{check.limit:g}%":
            # It has to be seen that it is more.
            share = f"{_points(verdict):g}%"
        said = ink(f"{share} is {_copied_from(verdict)} without credit", "mark")
        yield f"{ink(inert(verdict.path), 'strong')}: {said}{_in_model(verdict, names)}"
        for path in verdict.also:
            yield f"    {ink(f'also saved as {inert(path)}', 'quiet')}"
        for sentence in verdict.evidence:
            text = inert(sentence)
            spans = wrap(text, max(width - 4, 2)) if width else [(0, len(text))]
            for number, (start, end) in enumerate(spans):
                yield ("    " if number else "  - ") + text[start:end]
        yield ""
    for verdict in check.near:
        share = ink(percent(uncredited(verdict)), "strong")
        told = f"{share}{_in_model(verdict, names)}; {inert(verdict.line)}"
        yield f"Just below the limit: {inert(verdict.path)}: {told}."
    if not check.paths:
        yield "Nothing was checked: no article could be read."
        return
    articles = counted(len(check.paths), "article")
    some = len(check.over)
    are = "is" if some <= 1 else "are"
    how = f"Fails: {some}" if some else "OK: none"
    copy = "wire copy" if all(verdict.service for verdict in check.over) else "copy"
    yield f"{how} of {articles} {are} more than {check.limit:g}% uncredited {copy}."


def _copied_from(verdict: Verdict) -> str:
    if verdict.service:
        return f"{inert(verdict.service)} copy"
    return "copy of a given original" if verdict.known else "copy of a press release"


def _in_model(verdict: Verdict, names: Mapping[str, str]) -> str:
    """Of which article that is, and what else there is to say where that one stops early."""
    if verdict.compared_with is None:
        return ""
    model = names[verdict.compared_with]
    if verdict.derivation is None or verdict.derivation.model_stop is None:
        return f" (source: {model})"
    return f", up to where {model} ends ({percent(verdict.share_from_source)} of the whole article)"
