"""Options that several commands have.

What the command line says of pages for one run: how large, and which of a folder's files.

`--without RULE`: which rules a person wants undone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar, get_args

import click
import msgspec

from tui import log
from tui.cli.streams import complain
from tui.config.errors import ConfigError
from tui.files.names import on_disk
from tui.report.report import REPORT_FORMATS, ReportFormat
from tui.text.inert import inert

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence

    from tui.config.settings import Config
    from tui.corpus.settings import Settings


ArticleFormat = Literal["text", "json", "jsonl"]


class PageChoice(NamedTuple):
    """Which pages are read.

    Attributes:
        most_bytes: The largest page that is read; None leaves what the configuration says.
        include: Patterns of the files of a folder to take; none leave what it says.
        exclude: Patterns of what to leave out, beside those that it says.
    """

    most_bytes: int | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()


def limited(config: Config, choice: PageChoice) -> Config:
    """A configuration that reads other pages.

    Args:
        config: The configuration.
        choice: What was chosen for this run.
    """
    if choice == PageChoice():
        return config
    pages = msgspec.structs.replace(
        config.pages,
        most_bytes=choice.most_bytes or config.pages.most_bytes,
        include=choice.include or config.pages.include,
        exclude=(*config.pages.exclude, *choice.exclude),
    )
    return msgspec.structs.replace(config, pages=pages)


if TYPE_CHECKING:
    Command = TypeVar("Command", bound=Callable[..., Any])


RecordFormat = Literal["text", "json"]


PairFormat = Literal[ArticleFormat, ReportFormat]


_SIZE = re.compile(r"(?i)([0-9]{1,12}(?:\.[0-9]{1,12})?) ?([kmg]?)(?:i?b|bytes)?")


_FACTORS = {"": 1, "k": 1000, "m": 1_000_000, "g": 1_000_000_000}


_MOST_BYTES = 1_000_000_000


PAGES = "tui.cli.pages"
"""Where click keeps what the command line says of pages while a command runs."""


CHOICES = "tui.cli.choices"
"""Where click keeps what `--choices` said."""


class PathAsOnDisk(click.Path):
    """A path; one whose accents the disk writes in another way is taken as it stands there."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """The path."""
        path = super().convert(value, param, ctx)
        return on_disk(path) if isinstance(path, str) else path


def size(text: str) -> int:
    """Read a number of bytes: `2000000`, `300 kB`, `50MB`.

    Args:
        text: What was given.

    Returns:
        The number, from 1 to a thousand million.

    Raises:
        click.BadParameter: It is none, nothing at all or more than a gigabyte.
    """
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        raise click.BadParameter(f"`{inert(text)}` is no size; give one such as 50MB")
    given = float(match[1]) * _FACTORS[match[2].lower()]
    if not 1 <= given <= _MOST_BYTES:
        raise click.BadParameter(f"`{inert(text)}` is not between 1 byte and 1 GB")
    return int(given)


def max_size_option(command: Command) -> Command:
    """Add `--max-size SIZE`; `page_choice()` gives it while the command runs."""
    return click.option(
        "--max-size",
        "most_bytes",
        metavar="SIZE",
        type=size,
        callback=_remember,
        expose_value=False,
        help="Refuse pages that are larger, such as 50MB. The configuration says 20MB.",
    )(command)


def page_options(command: Command) -> Command:
    """Add `--max-size`, `--include` and `--exclude`; `page_choice()` gives what they say."""
    exclude = click.option(
        "--exclude",
        metavar="PATTERN",
        multiple=True,
        callback=_remember,
        expose_value=False,
        help="Leave out files and folders like this, such as drafts/. Can be repeated.",
    )
    include = click.option(
        "--include",
        metavar="PATTERN",
        multiple=True,
        callback=_remember,
        expose_value=False,
        help="Of folders, take only files like this, such as '*.html'. Can be repeated.",
    )
    return max_size_option(include(exclude(command)))


def _remember(ctx: click.Context, param: click.Parameter, given: Any) -> None:
    ctx.meta.setdefault(PAGES, {})[param.name] = given


def page_choice() -> PageChoice:
    """What the command line says of the pages of the command that runs."""
    context = click.get_current_context(silent=True)
    return PageChoice(**context.meta.get(PAGES, {})) if context else PageChoice()


def choices_option(command: Command) -> Command:
    """Add `--choices`; `heeds_choices` says whether it was given."""

    def remember(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
        ctx.meta[CHOICES] = wanted

    return click.option(
        "--choices",
        is_flag=True,
        callback=remember,
        expose_value=False,
        help="Heed the pairs that you pinned or forbade in the app.",
    )(command)


def heeds_choices() -> bool:
    """Whether the command that runs was given `--choices`."""
    context = click.get_current_context(silent=True)
    return bool(context and context.meta.get(CHOICES))


def verbose_option() -> click.Option:
    """`--verbose`, which every command has."""

    def keep_log(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
        if wanted:
            # Of the app, only the log is written: its screen is the terminal.
            log.keep(complain if ctx.parent else None)

    return click.Option(
        ["-v", "--verbose"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=keep_log,
        help="Say what is done and how long it takes, and write it to the log.",
    )


def config_option(command: Command) -> Command:
    """Add `--config FILE`."""
    return click.option(
        "--config",
        metavar="FILE",
        type=PathAsOnDisk(),
        help="Read this configuration instead of ./config.yaml, the user's own or the default.",
    )(command)


def no_rules_option(command: Command) -> Command:
    """Add `--no-rules`."""
    return click.option(
        "--no-rules", is_flag=True, help="Take pages as they are; remove no chrome."
    )(command)


def without_option(command: Command) -> Command:
    """Add `--without RULE`, which can be repeated."""
    return click.option(
        "--without",
        metavar="RULE",
        multiple=True,
        help="Bring back what this rule took. Can be repeated.",
    )(command)


def format_option(command: Command) -> Command:
    """Add `--format text|json|jsonl`."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(["text", "json", "jsonl"]),
        default="text",
        show_default=True,
        help="What to print: text for reading, or records for scripts.",
    )(command)


def pair_format_option(command: Command) -> Command:
    """Add `--format` with all that two articles can be printed as."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(get_args(PairFormat)),
        default="text",
        show_default=True,
        help="What to print: text for reading, records for scripts, or what `report` writes.",
    )(command)


def record_format_option(command: Command) -> Command:
    """Add `--format text|json`."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="What to print: text for reading, or a record for scripts.",
    )(command)


def report_format_option(command: Command) -> Command:
    """Add `--format` with what a report can be written as."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(REPORT_FORMATS),
        help="What to write, where the suffix of the file does not say it.",
    )(command)


class PairCount(click.ParamType[int | None]):
    """A number of pairs, or `all`, which is None."""

    name = "count"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | None:
        """The number of pairs."""
        if value is None or isinstance(value, int):
            return value
        if value == "all":
            return None
        if not (value.isascii() and value.isdecimal()):
            self.fail(f"{value!r} is neither a number of pairs nor `all`.", param, ctx)
        return int(value)


def undone(names: Sequence[str], config: Settings) -> frozenset[str]:
    """Check that rules are there.

    Args:
        names: What stands after each `--without`.
        config: The settings with the rules.

    Returns:
        The names.

    Raises:
        ConfigError: There is no rule of a name; the message gives the closest one.
    """
    if not names:
        return frozenset()
    from rapidfuzz import process

    from tui.corpus.teaching import rules_in

    known = [rule.name for rule, _ in rules_in(config)]
    for name in names:
        if name not in known:
            close = process.extractOne(name, known, score_cutoff=60)
            meant = f"did you mean `{close[0]}`?" if close else "`compare rules list` lists them"
            raise ConfigError(f"--without: there is no rule `{inert(name)}`; {meant}")
    return frozenset(names)
