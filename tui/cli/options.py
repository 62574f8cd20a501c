"""Every option and path that commands take, and the one decorator that makes `Asked` of them.

An option that several commands have stands here once; one that a single command has stands
with that command. `asks(...)` puts them on a command in the order of its help and hands it
what was given as one record, so that an option added to `Asked` reaches everything that reads
pages without passing through each command's signature.
"""

from __future__ import annotations

import re
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

import click

from tui import log
from tui.cli.request import Asked, PageChoice
from tui.cli.streams import complain
from tui.files.names import on_disk
from tui.files.program import TABLES_MEMORY
from tui.text.inert import inert

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    Option = Callable[[Callable[..., Any]], Callable[..., Any]]


_Own = ParamSpec("_Own")


def asks(
    *options: Option,
) -> Callable[[Callable[Concatenate[Asked, _Own], int]], Callable[..., int]]:
    """Make a command of a function: it takes `Asked`, and its own options by name.

    Args:
        options: Options and arguments in the order of the help; `--verbose` comes last by itself.
    """
    below: tuple[Option, ...] = (VERBOSE, *reversed(options))

    def decorate(command: Callable[Concatenate[Asked, _Own], int]) -> Callable[..., int]:
        run: Callable[..., int] = command

        @wraps(command)
        def call(**given: Any) -> int:
            asked = _take(given)
            return run(asked, **given)

        decorated: Callable[..., int] = call
        for option in below:
            decorated = option(decorated)
        return decorated

    return decorate


def _take(given: dict[str, Any]) -> Asked:
    """Take what `Asked` holds out of what click has read; the rest is the command's own."""
    pages = {name: given.pop(name) for name in PageChoice._fields if name in given}
    fields = {name: given.pop(name) for name in Asked._fields if name in given}
    rules, notes = (not given.pop(name, False) for name in ("no_rules", "no_notes"))
    return Asked(**fields, rules=rules, notes=notes, pages=PageChoice(**pages))


class PathAsOnDisk(click.Path):
    """A path; one whose accents the disk writes in another way is taken as it stands there."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """The path."""
        path = super().convert(value, param, ctx)
        return on_disk(path) if isinstance(path, str) else path


_SIZE = re.compile(r"(?i)([0-9]{1,12}(?:\.[0-9]{1,12})?) ?([kmg]?)(?:i?b|bytes)?")


_FACTORS = {"": 1, "k": 1000, "m": 1_000_000, "g": 1_000_000_000}


_MOST_BYTES = 1_000_000_000


def size(text: str) -> int:
    """Read a number of bytes, from 1 to a thousand million: `2000000`, `300 kB`, `50MB`.

    Raises:
        click.BadParameter: It is none, nothing at all or more than a gigabyte.
    """
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        raise click.BadParameter(f"`{inert(text)}` is not a size; give one such as 50MB")
    given = float(match[1]) * _FACTORS[match[2].lower()]
    if not 1 <= given <= _MOST_BYTES:
        raise click.BadParameter(f"`{inert(text)}` is not between 1 byte and 1 GB")
    return int(given)


def _keep_log(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted:
        # Of the app, only the log is written: its screen is the terminal.
        log.keep(complain if ctx.parent else None)


VERBOSE = click.option(
    "-v",
    "--verbose",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_keep_log,
    help="Report each step and how long it takes, and write it to the log.",
)


CONFIG = click.option(
    "--config",
    metavar="FILE",
    type=PathAsOnDisk(),
    help="Read this configuration instead of ./config.yaml, the user's own or the default.",
)


MAX_SIZE = click.option(
    "--max-size",
    "most_bytes",
    metavar="SIZE",
    type=size,
    help="Refuse pages larger than this, such as 50MB. Default: 20MB, from the configuration.",
)


INCLUDE = click.option(
    "--include",
    metavar="PATTERN",
    multiple=True,
    help="Only read matching files in folders, such as '*.html'. Can be repeated.",
)


EXCLUDE = click.option(
    "--exclude",
    metavar="PATTERN",
    multiple=True,
    help="Skip matching files and folders, such as drafts/. Can be repeated.",
)


def _ranges(
    _ctx: click.Context, _param: click.Parameter, given: str | None
) -> tuple[tuple[int, int | None], ...]:
    # Few ask for parts.
    from tui.corpus.parts import ranges_of

    try:
        return ranges_of(given) if given else ()
    except ValueError as error:
        message = f"`{inert(str(error))}` is not a part; give numbers such as 3, 3-20 or 3,7-9"
        raise click.BadParameter(message) from None


PART = click.option(
    "--part",
    "parts",
    metavar="NUMBERS",
    callback=_ranges,
    help="Read only these articles of files that hold several, such as 3-20 or 3,7-9.",
)


NO_CACHE = click.option(
    "--no-cache", is_flag=True, help="Clean every page again; neither read nor write the cache."
)


PAGES = (MAX_SIZE, INCLUDE, EXCLUDE, PART, NO_CACHE)
"""What says which pages are read, and whether those are that were cleaned before."""


NO_RULES = click.option("--no-rules", is_flag=True, help="Take pages as they are; strip nothing.")


WITHOUT = click.option(
    "--without",
    metavar="RULE",
    multiple=True,
    help="Skip this rule: keep what it removes. Can be repeated.",
)


ORIGINALS = click.option(
    "--originals",
    metavar="PATH",
    multiple=True,
    type=PathAsOnDisk(),
    help="Treat this file or folder as the original: an agency's own copy or a press release. "
    "Can be repeated.",
)


CHOICES = click.option("--choices", is_flag=True, help="Apply pins and blocks made in the app.")


NO_NOTES = click.option("--no-notes", is_flag=True, help="Leave out notes made in the app.")


ARTICLE_FORMAT = click.option(
    "--format",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="What to print: text for reading, or records for scripts.",
)


RECORD_FORMAT = click.option(
    "--format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What to print: text for reading, or a record for scripts.",
)


PATHS = click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=PathAsOnDisk())


ANY_PATHS = click.argument("paths", metavar="[PATH]...", nargs=-1, type=PathAsOnDisk())


JOBS = click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(1),
    help="How many processes to use. Default: one for each core.",
)


MEMORY = click.option(
    "--memory",
    metavar="SIZE",
    default=TABLES_MEMORY,
    show_default=True,
    help="How much memory the tables may take; the rest goes to disk.",
)


MASTER = click.option(
    "--master",
    metavar="URL",
    help="Spark's master, such as local[4] or spark://host:7077. Default: what spark-submit sets.",
)
