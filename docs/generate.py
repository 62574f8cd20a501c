"""Fill the generated parts of the papers, and draw the pictures of the screen.

    python docs/generate.py            write README.md and docs/pictures/
    python docs/generate.py --check    exit with 1 where something is out of date

A generated part stands between `<!-- name: begin -->` and `<!-- name: end -->`.
"""

from __future__ import annotations

import asyncio
import html
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tui.config import load_config
from tui.corpus.library import Library
from tui.view.app import CompareApp
from tui.view.bindings import key_table
from tui.view.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PICTURES = ROOT / "docs" / "pictures"
SHOWN_RULE = "share-buttons"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to draw: its file's stem, the terminal's size, the theme, the keys pressed."""

    name: str
    columns: int
    rows: int
    theme: str = "textual-dark"
    keys: tuple[str, ...] = ()


PICTURE_LIST = (
    Picture("compare", 132, 38),
    Picture("chrome", 132, 38, keys=("c",)),
    Picture("light", 100, 30, theme="textual-light", keys=("n",)),
)


def legend() -> str:
    """The table of row kinds."""
    rows = [f"| `{kind.glyph}` | {kind.name} | {kind.meaning} |" for kind in KINDS]
    return "\n".join(["| | kind | meaning |", "| --- | --- | --- |", *rows]) + "\n"


def rule_example(config_text: str) -> str:
    """One rule of the default configuration, as it stands there."""
    rules = re.split(r"(?m)^(?=    - name: )", config_text)
    shown = next(rule for rule in rules if rule.startswith(f"    - name: {SHOWN_RULE}\n"))
    lines = [line.removeprefix("    ") for line in shown.rstrip().splitlines()]
    kept = [line if len(line) <= 110 else line[:100].rsplit(",", 1)[0] + ", …]" for line in lines]
    return "```yaml\n" + "\n".join(kept) + "\n```\n"


def readme() -> str:
    """The README with its generated parts filled anew."""
    parts = {
        "legend": legend(),
        "keys": key_table(),
        "rule": rule_example((ROOT / "config.yaml").read_text(encoding="utf-8")),
    }
    text = README.read_text(encoding="utf-8")
    for name, part in parts.items():
        begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
        before, _, rest = text.partition(begin)
        _, found, after = rest.partition(end)
        if not found:
            raise ValueError(f"README.md: no part between {begin} and {end}")
        text = f"{before}{begin}\n{part}{end}{after}"
    return text


async def draw(picture: Picture) -> str:
    """The screen as SVG, on the seeds, once everything has come to rest."""
    library = Library([str(ROOT / "seeds")], load_config(ROOT / "config.yaml"))
    app = CompareApp(library, {}, place="seeds")
    async with app.run_test(size=(picture.columns, picture.rows)) as pilot:
        app.theme = picture.theme
        await app.workers.wait_for_complete()
        await pilot.pause()
        for key in picture.keys:
            await pilot.press(key)
        await app.workers.wait_for_complete()
        await pilot.pause()
        return app.export_screenshot(title="compare")


def words_of(svg: str) -> list[str]:
    """The words that a picture shows, so that pictures compare across Textual versions."""
    return html.unescape(" ".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg))).split()


def outdated() -> Iterator[str]:
    """Names of what would change if it were generated now."""
    if readme() != README.read_text(encoding="utf-8"):
        yield "README.md"
    for picture in PICTURE_LIST:
        file = PICTURES / f"{picture.name}.svg"
        drawn = words_of(asyncio.run(draw(picture)))
        if not file.exists() or words_of(file.read_text(encoding="utf-8")) != drawn:
            yield str(file.relative_to(ROOT))


def main(arguments: list[str]) -> int:
    """Write, or check with `--check`."""
    if arguments == ["--check"]:
        old = list(outdated())
        for name in old:
            print(f"{name} is out of date; run python docs/generate.py", file=sys.stderr)
        return 1 if old else 0
    README.write_text(readme(), encoding="utf-8")
    PICTURES.mkdir(exist_ok=True)
    for picture in PICTURE_LIST:
        svg = asyncio.run(draw(picture))
        (PICTURES / f"{picture.name}.svg").write_text(svg, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
