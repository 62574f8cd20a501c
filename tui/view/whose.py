"""Whose copy the articles are, in the words that list, header and title say it in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from tui.corpus.story.verdicts import COPY, RANKS
from tui.presentation.kinds import SHOWN_VERDICTS, claim
from tui.text.inert import inert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.corpus.story.story import Story, Verdict


SHARED = SHOWN_VERDICTS["shared"].heading
"""The heading over pages that share text of which nothing shows who had it first."""


class Cluster(msgspec.Struct, frozen=True):
    """Articles that belong together: `name` is inert, `paths` are the articles'."""

    name: str
    paths: tuple[str, ...]


class Whose(msgspec.Struct, frozen=True):
    """What is known of whose copy the articles are; nothing at first.

    Attributes:
        lines: The verdict on each article by path, such as "AP copy, credited"; inert.
        evidence: The sentences for each verdict by path; inert.
        clusters: The articles by cluster, copy first.
        claims: For each article by path, what its story comes to: "3 of 5 carry AP's story".
        stories: How many stories the articles tell.
    """

    lines: Mapping[str, str] = {}
    evidence: Mapping[str, tuple[str, ...]] = {}
    clusters: tuple[Cluster, ...] = ()
    claims: Mapping[str, str] = {}
    stories: int = 0


def whose(stories: Sequence[Story], names: Mapping[str, str]) -> Whose:
    """Put what was found about the articles of some stories into words; `names` are inert."""
    verdicts = [verdict for story in stories for verdict in story.verdicts]
    clusters: list[Cluster] = []
    claims: dict[str, str] = {}
    # A page that tells a story alone needs no heading of its own.
    single = [story.verdicts[0] for story in stories if len(story.verdicts) == 1]
    several = [story for story in stories if len(story.verdicts) > 1]
    for number, story in enumerate(several, 1):
        prefix = f"Story {number}: " if len(several) > 1 else ""
        clusters += _clusters(story, names, prefix)
        said = claim(story, names)
        claims.update((verdict.path, said) for verdict in story.verdicts)
    if single:
        name = "Stories of their own" if several else "No story in common"
        clusters.append(Cluster(name, tuple(verdict.path for verdict in single)))
    return Whose(
        {verdict.path: _capital(inert(verdict.line)) for verdict in verdicts},
        {verdict.path: tuple(map(inert, verdict.evidence)) for verdict in verdicts},
        tuple(clusters),
        claims,
        len(stories),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _clusters(story: Story, names: Mapping[str, str], prefix: str) -> list[Cluster]:
    found: dict[tuple[str, str | None], list[str]] = {}
    first = _first_sharing(story)
    # The source stands first among those that carry its text.
    for verdict in sorted(story.verdicts, key=lambda verdict: verdict.path != story.source):
        name = _cluster_of(verdict, story, names)
        text = first.get(verdict.path) if name == SHARED else None
        found.setdefault((name, text), []).append(verdict.path)
    # Then what is nobody's copy, in the order of the table.
    last = {shown.heading: RANKS[kind] for kind, shown in SHOWN_VERDICTS.items() if shown.heading}
    ordered = sorted(found, key=lambda key: last.get(key[0], 0))
    return [
        Cluster(
            f"{prefix}{name[:1].lower() + name[1:] if prefix and name in last else name}",
            tuple(found[name, text]),
        )
        for name, text in ordered
    ]


def _first_sharing(story: Story) -> dict[str, str]:
    """For pages that share text, by path: the first that has the same text."""
    models = {
        verdict.path: verdict.compared_with
        for verdict in story.verdicts
        if verdict.kind == "shared"
    }
    first = {path: path for path in models}
    for path, model in models.items():
        if model in first:
            ends = sorted({first[path], first[model]}, key=list(models).index)
            first = {one: ends[0] if end in ends else end for one, end in first.items()}
    return first


def _cluster_of(verdict: Verdict, story: Story, names: Mapping[str, str]) -> str:
    is_source = verdict.kind == "own" and verdict.path == story.source
    if verdict.kind == "original":
        is_source = any(
            other.kind in COPY and other.compared_with == verdict.path for other in story.verdicts
        )
    if verdict.kind not in COPY and not is_source:
        return SHOWN_VERDICTS[verdict.kind].heading
    if verdict.service:
        return f"{inert(verdict.service)} copy"
    if is_source:
        return f"Copy of {names[verdict.path]}"
    # A page is compared with the text that it carries.
    return f"Copy of {names[verdict.compared_with or verdict.path]}"
