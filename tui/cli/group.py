"""The tree of commands: each by name, with its line in the help and the module that has it.

A command's module is loaded when the command is called or asked for its own help, so that
`compare --help`, completion and the app wait for none of them. A new command is a function in
a module and a row in a table here; a test holds the rows against the commands' own help. What
completes commands, options and file names in a shell is made from the tree as well.
"""

from __future__ import annotations

import os
from collections import UserDict
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import click
from click.shell_completion import BashComplete, FishComplete, ZshComplete, shell_complete

from tui import __version__
from tui.cli.options import CONFIG, NO_RULES, ORIGINALS, PAGES, VERBOSE, WITHOUT, asks
from tui.cli.request import SHELL_ASKS
from tui.cli.streams import write_text

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from tui.cli.request import Asked


class Entry(NamedTuple):
    """A command that is not loaded yet: its module, its name there, its line in the help."""

    module: str
    name: str
    says: str

    def line(self, limit: int = 45) -> str:
        """The line, cut to some cells as click cuts it; 45 are its own measure for a shell."""
        return click.Command(self.name, help=self.says).get_short_help_str(limit)


RULE_COMMANDS = {
    "explain": Entry(
        "rules",
        "explain_command",
        "Show each line of a page: kept or dropped, and by which rule.",
    ),
    "list": Entry("rules", "list_", "List the rules: name, kind and why."),
    "new": Entry(
        "new_rule",
        "new",
        "Make a rule that drops LINE and lines like it; print it as YAML.",
    ),
    "schema": Entry(
        "rules",
        "schema",
        "Print the JSON Schema of config.yaml, for your editor.",
    ),
    "show": Entry("rules", "show", "Print a whole rule, with the file and line of each part."),
    "test": Entry(
        "rules",
        "test",
        "Test all rules and wire credits on their examples and cases.",
    ),
}


SUBCOMMANDS = {
    "check": Entry("print", "check", "Check that no article is mostly wire copy without a credit."),
    "clean": Entry("print", "clean_command", "Print articles without page chrome."),
    "cluster": Entry("corpus", "cluster", "Group the articles of an index by the text they share."),
    "completion": Entry(
        "group",
        "completion",
        "Print a script for SHELL that completes what you type.",
    ),
    "diff": Entry("print", "diff", "Print two articles aligned, paragraph by paragraph."),
    "fetch": Entry("fetch", "fetch", "Fetch web pages, save them as a web archive, and open it."),
    "find": Entry(
        "corpus",
        "find_command",
        "Find the articles in an index that contain a text.",
    ),
    "history": Entry("print", "history", "Print what changed between versions of an article."),
    "index": Entry(
        "corpus", "index_command", "Read and clean articles once, and keep them in an index."
    ),
    "report": Entry(
        "report", "report", "Write a report on all pages, as HTML or in other formats."
    ),
    "rules": Entry("group", "rules", "List, show, explain, test and make chrome rules."),
    "story": Entry("print", "story", "Print where each article's text comes from."),
}


class CommandTable(UserDict[str, Any]):
    """Commands by name; one that is looked up is loaded."""

    def __getitem__(self, name: str) -> click.Command:
        entry: Entry = self.data[name]
        command: click.Command = getattr(import_module(f"tui.cli.{entry.module}"), entry.name)
        return command


class CommandGroup(click.Group):
    """A group whose commands are loaded when they are called, and listed without.

    Args:
        table: The commands.
        more: What any group of click takes.
    """

    def __init__(self, *, table: dict[str, Entry], **more: Any) -> None:
        super().__init__(**more)
        self.table = table
        self.commands = CommandTable(table)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with what each does, as far as it fits."""
        # As click does it, which would load every command.
        limit = formatter.width - 6 - max(map(len, self.table))
        rows = [(name, entry.line(limit)) for name, entry in _sorted(self)]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands and options that begin like this."""
        from click.shell_completion import CompletionItem

        commands = [
            CompletionItem(name, help=entry.line())
            for name, entry in _sorted(self)
            if name.startswith(incomplete)
        ]
        return commands + click.Command.shell_complete(self, ctx, incomplete)


def _sorted(group: CommandGroup) -> list[tuple[str, Entry]]:
    return sorted(group.table.items())


class CompareGroup(CommandGroup):
    """The group that opens the app on whatever is not a command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take everything for the app's options and paths, unless a command comes first."""
        if args and args[0] in self.table:
            return super().parse_args(ctx, args)
        ctx.allow_interspersed_args = True
        left = click.Command.parse_args(self, ctx, args)
        named = [one for one in ctx.args if one in self.table and not os.path.lexists(one)]
        if named and not ctx.resilient_parsing:
            if ctx.args[0] == "help":
                raise click.UsageError(f"did you mean `compare {named[0]} --help`?", ctx)
            raise click.UsageError(f"the command comes first: compare {named[0]} [OPTIONS] …", ctx)
        return left

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands and options where a line begins, then the names of files."""
        from click.shell_completion import CompletionItem

        items = [] if ctx.args else super().shell_complete(ctx, incomplete)
        return items or [CompletionItem(incomplete, type="file")]

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The epilog, and where on this system the user's own files are."""
        super().format_epilog(ctx, formatter)
        from tui.config.locate import user_config_path
        from tui.files.folders import shown
        from tui.log import log_file

        with formatter.section("Files"):
            # Not as a list of definitions: paths are copied, so they must not be wrapped.
            formatter.write(f"  configuration  {shown(user_config_path())}\n")
            formatter.write(f"  log            {shown(log_file())}\n")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The app's own usage; the commands are listed below the options."""
        return ["[OPTIONS] [PATH]..."]


HELP_OPTIONS = {"help_option_names": ["-h", "--help"]}


@click.group(
    cls=CompareGroup,
    table=SUBCOMMANDS,
    invoke_without_command=True,
    context_settings=HELP_OPTIONS,
    epilog="To open a path that is named like a command, write ./clean.",
)
@asks(
    ORIGINALS,
    CONFIG,
    *PAGES,
    NO_RULES,
    WITHOUT,
    click.option("--fresh", is_flag=True, help="Forget where you were and start over."),
    click.option("--demo", is_flag=True, help="Open five sample pages."),
    click.version_option(__version__, message="%(prog)s %(version)s"),
)
@click.pass_context
def compare_group(context: click.Context, asked: Asked) -> int:
    """Compare saved news pages side by side, matched paragraph by paragraph.

    Opens the app on PATH: files, folders, or web addresses, which are fetched and saved as a
    web archive (see fetch). Without PATH it opens the folder named in the configuration, or else
    the pages in the current folder.
    """
    if context.invoked_subcommand is not None:
        return 0
    if asked.demo and context.args:
        raise click.UsageError(
            "--demo opens its own pages; leave out the paths, or --demo", context
        )
    from tui.cli.open import open_app
    from tui.files.names import on_disk

    asked = asked._replace(paths=tuple(map(on_disk, context.args)))
    if any("://" in path for path in asked.paths):
        # What fetches is loaded for nothing else.
        from tui.cli.fetch import with_fetched

        fetched = with_fetched(asked)
        return 2 if fetched is None else open_app(fetched)
    return open_app(asked)


@click.group(cls=CommandGroup, table=RULE_COMMANDS, context_settings=HELP_OPTIONS)
@VERBOSE
def rules() -> None:
    """List, show, explain, test and make chrome rules."""


PROGRAM = "compare"


SHELLS = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@VERBOSE
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    """Print a script for SHELL that completes what you type.

    For bash add this line to ~/.bashrc, for zsh to ~/.zshrc with zsh in the place of bash:
    eval "$(compare completion bash)". For fish: compare completion fish >
    ~/.config/fish/completions/compare.fish
    """
    write_text(script(context.find_root().command, shell))
    return 0


def script(command: click.Command, shell: str) -> str:
    """What a shell, one of `SHELLS`, has to read so that it completes a whole command."""
    made = SHELLS[shell](command, {}, PROGRAM, SHELL_ASKS)
    # Not its source(), which runs bash only to warn of old ones.
    return made.source_template % made.source_vars() + "\n"


def answer(command: click.Command) -> int:
    """Print what the line of the shell that asks can go on with; gives the exit code."""
    return shell_complete(command, {}, PROGRAM, SHELL_ASKS, os.environ[SHELL_ASKS])
