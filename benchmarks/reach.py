"""Pairs and clusters of a made corpus, by runs of words and by MinHash, in one run.

    python benchmarks/reach.py [--articles 4000] [--folder DIR]

Makes its own corpus (families of versions: verbatim, cut, light, reworded, condensed, part of a
report; reports of the same event; lines of an outlet's own; background under many stories), makes
an index of it, clusters it, and clusters the same texts by MinHash with LSH as text-dedup and
datatrove do it, where rensa or datasketch is installed. Prints for each: processor time, ARI,
condensed versions found, the largest cluster.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from itertools import pairwise
from math import comb
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SYLLABLES = "ba ke lo mi nu ra se ti vo zu dor fen gal hur jas kol mar nes pol rik"
SYLLABLES = re.findall("[a-z]+", _SYLLABLES)


class Maker:
    """Makes text in which some words follow others more often than chance has it."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.words = ["".join(self.chance.choices(SYLLABLES, k=k)) for k in (1, 2, 2, 3) * 900]
        self.next = {word: self.chance.choices(self.words, k=12) for word in self.words}

    def paragraph(self, own: list[str]) -> str:
        """A paragraph; some of its words are the event's own."""
        word, words = self.chance.choice(self.words), []
        for _ in range(self.chance.randint(18, 60)):
            word = self.chance.choice(own if self.chance.random() < 0.15 else self.next[word])
            words.append(word)
            if word not in self.next:
                word = self.chance.choice(self.words)
        return " ".join(words).capitalize() + "."

    def version(self, kind: str, text: list[str], own: list[str]) -> list[str]:
        """What a paper makes of a text."""
        match kind:
            case "cut":
                return text[: max(3, len(text) // 2)]
            case "light":
                return [self.reworded(one, 0.03) for one in text]
            case "reworded":
                return [self.reworded(one, 0.2) for one in text]
            case "condensed":
                return [self.reworded(one, 0.3) for one in text[::2]]
            case "part":
                return [*text[1:4], *(self.paragraph(own) for _ in range(6))]
            case _:
                return text

    def reworded(self, text: str, changed: float) -> str:
        """A text in which so many words are others, and half as many are gone."""
        return " ".join(
            self.chance.choice(self.words) if self.chance.random() < changed else word
            for word in text.split()
            if self.chance.random() > changed / 2
        )


def corpus(articles: int, seed: int = 1) -> list[dict[str, Any]]:
    """Rows with the family and the kind of each."""
    maker = Maker(seed)
    chance = maker.chance
    lines = [maker.paragraph([chance.choice(maker.words)]) for _ in range(80)]
    background = [maker.paragraph(["x"]) for _ in range(max(4, articles // 300))]
    rows: list[dict[str, Any]] = []

    def add(texts: list[str], day: int, family: int | None, kind: str, *, credit: bool) -> None:
        paper = chance.randrange(80)
        texts = [*texts, lines[paper]] if chance.random() < 0.15 else texts
        rows.append(
            {
                "id": f"a{len(rows)}", "outlet": f"Paper {paper}", "family": family, "kind": kind,
                "date": f"2024-{1 + day // 28:02}-{1 + day % 28:02}",
                "byline": "By Associated Press" if credit else "", "title": texts[0][:50],
                "text": "\n\n".join(texts),
            }
        )  # fmt: skip

    family = 0
    while len(rows) < articles:
        day = chance.randrange(300)
        own = ["".join(chance.choices(SYLLABLES, k=4)) for _ in range(20)]
        text = [maker.paragraph(own) for _ in range(chance.randint(6, 20))]
        if chance.random() < 0.6:
            add(text, day, None, "own", credit=False)
            continue
        family += 1
        text += [chance.choice(background)] if chance.random() < 0.5 else []
        add(text, day, family, "source", credit=True)
        for _ in range(min(60, int(chance.paretovariate(1.3)))):
            kind = chance.choice(("verbatim", "cut", "light", "reworded", "condensed", "part"))
            kept = maker.version(kind, text, own)
            add(kept, day + chance.randrange(3), family, kind, credit=chance.random() < 0.5)
    return rows


def ari(gold: Iterable[object], found: Iterable[object]) -> float:
    """The adjusted Rand index of two ways to cluster."""
    both = list(zip(gold, found, strict=True))
    pairs = sum(comb(n, 2) for n in Counter(both).values())
    ones = sum(comb(n, 2) for n in Counter(one for one, _ in both).values())
    others = sum(comb(n, 2) for n in Counter(other for _, other in both).values())
    chance = ones * others / comb(len(both), 2)
    return (pairs - chance) / ((ones + others) / 2 - chance)


def scored(name: str, rows: list[dict[str, Any]], found: dict[str, object], spent: float) -> None:
    """Print how good clusters are."""
    gold = [row["family"] or row["id"] for row in rows]
    given = [found.get(row["id"], row["id"]) for row in rows]
    sources = {row["family"]: row["id"] for row in rows if row["kind"] == "source"}
    condensed = [row for row in rows if row["kind"] == "condensed"]
    right = sum(
        found.get(row["id"], "-") == found.get(sources[row["family"]], "+") for row in condensed
    )
    print(
        f"{name:28} {spent:7.1f} s   ARI {ari(gold, given):.4f}   condensed"
        f" {right / max(len(condensed), 1):.3f}   largest {max(Counter(given).values())}"
        f" of {max(Counter(gold).values())}"
    )


def spent() -> float:
    """Processor time so far, with that of processes that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def by_runs(rows: list[dict[str, Any]], folder: Path) -> None:
    """Index and cluster with this program."""
    kept = ("id", "outlet", "date", "byline", "title", "text")
    lines = (json.dumps({name: row[name] for name in kept}) for row in rows)
    (folder / "rows.jsonl").write_text("\n".join(lines))
    compare = (sys.executable, "-m", "tui")
    index, out = str(folder / "index"), folder / "out"
    begun = spent()
    subprocess.run([*compare, "index", str(folder / "rows.jsonl"), "-o", index], check=True)
    print(f"indexing: {spent() - begun:.1f} s of processor time")
    for judge in ("none", "band"):
        begun = spent()
        asked = ["cluster", index, "-o", str(out), "--format", "jsonl", "--judge", judge]
        subprocess.run([*compare, *asked], check=True, stdout=subprocess.DEVNULL)
        members = map(json.loads, (out / "members.jsonl").read_text().splitlines())
        found = {member["id"]: member["cluster"] for member in members}
        scored(f"compare --judge {judge}", rows, found, spent() - begun)


def joined(pairs: Iterable[tuple[str, str]]) -> dict[str, object]:
    """The clusters that pairs make."""
    first: dict[str, str] = {}

    def find(one: str) -> str:
        while first.setdefault(one, one) != one:
            one = first[one]
        return one

    for one, other in pairs:
        first[find(one)] = find(other)
    return {one: find(one) for one in list(first)}


def by_minhash(name: str, rows: list[dict[str, Any]], sets: Callable[[int], Any], n: int) -> None:
    """MinHash with LSH, 128 permutations.

    Runs of five words in 32 bands, likeness from .5 on, are the usual setting; those of three in
    64 bands, from .2 on, are what finds most copies.
    """
    bands, least = (64, 26) if n == 3 else (32, 64)
    rows_of = 128 // bands
    begun = spent()
    holders: dict[tuple[int, tuple[int, ...]], list[int]] = {}
    digests = []
    for at in range(len(rows)):
        digest = list(sets(at))
        digests.append(digest)
        for band in range(bands):
            part = tuple(digest[rows_of * band : rows_of * (band + 1)])
            holders.setdefault((band, part), []).append(at)
    pairs = {pair for held in holders.values() for pair in pairwise(held)}
    alike = (
        (rows[one]["id"], rows[other]["id"])
        for one, other in pairs
        if sum(map(int.__eq__, digests[one], digests[other])) >= least
    )
    scored(f"{name}, {n}-word", rows, joined(alike), spent() - begun)


def main() -> None:
    """Make the corpus, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=4000)
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    rows = corpus(asked.articles)
    with tempfile.TemporaryDirectory() as folder:
        by_runs(rows, asked.folder or Path(folder))
    for n in (3, 5):
        texts = [re.findall(r"\w+", row["text"].lower()) for row in rows]
        runs = [list({" ".join(words[at : at + n]) for at in range(len(words))}) for words in texts]
        try:
            from rensa import RMinHash
        except ImportError:
            print("rensa is not installed")
        else:

            def rensa(at: int, runs: list[list[str]] = runs) -> list[int]:
                made = RMinHash(num_perm=128, seed=42)
                made.update(runs[at])
                return [int(number) for number in made.digest()]

            by_minhash("rensa", rows, rensa, n)
        try:
            from datasketch import MinHash
        except ImportError:
            print("datasketch is not installed")
        else:

            def datasketch(at: int, runs: list[list[str]] = runs) -> list[int]:
                made = MinHash(num_perm=128)
                made.update_batch([run.encode() for run in runs[at]])
                return [int(number) for number in made.hashvalues]

            by_minhash("datasketch", rows, datasketch, n)


if __name__ == "__main__":
    main()
