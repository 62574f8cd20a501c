"""What is measured on single pages: roles, body text, headline, date, credited service."""

from __future__ import annotations

import re
from statistics import mean
from typing import TYPE_CHECKING, Any

from scoring import MADE, SEEDS, Tally, answers, shingle_f1

from tui.text import read_article
from tui.text.article.read import clean
from tui.text.page.read import page_from_bytes

if TYPE_CHECKING:
    from tui.config import Config
    from tui.text.model import Article

READ_ON = {"body", "subhead", "standfirst"}
HTML_FACTS = ("title", "date", "author", "outlet", "url")


def measure_pages(config: Config) -> dict[str, float]:
    """Measure the seeds, the made pages, as text and as HTML, and the examples of credits.

    Args:
        config: The configuration to measure.

    Returns:
        Name of the measure to value, 1 being perfect.
    """
    return _seeds(config) | _made(config) | _heads(config) | _html(config) | _credits(config)


def roles_by_line(article: Article) -> dict[int, str]:
    """The role of each non-blank source line, `chrome` where a rule took it."""
    roles: dict[int, str] = {}
    for paragraph in article.paragraphs:
        first, last = paragraph.lines
        roles |= dict.fromkeys(range(first, last + 1), str(paragraph.role))
    for removed in article.removed:
        first, last = removed.lines
        roles |= dict.fromkeys(range(first, last + 1), "chrome")
    return roles


def _seeds(config: Config) -> dict[str, float]:
    right = total = 0
    for name, gold in answers("seeds.json")["roles"].items():
        roles = roles_by_line(read_article(SEEDS / name, config))
        for role, lines in gold.items():
            right += sum(roles.get(line) == role for line in lines)
            total += len(lines)
    return {"seeds: lines with the right role": right / total}


def _made(config: Config) -> dict[str, float]:
    roles, titles, dates, credits_ = Tally(), Tally(), Tally(), Tally()
    bodies: list[float] = []
    for name, gold in answers("pages_gold.json").items():
        article = read_article(MADE / "pages" / name, config)
        got = roles_by_line(article)
        accepted = {int(line): {role} for line, role in gold["roles"].items()}
        for line, others in gold.get("accept", {}).items():
            accepted[int(line)] |= set(others)
        wanted = {(name, line) for line in accepted}
        roles.add(
            {(name, line) for line, fits in accepted.items() if got.get(line) in fits}, wanted
        )
        bodies.append(_body_f1(name, got, gold["roles"]))
        titles.add(_found(article.title), _found(gold["title"]))
        date = article.date
        dates.add(_accepted(date, gold["date"], gold.get("date_accept")), _found(gold["date"]))
        service = article.credit.service if article.credit else None
        credits_.add(
            _accepted(service, gold["credit"], gold.get("credit_accept")), _found(gold["credit"])
        )
    return {
        "made pages: lines with the right role": roles.recall,
        "made pages: body F1": mean(bodies),
        "made pages: headline right": titles.f1,
        "made pages: date right where given": dates.precision,
        "made pages: date given and right": dates.recall,
        "made pages: credit F1": credits_.f1,
    }


def _heads(config: Config) -> dict[str, float]:
    """Short pages as a browser copies them, many with a name, a day and an outlet to tell."""
    titles, dates, bylines, outlets = Tally(), Tally(), Tally(), Tally()
    pages: list[dict[str, Any]] = answers("heads.json")
    for page in pages:
        article = clean(page_from_bytes(page["text"].encode(), "page.txt"), config)
        titles.add(_found(article.title), _found(page["title"]))
        dates.add(_found(article.date), _found(page["date"]))
        outlets.add(_found(_letters(article.outlet)), _found(_letters(page["outlet"])))
        name = page["byline"]
        named = name is not None and name.split()[-1].lower() in (article.byline or "").lower()
        bylines.add(_found(name if named else article.byline), _found(name))
    return {
        "made heads: headline right": titles.recall,
        "made heads: date given and right": dates.recall,
        "made heads: date right where given": dates.precision,
        "made heads: byline given and right": bylines.recall,
        "made heads: outlet given and right": outlets.recall,
        "made heads: outlet right where given": outlets.precision,
    }


def _letters(name: str | None) -> str | None:
    """A name's letters and digits: Record.com is the Record."""
    if name is None:
        return None
    bare = re.sub(r"\.[a-z]{2,3}$", "", name.lower()).removeprefix("the ")
    return re.sub(r"\W", "", bare)


def _body_f1(name: str, got: dict[int, str], gold: dict[str, str]) -> float:
    lines = (MADE / "pages" / name).read_text(encoding="utf-8").split("\n")
    kept = [lines[line - 1] for line in sorted(got) if got[line] in READ_ON]
    wanted = [lines[int(line) - 1] for line, role in gold.items() if role in READ_ON]
    return shingle_f1("\n".join(kept), "\n".join(wanted))


def _html(config: Config) -> dict[str, float]:
    """The made pages of HTML: their text, and what their metadata and lines say of them."""
    bodies: list[float] = []
    facts = Tally()
    for name, gold in answers("html_gold.json").items():
        article = read_article(MADE / "html" / name, config)
        kept = (one.text for one in article.paragraphs if one.role in READ_ON)
        bodies.append(shingle_f1("\n".join(kept), "\n".join(gold["body"])))
        found = {(fact, getattr(article, fact)) for fact in HTML_FACTS}
        facts.add(
            {fact for fact in found if fact[1]},
            {(fact, gold[fact]) for fact in HTML_FACTS if gold[fact]},
        )
    return {"made HTML: body F1": mean(bodies), "made HTML: facts right": facts.f1}


def _credits(config: Config) -> dict[str, float]:
    right = 0
    examples: list[dict[str, Any]] = answers("credits.json")
    for example in examples:
        page = page_from_bytes(example["text"].encode(), "example.txt")
        credit = clean(page, config).credit
        service = credit.service if credit else None
        right += service in (example["service"], *example.get("accept", []))
    return {"credits: examples right": right / len(examples)}


def _found(value: str | None) -> set[str]:
    return set() if value is None else {value}


def _accepted(value: str | None, wanted: str | None, others: list[str] | None) -> set[str]:
    """A finding as a set; what else is accepted counts as what was wanted."""
    if value is not None and wanted is not None and value in (others or []):
        return {wanted}
    return _found(value)
