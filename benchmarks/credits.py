"""How many credits of wire services are read right on saved pages, and which are not.

    python benchmarks/credits.py FOLDER

FOLDER has `credits.json`, the service that each page credits by the page's name (null: none), and
the pages: `html/NAME.html.gz` or `html/NAME.html`, and texts from browsers in other folders, such
as `chromium/NAME.txt`. A service that is credited wrongly counts as false and as missed.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tui.config import Config, load_config
from tui.text.article.read import clean
from tui.text.page.read import page_from_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.text.model import Credit

ROOT = Path(__file__).parent.parent


def measure(kind: str, pages: list[Path], answers: dict[str, str | None], config: Config) -> None:
    """Print what was read otherwise than it should be, then precision, recall and F1."""
    right = false = missed = 0
    for path in pages:
        answer, credit = answers[_name(path)], _credit(path, config)
        found = credit.service if credit else None
        right += found == answer is not None
        false += found not in (None, answer)
        missed += answer not in (None, found)
        if found != answer:
            words = (
                "; ".join(f"{one.rule}: {one.text}" for one in credit.evidence) if credit else ""
            )
            print(f"{kind}/{_name(path)}: {found} for {answer}  {words[:200]}")
    score = 2 * right / max(1, 2 * right + false + missed)
    print(f"{kind}: {right} right, {false} false, {missed} missed: F1 {score:.3f}")


def _credit(path: Path, config: Config) -> Credit | None:
    data = path.read_bytes()
    if path.suffix == ".gz":
        data, path = gzip.decompress(data), path.with_suffix("")
    return clean(page_from_bytes(data, str(path)), config).credit


def _name(path: Path) -> str:
    return path.name.partition(".")[0]


def _folders(folder: Path, answers: dict[str, str | None]) -> Iterator[tuple[str, list[Path]]]:
    for kind in sorted(path for path in folder.iterdir() if path.is_dir()):
        if pages := sorted(path for path in kind.iterdir() if _name(path) in answers):
            yield kind.name, pages


if __name__ == "__main__":
    (given,) = map(Path, sys.argv[1:])
    services = json.loads((given / "credits.json").read_text(encoding="utf-8"))
    configuration = load_config(ROOT / "config.yaml")
    for folder, saved in _folders(given, services):
        measure(folder, saved, services, configuration)
