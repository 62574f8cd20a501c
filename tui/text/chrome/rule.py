"""What every rule has, whatever its kind."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

Place = Literal["anywhere", "before", "above", "body", "article", "start", "end", "tail", "after"]
"""Where a line must stand; all but `anywhere` need a `body` rule above.

`before` is anywhere before the body; `above` between it and the headline (a few lines above
it where there is none); `article` is `above` and `body`; `start` is `above` and the body's
first lines but not its last; `end` is the body's last lines and the first ones below; `after`
is anywhere after the body. `tail` is the body's end as long as line after line of it fits,
from the last one up; what was taken there ends the article.
"""

Count = Annotated[int, msgspec.Meta(ge=0)]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Worth = Annotated[float, msgspec.Meta(ge=0)]
"""A weight in words: a word of a sentence earns 1."""


NAME = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""What the name of a rule or site looks like."""


class Examples(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Texts that a rule must act on (`drop`) and texts that it must leave alone (`keep`).

    A text is a line or a fragment of a page. Of a `drop` text the rule must take at least
    one line, of a `keep` text none; where lines begin with `>>`, it must take those and no
    others. For a rule of kind `keep` it is the other way round.
    """

    drop: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    keep: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """What every rule has: a unique `name`, `why` it is there, and `examples` that prove it.

    Where `enabled` is false it does nothing.

    In every kind that has them, `match` is the wording of the lines that it is about, `place`
    where these must stand, and `at_least` and `at_most` are how many words they must have.
    """

    name: Annotated[str, msgspec.Meta(pattern=NAME)]
    why: Annotated[str, msgspec.Meta(min_length=1)]
    examples: Examples
    enabled: bool = True
