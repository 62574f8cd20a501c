"""Judging many articles in a process of their own, so that the one that is read in stays quick.

Python runs one thread of a process at a time: a minute's work in a thread would make every key
wait. The articles go through a pipe to a second Python, which sends back how far it has come
and then the stories, one by one.
"""

from __future__ import annotations

import os
import pickle
import sys
import threading
from typing import TYPE_CHECKING, NamedTuple

from tui.corpus.story.showing import show_most
from tui.corpus.story.story import find_stories
from tui.files.aside import SecondProcess

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.corpus.library import Library
    from tui.corpus.likeness import Likeness
    from tui.corpus.settings import Settings
    from tui.corpus.story.story import Story
    from tui.text.model import Article


HEARTBEAT = 0.1
"""Seconds between two words from the second process, so that it can be ended in between."""


POLITE = 10
"""How much less urgent than the first process the second one is, as `nice` counts."""


_START = "import sys; sys.path[:] = {path!r}; from tui.corpus.story.process import serve; serve()"


class Progress(NamedTuple):
    """How many articles are judged, and of how many."""

    done: int
    total: int


class ShowMost(NamedTuple):
    """The paths of the two articles that show most beside each other."""

    one: str
    other: str


def find_stories_aside(
    articles: Sequence[Article],
    config: Settings,
    is_cancelled: Callable[[], bool],
    progress: Callable[[int, int], None],
    opens: Callable[[str, str], None] | None = None,
    *,
    heed_choices: bool = False,
    keeps: bool = False,
) -> tuple[Story, ...] | None:
    """Do what `find_stories` does in a second process.

    Args:
        articles: The articles, none twice.
        is_cancelled: Whether nobody waits for it any more; asked some times a second.
        progress: Is told how many articles are judged, and of how many, some times a second.
        opens: Is told the paths of the two that show most, as soon as that is known.
        heed_choices: Whether what the reader decided about pairs of paragraphs counts.
        keeps: Whether what is found out about pairs is kept, and what was kept is used.

    Returns:
        The stories; None where it was cancelled.

    Raises:
        AsideError: There is no second process to do it; then it is to be done in this one.
    """
    process = SecondProcess(_START)
    try:
        process.send(pickle.dumps((config, heed_choices, keeps, opens is not None)))
        _send(process, articles, is_cancelled)
        return _received(process, is_cancelled, progress, opens)
    finally:
        process.close()


def _send(
    process: SecondProcess, articles: Sequence[Article], is_cancelled: Callable[[], bool]
) -> None:
    for article in articles:
        if is_cancelled():
            return
        # One by one: a pickle of all of them would hold up everything else for half a second.
        process.send(pickle.dumps(article, pickle.HIGHEST_PROTOCOL))
    process.send(pickle.dumps(None))


def _received(
    process: SecondProcess,
    is_cancelled: Callable[[], bool],
    progress: Callable[[int, int], None],
    opens: Callable[[str, str], None] | None,
) -> tuple[Story, ...] | None:
    stories: list[Story] = []
    while not is_cancelled():
        message: Progress | ShowMost | Story | None = process.receive()
        if message is None:
            return tuple(stories)
        if isinstance(message, Progress):
            progress(*message)
        elif isinstance(message, ShowMost):
            if opens is not None:
                opens(*message)
        else:
            stories.append(message)
    return None


def serve() -> None:
    """Judge the articles that come in, and send out what was found: the second process."""
    if hasattr(os, "nice"):
        os.nice(POLITE)
    receive, send = sys.stdin.buffer, sys.stdout.buffer
    config: Settings
    config, heed_choices, keeps, tells_pair = pickle.load(receive)  # noqa: S301
    articles: list[Article] = list(iter(lambda: pickle.load(receive), None))  # noqa: S301
    now = Progress(0, len(articles))
    most: list[ShowMost] = []
    ended = threading.Event()

    def come_so_far(done: int, total: int) -> None:
        nonlocal now
        now = Progress(done, total)

    def choose(alike: Likeness) -> None:
        if tells_pair and (pair := show_most(articles, library.align, alike)):
            most.append(ShowMost(*(articles[place].path for place in pair)))

    def beat() -> None:
        while not ended.wait(HEARTBEAT):
            try:
                pickle.dump(most.pop() if most else now, send)
                send.flush()
            except OSError:
                # Nobody listens any more.
                os._exit(1)

    heart = threading.Thread(target=beat, daemon=True)
    heart.start()
    library = _own_library(config, heed_choices=heed_choices, keeps=keeps)
    kept = library.kept_comparisons(len(articles))
    stories = find_stories(articles, library.align, config, come_so_far, kept, choose)
    ended.set()
    heart.join()
    for story in (*most, *stories, None):
        pickle.dump(story, send, pickle.HIGHEST_PROTOCOL)
    send.flush()


def _own_library(config: Settings, *, heed_choices: bool, keeps: bool) -> Library:
    # Here, as the process that only asks for stories has a library already.
    from tui.corpus.library import Library

    library = Library([], config, keeps=keeps)
    if heed_choices:
        from tui.corpus.choices import RememberedChoices

        library.choices = RememberedChoices()
    return library
