"""The articles in a file that holds several: read one by one, counted, and what is missing said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from tui.corpus.files import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tui.text.archive.model import Count, Part, Unread
    from tui.text.archive.open import Archive
    from tui.text.model import Article
    from tui.text.page.model import Page


Ranges: TypeAlias = tuple[tuple[int, int | None], ...]
"""Numbers of parts, the first and the last of each range; without a last one to the end."""


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
    lasts = [last for _, last in ranges]
    return (
        max((last for last in lasts if last is not None), default=None)
        if None not in lasts
        else None
    )


class Tally:
    """Counts the articles of one file while they are read, and says what of it is missing.

    Attributes:
        passed_over: What was passed over as no article, in words; empty where nothing was.
    """

    def __init__(self, archive: Archive, ranges: Ranges = ()) -> None:
        self._archive = archive
        self._ranges = ranges
        self._found = 0
        self.passed_over = ""

    def entries(self, article_of: Callable[[Page], Article]) -> Iterator[Article | Unreadable]:
        """Read the articles.

        Args:
            article_of: Makes an article of a page.

        Yields:
            Each article, or why there is none, in the order of the file; then what is missing.
        """
        from tui.text.archive.model import Count
        from tui.text.page.model import PageError

        file, last = self._archive.source.path, last_of(self._ranges)
        said = False
        try:
            for piece in self._archive.pieces():
                if isinstance(piece, Count):
                    for unreadable in self._judge(piece):
                        said = True
                        yield unreadable
                    continue
                said = True
                self._found += 1
                if last is not None and piece.number > last:
                    return
                if is_in(piece.number, self._ranges):
                    yield self._entry(piece, article_of)
        except PageError as error:
            said = True
            yield Unreadable(file, error.reason)
        if not said:
            yield Unreadable(
                file, f"holds no article{self.passed_over and ' (' + self.passed_over + ')'}"
            )

    def _entry(
        self, piece: Part | Unread, article_of: Callable[[Page], Article]
    ) -> Article | Unreadable:
        from tui.text.archive.model import Unread
        from tui.text.page.model import PageError

        path = self._archive.path_of(piece.number)
        where = f"{self._archive.reader.places} {piece.at} " if piece.at else ""
        if isinstance(piece, Unread):
            return Unreadable(path, f"{where}{piece.reason}")
        try:
            return article_of(self._archive.page(piece))
        except PageError as error:
            return Unreadable(path, f"{where}{error.reason}")

    def _judge(self, count: Count) -> Iterator[Unreadable]:
        """Say what the file lacks by its own account, and what it broke off at."""
        self.passed_over = _listed(count.passed_over)
        reasons = [count.broken] if count.broken else []
        if not self._ranges:
            reasons += self._lacking(count)
        if reasons:
            yield Unreadable(self._archive.source.path, "; ".join(reasons))

    def _lacking(self, count: Count) -> Iterator[str]:
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


def _listed(passed_over: Mapping[str, int]) -> str:
    found = [f"{what} ({number})" for what, number in sorted(passed_over.items()) if number]
    return f"passed over: {', '.join(found)}" if found else ""
