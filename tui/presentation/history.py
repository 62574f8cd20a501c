"""What a paper changed from one version of an article to the next, in words; what matters first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.corpus.copies import letters_of
from tui.presentation.sentence import told_of
from tui.text.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.corpus.story.versions import Step
    from tui.text.model import Article, Difference, Link


NO_VERSIONS = "No versions found: no two pages share an address, or an outlet and headline."


class KeyChange(NamedTuple):
    """A change that matters.

    Attributes:
        what: Such as `headline`, `credit`, `number` or `attribution`; of a quotation, `quotation`.
        before: The words that were there; inert, empty where there were none.
        after: The words that are there now; the same.
        said: The change in words; inert.
        place: The index of the later version's paragraph that it stands in, if in one.
    """

    what: str
    before: str
    after: str
    said: str
    place: int | None = None


def key_changes(step: Step) -> tuple[KeyChange, ...]:
    """What matters of the changes: headline, credit and byline, then of the text in its order."""
    return (*_around(step.before, step.after), *_in_text(step))


def _around(before: Article, after: Article) -> Iterator[KeyChange]:
    services = [one.credit.service if one.credit else None for one in (before, after)]
    for what, one, other in (
        ("headline", before.title, after.title),
        ("credit", services[0], services[1]),
        ("byline", before.byline, after.byline),
    ):
        # A headline that is missing was not found; a credit is there or not.
        if letters_of(one or "") == letters_of(other or "") or (what != "credit" and not other):
            continue
        if what == "headline" and not one:
            continue
        left, right = inert(one or ""), inert(other or "")
        yield KeyChange(what, left, right, f"{what} {_from_to(left, right)}")


def _in_text(step: Step) -> Iterator[KeyChange]:
    seen = set()
    for link in step.changed:
        if link.kind == "related":
            continue
        for difference in link.differences:
            if difference.category in ("substance", "quotation"):
                change = _change(step, link, difference)
                if change not in seen:
                    seen.add(change)
                    yield change


def _change(step: Step, link: Link, difference: Difference) -> KeyChange:
    texts = (step.before.paragraphs[link.left].text, step.after.paragraphs[link.right].text)
    quoted = difference.category == "quotation"
    said = told_of(difference, texts)
    spans = difference.left, difference.right
    before, after = (
        "" if span is None else inert(text[slice(*span)])
        for text, span in zip(texts, spans, strict=True)
    )
    return KeyChange(
        "quotation" if quoted else difference.what,
        before,
        after,
        f"quote {said}" if quoted else said,
        link.right,
    )


def _from_to(before: str, after: str) -> str:
    if before and after:
        return f"“{before}” → “{after}”"
    return f"“{after}” added" if after else f"“{before}” dropped"


def counts_said(step: Step) -> str:
    """How much was changed: `2 paragraphs added, 1 dropped, 3 reworded`.

    That an agency withdraws its story is said first.
    """
    withdrawn = "withdrawn by its agency; " if step.after.withdrawn else ""
    return withdrawn + _counts(step)


def _counts(step: Step) -> str:
    counts = {
        "added": len(step.added),
        "dropped": len(step.dropped),
        "reworded": step.changed_count,
        "moved": step.moved,
    }
    said = [f"{number} {what}" for what, number in counts.items() if number]
    if not said:
        number = 0 if step.after.withdrawn else len(step.corrections)
        what = "1 correction" if number == 1 else f"{number} corrections"
        return f"{what}, text unchanged" if number else "text unchanged"
    first, _, rest = said[0].partition(" ")
    return f"{first} paragraph{'' if first == '1' else 's'} {', '.join([rest, *said[1:]])}"
