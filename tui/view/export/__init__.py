"""Handing over what a reader looks at: what can be, and what the app asks of who writes it.

View and report know nothing of each other. So the app writes no file itself: who opens it gives
it an `Exporter`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, Protocol

import msgspec

from tui.corpus.files import Unreadable
from tui.files.names import composed, legal_name
from tui.text.model import Article
from tui.text.page.names import OWN_ENDING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tui.view.state import Session


What = Literal["pair", "coverage", "set"]


WHATS: tuple[What, ...] = ("pair", "coverage", "set")


MOST_OF_A_NAME = 40
"""Characters of a page's name that stand in the name of a file."""


_UNSAFE = re.compile(r"[^\w.-]+")


class Subject(msgspec.Struct, frozen=True):
    """What can be handed over from where the reader is.

    Attributes:
        what: What of it is offered first.
        pair: The two articles that are compared, left and right.
        chosen: The article whose coverage can be handed over.
        entries: Every article of the list, and what could not be read.
    """

    what: What
    pair: tuple[Article, Article]
    chosen: Article
    entries: tuple[Article | Unreadable, ...]

    @property
    def articles(self) -> tuple[Article, ...]:
        """The whole set."""
        return tuple(entry for entry in self.entries if isinstance(entry, Article))

    @property
    def unreadable(self) -> tuple[Unreadable, ...]:
        """What of the list gave no article."""
        return tuple(entry for entry in self.entries if isinstance(entry, Unreadable))


def subject_of(session: Session, what: What) -> Subject | None:
    """What can be handed over of a session; None where there are not two articles."""
    pair = session.pair
    return None if pair is None else Subject(what, pair, pair[0], session.entries)


class Form(msgspec.Struct, frozen=True):
    """A format: what a reader calls it, and what its files end in."""

    name: str
    suffix: str


class Task(msgspec.Struct, frozen=True):
    """What is to be written, where to, and whether a file that is there may be replaced."""

    what: What
    subject: Subject
    path: str
    overwrite: bool


class ThereAlreadyError(Exception):
    """There is a file of that name, and nobody said that it may be replaced."""


class RefusedError(Exception):
    """It cannot be written, and why, in a sentence.

    Attributes:
        instead: The path under which it can be, if there is one.
    """

    def __init__(self, reason: str, instead: str = "") -> None:
        super().__init__(reason)
        self.instead = instead


class StoppedError(Exception):
    """The reader does not want it any more."""


class Exporter(Protocol):
    """Writes what a reader hands over."""

    def forms(self, what: What) -> Sequence[Form]:
        """The formats there are, the usual one first."""

    def form_of(self, path: str, what: What) -> Form | None:
        """The format that a file's name asks for; None where it asks for none of them."""

    def write(self, task: Task, told: Callable[[str, int, int], None]) -> str:
        """Write a file whole or not at all; in the thread that asks.

        Args:
            task: What, where to, and whether a file there may be replaced.
            told: Is told what is being done, how many steps of it are done, and of how many;
                what it raises ends the work with nothing written.

        Returns:
            The file's whole path.

        Raises:
            ThereAlreadyError: There is a file already, and it may not be replaced.
            RefusedError: It cannot be written.
        """


def default_name(
    subject: Subject, what: What, names: Mapping[str, str], place: str, form: Form
) -> str:
    """The name of the file, as long as the reader gives no other.

    A whole set is called after `place`: what is open, in a word or two.
    """
    stems: Mapping[What, Sequence[str]] = {
        "pair": [names[article.path] for article in subject.pair],
        "coverage": [names[subject.chosen.path], "coverage"],
        "set": [place, "report"],
    }
    safe = (_UNSAFE.sub("-", composed(stem))[:MOST_OF_A_NAME].strip("-.") for stem in stems[what])
    return legal_name("-".join(part for part in safe if part), OWN_ENDING + form.suffix)


def with_form(path: str, forms: Sequence[Form], form: Form) -> str:
    """A path with the suffix of a format, instead of any that one of `forms` has."""
    for suffix in sorted((other.suffix for other in forms), key=len, reverse=True):
        if path.lower().endswith(suffix):
            return path[: -len(suffix)] + form.suffix
    return path + form.suffix
