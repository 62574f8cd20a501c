"""Makes `tui/default/synonyms.txt`, the English words of which one may stand for the other.

Run `python docs/synonyms.py WORDNET`, the folder with the files `data.verb`, `index.verb`,
`verb.exc`, … and `cntlist.rev` of WordNet 3.0, as Debian's package wordnet-base has it.

Each line has a word or phrase and the numbers of its meanings; behind `|` stand those of the wider
meanings that it has a narrower one of: a kind of a thing, a way of a deed, a member of a body, a
shade of a quality. What has very many kinds is too wide to tell anything: everything is an act.
Irregular forms have lines of their own, those that begin a phrase too: `came across`. The lines are
sorted, since they are looked up by halving.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.text.differences.thesaurus import bases_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

_ROOT = Path(__file__).parents[1]

_PARTS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}

_COUNTED = {"1": 2, "2": 1, "3": 1, "4": 1, "5": 1}
"""How often WordNet's texts have at least a noun, verb, adjective, adverb or the like listed.

The texts are of 1961, and few: what papers write every day, as bus, is there twice.
"""

_PARTICLES = frozenset(
    word
    for line in """
    about across after against ahead along apart around aside at away back behind by down for
    forward from in into off on out over round through to together under up upon with
    """.splitlines()
    for word in line.split()
)
"""What makes a verb another one: these are listed however seldom the texts have them."""

_MOST_KINDS = 150
"""Things with more kinds are too general for their names to stand for one of these."""

_OTHER_FIELDS = frozenset({"05", "20"})
"""WordNet's files of animals and plants."""

_NARROWER = frozenset({"~", "#m", "%m", "&"})
"""WordNet's signs of kinds and ways, of bodies and members, of adjectives that are alike."""

_HEAD = """\
# English words, the numbers of their meanings and, behind |, of wider ones. docs/synonyms.py made
# it of WordNet 3.0 (https://wordnet.princeton.edu), of whose words these are a part.
#
# This software and database is being provided to you, the LICENSEE, by Princeton University under
# the following license. By obtaining, using and/or copying this software and database, you agree
# that you have read, understood, and will comply with these terms and conditions.: Permission to
# use, copy, modify and distribute this software and database and its documentation for any purpose
# and without fee or royalty is hereby granted, provided that you agree to comply with the following
# copyright notice and statements, including the disclaimer, and that the same appear on ALL copies
# of the software, database and documentation, including modifications that you make for internal
# use or for distribution. WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved.
# THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS
# OR WARRANTIES, EXPRESS OR IMPLIED. BY WAY OF EXAMPLE, BUT NOT LIMITATION, PRINCETON UNIVERSITY
# MAKES NO REPRESENTATIONS OR WARRANTIES OF MERCHANTABILITY OR FITNESS FOR ANY PARTICULAR PURPOSE OR
# THAT THE USE OF THE LICENSED SOFTWARE, DATABASE OR DOCUMENTATION WILL NOT INFRINGE ANY THIRD PARTY
# PATENTS, COPYRIGHTS, TRADEMARKS OR OTHER RIGHTS. The name of Princeton University or Princeton may
# not be used in advertising or publicity pertaining to distribution of the software and/or
# database. Title to copyright in this software, database and any associated documentation shall at
# all times remain with Princeton University and LICENSEE agrees to preserve same.
"""


class _Meaning(NamedTuple):
    words: list[str]
    narrower: list[tuple[str, str]]
    field: str


def main(folder: Path) -> None:
    """Make the file."""
    listed = _counted(folder)
    meanings = {
        (part, number): meaning
        for part, name in _PARTS.items()
        for number, meaning in _meanings(folder / f"data.{name}")
    }
    found = defaultdict[str, tuple[list[int], list[int]]](lambda: ([], []))
    number = 0
    for meaning in meanings.values():
        words, narrower = _said(meaning, meanings, listed)
        if len(words) + len(narrower) > 1 and words:
            for wide, those in enumerate((words, narrower)):
                for word in those:
                    found[word][wide].append(number)
            number += 1
    phrases = defaultdict[str, list[str]](list)
    for word in found:
        phrases[word.partition(" ")[0]].append(word)
    for form, bases in _irregular(folder, phrases):
        for base in bases:
            for word in phrases[base]:
                own, wider = found[f"{form}{word.removeprefix(base)}"]
                own += found[word][0]
                wider += found[word][1]
    lines = [
        f"{word}={_numbers(own)}|{_numbers(wider)}" for word, (own, wider) in sorted(found.items())
    ]
    goal = _ROOT / "tui" / "default" / "synonyms.txt"
    goal.write_text(_HEAD + "\n".join(lines) + "\n", "utf-8")


def _numbers(numbers: Iterable[int]) -> str:
    return ",".join(map(str, sorted(set(numbers))))


def _counted(folder: Path) -> set[str]:
    counts = Counter[tuple[str, str]]()
    for line in (folder / "cntlist.rev").read_text("utf-8").splitlines():
        key, _, count = line.split()
        word, _, sense = key.partition("%")
        counts[word, sense[0]] += int(count)
    listed = {word for (word, part), count in counts.items() if count >= _COUNTED[part]}
    listed.update(_verbs_with_particles(folder))
    return {word.replace("_", " ") for word in listed}


def _verbs_with_particles(folder: Path) -> Iterator[str]:
    for line in (folder / "index.verb").read_text("utf-8").splitlines():
        _, *particles = line.partition(" ")[0].split("_")
        if particles and _PARTICLES.issuperset(particles):
            yield line.partition(" ")[0]


def _meanings(file: Path) -> Iterator[tuple[str, _Meaning]]:
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("  "):
            continue  # The licence.
        number, field, _, count, *rest = line.partition(" | ")[0].split()
        end = 2 * int(count, 16)
        words = [re.sub(r"\(.*\)", "", one).replace("_", " ") for one in rest[:end:2]]
        signs = rest[end + 1 :]
        others = [
            (signs[at + 2].replace("s", "a"), signs[at + 1])
            for at in range(0, 4 * int(rest[end]), 4)
            if signs[at] in _NARROWER
        ]
        yield number, _Meaning([one for one in words if one.islower()], others, field)


def _said(
    meaning: _Meaning, meanings: dict[tuple[str, str], _Meaning], listed: Container[str]
) -> tuple[list[str], list[str]]:
    """A meaning's words and those of narrower ones, as far as they are listed."""
    words = [one for one in meaning.words if one in listed]
    few = len(meaning.narrower) <= _MOST_KINDS and meaning.field not in _OTHER_FIELDS
    narrower = {
        word
        for other in (meaning.narrower if few else ())
        for word in meanings[other].words
        if word in listed and word not in words
    }
    return words, sorted(narrower)


def _irregular(folder: Path, kept: Container[str]) -> list[tuple[str, list[str]]]:
    """Forms of listed words that can't be told by their endings."""
    forms = defaultdict[str, list[str]](list)
    for name in _PARTS.values():
        for line in (folder / f"{name}.exc").read_text("utf-8").splitlines():
            form, *bases = line.split()
            forms[form] += [one for one in bases if one in kept and one not in _regular(form)]
    return [(form, bases) for form, bases in sorted(forms.items()) if bases]


def _regular(form: str) -> Iterable[str]:
    return list(bases_of(form))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
