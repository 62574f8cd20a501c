"""What is measured on pairs: links, moved blocks, flagged differences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scoring import MADE, SEEDS, Tally, answers

from tui.text import align, read_article
from tui.text.model import Article, Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.config import Config
    from tui.text.model import Alignment, Difference, Offsets

FLAGGED = {"substance", "quotation"}


def measure_pairs(config: Config) -> dict[str, float]:
    """Measure links on seeds and made pairs, and differences on pairs judged by editors.

    Args:
        config: The configuration to measure.

    Returns:
        Name of the measure to value, 1 being perfect.
    """
    return (
        _seed_links(config)
        | _made_links(config)
        | _sentences(config)
        | _paraphrases(config)
        | _related(config)
        | _lens(config, "lens")
        | _lens(config, "edited")
        | _style(config)
    )


def article_of(texts: Sequence[str]) -> Article:
    """An article of body paragraphs, paragraph i standing on line i."""
    body = tuple(Paragraph(text, "body", (i, i)) for i, text in enumerate(texts))
    return Article("made", "", "utf-8", None, None, None, None, body, ())


def _seed_links(config: Config) -> dict[str, float]:
    near, linked = Tally(), Tally()
    for pair, gold in answers("seeds.json")["links"].items():
        left, right = (read_article(SEEDS / name, config) for name in pair.split())
        alignment = align(left, right, config)
        unscored = set(map(tuple, gold["unscored"]))
        wanted_near = set(map(tuple, gold["near"]))
        near.add(_lines(alignment, {"same", "near"}) - unscored, wanted_near)
        wanted = wanted_near | set(map(tuple, gold["related"]))
        linked.add(_lines(alignment, {"same", "near", "related"}) - unscored, wanted)
    return {"seeds: near links F1": near.f1, "seeds: any link F1": linked.f1}


def _made_links(config: Config) -> dict[str, float]:
    linked, moved = Tally(), Tally()
    for file in sorted((MADE / "synd").iterdir()):
        gold = answers(f"synd/{file.name}")
        alignment = align(article_of(gold["a"]), article_of(gold["b"]), config)
        wanted = {(file.name, *link) for link in gold["links"]}
        links = {(file.name, link.left, link.right): link for link in alignment.links}
        linked.add(set(links), wanted)
        moves = {(file.name, key[2]) for key in wanted & set(links) if links[key].moved}
        moved.add(moves, {(file.name, right) for right in gold["moved"]})
    return {"made pairs: links F1": linked.f1, "made pairs: moved F1": moved.f1}


def _sentences(config: Config) -> dict[str, float]:
    """Sentences and their paraphrases in reverse, a third of them without a counterpart."""
    pairs = answers("sentences.json")
    places = range(len(pairs))
    left = [place for place in places if place % 6 != 0]
    right = [place for place in reversed(places) if place % 6 != 3]
    alignment = align(
        article_of([pairs[place]["left"] for place in left]),
        article_of([pairs[place]["right"] for place in right]),
        config,
    )
    linked = Tally()
    links = {(left[link.left], right[link.right]) for link in alignment.links}
    linked.add(links, {(place, place) for place in set(left) & set(right)})
    return {"made sentence paraphrases: links F1": linked.f1}


def _paraphrases(config: Config) -> dict[str, float]:
    """Sets of sentences told anew: in order, shuffled, and a fifth of each without the other."""
    linked = Tally()
    for name, pairs in answers("paraphrases.json").items():
        places = range(len(pairs))
        mixed = sorted(places, key=lambda place: place * 7 % len(places))
        tasks = (
            (list(places), list(places)),
            (list(places), mixed),
            ([p for p in places if p % 5 != 0], [p for p in mixed if p % 5 != 3]),
        )
        for left, right in tasks:
            alignment = align(
                article_of([pairs[place]["left"] for place in left]),
                article_of([pairs[place]["right"] for place in right]),
                config,
            )
            task = (name, tuple(right))
            found = {(*task, left[link.left], right[link.right]) for link in alignment.links}
            linked.add(found, {(*task, place, place) for place in set(left) & set(right)})
    return {"made heavy paraphrases: links F1": linked.f1}


def _related(config: Config) -> dict[str, float]:
    gold = answers("related.json")
    alignment = align(article_of(gold["left"]), article_of(gold["right"]), config)
    linked = Tally()
    linked.add({(one.left, one.right) for one in alignment.links}, set(map(tuple, gold["links"])))
    return {"made reports on one event: any link F1": linked.f1}


def _lens(config: Config, folder: str) -> dict[str, float]:
    clear, flags = Tally(), Tally()
    for file in sorted((MADE / folder).iterdir()):
        gold = answers(f"{folder}/{file.name}")
        alignment = _lens_alignment(gold, config)
        found = _flags_by_lines(alignment)
        judged = {tuple(row["pair"]) for row in gold["differences"]}
        judged |= {tuple(pair) for pair in gold.get("pairs", []) + gold.get("no_flag", [])}
        hits = [(row, _matching(row, found, alignment)) for row in gold["differences"]]
        names = {(file.name, i) for i, (row, _) in enumerate(hits) if row["strength"] == "clear"}
        clear.add({(file.name, i) for i, (_, matches) in enumerate(hits) if matches} & names, names)
        raised = {(file.name, id(flag)) for pair in judged for flag in found.get(pair, [])}
        right = {(file.name, id(flag)) for _, matches in hits for flag in matches}
        flags.add(raised, right)
    return {
        f"{folder}: clear differences found": clear.recall,
        f"{folder}: flags right": flags.precision,
    }


def _lens_alignment(gold: dict[str, Any], config: Config) -> Alignment:
    if "left_paragraphs" in gold:
        left, right = (article_of(gold[f"{side}_paragraphs"]) for side in ("left", "right"))
    else:
        left, right = (read_article(SEEDS / gold[side], config) for side in ("left", "right"))
    return align(left, right, config)


def _flags_by_lines(alignment: Alignment) -> dict[tuple[int, int], list[Difference]]:
    left, right = alignment.left.paragraphs, alignment.right.paragraphs
    return {
        (left[link.left].lines[0], right[link.right].lines[0]): [
            difference for difference in link.differences if difference.category in FLAGGED
        ]
        for link in alignment.links
    }


def _matching(
    row: dict[str, Any], found: dict[tuple[int, int], list[Difference]], alignment: Alignment
) -> list[Difference]:
    """The flags that overlap the words that an editor flagged."""
    first, second = row["pair"]
    left = _place(row["left"], first, alignment.left)
    right = _place(row["right"], second, alignment.right)
    return [
        flag
        for flag in found.get((first, second), [])
        if _overlap(flag.left, left) or _overlap(flag.right, right)
    ]


def _place(words: str, line: int, article: Article) -> Offsets | None:
    text = next(each.text for each in article.paragraphs if each.lines[0] == line)
    start = text.find(words) if words else -1
    return (start, start + len(words)) if start >= 0 else None


def _overlap(one: Offsets | None, other: Offsets | None) -> bool:
    return bool(one and other and one[0] < other[1] and other[0] < one[1])


def _style(config: Config) -> dict[str, float]:
    pairs = answers("style_pairs.json")
    clean = 0
    for pair in pairs:
        links = align(article_of([pair["left"]]), article_of([pair["right"]]), config).links
        categories = {each.category for link in links for each in link.differences}
        clean += bool(links) and not categories & FLAGGED
    return {"style pairs: none flagged": clean / len(pairs)}


def _lines(alignment: Alignment, kinds: set[str]) -> set[tuple[int, int]]:
    left, right = alignment.left.paragraphs, alignment.right.paragraphs
    return {
        (left[link.left].lines[0], right[link.right].lines[0])
        for link in alignment.links
        if link.kind in kinds
    }
