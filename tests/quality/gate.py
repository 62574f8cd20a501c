"""The quality gate: what is measured stays above floors that may only rise.

    python tests/quality/gate.py            measure, and compare with floors.json
    python tests/quality/gate.py --raise    raise the floors to what is measured now

A floor that stands lower in the working tree than in any commit before fails the gate.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path

from measures import measure

FLOORS = Path(__file__).with_name("floors.json")
_DECIMALS = 3


def floors() -> dict[str, float]:
    """The floors of the working tree, by the names of the measures."""
    return dict(json.loads(FLOORS.read_text(encoding="utf-8"))) if FLOORS.exists() else {}


def highest_committed() -> dict[str, float]:
    """The highest floor that any commit held for each measure; empty outside a checkout."""
    log = _git("log", "--format=%H", "--", FLOORS.name)
    highest: dict[str, float] = {}
    for commit in log.split():
        shown = _git("show", f"{commit}:./{FLOORS.name}")
        for name, floor in json.loads(shown or "{}").items():
            highest[name] = max(floor, highest.get(name, 0.0))
    return highest


def failures(measured: dict[str, float]) -> list[str]:
    """What keeps the gate shut, a sentence each."""
    now, before = floors(), highest_committed()
    lowered = [
        f"{name}: the floor was {floor} before and is {now.get(name, 'gone')} now"
        for name, floor in before.items()
        if now.get(name, -1.0) < floor
    ]
    below = [
        f"{name}: {measured.get(name, math.nan):.4f} is below its floor {floor}"
        for name, floor in now.items()
        if not measured.get(name, -1.0) >= floor
    ]
    unguarded = [f"{name}: has no floor; run with --raise" for name in measured.keys() - now]
    return lowered + below + unguarded


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=FLOORS.parent, capture_output=True, text=True, check=False
    )
    return done.stdout if done.returncode == 0 else ""


def main(arguments: list[str]) -> int:
    """Print the table of measures and floors; 1 where the gate is shut."""
    measured = measure()
    if arguments == ["--raise"]:
        scale = 10**_DECIMALS
        raised = {
            name: max(floors().get(name, 0.0), math.floor(value * scale) / scale)
            for name, value in measured.items()
        }
        FLOORS.write_text(json.dumps(raised, indent=2) + "\n", encoding="utf-8")
    for name, value in measured.items():
        print(f"{value:7.4f}  (floor {floors().get(name, 0.0):.3f})  {name}")
    shut = failures(measured)
    for sentence in shut:
        print(f"quality gate: {sentence}", file=sys.stderr)
    return 1 if shut else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
