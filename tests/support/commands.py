"""Running a command in this process: how it ended and what it wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.cli import main

if TYPE_CHECKING:
    import pytest


class Ran(NamedTuple):
    """How a command ended, and what it wrote to standard output and standard error."""

    code: int
    out: str
    err: str


def run_command(capsys: pytest.CaptureFixture[str], *arguments: str) -> Ran:
    """Run a command line in the current folder; what was captured before is dropped."""
    return Ran(main(arguments), *capsys.readouterr())
