"""Build the wheel, install it away from the checkout, and run it there.

python .ci/wheel.py WORK_FOLDER
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path


def main(work: Path) -> None:
    """Exit with an error where the installed copy does not work outside the checkout."""
    wheels = work / "wheels"
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", wheels, "."],
        check=True,
    )
    (wheel,) = wheels.glob("*.whl")
    home = work / "installed"
    venv.create(home, with_pip=True)
    binaries = home / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([binaries / "python", "-m", "pip", "install", "--quiet", wheel], check=True)
    elsewhere = work / "elsewhere"
    elsewhere.mkdir()
    for command in (["compare", "--version"], ["article-compare", "--help"]):
        subprocess.run([binaries / command[0], *command[1:]], cwd=elsewhere, check=True)
    find = "import tui, pathlib; print(pathlib.Path(tui.__file__).parent / 'default' / 'seeds')"
    seeds = _output([binaries / "python", "-c", find], elsewhere).strip()
    cleaned = _output([binaries / "compare", "clean", "--format", "jsonl", seeds], elsewhere)
    if len(cleaned.splitlines()) != 5:
        raise SystemExit(f"the installed copy cleaned {len(cleaned.splitlines())} pages, not 5")
    for file in ("man/man1/compare.1", "bash-completion/completions/compare"):
        if not (home / "share" / file).is_file():
            raise SystemExit(f"share/{file} was not installed")
    report = _output([binaries / "compare", "report", "--format", "html", seeds], elsewhere)
    if not report.startswith("<!doctype html>") or "Side by side" not in report:
        raise SystemExit("the installed copy writes no report")
    print(f"{wheel.name}: works outside the checkout, with its five pages")


def _output(command: list[str | Path], folder: Path) -> str:
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main(Path(sys.argv[1]))
