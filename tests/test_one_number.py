"""How much of one article is in another is one number, wherever it is printed.

Found by reading what is printed, as somebody who quotes it would: every output gives a table of
"so many percent of this one are in that one", and no two of them may disagree.
"""

from __future__ import annotations

import asyncio
import html
import json
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.commands import run_command

from tui.config import demo_folder

sys.path += [str(Path(__file__).parent / "corpus"), str(Path(__file__).parent / "view")]

import made_stories as made
from view_factory import settled, text_of

from tui.cli.request import Asked, find_pages
from tui.text.alignment.rows import percent
from tui.view.app import CompareApp
from tui.view.services import Services

if TYPE_CHECKING:
    from collections.abc import Iterator

Pair = tuple[str, str]

CUT = made.AGENCY[: len(made.AGENCY) * 2 // 3]

SETS: dict[str, dict[str, tuple[str, ...]]] = {
    "strike": {
        "001": ("Dockers walk out", "By The Associated Press", *CUT),
        "002": ("Port closed by strike", *made.AGENCY, *made.UNRELATED[:1]),
        "003": ("What the strike costs", *made.REWORDED),
        "004": ("At the gate", *made.OWN),
    },
    "quoted": {
        "001": ("Minister on the budget", "By Reuters", *made.PRESS_AGENCY),
        "002": ("The minister said so", *made.PRESS_OWN),
        "003": ("Budget", *made.PRESS_AGENCY[:3], *made.UNRELATED),
    },
}


@pytest.fixture(params=["seeds", *SETS], scope="module")
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = tmp_path_factory.mktemp(request.param)
    if request.param == "seeds":
        for page in demo_folder().glob("*.txt"):
            shutil.copy(page, pages / f"{page.name[:3]}.txt")
    else:
        for name, texts in SETS[request.param].items():
            (pages / f"{name}.txt").write_text("\n\n".join(texts) + "\n", encoding="utf-8")
    return pages


def told_by_sentences(text: str) -> Iterator[tuple[Pair, str]]:
    """The sentences of verdicts: the heading says of which article."""
    here = ""
    for line in text.splitlines():
        if heading := re.match(r"(?:  |#### |seeds/|.*/)(\d{3})(?:  | · |\.txt)", line):
            here = heading[1]
        if said := re.search(
            r"(\d+%) of its words are in paragraphs that match (\d{3}) .*?, (\d+%) of (\d{3})'s ",
            " ".join(line.split()),
        ):
            yield (here, said[2]), said[1]
            yield (said[2], here), said[3]


def told_by_story(stories: dict[str, object]) -> Iterator[tuple[Pair, str]]:
    clusters = stories["clusters"]
    assert isinstance(clusters, list)
    for one in (one for cluster in clusters for one in cluster["articles"]):
        if one["compared_with"]:
            pair = Path(one["path"]).stem, Path(one["compared_with"]).stem
            yield pair, percent(one["share_from_source"])
            yield (pair[1], pair[0]), percent(one["source_share_found"])


def told_by_alignment(record: dict[str, dict[str, str]]) -> Iterator[tuple[Pair, str]]:
    pair = Path(record["left"]["path"]).stem, Path(record["right"]["path"]).stem
    summary: dict[str, float] = record["summary"]  # type: ignore[assignment]
    yield pair, percent(summary["left_copied"])
    yield (pair[1], pair[0]), percent(summary["right_copied"])


def told_of_pair(text: str) -> Iterator[tuple[Pair, str]]:
    for share, one, other in re.findall(r"(\d+%) of (\d{3}) is in (\d{3})", " ".join(text.split())):
        yield (one, other), share


def told_by_markdown(text: str) -> Iterator[tuple[Pair, str]]:
    yield from told_by_sentences(text)
    yield from told_of_pair(text)
    columns: list[str] = []
    here = ""
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("### "):
            here = line[4:7]
        columns = columns if line.startswith("|") else []
        if cells[0] == "of … in":
            columns = cells[1:]
        elif columns and len(cells) == len(columns) + 1 and cells[0].isdecimal():
            for column, cell in zip(columns, cells[1:], strict=True):
                if share := re.search(r"\d+%", cell):
                    yield (cells[0], column), share[0]
        elif len(cells) == 4 and cells[0].isdecimal() and re.match(r"\d+%", cells[2]):
            # Who has which paragraph of the article over it.
            yield (here, cells[0]), cells[2].split()[0]


def told_by_html(text: str) -> Iterator[tuple[Pair, str]]:
    for one, other, share in re.findall(r"<dt>(\d{3}) in (\d{3})</dt><dd>.*?</svg> (\d+%)", text):
        yield (one, other), share
    matrix = text[text.index('<table class="matrix">') :].partition("</table>")[0]
    head, *rows = re.findall(r"<tr>(.*?)</tr>", matrix, re.DOTALL)
    columns = re.findall(r">(\d{3})<", head)
    for row in rows:
        name, *cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        of = re.findall(r">(\d{3})<", name)[0]
        for column, cell in zip(columns, cells, strict=True):
            if share := re.search(r"\d+%", cell):
                yield (of, column), share[0]
    for of, table in re.findall(
        r"What the others have of <a href=\"#a\d+\">(\d{3})</a>(.*?)</table>", text, re.DOTALL
    ):
        for row in re.findall(r'<th scope="row"[^>]*>(\d{3})</th>(.*?)</tr>', table, re.DOTALL):
            (share,) = re.findall(r'class="number">(\d+%)', row[1])
            yield (of, row[0]), share
    yield from told_of_pair(html.unescape(re.sub(r"<[^>]+>", "", text)))


def told_by_report(report: dict[str, object]) -> Iterator[tuple[Pair, str]]:
    yield from told_by_story(report["story"])  # type: ignore[arg-type]
    for one in report["sharing"]:  # type: ignore[attr-defined]
        yield (Path(one["article"]).stem, Path(one["in"]).stem), percent(one["copied"])
    for one in report["coverage"]:  # type: ignore[attr-defined]
        for other in one["others"]:
            pair = Path(one["article"]).stem, Path(other["path"]).stem
            yield pair, percent(other["copied"])
    for one in report["alignments"]:  # type: ignore[attr-defined]
        yield from told_by_alignment(one)


def told_by_check(record: dict[str, list[dict[str, str]]]) -> Iterator[tuple[Pair, str]]:
    for one in (*record["over"], *record["near"]):
        pair = Path(one["path"]).stem, Path(one["compared_with"]).stem
        share: float = one["share_from_source"]  # type: ignore[assignment]
        yield pair, percent(share)


def told_by_check_text(text: str) -> Iterator[tuple[Pair, str]]:
    yield from told_by_sentences(text)
    for one, share, other in re.findall(
        r"(\d{3})\.txt: (\d+%) .*credit \(source: (\d{3})\)\n", text
    ):
        yield (one, other), share
    cut = r"(\d{3})\.txt: .*, up to where (\d{3}) ends \((\d+%) of the whole article\)"
    for one, other, share in re.findall(cut, text):
        yield (one, other), share


def told_on_screen(shown: list[str]) -> Iterator[tuple[Pair, str]]:
    """What the list, the header and the matrix of the app say; first the main screen."""
    header = re.compile(r"(\d+%) in (\d{3}) · \d+ of")
    for screen in shown:
        on_left = re.search(r"◂ (\d{3})", screen)
        for at, (share, other) in enumerate(header.findall(screen)):
            here = re.findall(r" (\d{3})  ", screen.splitlines()[1])[at]
            yield (here, other), share
        for share, one, other in re.findall(r"(\d+%) of (\d{3}) also appears in (\d{3})", screen):
            yield (one, other), share
        if on_left is None:
            yield from told_by_matrix(screen)
            continue
        left, here = on_left[1], ""
        for line in screen.splitlines()[2:]:
            entry = line[:37]
            if name := re.match(r" [ ▸◂] (\d{3}) ", entry):
                here = name[1]
            if share := re.search(r"[█▏▎▍▌▋▊▉░ ] +(\d+%)\s*$", entry):
                yield (here, left), share[1]


def told_by_matrix(screen: str) -> Iterator[tuple[Pair, str]]:
    lines = screen.splitlines()
    columns = lines[1].partition("found in →")[2].split()
    for line in lines[2:]:
        if row := re.match(r".[│ ] +(\d{3}) · ", line):
            cells = re.findall(
                r"╲|\d+%|·(?=  )", line[len(lines[1].partition("found in →")[0]) + 9 :]
            )
            for column, cell in zip(columns, cells, strict=True):
                if cell.endswith("%"):
                    yield (row[1], column), cell


async def screens(folder: Path) -> list[str]:
    opening = find_pages(Asked((str(folder),), fresh=True))
    assert opening is not None
    app = CompareApp(Services(opening.library, opening.keys, opening.place))
    shown = []
    async with app.run_test(size=(150, 48)) as pilot:
        await settled(pilot)
        shown.append(text_of(app))
        await pilot.press("s")
        await settled(pilot)
        shown.append(text_of(app))
        await pilot.press("x")
        await settled(pilot)
        shown.append(text_of(app))
    return shown


def test_every_output_tells_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def out(*arguments: str) -> str:
        return run_command(capsys, *arguments).out

    pages = str(folder)
    shown = asyncio.run(screens(folder))
    names = sorted(page.stem for page in folder.glob("*.txt"))
    told: dict[str, list[tuple[Pair, str]]] = {
        "story": list(told_by_sentences(out("story", pages))),
        "story json": list(told_by_story(json.loads(out("story", pages, "--format", "json")))),
        "markdown": list(told_by_markdown(out("report", pages, "--format", "markdown"))),
        "html": list(told_by_html(out("report", pages, "--format", "html"))),
        "json": list(told_by_report(json.loads(out("report", pages, "--format", "json")))),
        "app": list(told_on_screen(shown)),
        "matrix": list(told_by_matrix(shown[-1])),
        "check text": list(told_by_check_text(out("check", pages, "--max-uncredited", "1"))),
    }
    check = out("check", pages, "--format", "json", "--max-uncredited", "1")
    told["check"] = list(told_by_check(json.loads(check)))
    told["diff"], told["diff json"] = [], []
    for one in names:
        for other in (name for name in names if name > one):
            pair = str(folder / f"{one}.txt"), str(folder / f"{other}.txt")
            told["diff"] += told_of_pair(out("diff", *pair))
            told["diff json"] += told_by_alignment(
                json.loads(out("diff", *pair, "--format", "json"))
            )
    numbers: dict[Pair, dict[str, list[str]]] = {}
    for source, said in told.items():
        for pair, share in said:
            numbers.setdefault(pair, {}).setdefault(share, []).append(source)
    assert {pair: shares for pair, shares in numbers.items() if len(shares) > 1} == {}
    # Each of them told something, or this would prove nothing.
    assert [source for source, said in told.items() if not said] == []
    assert len(told["diff"]) == len(names) * (len(names) - 1)
