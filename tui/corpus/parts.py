"""The articles in a file that holds several: read one by one, counted, and what is missing said."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from tui.corpus.files import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tui.corpus.files import Stamp
    from tui.text.archive.model import Census, Part, Unread
    from tui.text.archive.open import Archive
    from tui.text.archive.settings import ArchiveSettings
    from tui.text.model import Article
    from tui.text.page.model import Page


Ranges: TypeAlias = tuple[tuple[int, int | None], ...]
"""Numbers of parts, the first and the last of each range; without a last one to the end."""


SharesParts: TypeAlias = """Callable[
    [str, Iterator[Part | Unreadable], Callable[[Part], Article | Unreadable]],
    Iterator[Article | Unreadable],
]"""
"""Gives the articles of a file's parts in order; what it doesn't share is made by the last."""


Visits: TypeAlias = "Mapping[tuple[str, str], tuple[str, ...]]"
"""When pages were found again as they were, by their address and when they were taken."""


_RANGE = re.compile(r"(\d+)?(-)?(\d+)?")


_MOST_NAMED = 10
"""Missing articles that are named; of more it is said how many they are."""


def ranges_of(text: str) -> Ranges:
    """Read numbers of parts: `3-20`, `5`, `-9`, `100-`, and several with commas between.

    Raises:
        ValueError: The text is none of that.
    """
    ranges = []
    for one in text.split(","):
        match = _RANGE.fullmatch(one.strip())
        if match is None or not (match[1] or match[3]):
            raise ValueError(one)
        first = int(match[1] or 1)
        last = int(match[3]) if match[3] else (None if match[2] else first)
        if first < 1 or (last is not None and last < first):
            raise ValueError(one)
        ranges.append((first, last))
    return tuple(ranges)


def is_in(number: int, ranges: Ranges) -> bool:
    """Whether a part is wanted; without ranges all are."""
    return not ranges or any(
        first <= number and (last is None or number <= last) for first, last in ranges
    )


def last_of(ranges: Ranges) -> int | None:
    """The number of the last part that is wanted; None where there is no last one."""
    lasts = [last for _, last in ranges if last is not None]
    return max(lasts) if lasts and len(lasts) == len(ranges) else None


def article_in(
    archive: Archive, part: Part, article_of: Callable[[Page], Article]
) -> Article | Unreadable:
    """The article that a part of a file is, or why it is none."""
    from tui.text.archive.model import Unread
    from tui.text.page.model import PageError

    try:
        return article_of(archive.page(part))
    except PageError as error:
        return unread_in(archive, Unread(part.number, error.reason, part.at))


def unread_in(archive: Archive, piece: Unread) -> Unreadable:
    """A part of a file that cannot be read, by its path, with its place."""
    where = f"{archive.reader.places} {piece.at} " if piece.at else ""
    return Unreadable(archive.path_of(piece.number), f"{where}{piece.reason}")


class Tally:
    """Counts the articles of one file while they are read, and says what of it is missing.

    Attributes:
        passed_over: What was passed over as no article, in words; empty where nothing was.
        visits: When pages were found again as they were, by their address and time.
    """

    def __init__(self, archive: Archive, ranges: Ranges = ()) -> None:
        self._archive = archive
        self._ranges = ranges
        self._found = 0
        self.passed_over = ""
        self.visits: Visits = {}

    def entries(
        self, article_of: Callable[[Page], Article], share: SharesParts | None = None
    ) -> Iterator[Article | Unreadable]:
        """Read the articles.

        Args:
            article_of: Makes an article of a page.
            share: Has parts made articles by other processes, if any do.

        Yields:
            Each article, or why there is none, in the order of the file; then what is missing.
        """

        def made(part: Part) -> Article | Unreadable:
            return article_in(self._archive, part, article_of)

        if share is not None:
            yield from share(self._archive.source.path, self.parts(), made)
            return
        for part in self.parts():
            yield part if isinstance(part, Unreadable) else made(part)

    def parts(self) -> Iterator[Part | Unreadable]:
        """Go through the file.

        Yields:
            Each part, or why there is none, in the order of the file; then what is missing.
        """
        from tui.text.archive.model import Census, Unread
        from tui.text.page.model import PageError

        file, last = self._archive.source.path, last_of(self._ranges)
        said = False
        try:
            for piece in self._archive.pieces():
                if isinstance(piece, Census):
                    for unreadable in self._judge(piece):
                        said = True
                        yield unreadable
                    continue
                said = True
                self._found += 1
                if last is not None and piece.number > last:
                    return
                if not is_in(piece.number, self._ranges):
                    continue
                yield unread_in(self._archive, piece) if isinstance(piece, Unread) else piece
        except PageError as error:
            said = True
            yield Unreadable(file, error.reason)
        yield from self._beyond() if self._found else ()
        self._note_short()
        if not said:
            yield Unreadable(
                file, f"holds no article{self.passed_over and ' (' + self.passed_over + ')'}"
            )

    def _beyond(self) -> Iterator[Unreadable]:
        """Say which of the parts that are wanted a file does not have, where it has none of them.

        A range that begins in the file and ends beyond it takes what there is, which is noted.
        """
        from tui.text.archive.open import articles_said

        wanted = [
            str(first) if first == last else f"{first}-{last or ''}"
            for first, last in self._ranges
            if first > self._found
        ]
        if wanted:
            are = "is" if wanted[0].isdecimal() and len(wanted) == 1 else "are"
            parts = f"part{'' if are == 'is' else 's'} {', '.join(wanted)}"
            holds = f"holds {articles_said(self._found)}"
            yield Unreadable(self._archive.source.path, f"{holds}; {parts} {are} not there")

    def _note_short(self) -> None:
        """Note the ranges that begin in the file and end beyond it."""
        found = self._found
        short = [
            (first, last)
            for first, last in self._ranges
            if last is not None and first <= found < last
        ]
        if short:
            # Only read where a file has ended before what was asked for.
            from tui.text.archive.open import articles_said

            wanted = ", ".join(f"{first}-{last}" for first, last in short)
            there = ", ".join(f"{first}-{found}" for first, _ in short)
            note = f"holds {articles_said(found)}; of parts {wanted} only {there} are there"
            self.passed_over = "; ".join(filter(None, (note, self.passed_over)))

    def _judge(self, count: Census) -> Iterator[Unreadable]:
        """Say what the file lacks by its own account, and what it broke off at."""
        said = (_listed(count.passed_over), *count.notes)
        self.passed_over, self.visits = "; ".join(filter(None, said)), count.visits
        reasons = [count.broken] if count.broken else []
        joined = {at: one for at, one in count.joined.items() if is_in(at, self._ranges)}
        if joined:
            reasons.append(_joined(joined))
        if not self._ranges:
            reasons += self._lacking(count)
        if reasons:
            yield Unreadable(self._archive.source.path, "; ".join(reasons))

    def _lacking(self, count: Census) -> Iterator[str]:
        listed, found = count.listed, self._found
        if count.missing or (listed is not None and listed > found):
            of = "" if listed is None else f" of the {listed}"
            reason = f"{found}{of} articles its cover lists"
            if count.missing:
                named = ", ".join(count.missing[:_MOST_NAMED])
                more = len(count.missing) - _MOST_NAMED
                reason += f"; missing: {named}" + (f" and {more} more" if more > 0 else "")
            yield reason
        elif listed is not None and listed < found:
            yield f"{found} articles, though its cover lists {listed}"


def _joined(parts: Mapping[int, Sequence[str]]) -> str:
    said = [_with(number, titles) for number, titles in parts.items()]
    named = ", ".join(said[:_MOST_NAMED])
    more = len(said) - _MOST_NAMED
    named += f" and {more} more" if more > 0 else ""
    seem = "seems" if len(said) == 1 else "each seem"
    return (
        f"{named} {seem} to hold several articles (more than one line tells a length, an outlet or "
        "a number); a line that parts them may be damaged, so export them again"
    )


def _with(number: int, titles: Sequence[str]) -> str:
    """A part, and the headlines of what else seems to be in it."""
    others = ", ".join(f"“{title}”" for title in titles[:_MOST_NAMED])
    return f"#{number} (with {others} in it)" if others else f"#{number}"


def _listed(passed_over: Mapping[str, int]) -> str:
    found = [f"{what} ({number})" for what, number in sorted(passed_over.items()) if number]
    return f"skipped: {', '.join(found)}" if found else ""


class HeldArticles:
    """What a library knows of those of its files that hold several articles.

    Attributes:
        passed_over: What in such a file was passed over as no article, in words.
        strangers: How many files of folders were passed over as no pages, by their ending.
    """

    def __init__(self, ranges: Ranges) -> None:
        """Know nothing yet; `ranges` are the numbers of the parts that are wanted."""
        self.passed_over: dict[str, str] = {}
        self._visits: dict[str, Visits] = {}
        self.strangers: Mapping[str, int] = {}
        self._ranges = ranges
        self._archives: dict[str, tuple[Stamp | None, Archive | None]] = {}
        self._paths: dict[str, tuple[Stamp | None, list[str]]] = {}

    def __getstate__(self) -> dict[str, object]:
        return {**vars(self), "_archives": {}}

    def forget(self) -> None:
        """Forget all, as files are read otherwise now."""
        self._archives.clear()
        self._paths.clear()
        self._visits.clear()

    def take_over(self, other: HeldArticles) -> None:
        """Take over what a copy has come to know."""
        self._paths.update(other._paths)
        self.passed_over.update(other.passed_over)
        self._visits.update(other._visits)

    def archive(
        self, file: str, stamp: Stamp | None, settings: ArchiveSettings, data: bytes | None
    ) -> Archive | None:
        """What reads a file that holds articles, looked for again when the file has changed.

        Args:
            data: Its bytes, where it is no file.

        Raises:
            PageError: It is no page, and nothing reads it.
        """
        known = self._archives.get(file)
        if known is not None and known[0] == stamp is not None:
            return known[1]
        # Not needed before a page is read.
        from tui.text.archive.open import open_archive

        archive = open_archive(file, settings, data)
        self._archives[file] = (stamp, archive)
        return archive

    def page_stamp(self, file: str) -> Stamp | None:
        """The stamp that a file had when it was seen to be a page itself; None where it was not."""
        stamp, archive = self._archives.get(file, (None, None))
        return stamp if archive is None else None

    def take_for_page(self, file: str, stamp: Stamp) -> None:
        """Take it for granted that a file holds one page, while its stamp is this one."""
        self._archives.setdefault(file, (stamp, None))

    def visited(self, article: Article) -> Article:
        """An article with the times at which another web archive found it as it was."""
        if not (self._visits and article.url and article.captured):
            return article
        known = (article.captured, *article.unchanged)
        # Another thread may come to know more meanwhile.
        noted = tuple(self._visits.values())
        found = {time for at in known for one in noted for time in one.get((article.url, at), ())}
        later = tuple(sorted({*article.unchanged, *found} - {article.captured}))
        return article if later == article.unchanged else replace(article, unchanged=later)

    def noted(self, file: str, entry: Article | Unreadable) -> Article | Unreadable:
        """The only article of a file; what of it is guessed is noted, if it could be read."""
        archive = self._archives.get(file, (None, None))[1]
        if archive is not None and archive.reader.guessed and not isinstance(entry, Unreadable):
            self.passed_over[file] = archive.reader.guessed
        return entry

    def known(self, file: str, stamp: Stamp | None) -> tuple[str, ...]:
        """The paths of all that is in a file, if it was read as it is now."""
        at, paths = self._paths.get(file, (None, []))
        return tuple(paths) if at == stamp is not None else ()

    @property
    def is_part_read(self) -> bool:
        """Whether some of the articles in a file were not read yet."""
        return any(stamp is None for stamp, _ in tuple(self._paths.values()))

    def entries(
        self,
        archive: Archive,
        stamp: Stamp | None,
        article_of: Callable[[Page], Article],
        *,
        remember: bool = True,
        share: SharesParts | None = None,
    ) -> Iterator[Article | Unreadable]:
        """Read the articles in a file, and know what is in it once that is done.

        Args:
            remember: False keeps nothing of each, as there may be millions.
            share: As `Tally.entries` has it.
        """
        file = archive.source.path
        paths: list[str] = []
        self._paths[file] = (None, paths)
        tally = Tally(archive, self._ranges)
        for entry in tally.entries(article_of, share):
            if remember:
                paths.append(entry.path)
            yield entry
        self.passed_over[file] = tally.passed_over
        if tally.visits:
            self._visits[file] = tally.visits
        self._paths[file] = (stamp, paths)
