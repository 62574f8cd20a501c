"""Options that several commands have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    Command = TypeVar("Command", bound=Callable[..., Any])

RecordFormat = Literal["text", "json"]


def config_option(command: Command) -> Command:
    """Add `--config FILE`."""
    return click.option(
        "--config",
        metavar="FILE",
        type=click.Path(),
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
