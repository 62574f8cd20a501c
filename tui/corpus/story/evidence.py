"""Why a verdict is what it is, in sentences for people; and the verdict in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.corpus.story.derivation import METER_CLASSES, METER_EXPLAINED
from tui.corpus.story.page_text import MOST_SHOWN
from tui.corpus.story.verdicts import COPY, WORDS, credits_family
from tui.text.alignment.rows import percent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tui.corpus.settings import DerivationSettings
    from tui.corpus.story.cues import Cues
    from tui.corpus.story.derivation import Derivation
    from tui.corpus.story.verdicts import Doubt, Judgement, VerdictKind


MOST_SIGNS = 3
"""How many signs of own reporting are shown."""


NOTHING_FOUND = "No other page here is close enough to compare it with."
"""What is said where there is nothing to compare with."""


_DOUBTS: dict[Doubt, str] = {
    "another-service": "Can't tell: it carries the text of one service and credits another.",
    "other-text": "Can't tell: it credits {service}, but contains little of {service}'s text here; "
    "it may use another story or version by {service}.",
    "told-service": "Can't tell: others carry its text and no page credits a service, but it cites "
    "one.",
    "few-words": "Can't tell: little of it is in {model}, but some of that is word for word.",
    "no-long-run": "Can't tell: less than half of it is in {model}, and no long run of words is.",
    "only-quoted": "Can't tell: what it has in common with {model} is a quotation, which others "
    "may have had as well.",
    "paraphrased": "Can't tell: at least half of its paragraphs say the same as {model}, but none "
    "in the same words.",
    "nothing-verbatim": "Can't tell: much of it matches {model}, but outside quotation marks no "
    "run of {run} words is the same{order}.",
    "cited-back": "Can't tell: {model} has its text, and gives its paper as a source.",
    "cited-alike": "Can't tell: it may have its text from the paper that {model} cites, too.",
}


def verdict_line(
    judgement: Judgement, cues: Cues, names: Sequence[str], settings: DerivationSettings
) -> str:
    """A verdict in a few words, such as `No credit: AP copy, reworded`, what decides first.

    Args:
        names: Short names of all articles, by place.

    Returns:
        One line; page text is in it only as a file's name.
    """
    if judgement.kind in _WORDED:
        return _WORDED[judgement.kind](judgement, cues, names)
    if words := WORDS[judgement.kind]:
        return words
    credited = is_credited(judgement, cues)
    parts = [_whose(judgement, cues, names), _how_credited(judgement, cues, credited=credited)]
    if not credited and (judgement.service or judgement.from_source):
        parts = [f"No credit: {parts[0]}"]
    derivation = judgement.derivation
    if derivation is not None and derivation.copied:
        if derivation.verbatim < settings.reworded:
            parts.append("reworded")
        if derivation.condensing < settings.condensed:
            parts.append("shortened")
    known = " · known, not inferred" if judgement.known else ""
    return f"{', '.join(filter(None, parts))}{known}"


def _original(judgement: Judgement, cues: Cues, names: Sequence[str]) -> str:
    given = ", as given" if judgement.given else ""
    if judgement.service:
        return f"{judgement.service} original{given}"
    return f"press release{given}" if judgement.release else f"original{given}"


def _shared(judgement: Judgement, cues: Cues, names: Sequence[str]) -> str:
    model = names[judgement.model] if judgement.model is not None else ""
    if judgement.leftover is not None:
        return f"shares a service's text with {model}; no page says whose"
    if judgement.dated is not None:
        return f"shares text with {model}, dated {judgement.dated}; unclear whose it is"
    return f"shares text with {model}; unclear which came first"


NO_MATCH = "no match in these pages"


NO_COPY = "no copy found in these pages"
"""What is said of an article of which more than a little matches another one, and is no copy."""


_LITTLE = 0.1
"""The share of an article's words that may match another one without a word about it."""


NO_OTHER_MATCH = "no match in other pages"
"""The same of an article of which there are other versions among the pages."""


def _nothing_found(judgement: Judgement, cues: Cues, names: Sequence[str]) -> str:
    if cues.service:
        return f"credits {cues.service}"
    found = NO_MATCH
    derivation, model = judgement.derivation, judgement.model
    if derivation is not None and model is not None and derivation.share > _LITTLE:
        found = NO_COPY if derivation.basis else f"shares only quotations with {names[model]}"
    return f"{found}, with {cues.contributor} material" if cues.contributor else found


def _own(judgement: Judgement, cues: Cues, names: Sequence[str]) -> str:
    words = WORDS["own"]
    return f"{words}, with {cues.contributor} material" if cues.contributor else words


_WORDED: dict[VerdictKind, Callable[[Judgement, Cues, Sequence[str]], str]] = {
    "original": _original,
    "shared": _shared,
    "no-match": _nothing_found,
    "own": _own,
}
"""Verdicts whose words are not those of copy."""


def _how_credited(judgement: Judgement, cues: Cues, *, credited: bool) -> str:
    if credited and not judgement.service:
        # Whether the original is that service's is not known.
        named = cues.service or cues.contributor
        return f"credits {named}" if named else "credited"
    return "credited" if credited else ""


def is_credited(judgement: Judgement, cues: Cues) -> bool:
    """Whether the page credits whose copy it is or carries."""
    if judgement.cited is not None:
        return True
    return credits_family(judgement.service, cues, given=judgement.known, release=judgement.release)


def _whose(judgement: Judgement, cues: Cues, names: Sequence[str]) -> str:
    """Whose text it is, and what the rest is."""
    model = names[judgement.model] if judgement.model is not None else ""
    if judgement.kind != "part-copy":
        if judgement.service:
            return f"{judgement.service} copy"
        return f"copy of {model}"
    services = [_named(whose, names) for whose, _ in judgement.also]
    services += [mention.service for mention in judgement.foreign]
    rest = " and ".join(dict.fromkeys(services)) or _unmatched(judgement, cues)
    if judgement.service:
        return f"part {judgement.service}, part {rest}"
    return f"part {model}, part {rest}"


def _unmatched(judgement: Judgement, cues: Cues) -> str:
    """What the rest of a part copy is called: the paper's own only where the page shows it.

    Quotations don't where the page credits another service, too, whose text isn't here.
    """
    quotes = judgement.derivation and judgement.derivation.quoted and not cues.credited_too
    return "own" if quotes or cues.shows_own_work else "unmatched"


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
            _of_doubt(judgement, names, settings),
            _of_page(judgement, cues),
            _of_source(judgement, cues, names),
            _of_own_work(judgement, cues),
            _of_shares(judgement, names, settings),
            _of_ends(judgement, names),
            _of_mentions(judgement, cues),
        )
        for sentence in part
    )


def _of_doubt(
    judgement: Judgement, names: Sequence[str], settings: DerivationSettings
) -> Iterator[str]:
    if judgement.doubt is not None:
        derivation = judgement.derivation
        ordered = derivation is None or derivation.in_order >= settings.least_order
        yield _DOUBTS[judgement.doubt].format(
            model=names[judgement.model] if judgement.model is not None else "",
            service=judgement.service or "",
            run=settings.run,
            order="" if ordered else ", and the order differs",
        )


def _of_page(judgement: Judgement, cues: Cues) -> Iterator[str]:
    service = cues.service or cues.contributor
    if _is_signed(judgement, cues) and cues.signed is not None:
        where = f"{cues.places} {cues.signed.line}"
        part = "byline" if cues.headed is None else "headline"
        yield f"Its {part} credits {judgement.service}: {_quoted(cues.signed.words)} ({where})."
    elif service is None:
        if (unnamed := cues.agencies) is not None:
            where = f"{cues.places} {unnamed.line}"
            yield f"Credits wire services, none by name: {_quoted(unnamed.words)} ({where})."
        elif judgement.kind != "original":
            yield "Credits no wire service."
    else:
        credit = cues.credit[0]
        how = "" if cues.service else " for material only"
        yield f"Credits {service}{how}: {_quoted(credit.text)} ({cues.places} {credit.lines[0]})."
    if cues.dateline is not None:
        yield f"Begins with a dateline: {_quoted(cues.dateline)}."
    if cues.person is not None and not _is_signed(judgement, cues):
        yield f"Its byline names no service: {_quoted(cues.person)}."


def _is_signed(judgement: Judgement, cues: Cues) -> bool:
    """Whether a byline such as `Ada Lund/TT` is what credits the text."""
    signed = cues.signed
    uses = judgement.from_source or judgement.is_source
    return signed is not None and uses and signed.service == judgement.service


def _of_source(judgement: Judgement, cues: Cues, names: Sequence[str]) -> Iterator[str]:
    model = names[judgement.model] if judgement.model is not None else ""
    service = judgement.service
    if judgement.kind == "original" and not judgement.given:
        signs = ", ".join(
            f"{_quoted(sign.words)} ({cues.places} {sign.line})" for sign in cues.release
        )
        yield f"The page says it is a press release: {signs}."
        yield "The others are checked against it."
    elif judgement.kind == "original":
        yield "Given as an original: the others are checked against it."
    elif judgement.known:
        yield f"{model} was given as the original: the source is known, not inferred."
    elif judgement.release:
        yield f"{model} is a press release."
    elif judgement.is_source and service:
        yield (
            f"Used as the {service} text: it credits {service}, and the others are checked "
            "against it."
        )
    elif judgement.is_source:
        yield (
            "The likeliest source of the shared text: the others carry what this paper found out "
            "itself."
        )
    yield from _of_citing(judgement, model)
    if judgement.kind == "shared":
        yield from _of_sharing(judgement, cues, names)
    from_release = judgement.release or (judgement.known and not service and cues.says_release)
    if from_release and judgement.kind in COPY:
        yield from _of_release(cues)


def _of_citing(judgement: Judgement, model: str) -> Iterator[str]:
    if (cited := judgement.cited) is not None:
        yield f"Gives {model}'s paper as its source: {_quoted(cited.words)} (line {cited.line})."
    if (cited := judgement.cited_by) is not None:
        yield f"{model} gives this paper as its source: {_quoted(cited.words)} (line {cited.line})."


def _of_sharing(judgement: Judgement, cues: Cues, names: Sequence[str]) -> Iterator[str]:
    model = names[judgement.model] if judgement.model is not None else ""
    if judgement.leftover is not None:
        place, sign = judgement.leftover
        yield (
            f"{names[place]} has a service's note to editors: "
            f"{_quoted(sign.words)} (line {sign.line}). So both got the text from a service."
        )
        return
    if judgement.dated is not None:
        yield f"{model} is dated {judgement.dated}, which does not show where the text comes from."
    shared = judgement.derivation.copied if judgement.derivation is not None else ()
    signs = [sign for sign in cues.own_work.sure if sign.paragraph in shared]
    yield (
        "The pages don't show which had the text first, or where it came from: neither names "
        "its source, "
        + (
            f"and what points to a paper's own reporting is in both: {_quoted(signs[0].words)}."
            if signs
            else "and nothing in the shared text points to a paper's own reporting."
        )
    )


def _of_release(cues: Cues) -> Iterator[str]:
    sign = cues.says_release
    if sign is None:
        yield "Does not say that its text is from a press release."
    else:
        yield f"Names a press release: {_quoted(sign.words)} ({cues.places} {sign.line})."


def _of_own_work(judgement: Judgement, cues: Cues) -> Iterator[str]:
    if judgement.kind == "own":
        signs = (*cues.own_work.sure, *cues.own_work.sent, *cues.own_work.likely)
        for sign in signs[:MOST_SIGNS]:
            yield f"Sign of own reporting: {_quoted(sign.words)} ({cues.places} {sign.line})."
        if not signs:
            yield "Signs of own reporting: a dateline, and a byline that names no service."
    elif judgement.kind == "no-match" and not cues.service:
        yield (
            "Nothing on the page points to own reporting, such as “told this newspaper” or a "
            "correspondent's dateline."
        )


def _of_shares(
    judgement: Judgement, names: Sequence[str], settings: DerivationSettings
) -> Iterator[str]:
    derivation = judgement.derivation
    if derivation is None or judgement.model is None:
        if judgement.kind in ("own", "no-match") and not judgement.is_source:
            yield NOTHING_FOUND
        return
    model = names[judgement.model]
    if derivation.share:
        yield (
            f"{percent(derivation.share)} of its words are in paragraphs that match {model} "
            f"({_of(derivation.paragraphs)}); the other way round, "
            f"{percent(derivation.model_share)} of {model}'s ({_of(derivation.model_paragraphs)})."
        )
    if derivation.copied:
        yield from _of_copy(derivation, model, settings, shared=not judgement.from_source)
    else:
        yield f"None of its paragraphs is copied from {model}."
    if derivation.only_quoted:
        number = derivation.only_quoted
        share = "paragraph shares" if number == 1 else "paragraphs share"
        counted = "shared text" if judgement.kind == "shared" else "copied"
        yield f"{number} {share} only a quotation; not counted as {counted}."
    for whose, more in judgement.also:
        text = _named(whose, names)
        yield f"Another {percent(more)} of its prose is copied from {text}'s text."
    if derivation.related:
        paragraphs = "paragraph paraphrases" if derivation.related == 1 else "paragraphs paraphrase"
        yield f"{derivation.related} {paragraphs} {model}."


def _of_copy(
    derivation: Derivation, model: str, settings: DerivationSettings, *, shared: bool
) -> Iterator[str]:
    """What is copied, and how; `shared` where nothing shows which of the two had it first."""
    copied = "shared" if shared else "copied"
    until = ""
    if derivation.model_stop is not None:
        until = f", up to where {model} ends"
        yield (
            f"Up to where {model} ends, {percent(derivation.share_to_end)} of the words are in "
            f"paragraphs that match {model}."
        )
    basis = f"{percent(derivation.basis)} of its prose outside quotation marks is {copied}{until}."
    derived = f"METER class: {METER_CLASSES[derivation.derived]} ({METER_EXPLAINED}); "
    # A class says who derived from whom.
    yield basis if shared else f"{derived}{basis}"
    if derivation.quoted:
        number = sum(derivation.quoted.values())
        words = "word" if number == 1 else "words"
        yield (
            f"Quotations not in {model}: {number} {words}. Of prose and quotations together, "
            f"{percent(derivation.whole)} is {copied}{until}."
        )
    yield f"{percent(derivation.in_order)} of the {copied} paragraphs keep {model}'s order."
    if not derivation.longest:
        yield f"No run of {settings.run} words is the same in both."
        return
    yield (
        f"{percent(derivation.verbatim)} of the {copied} prose is word for word; the longest run "
        f"is {derivation.longest} words ({derivation.longest_prose} outside quotation marks)."
    )


def _of_ends(judgement: Judgement, names: Sequence[str]) -> Iterator[str]:
    derivation = judgement.derivation
    model = names[judgement.model] if judgement.model is not None else ""
    if derivation is not None and model and derivation.model_stop is not None:
        yield (
            f"{model} ends early: what follows here may be the rest of the same text, and is "
            "not counted as own reporting."
        )
    if judgement.fuller is not None:
        other, share = judgement.fuller
        found = f"{percent(share)} of the prose is in {model} or {names[other]}"
        yield f"{names[other]} has more of the same text: {found}."
    for other in judgement.stops:
        yield f"Ends early: {names[other]} contains this text and continues."


def _of_mentions(judgement: Judgement, cues: Cues) -> Iterator[str]:
    foreign = {mention.service for mention in judgement.foreign}
    for mention in cues.mentions:
        if mention.service in (cues.service, cues.contributor):
            continue
        said = f"{_quoted(mention.words)} ({cues.places} {mention.line})"
        if mention.service in foreign:
            yield f"Cites {mention.service}: {said}."
        else:
            yield f"{said} mentions {mention.service}, but is not a credit."
    for picture in cues.pictures:
        signed = picture == cues.signed and _is_signed(judgement, cues)
        if picture.service not in (cues.service, cues.contributor) and not signed:
            where = f"{cues.places} {picture.line}"
            yield f"Credits {picture.service} for a photo only: {_quoted(picture.words)} ({where})."


def _of(counts: tuple[int, int]) -> str:
    return f"{counts[0]} of {counts[1]}"


def _quoted(text: str) -> str:
    return f"“{text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + '…'}”"
