"""Short names for files, to speak of them in sentences and headings."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING

from tui.text.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NUMBERED = re.compile(r"\d{1,6}(?=[-_. ])")
_HASH = re.compile(r"[-_. ](?=[0-9a-f]*[0-9])[0-9a-f]{8,64}$")


def short_names(paths: Sequence[str]) -> list[str]:
    """Name files by what tells them apart.

    A number that the file name begins with is enough, or the name without a hash at its end;
    where two files would be called the same, they keep their whole names, then their folders.

    Args:
        paths: The files.

    Returns:
        An inert name for each path, all different unless two paths are equal.
    """
    stems = [PurePath(path).stem or path for path in paths]
    for names in (_numbers(stems), [_HASH.sub("", stem) or stem for stem in stems], stems):
        if _all_differ(names):
            return [inert(name) for name in names]
    count = Counter(stems)
    return [
        inert(stem if count[stem] == 1 else str(PurePath(path).with_suffix("")))
        for stem, path in zip(stems, paths, strict=True)
    ]


def _numbers(stems: Iterable[str]) -> list[str]:
    found = [_NUMBERED.match(stem) for stem in stems]
    return [match[0] if match else "" for match in found]


def _all_differ(names: Sequence[str]) -> bool:
    return "" not in names and len(set(names)) == len(names)
