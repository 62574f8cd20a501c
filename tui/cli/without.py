"""`--without RULE`: which rules a person wants undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.config import ConfigError
from tui.text.inert import inert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.text.settings import TextSettings


def undone(names: Sequence[str], config: TextSettings) -> frozenset[str]:
    """Check that rules are there.

    Args:
        names: What stands after each `--without`.
        config: The settings with the rules.

    Returns:
        The names.

    Raises:
        ConfigError: There is no rule of a name; the message gives the closest one.
    """
    if not names:
        return frozenset()
    from rapidfuzz import process

    from tui.corpus.rule_use import rules_in

    known = [rule.name for rule, _ in rules_in(config)]
    for name in names:
        if name not in known:
            close = process.extractOne(name, known, score_cutoff=60)
            meant = f"did you mean `{close[0]}`?" if close else "`compare rules list` lists them"
            raise ConfigError(f"--without: there is no rule `{inert(name)}`; {meant}")
    return frozenset(names)
