"""What `rules new` does: make a rule from lines, show its effect, and add it where asked to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from tui.cli.reading import Reading
from tui.cli.streams import complain, complain_of, write_json, write_text
from tui.config.errors import ConfigError
from tui.config.locate import demo_folder
from tui.config.own_rules import add, own_file, rule_yaml
from tui.corpus.files import Unreadable
from tui.corpus.library import Library
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

    from tui.cli.options import RecordFormat
    from tui.config.settings import Config
    from tui.text.chrome.lines import LineRule
    from tui.text.model import Lines


NEW_RULE_SCHEMA = "compare/new-rule/1"


class Wanted(NamedTuple):
    """What was asked for: the lines to drop, pages to try it on, names, and whether to write."""

    lines: Sequence[str]
    pages: Sequence[str]
    name: str | None
    why: str | None
    write: bool


class Also(NamedTuple):
    """A line that is kept now and would be dropped."""

    path: str
    lines: Lines
    text: str


def print_new_rule(wanted: Wanted, config_path: str | None, format_: RecordFormat) -> int:
    """Make a rule, print it with what else it would drop, and write it where asked to.

    Args:
        wanted: What was asked for.
        config_path: The configuration that was asked for, if any.
        format_: How to print it.

    Returns:
        0, or 2 where a page could not be read.

    Raises:
        ConfigError: The configuration cannot be used, or the rule cannot be added to it.
    """
    reading = Reading(wanted.pages or [str(demo_folder())], config_path)
    config, library = reading.config, reading.library
    lines = [fold(line) for line in wanted.lines]
    kept, failed = _kept_lines(library)
    spared = [line.text for line in kept if line.text not in lines] or _lines_of_demo(config)
    rule = _rule(wanted, lines, spared, config)
    also = _also(rule, kept, lines, reading) if wanted.pages else []
    anchor = next((one.name for one in config.chrome.rules if isinstance(one, BodyRule)), None)
    written = None
    if wanted.write:
        addition = add(own_file(config_path), rule, anchor, rename=wanted.name is None)
        written, rule = addition.path, msgspec.structs.replace(rule, name=addition.rule)
    if format_ == "json":
        write_json(as_json(_record(rule, also, written)))
    else:
        write_text(rule_yaml(rule))
        _tell(also, counted_pages=len(library) if wanted.pages else 0)
        if written is not None:
            complain(f"added to {written}", bare=True)
    return 2 if failed else 0


def _rule(wanted: Wanted, lines: Sequence[str], kept: Sequence[str], config: Config) -> LineRule:
    taken = {rule.name for rule, _ in rules_in(config)}
    if wanted.name in taken:
        raise ConfigError(f"--name: there is a rule `{wanted.name}` already; choose another name")
    if wanted.name is not None and not re.fullmatch(NAME, wanted.name):
        raise ConfigError(
            f"--name: `{inert(wanted.name)}` is no name for a rule; use small letters, digits and"
            " hyphens between them, as in reader-count"
        )
    if wanted.why == "":
        raise ConfigError("--why: give a sentence, or leave it out")
    try:
        rule = derive_rule(lines, taken, kept)
    except ValueError as error:
        raise ConfigError(f"no rule can be made: {error}") from None
    chosen = {"name": wanted.name, "why": wanted.why}
    given = {key: value for key, value in chosen.items() if value is not None}
    return msgspec.structs.replace(rule, **given)


def _kept_lines(library: Library) -> tuple[list[Also], bool]:
    """The lines that are kept on the pages, and whether a page could not be read."""
    kept: list[Also] = []
    failed = False
    for path in library.paths:
        traces = library.trace(path)
        if isinstance(traces, Unreadable):
            complain_of(traces)
            failed = True
        else:
            kept += [Also(path, one.lines, one.text) for one in traces if one.kept]
    return kept, failed


def _lines_of_demo(config: Config) -> list[str]:
    """Lines to be left alone where the pages have none that is kept."""
    return [line.text for line in _kept_lines(Library([demo_folder()], config))[0]]


def _also(
    rule: LineRule, kept: Sequence[Also], lines: Sequence[str], reading: Reading
) -> list[Also]:
    """The kept lines, other than those asked about, that the rule would drop."""
    found: list[Also] = []
    for path in dict.fromkeys(one.path for one in kept):
        try:
            page = reading.library.page(path)
        except PageError as error:
            # It was there a moment ago.
            complain_of(Unreadable(path, error.reason))
            continue
        blocks = (page.blocks[at] for at in taken_by(rule, page, reading.config.chrome))
        gone = {(block.lines, block.text) for block in blocks}
        found += [
            one
            for one in kept
            if one.path == path and (one.lines, one.text) in gone and one.text not in lines
        ]
    return found


def _tell(also: Sequence[Also], counted_pages: int) -> None:
    if not counted_pages:
        return
    on = f"on {counted(counted_pages, 'page')}"
    if not also:
        write_text(f"# drops no other line that is kept {on}\n")
        return
    write_text(f"# also drops {counted(len(also), 'line')} kept {on}:\n")
    for one in also:
        write_text(f"#   {inert(one.path)}:{one.lines[0]}: {inert(one.text)}\n")


def _record(rule: LineRule, also: Sequence[Also], written: Path | None) -> dict[str, object]:
    return {
        "schema": NEW_RULE_SCHEMA,
        "rule": msgspec.to_builtins(rule),
        "yaml": rule_yaml(rule),
        "also_drops": [{"path": one.path, "lines": one.lines, "text": one.text} for one in also],
        "written": None if written is None else str(written),
    }
