"""How well the chrome is taken off, beside tools that see the whole HTML page.

    python benchmarks/chrome.py FOLDER [--config FILE] [--half even|odd] [--mask]

FOLDER holds some of:

    pages/*.txt   pages_truth.jsonl   {file, url, body}: the article as people marked it
    html/NNN.html                     the same pages as HTML, for compare and for the peers
    web/*.txt     web_truth.jsonl     {file, with, without, title, date}: segments to keep, to drop

Files of `pages` that differ in the letter before `.txt` are renderings of one page, scored
apart. Pages: mean precision and recall over four-word shingles and their F1, as in the
article-extraction benchmark (Scrapinghub). Segments: precision, recall and F over all
segments, as in trafilatura's evaluation (Barbaresi). `--half` scores every other page, so that
rules can be tuned on one half and judged on the other; `--mask` empties the word lists of the
chrome rules, to see what structure does alone. The peers are trafilatura, jusText and
inscriptis: pip install '.[bench]'.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from tui.config import Config, load_config
from tui.text.article.read import clean
from tui.text.page.model import PageError
from tui.text.page.read import read_page

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
NOT_READ_ON = {"headline", "byline", "caption", "credit"}


@dataclass(frozen=True, slots=True)
class Score:
    """Precision and recall from 0 to 1, and the number of pages or segments."""

    precision: float
    recall: float
    count: int

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __str__(self) -> str:
        return f"F1 {self.f1:.3f}  precision {self.precision:.3f}  recall {self.recall:.3f}"


def shingle_score(pairs: list[tuple[str, str]]) -> Score:
    """Mean precision and recall of four-word shingles.

    Args:
        pairs: For each page the text found and the text wanted.
    """
    precisions, recalls = [], []
    for found, wanted in pairs:
        got, gold = _shingles(found), _shingles(wanted)
        common = (got & gold).total()
        if got:
            precisions.append(common / got.total())
        if gold:
            recalls.append(common / gold.total())
    return Score(_mean(precisions), _mean(recalls), len(pairs))


def segment_score(rows: list[dict[str, Any]], texts: dict[str, str]) -> Score:
    """Precision and recall of wanted and unwanted segments.

    Args:
        rows: Records of `web_truth.jsonl`.
        texts: The text found, by file.
    """
    right = kept = wanted = 0
    for row in rows:
        text = _fold(texts.get(row["file"], ""))
        hits = sum(_fold(segment) in text for segment in row["with"])
        right += hits
        wanted += len(row["with"])
        kept += hits + sum(_fold(segment) in text for segment in row["without"])
    return Score(right / kept if kept else 0.0, right / wanted if wanted else 0.0, wanted)


def cleaned(files: list[Path], config: Config) -> tuple[dict[str, Any], float]:
    """The articles of some pages by file name, and the median milliseconds for a page."""
    articles: dict[str, Any] = {}
    times = []
    for file in files:
        try:
            page = read_page(file)
        except PageError:
            continue
        start = time.perf_counter()
        articles[file.name] = clean(page, config)
        times.append((time.perf_counter() - start) * 1000)
    return articles, statistics.median(times)


def peers() -> dict[str, Callable[[str], str]]:
    """Text of the article from HTML, by the name of each tool that is installed."""
    found: dict[str, Callable[[str], str]] = {}
    try:
        import inscriptis
        import justext
        import trafilatura
    except ImportError as error:
        print(f"  (peers left out: {error}; pip install '.[bench]')")
        return found

    def by_justext(html: str) -> str:
        paragraphs = justext.justext(html.encode(), justext.get_stoplist("English"))
        return "\n".join(each.text for each in paragraphs if not each.is_boilerplate)

    found["trafilatura (HTML)"] = lambda html: trafilatura.extract(html) or ""
    found["jusText (HTML)"] = by_justext
    found["inscriptis (all text)"] = inscriptis.get_text
    return found


def masked(config: Config) -> Config:
    """The configuration with every list of phrases of the chrome rules emptied."""
    tree = msgspec.to_builtins(config)
    _empty_phrases(tree["chrome"]["rules"])
    return msgspec.convert(tree, Config)


def main() -> None:
    """Print the scores of everything that the folder holds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--config", type=Path, default=ROOT / "config.yaml")
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--mask", action="store_true")
    options = parser.parse_args()
    config = load_config(options.config)
    if options.mask:
        config = masked(config)
    parts = {"pages": score_pages, "web": score_web}
    there = [part for part in parts if (options.folder / f"{part}_truth.jsonl").exists()]
    if not there:
        parser.error(f"{options.folder} has neither pages_truth.jsonl nor web_truth.jsonl")
    for part in there:
        parts[part](options.folder, config, options.half)


def score_pages(folder: Path, config: Config, half: str | None) -> None:
    """Print the scores of `pages`, a rendering at a time, and of the peers on `html`."""
    rows = _rows(folder / "pages_truth.jsonl", half, key=lambda row: int(row["file"][:3]))
    articles, median = cleaned([folder / "pages" / row["file"] for row in rows], config)
    texts = {name: body_text(article) for name, article in articles.items()}
    renderings = sorted({Path(row["file"]).stem[3:] for row in rows})
    for rendering in renderings:
        of_it = [row for row in rows if Path(row["file"]).stem[3:] == rendering]
        score = shingle_score([(texts.get(row["file"], ""), row["body"]) for row in of_it])
        print(f"pages {rendering:2} compare                {score}  ({len(of_it)} pages)")
    print(f"pages    {median:.1f} ms for a page (median)")
    bodies = {row["file"][:3]: row["body"] for row in rows}
    sources = {number: folder / "html" / f"{number}.html" for number in bodies}
    pages = {number: file for number, file in sources.items() if file.exists()}
    if not pages:
        return
    score_html(pages, bodies, config)
    for name, extract in peers().items():
        pairs = [
            (extract(file.read_text(encoding="utf-8", errors="replace")), bodies[number])
            for number, file in pages.items()
        ]
        print(f"pages    {name:22} {shingle_score(pairs)}")


def score_html(pages: dict[str, Path], bodies: dict[str, str], config: Config) -> None:
    """Print the score of compare on pages as HTML.

    Args:
        pages: The files by number.
        bodies: The text wanted of each.
        config: The configuration.
    """
    articles, _ = cleaned(list(pages.values()), config)
    found = [
        (body_text(articles[file.name]) if file.name in articles else "", bodies[number])
        for number, file in pages.items()
    ]
    print(f"pages    compare (HTML)         {shingle_score(found)}  ({len(found)} pages)")


def score_web(folder: Path, config: Config, half: str | None) -> None:
    """Print the scores of `web`: segments, headlines and dates."""
    rows = _rows(folder / "web_truth.jsonl", half, key=lambda row: int(row["file"][:3]))
    articles, median = cleaned([folder / "web" / row["file"] for row in rows], config)
    texts = {name: body_text(article) for name, article in articles.items()}
    print(f"web      compare                {segment_score(rows, texts)}  ({len(rows)} pages)")
    titled = [row for row in rows if row["title"] and row["file"] in articles]
    right = sum(_fold(articles[row["file"]].title or "") == _fold(row["title"]) for row in titled)
    print(f"web      headline right on {right} of {len(titled)} that stand in the text")
    dated = [row for row in rows if row["date"] and row["file"] in articles]
    given = [row for row in dated if articles[row["file"]].date]
    exact = sum(articles[row["file"]].date == row["date"] for row in given)
    print(f"web      date given on {len(given)} of {len(dated)}, right on {exact} of these")
    print(f"web      {median:.1f} ms for a page (median)")


def body_text(article: Any) -> str:
    """What a reader would call the text of an article."""
    kept = (each.text for each in article.paragraphs if each.role not in NOT_READ_ON)
    return "\n".join(kept)


def _rows(
    path: Path, half: str | None, key: Callable[[dict[str, Any]], int]
) -> list[dict[str, Any]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    remainder = {"even": 0, "odd": 1}.get(half or "")
    rows = [row for row in rows if remainder is None or key(row) % 2 == remainder]
    folder = path.parent / path.name.removesuffix("_truth.jsonl")
    there = [row for row in rows if (folder / row["file"]).exists()]
    if len(there) < len(rows):
        print(
            f"  ({len(rows) - len(there)} of {len(rows)} pages of {path} are not there: left out)"
        )
    if not there:
        raise SystemExit(f"no page of {path} is in {folder}")
    return there


def _empty_phrases(tree: Any) -> None:
    if isinstance(tree, list | tuple):
        for part in tree:
            _empty_phrases(part)
        return
    if not isinstance(tree, dict):
        return
    for name, part in tree.items():
        listed = isinstance(part, dict | list | tuple)
        if listed and name in {"words", "starts", "ends", "contains", "like", "phrases"}:
            tree[name] = type(part)()
        elif name != "examples":
            _empty_phrases(part)


def _shingles(text: str, words: int = 4) -> Counter[tuple[str, ...]]:
    tokens = re.findall(r"\w+", text)
    runs = [tuple(tokens[i : i + words]) for i in range(max(1, len(tokens) - words + 1))]
    return Counter(run for run in runs if run)


def _fold(text: str) -> str:
    return " ".join(text.split())


def _mean(values: list[float]) -> float:
    return statistics.mean(values) if values else 0.0


if __name__ == "__main__":
    main()
