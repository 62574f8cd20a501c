"""Take the tour of docs/tour.yaml in a real terminal.

    python docs/tour.py             take it, draw docs/pictures/, write docs/tour.md
    python docs/tour.py --watch     play it slowly in this terminal, for a person to watch

It needs tmux.
"""

from __future__ import annotations

import io
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from rich.ansi import AnsiDecoder
from rich.console import Console

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parent.parent
TOUR = ROOT / "docs" / "tour.yaml"
PAGE = ROOT / "docs" / "tour.md"
PICTURES = ROOT / "docs" / "pictures"
ESCAPE_READ = 0.5
"""Seconds after which Escape has surely been read by itself."""

PATIENCE = 60.0
"""Seconds that a step may take to show what it should; far more than it needs."""
REST = 0.25
"""Seconds without a change after which the screen counts as at rest."""

UNWANTED = ("NO_COLOR", "COLUMNS", "LINES", "TEXTUAL_THEME", "TEXTUAL_COLOR_SYSTEM")
"""Variables that would change what the app shows; some are not in Python's own list of them."""


class TourError(Exception):
    """A step did not show what it should; says which one, and what there was instead."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what is pressed, what a person is told, what must be seen.

    `columns` and `rows` are the terminal's size from here on, in cells; `picture` is the stem of
    the picture that is drawn at the end of the step.
    """

    name: str
    say: str
    keys: tuple[str, ...]
    keyed: tuple[str, ...]
    see: tuple[str, ...]
    columns: int
    rows: int
    picture: str | None


def steps() -> tuple[Step, ...]:
    """The steps of the tour."""
    data: dict[str, Any] = yaml.safe_load(TOUR.read_text(encoding="utf-8"))
    return tuple(
        Step(
            name=step["name"],
            say=step["say"].strip(),
            keys=tuple(step.get("keys", ())),
            keyed=tuple(step.get("keyed", step.get("keys", ()))),
            see=tuple(step["see"]),
            columns=step.get("columns", data["columns"]),
            rows=step.get("rows", data["rows"]),
            picture=step.get("picture"),
        )
        for step in data["steps"]
    )


class Terminal:
    """The app in a terminal of its own, with a home of its own.

    Args:
        home: An empty folder, for what the app remembers.
        columns: The terminal's width in cells.
        rows: Its height.
    """

    def __init__(self, home: Path, columns: int, rows: int) -> None:
        self._tmux = ("tmux", "-L", f"compare-tour-{os.getpid()}", "-f", os.devnull)
        places = {f"XDG_{kind}_HOME": home / kind.lower() for kind in ("CONFIG", "STATE", "CACHE")}
        settings = {
            **{name: str(path) for name, path in places.items()},
            "HOME": str(home),
            "TERM": "tmux-256color",
            "COLORTERM": "truecolor",
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
        }
        unset = [f"-u{name}" for name in UNWANTED]
        words = ["env", *unset, *(f"{name}={value}" for name, value in settings.items())]
        command = shlex.join([*words, sys.executable, "-m", "tui"])
        size = ("-x", str(columns), "-y", str(rows))
        self._run("new-session", "-d", *size, "-c", str(ROOT), command)
        self._run("set-option", "-g", "status", "off")
        self._run("set-option", "-g", "escape-time", "0")

    def _run(self, *words: str) -> str:
        done = subprocess.run([*self._tmux, *words], capture_output=True, text=True, check=False)
        return done.stdout

    def press(self, key: str) -> None:
        """Press a key, by tmux's name for it."""
        self._run("send-keys", key)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, in cells."""
        self._run("resize-window", "-x", str(columns), "-y", str(rows))

    def screen(self, *, styled: bool = False) -> str:
        """What the terminal shows, a line each; with its styles as escape sequences if asked."""
        return self._run("capture-pane", "-p", *(["-e", "-N"] if styled else []))

    def rest(self) -> str:
        """Wait until the screen changes no more, and give it."""
        shown, since, end = "", time.monotonic(), time.monotonic() + PATIENCE
        while time.monotonic() < end:
            now = self.screen(styled=True)
            if now != shown:
                shown, since = now, time.monotonic()
            elif now.strip() and time.monotonic() - since > REST:
                break
            time.sleep(0.03)
        return self.screen()

    def attach(self) -> subprocess.Popen[bytes]:
        """Show it in the terminal that this runs in."""
        return subprocess.Popen([*self._tmux, "attach", "-r"])

    def close(self) -> None:
        """End the app and its terminal."""
        self._run("kill-server")


def take(step: Step, terminal: Terminal) -> str:
    """Take one step.

    Returns:
        What the screen shows then, as plain lines.

    Raises:
        TourError: It does not show what it should.
    """
    terminal.resize(step.columns, step.rows)
    for key in step.keys:
        # As a person does, who sees what a key did before pressing the next one.
        terminal.rest()
        terminal.press(key)
        if key == "Escape":
            # What follows it at once would be read as Alt and that key, on a busy machine later.
            time.sleep(ESCAPE_READ)
            terminal.rest()
    end = time.monotonic() + PATIENCE
    while missing := [words for words in step.see if words not in (shown := terminal.rest())]:
        if time.monotonic() > end:
            raise TourError(f"{step.name!r} does not show {missing[0]!r} but:\n{shown}")
    return shown


def picture(screen: str, columns: int) -> str:
    """A screen as SVG.

    Args:
        screen: Lines with escape sequences for styles.
        columns: The width in cells.
    """
    console = Console(
        record=True,
        width=columns,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
    )
    # One decoder for all lines: tmux lets a style go on from one line to the next.
    for line in AnsiDecoder().decode(screen.rstrip("\n")):
        console.print(line, no_wrap=True, overflow="crop", crop=True)
    return console.export_svg(title="compare")


def tour(*, watched: bool = False) -> Iterator[tuple[Step, Terminal]]:
    """Take every step.

    Args:
        watched: Play it in this terminal too, slowly.

    Yields:
        Each step, and the terminal that shows it.

    Raises:
        TourError: tmux is not there, or a step does not show what it should.
    """
    if shutil.which("tmux") is None:
        raise TourError("tmux is not installed, and the tour is taken in it")
    todo = steps()
    with tempfile.TemporaryDirectory() as home:
        terminal = Terminal(Path(home), todo[0].columns, todo[0].rows)
        try:
            watcher = terminal.attach() if watched else None
            for step in todo:
                take(step, terminal)
                yield step, terminal
                if watcher is not None:
                    time.sleep(4)
        finally:
            terminal.close()


def page(todo: Sequence[Step]) -> str:
    """The tour for people to follow, as Markdown."""
    parts = [
        "# A tour\n\nStart `compare` in the checkout, or `compare --demo` anywhere, and follow. "
        "Made from `docs/tour.yaml` by `python docs/tour.py`, which takes every step in a real "
        "terminal and checks what it shows.\n"
    ]
    for number, step in enumerate(todo, start=1):
        keys = " ".join(f"`{key}`" for key in step.keyed)
        pressed = f"Press {keys}.\n\n" if keys else ""
        shown = f"\n\n![{step.name}](pictures/{step.picture}.svg)" if step.picture else ""
        parts.append(f"## {number}. {step.name}\n\n{pressed}{step.say}{shown}\n")
    return "\n".join(parts)


def main(arguments: Sequence[str]) -> int:
    """Take the tour; draw and write, or let a person watch with `--watch`."""
    watched = list(arguments) == ["--watch"]
    try:
        for step, terminal in tour(watched=watched):
            if step.picture and not watched:
                svg = picture(terminal.screen(styled=True), step.columns)
                (PICTURES / f"{step.picture}.svg").write_text(svg, encoding="utf-8")
    except TourError as error:
        print(error, file=sys.stderr)
        return 1
    if not watched:
        PAGE.write_text(page(steps()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
