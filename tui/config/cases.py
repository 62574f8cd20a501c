"""A user's saved cases: pages, and the lines of them that must be kept or dropped.

    cases:
      - name: council-page
        page: pages/council.txt
        keep: [The council agreed on Tuesday…]
        drop: [Share this article, Most read]
      - text: |
          Share

          The council agreed on Tuesday to rebuild the bridge.
        drop: [Share]

A line is named by its text, or by its beginning and `…`.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import msgspec

from tui.config.compose import check_faults, convert
from tui.config.document import parse
from tui.config.errors import ConfigError
from tui.config.locate import MOST_CONFIG_BYTES, locate
from tui.text.fields import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.config.document import Document
    from tui.config.errors import Position


CASES_FILE = "cases.yaml"
"""Where saved cases are looked for, beside the configuration in use."""


LineText = Annotated[str, msgspec.Meta(min_length=1)]


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A page and what must become of some of its lines.

    `page` is a file, seen from the folder of the file with the cases, or `text` is the page
    itself. Of its lines, those in `keep` must be in the article and those in `drop` must not;
    a line is given by its text, or by its beginning and `…`. `name` is what the case is
    called when it fails.
    """

    name: LineText | None = None
    page: LineText | None = None
    text: LineText | None = None
    keep: tuple[LineText, ...] = ()
    drop: tuple[LineText, ...] = ()

    def faults(self) -> Iterator[Fault]:
        """Give a case without a page, with two, or without a line to look at."""
        given = next((key for key in self.__struct_fields__ if getattr(self, key)), "name")
        if (self.page is None) == (self.text is None):
            yield Fault((given,), "give `page: FILE` or `text: …`, one of them")
        if not (self.keep or self.drop):
            yield Fault((given,), "give lines under `keep:` or `drop:`")


class Cases(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a file of cases says."""

    cases: tuple[Case, ...]


class PlacedCase(NamedTuple):
    """A case, and where in which file it stands."""

    case: Case
    document: Document
    at: int

    @property
    def page(self) -> Path | None:
        """The file of its page, as seen from here."""
        folder = Path(self.document.top.path).parent
        return None if self.case.page is None else folder / Path(self.case.page).expanduser()

    def place(self, *where: str | int) -> Position:
        """Where something inside the case stands."""
        return self.document.place(self.document.data, ("cases", self.at, *where))


def load_cases(path: str) -> list[PlacedCase]:
    """Read a file of cases.

    Args:
        path: A YAML file.

    Returns:
        Its cases, in order.

    Raises:
        ConfigError: The file cannot be read, or says something that it may not.
    """
    if os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113
        # Opening a pipe would wait for its writer.
        raise ConfigError(f"{path}: is not a file; name a YAML file")
    try:
        with Path(path).open("rb") as file:
            document = parse(file.read(MOST_CONFIG_BYTES + 1), path)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error
    cases = convert(document, Cases)
    check_faults(document, cases, trusted=())
    return [PlacedCase(case, document, index) for index, case in enumerate(cases.cases)]


def saved_cases(config_path: str | None = None) -> str | None:
    """The file of cases beside the configuration in use, if there is one.

    Args:
        config_path: The configuration that was asked for, if any.
    """
    file = Path(locate(config_path).path).parent / CASES_FILE
    return str(file) if file.is_file() else None
