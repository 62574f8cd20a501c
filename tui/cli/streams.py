"""Standard input, output and error: what a command takes from them and writes to them, and how.

All that is printed passes through here, so that control characters of a page reach no terminal,
and that what an encoding lacks becomes a plain sign of the same width instead of an error: an
alignment whose kinds of row all turned into question marks would tell nothing.
"""

from __future__ import annotations

import codecs
import io
import os
import shutil
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tui.corpus.files import STANDARD_INPUT, strangers_said
from tui.text.inert import inert

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tui.corpus.files import Unreadable

    Progress = Callable[[int, int], None]


FAILED = 2
"""The exit code of what went wrong."""


PIPED_WIDTH = 100
"""Cells to a line where there is no terminal to ask; the variable COLUMNS says otherwise."""


NAMELESS = "``"
"""What an empty path is called in a message."""


PASSED_OVER = (
    "seems to belong to another program (it has none of compare's settings) and was skipped;"
    " name a file with --config FILE to use it"
)


def use_plain_signs() -> None:
    """Let what the encoding of an output lacks become plain signs, or else question marks."""
    register()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=ERROR_HANDLER)


def complain(message: str, *, bare: bool = False) -> None:
    """Write a message to standard error, its control characters shown inert.

    Args:
        message: What is wrong and what to do.
        bare: Whether to leave out the program's name.
    """
    lines = [inert(line) for line in message.split("\n")]
    print(("" if bare else "compare: ") + "\n".join(lines), file=sys.stderr)


def complain_of(unreadable: Unreadable) -> None:
    """Name an input that could not be read, and the reason, on standard error."""
    # Not needed where all can be read.
    from tui.text.page.read import MISSING

    path = unreadable.path
    if path and unreadable.reason == MISSING and not os.path.lexists(path):
        what = "folder" if path.endswith(os.sep) else "file"
        complain(f"No such {what}: {inert(path)}{_meant(path)}")
    else:
        complain(f"{inert(path) or NAMELESS}: {unreadable.reason}")


NAMES_LOOKED_AT = 2000
"""Names in a folder among which the one is looked for that a mistyped one may stand for."""


ALIKE_FILE = 75
"""How alike, of 100, such a name must be without its suffix, which most names here share."""


def _meant(path: str) -> str:
    """A question for the file or folder beside a missing one whose name is closest to its."""
    # Not needed where all is there.
    from itertools import islice
    from pathlib import PurePath

    from rapidfuzz import fuzz, process

    def stem(name: str) -> str:
        return PurePath(name).stem

    folder, name = os.path.split(path.rstrip(os.sep))
    try:
        with os.scandir(folder or ".") as found:
            names = sorted(one.name for one in islice(found, NAMES_LOOKED_AT))
    except OSError:
        return ""
    begun = [one for one in names if one.startswith(name)]
    if len(begun) != 1:
        close = process.extractOne(
            name, names, scorer=fuzz.ratio, processor=stem, score_cutoff=ALIKE_FILE
        )
        begun = [close[0]] if close else []
    return "".join(f". Did you mean {inert(os.path.join(folder, one))}?" for one in begun)  # noqa: PTH118


def tell_of_reports(reports: Sequence[str]) -> None:
    """Say on standard error which files were left out as reports of the program's own."""
    if reports:
        what = "a report" if len(reports) == 1 else "reports"
        complain(f"left out {what} written by compare: {', '.join(map(inert, reports))}")


def tell_of_strangers(passed_over: Mapping[str, int]) -> None:
    """Say on standard error how many files of folders were passed over as no pages."""
    if passed_over:
        complain(f"skipped {strangers_said(passed_over)}")


def tell_of_configuration(asked: str | None) -> None:
    """Say on standard error that a configuration is passed over as another program's.

    Args:
        asked: The file after `--config`; one that was named is never passed over.
    """
    from tui.config.locate import passed_over

    foreign = passed_over(asked)
    if foreign is not None:
        complain(f"{foreign}: {PASSED_OVER}")


def write_text(text: str) -> None:
    """Write text for people; what the terminal's encoding lacks becomes a plain sign."""
    use_plain_signs()
    sys.stdout.write(text)


def write_json(text: str) -> None:
    """Write JSON, in UTF-8 whatever the terminal's encoding is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())


def on_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def has_colour() -> bool:
    """Whether colours are wanted: on a terminal that has them, unless NO_COLOR is set."""
    return on_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def columns() -> int:
    """How many cells a line may take."""
    return max(shutil.get_terminal_size((PIPED_WIDTH, 24)).columns, 20)


def reading_width() -> int | None:
    """How many cells a line of prose may take; None, where it is for a file, sets no limit."""
    return columns() if on_terminal() else None


_STANDARD = 0


_TERMINAL = "CONIN$" if sys.platform == "win32" else "/dev/tty"


def piped_in(paths: Sequence[str], most_bytes: int) -> bytes | None:
    """Read what is piped in, where the paths ask for it.

    Returns:
        The bytes, one more than the most at most; None where `-` is not among the paths.

    Raises:
        click.UsageError: It is among them twice, or there is no standard input.
    """
    wanted = paths.count(STANDARD_INPUT)
    if not wanted:
        return None
    import click

    if wanted > 1:
        raise click.UsageError("standard input (`-`) can be read only once")
    try:
        return sys.stdin.buffer.read(most_bytes + 1)
    except (AttributeError, OSError, ValueError):
        raise click.UsageError("there is no standard input to read; give a file for `-`") from None


def take_keys_from_terminal() -> None:
    """Let keys come from the terminal where standard input was a page.

    Where there is no terminal, standard input stays as it is.
    """
    try:
        terminal = os.open(_TERMINAL, os.O_RDWR)
    except OSError:
        return
    os.dup2(terminal, _STANDARD)
    os.close(terminal)


PATIENT_STEPS = 40
"""Steps from which on a person is told how far it has got."""


@contextmanager
def progress_bar(label: str, steps: int) -> Iterator[Progress | None]:
    """A progress bar on standard error, where a person waits for long.

    Yields:
        What takes the number of steps done, and of how many; None where nobody waits: the work
        is short, or standard output or standard error is no terminal.
    """
    if steps < PATIENT_STEPS or not (on_terminal() and sys.stderr.isatty()):
        yield None
        return
    # The command line is made of it; only `compare` alone does without, to start sooner.
    import click

    with click.progressbar(length=steps, label=label, file=sys.stderr) as bar:
        yield lambda done, _: bar.update(max(done - bar.pos, 0))


ERROR_HANDLER = "compare-signs"
"""What `errors` is to be where text is encoded."""


PLAIN_SIGNS: dict[str, str] = {
    # The kinds of row, and what stands beside one; no two of these may look alike.
    "≈": "~",
    "∼": ":",
    "↕": "^",
    "◆": "*",
    "┆": "!",
    "┈": ".",
    "╌": "_",
    "⊕": "+",
    "⊖": "-",
    "✗": "x",
    "✓": "v",
    "●": "@",
    "○": "o",
    # What sets words off, and points.
    "‹": "<",
    "›": ">",
    "«": "<",
    "»": ">",
    "◂": "<",
    "▸": ">",
    "←": "<",
    "→": ">",
    "↔": "=",
    "⇄": "=",
    "↳": ">",
    "↑": "^",
    "↓": "v",
    # Lines and shades.
    **dict.fromkeys("─━", "-"),
    **dict.fromkeys("│┃▕▏▌▐▎▍▋▊▉", "|"),
    **dict.fromkeys("┬┴┼├┤┌┐└┘╭╮╰╯", "+"),
    "█": "#",
    "▓": "%",
    "▒": "+",
    "░": ".",
    "╲": "\\",
    # Punctuation.
    **dict.fromkeys("‘’‚‛", "'"),
    **dict.fromkeys("“”„‟", '"'),
    **dict.fromkeys("‐‑‒–—−", "-"),
    "…": ".",
    "·": ".",
    "‧": ".",
    "•": "*",
    "×": "x",
    "±": "+",
    "¶": "P",
    "\u00a0": " ",
    "\u202f": " ",
    "\u2009": " ",
}
"""ASCII by sign, each one cell wide as the sign is."""


UNKNOWN = "?"


def plain(text: str) -> str:
    """Text in ASCII: signs that have a plain one as that, everything else as a question mark."""
    return "".join(sign if sign.isascii() else PLAIN_SIGNS.get(sign, UNKNOWN) for sign in text)


def register() -> None:
    """Let `errors=NAME` be known wherever Python encodes text."""
    codecs.register_error(ERROR_HANDLER, _replace)


def _replace(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return plain(error.object[error.start : error.end]), error.end
