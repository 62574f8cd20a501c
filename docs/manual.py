"""Write the man page and the shells' completion files from the commands themselves.

    python docs/manual.py            write docs/compare.1 and docs/completion/
    python docs/manual.py --check    exit with 1 where one is out of date

The wheel installs them where man and the shells look for them.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui import __version__
from tui.cli.group import SHELLS, compare_group, script

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).parent
NAMES = {"bash": "compare.bash", "zsh": "_compare", "fish": "compare.fish"}

EXIT_CODES = (
    ("0", "Done."),
    (
        "1",
        "With --exit-code, the articles differ; check found an article over the limit; "
        "a rule or a saved case does not hold.",
    ),
    (
        "2",
        "Wrong usage, a configuration that cannot be used, an input that could not be read, or "
        "an output that could not be written. What could be read is printed all the same.",
    ),
    ("130, 141", "Ended by Ctrl+C, or as nobody reads what is printed."),
)
FILES = (
    ("config.yaml", "In the current folder: the configuration in force there."),
    ("~/.config/compare/config.yaml", "Your own configuration, on Linux."),
    ("~/.local/state/compare/log/compare.log", "The log of --verbose and of faults, on Linux."),
)
VARIABLES = (
    ("NO_COLOR", "Print no colours."),
    ("COLUMNS", "How wide to print where there is no terminal."),
    (
        "SOURCE_DATE_EPOCH",
        "Date reports with this day, in seconds since 1970; else none has a date.",
    ),
    ("COMPARE_TRACEBACK", "Show where a bug in compare happened, instead of logging it."),
)


def manual() -> str:
    """The man page, in the macros of man(7)."""
    parts = [
        f'.TH COMPARE 1 "" "compare {__version__}" "User Commands"',
        ".SH NAME",
        f"compare \\- {_text(_summary(compare_group)[0].lower() + _summary(compare_group)[1:])}",
        ".SH SYNOPSIS",
        *(line for words, command in _tree() for line in _synopsis(words, command)),
        ".SH DESCRIPTION",
        *_paragraphs(compare_group),
        ".SH OPTIONS",
        *_options(compare_group),
        ".SH COMMANDS",
    ]
    for words, command in list(_tree())[1:]:
        parts += [f".SS {_text(words)}", *_paragraphs(command), *_options(command)]
    for heading, listed in (
        ("EXIT STATUS", EXIT_CODES),
        ("FILES", FILES),
        ("ENVIRONMENT", VARIABLES),
    ):
        parts.append(f".SH {heading}")
        for name, said in listed:
            parts += [".TP", f"\\fB{_text(name)}\\fR", _text(said)]
    return "\n".join(parts) + "\n"


def _tree(
    command: click.Command = compare_group, words: str = "compare"
) -> Iterator[tuple[str, click.Command]]:
    """Every command, by what is written to run it, the whole first."""
    yield words, command
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            yield from _tree(command.commands[name], f"{words} {name}")


def _summary(command: click.Command) -> str:
    return (command.help or "").split("\n\n")[0].replace("\n", " ").strip().removesuffix(".")


def _synopsis(words: str, command: click.Command) -> list[str]:
    if isinstance(command, click.Group) and command is not compare_group:
        return []
    with click.Context(command, info_name=words) as context:
        pieces = " ".join(command.collect_usage_pieces(context))
    return [".PP", f"\\fB{_text(words)}\\fR {_text(pieces)}"]


def _paragraphs(command: click.Command) -> list[str]:
    written: list[str] = []
    for paragraph in (command.help or "").split("\n\n"):
        written += [".PP", _text(" ".join(paragraph.split()))]
    return written


def _options(command: click.Command) -> list[str]:
    written: list[str] = []
    # click makes the option for help once for each command, in the words of whoever asked first.
    with click.Context(command) as context:
        given = [one.get_help_record(context) for one in command.params]
    records = [*filter(None, given), ("-h, --help", "Show a help message and exit.")]
    for names, said in records:
        written += [".TP", f"\\fB{_text(names)}\\fR", _text(said)]
    return written


def _text(text: str) -> str:
    """Text that troff takes as it is: no escapes, no requests, hyphens that can be copied."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", escaped)


def files() -> dict[Path, str]:
    """What has to stand in which file."""
    return {DOCS / "compare.1": manual()} | {
        DOCS / "completion" / NAMES[shell]: script(compare_group, shell) for shell in SHELLS
    }


def main(arguments: list[str]) -> int:
    """Write the files, or say which are out of date."""
    stale = [
        file
        for file, text in files().items()
        if not file.exists() or file.read_text(encoding="utf-8") != text
    ]
    for file in stale:
        if arguments != ["--check"]:
            file.parent.mkdir(exist_ok=True)
            file.write_text(files()[file], encoding="utf-8")
        print(f"{file.name}: {'out of date' if arguments else 'written'}")
    return 1 if stale and arguments == ["--check"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
