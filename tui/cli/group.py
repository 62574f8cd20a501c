"""The commands and their options.

Completion of commands, options and file names in the shell.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import BashComplete, FishComplete, ZshComplete, shell_complete

from tui import __version__
from tui.cli.options import (
    ArticleFormat,
    PairFormat,
    PathAsOnDisk,
    choices_option,
    config_option,
    format_option,
    heeds_choices,
    max_size_option,
    no_rules_option,
    page_choice,
    page_options,
    pair_format_option,
    verbose_option,
    without_option,
)
from tui.cli.print import check
from tui.cli.report import report
from tui.cli.rules import rules
from tui.cli.run import ASKED

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


# What a command needs beyond its options is imported when it runs: --help needs none of it,
# and what prints must not wait for what paints.


class CompareGroup(click.Group):
    """A group that opens the app on whatever is not a subcommand.

    It and every command in it, however deep, say what they do with `--verbose`.
    """

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.params.append(verbose_option())

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Add a command, and `--verbose` to it."""
        super().add_command(cmd, name)
        pending = [cmd]
        while pending:
            command = pending.pop()
            command.params.append(verbose_option())
            pending += command.commands.values() if isinstance(command, click.Group) else ()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take everything for the app's options and paths, unless a subcommand comes first."""
        if args and args[0] in self.commands:
            return super().parse_args(ctx, args)
        ctx.allow_interspersed_args = True
        return click.Command.parse_args(self, ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands and options where a line begins, then the names of files."""
        from click.shell_completion import CompletionItem

        found = [] if ctx.args else super().shell_complete(ctx, incomplete)
        return found or [CompletionItem(incomplete, type="file")]

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


@click.group(
    cls=CompareGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="A path that is named like a command is reached as ./clean.",
)
@config_option
@page_options
@no_rules_option
@without_option
@click.option("--fresh", is_flag=True, help="Forget where you were; begin anew.")
@click.option("--demo", is_flag=True, help="Open the five pages that come with the program.")
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def compare_group(
    ctx: click.Context,
    config: str | None,
    no_rules: bool,
    without: tuple[str, ...],
    fresh: bool,
    demo: bool,
) -> int:
    """Compare saved news pages side by side, paragraph against paragraph.

    Opens the app on PATH: files and folders. Without a PATH it opens the folder that the
    configuration names, or else the pages of the current folder.
    """
    if ctx.invoked_subcommand is not None:
        return 0
    if demo and ctx.args:
        raise click.UsageError("--demo opens its own pages; leave out the paths, or --demo", ctx)
    from tui.cli.open import open_app
    from tui.files.names import on_disk

    return open_app(
        tuple(map(on_disk, ctx.args)),
        config,
        rules=not no_rules,
        demo=demo,
        without=without,
        fresh=fresh,
        pages=page_choice(),
    )


for command in (rules, report, check):
    compare_group.add_command(command)


@compare_group.command()
@format_option
@config_option
@page_options
@no_rules_option
@without_option
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=PathAsOnDisk())
def clean_command(
    paths: tuple[str, ...],
    config: str | None,
    no_rules: bool,
    without: tuple[str, ...],
    format_: ArticleFormat,
) -> int:
    """Print articles without page chrome.

    PATH is a file or a folder of pages. Pages that cannot be read are named on standard
    error; the others are printed all the same, and the exit code is 2.
    """
    from tui.cli.print import print_articles

    return print_articles(paths, config, format_, rules=not no_rules, without=without)


@compare_group.command()
@pair_format_option
@config_option
@max_size_option
@no_rules_option
@without_option
@choices_option
@click.option("--exit-code", is_flag=True, help="Exit with 1 where the articles differ.")
@click.argument("left", type=PathAsOnDisk())
@click.argument("right", type=PathAsOnDisk())
def diff(
    left: str,
    right: str,
    config: str | None,
    no_rules: bool,
    without: tuple[str, ...],
    format_: PairFormat,
    exit_code: bool,
) -> int:
    """Print two articles aligned, LEFT against RIGHT.

    Differences of house style, such as quotation marks or U.S. for US, do not count.
    """
    from tui.cli.print import print_alignment

    differ = print_alignment(
        (left, right),
        config,
        format_,
        rules=not no_rules,
        without=without,
        choices=heeds_choices(),
    )
    if differ is None:
        return 2
    return 1 if exit_code and differ else 0


@compare_group.command()
@format_option
@config_option
@page_options
@no_rules_option
@without_option
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=PathAsOnDisk())
def story(
    paths: tuple[str, ...],
    config: str | None,
    no_rules: bool,
    without: tuple[str, ...],
    format_: ArticleFormat,
) -> int:
    """Print whose copy each article is.

    PATH is a file or a folder of pages. Pages that tell one event are a story; for each page
    its verdict is printed (copy of a wire service or of another page, credited or not; part
    copy; own reporting; can't tell) with the evidence for it.
    """
    from tui.cli.print import print_stories

    return print_stories(paths, config, format_, rules=not no_rules, without=without)


@compare_group.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print what makes SHELL complete commands, options and file names.

    For bash add this line to ~/.bashrc, for zsh to ~/.zshrc with zsh in the place of bash:
    eval "$(compare completion bash)". For fish: compare completion fish >
    ~/.config/fish/completions/compare.fish
    """
    from tui.cli.streams import write_text

    write_text(script(compare_group, shell))
    return 0


PROGRAM = "compare"


SHELLS = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


def script(command: click.Command, shell: str) -> str:
    """What a shell has to read so that it completes the command.

    Args:
        command: The whole command.
        shell: One of `SHELLS`.
    """
    made = SHELLS[shell](command, {}, PROGRAM, ASKED)
    # Not its source(), which runs bash only to warn of old ones.
    return made.source_template % made.source_vars() + "\n"


def answer(command: click.Command, variable: str) -> int:
    """Print what the line of the shell that asks can go on with.

    Args:
        command: The whole command.
        variable: The environment variable with which it asks.

    Returns:
        The exit code.
    """
    return shell_complete(command, {}, PROGRAM, variable, os.environ[variable])
