"""`rules new`: make a rule from lines, show what else it would drop, and add it where asked to.

A rule made from lines alone would take too much, so it is tried at once: the kept lines closest
to those given become its examples of what to leave alone, and what it would drop beside them
on the given pages is named.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import click
import msgspec

from tui.cli.options import CONFIG, PAGES, RECORD_FORMAT, PathAsOnDisk, asks
from tui.cli.reading import Reading
from tui.cli.streams import complain, complain_of, write_json, write_text
from tui.config.errors import ConfigError
from tui.config.locate import demo_folder
from tui.config.own_rules import add, own_file, rule_yaml
from tui.corpus.files import Unreadable
from tui.corpus.teaching import rules_in
from tui.report.records import as_json
from tui.report.text import counted
from tui.text.chrome.body import BodyRule
from tui.text.chrome.derive import derive_rule, taken_by
from tui.text.chrome.rule import NAME
from tui.text.inert import inert
from tui.text.page.model import PageError, fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tui.cli.request import Asked
    from tui.config.settings import Config
    from tui.text.chrome.lines import LineRule
    from tui.text.model import Lines


NEW_RULE_SCHEMA = "compare/new-rule/1"


class KeptLine(NamedTuple):
    """A line of a page that is kept now."""

    path: str
    lines: Lines
    text: str


class _Names(NamedTuple):
    """What the rule is to be called and why there is one, where that was given."""

    name: str | None
    why: str | None


@click.command()
@asks(
    RECORD_FORMAT,
    CONFIG,
    *PAGES,
    click.option(
        "--pages",
        "tried_on",
        metavar="PATH",
        multiple=True,
        type=PathAsOnDisk(),
        help="Pages on which to show what else the rule would drop. Can be repeated.",
    ),
    click.option("--name", metavar="NAME", help="What to call the rule."),
    click.option("--why", metavar="TEXT", help="Why the rule exists, in a sentence."),
    click.option(
        "--write",
        is_flag=True,
        help="Add the rule to the configuration in use, or to your own if that is the default.",
    ),
    click.argument("lines", metavar="LINE...", nargs=-1, required=True),
)
def new(
    asked: Asked,
    lines: tuple[str, ...],
    tried_on: tuple[str, ...],
    name: str | None,
    why: str | None,
    write: bool,
) -> int:
    """Make a rule that drops LINE and lines like it; print it as YAML.

    Numbers match any number. The lines become examples of what to drop; the closest lines
    that are kept on the pages become examples of what to leave alone. --write
    adds the rule to your configuration and changes nothing else in it.
    """
    reading = Reading(asked._replace(paths=tried_on or (str(demo_folder()),)))
    config = reading.config
    lines = tuple(map(fold, lines))
    kept = _kept_lines(reading)
    spared = [line.text for line in kept if line.text not in lines] or _lines_of_demo(asked)
    rule = _rule(lines, spared, _Names(name, why), config)
    also = _also(rule, kept, lines, reading) if tried_on else []
    written = None
    if write:
        anchor = next(
            (body.name for body in config.chrome.rules if isinstance(body, BodyRule)), None
        )
        addition = add(own_file(asked.config), rule, anchor, rename=name is None)
        written, rule = addition.path, msgspec.structs.replace(rule, name=addition.rule)
    if asked.format == "json":
        write_json(as_json(_record(rule, also, written)))
    else:
        write_text(rule_yaml(rule))
        _tell(also, pages=len(reading.library) if tried_on else 0)
        if written is not None:
            complain(f"added to {written}", bare=True)
    return reading.exit_code


def _rule(lines: Sequence[str], spared: Sequence[str], chosen: _Names, config: Config) -> LineRule:
    """The rule for some lines, under the names that were chosen."""
    taken = {rule.name for rule, _ in rules_in(config)}
    if chosen.name in taken:
        raise ConfigError(f"--name: a rule `{chosen.name}` already exists; choose another name")
    if chosen.name is not None and not re.fullmatch(NAME, chosen.name):
        raise ConfigError(
            f"--name: `{inert(chosen.name)}` is not a name for a rule; use small letters, digits"
            " and hyphens between them, as in reader-count"
        )
    if chosen.why == "":
        raise ConfigError("--why: give a sentence, or leave it out")
    try:
        rule = derive_rule(lines, taken, spared)
    except ValueError as error:
        raise ConfigError(f"no rule can be made: {error}") from None
    given = {key: value for key, value in chosen._asdict().items() if value is not None}
    return msgspec.structs.replace(rule, **given)


def _kept_lines(reading: Reading) -> list[KeptLine]:
    """The lines that are kept on the pages."""
    return [
        KeptLine(path, line.lines, line.text)
        for path, traces in reading.traces()
        for line in traces
        if line.kept
    ]


def _lines_of_demo(asked: Asked) -> list[str]:
    """Lines to be left alone where the pages have none that is kept."""
    demo = Reading(asked._replace(paths=(str(demo_folder()),)))
    return [line.text for line in _kept_lines(demo)]


def _also(
    rule: LineRule, kept: Sequence[KeptLine], lines: Sequence[str], reading: Reading
) -> list[KeptLine]:
    """The kept lines, other than those asked about, that the rule would drop."""
    dropped: list[KeptLine] = []
    for path in dict.fromkeys(line.path for line in kept):
        try:
            page = reading.library.page(path)
        except PageError as error:
            # It was there a moment ago.
            complain_of(Unreadable(path, error.reason))
            continue
        blocks = (page.blocks[at] for at in taken_by(rule, page, reading.config.chrome))
        gone = {(block.lines, block.text) for block in blocks}
        dropped += [
            line
            for line in kept
            if line.path == path and (line.lines, line.text) in gone and line.text not in lines
        ]
    return dropped


def _tell(also: Sequence[KeptLine], *, pages: int) -> None:
    """Say, as comments beside the rule, what else it drops on that many pages."""
    if not pages:
        return
    on = f"on {counted(pages, 'page')}"
    if not also:
        write_text(f"# drops no other line that is kept {on}\n")
        return
    write_text(f"# also drops {counted(len(also), 'line')} kept {on}:\n")
    for line in also:
        write_text(f"#   {inert(line.path)}:{line.lines[0]}: {inert(line.text)}\n")


def _record(rule: LineRule, also: Sequence[KeptLine], written: Path | None) -> dict[str, object]:
    return {
        "schema": NEW_RULE_SCHEMA,
        "rule": msgspec.to_builtins(rule),
        "yaml": rule_yaml(rule),
        "also_drops": [line._asdict() for line in also],
        "written": None if written is None else str(written),
    }
