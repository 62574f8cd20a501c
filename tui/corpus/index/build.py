"""Making an index, or adding to it: which pages are new, what recurs on them, and the parts.

What an index knows is not read again. Lines that recur are counted over all pages of a folder or
site that the index has, by those with the smallest hashes, so that neither the order of pages
nor the parts they are in make a difference; where new pages change the count, those that have a
line of which it speaks are cleaned again.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from tui.corpus.files import Patterns, Unreadable, find
from tui.corpus.index import MANY_ARTICLES, PART_SIZE, QUARTER
from tui.corpus.index.engine import Tables
from tui.corpus.index.parts import PartMaker, Work, article_from
from tui.corpus.index.rows import Source, folder_of, sources_in
from tui.text.page.model import PageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tui.corpus.index import About, Index
    from tui.corpus.index.jobs import Workers
    from tui.corpus.index.parts import Made
    from tui.corpus.settings import Settings
    from tui.text.chrome.recurrence import Recurrence
    from tui.text.page.model import Page

    Recurring = dict[str | None, Recurrence]


@dataclass
class BuildOutcome:
    """What came of it.

    Attributes:
        articles: How many articles were read.
        known: How many were known already.
        again: How many of those read were known, and cleaned again as what recurs has changed.
        undated: How many of those read have no date.
        faults: What could not be read.
        damaged: What was wrong with parts, which were left out.
        repeated: Ids that more than one of the articles has.
    """

    articles: int = 0
    known: int = 0
    again: int = 0
    undated: int = 0
    faults: list[Unreadable] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    sample: int = 1


class Builder:
    """Puts pages into an index."""

    def __init__(
        self, index: Index, settings: Settings, workers: Workers, *, rules: bool = True
    ) -> None:
        """Take an index, which `begin` has made or looked at, and what shares the work.

        Args:
            rules: False takes every page as it is.
        """
        self._index = index
        self._settings = settings
        self._workers = workers
        self._rules = rules
        self._outcome = BuildOutcome()

    def add(
        self,
        paths: Iterable[str],
        about: About,
        *,
        sample: int | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> BuildOutcome:
        """Put the articles under some paths into the index; those that it knows are passed over.

        Args:
            about: What the index is.
            sample: One of so many runs is kept; None where that depends on their number.
            progress: Is told how many articles have been read, and of how many.
        """
        outcome = self._outcome
        for number, reason in self._index.damaged():
            outcome.damaged.append(reason)
            self._index.forget(number)
        new = self._new(paths)
        size = self._index.size() + len(new)
        outcome.sample = about.sample
        if sample is None and about.sample == 1 and size >= MANY_ARTICLES:
            outcome.sample = QUARTER
        if outcome.sample != about.sample:
            self._index.write_about(msgspec.structs.replace(about, sample=outcome.sample))
        recurring, again = self._recurring(new)
        outcome.again = len(again)
        # In an order that tells nothing, so that each part takes about as long.
        todo = sorted([*new, *again], key=lambda source: (folder_of(source.path), source.sha256))
        total = len(todo)
        for made in self._workers.share(self._maker(), self._works(todo, recurring)):
            self._count(made)
            if progress is not None:
                progress(outcome.articles + len(outcome.faults), total)
        return outcome

    def _maker(self) -> Callable[[], PartMaker]:
        return partial(
            PartMaker, self._index, self._settings, self._outcome.sample, rules=self._rules
        )

    def _count(self, made: Made) -> None:
        self._outcome.articles += made.record.articles
        self._outcome.undated += made.undated
        self._outcome.faults += [Unreadable(path, reason) for path, reason in made.unread]

    def _new(self, paths: Iterable[str]) -> list[Source]:
        """The articles that the index does not know."""
        patterns = Patterns(self._settings.pages.include, self._settings.pages.exclude)
        found = find(paths, patterns)
        self._outcome.faults += found.faults.values()
        with Tables(self._index) as tables:
            known = tables.known()
        new = []
        for path in found.paths:
            if path in found.faults:
                continue
            try:
                for source in sources_in(path):
                    # A page counts as known under its own path, a row wherever it stands.
                    key = source.sha256 if source.row is not None else (path, source.sha256)
                    if key in known:
                        self._outcome.known += 1
                        continue
                    known.add(key)
                    new.append(source)
            except PageError as error:
                self._outcome.faults.append(Unreadable(error.path, error.reason))
        return new

    def _recurring(self, new: Sequence[Source]) -> tuple[dict[str, Recurring], list[Source]]:
        """What recurs in the folders that new pages stand in, and what it changes on known ones."""
        from tui.text.chrome.recurring import RecurringRule

        chrome = self._settings.chrome
        rules = (chrome.rules, *(site.rules for site in self._settings.sites))
        if not self._rules or not any(
            isinstance(rule, RecurringRule) and rule.enabled for some in rules for rule in some
        ):
            return {}, []
        added: defaultdict[str, list[Source]] = defaultdict(list)
        for source in new:
            if source.row is None:
                added[folder_of(source.path)].append(source)
        with Tables(self._index) as tables:
            samples = [
                Sample(
                    folder, *_samples(tables.pages_in(folder), sources, chrome.recurrence.sample)
                )
                for folder, sources in added.items()
            ]
            recurring: dict[str, Recurring] = {}
            again: list[Source] = []
            gather = partial(Gatherer, self._settings)
            for counted in self._workers.share(gather, samples):
                recurring[counted.folder] = counted.now
                if counted.changed:
                    again += _affected(tables.articles_in(counted.folder), counted.changed)
        return recurring, again

    def _works(self, todo: Sequence[Source], recurring: dict[str, Recurring]) -> Iterator[Work]:
        numbers = self._index.free_numbers()
        for start in range(0, len(todo), PART_SIZE):
            sources = tuple(todo[start : start + PART_SIZE])
            folders = {folder_of(source.path) for source in sources}
            shared = {name: recurring[name] for name in folders if name in recurring}
            yield Work(next(numbers), sources, shared)


@dataclass(frozen=True, slots=True)
class Sample:
    """The pages of a folder by which it is told what recurs: those before, and those now."""

    folder: str
    before: tuple[str, ...]
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """What recurs in a folder now, and the lines of which it says something else than before."""

    folder: str
    now: Recurring
    changed: frozenset[str]


def _samples(
    known: Iterable[tuple[str, str]], new: Iterable[Source], most: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    before = dict(known)
    now = before | {source.path: source.sha256 for source in new}
    return _smallest(before, most), _smallest(now, most)


def _smallest(pages: dict[str, str], most: int) -> tuple[str, ...]:
    """The pages with the smallest hashes, those that were saved twice once."""
    first: dict[str, str] = {}
    for path, sha256 in sorted(pages.items()):
        first.setdefault(sha256, path)
    return tuple(first[sha256] for sha256 in heapq.nsmallest(most, first))


class Gatherer:
    """Counts what recurs; one of it in each process."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __call__(self, sample: Sample) -> Counted:
        """Count what recurs in a folder."""
        from tui.corpus.lines import shared_by

        known: dict[str, Page | None] = {}
        settings = self._settings.chrome.recurrence

        def counted(paths: Sequence[str]) -> Recurring:
            pages = [page for path in paths if (page := self._page(path, known)) is not None]
            return shared_by(pages, settings)

        now = counted(sample.now)
        if not sample.before or sample.before == sample.now:
            return Counted(sample.folder, now, frozenset())
        return Counted(sample.folder, now, _changed(counted(sample.before), now))

    def _page(self, path: str, known: dict[str, Page | None]) -> Page | None:
        from tui.text.page.read import read_page

        if path not in known:
            try:
                known[path] = read_page(path, self._settings.pages.most_bytes)
            except PageError:
                # Whoever reads it for its article is told.
                known[path] = None
        return known[path]


def _changed(before: Recurring, now: Recurring) -> frozenset[str]:
    """The lines of which something else is said than before, on any site of a folder."""
    lines: set[str] = set()
    for host in {*before, *now}:
        old, new = before.get(host), now.get(host)
        old_lines = old.lines if old is not None else {}
        new_lines = new.lines if new is not None else {}
        lines.update(
            line for line in {*old_lines, *new_lines} if old_lines.get(line) != new_lines.get(line)
        )
    return frozenset(lines)


def _affected(
    articles: Iterable[tuple[str, str, str]], changed: frozenset[str]
) -> Iterator[Source]:
    """The pages of a folder that have one of some lines."""
    from tui.text.chrome.recurrence import line_key

    for path, sha256, row in articles:
        article = article_from(row)
        lines = [line.text for line in article.paragraphs]
        lines += [line.text for line in article.removed]
        if any(line_key(line) in changed for line in lines):
            yield Source(path, sha256)
