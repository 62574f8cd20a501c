"""Why a verdict is what it is, in sentences for people; and the verdict in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.corpus.story.cues import MOST_SHOWN
from tui.corpus.story.derivation import METER_CLASSES
from tui.corpus.story.verdicts import COPY, WORDS, credits_family
from tui.text.alignment.rows import percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.corpus.settings import DerivationSettings
    from tui.corpus.story.cues import Cues
    from tui.corpus.story.derivation import Derivation
    from tui.corpus.story.verdicts import Doubt, Judgement


_DOUBTS: dict[Doubt, str] = {
    "another-service": "Can't tell: it carries the text of one service and credits another.",
    "other-text": "Can't tell: it credits {service}, but has little of {service}'s text here; that "
    "may be another story or version of {service}'s.",
    "told-service": "Can't tell: others carry its text, no page credits a service, but it has "
    "words that were said to one.",
    "few-words": "Can't tell: little of it is in {model}, but some of that is word for word.",
    "nothing-verbatim": "Can't tell: much of it is in {model}, but neither a run of words nor "
    "the order.",
}


def verdict_line(
    judgement: Judgement, cues: Cues, names: Sequence[str], settings: DerivationSettings
) -> str:
    """A verdict in a few words, such as `AP copy, uncredited, reworded`.

    Args:
        names: Short names of all articles, by place.

    Returns:
        One line; page text is in it only as a file's name.
    """
    if judgement.kind == "original":
        return (
            f"{judgement.service} original, as given" if judgement.service else "original, as given"
        )
    words = WORDS[judgement.kind]
    if words:
        with_whom = judgement.kind == "own" and cues.contributor
        return f"{words}, with {cues.contributor}" if with_whom else words
    credited = is_credited(judgement, cues)
    parts = [_whose(judgement, names), _how_credited(judgement, cues, credited=credited)]
    derivation = judgement.derivation
    if derivation is not None and derivation.copied:
        if derivation.verbatim < settings.reworded:
            parts.append("reworded")
        if derivation.condensing < settings.condensed:
            parts.append("condensed")
    known = " · known, not inferred" if judgement.known else ""
    return f"{', '.join(parts)}{known}"


def _how_credited(judgement: Judgement, cues: Cues, *, credited: bool) -> str:
    if credited and not judgement.service:
        # Whether the original is that service's is not known.
        return f"credits {cues.service or cues.contributor}"
    return "credited" if credited else "uncredited"


def is_credited(judgement: Judgement, cues: Cues) -> bool:
    """Whether the page credits the service whose copy it is or carries."""
    return credits_family(judgement.service, cues, given=judgement.known)


def _whose(judgement: Judgement, names: Sequence[str]) -> str:
    """Whose text it is, and what the rest is."""
    model = names[judgement.model] if judgement.model is not None else ""
    if judgement.kind != "part-copy":
        if judgement.service:
            return f"{judgement.service} copy"
        return f"copy of {model}" if judgement.from_source else f"same copy as {model}"
    services = [_named(whose, names) for whose, _ in judgement.also]
    services += [mention.service for mention in judgement.foreign]
    rest = " and ".join(dict.fromkeys(services)) or "own"
    if judgement.service:
        return f"part {judgement.service}, part {rest}"
    shared = f"part {model}" if judgement.from_source else f"part same as {model}"
    return f"{shared}, part {rest}"


def _named(whose: str | int, names: Sequence[str]) -> str:
    """A service, or the name of an article."""
    return whose if isinstance(whose, str) else names[whose]


def evidence(
    judgement: Judgement, cues: Cues, names: Sequence[str], settings: DerivationSettings
) -> tuple[str, ...]:
    """The evidence for a verdict.

    Args:
        names: Short names of all articles, by place.

    Returns:
        Sentences, the weightiest first. Words quoted from the page are as they stand there:
        whoever prints them makes them inert.
    """
    return tuple(
        sentence
        for part in (
            _of_doubt(judgement, names),
            _of_page(judgement, cues),
            _of_source(judgement, names),
            _of_shares(judgement, names, settings),
            _of_ends(judgement, names),
            _of_mentions(judgement, cues),
        )
        for sentence in part
    )


def _of_doubt(judgement: Judgement, names: Sequence[str]) -> Iterator[str]:
    if judgement.doubt is not None:
        model = names[judgement.model] if judgement.model is not None else ""
        service = judgement.service or ""
        yield _DOUBTS[judgement.doubt].format(model=model, service=service)


def _of_page(judgement: Judgement, cues: Cues) -> Iterator[str]:
    service = cues.service or cues.contributor
    if service is None:
        if judgement.kind != "original":
            yield "Credits no wire service."
    else:
        credit = cues.credit[-1]
        how = "Credits" if cues.service else "Credits, for material only,"
        yield f"{how} {service}: {_quoted(credit.text)} ({cues.places} {credit.lines[0]})."
    if cues.dateline is not None:
        yield f"Begins with a dateline: {_quoted(cues.dateline)}."
    if cues.person is not None:
        yield f"Its byline names no service: {_quoted(cues.person)}."


def _of_source(judgement: Judgement, names: Sequence[str]) -> Iterator[str]:
    if judgement.kind == "original":
        yield "Given as an original: others are judged by it, and it is not judged itself."
    elif judgement.known and judgement.model is not None:
        model = names[judgement.model]
        yield f"{model} was given as the original: the source is known, not inferred."
    elif judgement.is_source and judgement.service:
        yield f"Stands for {judgement.service}'s text here: the fullest that credits it."
    elif judgement.is_source:
        yield (
            "The likeliest source of the text that others carry: fuller than theirs, or with a "
            "dateline, byline or date that speaks for it."
        )
    elif judgement.kind in COPY and not judgement.service and not judgement.from_source:
        yield "Which of the pages had the text first, or where it came from, can't be told."


def _of_shares(
    judgement: Judgement, names: Sequence[str], settings: DerivationSettings
) -> Iterator[str]:
    derivation = judgement.derivation
    if derivation is None or judgement.model is None:
        if judgement.kind == "own" and not judgement.is_source:
            yield "No other page here has any of it."
        return
    model = names[judgement.model]
    if derivation.share:
        yield (
            f"{percent(derivation.share)} of its words, in {_of(derivation.paragraphs)} "
            f"paragraphs, are in {model}; {percent(derivation.model_share)} of {model}, "
            f"{_of(derivation.model_paragraphs)} paragraphs, is in it."
        )
    if derivation.copied:
        yield from _of_copy(derivation, model, settings)
    else:
        yield f"None of its paragraphs is copied from {model}."
    if derivation.only_quoted:
        number = derivation.only_quoted
        have = "paragraph there has" if number == 1 else "paragraphs there have"
        yield f"{number} {have} no more than a quotation in common, which is no copy."
    for whose, share in judgement.also:
        text = _named(whose, names)
        yield f"Another {percent(share)} of its prose is copied from {text}'s text."
    if derivation.related:
        paragraphs = "paragraph tells" if derivation.related == 1 else "paragraphs tell"
        yield f"{derivation.related} {paragraphs} the same as {model} in other words."


def _of_copy(derivation: Derivation, model: str, settings: DerivationSettings) -> Iterator[str]:
    if derivation.model_stop is not None:
        yield (
            f"Up to where {model} stops, {percent(derivation.share_to_end)} of its words are in "
            f"{model}."
        )
    until = f", up to where {model} stops" if derivation.model_stop is not None else ""
    yield (
        f"METER class: {METER_CLASSES[derivation.derived]}; {percent(derivation.basis)} of its "
        f"prose outside quotation marks is copied{until}."
    )
    yield f"{percent(derivation.in_order)} of the copied paragraphs keep {model}'s order."
    if not derivation.longest:
        yield f"No run of {settings.run} words is the same in both."
        return
    yield (
        f"{percent(derivation.verbatim)} of the copied prose is word for word; the longest run is "
        f"{derivation.longest} words, outside quotation marks {derivation.longest_prose}."
    )


def _of_ends(judgement: Judgement, names: Sequence[str]) -> Iterator[str]:
    derivation = judgement.derivation
    if derivation is not None and judgement.model is not None and derivation.model_stop is not None:
        model = names[judgement.model]
        yield (
            f"{model} stops early: what follows here may be the rest of the same text, and is "
            "not counted as own reporting."
        )
    if judgement.fuller is not None:
        other, share = judgement.fuller
        yield (
            f"{names[other]} carries the text beyond that: {percent(share)} of the prose is in one "
            "or the other."
        )
    for other in judgement.stops:
        yield f"Stops early: {names[other]} has what it has, and goes on."


def _of_mentions(judgement: Judgement, cues: Cues) -> Iterator[str]:
    foreign = {mention.service for mention in judgement.foreign}
    for mention in cues.mentions:
        if mention.service in (cues.service, cues.contributor):
            continue
        said = f"{_quoted(mention.words)} ({cues.places} {mention.line})"
        if mention.service in foreign:
            yield f"Has what {mention.service} was told or reported: {said}."
        else:
            yield f"{said} names {mention.service}, but is no credit."


def _of(counts: tuple[int, int]) -> str:
    return f"{counts[0]} of {counts[1]}"


def _quoted(text: str) -> str:
    return f"“{text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + '…'}”"
