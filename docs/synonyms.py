"""Makes `tui/default/synonyms.txt`, the English words of which one may stand for the other.

Run `python docs/synonyms.py WORDNET`, the folder with the files `data.verb`, `index.verb`,
`verb.exc`, … and `cntlist.rev` of WordNet 3.0, as Debian's package wordnet-base has it.

Each line has a word or phrase and the numbers of its meanings, of those that another has as well.
Wider and narrower words are left out: who is shot is not always killed, and an order is more than a
request. Irregular forms have lines of their own, those that begin a phrase too: `came across`. The
lines are sorted, since they are looked up by halving.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

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

_HEAD = """\
# English words and the numbers of what they mean. docs/synonyms.py made it of WordNet 3.0
# (https://wordnet.princeton.edu), of whose words these are a part.
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


def main(folder: Path) -> None:
    """Make the file."""
    listed = _counted(folder)
    found = defaultdict[str, list[int]](list)
    meanings = (one for name in _PARTS.values() for one in _meanings(folder / f"data.{name}"))
    shared = ([word for word in words if word in listed] for words in meanings)
    for number, words in enumerate(words for words in shared if len(words) > 1):
        for word in words:
            found[word].append(number)
    phrases = defaultdict[str, list[str]](list)
    for word in found:
        phrases[word.partition(" ")[0]].append(word)
    for form, bases in _irregular(folder, phrases):
        for word in (word for base in bases for word in phrases[base]):
            found[form + word[len(word.partition(" ")[0]) :]] += found[word]
    lines = [f"{word}={_numbers(own)}" for word, own in sorted(found.items())]
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


def _meanings(file: Path) -> Iterator[list[str]]:
    """The words of each meaning, names left out."""
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("  "):
            continue  # The licence.
        _, _, _, count, *rest = line.split()
        words = [
            re.sub(r"\(.*\)", "", one).replace("_", " ") for one in rest[: 2 * int(count, 16) : 2]
        ]
        yield [one for one in words if one.islower()]


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
