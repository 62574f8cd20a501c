"""The commands under `compare rules` and their options."""

from __future__ import annotations

import click

from tui.cli.options import (
    PathAsOnDisk,
    RecordFormat,
    config_option,
    max_size_option,
    page_options,
    record_format_option,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def rules() -> None:
    """List, try, explain and make chrome rules."""


@rules.command("list")
@record_format_option
@config_option
@page_options
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=PathAsOnDisk())
def list_(paths: tuple[str, ...], config: str | None, format_: RecordFormat) -> int:
    """List the rules: name, kind and why.

    With PATH, files and folders of pages, each rule's hits on them are counted: the lines that
    it took, named, trimmed or made pay, and the pages on which it did.
    """
    from tui.cli.ruling import print_rules

    return print_rules(paths, config, format_)


@rules.command()
@record_format_option
@config_option
@click.argument("cases", metavar="[CASES]...", nargs=-1, type=PathAsOnDisk())
def test(cases: tuple[str, ...], config: str | None, format_: RecordFormat) -> int:
    """Try every rule and wire credit on its own examples, and saved cases on their pages.

    Layers of house style that are your own are tried on their examples too.

    CASES are YAML files; without any, cases.yaml beside the configuration is taken if it is
    there. A case is a page (`page: FILE` or `text: …`) with lines that must be kept (`keep:`)
    and dropped (`drop:`), each given as its text, or its beginning and `…`. Exits with 1
    where something does not hold.
    """
    from tui.cli.trying import print_outcome

    return print_outcome(cases, config, format_)


@rules.command()
@record_format_option
@config_option
@max_size_option
@click.argument("file", type=PathAsOnDisk())
def explain(file: str, config: str | None, format_: RecordFormat) -> int:
    """Show a page line by line: kept or dropped, and the rule that decided.

    The score is what a line earned, or below 0 cost, in words, when the article was looked
    for among the lines that no rule before had taken.
    """
    from tui.cli.ruling import print_page

    return print_page(file, config, format_)


@rules.command()
def schema() -> int:
    """Print the JSON Schema of config.yaml, for editors that check as one types."""
    from tui.cli.ruling import print_schema

    return print_schema()


@rules.command()
@record_format_option
@config_option
@page_options
@click.option(
    "--pages",
    metavar="PATH",
    multiple=True,
    type=PathAsOnDisk(),
    help="Pages on which to show what else the rule would drop. Can be repeated.",
)
@click.option("--name", metavar="NAME", help="What to call the rule.")
@click.option("--why", metavar="TEXT", help="Why there is the rule, in a sentence.")
@click.option(
    "--write",
    is_flag=True,
    help="Add the rule to the configuration in use, or to your own if that is the default.",
)
@click.argument("lines", metavar="LINE...", nargs=-1, required=True)
def new(
    lines: tuple[str, ...],
    pages: tuple[str, ...],
    name: str | None,
    why: str | None,
    write: bool,
    config: str | None,
    format_: RecordFormat,
) -> int:
    """Make a rule that drops LINE and lines like it, and print it as YAML.

    Numbers stand for any number. The lines become examples of what to drop; the closest lines
    that are kept on the pages become examples of what to leave alone. Nothing that stands in
    your configuration is changed by --write: the rule is added to it.
    """
    from tui.cli.making import Wanted, print_new_rule

    return print_new_rule(Wanted(lines, pages, name, why, write), config, format_)
