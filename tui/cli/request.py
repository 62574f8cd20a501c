"""What was asked for on the command line, and the configuration and pages that this finds.

`Asked` is one record for every command: the options make it (`tui/cli/options.py`), and what
prints, what opens the app and what begins ahead of it take it whole. It can be pickled and
compared, so it is also the key under which the last start is kept. The module loads next to
nothing by itself, since `compare` alone is to be quick: what looks for pages is imported where
it looks.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from tui.cli.streams import complain, complain_of
from tui.text.page.names import USUAL_ENDINGS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui.config.settings import Config
    from tui.corpus.library import Library
    from tui.corpus.parts import Ranges
    from tui.report.report import ReportFormat
    from tui.view.place import Bookmark

    PrintFormat = Literal["text", "json", "jsonl"] | ReportFormat


SHELL_ASKS = "_COMPARE_COMPLETE"
"""The environment variable with which a shell asks what a line can go on with."""


NOTHING_TO_OPEN = f"""\
there are no pages to open here.
  Save news pages ({USUAL_ENDINGS}) in this folder and run `compare` again,
  or name files or folders:           compare PATH...
  or see it at work on five pages:    compare --demo"""


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


class Asked(NamedTuple):
    """What was asked for; a command sets what it has options for.

    Attributes:
        paths: Files and folders. Without any the app opens what the configuration names, or
            else the pages of the current folder.
        config: The file after `--config`; None where the usual places are searched.
        rules: False takes every page as it is.
        without: Names of rules; what these took is kept. `undone` checks them.
        pages: Which pages are read, where the configuration is not to say it.
        format: How to print; None where the name of the file to write says it.
        choices: Whether pairs count that the user pinned or forbade in the app. What is printed
            depends on them then, and not on the files alone.
        demo: Whether to open the shipped pages.
        fresh: Whether to forget where the reader was.
        originals: Files and folders of originals, beside those that the configuration names.
        no_cache: Whether every page is cleaned anew, and nothing of it kept.
        piped: What came through the path `-`, once the app has read it.
        parts: Which articles of files that hold several; none take all of them.
        notes: Whether what the user noted in the app is told.
    """

    paths: tuple[str, ...] = ()
    config: str | None = None
    rules: bool = True
    without: tuple[str, ...] = ()
    pages: PageChoice = PageChoice()
    format: PrintFormat | None = "text"
    choices: bool = False
    demo: bool = False
    fresh: bool = False
    originals: tuple[str, ...] = ()
    no_cache: bool = False
    piped: bytes | None = None
    parts: Ranges = ()
    notes: bool = True


class Opening(NamedTuple):
    """What the app is opened on.

    Attributes:
        place: What is open, in a word or two for the title line.
        at: Where the reader was.
        settings: The pickled configuration with which the pages were found; empty where the
            library has it.
    """

    library: Library
    keys: dict[str, str]
    place: str
    at: Bookmark | None = None
    settings: bytes = b""


def find_pages(asked: Asked) -> Opening | None:
    """Find the pages to open, and where the reader was in them.

    Returns:
        None where there is nothing to open, which has been said with its reason.

    Raises:
        ConfigError: The configuration cannot be used, or has no rule of a name.
    """
    from tui.corpus.choices import RememberedChoices
    from tui.corpus.files import STANDARD_INPUT
    from tui.corpus.library import Library

    config = app_configuration(asked)
    chosen = _choose(asked, config)
    if not chosen:
        complain(NOTHING_TO_OPEN)
        return None
    without = undone(asked, config)
    library = Library(
        chosen,
        config,
        rules=asked.rules,
        without=without,
        originals=True,
        keeps=not asked.no_cache,
        parts=asked.parts,
    )
    library.choices = RememberedChoices()
    if asked.piped is not None:
        library.pages.supply(STANDARD_INPUT, asked.piped)
    if not _openable(library):
        return None
    at = None
    if not asked.fresh:
        from tui.view.place import recall_place

        at = recall_place(library.paths, library.pages.given)
    return Opening(library, config.keys, _place(asked, chosen), at)


def configuration(asked: Asked) -> Config:
    """The configuration that was asked for, with what the command line says of pages.

    Its originals need not be there: see `check_originals`.

    Raises:
        ConfigError: It cannot be used.
    """
    from tui.config import load_config

    config, choice = load_config(asked.config), asked.pages
    if choice == PageChoice() and not asked.originals:
        return config
    import msgspec

    originals = (*config.originals, *asked.originals)
    pages = msgspec.structs.replace(
        config.pages,
        most_bytes=choice.most_bytes or config.pages.most_bytes,
        include=choice.include or config.pages.include,
        exclude=(*config.pages.exclude, *choice.exclude),
    )
    return msgspec.structs.replace(config, pages=pages, originals=originals)


def app_configuration(asked: Asked) -> Config:
    """The same for the app, which has keys; what prints has none, and lets them be wrong.

    Raises:
        ConfigError: It, one of its keys, or one of its originals, cannot be used.
    """
    config = configuration(asked)
    check_originals(asked, config)
    if config.keys:
        check_keys(config.keys, asked.config)
    return config


def undone(asked: Asked, config: Config) -> frozenset[str]:
    """The rules after `--without`, all of which are there.

    Raises:
        ConfigError: There is no rule of a name; the message gives the closest one.
    """
    if not asked.without:
        return frozenset()
    from tui.config.errors import ConfigError
    from tui.corpus.teaching import rules_in
    from tui.text.inert import inert

    known = [rule.name for rule, _ in rules_in(config)]
    for name in asked.without:
        if name not in known:
            meant = did_you_mean(name, known) or "`compare rules list` lists them"
            raise ConfigError(f"--without: there is no rule `{inert(name)}`; {meant}")
    return frozenset(asked.without)


def did_you_mean(name: str, known: Sequence[str]) -> str:
    """A question for the known name that is closest to a mistyped one; empty if none is close."""
    close = _closest(name, known)
    return f"did you mean `{close}`?" if close else ""


ALIKE_NAME, SLIP = 70, 75
"""How alike, of 100, a name must be that is proposed, and a command for what may be a file."""


def _closest(name: str, known: Sequence[str], least: int = ALIKE_NAME) -> str:
    # A name is hardly ever mistyped.
    from rapidfuzz import process

    # A slip of the fingers is near enough, another word is not.
    close = process.extractOne(name, known, score_cutoff=least)
    return close[0] if close else ""


def check_keys(keys: Mapping[str, str], config_path: str | None) -> None:
    """Refuse keys for the app that cannot be used.

    Args:
        keys: Keys by command id, as the configuration has them.
        config_path: The file after `--config`, in which the place of a fault is looked up.

    Raises:
        ConfigError: There is no such command or key, or a key would do two things in one view;
            with the place of the first in the file.
    """
    # Not needed where all keys are the usual ones.
    from tui.view.keys import key_faults

    faults = key_faults(keys)
    if not faults:
        return
    from tui.config.compose import FOLDER_HINT
    from tui.config.errors import ConfigError
    from tui.config.load import inspect_config
    from tui.config.locate import locate

    document = inspect_config(config_path).document
    written = document.data["keys"]
    hint = FOLDER_HINT if locate(config_path).origin == "folder" else ""
    errors = []
    for fault in faults:
        marks = document.marks(written, fault.command_id)
        place = marks.value if fault.known else marks.key
        errors.append(ConfigError(f"keys: {fault.reason}", place, hint))
    raise min(errors, key=lambda error: error.order)


def check_originals(asked: Asked, config: Config) -> None:
    """Refuse originals that are not there: a verdict would silently be another one without.

    Args:
        config: The configuration that was asked for, which names them all.

    Raises:
        ConfigError: There is no such file or folder, or no file fits a pattern; with its place,
            where the configuration names it.
    """
    if not config.originals:
        return
    from tui.config.errors import ConfigError
    from tui.config.load import inspect_config
    from tui.corpus.files import configured_paths
    from tui.text.inert import inert

    # Those after --originals are the last.
    written = len(config.originals) - len(asked.originals)
    for number, path in enumerate(config.originals):
        if configured_paths([path]):
            continue
        reason = f"no such file or folder: {inert(path)}"
        if number >= written:
            raise ConfigError(f"--originals: {reason}")
        document = inspect_config(asked.config).document
        place = document.marks(document.data["originals"], number).value
        raise ConfigError(f"originals: {reason}", place)


def _choose(asked: Asked, config: Config) -> Sequence[str]:
    """The paths to open: the shipped pages, those given, those configured, those found here."""
    from tui.config.locate import demo_folder
    from tui.corpus.files import Patterns, configured_paths, pages_in

    if asked.demo:
        return (str(demo_folder()),)
    if asked.paths:
        return asked.paths
    return configured_paths(config.articles) or pages_in(
        ".", Patterns(config.pages.include, config.pages.exclude, config.archives)
    )


def _openable(library: Library) -> bool:
    """Whether anything is there to be read; if not, say of each path why."""
    from tui.text.inert import inert

    missing = library.missing()
    first = library.pages.given[0] if library.pages.given else ""
    if first and any(one.path == first for one in missing) and (meant := _command_meant(first)):
        command = f"`compare {meant}`" if meant.startswith("-") else f"the command `{meant}`"
        complain(f"No such file: {inert(first)}. Did you mean {command}?")
        return False
    if len(missing) < len(library):
        return True
    for unreadable in missing:
        complain_of(unreadable)
    return False


OTHER_WORDS: Mapping[str, str] = {
    "help": "--help", "version": "--version", "demo": "--demo",
    "export": "report", "reports": "report", "stories": "story", "verdict": "story",
    "verdicts": "story", "versions": "history", "search": "find", "grep": "find",
    "download": "fetch", "group": "cluster", "groups": "cluster", "verify": "check",
    "strip": "clean", "rule": "rules", "changes": "diff",
}  # fmt: skip
"""What readers may call a command, and what it is."""


def _command_meant(word: str) -> str:
    """The command or option that a first word is a slip for; empty where it is none."""
    # Not needed where the first path is there.
    import click

    context = click.get_current_context(silent=True)
    command = None if context is None else context.find_root().command
    if context is None or not isinstance(command, click.Group) or not word.isidentifier():
        return ""
    known = command.list_commands(context)
    meant = "" if word in known else _closest(word, [*known, *OTHER_WORDS], SLIP)
    return OTHER_WORDS.get(meant, meant)


def _place(asked: Asked, chosen: Sequence[str]) -> str:
    """What is open, in a word or two for the title line."""
    if asked.demo:
        return "demo"
    if len(chosen) == 1 and os.path.isfile(chosen[0]):  # noqa: PTH113
        return os.path.basename(chosen[0])  # noqa: PTH119
    folders = {Path(path) if os.path.isdir(path) else Path(path).parent for path in chosen}  # noqa: PTH112
    return folders.pop().resolve().name if len(folders) == 1 else ""
