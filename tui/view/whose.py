"""Whose copy the articles are, in the words that list, header and title say it in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from tui.corpus.story.verdicts import COPY, RANKS
from tui.presentation.kinds import SHOWN_VERDICTS, PaintedLook, claim, line_of, look_of
from tui.text.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.corpus.story.story import Story, Verdict


SHARED = SHOWN_VERDICTS["shared"].heading
"""The heading over pages that share text of which nothing shows who had it first."""


NOT_SHARED = "No shared text"
"""The heading over articles that share text with none of the others."""


class Cluster(msgspec.Struct, frozen=True):
    """Articles that belong together: `name` is inert, `paths` are the articles'.

    `group` is the number of the group that they are in, 0 where it is none, and `noun` what one
    of them is called.
    """

    name: str
    paths: tuple[str, ...]
    group: int = 0
    noun: str = "article"

    @property
    def shares_text(self) -> bool:
        """Whether its articles have a text in common, and not only that they have none."""
        return _capital(self.name.partition(": ")[2] or self.name) not in _FREE

    def heading(self, count: int) -> str:
        """What stands over `count` of its articles."""
        return f"{self.name} · {count} {self.noun}{'' if count == 1 else 's'}"


class Whose(msgspec.Struct, frozen=True):
    """What is known of whose copy the articles are; nothing at first.

    Attributes:
        lines: The verdict on each article by path, such as "AP copy, credited"; inert.
        evidence: The sentences for each verdict by path; inert.
        clusters: The articles by cluster, copy first.
        claims: For each article by path, what its group comes to: "AP copy in 3 of 5".
        looks: How each verdict is painted, by path.
        has_versions: Whether there are several versions of an article.
    """

    lines: Mapping[str, str] = {}
    evidence: Mapping[str, tuple[str, ...]] = {}
    clusters: tuple[Cluster, ...] = ()
    claims: Mapping[str, str] = {}
    looks: Mapping[str, PaintedLook] = {}
    has_versions: bool = False

    @property
    def group_count(self) -> int:
        """In how many groups the articles are."""
        return count_groups(self.clusters)


def count_groups(clusters: Sequence[Cluster]) -> int:
    """In how many groups articles are; those on their own are in none."""
    return len({cluster.group for cluster in clusters if cluster.group})


def whose(stories: Sequence[Story], names: Mapping[str, str]) -> Whose:
    """Put what was found about the articles of some stories into words; `names` are inert."""
    verdicts = [verdict for story in stories for verdict in story.verdicts]
    clusters: list[Cluster] = []
    claims: dict[str, str] = {}
    # A page that tells a story alone needs no heading of its own.
    single = [story.verdicts[0] for story in stories if len(story.verdicts) == 1]
    several = [story for story in stories if len(story.verdicts) > 1]
    for number, story in enumerate(several, 1):
        prefix = f"Group {number}: " if len(several) > 1 else ""
        clusters += _clusters(story, names, number, prefix)
        if (said := claim(story, names)) and len(story.verdicts) < len(verdicts):
            # The title says it beside how many articles are open in all.
            said = f"{prefix or 'This group: '}{said}"
        claims.update((verdict.path, said) for verdict in story.verdicts)
    if single:
        name = NOT_SHARED
        clusters.append(Cluster(name, tuple(verdict.path for verdict in single)))
    versions = {verdict.path: verdict.versions for verdict in verdicts if verdict.versions}
    if versions:
        clusters = [one for cluster in clusters for one in _parted(cluster, versions)]
    return Whose(
        {verdict.path: _line(verdict) for verdict in verdicts},
        {verdict.path: tuple(map(inert, verdict.evidence)) for verdict in verdicts},
        tuple(clusters),
        claims,
        {verdict.path: look_of(verdict) for verdict in verdicts},
        bool(versions),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _line(verdict: Verdict) -> str:
    """A verdict in a line, with which version it is on."""
    if not verdict.versions:
        return line_of(verdict)
    number = verdict.versions.index(verdict.path) + 1
    which = f"{number} of {len(verdict.versions)}"
    if verdict.kind == "no-match":
        # That it is a version says more, and lists are cut at the right.
        return f"{which} · {verdict.moment} · {inert(verdict.line)}"
    return f"{line_of(verdict)} · version {which}, {verdict.moment}"


_FREE = frozenset({SHOWN_VERDICTS["no-match"].heading, SHOWN_VERDICTS["own"].heading, NOT_SHARED})
"""The headings over articles that have nothing in common but that."""


def _parted(cluster: Cluster, versions: Mapping[str, tuple[str, ...]]) -> Iterator[Cluster]:
    """A cluster with the versions of an article together, in the order of their times.

    Those of articles that share text with no other one come under a heading of their own.
    """
    inside = set(cluster.paths)
    heading = cluster.name.partition(": ")[2] or cluster.name
    prefix = cluster.name.removesuffix(heading)
    rest: list[str] = []
    for path in cluster.paths:
        if path not in inside:
            continue
        together = tuple(one for one in versions.get(path, (path,)) if one in inside)
        inside.difference_update(together)
        if len(together) > 1 and _capital(heading) in _FREE:
            name = f"{prefix}{'one' if prefix else 'One'} article"
            yield Cluster(name, together, cluster.group, "version")
        else:
            rest += together
    if rest:
        yield Cluster(cluster.name, tuple(rest), cluster.group, cluster.noun)


def _clusters(story: Story, names: Mapping[str, str], number: int, prefix: str) -> list[Cluster]:
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
            number,
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
