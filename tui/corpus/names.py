"""Short names for files, to speak of them in sentences and headings."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING

from tui.text.file_names import composed
from tui.text.inert import inert

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    shown = [composed(path) for path in paths]
    # Two files may differ in nothing but how their accents are written.
    paths = shown if len(set(shown)) == len(set(paths)) else paths
    stems = [PurePath(path).stem or path for path in paths]
    plain = [_HASH.sub("", stem) or stem for stem in stems]
    for names in ([_number(stem) or stem for stem in plain], plain, stems):
        if len(set(names)) == len(names):
            return [inert(name) for name in names]
    count = Counter(stems)
    return [
        inert(stem if count[stem] == 1 else str(PurePath(path).with_suffix("")))
        for stem, path in zip(stems, paths, strict=True)
    ]


def _number(stem: str) -> str:
    """The number that a name begins with, or nothing."""
    match = _NUMBERED.match(stem)
    return match[0] if match else ""
