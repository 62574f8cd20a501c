"""Making an index, or adding to it: which pages are new, what recurs on them, and the parts.

What an index knows is not read again. Lines that recur are counted over all pages of a folder or
site that the index has, by those with the smallest hashes, so that neither the order of pages
nor the parts they are in make a difference; where new pages change the count, those that have a
line of which it speaks are cleaned again.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from tui.corpus.files import Patterns, Unreadable, find
from tui.corpus.index import MANY_ARTICLES, PART_SIZE, QUARTER
from tui.corpus.index.engine import Tables
from tui.corpus.index.parts import PartMaker, Work, article_from
from tui.corpus.index.sources import ArticleSource, HeldSources, folder_of, page_or_archive
from tui.text.archive.open import Archive
from tui.text.page.model import PageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from tui.corpus.index import About, Index
    from tui.corpus.index.jobs import Workers
    from tui.corpus.index.parts import MadePart
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
        faults: What could not be read, or not to its end.
        damaged: What was wrong with parts, which were left out.
        reports: Files of folders that this program has written, which are no pages.
        strangers: What else of folders is no page, by ending, and how many there are.
    """

    articles: int = 0
    known: int = 0
    again: int = 0
    undated: int = 0
    faults: list[Unreadable] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)
    sample: int = 1
    reports: tuple[str, ...] = ()
    strangers: Mapping[str, int] = field(default_factory=dict)


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
        self._known: set[int | tuple[str, str]] = set()
        self._replaces = False
        self._size = 0
        self._taken = 0
        self._failed = 0
        self._samples_many = False

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
            progress: Is told how many articles are read, of how many; of none before files of many.
        """
        outcome = self._outcome
        self._leave_out_damaged()
        outcome.sample = about.sample
        self._size = self._index.size()
        self._samples_many = sample is None and about.sample == 1
        with Tables(self._index) as tables:
            self._known = tables.known()
        there = {known[0] for known in self._known if not isinstance(known, int)}
        new, held = self._found(paths)
        recurring, again = self._recurring(new)
        outcome.again = len(again)
        self._replaces = bool(again) or any(source.path in there for source in new)
        # In an order that tells nothing, so that each part takes about as long.
        todo = sorted([*new, *again], key=lambda source: (folder_of(source.path), source.sha256))
        self._keep_fewer(about, len(todo))
        make = partial(PartMaker, self._index, self._settings, rules=self._rules)
        if progress is not None:
            # The first part takes a while, of HTML some twenty seconds.
            progress(0, len(todo))
        for made in self._workers.share(make, self._works(todo, recurring, held, about)):
            self._count(made)
            if progress is not None:
                expected = len(todo) + round(self._taken / max(held.done, 1e-9))
                progress(outcome.articles + self._failed, expected)
        return outcome

    def _leave_out_damaged(self) -> None:
        for number, reason in self._index.damaged():
            self._outcome.damaged.append(reason)
            self._index.forget(number)

    def _count(self, made: MadePart) -> None:
        self._failed += len(made.unread)
        self._outcome.articles += made.record.articles
        self._outcome.undated += made.undated
        faults = (*made.unread, *made.cut_off)
        self._outcome.faults += [Unreadable(path, reason) for path, reason in faults]

    def _found(self, paths: Iterable[str]) -> tuple[list[ArticleSource], HeldSources]:
        """The pages that the index does not know, and what files of many hold."""
        settings = self._settings
        patterns = Patterns(settings.pages.include, settings.pages.exclude, settings.archives)
        found = find(paths, patterns)
        self._outcome.faults += found.faults.values()
        self._outcome.reports, self._outcome.strangers = found.reports, found.passed_over
        new: list[ArticleSource] = []
        archives: list[Archive] = []
        for path in found.paths:
            if path in found.faults:
                continue
            try:
                source = page_or_archive(path, settings.archives)
            except PageError as error:
                self._outcome.faults.append(Unreadable(error.path, error.reason))
                continue
            if isinstance(source, Archive):
                archives.append(source)
            elif self._is_new(source):
                new.append(source)
        return new, HeldSources(archives)

    def _is_new(self, source: ArticleSource) -> bool:
        """Whether the index lacks an article; a page has to be there under its own path."""
        key = source.key if source.part is not None else (source.path, source.sha256)
        if key in self._known:
            self._outcome.known += 1
            return False
        self._known.add(key)
        return True

    @cached_property
    def _counts_lines(self) -> bool:
        """Whether a rule asks which lines recur."""
        from tui.text.chrome.recurring import RecurringRule

        rules = (self._settings.chrome.rules, *(site.rules for site in self._settings.sites))
        return self._rules and any(
            isinstance(rule, RecurringRule) and rule.enabled for some in rules for rule in some
        )

    def _recurring(
        self, new: Sequence[ArticleSource]
    ) -> tuple[dict[str, Recurring], list[ArticleSource]]:
        """What recurs in the folders that new pages stand in, and what it changes on known ones."""
        chrome = self._settings.chrome
        if not self._counts_lines:
            return {}, []
        added: defaultdict[str, list[ArticleSource]] = defaultdict(list)
        for source in new:
            added[folder_of(source.path)].append(source)
        with Tables(self._index) as tables:
            samples = [
                Sample(
                    folder, *_samples(tables.pages_in(folder), sources, chrome.recurrence.sample)
                )
                for folder, sources in added.items()
            ]
            recurring: dict[str, Recurring] = {}
            again: list[ArticleSource] = []
            gather = partial(Gatherer, self._settings)
            for counted in self._workers.share(gather, samples):
                recurring[counted.folder] = counted.now
                if counted.changed:
                    again += _affected(tables.articles_in(counted.folder), counted.changed)
        return recurring, again

    def _works(
        self,
        todo: Sequence[ArticleSource],
        recurring: dict[str, Recurring],
        held: HeldSources,
        about: About,
    ) -> Iterator[Work]:
        numbers = self._index.free_numbers(behind=self._replaces)
        for sources in batched_sources(chain(todo, self._new_in(held, recurring))):
            places = {source.beside for source in sources}
            shared = {name: recurring[name] for name in places if name in recurring}
            self._size += len(sources)
            self._keep_fewer(about, 0)
            yield Work(next(numbers), sources, self._outcome.sample, shared)

    def _keep_fewer(self, about: About, to_come: int) -> None:
        """Keep a sample of the runs from now on, where there are very many articles."""
        if self._samples_many and self._size + to_come >= MANY_ARTICLES:
            # What was kept before has more of its runs: only those of the sample are looked at.
            self._samples_many = False
            self._outcome.sample = QUARTER
            self._index.write_about(msgspec.structs.replace(about, sample=QUARTER))

    def _new_in(
        self, held: HeldSources, recurring: dict[str, Recurring]
    ) -> Iterator[ArticleSource]:
        """What files of many hold, as it comes, but for what the index knows."""
        for source in held:
            if isinstance(source, Unreadable):
                self._outcome.faults.append(source)
            elif self._is_new(source):
                self._taken += 1
                if held.has_pages and self._counts_lines and source.path not in recurring:
                    recurring[source.path] = self._shared_in(held)
                yield source

    def _shared_in(self, held: HeldSources) -> Recurring:
        """What recurs on the pages of the file of many that is being gone through."""
        from tui.corpus.lines import lines_to_count, shared_by

        settings = self._settings.chrome.recurrence
        pages = []
        for source in held.sample(settings.sample):
            with suppress(PageError):
                pages.append(lines_to_count(source.page(self._settings)))
        return shared_by(pages, settings)


MOST_HANDED_OVER = 8_000_000
"""Bytes of articles that one part may be made of, where they are handed over and not read."""


def batched_sources(sources: Iterable[ArticleSource]) -> Iterator[tuple[ArticleSource, ...]]:
    """Articles in parts: as many as a part has, or as are handed over at once."""
    batch: list[ArticleSource] = []
    size = 0
    for source in sources:
        batch.append(source)
        size += source.size
        if len(batch) == PART_SIZE or size >= MOST_HANDED_OVER:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


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
    known: Iterable[tuple[str, str]], new: Iterable[ArticleSource], most: int
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
        from tui.corpus.lines import lines_to_count, shared_by

        known: dict[str, Page | None] = {}
        settings = self._settings.chrome.recurrence

        def counted(paths: Sequence[str]) -> Recurring:
            pages = [page for path in paths if (page := self._page(path, known)) is not None]
            return shared_by(list(map(lines_to_count, pages)), settings)

        now = counted(sample.now)
        if not sample.before or sample.before == sample.now:
            return Counted(sample.folder, now, frozenset())
        return Counted(sample.folder, now, _changed(counted(sample.before), now))

    def _page(self, path: str, known: dict[str, Page | None]) -> Page | None:
        from tui.text.archive.open import read_page_at

        if path not in known:
            try:
                known[path] = read_page_at(path, self._settings.archives)
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
) -> Iterator[ArticleSource]:
    """The pages of a folder that have one of some lines."""
    from tui.text.chrome.recurrence import line_key

    for path, sha256, row in articles:
        article = article_from(row)
        lines = [line.text for line in article.paragraphs]
        lines += [line.text for line in article.removed]
        if any(line_key(line) in changed for line in lines):
            yield ArticleSource(path, sha256)
