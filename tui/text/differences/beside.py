"""What words are by what stands beside them: whose mark, whose day, what nobody else says.

These look at a few units around one, on one side or on both, and at nothing else of the change
that it stands in.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from tui.text.differences.thesaurus import may_stand_for
from tui.text.differences.weighty import SYNONYMS
from tui.text.words.quotations import QUOTATION_MARK
from tui.text.words.tokens import is_unspaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.text.differences.side import ComparedParagraph
    from tui.text.differences.thesaurus import Expression
    from tui.text.differences.weighty import WeightyWord
    from tui.text.words.tokens import Range


_DENIED = 2
"""Units behind a word that denies, of which it denies one."""


_LONGEST_NAME = 7
"""Words of the name of a thing in quotation marks."""


_BESIDE_MARK = 5
"""Units from what is quoted to the verb of saying: ," the mayor said."""


_WITHIN_MARK = frozenset(",.")
"""What American papers set before a closing mark, whatever it closes."""


_LEAST_DENIED = 4
"""Letters of a word that a prefix may deny."""


_SHORTEST_ACRONYM = 3
"""Letters that words in small letters don't begin with by chance."""


_LONGEST_SPELLED = 10
"""Units of a name whose initials stand behind it."""


_MOST_INITIALS = 3
"""Letters before the number of a road: DK7, EN229."""


_OF_ROMANCE = frozenset(["de", "del", "di", "della", "do", "da", "du", "des", "dos", "das"])
_TO_OF = 2
"""Units of what is a name and of what it is: de Castilla."""


_NUMBER_SIGNS = frozenset({"-", ".", "nr", "number", "no", "n", "№"})


_LEAST_SHORTENED = 2
"""Words of a name that is shortened word by word."""


_DESCRIBING = 2
"""Units from what starts a sentence to a name that it may describe."""


_GOING_ON = frozenset((",", QUOTATION_MARK, "and", "but"))
"""What stands before a second verb of somebody who speaks."""


_WITHIN_NAME = frozenset("-:")


_NEAR = 4
"""Units on either side of a word that denies, of which it denies some."""


def is_reworded(
    left: tuple[ComparedParagraph, Range], right: tuple[ComparedParagraph, Range]
) -> bool:
    """Whether a thesaurus has the words of one run as meaning what those of another do."""
    one, other = _expression(*left), _expression(*right)
    # What both have, as in pleaded guilty and pleaded not guilty, did not change.
    shared = {key for key, tells in one if tells}.intersection(key for key, _ in other)
    return not shared and may_stand_for(one, other)


def _expression(side: ComparedParagraph, run: Range) -> Expression:
    """The words of a run, with one behind it that may belong to a verb: `dropped out`."""
    behind = range(run[1], min(run[1] + 1, side.part[1]))
    return [
        *((side.words.keys[at], side.tells(at)) for at in range(*run)),
        *((side.words.keys[at], False) for at in behind if not side.tells(at)),
    ]


def quotes(side: ComparedParagraph, at: int) -> bool:
    """Whether a quotation mark is no apostrophe: it is double, or something is quoted by it."""
    surface = side.words.text[side.words.starts[at]]
    return surface not in "'’" or not side.quoted.isdisjoint((at - 1, at + 1))


def marks_name(side: ComparedParagraph, at: int) -> bool:
    """Whether a quotation mark stands around the name of a thing: the ferry "Aurora"."""
    keys, text, starts = side.words.keys, side.words.text, side.words.starts
    step = 1 if at + 1 in side.quoted else -1
    end = at + step
    while end in side.quoted and keys[end] != QUOTATION_MARK:
        end += step
    run = sorted((at + (step > 0), end + (step < 0)))
    run[1] -= run[0] < run[1] and keys[run[1] - 1] in _WITHIN_MARK
    if not 0 < run[1] - run[0] <= _LONGEST_NAME:
        return False
    before = keys[run[0] - 2] if run[0] - 2 >= side.part[0] else ""
    if not before.isalpha() and (run[1] - run[0] == 1 or _says_beside(side, run)):
        return False
    if any(m.what == "attribution" and m.end == run[0] - 1 for m in side.marks):
        return False
    # Of a work's title, "A Tale of Two Cities", little words within have no capitals.
    ends = run[0], run[1] - 1
    return all(
        text[starts[unit]].isupper() or (unit not in ends and not side.tells(unit))
        for unit in range(*run)
    )


def _says_beside(side: ComparedParagraph, run: Sequence[int]) -> bool:
    """Whether somebody says what is quoted: "Thank God," she said."""
    near = range(run[0] - _BESIDE_MARK, run[1] + _BESIDE_MARK)
    return any(mark.what == "attribution" and mark.start in near for mark in side.marks)


def names_there(side: ComparedParagraph, run: Range) -> bool:
    """Whether a run is a name in quotation marks that the other side has without them."""
    marks = [at for at in range(*run) if side.words.keys[at] == QUOTATION_MARK]
    said = all(
        side.stem(side.words.keys[at]) in side.others for at in range(*run) if side.tells(at)
    )
    return said and bool(marks) and marks_name(side, marks[0])


def quotes_alike(side: ComparedParagraph, at: int) -> bool:
    """Whether both sides quote the same of what both say, however often they interrupt it.

    A mark within a quotation quotes something in it, and interrupts nothing.
    """
    if side.stray or not side.quoted_there or side.quoted.issuperset((at - 1, at + 1)):
        return False
    own = side.quoted_stems
    stems = {side.stem(key) for key in side.words.keys[slice(*side.part)]}
    return own & side.others <= side.quoted_there and side.quoted_there & stems <= own


def is_in_brackets(side: ComparedParagraph, run: Range) -> bool:
    """Whether a name stands in brackets behind another: `Ada Lund (S)`, `Acme (NYSE: ACM)`."""
    keys, (start, end) = side.words.keys, run
    while start > side.part[0] and (keys[start - 1] in _WITHIN_NAME or side.is_name(start - 1)):
        start -= 1
    text, starts = side.words.text, side.words.starts
    while end < side.part[1] and (keys[end] in _WITHIN_NAME or text[starts[end]].isupper()):
        end += 1
    is_alone = (keys[max(0, start - 1) : start], keys[end : end + 1]) == (["("], [")"])
    is_ticker = ":" in keys[start:end]
    return is_alone and start - 2 >= side.part[0] and (is_ticker or _is_named(side, start - 2))


def _is_named(side: ComparedParagraph, at: int) -> bool:
    """Whether a unit looks like part of a name, with or without what is left of a word: d'Oran."""
    _, mark, name = side.words.text[side.words.starts[at] : side.words.ends[at]].rpartition("'")
    return side.is_name(at) or (bool(mark) and name[:1].isupper())


def may_be_name(side: ComparedParagraph, at: int) -> bool:
    """Whether a unit has a capital that is no mere sign of the start of a sentence.

    What starts one may describe a name right behind it: `Opposition leader Priya Nair`.
    """
    words = side.words
    if side.has_capital(at) or not words.text[words.starts[at]].isupper():
        return words.text[words.starts[at]].isupper()
    behind = range(at + 1, min(at + 1 + _DESCRIBING, side.part[1]))
    return any(map(side.is_name, takewhile(lambda unit: words.keys[unit].isalpha(), behind)))


def speak(
    sides: tuple[ComparedParagraph, ComparedParagraph], left: Range | None, right: Range | None
) -> bool:
    """Whether what stands on either side, with a capital, says something."""
    return all(
        run is not None
        and side.words.text[side.words.starts[run[0]]].isupper()
        and side.speaks(run)
        for side, run in zip(sides, (left, right), strict=True)
    )


def is_denied_there(side: ComparedParagraph, mark: WeightyWord) -> bool:
    """Whether the other side has any of the words around one that denies them.

    Where it has none, it does not say the opposite. Words that are not spaced are not asked.
    """
    # French has ne before a consonant and n' before a vowel, and says pas as well.
    if side.words.keys[mark.start] == "ne" and any(key.startswith("n'") for key in side.others):
        return False
    behind = range(mark.end, min(side.part[1], mark.end + _DENIED))
    if any(_is_denied_within_there(side, at) for at in behind):
        return False
    near = range(max(side.part[0], mark.start - _NEAR), min(side.part[1], mark.end + _NEAR))
    telling = [at for at in near if at not in range(*mark.units) and side.tells(at)]
    if not telling or is_unspaced(side.words.keys[mark.start]):
        return True
    return any(map(side.is_said_there, telling))


def _is_denied_within_there(side: ComparedParagraph, at: int) -> bool:
    """Whether the other side has a unit only with a prefix that negates it: unavailable."""
    key = side.words.keys[at]
    if len(key) < _LEAST_DENIED or side.stem(key) in side.others:
        return False
    prefixes = (prefix for prefix in side.negating if len(prefix) > 1)
    return any(side.stem(f"{prefix}{key}") in side.others for prefix in prefixes)


def is_service(side: ComparedParagraph, run: Range) -> bool:
    """Whether a run is a news service that was told it, or that says so."""
    keys = [side.words.keys[at] for at in range(*run) if side.tells(at)]
    return side.services.issuperset(keys) and side.is_told(run)


def abbreviates(side: ComparedParagraph, run: Range, other: ComparedParagraph) -> bool:
    """Whether a name is the initials of one in either paragraph, or spells initials out."""
    text, starts, ends = side.words.text, side.words.starts, side.words.ends
    if goes_by_initials(side, run[1], other):
        return True
    name = text[starts[run[0]] : ends[run[1] - 1]].replace(".", "")
    if name.isupper() and len(name) > 1:
        return any(name in one.initials or _spells(one, name) for one in (side, other))
    if _shortens(side.words.keys[slice(*run)], other.words.keys):
        return True
    initials = {text[starts[at]] for at in range(*run) if side.is_name(at)}
    spelled = side.initials.intersection(other.acronyms)
    return any(initials.issubset(acronym) for acronym in spelled)


def _shortens(short: Sequence[str], keys: Sequence[str]) -> bool:
    """Whether each word of a name of several begins one of a run of words: Lib Dem."""
    if len(short) < _LEAST_SHORTENED or min(map(len, short)) < _SHORTEST_ACRONYM:
        return False
    return any(
        all(map(str.startswith, keys[at : at + len(short)], short))
        for at in range(len(keys) - len(short) + 1)
    )


def _spells(side: ComparedParagraph, acronym: str) -> bool:
    """Whether words in small letters begin like that: salario mínimo interprofesional, SMI."""
    units = [at for at in range(*side.part) if side.words.keys[at][0].isalpha()]
    keys = [side.words.keys[at].rpartition("'")[2] or "'" for at in units]
    initials = "".join(key[0] for key in keys)
    telling = "".join(key[0] for key, at in zip(keys, units, strict=True) if side.tells(at))
    return len(acronym) >= _SHORTEST_ACRONYM and (
        acronym.lower() in telling or acronym.lower() in initials
    )


def is_numbered_there(side: ComparedParagraph, mark: WeightyWord) -> bool:
    """Whether the other side has a number behind initials of what it counts: road 12, R12."""
    before = mark.start - 1
    while before >= side.part[0] and side.words.keys[before] in _NUMBER_SIGNS:
        before -= 1
    if before < side.part[0] or not mark.group.isdecimal():
        return False
    initials = side.words.keys[before][0]
    return initials.isalpha() and any(
        key.endswith(mark.group)
        and key[: -len(mark.group)].isalpha()
        and len(key) - len(mark.group) <= _MOST_INITIALS
        and key[-len(mark.group) - 1] == initials
        for key in side.others
    )


def goes_by_initials(side: ComparedParagraph, at: int, other: ComparedParagraph) -> bool:
    """Whether a name's initials stand behind it in brackets, and alone on the other side: (OFB).

    What both have in brackets, as the party of two people, tells nothing of the name.
    """
    keys, text = side.words.keys, side.words.text
    if keys[at : at + 1] != ["("] or keys[at + 2 : at + 3] != [")"]:
        return False
    initials = text[side.words.starts[at + 1] : side.words.ends[at + 1]]
    if not (initials.isupper() and len(initials) > 1 and _has_initials(side, at, initials)):
        return False
    theirs = other.words.keys
    return any(
        key.rpartition("'")[2] == keys[at + 1] and theirs[there - 1 : there] != ["("]
        for there, key in enumerate(theirs)
    )


def _has_initials(side: ComparedParagraph, at: int, initials: str) -> bool:
    """Whether what stands before a unit has these letters in order, from a word's first on."""
    words = side.words
    for start in range(max(side.part[0], at - _LONGEST_SPELLED), at):
        letters = iter(words.text[words.starts[start] : words.ends[at - 1]].casefold())
        if next(letters) == initials[0].casefold() and all(
            letter in letters for letter in initials[1:].casefold()
        ):
            return True
    return False


def ends_name(side: ComparedParagraph, run: Range) -> bool:
    """Whether a run is the end of a body's name, which goes without it: Junta de Castilla."""
    before, (start, end) = run[0] - 1, run
    if before < side.part[0] or side.words.keys[start] not in _OF_ROMANCE or end - start < _TO_OF:
        return False
    written = (side.words.text[side.words.starts[at]] for at in (before, end - 1))
    return all(map(str.isupper, written))


def is_credit(side: ComparedParagraph, mark: WeightyWord) -> bool:
    """Whether a clause says no more than that a news service reported it: TASS reports."""
    keys, (start, end) = side.words.keys, mark.units
    if end < side.part[1] and keys[end] in side.services:
        end += 1
    elif start > side.part[0] and keys[start - 1] in side.services:
        start -= 1
    else:
        return False
    ends = (at for at in (start - 1, end) if at in range(*side.part))
    return start > side.part[0] and not any(keys[at].isalnum() for at in ends)


def paired(
    left: Sequence[Range], right: Sequence[Range]
) -> list[tuple[Range | None, Range | None]]:
    """Names beside those that they gave way to: full ones first, then what describes them.

    Of "Finance Minister Ada Lund" and "Jon Moss", Lund gave way to Moss.
    """
    count = min(len(left), len(right))
    chosen, others = (
        sorted(sorted(runs, key=lambda run: (run[0] - run[1], run))[:count])
        for runs in (left, right)
    )
    return [
        *zip(chosen, others, strict=True),
        *((run, None) for run in left if run not in chosen),
        *((None, run) for run in right if run not in others),
    ]


def outside_brackets(side: ComparedParagraph, run: Range) -> Iterator[int]:
    """The units of a run that are not in brackets, as minutes behind a scorer are."""
    inside = False
    for at in range(*run):
        key = side.words.keys[at]
        inside = (inside or key == "(") and key != ")"
        if not inside and key != ")":
            yield at


def keeps_saying(side: ComparedParagraph, mark: WeightyWord, run: Range) -> bool:
    """Whether a verb names nobody and goes on with what was said before it: `…, adding that …`."""
    before = (one for one in side.marks if one.what == "attribution" and one.end < mark.start)
    goes_on = side.words.keys[mark.start - 1] in _GOING_ON if mark.start else False
    return goes_on and run == mark.units and any(one.group == mark.group for one in before)


def says_otherwise(side: ComparedParagraph, mark: WeightyWord, other: ComparedParagraph) -> bool:
    """Whether the other side says in words that the lists know what this one says once.

    `Around the world` for `worldwide`; homes that `lost power` are those `without power`.
    """
    behind = (at for at in range(mark.end, side.part[1]) if side.tells(at))
    if mark.what == "negation" and not any(map(side.is_said_there, list(behind)[:1])):
        return False
    own = [claim for claim in side.claims if claim.start <= mark.start and mark.end <= claim.end]
    poles = {pole for claim in own for pole in claim.poles if pole.among == SYNONYMS}
    rest = {pole for claim in side.claims if claim not in own for pole in claim.poles}
    return not (poles - rest).isdisjoint(other.said)


def is_quoted_there(side: ComparedParagraph, run: Range) -> bool:
    """Whether a run is a quotation with its marks, and all that it says is quoted there too."""
    if QUOTATION_MARK not in side.words.keys[slice(*run)]:
        return False
    keys = [side.words.keys[at] for at in range(*run) if side.tells(at)]
    stems = {side.stem(key) for key in keys if "'" not in key}
    return bool(side.quoted_there) and stems <= side.quoted_there
